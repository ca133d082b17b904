//! A stored record, as any host's store may hand it out.

use super::*;
use kinpass::ffi::account::*;
use kinpass::ffi::handle::{kinpass_account, kinpass_operation};
use kinpass::ffi::sign_in::*;
use kinpass::ffi::store::{kinpass_store_functions, kinpass_store_sink};
use kinpass::ffi::tokens::*;
use std::ffi::c_char;
use std::sync::{Mutex, OnceLock};

/// KINPASS_STORE_KIND_HOST
const HOST: i32 = 2;

/// What the store holds for whoever asks.
static RECORD: Mutex<Vec<u8>> = Mutex::new(Vec::new());

unsafe extern "C" fn load(_: *mut c_void, _: *const c_char, put: kinpass_store_sink, sink: *mut c_void) -> i32 {
    let record = RECORD.lock().unwrap().clone();
    unsafe { put.unwrap()(sink, record.as_ptr().cast(), record.len()) };
    0
}

unsafe extern "C" fn save(_: *mut c_void, _: *const c_char, data: *const c_char, size: usize) -> i32 {
    let saved = unsafe { std::slice::from_raw_parts(data.cast::<u8>(), size) };
    assert!(std::str::from_utf8(saved).is_ok(), "records are UTF-8");
    0
}

unsafe extern "C" fn erase(_: *mut c_void, _: *const c_char) -> i32 {
    0
}

fn client() -> kinpass_client {
    static CLIENT: OnceLock<u64> = OnceLock::new();
    let make = || {
        let mut functions = defaults::<kinpass_store_functions>();
        functions.load = Some(load);
        functions.save = Some(save);
        functions.erase = Some(erase);
        let mut config = config(NOWHERE);
        (config.store, config.store_functions) = (HOST, &functions);
        create(&config).id
    };
    kinpass_client { id: *CLIENT.get_or_init(make) }
}

/// The next record finds nobody there.
struct Close(kinpass_account);

impl Drop for Close {
    fn drop(&mut self) {
        kinpass_account_close(self.0);
    }
}

/// An account is opened with it and asked for all it has.
pub fn record(data: &[u8]) {
    *RECORD.lock().unwrap() = data.to_vec();
    let client = client();
    let mut options = defaults::<kinpass_account_open_options>();
    (options.player_key, options.application_id) = (string("ada"), string(CHILD_APP));
    let mut account = kinpass_account { id: 0 };
    let opened = unsafe { kinpass_account_open(client, &options, std::ptr::null(), &mut account) };
    assert_eq!(opened, Status::KINPASS_OK);
    let _end = Close(account);
    let sign_in = defaults::<kinpass_account_sign_in_options>();
    let (signed_in, child, session) = (Heard::new(), Heard::new(), Heard::new());
    let none: *mut kinpass_operation = std::ptr::null_mut();
    unsafe {
        kinpass_account_sign_in(account, &sign_in, &signed_in.callback(), none);
        kinpass_account_get_child_token(account, std::ptr::null(), &child.callback(), none);
        kinpass_account_get_session(account, &session.callback(), none);
    }
    for heard in [&signed_in, &child, &session] {
        heard.receive(client, Heard::is_complete);
    }
    wait_for_worker(client);
    let mut info = defaults::<kinpass_account_info>();
    assert_eq!(unsafe { kinpass_account_get_info(account, &mut info) }, Status::KINPASS_OK);
}
