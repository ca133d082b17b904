#pragma once

#include "CoreMinimal.h"
#include "KinpassAccount.h"
#include "KinpassTypes.h"

#include "KinpassTestListener.generated.h"

/** What a Blueprint would be: hears of everything by dynamic delegates, and counts. */
UCLASS()
class UKinpassTestListener : public UObject
{
	GENERATED_BODY()

public:
	/** Binds to the pins of a node. */
	template <typename NodeType>
	NodeType* Hear(NodeType* Node)
	{
		Bind(Node);
		return Node;
	}

	/** Binds to the events of an account. */
	void HearAccount(UKinpassAccount* Account);

	/** Successes and errors together: what a node may reach at most once. */
	int32 Ends() const { return Successes + Errors; }

	int32 Successes = 0;
	int32 Errors = 0;
	int32 Prompts = 0;
	TArray<EKinpassAccountEventKind> Events;
	bool bAlwaysOnGameThread = true;

	FKinpassError Error;
	FKinpassToken Token;
	FKinpassSession Session;
	FKinpassResponse Response;
	FKinpassAuthorization Authorization;
	FKinpassSignInPrompt Prompt;

	/** Called within each success and error. */
	TFunction<void()> OnEnd;

private:
	void Bind(class UKinpassTokenAction* Node);
	void Bind(class UKinpassSignInAction* Node);
	void Bind(class UKinpassSessionAction* Node);
	void Bind(class UKinpassRequestAction* Node);
	void Bind(class UKinpassDoneAction* Node);
	void Bind(class UKinpassAuthorizationAction* Node);

	void End(bool bSuccess, const FKinpassError& InError);
	void Hears(EKinpassAccountEventKind Kind);

	UFUNCTION()
	void TokenSuccess(const FKinpassToken& InToken, const FKinpassError& InError);
	UFUNCTION()
	void TokenError(const FKinpassToken& InToken, const FKinpassError& InError);
	UFUNCTION()
	void SignInSuccess(const FKinpassToken& InToken, const FKinpassSignInPrompt& InPrompt, const FKinpassError& InError);
	UFUNCTION()
	void SignInError(const FKinpassToken& InToken, const FKinpassSignInPrompt& InPrompt, const FKinpassError& InError);
	UFUNCTION()
	void SignInPrompt(const FKinpassToken& InToken, const FKinpassSignInPrompt& InPrompt, const FKinpassError& InError);
	UFUNCTION()
	void SessionSuccess(const FKinpassSession& InSession, const FKinpassError& InError);
	UFUNCTION()
	void SessionError(const FKinpassSession& InSession, const FKinpassError& InError);
	UFUNCTION()
	void ResponseSuccess(const FKinpassResponse& InResponse, const FKinpassError& InError);
	UFUNCTION()
	void ResponseError(const FKinpassResponse& InResponse, const FKinpassError& InError);
	UFUNCTION()
	void DoneSuccess(const FKinpassError& InError);
	UFUNCTION()
	void DoneError(const FKinpassError& InError);
	UFUNCTION()
	void AuthorizationSuccess(const FKinpassAuthorization& InAuthorization, const FKinpassError& InError);
	UFUNCTION()
	void AuthorizationError(const FKinpassAuthorization& InAuthorization, const FKinpassError& InError);

	UFUNCTION()
	void TokenRenewed(const FKinpassToken& InToken);
	UFUNCTION()
	void ChildTokenRenewed(const FKinpassToken& InToken);
	UFUNCTION()
	void SessionRenewed(const FKinpassSession& InSession);
	UFUNCTION()
	void Offline();
	UFUNCTION()
	void Online();
	UFUNCTION()
	void TokenExpiring();
	UFUNCTION()
	void LinkLost(const FKinpassError& InError);
	UFUNCTION()
	void SessionLost(const FKinpassError& InError);
	UFUNCTION()
	void Banned(const FKinpassError& InError);
	UFUNCTION()
	void StoreFailed(const FKinpassError& InError);
	UFUNCTION()
	void AccountPrompt(const FKinpassSignInPrompt& InPrompt);
};

/** Keeps a listener for the length of a test. */
class FListener
{
public:
	FListener() : Object(NewObject<UKinpassTestListener>()) { Object->AddToRoot(); }
	~FListener() { Object->RemoveFromRoot(); }
	UKinpassTestListener* operator->() const { return Object; }
	UKinpassTestListener* Get() const { return Object; }

	/** Frames until the node has ended, and some more: true if it ended exactly once. */
	bool EndsOnce() const;

private:
	UKinpassTestListener* Object;
};
