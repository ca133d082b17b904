#pragma once

#include "CoreMinimal.h"
#include "KinpassTypes.h"
#include "Kismet/BlueprintFunctionLibrary.h"

#include "KinpassBlueprintLibrary.generated.h"

/** Small questions that Blueprints ask. */
UCLASS()
class KINPASS_API UKinpassBlueprintLibrary : public UBlueprintFunctionLibrary
{
	GENERATED_BODY()

public:
	/** Whether it is no error at all. */
	UFUNCTION(BlueprintPure, Category = "Kinpass")
	static bool IsOk(const FKinpassError& Error) { return Error.IsOk(); }

	/** The library's name of the error's status, such as `KINPASS_ERROR_TIMEOUT`: for logs. */
	UFUNCTION(BlueprintPure, Category = "Kinpass")
	static FString StatusName(const FKinpassError& Error);

	/** The version of the native library as text, such as `0.1.0`. */
	UFUNCTION(BlueprintPure, Category = "Kinpass")
	static FString LibraryVersion();

	/** The version of the native library as a number: major * 1,000,000 + minor * 1,000 + patch. */
	UFUNCTION(BlueprintPure, Category = "Kinpass")
	static int32 LibraryVersionNumber();
};
