//! Finding secrets in texts that came from outside, however they are written there.
//!
//! The rule: no eight bytes of a secret in a row stay in a text, wherever in the secret they are; so what a service quotes of
//! its beginning or its end is found, too. They are found as they are, percent-encoded, form-encoded, JSON-escaped, one within
//! the other, and in base64 at any offset, as in Basic credentials. A secret of four to seven bytes is found as a whole only,
//! and a shorter one is none. Eight letters that a secret shares with the text by chance are lost to the reader: that costs a
//! word of a message, and the answer as it came is in the event's `response`.

use super::Secret;
use std::collections::HashMap;
use std::ops::Range;

const WINDOW: usize = 8;
const LEAST: usize = 4;

/// A byte, and the part of the text that stands for it.
#[derive(Clone)]
struct Unit {
    byte: u8,
    at: Range<usize>,
}

type Decoder = fn(&[Unit]) -> Vec<Unit>;

const ESCAPES: [&[Decoder]; 8] =
    [&[], &[percent], &[form], &[json], &[percent, json], &[form, json], &[json, percent], &[json, form]];

/// Replaces every secret in a text that came from outside.
pub(crate) fn redact(text: &str, secrets: &[Secret]) -> String {
    let readings = readings(text);
    let mut windows: HashMap<[u8; WINDOW], Vec<Range<usize>>> = HashMap::new();
    for units in readings.iter().flat_map(|reading| reading.windows(WINDOW)) {
        windows.entry(std::array::from_fn(|at| units[at].byte)).or_default().push(range(units));
    }
    let mut found = Vec::new();
    for secret in secrets.iter().map(|secret| secret.expose().as_bytes()) {
        if secret.len() >= WINDOW {
            found.extend(secret.windows(WINDOW).filter_map(|window| windows.remove(window)).flatten());
        } else if secret.len() >= LEAST {
            let candidates = readings.iter().flat_map(|reading| reading.windows(secret.len()));
            found.extend(candidates.filter(|units| units.iter().map(|unit| &unit.byte).eq(secret)).map(range));
        }
    }
    replace(text, found)
}

/// The bytes of a character. What stands for one of them stands for all: no part of a character is ever replaced.
fn units(text: &str, at: Range<usize>) -> impl Iterator<Item = Unit> {
    text.as_bytes()[at.clone()].iter().map(move |byte| Unit { byte: *byte, at: at.clone() })
}

/// The text in each way in which it can be read.
fn readings(text: &str) -> Vec<Vec<Unit>> {
    let plain: Vec<_> = text.char_indices().flat_map(|(at, it)| units(text, at..at + it.len_utf8())).collect();
    let ways = if text.contains(['%', '+', '\\']) { &ESCAPES[..] } else { &ESCAPES[..1] };
    let read = |decoders: &&[Decoder]| decoders.iter().fold(plain.clone(), |units, decode| decode(&units));
    let mut readings: Vec<_> = ways.iter().map(read).collect();
    let encoded: Vec<_> = readings.iter().flat_map(|units| base64(units)).collect();
    // Basic credentials are form-encoded within.
    readings.extend(encoded.into_iter().flat_map(|units| [percent(&units), form(&units), units]));
    readings
}

fn range(units: &[Unit]) -> Range<usize> {
    units.first().map_or(0, |unit| unit.at.start)..units.last().map_or(0, |unit| unit.at.end)
}

fn replace(text: &str, mut found: Vec<Range<usize>>) -> String {
    found.sort_by_key(|range| range.start);
    let mut redacted = String::with_capacity(text.len());
    let mut done = 0;
    for range in found {
        if range.start > done || done == 0 {
            redacted.push_str(&text[done..range.start]);
            redacted.push_str("[secret]");
        }
        done = done.max(range.end);
    }
    redacted.push_str(&text[done..]);
    redacted
}

/// Decodes what `escape` finds at the beginning of the units: the bytes, and how many units they took.
fn decode(units: &[Unit], escape: impl Fn(&[Unit]) -> Option<(Vec<u8>, usize)>) -> Vec<Unit> {
    let mut decoded = Vec::with_capacity(units.len());
    let mut rest = units;
    while let Some(first) = rest.first() {
        let (bytes, taken) = escape(rest).unwrap_or_else(|| (vec![first.byte], 1));
        let at = range(&rest[..taken]);
        decoded.extend(bytes.into_iter().map(|byte| Unit { byte, at: at.clone() }));
        rest = &rest[taken..];
    }
    decoded
}

