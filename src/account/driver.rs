//! The driver: hands inputs to the token tree and has the worker do what the tree wants done. Performing an effect
//! never blocks: it only puts work into the worker's queue and events into the host's.

use super::ask::Service;
use super::record::Record;
use super::stored::{Adopt, Erase, Load, Locked, Rotate, Save, Slot, Work, take};
use super::tree::{Effect, Input, NewParent, Now};
use super::{Account, State, hook, sign_in};
use crate::answer::{Answer, Outcome, Session, Token};
use crate::client::Client;
use crate::discord::{self, child_token, oauth2};
use crate::error::{Error, Result};
use crate::lootlocker::{self, Grant};
use crate::task::{Call, Context, Step, Task, jitter};
use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

impl Account {
    /// Tells the tree what happened and does what it wants done.
    pub(super) fn feed(self: &Arc<Self>, client: &Arc<Client>, input: Input) {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        let now = Now { at: self.now(), jitter: jitter() };
        let effects = state.tree.take(now, input);
        state.effects.extend(effects);
        self.set_timer(client, &mut state);
        // One thread at a time performs, so that events keep their order; what comes meanwhile is performed by it too.
        if std::mem::replace(&mut state.performing, true) {
            return;
        }
        while let Some(effect) = state.effects.pop_front() {
            drop(state);
            self.perform(client, effect);
            state = self.lock();
        }
        // An account at rest keeps no room for what it may do one day.
        state.effects = VecDeque::new();
        state.performing = false;
    }

    /// Has the tree look again when it wants to.
    fn set_timer(self: &Arc<Self>, client: &Arc<Client>, state: &mut State) {
        let Some(wanted) = state.tree.wake_at() else { return };
        if state.timer.is_some_and(|set| set <= wanted) {
            return;
        }
        state.timer = Some(wanted);
        let (account, weak) = (Arc::downgrade(self), Arc::downgrade(client));
        let delay = wanted.saturating_sub(self.now());
        client.worker().submit_after(delay, Box::new(move || tick(&account, &weak, wanted)));
    }

    /// A server's answer tells its time.
    pub(super) fn note_date(self: &Arc<Self>, client: &Arc<Client>, outcome: &Outcome) {
        let Some(date) = outcome.server_date else { return };
        let found = self.lock().clock.set(self.now(), date);
        if let Some((seconds_ahead, known_before)) = found {
            self.feed(client, Input::Clock { seconds_ahead, known_before });
        }
    }

    /// Reads the record.
    pub(super) fn load(self: &Arc<Self>, client: &Arc<Client>) {
        let slot = Slot::default();
        let task = self.locked(client, Load { slot: slot.clone() });
        let (account, owner) = (self.clone(), client.clone());
        client.run_apart(task, move |outcome| {
            let loaded = outcome.result.and_then(|_| account.restore(take(&slot).flatten()));
            account.feed(&owner, Input::Loaded(loaded));
        });
    }

    fn restore(&self, record: Option<Record>) -> Result<Option<super::tree::Restored>> {
        let Some(record) = record else { return Ok(None) };
        let now = Now { at: self.now(), jitter: jitter() };
        let mut state = self.lock();
        state.clock.correct(record.skew);
        let mut restored = record.restore(self.game_key(), state.clock, now.at)?;
        let parent = &mut restored.parent;
        parent.renew = state.tree.renew_at(now, parent.expires, parent.life);
        for child in restored.children.values_mut() {
            child.renew = state.tree.renew_at(now, child.expires, child.expires.saturating_sub(now.at));
        }
        Ok(Some(restored))
    }

    /// Stores a parent from the host or a sign-in; that completes the operation.
    pub(super) fn adopt(self: &Arc<Self>, client: &Arc<Client>, operation: u64, token: Token, life: Duration) {
        let slot = Slot::default();
        let task = self.locked(client, Adopt { token: Some(token), life, slot: slot.clone() });
        let (account, owner) = (self.clone(), client.clone());
        let write = client.accounts().expect_write();
        client.run_apart(task, move |outcome| {
            drop(write);
            let result = outcome.result.and_then(|_| taken(&slot));
            account.feed(&owner, Input::Linked { operation, result });
        });
    }

    fn perform(self: &Arc<Self>, client: &Arc<Client>, effect: Effect) {
        let config = client.config();
        match effect {
            Effect::Complete { operation, outcome } => client.complete(operation, outcome),
            Effect::Emit { kind, result } => client.emit(self.id, kind, result, || self.listener().clone()),
            Effect::Refresh { epoch } => self.rotate(client, epoch),
            Effect::Exchange { epoch, application, parent, parent_left } => {
                let call = child_token::exchange(config, parent, &application, parent_left.as_secs());
                self.call(client, call, move |result| Input::Exchanged { epoch, application, result: token(result) });
            }
            Effect::StartSession { epoch, access_token } => {
                let call = self.game().and_then(|game| {
                    lootlocker::start_session(config, game, &Grant::AccessToken(access_token), None, None)
                });
                self.call(client, call, move |result| Input::SessionStarted { epoch, result: session(result) });
            }
            Effect::RefreshSession { epoch, refresh_token } => {
                let call = self.game().and_then(|game| lootlocker::refresh_session(config, game, refresh_token));
                self.call(client, call, move |result| Input::SessionRefreshed { epoch, result: session(result) });
            }
            Effect::Request { epoch, operation, request, credential } => {
                let authorized = match request.service {
                    Service::LootLocker => lootlocker::authorized,
                    Service::Discord => discord::authorized,
                };
                let call = authorized(config, credential, request.method, &request.path, request.body.as_ref());
                self.run(client, Ok(call), move |outcome| Input::Requested { epoch, operation, outcome });
            }
            Effect::Probe { epoch, access_token } => {
                let call = oauth2::get_authorization(config, access_token);
                self.call(client, call, move |result| Input::Probed { epoch, result: result.map(drop) });
            }
            Effect::Warm => client.run_apart(Warm, |_| {}),
            Effect::Save { epoch } => self.save(client, epoch),
            Effect::Erase { epoch } => {
                let task = self.locked(client, Erase { epoch });
                let write = client.accounts().expect_write();
                self.run(client, Ok(task), move |outcome| {
                    drop(write);
                    Input::Saved { epoch, result: outcome.result.map(|_| None) }
                });
            }
            Effect::Authorize { operation, sign_in } => sign_in::start(self, client, operation, *sign_in),
            Effect::SignOut { epoch, operation, revoke, session } => {
                self.sign_out(client, epoch, operation, revoke, session);
            }
        }
    }

