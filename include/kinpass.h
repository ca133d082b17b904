#ifndef KINPASS_H
#define KINPASS_H

/*
 * Kinpass: one Discord link, a child token and a LootLocker session for every game of a publisher.
 *
 * THE RULES OF THIS HEADER
 *
 * Threads    Every function may be called from any thread unless it says otherwise. "Blocks: no" means: it
 *            takes microseconds and never waits for the network, a disk, a store or a callback.
 * Handles    kinpass_client, kinpass_operation and kinpass_account are small values. Zero is never valid. A
 *            handle of another kind or of something that is gone gives KINPASS_ERROR_INVALID_HANDLE.
 * Structs    What you fill begins with struct_size. Call its _init function, or zero it and set struct_size
 *            to sizeof: in every options struct zero means "the default".
 * Strings    UTF-8 as pointer and size; kinpass_str("text") makes one from a zero-terminated string. What
 *            you pass in is copied before the function returns. What the library hands out is borrowed from
 *            its event or log line until that is released, and has a zero byte behind it. {NULL, 0} means
 *            absent.
 * Results    Functions return kinpass_status. Outputs are the last arguments, written on success only.
 *            kinpass_last_refusal tells why a call was refused: function, argument, what was expected and
 *            what came. So does the client's log (level error, target `call`); kinpass_config.log_function
 *            hears of kinpass_client_create, too. Why an operation failed is told by its event.
 * Events     A function with a kinpass_callback and a kinpass_operation starts an operation; both may be
 *            NULL. If and only if it returns KINPASS_OK, exactly one event of kind
 *            KINPASS_EVENT_KIND_COMPLETED follows, never from within the call. On another thread it may come
 *            before the call has returned; the kinpass_operation has been written by then.
 *            Receive events in one of three ways: kinpass_client_poll calls your callbacks on the thread
 *            that calls it; kinpass_client_next_event hands out the next event; or, opted in by
 *            kinpass_config.callbacks_on_worker, callbacks run on a thread of the library.
 * Callbacks  No lock is held while a callback runs. It may call every function, but for poll, wait and
 *            destroy of its own client: KINPASS_ERROR_REENTRANT. It must return, not throw or longjmp.
 * user_data  Never read by the library. If release is given it is called exactly once, after the last use,
 *            provided that the function which took the callback returned KINPASS_OK.
 * Secrets    Tokens and secrets are wiped when their owner lets go of them. None is ever logged.
 * Units      _ms are milliseconds, _s are seconds.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(KINPASS_STATIC)
#  define KINPASS_API
#elif defined(_WIN32)
#  if defined(KINPASS_BUILD)
#    define KINPASS_API __declspec(dllexport)
#  else
#    define KINPASS_API __declspec(dllimport)
#  endif
#elif defined(__GNUC__)
#  define KINPASS_API __attribute__((visibility("default")))
#else
#  define KINPASS_API
#endif

/*
 * Enums and their constants are int32_t, in C and C++ and for tools that read this header. C before C23 has
 * no syntax for it, but Clang has, which most generators of bindings build on.
 */
#if defined(__cplusplus)
#  define KINPASS_INT32_ENUM(name) enum name : int32_t
#elif defined(__clang__)
#  define KINPASS_INT32_ENUM(name)      \
    __extension__ enum name : int32_t; \
    typedef enum name name;            \
    __extension__ enum name : int32_t
#else
#  define KINPASS_INT32_ENUM(name) \
    typedef int32_t name;          \
    enum
#endif

/* As the size of a kinpass_string: it ends at its first zero byte. */
#define KINPASS_ZERO_TERMINATED SIZE_MAX

/* The scopes that the Social SDK needs: for presence, and for friends, messages and voice as well. */
#define KINPASS_SCOPES_PRESENCE "openid sdk.social_layer_presence"
#define KINPASS_SCOPES_COMMUNICATION "openid sdk.social_layer"

/// Changes when a function or struct changes in a way that old callers do not survive.
#define KINPASS_ABI_VERSION 1

/// The domain of an error. The hundreds of its status tell it.
KINPASS_INT32_ENUM(kinpass_error_category) {
  /// No error.
  KINPASS_ERROR_CATEGORY_NONE = 0,
  /// The call was wrong.
  KINPASS_ERROR_CATEGORY_USAGE = 1,
  /// The operation ended without an answer: cancelled, out of time, outcome unknown, a fault in the library.
  KINPASS_ERROR_CATEGORY_OPERATION = 2,
  /// No connection, or it broke.
  KINPASS_ERROR_CATEGORY_NETWORK = 3,
  /// The answer was not what the service documents.
  KINPASS_ERROR_CATEGORY_ANSWER = 4,
  /// The service refused or is failing.
  KINPASS_ERROR_CATEGORY_SERVICE = 5,
  /// Discord's authorization refused.
  KINPASS_ERROR_CATEGORY_AUTHORIZATION = 6,
  /// The account's state.
  KINPASS_ERROR_CATEGORY_ACCOUNT = 7,
  /// The account's store.
  KINPASS_ERROR_CATEGORY_STORE = 8,
};

/// What a call came to. Zero is success; every other value is an error and stays the same for ever.
///
/// The hundreds tell the domain (see `kinpass_error_category`). `docs/errors.md` says for each what to do.
KINPASS_INT32_ENUM(kinpass_status) {
  /// Success.
  KINPASS_OK = 0,
  /// An argument is missing, empty or out of range. The reason of the refusal names it.
  KINPASS_ERROR_INVALID_ARGUMENT = 1,
  /// The handle is zero, of another kind, or what it named is gone.
  KINPASS_ERROR_INVALID_HANDLE = 2,
  /// A string is not UTF-8, or holds a zero byte.
  KINPASS_ERROR_INVALID_STRING = 3,
  /// `struct_size` is out of range, or the struct's unknown tail is not zero.
  KINPASS_ERROR_INVALID_STRUCT_SIZE = 4,
  /// The function may not be called from a callback of the same client.
  KINPASS_ERROR_REENTRANT = 5,
  /// The call does not fit what the client or account is doing now.
  KINPASS_ERROR_INVALID_STATE = 6,
  /// The caller's buffer is too small; its `size` says how many bytes are needed.
  KINPASS_ERROR_BUFFER_TOO_SMALL = 7,
  /// A limit is reached. The library's: too many open operations, or a string that is too long. The
  /// system's: it has no thread to give.
  KINPASS_ERROR_LIMIT = 8,
  /// The address is not HTTPS, and not plain HTTP to a loopback address either.
  KINPASS_ERROR_INSECURE_URL = 9,
  /// This build of the library, or this platform, does not have it.
  KINPASS_ERROR_UNSUPPORTED = 10,
  /// The operation was cancelled, or its client or account closed. The service may have acted all the same.
  KINPASS_ERROR_CANCELLED = 100,
  /// The time limit passed.
  KINPASS_ERROR_TIMEOUT = 101,
  /// The answer was lost after the request was sent: the single-use token in it may be spent.
  KINPASS_ERROR_OUTCOME_UNKNOWN = 102,
  /// A fault inside the library. Please report it.
  KINPASS_ERROR_INTERNAL = 103,
  /// No connection: refused, unreachable, or the name does not resolve.
  KINPASS_ERROR_CONNECT = 200,
  /// The connection broke before the whole answer had arrived.
  KINPASS_ERROR_CONNECTION_LOST = 201,
  /// The server's certificate is not trusted, or stands for another name.
  KINPASS_ERROR_TLS = 202,
  /// The answer is not what the service documents: not JSON, or a required field is missing or of a wrong
  /// type.
  KINPASS_ERROR_MALFORMED_ANSWER = 300,
  /// The answer is larger than the library accepts.
  KINPASS_ERROR_ANSWER_TOO_LARGE = 301,
  /// The service answered with a redirect. Redirects are never followed.
  KINPASS_ERROR_REDIRECTED = 302,
  /// The service refused the request as invalid (HTTP 400, or another 4xx without a status of its own here).
  KINPASS_ERROR_BAD_REQUEST = 400,
  /// The token or key is not accepted (HTTP 401).
  KINPASS_ERROR_UNAUTHORIZED = 401,
  /// Not allowed (HTTP 403).
  KINPASS_ERROR_FORBIDDEN = 403,
  /// No such thing or route (HTTP 404).
  KINPASS_ERROR_NOT_FOUND = 404,
  /// The LootLocker session, or its refresh token, is over: start a new session.
  KINPASS_ERROR_SESSION_EXPIRED = 410,
  /// The player is banned. The error carries the ban.
  KINPASS_ERROR_PLAYER_BANNED = 411,
  /// The account is locked for the moment (HTTP 423); tried again and still locked.
  KINPASS_ERROR_LOCKED = 423,
  /// Too many requests (HTTP 429), or so the service said a moment ago: then this one was not sent, and
  /// `http_status` is 0. The error says how long to wait.
  KINPASS_ERROR_RATE_LIMITED = 429,
  /// The service is failing (HTTP 5xx).
  KINPASS_ERROR_SERVICE_UNAVAILABLE = 503,
  /// Discord refused the grant: revoked, expired or already used. The player has to link again.
  KINPASS_ERROR_INVALID_GRANT = 600,
  /// Discord refused the application: wrong client secret, or a public client used as a confidential one.
  KINPASS_ERROR_INVALID_CLIENT = 601,
  /// The player said no.
  KINPASS_ERROR_ACCESS_DENIED = 602,
  /// The player took too long: the user code or the sign-in page expired.
  KINPASS_ERROR_AUTHORIZATION_EXPIRED = 603,
  /// The redirect does not belong to this authorization: its `state` differs.
  KINPASS_ERROR_STATE_MISMATCH = 604,
  /// Discord answered with an OAuth2 error that has no status of its own here; the error's code names it.
  KINPASS_ERROR_OAUTH2 = 605,
  /// The external identity token was refused (provisional accounts); the error's code tells why.
  KINPASS_ERROR_EXTERNAL_TOKEN = 606,
  /// The player already has a full Discord account: link it with OAuth2 instead.
  KINPASS_ERROR_ACCOUNT_EXISTS = 607,
  /// No browser could be opened on this machine.
  KINPASS_ERROR_BROWSER = 608,
  /// Discord refused to merge the provisional account; `code` tells why. `530017`: that account is banned.
  KINPASS_ERROR_MERGE_REFUSED = 609,
  /// The account is not linked: sign in first.
  KINPASS_ERROR_NOT_LINKED = 700,
  /// The link is lost for good (revoked, refused, or signed out elsewhere): the player has to link again.
  KINPASS_ERROR_LINK_LOST = 701,
  /// The parent token is over and can't be refreshed (a provisional account's never can): adopt a new one,
  /// or sign in again.
  KINPASS_ERROR_TOKEN_NEEDED = 702,
  /// No token of that kind in memory that is valid for long enough.
  KINPASS_ERROR_NO_TOKEN = 703,
  /// An account with this player key is already open in this client.
  KINPASS_ERROR_ACCOUNT_OPEN = 704,
  /// The store is not available on this machine (no keychain, no secret service). Nothing was saved.
  KINPASS_ERROR_STORE_UNAVAILABLE = 800,
  /// The store failed. Nothing was lost that had been saved before.
  KINPASS_ERROR_STORE_FAILED = 801,
  /// The stored record can't be read.
  KINPASS_ERROR_STORE_CORRUPT = 802,
  /// Another process holds the player's record and did not let go in time.
  KINPASS_ERROR_STORE_BUSY = 803,
  /// The stored record is of a newer version of the library, as another game may bring it: it is neither used
  /// nor written over.
  KINPASS_ERROR_STORE_NEWER = 804,
};

