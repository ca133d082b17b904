//! What the host may wish of the page.

use super::Outcome;
use super::colour::Colour;
use crate::error::{Error, Result};
use crate::given::Text;

const MAX_TITLE: usize = 100;
const MAX_HTML: usize = 64 << 10;

#[derive(Debug, Clone)]
pub(crate) struct FinishPage {
    /// The name of the host's game.
    pub(super) title: Option<String>,
    pub(super) accent: Colour,
    success_html: Option<String>,
    failure_html: Option<String>,
}

impl FinishPage {
    pub(crate) fn new(
        title: Option<String>,
        accent: Option<&str>,
        success_html: Option<String>,
        failure_html: Option<String>,
    ) -> Result<Self> {
        if let Some(title) = title.as_ref().filter(|title| title.chars().count() > MAX_TITLE) {
            return Err(Error::argument("page_title", "at most 100 characters", Text::Hidden(title)));
        }
        let accent = match accent {
            Some(text) => Colour::parse(text)
                .ok_or_else(|| Error::argument("page_accent", "a colour as #rrggbb", Text::Shown(text)))?,
            None => Colour::GREEN,
        };
        for (name, html) in [("page_success_html", &success_html), ("page_failure_html", &failure_html)] {
            if let Some(html) = html.as_ref().filter(|html| html.len() > MAX_HTML) {
                return Err(Error::argument(name, "at most 65,536 bytes", Text::Hidden(html)));
            }
        }
        Ok(Self { title, accent, success_html, failure_html })
    }

    /// The host's own page, where it has one.
    pub(super) fn html_for(&self, outcome: Outcome) -> Option<&str> {
        match outcome {
            Outcome::Linked => self.success_html.as_deref(),
            Outcome::NotLinked | Outcome::Failed => self.failure_html.as_deref(),
            // Of these the sign-in goes on.
            Outcome::WrongSignIn | Outcome::NothingHere | Outcome::MethodNotAllowed | Outcome::TooLarge => None,
        }
    }
}

/// The library's own page, nameless and green.
impl Default for FinishPage {
    fn default() -> Self {
        Self { title: None, accent: Colour::GREEN, success_html: None, failure_html: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Status::KINPASS_ERROR_INVALID_ARGUMENT;

    #[test]
    fn wishes_have_limits() {
        let new = |title: &str, accent: &str, success: &str, failure: &str| {
            FinishPage::new(Some(title.into()), Some(accent), Some(success.into()), Some(failure.into()))
        };
        let (name, html) = ("ä".repeat(100), "x".repeat(65_536));
        assert!(new(&name, "#000000", &html, &html).is_ok());
        for refused in [
            new(&format!("{name}ä"), "#000000", &html, &html),
            new(&name, "000000", &html, &html),
            new(&name, "#000000", &format!("{html}x"), &html),
            new(&name, "#000000", &html, &format!("{html}x")),
        ] {
            assert_eq!(refused.unwrap_err().status, KINPASS_ERROR_INVALID_ARGUMENT);
        }
    }
}
