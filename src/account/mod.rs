//! Accounts: a player's linked account, kept by the library. The token tree decides, the driver does.

mod accounts;
mod ask;
mod clock;
mod driver;
mod end;
mod flights;
mod moment;
mod record;
mod redirect;
mod shared;
mod stored;
mod tree;

use crate::client::Client;
use crate::error::Result;
use crate::events::Receiver;
use crate::hook;
use crate::kinds::AccountState;
use crate::lootlocker::Game;
use crate::status::Status::KINPASS_ERROR_NO_TOKEN;
use crate::sync::Mutex;
use crate::system;
pub(crate) use accounts::Accounts;
pub(crate) use ask::{Adopt, Ask, ChildToken, Request, Service, SignIn, SignInMethod};
use clock::Clock;
use flights::Flights;
use moment::{Moment, ServiceTime};
use record::Record;
pub(crate) use redirect::RedirectSlot;
use shared::Shared;
use std::collections::VecDeque;
use std::sync::{Arc, MutexGuard};
use std::time::Duration;
use tree::{Effect, NewParent, Parent, Settings, Tree};

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
    pub(crate) state: AccountState,
    pub(crate) provisional: bool,
    pub(crate) can_renew: bool,
    pub(crate) has_session: bool,
    pub(crate) token_expires_in_s: u64,
    pub(crate) child_tokens: u32,
}

/// One player's account: the tree, and what drives it.
pub(crate) struct Account {
    id: u64,
    /// Of the record.
    key: String,
    /// `None`: there is no game key; sessions can't be had.
    game: Option<Game>,
    shared: Arc<Shared>,
    /// Let go of when the account is closed.
    listener: Mutex<Option<Arc<dyn Receiver>>>,
    /// Where the host's redirect meets a sign-in that waits for it.
    redirects: Arc<RedirectSlot>,
    /// By the system's clock that counts sleep.
    began: Duration,
    state: Mutex<State>,
}

struct State {
    tree: Tree,
    /// What the tree wants done and nobody has done yet, in order.
    effects: VecDeque<Effect>,
    /// A thread is doing it.
    performing: bool,
    /// What is being done for the tree.
    flights: Flights,
    clock: Clock,
    /// When the timer is set for.
    timer: Option<Moment>,
    closed: bool,
    /// Records of this account that are still to be written.
    writes: usize,
}

impl Account {
    fn new(
        id: u64,
        key: String,
        game: Option<Game>,
        shared: Arc<Shared>,
        options: AccountOptions,
        listener: Option<Arc<dyn Receiver>>,
    ) -> Result<Self> {
        let tree = Tree::new(Settings {
            parent_application: shared.client.config().discord.application_id()?.to_owned(),
            application: options.application_id,
            session_from_parent: options.session_from_parent,
            renew_ahead: options.renew_ahead_s.map(|seconds| Duration::from_secs(seconds.into())),
            automatic_renewal: options.automatic_renewal,
        });
        let state = State {
            tree,
            effects: VecDeque::new(),
            performing: false,
            flights: Flights::default(),
            clock: Clock::by_this_machine(),
            timer: None,
            closed: false,
            writes: 0,
        };
        Ok(Self {
            id,
            key,
            game,
            shared,
            listener: Mutex::new(listener),
            redirects: Arc::default(),
            began: system::clock::now(),
            state: Mutex::new(state),
        })
    }

    fn client(&self) -> &Arc<Client> {
        &self.shared.client
    }

    /// Under which the record keeps this game's session.
    fn game_key(&self) -> Option<&str> {
        self.game.as_ref().map(|game| game.key.as_str())
    }

    fn now(&self) -> Moment {
        Moment::after(system::clock::now().saturating_sub(self.began))
    }

    fn time(&self) -> ServiceTime {
        self.state.lock().clock.time()
    }

