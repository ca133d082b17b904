#include "KinpassTestListener.h"

#include "KinpassAuthorizationAction.h"
#include "KinpassDoneAction.h"
#include "KinpassRequestAction.h"
#include "KinpassSessionAction.h"
#include "KinpassSignInAction.h"
#include "KinpassTokenAction.h"
#include "Play.h"

using L = UKinpassTestListener;

void L::Bind(UKinpassTokenAction* Node)
{
	Node->OnSuccess.AddDynamic(this, &L::TokenSuccess);
	Node->OnError.AddDynamic(this, &L::TokenError);
}

void L::Bind(UKinpassSignInAction* Node)
{
	Node->OnSuccess.AddDynamic(this, &L::SignInSuccess);
	Node->OnError.AddDynamic(this, &L::SignInError);
	Node->OnPrompt.AddDynamic(this, &L::SignInPrompt);
}

void L::Bind(UKinpassSessionAction* Node)
{
	Node->OnSuccess.AddDynamic(this, &L::SessionSuccess);
	Node->OnError.AddDynamic(this, &L::SessionError);
}

void L::Bind(UKinpassRequestAction* Node)
{
	Node->OnSuccess.AddDynamic(this, &L::ResponseSuccess);
	Node->OnError.AddDynamic(this, &L::ResponseError);
}

void L::Bind(UKinpassDoneAction* Node)
{
	Node->OnSuccess.AddDynamic(this, &L::DoneSuccess);
	Node->OnError.AddDynamic(this, &L::DoneError);
}

void L::Bind(UKinpassAuthorizationAction* Node)
{
	Node->OnSuccess.AddDynamic(this, &L::AuthorizationSuccess);
	Node->OnError.AddDynamic(this, &L::AuthorizationError);
}

void L::HearAccount(UKinpassAccount* Account)
{
	Account->OnTokenRenewed.AddDynamic(this, &L::TokenRenewed);
	Account->OnChildTokenRenewed.AddDynamic(this, &L::ChildTokenRenewed);
	Account->OnSessionRenewed.AddDynamic(this, &L::SessionRenewed);
	Account->OnOffline.AddDynamic(this, &L::Offline);
	Account->OnOnline.AddDynamic(this, &L::Online);
	Account->OnTokenExpiring.AddDynamic(this, &L::TokenExpiring);
	Account->OnLinkLost.AddDynamic(this, &L::LinkLost);
	Account->OnSessionLost.AddDynamic(this, &L::SessionLost);
	Account->OnBanned.AddDynamic(this, &L::Banned);
	Account->OnStoreFailed.AddDynamic(this, &L::StoreFailed);
	Account->OnSignInPrompt.AddDynamic(this, &L::AccountPrompt);
}

void L::End(bool bSuccess, const FKinpassError& InError)
{
	// A pin and its error have to say the same.
	check(bSuccess == InError.IsOk());
	(bSuccess ? Successes : Errors) += 1;
	Error = InError;
	bAlwaysOnGameThread = bAlwaysOnGameThread && IsInGameThread();
	if (OnEnd)
	{
		OnEnd();
	}
}

void L::Hears(EKinpassAccountEventKind Kind)
{
	Events.Add(Kind);
	bAlwaysOnGameThread = bAlwaysOnGameThread && IsInGameThread();
}

void L::TokenSuccess(const FKinpassToken& InToken, const FKinpassError& InError)
{
	Token = InToken;
	End(true, InError);
}

void L::TokenError(const FKinpassToken& InToken, const FKinpassError& InError)
{
	Token = InToken;
	End(false, InError);
}

void L::SignInSuccess(const FKinpassToken& InToken, const FKinpassSignInPrompt& /*InPrompt*/, const FKinpassError& InError)
{
	Token = InToken;
	End(true, InError);
}

void L::SignInError(const FKinpassToken& InToken, const FKinpassSignInPrompt& /*InPrompt*/, const FKinpassError& InError)
{
	Token = InToken;
	End(false, InError);
}

void L::SignInPrompt(const FKinpassToken& /*InToken*/, const FKinpassSignInPrompt& InPrompt, const FKinpassError& /*InError*/)
{
	check(Ends() == 0); // a prompt comes before the end
	Prompt = InPrompt;
	++Prompts;
	bAlwaysOnGameThread = bAlwaysOnGameThread && IsInGameThread();
}

void L::SessionSuccess(const FKinpassSession& InSession, const FKinpassError& InError)
{
	Session = InSession;
	End(true, InError);
}

void L::SessionError(const FKinpassSession& InSession, const FKinpassError& InError)
{
	Session = InSession;
	End(false, InError);
}

void L::ResponseSuccess(const FKinpassResponse& InResponse, const FKinpassError& InError)
{
	Response = InResponse;
	End(true, InError);
}

void L::ResponseError(const FKinpassResponse& InResponse, const FKinpassError& InError)
{
	Response = InResponse;
	End(false, InError);
}

void L::DoneSuccess(const FKinpassError& InError)
{
	End(true, InError);
}

void L::DoneError(const FKinpassError& InError)
{
	End(false, InError);
}

void L::AuthorizationSuccess(const FKinpassAuthorization& InAuthorization, const FKinpassError& InError)
{
	Authorization = InAuthorization;
	End(true, InError);
}

void L::AuthorizationError(const FKinpassAuthorization& InAuthorization, const FKinpassError& InError)
{
	Authorization = InAuthorization;
	End(false, InError);
}

void L::TokenRenewed(const FKinpassToken& InToken)
{
	Token = InToken;
	Hears(EKinpassAccountEventKind::TokenRenewed);
}

void L::ChildTokenRenewed(const FKinpassToken& InToken)
{
	Token = InToken;
	Hears(EKinpassAccountEventKind::ChildTokenRenewed);
}

void L::SessionRenewed(const FKinpassSession& InSession)
{
	Session = InSession;
	Hears(EKinpassAccountEventKind::SessionRenewed);
}

void L::Offline()
{
	Hears(EKinpassAccountEventKind::Offline);
}

void L::Online()
{
	Hears(EKinpassAccountEventKind::Online);
}

void L::TokenExpiring()
{
	Hears(EKinpassAccountEventKind::TokenExpiring);
}

void L::LinkLost(const FKinpassError& InError)
{
	Error = InError;
	Hears(EKinpassAccountEventKind::LinkLost);
}

void L::SessionLost(const FKinpassError& InError)
{
	Error = InError;
	Hears(EKinpassAccountEventKind::SessionLost);
}

void L::Banned(const FKinpassError& InError)
{
	Error = InError;
	Hears(EKinpassAccountEventKind::Banned);
}

void L::StoreFailed(const FKinpassError& InError)
{
	Error = InError;
	Hears(EKinpassAccountEventKind::StoreFailed);
}

void L::AccountPrompt(const FKinpassSignInPrompt& InPrompt)
{
	Prompt = InPrompt;
	Hears(InPrompt.UserCode.IsEmpty() ? EKinpassAccountEventKind::AuthorizationUrl : EKinpassAccountEventKind::UserCode);
}

bool FListener::EndsOnce() const
{
	const bool bEnded = Until([this] { return Object->Ends() > 0; });
	Settle();
	return bEnded && Object->Ends() == 1 && Object->bAlwaysOnGameThread;
}
