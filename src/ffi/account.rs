//! Accounts: one link, every token kept fresh.

use super::event::kinpass_callback;
use super::handle::{self, kinpass_account, kinpass_client, kinpass_operation};
use super::options::{self, Options};
use super::text::{self, kinpass_buffer, kinpass_string};
use super::{ask, convert, guard, output, receiver};
use crate::account::Ask;
use crate::kinds::{AccountState, OperationKind as Kind};
use crate::status::Status;
use std::time::Duration;

/// Which Discord token a LootLocker session is started with: whichever the game's LootLocker console expects.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_lootlocker_token_source {
    /// The child token of the account's own application.
    Child = 0,
    /// The parent's access token.
    Parent = 1,
}

/// How to link a player who is not linked yet.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_sign_in_method {
    /// Only from the store: KINPASS_ERROR_NOT_LINKED if there is no link.
    Silent = 0,
    /// In the browser, with a loopback redirect. See kinpass_discord_authorize.
    Browser = 1,
    /// By user code. See kinpass_discord_authorize_device.
    Device = 2,
    /// The host opens the authorization page, gets the redirect itself, and hands it to
    /// kinpass_account_handle_redirect: mobile.
    Redirect = 3,
    /// Without a Discord account. See kinpass_discord_get_provisional_token.
    Provisional = 4,
}

/// A service that kinpass_account_request speaks to.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_service {
    /// LootLocker, with the session.
    Lootlocker = 0,
    /// Discord, with a child token as Bearer.
    Discord = 1,
}

/// For kinpass_account_open.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_account_open_options {
    /// sizeof(kinpass_account_open_options)
    pub struct_size: usize,
    /// The host's name for the player: one stored record each. Required.
    pub player_key: kinpass_string,
    /// The game's own (child) application id: for the LootLocker session and wherever none is named.
    pub application_id: kinpass_string,
    /// LootLocker game key. Default: the client's.
    pub game_key: kinpass_string,
    /// LootLocker game version. Default: the client's.
    pub game_version: kinpass_string,
    /// One of kinpass_lootlocker_token_source.
    pub lootlocker_token_source: i32,
    /// How long before its end a token is renewed. Default 600; at most a tenth of its life; jitter is added.
    pub renew_ahead_s: u32,
    /// 1: renew only when asked. Default: before expiry, by itself.
    pub no_automatic_renewal: u8,
}

unsafe impl Options for kinpass_account_open_options {}

/// For kinpass_account_adopt_tokens: a parent token that the host already has.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_account_adopt_tokens_options {
    /// sizeof(kinpass_account_adopt_tokens_options)
    pub struct_size: usize,
    /// The parent's access token. Required.
    pub access_token: kinpass_string,
    /// The parent's refresh token; without it the token can't be renewed.
    pub refresh_token: kinpass_string,
    /// For how long the access token is still valid. 0: unknown; then it is renewed at once if it can be, else
    /// trusted for an hour.
    pub expires_in_s: u64,
    /// Its scopes, separated by spaces; optional.
    pub scope: kinpass_string,
    /// 1 if it is of a provisional account.
    pub provisional: u8,
}

unsafe impl Options for kinpass_account_adopt_tokens_options {}

/// For kinpass_account_sign_in.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_account_sign_in_options {
    /// sizeof(kinpass_account_sign_in_options)
    pub struct_size: usize,
    /// One of kinpass_sign_in_method: what to do if the store holds no link.
    pub method: i32,
    /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
    pub scope: kinpass_string,
    /// `none` or `consent`; optional.
    pub prompt: kinpass_string,
    /// For the ID token; optional.
    pub nonce: kinpass_string,
    /// Browser: the path of the loopback redirect, default `/callback`. Redirect: the whole redirect URI,
    /// default `discord-{application id}:/authorize/callback`.
    pub redirect: kinpass_string,
    /// Browser: the port of the loopback redirect. Default: any free one.
    pub redirect_port: u32,
    /// How long the player may take. Default 300,000. A device code ends when Discord says.
    pub timeout_ms: u32,
    /// 1: the host opens the page of KINPASS_EVENT_KIND_AUTHORIZATION_URL.
    pub host_opens_browser: u8,
    /// 1: link anew even if the store holds a link; with BROWSER, DEVICE or REDIRECT it upgrades a
    /// provisional account.
    pub link_again: u8,
    /// PROVISIONAL, or to merge a provisional account into the linked one: one of kinpass_external_auth_type.
    pub external_auth_type: i32,
    /// The external identity's token.
    pub external_auth_token: kinpass_string,
}

