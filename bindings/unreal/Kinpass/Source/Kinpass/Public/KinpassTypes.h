#pragma once

#include "CoreMinimal.h"
#include "KinpassEnums.h"

#include "KinpassTypes.generated.h"

/** An operation that was started: a value to cancel it by. Comparing and copying are free; zero names none. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassOperation
{
	GENERATED_BODY()

	/** The library's handle. Blueprints have no unsigned 64-bit numbers, so they pass the struct on as a whole. */
	UPROPERTY(Transient)
	uint64 Id = 0;

	bool IsValid() const { return Id != 0; }
};

/** A player's ban, as LootLocker tells it. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassBan
{
	GENERATED_BODY()

	/** `manual` or `chargeback`; other values may come. Empty: no ban. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString Reason;

	/** Since when (ISO 8601). */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString BannedOn;

	/** Until when (ISO 8601); empty if permanent. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString BannedUntil;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	bool bPermanent = false;
};

/** What went wrong, or Status Ok. No text in it holds a token, a secret or a raw body. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassError
{
	GENERATED_BODY()

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	EKinpassStatus Status = EKinpassStatus::Ok;

	/** The library's number of the status. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	int32 StatusCode = 0;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	EKinpassErrorCategory Category = EKinpassErrorCategory::None;

	/** The HTTP status, or 0 if there was no answer. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	int32 HttpStatus = 0;

	/** The same call may work later without a change. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	bool bRetryable = false;

	/** How many times the request was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	int32 Attempts = 0;

	/** How long the service wants to be left alone, or 0. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	int64 RetryAfterMs = 0;

	/** The service's own code: a word or a number as text; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString ServiceCode;

	/**
	 * For people, in English; for logs and bug reports, not for branching. Of a call that was refused: function, argument, what
	 * was expected, what came.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString Message;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString RequestId;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString TraceId;

	/** With PlayerBanned: the ban. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FKinpassBan Ban;

	bool IsOk() const { return Status == EKinpassStatus::Ok; }
};

/** A Discord token. Its strings are secrets: do not print, save or replicate them. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassToken
{
	GENERATED_BODY()

	/** Parent or child. They are never interchangeable. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	EKinpassTokenKind Kind = EKinpassTokenKind::None;

	/** Of a provisional account. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	bool bProvisional = false;

	/** The application that the token is for. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString ApplicationId;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString AccessToken;

	/** Child tokens have none, provisional ones may have none. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString RefreshToken;

	/** The OpenID Connect ID token; may be empty. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString IdToken;

	/** `Bearer`. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString TokenType;

	/** The scopes granted, separated by spaces; may name more than was asked for. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString Scope;

	/** For how long it is valid from now. A child never outlives its parent. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	int64 ExpiresInSeconds = 0;
};

/** A LootLocker session. Its tokens are secrets: do not print, save or replicate them. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassSession
{
	GENERATED_BODY()

	/** For the header `x-session-token`. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString SessionToken;

	/** For RefreshSession; empty if the one you have stays good. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString RefreshToken;

	/** The player's number. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	int64 PlayerId = 0;

	/** The short public identifier. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString PublicUid;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString PlayerUlid;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString PlayerIdentifier;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString PlayerName;

	/** ISO 8601 with offset. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString PlayerCreatedAt;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString LastSeen;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString WalletId;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	bool bSeenBefore = false;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	bool bCheckGrantNotifications = false;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	bool bCheckDeactivationNotifications = false;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	int64 Xp = 0;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	int64 Level = 0;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	int64 AccountBalance = 0;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	TArray<FString> CheckDlcs;

	/** What LootLocker complains about in spite of success, such as a refused player name. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	TArray<FString> Warnings;

	/** The level thresholds as a JSON object; may be empty. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString LevelThresholdsJson;
};

/** What an access token stands for. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAuthorization
{
	GENERATED_BODY()

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString ApplicationId;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString ApplicationName;

	/** Separated by spaces. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString Scope;

	/** When the token ends (ISO 8601). */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString Expires;

	/** Empty without the scope for it. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString UserId;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString UserName;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString UserGlobalName;
};

/** What the player has to do for a sign-in to go on: open a page, or enter a code. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassSignInPrompt
{
	GENERATED_BODY()

	/** Open this page for the player. Empty for a device sign-in. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString Url;

	/** Device sign-in: the code to enter. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString UserCode;

	/** Device sign-in: the page to enter it at. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString VerificationUri;

	/** Device sign-in: the page with the code filled in, for a QR code. May be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	FString VerificationUriComplete;

	/** Device sign-in: for how long the code is good. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	int64 ExpiresInSeconds = 0;
};

/** An answer as it came. It may hold tokens: do not print it. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassResponse
{
	GENERATED_BODY()

	/** 0 if there was no answer. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	int32 HttpStatus = 0;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString Body;
};

/** A look at an account, from memory. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAccountInfo
{
	GENERATED_BODY()

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	EKinpassAccountState State = EKinpassAccountState::SignedOut;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	bool bProvisional = false;

	/** The parent token can be refreshed. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	bool bCanRenew = false;

	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	bool bHasSession = false;

	/** For how long the parent token is still valid; 0 if there is none. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	int64 TokenExpiresInSeconds = 0;

	/** How many child tokens are at hand. */
	UPROPERTY(BlueprintReadOnly, Category = "Kinpass")
	int32 ChildTokens = 0;
};

/** The address of Discord's authorization page, with what belongs to it. The verifier is a secret. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAuthorizationPage
{
	GENERATED_BODY()

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString Url;

	/** For ExchangeCode. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString CodeVerifier;

	/** Compare it with the redirect's `state`. */
	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FString State;
};

/** What happened to an account. Only what belongs to the kind is filled in. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAccountEvent
{
	GENERATED_BODY()

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	EKinpassAccountEventKind Kind = EKinpassAccountEventKind::None;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FKinpassToken Token;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FKinpassSession Session;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FKinpassSignInPrompt Prompt;

	UPROPERTY(Transient, BlueprintReadOnly, Category = "Kinpass")
	FKinpassError Error;
};
