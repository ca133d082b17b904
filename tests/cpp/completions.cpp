// Each form of handler completes exactly once: by success, by cancel, by close, by a pull.
#include "support/sandbox.hpp"

#include <atomic>
#include <set>
#include <thread>

namespace {

/// The sandbox never answers it.
void hang(const std::string &route) {
  sandbox::post("/faults", R"([{"route":")" + route + R"(","times":null,"action":{"kind":"hang"}}])");
}

constexpr const char *ping_route = "GET /game/ping";

}  // namespace

TEST(callback_runs_within_poll_and_once) {
  sandbox::reset();
  auto client = sandbox::client();
  int calls = 0;
  std::thread::id where;
  // Owns something, so it can't be a std::function.
  auto own = std::make_unique<int>(1);
  auto started =
      client.lootlocker_ping("no-such-session", [&calls, &where, own = std::move(own)](kinpass::result<void> came_to) {
        calls += *own;
        where = std::this_thread::get_id();
        CHECK_STATUS(unauthorized, came_to.status());
      });
  REQUIRE(started && *started);
  CHECK(calls == 0);
  CHECK(sandbox::poll_until(client, [&] { return calls > 0; }));
  CHECK(where == std::this_thread::get_id());
  TAKE(client.poll());
  started->cancel();
  TAKE(client.poll());
  CHECK(calls == 1);
}

TEST(cancel_completes_a_callback_once) {
  sandbox::reset();
  hang(ping_route);
  auto client = sandbox::client();
  int calls = 0;
  auto started = client.lootlocker_ping("x", [&](kinpass::result<void> came_to) {
    ++calls;
    CHECK_STATUS(cancelled, came_to.status());
  });
  REQUIRE(started.has_value());
  started->cancel();
  started->cancel();
  CHECK(calls == 0);
  CHECK(sandbox::poll_until(client, [&] { return calls > 0; }));
  TAKE(client.poll());
  CHECK(calls == 1);
}

TEST(cancel_completes_a_future) {
  sandbox::reset();
  hang(ping_route);
  auto client = sandbox::client();
  kinpass::operation started;
  auto future = client.lootlocker_ping("x", kinpass::use_future(started));
  REQUIRE(static_cast<bool>(started));
  started.cancel();
  CHECK_STATUS(cancelled, sandbox::wait(client, std::move(future)).status());
}

TEST(cancel_all_completes_everything) {
  sandbox::reset();
  hang(ping_route);
  auto client = sandbox::client();
  int calls = 0;
  for (int i = 0; i < 50; ++i) {
    CHECK(client
              .lootlocker_ping("x",
                               [&](kinpass::result<void> came_to) {
                                 ++calls;
                                 CHECK_STATUS(cancelled, came_to.status());
                               })
              .has_value());
  }
  TAKE(client.cancel_all());
  CHECK(sandbox::poll_until(client, [&] { return calls >= 50; }));
  TAKE(client.poll());
  CHECK(calls == 50);
}

