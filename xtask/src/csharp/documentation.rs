//! Documentation comments are compiled with the package's assemblies. A gate that lets everything through looks the same.

use std::fs;

use super::assemblies::Assemblies;
use crate::context::Context;
use crate::tally::Outcome;

/// What stands in a comment, and what the compiler says to it.
const PLANTED: &[(&str, &str)] = &[
    ("<summary><see cref=\"Nowhere\"/></summary>", "CS1574"),
    ("<summary><see cref=\"Planted.Twice\"/></summary>", "CS0419"),
    ("<summary>Not closed.", "CS1570"),
];

/// A broken link is found, and an ambiguous one, and what is no XML.
pub fn check(context: &Context, built: &Assemblies) -> Outcome {
    let source = built.dir.join("Planted.cs");
    for (comment, expected) in PLANTED {
        let text =
            format!("/// {comment}\ninternal class Planted {{ void Twice(int a) {{}} void Twice(string a) {{}} }}\n");
        fs::write(&source, text).map_err(|error| error.to_string())?;
        match built.compile(
            context,
            "Planted.dll",
            &[&built.documentation("Planted.dll")],
            std::slice::from_ref(&source),
        ) {
            Err(why) if why.contains(expected) => {}
            Err(why) => return Err(format!("`{comment}` is refused for another reason than {expected}:\n{why}")),
            Ok(()) => return Err(format!("`{comment}` was not found")),
        }
    }
    Ok(())
}
