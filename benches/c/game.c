#include "game.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

const char *setting(const char *name) {
  const char *value = getenv(name);
  if (value == NULL || *value == '\0') fprintf(stderr, "%s is not set: run cargo xtask bench\n", name);
  require(value != NULL && *value != '\0', "settings");
  return value;
}

kinpass_config game_config(void) {
  static char discord[256];
  kinpass_config config;
  snprintf(discord, sizeof discord, "%s/api/v10", setting("SANDBOX_URL"));
  require(kinpass_config_init(&config, sizeof config) == KINPASS_OK, "kinpass_config_init");
  config.discord_application_id = kinpass_str(setting("BENCH_PARENT_APPLICATION_ID"));
  config.discord_api_url = kinpass_str(discord);
  config.lootlocker_url = kinpass_str(setting("SANDBOX_URL"));
  config.lootlocker_game_key = kinpass_str(setting("BENCH_GAME_KEY"));
  return config;
}

kinpass_client game_client(uint32_t max_in_flight) {
  kinpass_config config = game_config();
  kinpass_client client;
  config.max_in_flight = max_in_flight;
  require(kinpass_client_create(&config, &client) == KINPASS_OK, "kinpass_client_create");
  return client;
}

static void on_event(const kinpass_event *event, void *user_data) {
  outcome *out = user_data;
  if (event->kind != KINPASS_EVENT_KIND_COMPLETED) return;
  out->done = 1;
  out->status = event->status;
  if (event->session != NULL) memcpy(out->token, event->session->session_token.data, event->session->session_token.size + 1);
}

kinpass_callback into(outcome *out) {
  kinpass_callback callback = {on_event, out, NULL};
  out->done = 0;
  return callback;
}

void finish(kinpass_client client, kinpass_status started, outcome *out) {
  require(started == KINPASS_OK, "an operation started");
  while (!out->done) {
    require(kinpass_client_wait(client, 60000) == KINPASS_OK, "kinpass_client_wait");
    require(kinpass_client_poll(client, NULL) == KINPASS_OK, "kinpass_client_poll");
  }
  if (out->status != KINPASS_OK) fprintf(stderr, "%s\n", kinpass_status_name(out->status));
  require(out->status == KINPASS_OK, "an operation succeeded");
}

kinpass_status start_session(kinpass_client client, const kinpass_callback *callback) {
  kinpass_lootlocker_start_session_options options;
  kinpass_lootlocker_start_session_options_init(&options, sizeof options);
  options.access_token = kinpass_str(setting("BENCH_PARENT_TOKEN"));
  return kinpass_lootlocker_start_session(client, &options, callback, NULL);
}

kinpass_account open_account(kinpass_client client, const char *player_key) {
  kinpass_account_open_options options;
  kinpass_account account;
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str(player_key);
  options.application_id = kinpass_str(setting("BENCH_CHILD_APPLICATION_ID"));
  require(kinpass_account_open(client, &options, NULL, &account) == KINPASS_OK, "kinpass_account_open");
  return account;
}

kinpass_status adopt_token(kinpass_account account, const kinpass_callback *callback) {
  kinpass_account_adopt_tokens_options options;
  kinpass_account_adopt_tokens_options_init(&options, sizeof options);
  options.access_token = kinpass_str(setting("BENCH_PARENT_TOKEN"));
  options.expires_in_s = 7 * 24 * 3600 - 60;
  return kinpass_account_adopt_tokens(account, &options, callback, NULL);
}

const char *start_session_json(void) {
  static char json[4096];
  snprintf(json, sizeof json, "{\"game_key\":\"%s\",\"game_version\":\"1.0.0.0\",\"access_token\":\"%s\"}",
           setting("BENCH_GAME_KEY"), setting("BENCH_PARENT_TOKEN"));
  return json;
}
