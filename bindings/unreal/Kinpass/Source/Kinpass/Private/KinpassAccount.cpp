#include "KinpassAccount.h"

#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "KinpassFinishPage.h"
#include "KinpassNumbers.h"
#include "KinpassSettings.h"
#include "KinpassStart.h"
#include "KinpassSubsystem.h"
#include "KinpassUtf8.h"

FKinpassError UKinpassAccount::Open(const TSharedRef<FKinpassClient>& InClient, const FKinpassAccountOptions& Options)
{
	const FString& DefaultApplicationId = GetDefault<UKinpassSettings>()->ApplicationId;
	const FKinpassUtf8 Key(Options.PlayerKey);
	const FKinpassUtf8 ApplicationId(Options.ApplicationId.IsEmpty() ? DefaultApplicationId : Options.ApplicationId);
	const FKinpassUtf8 GameKey(Options.GameKey);
	const FKinpassUtf8 GameVersion(Options.GameVersion);

	kinpass_account_open_options Native;
	kinpass_account_open_options_init(&Native, sizeof(Native));
	Native.player_key = Key.Get();
	Native.application_id = ApplicationId.Get();
	Native.game_key = GameKey.Get();
	Native.game_version = GameVersion.Get();
	Native.lootlocker_token_source = static_cast<int32_t>(Options.LootLockerTokenSource);
	Native.renew_ahead_s = KinpassNumbers::ToUnsigned32(Options.RenewAheadSeconds);
	Native.no_automatic_renewal = Options.bRenewAutomatically ? 0 : 1;

	kinpass_account Account = {};
	const kinpass_status Status = kinpass_account_open(InClient->Native(), &Native, nullptr, &Account);
	if (Status == KINPASS_OK)
	{
		PlayerKey = Options.PlayerKey;
		Handle = Account.id;
		Client = InClient;
		InClient->Listen(Handle,
			[WeakThis = TWeakObjectPtr<UKinpassAccount>(this)](const FKinpassNativeEvent& Event)
			{
				if (UKinpassAccount* This = WeakThis.Get())
				{
					This->HandleEvent(Event);
				}
			});
	}
	return KinpassConvert::ToErrorOfCall(Status);
}

void UKinpassAccount::HandleEvent(const FKinpassNativeEvent& Native)
{
	const FKinpassAccountEvent Event = KinpassConvert::ToAccountEvent(Native.Raw);
	switch (Event.Kind)
	{
	case EKinpassAccountEventKind::UserCode:
	case EKinpassAccountEventKind::AuthorizationUrl: OnSignInPrompt.Broadcast(Event.Prompt); break;
	case EKinpassAccountEventKind::TokenRenewed: OnTokenRenewed.Broadcast(Event.Token); break;
	case EKinpassAccountEventKind::ChildTokenRenewed: OnChildTokenRenewed.Broadcast(Event.Token); break;
	case EKinpassAccountEventKind::SessionRenewed: OnSessionRenewed.Broadcast(Event.Session); break;
	case EKinpassAccountEventKind::Offline: OnOffline.Broadcast(); break;
	case EKinpassAccountEventKind::Online: OnOnline.Broadcast(); break;
	case EKinpassAccountEventKind::TokenExpiring: OnTokenExpiring.Broadcast(); break;
	case EKinpassAccountEventKind::LinkLost: OnLinkLost.Broadcast(Event.Error); break;
	case EKinpassAccountEventKind::SessionLost: OnSessionLost.Broadcast(Event.Error); break;
	case EKinpassAccountEventKind::Banned: OnBanned.Broadcast(Event.Error); break;
	case EKinpassAccountEventKind::StoreFailed: OnStoreFailed.Broadcast(Event.Error); break;
	case EKinpassAccountEventKind::None: return;
	}
	OnEvent.Broadcast(Event);
}

