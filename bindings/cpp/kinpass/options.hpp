// The options of operations. A field that is left as it is means the library's default.
//
// Views are read while the function runs and copied by the library: they have to live no longer.
#ifndef KINPASS_CPP_OPTIONS_HPP
#define KINPASS_CPP_OPTIONS_HPP

#include "completion.hpp"

#include <chrono>
#include <string_view>

KINPASS_CPP_BEGIN

/// An external identity, for provisional accounts and for merging them into full ones.
struct external_identity {
  external_auth_type type = external_auth_type::none;
  std::string_view token;
};

/// The page that the player sees at the end of a sign-in in the browser.
struct finish_page {
  std::string_view title;   ///< The name of your game, up to 100 characters.
  std::string_view accent;  ///< Your colour, as `#rrggbb`.
  /// In place of that page, once the player is linked: your own HTML, up to 65,536 bytes. Styles, images and fonts have
  /// to be in it; scripts do not run.
  std::string_view success_html;
  std::string_view failure_html;  ///< Likewise, where the player said no or the sign-in failed.
};

struct start_session_options {
  std::string_view game_key;
  std::string_view game_version;
  std::string_view player_name;
  std::string_view timezone;  ///< An IANA name.
};

struct refresh_session_options {
  std::string_view refresh_token;  ///< The one that LootLocker returned. Required.
  std::string_view game_key;
  std::string_view game_version;
  std::string_view player_name;
  std::string_view timezone;  ///< An IANA name.
};

struct revoke_token_options {
  std::string_view token;           ///< Required.
  std::string_view application_id;  ///< Whose token it is. Default: the client's application, the parent.
  std::string_view client_secret;   ///< Of that application, if it has one. Servers only.
};

struct create_authorization_options {
  std::string_view redirect_uri;  ///< Required.
  std::string_view scope;         ///< Separated by spaces; default KINPASS_SCOPES_PRESENCE.
  std::string_view prompt;
  std::string_view nonce;
};

struct exchange_code_options {
  std::string_view code;          ///< Required.
  std::string_view redirect_uri;  ///< Required.
  std::string_view code_verifier;
  external_identity merge;  ///< The provisional account to merge.
};

struct authorize_options {
  std::string_view scope;
  std::string_view prompt;
  std::string_view nonce;
  std::string_view redirect_path;
  std::uint32_t redirect_port = 0;
  std::chrono::milliseconds timeout{0};
  /// If set, the library opens no browser: the host opens this page. Runs where callbacks run.
  unique_function<void(std::string_view url)> on_authorization_url;
  external_identity merge;
  kinpass::finish_page finish_page;
};

struct authorize_device_options {
  std::string_view scope;
  unique_function<void(const user_code &)> on_user_code;  ///< Show it to the player. Runs where callbacks run.
  external_identity merge;
};

/// Either an external identity, or a server's bot token with the id that it gave the player.
struct provisional_options {
  external_identity identity;
  std::string_view bot_token;  ///< Servers only: never ship it.
  std::string_view external_user_id;
  std::string_view preferred_global_name;
  std::string_view provisional_user_id;  ///< A provisional account that is there already.
};

struct account_options {
  std::string_view player_key;      ///< The host's name for the player. Required.
  std::string_view application_id;  ///< The game's own (child) application.
  std::string_view game_key;
  std::string_view game_version;
  lootlocker_token_source token_source = lootlocker_token_source::child;
  std::chrono::seconds renew_ahead{0};
  bool automatic_renewal = true;
};

struct sign_in_options {
  sign_in_method method = sign_in_method::silent;
  std::string_view scope;
  std::string_view prompt;
  std::string_view nonce;
  std::string_view redirect;  ///< Browser: the path. Redirect: the whole URI.
  std::uint32_t redirect_port = 0;
  std::chrono::milliseconds timeout{0};
  bool link_again = false;  ///< Link anew even if the store holds a link; upgrades a provisional account.
  external_identity identity;
  /// With method browser: if set, the library opens no browser and the host opens this page. With redirect: required.
  unique_function<void(std::string_view url)> on_authorization_url;
  unique_function<void(const user_code &)> on_user_code;  ///< With method device.
  kinpass::finish_page finish_page;                       ///< With method browser.
};

struct child_token_options {
  std::string_view application_id;       ///< Default: the account's.
  std::chrono::seconds min_validity{0};  ///< Default 60 s.
  bool force = false;                    ///< Exchange anew even if a good one is at hand.
};

struct request_options {
  kinpass::service service = kinpass::service::lootlocker;
  std::string_view method;  ///< Default `GET`.
  std::string_view path;    ///< Below the service's base, with a leading `/`. Required.
  std::string_view body_json;
  std::string_view application_id;  ///< Discord: whose child token.
};

