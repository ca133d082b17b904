#pragma once

#include "CoreMinimal.h"
#include "KinpassOptions.h"
#include "KinpassResult.h"
#include "KinpassTypes.h"

#include "KinpassAccount.generated.h"

class FKinpassClient;
class UKinpassSubsystem;
struct FKinpassNativeEvent;

DECLARE_DYNAMIC_MULTICAST_DELEGATE(FKinpassNotice);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FKinpassTokenNotice, const FKinpassToken&, Token);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FKinpassSessionNotice, const FKinpassSession&, Session);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FKinpassErrorNotice, const FKinpassError&, Error);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FKinpassPromptNotice, const FKinpassSignInPrompt&, Prompt);
DECLARE_MULTICAST_DELEGATE_OneParam(FKinpassAccountEventDelegate, const FKinpassAccountEvent&);

/**
 * A player's linked account: the parent token, a child token per game and the LootLocker session, kept fresh by the
 * library. Made by UKinpassSubsystem::OpenAccount, which also keeps it alive until Close or the end of the game.
 *
 * Everything here is for the game thread, and everything arrives on it.
 */
UCLASS(BlueprintType)
class KINPASS_API UKinpassAccount : public UObject
{
	GENERATED_BODY()

public:
	/** The parent token was renewed. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassTokenNotice OnTokenRenewed;

	/** A child token was renewed before it expired: hand it to the Social SDK. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassTokenNotice OnChildTokenRenewed;

	/** The LootLocker session was refreshed or started anew. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassSessionNotice OnSessionRenewed;

	/** No network. Tokens are kept, work resumes by itself. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassNotice OnOffline;

	/** The network is back. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassNotice OnOnline;

	/** The parent token ends soon and can't be renewed by the library: bring a new one with AdoptTokens. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassNotice OnTokenExpiring;

	/** The link is lost for good: the player has to link again. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassErrorNotice OnLinkLost;

	/** The LootLocker session is over and could not be started again. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassErrorNotice OnSessionLost;

	/** LootLocker has banned the player; Error.Ban tells for how long. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassErrorNotice OnBanned;

	/** The store failed; the tokens are kept in memory. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassErrorNotice OnStoreFailed;

	/** A sign-in waits for the player: show the code, or open the page. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass|Account")
	FKinpassPromptNotice OnSignInPrompt;

	/** All of the above, for C++. */
	FKinpassAccountEventDelegate OnEvent;

	/** Signs the player in: silently from the store if there is a link, else by the method asked for. */
	FKinpassOperation SignIn(
		const FKinpassSignInOptions& Options, FKinpassTokenCallback Callback, FKinpassPromptCallback OnPrompt = nullptr);

	/** Gives the account a parent token that the game already has. */
	FKinpassOperation AdoptTokens(const FKinpassAdoptOptions& Options, FKinpassDoneCallback Callback);

	/** A child token that is valid for long enough. */
	FKinpassOperation GetChildToken(const FKinpassChildTokenOptions& Options, FKinpassTokenCallback Callback);

	/** The player's LootLocker session: the one at hand, else refreshed or started. */
	FKinpassOperation GetSession(FKinpassSessionCallback Callback);

	/** Renews the LootLocker session now: for when LootLocker refused it elsewhere. */
	FKinpassOperation RefreshSession(FKinpassSessionCallback Callback);

	/** Sends one JSON request with the account's credentials. */
	FKinpassOperation Request(const FKinpassRequestOptions& Options, FKinpassResponseCallback Callback);

	/** Drops all tokens and erases the record. With bRevoke the player is unlinked from all games of the publisher, too. */
	FKinpassOperation SignOut(bool bRevoke, FKinpassDoneCallback Callback);

	/** Hands over the redirect that the game received, to a sign-in by the method Redirect that waits for it. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account")
	FKinpassError HandleRedirect(const FString& Url);

	/** A child token from memory, if there is one that is valid for long enough: no round trip, no waiting. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account")
	FKinpassError PeekChildToken(const FString& ApplicationId, int32 MinValiditySeconds, FString& OutAccessToken) const;

	/** Where the account stands. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account")
	FKinpassError GetInfo(FKinpassAccountInfo& OutInfo) const;

	/** The key it was opened with. */
	UFUNCTION(BlueprintPure, Category = "Kinpass|Account")
	FString GetPlayerKey() const { return PlayerKey; }

	/** False after Close and after the end of the subsystem: then operations complete as InvalidHandle. */
	UFUNCTION(BlueprintPure, Category = "Kinpass|Account")
	bool IsOpen() const;

	/** Closes the account: open operations complete as Cancelled. What is stored stays. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account")
	void Close();

	/** Null after the end of the subsystem. */
	UKinpassSubsystem* GetSubsystem() const;

	virtual UWorld* GetWorld() const override;
	virtual void BeginDestroy() override;

private:
	friend class UKinpassSubsystem;

	FKinpassError Open(const TSharedRef<FKinpassClient>& InClient, const FKinpassAccountOptions& Options);
	void HandleEvent(const FKinpassNativeEvent& Event);

	FString PlayerKey;

	/** The library's handle; 0 if not open. */
	uint64 Handle = 0;

	/** Weak: the subsystem ends the client, not the last account that happens to be collected. */
	TWeakPtr<FKinpassClient> Client;
};
