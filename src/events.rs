//! Finished operations on their way to the game thread, each exactly once.

use crate::answer::{Answer, RawAnswer};
use crate::error::{Error, Result};
use crate::kinds::{EventKind, OperationKind};
use crate::sync::{Deadline, Monitor};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Who receives an event: a function of the host's. Dropping the last one releases the host's data.
pub(crate) trait Receiver: Send + Sync {
    /// Whether there is a function to call.
    fn is_callable(&self) -> bool;
    fn call(&self, event: &Event);
    /// An opaque value of the host's.
    fn user_data(&self) -> usize;
}

/// Something that happened, for the host.
pub(crate) struct Event {
    pub(crate) kind: EventKind,
    pub(crate) operation_kind: OperationKind,
    /// Handles; 0 for none.
    pub(crate) client: u64,
    pub(crate) operation: u64,
    pub(crate) account: u64,
    pub(crate) result: Result<Answer>,
    pub(crate) raw: Option<RawAnswer>,
    pub(crate) receiver: Option<Arc<dyn Receiver>>,
}

/// The queue between the worker and the host.
#[derive(Default)]
pub(crate) struct Queue {
    state: Monitor<State>,
    /// The same as `events.len()`, for a look without the lock.
    waiting: AtomicUsize,
}

#[derive(Default)]
struct State {
    events: VecDeque<Event>,
    /// Threads in [`Queue::wait`]. A game polls instead: then nobody has to be woken.
    sleepers: usize,
}

impl Queue {
    pub(crate) fn push(&self, event: Event) {
        let mut state = self.state.lock();
        state.events.push_back(event);
        self.waiting.store(state.events.len(), Ordering::Release);
        let asleep = state.sleepers > 0;
        drop(state);
        if asleep {
            self.state.notify_one();
        }
    }

    pub(crate) fn pop(&self) -> Option<Event> {
        if self.len() == 0 {
            return None;
        }
        let mut state = self.state.lock();
        let event = state.events.pop_front();
        self.waiting.store(state.events.len(), Ordering::Release);
        event
    }

    pub(crate) fn len(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// Wakes everybody in [`Self::wait`].
    pub(crate) fn interrupt(&self) {
        drop(self.state.lock());
        self.state.notify_all();
    }

    /// Waits until there is an event or `ended` says so.
    pub(crate) fn wait(&self, deadline: Deadline, ended: impl Fn() -> bool) -> Result<()> {
        use crate::status::Status::{KINPASS_ERROR_CANCELLED, KINPASS_ERROR_TIMEOUT};
        let mut state = self.state.lock();
        state.sleepers += 1;
        let (mut state, _) = self.state.wait_until(state, deadline, |state| !state.events.is_empty() || ended());
        state.sleepers -= 1;
        if !state.events.is_empty() {
            Ok(())
        } else if ended() {
            Err(Error::new(KINPASS_ERROR_CANCELLED, "the client is destroyed"))
        } else {
            Err(Error::new(KINPASS_ERROR_TIMEOUT, "no event"))
        }
    }
}
