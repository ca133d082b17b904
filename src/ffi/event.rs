//! The event as C sees it: one struct, whose strings are borrowed from it and wiped when it is let go.

use super::handle::{kinpass_account, kinpass_client, kinpass_operation};
use super::text::kinpass_string;
use crate::kinds::{Category, EventKind, OperationKind, TokenKind};
use crate::status::Status;
use std::ffi::c_void;

/// A player's ban, as LootLocker tells it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_ban {
    /// `manual` or `chargeback`; other values may come.
    pub reason: kinpass_string,
    /// Since when (ISO 8601).
    pub banned_on: kinpass_string,
    /// Until when (ISO 8601); absent if permanent.
    pub banned_until: kinpass_string,
    /// 1 if the ban has no end.
    pub permanent: u8,
}

/// What went wrong. No text in it holds a token, a secret or a raw body.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_error {
    /// The same as the event's.
    pub status: Status,
    /// The domain.
    pub category: Category,
    /// The HTTP status, or 0 if there was no answer.
    pub http_status: i32,
    /// 1 if the same call may work later without a change.
    pub retryable: u8,
    /// How many times the request was tried; 0 if it was not.
    pub attempts: u32,
    /// How long the service wants to be left alone, or 0 if it does not say.
    pub retry_after_ms: u64,
    /// The service's own code: a word (`invalid_grant`, `player_banned`) or a number as text; may be absent.
    pub code: kinpass_string,
    /// For people, in English; for logs and bug reports, not for branching.
    pub message: kinpass_string,
    /// The service's name for the request; may be absent.
    pub request_id: kinpass_string,
    /// The service's trace id; may be absent.
    pub trace_id: kinpass_string,
    /// The ban, with KINPASS_ERROR_PLAYER_BANNED; else NULL.
    pub ban: *const kinpass_ban,
}

/// A Discord token.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_token {
    /// Parent or child. They are never interchangeable.
    pub kind: TokenKind,
    /// 1 if it is of a provisional account.
    pub provisional: u8,
    /// The application that the token is for.
    pub application_id: kinpass_string,
    /// The access token.
    pub access_token: kinpass_string,
    /// The refresh token; child tokens have none, provisional ones may have none.
    pub refresh_token: kinpass_string,
    /// The OpenID Connect ID token; may be absent.
    pub id_token: kinpass_string,
    /// `Bearer`.
    pub token_type: kinpass_string,
    /// The scopes granted, separated by spaces; may name more than was asked for.
    pub scope: kinpass_string,
    /// For how long it is valid from now; an hour if the service does not tell. A child never outlives its
    /// parent.
    pub expires_in_s: u64,
}

/// A LootLocker session. LootLocker tells no expiry: its end shows as KINPASS_ERROR_UNAUTHORIZED or
/// KINPASS_ERROR_FORBIDDEN on a later call.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_session {
    /// For the header `x-session-token`.
    pub session_token: kinpass_string,
    /// For kinpass_lootlocker_refresh_session; may be absent: then keep the one you have.
    pub refresh_token: kinpass_string,
    /// The player's number.
    pub player_id: u64,
    /// The short public identifier.
    pub public_uid: kinpass_string,
    /// The ULID; may be absent.
    pub player_ulid: kinpass_string,
    /// The platform's identifier of the player; may be absent.
    pub player_identifier: kinpass_string,
    /// The player's name; may be absent.
    pub player_name: kinpass_string,
    /// ISO 8601 with offset; may be absent.
    pub player_created_at: kinpass_string,
    /// May be absent.
    pub last_seen: kinpass_string,
    /// May be absent.
    pub wallet_id: kinpass_string,
    /// 1 if the player has been here before.
    pub seen_before: u8,
    /// 1 if there are grant notifications to fetch.
    pub check_grant_notifications: u8,
    /// 1 if there are deactivation notifications to fetch.
    pub check_deactivation_notifications: u8,
    /// Experience points.
    pub xp: i64,
    /// Level.
    pub level: i64,
    /// Balance.
    pub account_balance: i64,
    /// DLCs to check: `check_dlcs_count` strings.
    pub check_dlcs: *const kinpass_string,
    /// Number of `check_dlcs`.
    pub check_dlcs_count: usize,
    /// What LootLocker complains about in spite of success, such as a refused `player_name`.
    pub warnings: *const kinpass_string,
    /// Number of `warnings`.
    pub warnings_count: usize,
    /// The level thresholds as a JSON object; may be absent.
    pub level_thresholds_json: kinpass_string,
}

