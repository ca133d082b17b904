//! The structs, named, ordered and typed exactly as in the header, so that both can be read side by side.

use super::{native_type, structs};
use crate::facts::{Facts, Struct, Variable};

/// What everything else is made of: handles, text, and who is called.
const BASIC: &[&str] =
    &["kinpass_client", "kinpass_operation", "kinpass_account", "kinpass_string", "kinpass_buffer", "kinpass_callback"];

/// Each file with its structs.
pub fn texts(facts: &Facts) -> Vec<(&'static str, String)> {
    let is_basic = |item: &Struct| BASIC.contains(&item.name.as_str());
    let is_filled = |item: &Struct| !is_basic(item) && facts.is_filled_by_caller(item);
    let file = |head: &str, wanted: &dyn Fn(&Struct) -> bool| {
        let items: Vec<String> = structs(facts).filter(|item| wanted(item)).map(|item| text(facts, item)).collect();
        format!(
            "using System;\nusing System.Runtime.InteropServices;\n\nnamespace Kinpass.Native\n{{\n    // {head}\n{}}}\n",
            items.join("\n")
        )
    };
    vec![
        ("BasicStructs", file("What everything else is made of.", &is_basic)),
        ("OptionStructs", file("What this wrapper fills. Each begins with struct_size.", &is_filled)),
        (
            "EventStructs",
            file(
                "What the library hands out. Read through a pointer, never copied whole: the text behind it is borrowed.",
                &|item| !is_basic(item) && !is_filled(item),
            ),
        ),
    ]
}

fn text(facts: &Facts, Struct { name, fields }: &Struct) -> String {
    let field = |Variable { kind, name, count }: &Variable| match count {
        None => format!("        public {} {name};\n", native_type(facts, kind)),
        Some(count) => format!("        public fixed {} {name}[{count}];\n", native_type(facts, kind)),
    };
    let body: String = fields.iter().map(field).collect();
    let unsafety = if body.contains(['*', '[']) { "unsafe " } else { "" };
    format!("    [StructLayout(LayoutKind.Sequential)]\n    internal {unsafety}struct {name}\n    {{\n{body}    }}\n")
}
