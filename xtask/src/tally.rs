//! Counts checks and prints one line for each.

use std::io::{Write, stdout};

/// What a check came to: nothing, or what there is to see of its failure.
pub type Outcome = Result<(), String>;

/// How much of a failure's output is shown.
const TAIL_LINES: usize = 60;

/// The checks so far.
#[derive(Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    failures: Vec<String>,
    /// What could not be checked here, and why.
    skipped: Vec<String>,
}

impl Tally {
    /// Takes note of one check.
    pub fn check(&mut self, name: &str, outcome: Outcome) {
        match outcome {
            Ok(()) => self.add(name, 1, 0, ""),
            Err(why) => self.add(name, 0, 1, &why),
        }
    }

    /// Takes note of a program that runs many checks of its own. `output` is shown if one failed.
    pub fn add(&mut self, name: &str, passed: u64, failed: u64, output: &str) {
        // A program that checked nothing proved nothing.
        let failed = if passed + failed == 0 { 1 } else { failed };
        self.passed += passed;
        self.failed += failed;
        if failed == 0 {
            let many = if passed == 1 { String::new() } else { format!(" ({passed})") };
            println!("ok      {name}{many}");
            return;
        }
        let mut lines = format!("FAILED  {name} ({failed} of {})\n", passed + failed);
        for line in excerpt(output) {
            lines += &format!("        | {line}\n");
        }
        // At once: other steps print, too.
        let _ = stdout().lock().write_all(lines.as_bytes());
        self.failures.push(name.to_owned());
    }

    /// Takes note of a check that this machine can't make: it is named here, named again at the end, and counted.
    pub fn skip(&mut self, name: &str, why: &str) {
        let skipped = format!("{name}: {why}");
        println!("skipped {skipped}");
        self.skipped.push(skipped);
    }

    /// Takes over what another has counted.
    pub fn merge(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self.skipped.extend(other.skipped);
    }

    /// Names what was skipped and what failed, closes with the count, and says whether all is well.
    pub fn close(self) -> Outcome {
        println!("\n{}", self.summary());
        if self.failed == 0 && self.passed > 0 { Ok(()) } else { Err(String::new()) }
    }

    fn summary(&self) -> String {
        let mut lines: Vec<String> = self.skipped.iter().map(|name| format!("skipped {name}")).collect();
        lines.extend(self.failures.iter().map(|name| format!("FAILED  {name}")));
        let skipped = match self.skipped.len() {
            0 => String::new(),
            many => format!(", {many} skipped"),
        };
        lines.push(format!("{} passed, {} failed{skipped}", self.passed, self.failed));
        lines.join("\n")
    }
}

/// What says why it failed: each `FAILED` with what follows it, then the end.
fn excerpt(output: &str) -> Vec<&str> {
    let lines: Vec<&str> = output.trim_end().lines().collect();
    let (head, end) = lines.split_at(lines.len().saturating_sub(TAIL_LINES));
    let mut excerpt = Vec::new();
    let mut failing = false;
    for line in head {
        failing = line.starts_with("FAIL") || (failing && !line.starts_with("ok "));
        if failing && excerpt.len() < TAIL_LINES {
            excerpt.push(*line);
        }
    }
    excerpt.extend(end);
    excerpt
}

#[cfg(test)]
mod tests {
    use super::{TAIL_LINES, Tally, excerpt};

    #[test]
    fn the_end_names_what_was_skipped_and_what_failed() {
        let mut tally = Tally { passed: 7, ..Tally::default() };
        assert_eq!(tally.summary(), "7 passed, 0 failed");
        let (failures, skipped) = (vec!["a".to_owned()], vec!["b: not here".to_owned()]);
        tally.merge(Tally { passed: 1, failed: 2, failures, skipped });
        assert_eq!(tally.summary(), "skipped b: not here\nFAILED  a\n8 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn an_early_failure_is_shown_too() {
        let end = "ok      z\n".repeat(TAIL_LINES);
        let output = format!("ok      a\nFAILED  b\n        why\nok      c\n{end}");
        assert_eq!(excerpt(&output)[..3], ["FAILED  b", "        why", "ok      z"]);
        assert_eq!(excerpt("ok      a\nFAILED  b\n"), ["ok      a", "FAILED  b"]);
    }
}
