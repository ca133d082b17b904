//! Whether the plugin reaches each function of the header.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::facts::Facts;
use crate::tally::Outcome;

/// What makes no sense in the engine, and why. `docs/unreal.md` has to name each.
const LEFT_OUT: &[(&str, &str)] = &[
    ("kinpass_client_poll", "the plugin pulls with kinpass_client_next_event, so no native code calls into the engine"),
    ("kinpass_client_wait", "it blocks, and the game thread must not"),
    ("kinpass_client_set_log", "the plugin sets its log function by kinpass_config, so that creating speaks, too"),
    ("kinpass_client_keep_log", "the plugin sets a log function: UE_LOG takes lines on any thread, at once"),
    ("kinpass_client_next_log_line", "as kinpass_client_keep_log"),
    ("kinpass_log_line_release", "as kinpass_client_keep_log"),
];

/// Checks `sources` (the plugin's private files) against the header. Event kinds are the compiler's to check: the switch
/// over them has no default.
pub fn check(facts: &Facts, sources: &Path, page: &Path) -> Outcome {
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let page = read(page)?;
    let mut code = String::new();
    for ending in ["cpp", "h"] {
        for path in super::files(sources, ending)? {
            code += &without_comments(&read(&path)?);
        }
    }
    let words: BTreeSet<&str> = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let mut wrong = Vec::new();
    for name in facts.function_names() {
        let left_out = LEFT_OUT.iter().any(|(other, _)| *other == name);
        match (words.contains(name), left_out) {
            (false, false) => wrong.push(format!("{name} is not reached")),
            (true, true) => wrong.push(format!("{name} is reached: take it off the list of what is left out")),
            (false, true) if !page.contains(name) => {
                wrong.push(format!("{name} is left out, and the page does not say so"))
            }
            _ => {}
        }
    }
    let gone = LEFT_OUT.iter().map(|(name, _)| name).filter(|name| facts.function(name).is_none());
    wrong.extend(gone.map(|name| format!("{name} is left out, but the header has no such function")));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn without_comments(code: &str) -> String {
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn a_comment_reaches_nothing() {
        assert!(!without_comments("a(); // kinpass_name").contains("kinpass_name"));
    }
}
