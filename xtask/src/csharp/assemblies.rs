//! Compiles the package's assemblies as their `.asmdef` files divide them, and what runs on them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{EXAMPLE, PACKAGE, TESTS, files};
use crate::compiler::GCC_C99;
use crate::context::{Context, TEST_LIMIT};

/// Unity 2021.3 takes C# 9; the core is written for what Debian's compiler takes for sure.
const LANGUAGE: &[&str] = &["-langversion:6", "-warn:4", "-warnaserror", "-debug"];

/// Where the compiled assemblies lie.
pub struct Assemblies {
    pub dir: PathBuf,
}

impl Assemblies {
    /// Runs one of the programs on Mono, with the built library in reach.
    pub fn mono(&self, context: &Context, program: &str) -> Result<Command, String> {
        let mut command = context.command("mono");
        command.arg("--debug").arg(self.dir.join(program));
        // The assemblies' own directory holds the tests' native plugin.
        let paths = [context.library()?.dir.clone(), self.dir.clone()];
        let paths = std::env::join_paths(paths).map_err(|error| error.to_string())?;
        command.env("LD_LIBRARY_PATH", paths);
        Ok(command)
    }

    /// For the compiler: documentation comments are code, too. What is public has one, and no link leads nowhere.
    pub fn documentation(&self, output: &str) -> String {
        format!("-doc:{}", self.dir.join(output).with_extension("xml").display())
    }

    /// Compiles sources to an assembly in this directory.
    pub fn compile(&self, context: &Context, output: &str, flags: &[&str], sources: &[PathBuf]) -> Result<(), String> {
        if sources.is_empty() {
            return Err(format!("{output}: no sources"));
        }
        let kind = if output.ends_with(".exe") { "exe" } else { "library" };
        let mut command = context.command("mcs");
        command.args(LANGUAGE).args(flags).arg(format!("-target:{kind}"));
        command.arg(format!("-lib:{}", self.dir.display())).arg(format!("-out:{}", self.dir.join(output).display()));
        context.run(command.args(sources), TEST_LIMIT).result().map(drop)
    }
}

/// Compiles everything.
pub fn build(context: &Context) -> Result<Assemblies, String> {
    let built = Assemblies { dir: context.scratch("csharp")? };
    let package = context.root.join(PACKAGE);
    let tests = context.root.join(TESTS);
    let sources = |dir: &str| files(&package.join(dir), "cs");

    let documented = built.documentation("Kinpass.dll");
    built.compile(context, "Kinpass.dll", &["-unsafe", &documented], &sources("Runtime/Core"))?;
    // On iOS the import name differs: that it compiles is all that can be seen here.
    built.compile(context, "Kinpass.iOS.dll", &["-unsafe", "-define:UNITY_IOS"], &sources("Runtime/Core"))?;
    built.compile(context, "UnityStub.dll", &[], &files(&tests.join("UnityStub"), "cs"))?;
    let engine = ["-r:Kinpass.dll", "-r:UnityStub.dll"];
    // As in Unity 2021.3, which has no Awaitable yet, and as in 2023.1 and newer.
    built.compile(context, "Kinpass.Unity.2021.dll", &engine, &sources("Runtime/Unity"))?;
    let documented = built.documentation("Kinpass.Unity.dll");
    let newer = [&engine[..], &["-define:UNITY_2023_1_OR_NEWER", &documented]].concat();
    built.compile(context, "Kinpass.Unity.dll", &newer, &sources("Runtime/Unity"))?;
    let documented = built.documentation("Kinpass.UniTask.dll");
    let unitask = [&engine[..], &[&documented]].concat();
    built.compile(context, "Kinpass.UniTask.dll", &unitask, &sources("Runtime/UniTask"))?;
    let editor = [&engine[..], &["-r:Kinpass.Unity.dll"]].concat();
    built.compile(context, "Kinpass.Editor.dll", &editor, &sources("Editor"))?;
    built.compile(context, "Samples.dll", &editor, &sources("Samples~"))?;

    let all = [&editor[..], &["-r:Kinpass.Editor.dll", "-r:Kinpass.UniTask.dll", "-unsafe"]].concat();
    let mut test_sources: Vec<PathBuf> = ["Harness", "Support", "Core", "Sandbox", "Unity"]
        .iter()
        .flat_map(|dir| files(&tests.join(dir), "cs"))
        .collect();
    test_sources.extend(sources("Tests"));
    built.compile(context, "Kinpass.Tests.exe", &all, &test_sources)?;
    built.compile(context, "account.exe", &["-r:Kinpass.dll"], &files(&context.root.join(EXAMPLE), "cs"))?;
    built.compile(context, "idle.exe", &["-r:Kinpass.dll"], &files(&tests.join("bench"), "cs"))?;
    plugin(context, &built.dir, &tests.join("Native/plugin.c"))?;
    Ok(built)
}

/// The native plugin through which the tests take the log and the store.
fn plugin(context: &Context, dir: &Path, source: &Path) -> Result<(), String> {
    let output = dir.join("libkinpassplugin.so");
    let mut command = GCC_C99.command(context);
    command.args(["-shared", "-fPIC", "-pthread", "-o"]).arg(&output).arg(source);
    context.run(&mut command, TEST_LIMIT).result()?;
    fs::metadata(&output).map(drop).map_err(|error| format!("{}: {error}", output.display()))
}
