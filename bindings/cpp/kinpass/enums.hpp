// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
// The enums of the C header, as scoped enums with the same values.
#ifndef KINPASS_CPP_ENUMS_HPP
#define KINPASS_CPP_ENUMS_HPP

#include "platform.hpp"

#include <cstdint>
#include <string_view>

KINPASS_CPP_BEGIN

/// The domain of an error. The hundreds of its status tell it.
enum class error_category : std::int32_t {
  /// No error.
  none = KINPASS_ERROR_CATEGORY_NONE,
  /// The call was wrong.
  usage = KINPASS_ERROR_CATEGORY_USAGE,
  /// The operation ended without an answer: cancelled, out of time, outcome unknown, a fault in the library.
  operation = KINPASS_ERROR_CATEGORY_OPERATION,
  /// No connection, or it broke.
  network = KINPASS_ERROR_CATEGORY_NETWORK,
  /// The answer was not what the service documents.
  answer = KINPASS_ERROR_CATEGORY_ANSWER,
  /// The service refused or is failing.
  service = KINPASS_ERROR_CATEGORY_SERVICE,
  /// Discord's authorization refused.
  authorization = KINPASS_ERROR_CATEGORY_AUTHORIZATION,
  /// The account's state.
  account = KINPASS_ERROR_CATEGORY_ACCOUNT,
  /// The account's store.
  store = KINPASS_ERROR_CATEGORY_STORE,
};

