/* The main job against the sandbox: child token, session, refresh, end, in each way to receive events. */
#include "client.h"

/* What one operation left behind. Written by the look functions while the event is valid. */
static char child_token[256];
static char parent_token[256], parent_refresh[256];
static char session_token[256], session_refresh[256];
static kinpass_operation_kind expected_kind;
static kinpass_client expected_client;
/* An earlier session of the same player. */
static uint64_t known_player;

static void copy(char to[256], kinpass_string from) {
  REQUIRE(from.data != NULL && from.size < 256);
  memcpy(to, from.data, from.size + 1);
}

static void look_at_frame(const kinpass_event *event) {
  CHECK(event->struct_size == sizeof *event);
  CHECK(event->kind == KINPASS_EVENT_KIND_COMPLETED);
  CHECK(event->operation_kind == expected_kind);
  CHECK(event->client.id == expected_client.id);
  CHECK(event->operation.id != 0);
  CHECK(event->account.id == 0);
  CHECK(event->user_data != NULL);
  CHECK((event->status == KINPASS_OK) == (event->error == NULL));
  CHECK(event->authorization == NULL);
  CHECK(event->user_code == NULL);
  CHECK_ABSENT(event->url);
}

static void look_at_child(const kinpass_event *event) {
  const kinpass_token *token = event->token;
  look_at_frame(event);
  CHECK_STATUS(KINPASS_OK, event->status);
  CHECK(event->session == NULL);
  REQUIRE(token != NULL);
  CHECK(token->kind == KINPASS_TOKEN_KIND_CHILD);
  CHECK(token->provisional == 0);
  CHECK_TEXT(CHILD_ALPHA, token->application_id);
  CHECK_TEXT("Bearer", token->token_type);
  CHECK_PRESENT(token->access_token);
  CHECK_PRESENT(token->scope);
  CHECK_ABSENT(token->refresh_token);
  CHECK_ABSENT(token->id_token);
  CHECK(token->expires_in_s > 0 && token->expires_in_s <= 604800);
  REQUIRE(event->response != NULL);
  CHECK(event->response->http_status == 200);
  CHECK_PRESENT(event->response->body);
  copy(child_token, token->access_token);
}

static void look_at_session(const kinpass_event *event) {
  const kinpass_session *session = event->session;
  look_at_frame(event);
  CHECK_STATUS(KINPASS_OK, event->status);
  CHECK(event->token == NULL);
  REQUIRE(session != NULL);
  CHECK_PRESENT(session->session_token);
  CHECK_PRESENT(session->refresh_token);
  CHECK(session->player_id != 0);
  CHECK(known_player == 0 || session->player_id == known_player);
  CHECK_PRESENT(session->public_uid);
  CHECK_PRESENT(session->player_ulid);
  CHECK_PRESENT(session->player_identifier);
  CHECK_PRESENT(session->player_created_at);
  CHECK_PRESENT(session->wallet_id);
  CHECK(session->seen_before <= 1);
  CHECK(session->check_deactivation_notifications == 0);
  CHECK(session->xp == 120);
  CHECK(session->level == 3);
  CHECK(session->account_balance == 0);
  CHECK(session->check_dlcs_count == 0);
  CHECK(session->warnings_count == 0);
  CHECK_PRESENT(session->level_thresholds_json);
  CHECK(session->level_thresholds_json.data[0] == '{');
  REQUIRE(event->response != NULL);
  CHECK(event->response->http_status == 200);
  known_player = session->player_id;
  copy(session_token, session->session_token);
  copy(session_refresh, session->refresh_token);
}

static void look_at_named_session(const kinpass_event *event) {
  look_at_session(event);
  if (event->session != NULL) CHECK_TEXT("Ada Lovelace", event->session->player_name);
}

static void look_at_refused_name(const kinpass_event *event) {
  look_at_frame(event);
  CHECK_STATUS(KINPASS_OK, event->status);
  REQUIRE(event->session != NULL);
  REQUIRE(event->session->warnings_count == 1);
  CHECK_PRESENT(event->session->warnings[0]);
}

