//! A player's lock across the processes of one user: a locked file. The system lets go of it when its holder dies.

use crate::error::{Error, Result};
use crate::status::Status;
use crate::store::key::sha256_hex;
use crate::store::key_locks::busy;
use crate::sync::Mutex;
use crate::system::private;
use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::MutexGuard;
use std::time::{Duration, Instant};

/// How often a lock that another holds is tried again. Systems offer no wait with an end.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

pub(super) struct LockFiles {
    /// Where they may be: the first that is this user's alone is taken, by each process of the user the same.
    directories: Vec<PathBuf>,
    service: String,
    pub(super) held: Mutex<HashMap<String, File>>,
}

impl LockFiles {
    /// In the user's own directories for such files.
    pub(super) fn of_user(service: &str) -> Self {
        Self::new(user_directories(), service)
    }

    pub(super) fn new(directories: Vec<PathBuf>, service: &str) -> Self {
        Self { directories, service: service.to_owned(), held: Mutex::default() }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, File>> {
        self.held.lock()
    }

    pub(super) fn lock(&self, key: &str, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        let file = self.file(key)?;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(busy());
            }
            std::thread::sleep(LOOK_AGAIN.min(left));
        }
        self.held().insert(key.to_owned(), file);
        Ok(())
    }

    /// The file stays: another may have it open already, and would lock one that nobody else finds.
    pub(super) fn unlock(&self, key: &str) {
        if let Some(file) = self.held().remove(key) {
            // Said, since closing is not enough: a process forked off meanwhile has it open, too.
            let _ = file.unlock();
        }
    }

    fn file(&self, key: &str) -> Result<File> {
        let name = sha256_hex(&format!("{}\0{key}", self.service)) + ".lock";
        let mut reasons = Vec::new();
        for directory in &self.directories {
            match private::open_file(directory, &name) {
                Ok(file) => return Ok(file),
                Err(error) => reasons.push(format!("{}: {error}", directory.display())),
            }
        }
        Err(failed(match reasons.is_empty() {
            true => "there is no directory for it".to_owned(),
            false => reasons.join("; "),
        }))
    }
}

fn failed(why: impl std::fmt::Display) -> Error {
    Error::new(Status::KINPASS_ERROR_STORE_FAILED, format!("no lock file for the player's record: {why}"))
}

fn environment(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

#[cfg(windows)]
fn user_directories() -> Vec<PathBuf> {
    let own = environment("LOCALAPPDATA");
    own.into_iter().chain([std::env::temp_dir()]).map(|own| own.join("kinpass")).collect()
}

#[cfg(any(target_os = "macos", target_os = "ios"))]
fn user_directories() -> Vec<PathBuf> {
    // The temporary directory is the user's own there.
    let own = environment("HOME").map(|home| home.join("Library/Caches"));
    own.into_iter().chain([std::env::temp_dir()]).map(|own| own.join("kinpass")).collect()
}

#[cfg(not(any(windows, target_os = "macos", target_os = "ios")))]
fn user_directories() -> Vec<PathBuf> {
    let cache = environment("XDG_CACHE_HOME").or_else(|| Some(environment("HOME")?.join(".cache")));
    let own = [environment("XDG_RUNTIME_DIR"), cache].into_iter().flatten().map(|own| own.join("kinpass"));
    // Shared with other users: the user's id keeps the names apart, and whose it is is looked at.
    let shared = std::env::temp_dir().join(format!("kinpass-{}", private::user_id()));
    own.chain([shared]).collect()
}
