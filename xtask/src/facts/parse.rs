//! From declarations to facts. What a block is, its head says: `struct`, or `enum` in whatever way it is written.

use super::declarations::{Declaration, comment};
use super::{Doc, Enum, Facts, Function, Member, Struct, Variable};

/// Stands in front of each exported function.
const EXPORTED: &str = "KINPASS_API ";

pub fn facts(declarations: &[Declaration]) -> Result<Facts, String> {
    let mut facts = Facts::default();
    for declaration in declarations {
        let code = code(declaration);
        let head = code.split('{').next().unwrap_or_default();
        let has_body = head.len() < code.len();
        if let Some(text) = code.strip_prefix(EXPORTED) {
            facts.functions.push(function(text)?);
        } else if head.starts_with("static inline ") {
        } else if has_body && head.to_ascii_lowercase().contains("enum") {
            facts.enums.push(enumeration(declaration, &code)?);
        } else if has_body && head.contains("struct") {
            facts.structs.push(structure(declaration, &code)?);
        } else if !has_body && head.starts_with("typedef ") {
            facts.callbacks.extend(pointer_name(head).map(str::to_owned));
        } else {
            return Err(format!("what is this in the header?\n{}", declaration.lines.join("\n")));
        }
    }
    Ok(facts)
}

/// All of it on one line, without comments.
fn code(declaration: &Declaration) -> String {
    let lines = declaration.lines.iter().filter(|line| comment(line).is_none());
    lines.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Its own name stands in front of the block or behind it, and is the only one there of ours that is no macro.
fn name_outside_block(code: &str) -> Result<String, String> {
    let head = code.split('{').next().unwrap_or_default();
    let tail = code.rsplit('}').next().unwrap_or_default();
    let mut words = [head, tail].into_iter().flat_map(words);
    words.find(|word| word.starts_with("kinpass_")).map(str::to_owned).ok_or(format!("a block has no name: {head}"))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

fn enumeration(declaration: &Declaration, code: &str) -> Result<Enum, String> {
    let name = name_outside_block(code)?;
    let mut members = Vec::new();
    for (doc, text) in parts(declaration, ',') {
        let (name, number) = text.split_once(" = ").ok_or(format!("{name}: no number: {text}"))?;
        let number = number.parse().map_err(|_| format!("{name}: no number: {text}"))?;
        members.push(Member { name: name.to_owned(), number, doc });
    }
    Ok(Enum { name, doc: declaration.doc.clone(), members })
}

fn structure(declaration: &Declaration, code: &str) -> Result<Struct, String> {
    let fields = parts(declaration, ';').iter().map(|(_, text)| variable(text)).collect::<Result<_, _>>()?;
    Ok(Struct { name: name_outside_block(code)?, fields })
}

/// What stands within the braces: each part with its comment, without the `end` behind it.
fn parts(declaration: &Declaration, end: char) -> Vec<(Doc, String)> {
    let mut found = Vec::new();
    let (mut doc, mut text) = (Doc::new(), String::new());
    let body = declaration.lines.iter().skip_while(|line| !line.ends_with('{')).skip(1);
    for line in body.take_while(|line| !line.starts_with('}')) {
        match comment(line) {
            Some(line) => doc.push(line.to_owned()),
            None => {
                text += &format!("{}{line}", if text.is_empty() { "" } else { " " });
                if let Some(whole) = text.strip_suffix(end) {
                    found.push((std::mem::take(&mut doc), whole.to_owned()));
                    text.clear();
                }
            }
        }
    }
    found.extend((!text.is_empty()).then_some((doc, text)));
    found
}

fn function(text: &str) -> Result<Function, String> {
    let (head, parameters) = text.trim_end_matches(");").split_once('(').ok_or(format!("no function: {text}"))?;
    let Variable { kind: returns, name, .. } = variable(head)?;
    let parameters = parameters.split(", ").filter(|parameter| *parameter != "void");
    Ok(Function { name, returns, parameters: parameters.map(variable).collect::<Result<_, _>>()? })
}

/// `const char *data`, `uint8_t reserved[6]` or `int32_t (*load)(…)`.
fn variable(text: &str) -> Result<Variable, String> {
    if let Some(name) = pointer_name(text) {
        return Ok(Variable { kind: "*".to_owned(), name: name.to_owned(), count: None });
    }
    let (text, count) = match text.split_once('[') {
        Some((text, count)) => {
            let count = count.trim_end_matches(']').parse().map_err(|_| format!("no size: {text}[{count}"))?;
            (text, Some(count))
        }
        None => (text, None),
    };
    let at = text.rfind([' ', '*']).ok_or(format!("no declaration: {text}"))? + 1;
    Ok(Variable { kind: text[..at].trim().to_owned(), name: text[at..].to_owned(), count })
}

/// `load` in `int32_t (*load)(void *user_data)`.
fn pointer_name(text: &str) -> Option<&str> {
    text.split_once("(*")?.1.split(')').next()
}
