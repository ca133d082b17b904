//! The gate between a client and the host's callbacks: who is inside, and nobody after it is closed.

use crate::sync::{Crowd, Deadline};
use std::cell::RefCell;

#[derive(Default)]
pub(crate) struct Gate {
    crowd: Crowd,
}

/// Being inside. Ends with its drop.
pub(crate) struct Entry<'a> {
    gate: &'a Gate,
}

thread_local! {
    /// The clients whose callbacks are on this thread's stack.
    static STACK: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

impl Gate {
    /// `None` once the gate is closed.
    pub(crate) fn enter(&self, client: u64) -> Option<Entry<'_>> {
        if !self.crowd.enter() {
            return None;
        }
        STACK.with_borrow_mut(|stack| stack.push(client));
        Some(Entry { gate: self })
    }

    /// Whether a callback of this client is on this thread's stack.
    pub(crate) fn is_inside(&self, client: u64) -> bool {
        STACK.with_borrow(|stack| stack.contains(&client))
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
        STACK.with_borrow_mut(|stack| stack.pop());
        self.gate.crowd.leave();
    }
}
