#pragma once

#include "CoreMinimal.h"
#include "KinpassAsyncAction.h"
#include "KinpassOptions.h"

#include "KinpassRequestAction.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FKinpassResponsePin, const FKinpassResponse&, Response, const FKinpassError&, Error);

/** The node that sends an authorized request. */
UCLASS()
class KINPASS_API UKinpassRequestAction : public UKinpassAsyncAction
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassResponsePin OnSuccess;

	/** Response holds what the service answered, if it answered. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassResponsePin OnError;

	/** Sends one JSON request to LootLocker or Discord with the account's credentials; a refusal renews them once. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Send Kinpass Request"))
	static UKinpassRequestAction* SendRequest(
		UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassRequestOptions& Options);

protected:
	virtual void FireError(const FKinpassError& Error) override;

private:
	void Fire(const FKinpassResponse& Response, const FKinpassError& Error);
};
