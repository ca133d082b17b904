#pragma once

#include "CoreMinimal.h"
#include "KinpassNative.h"
#include "KinpassResult.h"
#include "KinpassTypes.h"

/** A call that came to nothing: what it returned, and why; empty if that is not known. */
struct FKinpassRefusal
{
	kinpass_status Status;
	FString Reason;
};

/** From what the library lends to what the game keeps. */
namespace KinpassConvert
{
EKinpassStatus ToStatus(int32 Code);

FKinpassError ToError(const kinpass_event& Event);

/** An error of this plugin's own: the library was not asked. */
FKinpassError ToError(kinpass_status Status);

/** Why a call has just returned this, on this thread: the library keeps the reason until its next refusal. */
FKinpassRefusal ToRefusal(kinpass_status Status);

FKinpassError ToError(const FKinpassRefusal& Refusal);

/** The error of a call that has just returned this, on this thread. */
FKinpassError ToErrorOfCall(kinpass_status Status);

FKinpassToken ToToken(const kinpass_event& Event);
FKinpassSession ToSession(const kinpass_event& Event);
FKinpassAuthorization ToAuthorization(const kinpass_event& Event);
FKinpassResponse ToResponse(const kinpass_event& Event);
FKinpassSignInPrompt ToPrompt(const kinpass_event& Event);
FKinpassNothing ToNothing(const kinpass_event& Event);

FKinpassAccountInfo ToInfo(const kinpass_account_info& Info);
EKinpassAccountEventKind ToAccountEventKind(kinpass_event_kind Kind);
FKinpassAccountEvent ToAccountEvent(const kinpass_event& Event);

template <typename ValueType>
TKinpassResult<ValueType> ToResult(const kinpass_event& Event, ValueType (*ToValue)(const kinpass_event&))
{
	TKinpassResult<ValueType> Result;
	Result.Error = ToError(Event);
	Result.Value = ToValue(Event);
	Result.Response = ToResponse(Event);
	return Result;
}
} // namespace KinpassConvert
