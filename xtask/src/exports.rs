//! What the shared library shows to the world.

use crate::context::{Context, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::BINUTILS];

const SONAME: &str = "Library soname: [libkinpass.so.0]";

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("exports: the header's functions and nothing else", functions(context));
    tally.check("exports: soname libkinpass.so.0", dynamic_section_has(context, SONAME));
    // Its threads may outlive a dlclose: the code that they run has to stay.
    tally.check("exports: never unmapped (NODELETE)", dynamic_section_has(context, "NODELETE"));
}

fn functions(context: &Context) -> Outcome {
    let library = context.library()?;
    let mut nm = context.command("nm");
    nm.args(["--dynamic", "--defined-only", "--format=posix"]).arg(library.shared());
    let output = context.run(&mut nm, TEST_LIMIT).result()?;
    let mut exported: Vec<String> =
        output.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    exported.sort();
    let facts = context.facts()?;
    let declared: Vec<String> = facts.function_names().into_iter().map(str::to_owned).collect();
    let only = |these: &[String], those: &[String]| {
        these.iter().filter(|name| !those.contains(name)).cloned().collect::<Vec<_>>().join(" ")
    };
    if exported == declared && !declared.is_empty() {
        return Ok(());
    }
    Err(format!(
        "only in the library: {}\nonly in the header: {}",
        only(&exported, &declared),
        only(&declared, &exported)
    ))
}

fn dynamic_section_has(context: &Context, what: &str) -> Outcome {
    let library = context.library()?;
    let mut readelf = context.command("readelf");
    let section = context.run(readelf.args(["--dynamic", "--wide"]).arg(library.shared()), TEST_LIMIT).result()?;
    if section.contains(what) {
        return Ok(());
    }
    let telling = section.lines().filter(|line| ["SONAME", "FLAGS", "NEEDED"].iter().any(|tag| line.contains(tag)));
    Err(format!("{what} is not in the dynamic section:\n{}", telling.collect::<Vec<_>>().join("\n")))
}
