//! The operations as values, so that tables and random runs can name them.

use super::{Status, string};
use kinpass::ffi::authorize::*;
use kinpass::ffi::discord::*;
use kinpass::ffi::event::kinpass_callback;
use kinpass::ffi::external::*;
use kinpass::ffi::handle::{kinpass_client, kinpass_operation};
use kinpass::ffi::lootlocker::*;
use kinpass::ffi::provisional::*;

/// An options struct as its `_init` function leaves it.
macro_rules! options {
    ($type:ident, $init:ident) => {{
        let mut options = std::mem::MaybeUninit::<$type>::uninit();
        assert_eq!($init(options.as_mut_ptr(), size_of::<$type>()), Status::KINPASS_OK);
        options.assume_init()
    }};
}

#[derive(Clone, Debug)]
pub enum Call {
    StartSession(StartSession),
    RefreshSession(String),
    RefreshSessionWith(RefreshSession),
    EndSession(String),
    Ping(String),
    ChildToken(ChildToken),
    RefreshToken(String),
    /// Of the client's own application.
    RevokeToken(String),
    RevokeTokenOf(RevokeToken),
    ExchangeCode(ExchangeCode),
    /// The host opens the page.
    Authorize {
        merge: External,
    },
    AuthorizeDevice {
        merge: External,
    },
    Provisional(Identity),
    Unmerge(Identity),
    GetAuthorization(String),
}

/// `kinpass_discord_exchange_code_options`.
#[derive(Clone, Debug, Default)]
pub struct ExchangeCode {
    pub code: String,
    pub redirect_uri: String,
    pub code_verifier: String,
    pub merge: External,
}

/// An external identity: its type and token. By default none.
#[derive(Clone, Debug, Default)]
pub struct External {
    pub kind: i32,
    pub token: String,
}

impl External {
    /// OpenID Connect, with a token of the sandbox's that stands for this user.
    pub fn oidc(user: &str) -> Self {
        Self { kind: 1, token: format!("valid:{user}") }
    }
}

/// `kinpass_discord_provisional_options`.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    pub external: External,
    pub bot_token: String,
    pub external_user_id: String,
    pub preferred_global_name: String,
    pub provisional_user_id: String,
}

impl Identity {
    pub fn oidc(user: &str) -> Self {
        Self { external: External::oidc(user), ..Self::default() }
    }

    pub fn bot(bot_token: &str, user: &str) -> Self {
        Self { bot_token: bot_token.into(), external_user_id: user.into(), ..Self::default() }
    }

    fn options(&self) -> kinpass_discord_provisional_options {
        let mut options =
            unsafe { options!(kinpass_discord_provisional_options, kinpass_discord_provisional_options_init) };
        options.external_auth_type = self.external.kind;
        options.external_auth_token = string(&self.external.token);
        options.bot_token = string(&self.bot_token);
        options.external_user_id = string(&self.external_user_id);
        options.preferred_global_name = string(&self.preferred_global_name);
        options.provisional_user_id = string(&self.provisional_user_id);
        options
    }
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

/// `kinpass_lootlocker_refresh_session_options`.
#[derive(Clone, Debug, Default)]
pub struct RefreshSession {
    pub refresh_token: String,
    pub player_name: String,
    pub timezone: String,
}

/// `kinpass_discord_revoke_token_options`.
#[derive(Clone, Debug, Default)]
pub struct RevokeToken {
    pub token: String,
    pub application_id: String,
    pub client_secret: String,
}

/// `kinpass_discord_exchange_child_token_options`.
#[derive(Clone, Debug, Default)]
pub struct ChildToken {
    pub parent_access_token: String,
    pub child_application_id: String,
    pub parent_expires_in_s: u64,
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
                    let call = RefreshSession { refresh_token: token.clone(), ..RefreshSession::default() };
                    Self::RefreshSessionWith(call).start_into(client, callback, operation)
                }
                Self::RefreshSessionWith(call) => {
                    let mut options = options!(
                        kinpass_lootlocker_refresh_session_options,
                        kinpass_lootlocker_refresh_session_options_init
                    );
                    options.refresh_token = string(&call.refresh_token);
                    options.player_name = string(&call.player_name);
                    options.timezone = string(&call.timezone);
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
                Self::RevokeToken(token) => {
                    let call = RevokeToken { token: token.clone(), ..RevokeToken::default() };
                    Self::RevokeTokenOf(call).start_into(client, callback, operation)
                }
                Self::RevokeTokenOf(call) => {
                    let mut options =
                        options!(kinpass_discord_revoke_token_options, kinpass_discord_revoke_token_options_init);
                    options.token = string(&call.token);
                    options.application_id = string(&call.application_id);
                    options.client_secret = string(&call.client_secret);
                    kinpass_discord_revoke_token(client, &options, callback, operation)
                }
                Self::ExchangeCode(call) => {
                    let mut options =
                        options!(kinpass_discord_exchange_code_options, kinpass_discord_exchange_code_options_init);
                    options.code = string(&call.code);
                    options.redirect_uri = string(&call.redirect_uri);
                    options.code_verifier = string(&call.code_verifier);
                    options.external_auth_type = call.merge.kind;
                    options.external_auth_token = string(&call.merge.token);
                    kinpass_discord_exchange_code(client, &options, callback, operation)
                }
                Self::Authorize { merge } => {
                    let mut options =
                        options!(kinpass_discord_authorize_options, kinpass_discord_authorize_options_init);
                    options.host_opens_browser = 1;
                    options.external_auth_type = merge.kind;
                    options.external_auth_token = string(&merge.token);
                    kinpass_discord_authorize(client, &options, callback, operation)
                }
                Self::AuthorizeDevice { merge } => {
                    let mut options = options!(
                        kinpass_discord_authorize_device_options,
                        kinpass_discord_authorize_device_options_init
                    );
                    options.external_auth_type = merge.kind;
                    options.external_auth_token = string(&merge.token);
                    kinpass_discord_authorize_device(client, &options, callback, operation)
                }
                Self::Provisional(identity) => {
                    kinpass_discord_get_provisional_token(client, &identity.options(), callback, operation)
                }
                Self::Unmerge(identity) => {
                    kinpass_discord_unmerge_provisional_account(client, &identity.options(), callback, operation)
                }
                Self::GetAuthorization(token) => {
                    kinpass_discord_get_authorization(client, string(token), callback, operation)
                }
            }
        }
    }
}
