// A parent's token connects nothing: only a child token goes to the Social SDK.
// expect: use of deleted function | call to deleted function
#include <kinpass_discordpp.hpp>

#include "../support/fake_discordpp.hpp"

void connect(discordpp::Client &sdk, const kinpass::parent_token &parent, const kinpass::child_token &child) {
#ifdef WRONG
  kinpass::update_token(sdk, parent, [](bool, const std::string &) {});
#else
  static_cast<void>(parent);
#endif
  kinpass::update_token(sdk, child, [](bool, const std::string &) {});
}
