//! Which of our languages a browser wants: `Accept-Language` (RFC 9110, 12.5.4) by lookup (RFC 4647, 3.4).

use super::texts::{self, Texts};

/// What browsers ask for, and the language that it gets. The first is for everybody else.
const LANGUAGES: [(&str, &str, &Texts); 15] = [
    ("en", "en", &texts::ENGLISH),
    ("zh", "zh-Hans", &texts::SIMPLIFIED_CHINESE),
    ("zh-Hant", "zh-Hant", &texts::TRADITIONAL_CHINESE),
    ("zh-TW", "zh-Hant", &texts::TRADITIONAL_CHINESE),
    ("zh-HK", "zh-Hant", &texts::TRADITIONAL_CHINESE),
    ("zh-MO", "zh-Hant", &texts::TRADITIONAL_CHINESE),
    ("ru", "ru", &texts::RUSSIAN),
    ("es", "es", &texts::SPANISH),
    ("pt", "pt-BR", &texts::BRAZILIAN_PORTUGUESE),
    ("de", "de", &texts::GERMAN),
    ("ja", "ja", &texts::JAPANESE),
    ("ko", "ko", &texts::KOREAN),
    ("fr", "fr", &texts::FRENCH),
    ("pl", "pl", &texts::POLISH),
    ("tr", "tr", &texts::TURKISH),
];

/// The tag and the texts of the language that is wanted most.
pub(super) fn choose(accept_language: &str) -> (&'static str, &'static Texts) {
    let mut wanted: Vec<_> = accept_language.split(',').filter_map(range).filter(|(_, quality)| *quality > 0).collect();
    // Of equals the first: this sort is stable.
    wanted.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
    let (_, tag, texts) = wanted.iter().find_map(|(range, _)| look_up(range)).unwrap_or(&LANGUAGES[0]);
    (tag, texts)
}

/// A language range and its quality in thousandths; nothing where it is malformed.
fn range(text: &str) -> Option<(&str, u16)> {
    let (range, quality) = match text.split_once(';') {
        Some((range, weight)) => (range, quality(weight)?),
        None => (text, 1000),
    };
    let range = range.trim_ascii();
    let plain = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    range.split('-').all(plain).then_some((range, quality))
}

/// `q=0.8`: at most three digits behind the point, and never above one.
fn quality(weight: &str) -> Option<u16> {
    let (name, value) = weight.trim_ascii().split_once('=')?;
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    if !name.eq_ignore_ascii_case("q") || fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = match whole {
        "0" => 0,
        "1" => 1000,
        _ => return None,
    };
    let quality = whole + format!("{fraction:0<3}").parse::<u16>().ok()?;
    (quality <= 1000).then_some(quality)
}

/// The range as it is, then without its last part, and so on.
fn look_up(range: &str) -> Option<&'static (&'static str, &'static str, &'static Texts)> {
    let mut range = range;
    loop {
        if let Some(found) = LANGUAGES.iter().find(|(asked, ..)| asked.eq_ignore_ascii_case(range)) {
            return Some(found);
        }
        range = range.rsplit_once('-')?.0;
    }
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static Texts)> {
    LANGUAGES.iter().map(|(_, tag, texts)| (*tag, *texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_wanted_most() {
        for (header, tag) in [
            ("de", "de"),
            ("de-CH-1996,en;q=0.5", "de"),
            ("en-US,en;q=0.9,de;q=0.8", "en"),
            ("en;q=0.8, fr;q=0.9", "fr"),
            ("fr;q=0.5,de;q=0.5", "fr"),
            ("fr;q=0.55,de;q=0.551", "de"),
            ("nl,sv;q=0.9,pl;q=0.1", "pl"),
            ("pt-PT", "pt-BR"),
            ("es-419,es;q=0.9", "es"),
            ("DE-at", "de"),
            ("tr ; q=1.000 , en", "tr"),
            ("ru;Q=1.0,en;q=0.999", "ru"),
        ] {
            assert_eq!(choose(header).0, tag, "{header}");
        }
    }

    #[test]
    fn chinese_by_its_script() {
        for (header, tag) in [
            ("zh", "zh-Hans"),
            ("zh-CN,zh;q=0.9", "zh-Hans"),
            ("zh-SG", "zh-Hans"),
            ("zh-Hans-HK", "zh-Hans"),
            ("zh-TW,zh;q=0.9", "zh-Hant"),
            ("zh-hk", "zh-Hant"),
            ("zh-Hant-SG", "zh-Hant"),
        ] {
            assert_eq!(choose(header).0, tag, "{header}");
        }
    }

    #[test]
    fn what_is_not_wanted_or_not_known_is_english() {
        for header in ["", "nl", "*", "*, nl;q=0.5", "de;q=0", "de;q=0.000,nl", "i-klingon", "d", "english"] {
            assert_eq!(choose(header).0, "en", "{header}");
        }
    }

    #[test]
    fn what_is_malformed_counts_for_nothing() {
        for header in [
            ",,;,",
            "de;q=2",
            "de;q=1.001",
            "de;q=0.1234",
            "de;q=-1",
            "de;q=0.+1",
            "de;q=",
            "de;q=.5",
            "de;q",
            "de;level=1",
            "de;q=1;q=1",
            "de_DE",
            "-de",
            "de-",
            "de fr",
            "de-abcdefghi",
            "\u{e9}",
        ] {
            assert_eq!(choose(header).0, "en", "{header}");
        }
        assert_eq!(choose("de;q=nonsense, ;;, fr;q=0.1").0, "fr");
    }
}
