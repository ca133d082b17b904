//! Whether the plugin reaches the whole ABI: each function, each event kind, each field of each struct.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

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

/// Fields that belong to what is left out, or that the compiler fills.
const FIELDS_LEFT_OUT: &[(&str, &str)] = &[
    ("kinpass_config.callbacks_on_worker", "everything arrives on the game thread"),
    ("kinpass_config.event_callback", "the plugin pulls"),
    ("kinpass_config.log_user_data", "the log function needs none"),
    ("kinpass_config.reserved", "must be 0"),
    ("kinpass_event.client", "each client of the plugin pulls its own events"),
    ("kinpass_event.operation_kind", "who waits for an operation knows what it is"),
    ("kinpass_event.user_data", "who waits is found by the operation's id"),
    ("kinpass_error.status", "the same as the event's"),
    ("kinpass_log_line.level", "the log function is told it"),
    ("kinpass_log_line.target", "the log function is told it"),
    ("kinpass_log_line.text", "the log function is told it"),
    ("kinpass_log_line.dropped", "no line waits, so none is dropped"),
    ("kinpass_callback.function", "the plugin pulls"),
    ("kinpass_callback.user_data", "the plugin pulls"),
    ("kinpass_callback.release", "the plugin pulls"),
];

/// Checks `sources` (the plugin's private files) against the header.
pub fn check(header: &Path, sources: &Path, page: &Path) -> Outcome {
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let header = read(header)?;
    let page = read(page)?;
    let mut code = String::new();
    for ending in ["cpp", "h"] {
        for path in super::files(sources, ending)? {
            code += &without_comments(&read(&path)?);
        }
    }
    let words: BTreeSet<&str> = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let mut missing = Vec::new();

    let functions = functions(&header);
    let kinds = event_kinds(&header);
    if functions.len() < 40 || kinds.len() < 10 {
        return Err(format!(
            "only {} functions and {} event kinds found: is the header read right?",
            functions.len(),
            kinds.len()
        ));
    }
    for name in functions.iter().chain(&kinds) {
        let left_out = LEFT_OUT.iter().any(|(other, _)| other == name);
        match (words.contains(name), left_out) {
            (false, false) => missing.push(format!("{name} is not reached")),
            (true, true) => missing.push(format!("{name} is reached: take it off the list of what is left out")),
            (false, true) if !page.contains(name) => {
                missing.push(format!("{name} is left out, and the page does not say so"))
            }
            _ => {}
        }
    }
    for (name, _) in LEFT_OUT {
        if !functions.contains(name) {
            missing.push(format!("{name} is left out, but the header has no such function"));
        }
    }
    for (owner, field) in fields(&header) {
        let left_out =
            field == "struct_size" || FIELDS_LEFT_OUT.iter().any(|(name, _)| *name == format!("{owner}.{field}"));
        if !left_out && !words.contains(field) {
            missing.push(format!("{owner}.{field} is not used"));
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

/// Names of exported functions: the line after `KINPASS_API` has the first `(`.
fn functions(header: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut lines = header.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "KINPASS_API" {
            let head = lines.next().and_then(|line| line.split_once('(')).map_or("", |(head, _)| head);
            names.extend(head.rsplit([' ', '*']).next().filter(|name| name.starts_with("kinpass_")));
        }
    }
    names
}

fn event_kinds(header: &str) -> Vec<&str> {
    let block = header.split("KINPASS_INT32_ENUM(kinpass_event_kind) {").nth(1).and_then(|rest| rest.split('}').next());
    let lines = block.unwrap_or_default().lines().map(str::trim);
    lines.filter(|line| line.starts_with("KINPASS_EVENT_KIND_")).filter_map(|line| line.split(' ').next()).collect()
}

/// Each field with its struct.
fn fields(header: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for block in header.split("typedef struct {").skip(1) {
        let Some((body, rest)) = block.split_once("\n} ") else { continue };
        let owner = rest.split(';').next().unwrap_or_default();
        for line in body.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            // A function pointer has its name in parentheses; its parameters go on over more lines.
            let name = match line.split_once("(*") {
                Some((_, name)) => name.split(')').next(),
                None => line.strip_suffix(';').and_then(|line| line.rsplit([' ', '*']).next()),
            };
            let name = name.unwrap_or_default().split('[').next().unwrap_or_default();
            if !name.is_empty() && !name.contains(')') {
                found.push((owner, name));
            }
        }
    }
    found
}

fn without_comments(code: &str) -> String {
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{event_kinds, fields, functions, without_comments};

    const HEADER: &str = "\
// Tells.
KINPASS_INT32_ENUM(kinpass_event_kind) {
  // Never.
  KINPASS_EVENT_KIND_NONE = 0,
  KINPASS_EVENT_KIND_DONE = 1,
};
typedef struct {
  // The size.
  size_t struct_size;
  const kinpass_b *b;
  uint8_t reserved[6];
  int32_t (*load)(void *user_data,
                  void *sink);
} kinpass_a;
KINPASS_API
const char *kinpass_name(int32_t status);
KINPASS_API
kinpass_status kinpass_start(kinpass_a a,
                             kinpass_b *b);
";

    #[test]
    fn the_header_is_read() {
        assert_eq!(functions(HEADER), ["kinpass_name", "kinpass_start"]);
        assert_eq!(event_kinds(HEADER), ["KINPASS_EVENT_KIND_NONE", "KINPASS_EVENT_KIND_DONE"]);
        let names: Vec<_> = fields(HEADER).into_iter().collect();
        assert_eq!(
            names,
            [("kinpass_a", "struct_size"), ("kinpass_a", "b"), ("kinpass_a", "reserved"), ("kinpass_a", "load")]
        );
    }

    #[test]
    fn a_comment_reaches_nothing() {
        assert!(!without_comments("a(); // kinpass_name").contains("kinpass_name"));
    }
}
