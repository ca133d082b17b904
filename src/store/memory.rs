//! Records in memory: they end with the client.

use super::{KeyLocks, Store, check_size};
use crate::error::Result;
use crate::secret::Secret;
use crate::sync::Mutex;
use std::collections::HashMap;
use std::sync::MutexGuard;
use std::time::Duration;

#[derive(Default)]
pub(super) struct Memory {
    records: Mutex<HashMap<String, Secret>>,
    locks: KeyLocks,
}

impl Memory {
    fn records(&self) -> MutexGuard<'_, HashMap<String, Secret>> {
        self.records.lock()
    }
}

impl Store for Memory {
    fn load(&self, key: &str) -> Result<Option<Secret>> {
        Ok(self.records().get(key).cloned())
    }

    fn save(&self, key: &str, record: &Secret) -> Result<()> {
        check_size(record)?;
        self.records().insert(key.to_owned(), record.clone());
        Ok(())
    }

    fn erase(&self, key: &str) -> Result<()> {
        self.records().remove(key);
        Ok(())
    }

    fn lock(&self, key: &str, patience: Duration) -> Result<()> {
        self.locks.lock(key, patience)
    }

    fn unlock(&self, key: &str) {
        self.locks.unlock(key);
    }
}