/// What a call came to. Zero is success; every other value is an error and stays the same for ever.
enum class status : std::int32_t {
  /// Success.
  ok = KINPASS_OK,
  /// An argument is missing, empty or out of range. The reason of the refusal names it.
  invalid_argument = KINPASS_ERROR_INVALID_ARGUMENT,
  /// The handle is zero, of another kind, or what it named is gone.
  invalid_handle = KINPASS_ERROR_INVALID_HANDLE,
  /// A string is not UTF-8, or holds a zero byte.
  invalid_string = KINPASS_ERROR_INVALID_STRING,
  /// `struct_size` is out of range, or the struct's unknown tail is not zero.
  invalid_struct_size = KINPASS_ERROR_INVALID_STRUCT_SIZE,
  /// The function may not be called from a callback of the same client.
  reentrant = KINPASS_ERROR_REENTRANT,
  /// The call does not fit what the client or account is doing now.
  invalid_state = KINPASS_ERROR_INVALID_STATE,
  /// The caller's buffer is too small; its `size` says how many bytes are needed.
  buffer_too_small = KINPASS_ERROR_BUFFER_TOO_SMALL,
  /// A limit is reached. The library's: too many open operations, or a string that is too long. The system's: it has no
  /// thread to give.
  limit = KINPASS_ERROR_LIMIT,
  /// The address is not HTTPS, and not plain HTTP to a loopback address either.
  insecure_url = KINPASS_ERROR_INSECURE_URL,
  /// This build of the library, or this platform, does not have it.
  unsupported = KINPASS_ERROR_UNSUPPORTED,
  /// The operation was cancelled, or its client or account closed. The service may have acted all the same.
  cancelled = KINPASS_ERROR_CANCELLED,
  /// The time limit passed.
  timeout = KINPASS_ERROR_TIMEOUT,
  /// The answer was lost after the request was sent: the single-use token in it may be spent.
  outcome_unknown = KINPASS_ERROR_OUTCOME_UNKNOWN,
  /// A fault inside the library. Please report it.
  internal = KINPASS_ERROR_INTERNAL,
  /// No connection: refused, unreachable, or the name does not resolve.
  connect = KINPASS_ERROR_CONNECT,
  /// The connection broke before the whole answer had arrived.
  connection_lost = KINPASS_ERROR_CONNECTION_LOST,
  /// The server's certificate is not trusted, or stands for another name.
  tls = KINPASS_ERROR_TLS,
  /// The answer is not what the service documents: not JSON, or a required field is missing or of a wrong type.
  malformed_answer = KINPASS_ERROR_MALFORMED_ANSWER,
  /// The answer is larger than the library accepts.
  answer_too_large = KINPASS_ERROR_ANSWER_TOO_LARGE,
  /// The service answered with a redirect. Redirects are never followed.
  redirected = KINPASS_ERROR_REDIRECTED,
  /// The service refused the request as invalid (HTTP 400, or another 4xx without a status of its own here).
  bad_request = KINPASS_ERROR_BAD_REQUEST,
  /// The token or key is not accepted (HTTP 401).
  unauthorized = KINPASS_ERROR_UNAUTHORIZED,
  /// Not allowed (HTTP 403).
  forbidden = KINPASS_ERROR_FORBIDDEN,
  /// No such thing or route (HTTP 404).
  not_found = KINPASS_ERROR_NOT_FOUND,
  /// The LootLocker session, or its refresh token, is over: start a new session.
  session_expired = KINPASS_ERROR_SESSION_EXPIRED,
  /// The player is banned. The error carries the ban.
  player_banned = KINPASS_ERROR_PLAYER_BANNED,
  /// The account is locked for the moment (HTTP 423); tried again and still locked.
  locked = KINPASS_ERROR_LOCKED,
  /// Too many requests (HTTP 429), or so the service said a moment ago: then this one was not sent, and `http_status`
  /// is 0. The error says how long to wait.
  rate_limited = KINPASS_ERROR_RATE_LIMITED,
  /// The service is failing (HTTP 5xx).
  service_unavailable = KINPASS_ERROR_SERVICE_UNAVAILABLE,
  /// Discord refused the grant: revoked, expired or already used. The player has to link again.
  invalid_grant = KINPASS_ERROR_INVALID_GRANT,
  /// Discord refused the application: wrong client secret, or a public client used as a confidential one.
  invalid_client = KINPASS_ERROR_INVALID_CLIENT,
  /// The player said no.
  access_denied = KINPASS_ERROR_ACCESS_DENIED,
  /// The player took too long: the user code or the sign-in page expired.
  authorization_expired = KINPASS_ERROR_AUTHORIZATION_EXPIRED,
  /// The redirect does not belong to this authorization: its `state` differs.
  state_mismatch = KINPASS_ERROR_STATE_MISMATCH,
  /// Discord answered with an OAuth2 error that has no status of its own here; the error's code names it.
  oauth2 = KINPASS_ERROR_OAUTH2,
  /// The external identity token was refused (provisional accounts); the error's code tells why.
  external_token = KINPASS_ERROR_EXTERNAL_TOKEN,
  /// The player already has a full Discord account: link it with OAuth2 instead.
  account_exists = KINPASS_ERROR_ACCOUNT_EXISTS,
  /// No browser could be opened on this machine.
  browser = KINPASS_ERROR_BROWSER,
  /// Discord refused to merge the provisional account; `code` tells why. `530017`: that account is banned.
  merge_refused = KINPASS_ERROR_MERGE_REFUSED,
  /// The account is not linked: sign in first.
  not_linked = KINPASS_ERROR_NOT_LINKED,
  /// The link is lost for good (revoked, refused, or signed out elsewhere): the player has to link again.
  link_lost = KINPASS_ERROR_LINK_LOST,
  /// The parent token is over and can't be refreshed (a provisional account's never can): adopt a new one, or sign in
  /// again.
  token_needed = KINPASS_ERROR_TOKEN_NEEDED,
  /// No token of that kind in memory that is valid for long enough.
  no_token = KINPASS_ERROR_NO_TOKEN,
  /// An account with this player key is already open in this client.
  account_open = KINPASS_ERROR_ACCOUNT_OPEN,
  /// The store is not available on this machine (no keychain, no secret service). Nothing was saved.
  store_unavailable = KINPASS_ERROR_STORE_UNAVAILABLE,
  /// The store failed. Nothing was lost that had been saved before.
  store_failed = KINPASS_ERROR_STORE_FAILED,
  /// The stored record can't be read.
  store_corrupt = KINPASS_ERROR_STORE_CORRUPT,
  /// Another process holds the player's record and did not let go in time.
  store_busy = KINPASS_ERROR_STORE_BUSY,
  /// The stored record is of a newer version of the library, as another game may bring it: it is neither used nor
  /// written over.
  store_newer = KINPASS_ERROR_STORE_NEWER,
};

