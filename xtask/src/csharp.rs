//! The C# binding on Mono, and the Unity package: not written yet, so it checks nothing and says nothing.

use crate::context::Context;
use crate::setup::{self, Need};
use crate::tally::Tally;

pub const NEEDS: &[&Need] = &[&setup::MCS, &setup::MONO];

pub fn run(_: &Context, _: &mut Tally) {}
