//! What every command needs: where things are, how to run a program, the built library, a sandbox.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::facts::Facts;
use crate::process::{self, Finished};
use crate::sandbox::Sandbox;

/// For a build from nothing on a slow machine.
pub const BUILD_LIMIT: Duration = Duration::from_secs(1200);
/// For a test program.
pub const TEST_LIMIT: Duration = Duration::from_secs(180);

/// The workspace, its target directory, and what was built in it.
pub struct Context {
    /// The workspace's root.
    pub root: PathBuf,
    /// `target/`, or `CARGO_TARGET_DIR`.
    pub target: PathBuf,
    /// This program. Asked for at the start: a build may put another file in its place.
    pub this: PathBuf,
    /// The header as it was before any build of this run could rewrite it.
    pub header_before: String,
    built: OnceLock<Result<Library, String>>,
}

/// The library, ready to be linked.
#[derive(Clone)]
pub struct Library {
    /// Holds `libkinpass.so`, `libkinpass.so.0` (its soname) and `libkinpass.a`.
    pub dir: PathBuf,
}

impl Library {
    /// The shared library.
    pub fn shared(&self) -> PathBuf {
        self.dir.join("libkinpass.so")
    }

    /// The static library.
    pub fn archive(&self) -> PathBuf {
        self.dir.join("libkinpass.a")
    }
}

impl Context {
    /// Finds the workspace. Nothing is built yet.
    pub fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ has a parent").to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => root.join(dir),
            None => root.join("target"),
        };
        let header_before = fs::read_to_string(root.join("include/kinpass.h")).unwrap_or_default();
        let this = env::current_exe().unwrap_or_default();
        Self { root, target, this, header_before, built: OnceLock::new() }
    }

    /// A program, to be run in the workspace's root.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        // `cargo run` describes xtask itself in the environment. A cargo below it would see other
        // values than one that a person starts, and build some crates anew.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|start| name.starts_with(start)) {
                command.env_remove(name.as_ref());
            }
        }
        command
    }

    /// A compiler of C or C++ that remembers what it has made: only `-c` gains by it.
    pub fn compiler(&self, program: &str) -> Command {
        let mut command = self.command("ccache");
        // Some sources are written anew, with the same text, by each run: what counts is what they say.
        command.env("CCACHE_DIR", self.target.join("ccache"));
        command.env("CCACHE_SLOPPINESS", "include_file_mtime,include_file_ctime");
        command.arg(program);
        command
    }

    /// What the header declares.
    pub fn facts(&self) -> Result<Facts, String> {
        Facts::read(&self.header_before)
    }

    /// The cargo that runs this.
    pub fn cargo(&self) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_TERM_COLOR", "never");
        command
    }

    /// Runs to the end or to the limit.
    pub fn run(&self, command: &mut Command, limit: Duration) -> Finished {
        process::run(command, limit)
    }

    /// An empty directory for a step's own files, below the target directory.
    pub fn scratch(&self, name: &str) -> Result<PathBuf, String> {
        let dir = self.target.join("xtask").join(name);
        match fs::remove_dir_all(&dir) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(format!("{}: {error}", dir.display()));
            }
            _ => {}
        }
        fs::create_dir_all(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
        Ok(dir)
    }

    /// Builds library and sandbox (dev profile), once.
    pub fn library(&self) -> Result<&Library, String> {
        let built = self.built.get_or_init(|| {
            // The whole workspace, as `cargo test` does: the same features, so nothing is built twice.
            self.run(self.cargo().args(["build", "--workspace"]), BUILD_LIMIT).result()?;
            self.link_names(&self.target.join("debug"), "lib")
        });
        built.as_ref().map_err(Clone::clone)
    }

    /// Gives the library that cargo left in `built` the names under which it is linked and loaded.
    pub fn link_names(&self, built: &Path, name: &str) -> Result<Library, String> {
        let dir = self.scratch(name)?;
        for (link, file) in
            [("libkinpass.so", "libkinpass.so"), ("libkinpass.so.0", "libkinpass.so"), ("libkinpass.a", "libkinpass.a")]
        {
            symlink(&built.join(file), &dir.join(link)).map_err(|error| format!("{link}: {error}"))?;
        }
        Ok(Library { dir })
    }

    /// A fresh sandbox; it ends when it is dropped.
    pub fn sandbox(&self, args: &[&str]) -> Result<Sandbox, String> {
        self.library()?;
        let program = self.target.join("debug").join(format!("kinpass-sandbox{}", env::consts::EXE_SUFFIX));
        Sandbox::start(self.command(program).args(args))
    }
}

#[cfg(unix)]
fn symlink(file: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(file, link)
}

#[cfg(not(unix))]
fn symlink(file: &Path, link: &Path) -> std::io::Result<()> {
    fs::copy(file, link).map(drop)
}
