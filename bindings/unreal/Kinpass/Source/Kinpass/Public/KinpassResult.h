#pragma once

#include "CoreMinimal.h"
#include "KinpassTypes.h"
#include "Templates/Function.h"

/** For operations that bring nothing but success. */
struct FKinpassNothing
{
};

/** What an operation came to, for C++. Value is meaningful if IsOk. */
template <typename ValueType>
struct TKinpassResult
{
	FKinpassError Error;
	ValueType Value;

	/** The answer as it came, success or not: for fields that Value does not name. */
	FKinpassResponse Response;

	bool IsOk() const { return Error.IsOk(); }
};

/**
 * Receives a result: on the game thread, exactly once, and never before the function that took it has returned.
 * It may call everything, and may end the game. Capture objects as TWeakObjectPtr.
 */
template <typename ValueType>
using TKinpassCallback = TFunction<void(const TKinpassResult<ValueType>&)>;

using FKinpassTokenCallback = TKinpassCallback<FKinpassToken>;
using FKinpassSessionCallback = TKinpassCallback<FKinpassSession>;
using FKinpassAuthorizationCallback = TKinpassCallback<FKinpassAuthorization>;
using FKinpassResponseCallback = TKinpassCallback<FKinpassResponse>;
using FKinpassDoneCallback = TKinpassCallback<FKinpassNothing>;

/** Receives what the player has to do for a sign-in to go on: on the game thread, before the result. */
using FKinpassPromptCallback = TFunction<void(const FKinpassSignInPrompt&)>;
