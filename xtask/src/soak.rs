//! `cargo xtask soak`: a thousand accounts for a long time (`benches/soak`). By hand: an hour is what it takes to see
//! something grow.

use crate::compiler::STRICT;
use crate::context::{Context, TEST_LIMIT};
use crate::setup;
use crate::tally::Outcome;
use crate::torture;

/// What the sandbox knows from the start (`sandbox/src/seed.rs`).
const SETTINGS: [(&str, &str); 3] = [
    ("BENCH_PARENT_APPLICATION_ID", "1100000000000000001"),
    ("BENCH_CHILD_APPLICATION_ID", "1100000000000000011"),
    ("BENCH_GAME_KEY", "dev_sandbox_alpha"),
];
/// The program's own, and what it shares with the benchmarks.
const SOURCES: [&str; 5] = ["soak/main.c", "soak/levels.c", "soak/world.c", "c/game.c", "c/measure.c"];

pub fn command(context: &Context, args: &[String]) -> Outcome {
    setup::run(context, torture::NEEDS)?;
    let library = torture::optimised(context)?;
    let program = context.scratch("soak")?.join("soak");
    let benches = context.root.join("benches");
    let mut gcc = context.command("gcc");
    gcc.args(["-std=gnu11", "-O2", "-pthread"]).args(STRICT).arg("-I").arg(context.root.join("include"));
    gcc.args(SOURCES.map(|source| benches.join(source))).arg("-o").arg(&program);
    gcc.arg("-L").arg(&library.dir).arg("-lkinpass").arg(format!("-Wl,-rpath,{}", library.dir.display()));
    context.run(&mut gcc, TEST_LIMIT).result()?;
    let sandbox = context.sandbox(&[])?;
    let mut command = context.command(&program);
    command.args(args).envs(sandbox.environment()).envs(SETTINGS);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the soak ended with {status}")),
        Err(error) => Err(error.to_string()),
    }
}
