#include "KinpassDoneAction.h"

#include "KinpassAccount.h"
#include "KinpassSubsystem.h"

UKinpassDoneAction* UKinpassDoneAction::SignOut(UObject* WorldContextObject, UKinpassAccount* Account, bool bRevoke)
{
	UKinpassDoneAction* Node = MakeForAccount<UKinpassDoneAction>(WorldContextObject, Account);
	Node->OnStart = [Node, Weak = TWeakObjectPtr<UKinpassAccount>(Account), bRevoke](UKinpassSubsystem&)
	{
		UKinpassAccount* Strong = Weak.Get();
		return Strong != nullptr ? Strong->SignOut(bRevoke, Node->Receiver()) : Node->RefuseAccount();
	};
	return Node;
}

UKinpassDoneAction* UKinpassDoneAction::AdoptTokens(
	UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassAdoptOptions& Options)
{
	UKinpassDoneAction* Node = MakeForAccount<UKinpassDoneAction>(WorldContextObject, Account);
	Node->OnStart = [Node, Weak = TWeakObjectPtr<UKinpassAccount>(Account), Options](UKinpassSubsystem&)
	{
		UKinpassAccount* Strong = Weak.Get();
		return Strong != nullptr ? Strong->AdoptTokens(Options, Node->Receiver()) : Node->RefuseAccount();
	};
	return Node;
}

UKinpassDoneAction* UKinpassDoneAction::RevokeToken(
	UObject* WorldContextObject, const FKinpassRevokeTokenOptions& Options)
{
	UKinpassDoneAction* Node = Make<UKinpassDoneAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.RevokeToken(Options, Node->Receiver());
	};
	return Node;
}

UKinpassDoneAction* UKinpassDoneAction::UnmergeProvisionalAccount(
	UObject* WorldContextObject, const FKinpassProvisionalOptions& Options)
{
	UKinpassDoneAction* Node = Make<UKinpassDoneAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.UnmergeProvisionalAccount(Options, Node->Receiver());
	};
	return Node;
}

UKinpassDoneAction* UKinpassDoneAction::EndSession(UObject* WorldContextObject, const FString& SessionToken)
{
	UKinpassDoneAction* Node = Make<UKinpassDoneAction>(WorldContextObject);
	Node->OnStart = [Node, SessionToken](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.EndSession(SessionToken, Node->Receiver());
	};
	return Node;
}

UKinpassDoneAction* UKinpassDoneAction::Ping(UObject* WorldContextObject, const FString& SessionToken)
{
	UKinpassDoneAction* Node = Make<UKinpassDoneAction>(WorldContextObject);
	Node->OnStart = [Node, SessionToken](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.Ping(SessionToken, Node->Receiver());
	};
	return Node;
}

void UKinpassDoneAction::FireError(const FKinpassError& Error)
{
	Fire(Error);
}

void UKinpassDoneAction::Fire(const FKinpassError& Error)
{
	if (TakeTurn())
	{
		(Error.IsOk() ? OnSuccess : OnError).Broadcast(Error);
		SetReadyToDestroy();
	}
}

FKinpassDoneCallback UKinpassDoneAction::Receiver()
{
	return [Weak = TWeakObjectPtr<UKinpassDoneAction>(this)](const TKinpassResult<FKinpassNothing>& Result)
	{
		if (UKinpassDoneAction* Node = Weak.Get())
		{
			Node->Fire(Result.Error);
		}
	};
}
