//! What the host has pulled and not yet released.

use super::event::kinpass_event;
use super::view::View;
use crate::error::{Error, Result};
use crate::events::Event;
use crate::status::Status;
use crate::sync::Mutex;
use crate::system::fork::PerProcess;
use std::collections::HashMap;
use std::sync::MutexGuard;

/// The owners of what was handed out, by the address that the host holds: a foreign pointer is an error, not a crash. A
/// released one, too, until its address is handed out again. Only an address that never came again could tell the two
/// apart, and there are not enough of them.
pub(super) struct Pulled<T: 'static>(PerProcess<Mutex<Owners<T>>>);

type Owners<T> = HashMap<usize, Box<T>>;

impl<T: Send> Pulled<T> {
    pub(super) const fn new() -> Self {
        Self(PerProcess::new())
    }

    fn lock(&'static self) -> MutexGuard<'static, Owners<T>> {
        self.0.get().lock()
    }

    /// Keeps `owner`, into which the pointer leads, until that is taken back.
    pub(super) fn hand_out<V>(&'static self, pointer: *const V, owner: Box<T>) -> *const V {
        self.lock().insert(pointer as usize, owner);
        pointer
    }

    pub(super) fn take_back<V>(&'static self, pointer: *const V, name: &'static str) -> Result<()> {
        if pointer.is_null() {
            return Err(Error::argument(name, "a pointer", "NULL"));
        }
        let owner = self.lock().remove(&(pointer as usize));
        // Dropped here, without the lock: the host's release function may call anything.
        owner.map(drop).ok_or_else(|| {
            let expected = "one that was handed out and not released yet";
            Error::refused(Status::KINPASS_ERROR_INVALID_HANDLE, name, expected, "another pointer")
        })
    }
}

struct PulledEvent {
    view: View,
    /// Holds the receiver, whose drop releases the host's data.
    _event: Event,
}

// The pointers within lead into the same value.
unsafe impl Send for PulledEvent {}

static EVENTS: Pulled<PulledEvent> = Pulled::new();

pub(super) fn hand_out(event: Event) -> *const kinpass_event {
    let pulled = Box::new(PulledEvent { view: View::new(&event), _event: event });
    EVENTS.hand_out(pulled.view.event(), pulled)
}

pub(super) fn take_back(event: *const kinpass_event) -> Result<()> {
    EVENTS.take_back(event, "event")
}
