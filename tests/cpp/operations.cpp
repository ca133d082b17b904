// Every operation of both services, once, against the sandbox.
#include "support/sandbox.hpp"

TEST(child_token_then_session_then_its_end) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto parent = sandbox::link();
  const auto child = TAKE(
      sandbox::wait(client, client.discord_exchange_child_token(parent, sandbox::child_alpha, kinpass::use_future)));
  CHECK(!child.access_token.empty());
  CHECK(child.application_id == sandbox::child_alpha);
  CHECK(child.expires_in > std::chrono::hours(1));

  kinpass::start_session_options named;
  named.player_name = "Ada";
  named.timezone = "Europe/London";
  auto session = TAKE(sandbox::wait(client, client.lootlocker_start_session(child, named, kinpass::use_future)));
  CHECK(!session.session_token.empty() && !session.refresh_token.empty());
  CHECK(session.player_id != 0);
  TAKE(sandbox::wait(client, client.lootlocker_ping(session.session_token.view(), kinpass::use_future)));

  kinpass::refresh_session_options refresh;
  refresh.refresh_token = session.refresh_token.view();
  refresh.player_name = "Countess";
  refresh.timezone = "UTC";
  const auto refreshed = TAKE(sandbox::wait(client, client.lootlocker_refresh_session(refresh, kinpass::use_future)));
  CHECK(refreshed.session_token != session.session_token);
  CHECK(refreshed.player_id == session.player_id);
  CHECK(refreshed.player_name == "Countess");
  const auto spent = sandbox::wait(client, client.lootlocker_refresh_session(refresh, kinpass::use_future));
  CHECK_STATUS(session_expired, spent.status());

  TAKE(sandbox::wait(client, client.lootlocker_end_session(refreshed.session_token.view(), kinpass::use_future)));
  const auto gone = sandbox::wait(client, client.lootlocker_ping(refreshed.session_token.view(), kinpass::use_future));
  CHECK_STATUS(unauthorized, gone.status());
  CHECK(gone.error().http_status == 401);
  CHECK(gone.error().category == kinpass::error_category::service);
}

TEST(session_with_the_parents_tokens) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto parent = sandbox::link();
  CHECK(TAKE(sandbox::wait(client, client.lootlocker_start_session_with_parent(parent, {}, kinpass::use_future)))
            .player_id != 0);
  CHECK(TAKE(sandbox::wait(client, client.lootlocker_start_session_with_refresh_token(parent, {}, kinpass::use_future)))
            .player_id != 0);
}

TEST(ban_is_told_in_full) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto parent = sandbox::link("bob");
  sandbox::post("/ban", R"({"player":"bob","permanent":true})");
  const auto refused =
      sandbox::wait(client, client.lootlocker_start_session_with_parent(parent, {}, kinpass::use_future));
  CHECK_STATUS(player_banned, refused.status());
  REQUIRE(!refused && refused.error().ban);
  CHECK(refused.error().ban->permanent);
  CHECK(!refused.error().ban->reason.empty());
  CHECK(!refused.error().retryable);
}

TEST(refresh_gives_new_tokens_and_revoke_ends_them) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto old = sandbox::link();
  const auto fresh = TAKE(sandbox::wait(client, client.discord_refresh_token(old, kinpass::use_future)));
  CHECK(fresh.access_token != old.access_token && fresh.refresh_token != old.refresh_token);
  CHECK(!fresh.refresh_token.empty());
  const auto what = TAKE(sandbox::wait(client, client.discord_get_authorization(fresh, kinpass::use_future)));
  CHECK(what.application_id == sandbox::public_app);
  TAKE(sandbox::wait(client, client.discord_revoke_token(fresh, kinpass::use_future)));
  CHECK_STATUS(invalid_grant, sandbox::wait(client, client.discord_refresh_token(fresh, kinpass::use_future)).status());
}

