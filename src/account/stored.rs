//! Work on the store, under the player's lock: rotation of the parent above all.
//!
//! A refresh token is good once. So a refresh is one step from lock to unlock: read what another process may have
//! stored, send, store the new pair, and only then hand it out.

use super::record::Record;
use super::tree::{NewParent, Parent};
use super::{Account, hook};
use crate::answer::{Answer, Outcome, Token};
use crate::client::Client;
use crate::discord::oauth2;
use crate::error::{Error, Result};
use crate::status::Status::*;
use crate::task::{Call, Context, Step, Task};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// One look at a lock that another process holds; between looks the thread is free.
const LOOK: Duration = Duration::from_millis(20);
const BETWEEN_LOOKS: Duration = Duration::from_millis(80);
/// Another process's refresh may take its whole time.
const LOCK_PATIENCE: Duration = Duration::from_secs(60);

/// What a task leaves for whoever waits for it.
pub(super) type Slot<T> = Arc<Mutex<Option<T>>>;

pub(super) fn put<T>(slot: &Slot<T>, value: T) {
    *slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(value);
}

pub(super) fn take<T>(slot: &Slot<T>) -> Option<T> {
    slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take()
}

/// A task under the player's lock.
pub(super) struct Locked<W> {
    account: Arc<Account>,
    client: Arc<Client>,
    work: W,
    began: Instant,
}

/// What is done under the lock.
pub(super) trait Work: Send {
    fn work(&mut self, account: &Arc<Account>, client: &Arc<Client>, context: &Context<'_>) -> Step;
}

impl<W: Work> Locked<W> {
    pub(super) fn new(account: Arc<Account>, client: Arc<Client>, work: W) -> Self {
        Self { account, client, work, began: Instant::now() }
    }
}

impl<W: Work> Task for Locked<W> {
    fn step(&mut self, context: &Context<'_>) -> Step {
        let Some(_entry) = self.client.accounts().enter(&self.client) else {
            return Step::Done(Error::cancelled().into());
        };
        let store = self.client.accounts().store();
        match store.lock(&self.account.key, LOOK) {
            Err(error) if error.status == KINPASS_ERROR_STORE_BUSY && self.began.elapsed() < LOCK_PATIENCE => {
                return Step::After(BETWEEN_LOOKS);
            }
            Err(error) => return Step::Done(error.into()),
            Ok(()) => {}
        }
        let _unlock = Unlock { account: &self.account, client: &self.client };
        self.work.work(&self.account, &self.client, context)
    }
}

/// Gives the lock back, also after a panic.
struct Unlock<'a> {
    account: &'a Account,
    client: &'a Client,
}

impl Drop for Unlock<'_> {
    fn drop(&mut self) {
        self.client.accounts().store().unlock(&self.account.key);
    }
}

/// Reads the record at the start.
pub(super) struct Load {
    pub(super) slot: Slot<Option<Record>>,
}

impl Work for Load {
    fn work(&mut self, account: &Arc<Account>, client: &Arc<Client>, _: &Context<'_>) -> Step {
        let loaded = read(account, client).map(|record| {
            put(&self.slot, record);
            Answer::Nothing
        });
        Step::Done(loaded.into())
    }
}

/// Refreshes the parent, stores the new pair, and leaves it.
pub(super) struct Rotate {
    pub(super) epoch: u64,
    pub(super) call: Option<Call>,
    pub(super) slot: Slot<NewParent>,
}

impl Work for Rotate {
    fn work(&mut self, account: &Arc<Account>, client: &Arc<Client>, context: &Context<'_>) -> Step {
        self.rotate(account, client, context).unwrap_or_else(|error| Step::Done(error.into()))
    }
}

