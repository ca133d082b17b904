//! Sizes and offsets of the header's structs, by the C compiler, for the C# test that compares its own with them.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::assemblies::Assemblies;
use crate::compiler::GCC_C99;
use crate::context::{Context, TEST_LIMIT};
use crate::facts::{Struct, Variable};
use crate::mirrors;

/// Writes the file: `struct NAME SIZE`, then `field NAME OFFSET` for each.
pub fn write(context: &Context, built: &Assemblies) -> Result<PathBuf, String> {
    let facts = context.facts()?;
    let source = built.dir.join("layout.c");
    let program = built.dir.join("layout");
    fs::write(&source, program_text(mirrors::csharp::structs(&facts))).map_err(|error| error.to_string())?;
    let mut command = GCC_C99.command(context);
    context.run(command.arg("-o").arg(&program).arg(&source), TEST_LIMIT).result()?;
    let text = context.run(&mut context.command(&program), TEST_LIMIT).result()?;
    let file = built.dir.join("layout.txt");
    fs::write(&file, text).map_err(|error| error.to_string())?;
    Ok(file)
}

fn program_text<'a>(structs: impl Iterator<Item = &'a Struct>) -> String {
    let mut text = "#include \"kinpass.h\"\n#include <stdio.h>\n\nint main(void) {\n".to_owned();
    for Struct { name, fields } in structs {
        let _ = writeln!(text, "  printf(\"struct {name} %zu\\n\", sizeof({name}));");
        for Variable { name: field, .. } in fields {
            let _ = writeln!(text, "  printf(\"field {field} %zu\\n\", offsetof({name}, {field}));");
        }
    }
    text + "  return 0;\n}\n"
}
