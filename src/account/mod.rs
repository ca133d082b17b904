//! Accounts: a player's linked account, kept by the library.

pub(crate) mod ask;

use crate::client::Client;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::events::Receiver;
use crate::status::Status::KINPASS_ERROR_UNSUPPORTED;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::Instant;

pub(crate) use ask::Ask;

/// What an account is opened with.
pub(crate) struct AccountOptions {
    pub(crate) player_key: String,
    /// The game's own child application.
    pub(crate) application_id: Option<String>,
    pub(crate) game_key: Option<String>,
    pub(crate) game_version: Option<String>,
    /// LootLocker sessions start with the parent's token instead of the child's.
    pub(crate) session_from_parent: bool,
    pub(crate) renew_ahead_s: Option<u32>,
    pub(crate) automatic_renewal: bool,
}

/// A look at an account.
pub(crate) struct Info {
    pub(crate) state: crate::kinds::AccountState,
    pub(crate) provisional: bool,
    pub(crate) can_renew: bool,
    pub(crate) has_session: bool,
    pub(crate) token_expires_in_s: u64,
    pub(crate) child_tokens: u32,
}

/// The accounts of a client.
pub(crate) struct Accounts {
    open: RwLock<HashMap<u64, Arc<Account>>>,
}

/// One player's account: the state machine and the driver around it.
pub(crate) struct Account;

impl Accounts {
    pub(crate) fn new(_config: &Config) -> Result<Self> {
        Ok(Self { open: RwLock::default() })
    }

    pub(crate) fn get(&self, id: u64) -> Result<Arc<Account>> {
        self.open.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(&id).cloned().ok_or_else(Error::handle)
    }

    /// Opens an account; its handle. `listener` is made only if it can be.
    pub(crate) fn open(
        &self,
        _client: &Arc<Client>,
        _options: AccountOptions,
        _listener: impl FnOnce() -> Option<Arc<dyn Receiver>>,
    ) -> Result<u64> {
        Err(KINPASS_ERROR_UNSUPPORTED.into())
    }

    pub(crate) fn close_one(&self, _client: &Arc<Client>, id: u64) -> Result<()> {
        self.get(id).map(drop)
    }

    /// Closes all accounts; false if a store function had not returned by the deadline.
    pub(crate) fn close(&self, _client: &Arc<Client>, _deadline: Instant) -> bool {
        true
    }
}

impl Account {
    /// Has an open operation of the account answered.
    pub(crate) fn ask(self: &Arc<Self>, _client: &Arc<Client>, _operation: u64, _ask: Ask) {}

    pub(crate) fn handle_redirect(self: &Arc<Self>, _client: &Arc<Client>, _url: &str) -> Result<()> {
        Err(KINPASS_ERROR_UNSUPPORTED.into())
    }

    /// Hands a good child token from memory to `found`, without a copy.
    pub(crate) fn peek_child_token(
        &self,
        _application_id: &str,
        _min_validity_s: u32,
        _found: impl FnOnce(&str) -> Result<()>,
    ) -> Result<()> {
        Err(KINPASS_ERROR_UNSUPPORTED.into())
    }

    pub(crate) fn info(&self) -> Info {
        unreachable!("no account can be opened yet")
    }
}
