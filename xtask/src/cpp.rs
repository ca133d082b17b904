//! The C++ wrapper and the installed packages: not written yet, so it checks nothing and says nothing.

use crate::context::Context;
use crate::setup::{self, Need};
use crate::tally::Tally;

pub const NEEDS: &[&Need] = &[&setup::GXX, &setup::CLANG, &setup::CMAKE, &setup::MAKE, &setup::PKG_CONFIG];

pub fn run(_: &Context, _: &mut Tally) {}
