//! Finished operations on their way to the game thread, each exactly once.

use crate::answer::{Answer, RawAnswer};
use crate::error::{Error, Result};
use crate::kinds::{EventKind, OperationKind};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

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
    events: Mutex<VecDeque<Event>>,
    /// The same as `events.len()`, for a look without the lock.
    waiting: AtomicUsize,
    arrived: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Event>> {
        self.events.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(crate) fn push(&self, event: Event) {
        let mut events = self.lock();
        events.push_back(event);
        self.waiting.store(events.len(), Ordering::Release);
        drop(events);
        self.arrived.notify_one();
    }

    pub(crate) fn pop(&self) -> Option<Event> {
        if self.len() == 0 {
            return None;
        }
        let mut events = self.lock();
        let event = events.pop_front();
        self.waiting.store(events.len(), Ordering::Release);
        event
    }

    pub(crate) fn len(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// Wakes everybody in [`Self::wait`].
    pub(crate) fn interrupt(&self) {
        drop(self.lock());
        self.arrived.notify_all();
    }

    /// Waits until there is an event or `ended` says so.
    pub(crate) fn wait(&self, timeout: Duration, ended: impl Fn() -> bool) -> Result<()> {
        use crate::status::Status::{KINPASS_ERROR_CANCELLED, KINPASS_ERROR_TIMEOUT};
        let deadline = Instant::now() + timeout;
        let mut events = self.lock();
        loop {
            if !events.is_empty() {
                return Ok(());
            }
            if ended() {
                return Err(Error::new(KINPASS_ERROR_CANCELLED, "the client is destroyed"));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::new(KINPASS_ERROR_TIMEOUT, "no event"));
            }
            events = self.arrived.wait_timeout(events, left).unwrap_or_else(|poisoned| poisoned.into_inner()).0;
        }
    }
}
