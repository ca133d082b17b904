//! JSON of what is nearly JSON, for answers that a strict reader refuses as a whole.

use std::fmt::Write;
use zeroize::Zeroizing;

/// Mends what PHP, Python and cut texts are known to write: half a character (`\ud83d` alone) becomes U+FFFD, a raw control
/// character in a text is escaped, and a number that no reader can hold (`1e999`, `NaN`, `Infinity`) becomes null. All else
/// stays as it is.
pub(super) fn repair(text: &str) -> Zeroizing<String> {
    let mut mended = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some((outside, inside)) = rest.split_once('"') {
        words(outside, &mut mended);
        mended.push('"');
        rest = string(inside, &mut mended);
    }
    words(rest, &mut mended);
    mended
}

/// What stands between texts.
fn words(text: &str, mended: &mut String) {
    let is_border = |it: char| it.is_ascii_whitespace() || matches!(it, ',' | ':' | '[' | ']' | '{' | '}');
    for word_and_border in text.split_inclusive(is_border) {
        let word = word_and_border.trim_end_matches(is_border);
        let unheld = word.parse::<f64>().is_ok_and(|number| !number.is_finite());
        mended.push_str(if unheld { "null" } else { word });
        mended.push_str(&word_and_border[word.len()..]);
    }
}

/// The inside of a text and its closing quote; what follows them.
fn string<'a>(mut rest: &'a str, mended: &mut String) -> &'a str {
    while let Some(found) = rest.find(|it: char| it == '"' || it == '\\' || it < ' ') {
        mended.push_str(&rest[..found]);
        rest = &rest[found..];
        rest = match rest.as_bytes()[0] {
            b'"' => {
                mended.push('"');
                return &rest[1..];
            }
            b'\\' => escape(rest, mended),
            control => {
                let _ = write!(mended, "\\u{control:04x}");
                &rest[1..]
            }
        };
    }
    mended.push_str(rest);
    ""
}

/// The escape at the beginning of `text`; what follows it.
fn escape<'a>(text: &'a str, mended: &mut String) -> &'a str {
    let length = match (unit(text), text.get(6..).and_then(unit)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
        (Some(0xd800..=0xdfff), _) => {
            mended.push_str("\\ufffd");
            return &text[6..];
        }
        (Some(_), _) => 6,
        (None, _) => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
    };
    mended.push_str(&text[..length]);
    &text[length..]
}

/// The 16 bits that `\uXXXX` at the beginning of `text` stands for.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn half_characters_are_replaced_and_whole_ones_stay() {
        for (text, expected) in [
            (r#""Ada \ud83d""#, "Ada \u{fffd}"),
            (r#""Ada \ud83d Lovelace""#, "Ada \u{fffd} Lovelace"),
            (r#""\ude00 Ada""#, "\u{fffd} Ada"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
            (r#""\ud83d\u0041\uDE00""#, "\u{fffd}A\u{fffd}"),
            (r#""\ud83d\n\"\\\ud83d""#, "\u{fffd}\n\"\\\u{fffd}"),
            (r#""\\ud83d \ud83d""#, "\\ud83d \u{fffd}"),
            (r#""\u00e9\ud83d\ude00 \ud83d""#, "é\u{1f600} \u{fffd}"),
        ] {
            assert_eq!(parse(text), Some(json!(expected)), "{text}");
        }
    }

    #[test]
    fn raw_control_characters_are_escaped() {
        assert_eq!(parse("{\"a\nb\": \"\t\u{0}\"}"), Some(json!({ "a\nb": "\t\u{0}" })));
    }

    #[test]
    fn numbers_that_nobody_can_hold_are_null() {
        let text = r#"{"a":1e999,"b":-1E+999 ,"c":[NaN,Infinity,-Infinity],"d":"NaN","e":1.5}"#;
        let expected = json!({ "a": null, "b": null, "c": [null, null, null], "d": "NaN", "e": 1.5 });
        assert_eq!(parse(text), Some(expected));
    }

    #[test]
    fn what_is_no_json_stays_none() {
        for text in
            ["", "<html>", "{", "{\"a\":1,,]", "\"", "\"\\", "\"\\u12", "\"\\ud8", "\"\\é", "nan}", "{\"a\":5.}"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn good_json_stays_as_it_is(text: String, number: f64) {
            let written = json!({ text.clone(): [text, number], "n": null }).to_string();
            prop_assert_eq!(&*repair(&written), &written);
        }

        #[test]
        fn nothing_panics(text in r#"[\[\]{}",:\\udD8e\x00-\x20é0-9.+NaIf-]*"#) {
            let _ = parse(&text);
        }
    }
}