namespace detail {

/// A C options struct with the library's defaults.
template <class Options>
Options defaults(kinpass_status (*init)(Options *, std::size_t)) noexcept {
  Options raw{};
  // Can't fail: the struct and its size are those of the header that this was compiled with.
  static_cast<void>(init(&raw, sizeof raw));
  return raw;
}

inline std::int32_t number(external_auth_type type) noexcept { return static_cast<std::int32_t>(type); }

inline kinpass_discord_revoke_token_options to_c(const revoke_token_options &from) {
  auto raw = defaults(kinpass_discord_revoke_token_options_init);
  raw.token = to_c(from.token);
  raw.application_id = to_c(from.application_id);
  raw.client_secret = to_c(from.client_secret);
  return raw;
}

inline kinpass_discord_create_authorization_options to_c(const create_authorization_options &from) {
  auto raw = defaults(kinpass_discord_create_authorization_options_init);
  raw.redirect_uri = to_c(from.redirect_uri);
  raw.scope = to_c(from.scope);
  raw.prompt = to_c(from.prompt);
  raw.nonce = to_c(from.nonce);
  return raw;
}

inline kinpass_discord_exchange_code_options to_c(const exchange_code_options &from) {
  auto raw = defaults(kinpass_discord_exchange_code_options_init);
  raw.code = to_c(from.code);
  raw.redirect_uri = to_c(from.redirect_uri);
  raw.code_verifier = to_c(from.code_verifier);
  raw.external_auth_type = number(from.merge.type);
  raw.external_auth_token = to_c(from.merge.token);
  return raw;
}

inline kinpass_discord_authorize_options to_c(const authorize_options &from) {
  auto raw = defaults(kinpass_discord_authorize_options_init);
  raw.scope = to_c(from.scope);
  raw.prompt = to_c(from.prompt);
  raw.nonce = to_c(from.nonce);
  raw.redirect_path = to_c(from.redirect_path);
  raw.redirect_port = from.redirect_port;
  raw.timeout_ms = count32(from.timeout);
  raw.host_opens_browser = flag(static_cast<bool>(from.on_authorization_url));
  raw.external_auth_type = number(from.merge.type);
  raw.external_auth_token = to_c(from.merge.token);
  raw.page_title = to_c(from.finish_page.title);
  raw.page_accent = to_c(from.finish_page.accent);
  raw.page_success_html = to_c(from.finish_page.success_html);
  raw.page_failure_html = to_c(from.finish_page.failure_html);
  return raw;
}

inline kinpass_discord_authorize_device_options to_c(const authorize_device_options &from) {
  auto raw = defaults(kinpass_discord_authorize_device_options_init);
  raw.scope = to_c(from.scope);
  raw.external_auth_type = number(from.merge.type);
  raw.external_auth_token = to_c(from.merge.token);
  return raw;
}

inline kinpass_discord_provisional_options to_c(const provisional_options &from) {
  auto raw = defaults(kinpass_discord_provisional_options_init);
  raw.external_auth_type = number(from.identity.type);
  raw.external_auth_token = to_c(from.identity.token);
  raw.bot_token = to_c(from.bot_token);
  raw.external_user_id = to_c(from.external_user_id);
  raw.preferred_global_name = to_c(from.preferred_global_name);
  raw.provisional_user_id = to_c(from.provisional_user_id);
  return raw;
}

inline kinpass_account_open_options to_c(const account_options &from) {
  auto raw = defaults(kinpass_account_open_options_init);
  raw.player_key = to_c(from.player_key);
  raw.application_id = to_c(from.application_id);
  raw.game_key = to_c(from.game_key);
  raw.game_version = to_c(from.game_version);
  raw.lootlocker_token_source = static_cast<std::int32_t>(from.token_source);
  raw.renew_ahead_s = count32(from.renew_ahead);
  raw.no_automatic_renewal = flag(!from.automatic_renewal);
  return raw;
}

inline kinpass_account_sign_in_options to_c(const sign_in_options &from) {
  auto raw = defaults(kinpass_account_sign_in_options_init);
  raw.method = static_cast<std::int32_t>(from.method);
  raw.scope = to_c(from.scope);
  raw.prompt = to_c(from.prompt);
  raw.nonce = to_c(from.nonce);
  raw.redirect = to_c(from.redirect);
  raw.redirect_port = from.redirect_port;
  raw.timeout_ms = count32(from.timeout);
  raw.host_opens_browser = flag(static_cast<bool>(from.on_authorization_url));
  raw.link_again = flag(from.link_again);
  raw.external_auth_type = number(from.identity.type);
  raw.external_auth_token = to_c(from.identity.token);
  raw.page_title = to_c(from.finish_page.title);
  raw.page_accent = to_c(from.finish_page.accent);
  raw.page_success_html = to_c(from.finish_page.success_html);
  raw.page_failure_html = to_c(from.finish_page.failure_html);
  return raw;
}

inline kinpass_account_get_child_token_options to_c(const child_token_options &from) {
  auto raw = defaults(kinpass_account_get_child_token_options_init);
  raw.application_id = to_c(from.application_id);
  raw.min_validity_s = count32(from.min_validity);
  raw.force = flag(from.force);
  return raw;
}

inline kinpass_account_request_options to_c(const request_options &from) {
  auto raw = defaults(kinpass_account_request_options_init);
  raw.service = static_cast<std::int32_t>(from.service);
  raw.method = to_c(from.method);
  raw.path = to_c(from.path);
  raw.body_json = to_c(from.body_json);
  raw.application_id = to_c(from.application_id);
  return raw;
}

}  // namespace detail
KINPASS_CPP_END

#endif