static void look_at_parent(const kinpass_event *event) {
  look_at_frame(event);
  CHECK_STATUS(KINPASS_OK, event->status);
  REQUIRE(event->token != NULL);
  CHECK(event->token->kind == KINPASS_TOKEN_KIND_PARENT);
  CHECK_TEXT(PUBLIC_APP, event->token->application_id);
  CHECK_PRESENT(event->token->refresh_token);
  copy(parent_token, event->token->access_token);
  copy(parent_refresh, event->token->refresh_token);
}

static void look_at_plain_success(const kinpass_event *event) {
  look_at_frame(event);
  CHECK_STATUS(KINPASS_OK, event->status);
  CHECK(event->token == NULL);
  CHECK(event->session == NULL);
}

/* What every refusal of a service tells. */
static void look_at_refusal(const kinpass_event *event) {
  look_at_frame(event);
  CHECK(event->status != KINPASS_OK);
  CHECK(event->token == NULL);
  CHECK(event->session == NULL);
  REQUIRE(event->error != NULL);
  CHECK(event->error->status == event->status);
  CHECK(event->error->attempts >= 1);
  CHECK_PRESENT(event->error->message);
  CHECK((event->error->ban != NULL) == (event->status == KINPASS_ERROR_PLAYER_BANNED));
}

static void look_at_expired_session(const kinpass_event *event) {
  look_at_refusal(event);
  CHECK_STATUS(KINPASS_ERROR_SESSION_EXPIRED, event->status);
  REQUIRE(event->error != NULL);
  CHECK(event->error->category == KINPASS_ERROR_CATEGORY_SERVICE);
  CHECK(event->error->http_status == 401);
  CHECK(event->error->retryable == 0);
  CHECK(event->error->attempts == 1);
  CHECK_TEXT("invalid_refresh_token", event->error->code);
}

static void look_at_ban(const kinpass_event *event) {
  look_at_refusal(event);
  CHECK_STATUS(KINPASS_ERROR_PLAYER_BANNED, event->status);
  REQUIRE(event->error != NULL && event->error->ban != NULL);
  CHECK(event->error->http_status == 403);
  CHECK(event->error->retryable == 0);
  CHECK(event->error->attempts == 1);
  CHECK_TEXT("player_banned", event->error->code);
  CHECK_PRESENT(event->error->ban->reason);
  CHECK_PRESENT(event->error->ban->banned_on);
  if (event->error->ban->permanent) {
    CHECK_ABSENT(event->error->ban->banned_until);
  } else {
    CHECK_PRESENT(event->error->ban->banned_until);
  }
}

static void look_at_invalid_grant(const kinpass_event *event) {
  look_at_refusal(event);
  CHECK_STATUS(KINPASS_ERROR_INVALID_GRANT, event->status);
  REQUIRE(event->error != NULL);
  CHECK(event->error->category == KINPASS_ERROR_CATEGORY_AUTHORIZATION);
  CHECK(event->error->http_status == 400);
  CHECK(event->error->retryable == 0);
  CHECK_TEXT("invalid_grant", event->error->code);
}

/* One call each: start, receive in the way of the client, return what came. */

static kinpass_status exchange(kinpass_client client, receiving how, const char *parent, const char *child,
                               void (*look)(const kinpass_event *)) {
  kinpass_discord_exchange_child_token_options options;
  kinpass_operation operation = {0};
  kinpass_callback callback;
  inbox box;
  inbox_init(&box, look);
  callback = into(&box);
  expected_client = client;
  expected_kind = KINPASS_OPERATION_KIND_DISCORD_EXCHANGE_CHILD_TOKEN;
  kinpass_discord_exchange_child_token_options_init(&options, sizeof options);
  options.parent_access_token = kinpass_str(parent);
  options.child_application_id = kinpass_str(child);
  CHECK_STATUS(KINPASS_OK, kinpass_discord_exchange_child_token(client, &options, &callback, &operation));
  CHECK(operation.id != 0);
  return finish(client, how, &box);
}

static kinpass_status start(kinpass_client client, receiving how, const char *token, const char *name,
                            void (*look)(const kinpass_event *)) {
  kinpass_lootlocker_start_session_options options;
  kinpass_callback callback;
  inbox box;
  inbox_init(&box, look);
  callback = into(&box);
  expected_client = client;
  expected_kind = KINPASS_OPERATION_KIND_LOOTLOCKER_START_SESSION;
  kinpass_lootlocker_start_session_options_init(&options, sizeof options);
  options.access_token = kinpass_str(token);
  options.player_name = kinpass_str(name);
  options.timezone = kinpass_str("Europe/London");
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_start_session(client, &options, &callback, NULL));
  return finish(client, how, &box);
}

