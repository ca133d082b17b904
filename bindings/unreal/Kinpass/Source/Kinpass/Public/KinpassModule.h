#pragma once

#include "CoreMinimal.h"
#include "Modules/ModuleManager.h"

KINPASS_API DECLARE_LOG_CATEGORY_EXTERN(LogKinpass, Log, All);

/** Brings the native library in, and says whether it is the one this plugin was made for. */
class KINPASS_API FKinpassModule : public IModuleInterface
{
public:
	virtual void StartupModule() override;
	virtual void ShutdownModule() override;

	/** False if the library is missing or of another ABI version: then nothing of it may be called. */
	static bool IsLibraryUsable();

#if PLATFORM_WINDOWS
private:
	/** Keeps the delay-loaded DLL in the process. */
	void* LibraryHandle = nullptr;
#endif
};
