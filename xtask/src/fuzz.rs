//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`. By hand: the test run has their corpus only (`tests/fuzz_corpus.rs`).

use std::fs;
use std::path::{Path, PathBuf};

use crate::context::{BUILD_LIMIT, Context};
use crate::setup;
use crate::tally::Outcome;

const CARGO_FUZZ: &str = "0.13.1";
/// What an input may be long: more than any answer that the library reads differently.
const MAX_LEN: &str = "-max_len=8192";
/// What one input may take before it counts as a hang.
const PATIENCE: &str = "-timeout=30";

/// Runs the targets that `args` name, or all, for `--seconds N` each; without that over their corpus once.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    setup::run(context, &[&setup::GCC, &setup::GXX, &setup::LIBC])?;
    let (limit, names) = match args {
        [option, seconds, names @ ..] if option == "--seconds" => (format!("-max_total_time={seconds}"), names),
        names => ("-runs=0".to_owned(), names),
    };
    let all = targets(context)?;
    if let Some(unknown) = names.iter().find(|name| !all.contains(name)) {
        return Err(format!("there is no {unknown:?}; the targets are: {}", all.join(" ")));
    }
    let cargo_fuzz = cargo_fuzz(context)?;
    let mut failed = Vec::new();
    for target in if names.is_empty() { &all } else { names } {
        println!("{target}:");
        if !run(context, &cargo_fuzz, target, &limit)? {
            failed.push(target.as_str());
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!("findings in {}: minimise them (`cargo fuzz tmin`), and put them into fuzz/corpus", failed.join(", ")))
}

fn targets(context: &Context) -> Result<Vec<String>, String> {
    let dir = context.root.join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let stem = |path: PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| stem(entry.path())).collect();
    names.sort();
    Ok(names)
}

/// The program that builds and runs targets; built below the target directory if it is not there.
fn cargo_fuzz(context: &Context) -> Result<PathBuf, String> {
    let tools = context.target.join("tools");
    let program = tools.join("bin/cargo-fuzz");
    if !program.exists() {
        println!("Building cargo-fuzz ...");
        let mut cargo = context.cargo();
        cargo.args(["install", "cargo-fuzz", "--locked", "--version", CARGO_FUZZ, "--root"]).arg(&tools);
        cargo.env("CARGO_TARGET_DIR", tools.join("build"));
        context.run(&mut cargo, BUILD_LIMIT).result()?;
    }
    Ok(program)
}

/// What is new goes into a corpus below the target directory; what is checked in is where it starts.
fn run(context: &Context, cargo_fuzz: &Path, target: &str, limit: &str) -> Result<bool, String> {
    let found = context.target.join("fuzz-corpus").join(target);
    fs::create_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
    let mut command = context.command(cargo_fuzz);
    command.args(["run", "--target-dir"]).arg(context.target.join("fuzz")).arg(target);
    command.arg(&found).arg(context.root.join("fuzz/corpus").join(target));
    command.args(["--", limit, MAX_LEN, PATIENCE, "-print_final_stats=1", "-verbosity=0"]);
    // The sanitizers are unstable flags of a stable compiler, and link-time optimisation undoes them.
    command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.status().map(|status| status.success()).map_err(|error| format!("cargo-fuzz: {error}"))
}
