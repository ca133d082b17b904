//! What must not compile: `tests/cpp/must_not_compile`. Each file compiles as it is, and does not with `-DWRONG`, for
//! the reason that it names.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::context::Context;
use crate::cpp::toolchain::{COMPILERS, Variant};
use crate::install;
use crate::parallel;
use crate::process::Finished;
use crate::tally::{Outcome, Tally};

const EXPECT: &str = "// expect: ";

pub fn run(context: &Context, tally: &mut Tally) {
    if let Err(why) = check_all(context, tally) {
        tally.check("cpp: must not compile", Err(why));
    }
}

fn check_all(context: &Context, tally: &mut Tally) -> Outcome {
    let files = install::list(&context.root.join("tests/cpp/must_not_compile"))?;
    if files.is_empty() {
        return Err("there are no such files".to_owned());
    }
    let dir = context.scratch("cpp-must-not-compile")?;
    let commands = files.iter().flat_map(|file| right_and_wrong(context, &dir, file)).collect();
    for (file, attempts) in files.iter().zip(parallel::run_all(commands).chunks(2 * COMPILERS.len())) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        tally.check(&format!("cpp: must not compile: {name}"), check(file, attempts));
    }
    Ok(())
}

/// By each compiler: the right version, then the wrong one.
fn right_and_wrong(context: &Context, dir: &Path, file: &Path) -> Vec<Command> {
    let mut commands = Vec::new();
    for compiler in COMPILERS {
        let variant = Variant::new(compiler, "c++17", true);
        let object = dir.join(file.file_stem().unwrap_or_default()).with_extension(format!("{compiler}.o"));
        commands.push(variant.object(context, file, &object));
        let mut wrong = variant.command(context);
        wrong.args(["-fsyntax-only", "-DWRONG"]).arg(file);
        commands.push(wrong);
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
