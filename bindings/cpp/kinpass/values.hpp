// What operations bring: tokens, sessions and the like, owned and independent of their event.
#ifndef KINPASS_CPP_VALUES_HPP
#define KINPASS_CPP_VALUES_HPP

#include "result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

KINPASS_CPP_BEGIN

/// A token of the publisher's application. It exchanges child tokens; nothing connects with it.
struct parent_token {
  parent_token() = default;
  /// From the host's own sign-in, for example the Social SDK's `Client::GetToken`.
  explicit parent_token(secret access, secret refresh = {}, std::chrono::seconds valid_for = {})
      : access_token(std::move(access)), refresh_token(std::move(refresh)), expires_in(valid_for) {}

  secret access_token;
  secret refresh_token;  ///< Empty if there is none: then the token can't be renewed.
  std::chrono::seconds expires_in{0};
  std::string application_id;
  std::string token_type;  ///< `Bearer`.
  std::string scope;       ///< Separated by spaces.
  secret id_token;
  bool provisional = false;
};

/// A token of one game: for the Social SDK's `Client::UpdateToken`, and for Bearer calls. It is never refreshed, but
/// exchanged anew.
struct child_token {
  child_token() = default;
  explicit child_token(secret access, std::chrono::seconds valid_for = {})
      : access_token(std::move(access)), expires_in(valid_for) {}

  secret access_token;
  std::chrono::seconds expires_in{0};
  std::string application_id;
  std::string token_type;  ///< `Bearer`.
  std::string scope;       ///< Separated by spaces.
  bool provisional = false;
};

/// A LootLocker session. LootLocker tells no expiry: its end shows as status::unauthorized on a later call.
struct session {
  secret session_token;
  secret refresh_token;  ///< Empty if the answer brought none: then keep the one you have.
  std::uint64_t player_id = 0;
  std::string public_uid;
  std::string player_ulid;
  std::string player_identifier;
  std::string player_name;
  std::string player_created_at;
  std::string last_seen;
  std::string wallet_id;
  bool seen_before = false;
  bool check_grant_notifications = false;
  bool check_deactivation_notifications = false;
  std::int64_t xp = 0;
  std::int64_t level = 0;
  std::int64_t account_balance = 0;
  std::vector<std::string> check_dlcs;
  std::vector<std::string> warnings;  ///< What LootLocker complains about in spite of success.
  std::string level_thresholds_json;
};

/// What an access token stands for.
struct authorization {
  std::string application_id;
  std::string application_name;
  std::string scope;
  std::string expires;  ///< ISO 8601.
  std::string user_id;
  std::string user_name;
  std::string user_global_name;
};

/// What a device shows its player.
struct user_code {
  std::string code;
  std::string verification_uri;
  std::string verification_uri_complete;  ///< With the code filled in, for a QR code; may be empty.
  std::chrono::seconds expires_in{0};
};

/// The address of Discord's authorization page, and what has to be kept for the redirect.
struct authorization_request {
  std::string url;
  secret code_verifier;
  secret state;
};

/// A look at an account.
struct account_info {
  account_state state = account_state::loading;
  bool provisional = false;
  bool can_renew = false;
  bool has_session = false;
  std::chrono::seconds token_expires_in{0};
  std::uint32_t child_tokens = 0;
};

KINPASS_CPP_END

#endif
