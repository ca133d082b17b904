/* A player's account, kept by the library: linked in the browser once, signed in silently ever after, with a child token
 * for two games and a LootLocker session that outlives its own end.
 *
 * Run it twice: the first run opens the browser, the second does not. `cargo xtask quickstart` does both on the sandbox.
 * The record rests in a file here, to be seen; a game takes KINPASS_STORE_KIND_SYSTEM, which encrypts it. */
#include <kinpass.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  return value && *value ? value : otherwise;
}

/* ---- A store: three functions of the host's, called on the library's worker. ---- */

static int32_t load(void *path, const char *key, kinpass_store_sink put, void *sink) {
  static char record[64 * 1024];
  FILE *file = fopen((const char *)path, "rb");
  size_t size;
  (void)key;
  if (!file) return 0; /* nothing stored yet */
  size = fread(record, 1, sizeof record, file);
  fclose(file);
  put(sink, record, size);
  memset(record, 0, sizeof record);
  return 0;
}

static int32_t save(void *path, const char *key, const char *data, size_t size) {
  char fresh[4096];
  FILE *file;
  int failed;
  (void)key;
  /* Beside it first, then in its place: after a crash either the old or the new record is there. */
  if (snprintf(fresh, sizeof fresh, "%s.new", (const char *)path) >= (int)sizeof fresh) return 1;
  file = fopen(fresh, "wb");
  if (!file) return 1;
  failed = fwrite(data, 1, size, file) != size;
  failed |= fclose(file) != 0;
  return failed || rename(fresh, (const char *)path) != 0;
}

static int32_t erase(void *path, const char *key) {
  (void)key;
  remove((const char *)path);
  return 0;
}

/* ---- Events ---- */

static kinpass_client client;

static int report(const char *step, const kinpass_event *event) {
  if (event->status == KINPASS_OK) return 1;
  fprintf(stderr, "%s: %s: %s\n", step, kinpass_status_name(event->status),
          event->error ? event->error->message.data : "");
  return 0;
}

/* Waits for the completion of an operation; what comes before it is shown. NULL if it failed. */
static const kinpass_event *finish(const char *step, kinpass_status started, kinpass_operation operation) {
  if (started != KINPASS_OK) {
    fprintf(stderr, "%s: %s\n", step, kinpass_status_name(started));
    return NULL;
  }
  for (;;) {
    const kinpass_event *event = NULL;
    if (kinpass_client_wait(client, 330 * 1000) != KINPASS_OK) return NULL;
    if (kinpass_client_next_event(client, &event) != KINPASS_OK) return NULL;
    if (!event) continue;
    if (event->kind == KINPASS_EVENT_KIND_COMPLETED && event->operation.id == operation.id) {
      if (report(step, event)) return event;
    } else if (event->kind == KINPASS_EVENT_KIND_SESSION_RENEWED) {
      printf("   the session was renewed on the way\n");
    }
    if (event->kind == KINPASS_EVENT_KIND_COMPLETED) {
      kinpass_event_release(event);
      return NULL;
    }
    kinpass_event_release(event);
  }
}

/* A child token: from memory or the store, else exchanged. */
static int child_token(kinpass_account account, const char *application) {
  kinpass_account_get_child_token_options options;
  kinpass_operation operation = {0};
  const kinpass_event *event;
  kinpass_account_get_child_token_options_init(&options, sizeof options);
  options.application_id = kinpass_str(application);
  event = finish("child token", kinpass_account_get_child_token(account, &options, NULL, &operation), operation);
  if (!event) return 0;
  printf("2. child token of %s: good for %d hours\n", application, (int)(event->token->expires_in_s / 3600));
  /* discordpp: client->UpdateToken(AuthorizationTokenType::Bearer, event->token->access_token.data, ...) */
  kinpass_event_release(event);
  return 1;
}

static int play(kinpass_account account) {
  kinpass_account_sign_in_options sign_in;
  kinpass_account_request_options request;
  kinpass_operation operation = {0};
  const kinpass_event *event;
  kinpass_account_info before;

  before.struct_size = sizeof before;
  kinpass_account_sign_in_options_init(&sign_in, sizeof sign_in);
  sign_in.method = KINPASS_SIGN_IN_METHOD_BROWSER; /* only if the store holds no link */
  event = finish("sign in", kinpass_account_sign_in(account, &sign_in, NULL, &operation), operation);
  if (!event) return 0;
  printf("1. signed in; the link is good for %d hours and renews itself\n", (int)(event->token->expires_in_s / 3600));
  kinpass_event_release(event);

  if (!child_token(account, text_of("KINPASS_CHILD_APPLICATION_ID", "")) ||
      !child_token(account, text_of("KINPASS_OTHER_CHILD_APPLICATION_ID", "")))
    return 0;

  event = finish("session", kinpass_account_get_session(account, NULL, &operation), operation);
  if (!event) return 0;
  printf("3. LootLocker session of player %llu\n", (unsigned long long)event->session->player_id);
  /* Ended behind the account's back: as good as expired. */
  {
    kinpass_operation end = {0};
    kinpass_status ended = kinpass_lootlocker_end_session(client, event->session->session_token, NULL, &end);
    kinpass_event_release(event);
    event = finish("end session", ended, end);
    if (!event) return 0;
    kinpass_event_release(event);
  }
  printf("4. ... which is over now. A request all the same:\n");
  kinpass_account_request_options_init(&request, sizeof request);
  request.path = kinpass_str("/game/ping");
  event = finish("request", kinpass_account_request(account, &request, NULL, &operation), operation);
  if (!event) return 0;
  printf("   answered with HTTP %d\n", (int)event->response->http_status);
  kinpass_event_release(event);
  return kinpass_account_get_info(account, &before) == KINPASS_OK && before.has_session;
}

int main(void) {
  kinpass_config config;
  kinpass_store_functions store;
  kinpass_account_open_options options;
  kinpass_account account = {0};
  kinpass_status status;
  int played = 0;

  memset(&store, 0, sizeof store);
  store.struct_size = sizeof store;
  store.user_data = (void *)text_of("KINPASS_STORE_FILE", "kinpass-account.json");
  store.load = load;
  store.save = save;
  store.erase = erase;

  kinpass_config_init(&config, sizeof config);
  config.discord_application_id = kinpass_str(getenv("KINPASS_DISCORD_APPLICATION_ID"));
  config.discord_api_url = kinpass_str(getenv("KINPASS_DISCORD_API_URL"));             /* absent: the real one */
  config.discord_authorize_url = kinpass_str(getenv("KINPASS_DISCORD_AUTHORIZE_URL")); /* absent: the real one */
  config.lootlocker_url = kinpass_str(getenv("KINPASS_LOOTLOCKER_URL"));               /* absent: the real one */
  config.lootlocker_game_key = kinpass_str(getenv("KINPASS_GAME_KEY"));
  config.store = KINPASS_STORE_KIND_HOST;
  config.store_functions = &store;
  status = kinpass_client_create(&config, &client);

  if (status == KINPASS_OK) {
    kinpass_account_open_options_init(&options, sizeof options);
    options.player_key = kinpass_str("player-1");
    options.application_id = kinpass_str(getenv("KINPASS_CHILD_APPLICATION_ID"));
    status = kinpass_account_open(client, &options, NULL, &account);
    if (status == KINPASS_OK) played = play(account);
    kinpass_client_destroy(client, 0);
  }
  if (status != KINPASS_OK) fprintf(stderr, "%s\n", kinpass_status_name(status));
  return played ? 0 : 1;
}
