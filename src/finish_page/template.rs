//! Texts with `{{name}}` in them.

use std::borrow::Cow;

/// Puts values in place of the names. One pass: what a value holds is never taken for a name.
pub(super) fn fill<'a>(template: &str, value: impl Fn(&str) -> Cow<'a, str>) -> String {
    let mut parts = template.split("{{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").expect("a name ends");
        text += &value(name);
        text += rest;
    }
    text
}

/// Text as HTML, also inside of an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            plain => escaped.push(plain),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_read_again() {
        let filled = fill("{{a}} and {{b}} {c}", |name| if name == "a" { "{{b}}".into() } else { "two".into() });
        assert_eq!(filled, "{{b}} and two {c}");
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(
            escape("<b title=\"x\">Tom & Jerry's</b>"),
            "&lt;b title=&quot;x&quot;&gt;Tom &amp; Jerry&#39;s&lt;/b&gt;"
        );
    }
}
