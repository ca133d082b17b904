//! What the fuzz targets and the tests of their corpus do through the ABI.

#![allow(dead_code)] // each fuzz target uses one of them

pub mod device;
pub mod options;
pub mod record;

use kinpass::ffi::client::*;
use kinpass::ffi::config::kinpass_config;
use kinpass::ffi::event::{kinpass_callback, kinpass_event};
use kinpass::ffi::handle::kinpass_client;
use kinpass::ffi::lootlocker::kinpass_lootlocker_ping;
use kinpass::ffi::text::kinpass_string;
use kinpass::kinds::EventKind;
use kinpass::status::Status;
use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

pub const PARENT_APP: &str = "1100000000000000001";
pub const CHILD_APP: &str = "1100000000000000011";
/// Nobody listens there: a request ends at once.
pub const NOWHERE: &str = "http://127.0.0.1:9";

/// A struct of the ABI in which everything is its default.
pub fn defaults<T: Copy>() -> T {
    // SAFETY: all-zero is a valid value of every struct that a host fills.
    let mut made = unsafe { std::mem::zeroed::<T>() };
    // SAFETY: each begins with its size.
    unsafe { (&raw mut made).cast::<usize>().write(size_of::<T>()) };
    made
}

pub fn string(text: &str) -> kinpass_string {
    kinpass_string { data: text.as_ptr().cast(), size: text.len() }
}

/// Both services at one address; one try, no proxy, one request after the other.
pub fn config(url: &str) -> kinpass_config {
    let mut config = defaults::<kinpass_config>();
    config.discord_application_id = string(PARENT_APP);
    config.discord_api_url = string(url);
    config.lootlocker_url = string(url);
    config.lootlocker_game_key = string("dev_key");
    config.proxy_url = string("none");
    config.max_attempts = 1;
    config.max_in_flight = 1;
    config
}

pub fn create(config: &kinpass_config) -> kinpass_client {
    let mut client = kinpass_client { id: 0 };
    assert_eq!(unsafe { kinpass_client_create(config, &mut client) }, Status::KINPASS_OK);
    client
}

/// Returns when the worker has done what it was at: a panic there belongs to what was read, not to what is read next.
pub fn wait_for_worker(client: kinpass_client) {
    let heard = Heard::new();
    let started =
        unsafe { kinpass_lootlocker_ping(client, string("session"), &heard.callback(), std::ptr::null_mut()) };
    assert_eq!(started, Status::KINPASS_OK);
    heard.receive(client, Heard::is_complete);
}

/// What has come for one operation.
#[derive(Default)]
pub struct Heard {
    completion: Mutex<Option<Status>>,
    others: AtomicUsize,
}

unsafe extern "C" fn hear(event: *const kinpass_event, heard: *mut c_void) {
    let (event, heard) = unsafe { (&*event, &*heard.cast::<Heard>()) };
    if event.kind == EventKind::Completed {
        assert!(heard.completion.lock().unwrap().replace(event.status).is_none(), "it completed before");
    } else {
        heard.others.fetch_add(1, Relaxed);
    }
}

unsafe extern "C" fn forget(heard: *mut c_void) {
    drop(unsafe { Arc::from_raw(heard.cast::<Heard>()) });
}

impl Heard {
    /// Shared with the library until it releases it: also when a test has failed.
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// For a start; it has to succeed, or the share is lost.
    pub fn callback(self: &Arc<Self>) -> kinpass_callback {
        kinpass_callback {
            function: Some(hear),
            user_data: Arc::into_raw(self.clone()).cast_mut().cast(),
            release: Some(forget),
        }
    }

    pub fn is_complete(&self) -> bool {
        self.completion.lock().unwrap().is_some()
    }

    pub fn has_begun(&self) -> bool {
        self.is_complete() || self.others.load(Relaxed) > 0
    }

    /// Receives until there is enough.
    pub fn receive(&self, client: kinpass_client, is_enough: impl Fn(&Self) -> bool) {
        while !is_enough(self) {
            assert_eq!(kinpass_client_wait(client, 10_000), Status::KINPASS_OK, "it never completes");
            unsafe { kinpass_client_poll(client, std::ptr::null_mut()) };
        }
        assert_ne!(*self.completion.lock().unwrap(), Some(Status::KINPASS_ERROR_INTERNAL));
    }
}
