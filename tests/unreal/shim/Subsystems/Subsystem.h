#pragma once

#include "Subsystems/SubsystemCollection.h"

class USubsystem : public UObject
{
public:
	static UClass* StaticClass();

	virtual bool ShouldCreateSubsystem(UObject* /*Outer*/) const { return true; }
	virtual void Initialize(FSubsystemCollectionBase& /*Collection*/) {}
	virtual void Deinitialize() {}
};