unsafe impl Options for kinpass_account_sign_in_options {}

/// For kinpass_account_get_child_token.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_account_get_child_token_options {
    /// sizeof(kinpass_account_get_child_token_options)
    pub struct_size: usize,
    /// The game's application id. Default: the account's `application_id`.
    pub application_id: kinpass_string,
    /// For how long the token still has to be valid. Default 60.
    pub min_validity_s: u32,
    /// 1: exchange anew even if a good one is at hand.
    pub force: u8,
}

unsafe impl Options for kinpass_account_get_child_token_options {}

/// For kinpass_account_request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_account_request_options {
    /// sizeof(kinpass_account_request_options)
    pub struct_size: usize,
    /// One of kinpass_service.
    pub service: i32,
    /// `GET` (default), `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: kinpass_string,
    /// Path and query below the service's base, beginning with `/`: `/game/player/name`, `/users/@me`.
    /// Required.
    pub path: kinpass_string,
    /// JSON; absent for none.
    pub body_json: kinpass_string,
    /// Discord: whose child token. Default: the account's `application_id`.
    pub application_id: kinpass_string,
}

unsafe impl Options for kinpass_account_request_options {}

/// A look at an account, from memory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_account_info {
    /// sizeof(kinpass_account_info), set by the caller.
    pub struct_size: usize,
    /// Where it stands.
    pub state: AccountState,
    /// 1 if it is a provisional account.
    pub provisional: u8,
    /// 1 if the parent token can be refreshed.
    pub can_renew: u8,
    /// 1 if there is a LootLocker session.
    pub has_session: u8,
    /// For how long the parent token is still valid; 0 if there is none.
    pub token_expires_in_s: u64,
    /// How many child tokens are at hand.
    pub child_tokens: u32,
}

