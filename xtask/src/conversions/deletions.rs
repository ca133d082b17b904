//! Deletes each line that converts something, one at a time and in memory, and asks whether the check would notice.

use super::bindings::Binding;
use super::rules::{Looked, Rules};
use crate::context::Context;

pub struct Deleted {
    pub noticed: u64,
    /// Where each is, and what it says.
    pub unnoticed: Vec<String>,
}

pub fn each(context: &Context, binding: &Binding) -> Result<Deleted, String> {
    let rules = Rules::new(context, binding)?;
    let files = binding.sources(context)?;
    let mut looked: Vec<Looked> = files.iter().map(|(path, text)| rules.look(path, text)).collect();
    // Where something is left out already, whatever is deleted would count as noticed.
    if !rules.wrong(&looked).is_empty() {
        return Err("something is left out as it is".to_owned());
    }
    let mut deleted = Deleted { noticed: 0, unnoticed: Vec::new() };
    for (at, (path, text)) in files.iter().enumerate() {
        for (begin, end) in conversions(&rules, &looked[at]) {
            let without = rules.look(path, &format!("{}{}", &text[..begin], &text[end..]));
            let before = std::mem::replace(&mut looked[at], without);
            if rules.wrong(&looked).is_empty() {
                let line = before.source.line(begin);
                deleted.unnoticed.push(format!("{path}:{line}: {}", text[begin..end].trim()));
            } else {
                deleted.noticed += 1;
            }
            looked[at] = before;
        }
    }
    if deleted.noticed == 0 { Err("no line converts anything".to_owned()) } else { Ok(deleted) }
}

/// Where each assignment begins and ends that has to do with a field: whole lines.
fn conversions(rules: &Rules, one: &Looked) -> Vec<(usize, usize)> {
    let places: Vec<usize> = one.uses.iter().filter(|used| rules.converts(used)).map(|used| used.at).collect();
    assignments(&one.source.text)
        .into_iter()
        .filter(|(begin, end)| places.iter().any(|place| (*begin..*end).contains(place)))
        .collect()
}

/// Assignments that stand on lines of their own. What declares a variable is none: without it, nothing compiles.
fn assignments(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut begin = 0;
    while begin < text.len() {
        let end_of = |at: usize| text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        let mut end = end_of(begin);
        let line = text[begin..end].trim();
        let target = line.split(" = ").next().unwrap_or_default();
        if target.len() < line.len() && !target.contains([' ', '(']) {
            while end < text.len() && !text[begin..end].trim_end().ends_with([';', ',']) {
                end = end_of(end);
            }
            // What opens a block is more than a line.
            if !text[begin..end].contains("{\n") {
                found.push((begin, end));
            }
        }
        begin = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::assignments;

    #[test]
    fn assignments_are_whole_lines() {
        let text = "  raw.a = f(b);\n  const x y = 1;\n  raw.c = g(d,\n    e);\n  if (a == b)\n";
        let found: Vec<&str> = assignments(text).iter().map(|(begin, end)| text[*begin..*end].trim()).collect();
        assert_eq!(found, ["raw.a = f(b);", "raw.c = g(d,"]);
    }
}
