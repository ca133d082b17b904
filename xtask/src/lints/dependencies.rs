//! What comes in from outside, by cargo-deny and `deny.toml`: licences, banned crates, sources, known weaknesses.

use std::path::PathBuf;
use std::time::Duration;

use crate::context::{BUILD_LIMIT, Context};
use crate::tally::{Outcome, Tally};

/// Not whatever is newest today: a change of its own makes no run fail. Rust 1.88 builds it.
const VERSION: &str = "0.20.2";
/// For the database of weaknesses.
const FETCH_LIMIT: Duration = Duration::from_secs(120);

pub fn run(context: &Context, tally: &mut Tally) {
    let program = match installed(context) {
        Ok(program) => program,
        Err(why) => return tally.check("lints: cargo-deny is here", Err(why)),
    };
    let deny = |args: &[&str], limit: Duration| -> Outcome {
        context.run(context.command(&program).args(args), limit).result().map(drop)
    };
    let check = ["--locked", "check", "--hide-inclusion-graph"];
    for (what, word) in [("licences", "licenses"), ("banned crates", "bans"), ("sources", "sources")] {
        tally.check(&format!("lints: deny.toml, {what}"), deny(&[&check[..], &[word]].concat(), BUILD_LIMIT));
    }
    let name = "lints: deny.toml, known weaknesses";
    match deny(&["fetch", "db"], FETCH_LIMIT) {
        Ok(()) => tally.check(name, deny(&[&["--frozen"], &check[1..], &["advisories"]].concat(), BUILD_LIMIT)),
        Err(why) => {
            println!("{}", why.trim_end());
            tally.skip(name, "RustSec's database can't be had; why stands above");
        }
    }
}

/// Below the target directory, built once: a minute on two cores without optimising, which this little work needs not.
fn installed(context: &Context) -> Result<PathBuf, String> {
    let root = context.target.join("tools").join(VERSION);
    let program = root.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    println!("installing cargo-deny {VERSION}");
    let mut install = context.cargo();
    install.args(["install", &format!("cargo-deny@{VERSION}"), "--locked", "--debug", "--root"]).arg(root);
    // Built elsewhere: its crates are not ours.
    install.env_remove("CARGO_TARGET_DIR").env("CARGO_PROFILE_DEV_DEBUG", "0");
    context.run(&mut install, BUILD_LIMIT).result().map(|_| program)
}
