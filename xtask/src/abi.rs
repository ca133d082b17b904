//! The binary interface against its recorded baseline.
//!
//! Any difference fails, an addition too: `cargo xtask abi --record` accepts it, and the reviewer
//! sees the baseline change.

use std::fs;
use std::path::{Path, PathBuf};

use crate::context::{Context, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::ABIGAIL];

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
    describe(context, &baseline)
}

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("abi: as in the baseline", compare(context));
}

fn compare(context: &Context) -> Outcome {
    let now = context.scratch("abi")?.join("now.abi.xml");
    describe(context, &now)?;
    let mut abidiff = context.command("abidiff");
    abidiff.arg("--no-show-locs").arg(baseline(context)).arg(&now);
    let difference = context.run(&mut abidiff, TEST_LIMIT).result();
    difference.map(drop).map_err(|why| format!("{why}\nIf this is meant: cargo xtask abi --record"))
}

/// Writes what the library's debug information says of its exported functions and their types.
fn describe(context: &Context, to: &Path) -> Outcome {
    let library = context.library()?;
    let mut abidw = context.command("abidw");
    abidw
        .args(["--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--out-file"])
        .arg(to)
        .arg(library.shared());
    context.run(&mut abidw, TEST_LIMIT).result().map(drop)
}
