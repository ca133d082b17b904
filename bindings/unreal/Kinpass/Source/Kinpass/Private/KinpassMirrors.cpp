// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
#include "KinpassConvert.h"

// These are the library's enums under another name: a cast has to be right for each value.
#define KINPASS_SAME(Ours, Theirs) static_assert(static_cast<int32>(Ours) == static_cast<int32>(Theirs), #Ours)

KINPASS_SAME(EKinpassErrorCategory::None, KINPASS_ERROR_CATEGORY_NONE);
KINPASS_SAME(EKinpassErrorCategory::Usage, KINPASS_ERROR_CATEGORY_USAGE);
KINPASS_SAME(EKinpassErrorCategory::Operation, KINPASS_ERROR_CATEGORY_OPERATION);
KINPASS_SAME(EKinpassErrorCategory::Network, KINPASS_ERROR_CATEGORY_NETWORK);
KINPASS_SAME(EKinpassErrorCategory::Answer, KINPASS_ERROR_CATEGORY_ANSWER);
KINPASS_SAME(EKinpassErrorCategory::Service, KINPASS_ERROR_CATEGORY_SERVICE);
KINPASS_SAME(EKinpassErrorCategory::Authorization, KINPASS_ERROR_CATEGORY_AUTHORIZATION);
KINPASS_SAME(EKinpassErrorCategory::Account, KINPASS_ERROR_CATEGORY_ACCOUNT);
KINPASS_SAME(EKinpassErrorCategory::Store, KINPASS_ERROR_CATEGORY_STORE);

KINPASS_SAME(EKinpassTokenKind::None, KINPASS_TOKEN_KIND_NONE);
KINPASS_SAME(EKinpassTokenKind::Parent, KINPASS_TOKEN_KIND_PARENT);
KINPASS_SAME(EKinpassTokenKind::Child, KINPASS_TOKEN_KIND_CHILD);

KINPASS_SAME(EKinpassLogLevel::Off, KINPASS_LOG_LEVEL_OFF);
KINPASS_SAME(EKinpassLogLevel::Error, KINPASS_LOG_LEVEL_ERROR);
KINPASS_SAME(EKinpassLogLevel::Warn, KINPASS_LOG_LEVEL_WARN);
KINPASS_SAME(EKinpassLogLevel::Info, KINPASS_LOG_LEVEL_INFO);
KINPASS_SAME(EKinpassLogLevel::Debug, KINPASS_LOG_LEVEL_DEBUG);
KINPASS_SAME(EKinpassLogLevel::Trace, KINPASS_LOG_LEVEL_TRACE);

KINPASS_SAME(EKinpassAccountState::Loading, KINPASS_ACCOUNT_STATE_LOADING);
KINPASS_SAME(EKinpassAccountState::SignedOut, KINPASS_ACCOUNT_STATE_SIGNED_OUT);
KINPASS_SAME(EKinpassAccountState::Linking, KINPASS_ACCOUNT_STATE_LINKING);
KINPASS_SAME(EKinpassAccountState::Linked, KINPASS_ACCOUNT_STATE_LINKED);
KINPASS_SAME(EKinpassAccountState::Renewing, KINPASS_ACCOUNT_STATE_RENEWING);
KINPASS_SAME(EKinpassAccountState::Offline, KINPASS_ACCOUNT_STATE_OFFLINE);
KINPASS_SAME(EKinpassAccountState::LinkLost, KINPASS_ACCOUNT_STATE_LINK_LOST);

KINPASS_SAME(EKinpassGameKeyField::GameKey, KINPASS_GAME_KEY_FIELD_GAME_KEY);
KINPASS_SAME(EKinpassGameKeyField::GameApiKey, KINPASS_GAME_KEY_FIELD_GAME_API_KEY);

KINPASS_SAME(EKinpassStoreKind::Memory, KINPASS_STORE_KIND_MEMORY);
KINPASS_SAME(EKinpassStoreKind::System, KINPASS_STORE_KIND_SYSTEM);
KINPASS_SAME(EKinpassStoreKind::Host, KINPASS_STORE_KIND_HOST);

KINPASS_SAME(EKinpassSignInMethod::Silent, KINPASS_SIGN_IN_METHOD_SILENT);
KINPASS_SAME(EKinpassSignInMethod::Browser, KINPASS_SIGN_IN_METHOD_BROWSER);
KINPASS_SAME(EKinpassSignInMethod::Device, KINPASS_SIGN_IN_METHOD_DEVICE);
KINPASS_SAME(EKinpassSignInMethod::Redirect, KINPASS_SIGN_IN_METHOD_REDIRECT);
KINPASS_SAME(EKinpassSignInMethod::Provisional, KINPASS_SIGN_IN_METHOD_PROVISIONAL);

