#include "KinpassClient.h"

#include "Containers/Ticker.h"
#include "KinpassModule.h"
#include "KinpassNativeConfig.h"
#include "KinpassStoreBridge.h"
#include "KinpassUtf8.h"

namespace
{
// More than any frame brings; a bound all the same, so that a handler that always starts anew can't hold a frame for ever.
constexpr int32 MaxEventsPerFrame = 256;
} // namespace

FKinpassClient::FKinpassClient() = default;

FKinpassClient::~FKinpassClient()
{
	checkf(Handle.id == 0, TEXT("A Kinpass client has to be closed before it goes."));
}

kinpass_status FKinpassClient::Open(const FKinpassConfig& Config)
{
	check(IsInGameThread());
	check(Handle.id == 0);
	if (!FKinpassModule::IsLibraryUsable())
	{
		return KINPASS_ERROR_UNSUPPORTED;
	}
	if (Config.StoreKind == EKinpassStoreKind::Host && Config.Store.IsValid())
	{
		Store = MakeUnique<FKinpassStoreBridge>(Config.Store.ToSharedRef());
	}
	const FKinpassNativeConfig Native(Config, Store ? Store->Functions() : nullptr);
	const kinpass_status Status = kinpass_client_create(Native.Get(), &Handle);
	if (Status != KINPASS_OK)
	{
		Store.Reset();
	}
	return Status;
}

void FKinpassClient::Close()
{
	check(IsInGameThread());
	if (!IsOpen())
	{
		return;
	}
	// A handler may let go of the last other reference.
	const TSharedRef<FKinpassClient> KeepAlive = AsShared();

	bClosing = true;
	kinpass_client_cancel_all(Handle);
	DeliverRefused();
	while (DeliverNext())
	{
	}

	const kinpass_status Status = kinpass_client_destroy(Handle, 0);
	Handle = {};
	bClosing = false;
	if (Status != KINPASS_OK)
	{
		// A store function of the game may be running still, and come back to an object that has to be there.
		UE_LOG(LogKinpass, Error, TEXT("The Kinpass store did not return in time; it stays in memory."));
		(void)Store.Release();
	}
	Store.Reset();

	// The library completes what it started. Should it ever not, those who wait still hear of it.
	TMap<uint64, TSharedPtr<FKinpassPending>> Left = MoveTemp(Operations);
	Operations.Empty();
	for (const TPair<uint64, TSharedPtr<FKinpassPending>>& Entry : Left)
	{
		Refuse({KINPASS_ERROR_CANCELLED, FString()}, *Entry.Value);
	}
	Listeners.Empty();
}

kinpass_client FKinpassClient::Native() const
{
	return IsOpen() ? Handle : kinpass_client{};
}

kinpass_account FKinpassClient::Account(uint64 Id) const
{
	return kinpass_account{IsOpen() ? Id : 0};
}

FKinpassOperation FKinpassClient::Track(kinpass_status Started, kinpass_operation Operation, FKinpassPending&& Pending)
{
	FKinpassOperation Result;
	if (Started == KINPASS_OK)
	{
		Result.Id = Operation.id;
		Operations.Add(Operation.id, MakeShared<FKinpassPending>(MoveTemp(Pending)));
	}
	else if (IsOpen())
	{
		Refused.Add(FRefused{KinpassConvert::ToRefusal(Started), MakeShared<FKinpassPending>(MoveTemp(Pending))});
	}
	else
	{
		FailNextFrame(KinpassConvert::ToRefusal(Started), MoveTemp(Pending));
	}
	return Result;
}

void FKinpassClient::Pump()
{
	check(IsInGameThread());
	const TSharedRef<FKinpassClient> KeepAlive = AsShared();
	DeliverRefused();
	for (int32 Count = 0; Count < MaxEventsPerFrame && DeliverNext(); ++Count)
	{
	}
}

void FKinpassClient::Listen(uint64 Account, FAccountListener&& Listener)
{
	Listeners.Add(Account, MakeShared<FAccountListener>(MoveTemp(Listener)));
}

void FKinpassClient::StopListening(uint64 Account)
{
	Listeners.Remove(Account);
}

void FKinpassClient::FailNextFrame(FKinpassRefusal&& Refusal, FKinpassPending&& Pending)
{
	const TSharedRef<FKinpassPending> Shared = MakeShared<FKinpassPending>(MoveTemp(Pending));
	FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
		[Refusal = MoveTemp(Refusal), Shared](float /*DeltaTime*/)
		{
			Refuse(Refusal, *Shared);
			return false;
		}));
}

bool FKinpassClient::DeliverNext()
{
	if (Handle.id == 0)
	{
		return false;
	}
	const kinpass_event* Event = nullptr;
	if (kinpass_client_next_event(Handle, &Event) != KINPASS_OK || Event == nullptr)
	{
		return false;
	}
	Deliver(*Event);
	kinpass_event_release(Event);
	return true;
}

void FKinpassClient::Deliver(const kinpass_event& Event)
{
	if (Event.kind == KINPASS_EVENT_KIND_COMPLETED)
	{
		TSharedPtr<FKinpassPending> Pending;
		if (Operations.RemoveAndCopyValue(Event.operation.id, Pending))
		{
			Pending->OnCompleted(Event);
		}
		return;
	}
	const TSharedPtr<FKinpassPending> Pending = Operations.FindRef(Event.operation.id);
	if (Pending.IsValid() && Pending->OnProgress)
	{
		Pending->OnProgress(Event);
	}
	const TSharedPtr<FAccountListener> Listener = Listeners.FindRef(Event.account.id);
	if (Listener.IsValid())
	{
		(*Listener)(FKinpassNativeEvent{Event});
	}
}

void FKinpassClient::DeliverRefused()
{
	// Only those that are here now: a handler that tries again waits for the next frame.
	TArray<FRefused> Now = MoveTemp(Refused);
	Refused.Reset();
	for (const FRefused& Entry : Now)
	{
		Refuse(Entry.Refusal, *Entry.Pending);
	}
}

void FKinpassClient::Refuse(const FKinpassRefusal& Refusal, const FKinpassPending& Pending)
{
	const FKinpassUtf8 Reason(Refusal.Reason);
	kinpass_error Error = {};
	kinpass_event Event = {};
	Event.struct_size = sizeof(Event);
	Event.kind = KINPASS_EVENT_KIND_COMPLETED;
	Event.status = Refusal.Status;
	if (!Refusal.Reason.IsEmpty())
	{
		Error.status = Refusal.Status;
		Error.category = kinpass_status_category(Refusal.Status);
		Error.message = Reason.Get();
		Event.error = &Error;
	}
	Pending.OnCompleted(Event);
}
