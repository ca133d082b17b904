//! Each header of the wrapper stands alone, and can be included twice.

use std::fs;

use crate::context::{Context, TEST_LIMIT};
use crate::cpp::toolchain::Variant;
use crate::install;
use crate::tally::{Outcome, Tally};

pub fn run(context: &Context, tally: &mut Tally) {
    // One compiler each way: what the headers need from each other does not depend on it.
    for variant in [Variant::new("g++", "c++20", true), Variant::new("clang++", "c++17", false)] {
        let name = format!("cpp: each header alone and twice, {}", variant.name());
        tally.check(&name, alone_and_twice(context, variant));
    }
}

fn alone_and_twice(context: &Context, variant: Variant) -> Outcome {
    let dir = context.scratch("cpp-headers")?;
    let root = context.root.join("bindings/cpp");
    let mut failures = String::new();
    for folder in [root.clone(), root.join("kinpass")] {
        for header in
            install::list(&folder)?.iter().filter(|file| file.extension().is_some_and(|ending| ending == "hpp"))
        {
            let name = header.strip_prefix(&root).unwrap_or(header).display().to_string();
            let source = dir.join("header.cpp");
            fs::write(&source, format!("#include \"{name}\"\n#include \"{name}\"\n"))
                .map_err(|error| error.to_string())?;
            let mut command = variant.command(context);
            if let Err(why) = context.run(command.arg("-fsyntax-only").arg(&source), TEST_LIMIT).result() {
                failures.push_str(&why);
            }
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}
