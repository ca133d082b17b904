//! A source file with its comments and strings blanked out, and which bracket stands around what.

/// The text keeps its length and lines, so that places in it are places in the file.
pub struct Source {
    /// Below the workspace's root.
    pub path: String,
    pub text: String,
    /// Where each pair of brackets opens and closes, in the order of their openings.
    pairs: Vec<(usize, usize)>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let text = blanked(text);
        let pairs = pairs(&text);
        Self { path: path.to_owned(), text, pairs }
    }

    /// How far something reaches that is declared here: to the end of the block around it. A parameter reaches to the end
    /// of its function's body; of a function without a body it does not.
    pub fn reach(&self, at: usize) -> Option<usize> {
        match self.around(at) {
            None => Some(self.text.len()),
            Some((open, close)) if self.text[open..].starts_with('{') => Some(close),
            Some((_, close)) => {
                let body = close + self.text[close..].find(['{', ';'])?;
                self.pairs.iter().find(|(open, _)| *open == body).map(|(_, close)| *close)
            }
        }
    }

    /// The innermost block around a place.
    pub fn block(&self, at: usize) -> (usize, usize) {
        let is_block = |(open, _): &(usize, usize)| self.text[*open..].starts_with('{');
        self.all_around(at).filter(is_block).last().unwrap_or((0, self.text.len()))
    }

    /// The innermost pair of brackets around a place.
    fn around(&self, at: usize) -> Option<(usize, usize)> {
        self.all_around(at).last()
    }

    fn all_around(&self, at: usize) -> impl Iterator<Item = (usize, usize)> {
        self.pairs.iter().copied().take_while(move |(open, _)| *open < at).filter(move |(_, close)| *close > at)
    }

    /// Where a piece of the text stands in it.
    pub fn place(&self, piece: &str) -> usize {
        piece.as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// Counted from 1.
    pub fn line(&self, at: usize) -> usize {
        1 + self.text[..at].matches('\n').count()
    }
}

/// Comments and strings become spaces.
fn blanked(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while let Some(found) = text[at..].find(['"', '\'', '/']) {
        at += found;
        let length = skipped(&text[at..]);
        bytes[at..at + length].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        at += length.max(1);
    }
    String::from_utf8(bytes).expect("whole characters were replaced")
}

/// The length of the comment, string or character that begins here; 0 if none does.
fn skipped(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return text.find("*/").map_or(text.len(), |end| end + 2);
    }
    let Some(quote) = text.chars().next().filter(|letter| *letter != '/') else { return 0 };
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // One that does not end here is a mark in a number.
            '\n' => return 1,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn pairs(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '{' | '(' => open.push(at),
            '}' | ')' => found.extend(open.pop().map(|begin| (begin, at))),
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::{Source, blanked};

    #[test]
    fn comments_and_strings_are_blanked_in_place() {
        assert_eq!(blanked("a // b {\nc"), "a       \nc");
        assert_eq!(blanked("a /* {\n */ b"), "a     \n    b");
        assert_eq!(blanked("f(\"{ \\\" }\") / 2"), "f(        ) / 2");
        assert_eq!(blanked("c == '{'"), "c ==    ");
        assert_eq!(blanked("\"\u{e9}\"").len(), "\"\u{e9}\"".len());
    }

    #[test]
    fn a_local_reaches_to_the_end_of_its_block() {
        let source = Source::new("x", "f() { if (a) { T x; x.a; } x.b; }");
        let at = source.text.find("T x").unwrap();
        assert_eq!(&source.text[at..source.reach(at).unwrap()], "T x; x.a; ");
    }

    #[test]
    fn a_parameter_reaches_to_the_end_of_the_body() {
        let source = Source::new("x", "f(T x) const\n{ x.a; }\nx.b; g(T x);");
        let at = source.text.find("T x").unwrap();
        assert!(source.text[at..source.reach(at).unwrap()].ends_with("x.a; "));
        assert_eq!(source.reach(source.text.rfind("T x").unwrap()), None);
    }
}