static kinpass_status refresh(kinpass_client client, receiving how, const char *token,
                              void (*look)(const kinpass_event *)) {
  kinpass_lootlocker_refresh_session_options options;
  kinpass_callback callback;
  inbox box;
  inbox_init(&box, look);
  callback = into(&box);
  expected_client = client;
  expected_kind = KINPASS_OPERATION_KIND_LOOTLOCKER_REFRESH_SESSION;
  kinpass_lootlocker_refresh_session_options_init(&options, sizeof options);
  options.refresh_token = kinpass_str(token);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_refresh_session(client, &options, &callback, NULL));
  return finish(client, how, &box);
}

typedef kinpass_status (*with_text)(kinpass_client, kinpass_string, const kinpass_callback *, kinpass_operation *);

static kinpass_status call(with_text function, kinpass_operation_kind kind, kinpass_client client, receiving how,
                           const char *token, void (*look)(const kinpass_event *)) {
  kinpass_callback callback;
  inbox box;
  inbox_init(&box, look);
  callback = into(&box);
  expected_client = client;
  expected_kind = kind;
  CHECK_STATUS(KINPASS_OK, function(client, kinpass_str(token), &callback, NULL));
  return finish(client, how, &box);
}

static kinpass_status ping(kinpass_client client, receiving how, const char *token,
                           void (*look)(const kinpass_event *)) {
  return call(kinpass_lootlocker_ping, KINPASS_OPERATION_KIND_LOOTLOCKER_PING, client, how, token, look);
}

static kinpass_status end(kinpass_client client, receiving how, const char *token,
                          void (*look)(const kinpass_event *)) {
  return call(kinpass_lootlocker_end_session, KINPASS_OPERATION_KIND_LOOTLOCKER_END_SESSION, client, how, token, look);
}

static kinpass_status renew(kinpass_client client, receiving how, const char *token,
                            void (*look)(const kinpass_event *)) {
  return call(kinpass_discord_refresh_token, KINPASS_OPERATION_KIND_DISCORD_REFRESH_TOKEN, client, how, token, look);
}

/* Of an application; NULL is the client's. */
static kinpass_status revoke(kinpass_client client, receiving how, const char *token, const char *application) {
  kinpass_discord_revoke_token_options options;
  kinpass_callback callback;
  inbox box;
  inbox_init(&box, look_at_plain_success);
  callback = into(&box);
  expected_client = client;
  expected_kind = KINPASS_OPERATION_KIND_DISCORD_REVOKE_TOKEN;
  kinpass_discord_revoke_token_options_init(&options, sizeof options);
  options.token = kinpass_str(token);
  options.application_id = kinpass_str(application);
  CHECK_STATUS(KINPASS_OK, kinpass_discord_revoke_token(client, &options, &callback, NULL));
  return finish(client, how, &box);
}

/* The whole line. Each step uses what the one before brought. */
static void main_job(receiving how) {
  char old_session[256], old_refresh[256];
  kinpass_client client;
  sandbox_reset();
  known_player = 0;
  sandbox_link("ada", PUBLIC_APP, parent_token, NULL);
  client = new_client(how);
  CHECK_STATUS(KINPASS_OK, exchange(client, how, parent_token, CHILD_ALPHA, look_at_child));
  CHECK_STATUS(KINPASS_OK, start(client, how, child_token, "Ada Lovelace", look_at_named_session));
  CHECK_STATUS(KINPASS_OK, ping(client, how, session_token, look_at_plain_success));
  strcpy(old_session, session_token);
  strcpy(old_refresh, session_refresh);
  CHECK_STATUS(KINPASS_OK, refresh(client, how, session_refresh, look_at_session));
  CHECK(strcmp(old_session, session_token) != 0);
  CHECK(strcmp(old_refresh, session_refresh) != 0);
  /* Spent by the refresh: start anew. */
  CHECK_STATUS(KINPASS_ERROR_SESSION_EXPIRED, refresh(client, how, old_refresh, look_at_expired_session));
  CHECK_STATUS(KINPASS_OK, end(client, how, session_token, look_at_plain_success));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, ping(client, how, session_token, look_at_refusal));
  CHECK(sandbox_count("POST /api/v10/partner-sdk/child-token") == 1);
  CHECK(sandbox_count("POST /game/session/discord") == 3);
  CHECK(sandbox_count("DELETE /game/v1/session") == 1);
  end_client(client);
}

