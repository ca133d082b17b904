//! `Third Party Notices.md` names every crate that is compiled into the library, with its licence.

use super::{PACKAGE, outcome, read};
use crate::context::{Context, TEST_LIMIT};
use crate::tally::Outcome;

pub fn check(context: &Context) -> Outcome {
    let notices = read(&context.root.join(PACKAGE).join("Third Party Notices.md"))?;
    let mut cargo = context.cargo();
    cargo.args(["tree", "--package", "kinpass", "--edges", "normal", "--prefix", "none", "--format", "| {p} | {l} |"]);
    let tree = context.run(&mut cargo, TEST_LIMIT).result()?;
    let mut lines: Vec<String> = tree.lines().filter_map(notice).collect();
    lines.sort();
    lines.dedup();
    if lines.is_empty() {
        return Err("cargo tree named no crate".to_owned());
    }
    let missing: Vec<String> = lines.into_iter().filter(|line| !notices.contains(line.as_str())).collect();
    outcome(&missing)
}

/// `| name | licence |` of `| name v1.2.3 (proc-macro) | licence |`: versions come from Cargo.lock.
fn notice(line: &str) -> Option<String> {
    let mut parts = line.split(" | ");
    let name = parts.next()?.trim_start_matches("| ").split(' ').next()?;
    let licence = parts.next()?.trim_end_matches("(*)").trim().trim_end_matches('|').trim();
    (name != "kinpass").then(|| format!("| {name} | {licence} |"))
}

#[cfg(test)]
mod tests {
    use super::notice;

    #[test]
    fn versions_and_marks_are_left_off() {
        assert_eq!(notice("| libc v0.2.1 | MIT OR Apache-2.0 |").as_deref(), Some("| libc | MIT OR Apache-2.0 |"));
        assert_eq!(notice("| x v1.0.0 (proc-macro) | MIT | (*)").as_deref(), Some("| x | MIT |"));
        assert_eq!(notice("| kinpass v0.1.0 (/somewhere) | MIT |"), None);
    }
}
