#pragma once

#include "CoreMinimal.h"
#include "KinpassNative.h"
#include "KinpassResult.h"
#include "KinpassTypes.h"

/** From what the library lends to what the game keeps. */
namespace KinpassConvert
{
EKinpassStatus ToStatus(int32 Code);

FKinpassError ToError(const kinpass_event& Event);

/** The error of a call that came to nothing, without an event. */
FKinpassError ToError(kinpass_status Status);

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
