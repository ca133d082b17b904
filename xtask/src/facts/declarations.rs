//! Parts the text of a header into its declarations, each with the comment in front of it. What the preprocessor reads is
//! left out.

use super::Doc;

/// A declaration at the top level: `doc` is the comment in front, `lines` is its text, comments within included.
#[derive(Debug, Default)]
pub struct Declaration {
    pub doc: Doc,
    pub lines: Vec<String>,
}

/// The text of a `//` or `///` comment.
pub fn comment(line: &str) -> Option<&str> {
    let text = line.strip_prefix("//")?.trim_start_matches('/');
    Some(text.strip_prefix(' ').unwrap_or(text).trim_end())
}

pub fn all(header: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut open = Declaration::default();
    let mut depth = 0_usize;
    for line in code_lines(header) {
        match comment(line) {
            Some(text) if open.lines.is_empty() => open.doc.push(text.to_owned()),
            Some(_) => open.lines.push(line.to_owned()),
            // A comment that stands alone is none of what follows.
            None if line.is_empty() && open.lines.is_empty() => open.doc.clear(),
            // The block around everything.
            None if line == "extern \"C\" {" || (line.starts_with('}') && open.lines.is_empty()) => open.doc.clear(),
            None => {
                depth = depth + line.matches('{').count() - line.matches('}').count();
                open.lines.push(line.to_owned());
                if depth == 0 && line.ends_with([';', '}']) {
                    found.push(std::mem::take(&mut open));
                }
            }
        }
    }
    found
}

/// All lines but block comments and what belongs to the preprocessor.
fn code_lines(header: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut in_comment, mut in_directive) = (false, false);
    for line in header.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.contains("*/");
        } else if in_directive || line.starts_with('#') {
            in_directive = line.ends_with('\\');
        } else {
            lines.push(line);
        }
    }
    lines
}
