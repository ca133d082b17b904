// Accounts: sign in by each way, child tokens, sessions, requests, events, sign out.
#include "support/sandbox.hpp"
#include "support/stores.hpp"

#include <variant>

namespace {

/// Opens the page as the player's browser would.
kinpass::sign_in_options in_browser() {
  kinpass::sign_in_options how;
  how.method = kinpass::sign_in_method::browser;
  how.on_authorization_url = [](std::string_view url) { http::browse(std::string(url)); };
  return how;
}

kinpass::account linked(kinpass::client &client,
                        kinpass::unique_function<void(kinpass::account_event)> handler = nullptr) {
  auto account = TAKE(client.open_account(player("ada"), std::move(handler)));
  TAKE(sandbox::wait(client, account.adopt_tokens(sandbox::link(), kinpass::use_future)));
  return account;
}

}  // namespace

TEST(account_signs_in_by_browser_then_silently) {
  sandbox::reset();
  sandbox::post("/settings", R"({"consent":"allow"})");
  auto client = sandbox::client();
  auto account = TAKE(client.open_account(player("ada")));
  CHECK_STATUS(not_linked, sandbox::wait(client, account.sign_in({}, kinpass::use_future)).status());
  const auto token = TAKE(sandbox::wait(client, account.sign_in(in_browser(), kinpass::use_future)));
  CHECK(!token.access_token.empty());
  const auto info = TAKE(account.get_info());
  CHECK(info.state == kinpass::account_state::linked && info.can_renew);
  CHECK(info.token_expires_in.count() > 0);
  CHECK(TAKE(sandbox::wait(client, account.sign_in({}, kinpass::use_future))).access_token == token.access_token);
}

TEST(account_sign_in_ends_on_the_games_page) {
  sandbox::reset();
  sandbox::post("/settings", R"({"consent":"allow"})");
  auto client = sandbox::client();
  auto account = TAKE(client.open_account(player("ada")));
  std::string page;
  const auto look = [&page](std::string_view url) {
    page = http::send("GET", http::location(http::send("GET", std::string(url)))).body;
  };
  auto how = in_browser();
  how.on_authorization_url = look;
  how.finish_page.title = "Lantern Hollow";
  how.finish_page.accent = "#e0457b";
  TAKE(sandbox::wait(client, account.sign_in(std::move(how), kinpass::use_future)));
  CHECK(page.find(">Lantern Hollow<") != std::string::npos);
  CHECK(page.find("#e0457b") != std::string::npos);

  how = in_browser();
  how.link_again = true;
  how.on_authorization_url = look;
  how.finish_page.success_html = "<p>yes";
  TAKE(sandbox::wait(client, account.sign_in(std::move(how), kinpass::use_future)));
  CHECK(page == "<p>yes");
}

TEST(account_signs_in_by_redirect) {
  sandbox::reset();
  sandbox::post("/settings", R"({"consent":"allow"})");
  auto client = sandbox::client();
  auto account = TAKE(client.open_account(player("ada")));
  CHECK_STATUS(invalid_state, account.handle_redirect("kinpass-sandbox://callback?code=x&state=y").status());
  std::string page;
  kinpass::sign_in_options how;
  how.method = kinpass::sign_in_method::redirect;
  how.redirect = "kinpass-sandbox://callback";
  how.on_authorization_url = [&page](std::string_view url) { page = url; };
  auto future = account.sign_in(std::move(how), kinpass::use_future);
  CHECK(sandbox::poll_until(client, [&] { return !page.empty(); }));
  CHECK_STATUS(state_mismatch, account.handle_redirect("kinpass-sandbox://callback?code=x&state=y").status());
  TAKE(account.handle_redirect(http::browse(page)));
  CHECK(!TAKE(sandbox::wait(client, std::move(future))).access_token.empty());
}

TEST(account_signs_in_by_device_and_provisionally) {
  sandbox::reset();
  sandbox::post("/settings", R"({"device_interval":1})");
  auto client = sandbox::client();
  auto console = TAKE(client.open_account(player("console")));
  kinpass::sign_in_options by_code;
  by_code.method = kinpass::sign_in_method::device;
  by_code.on_user_code = [](const kinpass::user_code &shown) {
    sandbox::post("/device/approve", "{\"user_code\":\"" + shown.code + "\",\"player\":\"ada\"}");
  };
  TAKE(sandbox::wait(client, console.sign_in(std::move(by_code), kinpass::use_future)));
  auto guest = TAKE(client.open_account(player("guest")));
  kinpass::sign_in_options by_identity;
  by_identity.method = kinpass::sign_in_method::provisional;
  by_identity.identity = {kinpass::external_auth_type::oidc, "valid:guest"};
  CHECK(TAKE(sandbox::wait(client, guest.sign_in(std::move(by_identity), kinpass::use_future))).provisional);
  CHECK(TAKE(guest.get_info()).provisional);
}

TEST(account_gives_child_tokens_for_two_games) {
  sandbox::reset();
  auto client = sandbox::client();
  auto account = linked(client);
  CHECK_STATUS(no_token, account.peek_child_token(sandbox::child_alpha).status());
  const auto alpha = TAKE(sandbox::wait(client, account.get_child_token(kinpass::use_future)));
  kinpass::child_token_options other;
  other.application_id = sandbox::child_beta;
  const auto beta = TAKE(sandbox::wait(client, account.get_child_token(other, kinpass::use_future)));
  CHECK(alpha.application_id == sandbox::child_alpha && beta.application_id == sandbox::child_beta);
  CHECK(alpha.access_token != beta.access_token);
  CHECK(TAKE(account.peek_child_token(sandbox::child_beta, std::chrono::seconds(60))).access_token ==
        beta.access_token);
  CHECK(TAKE(account.peek_child_token(sandbox::child_alpha)).access_token == alpha.access_token);
  CHECK(TAKE(account.get_info()).child_tokens == 2);
  // From memory: no second exchange.
  CHECK(TAKE(sandbox::wait(client, account.get_child_token(kinpass::use_future))).access_token == alpha.access_token);
  CHECK(sandbox::count("POST /api/v10/partner-sdk/child-token") == 2);
  other.force = true;
  CHECK(TAKE(sandbox::wait(client, account.get_child_token(other, kinpass::use_future))).access_token !=
        beta.access_token);
}

