// How events get from the library into C++, and how exceptions do not get back.
//
// A callback that throws must not unwind through the library. The exception is caught at the boundary, kept, and thrown
// again by the kinpass::client function that delivered the event: poll, run_until or close. Where no such function is
// on the stack (on the library's worker, in a destructor) there is nobody to throw to: std::terminate, as for any
// exception that leaves a thread.
#ifndef KINPASS_CPP_DELIVERY_HPP
#define KINPASS_CPP_DELIVERY_HPP

#include "platform.hpp"

#include <exception>
#include <utility>

#if KINPASS_CPP_EXCEPTIONS
#  include <deque>
#  include <mutex>
#endif

KINPASS_CPP_BEGIN
namespace detail {

#if KINPASS_CPP_EXCEPTIONS

/// Exceptions of callbacks, in order. One is thrown per call, so that none is lost when several callbacks of one poll
/// throw.
class kept_exceptions {
 public:
  void keep(std::exception_ptr thrown) {
    const std::lock_guard<std::mutex> lock(mutex_);
    kept_.push_back(std::move(thrown));
  }
  bool empty() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return kept_.empty();
  }
  void rethrow_first() {
    std::exception_ptr first;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (kept_.empty()) {
        return;
      }
      first = std::move(kept_.front());
      kept_.pop_front();
    }
    std::rethrow_exception(std::move(first));
  }

 private:
  mutable std::mutex mutex_;
  std::deque<std::exception_ptr> kept_;
};

/// While one lives, this thread delivers events for a function that can throw.
class delivering {
 public:
  explicit delivering(kept_exceptions &to) noexcept : to_(&to), outer_(std::exchange(innermost(), this)) {}
  ~delivering() { innermost() = outer_; }
  delivering(const delivering &) = delete;
  delivering &operator=(const delivering &) = delete;

  /// Runs `call`. Whatever it throws goes to the innermost delivering function of this thread.
  template <class Call>
  static void guard(Call &&call) noexcept {
    try {
      std::forward<Call>(call)();
    } catch (...) {
      if (innermost() == nullptr) {
        std::terminate();
      }
      innermost()->to_->keep(std::current_exception());
    }
  }

 private:
  static delivering *&innermost() noexcept {
    static thread_local delivering *frame = nullptr;
    return frame;
  }

  kept_exceptions *to_;
  delivering *outer_;
};

#else

class kept_exceptions {
 public:
  bool empty() const noexcept { return true; }
  void rethrow_first() const noexcept {}
};

class delivering {
 public:
  explicit delivering(kept_exceptions &) noexcept {}
  ~delivering() {}
  template <class Call>
  static void guard(Call &&call) noexcept {
    std::forward<Call>(call)();
  }
};

#endif

/// What a kinpass_callback's user_data points to.
class receiver {
 public:
  receiver() = default;
  receiver(const receiver &) = delete;
  receiver &operator=(const receiver &) = delete;
  virtual ~receiver() = default;

  virtual void receive(const kinpass_event &event) = 0;
  /// The library lets go of the receiver; no event follows.
  virtual void released() {}

  kinpass_callback as_callback() noexcept { return {&on_event, this, &on_release}; }

 private:
  static void on_event(const kinpass_event *event, void *user_data) noexcept {
    delivering::guard([&] { static_cast<receiver *>(user_data)->receive(*event); });
  }
  static void on_release(void *user_data) noexcept {
    auto *self = static_cast<receiver *>(user_data);
    delivering::guard([&] { self->released(); });
    delete self;
  }
};

}  // namespace detail
KINPASS_CPP_END

#endif
