//! The scopes that a player can be asked for.

/// Those that Discord knows, as far as games ask for them.
pub(super) const KNOWN: &[&str] =
    &["openid", "identify", "email", "guilds", "connections", "sdk.social_layer", "sdk.social_layer_presence"];

/// Whether there is at least one scope, and only such as Discord knows.
pub(super) fn are_known(scope: &str) -> bool {
    let mut scopes = scope.split_ascii_whitespace().peekable();
    scopes.peek().is_some() && scopes.all(|scope| KNOWN.contains(&scope))
}

/// Whether one is among those that were granted.
pub(super) fn has(granted: &str, scope: &str) -> bool {
    granted.split_ascii_whitespace().any(|one| one == scope)
}
