#pragma once

#include "Subsystems/Subsystem.h"

class UGameInstance;

/** Lives as long as its game instance, which is its outer. */
class UGameInstanceSubsystem : public USubsystem
{
public:
	static UClass* StaticClass();

	UGameInstance* GetGameInstance() const;
};
