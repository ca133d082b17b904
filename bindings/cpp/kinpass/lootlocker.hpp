// LootLocker's operations, as member functions of kinpass::client.
#ifndef KINPASS_CPP_LOOTLOCKER_HPP
#define KINPASS_CPP_LOOTLOCKER_HPP

#include "options.hpp"

KINPASS_CPP_BEGIN
namespace detail {

template <class Client>
class lootlocker_operations {
 public:
  /// Starts a session with the game's child token. -> session
  template <class Handler>
  auto lootlocker_start_session(const child_token &token, const start_session_options &options, Handler &&handler) {
    return start_session(token.access_token, {}, options, std::forward<Handler>(handler));
  }
  template <class Handler>
  auto lootlocker_start_session(const child_token &token, Handler &&handler) {
    return lootlocker_start_session(token, start_session_options{}, std::forward<Handler>(handler));
  }

  /// Starts a session with the parent's token, for games whose LootLocker console is set up for the publisher's
  /// application. -> session
  template <class Handler>
  auto lootlocker_start_session_with_parent(const parent_token &token, const start_session_options &options,
                                            Handler &&handler) {
    return start_session(token.access_token, {}, options, std::forward<Handler>(handler));
  }

  /// Starts a session with the parent's refresh token, which is spent by it. -> session
  template <class Handler>
  auto lootlocker_start_session_with_refresh_token(const parent_token &token, const start_session_options &options,
                                                   Handler &&handler) {
    return start_session({}, token.refresh_token, options, std::forward<Handler>(handler));
  }

  /// status::session_expired means: start a new one. -> session
  template <class Handler>
  auto lootlocker_refresh_session(const refresh_session_options &options, Handler &&handler) {
    auto raw = defaults(kinpass_lootlocker_refresh_session_options_init);
    raw.refresh_token = to_c(options.refresh_token);
    raw.game_key = to_c(options.game_key);
    raw.game_version = to_c(options.game_version);
    raw.player_name = to_c(options.player_name);
    raw.timezone = to_c(options.timezone);
    return start<session>(std::forward<Handler>(handler),
                          calling(kinpass_lootlocker_refresh_session, raw_client(), &raw));
  }

  /// -> void
  template <class Handler>
  auto lootlocker_end_session(std::string_view session_token, Handler &&handler) {
    return start<void>(std::forward<Handler>(handler),
                       calling(kinpass_lootlocker_end_session, raw_client(), to_c(session_token)));
  }

  /// Whether a session still lives. -> void
  template <class Handler>
  auto lootlocker_ping(std::string_view session_token, Handler &&handler) {
    return start<void>(std::forward<Handler>(handler),
                       calling(kinpass_lootlocker_ping, raw_client(), to_c(session_token)));
  }

 private:
  friend Client;
  lootlocker_operations() = default;

  kinpass_client raw_client() const noexcept { return static_cast<const Client *>(this)->native_handle(); }

  template <class Handler>
  auto start_session(const secret &access, const secret &refresh, const start_session_options &options,
                     Handler &&handler) {
    auto raw = defaults(kinpass_lootlocker_start_session_options_init);
    raw.access_token = to_c(access.view());
    raw.refresh_token = to_c(refresh.view());
    raw.game_key = to_c(options.game_key);
    raw.game_version = to_c(options.game_version);
    raw.player_name = to_c(options.player_name);
    raw.timezone = to_c(options.timezone);
    return start<session>(std::forward<Handler>(handler),
                          calling(kinpass_lootlocker_start_session, raw_client(), &raw));
  }
};

}  // namespace detail
KINPASS_CPP_END

#endif
