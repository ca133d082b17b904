//! Events as owned copies: what the library lends is gone once the event is released.

use super::Status;
use kinpass::ffi::event::{kinpass_error, kinpass_event, kinpass_session, kinpass_token};
use kinpass::ffi::text::kinpass_string;

pub const COMPLETED: i32 = 1;
pub const USER_CODE: i32 = 2;
pub const AUTHORIZATION_URL: i32 = 3;

#[derive(Clone, Debug)]
pub struct Event {
    pub kind: i32,
    pub operation_kind: i32,
    pub status: Status,
    pub client: u64,
    pub operation: u64,
    pub user_data: usize,
    pub error: Option<Failure>,
    pub token: Option<Token>,
    pub session: Option<Session>,
    pub user_code: Option<UserCode>,
    pub authorization: Option<Authorization>,
    pub url: Option<String>,
    /// HTTP status and body.
    pub response: Option<(i32, String)>,
}

/// `kinpass_error`.
#[derive(Clone, Debug)]
pub struct Failure {
    pub status: Status,
    pub category: i32,
    pub http_status: i32,
    pub retryable: bool,
    pub attempts: u32,
    pub retry_after_ms: u64,
    pub code: Option<String>,
    pub message: Option<String>,
    pub request_id: Option<String>,
    pub trace_id: Option<String>,
    pub ban: Option<Ban>,
}

#[derive(Default, Clone, Debug, PartialEq)]
pub struct Ban {
    pub reason: Option<String>,
    pub banned_on: Option<String>,
    pub banned_until: Option<String>,
    pub permanent: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: i32,
    pub provisional: bool,
    pub application_id: Option<String>,
    pub access_token: Option<String>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub token_type: Option<String>,
    pub scope: Option<String>,
    pub expires_in_s: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub session_token: Option<String>,
    pub refresh_token: Option<String>,
    pub player_id: u64,
    pub public_uid: Option<String>,
    pub player_ulid: Option<String>,
    pub player_identifier: Option<String>,
    pub player_name: Option<String>,
    pub player_created_at: Option<String>,
    pub last_seen: Option<String>,
    pub wallet_id: Option<String>,
    pub seen_before: bool,
    pub check_grant_notifications: bool,
    pub check_deactivation_notifications: bool,
    pub xp: i64,
    pub level: i64,
    pub account_balance: i64,
    pub check_dlcs: Vec<String>,
    pub warnings: Vec<String>,
    pub level_thresholds_json: Option<String>,
}

#[derive(Clone, Debug)]
pub struct UserCode {
    pub user_code: String,
    pub verification_uri: String,
    pub expires_in_s: u64,
}

#[derive(Clone, Debug)]
pub struct Authorization {
    pub application_id: Option<String>,
    pub scope: Option<String>,
    pub user_id: Option<String>,
}

impl Event {
    /// # Safety
    /// `event` is the library's and not yet released.
    pub unsafe fn copy(event: *const kinpass_event) -> Self {
        let event = unsafe { &*event };
        assert_eq!(event.struct_size, size_of::<kinpass_event>());
        unsafe {
            Self {
                kind: event.kind as i32,
                operation_kind: event.operation_kind as i32,
                status: event.status,
                client: event.client.id,
                operation: event.operation.id,
                user_data: event.user_data as usize,
                error: event.error.as_ref().map(|error| failure(error)),
                token: event.token.as_ref().map(|token| copy_token(token)),
                session: event.session.as_ref().map(|session| copy_session(session)),
                user_code: event.user_code.as_ref().map(|code| UserCode {
                    user_code: text(code.user_code).unwrap_or_default(),
                    verification_uri: text(code.verification_uri).unwrap_or_default(),
                    expires_in_s: code.expires_in_s,
                }),
                authorization: event.authorization.as_ref().map(|found| Authorization {
                    application_id: text(found.application_id),
                    scope: text(found.scope),
                    user_id: text(found.user_id),
                }),
                url: text(event.url),
                response: event.response.as_ref().map(|it| (it.http_status, text(it.body).unwrap_or_default())),
            }
        }
    }

    /// The error of an operation that failed.
    pub fn failure(&self) -> &Failure {
        self.error.as_ref().unwrap_or_else(|| panic!("it did not fail: {:?}", self.status))
    }

    /// The token of an operation that brought one.
    pub fn token(&self) -> &Token {
        self.token.as_ref().unwrap_or_else(|| panic!("no token: {:?} {:?}", self.status, self.error))
    }

    /// The session of an operation that brought one.
    pub fn session(&self) -> &Session {
        self.session.as_ref().unwrap_or_else(|| panic!("no session: {:?} {:?}", self.status, self.error))
    }
}

impl Failure {
    /// All that a host would show or log of it.
    pub fn texts(&self) -> Vec<&str> {
        [&self.code, &self.message, &self.request_id, &self.trace_id]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect()
    }
}

pub(super) unsafe fn text(string: kinpass_string) -> Option<String> {
    if string.data.is_null() {
        assert_eq!(string.size, 0, "an absent string has no size");
        return None;
    }
    let bytes = unsafe { std::slice::from_raw_parts(string.data.cast::<u8>(), string.size + 1) };
    assert_eq!(bytes[string.size], 0, "a zero byte follows each string");
    Some(std::str::from_utf8(&bytes[..string.size]).expect("strings are UTF-8").to_owned())
}

unsafe fn texts(first: *const kinpass_string, count: usize) -> Vec<String> {
    (0..count).map(|at| unsafe { text(*first.add(at)) }.expect("lists have no absent strings")).collect()
}

unsafe fn failure(error: &kinpass_error) -> Failure {
    unsafe {
        Failure {
            status: error.status,
            category: error.category as i32,
            http_status: error.http_status,
            retryable: error.retryable != 0,
            attempts: error.attempts,
            retry_after_ms: error.retry_after_ms,
            code: text(error.code),
            message: text(error.message),
            request_id: text(error.request_id),
            trace_id: text(error.trace_id),
            ban: error.ban.as_ref().map(|ban| Ban {
                reason: text(ban.reason),
                banned_on: text(ban.banned_on),
                banned_until: text(ban.banned_until),
                permanent: ban.permanent != 0,
            }),
        }
    }
}

unsafe fn copy_token(token: &kinpass_token) -> Token {
    unsafe {
        Token {
            kind: token.kind as i32,
            provisional: token.provisional != 0,
            application_id: text(token.application_id),
            access_token: text(token.access_token),
            refresh_token: text(token.refresh_token),
            id_token: text(token.id_token),
            token_type: text(token.token_type),
            scope: text(token.scope),
            expires_in_s: token.expires_in_s,
        }
    }
}

unsafe fn copy_session(session: &kinpass_session) -> Session {
    unsafe {
        Session {
            session_token: text(session.session_token),
            refresh_token: text(session.refresh_token),
            player_id: session.player_id,
            public_uid: text(session.public_uid),
            player_ulid: text(session.player_ulid),
            player_identifier: text(session.player_identifier),
            player_name: text(session.player_name),
            player_created_at: text(session.player_created_at),
            last_seen: text(session.last_seen),
            wallet_id: text(session.wallet_id),
            seen_before: session.seen_before != 0,
            check_grant_notifications: session.check_grant_notifications != 0,
            check_deactivation_notifications: session.check_deactivation_notifications != 0,
            xp: session.xp,
            level: session.level,
            account_balance: session.account_balance,
            check_dlcs: texts(session.check_dlcs, session.check_dlcs_count),
            warnings: texts(session.warnings, session.warnings_count),
            level_thresholds_json: text(session.level_thresholds_json),
        }
    }
}
