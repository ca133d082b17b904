//! Each header of the wrapper stands alone, and can be included twice.

use std::fs;
use std::process::Command;

use crate::context::Context;
use crate::cpp::toolchain::Variant;
use crate::install;
use crate::parallel;
use crate::tally::{Outcome, Tally};

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("cpp: each header alone and twice", alone_and_twice(context));
}

fn alone_and_twice(context: &Context) -> Outcome {
    let commands = commands(context)?;
    if commands.is_empty() {
        return Err("there are no headers".to_owned());
    }
    let failures: Vec<String> =
        parallel::run_all(commands).into_iter().filter_map(|finished| finished.result().err()).collect();
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// One compiler, one way: what the headers need from each other does not depend on it.
fn commands(context: &Context) -> Result<Vec<Command>, String> {
    let dir = context.scratch("cpp-headers")?;
    let root = context.root.join("bindings/cpp");
    let mut commands = Vec::new();
    for folder in [root.clone(), root.join("kinpass")] {
        let files = install::list(&folder)?;
        for header in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "hpp")) {
            let name = header.strip_prefix(&root).unwrap_or(header).display().to_string();
            let source = dir.join(format!("{}.cpp", commands.len()));
            fs::write(&source, format!("#include \"{name}\"\n#include \"{name}\"\n"))
                .map_err(|error| error.to_string())?;
            commands.push(Variant::new("clang++", "c++20", true).object(context, &source, &source.with_extension("o")));
        }
    }
    Ok(commands)
}
