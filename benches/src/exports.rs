//! What the C program calls. All strings are zero-terminated; NULL is never passed where it is not named.

use crate::bare::{self, Bare};
use crate::slow_network;
use std::ffi::{CStr, c_char, c_int};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

unsafe fn text<'a>(pointer: *const c_char) -> &'a str {
    unsafe { CStr::from_ptr(pointer) }.to_str().expect("UTF-8")
}

fn hand_out(bare: reqwest::Result<Bare>) -> *mut Bare {
    Box::into_raw(Box::new(bare.expect("an HTTP client")))
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bare_ping(base: *const c_char, session_token: *const c_char) -> *mut Bare {
    hand_out(unsafe { Bare::ping(text(base), text(session_token)) })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bare_start_session(base: *const c_char, body: *const c_char) -> *mut Bare {
    hand_out(unsafe { Bare::start_session(text(base), text(body)) })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bare_send(bare: *const Bare) -> c_int {
    c_int::from(unsafe { (*bare).send() })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bare_free(bare: *mut Bare) {
    drop(unsafe { Box::from_raw(bare) });
}

/// `field` may be NULL: then any JSON object is good.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn is_good_json(data: *const u8, size: usize, field: *const c_char) -> c_int {
    let (json, field) = unsafe { (std::slice::from_raw_parts(data, size), (!field.is_null()).then(|| text(field))) };
    c_int::from(bare::is_good(json, field))
}

#[unsafe(no_mangle)]
pub extern "C" fn slow_network_start(target_port: u16, round_trip_ms: u32) -> u16 {
    let target = SocketAddr::from((Ipv4Addr::LOCALHOST, target_port));
    slow_network::start(target, Duration::from_millis(round_trip_ms.into())).expect("a port on loopback")
}