/// What an event tells.
KINPASS_INT32_ENUM(kinpass_event_kind) {
  /// Never delivered.
  KINPASS_EVENT_KIND_NONE = 0,
  /// An operation ended. Exactly one for every operation that was started, and its last event.
  KINPASS_EVENT_KIND_COMPLETED = 1,
  /// A user code: show the player the code and where to enter it (device; the operation goes on).
  KINPASS_EVENT_KIND_USER_CODE = 2,
  /// A URL: open this page for the player (the operation goes on).
  KINPASS_EVENT_KIND_AUTHORIZATION_URL = 3,
  /// The account's parent token was renewed. The event brings the new one.
  KINPASS_EVENT_KIND_TOKEN_RENEWED = 10,
  /// A child token was renewed before it expired. The event brings the new one.
  KINPASS_EVENT_KIND_CHILD_TOKEN_RENEWED = 11,
  /// The LootLocker session was refreshed or started anew. The event brings the new one.
  KINPASS_EVENT_KIND_SESSION_RENEWED = 12,
  /// The account has no network. Tokens are kept; work resumes by itself.
  KINPASS_EVENT_KIND_OFFLINE = 13,
  /// The network is back.
  KINPASS_EVENT_KIND_ONLINE = 14,
  /// The parent token ends soon and can't be renewed: bring a new one with kinpass_account_adopt_tokens, or
  /// sign in again.
  KINPASS_EVENT_KIND_TOKEN_EXPIRING = 15,
  /// The link is lost for good; all tokens are dropped, and erased unless another process has signed the
  /// player out. The error tells why.
  KINPASS_EVENT_KIND_LINK_LOST = 16,
  /// The LootLocker session is over and could not be started again. The error tells why.
  KINPASS_EVENT_KIND_SESSION_LOST = 17,
  /// LootLocker has banned the player. The error's ban tells for how long.
  KINPASS_EVENT_KIND_BANNED = 18,
  /// The account's store could not be read or written; the tokens in memory are kept. The error tells why.
  KINPASS_EVENT_KIND_STORE_FAILED = 19,
};

/// Which function started an operation.
KINPASS_INT32_ENUM(kinpass_operation_kind) {
  /// The event belongs to no operation.
  KINPASS_OPERATION_KIND_NONE = 0,
  /// kinpass_lootlocker_start_session
  KINPASS_OPERATION_KIND_LOOTLOCKER_START_SESSION = 1,
  /// kinpass_lootlocker_refresh_session
  KINPASS_OPERATION_KIND_LOOTLOCKER_REFRESH_SESSION = 2,
  /// kinpass_lootlocker_end_session
  KINPASS_OPERATION_KIND_LOOTLOCKER_END_SESSION = 3,
  /// kinpass_lootlocker_ping
  KINPASS_OPERATION_KIND_LOOTLOCKER_PING = 4,
  /// kinpass_discord_exchange_child_token
  KINPASS_OPERATION_KIND_DISCORD_EXCHANGE_CHILD_TOKEN = 20,
  /// kinpass_discord_refresh_token
  KINPASS_OPERATION_KIND_DISCORD_REFRESH_TOKEN = 21,
  /// kinpass_discord_revoke_token
  KINPASS_OPERATION_KIND_DISCORD_REVOKE_TOKEN = 22,
  /// kinpass_discord_exchange_code
  KINPASS_OPERATION_KIND_DISCORD_EXCHANGE_CODE = 23,
  /// kinpass_discord_authorize
  KINPASS_OPERATION_KIND_DISCORD_AUTHORIZE = 24,
  /// kinpass_discord_authorize_device
  KINPASS_OPERATION_KIND_DISCORD_AUTHORIZE_DEVICE = 25,
  /// kinpass_discord_get_provisional_token
  KINPASS_OPERATION_KIND_DISCORD_GET_PROVISIONAL_TOKEN = 26,
  /// kinpass_discord_unmerge_provisional_account
  KINPASS_OPERATION_KIND_DISCORD_UNMERGE_PROVISIONAL_ACCOUNT = 27,
  /// kinpass_discord_get_authorization
  KINPASS_OPERATION_KIND_DISCORD_GET_AUTHORIZATION = 28,
  /// kinpass_account_adopt_tokens
  KINPASS_OPERATION_KIND_ACCOUNT_ADOPT_TOKENS = 40,
  /// kinpass_account_sign_in
  KINPASS_OPERATION_KIND_ACCOUNT_SIGN_IN = 41,
  /// kinpass_account_get_child_token
  KINPASS_OPERATION_KIND_ACCOUNT_GET_CHILD_TOKEN = 42,
  /// kinpass_account_get_session
  KINPASS_OPERATION_KIND_ACCOUNT_GET_SESSION = 43,
  /// kinpass_account_refresh_session
  KINPASS_OPERATION_KIND_ACCOUNT_REFRESH_SESSION = 44,
  /// kinpass_account_request
  KINPASS_OPERATION_KIND_ACCOUNT_REQUEST = 45,
  /// kinpass_account_sign_out
  KINPASS_OPERATION_KIND_ACCOUNT_SIGN_OUT = 46,
};

/// Whose token it is.
KINPASS_INT32_ENUM(kinpass_token_kind) {
  /// None.
  KINPASS_TOKEN_KIND_NONE = 0,
  /// Of the publisher's application: it exchanges child tokens, and nothing connects with it.
  KINPASS_TOKEN_KIND_PARENT = 1,
  /// Of one game: for the Social SDK's Client::UpdateToken and for Bearer calls.
  KINPASS_TOKEN_KIND_CHILD = 2,
};

/// How much a log line matters.
KINPASS_INT32_ENUM(kinpass_log_level) {
  /// Nothing at all.
  KINPASS_LOG_LEVEL_OFF = 0,
  /// An operation failed for good, or a call was wrong.
  KINPASS_LOG_LEVEL_ERROR = 1,
  /// Something failed and is tried again.
  KINPASS_LOG_LEVEL_WARN = 2,
  /// What an account does, and what the player or the host decided: not linked yet, denied, cancelled.
  KINPASS_LOG_LEVEL_INFO = 3,
  /// Each request, with its status and time.
  KINPASS_LOG_LEVEL_DEBUG = 4,
  /// Each event that is queued.
  KINPASS_LOG_LEVEL_TRACE = 5,
};

/// Where an account stands.
KINPASS_INT32_ENUM(kinpass_account_state) {
  /// The store is still being read, or could not be so far.
  KINPASS_ACCOUNT_STATE_LOADING = 0,
  /// No tokens.
  KINPASS_ACCOUNT_STATE_SIGNED_OUT = 1,
  /// A sign-in waits for the player.
  KINPASS_ACCOUNT_STATE_LINKING = 2,
  /// Linked; a good parent token is at hand.
  KINPASS_ACCOUNT_STATE_LINKED = 3,
  /// Linked; the parent token is being renewed, or is over.
  KINPASS_ACCOUNT_STATE_RENEWING = 4,
  /// Linked; the network is away.
  KINPASS_ACCOUNT_STATE_OFFLINE = 5,
  /// Revoked or refused: link again.
  KINPASS_ACCOUNT_STATE_LINK_LOST = 6,
};

