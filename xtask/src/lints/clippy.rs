//! Clippy. Its warnings are errors for one version only: the next Rust brings new ones, and breaks nobody's build.

use crate::context::{BUILD_LIMIT, Context, TEST_LIMIT};
use crate::tally::Tally;

/// The Rust whose clippy has to be content. With rustup: `cargo +1.95 xtask test --only lints`.
const PINNED: &str = "1.95";

pub fn run(context: &Context, tally: &mut Tally) {
    let version = context.run(context.cargo().args(["clippy", "--version"]), TEST_LIMIT).result();
    let pinned = version.as_deref().is_ok_and(|version| rust_version(version).as_deref() == Some(PINNED));
    let mut clippy = context.cargo();
    clippy.args(["clippy", "--workspace", "--all-targets", "--features", "kinpass/test-hooks"]);
    if pinned {
        clippy.args(["--", "--deny", "warnings"]);
    }
    let outcome = context.run(&mut clippy, BUILD_LIMIT).result();
    if let (false, Ok(output)) = (pinned, &outcome) {
        print!("{output}");
        let here = version.unwrap_or_default();
        let why = format!("they are for clippy of Rust {PINNED}; here is {}, what it says stands above", here.trim());
        tally.skip("lints: clippy's warnings as errors", &why);
    }
    tally.check("lints: cargo clippy", outcome.map(drop));
}

/// Clippy's `0.1.95` belongs to Rust 1.95.
fn rust_version(clippy: &str) -> Option<String> {
    let minor = clippy.strip_prefix("clippy 0.1.")?.split(|sign: char| !sign.is_ascii_digit()).next()?;
    Some(format!("1.{minor}"))
}

#[cfg(test)]
mod tests {
    use super::rust_version;

    #[test]
    fn clippy_names_its_rust() {
        assert_eq!(rust_version("clippy 0.1.95 (59807616e1 2026-04-14)\n").as_deref(), Some("1.95"));
        assert_eq!(rust_version("clippy 0.1.100-nightly (0123456789 2026-11-01)").as_deref(), Some("1.100"));
        assert_eq!(rust_version("error: no such command: `clippy`"), None);
    }
}
