// What went wrong, with everything the service said about it.
#ifndef KINPASS_CPP_ERROR_HPP
#define KINPASS_CPP_ERROR_HPP

#include "enums.hpp"
#include "secret.hpp"
#include "text.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#if KINPASS_CPP_EXCEPTIONS
#  include <exception>
#else
#  include <cstdlib>
#endif

KINPASS_CPP_BEGIN

/// An answer as it came, for fields that this library does not name. Its body may hold tokens: do not log it.
struct response {
  int http_status = 0;
  secret body;
};

/// A player's ban, as LootLocker tells it.
struct ban {
  std::string reason;        ///< `manual` or `chargeback`; other values may come.
  std::string banned_on;     ///< ISO 8601.
  std::string banned_until;  ///< ISO 8601; empty if permanent.
  bool permanent = false;
};

/// Why a call failed. No text in it holds a token or secret; only `answer` may.
struct error {
  error() : error(status::internal) {}
  explicit error(status why)
      : code(why), category(static_cast<error_category>(kinpass_status_category(static_cast<std::int32_t>(why)))) {}
  explicit error(kinpass_status why) : error(static_cast<status>(why)) {}

  status code;
  error_category category;
  int http_status = 0;     ///< 0 if there was no answer.
  bool retryable = false;  ///< The same call may work later without a change.
  std::uint32_t attempts = 0;
  std::chrono::milliseconds retry_after{0};  ///< 0 if the service does not say.
  std::string service_code;                  ///< The service's own code, such as `invalid_grant`.
  /// For people; not for branching. Of a call that was refused: function, argument, what was expected, what came.
  std::string message;
  std::string request_id;
  std::string trace_id;
  std::optional<kinpass::ban> ban;
  std::optional<response> answer;

  /// One line for a log: status, message, codes. Never a token, never the answer.
  std::string describe() const {
    std::string line(to_string(code));
    const auto add = [&line](const char *name, const std::string &value) {
      if (!value.empty()) {
        line.append(" ").append(name).append("=").append(value);
      }
    };
    if (!message.empty()) {
      line.append(": ").append(message);
    }
    if (http_status != 0) {
      add("http", std::to_string(http_status));
    }
    add("code", service_code);
    add("request", request_id);
    add("trace", trace_id);
    return line;
  }
};

#if KINPASS_CPP_EXCEPTIONS
/// What `result::value()` throws.
class exception : public std::exception {
 public:
  explicit exception(kinpass::error why) : error_(std::move(why)), text_(error_.describe()) {}
  const char *what() const noexcept override { return text_.c_str(); }
  const kinpass::error &error() const noexcept { return error_; }

 private:
  kinpass::error error_;
  std::string text_;
};
#endif

namespace detail {

inline error read_error(kinpass_status code, const kinpass_error *raw, const kinpass_response *answer) {
  error out(code);
  if (raw != nullptr) {
    out.category = static_cast<error_category>(raw->category);
    out.http_status = raw->http_status;
    out.retryable = raw->retryable != 0;
    out.attempts = raw->attempts;
    out.retry_after = duration<std::chrono::milliseconds>(raw->retry_after_ms);
    out.service_code = text(raw->code);
    out.message = text(raw->message);
    out.request_id = text(raw->request_id);
    out.trace_id = text(raw->trace_id);
    if (raw->ban != nullptr) {
      out.ban = ban{text(raw->ban->reason), text(raw->ban->banned_on), text(raw->ban->banned_until),
                    raw->ban->permanent != 0};
    }
  }
  if (answer != nullptr) {
    out.answer = response{answer->http_status, secret(view(answer->body))};
  }
  return out;
}

/// The error of a call that has just returned `code`, on this thread.
inline error refused(kinpass_status code) {
  error out(code);
  std::array<char, 512> text;  // enough for each reason, says the C header
  kinpass_buffer reason{text.data(), text.size(), 0};
  if (kinpass_last_refusal(code, &reason) == KINPASS_OK) {
    out.message.assign(text.data(), reason.size);
  }
  return out;
}

[[noreturn]] inline void raise(const error &why) {
#if KINPASS_CPP_EXCEPTIONS
  throw exception(why);
#else
  static_cast<void>(why);
  std::abort();
#endif
}

}  // namespace detail
KINPASS_CPP_END

#endif
