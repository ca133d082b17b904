//! The gate between a client and the host's callbacks: who is inside, and nobody after it is closed.

use crate::sync::{Crowd, Deadline};
use std::cell::RefCell;
use std::mem::ManuallyDrop;

#[derive(Default)]
pub(crate) struct Gate {
    crowd: Crowd,
}

/// Being inside. Ends with its drop.
pub(crate) struct Entry<'a> {
    gate: &'a Gate,
}

thread_local! {
    /// The clients whose callbacks are on this thread's stack. Never dropped, since destructors of the host's may call the
    /// library when those of this thread have run; empty, it owns nothing.
    static STACK: ManuallyDrop<RefCell<Vec<u64>>> = const { ManuallyDrop::new(RefCell::new(Vec::new())) };
}

/// Some systems drop it all the same: a thread that is ending so far is then inside of nothing.
fn with_stack<T: Default>(look: impl FnOnce(&mut Vec<u64>) -> T) -> T {
    STACK.try_with(|stack| look(&mut stack.borrow_mut())).unwrap_or_default()
}

impl Gate {
    /// `None` once the gate is closed.
    pub(crate) fn enter(&self, client: u64) -> Option<Entry<'_>> {
        if !self.crowd.enter() {
            return None;
        }
        with_stack(|stack| stack.push(client));
        Some(Entry { gate: self })
    }

    /// Whether a callback of this client is on this thread's stack.
    pub(crate) fn is_inside(&self, client: u64) -> bool {
        with_stack(|stack| stack.contains(&client))
    }

    pub(crate) fn close(&self) {
        self.crowd.close();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.crowd.is_closed()
    }

    /// False if somebody is still inside at the deadline.
    pub(crate) fn wait_until_empty(&self, deadline: Deadline) -> bool {
        self.crowd.wait_until_empty(deadline)
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        with_stack(|stack| {
            stack.pop();
            if stack.is_empty() {
                *stack = Vec::new();
            }
        });
        self.gate.crowd.leave();
    }
}