unsafe impl Options for kinpass_account_info {}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_open_options_init(
    options: *mut kinpass_account_open_options,
    struct_size: usize,
) -> Status {
    guard(|| unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_adopt_tokens_options_init(
    options: *mut kinpass_account_adopt_tokens_options,
    struct_size: usize,
) -> Status {
    guard(|| unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_sign_in_options_init(
    options: *mut kinpass_account_sign_in_options,
    struct_size: usize,
) -> Status {
    guard(|| unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_get_child_token_options_init(
    options: *mut kinpass_account_get_child_token_options,
    struct_size: usize,
) -> Status {
    guard(|| unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_request_options_init(
    options: *mut kinpass_account_request_options,
    struct_size: usize,
) -> Status {
    guard(|| unsafe { options::init(options, struct_size) })
}

/// Opens a player's account: reads its record from the store in the background. `callback` receives the
/// account's events (renewed, offline, link lost, ...); NULL sends them to kinpass_config.event_callback. Its
/// `user_data` is released when the account is closed.
///
/// **Thread** any. **Blocks** no. **Ownership** everything is copied; end with kinpass_account_close.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_ACCOUNT_OPEN.
/// Needs `discord_application_id`. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_open(
    client: kinpass_client,
    options: *const kinpass_account_open_options,
    callback: *const kinpass_callback,
    account: *mut kinpass_account,
) -> Status {
    guard(|| unsafe {
        let account = output(account, "account")?;
        let client = handle::client(client)?;
        let options = convert::account(&options::read(options)?)?;
        let id = client.accounts().open(&client, options, || receiver::of(callback))?;
        account.write(kinpass_account { id });
        Ok(())
    })
}

/// Closes an account: its open operations complete as KINPASS_ERROR_CANCELLED; its tokens leave memory,
/// wiped, as soon as they are stored. What is stored stays. A renewal that is under way is still brought
/// to its end and stored, so that no token is lost.
///
/// **Thread** any. **Blocks** no. **Errors** KINPASS_ERROR_INVALID_HANDLE. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_account_close(account: kinpass_account) -> Status {
    guard(|| {
        let client = handle::client_of_account(account)?;
        client.accounts().close_one(&client, account.id)
    })
}

/// Gives the account a parent token that the host already has, for example from the Social SDK's own sign-in,
/// and stores it.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event those of the store (then the token is
/// kept in memory). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_adopt_tokens(
    account: kinpass_account,
    options: *const kinpass_account_adopt_tokens_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(|| unsafe {
        ask(account, Kind::AccountAdoptTokens, callback, operation, || {
            Ok(Ask::Adopt(convert::tokens(&options::read(options)?)?))
        })
    })
}

/// Signs the player in: silently from the store if there is a link, else by the method asked for. The
/// completion carries `token`, the parent's. On its way the events of the method come:
/// KINPASS_EVENT_KIND_AUTHORIZATION_URL or KINPASS_EVENT_KIND_USER_CODE.
/// Remote: those of the method, and `POST {discord_api_url}/oauth2/token` where the stored token is over.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event also KINPASS_ERROR_NOT_LINKED,
/// KINPASS_ERROR_INVALID_STATE (another sign-in waits), KINPASS_ERROR_LINK_LOST, and those of the method.
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_sign_in(
    account: kinpass_account,
    options: *const kinpass_account_sign_in_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(|| unsafe {
        ask(account, Kind::AccountSignIn, callback, operation, || {
            Ok(Ask::SignIn(convert::sign_in(&options::read(options)?)?))
        })
    })
}

/// Hands the redirect that the host received to the sign-in by KINPASS_SIGN_IN_METHOD_REDIRECT that waits.
///
/// **Thread** any. **Blocks** no. **Ownership** `url` is copied. **Errors** KINPASS_ERROR_INVALID_HANDLE,
/// KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING, KINPASS_ERROR_INVALID_STATE (no sign-in
/// waits), KINPASS_ERROR_STATE_MISMATCH (not this sign-in's; it goes on waiting). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_handle_redirect(account: kinpass_account, url: kinpass_string) -> Status {
    guard(|| unsafe {
        let client = handle::client_of_account(account)?;
        client.accounts().get(account.id)?.handle_redirect(&url.required("url")?)
    })
}

/// A child token that is valid for long enough: from memory if there is one, else by one exchange, however
/// many ask at once; a parent that is about to end is renewed first. The completion carries `token`, of kind
/// KINPASS_TOKEN_KIND_CHILD.
/// Remote: `POST {discord_api_url}/partner-sdk/child-token`; to renew the parent,
/// `POST {discord_api_url}/oauth2/token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` (NULL: defaults) and `callback` are copied.
/// **Errors** as kinpass_account_adopt_tokens; by event KINPASS_ERROR_NOT_LINKED, KINPASS_ERROR_LINK_LOST,
/// KINPASS_ERROR_TOKEN_NEEDED, and those of kinpass_discord_exchange_child_token and
/// kinpass_discord_refresh_token. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_get_child_token(
    account: kinpass_account,
    options: *const kinpass_account_get_child_token_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(|| unsafe {
        ask(account, Kind::AccountGetChildToken, callback, operation, || {
            Ok(Ask::ChildToken(convert::child_token(options)?))
        })
    })
}

/// A child token from memory, if there is one that is valid for long enough. Costs nanoseconds.
/// Without an `application_id` the account's own is meant; a `min_validity_s` of 0 asks for a token that is
/// valid now.
///
/// **Thread** any. **Blocks** no. **Ownership** `token` is the caller's buffer; wipe it after use.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_NO_TOKEN, KINPASS_ERROR_BUFFER_TOO_SMALL (only its `size` is set). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_peek_child_token(
    account: kinpass_account,
    application_id: kinpass_string,
    min_validity_s: u32,
    token: *mut kinpass_buffer,
) -> Status {
    guard(|| unsafe {
        let application = application_id.borrowed("application_id")?;
        handle::look_at_account(account, |account| {
            let token = output(token, "token")?;
            account.peek_child_token(application, Duration::from_secs(min_validity_s.into()), |found| {
                text::write_all([(token, found, "token")])
            })
        })
    })
}

/// The player's LootLocker session: the one at hand, else refreshed or started, with the Discord token that
/// `lootlocker_token_source` names. The completion carries `session`.
/// Remote: `POST {lootlocker_url}/game/session/discord`; where needed those of
/// kinpass_account_get_child_token.
///
/// **Thread** any. **Blocks** no. **Ownership** `callback` is copied.
/// **Errors** as kinpass_account_get_child_token; by event also KINPASS_ERROR_PLAYER_BANNED, and those of
/// kinpass_lootlocker_start_session. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_get_session(
    account: kinpass_account,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(|| unsafe { ask(account, Kind::AccountGetSession, callback, operation, || Ok(Ask::Session)) })
}

/// Renews the LootLocker session now: call it when LootLocker answered 401 or 403 elsewhere. Refreshed, or
/// started anew where the refresh is refused; one renewal however many ask. The completion carries `session`.
/// Remote: as kinpass_account_get_session.
///
/// **Thread** any. **Blocks** no. **Ownership** `callback` is copied.
/// **Errors** as kinpass_account_get_session. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_refresh_session(
    account: kinpass_account,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(|| unsafe { ask(account, Kind::AccountRefreshSession, callback, operation, || Ok(Ask::RefreshSession)) })
}

