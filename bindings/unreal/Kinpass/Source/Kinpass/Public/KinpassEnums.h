// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
#pragma once

#include "CoreMinimal.h"

#include "KinpassEnums.generated.h"

/** The domain of an error. The hundreds of its status tell it. */
UENUM(BlueprintType)
enum class EKinpassErrorCategory : uint8
{
	/** No error. */
	None = 0,
	/** The call was wrong. */
	Usage = 1,
	/** The operation ended without an answer: cancelled, out of time, outcome unknown, a fault in the library. */
	Operation = 2,
	/** No connection, or it broke. */
	Network = 3,
	/** The answer was not what the service documents. */
	Answer = 4,
	/** The service refused or is failing. */
	Service = 5,
	/** Discord's authorization refused. */
	Authorization = 6,
	/** The account's state. */
	Account = 7,
	/** The account's store. */
	Store = 8
};

/**
 * What a call came to; docs/errors.md says for each what to do. Blueprint enums have one byte, so the values here only
 * count up: FKinpassError::StatusCode has the number.
 */
UENUM(BlueprintType)
enum class EKinpassStatus : uint8
{
	/** Success. */
	Ok,
	/** An argument is missing, empty or out of range. The reason of the refusal names it. */
	InvalidArgument,
	/** The handle is zero, of another kind, or what it named is gone. */
	InvalidHandle,
	/** A string is not UTF-8, or holds a zero byte. */
	InvalidString,
	/** `struct_size` is out of range, or the struct's unknown tail is not zero. */
	InvalidStructSize,
	/** The function may not be called from a callback of the same client. */
	Reentrant,
	/** The call does not fit what the client or account is doing now. */
	InvalidState,
	/** The caller's buffer is too small; its `size` says how many bytes are needed. */
	BufferTooSmall,
	/**
	 * A limit is reached. The library's: too many open operations, or a string that is too long. The system's: it has
	 * no thread to give.
	 */
	Limit,
	/** The address is not HTTPS, and not plain HTTP to a loopback address either. */
	InsecureUrl,
	/** This build of the library, or this platform, does not have it. */
	Unsupported,
	/** The operation was cancelled, or its client or account closed. The service may have acted all the same. */
	Cancelled,
	/** The time limit passed. */
	Timeout,
	/** The answer was lost after the request was sent: the single-use token in it may be spent. */
	OutcomeUnknown,
	/** A fault inside the library. Please report it. */
	Internal,
	/** No connection: refused, unreachable, or the name does not resolve. */
	Connect,
	/** The connection broke before the whole answer had arrived. */
	ConnectionLost,
	/** The server's certificate is not trusted, or stands for another name. */
	Tls,
	/** The answer is not what the service documents: not JSON, or a required field is missing or of a wrong type. */
	MalformedAnswer,
	/** The answer is larger than the library accepts. */
	AnswerTooLarge,
	/** The service answered with a redirect. Redirects are never followed. */
	Redirected,
	/** The service refused the request as invalid (HTTP 400, or another 4xx without a status of its own here). */
	BadRequest,
	/** The token or key is not accepted (HTTP 401). */
	Unauthorized,
	/** Not allowed (HTTP 403). */
	Forbidden,
	/** No such thing or route (HTTP 404). */
	NotFound,
	/** The LootLocker session, or its refresh token, is over: start a new session. */
	SessionExpired,
	/** The player is banned. The error carries the ban. */
	PlayerBanned,
	/** The account is locked for the moment (HTTP 423); tried again and still locked. */
	Locked,
	/**
	 * Too many requests (HTTP 429), or so the service said a moment ago: then this one was not sent, and `http_status`
	 * is 0. The error says how long to wait.
	 */
	RateLimited,
	/** The service is failing (HTTP 5xx). */
	ServiceUnavailable,
	/** Discord refused the grant: revoked, expired or already used. The player has to link again. */
	InvalidGrant,
	/** Discord refused the application: wrong client secret, or a public client used as a confidential one. */
	InvalidClient,
	/** The player said no. */
	AccessDenied,
	/** The player took too long: the user code or the sign-in page expired. */
	AuthorizationExpired,
	/** The redirect does not belong to this authorization: its `state` differs. */
	StateMismatch,
	/** Discord answered with an OAuth2 error that has no status of its own here; the error's code names it. */
	OAuth2,
	/** The external identity token was refused (provisional accounts); the error's code tells why. */
	ExternalToken,
	/** The player already has a full Discord account: link it with OAuth2 instead. */
	AccountExists,
	/** No browser could be opened on this machine. */
	Browser,
	/** Discord refused to merge the provisional account; `code` tells why. `530017`: that account is banned. */
	MergeRefused,
	/** The account is not linked: sign in first. */
	NotLinked,
	/** The link is lost for good (revoked, refused, or signed out elsewhere): the player has to link again. */
	LinkLost,
	/**
	 * The parent token is over and can't be refreshed (a provisional account's never can): adopt a new one, or sign in
	 * again.
	 */
	TokenNeeded,
	/** No token of that kind in memory that is valid for long enough. */
	NoToken,
	/** An account with this player key is already open in this client. */
	AccountOpen,
	/** The store is not available on this machine (no keychain, no secret service). Nothing was saved. */
	StoreUnavailable,
	/** The store failed. Nothing was lost that had been saved before. */
	StoreFailed,
	/** The stored record can't be read. */
	StoreCorrupt,
	/** Another process holds the player's record and did not let go in time. */
	StoreBusy,
	/**
	 * The stored record is of a newer version of the library, as another game may bring it: it is neither used nor
	 * written over.
	 */
	StoreNewer,
	/** A status of a newer library than this plugin was made for; see FKinpassError::StatusCode. */
	Unknown
};

