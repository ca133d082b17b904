// The enums of the C header, as scoped enums with the same values.
#ifndef KINPASS_CPP_ENUMS_HPP
#define KINPASS_CPP_ENUMS_HPP

#include "platform.hpp"

#include <cstdint>
#include <string_view>

KINPASS_CPP_BEGIN

/// What a call came to. Zero is success; every other value is an error and stays the same for ever.
enum class status : std::int32_t {
  ok = KINPASS_OK,
  invalid_argument = KINPASS_ERROR_INVALID_ARGUMENT,
  invalid_handle = KINPASS_ERROR_INVALID_HANDLE,
  invalid_string = KINPASS_ERROR_INVALID_STRING,
  invalid_struct_size = KINPASS_ERROR_INVALID_STRUCT_SIZE,
  reentrant = KINPASS_ERROR_REENTRANT,
  invalid_state = KINPASS_ERROR_INVALID_STATE,
  buffer_too_small = KINPASS_ERROR_BUFFER_TOO_SMALL,
  limit = KINPASS_ERROR_LIMIT,
  insecure_url = KINPASS_ERROR_INSECURE_URL,
  unsupported = KINPASS_ERROR_UNSUPPORTED,
  cancelled = KINPASS_ERROR_CANCELLED,
  timeout = KINPASS_ERROR_TIMEOUT,
  outcome_unknown = KINPASS_ERROR_OUTCOME_UNKNOWN,
  internal = KINPASS_ERROR_INTERNAL,
  connect = KINPASS_ERROR_CONNECT,
  connection_lost = KINPASS_ERROR_CONNECTION_LOST,
  tls = KINPASS_ERROR_TLS,
  malformed_answer = KINPASS_ERROR_MALFORMED_ANSWER,
  answer_too_large = KINPASS_ERROR_ANSWER_TOO_LARGE,
  redirected = KINPASS_ERROR_REDIRECTED,
  bad_request = KINPASS_ERROR_BAD_REQUEST,
  unauthorized = KINPASS_ERROR_UNAUTHORIZED,
  forbidden = KINPASS_ERROR_FORBIDDEN,
  not_found = KINPASS_ERROR_NOT_FOUND,
  session_expired = KINPASS_ERROR_SESSION_EXPIRED,
  player_banned = KINPASS_ERROR_PLAYER_BANNED,
  locked = KINPASS_ERROR_LOCKED,
  rate_limited = KINPASS_ERROR_RATE_LIMITED,
  service_unavailable = KINPASS_ERROR_SERVICE_UNAVAILABLE,
  invalid_grant = KINPASS_ERROR_INVALID_GRANT,
  invalid_client = KINPASS_ERROR_INVALID_CLIENT,
  access_denied = KINPASS_ERROR_ACCESS_DENIED,
  authorization_expired = KINPASS_ERROR_AUTHORIZATION_EXPIRED,
  state_mismatch = KINPASS_ERROR_STATE_MISMATCH,
  oauth2 = KINPASS_ERROR_OAUTH2,
  external_token = KINPASS_ERROR_EXTERNAL_TOKEN,
  account_exists = KINPASS_ERROR_ACCOUNT_EXISTS,
  browser = KINPASS_ERROR_BROWSER,
  merge_refused = KINPASS_ERROR_MERGE_REFUSED,
  not_linked = KINPASS_ERROR_NOT_LINKED,
  link_lost = KINPASS_ERROR_LINK_LOST,
  token_needed = KINPASS_ERROR_TOKEN_NEEDED,
  no_token = KINPASS_ERROR_NO_TOKEN,
  account_open = KINPASS_ERROR_ACCOUNT_OPEN,
  store_unavailable = KINPASS_ERROR_STORE_UNAVAILABLE,
  store_failed = KINPASS_ERROR_STORE_FAILED,
  store_corrupt = KINPASS_ERROR_STORE_CORRUPT,
  store_busy = KINPASS_ERROR_STORE_BUSY,
};

/// How much a log line matters.
enum class log_level : std::int32_t {
  off = KINPASS_LOG_LEVEL_OFF,
  error = KINPASS_LOG_LEVEL_ERROR,
  warn = KINPASS_LOG_LEVEL_WARN,
  info = KINPASS_LOG_LEVEL_INFO,
  debug = KINPASS_LOG_LEVEL_DEBUG,
  trace = KINPASS_LOG_LEVEL_TRACE,
};

