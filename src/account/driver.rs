//! The driver: hands inputs to the token tree and has the worker do what the tree wants done. Performing an effect
//! never blocks: it only puts work into the worker's queue and events into the host's.

use super::ask::{Ask, Service, SignIn};
use super::moment::Moment;
use super::record::Record;
use super::stored::{Adopt, Erase, Load, Locked, Rotate, Save, Work};
use super::tree::{Effect, Flight, Input, Now, Restored};
use super::{Account, State, hook};
use crate::answer::{Answer, Outcome, Token};
use crate::client::Owner;
use crate::discord::{self, child_token, oauth2};
use crate::errand::Errand;
use crate::error::{Error, Result};
use crate::lootlocker::{self, Grant, Optionals};
use crate::operation::Operation;
use crate::secret::Secret;
use crate::task::{Context, Step, Task, jitter};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, MutexGuard, Weak};
use std::time::Duration;

/// After a panic: one over what was loaded comes again.
const BEFORE_LOADING_AGAIN: Duration = Duration::from_secs(2);

impl Account {
    /// Has an open operation answered.
    pub(crate) fn ask(self: &Arc<Self>, operation: &Arc<Operation>, ask: Ask) {
        let state = self.state.lock();
        // Closed meanwhile: nobody else would complete it.
        if state.closed {
            drop(state);
            return self.client().complete(operation, Error::cancelled().into());
        }
        // Cancelled meanwhile: the tree has been told already.
        if !operation.is_done() {
            self.feed_locked(state, Input::Asked { operation: operation.id(), ask });
        }
    }

    /// An operation was cancelled.
    pub(crate) fn forget(self: &Arc<Self>, operation: u64) {
        self.feed(Input::Cancelled { operation });
    }

    /// Tells the tree what happened and does what it wants done.
    fn feed(self: &Arc<Self>, input: Input) {
        let state = self.state.lock();
        if !state.closed {
            self.feed_locked(state, input);
        }
    }

