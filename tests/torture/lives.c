#include "lives.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "weather.h"

enum { LIVES = 6 };

static _Atomic(life *) lives[LIVES];
static atomic_int made;

uint64_t life_id(const life *it) { return it->client.id; }

const char *life_name(const life *it) {
  static _Thread_local char name[64];
  static const char *const ways[] = {"pump", "pull", "worker"};
  const char *end = it->ended ? ", ended" : it->ended_late ? ", ended late" : "";
  snprintf(name, sizeof name, "client %d (%s%s)", it->number, ways[it->how], end);
  return name;
}

static void on_log(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  life *it = user_data;
  (void)level;
  (void)target;
  if (text == NULL || it->ended) broken(AFTER_DESTROY, "a log line of %s", life_name(it));
}

/* Short limits, so that whatever can end does; half of the clients over TLS. */
static kinpass_config config_of(const life *it) {
  kinpass_config config;
  int tls = it->number % 2;
  kinpass_config_init(&config, sizeof config);
  config.discord_application_id = kinpass_str(PARENT_APP);
  config.discord_api_url = kinpass_str(tls ? sandbox.https_api : sandbox.api);
  config.discord_authorize_url = kinpass_str(sandbox.authorize);
  config.lootlocker_url = kinpass_str(tls ? sandbox.https_url : sandbox.url);
  config.lootlocker_game_key = kinpass_str(GAME_KEY);
  config.ca_certificates_pem = kinpass_str(sandbox.ca);
  config.proxy_url = kinpass_str("none");
  config.request_timeout_ms = chosen.slow ? 3000 : 300;
  config.max_retry_delay_ms = 100;
  config.max_attempts = 2;
  config.max_in_flight = 1 + below(8);
  config.max_operations = chosen.race_close == 0 && one_in(3) ? 64 : 4096;
  config.callbacks_on_worker = it->how == WORKER;
  if (one_in(2)) {
    config.store = KINPASS_STORE_KIND_HOST;
    config.store_functions = host_store();
  }
  return config;
}

life *life_make(receiving how) {
  life *it = calloc(1, sizeof *it);
  it->how = how;
  it->number = made++;
  kinpass_config config = config_of(it);
  if (CALL(kinpass_client_create(&config, &it->client)) != KINPASS_OK) {
    broken(WRONG_STATUS, "kinpass_client_create");
    exit(EXIT_FAILURE);
  }
  count.clients++;
  if (one_in(4)) EXPECT(kinpass_client_set_log(it->client, KINPASS_LOG_LEVEL_TRACE, on_log, it), 0, 0, 0);
  if (one_in(4)) EXPECT(kinpass_client_keep_log(it->client, KINPASS_LOG_LEVEL_DEBUG, 16), 0, 0, 0);
  return it;
}

static void check_stale(life *it) {
  if (CALL(kinpass_client_poll(it->client, NULL)) != KINPASS_ERROR_INVALID_HANDLE)
    broken(WRONG_STATUS, "kinpass_client_poll after kinpass_client_destroy");
}

/* A record that is not stored yet, behind slow requests, may take longer than the limit: that is documented, and told. */
static void destroy(life *it) {
  kinpass_status status = CALL(kinpass_client_destroy(it->client, chosen.slow ? 60000 : 5000));
  expect_status("kinpass_client_destroy", status, KINPASS_ERROR_TIMEOUT, 0, 0);
  it->ended = status == KINPASS_OK;
  it->ended_late = !it->ended;
  count.late_ends += it->ended_late;
  check_stale(it);
}

static void close_accounts(life *it) {
  for (int place = 0; place < ACCOUNTS; place++) close_account(it, place);
}

/* Whatever was started completes without being cancelled. A start is lost when nothing at all comes any more. */
static void wait_for(life *it, promise_kind up_to, void (*meanwhile)(life *)) {
  const atomic_long *open = up_to == OF_OPERATION ? &it->owes.operations : &it->owes.all;
  int64_t end = clock_ms() + patience_ms();
  for (long before = *open; *open > it->owes.lost && clock_ms() < end;) {
    if (*open < before) end = clock_ms() + patience_ms();
    before = *open;
    if (meanwhile != NULL) meanwhile(it);
    receive_all(it);
  }
  if (*open > it->owes.lost) promises_tell_open(it, up_to);
}

void life_end_quietly(life *it) {
  it->ending = 1;
  wait_for(it, OF_OPERATION, NULL);
  /* Again and again: a thread may have been about to open one. */
  wait_for(it, OF_ACCOUNT, close_accounts);
  destroy(it);
}

/* In the midst of everything; or quietly, which takes longer. */
static void end_life(life *it) {
  if (one_in(4)) {
    life_end_quietly(it);
    return;
  }
  it->ending = one_in(2);
  if (one_in(4)) EXPECT(kinpass_client_cancel_all(it->client), 0, 0, 0);
  destroy(it);
}

void lives_begin(void) {
  for (int place = 0; place < LIVES; place++) lives[place] = life_make((receiving)(place % 3));
}

life *any_life(void) { return lives[below(LIVES)]; }

void renew_life(void) {
  int place = (int)below(LIVES);
  life *former = lives[place], *next = life_make((receiving)below(3));
  if (!atomic_compare_exchange_strong(&lives[place], &former, next)) former = next;
  end_life(former);
}

void lives_end(void) {
  for (int place = 0; place < LIVES; place++) life_end_quietly(lives[place]);
}