/// How the LootLocker game key is named in requests: LootLocker's documentation says `game_key`, its newer
/// SDKs say `game_api_key`.
KINPASS_INT32_ENUM(kinpass_game_key_field) {
  /// `game_key`
  KINPASS_GAME_KEY_FIELD_GAME_KEY = 0,
  /// `game_api_key`
  KINPASS_GAME_KEY_FIELD_GAME_API_KEY = 1,
};

/// Where accounts rest between runs.
KINPASS_INT32_ENUM(kinpass_store_kind) {
  /// Only in memory: the player links again in the next run.
  KINPASS_STORE_KIND_MEMORY = 0,
  /// The operating system's credential store. If there is none, operations say
  /// KINPASS_ERROR_STORE_UNAVAILABLE.
  KINPASS_STORE_KIND_SYSTEM = 1,
  /// A store of the host's own, by functions that it brings.
  KINPASS_STORE_KIND_HOST = 2,
};

/// How to link a player who is not linked yet.
KINPASS_INT32_ENUM(kinpass_sign_in_method) {
  /// Only from the store: KINPASS_ERROR_NOT_LINKED if there is no link.
  KINPASS_SIGN_IN_METHOD_SILENT = 0,
  /// In the browser, with a loopback redirect. See kinpass_discord_authorize.
  KINPASS_SIGN_IN_METHOD_BROWSER = 1,
  /// By user code. See kinpass_discord_authorize_device.
  KINPASS_SIGN_IN_METHOD_DEVICE = 2,
  /// The host opens the authorization page, gets the redirect itself, and hands it to
  /// kinpass_account_handle_redirect: mobile.
  KINPASS_SIGN_IN_METHOD_REDIRECT = 3,
  /// Without a Discord account. See kinpass_discord_get_provisional_token.
  KINPASS_SIGN_IN_METHOD_PROVISIONAL = 4,
};

/// A service that kinpass_account_request speaks to.
KINPASS_INT32_ENUM(kinpass_service) {
  /// LootLocker, with the session.
  KINPASS_SERVICE_LOOTLOCKER = 0,
  /// Discord, with a child token as Bearer.
  KINPASS_SERVICE_DISCORD = 1,
};

/// Who vouches for a player without a Discord account.
KINPASS_INT32_ENUM(kinpass_external_auth_type) {
  /// None.
  KINPASS_EXTERNAL_AUTH_TYPE_NONE = 0,
  /// An OpenID Connect ID token.
  KINPASS_EXTERNAL_AUTH_TYPE_OIDC = 1,
  /// Epic Online Services, access token.
  KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ACCESS_TOKEN = 2,
  /// Epic Online Services, ID token.
  KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ID_TOKEN = 3,
  /// Steam session ticket.
  KINPASS_EXTERNAL_AUTH_TYPE_STEAM_SESSION_TICKET = 4,
  /// Unity Services ID token.
  KINPASS_EXTERNAL_AUTH_TYPE_UNITY_SERVICES_ID_TOKEN = 5,
  /// Discord access token issued for a bot's provisional account.
  KINPASS_EXTERNAL_AUTH_TYPE_DISCORD_BOT_ISSUED_ACCESS_TOKEN = 6,
  /// Apple ID token.
  KINPASS_EXTERNAL_AUTH_TYPE_APPLE_ID_TOKEN = 7,
  /// PlayStation Network ID token.
  KINPASS_EXTERNAL_AUTH_TYPE_PLAYSTATION_NETWORK_ID_TOKEN = 8,
};

/// Which Discord token a LootLocker session is started with: whichever the game's LootLocker console expects.
KINPASS_INT32_ENUM(kinpass_lootlocker_token_source) {
  /// The child token of the account's own application.
  KINPASS_LOOTLOCKER_TOKEN_SOURCE_CHILD = 0,
  /// The parent's access token.
  KINPASS_LOOTLOCKER_TOKEN_SOURCE_PARENT = 1,
};

/// A buffer of the caller's for text. On success `size` is the length written, without the zero byte
/// that follows it; with KINPASS_ERROR_BUFFER_TOO_SMALL it is the length that there was no room for.
typedef struct {
  /// The caller's memory; may be NULL if `capacity` is 0.
  char *data;
  /// Its size in bytes. One more than the text is needed, for the zero byte.
  size_t capacity;
  /// Set by the library.
  size_t size;
} kinpass_buffer;

/// A UTF-8 string: where it is, and how many bytes long. {NULL, 0} is "absent".
typedef struct {
  /// The first byte.
  const char *data;
  /// The size in bytes, or KINPASS_ZERO_TERMINATED.
  size_t size;
} kinpass_string;

/// Hands a loaded record to the library: call it at most once from within `load`, with what was saved.
typedef void (*kinpass_store_sink)(void *sink,
                                   const char *data,
                                   size_t size);

/// Where accounts rest, in the host's hands: a save game, a platform's store, a server's database.
///
/// All run on the library's worker and may take their time; a slow one holds up only its own account. `key`
/// is text made of the player key, zero-terminated. A record is at most 64 KiB of UTF-8 text that holds
/// tokens: encrypt it where others can read it. Each returns 0 for success; any other number is reported as
/// KINPASS_ERROR_STORE_FAILED, from `lock` as KINPASS_ERROR_STORE_BUSY. `user_data` has to live as long as
/// the client.
typedef struct {
  /// sizeof(kinpass_store_functions)
  size_t struct_size;
  /// Handed to each function.
  void *user_data;
  /// Finds a record and hands it to `put(sink, data, size)`; does not call it if there is none. Required.
  int32_t (*load)(void *user_data,
                  const char *key,
                  kinpass_store_sink put,
                  void *sink);
  /// Replaces a record as a whole: after a crash either the old or the new one is there. Required.
  int32_t (*save)(void *user_data,
                  const char *key,
                  const char *data,
                  size_t size);
  /// Erases a record; success if there is none. Required.
  int32_t (*erase)(void *user_data,
                   const char *key);
  /// Takes the player's lock across all processes and machines that share the store, waiting at most
  /// `timeout_ms`; non-zero if it was not had: then it is asked for again, for up to a minute. A lock has
  /// to end by itself when its holder dies. Optional, together with `unlock`.
  int32_t (*lock)(void *user_data,
                  const char *key,
                  uint32_t timeout_ms);
  /// Lets go of the lock.
  int32_t (*unlock)(void *user_data,
                    const char *key);
} kinpass_store_functions;

/// A client.
typedef struct {
  /// 0 is never valid.
  uint64_t id;
} kinpass_client;

/// A started operation.
typedef struct {
  /// 0 is never valid.
  uint64_t id;
} kinpass_operation;

/// An open account.
typedef struct {
  /// 0 is never valid.
  uint64_t id;
} kinpass_account;

/// A player's ban, as LootLocker tells it.
typedef struct {
  /// `manual` or `chargeback`; other values may come.
  kinpass_string reason;
  /// Since when (ISO 8601).
  kinpass_string banned_on;
  /// Until when (ISO 8601); absent if permanent.
  kinpass_string banned_until;
  /// 1 if the ban has no end.
  uint8_t permanent;
} kinpass_ban;

/// What went wrong. No text in it holds a token, a secret or a raw body.
typedef struct {
  /// The same as the event's.
  kinpass_status status;
  /// The domain.
  kinpass_error_category category;
  /// The HTTP status, or 0 if there was no answer.
  int32_t http_status;
  /// 1 if the same call may work later without a change.
  uint8_t retryable;
  /// How many times the request was tried; 0 if it was not.
  uint32_t attempts;
  /// How long the service wants to be left alone, or 0 if it does not say.
  uint64_t retry_after_ms;
  /// The service's own code: a word (`invalid_grant`, `player_banned`) or a number as text; may be absent.
  kinpass_string code;
  /// For people, in English; for logs and bug reports, not for branching.
  kinpass_string message;
  /// The service's name for the request; may be absent.
  kinpass_string request_id;
  /// The service's trace id; may be absent.
  kinpass_string trace_id;
  /// The ban, with KINPASS_ERROR_PLAYER_BANNED; else NULL.
  const kinpass_ban *ban;
} kinpass_error;

/// A Discord token.
typedef struct {
  /// Parent or child. They are never interchangeable.
  kinpass_token_kind kind;
  /// 1 if it is of a provisional account.
  uint8_t provisional;
  /// The application that the token is for.
  kinpass_string application_id;
  /// The access token.
  kinpass_string access_token;
  /// The refresh token; child tokens have none, provisional ones may have none.
  kinpass_string refresh_token;
  /// The OpenID Connect ID token; may be absent.
  kinpass_string id_token;
  /// `Bearer`.
  kinpass_string token_type;
  /// The scopes granted, separated by spaces; may name more than was asked for.
  kinpass_string scope;
  /// For how long it is valid from now; an hour if the service does not tell. A child never outlives its
  /// parent.
  uint64_t expires_in_s;
} kinpass_token;

