#include "KinpassSignInAction.h"

#include "KinpassAccount.h"
#include "KinpassSubsystem.h"

UKinpassSignInAction* UKinpassSignInAction::SignIn(
	UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassSignInOptions& Options)
{
	UKinpassSignInAction* Node = MakeForAccount<UKinpassSignInAction>(WorldContextObject, Account);
	Node->OnStart = [Node, Weak = TWeakObjectPtr<UKinpassAccount>(Account), Options](UKinpassSubsystem&)
	{
		UKinpassAccount* Strong = Weak.Get();
		return Strong != nullptr ? Strong->SignIn(Options, Node->Receiver(), Node->PromptReceiver()) : Node->RefuseAccount();
	};
	return Node;
}

UKinpassSignInAction* UKinpassSignInAction::Authorize(UObject* WorldContextObject, const FKinpassAuthorizeOptions& Options)
{
	UKinpassSignInAction* Node = Make<UKinpassSignInAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.Authorize(Options, Node->Receiver(), Node->PromptReceiver());
	};
	return Node;
}

UKinpassSignInAction* UKinpassSignInAction::AuthorizeDevice(
	UObject* WorldContextObject, const FKinpassAuthorizeDeviceOptions& Options)
{
	UKinpassSignInAction* Node = Make<UKinpassSignInAction>(WorldContextObject);
	Node->OnStart = [Node, Options](UKinpassSubsystem& Subsystem)
	{
		return Subsystem.AuthorizeDevice(Options, Node->Receiver(), Node->PromptReceiver());
	};
	return Node;
}

void UKinpassSignInAction::FireError(const FKinpassError& Error)
{
	Fire(FKinpassToken(), Error);
}

void UKinpassSignInAction::Fire(const FKinpassToken& Token, const FKinpassError& Error)
{
	if (TakeTurn())
	{
		(Error.IsOk() ? OnSuccess : OnError).Broadcast(Token, FKinpassSignInPrompt(), Error);
		SetReadyToDestroy();
	}
}

void UKinpassSignInAction::FirePrompt(const FKinpassSignInPrompt& Prompt)
{
	OnPrompt.Broadcast(FKinpassToken(), Prompt, FKinpassError());
}

FKinpassTokenCallback UKinpassSignInAction::Receiver()
{
	return [Weak = TWeakObjectPtr<UKinpassSignInAction>(this)](const TKinpassResult<FKinpassToken>& Result)
	{
		if (UKinpassSignInAction* Node = Weak.Get())
		{
			Node->Fire(Result.Value, Result.Error);
		}
	};
}

FKinpassPromptCallback UKinpassSignInAction::PromptReceiver()
{
	return [Weak = TWeakObjectPtr<UKinpassSignInAction>(this)](const FKinpassSignInPrompt& Prompt)
	{
		if (UKinpassSignInAction* Node = Weak.Get())
		{
			Node->FirePrompt(Prompt);
		}
	};
}
