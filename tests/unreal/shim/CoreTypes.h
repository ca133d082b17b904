#pragma once

// Platform types and macros, as the engine has them on Linux.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

using int8 = std::int8_t;
using int32 = std::int32_t;
using int64 = long long;
using uint8 = std::uint8_t;
using uint16 = std::uint16_t;
using uint32 = std::uint32_t;
using uint64 = unsigned long long;
using ANSICHAR = char;
using TCHAR = char16_t;

#define SHIM_TEXT(Text) u##Text
#define TEXT(Text) SHIM_TEXT(Text)

#ifndef PLATFORM_WINDOWS
#define PLATFORM_WINDOWS 0
#endif

#define THIRD_PARTY_INCLUDES_START
#define THIRD_PARTY_INCLUDES_END

template <typename Type>
constexpr std::remove_reference_t<Type>&& MoveTemp(Type&& Value)
{
	// The engine refuses these, too: they would copy.
	static_assert(std::is_lvalue_reference_v<Type>, "MoveTemp of an rvalue");
	static_assert(!std::is_const_v<std::remove_reference_t<Type>>, "MoveTemp of a const object");
	return static_cast<std::remove_reference_t<Type>&&>(Value);
}

struct FMath
{
	template <typename Type>
	static constexpr Type Max(Type A, Type B)
	{
		return A < B ? B : A;
	}
};
