// What happens to an account by itself, and events as such.
#ifndef KINPASS_CPP_EVENTS_HPP
#define KINPASS_CPP_EVENTS_HPP

#include "completion.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <variant>

KINPASS_CPP_BEGIN

struct token_renewed {
  parent_token token;
};  ///< The parent token was renewed.
struct child_token_renewed {
  child_token token;
};  ///< A child token was renewed before it expired.
struct session_renewed {
  kinpass::session session;
};                         ///< The session was refreshed or started anew.
struct offline {};         ///< No network. Tokens are kept; work resumes by itself.
struct online {};          ///< The network is back.
struct token_expiring {};  ///< The library can't renew the parent token: bring one with account::adopt_tokens.
struct link_lost {
  error why;
};  ///< For good: all tokens are dropped and erased. Link again.
struct session_lost {
  error why;
};  ///< The session is over and could not be started again.
struct banned {
  error why;
};  ///< `why.ban` tells for how long.
struct store_failed {
  error why;
};  ///< Tokens are kept in memory.

/// What happened to an account. See std::visit and `overloaded`.
using account_event = std::variant<token_renewed, child_token_renewed, session_renewed, offline, online, token_expiring,
                                   link_lost, session_lost, banned, store_failed>;

/// One function object of several lambdas, for std::visit.
template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

/// A look at an event, valid as long as the event is.
class event_view {
 public:
  explicit event_view(const kinpass_event &raw) noexcept : raw_(&raw) {}

  event_kind kind() const noexcept { return static_cast<event_kind>(raw_->kind); }
  kinpass::operation_kind operation_kind() const noexcept {
    return static_cast<kinpass::operation_kind>(raw_->operation_kind);
  }
  kinpass::status status() const noexcept { return static_cast<kinpass::status>(raw_->status); }
  std::uint64_t operation_id() const noexcept { return raw_->operation.id; }
  std::uint64_t account_id() const noexcept { return raw_->account.id; }
  bool is_completion_of(const operation &of) const noexcept {
    return kind() == event_kind::completed && of && operation_id() == of.id();
  }

  /// What a completed operation came to. T is what its function names: parent_token, child_token, session,
  /// authorization, response or void.
  template <class T>
  result<T> as() const {
    return detail::read<T>(*raw_);
  }

  /// The page to open, or the code to show, of an operation that goes on.
  std::string_view url() const noexcept { return detail::view(raw_->url); }
  std::optional<kinpass::user_code> user_code() const {
    return raw_->user_code == nullptr ? std::nullopt : std::optional(detail::to_user_code(*raw_->user_code));
  }

  /// Nothing if the event belongs to an operation, or to a newer library's kind.
  std::optional<account_event> as_account_event() const {
    const auto lost = [this] { return detail::event_error(*raw_); };
    switch (raw_->kind) {
      case KINPASS_EVENT_KIND_TOKEN_RENEWED:
        return carried<token_renewed>(detail::reader<parent_token>::read(*raw_));
      case KINPASS_EVENT_KIND_CHILD_TOKEN_RENEWED:
        return carried<child_token_renewed>(detail::reader<child_token>::read(*raw_));
      case KINPASS_EVENT_KIND_SESSION_RENEWED:
        return carried<session_renewed>(detail::reader<session>::read(*raw_));
      case KINPASS_EVENT_KIND_OFFLINE:
        return offline{};
      case KINPASS_EVENT_KIND_ONLINE:
        return online{};
      case KINPASS_EVENT_KIND_TOKEN_EXPIRING:
        return token_expiring{};
      case KINPASS_EVENT_KIND_LINK_LOST:
        return link_lost{lost()};
      case KINPASS_EVENT_KIND_SESSION_LOST:
        return session_lost{lost()};
      case KINPASS_EVENT_KIND_BANNED:
        return banned{lost()};
      case KINPASS_EVENT_KIND_STORE_FAILED:
        return store_failed{lost()};
      default:
        return std::nullopt;
    }
  }

  const kinpass_event &native() const noexcept { return *raw_; }

 private:
  template <class Event, class T>
  static std::optional<account_event> carried(result<T> value) {
    return value ? std::optional<account_event>(Event{*std::move(value)}) : std::nullopt;
  }

  const kinpass_event *raw_;
};

/// An event that was pulled with client::next_event. Letting go of it wipes its strings.
class event {
 public:
  explicit event(const kinpass_event *raw) noexcept : raw_(raw) {}

  event_view view() const noexcept { return event_view(*raw_); }

  /// Hands the event to the callback, future or coroutine that waits for it; what that throws comes out here. Only for
  /// events of operations and accounts that these headers started. An event that nobody delivered completes its waiter
  /// as cancelled when it is let go.
  void deliver() const {
    if (raw_->user_data != nullptr) {
      static_cast<detail::receiver *>(raw_->user_data)->receive(*raw_);
    }
  }

 private:
  struct release {
    void operator()(const kinpass_event *raw) const noexcept { static_cast<void>(kinpass_event_release(raw)); }
  };
  std::unique_ptr<const kinpass_event, release> raw_;
};

namespace detail {

/// Receives the events of an account, or those of a client that nobody else receives.
class event_receiver final : public receiver {
 public:
  explicit event_receiver(unique_function<void(event_view)> handler) : handler_(std::move(handler)) {}
  void receive(const kinpass_event &event) override { handler_(event_view(event)); }

 private:
  unique_function<void(event_view)> handler_;
};

}  // namespace detail
KINPASS_CPP_END

#endif
