// How a client works.
#ifndef KINPASS_CPP_CONFIG_HPP
#define KINPASS_CPP_CONFIG_HPP

#include "events.hpp"
#include "log.hpp"
#include "options.hpp"
#include "store.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

KINPASS_CPP_BEGIN

/// A field that is left as it is means the library's default; kinpass.h says which that is.
struct config {
  std::string discord_application_id;  ///< The publisher's (parent) application.
  secret discord_client_secret;        ///< For servers and tools: never ship it.
  std::string discord_api_url;
  std::string discord_authorize_url;
  std::string child_token_url;       ///< A publisher's own backend for the child exchange.
  secret child_token_authorization;  ///< The `Authorization` header for it.

  std::string lootlocker_game_key;
  std::string lootlocker_game_version;
  std::string lootlocker_domain_key;
  std::string lootlocker_url;

  std::string proxy_url;
  std::string ca_certificates_pem;
  std::string user_agent_suffix;
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds request_timeout{0};
  std::chrono::milliseconds max_retry_delay{0};
  std::uint32_t max_attempts = 0;
  std::uint32_t max_in_flight = 0;
  std::uint32_t max_operations = 0;

  kinpass::game_key_field game_key_field = kinpass::game_key_field::game_key;
  bool child_application_id_as_number = false;
  /// Callbacks run on a thread of the library, and client::poll is not available.
  bool callbacks_on_worker = false;

  store_kind store = store_kind::memory;
  std::string store_service;
  std::shared_ptr<account_store> host_store;  ///< If set, `store` counts as store_kind::host.

  /// Receives the events of accounts that have no handler of their own, and completions of detached operations.
  unique_function<void(event_view)> on_event;

  /// Receives log lines from the beginning, also that of a creation which is refused. See client::set_log.
  log_function on_log;
  kinpass::log_level log_level = kinpass::log_level::off;  ///< Of on_log; left at off it is info.
};

namespace detail {

/// The C config over `from`, which has to outlive it.
inline kinpass_config to_c(const config &from) {
  kinpass_config raw{};
  static_cast<void>(kinpass_config_init(&raw, sizeof raw));
  raw.discord_application_id = to_c(from.discord_application_id);
  raw.discord_client_secret = to_c(from.discord_client_secret.view());
  raw.discord_api_url = to_c(from.discord_api_url);
  raw.discord_authorize_url = to_c(from.discord_authorize_url);
  raw.child_token_url = to_c(from.child_token_url);
  raw.child_token_authorization = to_c(from.child_token_authorization.view());
  raw.lootlocker_game_key = to_c(from.lootlocker_game_key);
  raw.lootlocker_game_version = to_c(from.lootlocker_game_version);
  raw.lootlocker_domain_key = to_c(from.lootlocker_domain_key);
  raw.lootlocker_url = to_c(from.lootlocker_url);
  raw.proxy_url = to_c(from.proxy_url);
  raw.ca_certificates_pem = to_c(from.ca_certificates_pem);
  raw.user_agent_suffix = to_c(from.user_agent_suffix);
  raw.connect_timeout_ms = count32(from.connect_timeout);
  raw.request_timeout_ms = count32(from.request_timeout);
  raw.max_retry_delay_ms = count32(from.max_retry_delay);
  raw.max_attempts = from.max_attempts;
  raw.max_in_flight = from.max_in_flight;
  raw.max_operations = from.max_operations;
  raw.lootlocker_game_key_field = static_cast<std::int32_t>(from.game_key_field);
  raw.child_application_id_as_number = flag(from.child_application_id_as_number);
  raw.callbacks_on_worker = flag(from.callbacks_on_worker);
  raw.store = static_cast<std::int32_t>(from.host_store ? store_kind::host : from.store);
  raw.store_service = to_c(from.store_service);
  return raw;
}

}  // namespace detail
KINPASS_CPP_END

#endif
