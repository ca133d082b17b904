//! The header's prose in the words of each language: what C calls a thing is replaced by what the language calls it.

use std::cell::RefCell;

use super::names::{self, Names};
use crate::facts::{Doc, Enum, Facts, Function, Member};

/// How a language writes what the prose names.
pub struct Language {
    pub name: &'static str,
    /// Of an enum's member, or of the enum itself; none if the language has it not.
    pub member: fn(&Names, Option<&Member>) -> Option<String>,
    pub function: fn(&Function) -> Option<String>,
    /// Text that is neither code nor a name.
    pub plain: fn(&str) -> String,
    /// What stands between back quotes.
    pub code: fn(&str) -> String,
}

/// Where a language has to say something else than the header. As it is written there, translated by nobody.
const OVERRIDES: &[(&str, &str, &str)] = &[
    (
        "csharp",
        "KINPASS_STORE_KIND_HOST",
        "The host's own functions, which a native plugin has: <see cref=\"KinpassConfig.NativeStoreFunctions\"/>.",
    ),
    ("unreal", "KINPASS_STORE_KIND_HOST", "The game's own IKinpassStore, given to UKinpassSubsystem::Restart."),
    (
        "unreal",
        "kinpass_status",
        "What a call came to; docs/errors.md says for each what to do. Blueprint enums have one byte, so the values here \
         only count up: FKinpassError::StatusCode has the number.",
    ),
];

pub struct Prose<'a> {
    facts: &'a Facts,
    language: Language,
    used: RefCell<Vec<&'static str>>,
}

impl<'a> Prose<'a> {
    pub fn new(facts: &'a Facts, language: Language) -> Self {
        Self { facts, language, used: RefCell::default() }
    }

    pub fn of_enum(&self, item: &Enum) -> String {
        self.of(&item.name, &item.doc)
    }

    pub fn of_member(&self, member: &Member) -> String {
        self.of(&member.name, &member.doc)
    }

    /// What a thing is: the first part of its comment.
    fn of(&self, c: &str, doc: &Doc) -> String {
        match OVERRIDES.iter().find(|(language, name, _)| *language == self.language.name && *name == c) {
            Some((_, name, text)) => {
                self.used.borrow_mut().push(name);
                (*text).to_owned()
            }
            None => self.translated(&doc.split(String::is_empty).next().unwrap_or_default().join(" ")),
        }
    }

    fn translated(&self, text: &str) -> String {
        // Each second piece stands between back quotes.
        let pieces = text.split('`').enumerate().map(|(at, piece)| match at % 2 {
            0 => self.names_replaced(piece),
            _ => self.name(piece).unwrap_or_else(|| (self.language.code)(piece)),
        });
        pieces.collect()
    }

    fn names_replaced(&self, text: &str) -> String {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let word = &rest[..rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())];
            let end = rest[word.len()..].find(is_part).map_or(rest.len(), |at| word.len() + at);
            let of_ours = word.to_ascii_lowercase().starts_with("kinpass_");
            match of_ours.then(|| self.name(word).unwrap_or_else(|| (self.language.code)(word))) {
                Some(name) => out += &name,
                None => out += &(self.language.plain)(word),
            }
            out += &(self.language.plain)(&rest[word.len()..end]);
            rest = &rest[end..];
        }
        out
    }

    /// What the language calls the thing of this name in C.
    fn name(&self, c: &str) -> Option<String> {
        if let Some((names, member)) = names::member(self.facts, c) {
            return (self.language.member)(names, Some(member));
        }
        match self.facts.function(c) {
            Some(function) => (self.language.function)(function),
            None => (self.language.member)(names::of(c)?, None),
        }
    }

    /// An override that nobody asked for replaces prose that is not there any more.
    pub fn all_overrides_used(self) -> Result<(), String> {
        let used = self.used.into_inner();
        let ours = OVERRIDES.iter().filter(|(language, ..)| *language == self.language.name);
        match ours.map(|(_, name, _)| name).find(|name| !used.contains(name)) {
            Some(name) => {
                Err(format!("{}: the override of {name} in xtask/src/mirrors/prose.rs is not used", self.language.name))
            }
            None => Ok(()),
        }
    }
}

/// The lines of a text that are at most this wide, if its words allow.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= width) {
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Language, Prose, wrapped};
    use crate::facts::Facts;

    fn facts() -> Facts {
        Facts::read(include_str!("../../../include/kinpass.h")).expect("the header")
    }

    fn language(name: &'static str) -> Language {
        Language {
            name,
            member: |names, member| {
                Some(format!("[{} {}]", names.csharp, member.map_or("", |member| names.short(member))))
            },
            function: |function| (function.name != "kinpass_version").then(|| format!("({})", function.name)),
            plain: |text| text.replace('&', "and"),
            code: |text| format!("<{text}>"),
        }
    }

    #[test]
    fn names_are_replaced_and_code_is_marked() {
        let facts = facts();
        let prose = Prose::new(&facts, language("nobody's"));
        for (text, expected) in [
            ("KINPASS_OK & more.", "[KinpassStatus OK] and more."),
            ("See `kinpass_status`: `struct_size`.", "See [KinpassStatus ]: <struct_size>."),
            (
                "As kinpass_account_sign_in, not kinpass_version.",
                "As (kinpass_account_sign_in), not <kinpass_version>.",
            ),
            ("Kinpass is kind.", "Kinpass is kind."),
        ] {
            assert_eq!(prose.translated(text), expected);
        }
    }

    #[test]
    fn an_override_takes_the_place_and_has_to_be_used() {
        let facts = facts();
        let prose = Prose::new(&facts, language("csharp"));
        let (_, member) = super::names::member(&facts, "KINPASS_STORE_KIND_HOST").expect("a member");
        assert!(prose.of_member(member).contains("NativeStoreFunctions"));
        assert_eq!(prose.all_overrides_used(), Ok(()));
        let unused = Prose::new(&facts, language("csharp")).all_overrides_used();
        assert!(unused.is_err_and(|why| why.contains("KINPASS_STORE_KIND_HOST")));
    }

    #[test]
    fn lines_are_filled() {
        assert_eq!(wrapped("a bb ccc", 4), ["a bb", "ccc"]);
        assert_eq!(wrapped("longer", 4), ["longer"]);
    }
}
