//! How C++ is compiled here: each compiler, each standard, with and without exceptions and RTTI.

use std::path::Path;
use std::process::Command;

use crate::context::{Context, Library};

/// The warnings of the wrapper's promise, as errors.
const STRICT: &[&str] = &["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wundef", "-Werror"];

pub const COMPILERS: &[&str] = &["g++", "clang++"];

/// A compiler and the language that it is asked for.
#[derive(Clone, Copy)]
pub struct Variant {
    pub compiler: &'static str,
    pub standard: &'static str,
    /// False: without exceptions and RTTI, as engines build.
    pub exceptions: bool,
}

impl Variant {
    pub const fn new(compiler: &'static str, standard: &'static str, exceptions: bool) -> Self {
        Self { compiler, standard, exceptions }
    }

    /// All that the wrapper promises to build with.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for &compiler in COMPILERS {
            for standard in ["c++17", "c++20"] {
                for exceptions in [true, false] {
                    all.push(Self::new(compiler, standard, exceptions));
                }
            }
        }
        all
    }

    /// For people, and as the name of a file.
    pub fn name(&self) -> String {
        let exceptions = if self.exceptions { "" } else { "-no-exceptions-no-rtti" };
        format!("{}-{}{exceptions}", self.compiler, self.standard)
    }

    /// The compiler with all warnings and the wrapper's headers; the caller adds files.
    pub fn command(&self, context: &Context) -> Command {
        let mut command = context.compiler(self.compiler);
        command.arg(format!("-std={}", self.standard)).args(STRICT);
        if !self.exceptions {
            command.args(["-fno-exceptions", "-fno-rtti"]);
        }
        for dir in ["bindings/cpp", "include"] {
            command.arg("-I").arg(context.root.join(dir));
        }
        command
    }

    /// Compiles `source` to an object file.
    pub fn object(&self, context: &Context, source: &Path, output: &Path) -> Command {
        let mut command = self.command(context);
        command.args(["-g1", "-pthread", "-c"]).arg(source).arg("-o").arg(output);
        command
    }

    /// Links an object file with the shared library.
    pub fn link(&self, context: &Context, object: &Path, output: &Path, library: &Library) -> Command {
        let mut command = context.command(self.compiler);
        command.arg("-pthread").arg(object).arg("-o").arg(output);
        command.arg("-L").arg(&library.dir).args(["-lkinpass", &format!("-Wl,-rpath,{}", library.dir.display())]);
        command
    }
}
