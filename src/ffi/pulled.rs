//! Events that the host has pulled and not yet released.

use super::event::kinpass_event;
use super::view::View;
use crate::error::{Error, Result};
use crate::events::Event;
use once_cell::sync::Lazy;
use std::collections::HashMap;
use std::sync::Mutex;

struct Pulled {
    view: View,
    /// Holds the receiver, whose drop releases the host's data.
    _event: Event,
}

// The pointers within lead into the same value.
unsafe impl Send for Pulled {}

/// By the address that the host holds: a foreign or released pointer is an error, not a crash.
static PULLED: Lazy<Mutex<HashMap<usize, Box<Pulled>>>> = Lazy::new(Mutex::default);

pub(super) fn hand_out(event: Event) -> *const kinpass_event {
    let pulled = Box::new(Pulled { view: View::new(&event), _event: event });
    let pointer: *const kinpass_event = pulled.view.event();
    PULLED.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(pointer as usize, pulled);
    pointer
}

pub(super) fn take_back(event: *const kinpass_event) -> Result<()> {
    if event.is_null() {
        return Err(Error::argument("event is NULL"));
    }
    let pulled = PULLED.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).remove(&(event as usize));
    // Dropped here, without the lock: the host's release function may call anything.
    pulled.map(drop).ok_or_else(Error::handle)
}
