// A value or an error, without exceptions.
#ifndef KINPASS_CPP_RESULT_HPP
#define KINPASS_CPP_RESULT_HPP

#include "error.hpp"

#include <optional>
#include <utility>
#include <variant>

KINPASS_CPP_BEGIN

/// What a call came to. Test it, then take `*result` or `result.error()`. `value()` throws kinpass::exception on an
/// error, or aborts in code that is compiled without exceptions.
template <class T>
class [[nodiscard]] result {
 public:
  using value_type = T;

  result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  result(kinpass::error why) : content_(std::in_place_index<1>, std::move(why)) {}

  bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  kinpass::status status() const noexcept { return has_value() ? kinpass::status::ok : error().code; }

  /// Only for a result that has a value.
  T &operator*() &noexcept { return *std::get_if<0>(&content_); }
  const T &operator*() const &noexcept { return *std::get_if<0>(&content_); }
  T &&operator*() &&noexcept { return std::move(*std::get_if<0>(&content_)); }
  T *operator->() noexcept { return std::get_if<0>(&content_); }
  const T *operator->() const noexcept { return std::get_if<0>(&content_); }

  /// Only for a result that has an error.
  kinpass::error &error() &noexcept { return *std::get_if<1>(&content_); }
  const kinpass::error &error() const &noexcept { return *std::get_if<1>(&content_); }
  kinpass::error &&error() &&noexcept { return std::move(*std::get_if<1>(&content_)); }

  T &value() & { return check(), **this; }
  const T &value() const & { return check(), **this; }
  T &&value() && { return check(), *std::move(*this); }

  template <class U>
  T value_or(U &&otherwise) && {
    return has_value() ? *std::move(*this) : static_cast<T>(std::forward<U>(otherwise));
  }

 private:
  void check() const {
    if (!has_value()) {
      detail::raise(error());
    }
  }

  std::variant<T, kinpass::error> content_;
};

/// Success or an error.
template <>
class [[nodiscard]] result<void> {
 public:
  using value_type = void;

  result() noexcept = default;
  result(kinpass::error why) : error_(std::move(why)) {}

  bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }
  kinpass::status status() const noexcept { return has_value() ? kinpass::status::ok : error_->code; }

  kinpass::error &error() &noexcept { return *error_; }
  const kinpass::error &error() const &noexcept { return *error_; }
  kinpass::error &&error() &&noexcept { return *std::move(error_); }

  void value() const {
    if (!has_value()) {
      detail::raise(*error_);
    }
  }

 private:
  std::optional<kinpass::error> error_;
};

namespace detail {

inline result<void> check(kinpass_status code) {
  return code == KINPASS_OK ? result<void>() : result<void>(refused(code));
}

}  // namespace detail
KINPASS_CPP_END

#endif