/** What an event tells. */
UENUM(BlueprintType)
enum class EKinpassAccountEventKind : uint8
{
	/** Never delivered. */
	None,
	/** A user code: show the player the code and where to enter it (device; the operation goes on). */
	UserCode,
	/** A URL: open this page for the player (the operation goes on). */
	AuthorizationUrl,
	/** The account's parent token was renewed. The event brings the new one. */
	TokenRenewed,
	/** A child token was renewed before it expired. The event brings the new one. */
	ChildTokenRenewed,
	/** The LootLocker session was refreshed or started anew. The event brings the new one. */
	SessionRenewed,
	/** The account has no network. Tokens are kept; work resumes by itself. */
	Offline,
	/** The network is back. */
	Online,
	/**
	 * The parent token ends soon and can't be renewed: bring a new one with UKinpassAccount::AdoptTokens, or sign in
	 * again.
	 */
	TokenExpiring,
	/**
	 * The link is lost for good; all tokens are dropped, and erased unless another process has signed the player out.
	 * The error tells why.
	 */
	LinkLost,
	/** The LootLocker session is over and could not be started again. The error tells why. */
	SessionLost,
	/** LootLocker has banned the player. The error's ban tells for how long. */
	Banned,
	/** The account's store could not be read or written; the tokens in memory are kept. The error tells why. */
	StoreFailed
};

/** Whose token it is. */
UENUM(BlueprintType)
enum class EKinpassTokenKind : uint8
{
	/** None. */
	None = 0,
	/** Of the publisher's application: it exchanges child tokens, and nothing connects with it. */
	Parent = 1,
	/** Of one game: for the Social SDK's Client::UpdateToken and for Bearer calls. */
	Child = 2
};

/** How much a log line matters. */
UENUM(BlueprintType)
enum class EKinpassLogLevel : uint8
{
	/** Nothing at all. */
	Off = 0,
	/** An operation failed for good, or a call was wrong. */
	Error = 1,
	/** Something failed and is tried again. */
	Warn = 2,
	/** What an account does, and what the player or the host decided: not linked yet, denied, cancelled. */
	Info = 3,
	/** Each request, with its status and time. */
	Debug = 4,
	/** Each event that is queued. */
	Trace = 5
};

/** Where an account stands. */
UENUM(BlueprintType)
enum class EKinpassAccountState : uint8
{
	/** The store is still being read, or could not be so far. */
	Loading = 0,
	/** No tokens. */
	SignedOut = 1,
	/** A sign-in waits for the player. */
	Linking = 2,
	/** Linked; a good parent token is at hand. */
	Linked = 3,
	/** Linked; the parent token is being renewed, or is over. */
	Renewing = 4,
	/** Linked; the network is away. */
	Offline = 5,
	/** Revoked or refused: link again. */
	LinkLost = 6
};

/**
 * How the LootLocker game key is named in requests: LootLocker's documentation says `game_key`, its newer SDKs say
 * `game_api_key`.
 */
UENUM(BlueprintType)
enum class EKinpassGameKeyField : uint8
{
	/** `game_key` */
	GameKey = 0 UMETA(DisplayName = "game_key"),
	/** `game_api_key` */
	GameApiKey = 1 UMETA(DisplayName = "game_api_key")
};

/** Where accounts rest between runs. */
UENUM(BlueprintType)
enum class EKinpassStoreKind : uint8
{
	/** Only in memory: the player links again in the next run. */
	Memory = 0,
	/** The operating system's credential store. If there is none, operations say EKinpassStatus::StoreUnavailable. */
	System = 1,
	/** The game's own IKinpassStore, given to UKinpassSubsystem::Restart. */
	Host = 2
};

/** How to link a player who is not linked yet. */
UENUM(BlueprintType)
enum class EKinpassSignInMethod : uint8
{
	/** Only from the store: EKinpassStatus::NotLinked if there is no link. */
	Silent = 0,
	/** In the browser, with a loopback redirect. See UKinpassSubsystem::Authorize. */
	Browser = 1,
	/** By user code. See UKinpassSubsystem::AuthorizeDevice. */
	Device = 2,
	/**
	 * The host opens the authorization page, gets the redirect itself, and hands it to UKinpassAccount::HandleRedirect:
	 * mobile.
	 */
	Redirect = 3,
	/** Without a Discord account. See UKinpassSubsystem::GetProvisionalToken. */
	Provisional = 4
};

/** A service that UKinpassAccount::Request speaks to. */
UENUM(BlueprintType)
enum class EKinpassService : uint8
{
	/** LootLocker, with the session. */
	LootLocker = 0,
	/** Discord, with a child token as Bearer. */
	Discord = 1
};

/** Who vouches for a player without a Discord account. */
UENUM(BlueprintType)
enum class EKinpassExternalAuthType : uint8
{
	/** None. */
	None = 0,
	/** An OpenID Connect ID token. */
	Oidc = 1,
	/** Epic Online Services, access token. */
	EpicOnlineServicesAccessToken = 2,
	/** Epic Online Services, ID token. */
	EpicOnlineServicesIdToken = 3,
	/** Steam session ticket. */
	SteamSessionTicket = 4,
	/** Unity Services ID token. */
	UnityServicesIdToken = 5,
	/** Discord access token issued for a bot's provisional account. */
	DiscordBotIssuedAccessToken = 6,
	/** Apple ID token. */
	AppleIdToken = 7,
	/** PlayStation Network ID token. */
	PlayStationNetworkIdToken = 8
};

/** Which Discord token a LootLocker session is started with: whichever the game's LootLocker console expects. */
UENUM(BlueprintType)
enum class EKinpassLootLockerTokenSource : uint8
{
	/** The child token of the account's own application. */
	Child = 0,
	/** The parent's access token. */
	Parent = 1
};
