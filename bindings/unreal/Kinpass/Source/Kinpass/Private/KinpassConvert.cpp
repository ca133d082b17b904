#include "KinpassConvert.h"

#include "KinpassUtf8.h"

using KinpassText::FromUtf8;

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

KINPASS_SAME(EKinpassAccountState::Loading, KINPASS_ACCOUNT_STATE_LOADING);
KINPASS_SAME(EKinpassAccountState::SignedOut, KINPASS_ACCOUNT_STATE_SIGNED_OUT);
KINPASS_SAME(EKinpassAccountState::Linking, KINPASS_ACCOUNT_STATE_LINKING);
KINPASS_SAME(EKinpassAccountState::Linked, KINPASS_ACCOUNT_STATE_LINKED);
KINPASS_SAME(EKinpassAccountState::Renewing, KINPASS_ACCOUNT_STATE_RENEWING);
KINPASS_SAME(EKinpassAccountState::Offline, KINPASS_ACCOUNT_STATE_OFFLINE);
KINPASS_SAME(EKinpassAccountState::LinkLost, KINPASS_ACCOUNT_STATE_LINK_LOST);

KINPASS_SAME(EKinpassSignInMethod::Silent, KINPASS_SIGN_IN_METHOD_SILENT);
KINPASS_SAME(EKinpassSignInMethod::Browser, KINPASS_SIGN_IN_METHOD_BROWSER);
KINPASS_SAME(EKinpassSignInMethod::Device, KINPASS_SIGN_IN_METHOD_DEVICE);
KINPASS_SAME(EKinpassSignInMethod::Redirect, KINPASS_SIGN_IN_METHOD_REDIRECT);
KINPASS_SAME(EKinpassSignInMethod::Provisional, KINPASS_SIGN_IN_METHOD_PROVISIONAL);

KINPASS_SAME(EKinpassExternalAuthType::None, KINPASS_EXTERNAL_AUTH_TYPE_NONE);
KINPASS_SAME(EKinpassExternalAuthType::Oidc, KINPASS_EXTERNAL_AUTH_TYPE_OIDC);
KINPASS_SAME(EKinpassExternalAuthType::EpicOnlineServicesAccessToken, KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ACCESS_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::EpicOnlineServicesIdToken, KINPASS_EXTERNAL_AUTH_TYPE_EPIC_ONLINE_SERVICES_ID_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::SteamSessionTicket, KINPASS_EXTERNAL_AUTH_TYPE_STEAM_SESSION_TICKET);
KINPASS_SAME(EKinpassExternalAuthType::UnityServicesIdToken, KINPASS_EXTERNAL_AUTH_TYPE_UNITY_SERVICES_ID_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::DiscordBotIssuedAccessToken, KINPASS_EXTERNAL_AUTH_TYPE_DISCORD_BOT_ISSUED_ACCESS_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::AppleIdToken, KINPASS_EXTERNAL_AUTH_TYPE_APPLE_ID_TOKEN);
KINPASS_SAME(EKinpassExternalAuthType::PlaystationNetworkIdToken, KINPASS_EXTERNAL_AUTH_TYPE_PLAYSTATION_NETWORK_ID_TOKEN);

KINPASS_SAME(EKinpassService::LootLocker, KINPASS_SERVICE_LOOTLOCKER);
KINPASS_SAME(EKinpassService::Discord, KINPASS_SERVICE_DISCORD);
KINPASS_SAME(EKinpassLootLockerTokenSource::Child, KINPASS_LOOTLOCKER_TOKEN_SOURCE_CHILD);
KINPASS_SAME(EKinpassLootLockerTokenSource::Parent, KINPASS_LOOTLOCKER_TOKEN_SOURCE_PARENT);
KINPASS_SAME(EKinpassGameKeyField::GameKey, KINPASS_GAME_KEY_FIELD_GAME_KEY);
KINPASS_SAME(EKinpassGameKeyField::GameApiKey, KINPASS_GAME_KEY_FIELD_GAME_API_KEY);
KINPASS_SAME(EKinpassStoreKind::Memory, KINPASS_STORE_KIND_MEMORY);
KINPASS_SAME(EKinpassStoreKind::System, KINPASS_STORE_KIND_SYSTEM);
KINPASS_SAME(EKinpassStoreKind::Host, KINPASS_STORE_KIND_HOST);

