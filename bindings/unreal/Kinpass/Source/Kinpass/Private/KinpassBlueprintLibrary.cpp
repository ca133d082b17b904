#include "KinpassBlueprintLibrary.h"

#include "KinpassModule.h"
#include "KinpassNative.h"
#include "KinpassUtf8.h"

FString UKinpassBlueprintLibrary::StatusName(const FKinpassError& Error)
{
	return FKinpassModule::IsLibraryUsable() ? KinpassText::FromUtf8(kinpass_status_name(Error.StatusCode)) : FString();
}

FString UKinpassBlueprintLibrary::LibraryVersion()
{
	return FKinpassModule::IsLibraryUsable() ? KinpassText::FromUtf8(kinpass_version_string()) : FString();
}

int32 UKinpassBlueprintLibrary::LibraryVersionNumber()
{
	return FKinpassModule::IsLibraryUsable() ? static_cast<int32>(kinpass_version()) : 0;
}
