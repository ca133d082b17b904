#include "KinpassSubsystem.h"

#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "KinpassAccount.h"
#include "KinpassClient.h"
#include "KinpassConvert.h"
#include "KinpassModule.h"

UKinpassSubsystem* UKinpassSubsystem::Get(const UObject* WorldContextObject)
{
	const UWorld* World = GEngine != nullptr
		? GEngine->GetWorldFromContextObject(WorldContextObject, EGetWorldErrorMode::ReturnNull)
		: nullptr;
	return World != nullptr ? UGameInstance::GetSubsystem<UKinpassSubsystem>(World->GetGameInstance()) : nullptr;
}

void UKinpassSubsystem::Initialize(FSubsystemCollectionBase& Collection)
{
	Super::Initialize(Collection);
	bInitialized = true;
	TickerHandle = FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateUObject(this, &UKinpassSubsystem::Tick));
	Restart(FKinpassConfig::FromSettings());
}

void UKinpassSubsystem::Deinitialize()
{
	bInitialized = false;
	FTSTicker::GetCoreTicker().RemoveTicker(TickerHandle);
	TickerHandle.Reset();
	Stop();
	Super::Deinitialize();
}

FKinpassError UKinpassSubsystem::Restart(const FKinpassConfig& Config)
{
	check(IsInGameThread());
	// More than once only if a handler that heard of the end restarted by itself.
	while (Client.IsValid())
	{
		Stop();
	}
	if (!bInitialized)
	{
		return KinpassConvert::ToError(KINPASS_ERROR_INVALID_STATE);
	}
	Client = MakeShared<FKinpassClient>();
	const FKinpassError Error = KinpassConvert::ToErrorOfCall(Client->Open(Config));
	if (!Error.IsOk())
	{
		UE_LOG(LogKinpass, Error, TEXT("Kinpass could not start: %s. See Project Settings > Plugins > Kinpass, and docs/unreal.md."), *Error.Message);
	}
	return Error;
}

void UKinpassSubsystem::Stop()
{
	// Taken out first: a handler that is called from here and looks for the client or an account finds none, or the next.
	// The accounts end with their client.
	const TSharedPtr<FKinpassClient> Ending = MoveTemp(Client);
	Client.Reset();
	Accounts.Reset();
	if (Ending.IsValid())
	{
		Ending->Close();
	}
}

bool UKinpassSubsystem::Tick(float /*DeltaTime*/)
{
	// A copy: a handler may restart or end this subsystem.
	if (const TSharedPtr<FKinpassClient> Current = Client)
	{
		Current->Pump();
	}
	return true;
}

bool UKinpassSubsystem::IsRunning() const
{
	return Client.IsValid() && Client->IsOpen();
}

UKinpassAccount* UKinpassSubsystem::OpenAccount(const FKinpassAccountOptions& Options, FKinpassError& OutError)
{
	check(IsInGameThread());
	OutError = FKinpassError();
	if (UKinpassAccount* Existing = FindAccount(Options.PlayerKey))
	{
		return Existing;
	}
	if (!IsRunning())
	{
		OutError = KinpassConvert::ToError(KINPASS_ERROR_INVALID_HANDLE);
		return nullptr;
	}
	UKinpassAccount* Account = NewObject<UKinpassAccount>(this);
	OutError = Account->Open(Client.ToSharedRef(), Options);
	if (!OutError.IsOk())
	{
		return nullptr;
	}
	Accounts.Add(Account);
	return Account;
}

UKinpassAccount* UKinpassSubsystem::FindAccount(const FString& PlayerKey) const
{
	for (const TObjectPtr<UKinpassAccount>& Account : Accounts)
	{
		if (Account->GetPlayerKey().Equals(PlayerKey, ESearchCase::CaseSensitive))
		{
			return Account;
		}
	}
	return nullptr;
}

void UKinpassSubsystem::Forget(UKinpassAccount* Account)
{
	Accounts.Remove(Account);
}

void UKinpassSubsystem::CancelOperation(const FKinpassOperation& Operation)
{
	check(IsInGameThread());
	if (Operation.IsValid() && IsRunning())
	{
		kinpass_operation_cancel(kinpass_operation{Operation.Id});
	}
}

void UKinpassSubsystem::CancelAll()
{
	check(IsInGameThread());
	if (IsRunning())
	{
		kinpass_client_cancel_all(Client->Native());
	}
}
