#include "KinpassConvert.h"

#include "KinpassModule.h"
#include "KinpassUtf8.h"

FKinpassError KinpassConvert::ToError(kinpass_status Status)
{
	FKinpassError Result;
	Result.Status = ToStatus(Status);
	Result.StatusCode = static_cast<int32>(Status);
	if (Status == KINPASS_OK)
	{
		return Result;
	}
	const bool bUsable = FKinpassModule::IsLibraryUsable();
	Result.Category = bUsable ? static_cast<EKinpassErrorCategory>(kinpass_status_category(Status)) : EKinpassErrorCategory::None;
	Result.Message = bUsable
		? KinpassText::FromUtf8(kinpass_status_name(Status))
		: FString(TEXT("the Kinpass library is not loaded"));
	return Result;
}

FKinpassRefusal KinpassConvert::ToRefusal(kinpass_status Status)
{
	FKinpassRefusal Result{Status, FString()};
	if (Status != KINPASS_OK && FKinpassModule::IsLibraryUsable())
	{
		// Enough for each reason, says the header.
		TArray<ANSICHAR> Text;
		Text.SetNumZeroed(512);
		kinpass_buffer Buffer = KinpassText::AsBuffer(Text);
		if (kinpass_last_refusal(Status, &Buffer) == KINPASS_OK)
		{
			Result.Reason = KinpassText::FromUtf8(Buffer.data, Buffer.size);
		}
	}
	return Result;
}

FKinpassError KinpassConvert::ToError(const FKinpassRefusal& Refusal)
{
	FKinpassError Result = ToError(Refusal.Status);
	if (!Refusal.Reason.IsEmpty())
	{
		Result.Message = Refusal.Reason;
	}
	return Result;
}

FKinpassError KinpassConvert::ToErrorOfCall(kinpass_status Status)
{
	return ToError(ToRefusal(Status));
}
