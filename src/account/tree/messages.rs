//! What the tree is told, and what it wants done.

use super::tokens::{Children, Parent};
use crate::account::ask::{Ask, Request, SignIn};
use crate::account::moment::{Moment, ServiceTime};
use crate::answer::{Answer, Outcome, Session, Token};
use crate::error::{Error, Result};
use crate::kinds::EventKind;
use crate::secret::Secret;
use std::time::Duration;

/// When something happens, what turns that into the services' time, and a number from 0 to 1 that spreads renewals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    pub(crate) at: Moment,
    pub(crate) time: ServiceTime,
    pub(crate) jitter: f64,
}

/// What never changes while the account is open.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// The parent.
    pub(crate) parent_application: String,
    /// The game's own child application, if the host named one.
    pub(crate) application: Option<String>,
    /// LootLocker sessions start with the parent's token instead of the child's.
    pub(crate) session_from_parent: bool,
    /// How long before their end tokens are renewed; `None`: 600 s, or a tenth of their life.
    pub(crate) renew_ahead: Option<Duration>,
    pub(crate) automatic_renewal: bool,
}

/// What happened.
pub(crate) enum Input {
    Loaded(Result<Option<Restored>>),
    /// A parent from the host or a sign-in, stored already; answers the operation.
    Linked {
        operation: u64,
        result: Result<NewParent>,
    },
    /// The host asks; the operation is to be answered.
    Asked {
        operation: u64,
        ask: Ask,
    },
    /// Answers to effects; stale ones are ignored.
    Refreshed {
        epoch: u64,
        result: Result<NewParent>,
    },
    Exchanged {
        epoch: u64,
        application: String,
        result: Result<Token>,
    },
    SessionStarted {
        epoch: u64,
        result: Result<Session>,
    },
    SessionRefreshed {
        epoch: u64,
        result: Result<Session>,
    },
    Requested {
        epoch: u64,
        operation: u64,
        outcome: Outcome<()>,
    },
    Probed {
        epoch: u64,
        result: Result<()>,
    },
    /// Something was to be saved; another process may have stored a newer parent.
    Saved {
        epoch: u64,
        result: Result<Option<NewParent>>,
    },
    /// The record of a former link was to be erased.
    Erased {
        epoch: u64,
        result: Result<()>,
    },
    /// The moment that was asked for has come, or another time is believed.
    Tick,
    /// The operation was cancelled.
    Cancelled {
        operation: u64,
    },
}

/// A parent that replaces the one before.
#[derive(Debug, Clone)]
pub(crate) struct NewParent {
    pub(crate) parent: Parent,
    pub(crate) revision: u64,
    /// A store that failed meanwhile; the token is good all the same.
    pub(crate) store_error: Option<Error>,
}

/// What the store held.
#[derive(Debug)]
pub(crate) struct Restored {
    pub(crate) parent: Parent,
    pub(crate) revision: u64,
    pub(crate) children: Children,
    pub(crate) session_refresh_token: Option<Secret>,
}

/// What is under way for all who wait for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flight {
    Refresh,
    /// For an application.
    Exchange(String),
    Session,
    Probe,
}

/// What is to be done. Nothing of it blocks.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Read the store, then say `Loaded`.
    Load,
    /// Refresh the parent, store the new pair, then say `Refreshed`.
    Refresh {
        epoch: u64,
    },
    Exchange {
        epoch: u64,
        application: String,
        parent: Secret,
        parent_left: Duration,
    },
    StartSession {
        epoch: u64,
        access_token: Secret,
    },
    RefreshSession {
        epoch: u64,
        refresh_token: Secret,
    },
    Request {
        epoch: u64,
        operation: u64,
        request: Request,
        credential: Secret,
    },
    /// Ask Discord anything, to learn whether the network is back.
    Probe {
        epoch: u64,
        access_token: Secret,
    },
    /// Nobody waits for it any more: its answer is not to be told, but for a refresh's.
    StandDown {
        flight: Flight,
    },
    /// Open connections that will be needed soon.
    Warm,
    /// Store the children and the session.
    Save {
        epoch: u64,
    },
    /// The link is gone: erase the record.
    Erase {
        epoch: u64,
    },
    /// Store a parent that the host brings; then say `Linked`.
    Adopt {
        operation: u64,
        token: Token,
        /// How long a fresh one lives.
        life: Duration,
    },
    /// Ask the player; then say `Linked`.
    Authorize {
        operation: u64,
        sign_in: Box<SignIn>,
    },
    /// Erase the record, revoke and end what is given, then complete the operation.
    SignOut {
        epoch: u64,
        operation: u64,
        revoke: Option<Secret>,
        session: Option<Secret>,
    },
    Complete {
        operation: u64,
        outcome: Outcome<Answer>,
    },
    Emit {
        kind: EventKind,
        result: Result<Answer>,
    },
}
