// The part of the shim with objects: classes, garbage collection, game instance, modules.

#include <cstdio>

#include "Containers/Ticker.h"
#include "Engine/DeveloperSettings.h"
#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "Kismet/BlueprintAsyncActionBase.h"
#include "Kismet/BlueprintFunctionLibrary.h"
#include "Modules/ModuleManager.h"
#include "Shim.h"

// Classes

TArray<UClass*>& UClass::All()
{
	static TArray<UClass*> Classes;
	return Classes;
}

UClass::UClass(const char* InName, UClass* InSuper, UObject* (*InConstruct)(), bool bInAbstract)
	: Name(InName)
	, Super(InSuper)
	, Construct(InConstruct)
	, bAbstract(bInAbstract)
{
	All().Add(this);
}

bool UClass::IsChildOf(const UClass* Other) const
{
	for (const UClass* Class = this; Class != nullptr; Class = Class->Super)
	{
		if (Class == Other)
		{
			return true;
		}
	}
	return false;
}

UObject* UClass::GetDefaultObject()
{
	if (DefaultObject == nullptr)
	{
		DefaultObject = ShimNewObject(this, nullptr, RF_ClassDefaultObject);
	}
	return DefaultObject;
}

UClass* UObject::StaticClass()
{
	static UClass Class("UObject", nullptr, &TShimConstruct<UObject, false>::Make, false);
	return &Class;
}

SHIM_CLASS(USubsystem, UObject, true)
SHIM_CLASS(UGameInstanceSubsystem, USubsystem, true)
SHIM_CLASS(UGameInstance, UObject, false)
SHIM_CLASS(UWorld, UObject, false)
SHIM_CLASS(UDeveloperSettings, UObject, true)
SHIM_CLASS(UBlueprintFunctionLibrary, UObject, true)
SHIM_CLASS(UBlueprintAsyncActionBase, UObject, true)

// Objects

namespace
{
struct FSlot
{
	UObject* Object = nullptr;
	int32 Serial = 0;
};

/** What the object that is being constructed needs to know in its constructor. */
struct FUnderConstruction
{
	UClass* Class = nullptr;
	UObject* Outer = nullptr;
	uint32 Flags = 0;
};

TArray<FSlot> Slots;
FUnderConstruction UnderConstruction;
} // namespace

UObject::UObject()
{
	static int32 LastSerial = 0;
	check(UnderConstruction.Class != nullptr); // objects are made by NewObject only
	ClassPrivate = UnderConstruction.Class;
	OuterPrivate = UnderConstruction.Outer;
	ObjectFlags = UnderConstruction.Flags;
	UnderConstruction = FUnderConstruction();
	InternalIndex = 0;
	while (InternalIndex < Slots.Num() && Slots[InternalIndex].Object != nullptr)
	{
		++InternalIndex;
	}
	if (InternalIndex == Slots.Num())
	{
		Slots.Add(FSlot());
	}
	Slots[InternalIndex] = FSlot{this, ++LastSerial};
}

UObject::~UObject()
{
	Slots[InternalIndex].Object = nullptr;
}

void UObject::BeginDestroy()
{
	bBeginDestroyCalled = true;
}

UObject* ShimNewObject(UClass* Class, UObject* Outer, EObjectFlags Flags)
{
	check(IsInGameThread());
	check(!Class->bAbstract || Flags == RF_ClassDefaultObject);
	UnderConstruction = FUnderConstruction{Class, Outer, static_cast<uint32>(Flags)};
	return Class->Construct();
}

FShimObjectId FShimObjectId::Of(const UObject* Object)
{
	FShimObjectId Id;
	if (Object != nullptr)
	{
		Id.Index = Object->InternalIndex;
		Id.Serial = Slots[Object->InternalIndex].Serial;
	}
	return Id;
}

UObject* FShimObjectId::Resolve() const
{
	if (!Slots.IsValidIndex(Index) || Slots[Index].Serial != Serial)
	{
		return nullptr;
	}
	UObject* Object = Slots[Index].Object;
	return Object != nullptr && !Object->bBeginDestroyCalled ? Object : nullptr;
}

bool IsValid(const UObject* Object)
{
	return Object != nullptr && FShimObjectId::Of(Object).Resolve() != nullptr;
}

void CollectGarbage(EObjectFlags /*KeepFlags*/, bool /*bPerformFullPurge*/)
{
	check(IsInGameThread());
	TArray<UObject*> Reached;
	for (const FSlot& Slot : Slots)
	{
		if (Slot.Object != nullptr && (Slot.Object->bRooted || Slot.Object->HasAnyFlags(RF_ClassDefaultObject)))
		{
			Reached.Add(Slot.Object);
		}
	}
	for (int32 Next = 0; Next < Reached.Num(); ++Next)
	{
		TArray<UObject*> Held;
		FReferenceCollector Collector(Held);
		Collector.AddReferencedObject(Reached[Next]->OuterPrivate);
		Reached[Next]->ShimReferences(Collector);
		for (UObject* Object : Held)
		{
			if (!Reached.Contains(Object))
			{
				Reached.Add(Object);
			}
		}
	}
	TArray<UObject*> Garbage;
	for (const FSlot& Slot : Slots)
	{
		if (Slot.Object != nullptr && !Reached.Contains(Slot.Object))
		{
			Garbage.Add(Slot.Object);
		}
	}
	// First all hear of it, then all go: in BeginDestroy another object may be half gone, as in the engine.
	for (UObject* Object : Garbage)
	{
		Object->bBeginDestroyCalled = true;
	}
	for (UObject* Object : Garbage)
	{
		Object->bBeginDestroyCalled = false;
		Object->BeginDestroy();
		check(Object->bBeginDestroyCalled); // Super::BeginDestroy has to be called
	}
	for (UObject* Object : Garbage)
	{
		delete Object;
	}
}

