//! `cargo xtask bench`: the figures of docs/performance.md.

use std::fs;
use std::path::{Path, PathBuf};

use crate::context::{BUILD_LIMIT, Context, Library, TEST_LIMIT};
use crate::sandbox::Sandbox;
use crate::setup::{self, Need};
use crate::tally::Outcome;

/// Brings what the library is compared with: libcurl.
const CURL: Need = setup::Need { find: "curl-config", package: "libcurl4-openssl-dev" };

/// What the sandbox knows from the start (`sandbox/src/seed.rs`).
const PARENT_APP: &str = "1100000000000000001";
const CHILD_APP: &str = "1100000000000000011";
const GAME_KEY: &str = "dev_sandbox_alpha";
const PLAYER: &str = "ada";

const OPT_LEVELS: [&str; 3] = ["3", "s", "z"];
/// The stripped size that each set of features may have, in bytes.
const FEATURES: [(&str, &[&str], u64); 2] =
    [("with os-store", &[], 3_000_000), ("without", &["--no-default-features"], 2_300_000)];

/// Builds all with optimisation and runs the benchmarks that `args` name, or all; with `--opt-levels`
/// the library in each way that it could be built.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    setup::run(context, &[&setup::GCC, &setup::LIBC, &CURL])?;
    println!("Building the sandbox and the rivals ...");
    let tools = tools(context)?;
    if args == ["--opt-levels"] {
        return opt_levels(context, &tools);
    }
    println!("Building the library ...");
    let library = library(context, &context.target, &[], None)?;
    let program = program(context, &tools, &library)?;
    let bytes = size(&library)?;
    println!("\nShared library, stripped, as Cargo.toml says: {bytes} bytes");
    run(context, &tools, &library, &program, args)
}

/// Size and speed of each optimisation level, with and without the system's store.
fn opt_levels(context: &Context, tools: &Path) -> Outcome {
    for level in OPT_LEVELS {
        let target = context.target.join("bench").join(format!("opt-{level}"));
        for (features, flags, goal) in FEATURES {
            let library = library(context, &target, flags, Some(level))?;
            let bytes = size(&library)?;
            let verdict = if bytes <= goal { "met" } else { "NOT MET" };
            println!("\nopt-level {level}, {features}: {bytes} bytes, goal {goal}: {verdict}");
            let program = program(context, tools, &library)?;
            run(context, tools, &library, &program, &["round-trip".to_owned()])?;
        }
    }
    Ok(())
}

/// The sandbox and the Rust rivals: for speed, without link-time optimisation, whose gain is small and whose cost is not.
fn tools(context: &Context) -> Result<PathBuf, String> {
    let target = context.target.join("bench").join("tools");
    let mut cargo = context.cargo();
    cargo.args(["build", "--release", "--package", "kinpass-sandbox", "--package", "kinpass-benches"]);
    cargo.env("CARGO_TARGET_DIR", &target).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3");
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "false").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    context.run(&mut cargo, BUILD_LIMIT).result()?;
    Ok(target.join("release"))
}

/// The shared library as it is shipped. One crate type alone: cargo leaves link-time optimisation out
/// where the same build makes a Rust library as well.
fn library(context: &Context, target: &Path, flags: &[&str], opt_level: Option<&str>) -> Result<Library, String> {
    let mut cargo = context.cargo();
    cargo.args(["rustc", "--release", "--package", "kinpass", "--lib", "--crate-type", "cdylib"]).args(flags);
    cargo.env("CARGO_TARGET_DIR", target);
    if let Some(level) = opt_level {
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level);
    }
    context.run(&mut cargo, BUILD_LIMIT).result()?;
    context.link_names(&target.join("release"), "bench-lib")
}

fn size(library: &Library) -> Result<u64, String> {
    let file = library.shared();
    fs::metadata(&file).map(|found| found.len()).map_err(|error| format!("{}: {error}", file.display()))
}

/// The benchmarks themselves are a C program: what they measure is what a game gets.
fn program(context: &Context, tools: &Path, library: &Library) -> Result<PathBuf, String> {
    let dir = context.root.join("benches/c");
    let sources = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let sources =
        sources.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "c"));
    let program = context.scratch("bench")?.join("bench");
    let mut gcc = context.command("gcc");
    gcc.args(["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-pthread", "-I"]).arg(context.root.join("include"));
    gcc.args(sources).arg("-o").arg(&program).arg("-L").arg(&library.dir).arg("-L").arg(tools);
    gcc.args(["-lkinpass", "-lkinpass_rivals", "-lcurl"]);
    context.run(&mut gcc, TEST_LIMIT).result()?;
    Ok(program)
}

fn run(context: &Context, tools: &Path, library: &Library, program: &Path, names: &[String]) -> Outcome {
    let ca_file = context.scratch("bench-ca")?.join("ca.pem");
    let sandbox = Sandbox::start(context.command(tools.join("kinpass-sandbox")).arg("--ca-file").arg(&ca_file))?;
    let paths = std::env::join_paths([library.dir.as_path(), tools]).map_err(|error| error.to_string())?;
    let mut command = context.command(program);
    command.args(names).env("LD_LIBRARY_PATH", paths).envs(sandbox.environment()).env("SANDBOX_CA_FILE", &ca_file);
    command.env("BENCH_PARENT_TOKEN", sandbox.link(PLAYER, PARENT_APP)?).env("BENCH_GAME_KEY", GAME_KEY);
    command.env("BENCH_PARENT_APPLICATION_ID", PARENT_APP).env("BENCH_CHILD_APPLICATION_ID", CHILD_APP);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the benchmarks ended with {status}")),
        Err(error) => Err(format!("the benchmarks did not start: {error}")),
    }
}
