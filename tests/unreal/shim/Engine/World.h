#pragma once

#include "UObject/Object.h"

class UGameInstance;

class UWorld : public UObject
{
public:
	static UClass* StaticClass();

	UGameInstance* GetGameInstance() const;
	void SetGameInstance(UGameInstance* Instance) { GameInstance = Instance; }
	virtual UWorld* GetWorld() const override { return const_cast<UWorld*>(this); }

private:
	TWeakObjectPtr<UGameInstance> GameInstance;
};
