//! LootLocker: one asynchronous function per remote call. Stateless: tokens in, tokens out.

use super::event::kinpass_callback;
use super::handle::{kinpass_client, kinpass_operation};
use super::options::{self, Options};
use super::text::kinpass_string;
use super::{guard, start};
use crate::config::Config;
use crate::error::Result;
use crate::kinds::OperationKind as Kind;
use crate::lootlocker::{self, Game, Grant, Optionals};
use crate::status::Status;

/// For kinpass_lootlocker_start_session.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_lootlocker_start_session_options {
    /// sizeof(kinpass_lootlocker_start_session_options)
    pub struct_size: usize,
    /// The Discord access token: the game's child token, or the parent's, as LootLocker's console is set up.
    pub access_token: kinpass_string,
    /// In place of `access_token`: Discord's refresh token, which LootLocker documents as possible.
    pub refresh_token: kinpass_string,
    /// Default: the client's.
    pub game_key: kinpass_string,
    /// Default: the client's.
    pub game_version: kinpass_string,
    /// Optional: the name a new player gets. A refused name shows in the session's `warnings`.
    pub player_name: kinpass_string,
    /// Optional: an IANA time zone name.
    pub timezone: kinpass_string,
}

unsafe impl Options for kinpass_lootlocker_start_session_options {}

/// For kinpass_lootlocker_refresh_session.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_lootlocker_refresh_session_options {
    /// sizeof(kinpass_lootlocker_refresh_session_options)
    pub struct_size: usize,
    /// The refresh token that LootLocker returned. Required.
    pub refresh_token: kinpass_string,
    /// Default: the client's.
    pub game_key: kinpass_string,
    /// Default: the client's.
    pub game_version: kinpass_string,
    /// Optional: a new name for the player. A refused name shows in the session's `warnings`.
    pub player_name: kinpass_string,
    /// Optional: an IANA time zone name.
    pub timezone: kinpass_string,
}

unsafe impl Options for kinpass_lootlocker_refresh_session_options {}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_lootlocker_start_session_options_init(
    options: *mut kinpass_lootlocker_start_session_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_lootlocker_refresh_session_options_init(
    options: *mut kinpass_lootlocker_refresh_session_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// The game that a call names, or the client's.
unsafe fn game(config: &Config, key: kinpass_string, version: kinpass_string) -> Result<Game> {
    unsafe { Game::new(config, key.optional("game_key")?, version.optional("game_version")?) }
}

unsafe fn optionals(player_name: kinpass_string, timezone: kinpass_string) -> Result<Optionals> {
    unsafe {
        Ok(Optionals { player_name: player_name.optional("player_name")?, timezone: timezone.optional("timezone")? })
    }
}

/// Starts a LootLocker session with a Discord token. The completion carries `session`.
/// Tried again after 429, 5xx and connection faults.
/// Remote: `POST {lootlocker_url}/game/session/discord`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_LIMIT; by event also KINPASS_ERROR_UNAUTHORIZED,
/// KINPASS_ERROR_PLAYER_BANNED, and those of the network and of answers. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_lootlocker_start_session(
    client: kinpass_client,
    options: *const kinpass_lootlocker_start_session_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::LootlockerStartSession, callback, operation, |config| {
            let options = options::read(options)?;
            let game = game(config, options.game_key, options.game_version)?;
            let grant = Grant::new(
                options.access_token.optional("access_token")?,
                options.refresh_token.optional("refresh_token")?,
            )?;
            let optionals = optionals(options.player_name, options.timezone)?;
            lootlocker::start_session(config, &game, &grant, optionals)
        })
    })
}

/// Refreshes a LootLocker session. The completion carries `session`. With
/// KINPASS_ERROR_SESSION_EXPIRED start a new one.
/// Remote: `POST {lootlocker_url}/game/session/discord`.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_lootlocker_start_session; by event also KINPASS_ERROR_SESSION_EXPIRED
/// (HTTP 401 or 400). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_lootlocker_refresh_session(
    client: kinpass_client,
    options: *const kinpass_lootlocker_refresh_session_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::LootlockerRefreshSession, callback, operation, |config| {
            let options = options::read(options)?;
            let game = game(config, options.game_key, options.game_version)?;
            let refresh_token = options.refresh_token.required("refresh_token")?;
            let optionals = optionals(options.player_name, options.timezone)?;
            lootlocker::refresh_session(config, &game, refresh_token.into(), optionals)
        })
    })
}

/// Ends a LootLocker session. One that turns out to be gone when an attempt is repeated counts as ended.
/// Remote: `DELETE {lootlocker_url}/game/v1/session`.
///
/// **Thread** any. **Blocks** no. **Ownership** `session_token` and `callback` are copied.
/// **Errors** as kinpass_lootlocker_start_session. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_lootlocker_end_session(
    client: kinpass_client,
    session_token: kinpass_string,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::LootlockerEndSession, callback, operation, |config| {
            lootlocker::end_session(config, session_token.required("session_token")?.into())
        })
    })
}

/// Asks whether a session still lives: KINPASS_OK, or KINPASS_ERROR_UNAUTHORIZED, or KINPASS_ERROR_FORBIDDEN.
/// Remote: `GET {lootlocker_url}/game/ping`.
///
/// **Thread** any. **Blocks** no. **Ownership** `session_token` and `callback` are copied.
/// **Errors** as kinpass_lootlocker_start_session. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_lootlocker_ping(
    client: kinpass_client,
    session_token: kinpass_string,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::LootlockerPing, callback, operation, |config| {
            lootlocker::ping(config, session_token.required("session_token")?.into())
        })
    })
}
