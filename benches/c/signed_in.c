/* Time to signed in: child token and session over TLS 1.3, on a network with 50 ms for each round trip. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benches.h"
#include "game.h"
#include "measure.h"
#include "rivals.h"

enum { ROUND_TRIP_MS = 50, TURNS = 9 };

/* One player's record, kept by the host: it outlives the client, as a file would. */
static char record[65536];
static size_t record_size;

static int32_t load(void *user_data, const char *key, kinpass_store_sink put, void *sink) {
  (void)user_data, (void)key;
  if (record_size > 0) put(sink, record, record_size);
  return 0;
}

static int32_t save(void *user_data, const char *key, const char *data, size_t size) {
  (void)user_data, (void)key;
  if (size > sizeof record) return 1;
  memcpy(record, data, size);
  record_size = size;
  return 0;
}

static int32_t erase(void *user_data, const char *key) {
  (void)user_data, (void)key;
  record_size = 0;
  return 0;
}

static const char *authorities(void) {
  static char pem[65536];
  FILE *file = fopen(setting("SANDBOX_CA_FILE"), "r");
  require(file != NULL, "SANDBOX_CA_FILE");
  pem[fread(pem, 1, sizeof pem - 1, file)] = '\0';
  fclose(file);
  return pem;
}

/* Each service by a slow way of its own. */
static kinpass_config far_away(void) {
  static char discord[64], lootlocker[64];
  static kinpass_store_functions functions = {sizeof functions, NULL, load, save, erase, NULL, NULL};
  kinpass_config config = game_config();
  if (discord[0] == '\0') {
    uint16_t port = (uint16_t)atoi(strrchr(setting("SANDBOX_HTTPS_URL"), ':') + 1);
    snprintf(discord, sizeof discord, "https://127.0.0.1:%d/api/v10", slow_network_start(port, ROUND_TRIP_MS));
    snprintf(lootlocker, sizeof lootlocker, "https://127.0.0.1:%d", slow_network_start(port, ROUND_TRIP_MS));
  }
  config.discord_api_url = kinpass_str(discord);
  config.lootlocker_url = kinpass_str(lootlocker);
  config.ca_certificates_pem = kinpass_str(authorities());
  config.store = KINPASS_STORE_KIND_HOST;
  config.store_functions = &functions;
  return config;
}

/* Round trips from before the client is made until the child token and the session are there. */
static void sign_in(int with_parent_token, double *child_token, double *session) {
  kinpass_config config = far_away();
  kinpass_client client;
  static outcome adopted, child, started;
  kinpass_callback on_adopted = into(&adopted), on_child = into(&child), on_started = into(&started);
  uint64_t start = now_ns();
  require(kinpass_client_create(&config, &client) == KINPASS_OK, "kinpass_client_create");
  kinpass_account account = open_account(client, "ada");
  if (with_parent_token) finish(client, adopt_token(account, &on_adopted), &adopted);
  kinpass_status asked = kinpass_account_get_child_token(account, NULL, &on_child, NULL);
  require(kinpass_account_get_session(account, &on_started, NULL) == KINPASS_OK, "kinpass_account_get_session");
  finish(client, asked, &child);
  *child_token = (double)(now_ns() - start) / 1e6 / ROUND_TRIP_MS;
  finish(client, KINPASS_OK, &started);
  *session = (double)(now_ns() - start) / 1e6 / ROUND_TRIP_MS;
  kinpass_client_destroy(client, 0);
}

void bench_signed_in(void) {
  static double cold[2][TURNS], stored[2][TURNS];
  heading("Time to signed in, 50 ms for each round trip, TLS 1.3, from before the client is made, medians");
  for (int turn = 0; turn < TURNS; turn++) {
    record_size = 0;
    sign_in(1, &cold[0][turn], &cold[1][turn]);
    /* The child token and the parent's are in the store now. */
    sign_in(0, &stored[0][turn], &stored[1][turn]);
  }
  report("cold, with a parent token: child token", median(cold[0], TURNS), "round trips", -1);
  report("cold, with a parent token: child token and session", median(cold[1], TURNS), "round trips", 4.3);
  report("with stored tokens: child token", median(stored[0], TURNS), "round trips", 0.3);
  report("with stored tokens: session", median(stored[1], TURNS), "round trips", 3.3);
}