    fn feed_locked<'a>(self: &'a Arc<Self>, state: MutexGuard<'a, State>, input: Input) {
        self.guarded(|| self.take_in(state, input));
    }

    fn take_in<'a>(self: &'a Arc<Self>, mut state: MutexGuard<'a, State>, input: Input) {
        let now = Now { at: self.now(), time: state.clock.time(), jitter: jitter() };
        let effects = state.tree.apply(now, input);
        hook::at("taken in");
        state.effects.extend(effects);
        self.set_timer(&mut state);
        // One thread at a time performs, so that events keep their order; what comes meanwhile is performed by it too.
        if std::mem::replace(&mut state.performing, true) {
            return;
        }
        while let Some(effect) = state.effects.pop_front() {
            drop(state);
            self.perform(effect);
            state = self.state.lock();
        }
        // An account at rest keeps no room for what it may do one day.
        state.effects = VecDeque::new();
        state.performing = false;
    }

    /// Has the tree look again when it wants to.
    fn set_timer(self: &Arc<Self>, state: &mut State) {
        let Some(wanted) = state.tree.wake_at() else { return };
        if state.timer.is_some_and(|set| set <= wanted) {
            return;
        }
        state.timer = Some(wanted);
        let account = Arc::downgrade(self);
        self.client().after(wanted.since(self.now()), move || tick(&account, wanted));
    }

    /// A server's answer tells its time.
    pub(super) fn note_date<T>(self: &Arc<Self>, outcome: &Outcome<T>) {
        let Some(date) = &outcome.server_date else { return };
        let changed = self.state.lock().clock.hear(self.now(), date);
        if changed {
            self.feed(Input::Tick);
        }
    }

    fn perform(self: &Arc<Self>, effect: Effect) {
        hook::at("performed");
        let config = self.client().config();
        match effect {
            Effect::Load => self.load(),
            Effect::Complete { operation, outcome } => self.complete(operation, outcome),
            Effect::Emit { kind, result } => {
                self.client().emit(self.id, kind, result, || self.listener.lock().clone());
            }
            Effect::Refresh { epoch } => {
                let task = self.locked(Rotate { epoch, call: None });
                self.fly(Flight::Refresh, Ok(task), move |outcome| {
                    hook::at("unlocked");
                    Input::Refreshed { epoch, result: outcome.result }
                });
            }
            Effect::Exchange { epoch, application, parent, parent_left } => {
                let call = child_token::exchange(config, parent, &application, parent_left.as_secs());
                self.fly(Flight::Exchange(application.clone()), call, move |outcome| Input::Exchanged {
                    epoch,
                    application,
                    result: outcome.result,
                });
            }
            Effect::StartSession { epoch, access_token } => {
                let call = self.game().and_then(|game| {
                    lootlocker::start_session(config, game, &Grant::AccessToken(access_token), Optionals::default())
                });
                self.fly(Flight::Session, call, move |outcome| Input::SessionStarted { epoch, result: outcome.result });
            }
            Effect::RefreshSession { epoch, refresh_token } => {
                let call = self
                    .game()
                    .and_then(|game| lootlocker::refresh_session(config, game, refresh_token, Optionals::default()));
                self.fly(Flight::Session, call, move |outcome| Input::SessionRefreshed {
                    epoch,
                    result: outcome.result,
                });
            }
            Effect::Probe { epoch, access_token } => {
                let call = oauth2::get_authorization(config, access_token);
                self.fly(Flight::Probe, call, move |outcome| Input::Probed { epoch, result: outcome.result.map(drop) });
            }
            Effect::StandDown { flight } => {
                let ongoing = self.state.lock().flights.find(&flight);
                if let Some(ongoing) = ongoing {
                    ongoing.stand_down(self.client());
                }
            }
            Effect::Request { epoch, operation, request, credential } => {
                let authorized = match request.service {
                    Service::LootLocker => lootlocker::authorized,
                    Service::Discord => discord::authorized,
                };
                let call = authorized(config, credential, request.method, &request.path, request.body.as_ref());
                self.serve(operation, call, move |account, outcome| {
                    account.feed(Input::Requested { epoch, operation, outcome });
                });
            }
            Effect::Warm => self.client().run(&Arc::<Errand>::default(), Warm, drop),
            Effect::Save { epoch } => self.save(epoch),
            Effect::Erase { epoch } => {
                self.write(Erase { epoch }, move |account, outcome| {
                    account.feed(Input::Erased { epoch, result: outcome.result });
                });
            }
            Effect::Adopt { operation, token, life } => self.adopt(operation, token, life),
            Effect::Authorize { operation, sign_in } => self.authorize(operation, *sign_in),
            Effect::SignOut { epoch, operation, revoke, session } => self.sign_out(epoch, operation, revoke, session),
        }
    }

    fn complete(&self, operation: u64, outcome: Outcome<Answer>) {
        if let Some(operation) = self.client().operation(operation) {
            self.client().complete(&operation, outcome);
        }
    }

    /// Does a task that serves the account, then feeds what it came to.
    fn fly<T: 'static>(
        self: &Arc<Self>,
        flight: Flight,
        task: Result<impl Task<Output = T> + 'static>,
        input: impl FnOnce(Outcome<T>) -> Input + Send + 'static,
    ) {
        let task = match task {
            Ok(task) => task,
            Err(error) => return self.feed(input(error.into())),
        };
        let errand = self.state.lock().flights.begin(flight);
        let flown = errand.clone();
        self.run(&errand, task, move |account, outcome| {
            account.state.lock().flights.end(&flown);
            // What stood down has no answer.
            if flown.is_wanted() {
                account.feed(input(outcome));
            }
        });
    }

    /// Does a task that serves one operation, and ends with it.
    fn serve<T: 'static>(
        self: &Arc<Self>,
        operation: u64,
        task: impl Task<Output = T> + 'static,
        done: impl FnOnce(&Arc<Self>, Outcome<T>) + Send + 'static,
    ) {
        let Some(operation) = self.client().operation(operation) else { return };
        self.run(&operation, task, done);
    }

    /// Has the worker do a task for the account.
    fn run<T: 'static>(
        self: &Arc<Self>,
        owner: impl Into<Owner>,
        task: impl Task<Output = T> + 'static,
        done: impl FnOnce(&Arc<Self>, Outcome<T>) + Send + 'static,
    ) {
        let account = self.clone();
        self.client().run(owner, task, move |outcome| {
            account.note_date(&outcome);
            account.guarded(|| done(&account, outcome));
        });
    }

    /// A panic would leave the tree half-way, and nobody would be answered any more: who has asked is told, and the account
    /// begins anew with what is stored.
    fn guarded(self: &Arc<Self>, body: impl FnOnce()) {
        if catch_unwind(AssertUnwindSafe(body)).is_ok() {
            return;
        }
        let mut state = self.state.lock();
        let dropped = state.tree.begin_anew();
        state.effects.clear();
        state.performing = false;
        state.timer = None;
        let flights = std::mem::take(&mut state.flights);
        drop(state);
        drop(dropped);
        flights.into_iter().for_each(|flight| flight.stand_down(self.client()));
        for operation in self.client().operations_of(Some(self.id)) {
            self.client().complete(&operation, Error::internal("the account panicked").into());
            self.client().abandon(operation.errand());
        }
        let account = self.clone();
        self.client().after(BEFORE_LOADING_AGAIN, move || account.load());
    }

    /// Work on the store, under the player's lock.
    fn locked<W: Work>(self: &Arc<Self>, work: W) -> Locked<W> {
        Locked::new(self.clone(), work)
    }

    /// Work that writes to the store: the client's end waits for it.
    fn write<W: Work + 'static>(
        self: &Arc<Self>,
        work: W,
        done: impl FnOnce(&Arc<Self>, Outcome<W::Output>) + Send + 'static,
    ) {
        let write = self.shared.expect_write();
        self.run(&Arc::<Errand>::default(), self.locked(work), move |account, outcome| {
            drop(write);
            done(account, outcome);
        });
    }

    /// Reads the record.
    pub(super) fn load(self: &Arc<Self>) {
        self.run(&Arc::<Errand>::default(), self.locked(Load), |account, outcome| {
            let loaded = outcome.result.and_then(|record| account.restore(record));
            account.feed(Input::Loaded(loaded));
        });
    }

    fn restore(&self, record: Option<Record>) -> Result<Option<Restored>> {
        let Some(record) = record else { return Ok(None) };
        let mut state = self.state.lock();
        state.clock.correct(record.skew);
        record.restore(self.game_key(), self.now(), state.clock.time()).map(Some)
    }

    /// Stores a parent from the host or a sign-in; that completes the operation.
    fn adopt(self: &Arc<Self>, operation: u64, token: Token, life: Duration) {
        self.write(Adopt { token: Some(token), life }, move |account, outcome| {
            account.feed(Input::Linked { operation, result: outcome.result });
        });
    }

    /// Writes the record, also if the account is closed meanwhile.
    fn save(self: &Arc<Self>, epoch: u64) {
        self.state.lock().writes += 1;
        self.write(Save { epoch }, move |account, outcome| {
            let mut state = account.state.lock();
            state.writes -= 1;
            account.drop_closed(state);
            account.feed(Input::Saved { epoch, result: outcome.result });
        });
    }

    fn game(&self) -> Result<&lootlocker::Game> {
        self.game.as_ref().ok_or_else(|| Error::argument("game_key", "one for the account or its client", "nothing"))
    }

    /// Asks the player; then the tree hears of it.
    fn authorize(self: &Arc<Self>, operation: u64, sign_in: SignIn) {
        let linked = move |account: &Arc<Self>, error| account.feed(Input::Linked { operation, result: Err(error) });
        match (self.shared.ask_player)(self.client().config(), sign_in, &self.redirects) {
            Err(error) => linked(self, error),
            Ok(task) => self.serve(operation, task, move |account, outcome| {
                // Who cancelled does not want to be linked, even if the player was quick.
                if account.client().operation(operation).is_none_or(|operation| operation.is_done()) {
                    return;
                }
                match outcome.result {
                    Ok(token) => {
                        let life = token.expires_in;
                        account.adopt(operation, token, life);
                    }
                    Err(error) => linked(account, error),
                }
            }),
        }
    }

    /// Erases first: what is gone here is gone, whatever the services say.
    fn sign_out(self: &Arc<Self>, epoch: u64, operation: u64, revoke: Option<Secret>, session: Option<Secret>) {
        self.write(Erase { epoch }, move |account, erased| {
            let config = account.client().config();
            // A session that LootLocker does not end by request ends by itself.
            if let Some(Ok(call)) = session.map(|token| lootlocker::end_session(config, token)) {
                account.client().run(&Arc::<Errand>::default(), call, drop);
            }
            if erased.result.is_ok() {
                account.feed(Input::Erased { epoch, result: Ok(()) });
            }
            let erased = erased.map(Answer::from);
            match revoke.map(|token| oauth2::revoke(config, token)) {
                None => account.complete(operation, erased),
                Some(Err(error)) => account.complete(operation, error.into()),
                Some(Ok(call)) => account.serve(operation, call, move |account, revoked| {
                    let worse = if erased.result.is_err() { erased } else { revoked.map(Answer::from) };
                    account.complete(operation, worse);
                }),
            }
        });
    }
}

fn tick(account: &Weak<Account>, wanted: Moment) {
    let Some(account) = account.upgrade() else { return };
    let mut state = account.state.lock();
    // Not the one that was set: that was for an earlier moment, and has looked already.
    if state.timer != Some(wanted) {
        return;
    }
    state.timer = None;
    drop(state);
    hook::count_look();
    account.feed(Input::Tick);
}

/// Opens a connection to LootLocker while Discord is still asked.
struct Warm;

impl Task for Warm {
    type Output = ();

    fn step(&mut self, context: &Context<'_>) -> Step<()> {
        // Whether it worked shows when the connection is needed.
        if let Ok(http) = (context.http)() {
            let _ = http.send(&lootlocker::warm(context.config), &[], false);
        }
        Ok(()).into()
    }
}
