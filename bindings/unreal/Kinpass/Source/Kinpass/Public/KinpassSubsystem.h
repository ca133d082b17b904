#pragma once

#include "Containers/Ticker.h"
#include "CoreMinimal.h"
#include "KinpassConfig.h"
#include "KinpassOptions.h"
#include "KinpassResult.h"
#include "KinpassTypes.h"
#include "Subsystems/GameInstanceSubsystem.h"

#include "KinpassSubsystem.generated.h"

class FKinpassClient;
class UKinpassAccount;

/**
 * The game instance's Kinpass client. Starts with the settings of the project, ticks by itself (also while the game is
 * paused), and ends with the game instance: what is open then completes as Cancelled, before Deinitialize returns.
 *
 * Everything here is for the game thread, and everything arrives on it.
 *
 * Most games need OpenAccount and the functions of UKinpassAccount. The functions below it are the single remote calls,
 * without any memory: tokens in, tokens out.
 */
UCLASS()
class KINPASS_API UKinpassSubsystem : public UGameInstanceSubsystem
{
	GENERATED_BODY()

public:
	/** The subsystem of the object's game instance; null if it has none. */
	static UKinpassSubsystem* Get(const UObject* WorldContextObject);

	virtual void Initialize(FSubsystemCollectionBase& Collection) override;
	virtual void Deinitialize() override;

	/**
	 * Ends the client and makes another: for servers with a secret, for a host store, for tests. Accounts are closed and
	 * open operations complete as Cancelled first.
	 */
	FKinpassError Restart(const FKinpassConfig& Config);

	/** Whether there is a client. If not, every operation completes with an error, and LogKinpass says why. */
	UFUNCTION(BlueprintPure, Category = "Kinpass")
	bool IsRunning() const;

	/** Opens a player's account, or returns the one that is open under this key. Null with an error if it can't be. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass", meta = (AutoCreateRefTerm = "Options"))
	UKinpassAccount* OpenAccount(const FKinpassAccountOptions& Options, FKinpassError& OutError);

	/** The open account with this key, or null. */
	UFUNCTION(BlueprintPure, Category = "Kinpass")
	UKinpassAccount* FindAccount(const FString& PlayerKey) const;

	/** Cancels an operation. Its completion still comes: as Cancelled, or as what really happened. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass")
	void CancelOperation(const FKinpassOperation& Operation);

	/** Cancels every open operation. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass")
	void CancelAll();

	/** Makes the address of Discord's authorization page, for games that receive the redirect themselves. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord")
	FKinpassError CreateAuthorization(const FKinpassAuthorizationPageOptions& Options, FKinpassAuthorizationPage& OutPage);

	// LootLocker

	FKinpassOperation StartSession(const FKinpassStartSessionOptions& Options, FKinpassSessionCallback Callback);
	FKinpassOperation RefreshSession(const FKinpassRefreshSessionOptions& Options, FKinpassSessionCallback Callback);
	FKinpassOperation EndSession(const FString& SessionToken, FKinpassDoneCallback Callback);
	FKinpassOperation Ping(const FString& SessionToken, FKinpassDoneCallback Callback);

	// Discord

	FKinpassOperation ExchangeChildToken(const FKinpassExchangeChildTokenOptions& Options, FKinpassTokenCallback Callback);
	FKinpassOperation RefreshToken(const FString& Token, FKinpassTokenCallback Callback);
	FKinpassOperation RevokeToken(const FKinpassRevokeTokenOptions& Options, FKinpassDoneCallback Callback);
	FKinpassOperation ExchangeCode(const FKinpassExchangeCodeOptions& Options, FKinpassTokenCallback Callback);
	FKinpassOperation Authorize(
		const FKinpassAuthorizeOptions& Options, FKinpassTokenCallback Callback, FKinpassPromptCallback OnPrompt = nullptr);
	FKinpassOperation AuthorizeDevice(
		const FKinpassAuthorizeDeviceOptions& Options, FKinpassTokenCallback Callback, FKinpassPromptCallback OnPrompt);
	FKinpassOperation GetProvisionalToken(const FKinpassProvisionalOptions& Options, FKinpassTokenCallback Callback);
	FKinpassOperation UnmergeProvisionalAccount(const FKinpassProvisionalOptions& Options, FKinpassDoneCallback Callback);
	FKinpassOperation GetAuthorization(const FString& AccessToken, FKinpassAuthorizationCallback Callback);

private:
	friend class UKinpassAccount;

	bool Tick(float DeltaTime);
	void Stop();
	void Forget(UKinpassAccount* Account);

	/** Never null between Initialize and Deinitialize, even if there is no native client behind it. */
	TSharedPtr<FKinpassClient> Client;

	/** Not a map: FString keys of a TMap ignore upper and lower case, and player keys must not. */
	UPROPERTY(Transient)
	TArray<TObjectPtr<UKinpassAccount>> Accounts;

	FTSTicker::FDelegateHandle TickerHandle;

	/** Between Initialize and Deinitialize: afterwards nothing starts any more. */
	bool bInitialized = false;
};
