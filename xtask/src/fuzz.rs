use crate::context::Context;
use crate::tally::Outcome;
pub fn command(_: &Context, _: &[String]) -> Outcome {
    Ok(())
}
