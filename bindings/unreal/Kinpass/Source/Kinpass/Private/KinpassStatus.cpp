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
	case KINPASS_ERROR_MERGE_REFUSED: return EKinpassStatus::MergeRefused;
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

EKinpassStatus KinpassConvert::ToStatus(int32 Code)
{
	return Mirror(static_cast<kinpass_status>(Code));
}

FKinpassError KinpassConvert::ToError(kinpass_status Status)
{
	FKinpassError Result;
	Result.Status = Mirror(Status);
	Result.StatusCode = static_cast<int32>(Status);
	Result.Category = CategoryOf(Result.StatusCode);
	if (Status != KINPASS_OK)
	{
		Result.Message = FKinpassModule::IsLibraryUsable() ? KinpassText::FromUtf8(kinpass_status_name(Status))
														   : FString(TEXT("the Kinpass library is not loaded"));
	}
	return Result;
}
