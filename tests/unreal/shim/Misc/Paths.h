#pragma once

#include "Containers/UnrealString.h"

struct FPaths
{
	static FString Combine(const FString& A, const FString& B) { return A + FString(TEXT("/")) + B; }
};
