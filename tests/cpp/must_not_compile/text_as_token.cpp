// A bare text is no token of either kind.
// expect: discord_revoke_token
#include <kinpass.hpp>

void revoke(kinpass::client &client) {
#ifdef WRONG
  static_cast<void>(client.discord_revoke_token("token", kinpass::detached));
#else
  static_cast<void>(client.discord_revoke_token(kinpass::parent_token("token"), kinpass::detached));
#endif
}
