//! What a wrapper hands out: its own structs and classes, as their declarations say.

use super::source::Source;
use super::uses::Use;

/// A struct, and its fields with their types.
pub type Value = (String, Vec<(String, String)>);

/// The structs of a C++ header: what stands on one line, ends with a semicolon and has no parameters is a field.
pub fn structs(text: &str) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("struct ").filter(|head| !head.ends_with(';')) {
            let name = head.trim_end_matches('{').split_whitespace().last().unwrap_or_default();
            found.push((name.to_owned(), Vec::new()));
            inside = true;
        } else if line.starts_with('}') {
            inside = false;
        } else if let Some((_, fields)) = found.last_mut().filter(|_| inside) {
            // One step in: what is further in belongs to a function.
            let inner = line.strip_prefix("  ").or_else(|| line.strip_prefix('\t'));
            fields.extend(inner.filter(|line| !line.starts_with([' ', '\t'])).and_then(|line| field(line.trim_end())));
        }
    }
    found.retain(|(_, fields)| !fields.is_empty());
    found
}

/// `type name;`, with or without a value.
fn field(line: &str) -> Option<(String, String)> {
    let declaration = line.strip_suffix(';').filter(|line| !line.contains('('))?;
    let (kind, name) = declaration.split(['=', '{']).next()?.trim_end().rsplit_once(' ')?;
    Some((name.to_owned(), kind.to_owned()))
}

/// The class of a file, with its properties that only it can set.
pub fn class(source: &Source) -> Option<Value> {
    let heads: Vec<&str> = source.text.split(" { get; private set; }").collect();
    let names = heads[..heads.len() - 1].iter().filter_map(|head| head.rsplit(' ').next());
    let fields: Vec<_> = names.map(|name| (name.to_owned(), String::new())).collect();
    let name = source.path.rsplit('/').next()?.trim_end_matches(".cs");
    (!fields.is_empty()).then(|| (name.to_owned(), fields))
}

/// Where a class sets its properties: each constructor and each initialiser is a place.
pub fn own_properties(source: &Source) -> Vec<Use> {
    let Some((owner, fields)) = class(source) else { return Vec::new() };
    let mut uses = Vec::new();
    for (field, _) in fields {
        for (at, _) in source.text.match_indices(&format!(" {field} = ")) {
            let declared = source.text[..source.block(at).0].trim_end().len() - 1;
            uses.push(Use { owner: owner.clone(), field: field.clone(), is_set: true, at: at + 1, declared });
        }
    }
    uses
}

#[cfg(test)]
mod tests {
    use super::{Source, class, own_properties, structs};

    #[test]
    fn structs_of_a_header_have_their_fields() {
        let text = "struct a {\n  a() = default;\n  int b{0};\n  std::string c;\n  void f() {\n    int d;\n  }\n};\nstruct e;\n";
        let field = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
        assert_eq!(structs(text), [("a".to_owned(), vec![field("b", "int"), field("c", "std::string")])]);
    }

    #[test]
    fn properties_are_set_in_their_class() {
        let text = "class A\n{\n    int B { get; private set; }\n    A()\n    {\n        B = 1;\n    }\n}\n";
        let source = Source::new("x/A.cs", text);
        assert_eq!(class(&source), Some(("A".to_owned(), vec![("B".to_owned(), String::new())])));
        let uses = own_properties(&source);
        assert_eq!((uses.len(), source.line(uses[0].declared)), (1, 4));
    }
}
