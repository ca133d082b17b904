//! Signals belong to the host. No thread of the library takes one: its handlers would run on a small stack, in the middle of a
//! request, and a SIGPIPE of a socket that the server has reset would end the host.

#[cfg_attr(unix, path = "signals/unix.rs")]
#[cfg_attr(not(unix), path = "signals/none.rs")]
mod platform;

/// While it lives, its thread takes no signals, and a thread that is started begins like that: a thread inherits the mask of
/// the one that starts it. Threads that others start for the library (of the HTTP client, for names) are born like this, too.
#[must_use]
pub(crate) struct Blocked {
    _platform: platform::Blocked,
}

impl Blocked {
    pub(crate) fn new() -> Self {
        Self { _platform: platform::Blocked::new() }
    }
}

/// Starts a process, which inherits the mask as well, and would never hear of a signal. It has a thread of its own for that: on
/// this one a SIGPIPE may wait, and would strike when it is let in.
pub(crate) fn start_process<T: Send>(start: impl FnOnce() -> T + Send) -> std::io::Result<T> {
    std::thread::scope(|scope| {
        let starter = std::thread::Builder::new().name("kinpass-start".into()).spawn_scoped(scope, || {
            platform::open();
            start()
        })?;
        starter.join().map_err(|_| std::io::Error::other("starting a process panicked"))
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// The signals that this thread blocks, as the system tells.
    fn blocked() -> u64 {
        let status = std::fs::read_to_string("/proc/thread-self/status").unwrap();
        mask(&status)
    }

    fn mask(status: &str) -> u64 {
        let mask = status.lines().find_map(|line| line.strip_prefix("SigBlk:")).unwrap();
        u64::from_str_radix(mask.trim(), 16).unwrap()
    }

    fn has(mask: u64, signal: i32) -> bool {
        mask & (1 << (signal - 1)) != 0
    }

    #[test]
    fn a_thread_born_within_takes_no_signal_but_its_own_faults() {
        let before = blocked();
        let guard = Blocked::new();
        let inherited = std::thread::spawn(blocked).join().unwrap();
        drop(guard);
        assert_eq!(blocked(), before, "the host's thread is as it was");
        for taken in [libc::SIGPIPE, libc::SIGINT, libc::SIGTERM, libc::SIGHUP, libc::SIGALRM, libc::SIGPROF] {
            assert!(has(inherited, taken), "{taken}");
        }
        for taken in [libc::SIGUSR1, libc::SIGUSR2, libc::SIGCHLD, libc::SIGQUIT, libc::SIGURG, libc::SIGIO] {
            assert!(has(inherited, taken), "{taken}");
        }
        for open in
            [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL, libc::SIGTRAP, libc::SIGABRT, libc::SIGSYS]
        {
            assert!(!has(inherited, open), "{open}");
        }
        // A garbage collector stops the threads that have called into it.
        for open in [libc::SIGPWR, libc::SIGXCPU, libc::SIGRTMIN(), libc::SIGRTMAX()] {
            assert!(!has(inherited, open), "{open}");
        }
    }

    #[test]
    fn a_process_that_is_started_hears_signals() {
        let _guard = Blocked::new();
        let start = || std::process::Command::new("cat").arg("/proc/self/status").output().unwrap();
        assert!(has(mask(&String::from_utf8(start().stdout).unwrap()), libc::SIGTERM), "so it is without help");
        let helped = start_process(start).unwrap();
        assert_eq!(mask(&String::from_utf8(helped.stdout).unwrap()), 0);
    }
}
