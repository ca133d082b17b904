// The operations of UKinpassSubsystem that speak to Discord.

#include "KinpassFinishPage.h"
#include "KinpassNumbers.h"
#include "KinpassStart.h"
#include "KinpassSubsystem.h"
#include "KinpassUtf8.h"

FKinpassOperation UKinpassSubsystem::ExchangeChildToken(
	const FKinpassExchangeChildTokenOptions& Options, FKinpassTokenCallback Callback)
{
	const FKinpassUtf8 ParentAccessToken(Options.ParentAccessToken);
	const FKinpassUtf8 ChildApplicationId(Options.ChildApplicationId);

	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_discord_exchange_child_token_options Native;
			kinpass_discord_exchange_child_token_options_init(&Native, sizeof(Native));
			Native.parent_access_token = ParentAccessToken.Get();
			Native.child_application_id = ChildApplicationId.Get();
			Native.parent_expires_in_s = KinpassNumbers::ToUnsigned64(Options.ParentExpiresInSeconds);
			return kinpass_discord_exchange_child_token(Open.Native(), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::RefreshToken(const FString& Token, FKinpassTokenCallback Callback)
{
	const FKinpassUtf8 Text(Token);
	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			return kinpass_discord_refresh_token(Open.Native(), Text.Get(), nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::RevokeToken(const FKinpassRevokeTokenOptions& Options, FKinpassDoneCallback Callback)
{
	const FKinpassUtf8 Token(Options.Token);
	const FKinpassUtf8 ApplicationId(Options.ApplicationId);
	const FKinpassUtf8 ClientSecret(Options.ClientSecret);

	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToNothing),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_discord_revoke_token_options Native;
			kinpass_discord_revoke_token_options_init(&Native, sizeof(Native));
			Native.token = Token.Get();
			Native.application_id = ApplicationId.Get();
			Native.client_secret = ClientSecret.Get();
			return kinpass_discord_revoke_token(Open.Native(), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::ExchangeCode(const FKinpassExchangeCodeOptions& Options, FKinpassTokenCallback Callback)
{
	const FKinpassUtf8 Code(Options.Code);
	const FKinpassUtf8 RedirectUri(Options.RedirectUri);
	const FKinpassUtf8 CodeVerifier(Options.CodeVerifier);
	const FKinpassUtf8 ExternalAuthToken(Options.ExternalAuthToken);

	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_discord_exchange_code_options Native;
			kinpass_discord_exchange_code_options_init(&Native, sizeof(Native));
			Native.code = Code.Get();
			Native.redirect_uri = RedirectUri.Get();
			Native.code_verifier = CodeVerifier.Get();
			Native.external_auth_type = static_cast<int32_t>(Options.ExternalAuthType);
			Native.external_auth_token = ExternalAuthToken.Get();
			return kinpass_discord_exchange_code(Open.Native(), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::Authorize(
	const FKinpassAuthorizeOptions& Options, FKinpassTokenCallback Callback, FKinpassPromptCallback OnPrompt)
{
	const FKinpassUtf8 Scope(Options.Scope);
	const FKinpassUtf8 Prompt(Options.Prompt);
	const FKinpassUtf8 Nonce(Options.Nonce);
	const FKinpassUtf8 RedirectPath(Options.RedirectPath);
	const FKinpassUtf8 ExternalAuthToken(Options.ExternalAuthToken);
	const FKinpassFinishPageUtf8 FinishPage(Options.FinishPage);

	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken, MoveTemp(OnPrompt)),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_discord_authorize_options Native;
			kinpass_discord_authorize_options_init(&Native, sizeof(Native));
			Native.scope = Scope.Get();
			Native.prompt = Prompt.Get();
			Native.nonce = Nonce.Get();
			Native.redirect_path = RedirectPath.Get();
			Native.redirect_port = KinpassNumbers::ToUnsigned32(Options.RedirectPort);
			Native.timeout_ms = KinpassNumbers::ToUnsigned32(Options.TimeoutMs);
			Native.host_opens_browser = Options.bHostOpensBrowser ? 1 : 0;
			Native.external_auth_type = static_cast<int32_t>(Options.ExternalAuthType);
			Native.external_auth_token = ExternalAuthToken.Get();
			Native.page_title = FinishPage.Title.Get();
			Native.page_accent = FinishPage.Accent.Get();
			Native.page_success_html = FinishPage.SuccessHtml.Get();
			Native.page_failure_html = FinishPage.FailureHtml.Get();
			return kinpass_discord_authorize(Open.Native(), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::AuthorizeDevice(
	const FKinpassAuthorizeDeviceOptions& Options, FKinpassTokenCallback Callback, FKinpassPromptCallback OnPrompt)
{
	const FKinpassUtf8 Scope(Options.Scope);
	const FKinpassUtf8 ExternalAuthToken(Options.ExternalAuthToken);

	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken, MoveTemp(OnPrompt)),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_discord_authorize_device_options Native;
			kinpass_discord_authorize_device_options_init(&Native, sizeof(Native));
			Native.scope = Scope.Get();
			Native.external_auth_type = static_cast<int32_t>(Options.ExternalAuthType);
			Native.external_auth_token = ExternalAuthToken.Get();
			return kinpass_discord_authorize_device(Open.Native(), &Native, nullptr, Operation);
		});
}

namespace
{
using FProvisionalStart = decltype(&kinpass_discord_get_provisional_token);

FKinpassOperation RunProvisional(const TSharedPtr<FKinpassClient>& Client, const FKinpassProvisionalOptions& Options,
	FKinpassPending&& Pending, FProvisionalStart Start)
{
	const FKinpassUtf8 ExternalAuthToken(Options.ExternalAuthToken);
	const FKinpassUtf8 BotToken(Options.BotToken);
	const FKinpassUtf8 ExternalUserId(Options.ExternalUserId);
	const FKinpassUtf8 PreferredGlobalName(Options.PreferredGlobalName);
	const FKinpassUtf8 ProvisionalUserId(Options.ProvisionalUserId);

	return KinpassStart::Run(Client, MoveTemp(Pending),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_discord_provisional_options Native;
			kinpass_discord_provisional_options_init(&Native, sizeof(Native));
			Native.external_auth_type = static_cast<int32_t>(Options.ExternalAuthType);
			Native.external_auth_token = ExternalAuthToken.Get();
			Native.bot_token = BotToken.Get();
			Native.external_user_id = ExternalUserId.Get();
			Native.preferred_global_name = PreferredGlobalName.Get();
			Native.provisional_user_id = ProvisionalUserId.Get();
			return Start(Open.Native(), &Native, nullptr, Operation);
		});
}
} // namespace

FKinpassOperation UKinpassSubsystem::GetProvisionalToken(const FKinpassProvisionalOptions& Options, FKinpassTokenCallback Callback)
{
	return RunProvisional(Client, Options, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken),
		&kinpass_discord_get_provisional_token);
}

FKinpassOperation UKinpassSubsystem::UnmergeProvisionalAccount(
	const FKinpassProvisionalOptions& Options, FKinpassDoneCallback Callback)
{
	return RunProvisional(Client, Options, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToNothing),
		&kinpass_discord_unmerge_provisional_account);
}

FKinpassOperation UKinpassSubsystem::GetAuthorization(const FString& AccessToken, FKinpassAuthorizationCallback Callback)
{
	const FKinpassUtf8 Token(AccessToken);
	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToAuthorization),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			return kinpass_discord_get_authorization(Open.Native(), Token.Get(), nullptr, Operation);
		});
}