/// What an event tells.
enum class event_kind : std::int32_t {
  /// Never delivered.
  none = KINPASS_EVENT_KIND_NONE,
  /// An operation ended. Exactly one for every operation that was started, and its last event.
  completed = KINPASS_EVENT_KIND_COMPLETED,
  /// A user code: show the player the code and where to enter it (device; the operation goes on).
  user_code = KINPASS_EVENT_KIND_USER_CODE,
  /// A URL: open this page for the player (the operation goes on).
  authorization_url = KINPASS_EVENT_KIND_AUTHORIZATION_URL,
  /// The account's parent token was renewed. The event brings the new one.
  token_renewed = KINPASS_EVENT_KIND_TOKEN_RENEWED,
  /// A child token was renewed before it expired. The event brings the new one.
  child_token_renewed = KINPASS_EVENT_KIND_CHILD_TOKEN_RENEWED,
  /// The LootLocker session was refreshed or started anew. The event brings the new one.
  session_renewed = KINPASS_EVENT_KIND_SESSION_RENEWED,
  /// The account has no network. Tokens are kept; work resumes by itself.
  offline = KINPASS_EVENT_KIND_OFFLINE,
  /// The network is back.
  online = KINPASS_EVENT_KIND_ONLINE,
  /// The parent token ends soon and can't be renewed: bring a new one with account::adopt_tokens, or sign in again.
  token_expiring = KINPASS_EVENT_KIND_TOKEN_EXPIRING,
  /// The link is lost for good; all tokens are dropped, and erased unless another process has signed the player out.
  /// The error tells why.
  link_lost = KINPASS_EVENT_KIND_LINK_LOST,
  /// The LootLocker session is over and could not be started again. The error tells why.
  session_lost = KINPASS_EVENT_KIND_SESSION_LOST,
  /// LootLocker has banned the player. The error's ban tells for how long.
  banned = KINPASS_EVENT_KIND_BANNED,
  /// The account's store could not be read or written; the tokens in memory are kept. The error tells why.
  store_failed = KINPASS_EVENT_KIND_STORE_FAILED,
};

