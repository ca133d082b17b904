//! Named steps of a rotation, for the tests that kill the process there. Only with the feature `test-hooks`.

#[cfg(feature = "test-hooks")]
pub(super) fn at(step: &str) {
    if std::env::var("KINPASS_TEST_KILL_AT").is_ok_and(|wanted| wanted == step) {
        std::process::abort();
    }
}

#[cfg(not(feature = "test-hooks"))]
pub(super) fn at(_step: &str) {}
