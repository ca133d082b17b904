//! The paths in a file of Rust: what it takes by `use`, and what it names in place. Comments, strings and tests don't count.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::modules::{Module, below};

/// A path as it is written, and the module in which it stands: `super` depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub within: Module,
    pub parts: Vec<String>,
}

/// What a file names.
#[derive(Debug, Default)]
pub struct Paths {
    /// By `use`: under which name, and what. A `*` has no name.
    pub uses: Vec<(Option<String>, Written)>,
    /// In place.
    pub mentions: Vec<Written>,
}

/// Reads the file of `module`.
pub fn read(module: &[String], text: &str) -> Result<Paths, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("no Rust: {error}"))?;
    let mut paths = Paths::default();
    walk(module, tokens, &mut paths);
    Ok(paths)
}

fn walk(within: &[String], tokens: TokenStream, paths: &mut Paths) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = &tokens[at + 1..];
        at += 1;
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => at += attribute(rest),
            TokenTree::Ident(word) if word == "use" => {
                let end = rest.iter().position(is_semicolon).unwrap_or(rest.len());
                tree(within, &[], &rest[..end], &mut paths.uses);
                at += end;
            }
            TokenTree::Ident(word) if word == "mod" => {
                if let [TokenTree::Ident(name), TokenTree::Group(body), ..] = rest {
                    walk(&below(within, &name.to_string()), body.stream(), paths);
                    at += 2;
                }
            }
            TokenTree::Ident(_) => {
                let (parts, length) = path(&tokens[at - 1..]);
                at += length - 1;
                if parts.len() > 1 {
                    paths.mentions.push(Written { within: within.to_vec(), parts });
                }
            }
            TokenTree::Group(group) => walk(within, group.stream(), paths),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// How many tokens an attribute's brackets are, and after `cfg(test)` what it stands before.
fn attribute(rest: &[TokenTree]) -> usize {
    let Some(TokenTree::Group(brackets)) = rest.iter().find(|token| !is_sign(token, '!')) else {
        return 0;
    };
    let own = 1 + rest.iter().take_while(|token| is_sign(token, '!')).count();
    if brackets.stream().to_string().replace(' ', "") != "cfg(test)" {
        return own;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => is_semicolon(other),
    };
    rest.iter().skip(own).position(ends).map_or(rest.len(), |end| own + end + 1)
}

/// The words of `a::b::c`, and how many tokens they are.
fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        parts.push(word.to_string());
        at += 1;
        if !is_double_colon(&tokens[at..]) {
            break;
        }
        at += 2;
    }
    (parts, at)
}

/// The leaves of what stands behind `use`.
fn tree(within: &[String], before: &[String], tokens: &[TokenTree], leaves: &mut Vec<(Option<String>, Written)>) {
    let (parts, length) = path(tokens);
    let mut parts = [before, &parts].concat();
    let mut name = parts.last().cloned();
    match &tokens[length..] {
        [TokenTree::Group(group)] => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            inner.split(|token| is_sign(token, ',')).for_each(|one| tree(within, &parts, one, leaves));
            return;
        }
        [TokenTree::Ident(word), TokenTree::Ident(other)] if word == "as" => name = Some(other.to_string()),
        [star] if is_sign(star, '*') => name = None,
        _ => {}
    }
    // `a::{self}` is `a`.
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "self") {
        parts.pop();
        name = if name.as_deref() == Some("self") { parts.last().cloned() } else { name };
    }
    if !parts.is_empty() {
        leaves.push((name, Written { within: within.to_vec(), parts }));
    }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_semicolon(token: &TokenTree) -> bool {
    is_sign(token, ';')
}

fn is_double_colon(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [one, other, ..] if is_sign(one, ':') && is_sign(other, ':'))
}

#[cfg(test)]
mod tests {
    use super::read;

    fn found(text: &str) -> Vec<String> {
        let paths = read(&["here".to_owned()], text).unwrap();
        let uses = paths.uses.into_iter().map(|(name, path)| (name.unwrap_or("*".to_owned()), path));
        let uses = uses.map(|(name, path)| format!("{}: {name} = {}", path.within.join("."), path.parts.join(".")));
        let mentions = paths.mentions.into_iter();
        uses.chain(mentions.map(|path| format!("{}: {}", path.within.join("."), path.parts.join(".")))).collect()
    }

    #[test]
    fn uses_are_trees() {
        let text = "pub(crate) use crate::a::{self, b as c, d::{E, *}}; use super::f;";
        let expected = [
            "here: a = crate.a",
            "here: c = crate.a.b",
            "here: E = crate.a.d.E",
            "here: * = crate.a.d",
            "here: f = super.f",
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn paths_in_code_and_in_macros_count() {
        let text = "fn f() -> crate::a::B { m!(super::c(1, d::E { x: self::g() }), y.z) }";
        assert_eq!(found(text), ["here: crate.a.B", "here: super.c", "here: d.E", "here: self.g"]);
    }

    #[test]
    fn inner_modules_have_their_own_super() {
        assert_eq!(found("mod inner { use super::x; } mod file;"), ["here.inner: x = super.x"]);
    }

    #[test]
    fn comments_texts_and_tests_do_not_count() {
        let text = "//! crate::a\n/* crate::b */ fn f() { \"crate::c\"; }\n#[cfg(test)] #[path = \"x\"] mod t { use crate::d; }
                    #[cfg(test)] use crate::e; #[test] fn g() { crate::h() }";
        assert_eq!(found(text), ["here: crate.h"]);
    }
}
