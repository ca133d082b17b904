// The parts that need no library: functions, secrets, results, errors, versions.
#include "support/harness.hpp"

#include <array>
#include <memory>
#include <type_traits>

namespace {

static_assert(!std::is_copy_constructible_v<kinpass::client> && std::is_nothrow_move_constructible_v<kinpass::client>);
static_assert(!std::is_copy_constructible_v<kinpass::account> &&
              std::is_nothrow_move_constructible_v<kinpass::account>);
static_assert(!std::is_copy_constructible_v<kinpass::operation> &&
              std::is_nothrow_move_constructible_v<kinpass::operation>);
static_assert(!std::is_copy_constructible_v<kinpass::unique_function<void()>>);
static_assert(!std::is_convertible_v<kinpass::parent_token, kinpass::child_token>);
static_assert(!std::is_convertible_v<kinpass::child_token, kinpass::parent_token>);
static_assert(!std::is_convertible_v<kinpass::secret, std::string>);

/// Counts how many of its kind are alive.
struct counted {
  explicit counted(int &to) : alive(&to) { ++*alive; }
  counted(counted &&other) noexcept : alive(other.alive) { ++*alive; }
  counted(const counted &other) : alive(other.alive) { ++*alive; }
  ~counted() { --*alive; }
  int *alive;
};

}  // namespace

TEST(function_holds_small_and_large_move_only_callables) {
  int alive = 0;
  {
    kinpass::unique_function<int(int)> small = [counter = counted(alive), own = std::make_unique<int>(2)](int x) {
      return x * *own;
    };
    std::array<char, 200> ballast{};
    ballast[199] = 7;
    kinpass::unique_function<int(int)> large = [counter = counted(alive), ballast](int x) { return x + ballast[199]; };
    CHECK(alive == 2);
    CHECK(small(21) == 42);
    CHECK(large(1) == 8);
    kinpass::unique_function<int(int)> moved = std::move(small);
    CHECK(!small);
    CHECK(moved(1) == 2);
    moved = std::move(large);
    CHECK(alive == 1);
    CHECK(moved(2) == 9);
    moved = nullptr;
    CHECK(!moved);
    CHECK(alive == 0);
    kinpass::unique_function<int(int)> again = [counter = counted(alive)](int x) { return x; };
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
}

TEST(secret_is_wiped_before_its_memory_is_freed) {
  kinpass::secret token("0123456789abcdef");
  char *const place = token.writable();
  kinpass::secret copy = token;
  CHECK(copy == token && copy.writable() != place);
  token.truncate(4);
  CHECK(token.view() == "0123");
  for (int i = 4; i < 16; ++i) {
    CHECK(place[i] == 0);
  }
  kinpass::secret moved = std::move(token);
  CHECK(moved.writable() == place && token.empty());
  CHECK(moved != copy);
  CHECK(kinpass::secret().c_str()[0] == '\0');
}

TEST(result_is_a_value_or_an_error) {
  kinpass::result<std::unique_ptr<int>> good = std::make_unique<int>(5);
  CHECK(good.has_value() && **good == 5);
  CHECK_STATUS(ok, good.status());
  CHECK(*std::move(good).value() == 5);
  kinpass::result<int> bad = kinpass::error(kinpass::status::timeout);
  CHECK(!bad);
  CHECK_STATUS(timeout, bad.status());
  CHECK(std::move(bad).value_or(9) == 9);
  kinpass::result<void> nothing;
  CHECK(nothing.has_value());
  nothing = kinpass::error(kinpass::status::cancelled);
  CHECK_STATUS(cancelled, nothing.status());
}

TEST(error_describes_itself_without_the_answer) {
  kinpass::error why(kinpass::status::unauthorized);
  why.message = "no";
  why.http_status = 401;
  why.service_code = "50025";
  why.request_id = "r1";
  why.answer = kinpass::response{401, kinpass::secret("canary-token")};
  CHECK(why.describe() == "KINPASS_ERROR_UNAUTHORIZED: no http=401 code=50025 request=r1");
}

TEST(version_is_the_headers) {
  CHECK(kinpass::abi_version() == KINPASS_ABI_VERSION);
  CHECK(kinpass::version() == 1000);
  CHECK(kinpass::version_string() == "0.1.0");
}
