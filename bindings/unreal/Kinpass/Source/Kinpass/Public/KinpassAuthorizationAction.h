#pragma once

#include "CoreMinimal.h"
#include "KinpassAsyncAction.h"

#include "KinpassAuthorizationAction.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FKinpassAuthorizationPin, const FKinpassAuthorization&, Authorization, const FKinpassError&, Error);

/** The node that asks Discord what an access token stands for. */
UCLASS()
class KINPASS_API UKinpassAuthorizationAction : public UKinpassAsyncAction
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassAuthorizationPin OnSuccess;

	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassAuthorizationPin OnError;

	/** Asks Discord what an access token stands for. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Get Discord Authorization"))
	static UKinpassAuthorizationAction* GetAuthorization(UObject* WorldContextObject, const FString& AccessToken);

protected:
	virtual void FireError(const FKinpassError& Error) override;

private:
	void Fire(const FKinpassAuthorization& Authorization, const FKinpassError& Error);
};