KINPASS_SAME(EKinpassLogLevel::Off, KINPASS_LOG_LEVEL_OFF);
KINPASS_SAME(EKinpassLogLevel::Error, KINPASS_LOG_LEVEL_ERROR);
KINPASS_SAME(EKinpassLogLevel::Warn, KINPASS_LOG_LEVEL_WARN);
KINPASS_SAME(EKinpassLogLevel::Info, KINPASS_LOG_LEVEL_INFO);
KINPASS_SAME(EKinpassLogLevel::Debug, KINPASS_LOG_LEVEL_DEBUG);
KINPASS_SAME(EKinpassLogLevel::Trace, KINPASS_LOG_LEVEL_TRACE);

#undef KINPASS_SAME

namespace
{
TArray<FString> ToStrings(const kinpass_string* Strings, size_t Count)
{
	TArray<FString> Result;
	Result.Reserve(static_cast<int32>(Count));
	for (size_t Index = 0; Index < Count; ++Index)
	{
		Result.Add(FromUtf8(Strings[Index]));
	}
	return Result;
}
} // namespace

FKinpassError KinpassConvert::ToError(const kinpass_event& Event)
{
	FKinpassError Result = ToError(Event.status);
	if (Event.error == nullptr)
	{
		return Result;
	}
	const kinpass_error& Error = *Event.error;
	Result.Category = static_cast<EKinpassErrorCategory>(Error.category);
	Result.HttpStatus = Error.http_status;
	Result.bRetryable = Error.retryable != 0;
	Result.Attempts = static_cast<int32>(Error.attempts);
	Result.RetryAfterMs = static_cast<int64>(Error.retry_after_ms);
	Result.ServiceCode = FromUtf8(Error.code);
	Result.Message = FromUtf8(Error.message);
	Result.RequestId = FromUtf8(Error.request_id);
	Result.TraceId = FromUtf8(Error.trace_id);
	if (Error.ban != nullptr)
	{
		Result.Ban.Reason = FromUtf8(Error.ban->reason);
		Result.Ban.BannedOn = FromUtf8(Error.ban->banned_on);
		Result.Ban.BannedUntil = FromUtf8(Error.ban->banned_until);
		Result.Ban.bPermanent = Error.ban->permanent != 0;
	}
	return Result;
}

FKinpassToken KinpassConvert::ToToken(const kinpass_event& Event)
{
	FKinpassToken Result;
	if (Event.token != nullptr)
	{
		const kinpass_token& Token = *Event.token;
		Result.Kind = static_cast<EKinpassTokenKind>(Token.kind);
		Result.bProvisional = Token.provisional != 0;
		Result.ApplicationId = FromUtf8(Token.application_id);
		Result.AccessToken = FromUtf8(Token.access_token);
		Result.RefreshToken = FromUtf8(Token.refresh_token);
		Result.IdToken = FromUtf8(Token.id_token);
		Result.TokenType = FromUtf8(Token.token_type);
		Result.Scope = FromUtf8(Token.scope);
		Result.ExpiresInSeconds = static_cast<int64>(Token.expires_in_s);
	}
	return Result;
}

