//! Locks by name, within this process.

use crate::error::{Error, Result};
use crate::status::Status;
use crate::sync::{Deadline, Monitor};
use std::collections::HashSet;
use std::time::Duration;

#[derive(Default)]
pub(crate) struct KeyLocks {
    held: Monitor<HashSet<String>>,
}

impl KeyLocks {
    pub(crate) fn lock(&self, key: &str, patience: Duration) -> Result<()> {
        let deadline = Deadline::after(patience);
        let (mut held, free) = self.held.wait_until(self.held.lock(), deadline, |held| !held.contains(key));
        if !free {
            return Err(busy());
        }
        held.insert(key.to_owned());
        Ok(())
    }

    pub(crate) fn unlock(&self, key: &str) {
        self.held.lock().remove(key);
        self.held.notify_all();
    }
}

/// The lock was not had in time.
pub(crate) fn busy() -> Error {
    Error::new(Status::KINPASS_ERROR_STORE_BUSY, "another holds the player's record")
}
