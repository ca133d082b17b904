//! `NativeMethods.cs`: each function of the header.

use super::super::names::camel;
use super::native_type;
use crate::facts::{Facts, Function, Variable};

/// What the core does not call, and why. Stands in the package's documentation, too.
pub const LEFT_OUT: &[(&str, &str)] =
    &[("kinpass_client_poll", "it calls callbacks, and this binding has none: it pulls by kinpass_client_next_event")];

/// Words of C# that a parameter may be named by in C.
const KEYWORDS: &[&str] =
    &["base", "event", "in", "is", "lock", "object", "operator", "out", "params", "ref", "string"];

const COLUMNS: usize = 120;

const HEAD: &str = r#"using System;
using System.Runtime.InteropServices;
using System.Security;

namespace Kinpass.Native
{
    // Every function of include/kinpass.h but kinpass_client_poll (see Documentation~/coverage.md). Nothing here takes a
    // delegate: no native code ever calls managed code. Only blittable types cross, so no call marshals or allocates.
    [SuppressUnmanagedCodeSecurity]
    internal static unsafe class NativeMethods
    {
        // On iOS the library is linked into the program itself.
#if (UNITY_IOS || UNITY_TVOS || UNITY_VISIONOS) && !UNITY_EDITOR
        private const string Library = "__Internal";
#else
        private const string Library = "kinpass";
#endif
"#;

pub fn text(facts: &Facts) -> String {
    let functions = facts.functions.iter().filter(|function| !LEFT_OUT.iter().any(|(name, _)| *name == function.name));
    let imports: String = functions.map(|function| import(facts, function)).collect();
    format!("{HEAD}{imports}    }}\n}}\n")
}

fn import(facts: &Facts, Function { name, returns, parameters }: &Function) -> String {
    let parameters: Vec<String> = parameters.iter().map(|parameter| self::parameter(facts, parameter)).collect();
    let parameters = parameters.join(", ");
    let head = format!("        internal static extern {} {name}(", native_type(facts, returns));
    let space = if head.len() + parameters.len() + 2 > COLUMNS { "\n            " } else { "" };
    format!(
        "\n        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]\n\
         {head}{space}{parameters});\n"
    )
}

fn parameter(facts: &Facts, Variable { kind, name, .. }: &Variable) -> String {
    let escape = if KEYWORDS.contains(&name.as_str()) { "@" } else { "" };
    format!("{} {escape}{}", native_type(facts, kind), camel(name))
}
