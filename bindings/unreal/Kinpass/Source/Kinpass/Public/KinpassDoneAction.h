#pragma once

#include "CoreMinimal.h"
#include "KinpassAsyncAction.h"
#include "KinpassOptions.h"

#include "KinpassDoneAction.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FKinpassDonePin, const FKinpassError&, Error);

/** Nodes that bring nothing but success. */
UCLASS()
class KINPASS_API UKinpassDoneAction : public UKinpassAsyncAction
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassDonePin OnSuccess;

	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassDonePin OnError;

	/** Drops all tokens and erases the record. With Revoke the player is unlinked from all games of the publisher, too. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Sign Out Of Kinpass"))
	static UKinpassDoneAction* SignOut(UObject* WorldContextObject, UKinpassAccount* Account, bool bRevoke = false);

	/** Gives the account a parent token that the game already has. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Adopt Discord Tokens"))
	static UKinpassDoneAction* AdoptTokens(
		UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassAdoptOptions& Options);

	/** Revokes a token of the parent, and with it all of this player's tokens of the publisher; or a child's, with its application. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Revoke Discord Token"))
	static UKinpassDoneAction* RevokeToken(UObject* WorldContextObject, const FKinpassRevokeTokenOptions& Options);

	/** Parts a merged provisional account from the full account again. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Unmerge Provisional Discord Account"))
	static UKinpassDoneAction* UnmergeProvisionalAccount(UObject* WorldContextObject, const FKinpassProvisionalOptions& Options);

	/** Ends a LootLocker session. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|LootLocker", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "End LootLocker Session"))
	static UKinpassDoneAction* EndSession(UObject* WorldContextObject, const FString& SessionToken);

	/** Asks whether a LootLocker session still lives. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|LootLocker", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Ping LootLocker"))
	static UKinpassDoneAction* Ping(UObject* WorldContextObject, const FString& SessionToken);

protected:
	virtual void FireError(const FKinpassError& Error) override;

private:
	void Fire(const FKinpassError& Error);
	FKinpassDoneCallback Receiver();
};
