#pragma once

#include "CoreTypes.h"

/** Ends the program, as a failed check of the engine does. */
[[noreturn]] void ShimCheckFailed(const char* Expression, const char* File, int Line);

#define check(Expression) ((Expression) ? void() : ShimCheckFailed(#Expression, __FILE__, __LINE__))
#define checkf(Expression, Format, ...) ((Expression) ? void() : ShimCheckFailed(#Expression, __FILE__, __LINE__))

/** True on the thread that called ShimStartEngine. */
bool IsInGameThread();
