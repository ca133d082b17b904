#include "KinpassAuthorizationAction.h"

#include "KinpassSubsystem.h"

UKinpassAuthorizationAction* UKinpassAuthorizationAction::GetAuthorization(UObject* WorldContextObject, const FString& AccessToken)
{
	UKinpassAuthorizationAction* Node = Make<UKinpassAuthorizationAction>(WorldContextObject);
	Node->OnStart = [Node, AccessToken](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.GetAuthorization(AccessToken,
			[Weak = TWeakObjectPtr<UKinpassAuthorizationAction>(Node)](const TKinpassResult<FKinpassAuthorization>& Result)
			{
				if (UKinpassAuthorizationAction* Living = Weak.Get())
				{
					Living->Fire(Result.Value, Result.Error);
				}
			});
	};
	return Node;
}

void UKinpassAuthorizationAction::FireError(const FKinpassError& Error)
{
	Fire(FKinpassAuthorization(), Error);
}

void UKinpassAuthorizationAction::Fire(const FKinpassAuthorization& Authorization, const FKinpassError& Error)
{
	if (TakeTurn())
	{
		(Error.IsOk() ? OnSuccess : OnError).Broadcast(Authorization, Error);
		SetReadyToDestroy();
	}
}
