// A client's log lines.
#ifndef KINPASS_CPP_LOG_HPP
#define KINPASS_CPP_LOG_HPP

#include "result.hpp"
#include "unique_function.hpp"

#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

KINPASS_CPP_BEGIN

/// Receives a log line. Runs on any thread, and on several at once. It may set or clear the log, and call nothing else.
/// It may not throw: that ends the program.
using log_function = unique_function<void(log_level level, std::string_view target, std::string_view text)>;

namespace detail {

/// Keeps the log function that the library points to alive for long enough.
class log_slot {
 public:
  result<void> set(kinpass_client client, log_level level, log_function function) {
    auto next = function ? std::make_unique<log_function>(std::move(function)) : nullptr;
    return replace(client, static_cast<std::int32_t>(level), std::move(next));
  }
  result<void> clear(kinpass_client client) { return replace(client, KINPASS_LOG_LEVEL_OFF, nullptr); }

 private:
  result<void> replace(kinpass_client client, std::int32_t level, std::unique_ptr<log_function> next) {
    // The lock covers the list only: the C function waits for log functions, which may be waiting for us.
    log_function *const raw = next.get();
    if (next) {
      const std::lock_guard<std::mutex> lock(mutex_);
      kept_.push_back(std::move(next));
    }
    const kinpass_status code = kinpass_client_set_log(client, level, raw == nullptr ? nullptr : &write, raw);
    return check(code);
  }

  static void write(kinpass_log_level level, const char *target, const char *text, void *user_data) noexcept {
    (*static_cast<log_function *>(user_data))(static_cast<log_level>(level), target, text);
  }

  std::mutex mutex_;
  // All that were ever set: a function that replaces itself is still running then. A log is set a few times in a
  // client's life.
  std::vector<std::unique_ptr<log_function>> kept_;
};

}  // namespace detail
KINPASS_CPP_END

#endif
