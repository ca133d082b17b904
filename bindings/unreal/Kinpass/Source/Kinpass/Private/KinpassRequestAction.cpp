#include "KinpassRequestAction.h"

#include "KinpassAccount.h"
#include "KinpassSubsystem.h"

UKinpassRequestAction* UKinpassRequestAction::SendRequest(
	UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassRequestOptions& Options)
{
	UKinpassRequestAction* Node = MakeForAccount<UKinpassRequestAction>(WorldContextObject, Account);
	Node->OnStart = [Node, Weak = TWeakObjectPtr<UKinpassAccount>(Account), Options](UKinpassSubsystem&)
	{
		UKinpassAccount* Strong = Weak.Get();
		if (Strong == nullptr)
		{
			return Node->RefuseAccount();
		}
		return Strong->Request(Options,
			[WeakNode = TWeakObjectPtr<UKinpassRequestAction>(Node)](const TKinpassResult<FKinpassResponse>& Result)
			{
				if (UKinpassRequestAction* Living = WeakNode.Get())
				{
					Living->Fire(Result.Value, Result.Error);
				}
			});
	};
	return Node;
}

void UKinpassRequestAction::FireError(const FKinpassError& Error)
{
	Fire(FKinpassResponse(), Error);
}

void UKinpassRequestAction::Fire(const FKinpassResponse& Response, const FKinpassError& Error)
{
	if (TakeTurn())
	{
		(Error.IsOk() ? OnSuccess : OnError).Broadcast(Response, Error);
		SetReadyToDestroy();
	}
}
