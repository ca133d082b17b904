//! Accounts: a player's linked account, kept by the library. The token tree decides, the driver does.

pub(crate) mod ask;
mod driver;
mod hook;
mod record;
mod sign_in;
mod stored;
mod tree;
mod writes;

use crate::answer::Token;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::events::Receiver;
use crate::gate::{Entry, Gate};
use crate::id::{IdMap, Kind};
use crate::kinds::{AccountState, TokenKind};
use crate::lootlocker::Game;
use crate::status::Status::*;
use crate::store::{self, Store};
pub(crate) use ask::Ask;
use record::{Clock, Record};
use sign_in::Redirect;
use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};
use std::time::{Duration, Instant};
use tree::{Effect, Input, Moment, NewParent, Parent, Settings, Tree};
use writes::{Write, Writes};

/// How long Discord's parent tokens live today.
const USUAL_LIFE: Duration = Duration::from_secs(604_800);

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

/// The accounts of a client.
pub(crate) struct Accounts {
    open: RwLock<Open>,
    store: Arc<dyn Store>,
    /// Around work on the store: closed with the client, which waits for what is inside.
    gate: Gate,
    /// Records that are still to be written.
    writes: Arc<Writes>,
}

#[derive(Default)]
struct Open {
    by_id: IdMap<Arc<Account>>,
    /// One account for each record.
    keys: HashSet<String>,
}

/// One player's account: the tree, and what drives it.
pub(crate) struct Account {
    id: u64,
    /// Of the record.
    key: String,
    /// `None`: there is no game key; sessions can't be had.
    game: Option<Game>,
    /// Let go of when the account is closed.
    listener: Mutex<Option<Arc<dyn Receiver>>>,
    began: Instant,
    state: Mutex<State>,
}

struct State {
    tree: Tree,
    /// What the tree wants done and nobody has done yet, in order.
    effects: VecDeque<Effect>,
    /// A thread is doing it.
    performing: bool,
    clock: Clock,
    /// When the timer is set for.
    timer: Option<Moment>,
    /// A sign-in that waits for the host's redirect.
    redirect: Option<Arc<Redirect>>,
    closed: bool,
    /// Records of this account that are still to be written.
    writes: usize,
}

impl Accounts {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self { open: RwLock::default(), store, gate: Gate::default(), writes: Arc::default() }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// To be held while working on the store; `None` once the client is closed.
    fn enter(&self, client: &Client) -> Option<Entry<'_>> {
        self.gate.enter(client.handle())
    }

    pub(crate) fn get(&self, id: u64) -> Result<Arc<Account>> {
        self.open
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .by_id
            .get(&id)
            .cloned()
            .ok_or_else(Error::handle)
    }

    /// Looks at an account in its place, for what has to be quick; nothing of the host's may run within.
    pub(crate) fn look_at<T>(&self, id: u64, look: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
        let open = self.open.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        look(open.by_id.get(&id).ok_or_else(Error::handle)?)
    }

    /// Opens an account; its handle. `listener` is made only if it can be.
    pub(crate) fn open(
        &self,
        client: &Arc<Client>,
        options: AccountOptions,
        listener: impl FnOnce() -> Option<Arc<dyn Receiver>>,
    ) -> Result<u64> {
        let config = client.config();
        let parent_application = config.discord.application_id()?.to_owned();
        let key = store::key(&parent_application, &options.player_key);
        let game = match options.game_key.is_some() || config.lootlocker.game_key.is_some() {
            true => Some(Game::new(config, options.game_key, options.game_version)?),
            false => None,
        };
        let mut open = self.open.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        if self.gate.is_closed() {
            return Err(Error::handle());
        }
        if !open.keys.insert(key.clone()) {
            return Err(Error::new(
                KINPASS_ERROR_ACCOUNT_OPEN,
                "player_key: the account of this player is open in this client",
            ));
        }
        let id = client.next_id(Kind::Account);
        let tree = Tree::new(Settings {
            parent_application,
            application: options.application_id,
            session_from_parent: options.session_from_parent,
            renew_ahead: options.renew_ahead_s.map(|seconds| Duration::from_secs(seconds.into())),
            automatic_renewal: options.automatic_renewal,
        });
        let state = State {
            tree,
            effects: VecDeque::new(),
            performing: false,
            clock: Clock::by_this_machine(),
            timer: None,
            redirect: None,
            closed: false,
            writes: 0,
        };
        let began = Instant::now();
        let account =
            Arc::new(Account { id, key, game, listener: Mutex::new(listener()), began, state: Mutex::new(state) });
        open.by_id.insert(id, account.clone());
        drop(open);
        account.load(client);
        Ok(id)
    }

    pub(crate) fn close_one(&self, client: &Arc<Client>, id: u64) -> Result<()> {
        let mut open = self.open.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        let account = open.by_id.remove(&id).ok_or_else(Error::handle)?;
        open.keys.remove(&account.key);
        drop(open);
        account.close();
        client.cancel_account(id);
        Ok(())
    }

    /// A record is going to be written: the client's end waits for it.
    fn expect_write(&self) -> Write {
        self.writes.expect()
    }

    /// Closes all accounts; false if work on the store, a rotation under way above all, had not ended by the deadline.
    pub(crate) fn close(&self, deadline: Instant) -> bool {
        let open = std::mem::take(&mut *self.open.write().unwrap_or_else(|poisoned| poisoned.into_inner()));
        open.by_id.values().for_each(|account| account.close());
        let written = self.writes.wait(deadline);
        self.gate.close();
        self.gate.wait_until_empty(deadline.saturating_duration_since(Instant::now())) && written
    }
}

impl Account {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Under which the record keeps this game's session.
    fn game_key(&self) -> Option<&str> {
        self.game.as_ref().map(|game| game.key.as_str())
    }

