// What a callback throws: never through the library, thrown again by poll or close, and the end of the program where
// nobody can catch it.
#include "support/sandbox.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#if KINPASS_CPP_EXCEPTIONS

namespace {

struct thrown_by_test : std::runtime_error {
  explicit thrown_by_test(int which) : std::runtime_error("thrown by a test"), number(which) {}
  int number;
};

/// Polls until something is thrown, and gives its number; 0 if it takes too long.
int poll_until_thrown(kinpass::client &client) {
  try {
    sandbox::poll_until(client, [] { return false; });
  } catch (const thrown_by_test &thrown) {
    return thrown.number;
  }
  return 0;
}

/// Runs `what` in a process of its own. True if that was ended by std::terminate.
template <class What>
bool terminates(What what) {
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child == 0) {
    std::set_terminate([] { ::_exit(77); });
    what();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 77;
}

}  // namespace

TEST(value_throws_the_whole_error) {
  kinpass::error why(kinpass::status::player_banned);
  why.ban = kinpass::ban{"manual", "2026-01-01", "", true};
  const kinpass::result<int> result = why;
  bool caught = false;
  try {
    static_cast<void>(result.value());
  } catch (const kinpass::exception &thrown) {
    caught = true;
    CHECK_STATUS(player_banned, thrown.error().code);
    CHECK(thrown.error().ban && thrown.error().ban->permanent);
    CHECK(std::string_view(thrown.what()) == "KINPASS_ERROR_PLAYER_BANNED");
  }
  CHECK(caught);
}

TEST(poll_throws_what_a_callback_threw_and_loses_nothing) {
  sandbox::reset();
  auto client = sandbox::client();
  int calls = 0;
  for (int i = 1; i <= 3; ++i) {
    CHECK(client
              .lootlocker_ping("x",
                               [&calls, i](kinpass::result<void>) {
                                 ++calls;
                                 throw thrown_by_test(i);
                               })
              .has_value());
  }
  std::string order;
  for (int i = 0; i < 3; ++i) {
    order += std::to_string(poll_until_thrown(client));
  }
  CHECK(calls == 3);
  // Each once, in whatever order the answers came.
  for (const char *number : {"1", "2", "3"}) {
    CHECK(order.find(number) != std::string::npos);
  }
  TAKE(client.poll());
}

TEST(run_until_and_close_throw_too) {
  sandbox::reset();
  sandbox::post("/faults", R"([{"route":"DELETE /game/v1/session","times":null,"action":{"kind":"hang"}}])");
  auto client = sandbox::client();
  CHECK(client.lootlocker_ping("x", [](kinpass::result<void>) { throw thrown_by_test(1); }).has_value());
  bool caught = false;
  try {
    // This one hangs, so run_until goes on polling until the other one throws.
    static_cast<void>(client.run_until(client.lootlocker_end_session("x", kinpass::use_future), sandbox::patience()));
  } catch (const thrown_by_test &) {
    caught = true;
  }
  CHECK(caught);
  CHECK(client.lootlocker_ping("x", [](kinpass::result<void>) { throw thrown_by_test(2); }).has_value());
  caught = false;
  try {
    static_cast<void>(client.close());
  } catch (const thrown_by_test &thrown) {
    caught = thrown.number == 2;
  }
  CHECK(caught);
  CHECK(!client);
}

TEST(poll_of_another_client_inside_a_callback_throws_there) {
  sandbox::reset();
  auto outer = sandbox::client();
  auto inner = sandbox::client();
  bool caught_inside = false;
  bool done = false;
  CHECK(inner.lootlocker_ping("x", [](kinpass::result<void>) { throw thrown_by_test(1); }).has_value());
  CHECK(outer
            .lootlocker_ping("x",
                             [&](kinpass::result<void>) {
                               caught_inside = poll_until_thrown(inner) == 1;
                               done = true;
                             })
            .has_value());
  CHECK(sandbox::poll_until(outer, [&] { return done; }));
  CHECK(caught_inside);
}

TEST(delivering_a_pulled_event_throws_directly) {
  sandbox::reset();
  auto client = sandbox::client();
  CHECK(client.lootlocker_ping("x", [](kinpass::result<void>) { throw thrown_by_test(4); }).has_value());
  TAKE(client.wait(sandbox::patience()));
  auto pulled = TAKE(client.next_event());
  REQUIRE(pulled.has_value());
  bool caught = false;
  try {
    pulled->deliver();
  } catch (const thrown_by_test &thrown) {
    caught = thrown.number == 4;
  }
  CHECK(caught);
}

TEST(nobody_to_throw_to_ends_the_program) {
  sandbox::reset();
  CHECK(terminates([] {
    auto config = sandbox::config();
    config.callbacks_on_worker = true;
    auto client = sandbox::client(std::move(config));
    static_cast<void>(client.lootlocker_ping("x", [](kinpass::result<void>) { throw thrown_by_test(1); }));
    static_cast<void>(sandbox::wait(client, client.lootlocker_ping("x", kinpass::use_future)));
  }));
  CHECK(terminates([] {
    auto client = sandbox::client();
    static_cast<void>(client.lootlocker_ping("x", [](kinpass::result<void>) { throw thrown_by_test(1); }));
  }));
  // The same without an exception does not.
  CHECK(!terminates([] {
    auto client = sandbox::client();
    static_cast<void>(client.lootlocker_ping("x", [](kinpass::result<void>) {}));
  }));
}

#endif
