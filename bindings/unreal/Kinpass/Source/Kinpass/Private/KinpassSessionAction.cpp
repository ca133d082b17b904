#include "KinpassSessionAction.h"

#include "KinpassAccount.h"
#include "KinpassSubsystem.h"

UKinpassSessionAction* UKinpassSessionAction::GetSession(UObject* WorldContextObject, UKinpassAccount* Account)
{
	UKinpassSessionAction* Node = MakeForAccount<UKinpassSessionAction>(WorldContextObject, Account);
	Node->OnStart = [Node, Weak = TWeakObjectPtr<UKinpassAccount>(Account)](UKinpassSubsystem&)
	{
		UKinpassAccount* Strong = Weak.Get();
		return Strong != nullptr ? Strong->GetSession(Node->Receiver()) : Node->RefuseAccount();
	};
	return Node;
}

UKinpassSessionAction* UKinpassSessionAction::RefreshAccountSession(UObject* WorldContextObject, UKinpassAccount* Account)
{
	UKinpassSessionAction* Node = MakeForAccount<UKinpassSessionAction>(WorldContextObject, Account);
	Node->OnStart = [Node, Weak = TWeakObjectPtr<UKinpassAccount>(Account)](UKinpassSubsystem&)
	{
		UKinpassAccount* Strong = Weak.Get();
		return Strong != nullptr ? Strong->RefreshSession(Node->Receiver()) : Node->RefuseAccount();
	};
	return Node;
}

UKinpassSessionAction* UKinpassSessionAction::StartSession(
	UObject* WorldContextObject, const FKinpassStartSessionOptions& Options)
{
	UKinpassSessionAction* Node = Make<UKinpassSessionAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.StartSession(Options, Node->Receiver());
	};
	return Node;
}

UKinpassSessionAction* UKinpassSessionAction::RefreshSession(
	UObject* WorldContextObject, const FKinpassRefreshSessionOptions& Options)
{
	UKinpassSessionAction* Node = Make<UKinpassSessionAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.RefreshSession(Options, Node->Receiver());
	};
	return Node;
}

void UKinpassSessionAction::FireError(const FKinpassError& Error)
{
	Fire(FKinpassSession(), Error);
}

void UKinpassSessionAction::Fire(const FKinpassSession& Session, const FKinpassError& Error)
{
	if (TakeTurn())
	{
		(Error.IsOk() ? OnSuccess : OnError).Broadcast(Session, Error);
		SetReadyToDestroy();
	}
}

FKinpassSessionCallback UKinpassSessionAction::Receiver()
{
	return [Weak = TWeakObjectPtr<UKinpassSessionAction>(this)](const TKinpassResult<FKinpassSession>& Result)
	{
		if (UKinpassSessionAction* Node = Weak.Get())
		{
			Node->Fire(Result.Value, Result.Error);
		}
	};
}
