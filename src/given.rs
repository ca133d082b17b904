//! What came in place of what was expected, as it may be told: short, escaped, and no secret.

use std::fmt::{self, Display, Formatter};

/// No longer text is shown: a number or a name is short, a secret that was given for it by mistake is not.
const MAX_TEXT: usize = 20;
/// Addresses are cut here.
const MAX_ADDRESS: usize = 80;

/// What the reason of a refusal may say of a value. A text of the caller's is none: [`Text`] says how it is told.
pub(crate) trait Given: Display {}

impl Given for i32 {}
impl Given for u32 {}
impl Given for usize {}
/// Words of ours.
impl Given for &'static str {}

/// A text of the caller's.
pub(crate) enum Text<'a> {
    /// It should be short and hold no secret: `"my-app"`.
    Shown(&'a str),
    /// An address: `"http://example.com"`.
    Address(&'a str),
    /// It may hold a secret: only its length is told.
    Hidden(&'a str),
}

impl Given for Text<'_> {}

impl Display for Text<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(text) if text.chars().count() <= MAX_TEXT => write!(formatter, "{text:?}"),
            Self::Address(text) if tells_a_place_only(text) => match text.char_indices().nth(MAX_ADDRESS) {
                None => write!(formatter, "{text:?}"),
                Some((end, _)) => write!(formatter, "{:?}... of {} bytes", &text[..end], text.len()),
            },
            Self::Shown(text) | Self::Address(text) | Self::Hidden(text) => {
                write!(formatter, "a text of {} bytes", text.len())
            }
        }
    }
}

/// It is an address, and without user and password, query and fragment.
fn tells_a_place_only(text: &str) -> bool {
    text.contains("://") && !text.contains(['@', '?', '#'])
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
    fn short_texts_are_escaped_and_longer_ones_are_not_repeated() {
        assert_eq!(Text::Shown("my-app").to_string(), "\"my-app\"");
        assert_eq!(Text::Shown("a\r\n\u{1b}\u{202e}\"b").to_string(), r#""a\r\n\u{1b}\u{202e}\"b""#);
        assert_eq!(Text::Shown(&"é".repeat(MAX_TEXT)).to_string(), format!("\"{}\"", "é".repeat(MAX_TEXT)));
        assert_eq!(Text::Shown(&"é".repeat(MAX_TEXT + 1)).to_string(), "a text of 42 bytes");
    }

    #[test]
    fn addresses_are_cut_and_tell_a_place_only() {
        assert_eq!(Text::Address("http://example.com/a").to_string(), "\"http://example.com/a\"");
        let long = format!("http://{}", "é".repeat(MAX_ADDRESS));
        assert_eq!(
            Text::Address(&long).to_string(),
            format!("\"http://{}\"... of 167 bytes", "é".repeat(MAX_ADDRESS - 7))
        );
        for more in ["https://user:hush@example.com", "https://example.com/?key=hush", "x://y#hush", "hush"] {
            assert_eq!(Text::Address(more).to_string(), format!("a text of {} bytes", more.len()));
        }
    }

    #[test]
    fn what_may_be_a_secret_is_told_by_its_length() {
        assert_eq!(Text::Hidden("hush-hush").to_string(), "a text of 9 bytes");
    }
}