TEST(account_keeps_a_session_and_sends_requests) {
  sandbox::reset();
  auto client = sandbox::client();
  auto account = linked(client);
  const auto session = TAKE(sandbox::wait(client, account.get_session(kinpass::use_future)));
  CHECK(TAKE(sandbox::wait(client, account.get_session(kinpass::use_future))).session_token == session.session_token);
  const auto renewed = TAKE(sandbox::wait(client, account.refresh_session(kinpass::use_future)));
  CHECK(renewed.session_token != session.session_token);

  kinpass::request_options echo;
  echo.method = "POST";
  echo.path = "/game/echo/hello?x=1";
  echo.body_json = R"({"a":1})";
  const auto answer = TAKE(sandbox::wait(client, account.request(echo, kinpass::use_future)));
  CHECK(answer.http_status == 200);
  CHECK(answer.body.view().find("hello") != std::string_view::npos);
  // The session dies; the next request heals it by itself.
  sandbox::post("/expire-session", "{\"token\":\"" + std::string(renewed.session_token.view()) + "\"}");
  CHECK(TAKE(sandbox::wait(client, account.request(echo, kinpass::use_future))).http_status == 200);

  kinpass::request_options nowhere;
  nowhere.path = "/game/no-such-route";
  const auto refused = sandbox::wait(client, account.request(nowhere, kinpass::use_future));
  CHECK_STATUS(not_found, refused.status());
  CHECK(!refused && refused.error().answer && refused.error().answer->http_status == 404);

  kinpass::request_options me;
  me.service = kinpass::service::discord;
  me.path = "/users/@me";
  CHECK(TAKE(sandbox::wait(client, account.request(me, kinpass::use_future))).http_status == 200);
}

TEST(account_tells_what_happens_to_it) {
  sandbox::reset();
  auto client = sandbox::client();
  std::vector<kinpass::account_event> told;
  auto account = linked(client, [&](kinpass::account_event event) { told.push_back(std::move(event)); });
  sandbox::post("/revoke", R"({"player":"ada"})");
  kinpass::child_token_options anew;
  anew.force = true;
  CHECK(!sandbox::wait(client, account.get_child_token(anew, kinpass::use_future)));
  const auto lost = [&] {
    int count = 0;
    for (const auto &event : told) {
      std::visit(kinpass::overloaded{[&](const kinpass::link_lost &) { ++count; }, [](const auto &) {}}, event);
    }
    return count;
  };
  CHECK(sandbox::poll_until(client, [&] { return lost() > 0; }));
  CHECK(lost() == 1);
  CHECK(TAKE(account.get_info()).state == kinpass::account_state::link_lost);
}

TEST(accounts_without_a_handler_report_to_the_client) {
  sandbox::reset();
  auto config = sandbox::config();
  int lost = 0;
  std::uint64_t of = 0;
  config.on_event = [&](kinpass::event_view event) {
    if (auto known = event.as_account_event(); known && std::holds_alternative<kinpass::link_lost>(*known)) {
      ++lost;
      of = event.account_id();
    }
  };
  auto client = sandbox::client(std::move(config));
  auto account = linked(client);
  sandbox::post("/revoke", R"({"player":"ada"})");
  kinpass::child_token_options anew;
  anew.force = true;
  CHECK(!sandbox::wait(client, account.get_child_token(anew, kinpass::use_future)));
  CHECK(sandbox::poll_until(client, [&] { return lost > 0; }));
  CHECK(of == account.id());
}

TEST(account_signs_out_of_all_games) {
  sandbox::reset();
  auto client = sandbox::client();
  auto account = linked(client);
  TAKE(sandbox::wait(client, account.sign_out(kinpass::sign_out_scope::all_games, kinpass::use_future)));
  CHECK(TAKE(account.get_info()).state == kinpass::account_state::signed_out);
  CHECK(sandbox::count("POST /api/v10/oauth2/token/revoke") == 1);
}

TEST(closed_account_completes_and_falls_silent) {
  sandbox::reset();
  auto client = sandbox::client();
  int events = 0, completions = 0;
  auto account = linked(client, [&](kinpass::account_event) { ++events; });
  sandbox::post("/faults", R"([{"route":"*","times":null,"action":{"kind":"hang"}}])");
  CHECK(account
            .get_child_token([&](kinpass::result<kinpass::child_token> token) {
              ++completions;
              CHECK_STATUS(cancelled, token.status());
            })
            .has_value());
  const int before = events;
  TAKE(account.close());
  CHECK(!account);
  CHECK(sandbox::poll_until(client, [&] { return completions > 0; }));
  CHECK(completions == 1 && events == before);
  CHECK_STATUS(invalid_handle, account.get_info().status());
  // The player key is free again.
  CHECK(client.open_account(player("ada")).has_value());
}

TEST(account_is_one_at_a_time_and_moves) {
  auto client = sandbox::client();
  auto first = TAKE(client.open_account(player("ada")));
  CHECK_STATUS(account_open, client.open_account(player("ada")).status());
  kinpass::account second = std::move(first);
  CHECK(!first && second);
  CHECK(second.get_info().has_value());
}
