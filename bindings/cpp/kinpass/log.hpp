// A client's log lines.
#ifndef KINPASS_CPP_LOG_HPP
#define KINPASS_CPP_LOG_HPP

#include "result.hpp"
#include "text.hpp"
#include "unique_function.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

KINPASS_CPP_BEGIN

/// Receives a log line. Runs on any thread, and on several at once. It may set or clear the log, and call nothing else.
/// It may not throw: that ends the program.
using log_function = unique_function<void(log_level level, std::string_view target, std::string_view text)>;

/// A line that was kept and pulled. See client::keep_log.
struct log_line {
  log_level level = log_level::off;
  /// The part of the library that speaks.
  std::string target;
  std::string text;
  /// How many lines came between the one pulled before and this one, and were dropped for want of room.
  std::uint64_t dropped = 0;
};

namespace detail {

inline result<std::optional<log_line>> next_log_line(kinpass_client client) {
  struct release {
    void operator()(const kinpass_log_line *raw) const noexcept { static_cast<void>(kinpass_log_line_release(raw)); }
  };
  const kinpass_log_line *raw = nullptr;
  const kinpass_status code = kinpass_client_next_log_line(client, &raw);
  if (code != KINPASS_OK) {
    return refused(code);
  }
  const std::unique_ptr<const kinpass_log_line, release> line(raw);
  if (!line) {
    return std::optional<log_line>();
  }
  return std::optional<log_line>(
      log_line{static_cast<log_level>(line->level), text(line->target), text(line->text), line->dropped});
}

/// Keeps the log function that the library points to alive for long enough.
class log_slot {
 public:
  /// The log that a client begins with; nothing without a function.
  void begin(kinpass_config &config, log_level level, log_function function) {
    if (function) {
      config.log_function = &write;
      config.log_user_data = keep(std::make_unique<log_function>(std::move(function)));
      config.log_level = static_cast<std::int32_t>(level);
    }
  }
  result<void> set(kinpass_client client, log_level level, log_function function) {
    auto next = function ? std::make_unique<log_function>(std::move(function)) : nullptr;
    return replace(client, static_cast<std::int32_t>(level), std::move(next));
  }
  result<void> clear(kinpass_client client) { return replace(client, KINPASS_LOG_LEVEL_OFF, nullptr); }

 private:
  result<void> replace(kinpass_client client, std::int32_t level, std::unique_ptr<log_function> next) {
    log_function *const raw = next ? keep(std::move(next)) : nullptr;
    return check(kinpass_client_set_log(client, level, raw == nullptr ? nullptr : &write, raw));
  }

  /// The lock covers the list only: the C function waits for log functions, which may be waiting for us.
  log_function *keep(std::unique_ptr<log_function> function) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return kept_.emplace_back(std::move(function)).get();
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
