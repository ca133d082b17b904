//! The C programs of `tests/c`: as C99 and as C++17, against the shared and the static library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::compiler::{Dialect, GCC_C99, GCC_CPP17, Link};
use crate::context::{Context, TEST_LIMIT};
use crate::parallel;
use crate::process::Finished;
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::GXX, &setup::LIBC];

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("c: every function is called with wrong arguments", every_function_is_attacked(context));
    for dialect in [GCC_C99, GCC_CPP17] {
        for link in [Link::Shared, Link::Static] {
            let name = format!("{}, {}", dialect.name, link.name());
            match variant(context, tally, dialect, link, &name) {
                Ok(()) => {}
                Err(why) => tally.check(&format!("c: {name}"), Err(why)),
            }
        }
    }
}

/// Against the day when someone adds a function: `arguments*.c` (and `conventions.c` for what takes no handle) name each.
fn every_function_is_attacked(context: &Context) -> Outcome {
    let mut text = String::new();
    for source in sources(&context.root)? {
        if stem(&source).starts_with("arguments") || stem(&source) == "conventions" {
            text += &fs::read_to_string(&source).map_err(|error| error.to_string())?;
        }
    }
    let names: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let facts = context.facts()?;
    // An `_init` function is called by a macro that is given the name of its struct.
    let is_there = |name: &str| names.contains(&name) || names.contains(&name.trim_end_matches("_init"));
    let missing: Vec<&str> = facts.function_names().into_iter().filter(|name| !is_there(name)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("not in tests/c: {missing:?}")) }
}

fn variant(context: &Context, tally: &mut Tally, dialect: Dialect, link: Link, name: &str) -> Outcome {
    let library = context.library()?;
    let dir = context.scratch(&format!("c-{}-{}", dialect.name.to_lowercase(), link.name()))?;
    for_each_source(
        context,
        tally,
        |source| format!("c: {}, {name}", stem(source)),
        |source| {
            let program = dir.join(stem(source));
            dialect.program(context, source, &program, library, link, &[])?;
            run_program(context, &mut context.command(&program), TEST_LIMIT)
        },
    )
}

/// Builds and runs each program of `tests/c`, side by side; counts in order.
pub fn for_each_source(
    context: &Context,
    tally: &mut Tally,
    title: impl Fn(&Path) -> String,
    run: impl Fn(&Path) -> Result<Finished, String> + Sync,
) -> Outcome {
    let sources = sources(&context.root)?;
    let results = parallel::map(sources.iter().collect(), |source| run(source));
    for (source, result) in sources.iter().zip(results) {
        count(tally, &title(source), result);
    }
    Ok(())
}

/// The test programs; what begins with `planted_` is for the checkers to find (see `sanitizers`).
pub fn sources(root: &Path) -> Result<Vec<PathBuf>, String> {
    let dir = root.join("tests/c");
    let entries = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut sources: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "c") && !stem(path).starts_with("planted_"))
        .collect();
    sources.sort();
    Ok(sources)
}

/// The file's name without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Runs a test program beside a sandbox of its own.
pub fn run_program(context: &Context, command: &mut Command, limit: Duration) -> Result<Finished, String> {
    let sandbox = context.sandbox(&[])?;
    Ok(context.run(command.envs(sandbox.environment()), limit))
}

/// Counts the lines `ok NAME` and `FAILED NAME` of a test program, if it ran. One that ends badly without such a line has
/// failed, too.
pub fn count(tally: &mut Tally, title: &str, result: Result<Finished, String>) {
    let finished = match result {
        Ok(finished) => finished,
        Err(why) => return tally.check(title, Err(why)),
    };
    let lines = |start: &str| finished.output.lines().filter(|line| line.starts_with(start)).count() as u64;
    let (passed, failed) = (lines("ok "), lines("FAILED "));
    let failed = if finished.success { failed } else { failed.max(1) };
    tally.add(title, passed, failed, &finished.explain());
}