/// Which function started an operation.
enum class operation_kind : std::int32_t {
  /// The event belongs to no operation.
  none = KINPASS_OPERATION_KIND_NONE,
  /// client::lootlocker_start_session
  lootlocker_start_session = KINPASS_OPERATION_KIND_LOOTLOCKER_START_SESSION,
  /// client::lootlocker_refresh_session
  lootlocker_refresh_session = KINPASS_OPERATION_KIND_LOOTLOCKER_REFRESH_SESSION,
  /// client::lootlocker_end_session
  lootlocker_end_session = KINPASS_OPERATION_KIND_LOOTLOCKER_END_SESSION,
  /// client::lootlocker_ping
  lootlocker_ping = KINPASS_OPERATION_KIND_LOOTLOCKER_PING,
  /// client::discord_exchange_child_token
  discord_exchange_child_token = KINPASS_OPERATION_KIND_DISCORD_EXCHANGE_CHILD_TOKEN,
  /// client::discord_refresh_token
  discord_refresh_token = KINPASS_OPERATION_KIND_DISCORD_REFRESH_TOKEN,
  /// client::discord_revoke_token
  discord_revoke_token = KINPASS_OPERATION_KIND_DISCORD_REVOKE_TOKEN,
  /// client::discord_exchange_code
  discord_exchange_code = KINPASS_OPERATION_KIND_DISCORD_EXCHANGE_CODE,
  /// client::discord_authorize
  discord_authorize = KINPASS_OPERATION_KIND_DISCORD_AUTHORIZE,
  /// client::discord_authorize_device
  discord_authorize_device = KINPASS_OPERATION_KIND_DISCORD_AUTHORIZE_DEVICE,
  /// client::discord_get_provisional_token
  discord_get_provisional_token = KINPASS_OPERATION_KIND_DISCORD_GET_PROVISIONAL_TOKEN,
  /// client::discord_unmerge_provisional_account
  discord_unmerge_provisional_account = KINPASS_OPERATION_KIND_DISCORD_UNMERGE_PROVISIONAL_ACCOUNT,
  /// client::discord_get_authorization
  discord_get_authorization = KINPASS_OPERATION_KIND_DISCORD_GET_AUTHORIZATION,
  /// account::adopt_tokens
  account_adopt_tokens = KINPASS_OPERATION_KIND_ACCOUNT_ADOPT_TOKENS,
  /// account::sign_in
  account_sign_in = KINPASS_OPERATION_KIND_ACCOUNT_SIGN_IN,
  /// account::get_child_token
  account_get_child_token = KINPASS_OPERATION_KIND_ACCOUNT_GET_CHILD_TOKEN,
  /// account::get_session
  account_get_session = KINPASS_OPERATION_KIND_ACCOUNT_GET_SESSION,
  /// account::refresh_session
  account_refresh_session = KINPASS_OPERATION_KIND_ACCOUNT_REFRESH_SESSION,
  /// account::request
  account_request = KINPASS_OPERATION_KIND_ACCOUNT_REQUEST,
  /// account::sign_out
  account_sign_out = KINPASS_OPERATION_KIND_ACCOUNT_SIGN_OUT,
};

/// Whose token it is.
enum class token_kind : std::int32_t {
  /// None.
  none = KINPASS_TOKEN_KIND_NONE,
  /// Of the publisher's application: it exchanges child tokens, and nothing connects with it.
  parent = KINPASS_TOKEN_KIND_PARENT,
  /// Of one game: for the Social SDK's Client::UpdateToken and for Bearer calls.
  child = KINPASS_TOKEN_KIND_CHILD,
};

/// How much a log line matters.
enum class log_level : std::int32_t {
  /// Nothing at all.
  off = KINPASS_LOG_LEVEL_OFF,
  /// An operation failed for good, or a call was wrong.
  error = KINPASS_LOG_LEVEL_ERROR,
  /// Something failed and is tried again.
  warn = KINPASS_LOG_LEVEL_WARN,
  /// What an account does, and what the player or the host decided: not linked yet, denied, cancelled.
  info = KINPASS_LOG_LEVEL_INFO,
  /// Each request, with its status and time.
  debug = KINPASS_LOG_LEVEL_DEBUG,
  /// Each event that is queued.
  trace = KINPASS_LOG_LEVEL_TRACE,
};

/// Where an account stands.
enum class account_state : std::int32_t {
  /// The store is still being read, or could not be so far.
  loading = KINPASS_ACCOUNT_STATE_LOADING,
  /// No tokens.
  signed_out = KINPASS_ACCOUNT_STATE_SIGNED_OUT,
  /// A sign-in waits for the player.
  linking = KINPASS_ACCOUNT_STATE_LINKING,
  /// Linked; a good parent token is at hand.
  linked = KINPASS_ACCOUNT_STATE_LINKED,
  /// Linked; the parent token is being renewed, or is over.
  renewing = KINPASS_ACCOUNT_STATE_RENEWING,
  /// Linked; the network is away.
  offline = KINPASS_ACCOUNT_STATE_OFFLINE,
  /// Revoked or refused: link again.
  link_lost = KINPASS_ACCOUNT_STATE_LINK_LOST,
};

