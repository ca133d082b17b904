//! `tests/cpp/all.cpp` and `examples/cpp`, built each way that the wrapper promises, and run beside a sandbox.

use std::path::PathBuf;

use crate::c;
use crate::context::{Context, TEST_LIMIT};
use crate::cpp::toolchain::Variant;
use crate::tally::{Outcome, Tally};

const TESTS: &str = "tests/cpp/all.cpp";

pub fn run(context: &Context, tally: &mut Tally) {
    for variant in Variant::all() {
        let name = format!("cpp: tests, {}", variant.name());
        match build(context, variant, TESTS, &[]) {
            Ok(program) => c::run_program(context, tally, &name, &mut context.command(program), TEST_LIMIT),
            Err(why) => tally.check(&name, Err(why)),
        }
    }
    sanitized(context, tally);
    // Once for each compiler, and once as an engine would build it.
    for variant in [Variant::new("g++", "c++17", true), Variant::new("clang++", "c++20", false)] {
        tally.check(&format!("cpp: examples/cpp/account, {}", variant.name()), example(context, variant));
    }
}

/// The same under the address and undefined behaviour sanitizers: what the wrapper owns across the C boundary is let
/// go of once.
fn sanitized(context: &Context, tally: &mut Tally) {
    let variant = Variant::new("g++", "c++20", true);
    let name = format!("cpp: tests, {}, sanitized", variant.name());
    match build(context, variant, TESTS, &["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]) {
        Ok(program) => c::run_program(context, tally, &name, &mut context.command(program), TEST_LIMIT),
        Err(why) => tally.check(&name, Err(why)),
    }
}

fn build(context: &Context, variant: Variant, source: &str, flags: &[&str]) -> Result<PathBuf, String> {
    let library = context.library()?;
    let program = context.scratch(&format!("cpp-{}", variant.name()))?.join("program");
    let mut command = variant.program(context, &context.root.join(source), &program, library);
    context.run(command.args(flags), TEST_LIMIT).result()?;
    Ok(program)
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

fn example(context: &Context, variant: Variant) -> Outcome {
    let program = build(context, variant, "examples/cpp/account.cpp", &[])?;
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
