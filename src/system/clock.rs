//! The time that passes, sleep of the machine included. Tokens end in it: `std`'s `Instant` stands still on a laptop that
//! sleeps.

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
#[path = "clock/unix.rs"]
mod system;
#[cfg(windows)]
#[path = "clock/windows.rs"]
mod system;
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple", windows)))]
#[path = "clock/other.rs"]
mod system;

/// How much time has passed since a start that is the same for the whole process. Never goes back, whoever sets a clock.
pub(crate) use system::now;

#[cfg(test)]
mod tests {
    use super::now;

    #[test]
    fn it_never_goes_back() {
        let mut before = now();
        for _ in 0..10_000 {
            let after = now();
            assert!(after >= before);
            before = after;
        }
    }
}
