//! `cargo xtask install --prefix DIR`: not written yet.

use crate::context::Context;
use crate::tally::Outcome;

pub fn command(_: &Context, _: &[String]) -> Outcome {
    Err("cargo xtask install is not written yet".to_owned())
}
