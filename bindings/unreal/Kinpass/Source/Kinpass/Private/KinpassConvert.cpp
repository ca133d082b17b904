#include "KinpassConvert.h"

#include "KinpassUtf8.h"

using KinpassText::FromUtf8;

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
