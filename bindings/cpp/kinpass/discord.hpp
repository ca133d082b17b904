// Discord's operations, as member functions of kinpass::client.
#ifndef KINPASS_CPP_DISCORD_HPP
#define KINPASS_CPP_DISCORD_HPP

#include "options.hpp"

KINPASS_CPP_BEGIN
namespace detail {

/// A C buffer over a secret.
class output_text {
 public:
  explicit output_text(std::size_t capacity) : text_(secret::with_size(capacity)) {}
  kinpass_buffer *buffer() noexcept {
    raw_ = {text_.writable(), text_.size(), 0};
    return &raw_;
  }
  /// True if it was too small; then it is large enough now.
  bool grow() {
    if (raw_.size < raw_.capacity) {
      return false;
    }
    text_ = secret::with_size(raw_.size + 1);
    return true;
  }
  secret take() noexcept {
    text_.truncate(raw_.size);
    return std::move(text_);
  }

 private:
  secret text_;
  kinpass_buffer raw_{};
};

template <class Client>
class discord_operations {
 public:
  /// Exchanges the parent's token for the token of one game. -> child_token
  template <class Handler>
  auto discord_exchange_child_token(const parent_token &parent, std::string_view child_application_id,
                                    Handler &&handler) {
    auto raw = defaults(kinpass_discord_exchange_child_token_options_init);
    raw.parent_access_token = to_c(parent.access_token.view());
    raw.child_application_id = to_c(child_application_id);
    raw.parent_expires_in_s = static_cast<std::uint64_t>(parent.expires_in.count() > 0 ? parent.expires_in.count() : 0);
    return start<child_token>(std::forward<Handler>(handler),
                              calling(kinpass_discord_exchange_child_token, raw_client(), &raw));
  }

  /// Refreshes the parent's tokens. The old ones are dead afterwards: store the new ones before use. -> parent_token
  template <class Handler>
  auto discord_refresh_token(const parent_token &token, Handler &&handler) {
    return start<parent_token>(std::forward<Handler>(handler),
                               calling(kinpass_discord_refresh_token, raw_client(), to_c(token.refresh_token.view())));
  }

  /// Unlinks the player from **all** games of the publisher: every child token dies, too. -> void
  template <class Handler>
  auto discord_revoke_token(const parent_token &token, Handler &&handler) {
    // Either of the two revokes both. The refresh token lives longer.
    revoke_token_options options;
    options.token = (token.refresh_token.empty() ? token.access_token : token.refresh_token).view();
    return discord_revoke_token(options, std::forward<Handler>(handler));
  }

  /// Ends the player's tokens of one game: the one in `token.application_id`. -> void
  template <class Handler>
  auto discord_revoke_token(const child_token &token, Handler &&handler) {
    revoke_token_options options;
    options.token = token.access_token.view();
    options.application_id = token.application_id;
    return discord_revoke_token(options, std::forward<Handler>(handler));
  }

  /// Revokes a token of any application. One that is not of the application named is a success, and lives on. -> void
  template <class Handler>
  auto discord_revoke_token(const revoke_token_options &options, Handler &&handler) {
    const auto raw = to_c(options);
    return start<void>(std::forward<Handler>(handler), calling(kinpass_discord_revoke_token, raw_client(), &raw));
  }

  /// Makes the address of Discord's authorization page. Nothing is sent. After the redirect compare its state with this
  /// one, and hand code and verifier to discord_exchange_code.
  result<authorization_request> discord_create_authorization(const create_authorization_options &options) const {
    const auto raw = to_c(options);
    output_text url(2048), verifier(129), state(65);
    for (;;) {
      const kinpass_status code =
          kinpass_discord_create_authorization(raw_client(), &raw, url.buffer(), verifier.buffer(), state.buffer());
      if (code == KINPASS_OK) {
        return authorization_request{std::string(url.take().view()), verifier.take(), state.take()};
      }
      // Not `||`: each of the three has to grow that needs to.
      const bool larger = static_cast<unsigned>(url.grow()) + verifier.grow() + state.grow() > 0;
      if (code != KINPASS_ERROR_BUFFER_TOO_SMALL || !larger) {
        return refused(code);
      }
    }
  }

  /// Exchanges the code of a redirect. -> parent_token
  template <class Handler>
  auto discord_exchange_code(const exchange_code_options &options, Handler &&handler) {
    const auto raw = to_c(options);
    return start<parent_token>(std::forward<Handler>(handler),
                               calling(kinpass_discord_exchange_code, raw_client(), &raw));
  }

  /// Links a player in the browser, with a loopback redirect. -> parent_token
  template <class Handler>
  auto discord_authorize(authorize_options options, Handler &&handler) {
    const auto raw = to_c(options);
    progress on_the_way{std::move(options.on_authorization_url), nullptr};
    return start<parent_token>(std::forward<Handler>(handler), std::move(on_the_way),
                               calling(kinpass_discord_authorize, raw_client(), &raw));
  }

  /// Links a player on a device without browser or keyboard. -> parent_token
  template <class Handler>
  auto discord_authorize_device(authorize_device_options options, Handler &&handler) {
    const auto raw = to_c(options);
    progress on_the_way{nullptr, std::move(options.on_user_code)};
    return start<parent_token>(std::forward<Handler>(handler), std::move(on_the_way),
                               calling(kinpass_discord_authorize_device, raw_client(), &raw));
  }

  /// A parent token for a player without a Discord account. -> parent_token
  template <class Handler>
  auto discord_get_provisional_token(const provisional_options &options, Handler &&handler) {
    const auto raw = to_c(options);
    return start<parent_token>(std::forward<Handler>(handler),
                               calling(kinpass_discord_get_provisional_token, raw_client(), &raw));
  }

  /// Parts a merged provisional account from the full account again. -> void
  template <class Handler>
  auto discord_unmerge_provisional_account(const provisional_options &options, Handler &&handler) {
    const auto raw = to_c(options);
    return start<void>(std::forward<Handler>(handler),
                       calling(kinpass_discord_unmerge_provisional_account, raw_client(), &raw));
  }

  /// What a token stands for. -> authorization
  template <class Handler>
  auto discord_get_authorization(const parent_token &token, Handler &&handler) {
    return get_authorization(token.access_token, std::forward<Handler>(handler));
  }
  template <class Handler>
  auto discord_get_authorization(const child_token &token, Handler &&handler) {
    return get_authorization(token.access_token, std::forward<Handler>(handler));
  }

 private:
  friend Client;
  discord_operations() = default;

  kinpass_client raw_client() const noexcept { return static_cast<const Client *>(this)->native_handle(); }

  template <class Handler>
  auto get_authorization(const secret &access, Handler &&handler) {
    return start<authorization>(std::forward<Handler>(handler),
                                calling(kinpass_discord_get_authorization, raw_client(), to_c(access.view())));
  }
};

}  // namespace detail
KINPASS_CPP_END

#endif
