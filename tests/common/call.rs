//! The operations as values, so that tables and random runs can name them.

use super::{Status, string};
use kinpass::ffi::discord::*;
use kinpass::ffi::event::kinpass_callback;
use kinpass::ffi::handle::{kinpass_client, kinpass_operation};
use kinpass::ffi::lootlocker::*;

#[derive(Clone, Debug)]
pub enum Call {
    StartSession(StartSession),
    RefreshSession(String),
    EndSession(String),
    Ping(String),
    ChildToken(ChildToken),
    RefreshToken(String),
    RevokeToken(String),
}

/// `kinpass_lootlocker_start_session_options`.
#[derive(Clone, Debug, Default)]
pub struct StartSession {
    pub access_token: String,
    pub refresh_token: String,
    pub game_key: String,
    pub game_version: String,
    pub player_name: String,
    pub timezone: String,
}

/// `kinpass_discord_exchange_child_token_options`.
#[derive(Clone, Debug, Default)]
pub struct ChildToken {
    pub parent_access_token: String,
    pub child_application_id: String,
    pub parent_expires_in_s: u64,
}

/// An options struct as its `_init` function leaves it.
macro_rules! options {
    ($type:ident, $init:ident) => {{
        let mut options = std::mem::MaybeUninit::<$type>::uninit();
        assert_eq!($init(options.as_mut_ptr(), size_of::<$type>()), Status::KINPASS_OK);
        options.assume_init()
    }};
}

impl Call {
    pub fn start_session(access_token: impl Into<String>) -> Self {
        Self::StartSession(StartSession { access_token: access_token.into(), ..StartSession::default() })
    }

    pub fn child_token(parent: impl Into<String>, child: impl Into<String>) -> Self {
        Self::ChildToken(ChildToken {
            parent_access_token: parent.into(),
            child_application_id: child.into(),
            ..ChildToken::default()
        })
    }

    /// Starts the operation.
    ///
    /// # Safety
    /// `callback` is NULL or lives up to the contract of `kinpass_callback`.
    pub unsafe fn start(
        &self,
        client: kinpass_client,
        callback: *const kinpass_callback,
    ) -> Result<kinpass_operation, Status> {
        let mut operation = kinpass_operation { id: 0 };
        let status = unsafe { self.start_into(client, callback, &mut operation) };
        match status {
            Status::KINPASS_OK => Ok(operation),
            status => {
                assert_eq!(operation.id, 0, "outputs are written on success only");
                Err(status)
            }
        }
    }

    unsafe fn start_into(
        &self,
        client: kinpass_client,
        callback: *const kinpass_callback,
        operation: *mut kinpass_operation,
    ) -> Status {
        unsafe {
            match self {
                Self::StartSession(call) => {
                    let mut options = options!(
                        kinpass_lootlocker_start_session_options,
                        kinpass_lootlocker_start_session_options_init
                    );
                    options.access_token = string(&call.access_token);
                    options.refresh_token = string(&call.refresh_token);
                    options.game_key = string(&call.game_key);
                    options.game_version = string(&call.game_version);
                    options.player_name = string(&call.player_name);
                    options.timezone = string(&call.timezone);
                    kinpass_lootlocker_start_session(client, &options, callback, operation)
                }
                Self::RefreshSession(token) => {
                    let mut options = options!(
                        kinpass_lootlocker_refresh_session_options,
                        kinpass_lootlocker_refresh_session_options_init
                    );
                    options.refresh_token = string(token);
                    kinpass_lootlocker_refresh_session(client, &options, callback, operation)
                }
                Self::EndSession(token) => kinpass_lootlocker_end_session(client, string(token), callback, operation),
                Self::Ping(token) => kinpass_lootlocker_ping(client, string(token), callback, operation),
                Self::ChildToken(call) => {
                    let mut options = options!(
                        kinpass_discord_exchange_child_token_options,
                        kinpass_discord_exchange_child_token_options_init
                    );
                    options.parent_access_token = string(&call.parent_access_token);
                    options.child_application_id = string(&call.child_application_id);
                    options.parent_expires_in_s = call.parent_expires_in_s;
                    kinpass_discord_exchange_child_token(client, &options, callback, operation)
                }
                Self::RefreshToken(token) => kinpass_discord_refresh_token(client, string(token), callback, operation),
                Self::RevokeToken(token) => kinpass_discord_revoke_token(client, string(token), callback, operation),
            }
        }
    }
}