fn percent(units: &[Unit]) -> Vec<Unit> {
    decode(units, |units| match units.first()?.byte {
        b'%' => Some((vec![number(units.get(1..3)?)? as u8], 3)),
        _ => None,
    })
}

fn form(units: &[Unit]) -> Vec<Unit> {
    let spaced = decode(units, |units| (units.first()?.byte == b'+').then(|| (vec![b' '], 1)));
    percent(&spaced)
}

fn json(units: &[Unit]) -> Vec<Unit> {
    decode(units, |units| {
        let [backslash, letter, ..] = units else { return None };
        if backslash.byte != b'\\' {
            return None;
        }
        let plain = match letter.byte {
            b'u' => return unicode(units),
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            other => other,
        };
        Some((vec![plain], 2))
    })
}

/// `\uXXXX`, or a pair of them.
fn unicode(units: &[Unit]) -> Option<(Vec<u8>, usize)> {
    let unit = |from: usize| Some(number(units.get(from + 2..from + 6)?)? as u16);
    let first = unit(0)?;
    let second = units.get(6..8).filter(|next| next[0].byte == b'\\' && next[1].byte == b'u').and_then(|_| unit(6));
    let read = |halves: &[u16]| String::from_utf16(halves).ok().map(String::into_bytes);
    match (read(&[first]), second) {
        (Some(bytes), _) => Some((bytes, 6)),
        (None, Some(second)) => Some((read(&[first, second])?, 12)),
        (None, None) => None,
    }
}

/// A hexadecimal number.
fn number(digits: &[Unit]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| Some(number * 16 + char::from(digit.byte).to_digit(16)?))
}

/// What the words in the text hold if they are base64, in each of the four ways in which they may have been cut.
fn base64(units: &[Unit]) -> Vec<Vec<Unit>> {
    let words = units.split(|unit| sextet(unit.byte).is_none()).filter(|word| word.len() >= WINDOW);
    words.flat_map(|word| (0..4).map(|cut| word[cut..].chunks(4).flat_map(bytes_of_four).collect())).collect()
}

fn bytes_of_four(four: &[Unit]) -> Vec<Unit> {
    let sextets = four.windows(2).enumerate();
    sextets
        .map(|(number, pair)| {
            let (high, low) = (sextet(pair[0].byte).unwrap_or(0), sextet(pair[1].byte).unwrap_or(0));
            let shift = 2 * (number as u32 + 1);
            Unit { byte: (high << shift) | (low >> (6 - shift)), at: range(pair) }
        })
        .collect()
}

