//! The conversions between the C structs and what a wrapper shows are written by hand. This holds them complete: each
//! field of an options struct is set where it is filled, each field of a result is read where it is converted, each
//! property of what is handed out is set. That it would notice is shown by deleting each line once (`deletions`).

mod bindings;
mod deletions;
mod roles;
mod rules;
mod source;
mod uses;
mod values;

use crate::context::Context;
use crate::setup::Need;
use crate::tally::{Outcome, Tally};
use bindings::{BINDINGS, Binding};
use rules::{Looked, Rules};

pub const NEEDS: &[&Need] = &[];

pub fn run(context: &Context, tally: &mut Tally) {
    for binding in BINDINGS {
        tally.check(&format!("conversions: {} leaves nothing out", binding.name), check(context, binding));
        let name = format!("conversions: {}, each deleted line is noticed", binding.name);
        match deletions::each(context, binding) {
            Ok(deleted) => {
                tally.add(&name, deleted.noticed, deleted.unnoticed.len() as u64, &deleted.unnoticed.join("\n"))
            }
            Err(why) => tally.check(&name, Err(why)),
        }
    }
}

/// `cargo xtask conversions`: how many deletions of one line each would go unnoticed.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    if !args.is_empty() {
        return Err("usage: cargo xtask conversions".to_owned());
    }
    let mut all = Vec::new();
    for binding in BINDINGS {
        check(context, binding)?;
        let deleted = deletions::each(context, binding)?;
        let total = deleted.noticed + deleted.unnoticed.len() as u64;
        println!("{}: {total} lines deleted, one at a time; {} unnoticed", binding.name, deleted.unnoticed.len());
        all.extend(deleted.unnoticed);
    }
    if all.is_empty() { Ok(()) } else { Err(all.join("\n")) }
}

fn check(context: &Context, binding: &Binding) -> Outcome {
    let rules = Rules::new(context, binding)?;
    let files = binding.sources(context)?;
    let looked: Vec<Looked> = files.iter().map(|(path, text)| rules.look(path, text)).collect();
    let wrong = rules.wrong(&looked);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}
