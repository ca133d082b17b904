//! What the wrappers repeat of the header is written from it: natives, structs, enums, and the lists that hold them equal.

mod cpp;
pub mod csharp;
mod links;
mod names;
mod prose;
mod unreal;

use std::fs;

use crate::context::Context;
use crate::facts::Facts;
use crate::setup::Need;
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[];

/// Stands on top of each file, behind the language's `//`.
const MARK: &str = "Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.";

/// A file of a wrapper, below the workspace's root, and what it has to say.
pub struct Mirror {
    path: String,
    text: String,
}

/// `cargo xtask mirrors`: writes what differs.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    if !args.is_empty() {
        return Err("usage: cargo xtask mirrors".to_owned());
    }
    for mirror in all(&context.facts()?)? {
        let path = context.root.join(&mirror.path);
        if fs::read_to_string(&path).ok().as_deref() != Some(&mirror.text) {
            fs::write(&path, &mirror.text).map_err(|error| format!("{}: {error}", path.display()))?;
            println!("{}", mirror.path);
        }
    }
    csharp::nothing_else(context)
}

pub fn run(context: &Context, tally: &mut Tally) {
    match context.facts().and_then(|facts| all(&facts)) {
        Ok(mirrors) => {
            for mirror in &mirrors {
                tally.check(&format!("mirrors: {}", mirror.path), compare(context, mirror));
            }
            for (dir, classes) in [cpp::METHODS, unreal::METHODS] {
                tally.check(
                    &format!("mirrors: methods that comments name are in {dir}"),
                    named(context, &mirrors, dir, classes),
                );
            }
        }
        Err(why) => tally.check("mirrors: can be written", Err(why)),
    }
    tally.check("mirrors: no enum of C# mirrors nothing", csharp::nothing_else(context));
}

fn all(facts: &Facts) -> Result<Vec<Mirror>, String> {
    names::complete(facts)?;
    Ok([csharp::files(facts)?, cpp::files(facts)?, unreal::files(facts)?].into_iter().flatten().collect())
}

fn compare(context: &Context, mirror: &Mirror) -> Outcome {
    let found = fs::read_to_string(context.root.join(&mirror.path)).unwrap_or_default();
    match difference(&found, &mirror.text) {
        None => Ok(()),
        Some(difference) => {
            Err(format!("{difference}\nThe header has changed, or the file was edited. Run: cargo xtask mirrors"))
        }
    }
}

/// The comments of the mirrors in `dir` name methods of these classes, which stand in the headers there.
fn named(context: &Context, mirrors: &[Mirror], dir: &str, classes: &[&str]) -> Outcome {
    let texts: String =
        mirrors.iter().filter(|mirror| mirror.path.starts_with(dir)).map(|mirror| &mirror.text[..]).collect();
    let entries = fs::read_dir(context.root.join(dir)).map_err(|error| format!("{dir}: {error}"))?;
    let headers: String = entries.flatten().filter_map(|entry| fs::read_to_string(entry.path()).ok()).collect();
    links::check(&texts, classes, &headers)
}

fn difference(found: &str, expected: &str) -> Option<String> {
    if found == expected {
        return None;
    }
    let lines = found.lines().zip(expected.lines());
    let at = lines.take_while(|(found, expected)| found == expected).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    Some(format!("line {}:\n- {}\n+ {}", at + 1, line(found), line(expected)))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_first_difference_is_told() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\n").as_deref(), Some("line 2:\n- b\n+ c"));
        assert_eq!(difference("a\n", "a\nc\n").as_deref(), Some("line 2:\n- (the end)\n+ c"));
        assert_eq!(difference("", "a\n").as_deref(), Some("line 1:\n- (the end)\n+ a"));
    }
}
