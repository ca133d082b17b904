//! The wrapper reaches each function of the C header, and each kind of event.

use crate::context::Context;
use crate::facts::Facts;
use crate::install;
use crate::tally::{Outcome, Tally};

pub fn run(context: &Context, tally: &mut Tally) {
    match source(context).and_then(|source| Ok((source, context.facts()?))) {
        Ok((source, facts)) => {
            tally.check("cpp: the headers call each function of the C header", functions(&facts, &source));
            tally.check("cpp: each kind of event has its branch", events(&facts, &source));
        }
        Err(why) => tally.check("cpp: the headers are there", Err(why)),
    }
}

/// All headers of the wrapper, without comments: a name in prose is no use of it.
fn source(context: &Context) -> Result<String, String> {
    let mut all = String::new();
    for dir in ["bindings/cpp", "bindings/cpp/kinpass"] {
        for file in install::list(&context.root.join(dir))? {
            let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            for line in text.lines() {
                all.push_str(line.split("//").next().unwrap_or_default());
                all.push('\n');
            }
        }
    }
    Ok(all)
}

fn functions(facts: &Facts, source: &str) -> Outcome {
    let words: Vec<&str> = source.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let missing: Vec<&str> = facts.function_names().into_iter().filter(|name| !words.contains(name)).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

/// The kinds that belong to accounts have a `case` where events become C++ values; the others where operations
/// complete.
fn events(facts: &Facts, source: &str) -> Outcome {
    let kinds = facts.event_kinds()?.into_iter();
    let missing: Vec<&str> = kinds.filter(|name| !source.contains(&format!("case {name}:"))).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}