/// A LootLocker session. LootLocker tells no expiry: its end shows as KINPASS_ERROR_UNAUTHORIZED or
/// KINPASS_ERROR_FORBIDDEN on a later call.
typedef struct {
  /// For the header `x-session-token`.
  kinpass_string session_token;
  /// For kinpass_lootlocker_refresh_session; may be absent: then keep the one you have.
  kinpass_string refresh_token;
  /// The player's number.
  uint64_t player_id;
  /// The short public identifier.
  kinpass_string public_uid;
  /// The ULID; may be absent.
  kinpass_string player_ulid;
  /// The platform's identifier of the player; may be absent.
  kinpass_string player_identifier;
  /// The player's name; may be absent.
  kinpass_string player_name;
  /// ISO 8601 with offset; may be absent.
  kinpass_string player_created_at;
  /// May be absent.
  kinpass_string last_seen;
  /// May be absent.
  kinpass_string wallet_id;
  /// 1 if the player has been here before.
  uint8_t seen_before;
  /// 1 if there are grant notifications to fetch.
  uint8_t check_grant_notifications;
  /// 1 if there are deactivation notifications to fetch.
  uint8_t check_deactivation_notifications;
  /// Experience points.
  int64_t xp;
  /// Level.
  int64_t level;
  /// Balance.
  int64_t account_balance;
  /// DLCs to check: `check_dlcs_count` strings.
  const kinpass_string *check_dlcs;
  /// Number of `check_dlcs`.
  size_t check_dlcs_count;
  /// What LootLocker complains about in spite of success, such as a refused `player_name`.
  const kinpass_string *warnings;
  /// Number of `warnings`.
  size_t warnings_count;
  /// The level thresholds as a JSON object; may be absent.
  kinpass_string level_thresholds_json;
} kinpass_session;

/// What an access token stands for (`GET oauth2/@me`).
typedef struct {
  /// The application.
  kinpass_string application_id;
  /// Its name.
  kinpass_string application_name;
  /// The scopes, separated by spaces.
  kinpass_string scope;
  /// When the token ends (ISO 8601).
  kinpass_string expires;
  /// The user; absent without the scope for it.
  kinpass_string user_id;
  /// The user's name; may be absent.
  kinpass_string user_name;
  /// The user's display name; may be absent.
  kinpass_string user_global_name;
} kinpass_authorization;

/// What a device shows its player.
typedef struct {
  /// The code to enter.
  kinpass_string user_code;
  /// The page to enter it at.
  kinpass_string verification_uri;
  /// The page with the code filled in: for a QR code. May be absent.
  kinpass_string verification_uri_complete;
  /// For how long the code is good.
  uint64_t expires_in_s;
} kinpass_user_code;

/// An answer as it came: for fields that this header does not name. It may hold tokens: do not log it.
typedef struct {
  /// The HTTP status.
  int32_t http_status;
  /// The body, as text.
  kinpass_string body;
} kinpass_response;

/// What happened. Pointers that do not belong to the kind are NULL. All of it is valid until the callback
/// returns, or until kinpass_event_release if it came from kinpass_client_next_event.
typedef struct {
  /// The size that the library gave it. Newer versions add fields at the end.
  size_t struct_size;
  /// What it tells.
  kinpass_event_kind kind;
  /// The function that started the operation.
  kinpass_operation_kind operation_kind;
  /// What the operation came to, or the error that an account event reports.
  kinpass_status status;
  /// The client.
  kinpass_client client;
  /// The operation; zero for account events.
  kinpass_operation operation;
  /// The account; zero if none.
  kinpass_account account;
  /// From the kinpass_callback.
  void *user_data;
  /// The details; NULL on success.
  const kinpass_error *error;
  /// A parent or child token.
  const kinpass_token *token;
  /// A LootLocker session.
  const kinpass_session *session;
  /// What a token stands for.
  const kinpass_authorization *authorization;
  /// A device's user code.
  const kinpass_user_code *user_code;
  /// The page to open, with KINPASS_EVENT_KIND_AUTHORIZATION_URL; else absent.
  kinpass_string url;
  /// The answer as it came, success or not; NULL if there was none.
  const kinpass_response *response;
} kinpass_event;

/// Receives an event. It may not throw, and may not release the event.
typedef void (*kinpass_event_function)(const kinpass_event *event,
                                       void *user_data);

/// Lets go of a `user_data`. Runs where the last event is delivered or released, or the client destroyed.
typedef void (*kinpass_release_function)(void *user_data);

/// Who receives the events of an operation or account. All three may be NULL.
typedef struct {
  /// Called by kinpass_client_poll, or on the worker; not called for events that are pulled.
  kinpass_event_function function;
  /// Handed to `function` and `release`, and found in each event.
  void *user_data;
  /// Called once, after the last use of `user_data`.
  kinpass_release_function release;
} kinpass_callback;

/// Receives a log line: zero-terminated UTF-8, borrowed until it returns. Runs on any thread, also on the
/// library's own, and on several at once. It may call kinpass_client_set_log, and no other function.
typedef void (*kinpass_log_function)(kinpass_log_level level,
                                     const char *target,
                                     const char *text,
                                     void *user_data);

/// How a client works. Zero or absent means the default, for every field.
typedef struct {
  /// sizeof(kinpass_config)
  size_t struct_size;
  /// Discord: the publisher's (parent) application id, as decimal text.
  kinpass_string discord_application_id;
  /// Discord: the client secret of a confidential publisher application. For servers: never ship it.
  kinpass_string discord_client_secret;
  /// Default `https://discord.com/api/v10`.
  kinpass_string discord_api_url;
  /// Default `https://discord.com/oauth2/authorize`.
  kinpass_string discord_authorize_url;
  /// A publisher's own backend that does the child exchange in place of
  /// `{discord_api_url}/partner-sdk/child-token`: the same JSON in and out, with the secret added there.
  kinpass_string child_token_url;
  /// Sent as `Authorization` header to `child_token_url`, and nowhere else. A secret.
  kinpass_string child_token_authorization;
  /// LootLocker: the game key (`dev_...` or `prod_...`).
  kinpass_string lootlocker_game_key;
  /// LootLocker: two to four numbers separated by dots, without leading zeros. Default `1.0.0.0`.
  kinpass_string lootlocker_game_version;
  /// LootLocker: the domain key; makes the address `https://{domain_key}.api.lootlocker.com`.
  kinpass_string lootlocker_domain_key;
  /// LootLocker: the address, default `https://api.lootlocker.com`. Takes precedence over the domain key.
  kinpass_string lootlocker_url;
  /// For example `http://proxy.example:3128` or `socks5h://proxy.example:1080`. Default: the environment's
  /// (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` and so on), else what is set in Windows or macOS; neither for
  /// loopback addresses. `none` turns proxies off.
  kinpass_string proxy_url;
  /// More certificate authorities to trust, as PEM.
  kinpass_string ca_certificates_pem;
  /// Appended to the user agent: `MyGame/1.2`.
  kinpass_string user_agent_suffix;
  /// For connecting, TLS included. Default 10,000.
  uint32_t connect_timeout_ms;
  /// For one request from start to end. Default 30,000.
  uint32_t request_timeout_ms;
  /// Longest wait before a try. Default 60,000. An operation that would have to wait longer, by its
  /// own answer or by one that another operation got, ends at once and says how long.
  uint32_t max_retry_delay_ms;
  /// How often a request is sent at most. Default 4; 1 means no retries.
  uint32_t max_attempts;
  /// How many requests run at once at most. Default 4, up to 64.
  uint32_t max_in_flight;
  /// How many operations may be open at once. Default 65,536.
  uint32_t max_operations;
  /// One of kinpass_game_key_field.
  int32_t lootlocker_game_key_field;
  /// One of kinpass_store_kind.
  int32_t store;
  /// 1: send `child_application_id` as a JSON number, as an older specification says. Default: as text.
  uint8_t child_application_id_as_number;
  /// 1: callbacks run on a thread of the library, one at a time.
  uint8_t callbacks_on_worker;
  /// Must be 0.
  uint8_t reserved[6];
  /// Names the application in the operating system's credential store. Default `kinpass`.
  kinpass_string store_service;
  /// The functions of KINPASS_STORE_KIND_HOST; copied. NULL otherwise.
  const kinpass_store_functions *store_functions;
  /// Receives the events that have no callback of their own; copied. NULL for none.
  const kinpass_callback *event_callback;
  /// The client's log function from the beginning, so that a creation that is refused is logged, too. As for
  /// kinpass_client_set_log: `log_user_data` stays the caller's.
  kinpass_log_function log_function;
  /// Handed to `log_function`.
  void *log_user_data;
  /// One of kinpass_log_level. Default KINPASS_LOG_LEVEL_INFO; for none leave `log_function` NULL.
  int32_t log_level;
} kinpass_config;

/// A log line that was kept. All of it is valid until kinpass_log_line_release.
typedef struct {
  /// The size that the library gave it. Newer versions add fields at the end.
  size_t struct_size;
  /// How much it matters.
  kinpass_log_level level;
  /// Which part of the library speaks: `call`, `operation`, `account`, `http`, `events`; others may come.
  kinpass_string target;
  /// What it says, in English. No token and no secret.
  kinpass_string text;
  /// How many lines came between the one handed out before and this one, and were dropped for want of room.
  uint64_t dropped;
} kinpass_log_line;

