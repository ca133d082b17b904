//! The log callback.

use super::handle::{self, kinpass_client};
use super::{guard, receiver};
use crate::status::Status;
use std::ffi::{c_char, c_void};

/// How much a log line matters.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_log_level {
    /// Nothing at all.
    Off = 0,
    /// An operation failed for good, or a call was wrong.
    Error = 1,
    /// Something failed and is tried again.
    Warn = 2,
    /// What an account does.
    Info = 3,
    /// Each request, with its status and time.
    Debug = 4,
    /// Queue and connections.
    Trace = 5,
}

/// Receives a log line: zero-terminated UTF-8, borrowed until it returns. Runs on any thread, also on the
/// library's own, and on several at once. It may call kinpass_client_set_log, and no other function.
pub type kinpass_log_function = Option<
    unsafe extern "C" fn(level: kinpass_log_level, target: *const c_char, text: *const c_char, user_data: *mut c_void),
>;

/// Sets, replaces or (with NULL) clears the client's log function. Lines above `level` are not made.
///
/// **Thread** any, also the log function itself. **Blocks** until calls of the former function on other
/// threads have returned; after that none comes. **Ownership** `user_data` stays the caller's.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT (no such level). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_client_set_log(
    client: kinpass_client,
    level: i32,
    function: kinpass_log_function,
    user_data: *mut c_void,
) -> Status {
    guard(|| handle::client(client)?.set_log(level, receiver::sink(function, user_data)))
}
