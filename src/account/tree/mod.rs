//! The token tree of one player: a pure state machine. No clock, no network, no threads: time and answers are
//! arguments, and what is to be done comes back as effects.
//!
//! After every input each waiting question is looked at anew: it is answered, or what it still needs is set off once,
//! however many need it.

mod background;
mod inputs;
mod messages;
mod needs;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rules;
mod tokens;

use super::ask::{Request, SignIn};
use super::moment::{Moment, ServiceTime};
use crate::answer::{Answer, Session};
use crate::error::{Error, Result};
use crate::kinds::{AccountState, EventKind};
use crate::secret::Secret;
pub(crate) use messages::{Effect, Flight, Input, NewParent, Now, Restored, Settings};
use std::collections::BTreeMap;
use std::time::Duration;
pub(crate) use tokens::{Child, Children, Parent, Renewal};

/// A token that was renewed is not renewed again for so long, however short it lives.
const LEAST_PAUSE: Duration = Duration::from_secs(10);

pub(crate) struct Tree {
    settings: Settings,
    /// By which the ends of the tokens are what they are.
    time: ServiceTime,
    link: Link,
    parent: Option<Parent>,
    children: Children,
    session: SessionSlot,
    /// What open operations wait for, in the order in which they were started.
    waiters: BTreeMap<u64, Want>,
    /// The store is being read.
    loading: bool,
    /// It could not be read: that says nothing of the link.
    unread: Option<Unread>,
    /// Set off and not yet answered.
    refreshing: bool,
    /// How often Discord has refused the refresh in a row, in other words than `invalid_grant`.
    refusals: u32,
    /// By application, with the revision of the parent that is exchanged.
    exchanging: BTreeMap<String, u64>,
    /// With the revision of the parent that asks.
    probing: Option<u64>,
    /// The operation of an interactive sign-in.
    linking: Option<u64>,
    offline: Option<Offline>,
    /// The store failed: when to write again.
    save_again: Option<Moment>,
    /// What the input at hand has settled, well or badly: nobody tries that again at once.
    pass: Pass,
    /// Counts links: answers to questions of a former link are stale.
    epoch: u64,
    /// Counts tokens and sessions: the newer one has the larger number.
    generation: u64,
    /// How often the stored parent was replaced.
    revision: u64,
    /// The record of this link has been written or read: if it is gone, somebody signed out.
    stored: bool,
    /// What the store holds is of a link that is over, and not erased yet.
    unerased: bool,
    effects: Vec<Effect>,
}

#[derive(Debug, Clone)]
enum Link {
    /// The store has not told yet.
    Loading,
    SignedOut,
    Linked,
    Lost(Error),
}

#[derive(Debug, Default)]
struct SessionSlot {
    session: Option<Session>,
    refresh_token: Option<Secret>,
    generation: u64,
    renewed_at: Moment,
    /// It replaced another.
    renewed: bool,
    flight: bool,
    /// The child that LootLocker refused a start with.
    refused_child: Option<u64>,
    /// The child's generation, or the parent's revision, that the start in flight uses.
    started_with: u64,
    /// Connections are being opened ahead of the start.
    warmed: bool,
}

#[derive(Debug)]
struct Offline {
    /// When to try again.
    next: Moment,
    failures: u32,
}

/// When to read the store again.
#[derive(Debug)]
struct Unread {
    next: Moment,
    failures: u32,
}

#[derive(Debug, Default)]
struct Pass {
    load: Option<Error>,
    refresh: Option<Result<()>>,
    exchange: Option<(String, Result<()>)>,
    session: Option<Error>,
}

/// Whose situation an input changes.
enum Affected {
    /// A new question: what others wait for is as it was.
    One(u64),
    All,
}

/// What an operation waits for.
enum Want {
    SignIn(Box<SignIn>),
    Child {
        application: String,
        min_validity: Duration,
        newer_than: u64,
    },
    /// A child newer than the one that the store turns out to hold.
    NewChild {
        application: String,
        min_validity: Duration,
    },
    Session {
        newer_than: u64,
    },
    Request {
        request: Request,
        newer_than: u64,
        renewed: bool,
    },
    SignOut {
        revoke: bool,
    },
    /// A request that is on its way.
    Answer {
        request: Request,
        generation: u64,
        renewed: bool,
    },
}

