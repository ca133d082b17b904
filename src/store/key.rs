//! The name under which a player's record is stored.

use ring::digest;

/// What of a player key is shown beside its hash.
const READABLE: usize = 24;
const MAX_PLAIN: usize = 64;

/// The key of a player's record: `kinpass-{application id}-{player key}`.
///
/// It is safe as a file name, on file systems that ignore case too: small letters, digits, `-`, `_` and at most one `.`.
/// A player key that is long, or holds anything else, stands as far as it is readable, followed by `.` and its SHA-256; since
/// no plain one has a dot, no two players share a key. At most 128 bytes.
pub(crate) fn key(application_id: &str, player_key: &str) -> String {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    if player_key.len() <= MAX_PLAIN && player_key.bytes().all(plain) {
        return format!("kinpass-{application_id}-{player_key}");
    }
    let readable = player_key.bytes().map(|byte| byte.to_ascii_lowercase()).filter(|byte| plain(*byte));
    let readable: String = readable.take(READABLE).map(char::from).collect();
    format!("kinpass-{application_id}-{readable}.{}", sha256_hex(player_key))
}

/// The SHA-256 of a text, in small hexadecimal digits.
pub(super) fn sha256_hex(text: &str) -> String {
    digest::digest(&digest::SHA256, text.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const APPLICATION: &str = "18446744073709551615";

    #[test]
    fn plain_keys_stay_readable() {
        assert_eq!(key("123", "player-7_b"), "kinpass-123-player-7_b");
    }

    #[test]
    fn odd_keys_are_told_apart() {
        let long = "x".repeat(5000);
        let odd = ["Bob", "bob@example.com", "bob@example.org", "BOB", "b\u{f6}b", "../bob", " bob", "bob.", &long];
        let mut keys: Vec<_> = odd.iter().map(|player| key(APPLICATION, player)).collect();
        keys.push(key(APPLICATION, "bob"));
        for key in &keys {
            assert!(key.len() <= 128 && key.bytes().all(|byte| b"-_.".contains(&byte) || byte.is_ascii_alphanumeric()));
            assert_eq!(*key, key.to_ascii_lowercase());
        }
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), odd.len() + 1);
    }

    #[test]
    fn the_hash_stays_the_same_for_ever() {
        let bob = "cd9fb1e148ccd8442e5aa74904cc73bf6fb54d1d54d333bd596aa9bb4bb4e961";
        assert_eq!(key("1", "Bob"), format!("kinpass-1-bob.{bob}"));
    }
}
