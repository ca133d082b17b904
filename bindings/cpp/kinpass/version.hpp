// Which library this program runs with.
#ifndef KINPASS_CPP_VERSION_HPP
#define KINPASS_CPP_VERSION_HPP

#include "platform.hpp"

#include <cstdint>
#include <string_view>

KINPASS_CPP_BEGIN

/// major * 1,000,000 + minor * 1,000 + patch.
inline std::uint32_t version() noexcept { return kinpass_version(); }
inline std::string_view version_string() noexcept { return kinpass_version_string(); }
inline std::uint32_t abi_version() noexcept { return kinpass_abi_version(); }

KINPASS_CPP_END

#endif
