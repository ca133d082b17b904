//! A started operation: it completes exactly once, by its answer or by being cancelled.

use crate::answer::{Answer, Outcome};
use crate::error::Error;
use crate::events::{Event, Receiver};
use crate::kinds::{EventKind, OperationKind};
use std::sync::{Arc, Mutex, MutexGuard};

pub(crate) struct Operation {
    id: u64,
    kind: OperationKind,
    account: u64,
    state: Mutex<State>,
}

struct State {
    receiver: Option<Arc<dyn Receiver>>,
    done: bool,
    /// A thread works on it.
    running: bool,
    /// It was cancelled while a thread worked on it.
    given_up: bool,
}

impl Operation {
    pub(crate) fn new(id: u64, kind: OperationKind, account: u64, receiver: Option<Arc<dyn Receiver>>) -> Self {
        let state = State { receiver, done: false, running: false, given_up: false };
        Self { id, kind, account, state: Mutex::new(state) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(crate) fn kind(&self) -> OperationKind {
        self.kind
    }

    pub(crate) fn account(&self) -> u64 {
        self.account
    }

    pub(crate) fn is_done(&self) -> bool {
        self.lock().done
    }

    /// A thread begins to work on it; false if there is nothing left to do.
    pub(crate) fn enter(&self) -> bool {
        let mut state = self.lock();
        state.running = !state.done;
        state.running
    }

    /// The thread has ended its step; true if it had been given up meanwhile.
    pub(crate) fn leave(&self) -> bool {
        let mut state = self.lock();
        state.running = false;
        std::mem::take(&mut state.given_up)
    }

    /// Sends an event before the completion; false once it is completed.
    ///
    /// Here and below `send` runs under the operation's lock: who finds it completed finds its events sent, so that a
    /// client can be destroyed at any moment without losing one.
    pub(crate) fn progress(&self, client: u64, kind: EventKind, answer: Answer, send: impl FnOnce(Event)) -> bool {
        let state = self.lock();
        if !state.done {
            send(self.event(client, kind, Ok(answer).into(), state.receiver.clone()));
        }
        !state.done
    }

    /// Sends the completion; false if it was completed before.
    pub(crate) fn settle(&self, client: u64, outcome: Outcome, send: impl FnOnce(Event)) -> bool {
        self.settle_locked(&mut self.lock(), client, outcome, send)
    }

    fn settle_locked(&self, state: &mut State, client: u64, outcome: Outcome, send: impl FnOnce(Event)) -> bool {
        let first = !std::mem::replace(&mut state.done, true);
        if first {
            let receiver = state.receiver.take();
            send(self.event(client, EventKind::Completed, outcome, receiver));
        }
        first
    }

    /// Sends the completion as cancelled and says whether a thread still works on it; `None` if it was completed before.
    pub(crate) fn cancel(&self, client: u64, send: impl FnOnce(Event)) -> Option<bool> {
        let mut state = self.lock();
        if !self.settle_locked(&mut state, client, Error::cancelled().into(), send) {
            return None;
        }
        state.given_up = state.running;
        Some(state.running)
    }

    fn event(&self, client: u64, kind: EventKind, outcome: Outcome, receiver: Option<Arc<dyn Receiver>>) -> Event {
        Event {
            kind,
            operation_kind: self.kind,
            client,
            operation: self.id,
            account: self.account,
            result: outcome.result,
            raw: outcome.raw,
            receiver,
        }
    }
}