TEST(a_childs_token_is_revoked_alone) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto parent = sandbox::link();
  const auto alpha = TAKE(
      sandbox::wait(client, client.discord_exchange_child_token(parent, sandbox::child_alpha, kinpass::use_future)));
  const auto beta =
      TAKE(sandbox::wait(client, client.discord_exchange_child_token(parent, sandbox::child_beta, kinpass::use_future)));
  TAKE(sandbox::wait(client, client.discord_revoke_token(alpha, kinpass::use_future)));
  CHECK_STATUS(unauthorized,
               sandbox::wait(client, client.discord_get_authorization(alpha, kinpass::use_future)).status());
  TAKE(sandbox::wait(client, client.discord_get_authorization(beta, kinpass::use_future)));
  kinpass::revoke_token_options by_hand;
  by_hand.token = beta.access_token.view();
  by_hand.application_id = sandbox::child_beta;
  TAKE(sandbox::wait(client, client.discord_revoke_token(by_hand, kinpass::use_future)));
  CHECK_STATUS(unauthorized,
               sandbox::wait(client, client.discord_get_authorization(beta, kinpass::use_future)).status());
}

TEST(authorization_of_a_child_token) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto child = TAKE(sandbox::wait(
      client, client.discord_exchange_child_token(sandbox::link(), sandbox::child_beta, kinpass::use_future)));
  const auto what = TAKE(sandbox::wait(client, client.discord_get_authorization(child, kinpass::use_future)));
  CHECK(what.application_id == sandbox::child_beta);
}

TEST(code_by_hand) {
  sandbox::reset();
  sandbox::post("/settings", R"({"consent":"allow"})");
  auto client = sandbox::client();
  kinpass::create_authorization_options asked;
  asked.redirect_uri = "kinpass-sandbox://callback";
  const auto request = TAKE(client.discord_create_authorization(asked));
  const std::string redirect = http::browse(request.url);
  CHECK(http::parameter(redirect, "state") == request.state.view());
  const std::string code = http::parameter(redirect, "code");
  kinpass::exchange_code_options exchange;
  exchange.code = code;
  exchange.redirect_uri = asked.redirect_uri;
  exchange.code_verifier = request.code_verifier.view();
  const auto token = TAKE(sandbox::wait(client, client.discord_exchange_code(exchange, kinpass::use_future)));
  CHECK(!token.access_token.empty() && !token.refresh_token.empty());
}

TEST(authorization_page_of_any_length) {
  auto client = sandbox::client();
  // Longer than the buffers that the wrapper begins with.
  const std::string scope = "openid " + std::string(5000, 'x');
  kinpass::create_authorization_options asked;
  asked.redirect_uri = "http://127.0.0.1/callback";
  asked.scope = scope;
  const auto request = TAKE(client.discord_create_authorization(asked));
  CHECK(request.url.size() > 5000);
  CHECK(request.url.find(std::string(5000, 'x')) != std::string::npos);
}

TEST(browser_in_the_hosts_hands) {
  sandbox::reset();
  sandbox::post("/settings", R"({"consent":"allow"})");
  auto client = sandbox::client();
  int pages = 0;
  kinpass::authorize_options asked;
  asked.on_authorization_url = [&pages](std::string_view url) {
    ++pages;
    http::browse(std::string(url));
  };
  const auto token = TAKE(sandbox::wait(client, client.discord_authorize(std::move(asked), kinpass::use_future)));
  CHECK(!token.access_token.empty());
  CHECK(pages == 1);
}

TEST(player_who_says_no) {
  sandbox::reset();
  sandbox::post("/settings", R"({"consent":"deny"})");
  auto client = sandbox::client();
  kinpass::authorize_options asked;
  asked.on_authorization_url = [](std::string_view url) { http::browse(std::string(url)); };
  const auto refused = sandbox::wait(client, client.discord_authorize(std::move(asked), kinpass::use_future));
  CHECK_STATUS(access_denied, refused.status());
}

