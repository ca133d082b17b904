//! Handles: small values that are looked up, so that a stale one is an error and never a crash.

use crate::account::Account;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::id::{self, IdMap, Kind, MAX_CLIENTS};
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
        return Err(Error::new(Status::KINPASS_ERROR_LIMIT, "too many clients in one process"));
    }
    let client = make(number)?;
    let handle = kinpass_client { id: client.handle() };
    CLIENTS.write().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(number, client);
    Ok(handle)
}

fn find(kind: Kind, id: u64) -> Result<Arc<Client>> {
    let number = id::client_of(kind, id).ok_or_else(Error::handle)?;
    let clients = CLIENTS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    clients.get(&number).cloned().ok_or_else(Error::handle)
}

pub(super) fn client(handle: kinpass_client) -> Result<Arc<Client>> {
    let client = find(Kind::Client, handle.id)?;
    if client.handle() == handle.id { Ok(client) } else { Err(Error::handle()) }
}

pub(super) fn client_of(operation: kinpass_operation) -> Result<Arc<Client>> {
    find(Kind::Operation, operation.id)
}

pub(super) fn client_of_account(account: kinpass_account) -> Result<Arc<Client>> {
    find(Kind::Account, account.id)
}

/// Looks at an account in its place, without counting references: for what has to take nanoseconds. Nothing of the
/// host's may run within.
pub(super) fn look_at_account<T>(account: kinpass_account, look: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
    let number = id::client_of(Kind::Account, account.id).ok_or_else(Error::handle)?;
    let clients = CLIENTS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    clients.get(&number).ok_or_else(Error::handle)?.accounts().look_at(account.id, look)
}

pub(super) fn destroy_client(handle: kinpass_client, timeout_ms: u32) -> Result<()> {
    let client = client(handle)?;
    if client.is_inside_callback() {
        return Err(Status::KINPASS_ERROR_REENTRANT.into());
    }
    let number = id::client_of(Kind::Client, handle.id).ok_or_else(Error::handle)?;
    // Of two that destroy at once, one does.
    let removed = CLIENTS.write().unwrap_or_else(|poisoned| poisoned.into_inner()).remove(&number);
    removed.ok_or_else(Error::handle)?.destroy((timeout_ms > 0).then(|| Duration::from_millis(timeout_ms.into())))
}
