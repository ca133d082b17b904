// The smallest use of the installed C++ headers: one request, one answer. The address of a server comes by argument.
#include <kinpass.hpp>

#include <cstdio>

int main(int, char **arguments) {
  kinpass::config config;
  config.lootlocker_url = arguments[1];
  config.lootlocker_game_key = "dev_sandbox_alpha";
  auto client = kinpass::client::create(std::move(config));
  if (!client) {
    std::printf("%s\n", client.error().describe().c_str());
    return 1;
  }
  const auto alive = client->run_until(client->lootlocker_ping("no-such-session", kinpass::use_future));
  if (alive.status() != kinpass::status::unauthorized) {
    return 1;
  }
  std::printf("kinpass %s works\n", kinpass_version_string());
  return 0;
}