TEST(device_code) {
  sandbox::reset();
  sandbox::post("/settings", R"({"device_interval":1})");
  auto client = sandbox::client();
  kinpass::authorize_device_options asked;
  int codes = 0;
  asked.on_user_code = [&codes](const kinpass::user_code &shown) {
    ++codes;
    CHECK(!shown.verification_uri.empty() && shown.expires_in.count() > 0);
    sandbox::post("/device/approve", "{\"user_code\":\"" + shown.code + "\",\"player\":\"ada\"}");
  };
  const auto token =
      TAKE(sandbox::wait(client, client.discord_authorize_device(std::move(asked), kinpass::use_future)));
  CHECK(!token.access_token.empty());
  CHECK(codes == 1);
}

TEST(provisional_account_and_back) {
  sandbox::reset();
  auto client = sandbox::client();
  kinpass::provisional_options by_ticket;
  by_ticket.identity = {kinpass::external_auth_type::oidc, "valid:newcomer"};
  const auto token = TAKE(sandbox::wait(client, client.discord_get_provisional_token(by_ticket, kinpass::use_future)));
  CHECK(token.provisional && !token.access_token.empty());
  kinpass::provisional_options by_bot;
  by_bot.bot_token = sandbox::bot_token;
  by_bot.external_user_id = "server-7";
  CHECK(TAKE(sandbox::wait(client, client.discord_get_provisional_token(by_bot, kinpass::use_future))).provisional);
  kinpass::provisional_options bad;
  bad.identity = {kinpass::external_auth_type::oidc, "expired:newcomer"};
  CHECK_STATUS(external_token,
               sandbox::wait(client, client.discord_get_provisional_token(bad, kinpass::use_future)).status());
  // What the sandbox says to an unmerge of something that was never merged is its matter; the call and its one
  // completion are ours.
  const auto parted = sandbox::wait(client, client.discord_unmerge_provisional_account(by_ticket, kinpass::use_future));
  CHECK(parted || parted.error().http_status != 0);
}

TEST(wrong_arguments_are_refused_at_once) {
  auto client = sandbox::client();
  int calls = 0;
  const auto none =
      client.discord_refresh_token(kinpass::parent_token(), [&](kinpass::result<kinpass::parent_token>) { ++calls; });
  CHECK_STATUS(invalid_argument, none.status());
  auto future = client.discord_refresh_token(kinpass::parent_token(), kinpass::use_future);
  CHECK(future.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
  CHECK_STATUS(invalid_argument, future.get().status());
  TAKE(client.poll());
  CHECK(calls == 0);
  kinpass::config insecure = sandbox::config();
  insecure.lootlocker_url = "http://lootlocker.example";
  CHECK_STATUS(insecure_url, kinpass::client::create(std::move(insecure)).status());
}

TEST(refused_calls_say_why) {
  sandbox::reset();
  auto client = sandbox::client();
  const auto ping = client.lootlocker_ping("", kinpass::detached);
  REQUIRE(!ping);
  CHECK(ping.error().message == "kinpass_lootlocker_ping: session_token: text expected, got nothing");
  CHECK(ping.error().describe() == "KINPASS_ERROR_INVALID_ARGUMENT: " + ping.error().message);
  CHECK(ping.error().category == kinpass::error_category::usage);
  // A future tells it, too, however much later it is looked at.
  auto waiting = client.discord_exchange_child_token(sandbox::link(), "my-app", kinpass::use_future);
  CHECK(!client.lootlocker_ping("", kinpass::detached));
  const auto exchange = waiting.get();
  REQUIRE(!exchange);
  CHECK(exchange.error().message ==
        "kinpass_discord_exchange_child_token: child_application_id: decimal digits expected, got \"my-app\"");
  // What a right call can come to has no reason, and takes none of another call.
  const auto waited = client.wait(std::chrono::milliseconds(1));
  CHECK_STATUS(timeout, waited.status());
  REQUIRE(!waited);
  CHECK(waited.error().message.empty() && waited.error().category == kinpass::error_category::operation);
}
