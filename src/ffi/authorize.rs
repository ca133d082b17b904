//! Discord: how a player's first token is had. In the browser, by code, or on a device.

use super::event::kinpass_callback;
use super::handle::{kinpass_client, kinpass_operation};
use super::options::{self, Options};
use super::text::{self, kinpass_buffer, kinpass_string};
use super::{external, guard, handle, start};
use crate::config;
use crate::discord::authorize::{self, Page};
use crate::discord::{DEFAULT_SCOPE, oauth2};
use crate::error::{Error, Result};
use crate::finish_page::FinishPage;
use crate::kinds::OperationKind as Kind;
use crate::sign_in::{Browser, BrowserOptions, Device};
use crate::status::Status;
use std::time::Duration;

/// What Discord's page is asked for.
///
/// # Safety
/// As for `kinpass_string::optional`.
pub(super) unsafe fn page(scope: kinpass_string, prompt: kinpass_string, nonce: kinpass_string) -> Result<Page> {
    unsafe {
        Ok(Page {
            scope: scope.optional("scope")?.unwrap_or_else(|| DEFAULT_SCOPE.to_owned()),
            prompt: prompt.optional("prompt")?,
            nonce: nonce.optional("nonce")?,
        })
    }
}

/// What the player sees at the end of the way through the browser.
///
/// # Safety
/// As for `kinpass_string::optional`.
pub(super) unsafe fn finish_page(
    title: kinpass_string,
    accent: kinpass_string,
    success_html: kinpass_string,
    failure_html: kinpass_string,
) -> Result<FinishPage> {
    unsafe {
        FinishPage::new(
            title.optional("page_title")?,
            accent.borrowed("page_accent")?,
            success_html.optional("page_success_html")?,
            failure_html.optional("page_failure_html")?,
        )
    }
}

/// Where the loopback redirect is listened for.
pub(super) fn port(given: u32) -> Result<u16> {
    given.try_into().map_err(|_| Error::argument("redirect_port", "at most 65,535", given))
}

/// The time a player may take.
pub(super) fn patience(given: u32) -> Duration {
    options::milliseconds(given, 300_000)
}

/// For kinpass_discord_create_authorization.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_discord_create_authorization_options {
    /// sizeof(kinpass_discord_create_authorization_options)
    pub struct_size: usize,
    /// Where Discord sends the player afterwards, as registered. Required.
    pub redirect_uri: kinpass_string,
    /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
    pub scope: kinpass_string,
    /// `none` or `consent`; optional.
    pub prompt: kinpass_string,
    /// For the ID token; optional.
    pub nonce: kinpass_string,
}

unsafe impl Options for kinpass_discord_create_authorization_options {}

/// For kinpass_discord_exchange_code.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_discord_exchange_code_options {
    /// sizeof(kinpass_discord_exchange_code_options)
    pub struct_size: usize,
    /// The code from the redirect. Required.
    pub code: kinpass_string,
    /// The redirect URI of the authorization, to the letter. Required.
    pub redirect_uri: kinpass_string,
    /// The verifier from kinpass_discord_create_authorization. Required for public clients.
    pub code_verifier: kinpass_string,
    /// To merge a provisional account: its type, one of kinpass_external_auth_type.
    pub external_auth_type: i32,
    /// To merge a provisional account: its token.
    pub external_auth_token: kinpass_string,
}

unsafe impl Options for kinpass_discord_exchange_code_options {}

/// For kinpass_discord_authorize.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_discord_authorize_options {
    /// sizeof(kinpass_discord_authorize_options)
    pub struct_size: usize,
    /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
    pub scope: kinpass_string,
    /// `none` or `consent`; optional.
    pub prompt: kinpass_string,
    /// For the ID token; optional.
    pub nonce: kinpass_string,
    /// The path of the loopback redirect. Default `/callback`.
    pub redirect_path: kinpass_string,
    /// The port of the loopback redirect. Default: any free one.
    pub redirect_port: u32,
    /// How long the player may take. Default 300,000.
    pub timeout_ms: u32,
    /// 1: do not open the browser; the host opens the page of the event KINPASS_EVENT_KIND_AUTHORIZATION_URL.
    pub host_opens_browser: u8,
    /// To merge a provisional account: its type, one of kinpass_external_auth_type.
    pub external_auth_type: i32,
    /// To merge a provisional account: its token.
    pub external_auth_token: kinpass_string,
    /// On the page that the player sees at the end: the name of your game, up to 100 characters; optional.
    pub page_title: kinpass_string,
    /// On that page: your colour, as `#rrggbb`. Default: a green.
    pub page_accent: kinpass_string,
    /// In place of that page, once the player is linked: your own HTML, up to 65,536 bytes. Styles, images and
    /// fonts have to be in it; scripts do not run.
    pub page_success_html: kinpass_string,
    /// Likewise, where the player said no or the sign-in failed.
    pub page_failure_html: kinpass_string,
}

unsafe impl Options for kinpass_discord_authorize_options {}

