/* Where the system has no thread to give, nothing is promised; what is promised comes. */
#include "in_place.h"

static kinpass_status ping(kinpass_client client, inbox *box) {
  kinpass_callback callback = into(box);
  inbox_init(box, NULL);
  return kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, NULL);
}

static kinpass_status ask_discord(kinpass_client client, inbox *box) {
  kinpass_callback callback = into(box);
  inbox_init(box, NULL);
  return kinpass_discord_get_authorization(client, kinpass_str("token"), &callback, NULL);
}

static void a_start_without_a_thread_is_refused_and_works_later(void) {
  inbox box;
  kinpass_account account = {0};
  kinpass_account_open_options options;
  kinpass_client client;
  allow_threads(0);
  client = new_client(PUMP);
  REQUIRE(client.id != 0);
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str("scarce");
  CHECK_STATUS(KINPASS_ERROR_LIMIT, ping(client, &box));
  CHECK_STATUS(KINPASS_ERROR_LIMIT, kinpass_account_open(client, &options, NULL, &account));
  CHECK(account.id == 0);
  CHECK_STATUS(KINPASS_ERROR_TIMEOUT, kinpass_client_wait(client, 0));
  CHECK(releases(&box) == 0);
  allow_threads(-1);
  CHECK_STATUS(KINPASS_OK, ping(client, &box));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &box));
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  end_client(client);
}

/* The last one of a client never goes home. */
static void one_thread_does_all_that_was_started(void) {
  enum { MANY = 20 };
  inbox boxes[MANY];
  receiving how;
  int at;
  for (how = PUMP; how <= WORKER; how = (receiving)(how + 1)) {
    kinpass_client client = new_client(how);
    CHECK_STATUS(KINPASS_OK, ping(client, &boxes[0]));
    CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, how, &boxes[0]));
    allow_threads(0);
    for (at = 0; at < MANY; at++) CHECK_STATUS(KINPASS_OK, ping(client, &boxes[at]));
    for (at = 0; at < MANY; at++) CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, how, &boxes[at]));
    allow_threads(-1);
    end_client(client);
  }
}

/* What waited behind a request that hangs begins with the next start. */
static void what_waited_for_a_thread_begins_when_one_can_be_had(void) {
  inbox hanging, waiting, next;
  kinpass_client client = new_client(PUMP);
  sandbox_reset();
  CHECK_STATUS(KINPASS_OK, ping(client, &next));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &next));
  sandbox_post("/_sandbox/faults", "{\"route\":\"GET /game/ping\",\"action\":{\"kind\":\"hang\"},\"times\":1}");
  allow_threads(0);
  CHECK_STATUS(KINPASS_OK, ping(client, &hanging));
  while (sandbox_count("GET /game/ping") < 2) sleep_ms(1);
  CHECK_STATUS(KINPASS_OK, ping(client, &waiting));
  allow_threads(-1);
  CHECK_STATUS(KINPASS_OK, ping(client, &next));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &waiting));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &next));
  CHECK(completions(&hanging) == 0);
  end_client(client);
  CHECK(completions(&hanging) == 1);
  sandbox_reset();
}

static void no_thread_for_connections_is_an_answer(void) {
  inbox box;
  kinpass_client client;
  allow_threads(1);
  client = new_client(PUMP);
  CHECK_STATUS(KINPASS_OK, ping(client, &box));
  CHECK_STATUS(KINPASS_ERROR_LIMIT, finish(client, PUMP, &box));
  allow_threads(-1);
  CHECK_STATUS(KINPASS_OK, ping(client, &box));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &box));
  end_client(client);
}

/* The store needs no connections. */
static void tokens_are_adopted_and_stored_without_connections(void) {
  inbox box;
  kinpass_callback callback = into(&box);
  kinpass_account account = {0};
  kinpass_account_open_options options;
  kinpass_account_adopt_tokens_options tokens;
  kinpass_client client;
  allow_threads(1);
  client = new_client(PUMP);
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str("scarce");
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  kinpass_account_adopt_tokens_options_init(&tokens, sizeof tokens);
  tokens.access_token = kinpass_str("access-token");
  tokens.expires_in_s = 604800;
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_account_adopt_tokens(account, &tokens, &callback, NULL));
  CHECK_STATUS(KINPASS_OK, finish(client, PUMP, &box));
  allow_threads(-1);
  end_client(client);
}

static void no_thread_for_a_name_is_an_answer(void) {
  inbox box;
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  config.lootlocker_url = kinpass_str("https://game.invalid");
  config.max_attempts = 1;
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  /* To an address without a name: the client has its own threads then. */
  CHECK_STATUS(KINPASS_OK, ask_discord(client, &box));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &box));
  allow_threads(0);
  CHECK_STATUS(KINPASS_OK, ping(client, &box));
  CHECK_STATUS(KINPASS_ERROR_CONNECT, finish(client, PUMP, &box));
  allow_threads(-1);
  end_client(client);
}

static const harness_test tests[] = {
    TEST(a_start_without_a_thread_is_refused_and_works_later),
    TEST(one_thread_does_all_that_was_started),
    TEST(what_waited_for_a_thread_begins_when_one_can_be_had),
    TEST(no_thread_for_connections_is_an_answer),
    TEST(tokens_are_adopted_and_stored_without_connections),
    TEST(no_thread_for_a_name_is_an_answer),
};

HARNESS_MAIN(tests)
