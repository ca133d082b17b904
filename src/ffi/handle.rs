//! Handles: small values that are looked up, so that a stale one is an error and never a crash.

use crate::account::Account;
use crate::error::{Error, Result};
use crate::id::{self, IdMap, Kind, MAX_CLIENTS};
use crate::instance::Instance;
use crate::status::Status;
use crate::sync::RwLock;
use once_cell::sync::Lazy;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
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

static CLIENTS: Lazy<RwLock<IdMap<Arc<Instance>>>> = Lazy::new(RwLock::default);
/// Numbers are never used again, so that a stale handle stays stale.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Makes a client under a fresh number.
pub(super) fn add_client(make: impl FnOnce(u64) -> Instance) -> Result<kinpass_client> {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    if number >= MAX_CLIENTS {
        return Err(Error::new(Status::KINPASS_ERROR_LIMIT, "too many clients in one process"));
    }
    let client = Arc::new(make(number));
    let handle = kinpass_client { id: client.client().handle() };
    CLIENTS.write().insert(number, client);
    Ok(handle)
}

fn find(kind: Kind, id: u64) -> Result<Arc<Instance>> {
    let number = id::client_of(kind, id).ok_or_else(Error::handle)?;
    CLIENTS.read().get(&number).cloned().ok_or_else(Error::handle)
}

pub(super) fn instance(handle: kinpass_client) -> Result<Arc<Instance>> {
    let instance = find(Kind::Client, handle.id)?;
    if instance.client().handle() == handle.id { Ok(instance) } else { Err(Error::handle()) }
}

pub(super) fn instance_of(operation: kinpass_operation) -> Result<Arc<Instance>> {
    find(Kind::Operation, operation.id)
}

pub(super) fn instance_of_account(account: kinpass_account) -> Result<Arc<Instance>> {
    find(Kind::Account, account.id)
}

/// Looks at an account in its place, without counting references: for what has to take nanoseconds. Nothing of the
/// host's may run within.
pub(super) fn look_at_account<T>(account: kinpass_account, look: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
    let number = id::client_of(Kind::Account, account.id).ok_or_else(Error::handle)?;
    CLIENTS.read().get(&number).ok_or_else(Error::handle)?.look_at_account(account.id, look)
}

pub(super) fn destroy_client(handle: kinpass_client, timeout_ms: u32) -> Result<()> {
    if instance(handle)?.client().is_inside_callback() {
        return Err(Status::KINPASS_ERROR_REENTRANT.into());
    }
    let number = id::client_of(Kind::Client, handle.id).ok_or_else(Error::handle)?;
    // Of two that destroy at once, one does.
    let removed = CLIENTS.write().remove(&number);
    removed.ok_or_else(Error::handle)?.destroy((timeout_ms > 0).then(|| Duration::from_millis(timeout_ms.into())))
}
