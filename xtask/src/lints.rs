//! What holds for the source before it runs: format, clippy, the least Rust, dependencies, arrows between files.

mod circles;
mod clippy;
mod dependencies;
mod least_rust;
mod modules;
mod paths;

use crate::context::{BUILD_LIMIT, Context};
use crate::setup::{self, Need};
use crate::tally::Tally;

/// Crates with C code are compiled on the way.
pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::LIBC, &setup::GIT];

pub fn run(context: &Context, tally: &mut Tally) {
    circles::run(context, tally);
    let format = context.run(context.cargo().args(["fmt", "--all", "--check"]), BUILD_LIMIT).result();
    tally.check("lints: cargo fmt --check", format.map(drop));
    clippy::run(context, tally);
    least_rust::run(context, tally);
    dependencies::run(context, tally);
}