/// For kinpass_lootlocker_start_session.
typedef struct {
  /// sizeof(kinpass_lootlocker_start_session_options)
  size_t struct_size;
  /// The Discord access token: the game's child token, or the parent's, as LootLocker's console is set up.
  kinpass_string access_token;
  /// In place of `access_token`: Discord's refresh token, which LootLocker documents as possible.
  kinpass_string refresh_token;
  /// Default: the client's.
  kinpass_string game_key;
  /// Default: the client's.
  kinpass_string game_version;
  /// Optional: the name a new player gets. A refused name shows in the session's `warnings`.
  kinpass_string player_name;
  /// Optional: an IANA time zone name.
  kinpass_string timezone;
} kinpass_lootlocker_start_session_options;

/// For kinpass_lootlocker_refresh_session.
typedef struct {
  /// sizeof(kinpass_lootlocker_refresh_session_options)
  size_t struct_size;
  /// The refresh token that LootLocker returned. Required.
  kinpass_string refresh_token;
  /// Default: the client's.
  kinpass_string game_key;
  /// Default: the client's.
  kinpass_string game_version;
  /// Optional: a new name for the player. A refused name shows in the session's `warnings`.
  kinpass_string player_name;
  /// Optional: an IANA time zone name.
  kinpass_string timezone;
} kinpass_lootlocker_refresh_session_options;

/// For kinpass_discord_exchange_child_token.
typedef struct {
  /// sizeof(kinpass_discord_exchange_child_token_options)
  size_t struct_size;
  /// The publisher application's access token. Required.
  kinpass_string parent_access_token;
  /// The game's application id, as decimal text. Required.
  kinpass_string child_application_id;
  /// For how long the parent token is still valid, if known: the child's `expires_in_s` is no longer.
  uint64_t parent_expires_in_s;
} kinpass_discord_exchange_child_token_options;

/// For kinpass_discord_revoke_token.
typedef struct {
  /// sizeof(kinpass_discord_revoke_token_options)
  size_t struct_size;
  /// The token. Required.
  kinpass_string token;
  /// The application that the token was issued for, as decimal text. Default: the client's, the parent. For a
  /// child token the game's.
  kinpass_string application_id;
  /// The secret of that application, if it has one. Default: the client's with the client's application, else
  /// none. Servers only.
  kinpass_string client_secret;
} kinpass_discord_revoke_token_options;

/// For kinpass_discord_create_authorization.
typedef struct {
  /// sizeof(kinpass_discord_create_authorization_options)
  size_t struct_size;
  /// Where Discord sends the player afterwards, as registered. Required.
  kinpass_string redirect_uri;
  /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
  kinpass_string scope;
  /// `none` or `consent`; optional.
  kinpass_string prompt;
  /// For the ID token; optional.
  kinpass_string nonce;
} kinpass_discord_create_authorization_options;

/// For kinpass_discord_exchange_code.
typedef struct {
  /// sizeof(kinpass_discord_exchange_code_options)
  size_t struct_size;
  /// The code from the redirect. Required.
  kinpass_string code;
  /// The redirect URI of the authorization, to the letter. Required.
  kinpass_string redirect_uri;
  /// The verifier from kinpass_discord_create_authorization. Required for public clients.
  kinpass_string code_verifier;
  /// To merge a provisional account: its type, one of kinpass_external_auth_type.
  int32_t external_auth_type;
  /// To merge a provisional account: its token.
  kinpass_string external_auth_token;
} kinpass_discord_exchange_code_options;

/// For kinpass_discord_authorize.
typedef struct {
  /// sizeof(kinpass_discord_authorize_options)
  size_t struct_size;
  /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
  kinpass_string scope;
  /// `none` or `consent`; optional.
  kinpass_string prompt;
  /// For the ID token; optional.
  kinpass_string nonce;
  /// The path of the loopback redirect. Default `/callback`.
  kinpass_string redirect_path;
  /// The port of the loopback redirect. Default: any free one.
  uint32_t redirect_port;
  /// How long the player may take. Default 300,000.
  uint32_t timeout_ms;
  /// 1: do not open the browser; the host opens the page of the event KINPASS_EVENT_KIND_AUTHORIZATION_URL.
  uint8_t host_opens_browser;
  /// To merge a provisional account: its type, one of kinpass_external_auth_type.
  int32_t external_auth_type;
  /// To merge a provisional account: its token.
  kinpass_string external_auth_token;
  /// On the page that the player sees at the end: the name of your game, up to 100 characters; optional.
  kinpass_string page_title;
  /// On that page: your colour, as `#rrggbb`. Default: a green.
  kinpass_string page_accent;
  /// In place of that page, once the player is linked: your own HTML, up to 65,536 bytes. Styles, images and
  /// fonts have to be in it; scripts do not run.
  kinpass_string page_success_html;
  /// Likewise, where the player said no or the sign-in failed.
  kinpass_string page_failure_html;
} kinpass_discord_authorize_options;

/// For kinpass_discord_authorize_device.
typedef struct {
  /// sizeof(kinpass_discord_authorize_device_options)
  size_t struct_size;
  /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
  kinpass_string scope;
  /// To merge a provisional account: its type, one of kinpass_external_auth_type.
  int32_t external_auth_type;
  /// To merge a provisional account: its token.
  kinpass_string external_auth_token;
} kinpass_discord_authorize_device_options;

/// For kinpass_discord_get_provisional_token and kinpass_discord_unmerge_provisional_account: either the
/// type and token of a player's external identity, or a server's bot token with the user id it chose.
typedef struct {
  /// sizeof(kinpass_discord_provisional_options)
  size_t struct_size;
  /// One of kinpass_external_auth_type.
  int32_t external_auth_type;
  /// The external identity's token, up to 10,240 bytes.
  kinpass_string external_auth_token;
  /// Servers only: the publisher's bot token. Never ship it.
  kinpass_string bot_token;
  /// With `bot_token`: the server's id of the player, up to 1,024 bytes.
  kinpass_string external_user_id;
  /// With `bot_token`, for a token: the name to show, up to 32 characters; optional.
  kinpass_string preferred_global_name;
  /// With `bot_token`, for a token: the Discord user id of a provisional account that is there already, as
  /// decimal text; optional.
  kinpass_string provisional_user_id;
} kinpass_discord_provisional_options;

/// For kinpass_account_open.
typedef struct {
  /// sizeof(kinpass_account_open_options)
  size_t struct_size;
  /// The host's name for the player: one stored record each. Required.
  kinpass_string player_key;
  /// The game's own (child) application id: for the LootLocker session and wherever none is named.
  kinpass_string application_id;
  /// LootLocker game key. Default: the client's.
  kinpass_string game_key;
  /// LootLocker game version. Default: the client's.
  kinpass_string game_version;
  /// One of kinpass_lootlocker_token_source.
  int32_t lootlocker_token_source;
  /// How long before its end a token is renewed. Default 600; at most a tenth of its life; jitter is added.
  uint32_t renew_ahead_s;
  /// 1: renew only when asked. Default: before expiry, by itself.
  uint8_t no_automatic_renewal;
} kinpass_account_open_options;

/// A look at an account, from memory.
typedef struct {
  /// sizeof(kinpass_account_info), set by the caller.
  size_t struct_size;
  /// Where it stands.
  kinpass_account_state state;
  /// 1 if it is a provisional account.
  uint8_t provisional;
  /// 1 if the parent token can be refreshed.
  uint8_t can_renew;
  /// 1 if there is a LootLocker session.
  uint8_t has_session;
  /// For how long the parent token is still valid; 0 if there is none.
  uint64_t token_expires_in_s;
  /// How many child tokens are at hand.
  uint32_t child_tokens;
} kinpass_account_info;

/// For kinpass_account_adopt_tokens: a parent token that the host already has.
typedef struct {
  /// sizeof(kinpass_account_adopt_tokens_options)
  size_t struct_size;
  /// The parent's access token. Required.
  kinpass_string access_token;
  /// The parent's refresh token; without it the token can't be renewed.
  kinpass_string refresh_token;
  /// For how long the access token is still valid. 0: unknown; then it is renewed at once if it can be, else
  /// trusted for an hour.
  uint64_t expires_in_s;
  /// Its scopes, separated by spaces; optional.
  kinpass_string scope;
  /// 1 if it is of a provisional account.
  uint8_t provisional;
} kinpass_account_adopt_tokens_options;

