//! Colours, and which text can be read on them.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    pub(super) const GREEN: Self = Self { red: 0x15, green: 0x7f, blue: 0x52 };
    pub(super) const RED: Self = Self { red: 0xc2, green: 0x2b, blue: 0x2b };
    pub(super) const AMBER: Self = Self { red: 0xa8, green: 0x58, blue: 0x0a };
    pub(super) const SLATE: Self = Self { red: 0x5b, green: 0x64, blue: 0x75 };
    const BLACK: Self = Self { red: 0, green: 0, blue: 0 };
    const WHITE: Self = Self { red: 0xff, green: 0xff, blue: 0xff };

    /// `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// Black or white, whichever is read better.
    pub(super) fn text_on_it(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }

    /// WCAG 2, from 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// Six digits, without the `#`.
impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(Colour::parse("#58A6ff").map(|colour| colour.to_string()).as_deref(), Some("58a6ff"));
        for bad in ["", "#", "58a6ff", "#58a6f", "#58a6fff", "#58a6fg", "#+8a6ff", "red", "#fff", "#58a6ff ", "#äöü"]
        {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(Colour::WHITE.contrast(Colour::BLACK), 21.0);
        let grey = Colour::parse("#767676").unwrap();
        assert!((4.54..4.55).contains(&grey.contrast(Colour::WHITE)));
    }

    #[test]
    fn text_can_be_read_on_every_colour() {
        let steps = || (0..=255).step_by(15);
        for (red, green, blue) in steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| (r, g, b)))) {
            let colour = Colour { red, green, blue };
            assert!(colour.contrast(colour.text_on_it()) >= 4.5, "{colour}");
        }
    }
}
