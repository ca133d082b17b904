//! The consent page, driven by a real browser: not written yet, so it checks nothing and says nothing.

use crate::context::Context;
use crate::setup::{self, Need};
use crate::tally::Tally;

pub const NEEDS: &[&Need] = &[&setup::CHROMIUM];

pub fn run(_: &Context, _: &mut Tally) {}
