//! The host's own store, as functions.

use std::ffi::{c_char, c_void};

/// Hands a loaded record to the library: call it at most once from within `load`, with what was saved.
pub type kinpass_store_sink = Option<unsafe extern "C" fn(sink: *mut c_void, data: *const c_char, size: usize)>;

/// Where accounts rest, in the host's hands: a save game, a platform's store, a server's database.
///
/// All run on the library's worker and may take their time; a slow one holds up only its own account. `key`
/// is text made of the player key, zero-terminated. A record is at most 64 KiB of UTF-8 text that holds
/// tokens: encrypt it where others can read it. Each returns 0 for success; any other number is reported as
/// KINPASS_ERROR_STORE_FAILED, from `lock` as KINPASS_ERROR_STORE_BUSY. `user_data` has to live as long as
/// the client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct kinpass_store_functions {
    /// sizeof(kinpass_store_functions)
    pub struct_size: usize,
    /// Handed to each function.
    pub user_data: *mut c_void,
    /// Finds a record and hands it to `put(sink, data, size)`; does not call it if there is none. Required.
    pub load: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            key: *const c_char,
            put: kinpass_store_sink,
            sink: *mut c_void,
        ) -> i32,
    >,
    /// Replaces a record as a whole: after a crash either the old or the new one is there. Required.
    pub save: Option<
        unsafe extern "C" fn(user_data: *mut c_void, key: *const c_char, data: *const c_char, size: usize) -> i32,
    >,
    /// Erases a record; success if there is none. Required.
    pub erase: Option<unsafe extern "C" fn(user_data: *mut c_void, key: *const c_char) -> i32>,
    /// Takes the player's lock across all processes and machines that share the store, waiting at most
    /// `timeout_ms`; non-zero if it was not had: then it is asked for again, for up to a minute. A lock has
    /// to end by itself when its holder dies. Optional, together with `unlock`.
    pub lock: Option<unsafe extern "C" fn(user_data: *mut c_void, key: *const c_char, timeout_ms: u32) -> i32>,
    /// Lets go of the lock.
    pub unlock: Option<unsafe extern "C" fn(user_data: *mut c_void, key: *const c_char) -> i32>,
}

unsafe impl super::options::Options for kinpass_store_functions {
    const NAME: &'static str = "store_functions";
}
