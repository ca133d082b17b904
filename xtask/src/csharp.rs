//! The C# binding on Mono, and the Unity package: compiled, run, and held complete.

mod assemblies;
mod coverage;
mod documentation;
mod layout;
mod meta;
mod misfits;
mod notices;
mod package;
mod plugins;
mod snippets;

use std::path::{Path, PathBuf};

use crate::c;
use crate::context::{Context, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};
use assemblies::Assemblies;

pub use package::command as package_command;

pub const NEEDS: &[&Need] = &[&setup::MCS, &setup::MONO, &setup::GCC, &setup::LIBC];

/// The Unity package, below the workspace's root.
const PACKAGE: &str = "bindings/csharp";
const TESTS: &str = "tests/csharp";
const EXAMPLE: &str = "examples/csharp";

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("csharp: the package has what Unity expects of it", package::check(context));
    tally.check("csharp: .meta files are there, exact and stable", meta::check(context));
    tally.check("csharp: third party notices name what the library is made of", notices::check(context));
    tally.check("csharp: the whole ABI is reached", coverage::check(context));
    match assemblies::build(context) {
        Ok(built) => run_built(context, tally, &built),
        Err(why) => tally.check("csharp: everything compiles", Err(why)),
    }
}

fn run_built(context: &Context, tally: &mut Tally, built: &Assemblies) {
    tally.check("csharp: everything compiles", Ok(()));
    tally.check("csharp: a broken link in the documentation is found", documentation::check(context, built));
    tally.check("csharp: code blocks of docs/unity.md compile", snippets::check(context, built));
    tally.check("csharp: a library that is missing or does not fit is said", misfits::check(context, built));
    tests(context, tally, built);
    tally.check("csharp: a pump with nothing to do allocates nothing", idle(context, built));
    tally.check("csharp: the example signs in, and silently the next time", example(context, built));
}

/// The tests of the package and of `tests/csharp`, against the built library and a sandbox.
fn tests(context: &Context, tally: &mut Tally, built: &Assemblies) {
    let title = "csharp: tests on Mono";
    let finished = layout::write(context, built).and_then(|layout| {
        let mut command = built.mono(context, "Kinpass.Tests.exe")?;
        command.env("KINPASS_LAYOUT_FILE", layout).env("KINPASS_SANDBOX_PROGRAM", sandbox_program(context));
        c::run_program(context, &mut command, TEST_LIMIT)
    });
    c::count(tally, title, finished);
}

/// For the editor's window, which starts it by itself.
fn sandbox_program(context: &Context) -> PathBuf {
    context.target.join("debug").join(format!("kinpass-sandbox{}", std::env::consts::EXE_SUFFIX))
}

/// How long it takes is for the benchmark to say: `mono idle.exe`, with an optimised library.
fn idle(context: &Context, built: &Assemblies) -> Outcome {
    let mut command = built.mono(context, "idle.exe")?;
    let output = context.run(command.arg("100000"), TEST_LIMIT).result()?;
    if output.contains("idle pump: 0 collections") { Ok(()) } else { Err(output) }
}

/// Twice with one store: the first run links in the "browser", the second finds the link.
fn example(context: &Context, built: &Assemblies) -> Outcome {
    let sandbox = context.sandbox(&["--consent", "allow"])?;
    let mut command = built.mono(context, "account.exe")?;
    command.envs(sandbox.environment());
    let output = context.run(&mut command, TEST_LIMIT).result()?;
    let steps = [
        "linked in the browser",
        "signed in silently",
        "child token of the first game",
        "child token of the second game",
        "session renewed",
    ];
    let missing: Vec<_> = steps.iter().filter(|step| !output.contains(**step)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{output}\nmissing: {missing:?}")) }
}

/// All files with this ending below `dir`, sorted; nothing if there is no such directory.
fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// What is wrong, one line each; nothing is fine.
fn outcome(wrong: &[String]) -> Outcome {
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}
