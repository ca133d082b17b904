// A player's account, from the first link to sign-out: link in the browser, sign in silently on the next run, tokens
// for two games of the publisher, a LootLocker session that survives its end.
//
// Run by `cargo xtask test --only cpp` against the local sandbox. With real keys set what `configure` reads, and the
// system's browser opens.

#include <kinpass.hpp>

#include "sandbox_browser.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace {

constexpr const char *first_game = "1100000000000000011";
constexpr const char *second_game = "1100000000000000012";

/// Where the account rests between the two runs that this program plays. A game has store_kind::system for this: the
/// keychain of the platform. Where there is none it brings a store of its own, such as this one over an encrypted save
/// file.
class save_game final : public kinpass::account_store {
 public:
  bool load(std::string_view key, kinpass::unique_function<void(std::string_view)> &found) override {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (const auto at = records_.find(std::string(key)); at != records_.end()) {
      found(at->second);
    }
    return true;
  }
  bool save(std::string_view key, std::string_view record) override {
    const std::lock_guard<std::mutex> guard(mutex_);
    records_[std::string(key)] = record;
    return true;
  }
  bool erase(std::string_view key) override {
    const std::lock_guard<std::mutex> guard(mutex_);
    records_.erase(std::string(key));
    return true;
  }

 private:
  std::mutex mutex_;  // the library calls from its worker
  std::map<std::string, std::string> records_;
};

/// What a call came to, or the end of the program with the reason.
template <class T>
T must(const char *what, kinpass::result<T> came_to) {
  if (!came_to) {
    std::printf("%s: %s\n", what, came_to.error().describe().c_str());
    std::exit(EXIT_FAILURE);
  }
  return *std::move(came_to);
}
void must(const char *what, const kinpass::result<void> &came_to) {
  if (!came_to) {
    std::printf("%s: %s\n", what, came_to.error().describe().c_str());
    std::exit(EXIT_FAILURE);
  }
}

std::string environment(const char *name, const std::string &otherwise = "") {
  const char *value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

kinpass::config configure(std::shared_ptr<save_game> store) {
  kinpass::config config;
  config.discord_application_id = environment("DISCORD_APPLICATION_ID", "1100000000000000001");
  config.lootlocker_game_key = environment("LOOTLOCKER_GAME_KEY", "dev_sandbox_alpha");
  if (const std::string sandbox = environment("SANDBOX_URL"); !sandbox.empty()) {
    config.discord_api_url = sandbox + "/api/v10";
    config.discord_authorize_url = sandbox + "/oauth2/authorize";
    config.lootlocker_url = sandbox;
  }
  config.host_store = std::move(store);
  return config;
}

/// What happens to the account by itself. A game shows some of it to the player.
void on_account_event(const kinpass::account_event &event) {
  std::visit(
      kinpass::overloaded{
          [](const kinpass::session_renewed &) { std::puts("  (the session was renewed)"); },
          [](const kinpass::offline &) { std::puts("  (offline: tokens are kept)"); },
          [](const kinpass::link_lost &lost) { std::printf("  (link lost: %s)\n", lost.why.describe().c_str()); },
          [](const auto &) {},
      },
      event);
}

kinpass::account open(kinpass::client &client) {
  kinpass::account_options options;
  options.player_key = "player-1";
  options.application_id = first_game;
  return must("open", client.open_account(options, [](kinpass::account_event event) { on_account_event(event); }));
}

void first_run(const std::shared_ptr<save_game> &store) {
  kinpass::client client = must("create", kinpass::client::create(configure(store)));
  kinpass::account account = open(client);

  kinpass::sign_in_options how;
  how.method = kinpass::sign_in_method::browser;
  if (!environment("SANDBOX_URL").empty()) {
    how.on_authorization_url = [](std::string_view url) { sandbox_browser::open(std::string(url)); };
  }
  // A game does not wait like this: it gives a callback, or awaits, and polls once per frame.
  must("sign in", client.run_until(account.sign_in(std::move(how), kinpass::use_future)));
  std::puts("linked in the browser");

  for (const char *game : {first_game, second_game}) {
    kinpass::child_token_options asked;
    asked.application_id = game;
    const auto token = must("child token", client.run_until(account.get_child_token(asked, kinpass::use_future)));
    std::printf("child token for %s, good for %lld s\n", game, static_cast<long long>(token.expires_in.count()));
  }
  const auto session = must("session", client.run_until(account.get_session(kinpass::use_future)));
  std::printf("session of player %llu\n", static_cast<unsigned long long>(session.player_id));
}

void second_run(const std::shared_ptr<save_game> &store) {
  kinpass::client client = must("create", kinpass::client::create(configure(store)));
  kinpass::account account = open(client);
  must("sign in", client.run_until(account.sign_in({}, kinpass::use_future)));
  std::puts("signed in silently");

  // LootLocker ends the session behind the account's back. The next request finds out, renews, and is sent again.
  const auto session = must("session", client.run_until(account.get_session(kinpass::use_future)));
  must("end", client.run_until(client.lootlocker_end_session(session.session_token.view(), kinpass::use_future)));
  kinpass::request_options name;
  name.path = "/game/player/name";
  const auto answer = must("request", client.run_until(account.request(name, kinpass::use_future)));
  std::printf("session kept: HTTP %d after its end\n", answer.http_status);

  must("sign out", client.run_until(account.sign_out(kinpass::sign_out_scope::this_device, kinpass::use_future)));
  std::puts("signed out");
}

}  // namespace

int main() {
  const auto store = std::make_shared<save_game>();
  first_run(store);
  second_run(store);
  return 0;
}
