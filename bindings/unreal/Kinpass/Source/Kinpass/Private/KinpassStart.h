#pragma once

#include "CoreMinimal.h"
#include "KinpassClient.h"
#include "KinpassConvert.h"

/** How every operation of this plugin starts. */
namespace KinpassStart
{
template <typename ValueType>
FKinpassPending Pending(
	TKinpassCallback<ValueType>&& Callback, ValueType (*ToValue)(const kinpass_event&), FKinpassPromptCallback&& OnPrompt = nullptr)
{
	FKinpassPending Result;
	Result.OnCompleted = [Callback = MoveTemp(Callback), ToValue](const kinpass_event& Event)
	{
		if (Callback)
		{
			Callback(KinpassConvert::ToResult<ValueType>(Event, ToValue));
		}
	};
	if (OnPrompt)
	{
		Result.OnProgress = [OnPrompt = MoveTemp(OnPrompt)](const kinpass_event& Event)
		{
			if (Event.kind == KINPASS_EVENT_KIND_USER_CODE || Event.kind == KINPASS_EVENT_KIND_AUTHORIZATION_URL)
			{
				OnPrompt(KinpassConvert::ToPrompt(Event));
			}
		};
	}
	return Result;
}

/** Start is handed the client and where to put the operation, and returns what the library said. */
template <typename StartType>
FKinpassOperation Run(const TSharedPtr<FKinpassClient>& Client, FKinpassPending&& Pending, StartType&& Start)
{
	check(IsInGameThread());
	if (!Client.IsValid() || !Client->IsOpen())
	{
		// Also the case of a library that could not be loaded: then not even an _init function may be called.
		FKinpassClient::FailNextFrame({KINPASS_ERROR_INVALID_HANDLE, FString()}, MoveTemp(Pending));
		return FKinpassOperation();
	}
	kinpass_operation Operation = {};
	const kinpass_status Status = Start(*Client, &Operation);
	return Client->Track(Status, Operation, MoveTemp(Pending));
}
} // namespace KinpassStart
