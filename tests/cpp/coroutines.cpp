// co_await, where the compiler has it.
#include "support/sandbox.hpp"

#if KINPASS_CPP_COROUTINES

#  include <coroutine>
#  include <stdexcept>

namespace {

/// A coroutine that its owner can destroy while it waits.
class owned_coroutine {
 public:
  struct promise_type {
    owned_coroutine get_return_object() {
      return owned_coroutine(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::abort(); }
  };

  owned_coroutine(owned_coroutine &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  owned_coroutine &operator=(owned_coroutine &&) = delete;
  ~owned_coroutine() {
    if (handle_) {
      handle_.destroy();
    }
  }

 private:
  explicit owned_coroutine(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_;
};

/// Notes when it goes away.
struct watched {
  int *gone;
  explicit watched(int &to) : gone(&to) {}
  watched(const watched &) = delete;
  ~watched() { ++*gone; }
};

struct outcome {
  int resumed = 0;
  kinpass::status status = kinpass::status::ok;
};

kinpass::fire_and_forget sign_in_flow(kinpass::client &client, const kinpass::parent_token &parent,
                                      std::uint64_t &player) {
  const auto child = co_await client.discord_exchange_child_token(parent, sandbox::child_alpha, kinpass::use_awaitable);
  if (!child) {
    co_return;
  }
  const auto session = co_await client.lootlocker_start_session(*child, kinpass::use_awaitable);
  if (session) {
    player = session->player_id;
  }
}

kinpass::fire_and_forget ping_once(kinpass::client &client, outcome &out) {
  const auto came_to = co_await client.lootlocker_ping("x", kinpass::use_awaitable);
  ++out.resumed;
  out.status = came_to.status();
}

owned_coroutine ping_owned(kinpass::client &client, kinpass::operation &op, int &resumed, int &gone) {
  const watched local(gone);
  static_cast<void>(co_await client.lootlocker_ping("x", kinpass::use_awaitable(op)));
  ++resumed;
}

void hang_pings() { sandbox::post("/faults", R"([{"route":"GET /game/ping","times":null,"action":{"kind":"hang"}}])"); }

}  // namespace

TEST(coroutine_reads_like_the_flow) {
  sandbox::reset();
  auto client = sandbox::client();
  std::uint64_t player = 0;
  sign_in_flow(client, sandbox::link(), player);
  CHECK(player == 0);
  CHECK(sandbox::poll_until(client, [&] { return player != 0; }));
}

TEST(coroutine_learns_of_a_failed_start) {
  auto client = sandbox::client();
  TAKE(client.close());
  outcome out;
  ping_once(client, out);
  CHECK(out.resumed == 1);
  CHECK_STATUS(invalid_handle, out.status);
}

TEST(coroutine_is_resumed_once_by_cancel_and_by_close) {
  sandbox::reset();
  hang_pings();
  auto client = sandbox::client();
  int resumed = 0, gone = 0;
  kinpass::operation op;
  const owned_coroutine waits = ping_owned(client, op, resumed, gone);
  op.cancel();
  CHECK(resumed == 0);
  CHECK(sandbox::poll_until(client, [&] { return resumed > 0; }));
  op.cancel();
  TAKE(client.poll());
  CHECK(resumed == 1 && gone == 1);

  outcome out;
  ping_once(client, out);
  CHECK(out.resumed == 0);
  TAKE(client.close());
  CHECK(out.resumed == 1);
  CHECK_STATUS(cancelled, out.status);
}

TEST(destroyed_coroutine_is_never_resumed_and_cancels) {
  sandbox::reset();
  hang_pings();
  auto client = sandbox::client();
  int resumed = 0, gone = 0;
  kinpass::operation op;
  { const owned_coroutine waits = ping_owned(client, op, resumed, gone); }
  CHECK(gone == 1);
  // Its operation completes as cancelled, for nobody.
  TAKE(client.wait(sandbox::patience()));
  CHECK(TAKE(client.poll()) == 1);
  CHECK(resumed == 0);
}

TEST(awaitable_that_is_never_awaited_cancels) {
  sandbox::reset();
  hang_pings();
  auto client = sandbox::client();
  { auto unused = client.lootlocker_ping("x", kinpass::use_awaitable); }
  TAKE(client.wait(sandbox::patience()));
  CHECK(TAKE(client.poll()) == 1);
}

TEST(awaitable_that_is_late_finds_its_result) {
  sandbox::reset();
  auto client = sandbox::client();
  auto early = client.lootlocker_ping("x", kinpass::use_awaitable);
  CHECK(sandbox::poll_until(client, [&] { return early.await_ready(); }));
  outcome out;
  [](kinpass::awaitable<void> late, outcome &to) -> kinpass::fire_and_forget {
    to.status = (co_await std::move(late)).status();
    ++to.resumed;
  }(std::move(early), out);
  CHECK(out.resumed == 1);
  CHECK_STATUS(unauthorized, out.status);
}

#  if KINPASS_CPP_EXCEPTIONS
TEST(exception_of_a_coroutine_comes_out_of_poll) {
  sandbox::reset();
  auto client = sandbox::client();
  int gone = 0;
  [](kinpass::client &with, int &when_gone) -> kinpass::fire_and_forget {
    const watched local(when_gone);
    (co_await with.lootlocker_ping("x", kinpass::use_awaitable)).value();
  }(client, gone);
  kinpass::status caught = kinpass::status::ok;
  try {
    sandbox::poll_until(client, [&] { return false; });
  } catch (const kinpass::exception &thrown) {
    caught = thrown.error().code;
  }
  CHECK_STATUS(unauthorized, caught);
  CHECK(gone == 1);
}
#  endif

#endif
