#pragma once

#include "Containers/UnrealString.h"

namespace ELogVerbosity
{
enum Type : uint8
{
	NoLogging,
	Fatal,
	Error,
	Warning,
	Display,
	Log,
	Verbose,
	VeryVerbose,
	All = VeryVerbose
};
}

struct FLogCategoryBase
{
	const char* Name;
};

/** One line of the log; for any thread, as in the engine. */
void ShimLog(const FLogCategoryBase& Category, ELogVerbosity::Type Verbosity, const TCHAR* Format, ...);

#define DECLARE_LOG_CATEGORY_EXTERN(Category, Default, CompileTime) \
	extern struct FLogCategory##Category : public FLogCategoryBase  \
	{                                                               \
		FLogCategory##Category() : FLogCategoryBase{#Category} {}   \
	} Category

#define DEFINE_LOG_CATEGORY(Category) FLogCategory##Category Category
#define UE_LOG(Category, Verbosity, Format, ...) ShimLog(Category, ELogVerbosity::Verbosity, Format, ##__VA_ARGS__)

/** The engine's category for what has none yet. */
DECLARE_LOG_CATEGORY_EXTERN(LogTemp, Log, All);
