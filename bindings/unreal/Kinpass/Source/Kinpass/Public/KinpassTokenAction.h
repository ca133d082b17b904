#pragma once

#include "CoreMinimal.h"
#include "KinpassAsyncAction.h"
#include "KinpassOptions.h"

#include "KinpassTokenAction.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FKinpassTokenPin, const FKinpassToken&, Token, const FKinpassError&, Error);

/** Nodes that bring a Discord token. */
UCLASS()
class KINPASS_API UKinpassTokenAction : public UKinpassAsyncAction
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassTokenPin OnSuccess;

	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassTokenPin OnError;

	/** This game's child token, or another game's: from memory, else exchanged. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", AutoCreateRefTerm = "Options", DisplayName = "Get Kinpass Child Token"))
	static UKinpassTokenAction* GetChildToken(
		UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassChildTokenOptions& Options);

	/** Exchanges the parent's access token for the token of one game. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true"))
	static UKinpassTokenAction* ExchangeChildToken(UObject* WorldContextObject, const FKinpassExchangeChildTokenOptions& Options);

	/** Refreshes the parent's tokens. The old ones are dead afterwards: store the new ones before you use them. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Refresh Discord Token"))
	static UKinpassTokenAction* RefreshToken(UObject* WorldContextObject, const FString& Token);

	/** Exchanges the code of a redirect for the parent's tokens. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Exchange Discord Code"))
	static UKinpassTokenAction* ExchangeCode(UObject* WorldContextObject, const FKinpassExchangeCodeOptions& Options);

	/** Gets a parent token for a player without a Discord account. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", DisplayName = "Get Provisional Discord Token"))
	static UKinpassTokenAction* GetProvisionalToken(UObject* WorldContextObject, const FKinpassProvisionalOptions& Options);

protected:
	virtual void FireError(const FKinpassError& Error) override;

private:
	void Fire(const FKinpassToken& Token, const FKinpassError& Error);
	FKinpassTokenCallback Receiver();
};
