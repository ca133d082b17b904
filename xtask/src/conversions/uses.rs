//! Which fields of which structs a source sets and reads: follows the variables of those types, and the chains of fields
//! that begin with them. Text against text: no compiler, so it takes milliseconds.

use std::collections::BTreeMap;

use super::source::Source;

/// Structs, with their fields and the fields' types as written.
#[derive(Debug, Default, Clone)]
pub struct Types(pub BTreeMap<String, Vec<(String, String)>>);

impl Types {
    fn field(&self, owner: &str, field: &str) -> Option<&str> {
        let fields = self.0.get(owner)?;
        fields.iter().find(|(name, _)| name == field).map(|(_, kind)| kind.as_str())
    }

    /// The struct that a type is, or points to.
    fn named_in(&self, kind: &str) -> Option<&str> {
        words(kind).find_map(|(_, word)| self.0.get_key_value(word)).map(|(name, _)| name.as_str())
    }
}

/// A variable of one of the types.
#[derive(Debug, PartialEq, Clone, Copy)]
struct Variable<'a> {
    name: &'a str,
    owner: &'a str,
    /// Where it is declared.
    at: usize,
    /// Where it can be used.
    begin: usize,
    end: usize,
}

/// A field that is set or read.
#[derive(Debug, PartialEq)]
pub struct Use {
    pub owner: String,
    pub field: String,
    pub is_set: bool,
    pub at: usize,
    /// Where the variable is declared with which it begins: uses of one variable are one place.
    pub declared: usize,
}

pub fn all(source: &Source, types: &Types) -> Vec<Use> {
    let mut uses = Vec::new();
    for variable in variables(source, types) {
        let text = &source.text[..variable.end];
        for at in occurrences(text, variable.name).filter(|at| *at > variable.begin && *at != variable.at) {
            uses.extend(chain(text, types, &variable, at));
        }
    }
    uses
}

fn variables<'a>(source: &'a Source, types: &'a Types) -> Vec<Variable<'a>> {
    let mut found = Vec::new();
    for (at, word) in words(&source.text) {
        if let Some((owner, _)) = word.strip_suffix("_init").and_then(|name| types.0.get_key_value(name)) {
            let argument = source.text[at + word.len()..].strip_prefix("(&").and_then(first_word);
            // Declared elsewhere; from here on it is known what it is.
            found.extend(argument.map(|name| Variable { name, owner, at, begin: at, end: source.block(at).1 }));
            let made = assigned(&source.text[..at], "defaults(");
            found.extend(made.and_then(|name| variable(source, name, owner)));
        }
        if let Some((owner, _)) = types.0.get_key_value(word) {
            let name = declared(&source.text, at, word).or_else(|| assigned(&source.text[..at], "new "));
            found.extend(name.and_then(|name| variable(source, name, owner)));
        }
    }
    found.extend(aliases(source, types, &found));
    found
}

/// Members of C++ classes end with `_`, and are used before they are declared.
fn variable<'a>(source: &'a Source, name: &'a str, owner: &'a str) -> Option<Variable<'a>> {
    let at = source.place(name);
    let begin = if name.ends_with('_') { source.block(at).0 } else { at };
    Some(Variable { name, owner, at, begin, end: source.reach(at)? })
}

/// The name behind a type: `event` of `const kinpass_event *event,`. Something has to follow that ends a declaration.
fn declared<'a>(text: &'a str, at: usize, kind: &str) -> Option<&'a str> {
    let mut rest = &text[at + kind.len()..];
    if rest.starts_with('<') || text[..at].ends_with("unique_ptr<const ") {
        rest = rest.split_once('>')?.1;
    }
    let name = first_word(rest.strip_prefix([' ', '*', '&'])?.trim_start_matches([' ', '*', '&']))?;
    let rest = rest.split_once(name)?.1;
    rest.trim_start().starts_with([';', ',', ')', '=', '{', '(']).then_some(name)
}

/// `raw` in `auto raw = defaults(`, if that is how the text ends.
fn assigned<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    let head = text.strip_suffix(before)?;
    last_word(head.strip_suffix("detail::").unwrap_or(head).strip_suffix(" = ")?)
}

