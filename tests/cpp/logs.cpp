// Log lines: they come, they stop, they can be pulled, and no secret is in them.
#include "support/sandbox.hpp"

#include <atomic>
#include <mutex>

TEST(log_is_replaced_and_cleared) {
  sandbox::reset();
  auto client = sandbox::client();
  std::atomic<int> first{0}, second{0};
  const auto ping = [&] { static_cast<void>(sandbox::wait(client, client.lootlocker_ping("x", kinpass::use_future))); };
  TAKE(client.set_log(kinpass::log_level::trace,
                      [&](kinpass::log_level, std::string_view, std::string_view) { ++first; }));
  ping();
  CHECK(first > 0);
  TAKE(client.set_log(kinpass::log_level::trace,
                      [&](kinpass::log_level, std::string_view target, std::string_view text) {
                        ++second;
                        CHECK(!target.empty() && !text.empty());
                      }));
  const int before = first;
  ping();
  CHECK(second > 0);
  CHECK(first == before);
  TAKE(client.clear_log());
  const int silent = second;
  ping();
  CHECK(second == silent);
}

TEST(log_may_clear_itself) {
  sandbox::reset();
  auto client = sandbox::client();
  std::atomic<int> lines{0};
  TAKE(client.set_log(kinpass::log_level::trace, [&](kinpass::log_level, std::string_view, std::string_view) {
    if (++lines == 1) {
      TAKE(client.clear_log());
    }
  }));
  static_cast<void>(sandbox::wait(client, client.lootlocker_ping("x", kinpass::use_future)));
  CHECK(lines >= 1);
  const int at_the_end = lines;
  static_cast<void>(sandbox::wait(client, client.lootlocker_ping("x", kinpass::use_future)));
  CHECK(lines == at_the_end);
}

TEST(log_lines_are_kept_and_pulled) {
  sandbox::reset();
  auto client = sandbox::client();
  CHECK(!TAKE(client.next_log_line()));
  TAKE(client.keep_log(kinpass::log_level::error));
  static_cast<void>(sandbox::wait(client, client.lootlocker_ping("x", kinpass::use_future)));
  const auto line = TAKE(client.next_log_line());
  CHECK(line && line->level == kinpass::log_level::error && line->target == "operation");
  CHECK(line && line->text.find("KINPASS_ERROR_UNAUTHORIZED") != std::string::npos && line->dropped == 0);
  CHECK(!TAKE(client.next_log_line()));
  TAKE(client.keep_log(kinpass::log_level::off));
  static_cast<void>(sandbox::wait(client, client.lootlocker_ping("x", kinpass::use_future)));
  CHECK(!TAKE(client.next_log_line()));
}

TEST(log_lines_for_which_there_is_no_room_are_counted) {
  sandbox::reset();
  auto client = sandbox::client();
  TAKE(client.keep_log(kinpass::log_level::error, 1));
  for (int i = 0; i < 3; ++i) {
    CHECK(client.lootlocker_ping("", kinpass::detached).status() == kinpass::status::invalid_argument);
  }
  const auto line = TAKE(client.next_log_line());
  CHECK(line && line->target == "call" && line->dropped == 2);
  CHECK(client.keep_log(kinpass::log_level::error, 65537).status() == kinpass::status::invalid_argument);
  TAKE(client.close());
  CHECK(client.next_log_line().status() == kinpass::status::invalid_handle);
}

TEST(log_names_no_token) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto parent = sandbox::link();
  std::mutex lock;
  std::string all;
  TAKE(client.set_log(kinpass::log_level::trace, [&](kinpass::log_level, std::string_view, std::string_view text) {
    const std::lock_guard<std::mutex> guard(lock);
    all.append(text).append("\n");
  }));
  const auto child = TAKE(
      sandbox::wait(client, client.discord_exchange_child_token(parent, sandbox::child_alpha, kinpass::use_future)));
  TAKE(client.clear_log());
  CHECK(!all.empty());
  CHECK(all.find(parent.access_token.view()) == std::string::npos);
  CHECK(all.find(child.access_token.view()) == std::string::npos);
}

TEST(a_creation_that_is_refused_is_logged_and_says_why) {
  kinpass::config config;
  config.discord_application_id = "my-app";
  std::string all;
  config.on_log = [&](kinpass::log_level level, std::string_view target, std::string_view text) {
    CHECK(level == kinpass::log_level::error && target == "call");
    all.append(text);
  };
  const auto refused = kinpass::client::create(std::move(config));
  CHECK(refused.status() == kinpass::status::invalid_argument);
  CHECK(refused.error().category == kinpass::error_category::usage);
  CHECK(refused.error().message ==
        "kinpass_client_create: discord_application_id: decimal digits expected, got \"my-app\"");
  CHECK(all.find("discord_application_id: decimal digits expected") != std::string::npos);
}

TEST(log_begins_with_the_client) {
  sandbox::reset();
  auto config = sandbox::config();
  std::atomic<int> lines{0};
  config.on_log = [&](kinpass::log_level, std::string_view, std::string_view) { ++lines; };
  config.log_level = kinpass::log_level::error;
  auto client = sandbox::client(std::move(config));
  CHECK(lines == 0);
  CHECK(!client.lootlocker_ping("", kinpass::detached));
  CHECK(lines == 1);
  TAKE(client.clear_log());
  CHECK(!client.lootlocker_ping("", kinpass::detached));
  CHECK(lines == 1);
}
