//! What came in place of what was expected, as it may be told: cut, escaped, and no secret.

use std::fmt::{self, Display, Formatter};

/// Texts of the caller's are cut here.
const MAX_TEXT: usize = 32;

/// What the reason of a refusal may say of a value. A text of the caller's is none: [`Text`] says how it is told.
pub(crate) trait Given: Display {}

impl Given for i32 {}
impl Given for u32 {}
impl Given for usize {}
/// Words of ours.
impl Given for &'static str {}

/// A text of the caller's.
pub(crate) enum Text<'a> {
    /// It holds no secret, and may be read: `"my-app"`.
    Shown(&'a str),
    /// It may hold one: only its length is told.
    Hidden(&'a str),
}

impl<'a> Text<'a> {
    /// An address is shown unless it carries more than a place: a user and password, a query, a fragment.
    pub(crate) fn address(text: &'a str) -> Self {
        if text.contains(['@', '?', '#']) { Self::Hidden(text) } else { Self::Shown(text) }
    }
}

impl Given for Text<'_> {}

impl Display for Text<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(text) => match text.char_indices().nth(MAX_TEXT) {
                None => write!(formatter, "{text:?}"),
                Some((end, _)) => write!(formatter, "{:?}... of {} bytes", &text[..end], text.len()),
            },
            Self::Hidden(text) => write!(formatter, "a text of {} bytes", text.len()),
        }
    }
}

/// Something else than expected, at this byte.
pub(crate) struct At(pub(crate) usize);

impl Given for At {}

impl Display for At {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "something else at byte {}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_and_escaped() {
        assert_eq!(Text::Shown("my-app").to_string(), "\"my-app\"");
        assert_eq!(Text::Shown("a\r\n\u{1b}\u{202e}\"b").to_string(), r#""a\r\n\u{1b}\u{202e}\"b""#);
        let long = "é".repeat(MAX_TEXT + 1);
        assert_eq!(Text::Shown(&long).to_string(), format!("\"{}\"... of 66 bytes", "é".repeat(MAX_TEXT)));
        assert_eq!(Text::Shown(&long[2..]).to_string(), format!("\"{}\"", "é".repeat(MAX_TEXT)));
    }

    #[test]
    fn what_may_be_a_secret_is_not_repeated() {
        assert_eq!(Text::Hidden("hush-hush").to_string(), "a text of 9 bytes");
        for carries_more in ["https://user:hush@example.com", "https://example.com/?key=hush", "/callback#hush"] {
            assert!(!Text::address(carries_more).to_string().contains("hush"));
        }
        assert_eq!(Text::address("http://example.com/a").to_string(), "\"http://example.com/a\"");
    }
}
