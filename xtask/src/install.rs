//! `cargo xtask install --prefix DIR`: what C and C++ projects find by CMake and by pkg-config.

use std::fs;
use std::path::{Path, PathBuf};

use crate::compiler::SYSTEM_LIBRARIES;
use crate::context::{BUILD_LIMIT, Context, Library, TEST_LIMIT};
use crate::tally::Outcome;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const MAJOR: &str = env!("CARGO_PKG_VERSION_MAJOR");
const MINOR: &str = env!("CARGO_PKG_VERSION_MINOR");
/// The number behind the soname, `libkinpass.so.0`.
const SOVERSION: &str = "0";

const USAGE: &str = "cargo xtask install --prefix DIR [--release]";

/// Which build is installed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, for tests.
    Dev,
    /// Optimised and small, to be shipped.
    Release,
}

pub fn command(context: &Context, args: &[String]) -> Outcome {
    let mut prefix = None;
    let mut profile = Profile::Dev;
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--prefix" => prefix = rest.next().map(PathBuf::from),
            "--release" => profile = Profile::Release,
            other => return Err(format!("{other:?} is no option of {USAGE}")),
        }
    }
    let prefix = prefix.ok_or(USAGE)?;
    // Where the person stands who typed it, which need not be the workspace.
    let prefix = std::env::current_dir().map_err(|error| error.to_string())?.join(prefix);
    install(context, &prefix, profile)?;
    println!("installed below {}", prefix.display());
    Ok(())
}

/// Fills `prefix` with headers, libraries, the CMake package and the pkg-config file. What is there of an earlier
/// installation is replaced.
pub fn install(context: &Context, prefix: &Path, profile: Profile) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("installation is written for Linux only".to_owned());
    }
    let library = built(context, profile)?;
    headers(context, &prefix.join("include"))?;
    libraries(context, &library, &prefix.join("lib"))?;
    packages(context, &prefix.join("lib"))
}

fn built(context: &Context, profile: Profile) -> Result<Library, String> {
    match profile {
        Profile::Dev => context.library().cloned(),
        Profile::Release => {
            // One kind at a time: cargo does not optimise across crates (`lto`) in a build that is a Rust library,
            // too.
            for kind in ["cdylib", "staticlib"] {
                let mut rustc = context.cargo();
                rustc.args(["rustc", "--release", "--package", "kinpass", "--lib", "--crate-type", kind]);
                context.run(&mut rustc, BUILD_LIMIT).result()?;
            }
            context.link_names(&context.target.join("release"), "lib-release")
        }
    }
}

fn headers(context: &Context, include: &Path) -> Outcome {
    let cpp = context.root.join("bindings/cpp");
    make_dir(&include.join("kinpass"))?;
    copy(&context.root.join("include/kinpass.h"), &include.join("kinpass.h"))?;
    for (from, to) in [(cpp.clone(), include.to_owned()), (cpp.join("kinpass"), include.join("kinpass"))] {
        for file in list(&from)? {
            if file.extension().is_some_and(|ending| ending == "hpp") {
                copy(&file, &to.join(file.file_name().unwrap_or_default()))?;
            }
        }
    }
    Ok(())
}

fn libraries(context: &Context, library: &Library, lib: &Path) -> Outcome {
    make_dir(lib)?;
    let (full, soname) = (format!("libkinpass.so.{VERSION}"), format!("libkinpass.so.{SOVERSION}"));
    copy(&library.shared(), &lib.join(&full))?;
    link(&full, &lib.join(&soname))?;
    link(&soname, &lib.join("libkinpass.so"))?;
    static_library(context, library, &lib.join("libkinpass.a"))
}

/// Makes a static library at `output` that shows `kinpass_*` and nothing else, so that it can stand beside another
/// Rust library in one program. For engines that link statically, too.
///
/// Cargo's own archive shows compiler builtins, `rust_eh_personality` and the symbols of every dependency in C or
/// assembler.
pub fn static_library(context: &Context, library: &Library, output: &Path) -> Outcome {
    let dir = context.scratch("static-library")?;
    let (whole, shown) = (dir.join("whole.o"), dir.join("kinpass.o"));
    // --force-group-allocation: in a group of its own each symbol could still be merged with, or dropped in favour
    // of, another library's.
    let mut ld = context.command("ld");
    ld.args(["-r", "--force-group-allocation", "--whole-archive"]).arg(library.archive()).arg("-o").arg(&whole);
    context.run(&mut ld, TEST_LIMIT).result()?;
    // The two sections hold rustc's bitcode, on which an `ar` with an older LLVM plug-in gives up.
    let mut objcopy = context.command("objcopy");
    objcopy.args(["--wildcard", "--keep-global-symbol=kinpass_*", "--strip-debug"]);
    objcopy.args(["--remove-section=.llvmbc", "--remove-section=.llvmcmd"]).arg(&whole).arg(&shown);
    context.run(&mut objcopy, TEST_LIMIT).result()?;
    remove(output)?;
    context.run(context.command("ar").arg("crsD").arg(output).arg(&shown), TEST_LIMIT).result()?;
    fs::remove_dir_all(&dir).map_err(|error| explain(&dir, &error))
}

fn packages(context: &Context, lib: &Path) -> Outcome {
    let templates = context.root.join("bindings/cpp/cmake");
    let system: Vec<String> = SYSTEM_LIBRARIES.iter().map(|name| format!("-l{name}")).collect();
    let words = [
        ("@VERSION@", VERSION.to_owned()),
        ("@MAJOR@", MAJOR.to_owned()),
        ("@COMPATIBLE@", format!("{MAJOR}.{MINOR}")),
        ("@SOVERSION@", SOVERSION.to_owned()),
        ("@POINTER_SIZE@", size_of::<usize>().to_string()),
        ("@SYSTEM_LIBRARIES@", SYSTEM_LIBRARIES.join(";")),
        ("@LIBS_PRIVATE@", system.join(" ")),
    ];
    for (dir, name) in [
        ("cmake/kinpass", "kinpassConfig.cmake"),
        ("cmake/kinpass", "kinpassConfigVersion.cmake"),
        ("pkgconfig", "kinpass.pc"),
    ] {
        let template = templates.join(format!("{name}.in"));
        let mut text = fs::read_to_string(&template).map_err(|error| explain(&template, &error))?;
        for (word, value) in &words {
            text = text.replace(word, value);
        }
        make_dir(&lib.join(dir))?;
        let file = lib.join(dir).join(name);
        fs::write(&file, text).map_err(|error| explain(&file, &error))?;
    }
    Ok(())
}

/// The files of a directory, in order.
pub fn list(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(dir).map_err(|error| explain(dir, &error))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| file.is_file());
    files.sort();
    Ok(files)
}

fn make_dir(dir: &Path) -> Outcome {
    fs::create_dir_all(dir).map_err(|error| explain(dir, &error))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    // A new file, not the old one with new contents: a program that runs with it keeps what it has mapped.
    remove(to)?;
    fs::copy(from, to).map(drop).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

fn link(to: &str, at: &Path) -> Outcome {
    remove(at)?;
    symlink(to, at).map_err(|error| explain(at, &error))
}

fn remove(file: &Path) -> Outcome {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(explain(file, &error)),
        _ => Ok(()),
    }
}

fn explain(file: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", file.display())
}

#[cfg(unix)]
fn symlink(to: &str, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn symlink(to: &str, at: &Path) -> std::io::Result<()> {
    fs::copy(at.with_file_name(to), at).map(drop)
}