impl Rotate {
    fn rotate(&mut self, account: &Arc<Account>, client: &Arc<Client>, context: &Context<'_>) -> Result<Step> {
        hook::at("begin");
        // Another process of the same player may have been first.
        let stored = read(account, client).unwrap_or_default();
        if self.adopt_newer(account, stored.as_ref()) {
            return Ok(done());
        }
        let Some((parent, revision)) = account.current_parent(self.epoch) else {
            return Err(Error::cancelled());
        };
        if self.call.is_none() {
            let refresh_token = parent.refresh_token.clone().ok_or_else(|| Error::internal("no refresh token"))?;
            self.call = Some(oauth2::refresh(context.config, refresh_token)?);
        }
        hook::at("reread");
        let call = self.call.as_mut().ok_or_else(|| Error::internal("no call"))?;
        let outcome = match call.step(context) {
            Step::Done(outcome) => outcome,
            wait => return Ok(wait),
        };
        hook::at("answered");
        account.note_date(client, &outcome);
        let token = match outcome.result {
            Ok(Answer::Token(token)) => token,
            Ok(_) => return Err(Error::internal("no token in a token answer")),
            Err(error) => {
                // A store without a lock: who was first has stored its pair by now.
                let refused = matches!(error.status, KINPASS_ERROR_INVALID_GRANT | KINPASS_ERROR_OUTCOME_UNKNOWN);
                let again = if refused { read(account, client).unwrap_or_default() } else { None };
                return if self.adopt_newer(account, again.as_ref()) { Ok(done()) } else { Err(error) };
            }
        };
        let mut new = Parent::fresh(token, account.now());
        new.provisional = parent.provisional;
        // An answer without a refresh token leaves the former one in force.
        new.refresh_token = new.refresh_token.or(parent.refresh_token);
        new.id_token = new.id_token.or(parent.id_token);
        let mut record = stored.unwrap_or_else(|| Record::new(revision));
        record.revision = record.revision.max(revision) + 1;
        let store_error = account.write_parent(client, &mut record, &new, Some(self.epoch)).err();
        hook::at("saved");
        put(&self.slot, NewParent { parent: new, revision: record.revision, store_error });
        Ok(done())
    }

    fn adopt_newer(&self, account: &Account, record: Option<&Record>) -> bool {
        let newer = record.and_then(|record| account.newer_parent(record, self.epoch));
        newer.map(|newer| put(&self.slot, newer)).is_some()
    }
}

/// Stores a parent that came from a sign-in or the host.
pub(super) struct Adopt {
    pub(super) token: Option<Token>,
    /// How long a fresh one lives.
    pub(super) life: Duration,
    pub(super) slot: Slot<NewParent>,
}

impl Work for Adopt {
    fn work(&mut self, account: &Arc<Account>, client: &Arc<Client>, _: &Context<'_>) -> Step {
        let Some(token) = self.token.take() else { return Step::Done(Error::internal("adopted twice").into()) };
        let parent = Parent { life: self.life, ..Parent::fresh(token, account.now()) };
        // A record that can't be read is replaced; a store that can't be read may still take a new one.
        let before = read(account, client).unwrap_or_default().map_or(0, |record| record.revision);
        let mut record = Record::new(before.max(account.revision()) + 1);
        let store_error = account.write_parent(client, &mut record, &parent, None).err();
        put(&self.slot, NewParent { parent, revision: record.revision, store_error });
        done()
    }
}

/// Stores children and session beside what other games of the player stored.
pub(super) struct Save {
    pub(super) epoch: u64,
    pub(super) slot: Slot<NewParent>,
}

impl Work for Save {
    fn work(&mut self, account: &Arc<Account>, client: &Arc<Client>, _: &Context<'_>) -> Step {
        let saved = read(account, client).and_then(|stored| {
            if let Some(newer) = stored.as_ref().and_then(|record| account.newer_parent(record, self.epoch)) {
                put(&self.slot, newer);
            }
            account.write_children(client, stored, self.epoch)
        });
        Step::Done(saved.map(|()| Answer::Nothing).into())
    }
}

/// Erases the record, unless the player has linked again meanwhile.
pub(super) struct Erase {
    pub(super) epoch: u64,
}

impl Work for Erase {
    fn work(&mut self, account: &Arc<Account>, client: &Arc<Client>, _: &Context<'_>) -> Step {
        if account.epoch() != self.epoch {
            return done();
        }
        Step::Done(client.accounts().store().erase(&account.key).map(|()| Answer::Nothing).into())
    }
}

fn done() -> Step {
    Step::Done(Outcome::from(Ok(Answer::Nothing)))
}

fn read(account: &Account, client: &Client) -> Result<Option<Record>> {
    client.accounts().store().load(&account.key)?.map(|text| Record::decode(&text)).transpose()
}
