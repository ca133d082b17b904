#pragma once

#include "CoreMinimal.h"

/** Blueprint numbers are signed, the library's are not. A negative one means nothing: the default. */
namespace KinpassNumbers
{
inline uint32 ToUnsigned32(int32 Value)
{
	return Value > 0 ? static_cast<uint32>(Value) : 0;
}

inline uint64 ToUnsigned64(int64 Value)
{
	return Value > 0 ? static_cast<uint64>(Value) : 0;
}
} // namespace KinpassNumbers