KINPASS_SAME(EKinpassService::LootLocker, KINPASS_SERVICE_LOOTLOCKER);
KINPASS_SAME(EKinpassService::Discord, KINPASS_SERVICE_DISCORD);

KINPASS_SAME(EKinpassExternalAuthType::None, KINPASS_EXTERNAL_AUTH_TYPE_NONE);
KINPASS_SAME(EKinpassExternalAuthType::Oidc, KINPASS_EXTERNAL_AUTH_TYPE_OIDC);
KINPASS_SAME(EKinpassExternalAuthType::EpicOnlineServicesAccessToken, KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ACCESS_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::EpicOnlineServicesIdToken, KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ID_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::SteamSessionTicket, KINPASS_EXTERNAL_AUTH_TYPE_STEAM_SESSION_TICKET);
KINPASS_SAME(EKinpassExternalAuthType::UnityServicesIdToken, KINPASS_EXTERNAL_AUTH_TYPE_UNITY_SERVICES_ID_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::DiscordBotIssuedAccessToken, KINPASS_EXTERNAL_AUTH_TYPE_DISCORD_BOT_ISSUED_ACCESS_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::AppleIdToken, KINPASS_EXTERNAL_AUTH_TYPE_APPLE_ID_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::PlayStationNetworkIdToken, KINPASS_EXTERNAL_AUTH_TYPE_PLAYSTATION_NETWORK_ID_TOKEN);

KINPASS_SAME(EKinpassLootLockerTokenSource::Child, KINPASS_LOOTLOCKER_TOKEN_SOURCE_CHILD);
KINPASS_SAME(EKinpassLootLockerTokenSource::Parent, KINPASS_LOOTLOCKER_TOKEN_SOURCE_PARENT);

#undef KINPASS_SAME

