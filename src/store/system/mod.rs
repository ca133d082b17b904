//! The operating system's credential store.
//!
//! What differs between systems is a [`Keychain`]; what they share is here: the record in one piece or in several, and the
//! lock across processes beside it.

#[cfg(any(windows, target_os = "macos", target_os = "ios", test))]
mod keyring;
mod lock_files;
mod pieces;
#[cfg(target_os = "linux")]
mod secret_service;
#[cfg(test)]
mod tests;

use super::{Store, check_size};
use crate::error::{Error, Result};
use crate::given::Text;
use crate::secret::Secret;
use crate::status::Status;
use lock_files::LockFiles;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

const MAX_SERVICE: usize = 200;

/// How a credential store is reached.
trait Keychain: Send + Sync {
    /// The most bytes that one entry holds, where the system sets a limit.
    fn limit(&self) -> Option<usize>;

    /// Begins a conversation. Each record that is loaded, saved or erased takes one of its own, so that a store that was
    /// away is found again.
    fn connect(&self) -> Result<Box<dyn Entries + '_>>;
}

/// The named entries of an application in a credential store.
trait Entries {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>>;

    /// Creates or replaces an entry as a whole.
    fn set(&self, name: &str, value: &[u8]) -> Result<()>;

    /// No error if there is none.
    fn delete(&self, name: &str) -> Result<()>;
}

struct System<K> {
    keychain: K,
    locks: LockFiles,
}

/// The store of this operating system; `service` names the application in it.
pub(super) fn open(service: String) -> Result<Arc<dyn Store>> {
    if service.len() > MAX_SERVICE || service.chars().any(char::is_control) {
        return Err(Error::argument(
            "store_service",
            format!("at most {MAX_SERVICE} printable bytes"),
            Text::Shown(&service),
        ));
    }
    let locks = LockFiles::of_user(&service);
    Ok(Arc::new(System { keychain: platform(service)?, locks }))
}

#[cfg(target_os = "linux")]
fn platform(service: String) -> Result<impl Keychain> {
    Ok(secret_service::SecretServiceKeychain::new(service))
}

#[cfg(any(windows, target_os = "macos", target_os = "ios"))]
fn platform(service: String) -> Result<impl Keychain> {
    keyring::platform(service)
}

#[cfg(not(any(target_os = "linux", windows, target_os = "macos", target_os = "ios")))]
fn platform(_service: String) -> Result<impl Keychain> {
    enum Nowhere {}
    impl Keychain for Nowhere {
        fn limit(&self) -> Option<usize> {
            match *self {}
        }
        fn connect(&self) -> Result<Box<dyn Entries + '_>> {
            match *self {}
        }
    }
    Err::<Nowhere, _>(super::unsupported())
}

impl<K: Keychain> Store for System<K> {
    fn load(&self, key: &str) -> Result<Option<Secret>> {
        pieces::load(&*self.keychain.connect()?, key)
    }

    fn save(&self, key: &str, record: &Secret) -> Result<()> {
        check_size(record)?;
        pieces::save(&*self.keychain.connect()?, key, record, self.keychain.limit())
    }

    fn erase(&self, key: &str) -> Result<()> {
        pieces::erase(&*self.keychain.connect()?, key, self.keychain.limit())
    }

    fn lock(&self, key: &str, patience: Duration) -> Result<()> {
        self.locks.lock(key, patience)
    }

    fn unlock(&self, key: &str) {
        self.locks.unlock(key);
    }
}

fn unavailable(why: impl std::fmt::Display) -> Error {
    Error::new(Status::KINPASS_ERROR_STORE_UNAVAILABLE, format!("the credential store is not available: {why}"))
}

fn failed(why: impl std::fmt::Display) -> Error {
    Error::new(Status::KINPASS_ERROR_STORE_FAILED, format!("the credential store failed: {why}"))
}
