//! Linux, Android, Apple: a clock of `clock_gettime`.

use std::time::Duration;

#[cfg(any(target_os = "linux", target_os = "android"))]
const CLOCK: libc::clockid_t = libc::CLOCK_BOOTTIME;
/// Counts sleep like `CLOCK_MONOTONIC`, and does not follow when somebody sets the time.
#[cfg(target_vendor = "apple")]
const CLOCK: libc::clockid_t = libc::CLOCK_MONOTONIC_RAW;

pub(crate) fn now() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // Can't fail: every system that Rust's standard library runs on has the clock, and the place is there.
    let result = unsafe { libc::clock_gettime(CLOCK, &mut time) };
    debug_assert_eq!(result, 0);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
