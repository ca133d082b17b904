#pragma once

#include "CoreMinimal.h"
#include "KinpassEnums.h"

#include "KinpassOptions.generated.h"

// In all of these an empty string and a zero mean "the library's default".

/** For UKinpassSubsystem::OpenAccount. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAccountOptions
{
	GENERATED_BODY()

	/** The game's name for the player: one stored record each. Upper and lower case differ. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString PlayerKey = TEXT("player");

	/** The game's own (child) application id. Default: the settings' one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString ApplicationId;

	/** LootLocker game key. Default: the settings' one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString GameKey;

	/** LootLocker game version. Default: the settings' one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString GameVersion;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	EKinpassLootLockerTokenSource LootLockerTokenSource = EKinpassLootLockerTokenSource::Child;

	/** How long before its end a token is renewed. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	int32 RenewAheadSeconds = 0;

	/** Off: renewed only when asked for. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	bool bRenewAutomatically = true;
};

/** The page that the player sees at the end of a sign-in in the browser. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassFinishPage
{
	GENERATED_BODY()

	/** The name of your game, up to 100 characters. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Title;

	/** Your colour, as `#rrggbb`. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Accent;

	/**
	 * In place of that page, once the player is linked: your own HTML, up to 65,536 bytes. Styles, images and fonts have to be
	 * in it; scripts do not run.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass", meta = (MultiLine = "true"))
	FString SuccessHtml;

	/** Likewise, where the player said no or the sign-in failed. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass", meta = (MultiLine = "true"))
	FString FailureHtml;
};

/** For signing an account in. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassSignInOptions
{
	GENERATED_BODY()

	/** What to do if the store holds no link. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	EKinpassSignInMethod Method = EKinpassSignInMethod::Browser;

	/** Separated by spaces. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Scope;

	/** `none` or `consent`. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Prompt;

	/** For the ID token. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Nonce;

	/** Browser: the path of the loopback redirect. Redirect: the whole redirect URI. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Redirect;

	/** Browser: the port of the loopback redirect. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	int32 RedirectPort = 0;

	/** How long the player may take. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	int32 TimeoutMs = 0;

	/** The game opens the page of the prompt itself. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	bool bHostOpensBrowser = false;

	/** Link anew even if the store holds a link; upgrades a provisional account. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	bool bLinkAgain = false;

	/** Provisional, or to merge a provisional account into the linked one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	EKinpassExternalAuthType ExternalAuthType = EKinpassExternalAuthType::None;

	/** The external identity's token. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString ExternalAuthToken;

	/** Browser: the page that the player sees at the end. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FKinpassFinishPage FinishPage;
};

/** A parent token that the game already has, for example from the Social SDK's own sign-in. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAdoptOptions
{
	GENERATED_BODY()

	/** Required. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString AccessToken;

	/** Without it the token can't be renewed. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString RefreshToken;

	/** For how long the access token is still valid. 0: unknown; then it is renewed at once if it can be. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	int64 ExpiresInSeconds = 0;

	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString Scope;

	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	bool bProvisional = false;
};

/** For an account's child token. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassChildTokenOptions
{
	GENERATED_BODY()

	/** The game's application id. Default: the account's. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString ApplicationId;

	/** For how long the token still has to be valid. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	int32 MinValiditySeconds = 0;

	/** Exchange anew even if a good one is at hand. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	bool bForce = false;
};

/** One JSON request with an account's credentials. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassRequestOptions
{
	GENERATED_BODY()

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	EKinpassService Service = EKinpassService::LootLocker;

	/** GET (if empty), POST, PUT, PATCH or DELETE. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Method;

	/** Path and query below the service's base, beginning with `/`. Required. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Path;

	/** JSON; empty for none. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString BodyJson;

	/** Discord: whose child token. Default: the account's application. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString ApplicationId;
};

/** For the stateless start of a LootLocker session. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassStartSessionOptions
{
	GENERATED_BODY()

	/** The Discord access token: child or parent, as LootLocker's console is set up. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString AccessToken;

	/** In place of the access token: Discord's refresh token. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString RefreshToken;

	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString GameKey;

	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString GameVersion;

	/** The name a new player gets. A refused name shows in the session's warnings. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString PlayerName;

	/** An IANA time zone name. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString Timezone;
};

/** For the stateless refresh of a LootLocker session. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassRefreshSessionOptions
{
	GENERATED_BODY()

	/** The one that LootLocker returned. Required. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString RefreshToken;

	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString GameKey;

	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString GameVersion;

	/** A new name for the player. A refused one shows in the session's warnings. Optional. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString PlayerName;

	/** An IANA time zone name. Optional. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Timezone;
};

/** For the stateless exchange of a child token. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassExchangeChildTokenOptions
{
	GENERATED_BODY()

	/** Required. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString ParentAccessToken;

	/** The game's application id. Required. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString ChildApplicationId;

	/** For how long the parent token is still valid, if known. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	int64 ParentExpiresInSeconds = 0;
};

/** Which token is to end. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassRevokeTokenOptions
{
	GENERATED_BODY()

	/** Required. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString Token;

	/** The application that the token was issued for. Default: the publisher's. For a child token the game's. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString ApplicationId;

	/** The secret of that application, if it has one. Servers only. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString ClientSecret;
};

/** For the address of Discord's authorization page. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAuthorizationPageOptions
{
	GENERATED_BODY()

	/** Where Discord sends the player afterwards, as registered. Required. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString RedirectUri;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Scope;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Prompt;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Nonce;
};

/** For the exchange of a redirect's code. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassExchangeCodeOptions
{
	GENERATED_BODY()

	/** From the redirect. Required. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString Code;

	/** As in the authorization, to the letter. Required. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString RedirectUri;

	/** From the authorization page. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString CodeVerifier;

	/** To merge a provisional account. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	EKinpassExternalAuthType ExternalAuthType = EKinpassExternalAuthType::None;

	/** To merge a provisional account. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString ExternalAuthToken;
};

/** For linking in the browser without an account. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAuthorizeOptions
{
	GENERATED_BODY()

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Scope;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Prompt;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Nonce;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString RedirectPath;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	int32 RedirectPort = 0;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	int32 TimeoutMs = 0;

	/** The game opens the page of the prompt itself. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	bool bHostOpensBrowser = false;

	/** To merge a provisional account. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	EKinpassExternalAuthType ExternalAuthType = EKinpassExternalAuthType::None;

	/** To merge a provisional account. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString ExternalAuthToken;

	/** The page that the player sees at the end. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FKinpassFinishPage FinishPage;
};

/** For linking by user code without an account. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassAuthorizeDeviceOptions
{
	GENERATED_BODY()

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	FString Scope;

	/** To merge a provisional account. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	EKinpassExternalAuthType ExternalAuthType = EKinpassExternalAuthType::None;

	/** To merge a provisional account. A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString ExternalAuthToken;
};

/** For provisional accounts: either a player's external identity, or (servers only) a bot token with a user id. */
USTRUCT(BlueprintType)
struct KINPASS_API FKinpassProvisionalOptions
{
	GENERATED_BODY()

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Kinpass")
	EKinpassExternalAuthType ExternalAuthType = EKinpassExternalAuthType::None;

	/** A secret. */
	UPROPERTY(Transient, BlueprintReadWrite, Category = "Kinpass")
	FString ExternalAuthToken;

	/** The server's id of the player, with BotToken. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString ExternalUserId;

	/** The name to show, with BotToken. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString PreferredGlobalName;

	/** Dedicated servers only, and C++ only, so that it can't end up in an asset that ships. */
	FString BotToken;

	/** With a bot token, for a token: the Discord user id of a provisional account that is there already. Optional. */
	UPROPERTY(BlueprintReadWrite, Category = "Kinpass")
	FString ProvisionalUserId;
};