impl kinpass_discord_authorize_options {
    unsafe fn browser(&self) -> Result<BrowserOptions> {
        unsafe {
            Ok(BrowserOptions {
                page: page(self.scope, self.prompt, self.nonce)?,
                path: self.redirect_path.optional("redirect_path")?,
                port: port(self.redirect_port)?,
                timeout: patience(self.timeout_ms),
                host_opens: self.host_opens_browser != 0,
                merge: external::read(self.external_auth_type, self.external_auth_token)?,
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

/// For kinpass_discord_authorize_device.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_discord_authorize_device_options {
    /// sizeof(kinpass_discord_authorize_device_options)
    pub struct_size: usize,
    /// Scopes separated by spaces. Default KINPASS_SCOPES_PRESENCE.
    pub scope: kinpass_string,
    /// To merge a provisional account: its type, one of kinpass_external_auth_type.
    pub external_auth_type: i32,
    /// To merge a provisional account: its token.
    pub external_auth_token: kinpass_string,
}

unsafe impl Options for kinpass_discord_authorize_device_options {}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_create_authorization_options_init(
    options: *mut kinpass_discord_create_authorization_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_exchange_code_options_init(
    options: *mut kinpass_discord_exchange_code_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_authorize_options_init(
    options: *mut kinpass_discord_authorize_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_authorize_device_options_init(
    options: *mut kinpass_discord_authorize_device_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Makes the address of Discord's authorization page, with fresh PKCE verifier and state. Nothing is sent.
/// After the redirect compare its `state` with yours, and hand its `code` with the verifier to
/// kinpass_discord_exchange_code.
/// Remote: the page `{discord_authorize_url}`. Buffers of 2,048, 129 and 65 bytes are enough, but for an
/// uncommonly long redirect URI, scope or nonce.
///
/// **Thread** any. **Blocks** no. **Ownership** the buffers are the caller's. With
/// KINPASS_ERROR_BUFFER_TOO_SMALL only their `size` is set.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_BUFFER_TOO_SMALL. Needs `discord_application_id`.
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_create_authorization(
    client: kinpass_client,
    options: *const kinpass_discord_create_authorization_options,
    url: *mut kinpass_buffer,
    code_verifier: *mut kinpass_buffer,
    state: *mut kinpass_buffer,
) -> Status {
    guard(client, || unsafe {
        let instance = handle::instance(client)?;
        let client = instance.client();
        let options = options::read(options)?;
        let redirect_uri = options.redirect_uri.required("redirect_uri")?;
        config::redirect_uri("redirect_uri", &redirect_uri)?;
        let page = page(options.scope, options.prompt, options.nonce)?;
        let made = authorize::create(client.config(), &page, &redirect_uri)?;
        text::write_all([
            (url, &made.url, "url"),
            (code_verifier, made.code_verifier.expose(), "code_verifier"),
            (state, made.state.expose(), "state"),
        ])
    })
}

/// Exchanges the code of a redirect for the parent's tokens. The completion carries `token`. Not repeatable,
/// as kinpass_discord_refresh_token.
/// Remote: `POST {discord_api_url}/oauth2/token`, `grant_type=authorization_code`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_refresh_token; by event also KINPASS_ERROR_EXTERNAL_TOKEN. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_exchange_code(
    client: kinpass_client,
    options: *const kinpass_discord_exchange_code_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordExchangeCode, callback, operation, |settings| {
            let options = options::read(options)?;
            let merge = external::read(options.external_auth_type, options.external_auth_token)?;
            let code = options.code.required("code")?.into();
            let redirect_uri = options.redirect_uri.required("redirect_uri")?;
            config::redirect_uri("redirect_uri", &redirect_uri)?;
            let verifier = options.code_verifier.optional("code_verifier")?.map(Into::into);
            oauth2::exchange_code(settings, code, &redirect_uri, verifier, merge)
        })
    })
}

/// Links a player in the browser: opens Discord's page, listens on a free loopback port for the redirect,
/// checks its state, exchanges the code, and shows a page that says what came of it and sends the player back
/// to the game. The completion carries `token`. KINPASS_EVENT_KIND_AUTHORIZATION_URL comes first if the host
/// opens the page. Register `http://127.0.0.1/callback` as redirect with Discord; any port is accepted.
/// Remote: the page `{discord_authorize_url}`, then `POST {discord_api_url}/oauth2/token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_code; by event also KINPASS_ERROR_ACCESS_DENIED,
/// KINPASS_ERROR_TIMEOUT, KINPASS_ERROR_BROWSER, KINPASS_ERROR_INVALID_STATE (no such port to be had).
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_authorize(
    client: kinpass_client,
    options: *const kinpass_discord_authorize_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordAuthorize, callback, operation, |config| {
            Browser::new(config, options::read(options)?.browser()?)
        })
    })
}

/// Links a player on a device without browser or keyboard. An event KINPASS_EVENT_KIND_USER_CODE tells what
/// to show; then the library asks Discord, as often as Discord allows, until the player has answered or the
/// code has ended. Outages, limits and broken connections do not end it. The completion carries `token`.
/// Remote: `POST {discord_api_url}/oauth2/device/authorize`, then `POST {discord_api_url}/oauth2/token`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_code; by event also KINPASS_ERROR_ACCESS_DENIED,
/// KINPASS_ERROR_AUTHORIZATION_EXPIRED. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_authorize_device(
    client: kinpass_client,
    options: *const kinpass_discord_authorize_device_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordAuthorizeDevice, callback, operation, |config| {
            let options = options::read(options)?;
            let scope = options.scope.optional("scope")?;
            let merge = external::read(options.external_auth_type, options.external_auth_token)?;
            Device::new(config, scope.as_deref(), merge)
        })
    })
}
