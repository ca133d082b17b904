//! The enumerations that core and ABI share. Their numbers are the ABI's and never change.

/// What an event tells.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum EventKind {
    /// Never delivered.
    #[allow(dead_code)]
    None = 0,
    /// An operation ended. Exactly one for every operation that was started, and its last event.
    Completed = 1,
    /// A user code: show the player the code and where to enter it (device; the operation goes on).
    UserCode = 2,
    /// A URL: open this page for the player (the operation goes on).
    AuthorizationUrl = 3,
    /// The account's parent token was renewed. The event brings the new one.
    TokenRenewed = 10,
    /// A child token was renewed before it expired. The event brings the new one.
    ChildTokenRenewed = 11,
    /// The LootLocker session was refreshed or started anew. The event brings the new one.
    SessionRenewed = 12,
    /// The account has no network. Tokens are kept; work resumes by itself.
    Offline = 13,
    /// The network is back.
    Online = 14,
    /// The parent token ends soon and can't be renewed: bring a new one with kinpass_account_adopt_tokens, or
    /// sign in again.
    TokenExpiring = 15,
    /// The link is lost for good; all tokens are dropped, and erased unless another process has signed the
    /// player out. The error tells why.
    LinkLost = 16,
    /// The LootLocker session is over and could not be started again. The error tells why.
    SessionLost = 17,
    /// LootLocker has banned the player. The error's ban tells for how long.
    Banned = 18,
    /// The account's store could not be read or written; the tokens in memory are kept. The error tells why.
    StoreFailed = 19,
}

/// Which function started an operation.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum OperationKind {
    /// The event belongs to no operation.
    None = 0,
    /// kinpass_lootlocker_start_session
    LootlockerStartSession = 1,
    /// kinpass_lootlocker_refresh_session
    LootlockerRefreshSession = 2,
    /// kinpass_lootlocker_end_session
    LootlockerEndSession = 3,
    /// kinpass_lootlocker_ping
    LootlockerPing = 4,
    /// kinpass_discord_exchange_child_token
    DiscordExchangeChildToken = 20,
    /// kinpass_discord_refresh_token
    DiscordRefreshToken = 21,
    /// kinpass_discord_revoke_token
    DiscordRevokeToken = 22,
    /// kinpass_discord_exchange_code
    DiscordExchangeCode = 23,
    /// kinpass_discord_authorize
    DiscordAuthorize = 24,
    /// kinpass_discord_authorize_device
    DiscordAuthorizeDevice = 25,
    /// kinpass_discord_get_provisional_token
    DiscordGetProvisionalToken = 26,
    /// kinpass_discord_unmerge_provisional_account
    DiscordUnmergeProvisionalAccount = 27,
    /// kinpass_discord_get_authorization
    DiscordGetAuthorization = 28,
    /// kinpass_account_adopt_tokens
    AccountAdoptTokens = 40,
    /// kinpass_account_sign_in
    AccountSignIn = 41,
    /// kinpass_account_get_child_token
    AccountGetChildToken = 42,
    /// kinpass_account_get_session
    AccountGetSession = 43,
    /// kinpass_account_refresh_session
    AccountRefreshSession = 44,
    /// kinpass_account_request
    AccountRequest = 45,
    /// kinpass_account_sign_out
    AccountSignOut = 46,
}

/// The domain of an error. The hundreds of its status tell it.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum Category {
    /// No error.
    None = 0,
    /// The call was wrong.
    Usage = 1,
    /// The operation ended without an answer: cancelled, out of time, outcome unknown, a fault in the library.
    Operation = 2,
    /// No connection, or it broke.
    Network = 3,
    /// The answer was not what the service documents.
    Answer = 4,
    /// The service refused or is failing.
    Service = 5,
    /// Discord's authorization refused.
    Authorization = 6,
    /// The account's state.
    Account = 7,
    /// The account's store.
    Store = 8,
}

/// Whose token it is.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum TokenKind {
    /// None.
    #[allow(dead_code)]
    None = 0,
    /// Of the publisher's application: it exchanges child tokens, and nothing connects with it.
    Parent = 1,
    /// Of one game: for the Social SDK's Client::UpdateToken and for Bearer calls.
    Child = 2,
}

/// Where an account stands.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum AccountState {
    /// The store is still being read, or could not be so far.
    Loading = 0,
    /// No tokens.
    SignedOut = 1,
    /// A sign-in waits for the player.
    Linking = 2,
    /// Linked; a good parent token is at hand.
    Linked = 3,
    /// Linked; the parent token is being renewed, or is over.
    Renewing = 4,
    /// Linked; the network is away.
    Offline = 5,
    /// Revoked or refused: link again.
    LinkLost = 6,
}

impl Category {
    /// Any number has one: of those that this version does not know the hundreds tell it, too.
    pub(crate) fn of(status: i32) -> Self {
        match status {
            0 => Self::None,
            1..100 => Self::Usage,
            100..200 => Self::Operation,
            200..300 => Self::Network,
            300..400 => Self::Answer,
            400..600 => Self::Service,
            600..700 => Self::Authorization,
            700..800 => Self::Account,
            800..900 => Self::Store,
            _ => Self::None,
        }
    }
}
