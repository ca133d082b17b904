#pragma once

#include "CoreMinimal.h"
#include "KinpassNative.h"

/** Brings the library's log into LogKinpass. */
namespace KinpassLog
{
/** A kinpass_log_function. Called on threads of the library, on several at once. */
void Write(kinpass_log_level Level, const char* Target, const char* Text, void* UserData);
} // namespace KinpassLog
