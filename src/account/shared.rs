//! What the accounts of one client share.

use super::ask::SignIn;
use super::redirect::RedirectSlot;
use crate::answer::Token;
use crate::client::Client;
use crate::config::Config;
use crate::error::Result;
use crate::gate::{Entry, Gate};
use crate::store::Store;
use crate::sync::{Crowd, Deadline};
use crate::task::Task;
use std::sync::Arc;

/// Makes the task that asks the player. It comes from above: an account knows no sockets and no browsers.
pub(crate) type AskPlayer = fn(&Config, SignIn, &Arc<RedirectSlot>) -> Result<Box<dyn Task<Output = Token>>>;

pub(super) struct Shared {
    pub(super) client: Arc<Client>,
    pub(super) ask_player: AskPlayer,
    store: Arc<dyn Store>,
    /// Around work on the store: closed with the client, which waits for what is inside.
    gate: Gate,
    /// Records that are still to be written: the client's end waits for them.
    writes: Arc<Crowd>,
}

/// A write that is expected; over with its drop.
pub(super) struct Write(Arc<Crowd>);

impl Shared {
    pub(super) fn new(client: Arc<Client>, ask_player: AskPlayer) -> Self {
        let store = client.config().store.clone();
        Self { client, ask_player, store, gate: Gate::default(), writes: Arc::default() }
    }

    pub(super) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// To be held while working on the store; `None` once the client is closed.
    pub(super) fn enter(&self) -> Option<Entry<'_>> {
        self.gate.enter(self.client.handle())
    }

    pub(super) fn expect_write(&self) -> Write {
        // Never closed: what has to be written is written until the end.
        self.writes.enter();
        Write(self.writes.clone())
    }

    /// False if work on the store, a rotation under way above all, had not ended by the deadline.
    pub(super) fn close(&self, deadline: Deadline) -> bool {
        let written = self.writes.wait_until_empty(deadline);
        self.gate.close();
        self.gate.wait_until_empty(deadline) && written
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        self.0.leave();
    }
}
