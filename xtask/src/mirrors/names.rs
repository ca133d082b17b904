//! What the languages call the header's enums and their members, beyond what a rule says.

use crate::facts::{Enum, Facts, Member};

/// An enum of the header, and what mirrors it. In C++ it has its own name, without `kinpass_`.
#[derive(Debug)]
pub struct Names {
    pub c: &'static str,
    pub csharp: &'static str,
    /// Whether C# shows it to games.
    pub is_public: bool,
    /// None if the plugin has no use for it.
    pub unreal: Option<&'static str>,
}

const fn public(c: &'static str, csharp: &'static str, unreal: Option<&'static str>) -> Names {
    Names { c, csharp, is_public: true, unreal }
}

const fn internal(c: &'static str, csharp: &'static str, unreal: Option<&'static str>) -> Names {
    Names { c, csharp, is_public: false, unreal }
}

#[rustfmt::skip]
const ENUMS: &[Names] = &[
    public("kinpass_status", "KinpassStatus", Some("EKinpassStatus")),
    internal("kinpass_event_kind", "EventKind", Some("EKinpassAccountEventKind")),
    // Who waits for an operation knows what it is.
    public("kinpass_operation_kind", "KinpassOperation", None),
    public("kinpass_error_category", "KinpassErrorCategory", Some("EKinpassErrorCategory")),
    internal("kinpass_token_kind", "TokenKind", Some("EKinpassTokenKind")),
    public("kinpass_log_level", "KinpassLogLevel", Some("EKinpassLogLevel")),
    public("kinpass_account_state", "AccountState", Some("EKinpassAccountState")),
    public("kinpass_game_key_field", "GameKeyField", Some("EKinpassGameKeyField")),
    public("kinpass_store_kind", "StoreKind", Some("EKinpassStoreKind")),
    public("kinpass_sign_in_method", "SignInMethod", Some("EKinpassSignInMethod")),
    public("kinpass_service", "KinpassService", Some("EKinpassService")),
    public("kinpass_external_auth_type", "ExternalAuthType", Some("EKinpassExternalAuthType")),
    public("kinpass_lootlocker_token_source", "LootLockerTokenSource", Some("EKinpassLootLockerTokenSource")),
];

/// Each enum has its row, and each row its enum.
pub fn complete(facts: &Facts) -> Result<(), String> {
    let missing = facts.enums.iter().map(|item| &item.name[..]).find(|name| of(name).is_none());
    let stale = ENUMS.iter().map(|names| names.c).find(|name| facts.enumeration(name).is_none());
    match (missing, stale) {
        (Some(name), _) => Err(format!("xtask/src/mirrors/names.rs has no row for {name}")),
        (_, Some(name)) => Err(format!("xtask/src/mirrors/names.rs has a row for {name}, which the header has not")),
        (None, None) => Ok(()),
    }
}

pub fn of(c: &str) -> Option<&'static Names> {
    ENUMS.iter().find(|names| names.c == c)
}

/// All enums with their names.
pub fn named(facts: &Facts) -> impl Iterator<Item = (&Enum, &'static Names)> {
    facts.enums.iter().filter_map(|item| Some((item, of(&item.name)?)))
}

/// The member of this name in C, and the names of its enum.
pub fn member<'a>(facts: &'a Facts, name: &str) -> Option<(&'static Names, &'a Member)> {
    named(facts).find_map(|(item, names)| Some((names, item.members.iter().find(|member| member.name == name)?)))
}

impl Names {
    pub fn cpp(&self) -> &'static str {
        self.c.trim_start_matches("kinpass_")
    }

    /// `NONE` of `KINPASS_TOKEN_KIND_NONE`. A status is named without its enum, an error without saying so.
    pub fn short<'a>(&self, member: &'a Member) -> &'a str {
        let prefix = format!("{}_", self.c.to_ascii_uppercase());
        let member = member.name.as_str();
        let starts = [prefix.as_str(), "KINPASS_ERROR_", "KINPASS_"];
        starts.iter().find_map(|start| member.strip_prefix(start)).unwrap_or(member)
    }

    /// The member in C# and Unreal: `TokenKind`.
    pub fn pascal(&self, member: &Member) -> String {
        pascal(self.short(member))
    }

    /// The member in C++, and on the wire: `token_kind`.
    pub fn snake(&self, member: &Member) -> String {
        self.short(member).to_ascii_lowercase()
    }
}

/// `InvalidGrant` of `INVALID_GRANT` or `invalid_grant`.
pub fn pascal(name: &str) -> String {
    let word = |word: &str| match word.to_ascii_uppercase().as_str() {
        "LOOTLOCKER" => "LootLocker".to_owned(),
        "OAUTH2" => "OAuth2".to_owned(),
        "PLAYSTATION" => "PlayStation".to_owned(),
        upper => upper[..1].to_owned() + &upper[1..].to_ascii_lowercase(),
    };
    name.split('_').filter(|part| !part.is_empty()).map(word).collect()
}

/// `structSize` of `struct_size`.
pub fn camel(name: &str) -> String {
    match name.split_once('_') {
        Some((first, rest)) => first.to_owned() + &pascal(rest),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{camel, member, of, pascal};
    use crate::facts::{Facts, Member};

    fn short(c: &str, name: &str) -> String {
        let member = Member { name: name.to_owned(), number: 0, doc: Vec::new() };
        of(c).expect("a row").short(&member).to_owned()
    }

    #[test]
    fn members_are_named_without_their_enum() {
        assert_eq!(short("kinpass_status", "KINPASS_OK"), "OK");
        assert_eq!(short("kinpass_status", "KINPASS_ERROR_OAUTH2"), "OAUTH2");
        assert_eq!(short("kinpass_error_category", "KINPASS_ERROR_CATEGORY_NONE"), "NONE");
    }

    #[test]
    fn brands_are_spelled_as_their_owners_do() {
        assert_eq!(pascal("PLAYSTATION_NETWORK_ID_TOKEN"), "PlayStationNetworkIdToken");
        assert_eq!(pascal("lootlocker_ping"), "LootLockerPing");
        assert_eq!(pascal("OAUTH2"), "OAuth2");
        assert_eq!((camel("struct_size").as_str(), camel("options").as_str()), ("structSize", "options"));
    }

    #[test]
    fn a_member_is_found_by_its_name_in_c() {
        let text = include_str!("../../../include/kinpass.h");
        let facts = Facts::read(text).expect("the header");
        let (names, found) = member(&facts, "KINPASS_ERROR_TIMEOUT").expect("a status");
        assert_eq!((names.csharp, found.number), ("KinpassStatus", 101));
        assert!(member(&facts, "KINPASS_ZERO_TERMINATED").is_none());
    }
}
