//! Accounts: one link, every token kept fresh. Opening, closing, looking.

use super::enums::{self, numbered};
use super::event::kinpass_callback;
use super::handle::{self, kinpass_account, kinpass_client};
use super::options::{self, Options};
use super::text::kinpass_string;
use super::{guard, output, receiver};
use crate::account::{AccountOptions, Info};
use crate::config;
use crate::error::Result;
use crate::kinds::AccountState;
use crate::status::Status;

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

numbered!(kinpass_lootlocker_token_source { Child, Parent });

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

impl kinpass_account_open_options {
    unsafe fn read(&self) -> Result<AccountOptions> {
        unsafe {
            let application_id = self.application_id.optional("application_id")?;
            let game_version = self.game_version.optional("game_version")?;
            Ok(AccountOptions {
                player_key: self.player_key.required("player_key")?,
                application_id: application_id.map(|id| config::snowflake("application_id", &id)).transpose()?,
                game_key: self.game_key.optional("game_key")?,
                game_version: game_version.map(|version| config::game_version("game_version", &version)).transpose()?,
                session_from_parent: match enums::read("lootlocker_token_source", self.lootlocker_token_source)? {
                    kinpass_lootlocker_token_source::Child => false,
                    kinpass_lootlocker_token_source::Parent => true,
                },
                renew_ahead_s: (self.renew_ahead_s > 0).then_some(self.renew_ahead_s),
                automatic_renewal: self.no_automatic_renewal == 0,
            })
        }
    }
}

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

unsafe impl Options for kinpass_account_info {
    const NAME: &'static str = "info";
}

impl From<Info> for kinpass_account_info {
    fn from(info: Info) -> Self {
        Self {
            struct_size: size_of::<Self>(),
            state: info.state,
            provisional: info.provisional.into(),
            can_renew: info.can_renew.into(),
            has_session: info.has_session.into(),
            token_expires_in_s: info.token_expires_in_s,
            child_tokens: info.child_tokens,
        }
    }
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_open_options_init(
    options: *mut kinpass_account_open_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Opens a player's account: reads its record from the store in the background. `callback` receives the
/// account's events (renewed, offline, link lost, ...); NULL sends them to kinpass_config.event_callback. Its
/// `user_data` is released when the account is closed.
///
/// **Thread** any. **Blocks** no. **Ownership** everything is copied; end with kinpass_account_close.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_ACCOUNT_OPEN, KINPASS_ERROR_LIMIT.
/// Needs `discord_application_id`. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_open(
    client: kinpass_client,
    options: *const kinpass_account_open_options,
    callback: *const kinpass_callback,
    account: *mut kinpass_account,
) -> Status {
    guard(client, || unsafe {
        let account = output(account, "account")?;
        let instance = handle::instance(client)?;
        let options = options::read(options)?.read()?;
        let id = instance.open_account(options, || receiver::of(callback))?;
        account.write(kinpass_account { id });
        Ok(())
    })
}

/// Closes an account: its open operations complete as KINPASS_ERROR_CANCELLED; its tokens leave memory,
/// wiped, as soon as they are stored. What is stored stays. A renewal that is under way is still brought to
/// its end and stored, so that no token is lost.
///
/// **Thread** any. **Blocks** no. **Errors** KINPASS_ERROR_INVALID_HANDLE. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_account_close(account: kinpass_account) -> Status {
    guard(account, || {
        let (instance, _) = handle::account(account)?;
        instance.close_account(account.id)
    })
}

/// Where the account stands, from memory. Set `info.struct_size` before.
///
/// **Thread** any. **Blocks** no. **Ownership** `info` is the caller's.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_account_get_info(account: kinpass_account, info: *mut kinpass_account_info) -> Status {
    guard(account, || unsafe {
        let (_, account) = handle::account(account)?;
        options::write(info, account.info().into())
    })
}
