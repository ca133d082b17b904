#pragma once

#include "CoreMinimal.h"
#include "Engine/GameInstance.h"
#include "KinpassResult.h"

#include "KinpassSampleGameInstance.generated.h"

class UKinpassAccount;

/**
 * Signs the player in when the game starts (in the browser on the first run, silently afterwards), then gets a child token
 * for this game and for another one of the publisher, a LootLocker session, and the player's name with it.
 */
UCLASS(Config = Game)
class UKinpassSampleGameInstance : public UGameInstance
{
	GENERATED_BODY()

public:
	virtual void Init() override;

	/** Another game of the same publisher; from DefaultGame.ini. */
	UPROPERTY(Config)
	FString OtherApplicationId;

	/** What happened, for people; also in the log. No token is in it. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass Sample")
	TArray<FString> Steps;

	/** The chain has come to its end, good or bad. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass Sample")
	bool bDone = false;

private:
	void SignIn();
	void GetChildTokens();
	void GetSession();
	void GetPlayerName();

	void Say(const FString& Text);

	/** Notes a failure and ends the chain; true if there was one. */
	bool Failed(const FString& What, const FKinpassError& Error);

	UFUNCTION()
	void HandleLinkLost(const FKinpassError& Error);

	UPROPERTY(Transient)
	TObjectPtr<UKinpassAccount> Account;
};
