#pragma once

#include "CoreMinimal.h"
#include "KinpassNative.h"
#include "KinpassStore.h"
#include "Templates/SharedPointer.h"

/** A game's IKinpassStore as the functions that the library calls, on its worker. */
class FKinpassStoreBridge
{
public:
	explicit FKinpassStoreBridge(const TSharedRef<IKinpassStore, ESPMode::ThreadSafe>& InStore);

	/** Points to this object: it has to outlive the client. */
	const kinpass_store_functions* Functions() const { return &Native; }

private:
	kinpass_store_functions MakeFunctions();

	static IKinpassStore& StoreOf(void* Self) { return static_cast<FKinpassStoreBridge*>(Self)->Store.Get(); }

	static int32_t Load(void* Self, const char* Key, kinpass_store_sink Put, void* Sink);
	static int32_t Save(void* Self, const char* Key, const char* Data, size_t Size);
	static int32_t Erase(void* Self, const char* Key);
	static int32_t Lock(void* Self, const char* Key, uint32_t TimeoutMs);
	static int32_t Unlock(void* Self, const char* Key);

	TSharedRef<IKinpassStore, ESPMode::ThreadSafe> Store;
	const kinpass_store_functions Native;
};
