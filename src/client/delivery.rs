//! How events reach the host: by poll, by pull, or on the worker.

use super::Client;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::gate::Entry;
use crate::kinds::{EventKind, OperationKind};
use crate::log::Level;
use crate::status::Status;
use crate::sync::Deadline;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{Ordering, fence};

impl Client {
    /// An event has been queued: with `callbacks_on_worker` somebody has to deliver it.
    pub(super) fn announce(self: &Arc<Self>, kind: EventKind, operation: OperationKind) {
        self.log.line(Level::Trace, "events", format_args!("{kind:?} of {operation:?}"));
        // With its twin in `deliver_on_worker`: either this sees that nobody delivers, or who delivers sees the event.
        fence(Ordering::SeqCst);
        if self.config.callbacks_on_worker
            && !self.delivering.load(Ordering::Acquire)
            && !self.delivery_due.swap(true, Ordering::AcqRel)
        {
            let client = self.clone();
            // Before and beside the requests: a callback waits for none.
            self.worker.submit_aside(Box::new(move || client.deliver_on_worker()));
        }
    }

    /// One worker thread at a time delivers.
    fn deliver_on_worker(&self) {
        // Before the queue is looked at: what comes later is for another job.
        self.delivery_due.swap(false, Ordering::AcqRel);
        while self.queue.len() > 0 && !self.delivering.swap(true, Ordering::AcqRel) {
            let entered = self.deliverer.enter();
            if entered {
                // A panic takes its one event with it, not all that come. What is left when the client ends is the end's.
                let deliver = || while !self.deliverer.is_closed() && self.enter_and_deliver() {};
                let _ = catch_unwind(AssertUnwindSafe(deliver));
                self.deliverer.leave();
            }
            self.delivering.store(false, Ordering::Release);
            fence(Ordering::SeqCst);
            if !entered || self.deliverer.is_closed() {
                break;
            }
        }
    }

    /// The worker delivers no more: its callback at hand is waited for until the deadline, so that no two run at once.
    pub(super) fn take_over_delivery(&self, deadline: Deadline) {
        self.deliverer.close();
        self.deliverer.wait_until_empty(deadline);
    }

    /// Delivers until no event waits or the gate is closed.
    pub(super) fn deliver_the_rest(&self) {
        while self.enter_and_deliver() {}
    }

    /// False if no event waits, or the gate is closed.
    fn enter_and_deliver(&self) -> bool {
        self.gate.enter(self.handle).is_some_and(|entry| self.deliver_next(entry))
    }

    /// Delivers what waits by calling the receivers on this thread; says how many there were.
    pub(crate) fn poll(&self) -> Result<u32> {
        self.require_outside()?;
        self.require_queue_mode()?;
        let waiting = self.queue.len() as u32;
        // What the callbacks start anew is for the next poll: no callback can hold this one.
        let delivered = (0..waiting).take_while(|_| self.enter_and_deliver());
        Ok(delivered.count() as u32)
    }

    /// Hands out the next event without calling anybody.
    pub(crate) fn next_event(&self) -> Result<Option<Event>> {
        self.require_queue_mode()?;
        if self.queue.len() == 0 {
            return Ok(None);
        }
        let _entry = self.gate.enter(self.handle).ok_or_else(Error::handle)?;
        Ok(self.next_in_queue())
    }

    pub(crate) fn wait(&self, deadline: Deadline) -> Result<()> {
        self.require_outside()?;
        self.require_queue_mode()?;
        self.queue.wait(deadline, || self.gate.is_closed())
    }

    fn require_outside(&self) -> Result<()> {
        if self.is_inside_callback() { Err(Error::reentrant()) } else { Ok(()) }
    }

    fn require_queue_mode(&self) -> Result<()> {
        if self.config.callbacks_on_worker {
            return Err(Error::new(
                Status::KINPASS_ERROR_INVALID_STATE,
                "callbacks_on_worker: this client's events are delivered on a thread of the library",
            ));
        }
        Ok(())
    }

    /// The next event; with its completion in the host's hands, an operation's handle is stale.
    pub(super) fn next_in_queue(&self) -> Option<Event> {
        let mut event = self.queue.pop()?;
        event.receiver = event.receiver.or_else(|| self.listener.lock().clone());
        if event.kind == EventKind::Completed {
            self.operations.lock().open.remove(&event.operation);
        }
        Some(event)
    }

    /// Calls the receiver of the next event, within the gate and without a lock.
    fn deliver_next(&self, entry: Entry<'_>) -> bool {
        let Some(event) = self.next_in_queue() else { return false };
        match &event.receiver {
            Some(receiver) if receiver.is_callable() => receiver.call(&event),
            _ => {
                let listener = self.listener.lock().clone();
                if let Some(listener) = listener {
                    listener.call(&event);
                }
            }
        }
        drop(event);
        drop(entry);
        true
    }
}
