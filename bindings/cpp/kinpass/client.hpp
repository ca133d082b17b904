// A client: where everything starts.
#ifndef KINPASS_CPP_CLIENT_HPP
#define KINPASS_CPP_CLIENT_HPP

#include "account.hpp"
#include "config.hpp"
#include "discord.hpp"
#include "log.hpp"
#include "lootlocker.hpp"

#include <atomic>
#include <cassert>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <utility>

KINPASS_CPP_BEGIN

/// Owns a kinpass_client. All functions may be called from any thread; moving and destroying it may not overlap with
/// them.
///
/// Callbacks run within `poll` (or `run_until`, or `close`) on the thread that calls it. What a callback throws is kept
/// and thrown again by that function, after the other callbacks have run; see delivery.hpp.
///
/// Its accounts may outlive it: they answer status::invalid_handle then. It can't be destroyed or closed from one of
/// its own callbacks.
class client : public detail::lootlocker_operations<client>, public detail::discord_operations<client> {
 public:
  /// Costs microseconds; nothing is sent.
  static result<client> create(config from) {
    if (kinpass_abi_version() != KINPASS_ABI_VERSION) {
      return error(status::unsupported);
    }
    auto state = std::make_unique<shared_state>();
    state->store = from.host_store;
    kinpass_config raw = detail::to_c(from);
    kinpass_store_functions functions{};
    if (state->store) {
      functions = detail::store_functions::of(*state->store);
      raw.store_functions = &functions;
    }
    state->log.begin(raw, from.log_level, std::move(from.on_log));
    std::unique_ptr<detail::receiver> receiver;
    kinpass_callback callback{};
    if (from.on_event) {
      receiver = std::make_unique<detail::event_receiver>(std::move(from.on_event));
      callback = receiver->as_callback();
      raw.event_callback = &callback;
    }
    kinpass_client handle{0};
    const kinpass_status code = kinpass_client_create(&raw, &handle);
    if (code != KINPASS_OK) {
      return detail::refused(code);
    }
    static_cast<void>(receiver.release());
    return client(handle, std::move(state));
  }

  client(client &&other) noexcept
      : detail::lootlocker_operations<client>(other),
        detail::discord_operations<client>(other),
        raw_(std::exchange(other.raw_, kinpass_client{0})),
        state_(std::move(other.state_)) {}
  client &operator=(client &&other) noexcept {
    if (this != &other) {
      destroy();
      raw_ = std::exchange(other.raw_, kinpass_client{0});
      state_ = std::move(other.state_);
    }
    return *this;
  }

  /// As `close`, but an exception of a callback ends the program.
  ~client() { destroy(); }

  /// Ends the client: what is open completes as status::cancelled within this call; afterwards no callback runs.
  /// Returns within `timeout` (default 2 s), network or no network; status::timeout means that a function of the host
  /// had not returned.
  result<void> close(std::chrono::milliseconds timeout = {}) {
    if (!state_) {
      return error(status::invalid_handle);
    }
    // Outlives the state: a callback's exception is thrown when the client is gone.
    detail::kept_exceptions thrown;
    kinpass_status code = KINPASS_OK;
    {
      const detail::delivering frame(thrown);
      code = kinpass_client_destroy(raw_, detail::count32(timeout));
    }
    if (code == KINPASS_ERROR_REENTRANT) {
      return detail::refused(code);
    }
    let_go(code);
    thrown.rethrow_first();
    return detail::check(code);
  }

  /// Runs the callbacks of what has happened, on this thread. Call it every frame. Gives how many events there were.
  result<std::uint32_t> poll() {
    if (!state_) {
      return error(status::invalid_handle);
    }
    std::uint32_t delivered = 0;
    kinpass_status code = KINPASS_OK;
    // What an earlier poll could not throw, because another exception came first, goes before anything new.
    if (state_->thrown.empty()) {
      const detail::delivering frame(state_->thrown);
      code = kinpass_client_poll(raw_, &delivered);
    }
    state_->thrown.rethrow_first();
    if (code != KINPASS_OK) {
      return detail::refused(code);
    }
    return delivered;
  }

  /// Waits until there is something to poll. For tools and tests. status::timeout if there was nothing.
  result<void> wait(std::chrono::milliseconds timeout) {
    return detail::check(kinpass_client_wait(raw_, detail::count32(timeout)));
  }