TEST(close_and_destruction_complete_what_is_open) {
  sandbox::reset();
  hang(ping_route);
  int calls = 0;
  std::future<kinpass::result<void>> future;
  {
    auto client = sandbox::client();
    CHECK(client
              .lootlocker_ping("x",
                               [&](kinpass::result<void> came_to) {
                                 ++calls;
                                 CHECK_STATUS(cancelled, came_to.status());
                               })
              .has_value());
    TAKE(client.close());
    CHECK(calls == 1);
    CHECK(!client);
    CHECK_STATUS(invalid_handle, client.poll().status());
    CHECK_STATUS(invalid_handle, client.close().status());
    int refused = 0;
    CHECK(!client.lootlocker_ping("x", [&](kinpass::result<void>) { ++refused; }));
    CHECK(refused == 0);
  }
  {
    auto client = sandbox::client();
    future = client.lootlocker_ping("x", kinpass::use_future);
  }
  REQUIRE(future.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
  CHECK_STATUS(cancelled, future.get().status());
  CHECK(calls == 1);
}

TEST(operation_outlives_its_owner) {
  sandbox::reset();
  auto client = sandbox::client();
  int calls = 0;
  {
    auto let_go = client.lootlocker_ping("x", [&](kinpass::result<void> came_to) {
      ++calls;
      CHECK_STATUS(unauthorized, came_to.status());
    });
    CHECK(let_go.has_value());
  }
  CHECK(sandbox::poll_until(client, [&] { return calls > 0; }));
}

TEST(client_moves_while_operations_are_open) {
  sandbox::reset();
  auto first = sandbox::client();
  auto future = first.lootlocker_ping("x", kinpass::use_future);
  kinpass::client second = std::move(first);
  CHECK(!first);
  CHECK_STATUS(unauthorized, sandbox::wait(second, std::move(future)).status());
}

TEST(callbacks_may_start_operations) {
  sandbox::reset();
  auto client = sandbox::client();
  int calls = 0;
  const auto again = [&](kinpass::result<void>) { ++calls; };
  CHECK(client
            .lootlocker_ping("x",
                             [&](kinpass::result<void>) {
                               ++calls;
                               CHECK(client.lootlocker_ping("x", again).has_value());
                               // But not poll, wait or close: no callback ever runs inside another.
                               CHECK_STATUS(reentrant, client.poll().status());
                               CHECK_STATUS(reentrant, client.wait(std::chrono::milliseconds(1)).status());
                               CHECK_STATUS(reentrant, client.close().status());
                             })
            .has_value());
  CHECK(sandbox::poll_until(client, [&] { return calls == 2; }));
}

TEST(run_until_gives_up_in_time) {
  sandbox::reset();
  hang(ping_route);
  auto client = sandbox::client();
  const auto late = client.run_until(client.lootlocker_ping("x", kinpass::use_future), std::chrono::milliseconds(30));
  CHECK_STATUS(timeout, late.status());
}

TEST(events_can_be_pulled) {
  sandbox::reset();
  auto client = sandbox::client();
  auto detached = client.lootlocker_ping("x", kinpass::detached);
  REQUIRE(detached.has_value());
  bool found = false;
  while (!found) {
    TAKE(client.wait(sandbox::patience()));
    auto pulled = client.next_event();
    REQUIRE(pulled.has_value());
    if (*pulled) {
      const kinpass::event_view view = (*pulled)->view();
      found = view.is_completion_of(*detached);
      CHECK(view.operation_kind() == kinpass::operation_kind::lootlocker_ping);
      CHECK_STATUS(unauthorized, view.as<void>().status());
      CHECK(!view.as_account_event());
      (*pulled)->deliver();  // nobody waits: nothing happens
    }
  }
}

TEST(pulled_event_completes_its_waiter_when_delivered_or_dropped) {
  sandbox::reset();
  auto client = sandbox::client();
  int delivered = 0, dropped = 0;
  CHECK(client
            .lootlocker_ping("x",
                             [&](kinpass::result<void> came_to) {
                               ++delivered;
                               CHECK_STATUS(unauthorized, came_to.status());
                             })
            .has_value());
  TAKE(client.wait(sandbox::patience()));
  {
    auto pulled = TAKE(client.next_event());
    REQUIRE(pulled.has_value());
    CHECK(delivered == 0);
    pulled->deliver();
    CHECK(delivered == 1);
  }
  CHECK(client
            .lootlocker_ping("x",
                             [&](kinpass::result<void> came_to) {
                               ++dropped;
                               CHECK_STATUS(cancelled, came_to.status());
                             })
            .has_value());
  TAKE(client.wait(sandbox::patience()));
  {
    auto pulled = TAKE(client.next_event());
    REQUIRE(pulled.has_value());
  }
  CHECK(delivered == 1);
  CHECK(dropped == 1);
}

TEST(nobodys_events_go_to_the_config) {
  sandbox::reset();
  auto config = sandbox::config();
  int seen = 0;
  config.on_event = [&seen](kinpass::event_view event) {
    seen += event.kind() == kinpass::event_kind::completed ? 1 : 0;
    CHECK_STATUS(unauthorized, event.status());
  };
  auto client = sandbox::client(std::move(config));
  CHECK(client.lootlocker_ping("x", kinpass::detached).has_value());
  CHECK(sandbox::poll_until(client, [&] { return seen > 0; }));
  CHECK(seen == 1);
}

TEST(worker_calls_back_by_itself) {
  sandbox::reset();
  auto config = sandbox::config();
  config.callbacks_on_worker = true;
  auto client = sandbox::client(std::move(config));
  std::atomic<int> calls{0};
  CHECK(client.lootlocker_ping("x", [&](kinpass::result<void>) { ++calls; }).has_value());
  CHECK_STATUS(unauthorized, sandbox::wait(client, client.lootlocker_ping("x", kinpass::use_future)).status());
  CHECK_STATUS(invalid_state, client.poll().status());
  TAKE(client.close());
  CHECK(calls == 1);
}

TEST(many_threads_start_and_cancel) {
  sandbox::reset();
  auto client = sandbox::client();
  constexpr int threads = 4, each = 100;
  std::atomic<int> started{0}, completed{0};
  std::vector<std::thread> starters;
  for (int t = 0; t < threads; ++t) {
    starters.emplace_back([&, t] {
      for (int i = 0; i < each; ++i) {
        auto one = client.lootlocker_ping("x", [&](kinpass::result<void>) { ++completed; });
        if (one) {
          ++started;
          if ((i + t) % 2 == 0) {
            one->cancel();
          }
        }
      }
    });
  }
  for (std::thread &one : starters) {
    one.join();
  }
  CHECK(started == threads * each);
  CHECK(sandbox::poll_until(client, [&] { return completed >= started; }));
  TAKE(client.close());
  CHECK(completed == started);
}
