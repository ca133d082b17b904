#pragma once

#include "CoreTypes.h"

struct FPlatformProcess
{
	static void* GetDllHandle(const TCHAR* Path);
	static void FreeDllHandle(void* Handle);
	/** Opens a page in the player's browser. */
	static void LaunchURL(const TCHAR* Url, const TCHAR* Parameters, class FString* Error);
};
