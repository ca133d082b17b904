#pragma once

#include "Containers/Array.h"
#include "Containers/UnrealString.h"
#include "UObject/ObjectPtr.h"
#include "UObject/WeakObjectPtrTemplates.h"

class UObject;
class UWorld;

enum EObjectFlags : uint32
{
	RF_NoFlags = 0,
	RF_ClassDefaultObject = 0x10,
	RF_StrongRefOnFrame = 0x40000000,
};

/** What the reflection knows of a class. */
class UClass
{
public:
	UClass(const char* InName, UClass* InSuper, UObject* (*InConstruct)(), bool bInAbstract);

	bool IsChildOf(const UClass* Other) const;
	/** Made once; its constructor sees RF_ClassDefaultObject. */
	UObject* GetDefaultObject();

	const char* Name;
	UClass* Super;
	UObject* (*Construct)();
	bool bAbstract;

	static TArray<UClass*>& All();

private:
	UObject* DefaultObject = nullptr;
};

/** Collects what an object holds. */
class FReferenceCollector
{
public:
	explicit FReferenceCollector(TArray<UObject*>& InFound) : Found(InFound) {}

	void AddReferencedObject(UObject* Object)
	{
		if (Object != nullptr)
		{
			Found.Add(Object);
		}
	}
	// The class may only be declared where this is compiled. UObject is its first base, so the address is the same.
	template <typename Type>
	void ShimAdd(const TObjectPtr<Type>& Pointer)
	{
		AddReferencedObject(reinterpret_cast<UObject*>(Pointer.Get()));
	}
	template <typename Type>
	void ShimAdd(const TArray<TObjectPtr<Type>>& Pointers)
	{
		for (const TObjectPtr<Type>& Pointer : Pointers)
		{
			ShimAdd(Pointer);
		}
	}

private:
	TArray<UObject*>& Found;
};

class UObject
{
public:
	UObject();
	virtual ~UObject();
	UObject(const UObject&) = delete;
	UObject& operator=(const UObject&) = delete;

	static UClass* StaticClass();
	UClass* GetClass() const { return ClassPrivate; }
	UObject* GetOuter() const { return OuterPrivate; }
	bool IsA(const UClass* Other) const { return ClassPrivate->IsChildOf(Other); }

	bool HasAnyFlags(EObjectFlags InFlags) const { return (ObjectFlags & InFlags) != 0; }
	void SetFlags(EObjectFlags InFlags) { ObjectFlags |= InFlags; }
	void ClearFlags(EObjectFlags InFlags) { ObjectFlags &= ~static_cast<uint32>(InFlags); }
	void AddToRoot() { bRooted = true; }
	void RemoveFromRoot() { bRooted = false; }

	virtual UWorld* GetWorld() const { return OuterPrivate != nullptr ? OuterPrivate->GetWorld() : nullptr; }
	virtual void BeginDestroy();

	/** Written by the header tool for each class: its UPROPERTY pointers. */
	virtual void ShimReferences(FReferenceCollector& /*Collector*/) {}

private:
	friend UObject* ShimNewObject(UClass* Class, UObject* Outer, EObjectFlags Flags);
	friend void CollectGarbage(EObjectFlags KeepFlags, bool bPerformFullPurge);
	friend struct FShimObjectId;

	UClass* ClassPrivate = nullptr;
	UObject* OuterPrivate = nullptr;
	uint32 ObjectFlags = 0;
	int32 InternalIndex = -1;
	bool bRooted = false;
	bool bBeginDestroyCalled = false;
};

UObject* ShimNewObject(UClass* Class, UObject* Outer, EObjectFlags Flags);

constexpr EObjectFlags GARBAGE_COLLECTION_KEEPFLAGS = RF_NoFlags;

/**
 * Destroys what can't be reached from the root set. A game instance is reached while it is rooted; an object reaches its
 * outer and its UPROPERTY pointers. RF_StrongRefOnFrame keeps an object only while a Blueprint frame runs, and none does
 * when this is called.
 */
void CollectGarbage(EObjectFlags KeepFlags, bool bPerformFullPurge = true);

/** How many objects live, default objects aside. */
int32 ShimLivingObjects();

template <typename Type>
Type* NewObject(UObject* Outer = nullptr)
{
	return static_cast<Type*>(ShimNewObject(Type::StaticClass(), Outer, RF_NoFlags));
}

template <typename To, typename From>
To* Cast(From* Object)
{
	return Object != nullptr && Object->IsA(To::StaticClass()) ? static_cast<To*>(Object) : nullptr;
}

template <typename Type>
const Type* GetDefault()
{
	return static_cast<const Type*>(Type::StaticClass()->GetDefaultObject());
}

template <typename Type>
Type* GetMutableDefault()
{
	return static_cast<Type*>(Type::StaticClass()->GetDefaultObject());
}

bool IsValid(const UObject* Object);
