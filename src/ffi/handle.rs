//! Handles: small values that are looked up, so that a stale one is an error and never a crash.

use super::guard::Subject;
use super::slots::Slots;
use crate::account::Account;
use crate::error::{Error, Result};
use crate::id::{self, Kind};
use crate::instance::Instance;
use crate::log::{Level, Log};
use crate::status::Status;
use crate::sync::RwLock;
use crate::system::fork::{self, PerProcess};
use std::sync::Arc;
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

/// A process that was forked off has none of its parent's.
static CLIENTS: PerProcess<RwLock<Slots<Arc<Instance>>>> = PerProcess::new();

/// Makes a client, which belongs to a slot.
pub(super) fn add_client(make: impl FnOnce(u64) -> Instance) -> Result<kinpass_client> {
    let slot = CLIENTS.get().write().reserve();
    let full = || Error::new(Status::KINPASS_ERROR_LIMIT, "client: so many are there already");
    let slot = slot.ok_or_else(full)?;
    let instance = Arc::new(make(slot));
    let handle = kinpass_client { id: instance.client().handle() };
    CLIENTS.get().write().put(slot, instance);
    Ok(handle)
}

/// Why a handle is not taken.
fn refused(kind: Kind, id: u64) -> Error {
    let (name, expected) = match kind {
        Kind::Client => ("client", "an open client"),
        Kind::Operation => ("operation", "an open operation"),
        Kind::Account => ("account", "an open account"),
    };
    let given = match id::slot_of(kind, id) {
        Some(_) if fork::is_forked() => "one that is gone, or of the process before fork",
        Some(_) => "one that is gone",
        None if id == 0 => "zero",
        None => "a handle of another kind",
    };
    Error::refused(Status::KINPASS_ERROR_INVALID_HANDLE, name, expected, given)
}

/// Looks at the client that a handle belongs to, if it is still there.
fn look_in_slot<T>(kind: Kind, id: u64, look: impl FnOnce(&Arc<Instance>) -> T) -> Option<T> {
    let clients = CLIENTS.get().read();
    let instance = clients.get(id::slot_of(kind, id)?)?;
    id::is_since(id, instance.client().handle()).then(|| look(instance))
}

fn find(kind: Kind, id: u64) -> Result<Arc<Instance>> {
    look_in_slot(kind, id, Arc::clone).ok_or_else(|| refused(kind, id))
}

pub(super) fn instance(handle: kinpass_client) -> Result<Arc<Instance>> {
    let instance = find(Kind::Client, handle.id)?;
    if instance.client().handle() == handle.id { Ok(instance) } else { Err(refused(Kind::Client, handle.id)) }
}

/// An account and its instance.
pub(super) fn account(handle: kinpass_account) -> Result<(Arc<Instance>, Arc<Account>)> {
    let instance = find(Kind::Account, handle.id)?;
    let account = instance.account(handle.id).map_err(|_| refused(Kind::Account, handle.id))?;
    Ok((instance, account))
}

/// Looks at an account in its place, without counting references: for what has to take nanoseconds. Nothing of the
/// host's may run within.
pub(super) fn look_at_account<T>(handle: kinpass_account, look: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
    let gone = || refused(Kind::Account, handle.id);
    let found = look_in_slot(Kind::Account, handle.id, |instance| instance.look_at_account(handle.id, look));
    found.ok_or_else(gone)?.map_err(|error| match error.status {
        Status::KINPASS_ERROR_INVALID_HANDLE => gone(),
        _ => error,
    })
}

pub(super) fn cancel(operation: kinpass_operation) -> Result<()> {
    let instance = find(Kind::Operation, operation.id)?;
    instance.cancel(operation.id).map_err(|_| refused(Kind::Operation, operation.id))
}

pub(super) fn destroy_client(handle: kinpass_client, timeout_ms: u32) -> Result<()> {
    if instance(handle)?.client().is_inside_callback() {
        return Err(Error::reentrant());
    }
    let gone = || refused(Kind::Client, handle.id);
    let slot = id::slot_of(Kind::Client, handle.id).ok_or_else(gone)?;
    // Of two that destroy at once, one does.
    let removed = CLIENTS.get().write().remove(slot, |instance| instance.client().handle() == handle.id);
    removed.ok_or_else(gone)?.destroy((timeout_ms > 0).then(|| Duration::from_millis(timeout_ms.into())))
}

fn with_log_of(kind: Kind, id: u64, tell: impl FnOnce(&Log)) {
    if let Ok(instance) = find(kind, id) {
        tell(instance.client().log());
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
