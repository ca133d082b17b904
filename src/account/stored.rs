//! Work on the store, under the player's lock: rotation of the parent above all.
//!
//! A refresh token is good once. So a refresh is one step from lock to unlock: read what another process may have
//! stored, send, store the new pair, and only then hand it out.

use super::record::Record;
use super::tree::{NewParent, Parent};
use super::{Account, hook};
use crate::answer::Token;
use crate::discord::oauth2;
use crate::error::{Error, Result};
use crate::status::Status::*;
use crate::task::{Call, Context, Step, Task};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One look at a lock that another process holds; between looks the thread is free, for longer and longer.
const LOOK: Duration = Duration::from_millis(20);
const FIRST_PAUSE: Duration = Duration::from_millis(80);
const LAST_PAUSE: Duration = Duration::from_secs(5);
/// Another process's refresh may take its whole time.
const LOCK_PATIENCE: Duration = Duration::from_secs(60);

/// A task under the player's lock.
pub(super) struct Locked<W> {
    account: Arc<Account>,
    work: W,
    began: Instant,
    /// Until the next look.
    pause: Duration,
}

/// What is done under the lock.
pub(super) trait Work: Send {
    type Output: 'static;

    fn work(&mut self, account: &Arc<Account>, context: &Context<'_>) -> Step<Self::Output>;
}

impl<W: Work> Locked<W> {
    pub(super) fn new(account: Arc<Account>, work: W) -> Self {
        Self { account, work, began: Instant::now(), pause: FIRST_PAUSE }
    }
}

impl<W: Work> Task for Locked<W> {
    type Output = W::Output;

    fn step(&mut self, context: &Context<'_>) -> Step<W::Output> {
        let Some(_entry) = self.account.shared.enter() else { return Error::cancelled().into() };
        match self.account.shared.store().lock(&self.account.key, LOOK) {
            Err(error) if error.status == KINPASS_ERROR_STORE_BUSY && self.began.elapsed() < LOCK_PATIENCE => {
                let pause = self.pause;
                self.pause = (pause * 2).min(LAST_PAUSE);
                return Step::After(pause);
            }
            Err(error) => return error.into(),
            Ok(()) => {}
        }
        let _unlock = Unlock { account: &self.account };
        self.work.work(&self.account, context)
    }
}

/// Gives the lock back, also after a panic.
struct Unlock<'a> {
    account: &'a Account,
}

impl Drop for Unlock<'_> {
    fn drop(&mut self) {
        self.account.shared.store().unlock(&self.account.key);
    }
}

/// Reads the record at the start.
pub(super) struct Load;

impl Work for Load {
    type Output = Option<Record>;

    fn work(&mut self, account: &Arc<Account>, _: &Context<'_>) -> Step<Option<Record>> {
        read(account).into()
    }
}

/// Refreshes the parent and stores the new pair.
pub(super) struct Rotate {
    pub(super) epoch: u64,
    pub(super) call: Option<Call<Token>>,
}

impl Work for Rotate {
    type Output = NewParent;

    fn work(&mut self, account: &Arc<Account>, context: &Context<'_>) -> Step<NewParent> {
        self.rotate(account, context).unwrap_or_else(Step::from)
    }
}

