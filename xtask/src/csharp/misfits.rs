//! A library that is missing or does not fit is said clearly, and nothing is called in it.

use std::fs;
use std::path::Path;

use super::assemblies::Assemblies;
use super::{TESTS, outcome};
use crate::compiler::GCC_C99;
use crate::context::{Context, TEST_LIMIT};
use crate::tally::Outcome;

/// How the library is made, and what the wrapper says of it.
const CASES: &[(&str, &str)] = &[
    ("OTHER_ABI", "needs ABI version 1 of the native Kinpass library, but 9.9.9 has 99"),
    ("OTHER_LAYOUT", "does not take kinpass_config at the"),
    ("TOO_OLD", "is older than this wrapper: it lacks a function"),
];

pub fn check(context: &Context, built: &Assemblies) -> Outcome {
    let mut wrong = Vec::new();
    for (case, said) in CASES {
        let dir = built.dir.join(case.to_lowercase());
        fs::create_dir_all(&dir).map_err(|error| error.to_string())?;
        misfit(context, case, &dir.join("libkinpass.so"))?;
        wrong.extend(unsaid(context, built, &dir, case, said));
    }
    let nowhere = built.dir.join("nowhere");
    wrong.extend(unsaid(context, built, &nowhere, "MISSING", "The native Kinpass library was not found"));
    outcome(&wrong)
}

fn misfit(context: &Context, case: &str, output: &Path) -> Result<(), String> {
    let mut command = GCC_C99.command(context);
    command.arg(format!("-D{case}")).args(["-shared", "-fPIC", "-o"]).arg(output);
    command.arg(context.root.join(TESTS).join("Native/misfit.c"));
    context.run(&mut command, TEST_LIMIT).result().map(drop)
}

fn unsaid(context: &Context, built: &Assemblies, libraries: &Path, case: &str, said: &str) -> Option<String> {
    let mut command = context.command("mono");
    command.arg(built.dir.join("idle.exe")).env("LD_LIBRARY_PATH", libraries);
    let finished = context.run(&mut command, TEST_LIMIT);
    let clear = !finished.success && finished.output.contains("KinpassLoadException") && finished.output.contains(said);
    (!clear).then(|| format!("{case}: did not say {said:?}, but:\n{}", finished.explain()))
}
