// A player's linked account, kept by the library.
#ifndef KINPASS_CPP_ACCOUNT_HPP
#define KINPASS_CPP_ACCOUNT_HPP

#include "discord.hpp"
#include "events.hpp"
#include "options.hpp"

#include <atomic>
#include <memory>
#include <utility>

KINPASS_CPP_BEGIN

/// What signing out does at Discord.
enum class sign_out_scope {
  this_device,  ///< Drops the tokens here. The link at Discord stays.
  all_games,    ///< Revokes: the player is unlinked from all games of the publisher.
};

/// Opened by client::open_account. Closing it drops the tokens from memory and completes what is open as cancelled;
/// what is stored stays. After it is closed, or destroyed, its event handler is not called any more (nor while it is
/// being closed on the thread that polls).
class account {
 public:
  account() noexcept = default;
  account(account &&other) noexcept
      : raw_(std::exchange(other.raw_, kinpass_account{0})), open_(std::move(other.open_)) {}
  account &operator=(account &&other) noexcept {
    if (this != &other) {
      static_cast<void>(close());
      raw_ = std::exchange(other.raw_, kinpass_account{0});
      open_ = std::move(other.open_);
    }
    return *this;
  }
  ~account() { static_cast<void>(close()); }

  result<void> close() {
    if (open_) {
      open_->store(false);
    }
    return detail::check(kinpass_account_close(std::exchange(raw_, kinpass_account{0})));
  }

  explicit operator bool() const noexcept { return raw_.id != 0; }
  std::uint64_t id() const noexcept { return raw_.id; }
  kinpass_account native_handle() const noexcept { return raw_; }

  /// Where the account stands, from memory.
  result<account_info> get_info() const {
    kinpass_account_info raw{};
    raw.struct_size = sizeof raw;
    const kinpass_status code = kinpass_account_get_info(raw_, &raw);
    if (code != KINPASS_OK) {
      return detail::refused(code);
    }
    account_info out;
    out.state = static_cast<account_state>(raw.state);
    out.provisional = raw.provisional != 0;
    out.can_renew = raw.can_renew != 0;
    out.has_session = raw.has_session != 0;
    out.token_expires_in = detail::duration<std::chrono::seconds>(raw.token_expires_in_s);
    out.child_tokens = raw.child_tokens;
    return out;
  }

  /// Gives the account a parent token that the host already has, and stores it. -> void
  template <class Handler>
  auto adopt_tokens(const parent_token &token, Handler &&handler) {
    auto raw = detail::defaults(kinpass_account_adopt_tokens_options_init);
    raw.access_token = detail::to_c(token.access_token.view());
    raw.refresh_token = detail::to_c(token.refresh_token.view());
    raw.expires_in_s = static_cast<std::uint64_t>(token.expires_in.count() > 0 ? token.expires_in.count() : 0);
    raw.scope = detail::to_c(token.scope);
    raw.provisional = detail::flag(token.provisional);
    return detail::start<void>(std::forward<Handler>(handler),
                               detail::calling(kinpass_account_adopt_tokens, raw_, &raw));
  }

  /// Signs the player in: silently from the store if there is a link, else by the method asked for. -> parent_token
  template <class Handler>
  auto sign_in(sign_in_options options, Handler &&handler) {
    const auto raw = detail::to_c(options);
    progress on_the_way{std::move(options.on_authorization_url), std::move(options.on_user_code)};
    return detail::start<parent_token>(std::forward<Handler>(handler), std::move(on_the_way),
                                       detail::calling(kinpass_account_sign_in, raw_, &raw));
  }

  /// Hands over the redirect that the host received, to a sign-in by sign_in_method::redirect.
  result<void> handle_redirect(std::string_view url) {
    return detail::check(kinpass_account_handle_redirect(raw_, detail::to_c(url)));
  }

  /// A child token that is valid for long enough: from memory, or by one exchange however many ask. -> child_token
  template <class Handler>
  auto get_child_token(const child_token_options &options, Handler &&handler) {
    const auto raw = detail::to_c(options);
    return detail::start<child_token>(std::forward<Handler>(handler),
                                      detail::calling(kinpass_account_get_child_token, raw_, &raw));
  }
  template <class Handler>
  auto get_child_token(Handler &&handler) {
    return get_child_token(child_token_options{}, std::forward<Handler>(handler));
  }

  /// A child token of that game from memory, or status::no_token; costs no round trip. Its `expires_in` says only that
  /// it is valid for as long as was asked for.
  result<child_token> peek_child_token(std::string_view application_id, std::chrono::seconds min_validity = {}) const {
    detail::output_text text(512);
    for (;;) {
      const kinpass_status code = kinpass_account_peek_child_token(raw_, detail::to_c(application_id),
                                                                   detail::count32(min_validity), text.buffer());
      if (code == KINPASS_OK) {
        child_token out(text.take(), min_validity);
        out.application_id = application_id;
        return out;
      }
      if (code != KINPASS_ERROR_BUFFER_TOO_SMALL || !text.grow()) {
        return detail::refused(code);
      }
    }
  }

  /// The LootLocker session: the one at hand, else refreshed or started. -> session
  template <class Handler>
  auto get_session(Handler &&handler) {
    return detail::start<session>(std::forward<Handler>(handler), detail::calling(kinpass_account_get_session, raw_));
  }

  /// Renews the session now, because LootLocker refused it elsewhere. -> session
  template <class Handler>
  auto refresh_session(Handler &&handler) {
    return detail::start<session>(std::forward<Handler>(handler),
                                  detail::calling(kinpass_account_refresh_session, raw_));
  }

  /// One JSON request with the account's credentials. A refusal by the route is an error with `answer` set. -> response
  template <class Handler>
  auto request(const request_options &options, Handler &&handler) {
    const auto raw = detail::to_c(options);
    return detail::start<response>(std::forward<Handler>(handler),
                                   detail::calling(kinpass_account_request, raw_, &raw));
  }

  /// Drops all tokens and erases the record. -> void
  template <class Handler>
  auto sign_out(sign_out_scope scope, Handler &&handler) {
    const auto revoke = detail::flag(scope == sign_out_scope::all_games);
    return detail::start<void>(std::forward<Handler>(handler), detail::calling(kinpass_account_sign_out, raw_, revoke));
  }

 private:
  friend class client;

  /// `handler` may be empty: then the client's on_event receives the account's events.
  static result<account> open(kinpass_client client, const account_options &options,
                              unique_function<void(account_event)> handler) {
    const auto raw = detail::to_c(options);
    account out;
    out.open_ = std::make_shared<std::atomic<bool>>(true);
    std::unique_ptr<detail::receiver> receiver;
    if (handler) {
      receiver = std::make_unique<detail::event_receiver>(
          [open = out.open_, call = std::move(handler)](event_view event) mutable {
            if (!open->load()) {
              return;
            }
            if (auto known = event.as_account_event()) {
              call(*std::move(known));
            }
          });
    }
    const kinpass_callback callback = receiver ? receiver->as_callback() : kinpass_callback{};
    const kinpass_status code = kinpass_account_open(client, &raw, receiver ? &callback : nullptr, &out.raw_);
    if (code != KINPASS_OK) {
      return detail::refused(code);
    }
    static_cast<void>(receiver.release());
    return out;
  }

  kinpass_account raw_{0};
  std::shared_ptr<std::atomic<bool>> open_;
};

KINPASS_CPP_END

#endif