/// What an event tells.
enum class event_kind : std::int32_t {
  none = KINPASS_EVENT_KIND_NONE,
  completed = KINPASS_EVENT_KIND_COMPLETED,
  user_code = KINPASS_EVENT_KIND_USER_CODE,
  authorization_url = KINPASS_EVENT_KIND_AUTHORIZATION_URL,
  token_renewed = KINPASS_EVENT_KIND_TOKEN_RENEWED,
  child_token_renewed = KINPASS_EVENT_KIND_CHILD_TOKEN_RENEWED,
  session_renewed = KINPASS_EVENT_KIND_SESSION_RENEWED,
  offline = KINPASS_EVENT_KIND_OFFLINE,
  online = KINPASS_EVENT_KIND_ONLINE,
  token_expiring = KINPASS_EVENT_KIND_TOKEN_EXPIRING,
  link_lost = KINPASS_EVENT_KIND_LINK_LOST,
  session_lost = KINPASS_EVENT_KIND_SESSION_LOST,
  banned = KINPASS_EVENT_KIND_BANNED,
  store_failed = KINPASS_EVENT_KIND_STORE_FAILED,
};

/// Which function started an operation.
enum class operation_kind : std::int32_t {
  none = KINPASS_OPERATION_KIND_NONE,
  lootlocker_start_session = KINPASS_OPERATION_KIND_LOOTLOCKER_START_SESSION,
  lootlocker_refresh_session = KINPASS_OPERATION_KIND_LOOTLOCKER_REFRESH_SESSION,
  lootlocker_end_session = KINPASS_OPERATION_KIND_LOOTLOCKER_END_SESSION,
  lootlocker_ping = KINPASS_OPERATION_KIND_LOOTLOCKER_PING,
  discord_exchange_child_token = KINPASS_OPERATION_KIND_DISCORD_EXCHANGE_CHILD_TOKEN,
  discord_refresh_token = KINPASS_OPERATION_KIND_DISCORD_REFRESH_TOKEN,
  discord_revoke_token = KINPASS_OPERATION_KIND_DISCORD_REVOKE_TOKEN,
  discord_exchange_code = KINPASS_OPERATION_KIND_DISCORD_EXCHANGE_CODE,
  discord_authorize = KINPASS_OPERATION_KIND_DISCORD_AUTHORIZE,
  discord_authorize_device = KINPASS_OPERATION_KIND_DISCORD_AUTHORIZE_DEVICE,
  discord_get_provisional_token = KINPASS_OPERATION_KIND_DISCORD_GET_PROVISIONAL_TOKEN,
  discord_unmerge_provisional_account = KINPASS_OPERATION_KIND_DISCORD_UNMERGE_PROVISIONAL_ACCOUNT,
  discord_get_authorization = KINPASS_OPERATION_KIND_DISCORD_GET_AUTHORIZATION,
  account_adopt_tokens = KINPASS_OPERATION_KIND_ACCOUNT_ADOPT_TOKENS,
  account_sign_in = KINPASS_OPERATION_KIND_ACCOUNT_SIGN_IN,
  account_get_child_token = KINPASS_OPERATION_KIND_ACCOUNT_GET_CHILD_TOKEN,
  account_get_session = KINPASS_OPERATION_KIND_ACCOUNT_GET_SESSION,
  account_refresh_session = KINPASS_OPERATION_KIND_ACCOUNT_REFRESH_SESSION,
  account_request = KINPASS_OPERATION_KIND_ACCOUNT_REQUEST,
  account_sign_out = KINPASS_OPERATION_KIND_ACCOUNT_SIGN_OUT,
};

/// The domain of an error: the hundreds of its status.
enum class error_category : std::int32_t {
  none = KINPASS_ERROR_CATEGORY_NONE,
  usage = KINPASS_ERROR_CATEGORY_USAGE,
  operation = KINPASS_ERROR_CATEGORY_OPERATION,
  network = KINPASS_ERROR_CATEGORY_NETWORK,
  answer = KINPASS_ERROR_CATEGORY_ANSWER,
  service = KINPASS_ERROR_CATEGORY_SERVICE,
  authorization = KINPASS_ERROR_CATEGORY_AUTHORIZATION,
  account = KINPASS_ERROR_CATEGORY_ACCOUNT,
  store = KINPASS_ERROR_CATEGORY_STORE,
};

