//! What tests do to a process: kill it at a named step of a rotation, and set its clock wrong. Only with the feature
//! `test-hooks`.

#[cfg(feature = "test-hooks")]
pub(super) fn at(step: &str) {
    if std::env::var("KINPASS_TEST_KILL_AT").is_ok_and(|wanted| wanted == step) {
        std::process::abort();
    }
}

/// How many seconds this machine's clock is wrong.
#[cfg(feature = "test-hooks")]
pub(super) fn clock_error() -> i64 {
    std::env::var("KINPASS_TEST_CLOCK_ERROR").map_or(0, |seconds| seconds.parse().expect("a number of seconds"))
}

#[cfg(not(feature = "test-hooks"))]
pub(super) fn at(_step: &str) {}

#[cfg(not(feature = "test-hooks"))]
pub(super) fn clock_error() -> i64 {
    0
}
