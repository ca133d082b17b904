//! A small safe harness over the C functions: what a careful host would write, once for all tests.

// Each test program uses its own part of it.
#![allow(dead_code, unused_imports)]

pub mod account;
pub mod call;
pub mod client;
pub mod event;
pub mod ledger;
pub mod link;
pub mod peer;
pub mod table;

pub use call::{Call, ChildToken, ExchangeCode, External, Identity, RefreshSession, RevokeToken, StartSession};
pub use client::{Client, Setup, last_refusal};
pub use event::{Event, Failure, Session, Token};
pub use kinpass::status::Status::{self, *};
pub use kinpass_sandbox::{Action, Fault, RetryForm, Sandbox, Tokens, fingerprint, seed};

use kinpass::ffi::text::kinpass_string;
use std::time::Duration;

/// An operation that takes longer than this hangs. No test's result depends on how long it really takes.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub const SESSION_ROUTE: &str = "POST /game/session/discord";
pub const END_ROUTE: &str = "DELETE /game/v1/session";
pub const PING_ROUTE: &str = "GET /game/ping";
pub const CHILD_ROUTE: &str = "POST /api/v10/partner-sdk/child-token";
pub const BACKEND_CHILD_ROUTE: &str = "POST /backend/child-token";
pub const TOKEN_ROUTE: &str = "POST /api/v10/oauth2/token";
pub const DEVICE_ROUTE: &str = "POST /api/v10/oauth2/device/authorize";
pub const PROVISIONAL_ROUTE: &str = "POST /api/v10/partner-sdk/token";
pub const PROVISIONAL_BOT_ROUTE: &str = "POST /api/v10/partner-sdk/token/bot";
pub const UNMERGE_ROUTE: &str = "POST /api/v10/partner-sdk/provisional-accounts/unmerge";
pub const UNMERGE_BOT_ROUTE: &str = "POST /api/v10/partner-sdk/provisional-accounts/unmerge/bot";
pub const AUTHORIZATION_ROUTE: &str = "GET /api/v10/oauth2/@me";
pub const REVOKE_ROUTE: &str = "POST /api/v10/oauth2/token/revoke";

/// A string of the ABI; an empty text is an absent one.
pub fn string(text: &str) -> kinpass_string {
    match text {
        "" => kinpass_string { data: std::ptr::null(), size: 0 },
        text => kinpass_string { data: text.as_ptr().cast(), size: text.len() },
    }
}

/// The name of a status, as the library tells it.
pub fn name(status: Status) -> String {
    let name = kinpass::ffi::version::kinpass_status_name(status as i32);
    unsafe { std::ffi::CStr::from_ptr(name) }.to_str().expect("names are ASCII").to_owned()
}
