//! `cargo xtask bench`: the figures of docs/performance.md.

use crate::context::Context;
use crate::setup;
use crate::tally::Outcome;

/// Compared with: libcurl.
const CURL: setup::Need = setup::Need { find: "curl-config", package: "libcurl4-openssl-dev" };

/// Builds with the release profile and runs the benchmarks; `args` go to them.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    setup::run(context, &[&setup::GCC, &CURL])?;
    let status = context.cargo().args(["bench", "--package", "kinpass", "--"]).args(args).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the benchmarks ended with {status}")),
        Err(error) => Err(format!("cargo did not start: {error}")),
    }
}
