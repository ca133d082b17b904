//! Locks by name, within this process.

use crate::error::{Error, Result};
use crate::status::Status;
use std::collections::HashSet;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

#[derive(Default)]
pub(crate) struct KeyLocks {
    held: Mutex<HashSet<String>>,
    freed: Condvar,
}

impl KeyLocks {
    fn held(&self) -> MutexGuard<'_, HashSet<String>> {
        self.held.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(crate) fn lock(&self, key: &str, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        let mut held = self.held();
        while held.contains(key) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(busy());
            }
            held = self.freed.wait_timeout(held, left).unwrap_or_else(|poisoned| poisoned.into_inner()).0;
        }
        held.insert(key.to_owned());
        Ok(())
    }

    pub(crate) fn unlock(&self, key: &str) {
        self.held().remove(key);
        self.freed.notify_all();
    }
}

/// The lock was not had in time.
pub(crate) fn busy() -> Error {
    Error::new(Status::KINPASS_ERROR_STORE_BUSY, "another holds the player's record")
}
