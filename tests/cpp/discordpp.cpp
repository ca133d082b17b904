// The bridge to Discord's Social SDK, against a stand-in with the SDK's own signatures and rules.
#include <kinpass_discordpp.hpp>

#include "support/fake_discordpp.hpp"
#include "support/sandbox.hpp"
#include "support/stores.hpp"

namespace {

/// What a game has: a client, a linked account, the SDK, and the bridge between them.
struct game {
  kinpass::client client = sandbox::client();
  std::shared_ptr<discordpp::Client> sdk = std::make_shared<discordpp::Client>();
  kinpass::account account;
  std::unique_ptr<kinpass::discordpp_bridge<discordpp::Client>> bridge;
  int failures = 0;

  game() {
    account = TAKE(client.open_account(player("ada"), [this](kinpass::account_event event) {
      if (bridge) {
        bridge->handle(event);
      }
    }));
    TAKE(sandbox::wait(client, account.adopt_tokens(sandbox::link(), kinpass::use_future)));
    kinpass::discordpp_options options;
    options.application_id = sandbox::child_alpha;
    options.on_ready = [this] { sdk->Connect(); };
    options.on_failure = [this](const kinpass::discordpp_failure &why) {
      ++failures;
      CHECK(!why.describe().empty());
    };
    bridge = std::make_unique<kinpass::discordpp_bridge<discordpp::Client>>(account, sdk, std::move(options));
  }

  /// A frame, as a game has it: both libraries on one thread.
  template <class Done>
  bool frames_until(Done done) {
    return sandbox::poll_until(client, [&] {
      sdk->RunCallbacks();
      return done();
    });
  }
};

}  // namespace

TEST(bridge_connects_with_the_child_token) {
  sandbox::reset();
  game one;
  one.bridge->start();
  CHECK(one.frames_until([&] { return one.sdk->connects == 1; }));
  REQUIRE(one.sdk->tokens.size() == 1);
  CHECK(one.sdk->tokens[0] == TAKE(one.account.peek_child_token(sandbox::child_alpha)).access_token.view());
  CHECK(one.failures == 0);
}

TEST(bridge_renews_what_expires) {
  sandbox::reset();
  game one;
  one.bridge->start();
  CHECK(one.frames_until([&] { return one.sdk->connects == 1; }));
  one.sdk->expire();
  CHECK(one.frames_until([&] { return one.sdk->tokens.size() == 2; }));
  CHECK(one.sdk->tokens[0] != one.sdk->tokens[1]);
  // Connected already: only the first token connects.
  CHECK(one.sdk->connects == 1);
}

TEST(bridge_hands_over_what_the_library_renewed) {
  sandbox::reset();
  game one;
  one.bridge->start();
  CHECK(one.frames_until([&] { return one.sdk->connects == 1; }));
  kinpass::child_token fresh("fresh-token", std::chrono::seconds(60));
  fresh.application_id = sandbox::child_beta;
  one.bridge->handle(kinpass::child_token_renewed{fresh});
  CHECK(one.sdk->tokens.size() == 1);  // another game's
  fresh.application_id = sandbox::child_alpha;
  one.bridge->handle(kinpass::child_token_renewed{fresh});
  one.bridge->handle(kinpass::child_token_renewed{fresh});
  REQUIRE(one.sdk->tokens.size() == 2);
  CHECK(one.sdk->tokens[1] == "fresh-token");
}

TEST(bridge_tries_again_when_online) {
  sandbox::reset();
  game one;
  sandbox::post(
      "/faults",
      R"([{"route":"POST /api/v10/partner-sdk/child-token","times":1,"action":{"kind":"status","status":400}}])");
  one.bridge->start();
  CHECK(one.frames_until([&] { return one.failures == 1; }));
  CHECK(one.sdk->connects == 0);
  one.bridge->handle(kinpass::online{});
  CHECK(one.frames_until([&] { return one.sdk->connects == 1; }));
}

TEST(bridge_reports_what_the_sdk_refuses) {
  sandbox::reset();
  game one;
  one.sdk->refuse_next = true;
  one.bridge->start();
  CHECK(one.frames_until([&] { return one.failures == 1; }));
  CHECK(one.sdk->connects == 0);
}

TEST(bridge_that_ended_does_nothing) {
  sandbox::reset();
  game one;
  one.bridge->start();
  CHECK(one.frames_until([&] { return one.sdk->connects == 1; }));
  one.bridge.reset();
  one.sdk->expire();
  one.sdk->RunCallbacks();
  TAKE(one.client.poll());
  CHECK(one.sdk->tokens.size() == 1);
}
