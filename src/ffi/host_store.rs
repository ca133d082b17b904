//! The host's store functions, as a store of the core.

use super::options;
use super::store::kinpass_store_functions;
use super::text::kinpass_string;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::status::Status;
use crate::store::{KeyLocks, MAX_RECORD, Store, check_size};
use crate::sync::Mutex;
use crate::system::fork::PerProcess;
use std::collections::HashMap;
use std::ffi::{CString, c_char, c_void};
use std::sync::MutexGuard;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

type Load = unsafe extern "C" fn(*mut c_void, *const c_char, super::store::kinpass_store_sink, *mut c_void) -> i32;
type Save = unsafe extern "C" fn(*mut c_void, *const c_char, *const c_char, usize) -> i32;
type ByKey = unsafe extern "C" fn(*mut c_void, *const c_char) -> i32;
type Lock = unsafe extern "C" fn(*mut c_void, *const c_char, u32) -> i32;

struct HostStore {
    user_data: *mut c_void,
    load: Load,
    save: Save,
    erase: ByKey,
    /// Both or none.
    lock: Option<(Lock, ByKey)>,
}

// The host says by the contract of kinpass_store_functions that they run on any thread.
unsafe impl Send for HostStore {}
unsafe impl Sync for HostStore {}

/// Stands in where the host has no lock: at least two clients of one process keep off each other's players.
static LOCKS: PerProcess<KeyLocks> = PerProcess::new();

/// Copies the host's functions.
///
/// # Safety
/// `functions` is NULL or points to `struct_size` readable bytes.
pub(super) unsafe fn of(functions: *const kinpass_store_functions) -> Result<Box<dyn Store>> {
    let given = unsafe { options::read(functions) }?;
    let missing = |name: &str| Error::argument(&format!("store_functions.{name}"), "a function", "NULL");
    Ok(Box::new(HostStore {
        user_data: given.user_data,
        load: given.load.ok_or_else(|| missing("load"))?,
        save: given.save.ok_or_else(|| missing("save"))?,
        erase: given.erase.ok_or_else(|| missing("erase"))?,
        lock: match (given.lock, given.unlock) {
            (Some(lock), Some(unlock)) => Some((lock, unlock)),
            (None, None) => None,
            (Some(_), None) => return Err(missing("unlock")),
            (None, Some(_)) => return Err(missing("lock")),
        },
    }))
}

impl Store for HostStore {
    fn load(&self, key: &str) -> Result<Option<Secret>> {
        let key = c_key(key)?;
        let sink = Sink::new();
        let code = unsafe { (self.load)(self.user_data, key.as_ptr(), Some(put), sink.pointer()) };
        let found = sink.close();
        succeeded("load", code)?;
        found
    }

    fn save(&self, key: &str, record: &Secret) -> Result<()> {
        check_size(record)?;
        let (key, text) = (c_key(key)?, record.expose());
        let code = unsafe { (self.save)(self.user_data, key.as_ptr(), text.as_ptr().cast(), text.len()) };
        succeeded("save", code)
    }

    fn erase(&self, key: &str) -> Result<()> {
        let key = c_key(key)?;
        succeeded("erase", unsafe { (self.erase)(self.user_data, key.as_ptr()) })
    }

    fn lock(&self, key: &str, patience: Duration) -> Result<()> {
        let Some((lock, _)) = self.lock else { return LOCKS.get().lock(key, patience) };
        let key = c_key(key)?;
        let patience = patience.as_millis().try_into().unwrap_or(u32::MAX);
        match unsafe { lock(self.user_data, key.as_ptr(), patience) } {
            0 => Ok(()),
            code => {
                Err(Error::new(Status::KINPASS_ERROR_STORE_BUSY, format!("the host's function lock returned {code}")))
            }
        }
    }

    fn unlock(&self, key: &str) {
        let Some((_, unlock)) = self.lock else { return LOCKS.get().unlock(key) };
        if let Ok(key) = c_key(key) {
            // Nothing is left to do if it fails: by contract a lock ends by itself.
            unsafe { unlock(self.user_data, key.as_ptr()) };
        }
    }
}

fn c_key(key: &str) -> Result<CString> {
    CString::new(key).map_err(|_| Error::internal("a store key holds a zero byte"))
}

fn succeeded(function: &str, code: i32) -> Result<()> {
    match code {
        0 => Ok(()),
        code => Err(Error::new(
            Status::KINPASS_ERROR_STORE_FAILED,
            format!("the host's function {function} returned {code}"),
        )),
    }
}

/// What a running `load` has handed over.
enum Handed {
    Nothing,
    Record(Result<Secret>),
    /// Then nobody knows which one it is.
    Twice,
}

/// One running `load`. The host knows it by a number, not by an address: a late call finds nobody.
struct Sink {
    number: usize,
}

static RUNNING: PerProcess<Mutex<HashMap<usize, Handed>>> = PerProcess::new();

fn running() -> MutexGuard<'static, HashMap<usize, Handed>> {
    RUNNING.get().lock()
}

impl Sink {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        running().insert(number, Handed::Nothing);
        Self { number }
    }

    fn pointer(&self) -> *mut c_void {
        std::ptr::without_provenance_mut(self.number)
    }

    fn close(self) -> Result<Option<Secret>> {
        match running().remove(&self.number) {
            Some(Handed::Record(record)) => record.map(Some),
            Some(Handed::Twice) => Err(corrupt("load handed over two records")),
            Some(Handed::Nothing) | None => Ok(None),
        }
    }
}

/// The host's way to hand over a record: a `kinpass_store_sink`.
unsafe extern "C" fn put(sink: *mut c_void, data: *const c_char, size: usize) {
    if let Some(handed) = running().get_mut(&sink.addr()) {
        *handed = match handed {
            Handed::Nothing => Handed::Record(unsafe { record(data, size) }),
            Handed::Record(_) | Handed::Twice => Handed::Twice,
        };
    }
}

/// Copies a record, checked.
unsafe fn record(data: *const c_char, size: usize) -> Result<Secret> {
    match unsafe { kinpass_string { data, size }.borrowed("record") } {
        Ok(Some(text)) if text.len() <= MAX_RECORD => Ok(text.into()),
        Ok(Some(_)) => Err(corrupt("the record is too large")),
        Ok(None) => Err(corrupt("the record is empty")),
        Err(error) => Err(corrupt(&error.message)),
    }
}

fn corrupt(message: &str) -> Error {
    Error::new(Status::KINPASS_ERROR_STORE_CORRUPT, message)
}

#[cfg(test)]
mod tests;
