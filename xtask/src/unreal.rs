//! The Unreal plugin: against a shim of the engine, the real library and the sandbox; and its staging for a real engine.

mod coverage;
mod header_tool;
mod pages;
mod stage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::context::{Context, Library, TEST_LIMIT};
use crate::parallel;
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

// Reached by `cargo xtask unreal-stage` and by the test of it.
pub use stage::stage;

pub const NEEDS: &[&Need] = &[&setup::GXX, &setup::CLANG, &setup::CCACHE];

/// As the engine builds: no exceptions, no RTTI; and with every warning that the compiler has for us.
const FLAGS: &[&str] = &[
    "-std=c++17",
    "-g1",
    "-pthread",
    "-fno-exceptions",
    "-fno-rtti",
    "-Wall",
    "-Wextra",
    "-Wundef",
    "-Wshadow",
    "-Werror",
    // A stale object is told by the address sanitizer, not by luck.
    "-fsanitize=address,undefined",
    "-fno-sanitize=vptr",
    "-fno-sanitize-recover=undefined",
];

/// What UnrealBuildTool defines for the module `Kinpass`: the same word as in kinpass.h, with another meaning.
const MODULE_API: &str = "-DKINPASS_API=__attribute__((visibility(\"default\")))";

/// Where everything is.
struct Places {
    plugin: PathBuf,
    sample: PathBuf,
    tests: PathBuf,
    page: PathBuf,
    header: PathBuf,
    /// The step's own files.
    scratch: PathBuf,
}

impl Places {
    fn new(context: &Context, scratch: &str) -> Result<Self, String> {
        let bindings = context.root.join("bindings/unreal");
        Ok(Self {
            plugin: bindings.join("Kinpass"),
            sample: bindings.join("Sample"),
            tests: context.root.join("tests/unreal"),
            page: context.root.join("docs/unreal.md"),
            header: context.root.join("include/kinpass.h"),
            scratch: context.scratch(scratch)?,
        })
    }

    fn module(&self, part: &str) -> PathBuf {
        self.plugin.join("Source/Kinpass").join(part)
    }

    fn game(&self) -> PathBuf {
        self.sample.join("Source/KinpassSample")
    }
}

pub fn run(context: &Context, tally: &mut Tally) {
    let places = match Places::new(context, "unreal") {
        Ok(places) => places,
        Err(why) => return tally.check("unreal: a place to work in", Err(why)),
    };
    tally.check(
        "unreal: the whole ABI is reached",
        context.facts().and_then(|facts| coverage::check(&facts, &places.module("Private"), &places.page)),
    );
    tally.check(
        "unreal: staging puts header and libraries where the build looks",
        stage::check(context, &places.scratch.join("stage")),
    );

    tally.check("unreal: descriptor and build rules name the same modules and platforms", descriptor(&places));

    let generated = generate(&places);
    tally.check(
        "unreal: headers are what the engine's header tool takes",
        generated.as_ref().map(drop).map_err(Clone::clone),
    );
    let Ok(generated) = generated else { return };
    let objects = compile(context, &places, &generated);
    tally.check(
        "unreal: plugin, sample and tests compile without exceptions and RTTI",
        objects.as_ref().map(drop).map_err(Clone::clone),
    );
    tally.check(
        "unreal: the plugin compiles by clang as one file, as the engine likes to build",
        unity(context, &places),
    );
    tally.check("unreal: the Windows part of the module compiles", windows(context, &places));
    match pages::write(&places.page, &places.scratch) {
        Ok(blocks) => {
            for (name, file) in blocks {
                tally.check(&format!("unreal: docs/unreal.md, {name}, compiles"), syntax(context, &places, &file));
            }
        }
        Err(why) => tally.check("unreal: docs/unreal.md has code", Err(why)),
    }
    let Ok(objects) = objects else { return };
    match program(context, &places, &objects) {
        Ok(program) => play(context, &program, tally),
        Err(why) => tally.check("unreal: the test program links", Err(why)),
    }
}

/// Whether a piece of C++ for games compiles: the code of other documents.
pub fn compiles(context: &Context, file: &Path) -> Outcome {
    let places = Places::new(context, "unreal-code")?;
    generate(&places)?;
    syntax(context, &places, file)
}

fn syntax(context: &Context, places: &Places, file: &Path) -> Outcome {
    context.run(compiler(context, places).arg("-fsyntax-only").arg(file), TEST_LIMIT).result().map(drop)
}

/// Runs the header tool over the plugin, the sample and the tests.
fn generate(places: &Places) -> Result<Vec<PathBuf>, String> {
    let units = [
        ("Kinpass", places.module("Public")),
        ("KinpassSample", places.game()),
        ("KinpassTests", places.tests.clone()),
    ];
    units.iter().map(|(unit, dir)| header_tool::write(&header_tool::read(dir)?, &places.scratch, unit)).collect()
}

fn compiler(context: &Context, places: &Places) -> Command {
    compiler_by("g++", context, places)
}

