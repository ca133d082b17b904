//! Discord: child tokens, refresh, revocation, and what a token stands for. Stateless: tokens in, tokens out.

use super::event::kinpass_callback;
use super::handle::{kinpass_client, kinpass_operation};
use super::options::{self, Options};
use super::text::kinpass_string;
use super::{guard, start};
use crate::config;
use crate::discord::child_token;
use crate::discord::oauth2::{self, Application};
use crate::kinds::OperationKind as Kind;
use crate::secret::Secret;
use crate::status::Status;

/// For kinpass_discord_exchange_child_token.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_discord_exchange_child_token_options {
    /// sizeof(kinpass_discord_exchange_child_token_options)
    pub struct_size: usize,
    /// The publisher application's access token. Required.
    pub parent_access_token: kinpass_string,
    /// The game's application id, as decimal text. Required.
    pub child_application_id: kinpass_string,
    /// For how long the parent token is still valid, if known: the child's `expires_in_s` is no longer.
    pub parent_expires_in_s: u64,
}

unsafe impl Options for kinpass_discord_exchange_child_token_options {}

/// For kinpass_discord_revoke_token.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_discord_revoke_token_options {
    /// sizeof(kinpass_discord_revoke_token_options)
    pub struct_size: usize,
    /// The token. Required.
    pub token: kinpass_string,
    /// The application that the token was issued for, as decimal text. Default: the client's, the parent. For a
    /// child token the game's.
    pub application_id: kinpass_string,
    /// The secret of that application, if it has one. Default: the client's with the client's application, else
    /// none. Servers only.
    pub client_secret: kinpass_string,
}

unsafe impl Options for kinpass_discord_revoke_token_options {}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_exchange_child_token_options_init(
    options: *mut kinpass_discord_exchange_child_token_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_revoke_token_options_init(
    options: *mut kinpass_discord_revoke_token_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Exchanges the parent's access token for the token of one game. The completion carries `token`, of kind
/// KINPASS_TOKEN_KIND_CHILD. Children are never refreshed: exchange anew. A configured client secret is sent
/// along; with `child_token_url` set the publisher's backend is asked, and no secret is sent.
/// Remote: `POST {discord_api_url}/partner-sdk/child-token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event also KINPASS_ERROR_UNAUTHORIZED,
/// KINPASS_ERROR_INVALID_CLIENT, KINPASS_ERROR_BAD_REQUEST, and those of the network and of answers.
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_exchange_child_token(
    client: kinpass_client,
    options: *const kinpass_discord_exchange_child_token_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordExchangeChildToken, callback, operation, |config| {
            let options = options::read(options)?;
            let parent = options.parent_access_token.required("parent_access_token")?.into();
            let child = options.child_application_id.required("child_application_id")?;
            child_token::exchange(config, parent, &child, options.parent_expires_in_s)
        })
    })
}

/// Refreshes the parent's tokens. The completion carries `token`, with a **new** refresh token; the old
/// access and refresh token are dead: store the new ones before you use them. Not repeatable: after a lost
/// answer it is tried at most once more, then says KINPASS_ERROR_OUTCOME_UNKNOWN.
/// Remote: `POST {discord_api_url}/oauth2/token`, `grant_type=refresh_token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `refresh_token` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token; by event also KINPASS_ERROR_INVALID_GRANT (final),
/// KINPASS_ERROR_OUTCOME_UNKNOWN. Needs `discord_application_id`. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_refresh_token(
    client: kinpass_client,
    refresh_token: kinpass_string,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordRefreshToken, callback, operation, |config| {
            oauth2::refresh(config, refresh_token.required("refresh_token")?.into())
        })
    })
}

/// Revokes a token of the parent, and with it **all** of this player's tokens of the publisher: the player
/// unlinks, every child dies. With a child token and its `application_id` that game's tokens alone. A token
/// that is not of the application named here is KINPASS_OK, and lives on: so Discord has it.
/// Remote: `POST {discord_api_url}/oauth2/token/revoke`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token. Needs `discord_application_id`, or `application_id`.
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_revoke_token(
    client: kinpass_client,
    options: *const kinpass_discord_revoke_token_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordRevokeToken, callback, operation, |config| {
            let options = options::read(options)?;
            let token = options.token.required("token")?.into();
            let id = options.application_id.optional("application_id")?;
            let id = id.map(|id| config::snowflake("application_id", &id)).transpose()?;
            let secret: Option<Secret> = options.client_secret.optional("client_secret")?.map(Into::into);
            let application = Application::of(config, id.as_deref(), secret.as_ref())?;
            Ok(oauth2::revoke_of(config, &application, &token))
        })
    })
}

/// Asks Discord what an access token stands for. The completion carries `authorization`.
/// Remote: `GET {discord_api_url}/oauth2/@me`.
///
/// **Thread** any. **Blocks** no. **Ownership** `access_token` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_get_authorization(
    client: kinpass_client,
    access_token: kinpass_string,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordGetAuthorization, callback, operation, |config| {
            oauth2::get_authorization(config, access_token.required("access_token")?.into())
        })
    })
}
