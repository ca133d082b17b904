//! What the world holds when it starts: applications and game keys. Players appear when they are named.

/// The public publisher application, a parent.
pub const PUBLIC_APP: &str = "1100000000000000001";
/// First game of [`PUBLIC_APP`].
pub const PUBLIC_CHILD_ALPHA: &str = "1100000000000000011";
/// Second game of [`PUBLIC_APP`].
pub const PUBLIC_CHILD_BETA: &str = "1100000000000000012";
/// Bot token of [`PUBLIC_APP`].
pub const PUBLIC_BOT_TOKEN: &str = "sandbox-bot-token-public";

/// The confidential publisher application, a parent.
pub const CONFIDENTIAL_APP: &str = "1200000000000000001";
/// Client secret of [`CONFIDENTIAL_APP`].
pub const CONFIDENTIAL_SECRET: &str = "sandbox-client-secret";
/// The game of [`CONFIDENTIAL_APP`].
pub const CONFIDENTIAL_CHILD: &str = "1200000000000000011";
/// Client secret of [`CONFIDENTIAL_CHILD`].
pub const CONFIDENTIAL_CHILD_SECRET: &str = "sandbox-child-secret";
/// Bot token of [`CONFIDENTIAL_APP`].
pub const CONFIDENTIAL_BOT_TOKEN: &str = "sandbox-bot-token-confidential";

/// LootLocker key of [`PUBLIC_CHILD_ALPHA`]'s game, stage environment.
pub const GAME_KEY_ALPHA: &str = "dev_sandbox_alpha";
/// LootLocker key of [`PUBLIC_CHILD_ALPHA`]'s game, live environment.
pub const GAME_KEY_ALPHA_LIVE: &str = "prod_sandbox_alpha";
/// LootLocker key of [`PUBLIC_CHILD_BETA`]'s game.
pub const GAME_KEY_BETA: &str = "dev_sandbox_beta";
/// LootLocker key of [`CONFIDENTIAL_CHILD`]'s game.
pub const GAME_KEY_GAMMA: &str = "dev_sandbox_gamma";

/// Redirect URI for desktop games; any port is accepted.
pub const REDIRECT_LOOPBACK: &str = "http://127.0.0.1/callback";
/// Redirect URI with a custom scheme, as mobile games use it.
pub const REDIRECT_CUSTOM: &str = "kinpass-sandbox://callback";

/// An application of the developer portal.
pub(crate) struct App {
    pub id: &'static str,
    pub name: &'static str,
    /// Confidential applications have one.
    pub secret: Option<&'static str>,
    /// The publisher's application, if this is a game's.
    pub parent: Option<&'static str>,
    pub bot_token: Option<&'static str>,
}

/// A game as LootLocker knows it.
pub(crate) struct Game {
    pub key: &'static str,
    /// The child application whose tokens it takes; its parent's are taken too.
    pub child: &'static str,
}

const APPS: &[App] = &[
    App { id: PUBLIC_APP, name: "Lantern Games", secret: None, parent: None, bot_token: Some(PUBLIC_BOT_TOKEN) },
    App { id: PUBLIC_CHILD_ALPHA, name: "Lantern Alpha", secret: None, parent: Some(PUBLIC_APP), bot_token: None },
    App { id: PUBLIC_CHILD_BETA, name: "Lantern Beta", secret: None, parent: Some(PUBLIC_APP), bot_token: None },
    App {
        id: CONFIDENTIAL_APP,
        name: "Harbour Interactive",
        secret: Some(CONFIDENTIAL_SECRET),
        parent: None,
        bot_token: Some(CONFIDENTIAL_BOT_TOKEN),
    },
    App {
        id: CONFIDENTIAL_CHILD,
        name: "Harbour Gamma",
        secret: Some(CONFIDENTIAL_CHILD_SECRET),
        parent: Some(CONFIDENTIAL_APP),
        bot_token: None,
    },
];

const GAMES: &[Game] = &[
    Game { key: GAME_KEY_ALPHA, child: PUBLIC_CHILD_ALPHA },
    Game { key: GAME_KEY_ALPHA_LIVE, child: PUBLIC_CHILD_ALPHA },
    Game { key: GAME_KEY_BETA, child: PUBLIC_CHILD_BETA },
    Game { key: GAME_KEY_GAMMA, child: CONFIDENTIAL_CHILD },
];

/// The application with this id.
pub(crate) fn app(id: &str) -> Option<&'static App> {
    APPS.iter().find(|app| app.id == id)
}

/// The publisher application with this id; a game's is none.
pub(crate) fn parent_app(id: &str) -> Option<&'static App> {
    app(id).filter(|app| app.parent.is_none())
}

/// The application whose bot token this is.
pub(crate) fn app_of_bot(token: &str) -> Option<&'static App> {
    APPS.iter().find(|app| app.bot_token == Some(token))
}

/// The game with this key.
pub(crate) fn game(key: &str) -> Option<&'static Game> {
    GAMES.iter().find(|game| game.key == key)
}

impl App {
    /// Whether a token of `application` was issued in this application's name: its own, or one of its games'.
    pub fn covers(&self, application: &str) -> bool {
        self.id == application || app(application).is_some_and(|app| app.parent == Some(self.id))
    }

    /// Whether `uri` is registered as a redirect. Loopback ports are free.
    pub fn allows_redirect(&self, uri: &str) -> bool {
        if uri == REDIRECT_CUSTOM || uri == format!("discord-{}:/authorize/callback", self.id) {
            return true;
        }
        let Some(rest) = uri.strip_prefix("http://127.0.0.1") else {
            return false;
        };
        let path = match rest.strip_prefix(':') {
            Some(rest) => {
                let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                if rest[..digits].parse::<u16>().is_err() {
                    return false;
                }
                &rest[digits..]
            }
            None => rest,
        };
        path == "/callback"
    }
}

impl Game {
    /// Whether a Discord token of `application` signs players in to this game.
    pub fn takes(&self, application: &str) -> bool {
        self.child == application || app(self.child).is_some_and(|app| app.parent == Some(application))
    }
}
