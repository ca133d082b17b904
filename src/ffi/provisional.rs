//! Discord: provisional accounts, for players without one of Discord's.

use super::event::kinpass_callback;
use super::handle::{kinpass_client, kinpass_operation};
use super::options::{self, Options};
use super::text::kinpass_string;
use super::{external, guard, start};
use crate::discord::provisional::{self, Identity};
use crate::error::{Error, Result};
use crate::kinds::OperationKind as Kind;
use crate::status::Status;

/// For kinpass_discord_get_provisional_token and kinpass_discord_unmerge_provisional_account: either the
/// type and token of a player's external identity, or a server's bot token with the user id it chose.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_discord_provisional_options {
    /// sizeof(kinpass_discord_provisional_options)
    pub struct_size: usize,
    /// One of kinpass_external_auth_type.
    pub external_auth_type: i32,
    /// The external identity's token, up to 10,240 bytes.
    pub external_auth_token: kinpass_string,
    /// Servers only: the publisher's bot token. Never ship it.
    pub bot_token: kinpass_string,
    /// With `bot_token`: the server's id of the player, up to 1,024 bytes.
    pub external_user_id: kinpass_string,
    /// With `bot_token`, for a token: the name to show, up to 32 characters; optional.
    pub preferred_global_name: kinpass_string,
    /// With `bot_token`, for a token: the Discord user id of a provisional account that is there already, as
    /// decimal text; optional.
    pub provisional_user_id: kinpass_string,
}

unsafe impl Options for kinpass_discord_provisional_options {}

impl kinpass_discord_provisional_options {
    unsafe fn identity(&self) -> Result<Identity> {
        unsafe {
            let external = external::read(self.external_auth_type, self.external_auth_token)?;
            let bot_token = self.bot_token.optional("bot_token")?;
            let user_id = self.external_user_id.optional("external_user_id")?;
            let name = self.preferred_global_name.optional("preferred_global_name")?;
            let account = self.provisional_user_id.optional("provisional_user_id")?;
            match (external, bot_token, user_id) {
                (Some(external), None, None) if name.is_none() && account.is_none() => Ok(Identity::External(external)),
                (Some(_), ..) => Err(Error::argument("bot_token", "this or an external identity", "parts of both")),
                (None, Some(bot_token), Some(user_id)) => Identity::bot(bot_token.into(), user_id, name, account),
                (None, Some(_), None) => Err(Error::argument("external_user_id", "the id of a player", "nothing")),
                (None, None, _) => Err(Error::argument("external_auth_token", "this or bot_token", "nothing")),
            }
        }
    }
}

/// Sets the defaults.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRUCT_SIZE. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_provisional_options_init(
    options: *mut kinpass_discord_provisional_options,
    struct_size: usize,
) -> Status {
    guard((), || unsafe { options::init(options, struct_size) })
}

/// Gets a parent token for a player without a Discord account. The completion carries `token`, with
/// `provisional` set and often no refresh token.
/// Remote: `POST {discord_api_url}/partner-sdk/token`, or `/partner-sdk/token/bot` with a bot token.
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_exchange_child_token; by event also KINPASS_ERROR_EXTERNAL_TOKEN,
/// KINPASS_ERROR_ACCOUNT_EXISTS, KINPASS_ERROR_LOCKED. An HTTP 500 that lasts is
/// KINPASS_ERROR_EXTERNAL_TOKEN: so Discord answers to a malformed external token. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_get_provisional_token(
    client: kinpass_client,
    options: *const kinpass_discord_provisional_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordGetProvisionalToken, callback, operation, |config| {
            provisional::get_token(config, &options::read(options)?.identity()?)
        })
    })
}

/// Parts a merged provisional account from the full account again. One that turns out to be parted when an
/// attempt is repeated after a lost answer counts as parted.
/// Remote: `POST {discord_api_url}/partner-sdk/provisional-accounts/unmerge` (bot: `.../unmerge/bot`).
///
/// **Thread** any. **Blocks** no. **Ownership** `options` and `callback` are copied.
/// **Errors** as kinpass_discord_get_provisional_token. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_discord_unmerge_provisional_account(
    client: kinpass_client,
    options: *const kinpass_discord_provisional_options,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Status {
    guard(client, || unsafe {
        start(client, Kind::DiscordUnmergeProvisionalAccount, callback, operation, |config| {
            provisional::unmerge(config, &options::read(options)?.identity()?)
        })
    })
}
