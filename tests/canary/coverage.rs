//! What there is, by the header, beside what was run.

use super::common::event::COMPLETED;
use super::findings::{Findings, Ran};
use std::collections::BTreeSet;

const HEADER: &str = include_str!("../../include/kinpass.h");

/// Functions that start no operation. A new one stands here once somebody has thought of what it may tell, and to whom.
const OTHERS: &[&str] = &[
    // Run by the canary. They hand out what was asked for, and log at most.
    "kinpass_account_close",
    "kinpass_account_handle_redirect",
    "kinpass_account_open",
    "kinpass_account_peek_child_token",
    "kinpass_account_get_info",
    "kinpass_client_cancel_all",
    "kinpass_client_create",
    "kinpass_client_destroy",
    "kinpass_client_keep_log",
    "kinpass_client_next_event",
    "kinpass_client_next_log_line",
    "kinpass_client_set_log",
    "kinpass_client_wait",
    "kinpass_discord_create_authorization",
    "kinpass_event_release",
    "kinpass_last_refusal",
    "kinpass_log_line_release",
    "kinpass_operation_cancel",
    // Delivers the events that `next_event` does.
    "kinpass_client_poll",
    // Constants.
    "kinpass_abi_version",
    "kinpass_status_category",
    "kinpass_status_name",
    "kinpass_version",
    "kinpass_version_string",
];

/// Each kind of event came, each operation succeeded and failed, and no function is forgotten.
pub fn check(findings: &Findings) {
    let (events, operations) = (kinds("EVENT"), kinds("OPERATION"));
    let mut missing = Vec::new();
    for (number, name) in &events {
        if !findings.ran.iter().any(|ran| ran.event == *number) {
            missing.push(format!("event {name}"));
        }
    }
    for (number, name) in &operations {
        for (well, end) in [(true, "with success"), (false, "without success")] {
            if !findings.ran.contains(&Ran { event: COMPLETED, operation: *number, well }) {
                missing.push(format!("{name} {end}"));
            }
        }
    }
    let started: BTreeSet<_> = operations.iter().map(|(_, name)| format!("kinpass_{}", name.to_lowercase())).collect();
    for function in functions() {
        if !function.ends_with("_init") && !started.contains(function) && !OTHERS.contains(&function) {
            missing.push(format!("function {function}"));
        }
    }
    println!("{} kinds of events, {} operations", events.len(), operations.len());
    assert!(missing.is_empty(), "the canary does not run: {missing:#?}");
}

/// The constants of an enumeration, but for its zero.
fn kinds(of: &str) -> Vec<(i32, &'static str)> {
    let prefix = format!("KINPASS_{of}_KIND_");
    let constants = HEADER.lines().filter_map(|line| {
        let (name, number) = line.trim().strip_prefix(&prefix)?.strip_suffix(',')?.split_once(" = ")?;
        Some((number.parse().ok()?, name))
    });
    let kinds: Vec<_> = constants.filter(|(number, _)| *number != 0).collect();
    assert!(!kinds.is_empty(), "no {prefix} in the header");
    kinds
}

/// Those that the header declares: what stands below `KINPASS_API`, before the parenthesis.
fn functions() -> Vec<&'static str> {
    let declared = HEADER.lines().zip(HEADER.lines().skip(1)).filter(|(above, _)| *above == "KINPASS_API");
    let functions: Vec<_> =
        declared.filter_map(|(_, line)| line.split_once('(')?.0.rsplit([' ', '*']).next()).collect();
    assert!(OTHERS.iter().all(|name| functions.contains(name)), "not in the header: one of {OTHERS:?}");
    functions
}