    fn now(&self) -> Moment {
        self.began.elapsed()
    }

    /// Tokens leave memory, once they are stored; answers that still come find nobody.
    fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.redirect = None;
        self.drop_closed(state);
        let listener = self.listener().take();
        drop(listener);
    }

    fn listener(&self) -> MutexGuard<'_, Option<Arc<dyn Receiver>>> {
        self.listener.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn drop_closed(&self, mut state: MutexGuard<'_, State>) {
        if state.closed && state.writes == 0 {
            let dropped = state.tree.clear();
            drop(state);
            drop(dropped);
        }
    }

    /// Has an open operation answered.
    pub(crate) fn ask(self: &Arc<Self>, client: &Arc<Client>, operation: u64, ask: Ask) {
        let input = match ask {
            Ask::Adopt(given) => {
                let token = Token {
                    kind: TokenKind::Parent,
                    provisional: given.provisional,
                    application_id: String::new(),
                    access_token: given.access_token,
                    // Unknown: renewed at once if it can be, else trusted for a while.
                    expires_in: given.expires_in.unwrap_or(match given.refresh_token {
                        Some(_) => Duration::ZERO,
                        None => Duration::from_secs(3600),
                    }),
                    refresh_token: given.refresh_token,
                    id_token: None,
                    token_type: "Bearer".into(),
                    scope: given.scope,
                };
                // How long it lived when it was fresh the host can't say: a fresh one is worth having.
                let life = token.expires_in.max(USUAL_LIFE);
                return self.adopt(client, operation, token, life);
            }
            Ask::SignIn(sign_in) => Input::SignIn { operation, sign_in: Box::new(sign_in) },
            Ask::ChildToken(ask) => Input::ChildToken {
                operation,
                application: ask.application_id,
                min_validity: ask.min_validity,
                force: ask.force,
            },
            Ask::Session => Input::Session { operation },
            Ask::RefreshSession => Input::RefreshSession { operation },
            Ask::Request(request) => Input::Request { operation, request },
            Ask::SignOut { revoke } => Input::SignOut { operation, revoke },
        };
        self.feed(client, input);
    }

    /// Hands the host's redirect to the sign-in that waits for it.
    pub(crate) fn handle_redirect(&self, url: &str) -> Result<()> {
        let waiting = self.lock().redirect.clone();
        waiting
            .ok_or_else(|| Error::new(KINPASS_ERROR_INVALID_STATE, "account: no sign-in waits for a redirect"))?
            .take(url)
    }

    /// Hands a good child token from memory to `found`, without a copy.
    pub(crate) fn peek_child_token(
        &self,
        application_id: Option<&str>,
        min_validity: Duration,
        found: impl FnOnce(&str) -> Result<()>,
    ) -> Result<()> {
        let now = self.now();
        let state = self.lock();
        let token = state.tree.peek(now, application_id, min_validity)?.ok_or(KINPASS_ERROR_NO_TOKEN)?;
        found(token.expose())
    }

    pub(crate) fn info(&self) -> Info {
        let now = self.now();
        let state = self.lock();
        let parent = state.tree.parent();
        Info {
            state: state.tree.state(now),
            provisional: parent.is_some_and(|parent| parent.provisional),
            can_renew: parent.is_some_and(|parent| parent.refresh_token.is_some()),
            has_session: state.tree.has_session(),
            token_expires_in_s: parent.map_or(0, |parent| parent.expires.saturating_sub(now).as_secs()),
            child_tokens: state.tree.children().len().try_into().unwrap_or(u32::MAX),
        }
    }

    /// The parent and its revision, if the link is still the one of `epoch`.
    fn current_parent(&self, epoch: u64) -> Option<(Parent, u64)> {
        let state = self.lock();
        let parent = state.tree.parent().filter(|_| state.tree.epoch() == epoch && !state.closed)?;
        Some((parent.clone(), state.tree.revision()))
    }

    fn revision(&self) -> u64 {
        self.lock().tree.revision()
    }

    fn epoch(&self) -> u64 {
        self.lock().tree.epoch()
    }

    /// The stored parent, if it is newer than the one at hand.
    fn newer_parent(&self, record: &Record, epoch: u64) -> Option<NewParent> {
        let state = self.lock();
        let newer = record.revision > state.tree.revision() && state.tree.epoch() == epoch && !state.closed;
        let parent = newer.then(|| record.parent(state.clock).ok())??;
        Some(NewParent { parent, revision: record.revision, store_error: None })
    }

    /// Stores a new parent, with the children at hand that it leaves valid (`epoch`; `None`: none).
    fn write_parent(&self, client: &Client, record: &mut Record, parent: &Parent, epoch: Option<u64>) -> Result<()> {
        let state = self.lock();
        record.set_parent(parent, state.clock);
        record.skew = state.clock.skew(self.now());
        if epoch == Some(state.tree.epoch()) && !state.closed {
            record.merge(&state.tree, self.game_key(), state.clock);
        }
        drop(state);
        client.accounts().store().save(&self.key, &record.encode())
    }

    /// Stores children and session beside what is stored.
    fn write_children(&self, client: &Client, stored: Option<Record>, epoch: u64) -> Result<()> {
        let state = self.lock();
        let Some(parent) = state.tree.parent().filter(|_| state.tree.epoch() == epoch) else {
            return Ok(());
        };
        let mut record = stored.unwrap_or_else(|| Record::new(0));
        if record.revision < state.tree.revision() {
            record.revision = state.tree.revision();
            record.set_parent(parent, state.clock);
        }
        record.skew = state.clock.skew(self.now());
        record.merge(&state.tree, self.game_key(), state.clock);
        drop(state);
        client.accounts().store().save(&self.key, &record.encode())
    }
}
