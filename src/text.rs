//! Texts from outside, made fit for a line of a log.

use std::borrow::Cow;

/// On one line, and nothing in it that a terminal or a reader of logs obeys: control characters, line breaks and marks that turn
/// the direction are written as escapes.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 16);
    for it in text.chars() {
        if obeyed(it) { line.extend(it.escape_default()) } else { line.push(it) }
    }
    Cow::Owned(line)
}

fn obeyed(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn nothing_that_is_obeyed_is_left() {
        for (text, expected) in [
            ("plain \"text\" \\ with é and 🏮", "plain \"text\" \\ with é and 🏮"),
            ("a\nkinpass: all is well\r\n", "a\\nkinpass: all is well\\r\\n"),
            ("\u{1b}[2Jgone\u{7}\0\u{7f}\u{9b}", "\\u{1b}[2Jgone\\u{7}\\u{0}\\u{7f}\\u{9b}"),
            ("a\u{2028}b\u{2029}c\u{85}", "a\\u{2028}b\\u{2029}c\\u{85}"),
            ("\u{202e}drawkcab\u{2066}\u{feff}", "\\u{202e}drawkcab\\u{2066}\\u{feff}"),
            ("\ttab", "\\ttab"),
        ] {
            assert_eq!(one_line(text), expected);
        }
    }
}
