#pragma once

#include "CoreTypes.h"

class IModuleInterface
{
public:
	virtual ~IModuleInterface() = default;
	virtual void StartupModule() {}
	virtual void ShutdownModule() {}
};

class FDefaultModuleImpl : public IModuleInterface
{
};

using FShimMakeModule = IModuleInterface* (*)();

/** What the engine's loader finds in a module. */
struct FShimModule
{
	FShimModule(const char* Name, FShimMakeModule Make);
};

#define IMPLEMENT_MODULE(Class, Name)                                                   \
	static IModuleInterface* ShimMake##Name() { return new Class(); }                   \
	static const FShimModule ShimModule##Name(#Name, &ShimMake##Name);
#define IMPLEMENT_PRIMARY_GAME_MODULE(Class, Name, GameName) IMPLEMENT_MODULE(Class, Name)
