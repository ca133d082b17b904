// co_await for operations, where the compiler has it.
#ifndef KINPASS_CPP_COROUTINE_HPP
#define KINPASS_CPP_COROUTINE_HPP

#include "completion.hpp"

#if KINPASS_CPP_COROUTINES

#  include <atomic>
#  include <coroutine>
#  include <memory>
#  include <optional>
#  include <utility>

KINPASS_CPP_BEGIN

/// See use_awaitable.
struct use_awaitable_t {
  operation *started = nullptr;
  /// `co_await client.ping(token, use_awaitable(op))` also gives the operation, to cancel it.
  constexpr use_awaitable_t operator()(operation &to) const noexcept { return {&to}; }
};
/// As handler: gives an awaitable. The operation has started when the function returns, so arguments need to live no
/// longer; the coroutine goes on within client::poll.
inline constexpr use_awaitable_t use_awaitable{};

namespace detail {

/// Where an operation and the coroutine that awaits it meet. Either may come first, on any thread.
template <class T>
class meeting {
 public:
  /// False: the result is here already, do not suspend.
  bool suspend(std::coroutine_handle<> waiter) {
    waiter_ = waiter;
    auto expected = state::open;
    return state_.compare_exchange_strong(expected, state::waiting, std::memory_order_acq_rel);
  }
  void complete(result<T> came_to) {
    came_to_.emplace(std::move(came_to));
    const auto before = state_.exchange(state::done, std::memory_order_acq_rel);
    if (before == state::waiting) {
      waiter_.resume();
    }
  }
  bool done() const noexcept { return state_.load(std::memory_order_acquire) == state::done; }
  /// The awaitable is gone: nobody is resumed. False if the operation has completed.
  bool abandon() noexcept { return state_.exchange(state::abandoned, std::memory_order_acq_rel) != state::done; }
  result<T> take() { return *std::move(came_to_); }

 private:
  enum class state { open, waiting, done, abandoned };
  std::atomic<state> state_{state::open};
  std::coroutine_handle<> waiter_;
  std::optional<result<T>> came_to_;
};

}  // namespace detail

/// A started operation, to be awaited once. Destroying it earlier, with its coroutine or without, cancels the operation
/// and resumes nobody; do so on the thread that polls.
template <class T>
class [[nodiscard]] awaitable {
 public:
  awaitable(std::shared_ptr<detail::meeting<T>> meeting, kinpass_operation started)
      : meeting_(std::move(meeting)), started_(started) {}
  awaitable(awaitable &&) noexcept = default;
  awaitable &operator=(awaitable &&) = delete;
  ~awaitable() {
    if (meeting_ && meeting_->abandon()) {
      started_.cancel();
    }
  }

  void cancel() const noexcept { started_.cancel(); }

  bool await_ready() const noexcept { return meeting_->done(); }
  bool await_suspend(std::coroutine_handle<> waiter) { return meeting_->suspend(waiter); }
  result<T> await_resume() { return meeting_->take(); }

 private:
  std::shared_ptr<detail::meeting<T>> meeting_;
  operation started_;
};

/// The simplest coroutine: runs by itself, is waited for by nobody. An exception that leaves it is treated as one that
/// leaves a callback: client::poll throws it again; outside of one it ends the program.
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept {
#  if KINPASS_CPP_EXCEPTIONS
      detail::delivering::guard([] { throw; });
#  endif
    }
  };
};

namespace detail {

template <>
struct starter<use_awaitable_t> {
  template <class T, class Call>
  static awaitable<T> start(use_awaitable_t how, progress on_progress, Call &&call) {
    auto shared = std::make_shared<meeting<T>>();
    auto started = start_with<T>([shared](result<T> came_to) { shared->complete(std::move(came_to)); },
                                 std::move(on_progress), call);
    if (!started) {
      shared->complete(std::move(started).error());
      return {std::move(shared), kinpass_operation{0}};
    }
    if (how.started != nullptr) {
      *how.started = operation(started->native_handle());
    }
    return {std::move(shared), started->native_handle()};
  }
};

}  // namespace detail
KINPASS_CPP_END

#endif
#endif
