//! A started operation: it completes exactly once, by its answer or by being cancelled.

use crate::answer::{Answer, Outcome};
use crate::errand::Errand;
use crate::error::Error;
use crate::events::{Event, Receiver};
use crate::kinds::{EventKind, OperationKind};
use crate::sync::Mutex;
use std::sync::Arc;

pub(crate) struct Operation {
    id: u64,
    kind: OperationKind,
    client: u64,
    account: u64,
    /// What a thread does for it, one task after another.
    errand: Arc<Errand>,
    state: Mutex<State>,
}

struct State {
    receiver: Option<Arc<dyn Receiver>>,
    done: bool,
}

impl Operation {
    pub(crate) fn new(
        id: u64,
        kind: OperationKind,
        client: u64,
        account: u64,
        receiver: Option<Arc<dyn Receiver>>,
    ) -> Self {
        let state = Mutex::new(State { receiver, done: false });
        Self { id, kind, client, account, errand: Arc::default(), state }
    }

    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn kind(&self) -> OperationKind {
        self.kind
    }

    pub(crate) fn account(&self) -> u64 {
        self.account
    }

    pub(crate) fn errand(&self) -> &Arc<Errand> {
        &self.errand
    }

    pub(crate) fn is_done(&self) -> bool {
        self.state.lock().done
    }

    /// Sends an event before the completion; false once it is completed.
    ///
    /// Here and below `send` runs under the operation's lock: who finds it completed finds its events sent, so that a
    /// client can be destroyed at any moment without losing one.
    pub(crate) fn progress(&self, kind: EventKind, answer: Answer, send: impl FnOnce(Event)) -> bool {
        let state = self.state.lock();
        if !state.done {
            send(self.event(kind, Ok(answer).into(), state.receiver.clone()));
        }
        !state.done
    }

    /// Sends the completion; false if it was completed before.
    pub(crate) fn complete(&self, outcome: Outcome<Answer>, send: impl FnOnce(Event)) -> bool {
        let mut state = self.state.lock();
        let first = !std::mem::replace(&mut state.done, true);
        if first {
            let receiver = state.receiver.take();
            send(self.event(EventKind::Completed, outcome, receiver));
        }
        first
    }

    /// Sends the completion as cancelled; false if it was completed before.
    pub(crate) fn cancel(&self, send: impl FnOnce(Event)) -> bool {
        self.complete(Error::cancelled().into(), send)
    }

    fn event(&self, kind: EventKind, outcome: Outcome<Answer>, receiver: Option<Arc<dyn Receiver>>) -> Event {
        Event {
            kind,
            operation_kind: self.kind,
            client: self.client,
            operation: self.id,
            account: self.account,
            result: outcome.result,
            raw: outcome.raw,
            receiver,
        }
    }
}
