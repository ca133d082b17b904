// A store of the host's own, as a C++ class.
#include "support/sandbox.hpp"
#include "support/stores.hpp"

#include <stdexcept>

TEST(link_survives_in_the_hosts_store) {
  sandbox::reset();
  auto store = std::make_shared<map_store>();
  {
    auto config = sandbox::config();
    config.host_store = store;
    auto client = sandbox::client(std::move(config));
    auto account = TAKE(client.open_account(player("ada")));
    TAKE(sandbox::wait(client, account.adopt_tokens(sandbox::link(), kinpass::use_future)));
    CHECK(store->records() == 1);
  }
  auto config = sandbox::config();
  config.host_store = store;
  auto client = sandbox::client(std::move(config));
  auto account = TAKE(client.open_account(player("ada")));
  const auto back = TAKE(sandbox::wait(client, account.sign_in({}, kinpass::use_future)));
  CHECK(!back.access_token.empty());
  TAKE(sandbox::wait(client, account.sign_out(kinpass::sign_out_scope::this_device, kinpass::use_future)));
  CHECK(store->records() == 0);
  CHECK(store->locks() > 0);
  CHECK(store->locks() == store->unlocks());
}

TEST(store_that_fails_or_throws_is_reported) {
  sandbox::reset();
  auto store = std::make_shared<map_store>();
  store->broken = true;
  auto config = sandbox::config();
  config.host_store = store;
  auto client = sandbox::client(std::move(config));
  auto account = TAKE(client.open_account(player("ada")));
  const auto saved = sandbox::wait(client, account.adopt_tokens(sandbox::link(), kinpass::use_future));
  CHECK_STATUS(store_failed, saved.status());
}

TEST(store_is_let_go_of_with_the_client) {
  auto store = std::make_shared<map_store>();
  std::weak_ptr<map_store> watched = store;
  auto config = sandbox::config();
  config.host_store = std::move(store);
  auto client = sandbox::client(std::move(config));
  CHECK(!watched.expired());
  TAKE(client.close());
  CHECK(watched.expired());
}

TEST(store_that_does_not_return_is_kept_when_the_client_ends) {
  sandbox::reset();
  auto store = std::make_shared<map_store>();
  std::weak_ptr<map_store> watched = store;
  map_store &slow = *store;
  slow.hold();
  auto config = sandbox::config();
  config.host_store = std::move(store);
  auto client = sandbox::client(std::move(config));
  auto account = TAKE(client.open_account(player("ada")));
  slow.wait_until_held();
  CHECK_STATUS(timeout, client.close(std::chrono::milliseconds(20)).status());
  CHECK(!client);
  REQUIRE(!watched.expired());
  slow.let_go();
}
