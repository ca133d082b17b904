//! `Compatibility.Structs.cs`: which structs are tried before the first client.

use super::super::names::camel;
use super::structs;
use crate::facts::{Facts, Struct};

pub fn text(facts: &Facts) -> String {
    let (mut options, mut outputs) = (String::new(), String::new());
    for Struct { name, .. } in structs(facts) {
        let init = format!("{name}_init");
        if facts.function(&init).is_none() {
            outputs += &format!("            Blittable<{name}>(sizeof({name}));\n");
            continue;
        }
        let variable = camel(name.trim_start_matches("kinpass_"));
        options += &format!(
            "            {name} {variable};\n            Same<{name}>(\n                \
             NativeMethods.{init}(&{variable}, Size(sizeof({name}))),\n                \
             {variable}.struct_size,\n                sizeof({name}));\n"
        );
    }
    format!(
        "namespace Kinpass.Native\n{{\n    internal static unsafe partial class Compatibility\n    {{\n        \
         // Each `_init` function has to take the struct at the size that it has here, and leave that size at its start.\n        \
         private static void CheckOptions()\n        {{\n{options}        }}\n\n        \
         // What the library fills is read in place, so the runtime may not lay it out differently from the compiler.\n        \
         private static void CheckOutputs()\n        {{\n{outputs}        }}\n    }}\n}}\n"
    )
}
