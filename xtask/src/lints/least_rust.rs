//! The least Rust that `Cargo.toml` declares: compiled with where it is installed, and never downloaded.

use serde_json::Value;

use crate::context::{BUILD_LIMIT, Context, TEST_LIMIT};
use crate::tally::{Outcome, Tally};

const DECLARED: &str = env!("CARGO_PKG_RUST_VERSION");

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check(&format!("lints: no dependency asks for more than Rust {DECLARED}"), dependencies(context));
    let name = format!("lints: cargo check with Rust {DECLARED}");
    let toolchains = context.run(context.command("rustup").args(["toolchain", "list"]), TEST_LIMIT);
    match installed(&toolchains.output) {
        Some(toolchain) => tally.check(&name, compiles(context, toolchain)),
        None => tally.skip(&name, &format!("not here: rustup toolchain install {DECLARED}")),
    }
}

/// The name of the declared toolchain in rustup's list.
fn installed(list: &str) -> Option<&str> {
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    // `1.89-x86_64-unknown-linux-gnu`, or `1.89.0-…`.
    names.into_iter().find(|name| name.strip_prefix(DECLARED).is_some_and(|rest| rest.starts_with(['-', '.'])))
}

/// In a target directory of its own: each compiler would build the other's crates anew.
fn compiles(context: &Context, toolchain: &str) -> Outcome {
    let mut check = context.command("rustup");
    check.args(["run", toolchain, "cargo", "check", "--workspace", "--all-targets", "--locked"]);
    check.env("CARGO_TARGET_DIR", context.target.join("least-rust"));
    context.run(&mut check, BUILD_LIMIT).result().map(drop)
}

fn dependencies(context: &Context) -> Outcome {
    let mut metadata = context.cargo();
    metadata.args(["metadata", "--format-version", "1", "--locked", "--quiet"]);
    let told = context.run(&mut metadata, BUILD_LIMIT).result()?;
    let newer = newer_than(DECLARED, &serde_json::from_str(&told).map_err(|error| error.to_string())?);
    if newer.is_empty() { Ok(()) } else { Err(newer.join("\n")) }
}

/// The packages that declare a younger Rust.
fn newer_than(declared: &str, metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let all = packages.filter_map(|package| Some((package["name"].as_str()?, package["rust_version"].as_str()?)));
    all.filter(|(_, needs)| numbers(needs) > numbers(declared))
        .map(|(name, needs)| format!("{name}: {needs}"))
        .collect()
}

/// Major and minor: a patch brings nothing that code could need.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').take(2).filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{DECLARED, installed, newer_than};

    #[test]
    fn the_declared_toolchain_is_found_by_its_number() {
        let list = |name: &str| format!("stable-x86_64-unknown-linux-gnu (default)\n{name}-x86_64-unknown-linux-gnu\n");
        assert!(installed(&list(DECLARED)).is_some());
        assert!(installed(&list(&format!("{DECLARED}.1"))).is_some());
        assert_eq!(installed(&list(&format!("{DECLARED}9"))), None);
        assert_eq!(installed("`rustup toolchain list` did not start"), None);
    }

    #[test]
    fn a_dependency_that_asks_for_more_is_named() {
        let package = |name, needs| json!({ "name": name, "rust_version": needs });
        let packages = json!({ "packages": [
            package("old", json!("1.70")), package("mute", json!(null)), package("same", json!("1.89.1")),
            package("new", json!("1.90")), package("newest", json!("1.100.0")),
        ] });
        assert_eq!(newer_than("1.89", &packages), ["new: 1.90", "newest: 1.100.0"]);
    }
}
