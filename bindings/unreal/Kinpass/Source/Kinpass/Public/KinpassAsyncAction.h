#pragma once

#include "CoreMinimal.h"
#include "Kismet/BlueprintAsyncActionBase.h"
#include "KinpassResult.h"
#include "KinpassTypes.h"

#include "KinpassAsyncAction.generated.h"

class UKinpassAccount;
class UKinpassSubsystem;

/**
 * What all Kinpass nodes share. A node fires exactly one of OnSuccess and OnError, on the game thread, also when the game
 * ends first; then it lets go of itself. All pins of one node have the same parameters, because the engine takes the
 * data pins of an async node from its first delegate.
 */
UCLASS(Abstract)
class KINPASS_API UKinpassAsyncAction : public UBlueprintAsyncActionBase
{
	GENERATED_BODY()

public:
	virtual void Activate() override;

	/** Cancels what the node waits for. OnError still fires, with Cancelled, unless the result was quicker. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass")
	void Cancel();

protected:
	/** Makes a node that keeps itself alive through its game instance until it has fired. */
	template <typename NodeType>
	static NodeType* Make(UObject* WorldContextObject)
	{
		NodeType* Node = NewObject<NodeType>();
		Node->RegisterWithGameInstance(WorldContextObject);
		Node->Context = WorldContextObject;
		return Node;
	}

	/** The same for a node about an account, which does for a context, too. */
	template <typename NodeType>
	static NodeType* MakeForAccount(UObject* WorldContextObject, UKinpassAccount* Account)
	{
		return Make<NodeType>(WorldContextObject != nullptr ? WorldContextObject : AsContext(Account));
	}

	/** Calls the library; the result has to come to Fire of the node. */
	TFunction<FKinpassOperation(UKinpassSubsystem&)> OnStart;

	/** Fires OnError: for a node that can't even be started. */
	virtual void FireError(const FKinpassError& Error);

	/** Fires OnError: for a node without an account. */
	FKinpassOperation RefuseAccount();

	/** True for the first call only. */
	bool TakeTurn();

private:
	static UObject* AsContext(UKinpassAccount* Account);

	TWeakObjectPtr<UObject> Context;
	TWeakObjectPtr<UKinpassSubsystem> Subsystem;
	FKinpassOperation Operation;
	bool bActivated = false;
	bool bFired = false;
};
