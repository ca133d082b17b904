//! The accounts that are open in one client.

use super::shared::{AskPlayer, Shared};
use super::{Account, AccountOptions};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::events::Receiver;
use crate::id::{IdMap, Kind};
use crate::lootlocker::Game;
use crate::status::Status::KINPASS_ERROR_ACCOUNT_OPEN;
use crate::store;
use crate::sync::{Deadline, RwLock};
use std::collections::HashSet;
use std::sync::Arc;

pub(crate) struct Accounts {
    shared: Arc<Shared>,
    open: RwLock<Open>,
}

#[derive(Default)]
struct Open {
    by_id: IdMap<Arc<Account>>,
    /// One account for each record.
    keys: HashSet<String>,
    closed: bool,
}

impl Accounts {
    pub(crate) fn new(client: Arc<Client>, ask_player: AskPlayer) -> Self {
        Self { shared: Arc::new(Shared::new(client, ask_player)), open: RwLock::default() }
    }

    pub(crate) fn get(&self, id: u64) -> Result<Arc<Account>> {
        self.open.read().by_id.get(&id).cloned().ok_or_else(Error::handle)
    }

    /// Looks at an account in its place, for what has to be quick; nothing of the host's may run within.
    pub(crate) fn look_at<T>(&self, id: u64, look: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
        look(self.open.read().by_id.get(&id).ok_or_else(Error::handle)?)
    }

    /// Opens an account; its handle. `listener` is made only if it can be.
    pub(crate) fn open(
        &self,
        options: AccountOptions,
        listener: impl FnOnce() -> Option<Arc<dyn Receiver>>,
    ) -> Result<u64> {
        let client = &self.shared.client;
        let config = client.config();
        let key = store::key(config.discord.application_id()?, &options.player_key);
        let game = match options.game_key.is_some() || config.lootlocker.game_key.is_some() {
            true => Some(Game::new(config, options.game_key.clone(), options.game_version.clone())?),
            false => None,
        };
        client.require_thread()?;
        let mut open = self.open.write();
        if open.closed {
            return Err(Error::handle());
        }
        if !open.keys.insert(key.clone()) {
            return Err(Error::new(
                KINPASS_ERROR_ACCOUNT_OPEN,
                "player_key: the account of this player is open in this client",
            ));
        }
        let id = client.next_id(Kind::Account);
        let account = Arc::new(Account::new(id, key, game, self.shared.clone(), options, listener())?);
        open.by_id.insert(id, account.clone());
        drop(open);
        account.load();
        Ok(id)
    }

    /// Closes an account: its handle is stale from here on.
    pub(crate) fn close_one(&self, id: u64) -> Result<()> {
        let mut open = self.open.write();
        let account = open.by_id.remove(&id).ok_or_else(Error::handle)?;
        open.keys.remove(&account.key);
        drop(open);
        account.close();
        Ok(())
    }

    /// Closes all accounts; false if work on the store, a rotation under way above all, had not ended by the deadline.
    pub(crate) fn close(&self, deadline: Deadline) -> bool {
        let open = std::mem::replace(&mut *self.open.write(), Open { closed: true, ..Open::default() });
        open.by_id.values().for_each(|account| account.close());
        self.shared.close(deadline)
    }
}