FKinpassError UKinpassSubsystem::CreateAuthorization(const FKinpassAuthorizationPageOptions& Options, FKinpassAuthorizationPage& OutPage)
{
	check(IsInGameThread());
	OutPage = FKinpassAuthorizationPage();
	if (!IsRunning())
	{
		return KinpassConvert::ToError(KINPASS_ERROR_INVALID_HANDLE);
	}

	const FKinpassUtf8 RedirectUri(Options.RedirectUri);
	const FKinpassUtf8 Scope(Options.Scope);
	const FKinpassUtf8 Prompt(Options.Prompt);
	const FKinpassUtf8 Nonce(Options.Nonce);
	kinpass_discord_create_authorization_options Native;
	kinpass_discord_create_authorization_options_init(&Native, sizeof(Native));
	Native.redirect_uri = RedirectUri.Get();
	Native.scope = Scope.Get();
	Native.prompt = Prompt.Get();
	Native.nonce = Nonce.Get();

	// Enough for the default scopes; with longer ones the library says how much it needs, and is asked once more.
	TArray<ANSICHAR> Url;
	TArray<ANSICHAR> Verifier;
	TArray<ANSICHAR> State;
	Url.SetNumZeroed(2048);
	Verifier.SetNumZeroed(129);
	State.SetNumZeroed(65);

	kinpass_status Status = KINPASS_OK;
	for (int32 Try = 0; Try < 2; ++Try)
	{
		kinpass_buffer UrlBuffer = KinpassText::AsBuffer(Url);
		kinpass_buffer VerifierBuffer = KinpassText::AsBuffer(Verifier);
		kinpass_buffer StateBuffer = KinpassText::AsBuffer(State);
		Status = kinpass_discord_create_authorization(Client->Native(), &Native, &UrlBuffer, &VerifierBuffer, &StateBuffer);
		if (Status == KINPASS_OK)
		{
			OutPage.Url = KinpassText::FromUtf8(UrlBuffer.data, UrlBuffer.size);
			OutPage.CodeVerifier = KinpassText::FromUtf8(VerifierBuffer.data, VerifierBuffer.size);
			OutPage.State = KinpassText::FromUtf8(StateBuffer.data, StateBuffer.size);
		}
		if (Status != KINPASS_ERROR_BUFFER_TOO_SMALL)
		{
			break;
		}
		Url.SetNumZeroed(FMath::Max(Url.Num(), static_cast<int32>(UrlBuffer.size) + 1));
		Verifier.SetNumZeroed(FMath::Max(Verifier.Num(), static_cast<int32>(VerifierBuffer.size) + 1));
		State.SetNumZeroed(FMath::Max(State.Num(), static_cast<int32>(StateBuffer.size) + 1));
	}
	KinpassText::Wipe(Verifier);
	return KinpassConvert::ToErrorOfCall(Status);
}
