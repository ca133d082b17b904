//! The Unity package as a whole, and `cargo xtask unity`, which puts the built library into it.

use std::fs;
use std::path::{Path, PathBuf};

use super::plugins::PLUGINS;
use super::{PACKAGE, files, outcome, read};
use crate::context::Context;
use crate::tally::Outcome;

const USAGE: &str = "cargo xtask unity [--library PLATFORM=FILE]... (without: builds this machine's)";

/// What a package has to bring, by Unity's rules and ours.
const REQUIRED: &[&str] = &[
    "package.json",
    "README.md",
    "CHANGELOG.md",
    "LICENSE.md",
    "Third Party Notices.md",
    "Runtime/Core/Kinpass.asmdef",
    "Runtime/Unity/Kinpass.Unity.asmdef",
    "Editor/Kinpass.Editor.asmdef",
    "Tests/Editor/Kinpass.Tests.Editor.asmdef",
    "Tests/Runtime/Kinpass.Tests.Runtime.asmdef",
    "Samples~/SignIn/SignIn.cs",
    "Documentation~/index.md",
];

pub fn check(context: &Context) -> Outcome {
    let package = context.root.join(PACKAGE);
    let mut wrong: Vec<String> =
        REQUIRED.iter().filter(|file| !package.join(file).is_file()).map(|file| format!("{file} is missing")).collect();
    let manifest = read(&package.join("package.json"))?;
    let version = env!("CARGO_PKG_VERSION");
    for line in ["\"name\": \"com.kinpass.sdk\"", &format!("\"version\": \"{version}\""), "\"unity\": \"2021.3\""] {
        if !manifest.contains(line) {
            wrong.push(format!("package.json does not say {line}"));
        }
    }
    if !read(&package.join("CHANGELOG.md"))?.contains(&format!("## [{version}]")) {
        wrong.push(format!("CHANGELOG.md has no entry [{version}]"));
    }
    wrong.extend(core_without_engine(&package)?);
    wrong.extend(committed_binaries(context)?);
    outcome(&wrong)
}

/// The core compiles without Unity because it never mentions it.
fn core_without_engine(package: &Path) -> Result<Vec<String>, String> {
    let mut wrong = Vec::new();
    for file in files(&package.join("Runtime/Core"), "cs") {
        let text = read(&file)?;
        for word in ["using UnityEngine", "using UnityEditor", "MonoPInvokeCallback", "GetFunctionPointerForDelegate("]
        {
            if text.contains(word) {
                wrong.push(format!("{}: {word}", file.display()));
            }
        }
    }
    if !read(&package.join("Runtime/Core/Kinpass.asmdef"))?.contains("\"noEngineReferences\": true") {
        wrong.push("Kinpass.asmdef refers to the engine".to_owned());
    }
    Ok(wrong)
}

/// Libraries are built, not committed.
fn committed_binaries(context: &Context) -> Result<Vec<String>, String> {
    let plugins = format!("{PACKAGE}/Runtime/Plugins");
    let list = context.run(context.command("git").args(["ls-files", &plugins]), crate::context::TEST_LIMIT).result()?;
    Ok(list.lines().filter(|file| !file.ends_with(".meta")).map(|file| format!("{file} is committed")).collect())
}

/// Copies libraries to where their `.meta` files wait for them.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    for (dir, library) in chosen(context, args)? {
        let plugin = PLUGINS.iter().find(|plugin| plugin.dir == dir).ok_or_else(|| {
            let names: Vec<&str> = PLUGINS.iter().map(|plugin| plugin.dir).collect();
            format!("there is no platform {dir:?}; there are: {}", names.join(" "))
        })?;
        let target = context.root.join(PACKAGE).join(plugin.path());
        fs::copy(&library, &target).map_err(|error| format!("{}: {error}", library.display()))?;
        println!("{} is in place", target.display());
    }
    Ok(())
}

fn chosen(context: &Context, args: &[String]) -> Result<Vec<(String, PathBuf)>, String> {
    if args.is_empty() {
        return Ok(vec![this_machine(context)?]);
    }
    let mut chosen = Vec::new();
    for pair in args.chunks(2) {
        let library = match pair {
            [flag, library] if flag == "--library" => library.split_once('='),
            _ => None,
        };
        let (dir, file) = library.ok_or(USAGE)?;
        chosen.push((dir.to_owned(), PathBuf::from(file)));
    }
    Ok(chosen)
}

fn this_machine(context: &Context) -> Result<(String, PathBuf), String> {
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        let mut cargo = context.cargo();
        cargo.args(["build", "--release", "--package", "kinpass"]);
        context.run(&mut cargo, crate::context::BUILD_LIMIT).result()?;
        Ok(("linux-x86_64".to_owned(), context.target.join("release/libkinpass.so")))
    } else {
        Err(format!("build the library for this machine yourself, then: {USAGE}"))
    }
}
