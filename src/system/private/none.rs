//! Systems whose directories for such files are the user's own from the start.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

pub(super) fn make(directory: &Path) -> io::Result<()> {
    std::fs::create_dir(directory)
}

pub(super) fn open(directory: &Path, name: &str) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(directory.join(name))
}
