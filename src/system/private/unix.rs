//! Unix: owner and mode of what was really opened are looked at, and no link is followed.

use std::ffi::CString;
use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

pub(crate) fn user_id() -> u32 {
    // SAFETY: it can't fail.
    unsafe { libc::geteuid() }
}

pub(super) fn make(directory: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(directory)
}

pub(super) fn open(directory: &Path, name: &str) -> io::Result<File> {
    let flags = libc::O_DIRECTORY | libc::O_NOFOLLOW;
    let directory = OpenOptions::new().read(true).custom_flags(flags).open(directory)?;
    let about = directory.metadata()?;
    check_owner(&about)?;
    if about.mode() & 0o777 != 0o700 {
        return Err(io::Error::other("others may enter the directory, or its owner may not: its mode is not 0700"));
    }
    // In the directory that was looked at, whatever its path leads to by now. A pipe that waits for a reader must not hold it.
    let name = CString::new(name)?;
    let flags = libc::O_RDWR | libc::O_CREAT | libc::O_NOFOLLOW | libc::O_CLOEXEC | libc::O_NONBLOCK;
    // SAFETY: the name ends with a zero byte, and the descriptor is owned by nobody yet.
    let file = unsafe {
        match libc::openat(directory.as_raw_fd(), name.as_ptr(), flags, 0o600) {
            -1 => return Err(io::Error::last_os_error()),
            descriptor => File::from_raw_fd(descriptor),
        }
    };
    let about = file.metadata()?;
    check_owner(&about)?;
    if !about.is_file() {
        return Err(io::Error::other("there is something else than a file in its place"));
    }
    Ok(file)
}

fn check_owner(about: &Metadata) -> io::Result<()> {
    if about.uid() == user_id() { Ok(()) } else { Err(io::Error::other("it belongs to another user")) }
}
