#include "KinpassStoreBridge.h"

#include "KinpassUtf8.h"

namespace
{
int32_t Outcome(bool bSuccess)
{
	return bSuccess ? 0 : 1;
}
} // namespace

FKinpassStoreBridge::FKinpassStoreBridge(const TSharedRef<IKinpassStore, ESPMode::ThreadSafe>& InStore)
	: Store(InStore)
	, Native(MakeFunctions())
{
}

kinpass_store_functions FKinpassStoreBridge::MakeFunctions()
{
	kinpass_store_functions Made = {};
	Made.struct_size = sizeof(Made);
	Made.user_data = this;
	Made.load = &FKinpassStoreBridge::Load;
	Made.save = &FKinpassStoreBridge::Save;
	Made.erase = &FKinpassStoreBridge::Erase;
	if (Store->HasLock())
	{
		Made.lock = &FKinpassStoreBridge::Lock;
		Made.unlock = &FKinpassStoreBridge::Unlock;
	}
	return Made;
}

int32_t FKinpassStoreBridge::Load(void* Self, const char* Key, kinpass_store_sink Put, void* Sink)
{
	FString Record;
	if (!StoreOf(Self).Load(KinpassText::FromUtf8(Key), Record))
	{
		return Outcome(false);
	}
	if (!Record.IsEmpty())
	{
		const FKinpassUtf8 Utf8(Record);
		const kinpass_string Text = Utf8.Get();
		Put(Sink, Text.data, Text.size);
	}
	return Outcome(true);
}

int32_t FKinpassStoreBridge::Save(void* Self, const char* Key, const char* Data, size_t Size)
{
	return Outcome(StoreOf(Self).Save(KinpassText::FromUtf8(Key), KinpassText::FromUtf8(Data, Size)));
}

int32_t FKinpassStoreBridge::Erase(void* Self, const char* Key)
{
	return Outcome(StoreOf(Self).Erase(KinpassText::FromUtf8(Key)));
}

int32_t FKinpassStoreBridge::Lock(void* Self, const char* Key, uint32_t TimeoutMs)
{
	return Outcome(StoreOf(Self).Lock(KinpassText::FromUtf8(Key), TimeoutMs));
}

int32_t FKinpassStoreBridge::Unlock(void* Self, const char* Key)
{
	return Outcome(StoreOf(Self).Unlock(KinpassText::FromUtf8(Key)));
}
