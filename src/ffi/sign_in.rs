//! Accounts: how a player links, and signs out.

use super::authorize::{finish_page, page, patience, port};
use super::enums::{self, numbered};
use super::event::kinpass_callback;
use super::handle::{self, kinpass_account, kinpass_operation};
use super::options::{self, Options};
use super::text::kinpass_string;
use super::{ask, external, guard};
use crate::account::Ask;
use crate::account::{Adopt, SignIn, SignInMethod};
use crate::answer::LONGEST;
use crate::config;
use crate::error::{Error, Result};
use crate::kinds::OperationKind as Kind;
use crate::status::Status;
use std::time::Duration;

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

numbered!(kinpass_sign_in_method { Silent, Browser, Device, Redirect, Provisional });

impl From<kinpass_sign_in_method> for SignInMethod {
    fn from(method: kinpass_sign_in_method) -> Self {
        match method {
            kinpass_sign_in_method::Silent => Self::Silent,
            kinpass_sign_in_method::Browser => Self::Browser,
            kinpass_sign_in_method::Device => Self::Device,
            kinpass_sign_in_method::Redirect => Self::Redirect,
            kinpass_sign_in_method::Provisional => Self::Provisional,
        }
    }
}

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

impl kinpass_account_adopt_tokens_options {
    unsafe fn read(&self) -> Result<Adopt> {
        unsafe {
            Ok(Adopt {
                access_token: self.access_token.required("access_token")?.into(),
                refresh_token: self.refresh_token.optional("refresh_token")?.map(Into::into),
                expires_in: (self.expires_in_s > 0).then(|| Duration::from_secs(self.expires_in_s).min(LONGEST)),
                scope: self.scope.optional("scope")?.unwrap_or_default(),
                provisional: self.provisional != 0,
            })
        }
    }
}

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
    /// Browser, on the page that the player sees at the end: the name of your game, up to 100 characters;
    /// optional.
    pub page_title: kinpass_string,
    /// On that page: your colour, as `#rrggbb`. Default: a green.
    pub page_accent: kinpass_string,
    /// In place of that page, once the player is linked: your own HTML, up to 65,536 bytes. Styles, images and
    /// fonts have to be in it; scripts do not run.
    pub page_success_html: kinpass_string,
    /// Likewise, where the player said no or the sign-in failed.
    pub page_failure_html: kinpass_string,
}

unsafe impl Options for kinpass_account_sign_in_options {}

impl kinpass_account_sign_in_options {
    unsafe fn read(&self) -> Result<SignIn> {
        unsafe {
            let method = enums::read::<kinpass_sign_in_method>("method", self.method)?.into();
            let redirect = self.redirect.optional("redirect")?;
            let external = external::read(self.external_auth_type, self.external_auth_token)?;
            match (method, &redirect, &external) {
                (SignInMethod::Browser, Some(path), _) => config::redirect_path("redirect", path)?,
                (SignInMethod::Redirect, Some(uri), _) => config::redirect_uri("redirect", uri)?,
                (SignInMethod::Provisional, _, None) => {
                    return Err(Error::argument("external_auth_type", "an external identity", "nothing"));
                }
                _ => {}
            }
            Ok(SignIn {
                method,
                page: page(self.scope, self.prompt, self.nonce)?,
                redirect,
                redirect_port: port(self.redirect_port)?,
                timeout: patience(self.timeout_ms),
                host_opens_browser: self.host_opens_browser != 0,
                link_again: self.link_again != 0,
                external,
                finish_page: finish_page(
                    self.page_title,
                    self.page_accent,
                    self.page_success_html,
                    self.page_failure_html,
                )?,
            })
        }
    }
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
    guard((), || unsafe { options::init(options, struct_size) })
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
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Gives the account a parent token that the host already has, for example from the Social SDK's own sign-in,
/// and stores it. Until it completes the account is what it was before: ask for tokens afterwards.
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
    guard(account, || unsafe {
        ask(account, Kind::AccountAdoptTokens, callback, operation, || Ok(Ask::Adopt(options::read(options)?.read()?)))
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
    guard(account, || unsafe {
        ask(account, Kind::AccountSignIn, callback, operation, || {
            Ok(Ask::SignIn(Box::new(options::read(options)?.read()?)))
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
    guard(account, || unsafe {
        let (_, account) = handle::account(account)?;
        account.handle_redirect(&url.required("url")?)
    })
}

/// Signs the player out: drops all tokens and erases the record. With `revoke` the player is unlinked from
/// **all** games of the publisher at Discord, too; if that fails, the record is erased all the same and the
/// completion tells the error. A record that could not be erased is erased by signing out again.
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
    guard(account, || unsafe {
        ask(account, Kind::AccountSignOut, callback, operation, || Ok(Ask::SignOut { revoke: revoke != 0 }))
    })
}
