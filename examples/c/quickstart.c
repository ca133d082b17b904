/*
 * Kinpass in one sitting: from the publisher's token of a player to a running game session.
 *
 *   parent token --Discord--> child token of this game --LootLocker--> session
 *
 * Run it with `cargo xtask quickstart`. Its settings are environment variables; tokens are never printed.
 */
#include <kinpass.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an operation came to. The event is gone after the callback: copy what you keep. */
typedef struct {
  int done;
  kinpass_status status;
  char token[4096];   /* child token or session token */
  char refresh[4096]; /* LootLocker's refresh token */
} outcome;

static void keep(char *to, size_t size, kinpass_string from) {
  if (from.data != NULL && from.size < size) memcpy(to, from.data, from.size + 1);
}

/* Called by kinpass_client_poll, on our own thread, exactly once for each operation. */
static void on_completed(const kinpass_event *event, void *user_data) {
  outcome *out = (outcome *)user_data;
  out->done = 1;
  out->status = event->status;
  if (event->error) {
    printf("   %s: %s\n", kinpass_status_name(event->status), event->error->message.data);
  } else if (event->token) {
    keep(out->token, sizeof out->token, event->token->access_token);
    printf("   ok: good for %lu minutes\n", (unsigned long)(event->token->expires_in_s / 60));
  } else if (event->session) {
    keep(out->token, sizeof out->token, event->session->session_token);
    keep(out->refresh, sizeof out->refresh, event->session->refresh_token);
    printf("   ok: a session for player %lu\n", (unsigned long)event->session->player_id);
  }
}

/* A game would poll once per frame and go on drawing. */
static kinpass_status finish(kinpass_client client, kinpass_status status, outcome *out) {
  if (status != KINPASS_OK) printf("   not started: %s\n", kinpass_status_name(status));
  while (status == KINPASS_OK && !out->done) {
    status = kinpass_client_wait(client, 60000);
    if (status == KINPASS_OK) status = kinpass_client_poll(client, NULL);
  }
  return status == KINPASS_OK ? out->status : status;
}

static kinpass_callback into(outcome *out) {
  kinpass_callback callback = {on_completed, NULL, NULL};
  memset(out, 0, sizeof *out);
  callback.user_data = out;
  return callback;
}

/* Each step waits for the one before. Returns 0 when all went well. */
static int run(kinpass_client client) {
  static outcome child, session, renewed, other; /* static: they are large */
  kinpass_discord_exchange_child_token_options exchange;
  kinpass_lootlocker_start_session_options start;
  kinpass_lootlocker_refresh_session_options refresh;
  kinpass_callback callback;

  puts("1. Exchange the parent token for this game's child token");
  kinpass_discord_exchange_child_token_options_init(&exchange, sizeof exchange);
  exchange.parent_access_token = kinpass_str(getenv("KINPASS_PARENT_TOKEN"));
  exchange.child_application_id = kinpass_str(getenv("KINPASS_CHILD_APPLICATION_ID"));
  callback = into(&child);
  if (finish(client, kinpass_discord_exchange_child_token(client, &exchange, &callback, NULL), &child)) return 1;

  puts("2. Start a LootLocker session with the child token");
  kinpass_lootlocker_start_session_options_init(&start, sizeof start);
  start.access_token = kinpass_str(child.token);
  callback = into(&session);
  if (finish(client, kinpass_lootlocker_start_session(client, &start, &callback, NULL), &session)) return 1;

  puts("3. Refresh the session, so that it goes on");
  kinpass_lootlocker_refresh_session_options_init(&refresh, sizeof refresh);
  refresh.refresh_token = kinpass_str(session.refresh);
  callback = into(&renewed);
  if (finish(client, kinpass_lootlocker_refresh_session(client, &refresh, &callback, NULL), &renewed)) return 1;
  puts("   refreshed: from now on this session counts");

  puts("4. Refresh it with a token that is not good: this has to be refused");
  refresh.refresh_token = kinpass_str("not-a-refresh-token");
  callback = into(&other);
  if (finish(client, kinpass_lootlocker_refresh_session(client, &refresh, &callback, NULL), &other) !=
      KINPASS_ERROR_SESSION_EXPIRED) return 1;
  puts("   as expected: a game would start anew, as in step 2");

  puts("5. End the session");
  callback = into(&other);
  return finish(client, kinpass_lootlocker_end_session(client, kinpass_str(renewed.token), &callback, NULL), &other);
}

int main(void) {
  kinpass_client client;
  kinpass_config config;
  int failed;
  kinpass_status status = kinpass_config_init(&config, sizeof config);
  config.discord_application_id = kinpass_str(getenv("KINPASS_DISCORD_APPLICATION_ID"));
  config.discord_client_secret = kinpass_str(getenv("KINPASS_DISCORD_CLIENT_SECRET")); /* servers and tools only */
  config.discord_api_url = kinpass_str(getenv("KINPASS_DISCORD_API_URL"));             /* absent: the real one */
  config.lootlocker_url = kinpass_str(getenv("KINPASS_LOOTLOCKER_URL"));               /* absent: the real one */
  config.lootlocker_domain_key = kinpass_str(getenv("KINPASS_LOOTLOCKER_DOMAIN_KEY"));
  config.lootlocker_game_key = kinpass_str(getenv("KINPASS_GAME_KEY"));
  if (status == KINPASS_OK) status = kinpass_client_create(&config, &client);
  if (status != KINPASS_OK) {
    fprintf(stderr, "no client: %s\n", kinpass_status_name(status));
    return EXIT_FAILURE;
  }
  failed = run(client);
  kinpass_client_destroy(client, 0);
  puts(failed ? "Stopped: see above." : "   ended. Every step went as it should.");
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
