//! Windows: the interrupt time with sleep and hibernation, in the steps of the system's tick (about 16 ms).

use std::time::Duration;

#[link(name = "kernel32")]
unsafe extern "system" {
    safe fn GetTickCount64() -> u64;
}

pub(crate) fn now() -> Duration {
    Duration::from_millis(GetTickCount64())
}