impl Rotate {
    fn rotate(&mut self, account: &Arc<Account>, context: &Context<'_>) -> Result<Step<NewParent>> {
        hook::at("begin");
        // Another process of the same player may have been first. A store that fails says nothing.
        let stored = match read(account) {
            Ok(None) if account.is_stored(self.epoch) => return Err(signed_out_elsewhere()),
            // A newer game keeps these tokens now; this one must not spend them.
            Err(error) if error.status == KINPASS_ERROR_STORE_NEWER => return Err(error),
            stored => stored.unwrap_or_default(),
        };
        if let Some(newer) = self.newer(account, stored.as_ref()) {
            return Ok(Ok(newer).into());
        }
        let Some((parent, revision)) = account.current_parent(self.epoch) else {
            return Err(Error::cancelled());
        };
        hook::at("reread");
        let call = match &mut self.call {
            Some(call) => call,
            call => {
                let refresh_token = parent.refresh_token.clone().ok_or_else(|| Error::internal("no refresh token"))?;
                call.insert(oauth2::refresh(context.config, refresh_token)?)
            }
        };
        let outcome = match call.step(context) {
            Step::Done(outcome) => outcome,
            Step::After(delay) => return Ok(Step::After(delay)),
        };
        hook::at("answered");
        account.note_date(&outcome);
        let token = match outcome.result {
            Ok(token) => token,
            Err(error) => {
                // A store without a lock: who was first has stored its pair by now.
                let refused = matches!(error.status, KINPASS_ERROR_INVALID_GRANT | KINPASS_ERROR_OUTCOME_UNKNOWN);
                let again = if refused { read(account).unwrap_or_default() } else { None };
                return Ok(self.newer(account, again.as_ref()).ok_or(error).into());
            }
        };
        let mut new = Parent::fresh(token, account.now(), account.time());
        new.provisional = parent.provisional;
        // An answer without a refresh token leaves the former one in force.
        new.refresh_token = new.refresh_token.or(parent.refresh_token);
        new.id_token = new.id_token.or(parent.id_token);
        let mut record = stored.unwrap_or_else(|| Record::new(&account.key, revision));
        record.revision = record.revision.max(revision).saturating_add(1);
        let store_error = account.write_parent(&mut record, &new, Some(self.epoch)).err();
        hook::at("saved");
        Ok(Ok(NewParent { parent: new, revision: record.revision, store_error }).into())
    }

    fn newer(&self, account: &Account, record: Option<&Record>) -> Option<NewParent> {
        account.newer_parent(record?, self.epoch)
    }
}

/// Stores a parent that came from a sign-in or the host.
pub(super) struct Adopt {
    pub(super) token: Option<Token>,
    /// How long a fresh one lives.
    pub(super) life: Duration,
}

impl Work for Adopt {
    type Output = NewParent;

    fn work(&mut self, account: &Arc<Account>, _: &Context<'_>) -> Step<NewParent> {
        let Some(token) = self.token.take() else { return Error::internal("adopted twice").into() };
        let parent = Parent { life: self.life, ..Parent::fresh(token, account.now(), account.time()) };
        // A record that can't be read is replaced; a store that can't be read may still take a new one. But a newer game's is
        // left alone.
        let (before, newer) = match read(account) {
            Ok(record) => (record.map_or(0, |record| record.revision), None),
            Err(error) => (0, Some(error).filter(|error| error.status == KINPASS_ERROR_STORE_NEWER)),
        };
        let mut record = Record::new(&account.key, before.max(account.revision()).saturating_add(1));
        let store_error = newer.or_else(|| account.write_parent(&mut record, &parent, None).err());
        Ok(NewParent { parent, revision: record.revision, store_error }).into()
    }
}

/// Stores children and session beside what other games of the player stored; a newer parent that it finds.
pub(super) struct Save {
    pub(super) epoch: u64,
}

impl Work for Save {
    type Output = Option<NewParent>;

    fn work(&mut self, account: &Arc<Account>, _: &Context<'_>) -> Step<Option<NewParent>> {
        let saved = read(account).and_then(|stored| {
            if stored.is_none() && account.is_stored(self.epoch) {
                return Err(signed_out_elsewhere());
            }
            let newer = stored.as_ref().and_then(|record| account.newer_parent(record, self.epoch));
            account.write_children(stored, self.epoch).map(|()| newer)
        });
        saved.into()
    }
}

/// Erases the record, unless the player has linked again meanwhile.
pub(super) struct Erase {
    pub(super) epoch: u64,
}

impl Work for Erase {
    type Output = ();

    fn work(&mut self, account: &Arc<Account>, _: &Context<'_>) -> Step<()> {
        if account.epoch() != self.epoch {
            return Ok(()).into();
        }
        account.shared.store().erase(&account.key).into()
    }
}

/// Another client or process of the player has erased the record: nothing is written back.
fn signed_out_elsewhere() -> Error {
    Error::new(KINPASS_ERROR_LINK_LOST, "the player has signed out elsewhere")
}

fn read(account: &Account) -> Result<Option<Record>> {
    account.shared.store().load(&account.key)?.map(|text| Record::decode(&account.key, &text)).transpose()
}
