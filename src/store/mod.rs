//! Where tokens rest: one record of text for each player, in memory, with the operating system or with the host.
//!
//! A record is replaced as a whole: after a crash at any point either the old or the new one is there. Stores are called on
//! the worker only, and may take their time.

mod key;
mod key_locks;
mod memory;
#[cfg(feature = "os-store")]
mod system;
#[cfg(test)]
pub(crate) mod tests;

use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::status::Status;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use key::key;
pub(crate) use key_locks::KeyLocks;

/// The largest record, in bytes. A host may rely on it.
pub(crate) const MAX_RECORD: usize = 64 * 1024;

pub(crate) trait Store: Send + Sync {
    /// The record, or `None` if there is none.
    fn load(&self, key: &str) -> Result<Option<Secret>>;

    /// Replaces the record as a whole.
    fn save(&self, key: &str, record: &Secret) -> Result<()>;

    /// Erases the record; no error if there is none.
    fn erase(&self, key: &str) -> Result<()>;

    /// Takes the player's lock across all that share the store, waiting at most `patience` (KINPASS_ERROR_STORE_BUSY).
    /// To be given back by [`Self::unlock`] on the same thread.
    fn lock(&self, key: &str, patience: Duration) -> Result<()>;

    fn unlock(&self, key: &str);
}

/// Which store a client's accounts use.
pub(crate) enum StoreChoice {
    Memory,
    /// The operating system's credential store, where `service` names the application.
    System {
        #[cfg_attr(not(feature = "os-store"), allow(dead_code))]
        service: String,
    },
    Host(Box<dyn Store>),
}

/// Makes a store. Costs nothing: nobody is contacted before the first record is asked for.
pub(crate) fn open(choice: StoreChoice) -> Result<Arc<dyn Store>> {
    match choice {
        StoreChoice::Memory => Ok(Arc::new(memory::Memory::default())),
        #[cfg(feature = "os-store")]
        StoreChoice::System { service } => system::open(service),
        #[cfg(not(feature = "os-store"))]
        StoreChoice::System { service: _ } => Err(unsupported()),
        StoreChoice::Host(store) => Ok(Arc::from(store)),
    }
}

/// Neither this build nor this platform reaches a credential store.
#[allow(dead_code)]
fn unsupported() -> Error {
    Error::new(Status::KINPASS_ERROR_UNSUPPORTED, "no credential store of the operating system in this build")
}

/// A record that is to be saved has to fit.
pub(crate) fn check_size(record: &Secret) -> Result<()> {
    if record.expose().len() > MAX_RECORD {
        return Err(Error::new(Status::KINPASS_ERROR_LIMIT, format!("a record of more than {MAX_RECORD} bytes")));
    }
    Ok(())
}