static void main_job_by_pump(void) { main_job(PUMP); }
static void main_job_by_pull(void) { main_job(PULL); }
static void main_job_by_worker(void) { main_job(WORKER); }

static void parent_is_refreshed_once_per_token(void) {
  char spent[256];
  kinpass_client client;
  sandbox_reset();
  sandbox_link("grace", PUBLIC_APP, parent_token, parent_refresh);
  client = new_client(PUMP);
  strcpy(spent, parent_refresh);
  CHECK_STATUS(KINPASS_OK, renew(client, PUMP, spent, look_at_parent));
  CHECK(strcmp(spent, parent_refresh) != 0);
  CHECK_STATUS(KINPASS_ERROR_INVALID_GRANT, renew(client, PUMP, spent, look_at_invalid_grant));
  CHECK_STATUS(KINPASS_OK, exchange(client, PUMP, parent_token, CHILD_ALPHA, look_at_child));
  end_client(client);
}

static void revoking_a_child_takes_its_own_application(void) {
  kinpass_client client;
  sandbox_reset();
  sandbox_link("ada", PUBLIC_APP, parent_token, parent_refresh);
  client = new_client(PUMP);
  CHECK_STATUS(KINPASS_OK, exchange(client, PUMP, parent_token, CHILD_ALPHA, look_at_child));
  CHECK_STATUS(KINPASS_OK, revoke(client, PUMP, child_token, NULL));
  CHECK_STATUS(KINPASS_OK, start(client, PUMP, child_token, NULL, look_at_session));
  CHECK_STATUS(KINPASS_OK, revoke(client, PUMP, child_token, CHILD_ALPHA));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, start(client, PUMP, child_token, NULL, look_at_refusal));
  CHECK_STATUS(KINPASS_OK, exchange(client, PUMP, parent_token, CHILD_ALPHA, look_at_child));
  end_client(client);
}

static void revoking_the_parent_kills_the_children(void) {
  kinpass_client client;
  sandbox_reset();
  sandbox_link("grace", PUBLIC_APP, parent_token, parent_refresh);
  client = new_client(PUMP);
  CHECK_STATUS(KINPASS_OK, exchange(client, PUMP, parent_token, CHILD_ALPHA, look_at_child));
  CHECK_STATUS(KINPASS_OK, revoke(client, PUMP, parent_token, NULL));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, exchange(client, PUMP, parent_token, CHILD_ALPHA, look_at_refusal));
  CHECK_STATUS(KINPASS_ERROR_INVALID_GRANT, renew(client, PUMP, parent_refresh, look_at_invalid_grant));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, start(client, PUMP, child_token, NULL, look_at_refusal));
  end_client(client);
}

static void bans_carry_their_details(void) {
  kinpass_client client;
  sandbox_reset();
  sandbox_link("mallory", PUBLIC_APP, parent_token, NULL);
  client = new_client(PUMP);
  CHECK_STATUS(KINPASS_OK, exchange(client, PUMP, parent_token, CHILD_ALPHA, look_at_child));
  sandbox_post("/_sandbox/ban", "{\"player\":\"mallory\",\"permanent\":false}");
  CHECK_STATUS(KINPASS_ERROR_PLAYER_BANNED, start(client, PUMP, child_token, NULL, look_at_ban));
  sandbox_post("/_sandbox/ban", "{\"player\":\"mallory\",\"permanent\":true}");
  CHECK_STATUS(KINPASS_ERROR_PLAYER_BANNED, start(client, PUMP, child_token, NULL, look_at_ban));
  /* Never tried again. */
  CHECK(sandbox_count("POST /game/session/discord") == 2);
  end_client(client);
}