  /// Polls until `future` is ready, then gives what it holds. For tools and tests: a game polls every frame and looks
  /// at its futures.
  template <class T>
  result<T> run_until(std::future<result<T>> future) {
    return run_until(std::move(future), std::chrono::hours(24 * 365));
  }
  /// Gives status::timeout if it takes longer. The operation goes on, and its result is dropped.
  template <class T>
  result<T> run_until(std::future<result<T>> future, std::chrono::milliseconds timeout) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    const auto ready = [&](std::chrono::milliseconds at_most) {
      return future.wait_for(at_most) == std::future_status::ready;
    };
    while (!ready(std::chrono::milliseconds(0))) {
      const auto now = std::chrono::steady_clock::now();
      if (now >= end) {
        return error(status::timeout);
      }
      // Short waits, since another thread may poll this client and take the event that this one waits for.
      const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(end - now) + std::chrono::milliseconds(1);
      const auto nap = rest < longest_nap ? rest : longest_nap;
      auto waited = wait(nap);
      if (waited.status() == status::invalid_state) {  // callbacks_on_worker: nothing to poll
        static_cast<void>(ready(nap));
      } else if (!waited && waited.status() != status::timeout) {
        return std::move(waited).error();
      } else if (auto polled = poll(); !polled) {
        return std::move(polled).error();
      }
    }
    return future.get();
  }

  /// The next event, without calling any callback; nothing if there is none. See event::deliver.
  result<std::optional<event>> next_event() {
    const kinpass_event *raw = nullptr;
    const kinpass_status code = kinpass_client_next_event(raw_, &raw);
    if (code != KINPASS_OK) {
      return detail::refused(code);
    }
    return raw == nullptr ? std::optional<event>() : std::optional<event>(std::in_place, raw);
  }

  /// Cancels every open operation.
  result<void> cancel_all() { return detail::check(kinpass_client_cancel_all(raw_)); }

  /// Sets or replaces the log function. Lines above `level` are not made. See log_function.
  result<void> set_log(log_level level, log_function function) {
    return state_ ? state_->log.set(raw_, level, std::move(function)) : result<void>(error(status::invalid_handle));
  }
  /// After it returns no line comes.
  result<void> clear_log() { return state_ ? state_->log.clear(raw_) : result<void>(error(status::invalid_handle)); }

  /// Keeps log lines up to `level`, to be pulled with next_log_line on a thread of yours: at most `max_lines` (0: 256),
  /// then the oldest is dropped and counted. log_level::off keeps none, and drops what was kept.
  result<void> keep_log(log_level level, std::uint32_t max_lines = 0) {
    return detail::check(kinpass_client_keep_log(raw_, static_cast<std::int32_t>(level), max_lines));
  }
  /// The oldest line that is kept; nothing if there is none. The line that tells why something failed is there before
  /// the callback is.
  result<std::optional<log_line>> next_log_line() { return detail::next_log_line(raw_); }

  /// Opens a player's account; reads its record in the background. `handler` receives what happens to it by itself.
  result<account> open_account(const account_options &options, unique_function<void(account_event)> handler = nullptr) {
    return account::open(raw_, options, std::move(handler));
  }

  explicit operator bool() const noexcept { return raw_.id != 0; }
  kinpass_client native_handle() const noexcept { return raw_; }

 private:
  static constexpr std::chrono::milliseconds longest_nap{20};

  /// What the library points to, at an address that stays when the client moves.
  struct shared_state {
    detail::kept_exceptions thrown;
    detail::log_slot log;
    std::shared_ptr<account_store> store;
    shared_state *kept_before = nullptr;
  };

  client(kinpass_client handle, std::unique_ptr<shared_state> state) noexcept
      : raw_(handle), state_(std::move(state)) {}

  void destroy() noexcept {
    if (state_) {
      const kinpass_status code = kinpass_client_destroy(raw_, 0);
      assert(code != KINPASS_ERROR_REENTRANT && "a kinpass::client can't be destroyed by its own callback");
      let_go(code);
    }
  }

  /// After kinpass_client_destroy. Only status::ok says that the library has let go of what the state holds: a store or
  /// log function of the host may run still (status::timeout), the client may live on (status::reentrant), or another
  /// has destroyed it, in whatever way (status::invalid_handle). Better kept for ever than used after it was freed.
  void let_go(kinpass_status code) noexcept {
    raw_ = kinpass_client{0};
    if (code != KINPASS_OK) {
      // Chained, so that leak checkers see that it is meant.
      static std::atomic<shared_state *> kept{nullptr};
      shared_state *const state = state_.release();
      state->kept_before = kept.exchange(state);
    }
    state_.reset();
  }

  kinpass_client raw_{0};
  std::unique_ptr<shared_state> state_;
};

KINPASS_CPP_END

#endif
