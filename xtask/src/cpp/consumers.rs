//! What a project finds after `cargo xtask install`: by CMake and pkg-config, shared and static, from a prefix that
//! has moved, and beside another Rust library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::context::{Context, TEST_LIMIT};
use crate::install::{self, Profile};
use crate::sandbox::Sandbox;
use crate::tally::{Outcome, Tally};

/// What the consumers print.
const WORKS: &str = "works";

pub fn run(context: &Context, tally: &mut Tally) {
    match prepare(context) {
        Ok(place) => {
            tally.check("cpp: installed: soname, links and version", names(context, &place));
            tally.check("cpp: installed: the static library shows kinpass_* only", symbols(context, &place));
            tally.check("cpp: installed: cmake, shared", cmake(context, &place, "cmake_shared", true));
            tally.check("cpp: installed: cmake, static", cmake(context, &place, "cmake_static", false));
            tally.check("cpp: installed: cmake refuses another version", other_version(context, &place));
            tally.check("cpp: installed: pkg-config, shared", pkg_config(context, &place, true));
            tally.check("cpp: installed: pkg-config --static", pkg_config(context, &place, false));
            tally.check("cpp: installed: beside another static Rust library", two_libraries(context, &place));
        }
        Err(why) => tally.check("cpp: install", Err(why)),
    }
}

/// An installation and a sandbox for its consumers.
struct Place {
    dir: PathBuf,
    prefix: PathBuf,
    sandbox: Sandbox,
}

fn prepare(context: &Context) -> Result<Place, String> {
    let dir = context.scratch("consumers")?;
    let first = dir.join("first");
    install::install(context, &first, Profile::Dev)?;
    // Once more over itself, as a person updates; then elsewhere, since nothing in it may name the place it was
    // installed to.
    install::install(context, &first, Profile::Dev)?;
    let prefix = dir.join("moved");
    fs::rename(&first, &prefix).map_err(|error| error.to_string())?;
    no_trace(&prefix, &first)?;
    Ok(Place { dir, prefix, sandbox: context.sandbox(&[])? })
}

/// No text file of the installation names the place.
fn no_trace(prefix: &Path, of: &Path) -> Outcome {
    for dir in ["lib/cmake/kinpass", "lib/pkgconfig", "include", "include/kinpass"] {
        for file in install::list(&prefix.join(dir))? {
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            if text.contains(&of.display().to_string()) {
                return Err(format!("{} names {}", file.display(), of.display()));
            }
        }
    }
    Ok(())
}

fn names(context: &Context, place: &Place) -> Outcome {
    let lib = place.prefix.join("lib");
    let full = format!("libkinpass.so.{}", env!("CARGO_PKG_VERSION"));
    for (link, to) in [("libkinpass.so", "libkinpass.so.0"), ("libkinpass.so.0", full.as_str())] {
        let target = fs::read_link(lib.join(link)).map_err(|error| format!("{link}: {error}"))?;
        if target != Path::new(to) {
            return Err(format!("{link} leads to {}, not to {to}", target.display()));
        }
    }
    let mut readelf = context.command("readelf");
    let section = context.run(readelf.args(["--dynamic", "--wide"]).arg(lib.join(&full)), TEST_LIMIT).result()?;
    if section.contains("Library soname: [libkinpass.so.0]") { Ok(()) } else { Err(section) }
}

fn symbols(context: &Context, place: &Place) -> Outcome {
    let mut nm = context.command("nm");
    nm.args(["--extern-only", "--defined-only", "--format=posix"]).arg(place.prefix.join("lib/libkinpass.a"));
    let output = context.run(&mut nm, TEST_LIMIT).result()?;
    // The first line of each member is its name with a colon.
    let lines = output.lines().filter(|line| !line.ends_with(':'));
    let mut shown: Vec<&str> =
        lines.filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    shown.sort_unstable();
    let facts = context.facts()?;
    let declared = facts.function_names();
    if shown == declared {
        Ok(())
    } else {
        Err(format!("shown: {}\nof the header: {}", shown.join(" "), declared.join(" ")))
    }
}