impl Tree {
    /// The store is being read: `Loaded` tells what it held.
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            time: ServiceTime::guessed(0, Moment::ZERO),
            link: Link::Loading,
            parent: None,
            children: BTreeMap::new(),
            session: SessionSlot::default(),
            waiters: BTreeMap::new(),
            loading: true,
            unread: None,
            refreshing: false,
            refusals: 0,
            exchanging: BTreeMap::new(),
            probing: None,
            linking: None,
            offline: None,
            save_again: None,
            pass: Pass::default(),
            epoch: 0,
            generation: 0,
            revision: 0,
            stored: false,
            unerased: false,
            effects: Vec::new(),
        }
    }

    /// Takes an input in; what is to be done, in order.
    pub(crate) fn apply(&mut self, now: Now, input: Input) -> Vec<Effect> {
        self.set_time(now.time);
        let epoch = self.epoch;
        match self.accept(now, input) {
            Affected::One(operation) => self.look_at(now, operation),
            Affected::All => self.look_at_all(now),
        }
        // A sign-out leaves the others without a link.
        if epoch != self.epoch {
            self.look_at_all(now);
        }
        self.tend(now);
        self.pass = Pass::default();
        std::mem::take(&mut self.effects)
    }

    /// Takes all out of it; what is left is as before the record was read, and takes no answer to a question of before.
    pub(crate) fn begin_anew(&mut self) -> Self {
        let empty = Self { epoch: self.epoch + 1, ..Self::new(self.settings.clone()) };
        std::mem::replace(self, empty)
    }

    /// A child token from memory that is valid for long enough; of the own application, if none is named.
    pub(crate) fn peek(
        &self,
        at: Moment,
        application: Option<&str>,
        min_validity: Duration,
    ) -> Result<Option<&Secret>> {
        let application = application.or(self.settings.application.as_deref()).ok_or_else(needs::no_application)?;
        let Some(child) = self.children.get(application) else { return Ok(None) };
        Ok((child.expires > at + min_validity).then_some(&child.access_token))
    }

    pub(crate) fn state(&self, at: Moment) -> AccountState {
        match &self.link {
            Link::Loading => AccountState::Loading,
            _ if self.linking.is_some() => AccountState::Linking,
            Link::SignedOut => AccountState::SignedOut,
            Link::Lost(_) => AccountState::LinkLost,
            Link::Linked if self.offline.is_some() => AccountState::Offline,
            Link::Linked if self.refreshing || self.parent.as_ref().is_none_or(|parent| parent.expires <= at) => {
                AccountState::Renewing
            }
            Link::Linked => AccountState::Linked,
        }
    }

    pub(crate) fn parent(&self) -> Option<&Parent> {
        self.parent.as_ref()
    }

    pub(crate) fn children(&self) -> &Children {
        &self.children
    }

    pub(crate) fn has_session(&self) -> bool {
        self.session.session.is_some()
    }

    pub(crate) fn session_refresh_token(&self) -> Option<&Secret> {
        self.session.refresh_token.as_ref()
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    pub(crate) fn epoch(&self) -> u64 {
        self.epoch
    }

    pub(crate) fn is_stored(&self) -> bool {
        self.stored
    }

    /// How long before its end a token of this life is renewed.
    fn ahead(&self, life: Duration) -> Duration {
        self.settings.renew_ahead.unwrap_or(Duration::from_secs(600)).min(life / 10)
    }

    /// When a token of this life is renewed: ahead of its end, and a little earlier still, so that not all come at once.
    fn renewal(&self, now: Now, life: Duration) -> Renewal {
        let ahead = self.ahead(life);
        Renewal::ahead_of_end(ahead + ahead.mul_f64(0.2 * now.jitter))
    }

    fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    fn emit(&mut self, kind: EventKind, result: Result<Answer>) {
        self.effects.push(Effect::Emit { kind, result });
    }

    fn complete(&mut self, operation: u64, result: Result<Answer>) {
        self.effects.push(Effect::Complete { operation, outcome: result.into() });
    }

    fn parent_answer(&self, at: Moment) -> Option<Answer> {
        Some(Answer::Token(self.parent.as_ref()?.token(&self.settings.parent_application, at)))
    }
}
