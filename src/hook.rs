//! What tests do to a process: kill it at a named step of a rotation, set its clock wrong, have it panic, and count how often
//! accounts look at themselves. Only with the feature `test-hooks`.

#[cfg(feature = "test-hooks")]
pub(crate) use real::{at, clock_error, count_look};
#[cfg(feature = "test-hooks")]
pub use real::{looks, panic_at};

#[cfg(feature = "test-hooks")]
mod real {
    use crate::sync::Mutex;
    use std::sync::atomic::{AtomicU64, Ordering};

    static PANIC_AT: Mutex<Option<&'static str>> = Mutex::new(None);
    static LOOKS: AtomicU64 = AtomicU64::new(0);

    /// Plants a panic: the next thread that comes to this step has it.
    pub fn panic_at(step: &'static str) {
        *PANIC_AT.lock() = Some(step);
    }

    /// How often accounts of this process have looked at themselves because their time had come.
    pub fn looks() -> u64 {
        LOOKS.load(Ordering::SeqCst)
    }

    pub(crate) fn count_look() {
        LOOKS.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn at(step: &str) {
        if std::env::var("KINPASS_TEST_KILL_AT").is_ok_and(|wanted| wanted == step) {
            std::process::abort();
        }
        let planted = PANIC_AT.lock().take_if(|wanted| *wanted == step);
        assert!(planted.is_none(), "planted at {step}");
    }

    /// How many seconds this machine's clock is wrong.
    pub(crate) fn clock_error() -> i64 {
        std::env::var("KINPASS_TEST_CLOCK_ERROR").map_or(0, |seconds| seconds.parse().expect("a number of seconds"))
    }
}

#[cfg(not(feature = "test-hooks"))]
pub(crate) fn at(_step: &str) {}

#[cfg(not(feature = "test-hooks"))]
pub(crate) fn count_look() {}

#[cfg(not(feature = "test-hooks"))]
pub(crate) fn clock_error() -> i64 {
    0
}