    /// Tokens leave memory, once they are stored; answers that still come find nobody.
    fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        let flights = std::mem::take(&mut state.flights);
        self.drop_closed(state);
        flights.into_iter().for_each(|flight| flight.stand_down(self.client()));
        self.redirects.clear();
        let listener = self.listener.lock().take();
        drop(listener);
    }

    fn drop_closed(&self, mut state: MutexGuard<'_, State>) {
        if state.closed && state.writes == 0 {
            let dropped = state.tree.begin_anew();
            drop(state);
            drop(dropped);
        }
    }

    /// Hands the host's redirect to the sign-in that waits for it.
    pub(crate) fn handle_redirect(&self, url: &str) -> Result<()> {
        self.redirects.deliver(url)
    }

    /// Hands a good child token from memory to `found`, without a copy.
    pub(crate) fn peek_child_token(
        &self,
        application_id: Option<&str>,
        min_validity: Duration,
        found: impl FnOnce(&str) -> Result<()>,
    ) -> Result<()> {
        let now = self.now();
        let state = self.state.lock();
        let token = state.tree.peek(now, application_id, min_validity)?.ok_or(KINPASS_ERROR_NO_TOKEN)?;
        found(token.expose())
    }

    pub(crate) fn info(&self) -> Info {
        let now = self.now();
        let state = self.state.lock();
        let parent = state.tree.parent();
        Info {
            state: state.tree.state(now),
            provisional: parent.is_some_and(|parent| parent.provisional),
            can_renew: parent.is_some_and(Parent::can_renew),
            has_session: state.tree.has_session(),
            token_expires_in_s: parent.map_or(0, |parent| parent.expires.since(now).as_secs()),
            child_tokens: state.tree.children().len().try_into().unwrap_or(u32::MAX),
        }
    }

    /// The parent and its revision, if the link is still the one of `epoch`.
    fn current_parent(&self, epoch: u64) -> Option<(Parent, u64)> {
        let state = self.state.lock();
        let parent = state.tree.parent().filter(|_| state.tree.epoch() == epoch && !state.closed)?;
        Some((parent.clone(), state.tree.revision()))
    }

    fn revision(&self) -> u64 {
        self.state.lock().tree.revision()
    }

    /// The record of this link is known to be in the store.
    fn is_stored(&self, epoch: u64) -> bool {
        let state = self.state.lock();
        state.tree.epoch() == epoch && state.tree.is_stored()
    }

    fn epoch(&self) -> u64 {
        self.state.lock().tree.epoch()
    }

    /// The stored parent, if it is newer than the one at hand.
    fn newer_parent(&self, record: &Record, epoch: u64) -> Option<NewParent> {
        let state = self.state.lock();
        let newer = record.revision > state.tree.revision() && state.tree.epoch() == epoch && !state.closed;
        let parent = newer.then(|| record.parent(self.now(), state.clock.time()).ok())??;
        Some(NewParent { parent, revision: record.revision, store_error: None })
    }

    /// Stores a new parent, with the children at hand that it leaves valid (`epoch`; `None`: none).
    fn write_parent(&self, record: &mut Record, parent: &Parent, epoch: Option<u64>) -> Result<()> {
        let state = self.state.lock();
        record.set_parent(parent, state.clock.time());
        record.skew = state.clock.skew(self.now());
        if epoch == Some(state.tree.epoch()) && !state.closed {
            record.merge(&state.tree, self.game_key(), state.clock.time());
        }
        drop(state);
        self.shared.store().save(&self.key, &record.encode())
    }

    /// Stores children and session beside what is stored.
    fn write_children(&self, stored: Option<Record>, epoch: u64) -> Result<()> {
        let state = self.state.lock();
        let Some(parent) = state.tree.parent().filter(|_| state.tree.epoch() == epoch) else {
            return Ok(());
        };
        let mut record = stored.unwrap_or_else(|| Record::new(&self.key, 0));
        if record.revision < state.tree.revision() {
            record.revision = state.tree.revision();
            record.set_parent(parent, state.clock.time());
        }
        record.skew = state.clock.skew(self.now());
        record.merge(&state.tree, self.game_key(), state.clock.time());
        drop(state);
        self.shared.store().save(&self.key, &record.encode())
    }
}