    /// Writes the record, also if the account is closed meanwhile.
    fn save(self: &Arc<Self>, client: &Arc<Client>, epoch: u64) {
        let slot = Slot::default();
        let task = self.locked(client, Save { epoch, slot: slot.clone() });
        let write = client.accounts().expect_write();
        self.lock().writes += 1;
        let account = self.clone();
        self.run(client, Ok(task), move |outcome| {
            let mut state = account.lock();
            state.writes -= 1;
            account.drop_closed(state);
            drop(write);
            Input::Saved { epoch, result: outcome.result.map(|_| take(&slot)) }
        });
    }

    /// Work on the store, under the player's lock.
    fn locked<W: Work>(self: &Arc<Self>, client: &Arc<Client>, work: W) -> Locked<W> {
        Locked::new(self.clone(), client.clone(), work)
    }

    fn game(&self) -> Result<&lootlocker::Game> {
        self.game.as_ref().ok_or_else(|| Error::argument("game_key is neither given nor configured"))
    }

    /// Runs a task, then feeds what it came to.
    fn run<T: Task + 'static>(
        self: &Arc<Self>,
        client: &Arc<Client>,
        task: Result<T>,
        input: impl FnOnce(Outcome) -> Input + Send + 'static,
    ) {
        let (account, owner) = (self.clone(), client.clone());
        let done = move |outcome: Outcome| {
            account.note_date(&owner, &outcome);
            account.feed(&owner, input(outcome));
        };
        match task {
            Ok(task) => client.run_apart(task, done),
            Err(error) => done(error.into()),
        }
    }

    fn call(
        self: &Arc<Self>,
        client: &Arc<Client>,
        call: Result<Call>,
        input: impl FnOnce(Result<Answer>) -> Input + Send + 'static,
    ) {
        self.run(client, call, move |outcome| input(outcome.result));
    }

    fn rotate(self: &Arc<Self>, client: &Arc<Client>, epoch: u64) {
        let slot = Slot::default();
        let task = self.locked(client, Rotate { epoch, call: None, slot: slot.clone() });
        self.run(client, Ok(task), move |outcome| {
            hook::at("unlocked");
            Input::Refreshed { epoch, result: outcome.result.and_then(|_| taken(&slot)) }
        });
    }

    /// Erases first: what is gone here is gone, whatever the services say.
    fn sign_out(
        self: &Arc<Self>,
        client: &Arc<Client>,
        epoch: u64,
        operation: u64,
        revoke: Option<crate::secret::Secret>,
        session: Option<crate::secret::Secret>,
    ) {
        let task = self.locked(client, Erase { epoch });
        let owner = client.clone();
        let write = client.accounts().expect_write();
        client.run_apart(task, move |erased| {
            drop(write);
            let config = owner.config();
            // A session that LootLocker does not end by request ends by itself.
            if let Some(Ok(call)) = session.map(|token| lootlocker::end_session(config, token)) {
                owner.run_apart(call, |_| {});
            }
            match revoke.map(|token| oauth2::revoke(config, token)) {
                None => owner.complete(operation, erased),
                Some(Err(error)) => owner.complete(operation, error.into()),
                Some(Ok(call)) => {
                    let last = owner.clone();
                    owner.run_apart(call, move |revoked| {
                        last.complete(operation, if erased.result.is_err() { erased } else { revoked });
                    });
                }
            }
        });
    }
}

fn tick(account: &Weak<Account>, client: &Weak<Client>, wanted: super::tree::Moment) {
    let (Some(account), Some(client)) = (account.upgrade(), client.upgrade()) else { return };
    let mut state = account.lock();
    // A timer that was set again for an earlier moment.
    if state.timer == Some(wanted) {
        state.timer = None;
    }
    drop(state);
    account.feed(&client, Input::Tick);
}

fn taken(slot: &Slot<NewParent>) -> Result<NewParent> {
    take(slot).ok_or_else(|| Error::internal("the store's work left nothing"))
}

fn token(result: Result<Answer>) -> Result<Token> {
    match result? {
        Answer::Token(token) => Ok(token),
        _ => Err(Error::internal("no token in a token answer")),
    }
}

fn session(result: Result<Answer>) -> Result<Session> {
    match result? {
        Answer::Session(session) => Ok(*session),
        _ => Err(Error::internal("no session in a session answer")),
    }
}

/// Opens a connection to LootLocker while Discord is still asked.
struct Warm;

impl Task for Warm {
    fn step(&mut self, context: &Context<'_>) -> Step {
        // Whether it worked shows when the connection is needed.
        let _ = context.http.send(&lootlocker::warm(context.config), &[], false);
        Step::Done(Outcome::from(Ok(Answer::Nothing)))
    }
}
