#pragma once

#include "CoreMinimal.h"

#include "KinpassEnums.generated.h"

/**
 * What a call came to. One for each kinpass_status; docs/errors.md says for each what to do.
 *
 * Blueprint enums have one byte, so the values here only count up. FKinpassError::StatusCode has the number.
 */
UENUM(BlueprintType)
enum class EKinpassStatus : uint8
{
	Ok,
	InvalidArgument,
	InvalidHandle,
	InvalidString,
	InvalidStructSize,
	Reentrant,
	InvalidState,
	BufferTooSmall,
	Limit,
	InsecureUrl,
	Unsupported,
	Cancelled,
	Timeout,
	OutcomeUnknown,
	Internal,
	Connect,
	ConnectionLost,
	Tls,
	MalformedAnswer,
	AnswerTooLarge,
	Redirected,
	BadRequest,
	Unauthorized,
	Forbidden,
	NotFound,
	SessionExpired,
	PlayerBanned,
	Locked,
	RateLimited,
	ServiceUnavailable,
	InvalidGrant,
	InvalidClient,
	AccessDenied,
	AuthorizationExpired,
	StateMismatch,
	OAuth2,
	ExternalToken,
	AccountExists,
	Browser,
	MergeRefused,
	NotLinked,
	LinkLost,
	TokenNeeded,
	NoToken,
	AccountOpen,
	StoreUnavailable,
	StoreFailed,
	StoreCorrupt,
	StoreBusy,
	/** A status of a newer library than this plugin was made for; see FKinpassError::StatusCode. */
	Unknown
};

/** The domain of an error. */
UENUM(BlueprintType)
enum class EKinpassErrorCategory : uint8
{
	None,
	/** The call was wrong. */
	Usage,
	/** The operation ended without an answer: cancelled, out of time, outcome unknown. */
	Operation,
	/** No connection, or it broke. */
	Network,
	/** The answer was not what the service documents. */
	Answer,
	/** The service refused or is failing. */
	Service,
	/** Discord's authorization refused. */
	Authorization,
	/** The account's state. */
	Account,
	/** The account's store. */
	Store
};

/** Whose token an FKinpassToken is. */
UENUM(BlueprintType)
enum class EKinpassTokenKind : uint8
{
	None,
	/** Of the publisher's application: it exchanges child tokens, and nothing connects with it. */
	Parent,
	/** Of one game: for the Social SDK and for Bearer calls. */
	Child
};

/** Where an account stands. */
UENUM(BlueprintType)
enum class EKinpassAccountState : uint8
{
	/** The store is still being read. */
	Loading,
	/** No tokens. */
	SignedOut,
	/** A sign-in waits for the player. */
	Linking,
	/** Linked; a good parent token is at hand. */
	Linked,
	/** Linked; the parent token is being renewed. */
	Renewing,
	/** Linked; the network is away. */
	Offline,
	/** Revoked or refused: link again. */
	LinkLost
};

/** How to link a player who is not linked yet. */
UENUM(BlueprintType)
enum class EKinpassSignInMethod : uint8
{
	/** Only from the store: NotLinked if there is no link. */
	Silent,
	/** In the browser, with a loopback redirect. */
	Browser,
	/** By user code. */
	Device,
	/** The game opens the page of the prompt, gets the redirect itself and hands it to HandleRedirect: mobile. */
	Redirect,
	/** Without a Discord account. */
	Provisional
};

/** Who vouches for a player without a Discord account. */
UENUM(BlueprintType)
enum class EKinpassExternalAuthType : uint8
{
	None,
	Oidc,
	EpicOnlineServicesAccessToken,
	EpicOnlineServicesIdToken,
	SteamSessionTicket,
	UnityServicesIdToken,
	DiscordBotIssuedAccessToken,
	AppleIdToken,
	PlaystationNetworkIdToken
};

/** A service that an authorized request goes to. */
UENUM(BlueprintType)
enum class EKinpassService : uint8
{
	/** With the account's session. */
	LootLocker,
	/** With a child token. */
	Discord
};

/** Which Discord token a LootLocker session is started with: what the game's LootLocker console is set up for. */
UENUM(BlueprintType)
enum class EKinpassLootLockerTokenSource : uint8
{
	Child,
	Parent
};

/** How the LootLocker game key is named in requests. */
UENUM(BlueprintType)
enum class EKinpassGameKeyField : uint8
{
	GameKey UMETA(DisplayName = "game_key"),
	GameApiKey UMETA(DisplayName = "game_api_key")
};

/** Where accounts rest between runs. */
UENUM(BlueprintType)
enum class EKinpassStoreKind : uint8
{
	/** Only in memory: the player links again in the next run. */
	Memory,
	/** The operating system's credential store. */
	System,
	/** The game's own IKinpassStore, given to UKinpassSubsystem::Restart. */
	Host
};

/** How much of the library's log reaches LogKinpass. */
UENUM(BlueprintType)
enum class EKinpassLogLevel : uint8
{
	Off,
	Error,
	Warn,
	Info,
	Debug,
	Trace
};

/** What an FKinpassAccountEvent tells. */
UENUM(BlueprintType)
enum class EKinpassAccountEventKind : uint8
{
	None,
	/** The player has to enter a code: Prompt. */
	UserCode,
	/** A page has to be opened: Prompt. */
	AuthorizationUrl,
	/** The parent token was renewed: Token. */
	TokenRenewed,
	/** A child token was renewed before it expired: Token. */
	ChildTokenRenewed,
	/** The LootLocker session was refreshed or started anew: Session. */
	SessionRenewed,
	/** No network. Tokens are kept, work resumes by itself. */
	Offline,
	/** The network is back. */
	Online,
	/** The parent token ends soon and can't be renewed by the library: bring a new one with AdoptTokens. */
	TokenExpiring,
	/** The link is lost for good; all tokens are dropped and erased: Error. */
	LinkLost,
	/** The LootLocker session is over and could not be started again: Error. */
	SessionLost,
	/** LootLocker has banned the player: Error.Ban. */
	Banned,
	/** The store failed; the tokens are kept in memory: Error. */
	StoreFailed
};
