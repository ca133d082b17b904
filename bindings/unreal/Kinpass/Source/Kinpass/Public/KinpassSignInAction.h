#pragma once

#include "CoreMinimal.h"
#include "KinpassAsyncAction.h"
#include "KinpassOptions.h"

#include "KinpassSignInAction.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(FKinpassSignInPin, const FKinpassToken&, Token, const FKinpassSignInPrompt&, Prompt, const FKinpassError&, Error);

/** Nodes that link a player. OnPrompt may fire before the one of OnSuccess and OnError that ends it. */
UCLASS()
class KINPASS_API UKinpassSignInAction : public UKinpassAsyncAction
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassSignInPin OnSuccess;

	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassSignInPin OnError;

	/** The player has to open a page or enter a code: Prompt. The sign-in goes on. */
	UPROPERTY(BlueprintAssignable, Category = "Kinpass")
	FKinpassSignInPin OnPrompt;

	/** Signs the player in: silently from the store if there is a link, else by the method asked for. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Account", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", AutoCreateRefTerm = "Options", DisplayName = "Sign In With Kinpass"))
	static UKinpassSignInAction* SignIn(
		UObject* WorldContextObject, UKinpassAccount* Account, const FKinpassSignInOptions& Options);

	/** Links a player in the browser, without an account: the tokens are yours to keep. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", AutoCreateRefTerm = "Options", DisplayName = "Authorize With Discord"))
	static UKinpassSignInAction* Authorize(UObject* WorldContextObject, const FKinpassAuthorizeOptions& Options);

	/** Links a player by user code, without an account: the tokens are yours to keep. */
	UFUNCTION(BlueprintCallable, Category = "Kinpass|Discord", meta = (WorldContext = "WorldContextObject", BlueprintInternalUseOnly = "true", AutoCreateRefTerm = "Options", DisplayName = "Authorize Device With Discord"))
	static UKinpassSignInAction* AuthorizeDevice(UObject* WorldContextObject, const FKinpassAuthorizeDeviceOptions& Options);

protected:
	virtual void FireError(const FKinpassError& Error) override;

private:
	void Fire(const FKinpassToken& Token, const FKinpassError& Error);
	void FirePrompt(const FKinpassSignInPrompt& Prompt);
	FKinpassTokenCallback Receiver();
	FKinpassPromptCallback PromptReceiver();
};
