//! The gate between a client and the host's callbacks: who is inside, and nobody after it is closed.

use std::cell::RefCell;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

#[derive(Default)]
pub(crate) struct Gate {
    state: Mutex<State>,
    left: Condvar,
}

#[derive(Default)]
struct State {
    inside: usize,
    closed: bool,
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
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// `None` once the gate is closed.
    pub(crate) fn enter(&self, client: u64) -> Option<Entry<'_>> {
        let mut state = self.lock();
        if state.closed {
            return None;
        }
        state.inside += 1;
        drop(state);
        STACK.with_borrow_mut(|stack| stack.push(client));
        Some(Entry { gate: self })
    }

    /// Whether a callback of this client is on this thread's stack.
    pub(crate) fn is_inside(&self, client: u64) -> bool {
        STACK.with_borrow(|stack| stack.contains(&client))
    }

    pub(crate) fn close(&self) {
        self.lock().closed = true;
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.lock().closed
    }

    /// False if somebody is still inside after `patience`.
    pub(crate) fn wait_until_empty(&self, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        let mut state = self.lock();
        while state.inside > 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.left.wait_timeout(state, left).unwrap_or_else(|poisoned| poisoned.into_inner()).0;
        }
        true
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        STACK.with_borrow_mut(|stack| stack.pop());
        let mut state = self.gate.lock();
        state.inside -= 1;
        // Nobody waits before the gate is closed.
        let awaited = state.closed && state.inside == 0;
        drop(state);
        if awaited {
            self.gate.left.notify_all();
        }
    }
}
