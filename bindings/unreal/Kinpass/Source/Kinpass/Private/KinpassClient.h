#pragma once

#include "CoreMinimal.h"
#include "KinpassConfig.h"
#include "KinpassConvert.h"
#include "KinpassNative.h"
#include "KinpassResult.h"
#include "Templates/SharedPointer.h"
#include "Templates/UniquePtr.h"

class FKinpassStoreBridge;

/** Who waits for an operation. */
struct FKinpassPending
{
	/** Called exactly once. */
	TFunction<void(const kinpass_event&)> OnCompleted;

	/** Called for each event before the completion. May be unset. */
	TFunction<void(const kinpass_event&)> OnProgress;
};

/**
 * A native client and those who wait for its events. It pulls: no native code ever calls into the engine but for the log,
 * so nothing here can run at a bad moment or on a strange thread. For the game thread.
 *
 * Shared, because a handler may end the subsystem, and with it this client, while this client is calling the handler.
 */
class FKinpassClient : public TSharedFromThis<FKinpassClient>
{
public:
	using FAccountListener = TFunction<void(const FKinpassNativeEvent&)>;

	FKinpassClient();
	~FKinpassClient();

	kinpass_status Open(const FKinpassConfig& Config);

	/** Completes everything that is open, as Cancelled at the latest, and ends the native client. */
	void Close();

	bool IsOpen() const { return Handle.id != 0 && !bClosing; }

	/** What to call the library with. Zero while and after closing: then the library refuses, and nothing new starts. */
	kinpass_client Native() const;

	/** The same for an account of this client. */
	kinpass_account Account(uint64 Id) const;

	/** Takes note of an operation that was started, or of a start that was refused: then the completion comes next frame. */
	FKinpassOperation Track(kinpass_status Started, kinpass_operation Operation, FKinpassPending&& Pending);

	/** Delivers what is waiting. */
	void Pump();

	void Listen(uint64 Account, FAccountListener&& Listener);
	void StopListening(uint64 Account);

	/** Completes a start that was refused, where there is no client that could do it. */
	static void FailNextFrame(FKinpassRefusal&& Refusal, FKinpassPending&& Pending);

private:
	struct FRefused
	{
		FKinpassRefusal Refusal;
		TSharedRef<FKinpassPending> Pending;
	};

	bool DeliverNext();
	void Deliver(const kinpass_event& Event);
	void DeliverRefused();
	static void Refuse(const FKinpassRefusal& Refusal, const FKinpassPending& Pending);

	kinpass_client Handle = {};
	bool bClosing = false;

	// Behind pointers: a handler may start and end operations while its own entry is being called.
	TMap<uint64, TSharedPtr<FKinpassPending>> Operations;
	TMap<uint64, TSharedPtr<FAccountListener>> Listeners;
	TArray<FRefused> Refused;

	TUniquePtr<FKinpassStoreBridge> Store;
};
