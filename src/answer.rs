//! What the services' routes answer with, and what operations come to.

use crate::error::{Error, Result};
use crate::kinds::TokenKind;
use crate::secret::Secret;
use std::time::{Duration, SystemTime};

/// No length of time from outside is taken for longer: ten years. So nothing that is added to a time overflows.
pub(crate) const LONGEST: Duration = Duration::from_secs(10 * 365 * 86_400);

/// What a task came to, and the answer that it was read from, if there was one.
#[derive(Debug)]
pub(crate) struct Outcome<T> {
    pub(crate) result: Result<T>,
    pub(crate) raw: Option<RawAnswer>,
    /// For time-keeping.
    pub(crate) server_date: Option<ServerDate>,
}

impl<T> Outcome<T> {
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome { result: self.result.map(change), raw: self.raw, server_date: self.server_date }
    }

    /// The value; or the failure, as that of a larger task.
    pub(crate) fn value<U>(self) -> std::result::Result<T, Outcome<U>> {
        let Self { result, raw, server_date } = self;
        result.map_err(|error| Outcome { result: Err(error), raw, server_date })
    }
}

impl<T> From<Result<T>> for Outcome<T> {
    fn from(result: Result<T>) -> Self {
        Self { result, raw: None, server_date: None }
    }
}

impl<T> From<Error> for Outcome<T> {
    fn from(error: Error) -> Self {
        Err(error).into()
    }
}

/// The time that a service told.
#[derive(Debug)]
pub(crate) struct ServerDate {
    pub(crate) host: String,
    pub(crate) time: SystemTime,
}

/// What an event carries: made at the edge to events, and only there.
#[derive(Debug, Default)]
pub(crate) enum Answer {
    #[default]
    Nothing,
    Token(Token),
    Session(Box<Session>),
    Authorization(Box<Authorization>),
    UserCode(UserCode),
    /// A page to open.
    Url(String),
}

impl From<()> for Answer {
    fn from((): ()) -> Self {
        Self::Nothing
    }
}

impl From<Token> for Answer {
    fn from(token: Token) -> Self {
        Self::Token(token)
    }
}

impl From<Session> for Answer {
    fn from(session: Session) -> Self {
        Self::Session(Box::new(session))
    }
}

impl From<Authorization> for Answer {
    fn from(authorization: Authorization) -> Self {
        Self::Authorization(Box::new(authorization))
    }
}

/// An answer as it came. Its body may hold tokens.
#[derive(Debug, Clone)]
pub(crate) struct RawAnswer {
    pub(crate) http_status: u16,
    pub(crate) body: Secret,
}

/// A Discord token. `expires_in` counts from when it was received.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) provisional: bool,
    pub(crate) application_id: String,
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) id_token: Option<Secret>,
    pub(crate) token_type: String,
    pub(crate) scope: String,
    pub(crate) expires_in: Duration,
}

/// A LootLocker session.
#[derive(Debug, Clone, Default)]
pub(crate) struct Session {
    pub(crate) session_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) player_id: u64,
    pub(crate) public_uid: Option<String>,
    pub(crate) player_ulid: Option<String>,
    pub(crate) player_identifier: Option<String>,
    pub(crate) player_name: Option<String>,
    pub(crate) player_created_at: Option<String>,
    pub(crate) last_seen: Option<String>,
    pub(crate) wallet_id: Option<String>,
    pub(crate) seen_before: bool,
    pub(crate) check_grant_notifications: bool,
    pub(crate) check_deactivation_notifications: bool,
    pub(crate) xp: i64,
    pub(crate) level: i64,
    pub(crate) account_balance: i64,
    pub(crate) check_dlcs: Vec<String>,
    pub(crate) warnings: Vec<String>,
    pub(crate) level_thresholds: Option<String>,
}

/// What an access token stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Authorization {
    pub(crate) application_id: String,
    pub(crate) application_name: Option<String>,
    pub(crate) scope: String,
    pub(crate) expires: Option<String>,
    pub(crate) user_id: Option<String>,
    pub(crate) user_name: Option<String>,
    pub(crate) user_global_name: Option<String>,
}

/// What a device shows its player.
#[derive(Debug, Clone)]
pub(crate) struct UserCode {
    /// The library's own side of the code: never shown.
    pub(crate) device_code: Secret,
    pub(crate) user_code: String,
    pub(crate) verification_uri: String,
    pub(crate) verification_uri_complete: Option<String>,
    pub(crate) expires_in: Duration,
    pub(crate) interval: Duration,
}
