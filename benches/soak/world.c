#include "world.h"

/* The control plane's client, shared with the C tests. */
#include "../../tests/c/sandbox.h"

world_figures world;

static const char *const faults[] = {
    "{\"kind\":\"reset\"}",
    "{\"kind\":\"close\"}",
    "{\"kind\":\"hang\"}",
    "{\"kind\":\"lost_answer\"}",
    "{\"kind\":\"cut_body\"}",
    "{\"kind\":\"malformed_json\"}",
    "{\"kind\":\"wrong_types\"}",
    "{\"kind\":\"html\"}",
    "{\"kind\":\"huge_body\"}",
    "{\"kind\":\"redirect\"}",
    "{\"kind\":\"ban_page\"}",
    "{\"kind\":\"unavailable\"}",
    "{\"kind\":\"rate_limited\",\"form\":\"seconds\",\"seconds\":0}",
    "{\"kind\":\"status\",\"status\":401}",
    "{\"kind\":\"status\",\"status\":500}",
    "{\"kind\":\"delay\",\"ms\":30}",
};

enum { FAULTS = sizeof faults / sizeof *faults };

void world_begin(void) {
  sandbox_post("/_sandbox/settings",
               "{\"access_token_seconds\":60,\"child_token_seconds\":60,\"session_seconds\":60}");
}

void world_link(const char *player, char access[256], char refresh[256]) {
  sandbox_link(player, PUBLIC_APP, access, refresh);
}

void world_change(int player) {
  char json[256], answer[64];
  switch (rand() % 8) {
    case 0:
    case 1:
    case 2:
      sandbox_call("DELETE", "/_sandbox/faults", "", answer, sizeof answer);
      return;
    case 3:
      snprintf(json, sizeof json, "{\"seconds\":%d}", rand() % 40);
      sandbox_post("/_sandbox/clock/advance", json);
      world.moves++;
      return;
    case 4:
      snprintf(json, sizeof json, "{\"player\":\"player-%d\"}", player);
      sandbox_post("/_sandbox/revoke", json);
      world.revocations++;
      return;
    default:
      snprintf(json, sizeof json, "{\"route\":\"*\",\"times\":%d,\"action\":%s}", 1 + rand() % 20,
               faults[rand() % FAULTS]);
      sandbox_post("/_sandbox/faults", json);
      world.faults++;
  }
}
