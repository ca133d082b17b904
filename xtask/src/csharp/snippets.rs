//! The code blocks of docs/unity.md are code: each is compiled.

use std::fs;

use super::assemblies::Assemblies;
use super::{outcome, read};
use crate::context::Context;
use crate::tally::Outcome;

const DOCUMENT: &str = "docs/unity.md";
const REFERENCES: &[&str] =
    &["-r:Kinpass.dll", "-r:UnityStub.dll", "-r:Kinpass.Unity.dll", "-r:Kinpass.Editor.dll", "-r:Kinpass.UniTask.dll"];

/// Stands around a block that is a few statements of a script. The names are those that the document introduces.
const BEFORE: &str = "\
using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass;
using Kinpass.Unity;
using UnityEngine;

static class Snippet
{
    static async Task Run(KinpassClient client, KinpassAccount account, CancellationToken cancellation)
    {
#line 1
";
const AFTER: &str = "
#line default
        await Task.Yield();
    }
}
";

pub fn check(context: &Context, built: &Assemblies) -> Outcome {
    let text = read(&context.root.join(DOCUMENT))?;
    let blocks = blocks(&text);
    if blocks.is_empty() {
        return Err(format!("{DOCUMENT} shows no code"));
    }
    let mut wrong = Vec::new();
    for (line, block) in blocks {
        let name = format!("unity-{line}");
        let source = built.dir.join(format!("{name}.cs"));
        fs::write(&source, program(&block)).map_err(|error| error.to_string())?;
        if let Err(why) = built.compile(context, &format!("{name}.dll"), REFERENCES, &[source]) {
            wrong.push(format!("{DOCUMENT}, the block at line {line}:\n{why}"));
        }
    }
    outcome(&wrong)
}

/// Each block, with the line of the document at which it begins.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in text.lines().enumerate() {
        match &mut open {
            None if line == "```csharp" => open = Some((number + 2, String::new())),
            None => {}
            Some(_) if line == "```" => found.extend(open.take()),
            Some((_, block)) => {
                block.push_str(line);
                block.push('\n');
            }
        }
    }
    found
}

/// A block that begins with `using` is a whole file.
fn program(block: &str) -> String {
    if block.starts_with("using ") { block.to_owned() } else { format!("{BEFORE}{block}{AFTER}") }
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn blocks_are_found_with_their_lines() {
        let text = "# A\n```csharp\na();\n```\n```json\n{}\n```\n```csharp\nb();\nc();\n```\n";
        assert_eq!(blocks(text), [(3, "a();\n".to_owned()), (9, "b();\nc();\n".to_owned())]);
    }
}
