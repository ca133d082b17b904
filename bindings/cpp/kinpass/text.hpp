// Between the C header's strings and numbers and the standard library's.
#ifndef KINPASS_CPP_TEXT_HPP
#define KINPASS_CPP_TEXT_HPP

#include "platform.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

KINPASS_CPP_BEGIN
namespace detail {

/// An empty view means "absent", which is the library's word for "the default".
inline kinpass_string to_c(std::string_view text) noexcept {
  return text.empty() ? kinpass_string{nullptr, 0} : kinpass_string{text.data(), text.size()};
}

inline std::string_view view(kinpass_string text) noexcept {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

inline std::string text(kinpass_string text) { return std::string(view(text)); }

inline std::uint8_t flag(bool value) noexcept { return value ? std::uint8_t{1} : std::uint8_t{0}; }

/// Durations below zero count as zero ("the default"); too long ones as the longest.
template <class Duration>
std::uint32_t count32(Duration duration) noexcept {
  const auto count = duration.count();
  if (count <= 0) {
    return 0;
  }
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint64_t>(count) > most ? most : static_cast<std::uint32_t>(count);
}

template <class Duration>
Duration duration(std::uint64_t count) noexcept {
  constexpr auto most = std::numeric_limits<typename Duration::rep>::max();
  return Duration(count > static_cast<std::uint64_t>(most) ? most : static_cast<typename Duration::rep>(count));
}

}  // namespace detail
KINPASS_CPP_END

#endif