/// `var session = native->session;` makes a variable of the field's type.
fn aliases<'a>(source: &'a Source, types: &'a Types, known: &[Variable<'a>]) -> Vec<Variable<'a>> {
    let mut found = Vec::new();
    for at in occurrences(&source.text, "var") {
        let statement = source.text[at..].split(';').next().unwrap_or_default();
        let Some((name, value)) = statement.split_once(" = ") else { continue };
        let Some((name, root)) = last_word(name).zip(first_word(value)) else { continue };
        let of_root = known.iter().find(|variable| variable.name == root && variable.at < at && at < variable.end);
        let field = value[root.len()..].strip_prefix("->").or_else(|| value[root.len()..].strip_prefix('.'));
        let owner = of_root.zip(field).and_then(|(root, field)| types.named_in(types.field(root.owner, field)?));
        found.extend(owner.and_then(|owner| variable(source, name, owner)));
    }
    found
}

/// What `variable.a->b` uses: `a` of the variable's struct, `b` of what `a` is.
fn chain(text: &str, types: &Types, variable: &Variable, at: usize) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    let mut owner = Some(variable.owner);
    let mut end = at + variable.name.len();
    while let Some((name, field, kind)) = owner.and_then(|owner| next(text, types, owner, end)) {
        // A part of a value that is set is the value's; what a pointer points to is another's.
        if text[end..].starts_with("->") {
            uses.iter_mut().for_each(|used| used.is_set = false);
        }
        uses.push(Use { owner: name.to_owned(), field: field.to_owned(), is_set: true, at, declared: variable.at });
        end += if text[end..].starts_with("->") { 2 } else { 1 } + field.len();
        owner = types.named_in(kind);
    }
    if !text[end..].starts_with(" = ") {
        uses.iter_mut().for_each(|used| used.is_set = false);
    }
    uses
}

/// The owner, the field and its type, if `->field` or `.field` stands here.
fn next<'a>(text: &'a str, types: &'a Types, owner: &'a str, at: usize) -> Option<(&'a str, &'a str, &'a str)> {
    let rest = &text[at..];
    let field = first_word(rest.strip_prefix("->").or_else(|| rest.strip_prefix('.'))?)?;
    Some((owner, field, types.field(owner, field)?))
}

/// Where `name` stands as a variable: not within a word, not as a member of something else.
fn occurrences<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let (before, after) = (&text[..*at], &text[at + name.len()..]);
        !before.ends_with(is_part)
            && !after.starts_with(is_part)
            && !before.ends_with(['.', ':'])
            && !before.ends_with("->")
    })
}

/// Words with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let pieces = text.split(move |letter: char| !is_part(letter)).filter(|word| !word.is_empty());
    pieces.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn first_word(text: &str) -> Option<&str> {
    words(text).next().filter(|(at, _)| *at == 0).map(|(_, word)| word)
}

fn last_word(text: &str) -> Option<&str> {
    words(text).last().filter(|(at, word)| at + word.len() == text.len()).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::super::source::Source;
    use super::{Types, all};

    fn uses(text: &str) -> Vec<String> {
        let fields = |list: &[(&str, &str)]| list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let types = Types(
            [
                ("ban".to_owned(), fields(&[("reason", "string")])),
                ("error".to_owned(), fields(&[("code", "int32_t"), ("ban", "const ban *")])),
            ]
            .into(),
        );
        let mark = |is_set| if is_set { "=" } else { "" };
        all(&Source::new("x", text), &types)
            .iter()
            .map(|one| format!("{}.{}{}", one.owner, one.field, mark(one.is_set)))
            .collect()
    }

    #[test]
    fn variables_are_found_however_they_are_declared() {
        for text in [
            "f(const error *raw) { raw->code; }",
            "f(error& raw, int b)\n{\n\traw.code;\n}",
            "{ error raw; raw.code; }",
            "{ error raw{}; raw.code; }",
            "{ const error& raw = *Event.error; raw.code; }",
            "{ error_init(&raw, 4); raw.code; }",
            "{ auto raw = defaults(error_init); raw.code; }",
        ] {
            assert_eq!(uses(text), ["error.code"], "{text}");
        }
        assert!(uses("{ error raw; } raw.code;").is_empty());
        assert!(uses("f(error *raw); raw->code; other.raw.code").is_empty());
    }

    #[test]
    fn chains_and_aliases_are_followed() {
        assert_eq!(uses("f(error *raw) { raw->ban->reason; }"), ["error.ban", "ban.reason"]);
        assert_eq!(uses("f(error* raw) { var b = raw->ban; b->reason; }"), ["error.ban", "ban.reason"]);
    }

    #[test]
    fn setting_is_told_from_reading() {
        let text = "{ error raw; raw.code = 1; if (raw.code == 1) {} }";
        assert_eq!(uses(text), ["error.code=", "error.code"]);
        assert_eq!(uses("{ var raw = new error { code = 1 }; }"), Vec::<String>::new());
    }
}