EKinpassStatus KinpassConvert::ToStatus(int32 Value)
{
	switch (static_cast<kinpass_status>(Value))
	{
	case KINPASS_OK: return EKinpassStatus::Ok;
	case KINPASS_ERROR_INVALID_ARGUMENT: return EKinpassStatus::InvalidArgument;
	case KINPASS_ERROR_INVALID_HANDLE: return EKinpassStatus::InvalidHandle;
	case KINPASS_ERROR_INVALID_STRING: return EKinpassStatus::InvalidString;
	case KINPASS_ERROR_INVALID_STRUCT_SIZE: return EKinpassStatus::InvalidStructSize;
	case KINPASS_ERROR_REENTRANT: return EKinpassStatus::Reentrant;
	case KINPASS_ERROR_INVALID_STATE: return EKinpassStatus::InvalidState;
	case KINPASS_ERROR_BUFFER_TOO_SMALL: return EKinpassStatus::BufferTooSmall;
	case KINPASS_ERROR_LIMIT: return EKinpassStatus::Limit;
	case KINPASS_ERROR_INSECURE_URL: return EKinpassStatus::InsecureUrl;
	case KINPASS_ERROR_UNSUPPORTED: return EKinpassStatus::Unsupported;
	case KINPASS_ERROR_CANCELLED: return EKinpassStatus::Cancelled;
	case KINPASS_ERROR_TIMEOUT: return EKinpassStatus::Timeout;
	case KINPASS_ERROR_OUTCOME_UNKNOWN: return EKinpassStatus::OutcomeUnknown;
	case KINPASS_ERROR_INTERNAL: return EKinpassStatus::Internal;
	case KINPASS_ERROR_CONNECT: return EKinpassStatus::Connect;
	case KINPASS_ERROR_CONNECTION_LOST: return EKinpassStatus::ConnectionLost;
	case KINPASS_ERROR_TLS: return EKinpassStatus::Tls;
	case KINPASS_ERROR_MALFORMED_ANSWER: return EKinpassStatus::MalformedAnswer;
	case KINPASS_ERROR_ANSWER_TOO_LARGE: return EKinpassStatus::AnswerTooLarge;
	case KINPASS_ERROR_REDIRECTED: return EKinpassStatus::Redirected;
	case KINPASS_ERROR_BAD_REQUEST: return EKinpassStatus::BadRequest;
	case KINPASS_ERROR_UNAUTHORIZED: return EKinpassStatus::Unauthorized;
	case KINPASS_ERROR_FORBIDDEN: return EKinpassStatus::Forbidden;
	case KINPASS_ERROR_NOT_FOUND: return EKinpassStatus::NotFound;
	case KINPASS_ERROR_SESSION_EXPIRED: return EKinpassStatus::SessionExpired;
	case KINPASS_ERROR_PLAYER_BANNED: return EKinpassStatus::PlayerBanned;
	case KINPASS_ERROR_LOCKED: return EKinpassStatus::Locked;
	case KINPASS_ERROR_RATE_LIMITED: return EKinpassStatus::RateLimited;
	case KINPASS_ERROR_SERVICE_UNAVAILABLE: return EKinpassStatus::ServiceUnavailable;
	case KINPASS_ERROR_INVALID_GRANT: return EKinpassStatus::InvalidGrant;
	case KINPASS_ERROR_INVALID_CLIENT: return EKinpassStatus::InvalidClient;
	case KINPASS_ERROR_ACCESS_DENIED: return EKinpassStatus::AccessDenied;
	case KINPASS_ERROR_AUTHORIZATION_EXPIRED: return EKinpassStatus::AuthorizationExpired;
	case KINPASS_ERROR_STATE_MISMATCH: return EKinpassStatus::StateMismatch;
	case KINPASS_ERROR_OAUTH2: return EKinpassStatus::OAuth2;
	case KINPASS_ERROR_EXTERNAL_TOKEN: return EKinpassStatus::ExternalToken;
	case KINPASS_ERROR_ACCOUNT_EXISTS: return EKinpassStatus::AccountExists;
	case KINPASS_ERROR_BROWSER: return EKinpassStatus::Browser;
	case KINPASS_ERROR_MERGE_REFUSED: return EKinpassStatus::MergeRefused;
	case KINPASS_ERROR_NOT_LINKED: return EKinpassStatus::NotLinked;
	case KINPASS_ERROR_LINK_LOST: return EKinpassStatus::LinkLost;
	case KINPASS_ERROR_TOKEN_NEEDED: return EKinpassStatus::TokenNeeded;
	case KINPASS_ERROR_NO_TOKEN: return EKinpassStatus::NoToken;
	case KINPASS_ERROR_ACCOUNT_OPEN: return EKinpassStatus::AccountOpen;
	case KINPASS_ERROR_STORE_UNAVAILABLE: return EKinpassStatus::StoreUnavailable;
	case KINPASS_ERROR_STORE_FAILED: return EKinpassStatus::StoreFailed;
	case KINPASS_ERROR_STORE_CORRUPT: return EKinpassStatus::StoreCorrupt;
	case KINPASS_ERROR_STORE_BUSY: return EKinpassStatus::StoreBusy;
	case KINPASS_ERROR_STORE_NEWER: return EKinpassStatus::StoreNewer;
	}
	return EKinpassStatus::Unknown;
}

EKinpassAccountEventKind KinpassConvert::ToAccountEventKind(kinpass_event_kind Value)
{
	switch (static_cast<kinpass_event_kind>(Value))
	{
	case KINPASS_EVENT_KIND_NONE: return EKinpassAccountEventKind::None;
	case KINPASS_EVENT_KIND_COMPLETED: break;
	case KINPASS_EVENT_KIND_USER_CODE: return EKinpassAccountEventKind::UserCode;
	case KINPASS_EVENT_KIND_AUTHORIZATION_URL: return EKinpassAccountEventKind::AuthorizationUrl;
	case KINPASS_EVENT_KIND_TOKEN_RENEWED: return EKinpassAccountEventKind::TokenRenewed;
	case KINPASS_EVENT_KIND_CHILD_TOKEN_RENEWED: return EKinpassAccountEventKind::ChildTokenRenewed;
	case KINPASS_EVENT_KIND_SESSION_RENEWED: return EKinpassAccountEventKind::SessionRenewed;
	case KINPASS_EVENT_KIND_OFFLINE: return EKinpassAccountEventKind::Offline;
	case KINPASS_EVENT_KIND_ONLINE: return EKinpassAccountEventKind::Online;
	case KINPASS_EVENT_KIND_TOKEN_EXPIRING: return EKinpassAccountEventKind::TokenExpiring;
	case KINPASS_EVENT_KIND_LINK_LOST: return EKinpassAccountEventKind::LinkLost;
	case KINPASS_EVENT_KIND_SESSION_LOST: return EKinpassAccountEventKind::SessionLost;
	case KINPASS_EVENT_KIND_BANNED: return EKinpassAccountEventKind::Banned;
	case KINPASS_EVENT_KIND_STORE_FAILED: return EKinpassAccountEventKind::StoreFailed;
	}
	return EKinpassAccountEventKind::None;
}
