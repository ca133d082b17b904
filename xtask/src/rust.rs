//! The tests written in Rust.

use std::time::Duration;

use crate::context::Context;
use crate::process::Finished;
use crate::setup::{self, Need};
use crate::tally::Tally;

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::LIBC];

/// The hooks by which tests kill a process at a named step, and the fuzz targets' own; no library that is installed has
/// them.
const FEATURES: &str = "kinpass/test-hooks,kinpass/fuzzing";

/// Compiling and running them all.
const TESTS_LIMIT: Duration = Duration::from_secs(1500);

pub fn run(context: &Context, tally: &mut Tally) {
    let mut tests = context.cargo();
    tests.args(["test", "--workspace", "--features", FEATURES, "--no-fail-fast"]);
    // They wait (for time-outs, for the sandbox) far more than they compute.
    tests.env("RUST_TEST_THREADS", "8");
    report(&context.run(&mut tests, TESTS_LIMIT), tally);
}

/// One line for each test program.
fn report(tests: &Finished, tally: &mut Tally) {
    let mut failed = 0;
    let programs = programs(&tests.output);
    for program in &programs {
        failed += program.failed;
        if program.passed + program.failed > 0 {
            tally.add(&format!("rust: {}", program.name), program.passed, program.failed, program.output);
        }
    }
    if !tests.success && failed == 0 {
        // It did not compile, or ran out of time.
        tally.check("rust: cargo test", Err(tests.explain()));
    } else if programs.is_empty() {
        tally.check("rust: cargo test", Err("no test program ran".to_owned()));
    }
}

/// What one test program told.
struct Program<'a> {
    name: &'a str,
    passed: u64,
    failed: u64,
    output: &'a str,
}

/// Cuts the output of `cargo test` where it says which program it runs next.
fn programs(output: &str) -> Vec<Program<'_>> {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in output.split_inclusive('\n') {
        let words = line.trim();
        if let Some(program) = words.strip_prefix("Running ").filter(|rest| rest.ends_with(')')) {
            // `unittests src/lib.rs (target/debug/deps/kinpass-0123456789abcdef)`
            let path = program.rsplit('(').next().unwrap_or(program).trim_end_matches(')');
            let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
            starts.push((at, file.rsplit_once('-').map_or(file, |(name, _)| name)));
        } else if words.starts_with("Doc-tests ") {
            starts.push((at, words));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([output.len()]);
    starts.iter().zip(ends).map(|((start, name), end)| program(name, &output[*start..end])).collect()
}

fn program<'a>(name: &'a str, output: &'a str) -> Program<'a> {
    let results = || output.lines().filter_map(|line| line.strip_prefix("test result:"));
    let sum = |word: &str| results().map(|line| number_before(line, word)).sum();
    let failed: u64 = sum(" failed");
    // A program that crashed leaves no result behind.
    let crashed = results().next().is_none();
    Program { name, passed: sum(" passed"), failed: failed.max(u64::from(crashed)), output }
}

fn number_before(line: &str, word: &str) -> u64 {
    let before = line.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::programs;

    const OUTPUT: &str = "   Compiling kinpass v0.1.0\n\
        \x20    Running unittests src/lib.rs (target/debug/deps/kinpass-0123456789abcdef)\n\
        test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
        \x20    Running tests/fault_table.rs (target/debug/deps/fault_table-0123456789abcdef)\n\
        test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n\
        \x20    Running tests/crash.rs (target/debug/deps/crash-0123456789abcdef)\n\
        error: test failed, (signal: 11, SIGSEGV: invalid memory reference)\n\
        \x20  Doc-tests kinpass\n\
        test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";

    #[test]
    fn each_program_has_its_own_count() {
        let found: Vec<_> = programs(OUTPUT).iter().map(|one| (one.name, one.passed, one.failed)).collect();
        let expected = [("kinpass", 2, 0), ("fault_table", 12, 3), ("crash", 0, 1), ("Doc-tests kinpass", 1, 0)];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_compile_error_is_no_program() {
        assert!(programs("error: could not compile `kinpass`\n7 passed\n").is_empty());
    }
}
