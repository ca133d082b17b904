#include "KinpassConvert.h"

#include "KinpassModule.h"
#include "KinpassUtf8.h"

// The hundreds of a status tell its domain.
static EKinpassErrorCategory CategoryOf(int32 Code)
{
	if (Code <= 0)
	{
		return EKinpassErrorCategory::None;
	}
	switch (Code / 100)
	{
	case 0: return EKinpassErrorCategory::Usage;
	case 1: return EKinpassErrorCategory::Operation;
	case 2: return EKinpassErrorCategory::Network;
	case 3: return EKinpassErrorCategory::Answer;
	case 4:
	case 5: return EKinpassErrorCategory::Service;
	case 6: return EKinpassErrorCategory::Authorization;
	case 7: return EKinpassErrorCategory::Account;
	case 8: return EKinpassErrorCategory::Store;
	default: return EKinpassErrorCategory::None;
	}
}

FKinpassError KinpassConvert::ToError(kinpass_status Status)
{
	FKinpassError Result;
	Result.Status = ToStatus(Status);
	Result.StatusCode = static_cast<int32>(Status);
	Result.Category = CategoryOf(Result.StatusCode);
	if (Status != KINPASS_OK)
	{
		Result.Message = FKinpassModule::IsLibraryUsable() ? KinpassText::FromUtf8(kinpass_status_name(Status))
														   : FString(TEXT("the Kinpass library is not loaded"));
	}
	return Result;
}
