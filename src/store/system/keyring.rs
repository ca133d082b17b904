//! Windows, macOS and iOS: a store of the `keyring` family.

use super::{Entries, Keychain, failed, unavailable};
use crate::error::{Error, Result};
use keyring_core::{CredentialStore, Entry, Error as KeyringError};
use std::collections::HashMap;
use std::sync::Arc;
use zeroize::Zeroizing;

pub(super) struct Keyring {
    store: Arc<CredentialStore>,
    service: String,
    /// How the entries are made.
    modifiers: HashMap<&'static str, &'static str>,
    limit: Option<usize>,
}

impl Keyring {
    pub(super) fn new(
        store: Arc<CredentialStore>,
        service: String,
        modifiers: &[(&'static str, &'static str)],
        limit: Option<usize>,
    ) -> Self {
        Self { store, service, modifiers: modifiers.iter().copied().collect(), limit }
    }

    fn entry(&self, name: &str) -> Result<Entry> {
        self.store.build(&self.service, name, Some(&self.modifiers)).map_err(error)
    }
}

/// The Credential Manager. Its entries hold 2560 bytes, and stay on this machine: a domain profile would carry a token to
/// another one, and there it would be spent twice.
#[cfg(windows)]
pub(super) fn platform(service: String) -> Result<Keyring> {
    const LIMIT: usize = 2560;
    let store = windows_native_keyring_store::Store::new().map_err(error)?;
    Ok(Keyring::new(store, service, &[("persistence", "local")], Some(LIMIT)))
}

/// The login keychain.
#[cfg(target_os = "macos")]
pub(super) fn platform(service: String) -> Result<Keyring> {
    let store = apple_native_keyring_store::keychain::Store::new().map_err(error)?;
    Ok(Keyring::new(store, service, &[], None))
}

/// Protected data that never leaves the device; renewal works while its screen is locked.
#[cfg(target_os = "ios")]
pub(super) fn platform(service: String) -> Result<Keyring> {
    let store = apple_native_keyring_store::protected::Store::new().map_err(error)?;
    Ok(Keyring::new(store, service, &[("access-policy", "after-first-unlock-this-device-only")], None))
}

impl Keychain for Keyring {
    fn limit(&self) -> Option<usize> {
        self.limit
    }

    fn connect(&self) -> Result<Box<dyn Entries + '_>> {
        Ok(Box::new(self))
    }
}

impl Entries for &Keyring {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        match self.entry(name)?.get_secret() {
            Ok(value) => Ok(Some(value.into())),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(other) => Err(error(other)),
        }
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<()> {
        self.entry(name)?.set_secret(value).map_err(error)
    }

    fn delete(&self, name: &str) -> Result<()> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(KeyringError::NoEntry) => Ok(()),
            Err(other) => Err(error(other)),
        }
    }
}

/// The texts of these errors name entries and system codes; the values that some carry stay out of them.
fn error(error: KeyringError) -> Error {
    match error {
        KeyringError::NoStorageAccess(why) => unavailable(why),
        other => failed(other),
    }
}
