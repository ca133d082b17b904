//! Accounts: child tokens and sessions, good ones.

use super::event::kinpass_callback;
use super::handle::{self, kinpass_account, kinpass_operation};
use super::options::{self, Options};
use super::text::{self, kinpass_buffer, kinpass_string};
use super::{ask, guard, output};
use crate::account::Ask;
use crate::account::ChildToken;
use crate::config;
use crate::error::Result;
use crate::kinds::OperationKind as Kind;
use crate::status::Status;
use std::time::Duration;

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

impl kinpass_account_get_child_token_options {
    /// NULL asks for the defaults.
    unsafe fn read(given: *const Self) -> Result<ChildToken> {
        let given = if given.is_null() { None } else { Some(unsafe { options::read(given) }?) };
        let application_id = match &given {
            Some(given) => unsafe { given.application_id.optional("application_id") }?,
            None => None,
        };
        let min_validity = given.map_or(0, |given| given.min_validity_s);
        Ok(ChildToken {
            application_id: application_id.map(|id| config::snowflake("application_id", &id)).transpose()?,
            min_validity: Duration::from_secs(options::number(min_validity, 60).into()),
            force: given.is_some_and(|given| given.force != 0),
        })
    }
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
    guard((), || unsafe { options::init(options, struct_size) })
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
    guard(account, || unsafe {
        ask(account, Kind::AccountGetChildToken, callback, operation, || {
            Ok(Ask::ChildToken(kinpass_account_get_child_token_options::read(options)?))
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
    guard(account, || unsafe {
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
    guard(account, || unsafe { ask(account, Kind::AccountGetSession, callback, operation, || Ok(Ask::Session)) })
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
    guard(account, || unsafe {
        ask(account, Kind::AccountRefreshSession, callback, operation, || Ok(Ask::RefreshSession))
    })
}
