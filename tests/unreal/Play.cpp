#include "Play.h"

#include <chrono>
#include <thread>

#include "KinpassSettings.h"
#include "Sandbox.h"
#include "Shim.h"

void FPlay::UseSandbox()
{
	UKinpassSettings& Settings = *GetMutableDefault<UKinpassSettings>();
	Settings.DiscordApplicationId = Sandbox::App;
	Settings.ApplicationId = Sandbox::Alpha;
	Settings.DiscordApiUrl = Sandbox::Url() + FString(TEXT("/api/v10"));
	Settings.DiscordAuthorizeUrl = Sandbox::Url() + FString(TEXT("/oauth2/authorize"));
	Settings.LootLockerUrl = Sandbox::Url();
	Settings.LootLockerGameKey = TEXT("dev_sandbox_alpha");
	Settings.ProxyUrl = TEXT("none");
	Settings.Store = EKinpassStoreKind::Memory;
	Settings.LogLevel = EKinpassLogLevel::Trace;
	Settings.MaxAttempts = 0;
	Settings.ChildTokenUrl.Reset();
}

FPlay::FPlay()
{
	GameInstance = NewObject<UGameInstance>();
	GameInstance->AddToRoot();
	GameInstance->Init();
}

FPlay::~FPlay()
{
	Stop();
}

void FPlay::Stop()
{
	if (GameInstance != nullptr)
	{
		GameInstance->Shutdown();
		GameInstance->RemoveFromRoot();
		GameInstance = nullptr;
		CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
	}
}

UKinpassAccount* FPlay::Account(const TCHAR* PlayerKey) const
{
	FKinpassAccountOptions Options;
	Options.PlayerKey = PlayerKey;
	FKinpassError Error;
	UKinpassAccount* Result = Kinpass().OpenAccount(Options, Error);
	check(Result != nullptr);
	return Result;
}

UKinpassAccount* FPlay::Linked(const TCHAR* Player) const
{
	UKinpassAccount* Result = Account(Player);
	const Sandbox::FTokens Tokens = Sandbox::Link(Player);
	FKinpassAdoptOptions Options;
	Options.AccessToken = Tokens.AccessToken;
	Options.RefreshToken = Tokens.RefreshToken;
	Options.ExpiresInSeconds = 604800;
	bool bDone = false;
	Result->AdoptTokens(Options, [&bDone](const TKinpassResult<FKinpassNothing>& Adopted) { bDone = Adopted.IsOk(); });
	check(Until([&bDone] { return bDone; }));
	return Result;
}

bool Until(const TFunction<bool()>& Condition)
{
	const auto Limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
	while (!Condition())
	{
		if (std::chrono::steady_clock::now() > Limit)
		{
			return false;
		}
		ShimFrame();
		std::this_thread::sleep_for(std::chrono::milliseconds(1));
	}
	return true;
}

void Settle()
{
	for (int32 Frame = 0; Frame < 30; ++Frame)
	{
		ShimFrame();
		std::this_thread::sleep_for(std::chrono::milliseconds(1));
	}
}
