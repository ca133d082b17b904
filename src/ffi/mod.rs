//! The C ABI and all the unsafe code: converts, checks, forwards, nothing else.

pub mod version;

pub mod handle;
pub mod text;

pub mod guard;

pub mod event;
pub mod store;

pub mod config;

pub mod client;

pub mod log;

pub mod lootlocker;

pub mod discord;

pub mod external;

pub mod authorize;

pub mod provisional;

pub mod account;

pub mod sign_in;

pub mod tokens;

pub mod request;

mod allocator;
mod enums;
mod host_store;
mod options;
mod pulled;
mod receiver;
mod slots;
mod view;

use crate::account::Ask;
use crate::answer::Answer;
use crate::client::Client;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::kinds::OperationKind;
use crate::operation::Operation;
use crate::task::Task;
use event::kinpass_callback;
use guard::guard;
use handle::{kinpass_account, kinpass_client, kinpass_operation};
use std::sync::Arc;

/// An output that has to be there.
fn output<T>(pointer: *mut T, name: &'static str) -> Result<*mut T> {
    if pointer.is_null() { Err(Error::argument(name, "a pointer", "NULL")) } else { Ok(pointer) }
}

/// Starts an operation that is a task of the worker: a remote call, or several.
unsafe fn start<T: Into<Answer> + 'static, K: Task<Output = T> + 'static>(
    client: kinpass_client,
    kind: OperationKind,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
    make: impl FnOnce(&Config) -> Result<K>,
) -> Result<()> {
    let instance = handle::instance(client)?;
    let client = instance.client();
    let task = make(client.config())?;
    let operation = unsafe { begin(client, kind, 0, callback, operation) }?;
    client.start(operation, task);
    Ok(())
}

/// Opens an operation and writes its handle, before anything can complete it.
unsafe fn begin(
    client: &Client,
    kind: OperationKind,
    account: u64,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
) -> Result<Arc<Operation>> {
    client.begin(kind, account, |id| {
        if !operation.is_null() {
            unsafe { operation.write(kinpass_operation { id }) };
        }
        unsafe { receiver::of(callback) }
    })
}

/// Starts an operation that an account answers.
unsafe fn ask(
    account: kinpass_account,
    kind: OperationKind,
    callback: *const kinpass_callback,
    operation: *mut kinpass_operation,
    make: impl FnOnce() -> Result<Ask>,
) -> Result<()> {
    let (instance, target) = handle::account(account)?;
    let ask = make()?;
    let operation = unsafe { begin(instance.client(), kind, account.id, callback, operation) }?;
    target.ask(&operation, ask);
    Ok(())
}