static void a_refused_name_is_a_warning(void) {
  kinpass_client client;
  sandbox_reset();
  sandbox_link("ada", PUBLIC_APP, parent_token, NULL);
  client = new_client(PUMP);
  CHECK_STATUS(KINPASS_OK, start(client, PUMP, parent_token, "refused", look_at_refused_name));
  end_client(client);
}

static void a_confidential_publisher_sends_its_secret(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  sandbox_reset();
  sandbox_link("ada", CONFIDENTIAL_APP, parent_token, NULL);
  config.discord_application_id = kinpass_str(CONFIDENTIAL_APP);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_ERROR_BAD_REQUEST, exchange(client, PUMP, parent_token, CONFIDENTIAL_CHILD, look_at_refusal));
  end_client(client);
  config.discord_client_secret = kinpass_str(CONFIDENTIAL_SECRET);
  config.child_application_id_as_number = 1;
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, exchange(client, PUMP, parent_token, CONFIDENTIAL_CHILD, NULL));
  end_client(client);
}

static void a_backend_of_the_publisher_exchanges(void) {
  char url[160];
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  sandbox_reset();
  sandbox_link("ada", CONFIDENTIAL_APP, parent_token, NULL);
  snprintf(url, sizeof url, "%s/backend/child-token", sandbox_url());
  config.child_token_url = kinpass_str(url);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, exchange(client, PUMP, parent_token, CONFIDENTIAL_CHILD, NULL));
  CHECK(sandbox_count("POST /backend/child-token") == 1);
  CHECK(sandbox_count("POST /api/v10/partner-sdk/child-token") == 0);
  end_client(client);
}

static void a_failing_service_is_asked_again(void) {
  kinpass_client client;
  sandbox_reset();
  sandbox_link("ada", PUBLIC_APP, parent_token, NULL);
  client = new_client(PUMP);
  sandbox_post("/_sandbox/faults",
               "{\"route\":\"POST /game/session/discord\",\"times\":1,\"action\":{\"kind\":\"status\",\"status\":500}}");
  CHECK_STATUS(KINPASS_OK, start(client, PUMP, parent_token, NULL, NULL));
  CHECK(sandbox_count("POST /game/session/discord") == 2);
  end_client(client);
}

/* Log lines of an operation that fails and of one that works. */
static int log_lines, log_leaks;

static void look_for_tokens(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  pthread_mutex_t *lock = (pthread_mutex_t *)user_data;
  pthread_mutex_lock(lock);
  log_lines++;
  log_leaks += strstr(text, parent_token) != NULL;
  log_leaks += level <= KINPASS_LOG_LEVEL_OFF || level > KINPASS_LOG_LEVEL_TRACE;
  log_leaks += target == NULL || target[0] == '\0';
  pthread_mutex_unlock(lock);
}

static void the_log_tells_and_keeps_secrets(void) {
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  kinpass_client client;
  sandbox_reset();
  sandbox_link("ada", PUBLIC_APP, parent_token, NULL);
  client = new_client(PUMP);
  log_lines = log_leaks = 0;
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_TRACE, look_for_tokens, &lock));
  CHECK_STATUS(KINPASS_OK, start(client, PUMP, parent_token, NULL, NULL));
  sandbox_post("/_sandbox/faults",
               "{\"route\":\"POST /game/session/discord\",\"times\":1,\"action\":{\"kind\":\"echo_secrets\"}}");
  CHECK_STATUS(KINPASS_ERROR_BAD_REQUEST, start(client, PUMP, parent_token, NULL, NULL));
  end_client(client);
  CHECK(log_lines > 0);
  CHECK(log_leaks == 0);
}

static const harness_test tests[] = {
    TEST(main_job_by_pump),
    TEST(main_job_by_pull),
    TEST(main_job_by_worker),
    TEST(parent_is_refreshed_once_per_token),
    TEST(revoking_a_child_takes_its_own_application),
    TEST(revoking_the_parent_kills_the_children),
    TEST(bans_carry_their_details),
    TEST(a_refused_name_is_a_warning),
    TEST(a_confidential_publisher_sends_its_secret),
    TEST(a_backend_of_the_publisher_exchanges),
    TEST(a_failing_service_is_asked_again),
    TEST(the_log_tells_and_keeps_secrets),
};

HARNESS_MAIN(tests)