fn compiler_by(program: &str, context: &Context, places: &Places) -> Command {
    let mut command = context.compiler(program);
    command.args(FLAGS).arg(MODULE_API).arg("-I").arg(&places.scratch);
    // The shim and the library's header are not ours to warn about; the engine's headers are no different.
    command.arg("-I").arg(places.tests.join("shim")).arg("-I").arg(places.header.with_file_name(""));
    for dir in [places.module("Public"), places.module("Private"), places.game(), places.tests.clone()] {
        command.arg("-I").arg(dir);
    }
    command
}

fn compile(context: &Context, places: &Places, generated: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut sources = generated.to_vec();
    for dir in [places.module("Private"), places.game(), places.tests.clone(), places.tests.join("shim")] {
        sources.extend(files(&dir, "cpp")?);
    }
    let jobs: Vec<(Command, PathBuf)> = sources
        .iter()
        .map(|source| {
            let object = places.scratch.join(source.file_name().unwrap_or_default()).with_extension("o");
            let mut command = compiler(context, places);
            command.arg("-c").arg(source).arg("-o").arg(&object);
            (command, object)
        })
        .collect();
    let objects = jobs.iter().map(|(_, object)| object.clone()).collect();
    let compiled = parallel::run_all(jobs.into_iter().map(|(command, _)| command).collect());
    compiled.into_iter().try_for_each(|one| one.result().map(drop))?;
    Ok(objects)
}

/// All private files in one, where their helpers must not bear the same names.
fn unity(context: &Context, places: &Places) -> Outcome {
    let lines =
        files(&places.module("Private"), "cpp")?.into_iter().map(|path| format!("#include \"{}\"\n", path.display()));
    let unit = places.scratch.join("Module.Kinpass.cpp");
    fs::write(&unit, lines.collect::<String>()).map_err(|error| error.to_string())?;
    // Clang is the engine's compiler on all platforms but Windows.
    let mut command = compiler_by("clang++", context, places);
    context.run(command.arg("-fsyntax-only").arg(&unit), TEST_LIMIT).result().map(drop)
}

/// Text against text: there is no engine here to read either.
fn descriptor(places: &Places) -> Outcome {
    let read = |path: PathBuf| fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()));
    let descriptor = read(places.plugin.join("Kinpass.uplugin"))?;
    let library = read(places.plugin.join("Source/ThirdParty/KinpassLibrary/KinpassLibrary.Build.cs"))?;
    let module = read(places.module("Kinpass.Build.cs"))?;
    for platform in ["Win64", "Linux", "Mac", "Android", "IOS"] {
        if !descriptor.contains(&format!("\"{platform}\""))
            || !library.contains(&format!("UnrealTargetPlatform.{platform})"))
        {
            return Err(format!("{platform} is in one of Kinpass.uplugin and KinpassLibrary.Build.cs only"));
        }
    }
    for (text, part) in [
        (&descriptor, "\"FileVersion\": 3,"),
        (&descriptor, "\"Name\": \"Kinpass\""),
        (&descriptor, "\"PlatformAllowList\""),
        (&module, "\"KinpassLibrary\""),
        (&library, "Type = ModuleType.External;"),
        // Each of the three that Windows needs.
        (&library, "\"kinpass.dll.lib\""),
        (&library, "PublicDelayLoadDLLs.Add(\"kinpass.dll\")"),
        (&library, "Win64/kinpass.dll\")"),
    ] {
        if !text.contains(part) {
            return Err(format!("{part} is missing"));
        }
    }
    Ok(())
}

/// The part that no other platform compiles: where the DLL is taken.
fn windows(context: &Context, places: &Places) -> Outcome {
    let source = places.module("Private").join("KinpassModule.cpp");
    let mut command = compiler(context, places);
    context.run(command.args(["-DPLATFORM_WINDOWS=1", "-fsyntax-only"]).arg(source), TEST_LIMIT).result().map(drop)
}

fn program(context: &Context, places: &Places, objects: &[PathBuf]) -> Result<PathBuf, String> {
    let Library { dir } = context.library()?;
    let program = places.scratch.join("kinpass-unreal-tests");
    let mut command = context.command("g++");
    command
        .args(["-pthread", "-fsanitize=address,undefined"])
        .args(objects)
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(dir)
        .arg("-lkinpass");
    command.arg(format!("-Wl,-rpath,{}", dir.display()));
    context.run(&mut command, TEST_LIMIT).result()?;
    Ok(program)
}

/// Runs the test program against a sandbox; it prints a line for each of its tests.
fn play(context: &Context, program: &Path, tally: &mut Tally) {
    let sandbox = match context.sandbox(&[]) {
        Ok(sandbox) => sandbox,
        Err(why) => return tally.check("unreal: a sandbox", Err(why)),
    };
    let finished = context.run(context.command(program).envs(sandbox.environment()), TEST_LIMIT);
    let count = |start: &str| finished.output.lines().filter(|line| line.starts_with(start)).count() as u64;
    let (passed, failed) = (count("PASS "), count("FAIL "));
    // It says so itself when it has come to its end: a crash in the middle is no success.
    let complete = finished.success && finished.output.lines().any(|line| line == format!("END {}", passed + failed));
    tally.add(
        "unreal: the plugin on the shim, the real library and the sandbox",
        passed,
        failed.max(u64::from(!complete)),
        &finished.explain(),
    );
}

/// The files right in `dir` with this ending, in order.
fn files(dir: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    paths.sort();
    Ok(paths)
}
