//! A string that is wiped and never printed.

mod redact;

pub(crate) use redact::redact;
use std::fmt;
use zeroize::Zeroizing;

/// A token, client secret or body that may hold one.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Compares without telling by its duration where the texts differ.
    pub(crate) fn same_as(&self, other: &str) -> bool {
        let (ours, theirs) = (self.0.as_bytes(), other.as_bytes());
        ours.len() == theirs.len() && ours.iter().zip(theirs).fold(0, |found, (a, b)| found | (a ^ b)) == 0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_printed() {
        assert_eq!(format!("{:?}", Secret::from("hush-hush")), "[secret]");
    }

    #[test]
    fn compares() {
        let secret = Secret::from("state");
        assert!(secret.same_as("state"));
        assert!(!secret.same_as("statE") && !secret.same_as("stat") && !secret.same_as(""));
    }
}
