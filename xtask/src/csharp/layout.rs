//! Sizes and offsets of the header's structs, by the C compiler, for the C# test that compares its own with them.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::assemblies::Assemblies;
use crate::compiler::GCC_C99;
use crate::context::{Context, TEST_LIMIT};

/// The host fills this one in C; C# hands it on as a pointer.
const OPAQUE: &[&str] = &["kinpass_store_functions"];

/// Writes the file: `struct NAME SIZE`, then `field NAME OFFSET` for each.
pub fn write(context: &Context, built: &Assemblies) -> Result<PathBuf, String> {
    let structs = structs(&context.header_before);
    if structs.is_empty() {
        return Err("the header has no structs".to_owned());
    }
    let source = built.dir.join("layout.c");
    let program = built.dir.join("layout");
    fs::write(&source, program_text(&structs)).map_err(|error| error.to_string())?;
    let mut command = GCC_C99.command(context);
    context.run(command.arg("-o").arg(&program).arg(&source), TEST_LIMIT).result()?;
    let text = context.run(&mut context.command(&program), TEST_LIMIT).result()?;
    let file = built.dir.join("layout.txt");
    fs::write(&file, text).map_err(|error| error.to_string())?;
    Ok(file)
}

/// A struct of the header.
pub struct Struct<'a> {
    pub name: &'a str,
    pub fields: Vec<&'a str>,
}

/// All structs that C# mirrors.
pub fn structs(header: &str) -> Vec<Struct<'_>> {
    let mut found = Vec::new();
    for part in header.split("typedef struct {").skip(1) {
        let Some((body, rest)) = part.split_once("\n} ") else { continue };
        let name = rest.split(';').next().unwrap_or_default();
        if !OPAQUE.contains(&name) {
            found.push(Struct { name, fields: body.lines().filter_map(field).collect() });
        }
    }
    found
}

/// The name in `const char *data;` and `uint8_t reserved[6];`.
fn field(line: &str) -> Option<&str> {
    let declaration = line.trim().strip_suffix(';').filter(|line| !line.starts_with("//"))?;
    let name = declaration.split('[').next()?.rsplit([' ', '*']).next()?;
    Some(name)
}

fn program_text(structs: &[Struct]) -> String {
    let mut text = "#include \"kinpass.h\"\n#include <stdio.h>\n\nint main(void) {\n".to_owned();
    for Struct { name, fields } in structs {
        let _ = writeln!(text, "  printf(\"struct {name} %zu\\n\", sizeof({name}));");
        for field in fields {
            let _ = writeln!(text, "  printf(\"field {field} %zu\\n\", offsetof({name}, {field}));");
        }
    }
    text + "  return 0;\n}\n"
}

#[cfg(test)]
mod tests {
    use super::structs;

    #[test]
    fn fields_are_found_in_order() {
        let header = "typedef struct {\n  // Text; with a semicolon.\n  const char *data;\n  uint8_t reserved[6];\n} kinpass_x;\n";
        let found = structs(header);
        assert_eq!(found[0].name, "kinpass_x");
        assert_eq!(found[0].fields, ["data", "reserved"]);
    }
}
