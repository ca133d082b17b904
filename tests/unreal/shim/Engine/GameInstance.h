#pragma once

#include "Subsystems/GameInstanceSubsystem.h"

class UWorld;

/** One game: its world, its subsystems, and the objects that asked to live as long as it does. */
class UGameInstance : public UObject
{
public:
	static UClass* StaticClass();

	/** Makes the world and every subsystem. */
	virtual void Init();

	/** Ends every subsystem and lets go of them and of all referenced objects. */
	virtual void Shutdown();

	virtual UWorld* GetWorld() const override { return World; }

	template <typename Type>
	Type* GetSubsystem() const
	{
		return static_cast<Type*>(ShimFindSubsystem(Type::StaticClass()));
	}
	template <typename Type>
	static Type* GetSubsystem(const UGameInstance* GameInstance)
	{
		return GameInstance != nullptr ? GameInstance->GetSubsystem<Type>() : nullptr;
	}

	virtual void RegisterReferencedObject(UObject* Object);
	virtual void UnregisterReferencedObject(UObject* Object);

	virtual void ShimReferences(FReferenceCollector& Collector) override;

private:
	UObject* ShimFindSubsystem(const UClass* Class) const;

	TObjectPtr<UWorld> World;
	FSubsystemCollectionBase Collection;
	TArray<TObjectPtr<UGameInstanceSubsystem>> Subsystems;
	TArray<TObjectPtr<UObject>> ReferencedObjects;
};
