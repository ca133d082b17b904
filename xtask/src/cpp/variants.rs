//! `tests/cpp/all.cpp` and `examples/cpp`, built each way that the wrapper promises, and run beside a sandbox.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::c;
use crate::context::{Context, TEST_LIMIT};
use crate::cpp::toolchain::Variant;
use crate::parallel;
use crate::tally::{Outcome, Tally};

const TESTS: &str = "tests/cpp/all.cpp";
const EXAMPLE: &str = "examples/cpp/account.cpp";
const SANITIZERS: &[&str] = &["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"];

pub fn run(context: &Context, tally: &mut Tally) {
    match built(context) {
        Ok(programs) => {
            for Program { name, file, compiled } in programs {
                match compiled {
                    Err(why) => tally.check(&name, Err(why)),
                    Ok(_) if name.contains(EXAMPLE) => tally.check(&name, example(context, &file)),
                    Ok(_) => c::count(tally, &name, c::run_program(context, &mut context.command(file), TEST_LIMIT)),
                }
            }
        }
        Err(why) => tally.check("cpp: tests", Err(why)),
    }
}

/// A program, and what its compiler said.
struct Program {
    name: String,
    file: PathBuf,
    compiled: Result<String, String>,
}

fn built(context: &Context) -> Result<Vec<Program>, String> {
    let dir = context.scratch("cpp")?;
    let mut commands = Vec::new();
    let mut add = |source: &str, variant: Variant, flags: &[&str], more: &str| -> Outcome {
        let name = format!("cpp: {source}, {}{more}", variant.name());
        let file = dir.join(commands.len().to_string());
        let mut command = variant.program(context, &context.root.join(source), &file, context.library()?);
        command.args(flags);
        commands.push((name, file, command));
        Ok(())
    };
    for variant in Variant::all() {
        add(TESTS, variant, &[], "")?;
    }
    // What the wrapper owns across the C boundary is let go of, once.
    add(TESTS, Variant::new("g++", "c++20", true), SANITIZERS, ", sanitized")?;
    // Once for each compiler, and once as an engine would build it.
    add(EXAMPLE, Variant::new("g++", "c++17", true), &[], "")?;
    add(EXAMPLE, Variant::new("clang++", "c++20", false), &[], "")?;

    let (labels, commands): (Vec<_>, Vec<Command>) =
        commands.into_iter().map(|(name, file, command)| ((name, file), command)).unzip();
    let finished = parallel::run_all(commands).into_iter().map(|one| one.result());
    Ok(labels.into_iter().zip(finished).map(|((name, file), compiled)| Program { name, file, compiled }).collect())
}

/// What the example has to say, in this order.
const STEPS: &[&str] = &[
    "linked in the browser",
    "child token for 1100000000000000011",
    "child token for 1100000000000000012",
    "session of player",
    "signed in silently",
    "session kept",
    "signed out",
];

fn example(context: &Context, program: &Path) -> Outcome {
    let sandbox = context.sandbox(&["--consent", "allow"])?;
    let mut command = context.command(program);
    command.envs(sandbox.environment());
    let output = context.run(&mut command, TEST_LIMIT).result()?;
    let mut rest = output.as_str();
    for step in STEPS {
        rest = rest.split_once(step).ok_or_else(|| format!("{output}\nnot said, or too early: {step:?}"))?.1;
    }
    Ok(())
}
