//! Files of this user's alone, also in a directory that others write to.

#[cfg_attr(unix, path = "private/unix.rs")]
#[cfg_attr(not(unix), path = "private/none.rs")]
mod platform;

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Opens a file of a directory that is this user's alone, and makes both where they are missing. A directory that somebody else
/// could have planted is an error, and nothing is changed through it.
pub(crate) fn open_file(directory: &Path, name: &str) -> io::Result<File> {
    // The user's cache may have no directory yet. Not further up: a path that is not there may be made by anybody.
    if let Some(parent) = directory.parent() {
        let _ = platform::make(parent);
    }
    match platform::make(directory) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    platform::open(directory, name)
}

#[cfg(unix)]
pub(crate) use platform::user_id;

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::path::PathBuf;

    /// A directory that others may write to, until the test ends.
    struct Shared(PathBuf);

    impl Shared {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("kinpass-private-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir(&path).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(0o1777)).unwrap();
            Self(path)
        }

        fn mode(&self, name: &str) -> u32 {
            fs::metadata(self.0.join(name)).unwrap().mode() & 0o777
        }
    }

    impl Drop for Shared {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_directory_is_made_for_this_user_only() {
        let shared = Shared::new("made");
        let directory = shared.0.join("cache").join("own");
        let file = open_file(&directory, "lock").unwrap();
        assert_eq!(
            (shared.mode("cache"), shared.mode("cache/own"), shared.mode("cache/own/lock")),
            (0o700, 0o700, 0o600)
        );
        let flags = unsafe { libc::fcntl(std::os::fd::AsRawFd::as_raw_fd(&file), libc::F_GETFD) };
        assert_ne!(flags & libc::FD_CLOEXEC, 0);
        open_file(&directory, "lock").unwrap();
        let too_deep = shared.0.join("a").join("b").join("c");
        assert!(open_file(&too_deep, "lock").is_err());
        assert!(!shared.0.join("a").exists(), "nothing is made further up");
    }

    #[test]
    fn a_planted_link_leads_nowhere() {
        let shared = Shared::new("link");
        let victim = shared.0.join("victim");
        fs::create_dir(&victim).unwrap();
        fs::set_permissions(&victim, Permissions::from_mode(0o755)).unwrap();
        symlink(&victim, shared.0.join("own")).unwrap();
        assert!(open_file(&shared.0.join("own"), "lock").is_err());
        assert_eq!(shared.mode("victim"), 0o755, "somebody's directory is as it was");
        assert_eq!(fs::read_dir(&victim).unwrap().count(), 0, "nothing is made in it");
        // To a place that is not there, too.
        symlink(shared.0.join("nowhere"), shared.0.join("dangling")).unwrap();
        assert!(open_file(&shared.0.join("dangling"), "lock").is_err());
        assert!(!shared.0.join("nowhere").exists());
    }

    #[test]
    fn a_planted_file_is_not_followed() {
        let shared = Shared::new("file");
        let own = shared.0.join("own");
        drop(open_file(&own, "lock").unwrap());
        symlink(shared.0.join("target"), own.join("link")).unwrap();
        assert!(open_file(&own, "link").is_err());
        assert!(!shared.0.join("target").exists(), "no file is made through a link");
        fs::create_dir(own.join("directory")).unwrap();
        assert!(open_file(&own, "directory").is_err());
        let fifo = std::ffi::CString::new(own.join("fifo").into_os_string().into_encoded_bytes()).unwrap();
        assert_eq!(unsafe { libc::mkfifo(fifo.as_ptr(), 0o600) }, 0);
        assert!(open_file(&own, "fifo").is_err());
        fs::write(shared.0.join("no directory"), "").unwrap();
        assert!(open_file(&shared.0.join("no directory"), "lock").is_err());
    }

    #[test]
    fn a_directory_that_others_may_enter_is_not_used() {
        let shared = Shared::new("mode");
        for mode in [0o777, 0o755, 0o750, 0o701, 0o770, 0o500] {
            let directory = shared.0.join(format!("{mode:o}"));
            fs::create_dir(&directory).unwrap();
            fs::set_permissions(&directory, Permissions::from_mode(mode)).unwrap();
            let error = open_file(&directory, "lock").unwrap_err();
            assert!(error.to_string().contains("others"), "{mode:o}: {error}");
            assert_eq!(fs::metadata(&directory).unwrap().mode() & 0o777, mode, "it is as it was");
        }
    }

    #[test]
    fn a_directory_of_somebody_else_is_not_used() {
        let shared = Shared::new("owner");
        let directory = shared.0.join("theirs");
        fs::create_dir(&directory).unwrap();
        fs::set_permissions(&directory, Permissions::from_mode(0o700)).unwrap();
        if user_id() == 0 {
            std::os::unix::fs::chown(&directory, Some(12_345), None).unwrap();
            let error = open_file(&directory, "lock").unwrap_err();
            assert!(error.to_string().contains("another user"), "{error}");
        } else {
            // An ordinary user can't give one away; the system's own is somebody else's.
            let error = open_file(Path::new("/"), "lock").unwrap_err();
            assert!(error.to_string().contains("another user"), "{error}");
        }
        assert!(!directory.join("lock").exists());
    }
}
