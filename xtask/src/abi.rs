//! The binary interface against its recorded baseline.
//!
//! Any difference fails, an addition too: `cargo xtask abi --record` accepts it, and the reviewer
//! sees the baseline change.
//!
//! What is compared is what a caller's compiler makes of the header: a library with every function
//! of it, without bodies, as C++ (where the enums are types). The real library's debug information
//! would tell of all private types of Rust, too. That both have the same functions is seen to by
//! `exports`, and that the header is the code's by `header`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::context::{Context, TEST_LIMIT};
use crate::facts::{Enum, Facts};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::ABIGAIL, &setup::GXX];

fn baseline(context: &Context) -> PathBuf {
    context.root.join("docs/abi/kinpass.abi.xml")
}

/// `cargo xtask abi --record`
pub fn command(context: &Context, args: &[String]) -> Outcome {
    if args != ["--record"] {
        return Err("usage: cargo xtask abi --record".to_owned());
    }
    setup::run(context, NEEDS)?;
    let baseline = baseline(context);
    fs::create_dir_all(baseline.parent().expect("docs/abi")).map_err(|error| error.to_string())?;
    describe(context, &read_header(context)?, &baseline)
}

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("abi: as in the baseline", read_header(context).and_then(|header| compare(context, &header)));
    tally.check("abi: changes are found", changes_are_found(context));
}

fn read_header(context: &Context) -> Result<String, String> {
    fs::read_to_string(context.root.join("include/kinpass.h")).map_err(|error| error.to_string())
}

fn compare(context: &Context, header: &str) -> Outcome {
    let now = context.target.join("xtask/abi-now.xml");
    describe(context, header, &now)?;
    let mut abidiff = context.command("abidiff");
    abidiff.args(["--no-show-locs", "--harmless"]).arg(baseline(context)).arg(&now);
    let difference = context.run(&mut abidiff, TEST_LIMIT).result();
    difference.map(drop).map_err(|why| format!("{why}\nIf this is meant: cargo xtask abi --record"))
}

/// Writes what debug information says of the header's functions and types.
fn describe(context: &Context, header: &str, to: &Path) -> Outcome {
    let dir = context.scratch("abi")?;
    let write = |name: &str, text: &str| fs::write(dir.join(name), text).map_err(|error| error.to_string());
    write("kinpass.h", header)?;
    write("abi.cpp", &bodies(&Facts::read(header)?))?;
    let mut compiler = context.command("g++");
    compiler.args(["-std=c++17", "-g", "-fPIC", "-shared", "-o", "libabi.so", "abi.cpp"]);
    context.run(compiler.current_dir(&dir), TEST_LIMIT).result()?;
    let mut abidw = context.command("abidw");
    abidw.args(["--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-elf-needed", "--out-file"]);
    context.run(abidw.arg(to).arg("libabi.so").current_dir(&dir), TEST_LIMIT).result().map(drop)
}

/// A definition of each function, and a function for each enum: some stand in no signature.
fn bodies(facts: &Facts) -> String {
    let mut source = "#include \"kinpass.h\"\nextern \"C\" {\n".to_owned();
    for function in &facts.functions {
        source += &format!("{} {{ for (;;) {{}} }}\n", function.declaration());
    }
    for Enum { name, .. } in &facts.enums {
        source += &format!("void enum_{name}({name}) {{}}\n");
    }
    source + "}\n"
}

/// A gate that lets everything through looks the same as one that is not needed.
fn changes_are_found(context: &Context) -> Outcome {
    let header = read_header(context)?;
    let changes = [
        ("a field of another type", "  uint32_t max_in_flight;", "  uint64_t max_in_flight;"),
        ("a new field", "  uint32_t max_in_flight;", "  uint32_t max_in_flight;\n  uint32_t planted;"),
        ("another number", "  KINPASS_ERROR_TIMEOUT = 101,", "  KINPASS_ERROR_TIMEOUT = 109,"),
        ("a new number", "  KINPASS_STORE_KIND_HOST = 2,", "  KINPASS_STORE_KIND_HOST = 2,\n  KINPASS_PLANTED = 3,"),
        ("another parameter", "uint32_t kinpass_version(void);", "uint32_t kinpass_version(int32_t planted);"),
        (
            "a new function",
            "uint32_t kinpass_version(void);",
            "uint32_t kinpass_planted(void);\nKINPASS_API\nuint32_t kinpass_version(void);",
        ),
    ];
    for (name, before, after) in changes {
        if !header.contains(before) {
            return Err(format!("the header has no {before:?} to plant {name} in"));
        }
        if compare(context, &header.replacen(before, after, 1)).is_ok() {
            return Err(format!("{name} was not found"));
        }
    }
    Ok(())
}
