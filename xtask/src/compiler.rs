//! The system's C and C++ compilers.

use std::path::Path;
use std::process::Command;

use crate::context::{Context, Library, TEST_LIMIT};

/// All warnings of the header's promise, as errors.
pub const STRICT: &[&str] = &["-Wall", "-Wextra", "-Wpedantic", "-Wundef", "-Werror"];

/// What rustc says that a static library needs on Linux (`--print native-static-libs`).
pub const SYSTEM_LIBRARIES: &[&str] = &["gcc_s", "util", "rt", "pthread", "m", "dl", "c"];

/// A compiler and the language that it is asked to read a `.c` file as.
#[derive(Clone, Copy)]
pub struct Dialect {
    pub program: &'static str,
    /// For people: `C99`.
    pub name: &'static str,
    standard: &'static str,
    language: &'static str,
}

const fn dialect(program: &'static str, name: &'static str, standard: &'static str, language: &'static str) -> Dialect {
    Dialect { program, name, standard, language }
}

pub const GCC_C99: Dialect = dialect("gcc", "C99", "-std=c99", "c");
pub const GCC_CPP17: Dialect = dialect("g++", "C++17", "-std=c++17", "c++");

/// Each language that the header promises, by each compiler.
pub const ALL: &[Dialect] = &[
    GCC_C99,
    dialect("gcc", "C11", "-std=c11", "c"),
    dialect("gcc", "C17", "-std=c17", "c"),
    GCC_CPP17,
    dialect("clang", "C99", "-std=c99", "c"),
    dialect("clang", "C11", "-std=c11", "c"),
    dialect("clang", "C17", "-std=c17", "c"),
    dialect("clang++", "C++17", "-std=c++17", "c++"),
];

/// How a program gets the library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Shared,
    Static,
}

impl Link {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Static => "static",
        }
    }
}

impl Dialect {
    /// The compiler with this language, all warnings and the public header; the caller adds files.
    pub fn command(&self, context: &Context) -> Command {
        let mut command = context.command(self.program);
        command.arg(self.standard).args(STRICT).arg("-I").arg(context.root.join("include"));
        command.args(["-x", self.language]);
        command
    }

    /// Compiles one source file and links it to a program at `output`.
    pub fn program(
        &self,
        context: &Context,
        source: &Path,
        output: &Path,
        library: &Library,
        link: Link,
        flags: &[&str],
    ) -> Result<(), String> {
        let mut command = self.command(context);
        command.args(["-g", "-pthread"]).args(flags);
        if link == Link::Static {
            command.arg("-DKINPASS_STATIC");
        }
        // `-x none`: what follows is named by its ending again.
        command.arg("-o").arg(output).arg(source).args(["-x", "none"]);
        match link {
            Link::Shared => {
                let rpath = format!("-Wl,-rpath,{}", library.dir.display());
                command.arg("-L").arg(&library.dir).args(["-lkinpass", &rpath]);
            }
            Link::Static => {
                command.arg(library.archive()).args(SYSTEM_LIBRARIES.iter().map(|name| format!("-l{name}")));
            }
        }
        context.run(&mut command, TEST_LIMIT).result().map(drop)
    }
}
