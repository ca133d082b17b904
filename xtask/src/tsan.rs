//! `cargo xtask tsan`: the torture program under ThreadSanitizer.
//!
//! By hand, not in the test run: the standard library has to be rebuilt with it (without that it reports races that are
//! none), and a stable toolchain has no source to match. Debian's archive has a compiler with its source. It is unpacked
//! below the target directory, and nothing is installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::context::{BUILD_LIMIT, Context, Library, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::Outcome;
use crate::torture;

const DPKG: Need = Need { find: "dpkg", package: "dpkg" };

/// A compiler, its source, and what both are linked with.
const PACKAGES: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "libstd-rust-web-dev",
    "libstd-rust-web-1.96",
    "libllvm22",
    "libgit2-1.5",
    "libmbedcrypto7",
    "libmbedx509-1",
    "libmbedtls14",
    "libhttp-parser2.9",
];
const TARGET: &str = "x86_64-unknown-linux-gnu";
/// By default: everything takes some ten times as long.
const USUAL: &[&str] = &["--minutes", "2", "--threads", "4"];
const FOUND: &str = "WARNING: ThreadSanitizer: data race";

/// Builds everything with ThreadSanitizer, has it find a planted race, and runs the torture program.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    setup::run(context, &[&setup::CLANG, &setup::LIBC, &DPKG])?;
    let dir = context.target.join("tsan");
    let toolchain = toolchain(context, &dir)?;
    println!("Building the library and its standard library ...");
    let library = library(context, &dir, &toolchain)?;
    let runtime = runtime(context)?;
    let planted = [context.root.join("tests/torture/planted_race.c")];
    let planted = program(context, &library, &runtime, &planted, &dir.join("planted"))?;
    let output = context.run(&mut under_tsan(context, &planted), TEST_LIMIT).explain();
    if !(output.contains(FOUND) && output.contains("libkinpass.so")) {
        return Err(format!("the planted race was not found\n{output}"));
    }
    println!("The planted race was found.");
    let torture = program(context, &library, &runtime, &torture::sources(&context.root)?, &dir.join("torture"))?;
    let sandbox = context.sandbox(&[])?;
    let mut command = under_tsan(context, &torture);
    command.arg("--slow").envs(sandbox.environment());
    if args.is_empty() {
        command.args(USUAL)
    } else {
        command.args(args)
    };
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the torture program ended with {status}")),
        Err(error) => Err(error.to_string()),
    }
}

/// Where Debian's compiler lies, unpacked.
fn toolchain(context: &Context, dir: &Path) -> Result<PathBuf, String> {
    let toolchain = dir.join("toolchain");
    if toolchain.join("usr/bin/rustc").exists() {
        return Ok(toolchain);
    }
    if !setup::is_there("apt-get") {
        return Err("the rebuilt standard library comes from Debian's archive; here is no apt-get".to_owned());
    }
    println!("Fetching a compiler with its source ...");
    let archives = dir.join("archives");
    fs::create_dir_all(&archives).map_err(|error| error.to_string())?;
    let mut apt = context.command("apt-get");
    apt.current_dir(&archives).args(["--quiet", "download"]).args(PACKAGES);
    context.run(&mut apt, BUILD_LIMIT).result()?;
    for archive in fs::read_dir(&archives).map_err(|error| error.to_string())?.flatten() {
        let mut dpkg = context.command("dpkg");
        dpkg.arg("-x").arg(archive.path()).arg(&toolchain);
        context.run(&mut dpkg, TEST_LIMIT).result()?;
    }
    Ok(toolchain)
}

fn library(context: &Context, dir: &Path, toolchain: &Path) -> Result<Library, String> {
    let target = dir.join("build");
    let mut cargo = context.command(toolchain.join("usr/bin/cargo"));
    // The system's store talks to a bus and has no part in this.
    cargo.args(["build", "--package", "kinpass", "--lib", "--no-default-features", "--target", TARGET]);
    cargo.arg("-Zbuild-std=std,panic_unwind").env("CARGO_TARGET_DIR", &target);
    cargo.env("RUSTC", toolchain.join("usr/bin/rustc")).env("RUSTC_BOOTSTRAP", "1");
    cargo.env("RUSTFLAGS", "-Zsanitizer=thread").env("LD_LIBRARY_PATH", toolchain.join("usr/lib").join(LIBRARIES));
    context.run(&mut cargo, BUILD_LIMIT).result()?;
    context.link_names(&target.join(TARGET).join("debug"), "tsan-lib")
}

/// Debian's name of the target, as a directory.
const LIBRARIES: &str = "x86_64-linux-gnu";

/// ThreadSanitizer itself: Debian's compiler comes without it, the one that runs this has it.
fn runtime(context: &Context) -> Result<PathBuf, String> {
    let dir = context.run(context.command("rustc").args(["--print", "target-libdir"]), TEST_LIMIT).result()?;
    let entries = fs::read_dir(dir.trim()).map_err(|error| format!("{}: {error}", dir.trim()))?;
    let mut files = entries.flatten().map(|entry| entry.path());
    let found = files.find(|path| path.to_string_lossy().ends_with("_rt.tsan.a"));
    found.ok_or_else(|| format!("no runtime of ThreadSanitizer in {}", dir.trim()))
}

/// Compiled by clang, linked with the runtime that the library is made for.
fn program(
    context: &Context,
    library: &Library,
    runtime: &Path,
    sources: &[PathBuf],
    program: &Path,
) -> Result<PathBuf, String> {
    let objects = context.scratch("tsan-objects")?;
    let mut clang = context.command("clang");
    clang.current_dir(&objects).args(["-std=gnu11", "-O1", "-g", "-fsanitize=thread", "-pthread", "-c", "-I"]);
    clang.arg(context.root.join("include")).args(sources);
    context.run(&mut clang, TEST_LIMIT).result()?;
    let objects = fs::read_dir(&objects).map_err(|error| error.to_string())?.flatten().map(|entry| entry.path());
    let mut link = context.command("clang");
    link.arg("-pthread").args(objects).arg("-o").arg(program);
    link.arg("-Wl,--whole-archive").arg(runtime).args(["-Wl,--no-whole-archive", "-Wl,--export-dynamic", "-L"]);
    link.arg(&library.dir).arg("-lkinpass").arg(format!("-Wl,-rpath,{}", library.dir.display()));
    link.args(["-lrt", "-ldl", "-lm"]);
    context.run(&mut link, TEST_LIMIT).result()?;
    Ok(program.to_owned())
}

fn under_tsan(context: &Context, program: &Path) -> Command {
    let mut command = context.command(program);
    command.env("TSAN_OPTIONS", "exitcode=66");
    command
}