/// Sends one JSON request with the account's credentials: to LootLocker with the session, to Discord with a
/// child token. A 401 (from LootLocker also a 403, unless the player is banned) renews once and sends once
/// more. After other failures only what certainly changed nothing is sent again: every GET, and others that
/// the service did not act on. The completion carries `response`.
/// Remote: `{lootlocker_url}{path}` or `{discord_api_url}{path}`; never another host.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_account_get_session; by event the refusal of the route, with `response` beside it.
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_request(
    account: kinpass_account,
    options: *const kinpass_account_request_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(|| unsafe {
        ask(account, Kind::AccountRequest, callback, operation, || {
            Ok(Ask::Request(convert::request(&options::read(options)?)?))
        })
    })
}

/// Signs the player out: drops all tokens and erases the record. With `revoke` the player is unlinked from
/// **all** games of the publisher at Discord, too; if that fails, the record is erased all the same and the
/// completion tells the error.
/// Remote: with `revoke`, `POST {discord_api_url}/oauth2/token/revoke`; if there is a session,
/// `DELETE {lootlocker_url}/game/v1/session`.
///
/// **Thread** any. **Blocks** no. **Ownership** `callback` is copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_LIMIT; by event those of
/// kinpass_discord_revoke_token and of the store. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_sign_out(
    account: kinpass_account,
    revoke: u8,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(|| unsafe {
        ask(account, Kind::AccountSignOut, callback, operation, || Ok(Ask::SignOut { revoke: revoke != 0 }))
    })
}

/// Where the account stands, from memory. Set `info.struct_size` before.
///
/// **Thread** any. **Blocks** no. **Ownership** `info` is the caller's.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_get_info(account: kinpass_account, info: *mut kinpass_account_info) -> Status {
    guard(|| unsafe {
        let client = handle::client_of_account(account)?;
        options::write(info, convert::info(&client.accounts().get(account.id)?.info()))
    })
}
