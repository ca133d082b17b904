//! The statuses: each has a name, and each is explained.

use std::collections::BTreeSet;
use std::ffi::CStr;

const HEADER: &str = include_str!("../include/kinpass.h");
const ERRORS: &str = include_str!("../docs/errors.md");

/// The statuses of the header: names and numbers.
fn statuses() -> Vec<(&'static str, i32)> {
    let (_, enumeration) = HEADER.split_once("KINPASS_INT32_ENUM(kinpass_status) {").expect("the status enumeration");
    let (enumeration, _) = enumeration.split_once("};").expect("its end");
    let lines = enumeration.lines().map(str::trim).filter(|line| line.starts_with("KINPASS_"));
    lines
        .map(|line| {
            let (name, number) = line.trim_end_matches(',').split_once(" = ").expect("a name and a number");
            (name, number.parse().expect("a number"))
        })
        .collect()
}

fn name(status: i32) -> &'static str {
    let name = kinpass::ffi::version::kinpass_status_name(status);
    assert!(!name.is_null(), "{status}");
    unsafe { CStr::from_ptr(name) }.to_str().expect("names are ASCII")
}

#[test]
fn each_status_of_the_header_has_its_name() {
    let statuses = statuses();
    assert!(statuses.len() > 40, "the header is not read well: {statuses:?}");
    for (expected, number) in &statuses {
        assert_eq!(name(*number), *expected);
    }
    let numbers: BTreeSet<_> = statuses.iter().map(|(_, number)| number).collect();
    assert_eq!(numbers.len(), statuses.len(), "no number stands for two statuses");
}

#[test]
fn any_other_number_has_a_name_too() {
    let known: BTreeSet<_> = statuses().into_iter().map(|(_, number)| number).collect();
    for number in (-10..2000).chain([i32::MIN, i32::MAX]).filter(|number| !known.contains(number)) {
        assert_eq!(name(number), "KINPASS_ERROR_UNKNOWN");
    }
}

#[test]
fn each_status_is_explained() {
    let words: BTreeSet<_> = ERRORS.split(|it: char| !(it.is_ascii_alphanumeric() || it == '_')).collect();
    let missing: Vec<_> = statuses().into_iter().map(|(name, _)| name).filter(|name| !words.contains(name)).collect();
    assert!(missing.is_empty(), "docs/errors.md does not tell of {missing:?}");
    let known: BTreeSet<_> = statuses().into_iter().map(|(name, _)| name).chain(["KINPASS_ERROR_UNKNOWN"]).collect();
    let is_status = |word: &&&str| word.starts_with("KINPASS_ERROR_") && !word.starts_with("KINPASS_ERROR_CATEGORY");
    let gone: Vec<_> = words.iter().filter(is_status).filter(|word| !known.contains(**word)).collect();
    assert!(gone.is_empty(), "docs/errors.md tells of what is not there: {gone:?}");
}