FKinpassOperation UKinpassAccount::SignIn(
	const FKinpassSignInOptions& Options, FKinpassTokenCallback Callback, FKinpassPromptCallback OnPrompt)
{
	const FKinpassUtf8 Scope(Options.Scope);
	const FKinpassUtf8 Prompt(Options.Prompt);
	const FKinpassUtf8 Nonce(Options.Nonce);
	const FKinpassUtf8 Redirect(Options.Redirect);
	const FKinpassUtf8 ExternalAuthToken(Options.ExternalAuthToken);
	const FKinpassFinishPageUtf8 FinishPage(Options.FinishPage);

	return KinpassStart::Run(Client.Pin(), KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken, MoveTemp(OnPrompt)),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_account_sign_in_options Native;
			kinpass_account_sign_in_options_init(&Native, sizeof(Native));
			Native.method = static_cast<int32_t>(Options.Method);
			Native.scope = Scope.Get();
			Native.prompt = Prompt.Get();
			Native.nonce = Nonce.Get();
			Native.redirect = Redirect.Get();
			Native.redirect_port = KinpassNumbers::ToUnsigned32(Options.RedirectPort);
			Native.timeout_ms = KinpassNumbers::ToUnsigned32(Options.TimeoutMs);
			Native.host_opens_browser = Options.bHostOpensBrowser ? 1 : 0;
			Native.link_again = Options.bLinkAgain ? 1 : 0;
			Native.external_auth_type = static_cast<int32_t>(Options.ExternalAuthType);
			Native.external_auth_token = ExternalAuthToken.Get();
			Native.page_title = FinishPage.Title.Get();
			Native.page_accent = FinishPage.Accent.Get();
			Native.page_success_html = FinishPage.SuccessHtml.Get();
			Native.page_failure_html = FinishPage.FailureHtml.Get();
			return kinpass_account_sign_in(Open.Account(Handle), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassAccount::AdoptTokens(const FKinpassAdoptOptions& Options, FKinpassDoneCallback Callback)
{
	const FKinpassUtf8 AccessToken(Options.AccessToken);
	const FKinpassUtf8 RefreshToken(Options.RefreshToken);
	const FKinpassUtf8 Scope(Options.Scope);

	return KinpassStart::Run(Client.Pin(), KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToNothing),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_account_adopt_tokens_options Native;
			kinpass_account_adopt_tokens_options_init(&Native, sizeof(Native));
			Native.access_token = AccessToken.Get();
			Native.refresh_token = RefreshToken.Get();
			Native.expires_in_s = KinpassNumbers::ToUnsigned64(Options.ExpiresInSeconds);
			Native.scope = Scope.Get();
			Native.provisional = Options.bProvisional ? 1 : 0;
			return kinpass_account_adopt_tokens(Open.Account(Handle), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassAccount::GetChildToken(const FKinpassChildTokenOptions& Options, FKinpassTokenCallback Callback)
{
	const FKinpassUtf8 ApplicationId(Options.ApplicationId);

	return KinpassStart::Run(Client.Pin(), KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToToken),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_account_get_child_token_options Native;
			kinpass_account_get_child_token_options_init(&Native, sizeof(Native));
			Native.application_id = ApplicationId.Get();
			Native.min_validity_s = KinpassNumbers::ToUnsigned32(Options.MinValiditySeconds);
			Native.force = Options.bForce ? 1 : 0;
			return kinpass_account_get_child_token(Open.Account(Handle), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassAccount::GetSession(FKinpassSessionCallback Callback)
{
	return KinpassStart::Run(Client.Pin(), KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToSession),
		[this](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			return kinpass_account_get_session(Open.Account(Handle), nullptr, Operation);
		});
}

FKinpassOperation UKinpassAccount::RefreshSession(FKinpassSessionCallback Callback)
{
	return KinpassStart::Run(Client.Pin(), KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToSession),
		[this](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			return kinpass_account_refresh_session(Open.Account(Handle), nullptr, Operation);
		});
}

FKinpassOperation UKinpassAccount::Request(const FKinpassRequestOptions& Options, FKinpassResponseCallback Callback)
{
	const FKinpassUtf8 Method(Options.Method);
	const FKinpassUtf8 Path(Options.Path);
	const FKinpassUtf8 BodyJson(Options.BodyJson);
	const FKinpassUtf8 ApplicationId(Options.ApplicationId);

	return KinpassStart::Run(Client.Pin(), KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToResponse),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_account_request_options Native;
			kinpass_account_request_options_init(&Native, sizeof(Native));
			Native.service = static_cast<int32_t>(Options.Service);
			Native.method = Method.Get();
			Native.path = Path.Get();
			Native.body_json = BodyJson.Get();
			Native.application_id = ApplicationId.Get();
			return kinpass_account_request(Open.Account(Handle), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassAccount::SignOut(bool bRevoke, FKinpassDoneCallback Callback)
{
	return KinpassStart::Run(Client.Pin(), KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToNothing),
		[this, bRevoke](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			return kinpass_account_sign_out(Open.Account(Handle), bRevoke ? 1 : 0, nullptr, Operation);
		});
}

FKinpassError UKinpassAccount::HandleRedirect(const FString& Url)
{
	check(IsInGameThread());
	const TSharedPtr<FKinpassClient> Pinned = Client.Pin();
	if (!Pinned.IsValid())
	{
		return KinpassConvert::ToError(KINPASS_ERROR_INVALID_HANDLE);
	}
	const FKinpassUtf8 Text(Url);
	return KinpassConvert::ToErrorOfCall(kinpass_account_handle_redirect(Pinned->Account(Handle), Text.Get()));
}

FKinpassError UKinpassAccount::PeekChildToken(const FString& ApplicationId, int32 MinValiditySeconds, FString& OutAccessToken) const
{
	check(IsInGameThread());
	OutAccessToken.Reset();
	const TSharedPtr<FKinpassClient> Pinned = Client.Pin();
	if (!Pinned.IsValid())
	{
		return KinpassConvert::ToError(KINPASS_ERROR_INVALID_HANDLE);
	}
	const FKinpassUtf8 Application(ApplicationId);
	TArray<ANSICHAR> Text;
	Text.SetNumZeroed(1024);
	kinpass_status Status = KINPASS_OK;
	for (int32 Try = 0; Try < 2; ++Try)
	{
		kinpass_buffer Buffer = KinpassText::AsBuffer(Text);
		Status = kinpass_account_peek_child_token(
			Pinned->Account(Handle), Application.Get(), KinpassNumbers::ToUnsigned32(MinValiditySeconds), &Buffer);
		if (Status == KINPASS_OK)
		{
			OutAccessToken = KinpassText::FromUtf8(Buffer.data, Buffer.size);
		}
		if (Status != KINPASS_ERROR_BUFFER_TOO_SMALL)
		{
			break;
		}
		Text.SetNumZeroed(static_cast<int32>(Buffer.size) + 1);
	}
	KinpassText::Wipe(Text);
	return KinpassConvert::ToErrorOfCall(Status);
}

FKinpassError UKinpassAccount::GetInfo(FKinpassAccountInfo& OutInfo) const
{
	check(IsInGameThread());
	OutInfo = FKinpassAccountInfo();
	const TSharedPtr<FKinpassClient> Pinned = Client.Pin();
	if (!Pinned.IsValid())
	{
		return KinpassConvert::ToError(KINPASS_ERROR_INVALID_HANDLE);
	}
	kinpass_account_info Info = {};
	Info.struct_size = sizeof(Info);
	const kinpass_status Status = kinpass_account_get_info(Pinned->Account(Handle), &Info);
	if (Status == KINPASS_OK)
	{
		OutInfo = KinpassConvert::ToInfo(Info);
	}
	return KinpassConvert::ToErrorOfCall(Status);
}

bool UKinpassAccount::IsOpen() const
{
	const TSharedPtr<FKinpassClient> Pinned = Client.Pin();
	return Handle != 0 && Pinned.IsValid() && Pinned->IsOpen();
}

void UKinpassAccount::Close()
{
	if (Handle == 0)
	{
		return;
	}
	if (const TSharedPtr<FKinpassClient> Pinned = Client.Pin())
	{
		Pinned->StopListening(Handle);
		kinpass_account_close(Pinned->Account(Handle));
	}
	Handle = 0;
	if (UKinpassSubsystem* Subsystem = GetSubsystem())
	{
		Subsystem->Forget(this);
	}
}

UKinpassSubsystem* UKinpassAccount::GetSubsystem() const
{
	return Cast<UKinpassSubsystem>(GetOuter());
}

UWorld* UKinpassAccount::GetWorld() const
{
	const UKinpassSubsystem* Subsystem = GetSubsystem();
	const UGameInstance* GameInstance = Subsystem != nullptr ? Subsystem->GetGameInstance() : nullptr;
	return GameInstance != nullptr ? GameInstance->GetWorld() : nullptr;
}

void UKinpassAccount::BeginDestroy()
{
	// The subsystem closes its accounts; this is for one whose subsystem was collected without its Deinitialize. Nothing of
	// the subsystem may be touched here any more. The default object has no handle, so it never calls the library.
	if (Handle != 0)
	{
		if (const TSharedPtr<FKinpassClient> Pinned = Client.Pin())
		{
			kinpass_account_close(Pinned->Account(Handle));
		}
		Handle = 0;
	}
	Super::BeginDestroy();
}
