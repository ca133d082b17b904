// The ways to learn what an operation came to. Every function that starts one takes a *handler* as its last argument:
//
//   a callable          called with the result<T>, once; the function returns result<operation>
//   use_future          the function returns std::future<result<T>>
//   use_awaitable       the function returns something to co_await (C++20, coroutine.hpp)
//   detached            nobody is told; the function returns result<operation>. For events that are pulled.
//
// A callable is called if and only if the function returned an operation. Futures and awaitables hold the error of a
// failed start, too.
#ifndef KINPASS_CPP_COMPLETION_HPP
#define KINPASS_CPP_COMPLETION_HPP

#include "delivery.hpp"
#include "operation.hpp"
#include "read.hpp"
#include "unique_function.hpp"

#include <future>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

KINPASS_CPP_BEGIN

/// See use_future.
struct use_future_t {
  operation *started = nullptr;
  /// `client.ping(token, use_future(op))` also gives the operation, to cancel it.
  constexpr use_future_t operator()(operation &to) const noexcept { return {&to}; }
};
/// As handler: gives a std::future. Somebody has to poll the client for it: see client::run_until.
inline constexpr use_future_t use_future{};

/// See detached.
struct detached_t {};
/// As handler: nobody is told. The completion is dropped by poll, or found by client::next_event.
inline constexpr detached_t detached{};

/// What an operation tells on its way.
struct progress {
  unique_function<void(std::string_view url)> on_authorization_url;  ///< Open this page for the player.
  unique_function<void(const user_code &)> on_user_code;             ///< Show the player this code.
};

namespace detail {

/// Receives the events of one operation and completes it exactly once.
template <class T>
class operation_receiver final : public receiver {
 public:
  operation_receiver(unique_function<void(result<T>)> done, progress on_progress)
      : done_(std::move(done)), progress_(std::move(on_progress)) {}

  void receive(const kinpass_event &event) override {
    switch (event.kind) {
      case KINPASS_EVENT_KIND_COMPLETED:
        if (done_) {
          // Emptied first: whatever the callback does, it can't run again.
          std::exchange(done_, nullptr)(read<T>(event));
        }
        break;
      case KINPASS_EVENT_KIND_AUTHORIZATION_URL:
        if (progress_.on_authorization_url) {
          progress_.on_authorization_url(view(event.url));
        }
        break;
      case KINPASS_EVENT_KIND_USER_CODE:
        if (progress_.on_user_code && event.user_code != nullptr) {
          progress_.on_user_code(to_user_code(*event.user_code));
        }
        break;
      default:
        break;
    }
  }

  /// A completion that was pulled and released without being delivered: its callback still gets its one call.
  void released() override {
    if (done_) {
      std::exchange(done_, nullptr)(error(status::cancelled));
    }
  }

 private:
  unique_function<void(result<T>)> done_;
  progress progress_;
};

/// Hands a callback to `call`, which starts an operation. From the moment it succeeds the receiver belongs to the
/// library, and may be gone already if a worker delivers.
template <class T, class Call>
result<operation> start_with(unique_function<void(result<T>)> done, progress on_progress, Call &&call) {
  auto owner = std::make_unique<operation_receiver<T>>(std::move(done), std::move(on_progress));
  const kinpass_callback callback = owner->as_callback();
  kinpass_operation started{0};
  const kinpass_status code = call(&callback, &started);
  if (code != KINPASS_OK) {
    return refused(code);
  }
  static_cast<void>(owner.release());
  return operation(started);
}

/// How a kind of handler starts an operation and what the caller gets for it. This one is for callables; others
/// specialise it.
template <class Handler>
struct starter {
  template <class T, class Call>
  static result<operation> start(Handler handler, progress on_progress, Call &&call) {
    static_assert(std::is_invocable_v<Handler &, result<T>>, "the handler has to take this operation's result<T>");
    return start_with<T>(std::move(handler), std::move(on_progress), call);
  }
};

template <>
struct starter<detached_t> {
  template <class T, class Call>
  static result<operation> start(detached_t, progress on_progress, Call &&call) {
    if (on_progress.on_authorization_url || on_progress.on_user_code) {
      return start_with<T>([](result<T>) {}, std::move(on_progress), call);
    }
    kinpass_operation started{0};
    const kinpass_status code = call(nullptr, &started);
    if (code != KINPASS_OK) {
      return refused(code);
    }
    return operation(started);
  }
};

template <>
struct starter<use_future_t> {
  template <class T, class Call>
  static std::future<result<T>> start(use_future_t how, progress on_progress, Call &&call) {
    // Shared with the callback so that it is still here if the start fails.
    auto promise = std::make_shared<std::promise<result<T>>>();
    auto future = promise->get_future();
    auto started = start_with<T>([promise](result<T> came_to) { promise->set_value(std::move(came_to)); },
                                 std::move(on_progress), call);
    if (!started) {
      promise->set_value(std::move(started).error());
    } else if (how.started != nullptr) {
      *how.started = *std::move(started);
    }
    return future;
  }
};

/// The C function `function` with all arguments but the last two, which `start` adds. Arguments are handles and
/// pointers.
template <class Function, class... Args>
auto calling(Function function, Args... args) {
  return [function, args...](const kinpass_callback *callback, kinpass_operation *out) {
    return function(args..., callback, out);
  };
}

/// Starts an operation by `call(callback, operation)`.
template <class T, class Handler, class Call>
auto start(Handler &&handler, progress on_progress, Call &&call) {
  return starter<std::decay_t<Handler>>::template start<T>(std::forward<Handler>(handler), std::move(on_progress),
                                                           call);
}

template <class T, class Handler, class Call>
auto start(Handler &&handler, Call &&call) {
  return start<T>(std::forward<Handler>(handler), progress{}, call);
}

}  // namespace detail
KINPASS_CPP_END

#endif
