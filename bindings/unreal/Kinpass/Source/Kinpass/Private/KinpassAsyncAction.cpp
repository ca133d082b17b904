#include "KinpassAsyncAction.h"

#include "KinpassAccount.h"
#include "KinpassConvert.h"
#include "KinpassSubsystem.h"

void UKinpassAsyncAction::Activate()
{
	if (bActivated)
	{
		return;
	}
	bActivated = true;

	// Let go of the options, which may hold secrets, whatever comes of it.
	const TFunction<FKinpassOperation(UKinpassSubsystem&)> Start = MoveTemp(OnStart);
	OnStart = nullptr;

	UKinpassSubsystem* Found = UKinpassSubsystem::Get(Context.Get());
	if (Found == nullptr || !Start)
	{
		// No game instance, so no next frame of it either: the pins are bound by now, and the node ends here.
		FireError(KinpassConvert::ToError(KINPASS_ERROR_INVALID_HANDLE));
		return;
	}
	Subsystem = Found;
	Operation = Start(*Found);
}

void UKinpassAsyncAction::Cancel()
{
	if (UKinpassSubsystem* Living = Subsystem.Get())
	{
		Living->CancelOperation(Operation);
	}
}

FKinpassOperation UKinpassAsyncAction::RefuseAccount()
{
	FireError(KinpassConvert::ToError(KINPASS_ERROR_INVALID_HANDLE));
	return FKinpassOperation();
}

UObject* UKinpassAsyncAction::AsContext(UKinpassAccount* Account)
{
	return Account;
}

void UKinpassAsyncAction::FireError(const FKinpassError& /*Error*/)
{
}

bool UKinpassAsyncAction::TakeTurn()
{
	const bool bFirst = !bFired;
	bFired = true;
	return bFirst;
}