/// For kinpass_account_sign_in.
typedef struct {
  /// sizeof(kinpass_account_sign_in_options)
  size_t struct_size;
  /// One of kinpass_sign_in_method: what to do if the store holds no link.
  int32_t method;
  /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
  kinpass_string scope;
  /// `none` or `consent`; optional.
  kinpass_string prompt;
  /// For the ID token; optional.
  kinpass_string nonce;
  /// Browser: the path of the loopback redirect, default `/callback`. Redirect: the whole redirect URI,
  /// default `discord-{application id}:/authorize/callback`.
  kinpass_string redirect;
  /// Browser: the port of the loopback redirect. Default: any free one.
  uint32_t redirect_port;
  /// How long the player may take. Default 300,000. A device code ends when Discord says.
  uint32_t timeout_ms;
  /// 1: the host opens the page of KINPASS_EVENT_KIND_AUTHORIZATION_URL.
  uint8_t host_opens_browser;
  /// 1: link anew even if the store holds a link; with BROWSER, DEVICE or REDIRECT it upgrades a
  /// provisional account.
  uint8_t link_again;
  /// PROVISIONAL, or to merge a provisional account into the linked one: one of kinpass_external_auth_type.
  int32_t external_auth_type;
  /// The external identity's token.
  kinpass_string external_auth_token;
  /// Browser, on the page that the player sees at the end: the name of your game, up to 100 characters;
  /// optional.
  kinpass_string page_title;
  /// On that page: your colour, as `#rrggbb`. Default: a green.
  kinpass_string page_accent;
  /// In place of that page, once the player is linked: your own HTML, up to 65,536 bytes. Styles, images and
  /// fonts have to be in it; scripts do not run.
  kinpass_string page_success_html;
  /// Likewise, where the player said no or the sign-in failed.
  kinpass_string page_failure_html;
} kinpass_account_sign_in_options;

/// For kinpass_account_get_child_token.
typedef struct {
  /// sizeof(kinpass_account_get_child_token_options)
  size_t struct_size;
  /// The game's application id. Default: the account's `application_id`.
  kinpass_string application_id;
  /// For how long the token still has to be valid. Default 60.
  uint32_t min_validity_s;
  /// 1: exchange anew even if a good one is at hand.
  uint8_t force;
} kinpass_account_get_child_token_options;

/// For kinpass_account_request.
typedef struct {
  /// sizeof(kinpass_account_request_options)
  size_t struct_size;
  /// One of kinpass_service.
  int32_t service;
  /// `GET` (default), `POST`, `PUT`, `PATCH` or `DELETE`.
  kinpass_string method;
  /// Path and query below the service's base, beginning with `/`: `/game/player/name`, `/users/@me`.
  /// Required.
  kinpass_string path;
  /// JSON; absent for none.
  kinpass_string body_json;
  /// Discord: whose child token. Default: the account's `application_id`.
  kinpass_string application_id;
} kinpass_account_request_options;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/// The version of the library as a number: major * 1,000,000 + minor * 1,000 + patch.
///
/// **Thread** any. **Blocks** no. **Errors** none. **Since** 0.1.
KINPASS_API
uint32_t kinpass_version(void);

/// The version of the library as text, such as `0.1.0`.
///
/// **Thread** any. **Blocks** no. **Ownership** static. **Errors** none. **Since** 0.1.
KINPASS_API
const char *kinpass_version_string(void);

/// The ABI version of the library. A wrapper compares it with the KINPASS_ABI_VERSION it was built with.
///
/// **Thread** any. **Blocks** no. **Errors** none. **Since** 0.1.
KINPASS_API
uint32_t kinpass_abi_version(void);

/// The name of a status, such as `KINPASS_ERROR_TIMEOUT`; never NULL, whatever the number.
///
/// **Thread** any. **Blocks** no. **Ownership** static. **Errors** none. **Since** 0.1.
KINPASS_API
const char *kinpass_status_name(int32_t status);

/// The domain of a status, as an event's error tells it. Of a number that this version does not know the
/// hundreds tell it, too; KINPASS_ERROR_CATEGORY_NONE for KINPASS_OK, a number below it, or one of no domain.
///
/// **Thread** any. **Blocks** no. **Errors** none. **Since** 0.1.
KINPASS_API
kinpass_error_category kinpass_status_category(int32_t status);

/// Tells why a call on this thread was refused, as one line of English for logs and bug reports: the
/// function, the argument, what was expected, what came.
/// `kinpass_account_open: application_id: decimal digits expected, got "my-app"`.
/// What may be a secret is never repeated, nor a long text; short ones and addresses are, escaped.
///
/// Pass the `status` that the call returned: then the reason is that call's, or empty. With 0 it is the last
/// refused call's, whichever that was. Each thread keeps one, until its next refused call; calls that succeed
/// leave it alone. Empty, too, before the first, and while the thread is ending. A buffer of 512 bytes is
/// always large enough.
///
/// Not refused, and so neither kept nor logged, is what a right call can come to:
/// KINPASS_ERROR_BUFFER_TOO_SMALL, KINPASS_ERROR_NO_TOKEN, KINPASS_ERROR_TIMEOUT, KINPASS_ERROR_CANCELLED.
/// What an operation came to is told by its event.
///
/// **Thread** any; it tells of its own. **Blocks** no. **Ownership** the buffer is the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT (NULL), KINPASS_ERROR_BUFFER_TOO_SMALL (only its `size` is set);
/// neither is kept. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_last_refusal(int32_t status,
                                    kinpass_buffer *reason);

/// Sets the defaults. Call it as `kinpass_config_init(&config, sizeof config)`.
///
/// **Thread** any. **Blocks** no. **Ownership** `config` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_config_init(kinpass_config *config,
                                   size_t struct_size);

/// Makes a client. Costs microseconds: TLS and connections are set up on the worker. Any number of clients
/// live side by side, up to 65,536, and come and go without end. A client is of its process: one that is
/// forked off has none.
///
/// **Thread** any. **Blocks** no. **Ownership** `config` is copied; end with kinpass_client_destroy.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_INSECURE_URL, KINPASS_ERROR_UNSUPPORTED (store not built
/// in), KINPASS_ERROR_LIMIT. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_create(const kinpass_config *config,
                                     kinpass_client *client);

/// Ends a client. No new operation starts; open ones complete as KINPASS_ERROR_CANCELLED; their callbacks,
/// and those of events not yet delivered, run within this call on this thread. Afterwards the handle is stale
/// and no callback runs. Events that were pulled stay valid until they are released. A host that only pulls
/// calls kinpass_client_cancel_all and pulls the rest first, if it wants to see each completion.
///
/// **Thread** any but a callback of this client. **Blocks** at most `timeout_ms` (0: 2,000): until callbacks
/// on other threads and store functions have returned, and accounts have stored what they have to.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_REENTRANT, KINPASS_ERROR_TIMEOUT (destroyed, but a
/// function of the host had not returned, or a record was not stored yet). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_destroy(kinpass_client client,
                                      uint32_t timeout_ms);

/// Delivers the events that are waiting, by calling their callbacks on this thread; events without one go to
/// kinpass_config.event_callback, or are dropped. `delivered` may be NULL. With nothing to do it costs
/// nanoseconds: call it every frame.
///
/// **Thread** any but a callback of this client. **Blocks** no longer than the callbacks.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_REENTRANT,
/// KINPASS_ERROR_INVALID_STATE (with `callbacks_on_worker`). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_poll(kinpass_client client,
                                   uint32_t *delivered);

/// Hands out the next event, or NULL if there is none. No callback is called: for hosts that can't be called
/// from native code.
///
/// **Thread** any, also a callback. **Blocks** no. **Ownership** release it with kinpass_event_release.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STATE (with
/// `callbacks_on_worker`). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_next_event(kinpass_client client,
                                         const kinpass_event **event);

/// Lets go of an event from kinpass_client_next_event, and wipes its strings. Works after the client is
/// destroyed, too. Call it once for each event: afterwards its address may be that of another, which a second
/// call would take from its owner.
///
/// **Thread** any. **Blocks** no. **Ownership** takes the event.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT (NULL), KINPASS_ERROR_INVALID_HANDLE (no event has that
/// address). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_event_release(const kinpass_event *event);

/// Waits until an event is ready to be polled or pulled. For tools; a game polls every frame instead.
///
/// **Thread** any but a callback of this client. **Blocks** at most `timeout_ms`.
/// **Errors** KINPASS_ERROR_TIMEOUT (no event), KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_REENTRANT,
/// KINPASS_ERROR_INVALID_STATE (with `callbacks_on_worker`), KINPASS_ERROR_CANCELLED (destroyed meanwhile).
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_wait(kinpass_client client,
                                   uint32_t timeout_ms);

/// Cancels every open operation of the client, as kinpass_operation_cancel does.
///
/// **Thread** any. **Blocks** no. **Errors** KINPASS_ERROR_INVALID_HANDLE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_cancel_all(kinpass_client client);

/// Completes an operation as KINPASS_ERROR_CANCELLED at once, unless it has completed already. The service
/// may have acted all the same. Calling it again changes nothing.
///
/// **Thread** any. **Blocks** no.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE (also: its completion was delivered; harmless). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_operation_cancel(kinpass_operation operation);

/// Sets, replaces or (with NULL) clears the client's log function. Lines above `level` are not made.
///
/// **Thread** any, also the log function itself. **Blocks** until calls of the former function on other
/// threads have returned; after that none comes. **Ownership** `user_data` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT (no such level). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_set_log(kinpass_client client,
                                      int32_t level,
                                      kinpass_log_function function,
                                      void *user_data);

/// Keeps the client's log lines up to `level`, for kinpass_client_next_log_line: at most `max_lines` (0: 256;
/// up to 65,536). When there are more, the oldest is dropped, and counted. KINPASS_LOG_LEVEL_OFF keeps none,
/// and drops what was kept. A client begins with none. A log function beside it has a level of its own.
///
/// **Thread** any. **Blocks** no. **Ownership** lines that were handed out stay valid.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT (no such level, too many lines).
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_keep_log(kinpass_client client,
                                       int32_t level,
                                       uint32_t max_lines);