/// A copy of a consumer, outside of the project's tree.
fn copy_of(context: &Context, place: &Place, name: &str, to: &str) -> Result<PathBuf, String> {
    let dir = place.dir.join(to);
    fs::create_dir_all(&dir).map_err(|error| error.to_string())?;
    for file in install::list(&context.root.join("tests/cpp/consumers").join(name))? {
        let copy = dir.join(file.file_name().unwrap_or_default());
        fs::copy(&file, &copy).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(dir)
}

fn configure(context: &Context, place: &Place, source: &Path) -> Result<String, String> {
    let mut cmake = context.command("cmake");
    cmake.arg("-S").arg(source).arg("-B").arg(source.join("build"));
    cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", place.prefix.display()));
    // Nothing else may give the package, and none of the machine's own may take its place.
    cmake.arg("-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF");
    context.run(&mut cmake, TEST_LIMIT).result()
}

fn cmake(context: &Context, place: &Place, name: &str, shared: bool) -> Outcome {
    let source = copy_of(context, place, name, name)?;
    configure(context, place, &source)?;
    context.run(context.command("cmake").arg("--build").arg(source.join("build")), TEST_LIMIT).result()?;
    consumer_works(context, place, &source.join("build/consumer"), shared)
}

fn other_version(context: &Context, place: &Place) -> Outcome {
    let source = copy_of(context, place, "cmake_shared", "other_version")?;
    let file = source.join("CMakeLists.txt");
    let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
    for version in ["0.2", "1.0", "0.0.9"] {
        let changed = text.replace("find_package(kinpass 0.1 ", &format!("find_package(kinpass {version} "));
        if changed == text {
            return Err("the consumer does not ask for version 0.1".to_owned());
        }
        fs::write(&file, changed).map_err(|error| error.to_string())?;
        if let Ok(output) = configure(context, place, &source) {
            return Err(format!("version {version} was accepted:\n{output}"));
        }
    }
    Ok(())
}

fn pkg_config(context: &Context, place: &Place, shared: bool) -> Outcome {
    let source = copy_of(context, place, "pkg_config", if shared { "pkg_config" } else { "pkg_config_static" })?;
    // The linker takes the shared library where both are: a project that wants the static one has an installation
    // with that alone.
    let prefix = if shared { place.prefix.clone() } else { static_only(context, place)? };
    let mut make = context.command("make");
    make.arg("-C").arg(&source).env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig"));
    if !shared {
        make.arg("STATIC=--static");
    }
    context.run(&mut make, TEST_LIMIT).result()?;
    consumer_works(context, place, &source.join("consumer"), shared)
}

fn static_only(context: &Context, place: &Place) -> Result<PathBuf, String> {
    let prefix = place.dir.join("static_only");
    context.run(context.command("cp").arg("-R").arg(&place.prefix).arg(&prefix), TEST_LIMIT).result()?;
    for file in install::list(&prefix.join("lib"))? {
        if file.to_string_lossy().contains(".so") {
            fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
    }
    Ok(prefix)
}

/// It talks to the sandbox, and has the library from where it should.
fn consumer_works(context: &Context, place: &Place, program: &Path, shared: bool) -> Outcome {
    let mut command = context.command(program);
    let output = context.run(command.arg(place.sandbox.value("SANDBOX_URL")), TEST_LIMIT).result()?;
    if !output.contains(WORKS) {
        return Err(output);
    }
    let mut readelf = context.command("readelf");
    let section = context.run(readelf.args(["--dynamic", "--wide"]).arg(program), TEST_LIMIT).result()?;
    let needs = section.contains("Shared library: [libkinpass.so.0]");
    if needs == shared { Ok(()) } else { Err(format!("shared is {shared}, but:\n{section}")) }
}

fn two_libraries(context: &Context, place: &Place) -> Outcome {
    let sources = context.root.join("tests/cpp/two_libraries");
    let second = place.dir.join("libsecond.a");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut compile = context.command(rustc);
    compile.args(["--edition", "2024", "--crate-type", "staticlib", "-o"]).arg(&second).arg(sources.join("second.rs"));
    context.run(&mut compile, TEST_LIMIT).result()?;
    let ours = place.prefix.join("lib/libkinpass.a");
    for (name, whole, first, other) in [
        ("ours_first", false, &ours, &second),
        ("ours_last", false, &second, &ours),
        ("all_of_both", true, &ours, &second),
    ] {
        let program = place.dir.join(name);
        context.run(&mut link(context, place, &program, first, other, whole), TEST_LIMIT).result()?;
        let mut command = context.command(&program);
        context.run(command.arg(place.sandbox.value("SANDBOX_URL")), TEST_LIMIT).result()?;
    }
    // Cargo's own archive in our library's place: it collides, so this test is able to fail.
    let raw = context.library()?.archive();
    let collided = context.run(&mut link(context, place, &place.dir.join("raw"), &raw, &second, true), TEST_LIMIT);
    if !collided.success && collided.output.contains("multiple definition") {
        return Ok(());
    }
    Err("two archives of cargo's should collide, and do not: this test proves nothing".to_owned())
}

/// Two libraries and the program that uses both. With `whole`, every symbol of both is in it, used or not.
fn link(context: &Context, place: &Place, program: &Path, first: &Path, second: &Path, whole: bool) -> Command {
    let mut command = context.command("g++");
    command.args(["-std=c++17", "-pthread", "-DKINPASS_STATIC", "-I"]).arg(place.prefix.join("include"));
    command.arg(context.root.join("tests/cpp/two_libraries/main.cpp")).arg("-o").arg(program);
    if whole {
        command.arg("-Wl,--whole-archive");
    }
    command.arg(first).arg(second);
    if whole {
        command.arg("-Wl,--no-whole-archive");
    }
    command.args(["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"]);
    command
}
