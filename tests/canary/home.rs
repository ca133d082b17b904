//! Where a scenario's process lives: directories of its own, so that whatever it leaves behind can be read.

use super::findings::Findings;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A variable with a secret: the search has to find it.
const PLANTED: (&str, &str) = ("KINPASS_CANARY", "canary-environment-4f07");
/// What names a directory in which a program may write.
const DIRECTORIES: &[&str] = &[
    "APPDATA",
    "HOME",
    "LOCALAPPDATA",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USERPROFILE",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
];

/// Ends with its drop.
pub struct Home(PathBuf);

impl Home {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("canary-{name}-{}", std::process::id()));
        for directory in DIRECTORIES {
            std::fs::create_dir_all(path.join(directory)).expect("a directory");
        }
        Self(path)
    }

    /// This program, at home here. `authority` is the only one that it trusts: reading all that a system trusts, for each
    /// client anew, would take more time than everything else.
    pub fn command(&self, authority: &str) -> Command {
        let file = self.0.join("authority.pem");
        std::fs::write(&file, authority).expect("a file");
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.current_dir(&self.0).envs(DIRECTORIES.iter().map(|name| (name, self.0.join(name))));
        command.env("SSL_CERT_FILE", file).env("SSL_CERT_DIR", self.0.join("no-authorities"));
        // The player's own store is none of a test's business.
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.0.join("no-bus").display()));
        command.env(PLANTED.0, format!("{}{}", super::PLANTED, PLANTED.1));
        command
    }

    pub fn see(&self, findings: &mut Findings) {
        see_files(&self.0, findings);
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The files that this process has by now: some don't last until its end.
pub fn see_own_files(findings: &mut Findings) {
    see_files(Path::new("."), findings);
}

pub fn see_environment(findings: &mut Findings) {
    findings.secret(PLANTED.1);
    for (name, value) in std::env::vars_os() {
        findings.see("environment", &format!("{}={}", name.display(), value.display()));
    }
}

fn see_files(directory: &Path, findings: &mut Findings) {
    for entry in std::fs::read_dir(directory).expect("a directory").flatten() {
        let path = entry.path();
        findings.see("file name", &entry.file_name().to_string_lossy());
        if path.is_dir() {
            see_files(&path, findings);
        } else if let Ok(content) = std::fs::read(&path) {
            findings.see("file", &String::from_utf8_lossy(&content));
        }
    }
}

/// A file with a secret, and one that is named by it.
pub fn plant_files(secret: &str) {
    std::fs::write(format!("{}{secret}", super::PLANTED), format!("{}{secret}", super::PLANTED)).expect("a file");
}