int32 ShimLivingObjects()
{
	int32 Count = 0;
	for (const FSlot& Slot : Slots)
	{
		Count += Slot.Object != nullptr && !Slot.Object->HasAnyFlags(RF_ClassDefaultObject) ? 1 : 0;
	}
	return Count;
}

// World and game instance

static UEngine Engine;
UEngine* GEngine = &Engine;

UWorld* UEngine::GetWorldFromContextObject(const UObject* Object, EGetWorldErrorMode /*Mode*/) const
{
	return Object != nullptr ? Object->GetWorld() : nullptr;
}

UGameInstance* UWorld::GetGameInstance() const
{
	return GameInstance.Get();
}

UGameInstance* UGameInstanceSubsystem::GetGameInstance() const
{
	return Cast<UGameInstance>(GetOuter());
}

void UGameInstance::Init()
{
	World = NewObject<UWorld>(this);
	World->SetGameInstance(this);
	for (UClass* Class : TArray<UClass*>(UClass::All()))
	{
		if (!Class->bAbstract && Class->IsChildOf(UGameInstanceSubsystem::StaticClass()))
		{
			const UGameInstanceSubsystem* Default = static_cast<UGameInstanceSubsystem*>(Class->GetDefaultObject());
			if (Default->ShouldCreateSubsystem(this))
			{
				UGameInstanceSubsystem* Subsystem = static_cast<UGameInstanceSubsystem*>(ShimNewObject(Class, this, RF_NoFlags));
				Subsystems.Add(Subsystem);
				Subsystem->Initialize(Collection);
			}
		}
	}
}

void UGameInstance::Shutdown()
{
	// While they end, they can still be found.
	for (const TObjectPtr<UGameInstanceSubsystem>& Subsystem : TArray<TObjectPtr<UGameInstanceSubsystem>>(Subsystems))
	{
		Subsystem->Deinitialize();
	}
	Subsystems.Empty();
	ReferencedObjects.Empty();
	World = nullptr;
}

UObject* UGameInstance::ShimFindSubsystem(const UClass* Class) const
{
	for (const TObjectPtr<UGameInstanceSubsystem>& Subsystem : Subsystems)
	{
		if (Subsystem->IsA(Class))
		{
			return Subsystem;
		}
	}
	return nullptr;
}

void UGameInstance::RegisterReferencedObject(UObject* Object)
{
	if (!ReferencedObjects.Contains(Object))
	{
		ReferencedObjects.Add(Object);
	}
}

void UGameInstance::UnregisterReferencedObject(UObject* Object)
{
	ReferencedObjects.Remove(Object);
}

void UGameInstance::ShimReferences(FReferenceCollector& Collector)
{
	Collector.ShimAdd(World);
	Collector.ShimAdd(Subsystems);
	Collector.ShimAdd(ReferencedObjects);
}

// Async nodes

UBlueprintAsyncActionBase::UBlueprintAsyncActionBase()
{
	if (!HasAnyFlags(RF_ClassDefaultObject))
	{
		SetFlags(RF_StrongRefOnFrame);
	}
}

void UBlueprintAsyncActionBase::Activate() {}

void UBlueprintAsyncActionBase::RegisterWithGameInstance(const UObject* WorldContextObject)
{
	const UWorld* World = GEngine->GetWorldFromContextObject(WorldContextObject, EGetWorldErrorMode::LogAndReturnNull);
	if (World != nullptr && World->GetGameInstance() != nullptr)
	{
		RegisterWithGameInstance(World->GetGameInstance());
	}
}

void UBlueprintAsyncActionBase::RegisterWithGameInstance(UGameInstance* GameInstance)
{
	if (GameInstance != nullptr)
	{
		if (UGameInstance* Former = RegisteredWithGameInstance.Get())
		{
			Former->UnregisterReferencedObject(this);
		}
		GameInstance->RegisterReferencedObject(this);
		RegisteredWithGameInstance = GameInstance;
	}
}

void UBlueprintAsyncActionBase::SetReadyToDestroy()
{
	ClearFlags(RF_StrongRefOnFrame);
	if (UGameInstance* GameInstance = RegisteredWithGameInstance.Get())
	{
		GameInstance->UnregisterReferencedObject(this);
	}
}

// Modules

namespace
{
struct FModuleEntry
{
	const char* Name;
	FShimMakeModule Make;
	IModuleInterface* Module;
};

TArray<FModuleEntry>& Modules()
{
	static TArray<FModuleEntry> Entries;
	return Entries;
}
} // namespace

FShimModule::FShimModule(const char* Name, FShimMakeModule Make)
{
	Modules().Add(FModuleEntry{Name, Make, nullptr});
}

void ShimSetGameThread();

void ShimStartEngine()
{
	ShimSetGameThread();
	// The engine makes the default objects of a module before it starts the module.
	for (UClass* Class : TArray<UClass*>(UClass::All()))
	{
		Class->GetDefaultObject();
	}
	for (FModuleEntry& Entry : Modules())
	{
		Entry.Module = Entry.Make();
		Entry.Module->StartupModule();
	}
}

void ShimStopEngine()
{
	for (FModuleEntry& Entry : Modules())
	{
		Entry.Module->ShutdownModule();
		delete Entry.Module;
		Entry.Module = nullptr;
	}
}

void ShimFrame()
{
	FTSTicker::GetCoreTicker().Tick(1.0f / 60.0f);
}
