//! Every function and event of the header is reached from the C# core.

use super::{PACKAGE, files, outcome, read};
use crate::context::Context;
use crate::facts::Facts;
use crate::mirrors::csharp::{LEFT_OUT, enum_member};
use crate::tally::Outcome;

pub fn check(context: &Context) -> Outcome {
    let facts = context.facts()?;
    let code = code(context)?;
    outcome(&[functions(&facts, &code), events(&facts, &code)?].concat())
}

/// The core without comments and without the declarations of imports: a function named here is called.
fn code(context: &Context) -> Result<String, String> {
    let mut code = String::new();
    for path in files(&context.root.join(PACKAGE).join("Runtime/Core"), "cs") {
        if !path.ends_with("NativeMethods.cs") {
            let text = read(&path)?;
            code.extend(text.lines().map(|line| format!("{}\n", line.split("//").next().unwrap_or_default())));
        }
    }
    Ok(code)
}

fn functions(facts: &Facts, code: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in facts.function_names() {
        let is_left_out = LEFT_OUT.iter().any(|(left_out, _)| *left_out == name);
        match (code.contains(&format!("NativeMethods.{name}(")), is_left_out) {
            (true, true) => wrong.push(format!("{name} is listed as left out, but is called")),
            (false, false) => wrong.push(format!("nothing calls {name}")),
            (true, false) | (false, true) => {}
        }
    }
    let is_gone = |name: &&&str| facts.function(name).is_none();
    let gone = LEFT_OUT.iter().map(|(name, _)| name).filter(is_gone);
    wrong.extend(gone.map(|name| format!("{name} is left out, but the header has no such function")));
    wrong
}

/// Each event has a branch of its own where events are told apart.
fn events(facts: &Facts, code: &str) -> Result<Vec<String>, String> {
    let names = facts.event_kinds()?.into_iter().filter_map(|kind| enum_member(facts, kind));
    let missing = names.filter(|name| !code.contains(&format!("case {name}:")));
    Ok(missing.map(|name| format!("no branch for {name}")).collect())
}
