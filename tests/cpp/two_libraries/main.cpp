// Kinpass and another static Rust library in one program, both at work.
#include <kinpass.hpp>

#include <cstdint>
#include <cstdio>

extern "C" std::uint32_t second_library_answer();

int main(int, char **arguments) {
  kinpass::config config;
  config.lootlocker_url = arguments[1];
  config.lootlocker_game_key = "dev_sandbox_alpha";
  auto client = kinpass::client::create(std::move(config));
  if (!client) {
    return 1;
  }
  auto ping = client->lootlocker_ping("no-such-session", kinpass::use_future);
  const bool second = second_library_answer() == 42;
  const bool first = client->run_until(std::move(ping)).status() == kinpass::status::unauthorized;
  std::printf("first %d second %d\n", first, second);
  return first && second ? 0 : 1;
}
