#pragma once

// What a test needs and the engine does not offer by these names: the parts of the engine that run without being asked.

#include "CoreMinimal.h"

class IModuleInterface;
class IPlugin;

/** This thread is the game thread now; the default object of every class is made; then every module starts. */
void ShimStartEngine();

/** Ends the modules. */
void ShimStopEngine();

/** One frame: the core ticker. */
void ShimFrame();

struct FShimLogLine
{
	FString Category;
	ELogVerbosity::Type Verbosity;
	FString Text;
	bool bOnGameThread;
};

/** All lines so far. */
TArray<FShimLogLine> ShimLogLines();

/** The page that was opened last. */
FString ShimLaunchedUrl();