/// Hands out the oldest log line that is kept, or NULL if there is none. For hosts that can't be called from
/// native code; works with `callbacks_on_worker`, too. The line that tells why something failed is there
/// before the event of the failure. With nothing to do it costs nanoseconds: call it every frame.
/// kinpass_client_wait knows nothing of lines; kinpass_client_destroy drops them.
///
/// **Thread** any, also a callback. **Blocks** no. **Ownership** release it with kinpass_log_line_release.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT (NULL). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_client_next_log_line(kinpass_client client,
                                            const kinpass_log_line **line);

/// Lets go of a line from kinpass_client_next_log_line. Works after the client is destroyed, too. Call it
/// once for each line: afterwards its address may be that of another, which a second call would take from its
/// owner.
///
/// **Thread** any. **Blocks** no. **Ownership** takes the line.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT (NULL), KINPASS_ERROR_INVALID_HANDLE (no line has that address).
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_log_line_release(const kinpass_log_line *line);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_lootlocker_start_session_options_init(kinpass_lootlocker_start_session_options *options,
                                                             size_t struct_size);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_lootlocker_refresh_session_options_init(kinpass_lootlocker_refresh_session_options *options,
                                                               size_t struct_size);

/// Starts a LootLocker session with a Discord token. The completion carries `session`.
/// Tried again after 429, 5xx and connection faults.
/// Remote: `POST {lootlocker_url}/game/session/discord`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event also KINPASS_ERROR_UNAUTHORIZED,
/// KINPASS_ERROR_PLAYER_BANNED, and those of the network and of answers. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_lootlocker_start_session(kinpass_client client,
                                                const kinpass_lootlocker_start_session_options *options,
                                                const kinpass_callback *callback,
                                                kinpass_operation *operation);

/// Refreshes a LootLocker session. The completion carries `session`. With
/// KINPASS_ERROR_SESSION_EXPIRED start a new one.
/// Remote: `POST {lootlocker_url}/game/session/discord`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_lootlocker_start_session; by event also KINPASS_ERROR_SESSION_EXPIRED
/// (HTTP 401 or 400). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_lootlocker_refresh_session(kinpass_client client,
                                                  const kinpass_lootlocker_refresh_session_options *options,
                                                  const kinpass_callback *callback,
                                                  kinpass_operation *operation);

/// Ends a LootLocker session. One that turns out to be gone when an attempt is repeated counts as ended.
/// Remote: `DELETE {lootlocker_url}/game/v1/session`.
///
/// **Thread** any. **Blocks** no. **Ownership** `session_token` and `callback` are copied.
/// **Errors** as kinpass_lootlocker_start_session. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_lootlocker_end_session(kinpass_client client,
                                              kinpass_string session_token,
                                              const kinpass_callback *callback,
                                              kinpass_operation *operation);

/// Asks whether a session still lives: KINPASS_OK, or KINPASS_ERROR_UNAUTHORIZED, or KINPASS_ERROR_FORBIDDEN.
/// Remote: `GET {lootlocker_url}/game/ping`.
///
/// **Thread** any. **Blocks** no. **Ownership** `session_token` and `callback` are copied.
/// **Errors** as kinpass_lootlocker_start_session. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_lootlocker_ping(kinpass_client client,
                                       kinpass_string session_token,
                                       const kinpass_callback *callback,
                                       kinpass_operation *operation);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_exchange_child_token_options_init(kinpass_discord_exchange_child_token_options *options,
                                                                 size_t struct_size);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_revoke_token_options_init(kinpass_discord_revoke_token_options *options,
                                                         size_t struct_size);

/// Exchanges the parent's access token for the token of one game. The completion carries `token`, of kind
/// KINPASS_TOKEN_KIND_CHILD. Children are never refreshed: exchange anew. A configured client secret is sent
/// along; with `child_token_url` set the publisher's backend is asked, and no secret is sent.
/// Remote: `POST {discord_api_url}/partner-sdk/child-token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event also KINPASS_ERROR_UNAUTHORIZED,
/// KINPASS_ERROR_INVALID_CLIENT, KINPASS_ERROR_BAD_REQUEST, and those of the network and of answers.
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_exchange_child_token(kinpass_client client,
                                                    const kinpass_discord_exchange_child_token_options *options,
                                                    const kinpass_callback *callback,
                                                    kinpass_operation *operation);

/// Refreshes the parent's tokens. The completion carries `token`, with a **new** refresh token; the old
/// access and refresh token are dead: store the new ones before you use them. Not repeatable: after a lost
/// answer it is tried at most once more, then says KINPASS_ERROR_OUTCOME_UNKNOWN.
/// Remote: `POST {discord_api_url}/oauth2/token`, `grant_type=refresh_token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `refresh_token` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token; by event also KINPASS_ERROR_INVALID_GRANT (final),
/// KINPASS_ERROR_OUTCOME_UNKNOWN. Needs `discord_application_id`. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_refresh_token(kinpass_client client,
                                             kinpass_string refresh_token,
                                             const kinpass_callback *callback,
                                             kinpass_operation *operation);

/// Revokes a token of the parent, and with it **all** of this player's tokens of the publisher: the player
/// unlinks, every child dies. With a child token and its `application_id` that game's tokens alone. A token
/// that is not of the application named here is KINPASS_OK, and lives on: so Discord has it.
/// Remote: `POST {discord_api_url}/oauth2/token/revoke`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token. Needs `discord_application_id`, or `application_id`.
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_revoke_token(kinpass_client client,
                                            const kinpass_discord_revoke_token_options *options,
                                            const kinpass_callback *callback,
                                            kinpass_operation *operation);

/// Asks Discord what an access token stands for. The completion carries `authorization`.
/// Remote: `GET {discord_api_url}/oauth2/@me`.
///
/// **Thread** any. **Blocks** no. **Ownership** `access_token` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_get_authorization(kinpass_client client,
                                                 kinpass_string access_token,
                                                 const kinpass_callback *callback,
                                                 kinpass_operation *operation);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_create_authorization_options_init(kinpass_discord_create_authorization_options *options,
                                                                 size_t struct_size);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_exchange_code_options_init(kinpass_discord_exchange_code_options *options,
                                                          size_t struct_size);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_authorize_options_init(kinpass_discord_authorize_options *options,
                                                      size_t struct_size);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_authorize_device_options_init(kinpass_discord_authorize_device_options *options,
                                                             size_t struct_size);

/// Makes the address of Discord's authorization page, with fresh PKCE verifier and state. Nothing is sent.
/// After the redirect compare its `state` with yours, and hand its `code` with the verifier to
/// kinpass_discord_exchange_code.
/// Remote: the page `{discord_authorize_url}`. Buffers of 2,048, 129 and 65 bytes are enough, but for an
/// uncommonly long redirect URI, scope or nonce.
///
/// **Thread** any. **Blocks** no. **Ownership** the buffers are the caller's. With
/// KINPASS_ERROR_BUFFER_TOO_SMALL only their `size` is set.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_BUFFER_TOO_SMALL. Needs `discord_application_id`.
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_create_authorization(kinpass_client client,
                                                    const kinpass_discord_create_authorization_options *options,
                                                    kinpass_buffer *url,
                                                    kinpass_buffer *code_verifier,
                                                    kinpass_buffer *state);

/// Exchanges the code of a redirect for the parent's tokens. The completion carries `token`. Not repeatable,
/// as kinpass_discord_refresh_token.
/// Remote: `POST {discord_api_url}/oauth2/token`, `grant_type=authorization_code`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_refresh_token; by event also KINPASS_ERROR_EXTERNAL_TOKEN. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_exchange_code(kinpass_client client,
                                             const kinpass_discord_exchange_code_options *options,
                                             const kinpass_callback *callback,
                                             kinpass_operation *operation);

/// Links a player in the browser: opens Discord's page, listens on a free loopback port for the redirect,
/// checks its state, exchanges the code, and shows a page that says what came of it and sends the player back
/// to the game. The completion carries `token`. KINPASS_EVENT_KIND_AUTHORIZATION_URL comes first if the host
/// opens the page. Register `http://127.0.0.1/callback` as redirect with Discord; any port is accepted.
/// Remote: the page `{discord_authorize_url}`, then `POST {discord_api_url}/oauth2/token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_code; by event also KINPASS_ERROR_ACCESS_DENIED,
/// KINPASS_ERROR_TIMEOUT, KINPASS_ERROR_BROWSER, KINPASS_ERROR_INVALID_STATE (no such port to be had).
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_authorize(kinpass_client client,
                                         const kinpass_discord_authorize_options *options,
                                         const kinpass_callback *callback,
                                         kinpass_operation *operation);

/// Links a player on a device without browser or keyboard. An event KINPASS_EVENT_KIND_USER_CODE tells what
/// to show; then the library asks Discord, as often as Discord allows, until the player has answered or the
/// code has ended. Outages, limits and broken connections do not end it. The completion carries `token`.
/// Remote: `POST {discord_api_url}/oauth2/device/authorize`, then `POST {discord_api_url}/oauth2/token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_code; by event also KINPASS_ERROR_ACCESS_DENIED,
/// KINPASS_ERROR_AUTHORIZATION_EXPIRED. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_authorize_device(kinpass_client client,
                                                const kinpass_discord_authorize_device_options *options,
                                                const kinpass_callback *callback,
                                                kinpass_operation *operation);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_provisional_options_init(kinpass_discord_provisional_options *options,
                                                        size_t struct_size);

