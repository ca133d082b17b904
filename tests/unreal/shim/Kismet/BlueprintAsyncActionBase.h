#pragma once

#include "Delegates/Delegate.h"
#include "UObject/Object.h"

class UGameInstance;

/** A node that fires later. Registered, it lives until it says that it is ready to go, or its game instance ends. */
class UBlueprintAsyncActionBase : public UObject
{
public:
	UBlueprintAsyncActionBase();
	static UClass* StaticClass();

	virtual void Activate();
	void RegisterWithGameInstance(const UObject* WorldContextObject);
	virtual void SetReadyToDestroy();

protected:
	void RegisterWithGameInstance(UGameInstance* GameInstance);

	TWeakObjectPtr<UGameInstance> RegisteredWithGameInstance;
};
