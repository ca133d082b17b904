//! The torture program (`tests/torture`): everything at once, and the event contract checked as it goes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::compiler::STRICT;
use crate::context::{BUILD_LIMIT, Context, Library, TEST_LIMIT};
use crate::facts::Facts;
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::LIBC];

/// What the test run takes of it: bounded in time and in starts.
const MINUTE: &[&str] = &["--minutes", "1"];
/// A million: 163 of 1.2 million were lost once.
const RACE: &[&str] = &["--race-close", "1000000"];
/// For what has to complete at the end, on top of the time that was asked for.
const PATIENCE: Duration = Duration::from_secs(300);
/// Faults of the program's own, and what it has to say of each.
const PLANTED: [(&str, &str); 3] = [
    ("lose", "FAILED user_data was released without a completion"),
    ("twice", "FAILED an operation completed twice"),
    ("late", "FAILED user_data was used after its release"),
];

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("torture: every start function is called", every_start_is_called(context));
    let program = match context.library().and_then(|library| program(context, library, "torture")) {
        Ok(program) => program,
        Err(why) => return tally.check("torture: set up", Err(why)),
    };
    for (plant, expected) in PLANTED {
        let output = play(context, &program, &["--minutes", "0.05", "--plant", plant], TEST_LIMIT);
        let found = output.err().filter(|output| output.contains(expected));
        tally.check(&format!("torture: finds {plant}"), found.map(drop).ok_or_else(|| "not found".to_owned()));
    }
    for (name, args) in [("a minute of everything", MINUTE), ("starts against kinpass_account_close", RACE)] {
        let outcome = play(context, &program, args, TEST_LIMIT + PATIENCE);
        tally.check(&format!("torture: {name}"), outcome.map(|output| print!("{}", figures(&output))));
    }
}

/// Runs it with optimisation, for as long as the arguments say.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    setup::run(context, NEEDS)?;
    let library = optimised(context)?;
    let program = program(context, &library, "torture-release")?;
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    // The number of starts may be left out.
    if args.last() == Some(&RACE[0]) {
        args.push(RACE[1]);
    }
    let sandbox = context.sandbox(&[])?;
    match context.command(&program).args(&args).envs(sandbox.environment()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the torture program ended with {status}")),
        Err(error) => Err(error.to_string()),
    }
}

/// The library with optimisation.
pub fn optimised(context: &Context) -> Result<Library, String> {
    let target = context.target.join("torture");
    let mut cargo = context.cargo();
    // A panic has to show where it was; link-time optimisation would take minutes for nothing.
    cargo.args(["build", "--release", "--package", "kinpass", "--lib"]).env("CARGO_TARGET_DIR", &target);
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    context.run(&mut cargo, BUILD_LIMIT).result()?;
    context.link_names(&target.join("release"), "torture-lib")
}

/// Against the day when someone adds a function.
fn every_start_is_called(context: &Context) -> Outcome {
    let mut text = String::new();
    for source in sources(&context.root)? {
        text += &fs::read_to_string(&source).map_err(|error| format!("{}: {error}", source.display()))?;
    }
    let facts = Facts::read(&context.header_before)?;
    let starts: Vec<&str> =
        facts.functions.iter().filter(|function| function.starts()).map(|function| function.name.as_str()).collect();
    let missing: Vec<&&str> = starts.iter().filter(|name| !text.contains(&format!("{name}("))).collect();
    if missing.is_empty() && !starts.is_empty() { Ok(()) } else { Err(format!("not in tests/torture: {missing:?}")) }
}

/// The files of the program; what begins with `planted_` is for the race detector to find (see `tsan`).
pub fn sources(root: &Path) -> Result<Vec<PathBuf>, String> {
    let dir = root.join("tests/torture");
    let entries = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut sources: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "c"))
        .filter(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with("planted_")))
        .collect();
    sources.sort();
    Ok(sources)
}

fn program(context: &Context, library: &Library, name: &str) -> Result<PathBuf, String> {
    let program = context.scratch(name)?.join("torture");
    let mut gcc = context.command("gcc");
    gcc.args(["-std=gnu11", "-O2", "-g", "-pthread"]).args(STRICT).arg("-I").arg(context.root.join("include"));
    gcc.args(sources(&context.root)?).arg("-o").arg(&program).arg("-L").arg(&library.dir).arg("-lkinpass");
    gcc.arg(format!("-Wl,-rpath,{}", library.dir.display()));
    context.run(&mut gcc, TEST_LIMIT).result()?;
    Ok(program)
}

/// Beside a sandbox of its own.
fn play(context: &Context, program: &Path, args: &[&str], limit: Duration) -> Result<String, String> {
    let sandbox = context.sandbox(&[])?;
    context.run(context.command(program).args(args).envs(sandbox.environment()), limit).result()
}

/// The closing line.
fn figures(output: &str) -> String {
    let lines = output.lines().filter(|line| line.starts_with("torture: "));
    lines.map(|line| format!("        {line}\n")).collect()
}
