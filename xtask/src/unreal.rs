//! The Unreal plugin against a shim of the engine: not written yet, so it checks nothing and says nothing.

use crate::context::Context;
use crate::setup::{self, Need};
use crate::tally::Tally;

pub const NEEDS: &[&Need] = &[&setup::GXX];

pub fn run(_: &Context, _: &mut Tally) {}
