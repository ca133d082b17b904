//! One error type; its codes are the ABI's codes.

use crate::given::Given;
use crate::kinds::Category;
use crate::status::Status;
use std::fmt::Display;
use std::time::Duration;

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// What went wrong. The message is for people, and holds no secret.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Error {
    pub(crate) status: Status,
    pub(crate) message: String,
    /// What the service said, if it was asked.
    pub(crate) service: Box<ServiceError>,
}

/// The service's side of an error.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServiceError {
    pub(crate) http_status: u16,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) trace_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// The rate limit is of the whole service, not of the route.
    pub(crate) global: bool,
    pub(crate) attempts: u32,
    pub(crate) ban: Option<Ban>,
}

/// A player's ban, as LootLocker tells it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ban {
    pub(crate) reason: Option<String>,
    pub(crate) banned_on: Option<String>,
    pub(crate) banned_until: Option<String>,
    pub(crate) permanent: bool,
}

impl Error {
    pub(crate) fn new(status: Status, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), service: Box::default() }
    }

    /// An argument, or a field of one, that is not what it has to be. All that are refused say so in these words.
    pub(crate) fn argument(field: &str, expected: impl Display, given: impl Given) -> Self {
        Self::refused(Status::KINPASS_ERROR_INVALID_ARGUMENT, field, expected, given)
    }

    /// The same, where another status tells more.
    pub(crate) fn refused(status: Status, field: &str, expected: impl Display, given: impl Given) -> Self {
        Self::new(status, format!("{field}: {expected} expected, got {given}"))
    }

    pub(crate) fn handle() -> Self {
        Self::new(Status::KINPASS_ERROR_INVALID_HANDLE, "what the handle names is gone")
    }

    pub(crate) fn reentrant() -> Self {
        Self::new(Status::KINPASS_ERROR_REENTRANT, "client: one of its callbacks is running on this thread")
    }

    pub(crate) fn cancelled() -> Self {
        Self::new(Status::KINPASS_ERROR_CANCELLED, "cancelled")
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(Status::KINPASS_ERROR_INTERNAL, message)
    }

    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self::new(Status::KINPASS_ERROR_MALFORMED_ANSWER, message)
    }

    /// A service, or Discord's authorization, said no: asking again in the same way brings the same answer.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(Category::of(self.status as i32), Category::Service | Category::Authorization) && !self.retryable()
    }

    /// The same call may work later without a change.
    pub(crate) fn retryable(&self) -> bool {
        use Status::*;
        matches!(
            self.status,
            KINPASS_ERROR_TIMEOUT
                | KINPASS_ERROR_CONNECT
                | KINPASS_ERROR_CONNECTION_LOST
                | KINPASS_ERROR_LOCKED
                | KINPASS_ERROR_RATE_LIMITED
                | KINPASS_ERROR_SERVICE_UNAVAILABLE
                | KINPASS_ERROR_STORE_BUSY
        )
    }
}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        Self::new(status, "")
    }
}
