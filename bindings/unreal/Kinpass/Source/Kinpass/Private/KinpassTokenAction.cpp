#include "KinpassTokenAction.h"

#include "KinpassAccount.h"
#include "KinpassSubsystem.h"

UKinpassTokenAction* UKinpassTokenAction::GetChildToken(
	UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassChildTokenOptions& Options)
{
	UKinpassTokenAction* Node = MakeForAccount<UKinpassTokenAction>(WorldContextObject, Account);
	Node->OnStart = [Node, Weak = TWeakObjectPtr<UKinpassAccount>(Account), Options](UKinpassSubsystem&)
	{
		UKinpassAccount* Strong = Weak.Get();
		return Strong != nullptr ? Strong->GetChildToken(Options, Node->Receiver()) : Node->RefuseAccount();
	};
	return Node;
}

UKinpassTokenAction* UKinpassTokenAction::ExchangeChildToken(
	UObject* WorldContextObject, const FKinpassExchangeChildTokenOptions& Options)
{
	UKinpassTokenAction* Node = Make<UKinpassTokenAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.ExchangeChildToken(Options, Node->Receiver());
	};
	return Node;
}

UKinpassTokenAction* UKinpassTokenAction::RefreshToken(UObject* WorldContextObject, const FString& Token)
{
	UKinpassTokenAction* Node = Make<UKinpassTokenAction>(WorldContextObject);
	Node->OnStart = [Node, Token](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.RefreshToken(Token, Node->Receiver());
	};
	return Node;
}

UKinpassTokenAction* UKinpassTokenAction::ExchangeCode(UObject* WorldContextObject, const FKinpassExchangeCodeOptions& Options)
{
	UKinpassTokenAction* Node = Make<UKinpassTokenAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.ExchangeCode(Options, Node->Receiver());
	};
	return Node;
}

UKinpassTokenAction* UKinpassTokenAction::GetProvisionalToken(
	UObject* WorldContextObject, const FKinpassProvisionalOptions& Options)
{
	UKinpassTokenAction* Node = Make<UKinpassTokenAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.GetProvisionalToken(Options, Node->Receiver());
	};
	return Node;
}

void UKinpassTokenAction::FireError(const FKinpassError& Error)
{
	Fire(FKinpassToken(), Error);
}

void UKinpassTokenAction::Fire(const FKinpassToken& Token, const FKinpassError& Error)
{
	if (TakeTurn())
	{
		(Error.IsOk() ? OnSuccess : OnError).Broadcast(Token, Error);
		SetReadyToDestroy();
	}
}

FKinpassTokenCallback UKinpassTokenAction::Receiver()
{
	return [Weak = TWeakObjectPtr<UKinpassTokenAction>(this)](const TKinpassResult<FKinpassToken>& Result)
	{
		if (UKinpassTokenAction* Node = Weak.Get())
		{
			Node->Fire(Result.Value, Result.Error);
		}
	};
}
