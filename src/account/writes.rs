//! Records that are still to be written: a client does not end before they are.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Instant;

#[derive(Default)]
pub(super) struct Writes {
    open: Mutex<usize>,
    done: Condvar,
}

/// A write that is expected; over with its drop.
pub(super) struct Write(Arc<Writes>);

impl Writes {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.open.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(super) fn expect(self: &Arc<Self>) -> Write {
        *self.lock() += 1;
        Write(self.clone())
    }

    /// False if a write is still open at the deadline.
    pub(super) fn wait(&self, deadline: Instant) -> bool {
        let mut open = self.lock();
        while *open > 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            open = self.done.wait_timeout(open, left).unwrap_or_else(|poisoned| poisoned.into_inner()).0;
        }
        true
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        *self.0.lock() -= 1;
        self.0.done.notify_all();
    }
}
