#include "KinpassModule.h"

#include "KinpassNative.h"

#if PLATFORM_WINDOWS
#include "HAL/PlatformProcess.h"
#include "Interfaces/IPluginManager.h"
#include "Misc/Paths.h"
#endif

DEFINE_LOG_CATEGORY(LogKinpass);

namespace
{
bool bLibraryUsable = false;
} // namespace

void FKinpassModule::StartupModule()
{
#if PLATFORM_WINDOWS
	// The DLL is delay-loaded: the first call would look for it where Windows looks, which is not where a plugin keeps it.
	// Loading it from its own place first makes that search find it already in the process.
	const FString PluginDir = IPluginManager::Get().FindPlugin(TEXT("Kinpass"))->GetBaseDir();
	const FString LibraryPath = FPaths::Combine(PluginDir, TEXT("Binaries/ThirdParty/KinpassLibrary/Win64/kinpass.dll"));
	LibraryHandle = FPlatformProcess::GetDllHandle(*LibraryPath);
	if (LibraryHandle == nullptr)
	{
		UE_LOG(LogKinpass, Error, TEXT("%s can't be loaded; Kinpass is off."), *LibraryPath);
		return;
	}
#endif

	const uint32 Version = kinpass_abi_version();
	bLibraryUsable = Version == KINPASS_ABI_VERSION;
	if (!bLibraryUsable)
	{
		UE_LOG(LogKinpass, Error, TEXT("The Kinpass library has ABI version %u, the plugin was made for %u; Kinpass is off."), Version,
			static_cast<uint32>(KINPASS_ABI_VERSION));
	}
}

void FKinpassModule::ShutdownModule()
{
	bLibraryUsable = false;
#if PLATFORM_WINDOWS
	// The library itself stays mapped as long as it has to; this only gives the handle back.
	FPlatformProcess::FreeDllHandle(LibraryHandle);
	LibraryHandle = nullptr;
#endif
}

bool FKinpassModule::IsLibraryUsable()
{
	return bLibraryUsable;
}

IMPLEMENT_MODULE(FKinpassModule, Kinpass)
