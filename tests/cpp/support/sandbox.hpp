// The local stand-in for Discord and LootLocker: its addresses, its control plane, and clients of it.
#ifndef SANDBOX_HPP
#define SANDBOX_HPP

#include "harness.hpp"
#include "http.hpp"

#include <string>

namespace sandbox {

// What it knows from the start (sandbox/README.md).
inline constexpr const char *public_app = "1100000000000000001";
inline constexpr const char *child_alpha = "1100000000000000011";
inline constexpr const char *child_beta = "1100000000000000012";
inline constexpr const char *game_key = "dev_sandbox_alpha";
inline constexpr const char *bot_token = "sandbox-bot-token-public";

inline std::string environment(const char *name) {
  const char *value = std::getenv(name);
  if (value == nullptr) {
    std::printf("FAILED: %s is not set; these tests are run by `cargo xtask test --only cpp`\n", name);
    std::exit(EXIT_FAILURE);
  }
  return value;
}
inline std::string url() { return environment("SANDBOX_URL"); }

/// Changes the sandbox or asks it something. A refusal is a mistake in the test.
inline std::string post(const std::string &path, const std::string &json = "{}") {
  const http::answer answer = http::send("POST", url() + "/_sandbox" + path, json);
  if (answer.status != 200) {
    harness::fail(__FILE__, __LINE__, path.c_str(), answer.body);
  }
  return answer.body;
}

/// The sandbox as it was at its start.
inline void reset() { post("/reset"); }

inline int count(const std::string &route) {
  std::string encoded;
  for (const char c : route) {
    encoded += c == ' ' ? std::string("%20") : std::string(1, c);
  }
  return std::atoi(http::field(http::send("GET", url() + "/_sandbox/counts?route=" + encoded).body, "count").c_str());
}

/// A player who has linked the publisher's application.
inline kinpass::parent_token link(const std::string &player = "ada") {
  const std::string json = post("/link", "{\"player\":\"" + player + "\",\"application_id\":\"" + public_app + "\"}");
  return kinpass::parent_token(kinpass::secret(http::field(json, "access_token")),
                               kinpass::secret(http::field(json, "refresh_token")), std::chrono::seconds(604800));
}

inline kinpass::config config() {
  kinpass::config to;
  to.discord_application_id = public_app;
  to.discord_api_url = url() + "/api/v10";
  to.discord_authorize_url = url() + "/oauth2/authorize";
  to.lootlocker_url = url();
  to.lootlocker_game_key = game_key;
  to.max_retry_delay = std::chrono::milliseconds(50);
  return to;
}

inline kinpass::client client(kinpass::config from = config()) {
  auto made = kinpass::client::create(std::move(from));
  if (!made) {
    std::printf("FAILED: client::create: %s\n", made.error().describe().c_str());
    std::exit(EXIT_FAILURE);
  }
  return *std::move(made);
}

/// Longer than anything takes that works: a test that waits for so long fails. One that has failed already does not
/// wait again.
inline std::chrono::seconds patience() { return std::chrono::seconds(harness::failed() ? 1 : 60); }

/// Polls until `done()`; false if it never is.
template <class Done>
bool poll_until(kinpass::client &client, Done done) {
  const auto end = std::chrono::steady_clock::now() + patience();
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    static_cast<void>(client.wait(std::chrono::milliseconds(20)));
    static_cast<void>(client.poll());
  }
  return true;
}

/// What an operation came to.
template <class T>
kinpass::result<T> wait(kinpass::client &client, std::future<kinpass::result<T>> future) {
  return client.run_until(std::move(future), patience());
}

}  // namespace sandbox

#endif
