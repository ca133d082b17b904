#include "KinpassSampleGameInstance.h"

#include "HAL/PlatformProcess.h"
#include "KinpassAccount.h"
#include "KinpassSubsystem.h"

DECLARE_LOG_CATEGORY_EXTERN(LogKinpassSample, Log, All);
DEFINE_LOG_CATEGORY(LogKinpassSample);

void UKinpassSampleGameInstance::Init()
{
	// Super makes the subsystems.
	Super::Init();

	FKinpassError Error;
	Account = GetSubsystem<UKinpassSubsystem>()->OpenAccount(FKinpassAccountOptions(), Error);
	if (Failed(TEXT("Opening the account"), Error))
	{
		return;
	}
	Account->OnLinkLost.AddDynamic(this, &UKinpassSampleGameInstance::HandleLinkLost);
	SignIn();
}

void UKinpassSampleGameInstance::SignIn()
{
	FKinpassSignInOptions Options;
	Options.Method = EKinpassSignInMethod::Browser;
	// The engine knows best how to open a page on its platform.
	Options.bHostOpensBrowser = true;

	// The player may end the game in the meantime: a weak pointer says so.
	Account->SignIn(Options,
		[Weak = TWeakObjectPtr<UKinpassSampleGameInstance>(this)](const TKinpassResult<FKinpassToken>& Result)
		{
			UKinpassSampleGameInstance* This = Weak.Get();
			if (This != nullptr && !This->Failed(TEXT("Signing in"), Result.Error))
			{
				This->Say(TEXT("Signed in."));
				This->GetChildTokens();
			}
		},
		[Weak = TWeakObjectPtr<UKinpassSampleGameInstance>(this)](const FKinpassSignInPrompt& Prompt)
		{
			if (UKinpassSampleGameInstance* This = Weak.Get())
			{
				This->Say(TEXT("Please allow the game in the browser."));
				FPlatformProcess::LaunchURL(*Prompt.Url, nullptr, nullptr);
			}
		});
}

void UKinpassSampleGameInstance::GetChildTokens()
{
	// This game's own: it goes to Client::UpdateToken of the Social SDK.
	Account->GetChildToken(FKinpassChildTokenOptions(),
		[Weak = TWeakObjectPtr<UKinpassSampleGameInstance>(this)](const TKinpassResult<FKinpassToken>& Result)
		{
			UKinpassSampleGameInstance* This = Weak.Get();
			if (This == nullptr || This->Failed(TEXT("The child token of this game"), Result.Error))
			{
				return;
			}
			This->Say(FString::Printf(TEXT("Child token of %s, good for %lld s."), *Result.Value.ApplicationId, Result.Value.ExpiresInSeconds));

			FKinpassChildTokenOptions Other;
			Other.ApplicationId = This->OtherApplicationId;
			if (Other.ApplicationId.IsEmpty())
			{
				This->GetSession();
				return;
			}
			This->Account->GetChildToken(Other,
				[Weak](const TKinpassResult<FKinpassToken>& OtherResult)
				{
					UKinpassSampleGameInstance* Still = Weak.Get();
					if (Still != nullptr && !Still->Failed(TEXT("The child token of the other game"), OtherResult.Error))
					{
						Still->Say(FString::Printf(TEXT("Child token of %s."), *OtherResult.Value.ApplicationId));
						Still->GetSession();
					}
				});
		});
}

void UKinpassSampleGameInstance::GetSession()
{
	Account->GetSession(
		[Weak = TWeakObjectPtr<UKinpassSampleGameInstance>(this)](const TKinpassResult<FKinpassSession>& Result)
		{
			UKinpassSampleGameInstance* This = Weak.Get();
			if (This != nullptr && !This->Failed(TEXT("The LootLocker session"), Result.Error))
			{
				This->Say(FString::Printf(TEXT("LootLocker session of player %lld."), Result.Value.PlayerId));
				This->GetPlayerName();
			}
		});
}

void UKinpassSampleGameInstance::GetPlayerName()
{
	FKinpassRequestOptions Options;
	Options.Path = TEXT("/game/player/name");
	Account->Request(Options,
		[Weak = TWeakObjectPtr<UKinpassSampleGameInstance>(this)](const TKinpassResult<FKinpassResponse>& Result)
		{
			UKinpassSampleGameInstance* This = Weak.Get();
			if (This != nullptr && !This->Failed(TEXT("The player's name"), Result.Error))
			{
				This->Say(FString::Printf(TEXT("LootLocker says %s."), *Result.Value.Body));
				This->bDone = true;
			}
		});
}

void UKinpassSampleGameInstance::HandleLinkLost(const FKinpassError& Error)
{
	Failed(TEXT("The link"), Error);
}

void UKinpassSampleGameInstance::Say(const FString& Text)
{
	UE_LOG(LogKinpassSample, Display, TEXT("%s"), *Text);
	Steps.Add(Text);
}

bool UKinpassSampleGameInstance::Failed(const FString& What, const FKinpassError& Error)
{
	if (Error.IsOk())
	{
		return false;
	}
	Say(FString::Printf(TEXT("%s failed: %s"), *What, *Error.Message));
	bDone = true;
	return true;
}