/// What a device shows its player.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_user_code {
    /// The code to enter.
    pub user_code: kinpass_string,
    /// The page to enter it at.
    pub verification_uri: kinpass_string,
    /// The page with the code filled in: for a QR code. May be absent.
    pub verification_uri_complete: kinpass_string,
    /// For how long the code is good.
    pub expires_in_s: u64,
}

/// What an access token stands for (`GET oauth2/@me`).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_authorization {
    /// The application.
    pub application_id: kinpass_string,
    /// Its name.
    pub application_name: kinpass_string,
    /// The scopes, separated by spaces.
    pub scope: kinpass_string,
    /// When the token ends (ISO 8601).
    pub expires: kinpass_string,
    /// The user; absent without the scope for it.
    pub user_id: kinpass_string,
    /// The user's name; may be absent.
    pub user_name: kinpass_string,
    /// The user's display name; may be absent.
    pub user_global_name: kinpass_string,
}

/// An answer as it came: for fields that this header does not name. It may hold tokens: do not log it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_response {
    /// The HTTP status.
    pub http_status: i32,
    /// The body, as text.
    pub body: kinpass_string,
}

/// What happened. Pointers that do not belong to the kind are NULL. All of it is valid until the callback
/// returns, or until kinpass_event_release if it came from kinpass_client_next_event.
#[repr(C)]
pub struct kinpass_event {
    /// The size that the library gave it. Newer versions add fields at the end.
    pub struct_size: usize,
    /// What it tells.
    pub kind: EventKind,
    /// The function that started the operation.
    pub operation_kind: OperationKind,
    /// What the operation came to, or the error that an account event reports.
    pub status: Status,
    /// The client.
    pub client: kinpass_client,
    /// The operation; zero for account events.
    pub operation: kinpass_operation,
    /// The account; zero if none.
    pub account: kinpass_account,
    /// From the kinpass_callback.
    pub user_data: *mut c_void,
    /// The details; NULL on success.
    pub error: *const kinpass_error,
    /// A parent or child token.
    pub token: *const kinpass_token,
    /// A LootLocker session.
    pub session: *const kinpass_session,
    /// What a token stands for.
    pub authorization: *const kinpass_authorization,
    /// A device's user code.
    pub user_code: *const kinpass_user_code,
    /// The page to open, with KINPASS_EVENT_KIND_AUTHORIZATION_URL; else absent.
    pub url: kinpass_string,
    /// The answer as it came, success or not; NULL if there was none.
    pub response: *const kinpass_response,
}

/// Receives an event. It may not throw, and may not release the event.
pub type kinpass_event_function = Option<unsafe extern "C" fn(event: *const kinpass_event, user_data: *mut c_void)>;

/// Lets go of a `user_data`. Runs where the last event is delivered or released, or the client destroyed.
pub type kinpass_release_function = Option<unsafe extern "C" fn(user_data: *mut c_void)>;

/// Who receives the events of an operation or account. All three may be NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_callback {
    /// Called by kinpass_client_poll, or on the worker; not called for events that are pulled.
    pub function: kinpass_event_function,
    /// Handed to `function` and `release`, and found in each event.
    pub user_data: *mut c_void,
    /// Called once, after the last use of `user_data`.
    pub release: kinpass_release_function,
}
