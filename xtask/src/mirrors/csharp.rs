//! C#: the imports, the structs, the enums, and the lists of what has to fit at run time.

mod checks;
mod enums;
mod imports;
mod structs;

pub use imports::LEFT_OUT;

use super::names;
use super::{MARK, Mirror};
use crate::context::Context;
use crate::facts::{Facts, Struct, bare};
use crate::tally::Outcome;

/// Below the workspace's root.
const CORE: &str = "bindings/csharp/Runtime/Core";

/// The host fills these in C; C# hands them on as a pointer.
const OPAQUE: &[&str] = &["kinpass_store_functions"];

pub fn files(facts: &Facts) -> Result<Vec<Mirror>, String> {
    let native = |name: &str, text: String| Mirror {
        path: format!("{CORE}/Native/{name}.cs"),
        text: format!("// {MARK}\n{text}"),
    };
    let mut files =
        vec![native("NativeMethods", imports::text(facts)), native("Compatibility.Structs", checks::text(facts))];
    for (name, text) in structs::texts(facts) {
        files.push(native(name, text));
    }
    for (name, text) in enums::texts(facts)? {
        files.push(Mirror { path: format!("{CORE}/Enums/{name}.cs"), text: format!("// {MARK}\n{text}") });
    }
    Ok(files)
}

/// The directory of enums has no other files, such as of an enum that is gone.
pub fn nothing_else(context: &Context) -> Outcome {
    let facts = context.facts()?;
    let known: Vec<String> = names::named(&facts).map(|(_, names)| format!("{}.cs", names.csharp)).collect();
    let dir = context.root.join(CORE).join("Enums");
    let entries = std::fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let found = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let strange: Vec<String> = found.filter(|name| name.ends_with(".cs") && !known.contains(name)).collect();
    if strange.is_empty() { Ok(()) } else { Err(format!("mirrors no enum: {}", strange.join(" "))) }
}

/// `EventKind.Offline` of `KINPASS_EVENT_KIND_OFFLINE`.
pub fn enum_member(facts: &Facts, c: &str) -> Option<String> {
    let (names, member) = names::member(facts, c)?;
    Some(format!("{}.{}", names.csharp, names.pascal(member)))
}

/// All structs that C# mirrors.
pub fn structs(facts: &Facts) -> impl Iterator<Item = &Struct> {
    facts.structs.iter().filter(|item| !OPAQUE.contains(&item.name.as_str()))
}

/// Only what has the same bits in both languages: nothing is converted at the border.
fn native_type(facts: &Facts, kind: &str) -> String {
    let bare = bare(kind);
    let stars = "*".repeat(kind.matches('*').count());
    let name = match bare {
        "char" | "uint8_t" => "byte",
        "int32_t" => "int",
        "int64_t" => "long",
        "uint32_t" => "uint",
        "uint64_t" => "ulong",
        "size_t" => "UIntPtr",
        "" | "void" => return "IntPtr".to_owned(),
        _ if OPAQUE.contains(&bare) || facts.callbacks.iter().any(|name| name == bare) => return "IntPtr".to_owned(),
        _ => names::of(bare).map_or(bare, |names| names.csharp),
    };
    name.to_owned() + &stars
}

#[cfg(test)]
mod tests {
    use super::native_type;
    use crate::facts::Facts;

    #[test]
    fn types_have_the_same_bits() {
        let facts = Facts::read(include_str!("../../../include/kinpass.h")).expect("the header");
        for (c, csharp) in [
            ("const char *", "byte*"),
            ("size_t", "UIntPtr"),
            ("void *", "IntPtr"),
            ("*", "IntPtr"),
            ("kinpass_status", "KinpassStatus"),
            ("const kinpass_event **", "kinpass_event**"),
            ("kinpass_log_function", "IntPtr"),
            ("const kinpass_store_functions *", "IntPtr"),
        ] {
            assert_eq!(native_type(&facts, c), csharp, "{c}");
        }
    }
}
