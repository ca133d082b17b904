#include "weather.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The control plane's client, shared with the other C tests. */
#include "../c/sandbox.h"

enum { PLAYERS = 24 };

addresses sandbox;

static tokens linked[PLAYERS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *environment(const char *name) {
  const char *value = getenv(name);
  if (value != NULL) return value;
  printf("FAILED: %s is not set; this program is run by `cargo xtask torture`\n", name);
  exit(EXIT_FAILURE);
}

static void read_ca(void) {
  FILE *file = fopen(environment("SANDBOX_CA_FILE"), "r");
  size_t size = file == NULL ? 0 : fread(sandbox.ca, 1, sizeof sandbox.ca - 1, file);
  sandbox.ca[size] = '\0';
  if (file != NULL) fclose(file);
}

static void link_player(int place) {
  tokens fresh;
  char player[16];
  snprintf(player, sizeof player, "player%d", place);
  sandbox_link(player, PARENT_APP, fresh.access, fresh.refresh);
  pthread_mutex_lock(&lock);
  linked[place] = fresh;
  pthread_mutex_unlock(&lock);
}

tokens some_tokens(void) {
  pthread_mutex_lock(&lock);
  tokens chosen_ones = linked[below(PLAYERS)];
  pthread_mutex_unlock(&lock);
  return chosen_ones;
}

void weather_begin(void) {
  snprintf(sandbox.url, sizeof sandbox.url, "%s", environment("SANDBOX_URL"));
  snprintf(sandbox.https_url, sizeof sandbox.https_url, "%s", environment("SANDBOX_HTTPS_URL"));
  snprintf(sandbox.api, sizeof sandbox.api, "%s/api/v10", sandbox.url);
  snprintf(sandbox.https_api, sizeof sandbox.https_api, "%s/api/v10", sandbox.https_url);
  snprintf(sandbox.authorize, sizeof sandbox.authorize, "%s/oauth2/authorize", sandbox.url);
  read_ca();
  /* A device code ends soon: nobody answers some of them. */
  sandbox_post("/_sandbox/settings", "{\"consent\":\"allow\",\"device_interval\":1,\"device_seconds\":2}");
  for (int place = 0; place < PLAYERS; place++) link_player(place);
}

static const char *const actions[] = {
    "{\"kind\":\"reset\"}",
    "{\"kind\":\"close\"}",
    "{\"kind\":\"hang\"}",
    "{\"kind\":\"lost_answer\"}",
    "{\"kind\":\"cut_body\"}",
    "{\"kind\":\"trickle\",\"ms\":1}",
    "{\"kind\":\"malformed_json\"}",
    "{\"kind\":\"wrong_types\"}",
    "{\"kind\":\"missing_field\"}",
    "{\"kind\":\"null_fields\"}",
    "{\"kind\":\"html\"}",
    "{\"kind\":\"empty_body\"}",
    "{\"kind\":\"huge_body\"}",
    "{\"kind\":\"redirect\"}",
    "{\"kind\":\"ban_page\"}",
    "{\"kind\":\"banned\"}",
    "{\"kind\":\"echo_secrets\"}",
    "{\"kind\":\"unavailable\"}",
    "{\"kind\":\"rate_limited\",\"form\":\"seconds\",\"seconds\":0}",
    "{\"kind\":\"rate_limited\",\"form\":\"none\"}",
    "{\"kind\":\"status\",\"status\":400}",
    "{\"kind\":\"status\",\"status\":401}",
    "{\"kind\":\"status\",\"status\":500}",
    "{\"kind\":\"delay\",\"ms\":30}",
};

static const char *const routes[] = {
    "*", "/api/v10/*", "/game/*", "POST /api/v10/oauth2/token", "POST /api/v10/partner-sdk/child-token",
    "POST /game/session/discord",
};

#define ONE_OF(list) (list)[below(sizeof(list) / sizeof *(list))]

static void set_fault(void) {
  char json[256];
  snprintf(json, sizeof json, "{\"route\":\"%s\",\"times\":%u,\"action\":%s}", ONE_OF(routes), 1 + below(40),
           ONE_OF(actions));
  sandbox_post("/_sandbox/faults", json);
  count.faults++;
}

static void change(const char *what, int place) {
  char json[64];
  snprintf(json, sizeof json, "{\"player\":\"player%d\",\"seconds\":%u}", place, 60 * below(240));
  sandbox_post(what, json);
}

void *weather(void *unused) {
  seed_thread(-1);
  signals_take(0);
  (void)unused;
  for (;;) {
    int place = (int)below(PLAYERS);
    pause_ms(10 + below(40));
    switch (below(10)) {
      case 0:
      case 1:
        weather_clear();
        break;
      case 2:
        change("/_sandbox/revoke", place);
        break;
      case 3:
        change("/_sandbox/clock/advance", place);
        break;
      case 4:
      case 5:
        link_player(place);
        break;
      default:
        set_fault();
    }
  }
  return NULL;
}

void weather_clear(void) {
  char answer[64];
  sandbox_call("DELETE", "/_sandbox/faults", "", answer, sizeof answer);
}
