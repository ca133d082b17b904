//! `tests/cpp/all.cpp` and `examples/cpp`, built each way that the wrapper promises, and run beside a sandbox.

use std::path::{Path, PathBuf};

use crate::c;
use crate::context::{Context, TEST_LIMIT};
use crate::cpp::toolchain::Variant;
use crate::parallel;
use crate::process::Finished;
use crate::tally::{Outcome, Tally};

const TESTS: &str = "tests/cpp/all.cpp";
const EXAMPLE: &str = "examples/cpp/account.cpp";
const SANITIZERS: &[&str] = &["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"];

pub fn run(context: &Context, tally: &mut Tally) {
    let dir = match context.scratch("cpp") {
        Ok(dir) => dir,
        Err(why) => return tally.check("cpp: tests", Err(why)),
    };
    let jobs = jobs();
    let results = parallel::map(jobs.iter().enumerate().collect(), |(number, job)| job.run(context, &dir, number));
    for (job, result) in jobs.iter().zip(results) {
        match result {
            Ran::Tests(result) => c::count(tally, &job.name(), result),
            Ran::Example(outcome) => tally.check(&job.name(), outcome),
        }
    }
}

/// A program to build in one way, and to run.
struct Job {
    source: &'static str,
    variant: Variant,
    flags: &'static [&'static str],
}

/// What became of it.
enum Ran {
    Tests(Result<Finished, String>),
    Example(Outcome),
}

fn jobs() -> Vec<Job> {
    let job = |source, variant, flags| Job { source, variant, flags };
    let mut jobs: Vec<Job> = Variant::all().into_iter().map(|variant| job(TESTS, variant, &[])).collect();
    jobs.extend([
        // What the wrapper owns across the C boundary is let go of, once.
        job(TESTS, Variant::new("g++", "c++20", true), SANITIZERS),
        // Once for each compiler, and once as an engine would build it.
        job(EXAMPLE, Variant::new("g++", "c++17", true), &[]),
        job(EXAMPLE, Variant::new("clang++", "c++20", false), &[]),
    ]);
    jobs
}

impl Job {
    fn name(&self) -> String {
        let sanitized = if self.flags.is_empty() { "" } else { ", sanitized" };
        format!("cpp: {}, {}{sanitized}", self.source, self.variant.name())
    }

    fn run(&self, context: &Context, dir: &Path, number: usize) -> Ran {
        let program = self.build(context, dir, number);
        match self.source {
            EXAMPLE => Ran::Example(program.and_then(|program| example(context, &program))),
            _ => Ran::Tests(
                program.and_then(|program| c::run_program(context, &mut context.command(program), TEST_LIMIT)),
            ),
        }
    }

    fn build(&self, context: &Context, dir: &Path, number: usize) -> Result<PathBuf, String> {
        let (object, program) = (dir.join(format!("{number}.o")), dir.join(number.to_string()));
        let mut compile = self.variant.object(context, &context.root.join(self.source), &object);
        context.run(compile.args(self.flags), TEST_LIMIT).result()?;
        let mut link = self.variant.link(context, &object, &program, context.library()?);
        context.run(link.args(self.flags), TEST_LIMIT).result()?;
        Ok(program)
    }
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
