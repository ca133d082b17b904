//! Handles: small values that are looked up, so that a stale one is an error and never a crash.

use super::guard::Subject;
use crate::account::Account;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::id::{self, IdMap, Kind, MAX_CLIENTS};
use crate::log::{Level, Log};
use crate::status::Status;
use once_cell::sync::Lazy;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

/// A client.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct kinpass_client {
    /// 0 is never valid.
    pub id: u64,
}

/// A started operation.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct kinpass_operation {
    /// 0 is never valid.
    pub id: u64,
}

/// An open account.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct kinpass_account {
    /// 0 is never valid.
    pub id: u64,
}

static CLIENTS: Lazy<RwLock<IdMap<Arc<Client>>>> = Lazy::new(RwLock::default);
/// Numbers are never used again, so that a stale handle stays stale.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Makes a client under a fresh number.
pub(super) fn add_client(make: impl FnOnce(u64) -> Result<Arc<Client>>) -> Result<kinpass_client> {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    if number >= MAX_CLIENTS {
        return Err(Error::new(Status::KINPASS_ERROR_LIMIT, "client: so many have been made in this process already"));
    }
    let client = make(number)?;
    let handle = kinpass_client { id: client.handle() };
    CLIENTS.write().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(number, client);
    Ok(handle)
}

/// Why a handle is not taken.
fn refused(kind: Kind, id: u64) -> Error {
    let (name, expected) = match kind {
        Kind::Client => ("client", "an open client"),
        Kind::Operation => ("operation", "an open operation"),
        Kind::Account => ("account", "an open account"),
    };
    let given = match id::client_of(kind, id) {
        Some(_) => "one that is gone",
        None if id == 0 => "zero",
        None => "a handle of another kind",
    };
    Error::refused(Status::KINPASS_ERROR_INVALID_HANDLE, name, expected, given)
}

fn find(kind: Kind, id: u64) -> Result<Arc<Client>> {
    let found = id::client_of(kind, id).and_then(|number| {
        let clients = CLIENTS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        clients.get(&number).cloned()
    });
    found.ok_or_else(|| refused(kind, id))
}

pub(super) fn client(handle: kinpass_client) -> Result<Arc<Client>> {
    let client = find(Kind::Client, handle.id)?;
    if client.handle() == handle.id { Ok(client) } else { Err(refused(Kind::Client, handle.id)) }
}

/// An account and its client.
pub(super) fn account(handle: kinpass_account) -> Result<(Arc<Client>, Arc<Account>)> {
    let client = find(Kind::Account, handle.id)?;
    let account = client.accounts().get(handle.id).map_err(|_| refused(Kind::Account, handle.id))?;
    Ok((client, account))
}

/// Looks at an account in its place, without counting references: for what has to take nanoseconds. Nothing of the
/// host's may run within.
pub(super) fn look_at_account<T>(handle: kinpass_account, look: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
    let gone = || refused(Kind::Account, handle.id);
    let number = id::client_of(Kind::Account, handle.id).ok_or_else(gone)?;
    let clients = CLIENTS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    let accounts = clients.get(&number).ok_or_else(gone)?.accounts();
    accounts.look_at(handle.id, look).map_err(|error| match error.status {
        Status::KINPASS_ERROR_INVALID_HANDLE => gone(),
        _ => error,
    })
}

pub(super) fn cancel(operation: kinpass_operation) -> Result<()> {
    let client = find(Kind::Operation, operation.id)?;
    client.cancel(operation.id).map_err(|_| refused(Kind::Operation, operation.id))
}

pub(super) fn destroy_client(handle: kinpass_client, timeout_ms: u32) -> Result<()> {
    let client = client(handle)?;
    if client.is_inside_callback() {
        return Err(Error::reentrant());
    }
    let gone = || refused(Kind::Client, handle.id);
    let number = id::client_of(Kind::Client, handle.id).ok_or_else(gone)?;
    // Of two that destroy at once, one does.
    let removed = CLIENTS.write().unwrap_or_else(|poisoned| poisoned.into_inner()).remove(&number);
    removed.ok_or_else(gone)?.destroy((timeout_ms > 0).then(|| Duration::from_millis(timeout_ms.into())))
}

fn with_log_of(kind: Kind, id: u64, tell: impl FnOnce(&Log)) {
    if let Ok(client) = find(kind, id) {
        tell(client.log());
    }
}

impl Subject for kinpass_client {
    fn with_log(self, tell: impl FnOnce(&Log)) {
        with_log_of(Kind::Client, self.id, tell);
    }
}

impl Subject for kinpass_account {
    fn with_log(self, tell: impl FnOnce(&Log)) {
        with_log_of(Kind::Account, self.id, tell);
    }

    /// Anybody can open the address of a redirect: one that no sign-in waits for is no fault of the host's.
    fn level(&self, status: Status) -> Level {
        match status {
            Status::KINPASS_ERROR_STATE_MISMATCH | Status::KINPASS_ERROR_INVALID_STATE => Level::Info,
            _ => Level::Error,
        }
    }
}

impl Subject for kinpass_operation {
    fn with_log(self, tell: impl FnOnce(&Log)) {
        with_log_of(Kind::Operation, self.id, tell);
    }

    /// It was cancelled too late, which harms nobody.
    fn level(&self, _status: Status) -> Level {
        Level::Info
    }
}
