//! The host's callbacks, as the core's receivers.

use super::event::{kinpass_callback, kinpass_event};
use super::view::View;
use crate::events::{Event, Receiver};
use std::sync::Arc;

/// A copied `kinpass_callback`; its drop releases the host's data.
struct HostReceiver(kinpass_callback);

// The host says by the contract of kinpass_callback on which threads its functions run.
unsafe impl Send for HostReceiver {}
unsafe impl Sync for HostReceiver {}

impl Receiver for HostReceiver {
    fn is_callable(&self) -> bool {
        self.0.function.is_some()
    }

    fn call(&self, event: &Event) {
        if let Some(function) = self.0.function {
            let view = View::new(event);
            let event: *const kinpass_event = view.event();
            unsafe { function(event, self.0.user_data) };
        }
    }

    fn user_data(&self) -> usize {
        self.0.user_data as usize
    }
}

impl Drop for HostReceiver {
    fn drop(&mut self) {
        if let Some(release) = self.0.release {
            unsafe { release(self.0.user_data) };
        }
    }
}

/// Takes over a callback: from here on its release function will be called once.
///
/// # Safety
/// `callback` is NULL or points to a callback.
pub(super) unsafe fn of(callback: *const kinpass_callback) -> Option<Arc<dyn Receiver>> {
    let callback = unsafe { callback.as_ref() }?;
    Some(Arc::new(HostReceiver(*callback)))
}