/// Whose token a kinpass_token is.
enum class token_kind : std::int32_t {
  none = KINPASS_TOKEN_KIND_NONE,
  parent = KINPASS_TOKEN_KIND_PARENT,
  child = KINPASS_TOKEN_KIND_CHILD,
};

/// Where an account stands.
enum class account_state : std::int32_t {
  loading = KINPASS_ACCOUNT_STATE_LOADING,
  signed_out = KINPASS_ACCOUNT_STATE_SIGNED_OUT,
  linking = KINPASS_ACCOUNT_STATE_LINKING,
  linked = KINPASS_ACCOUNT_STATE_LINKED,
  renewing = KINPASS_ACCOUNT_STATE_RENEWING,
  offline = KINPASS_ACCOUNT_STATE_OFFLINE,
  link_lost = KINPASS_ACCOUNT_STATE_LINK_LOST,
};

/// How the LootLocker game key is named in requests. Public documentation says `game_key`, newer vendor SDKs
/// `game_api_key`.
enum class game_key_field : std::int32_t {
  game_key = KINPASS_GAME_KEY_FIELD_GAME_KEY,
  game_api_key = KINPASS_GAME_KEY_FIELD_GAME_API_KEY,
};

/// Where accounts rest between runs.
enum class store_kind : std::int32_t {
  memory = KINPASS_STORE_KIND_MEMORY,
  system = KINPASS_STORE_KIND_SYSTEM,
  host = KINPASS_STORE_KIND_HOST,
};

/// How to link a player who is not linked yet.
enum class sign_in_method : std::int32_t {
  silent = KINPASS_SIGN_IN_METHOD_SILENT,
  browser = KINPASS_SIGN_IN_METHOD_BROWSER,
  device = KINPASS_SIGN_IN_METHOD_DEVICE,
  redirect = KINPASS_SIGN_IN_METHOD_REDIRECT,
  provisional = KINPASS_SIGN_IN_METHOD_PROVISIONAL,
};

/// A service that kinpass_account_request speaks to.
enum class service : std::int32_t {
  lootlocker = KINPASS_SERVICE_LOOTLOCKER,
  discord = KINPASS_SERVICE_DISCORD,
};

/// Who vouches for a player without a Discord account.
enum class external_auth_type : std::int32_t {
  none = KINPASS_EXTERNAL_AUTH_TYPE_NONE,
  oidc = KINPASS_EXTERNAL_AUTH_TYPE_OIDC,
  epic_online_services_access_token = KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ACCESS_TOKEN,
  epic_online_services_id_token = KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ID_TOKEN,
  steam_session_ticket = KINPASS_EXTERNAL_AUTH_TYPE_STEAM_SESSION_TICKET,
  unity_services_id_token = KINPASS_EXTERNAL_AUTH_TYPE_UNITY_SERVICES_ID_TOKEN,
  discord_bot_issued_access_token = KINPASS_EXTERNAL_AUTH_TYPE_DISCORD_BOT_ISSUED_ACCESS_TOKEN,
  apple_id_token = KINPASS_EXTERNAL_AUTH_TYPE_APPLE_ID_TOKEN,
  playstation_network_id_token = KINPASS_EXTERNAL_AUTH_TYPE_PLAYSTATION_NETWORK_ID_TOKEN,
};

/// Which Discord token a LootLocker session is started with: what the game's LootLocker console is set up for.
enum class lootlocker_token_source : std::int32_t {
  child = KINPASS_LOOTLOCKER_TOKEN_SOURCE_CHILD,
  parent = KINPASS_LOOTLOCKER_TOKEN_SOURCE_PARENT,
};

/// The name of a status in the C header, such as `KINPASS_ERROR_TIMEOUT`.
inline std::string_view to_string(status value) noexcept {
  return kinpass_status_name(static_cast<std::int32_t>(value));
}

KINPASS_CPP_END

#endif