FKinpassSession KinpassConvert::ToSession(const kinpass_event& Event)
{
	FKinpassSession Result;
	if (Event.session != nullptr)
	{
		const kinpass_session& Session = *Event.session;
		Result.SessionToken = FromUtf8(Session.session_token);
		Result.RefreshToken = FromUtf8(Session.refresh_token);
		Result.PlayerId = static_cast<int64>(Session.player_id);
		Result.PublicUid = FromUtf8(Session.public_uid);
		Result.PlayerUlid = FromUtf8(Session.player_ulid);
		Result.PlayerIdentifier = FromUtf8(Session.player_identifier);
		Result.PlayerName = FromUtf8(Session.player_name);
		Result.PlayerCreatedAt = FromUtf8(Session.player_created_at);
		Result.LastSeen = FromUtf8(Session.last_seen);
		Result.WalletId = FromUtf8(Session.wallet_id);
		Result.bSeenBefore = Session.seen_before != 0;
		Result.bCheckGrantNotifications = Session.check_grant_notifications != 0;
		Result.bCheckDeactivationNotifications = Session.check_deactivation_notifications != 0;
		Result.Xp = Session.xp;
		Result.Level = Session.level;
		Result.AccountBalance = Session.account_balance;
		Result.CheckDlcs = ToStrings(Session.check_dlcs, Session.check_dlcs_count);
		Result.Warnings = ToStrings(Session.warnings, Session.warnings_count);
		Result.LevelThresholdsJson = FromUtf8(Session.level_thresholds_json);
	}
	return Result;
}

FKinpassAuthorization KinpassConvert::ToAuthorization(const kinpass_event& Event)
{
	FKinpassAuthorization Result;
	if (Event.authorization != nullptr)
	{
		const kinpass_authorization& Authorization = *Event.authorization;
		Result.ApplicationId = FromUtf8(Authorization.application_id);
		Result.ApplicationName = FromUtf8(Authorization.application_name);
		Result.Scope = FromUtf8(Authorization.scope);
		Result.Expires = FromUtf8(Authorization.expires);
		Result.UserId = FromUtf8(Authorization.user_id);
		Result.UserName = FromUtf8(Authorization.user_name);
		Result.UserGlobalName = FromUtf8(Authorization.user_global_name);
	}
	return Result;
}

FKinpassResponse KinpassConvert::ToResponse(const kinpass_event& Event)
{
	FKinpassResponse Result;
	if (Event.response != nullptr)
	{
		Result.HttpStatus = Event.response->http_status;
		Result.Body = FromUtf8(Event.response->body);
	}
	return Result;
}

FKinpassSignInPrompt KinpassConvert::ToPrompt(const kinpass_event& Event)
{
	FKinpassSignInPrompt Result;
	Result.Url = FromUtf8(Event.url);
	if (Event.user_code != nullptr)
	{
		Result.UserCode = FromUtf8(Event.user_code->user_code);
		Result.VerificationUri = FromUtf8(Event.user_code->verification_uri);
		Result.VerificationUriComplete = FromUtf8(Event.user_code->verification_uri_complete);
		Result.ExpiresInSeconds = static_cast<int64>(Event.user_code->expires_in_s);
	}
	return Result;
}

FKinpassNothing KinpassConvert::ToNothing(const kinpass_event& /*Event*/)
{
	return FKinpassNothing();
}

FKinpassAccountInfo KinpassConvert::ToInfo(const kinpass_account_info& Info)
{
	FKinpassAccountInfo Result;
	Result.State = static_cast<EKinpassAccountState>(Info.state);
	Result.bProvisional = Info.provisional != 0;
	Result.bCanRenew = Info.can_renew != 0;
	Result.bHasSession = Info.has_session != 0;
	Result.TokenExpiresInSeconds = static_cast<int64>(Info.token_expires_in_s);
	Result.ChildTokens = static_cast<int32>(Info.child_tokens);
	return Result;
}

EKinpassAccountEventKind KinpassConvert::ToAccountEventKind(kinpass_event_kind Kind)
{
	switch (Kind)
	{
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
	case KINPASS_EVENT_KIND_NONE:
	case KINPASS_EVENT_KIND_COMPLETED: break;
	}
	return EKinpassAccountEventKind::None;
}

FKinpassAccountEvent KinpassConvert::ToAccountEvent(const kinpass_event& Event)
{
	FKinpassAccountEvent Result;
	Result.Kind = ToAccountEventKind(Event.kind);
	Result.Token = ToToken(Event);
	Result.Session = ToSession(Event);
	Result.Prompt = ToPrompt(Event);
	Result.Error = ToError(Event);
	return Result;
}
