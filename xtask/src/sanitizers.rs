//! Memory: AddressSanitizer with LeakSanitizer, and Valgrind, over the C programs.
//!
//! Each checker first has to find planted faults: a checker that is off finds nothing either.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::c;
use crate::compiler::{GCC_C99, Link};
use crate::context::{BUILD_LIMIT, Context, Library, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::LIBC, &setup::VALGRIND];

/// A program runs some thirty times slower under Valgrind.
const LIMIT: Duration = Duration::from_secs(600);

/// A memory checker and how a program is built for it and run under it.
struct Checker {
    name: &'static str,
    flags: &'static [&'static str],
    command: fn(&Context, &Path) -> Command,
    /// The planted programs, and what it has to say of each.
    planted: [(&'static str, &'static str); 2],
}

const ASAN: Checker = Checker {
    name: "asan",
    flags: &["-fsanitize=address", "-fno-omit-frame-pointer"],
    command: under_asan,
    planted: [
        ("planted_leak.c", "LeakSanitizer: detected memory leaks"),
        ("planted_overrun.c", "AddressSanitizer: heap-buffer-overflow"),
    ],
};

const VALGRIND: Checker = Checker {
    name: "valgrind",
    flags: &[],
    command: under_valgrind,
    planted: [("planted_leak.c", "definitely lost"), ("planted_overrun.c", "Invalid write")],
};

pub fn run(context: &Context, tally: &mut Tally) {
    for (checker, library) in [(ASAN, instrumented(context)), (VALGRIND, context.library().cloned())] {
        let outcome = library.and_then(|library| checker.check(context, tally, &library));
        if outcome.is_err() {
            tally.check(&format!("{}: set up", checker.name), outcome);
        }
    }
}

impl Checker {
    fn check(&self, context: &Context, tally: &mut Tally, library: &Library) -> Outcome {
        let dir = context.scratch(self.name)?;
        let build = |source: &Path| {
            let program = dir.join(c::stem(source));
            let built = GCC_C99.program(context, source, &program, library, Link::Shared, self.flags);
            built.map(|()| (self.command)(context, &program))
        };
        for (file, expected) in self.planted {
            let found = build(&context.root.join("tests/c").join(file)).and_then(|mut command| {
                let finished = context.run(&mut command, TEST_LIMIT);
                let seen = !finished.success && finished.output.contains(expected);
                if seen { Ok(()) } else { Err(format!("not found\n{}", finished.explain())) }
            });
            tally.check(&format!("{}: finds {}", self.name, file.trim_end_matches(".c")), found);
        }
        let title = |source: &Path| format!("{}: {}", self.name, c::stem(source));
        c::for_each_source(context, tally, title, |source| {
            c::run_program(context, build(source)?.env("TEST_SLOW", "1"), LIMIT)
        })
    }
}

fn under_asan(context: &Context, program: &Path) -> Command {
    let mut command = context.command(program);
    command.env("ASAN_OPTIONS", "detect_leaks=1:strict_string_checks=1:allocator_may_return_null=1:exitcode=99");
    command
}

fn under_valgrind(context: &Context, program: &Path) -> Command {
    let mut command = context.command("valgrind");
    command.args([
        "--error-exitcode=99",
        "--leak-check=full",
        "--show-leak-kinds=definite",
        "--errors-for-leak-kinds=definite",
        "--num-callers=30",
        // One thread at a time: without this a thread that polls may keep the others waiting.
        "--fair-sched=yes",
        "--suppressions=tests/c/valgrind.supp",
    ]);
    command.arg(program);
    command
}

/// The library with AddressSanitizer in it, in a target directory of its own.
fn instrumented(context: &Context) -> Result<Library, String> {
    let target = context.target.join("asan");
    let host = host(context)?;
    let mut cargo = context.cargo();
    cargo.args(["build", "--package", "kinpass", "--target", &host]);
    // The sanitizers are unstable flags of a stable compiler.
    cargo.env("CARGO_TARGET_DIR", &target).env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zsanitizer=address");
    context.run(&mut cargo, BUILD_LIMIT).result()?;
    context.link_names(&target.join(host).join("debug"), "asan-lib")
}

fn host(context: &Context) -> Result<String, String> {
    let version = context.run(context.command("rustc").arg("-vV"), TEST_LIMIT).result()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not name its host".to_owned())
}
