//! What must not compile: `tests/cpp/must_not_compile`. Each file compiles as it is, and does not with `-DWRONG`, for
//! the reason that it names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::context::Context;
use crate::cpp::toolchain::{COMPILERS, Variant};
use crate::install;
use crate::parallel;
use crate::process::Finished;
use crate::tally::{Outcome, Tally};

const EXPECT: &str = "// expect: ";

pub fn run(context: &Context, tally: &mut Tally) {
    match install::list(&context.root.join("tests/cpp/must_not_compile")) {
        Ok(files) if !files.is_empty() => check_all(context, tally, &files),
        Ok(_) => tally.check("cpp: must not compile", Err("there are no such files".to_owned())),
        Err(why) => tally.check("cpp: must not compile", Err(why)),
    }
}

fn check_all(context: &Context, tally: &mut Tally, files: &[PathBuf]) {
    let commands = files.iter().flat_map(|file| right_and_wrong(context, file)).collect();
    for (file, attempts) in files.iter().zip(parallel::run_all(commands).chunks(2 * COMPILERS.len())) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        tally.check(&format!("cpp: must not compile: {name}"), check(file, attempts));
    }
}

/// By each compiler: the right version, then the wrong one.
fn right_and_wrong(context: &Context, file: &Path) -> Vec<Command> {
    let mut commands = Vec::new();
    for compiler in COMPILERS {
        for flags in [&[][..], &["-DWRONG"]] {
            let mut command = Variant::new(compiler, "c++17", true).command(context);
            command.arg("-fsyntax-only").args(flags).arg(file);
            commands.push(command);
        }
    }
    commands
}

fn check(file: &Path, attempts: &[Finished]) -> Outcome {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let expected = text.lines().find_map(|line| line.strip_prefix(EXPECT)).ok_or(format!("no `{EXPECT}` line"))?;
    for (compiler, attempt) in COMPILERS.iter().zip(attempts.chunks(2)) {
        let [right, wrong] = attempt else { return Err("a version was not compiled".to_owned()) };
        if !right.success {
            return Err(format!("the right version does not compile:\n{}", right.explain()));
        }
        if wrong.success {
            return Err(format!("{compiler} compiles the wrong version"));
        }
        // Not by a typing error in the test: for the reason that it is about.
        if !expected.split(" | ").any(|reason| wrong.output.contains(reason.trim())) {
            return Err(format!("{compiler} refuses it for another reason than {expected:?}:\n{}", wrong.explain()));
        }
    }
    Ok(())
}
