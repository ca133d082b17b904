#pragma once

#include "CoreMinimal.h"
#include "KinpassAsyncAction.h"
#include "KinpassOptions.h"

#include "KinpassSessionAction.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FKinpassSessionPin, const FKinpassSession&, Session, const FKinpassError&, Error);

/** Nodes that bring a LootLocker session. */
UCLASS()
class KINPASS_API UKinpassSessionAction : public UKinpassAsyncAction
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassSessionPin OnSuccess;

	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassSessionPin OnError;

	/** The player's LootLocker session: the one at hand, else refreshed or started. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Get Kinpass Session"))
	static UKinpassSessionAction* GetSession(UObject* WorldContextObject, UKinpassAccount* Account);

	/** Renews the account's LootLocker session now: for when LootLocker refused it elsewhere. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Refresh Kinpass Session"))
	static UKinpassSessionAction* RefreshAccountSession(UObject* WorldContextObject, UKinpassAccount* Account);

	/** Starts a LootLocker session with a Discord token. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|LootLocker", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Start LootLocker Session"))
	static UKinpassSessionAction* StartSession(UObject* WorldContextObject, const FKinpassStartSessionOptions& Options);

	/** Refreshes a LootLocker session. SessionExpired means: start a new one. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|LootLocker", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Refresh LootLocker Session"))
	static UKinpassSessionAction* RefreshSession(UObject* WorldContextObject, const FKinpassRefreshSessionOptions& Options);

protected:
	virtual void FireError(const FKinpassError& Error) override;

private:
	void Fire(const FKinpassSession& Session, const FKinpassError& Error);
	FKinpassSessionCallback Receiver();
};
