//! The wrapper reaches all of the C header: each function and each value of each enum, so each event kind as well.

use crate::context::Context;
use crate::header;
use crate::install;
use crate::tally::{Outcome, Tally};

pub fn run(context: &Context, tally: &mut Tally) {
    match source(context) {
        Ok(source) => {
            tally.check("cpp: the headers call each function of the C header", functions(context, &source));
            tally.check("cpp: the headers name each value of each enum", values(context, &source));
            tally.check("cpp: account events cover each kind", account_events(context, &source));
            tally.check("cpp: the headers copy each field of each struct", fields(context, &source));
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

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

fn has_word(text: &str, word: &str) -> bool {
    words(text).any(|other| other == word)
}

/// Names what is missing; an empty list of names proves nothing.
fn all_in(source: &str, names: &[String]) -> Outcome {
    if names.is_empty() {
        return Err("the C header names none".to_owned());
    }
    let missing: Vec<&str> = names.iter().filter(|name| !has_word(source, name)).map(String::as_str).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

fn functions(context: &Context, source: &str) -> Outcome {
    all_in(source, &header::functions(&context.root)?)
}

/// The lines between `start … {` and `}` of the C header, of each block that begins so.
fn blocks<'a>(header: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    header.split(start).skip(1).filter_map(|rest| rest.split_once("{\n")?.1.split_once("\n}").map(|(block, _)| block))
}

fn values(context: &Context, source: &str) -> Outcome {
    let names: Vec<String> = blocks(&context.header_before, "\nKINPASS_INT32_ENUM(")
        .flat_map(str::lines)
        .filter_map(|line| line.trim().split_once(" = ").map(|(name, _)| name.to_owned()))
        .collect();
    all_in(source, &names)
}

/// The kinds that belong to accounts have a `case` where events become C++ values; the others where operations
/// complete.
fn account_events(context: &Context, source: &str) -> Outcome {
    let kinds = blocks(&context.header_before, "\nKINPASS_INT32_ENUM(kinpass_event_kind)").flat_map(str::lines);
    let missing: Vec<&str> = kinds
        .filter_map(|line| line.trim().split_once(" = ").map(|(name, _)| name))
        .filter(|name| *name != "KINPASS_EVENT_KIND_NONE" && !source.contains(&format!("case {name}:")))
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

/// Fields that a program has no use for.
const NOT_COPIED: &[&str] = &["reserved"];

fn fields(context: &Context, source: &str) -> Outcome {
    let names: Vec<String> = blocks(&context.header_before, "\ntypedef struct ")
        .flat_map(str::lines)
        .filter_map(|line| line.trim().strip_suffix(';'))
        .filter(|field| !field.starts_with("//") && !field.contains('('))
        .filter_map(|field| words(field.split('[').next()?).last().map(str::to_owned))
        .filter(|name| !NOT_COPIED.contains(&name.as_str()))
        .collect();
    all_in(source, &names)
}