/// How the LootLocker game key is named in requests: LootLocker's documentation says `game_key`, its newer SDKs say
/// `game_api_key`.
enum class game_key_field : std::int32_t {
  /// `game_key`
  game_key = KINPASS_GAME_KEY_FIELD_GAME_KEY,
  /// `game_api_key`
  game_api_key = KINPASS_GAME_KEY_FIELD_GAME_API_KEY,
};

/// Where accounts rest between runs.
enum class store_kind : std::int32_t {
  /// Only in memory: the player links again in the next run.
  memory = KINPASS_STORE_KIND_MEMORY,
  /// The operating system's credential store. If there is none, operations say status::store_unavailable.
  system = KINPASS_STORE_KIND_SYSTEM,
  /// A store of the host's own, by functions that it brings.
  host = KINPASS_STORE_KIND_HOST,
};

/// How to link a player who is not linked yet.
enum class sign_in_method : std::int32_t {
  /// Only from the store: status::not_linked if there is no link.
  silent = KINPASS_SIGN_IN_METHOD_SILENT,
  /// In the browser, with a loopback redirect. See client::discord_authorize.
  browser = KINPASS_SIGN_IN_METHOD_BROWSER,
  /// By user code. See client::discord_authorize_device.
  device = KINPASS_SIGN_IN_METHOD_DEVICE,
  /// The host opens the authorization page, gets the redirect itself, and hands it to account::handle_redirect: mobile.
  redirect = KINPASS_SIGN_IN_METHOD_REDIRECT,
  /// Without a Discord account. See client::discord_get_provisional_token.
  provisional = KINPASS_SIGN_IN_METHOD_PROVISIONAL,
};

/// A service that account::request speaks to.
enum class service : std::int32_t {
  /// LootLocker, with the session.
  lootlocker = KINPASS_SERVICE_LOOTLOCKER,
  /// Discord, with a child token as Bearer.
  discord = KINPASS_SERVICE_DISCORD,
};

/// Who vouches for a player without a Discord account.
enum class external_auth_type : std::int32_t {
  /// None.
  none = KINPASS_EXTERNAL_AUTH_TYPE_NONE,
  /// An OpenID Connect ID token.
  oidc = KINPASS_EXTERNAL_AUTH_TYPE_OIDC,
  /// Epic Online Services, access token.
  epic_online_services_access_token = KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ACCESS_TOKEN,
  /// Epic Online Services, ID token.
  epic_online_services_id_token = KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ID_TOKEN,
  /// Steam session ticket.
  steam_session_ticket = KINPASS_EXTERNAL_AUTH_TYPE_STEAM_SESSION_TICKET,
  /// Unity Services ID token.
  unity_services_id_token = KINPASS_EXTERNAL_AUTH_TYPE_UNITY_SERVICES_ID_TOKEN,
  /// Discord access token issued for a bot's provisional account.
  discord_bot_issued_access_token = KINPASS_EXTERNAL_AUTH_TYPE_DISCORD_BOT_ISSUED_ACCESS_TOKEN,
  /// Apple ID token.
  apple_id_token = KINPASS_EXTERNAL_AUTH_TYPE_APPLE_ID_TOKEN,
  /// PlayStation Network ID token.
  playstation_network_id_token = KINPASS_EXTERNAL_AUTH_TYPE_PLAYSTATION_NETWORK_ID_TOKEN,
};

/// Which Discord token a LootLocker session is started with: whichever the game's LootLocker console expects.
enum class lootlocker_token_source : std::int32_t {
  /// The child token of the account's own application.
  child = KINPASS_LOOTLOCKER_TOKEN_SOURCE_CHILD,
  /// The parent's access token.
  parent = KINPASS_LOOTLOCKER_TOKEN_SOURCE_PARENT,
};

/// The name of a status in the C header, such as `KINPASS_ERROR_TIMEOUT`.
inline std::string_view to_string(status value) noexcept {
  return kinpass_status_name(static_cast<std::int32_t>(value));
}

KINPASS_CPP_END

#endif
