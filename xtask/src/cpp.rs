//! The C++ wrapper: compiled every way it promises, run against the sandbox, installed and consumed.

mod consumers;
mod coverage;
mod document;
mod headers;
mod refusals;
mod toolchain;
mod variants;

use crate::context::Context;
use crate::setup::{self, Need};
use crate::tally::Tally;

pub const NEEDS: &[&Need] = &[
    &setup::GCC,
    &setup::GXX,
    &setup::LIBC,
    &setup::BINUTILS,
    &setup::CLANG,
    &setup::CCACHE,
    &setup::CMAKE,
    &setup::MAKE,
    &setup::PKG_CONFIG,
];

pub fn run(context: &Context, tally: &mut Tally) {
    coverage::run(context, tally);
    headers::run(context, tally);
    refusals::run(context, tally);
    document::run(context, tally);
    variants::run(context, tally);
    consumers::run(context, tally);
}
