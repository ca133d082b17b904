//! The code in README.md is code: each block is compiled as its reader would compile it. So is the C of other documents.
//! C++ is the step `cpp`'s.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::compiler::{GCC_C99, Link};
use crate::context::{Context, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};
use crate::unreal;

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::GXX, &setup::LIBC, &setup::MCS];

/// A kind of block: where it has to be found, what stands behind its fence, the file's ending, and how it is compiled.
struct Code {
    document: &'static str,
    fence: &'static str,
    ending: &'static str,
    compile: fn(&Context, &Path) -> Outcome,
}

const CODE: &[Code] = &[
    Code { document: "README.md", fence: "c", ending: "c", compile: c },
    Code { document: "README.md", fence: "csharp", ending: "cs", compile: unity },
    Code { document: "README.md", fence: "cpp unreal", ending: "cpp", compile: unreal::compiles },
    Code { document: "docs/accounts.md", fence: "c", ending: "c", compile: c },
    Code { document: "docs/stores.md", fence: "c", ending: "c", compile: c },
];

/// Stands before a block of C that is a few statements, with the names that its document introduces.
const BEFORE_STATEMENTS: &str = "\
#include <kinpass.h>
void block(kinpass_client client, kinpass_account account, kinpass_account_open_options options,
           kinpass_account_sign_in_options how, kinpass_callback events, kinpass_callback callback) {
  (void)client, (void)account, (void)options, (void)how, (void)events, (void)callback;
";

pub fn run(context: &Context, tally: &mut Tally) {
    for (number, code) in CODE.iter().enumerate() {
        let name = format!("readme: {}, each block of {} compiles", code.document, code.fence);
        tally.check(&name, compile(context, code, &format!("readme-{number}")));
    }
}

fn compile(context: &Context, code: &Code, scratch: &str) -> Outcome {
    let text = fs::read_to_string(context.root.join(code.document)).map_err(|error| error.to_string())?;
    let dir = context.scratch(scratch)?;
    let mut found = false;
    for block in blocks(&text).iter().filter(|block| block.fence == code.fence) {
        found = true;
        let file = dir.join(format!("line_{}.{}", block.line, code.ending));
        fs::write(&file, &block.code).map_err(|error| error.to_string())?;
        (code.compile)(context, &file).map_err(|why| format!("{}:{}\n{why}", code.document, block.line))?;
    }
    if found { Ok(()) } else { Err(format!("{} shows no {} code", code.document, code.fence)) }
}

/// A program is linked, too.
fn c(context: &Context, file: &Path) -> Outcome {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    if text.contains("int main(") {
        let library = context.library()?;
        return GCC_C99.program(context, file, &file.with_extension(""), library, Link::Shared, &[]);
    }
    if !text.contains("#include") {
        fs::write(file, format!("{BEFORE_STATEMENTS}{text}}}\n")).map_err(|error| error.to_string())?;
    }
    succeeds(context, GCC_C99.command(context).arg("-fsyntax-only").arg(file))
}

/// With the package's sources and the stand-ins for the engine's types.
fn unity(context: &Context, file: &Path) -> Outcome {
    let mut command = context.command("mcs");
    command.args(["-langversion:6", "-target:library", "-unsafe"]);
    command.arg(format!("-out:{}", file.with_extension("dll").display()));
    for dir in ["bindings/csharp/Runtime/Core", "bindings/csharp/Runtime/Unity", "tests/csharp/UnityStub"] {
        command.arg(format!("-recurse:{}", sources(context, dir).display()));
    }
    succeeds(context, command.arg(file))
}

/// All C# files below a directory.
fn sources(context: &Context, dir: &str) -> PathBuf {
    context.root.join(dir).join("*.cs")
}

fn succeeds(context: &Context, command: &mut Command) -> Outcome {
    context.run(command, TEST_LIMIT).result().map(drop)
}

/// A fenced block of code.
#[derive(Debug, PartialEq)]
struct Block<'a> {
    /// What stands behind the fence.
    fence: &'a str,
    /// The first line of code, counted from 1.
    line: usize,
    code: String,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(fence)) => open = Some(Block { fence, line: number + 2, code: String::new() }),
            (None, None) => {}
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(block), None) => block.code += &format!("{line}\n"),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    #[test]
    fn blocks_with_their_fences_and_lines() {
        let text = "# A\n```c\na();\n\nb();\n```\ntext\n```\n$ ls\n```\n```cpp unreal\nc();\n```\n";
        let block = |fence, line, code: &str| Block { fence, line, code: code.to_owned() };
        let expected = [block("c", 3, "a();\n\nb();\n"), block("", 9, "$ ls\n"), block("cpp unreal", 12, "c();\n")];
        assert_eq!(blocks(text), expected);
    }
}