/// Gets a parent token for a player without a Discord account. The completion carries `token`, with
/// `provisional` set and often no refresh token.
/// Remote: `POST {discord_api_url}/partner-sdk/token`, or `/partner-sdk/token/bot` with a bot token.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token; by event also KINPASS_ERROR_EXTERNAL_TOKEN,
/// KINPASS_ERROR_ACCOUNT_EXISTS, KINPASS_ERROR_LOCKED. An HTTP 500 that lasts is
/// KINPASS_ERROR_EXTERNAL_TOKEN: so Discord answers to a malformed external token. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_get_provisional_token(kinpass_client client,
                                                     const kinpass_discord_provisional_options *options,
                                                     const kinpass_callback *callback,
                                                     kinpass_operation *operation);

/// Parts a merged provisional account from the full account again. One that turns out to be parted when an
/// attempt is repeated after a lost answer counts as parted.
/// Remote: `POST {discord_api_url}/partner-sdk/provisional-accounts/unmerge` (bot: `.../unmerge/bot`).
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_get_provisional_token. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_discord_unmerge_provisional_account(kinpass_client client,
                                                           const kinpass_discord_provisional_options *options,
                                                           const kinpass_callback *callback,
                                                           kinpass_operation *operation);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_open_options_init(kinpass_account_open_options *options,
                                                 size_t struct_size);

/// Opens a player's account: reads its record from the store in the background. `callback` receives the
/// account's events (renewed, offline, link lost, ...); NULL sends them to kinpass_config.event_callback. Its
/// `user_data` is released when the account is closed.
///
/// **Thread** any. **Blocks** no. **Ownership** everything is copied; end with kinpass_account_close.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_ACCOUNT_OPEN, KINPASS_ERROR_LIMIT.
/// Needs `discord_application_id`. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_open(kinpass_client client,
                                    const kinpass_account_open_options *options,
                                    const kinpass_callback *callback,
                                    kinpass_account *account);

/// Closes an account: its open operations complete as KINPASS_ERROR_CANCELLED; its tokens leave memory,
/// wiped, as soon as they are stored. What is stored stays. A renewal that is under way is still brought to
/// its end and stored, so that no token is lost.
///
/// **Thread** any. **Blocks** no. **Errors** KINPASS_ERROR_INVALID_HANDLE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_close(kinpass_account account);

/// Where the account stands, from memory. Set `info.struct_size` before.
///
/// **Thread** any. **Blocks** no. **Ownership** `info` is the caller's.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_get_info(kinpass_account account,
                                        kinpass_account_info *info);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_adopt_tokens_options_init(kinpass_account_adopt_tokens_options *options,
                                                         size_t struct_size);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_sign_in_options_init(kinpass_account_sign_in_options *options,
                                                    size_t struct_size);

/// Gives the account a parent token that the host already has, for example from the Social SDK's own sign-in,
/// and stores it. Until it completes the account is what it was before: ask for tokens afterwards.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event those of the store (then the token is
/// kept in memory). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_adopt_tokens(kinpass_account account,
                                            const kinpass_account_adopt_tokens_options *options,
                                            const kinpass_callback *callback,
                                            kinpass_operation *operation);

/// Signs the player in: silently from the store if there is a link, else by the method asked for. The
/// completion carries `token`, the parent's. On its way the events of the method come:
/// KINPASS_EVENT_KIND_AUTHORIZATION_URL or KINPASS_EVENT_KIND_USER_CODE.
/// Remote: those of the method, and `POST {discord_api_url}/oauth2/token` where the stored token is over.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event also KINPASS_ERROR_NOT_LINKED,
/// KINPASS_ERROR_INVALID_STATE (another sign-in waits), KINPASS_ERROR_LINK_LOST, and those of the method.
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_sign_in(kinpass_account account,
                                       const kinpass_account_sign_in_options *options,
                                       const kinpass_callback *callback,
                                       kinpass_operation *operation);

/// Hands the redirect that the host received to the sign-in by KINPASS_SIGN_IN_METHOD_REDIRECT that waits.
///
/// **Thread** any. **Blocks** no. **Ownership** `url` is copied. **Errors** KINPASS_ERROR_INVALID_HANDLE,
/// KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING, KINPASS_ERROR_INVALID_STATE (no sign-in
/// waits), KINPASS_ERROR_STATE_MISMATCH (not this sign-in's; it goes on waiting). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_handle_redirect(kinpass_account account,
                                               kinpass_string url);

/// Signs the player out: drops all tokens and erases the record. With `revoke` the player is unlinked from
/// **all** games of the publisher at Discord, too; if that fails, the record is erased all the same and the
/// completion tells the error. A record that could not be erased is erased by signing out again.
/// Remote: with `revoke`, `POST {discord_api_url}/oauth2/token/revoke`; if there is a session,
/// `DELETE {lootlocker_url}/game/v1/session`.
///
/// **Thread** any. **Blocks** no. **Ownership** `callback` is copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_LIMIT; by event those of
/// kinpass_discord_revoke_token and of the store. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_sign_out(kinpass_account account,
                                        uint8_t revoke,
                                        const kinpass_callback *callback,
                                        kinpass_operation *operation);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_get_child_token_options_init(kinpass_account_get_child_token_options *options,
                                                            size_t struct_size);

/// A child token that is valid for long enough: from memory if there is one, else by one exchange, however
/// many ask at once; a parent that is about to end is renewed first. The completion carries `token`, of kind
/// KINPASS_TOKEN_KIND_CHILD.
/// Remote: `POST {discord_api_url}/partner-sdk/child-token`; to renew the parent,
/// `POST {discord_api_url}/oauth2/token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` (NULL: defaults) and `callback` are copied.
/// **Errors** as kinpass_account_adopt_tokens; by event KINPASS_ERROR_NOT_LINKED, KINPASS_ERROR_LINK_LOST,
/// KINPASS_ERROR_TOKEN_NEEDED, and those of kinpass_discord_exchange_child_token and
/// kinpass_discord_refresh_token. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_get_child_token(kinpass_account account,
                                               const kinpass_account_get_child_token_options *options,
                                               const kinpass_callback *callback,
                                               kinpass_operation *operation);

/// A child token from memory, if there is one that is valid for long enough. Costs nanoseconds.
/// Without an `application_id` the account's own is meant; a `min_validity_s` of 0 asks for a token that is
/// valid now.
///
/// **Thread** any. **Blocks** no. **Ownership** `token` is the caller's buffer; wipe it after use.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_NO_TOKEN, KINPASS_ERROR_BUFFER_TOO_SMALL (only its `size` is set). **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_peek_child_token(kinpass_account account,
                                                kinpass_string application_id,
                                                uint32_t min_validity_s,
                                                kinpass_buffer *token);

/// The player's LootLocker session: the one at hand, else refreshed or started, with the Discord token that
/// `lootlocker_token_source` names. The completion carries `session`.
/// Remote: `POST {lootlocker_url}/game/session/discord`; where needed those of
/// kinpass_account_get_child_token.
///
/// **Thread** any. **Blocks** no. **Ownership** `callback` is copied.
/// **Errors** as kinpass_account_get_child_token; by event also KINPASS_ERROR_PLAYER_BANNED, and those of
/// kinpass_lootlocker_start_session. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_get_session(kinpass_account account,
                                           const kinpass_callback *callback,
                                           kinpass_operation *operation);

/// Renews the LootLocker session now: call it when LootLocker answered 401 or 403 elsewhere. Refreshed, or
/// started anew where the refresh is refused; one renewal however many ask. The completion carries `session`.
/// Remote: as kinpass_account_get_session.
///
/// **Thread** any. **Blocks** no. **Ownership** `callback` is copied.
/// **Errors** as kinpass_account_get_session. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_refresh_session(kinpass_account account,
                                               const kinpass_callback *callback,
                                               kinpass_operation *operation);

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_request_options_init(kinpass_account_request_options *options,
                                                    size_t struct_size);

/// Sends one JSON request with the account's credentials: to LootLocker with the session, to Discord with a
/// child token. A 401 (from LootLocker also a 403, unless the player is banned) renews once and sends once
/// more. After other failures only what certainly changed nothing is sent again: every GET, and others that
/// the service did not act on. The completion carries `response`.
/// Remote: `{lootlocker_url}{path}` or `{discord_api_url}{path}`; never another host.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_account_get_session; by event the refusal of the route, with `response` beside it.
/// **Since** 0.1.
KINPASS_API
kinpass_status kinpass_account_request(kinpass_account account,
                                       const kinpass_account_request_options *options,
                                       const kinpass_callback *callback,
                                       kinpass_operation *operation);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

/* A kinpass_string over a zero-terminated text; NULL gives an absent string. */
static inline kinpass_string kinpass_str(const char *text) {
  kinpass_string string;
  string.data = text;
  string.size = text ? KINPASS_ZERO_TERMINATED : 0;
  return string;
}

#endif /* KINPASS_H */
