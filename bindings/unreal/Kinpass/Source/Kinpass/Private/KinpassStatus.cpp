#include "KinpassConvert.h"

#include "KinpassModule.h"
#include "KinpassUtf8.h"

// Without a default, so that the compiler names a status that a newer header has and this list has not.
static EKinpassStatus Mirror(kinpass_status Status)
{
	switch (Status)
	{
	case KINPASS_OK: return EKinpassStatus::Ok;
	case KINPASS_ERROR_INVALID_ARGUMENT: return EKinpassStatus::InvalidArgument;
	case KINPASS_ERROR_INVALID_HANDLE: return EKinpassStatus::InvalidHandle;
	case KINPASS_ERROR_INVALID_STRING: return EKinpassStatus::InvalidString;
	case KINPASS_ERROR_INVALID_STRUCT_SIZE: return EKinpassStatus::InvalidStructSize;
	case KINPASS_ERROR_REENTRANT: return EKinpassStatus::Reentrant;
	case KINPASS_ERROR_INVALID_STATE: return EKinpassStatus::InvalidState;
	case KINPASS_ERROR_BUFFER_TOO_SMALL: return EKinpassStatus::BufferTooSmall;
	case KINPASS_ERROR_LIMIT: return EKinpassStatus::Limit;
	case KINPASS_ERROR_INSECURE_URL: return EKinpassStatus::InsecureUrl;
	case KINPASS_ERROR_UNSUPPORTED: return EKinpassStatus::Unsupported;
	case KINPASS_ERROR_CANCELLED: return EKinpassStatus::Cancelled;
	case KINPASS_ERROR_TIMEOUT: return EKinpassStatus::Timeout;
	case KINPASS_ERROR_OUTCOME_UNKNOWN: return EKinpassStatus::OutcomeUnknown;
	case KINPASS_ERROR_INTERNAL: return EKinpassStatus::Internal;
	case KINPASS_ERROR_CONNECT: return EKinpassStatus::Connect;
	case KINPASS_ERROR_CONNECTION_LOST: return EKinpassStatus::ConnectionLost;
	case KINPASS_ERROR_TLS: return EKinpassStatus::Tls;
	case KINPASS_ERROR_MALFORMED_ANSWER: return EKinpassStatus::MalformedAnswer;
	case KINPASS_ERROR_ANSWER_TOO_LARGE: return EKinpassStatus::AnswerTooLarge;
	case KINPASS_ERROR_REDIRECTED: return EKinpassStatus::Redirected;
	case KINPASS_ERROR_BAD_REQUEST: return EKinpassStatus::BadRequest;
	case KINPASS_ERROR_UNAUTHORIZED: return EKinpassStatus::Unauthorized;
	case KINPASS_ERROR_FORBIDDEN: return EKinpassStatus::Forbidden;
	case KINPASS_ERROR_NOT_FOUND: return EKinpassStatus::NotFound;
	case KINPASS_ERROR_SESSION_EXPIRED: return EKinpassStatus::SessionExpired;
	case KINPASS_ERROR_PLAYER_BANNED: return EKinpassStatus::PlayerBanned;
	case KINPASS_ERROR_LOCKED: return EKinpassStatus::Locked;
	case KINPASS_ERROR_RATE_LIMITED: return EKinpassStatus::RateLimited;
	case KINPASS_ERROR_SERVICE_UNAVAILABLE: return EKinpassStatus::ServiceUnavailable;
	case KINPASS_ERROR_INVALID_GRANT: return EKinpassStatus::InvalidGrant;
	case KINPASS_ERROR_INVALID_CLIENT: return EKinpassStatus::InvalidClient;
	case KINPASS_ERROR_ACCESS_DENIED: return EKinpassStatus::AccessDenied;
	case KINPASS_ERROR_AUTHORIZATION_EXPIRED: return EKinpassStatus::AuthorizationExpired;
	case KINPASS_ERROR_STATE_MISMATCH: return EKinpassStatus::StateMismatch;
	case KINPASS_ERROR_OAUTH2: return EKinpassStatus::OAuth2;
	case KINPASS_ERROR_EXTERNAL_TOKEN: return EKinpassStatus::ExternalToken;
	case KINPASS_ERROR_ACCOUNT_EXISTS: return EKinpassStatus::AccountExists;
	case KINPASS_ERROR_BROWSER: return EKinpassStatus::Browser;
	case KINPASS_ERROR_NOT_LINKED: return EKinpassStatus::NotLinked;
	case KINPASS_ERROR_LINK_LOST: return EKinpassStatus::LinkLost;
	case KINPASS_ERROR_TOKEN_NEEDED: return EKinpassStatus::TokenNeeded;
	case KINPASS_ERROR_NO_TOKEN: return EKinpassStatus::NoToken;
	case KINPASS_ERROR_ACCOUNT_OPEN: return EKinpassStatus::AccountOpen;
	case KINPASS_ERROR_STORE_UNAVAILABLE: return EKinpassStatus::StoreUnavailable;
	case KINPASS_ERROR_STORE_FAILED: return EKinpassStatus::StoreFailed;
	case KINPASS_ERROR_STORE_CORRUPT: return EKinpassStatus::StoreCorrupt;
	case KINPASS_ERROR_STORE_BUSY: return EKinpassStatus::StoreBusy;
	}
	return EKinpassStatus::Unknown;
}

EKinpassStatus KinpassConvert::ToStatus(int32 Code)
{
	return Mirror(static_cast<kinpass_status>(Code));
}

FKinpassError KinpassConvert::ToError(kinpass_status Status)
{
	FKinpassError Result;
	Result.Status = Mirror(Status);
	Result.StatusCode = static_cast<int32>(Status);
	if (Status == KINPASS_OK)
	{
		return Result;
	}
	if (!FKinpassModule::IsLibraryUsable())
	{
		Result.Message = TEXT("the Kinpass library is not loaded");
	}
	else
	{
		Result.Category = static_cast<EKinpassErrorCategory>(kinpass_status_category(Status));
		Result.Message = KinpassText::FromUtf8(kinpass_status_name(Status));
	}
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