/// The six bits of a letter of base64, of either alphabet.
fn sextet(letter: u8) -> Option<u8> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    fn json_text(text: &str) -> String {
        let quoted = serde_json::to_string(text).unwrap();
        quoted[1..quoted.len() - 1].to_owned()
    }

    fn all_unicode(text: &str) -> String {
        text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect()
    }

    fn percent_text(text: &str, wanted: impl Fn(u8) -> bool, upper: bool) -> String {
        let byte = |byte: u8| match (wanted(byte), upper) {
            (false, _) => String::from_utf8_lossy(&[byte]).into_owned(),
            (true, true) => format!("%{byte:02X}"),
            (true, false) => format!("%{byte:02x}"),
        };
        text.bytes().map(byte).collect()
    }

    fn form_text(text: &str) -> String {
        url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
    }

    /// Every way in which a service is expected to write a text.
    fn written(text: &str) -> Vec<String> {
        let mut forms = escaped(text);
        for before in ["", "i", "id", "id:", "1100000000000000001:"] {
            forms.push(STANDARD.encode(format!("{before}{text}")));
            forms.push(STANDARD.encode(format!("{before}{text}?")).replace('/', "\\/"));
            forms.push(URL_SAFE_NO_PAD.encode(format!("{before}{text}")));
            forms.push(form_text(&STANDARD.encode(format!("{before}{text}"))));
            forms.push(STANDARD.encode(format!("{before}{}", form_text(text))));
        }
        forms
    }

    fn escaped(text: &str) -> Vec<String> {
        vec![
            text.to_owned(),
            form_text(text),
            percent_text(text, |byte| !byte.is_ascii_alphanumeric(), true),
            percent_text(text, |byte| !byte.is_ascii_alphanumeric(), false),
            percent_text(text, |_| true, true),
            json_text(text),
            json_text(text).replace('/', "\\/"),
            all_unicode(text),
            all_unicode(text).to_lowercase(),
            form_text(&json_text(text)),
            json_text(&form_text(text)),
        ]
    }

    /// What of base64 a text determines, whatever stands before and after it.
    fn encoded(text: &str) -> Vec<String> {
        let inner = |before: usize| {
            let all = STANDARD.encode([vec![0; before], text.as_bytes().to_vec()].concat());
            all[(8 * before).div_ceil(6)..8 * (before + text.len()) / 6].to_owned()
        };
        (0..3).map(inner).collect()
    }

    #[test]
    fn what_is_left() {
        let secrets: [Secret; 3] = ["hush-hush".into(), "a \"quoted\"/secret+word".into(), "pin7".into()];
        for (text, expected) in [
            ("bad token hush-hush!", "bad token [secret]!"),
            ("hush-hush and hush-hush", "[secret] and [secret]"),
            ("bad token hush-hus…", "bad token [secret]…"),
            ("bad token hush-hu…", "bad token hush-hu…"),
            ("…ush-hush", "…[secret]"),
            ("token=a+%22quoted%22%2Fsecret%2bword&x=1", "token=[secret]&x=1"),
            (r#"{"t":"a \"quoted\"\/secret+word"}"#, r#"{"t":"[secret]"}"#),
            (r"\u0068\u0075\u0073\u0068\u002d\u0068\u0075\u0073\u0068.", "[secret]."),
            ("Basic Omh1c2gtaHVzaA==", "Basic O[secret]=="),
            ("pin7 is wrong, pin is not", "[secret] is wrong, pin is not"),
            ("p%69n7 é", "[secret] é"),
            ("", ""),
        ] {
            assert_eq!(redact(text, &secrets), expected, "{text}");
        }
        assert_eq!(redact("hush-hush-hush", &["hush".into(), "hush-hush-hush".into()]), "[secret]");
        assert_eq!(redact("a bad pin", &["pin".into(), "".into()]), "a bad pin", "too short to be one");
    }

    #[test]
    fn every_form_is_found() {
        for secret in
            ["MTk4NjIyNDgzNDcxOTI1MjQ4.Gx/+d \"q\"~", "kurz-\u{e4}\u{f6}\u{1f600}-lang genug", "0123456789abcdef"]
        {
            for form in written(secret) {
                let left = redact(&format!("Not accepted: {form} (sorry)"), &[secret.into()]);
                assert!(left.starts_with("Not accepted: ") && left.ends_with(" (sorry)"), "{form}: {left}");
                assert!(left.contains("[secret]"), "{form}: {left}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_eight_characters_of_a_secret_survive(
            secret in r#"[A-Za-z0-9 "/\\+%._~é-]{8,60}"#,
            before in "[ -~]{0,12}",
            after in "[ -~]{0,12}",
            from in 0..60usize,
            length in 8..60usize,
        ) {
            let characters: Vec<char> = secret.chars().collect();
            let from = from.min(characters.len() - 8);
            let part: String = characters[from..].iter().take(length).collect();
            for form in written(&part) {
                let left = redact(&format!("{before} {form} {after}"), &[secret.as_str().into()]);
                for window in characters.windows(8) {
                    let window: String = window.iter().collect();
                    for survivor in escaped(&window).into_iter().chain(encoded(&window)) {
                        prop_assert!(!left.contains(&survivor), "{survivor} in {left}, {form}");
                    }
                }
            }
        }

        #[test]
        fn what_holds_no_secret_stays(text: String) {
            prop_assert_eq!(redact(&text, &["\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}".into()]), text);
        }
    }
}
