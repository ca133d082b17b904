/* The client's functions and the main job's operations, against wrong arguments. */
#include "subjects.h"

/* --- Subjects --------------------------------------------------------------------------------- */

CALL_WITH_OPTIONS(kinpass_lootlocker_start_session, kinpass_client, kinpass_lootlocker_start_session_options)
CALL_WITH_OPTIONS(kinpass_lootlocker_refresh_session, kinpass_client, kinpass_lootlocker_refresh_session_options)
CALL_WITH_OPTIONS(kinpass_discord_exchange_child_token, kinpass_client, kinpass_discord_exchange_child_token_options)
CALL_WITH_OPTIONS(kinpass_discord_revoke_token, kinpass_client, kinpass_discord_revoke_token_options)
CALL_WITH_TEXT(kinpass_lootlocker_end_session, kinpass_client)
CALL_WITH_TEXT(kinpass_lootlocker_ping, kinpass_client)
CALL_WITH_TEXT(kinpass_discord_refresh_token, kinpass_client)

static void fill_start(void *options) {
  ((kinpass_lootlocker_start_session_options *)options)->access_token = kinpass_str("access-token");
}

static void fill_refresh(void *options) {
  ((kinpass_lootlocker_refresh_session_options *)options)->refresh_token = kinpass_str("refresh-token");
}

static void fill_exchange(void *options) {
  kinpass_discord_exchange_child_token_options *exchange = (kinpass_discord_exchange_child_token_options *)options;
  exchange->parent_access_token = kinpass_str("parent-token");
  exchange->child_application_id = kinpass_str(CHILD_ALPHA);
}

static void fill_revoke(void *options) {
  ((kinpass_discord_revoke_token_options *)options)->token = kinpass_str("some-token");
}

/* Of access_token and refresh_token one is needed, so one that is absent is missed here. */
static const subject_string start_strings[] = {
    REQUIRED(kinpass_lootlocker_start_session_options, access_token),
    OPTIONAL(kinpass_lootlocker_start_session_options, game_key),
    OPTIONAL(kinpass_lootlocker_start_session_options, game_version),
    OPTIONAL(kinpass_lootlocker_start_session_options, player_name),
    OPTIONAL(kinpass_lootlocker_start_session_options, timezone),
};
static const subject_string refresh_strings[] = {
    REQUIRED(kinpass_lootlocker_refresh_session_options, refresh_token),
    OPTIONAL(kinpass_lootlocker_refresh_session_options, game_key),
    OPTIONAL(kinpass_lootlocker_refresh_session_options, game_version),
    OPTIONAL(kinpass_lootlocker_refresh_session_options, player_name),
    OPTIONAL(kinpass_lootlocker_refresh_session_options, timezone),
};
static const subject_string exchange_strings[] = {
    REQUIRED(kinpass_discord_exchange_child_token_options, parent_access_token),
    REQUIRED(kinpass_discord_exchange_child_token_options, child_application_id),
};
static const subject_string revoke_strings[] = {
    REQUIRED(kinpass_discord_revoke_token_options, token),
    OPTIONAL(kinpass_discord_revoke_token_options, application_id),
    OPTIONAL(kinpass_discord_revoke_token_options, client_secret),
};

static const subject start_session = {"kinpass_lootlocker_start_session",
                                      call_kinpass_lootlocker_start_session,
                                      sizeof(kinpass_lootlocker_start_session_options),
                                      fill_start,
                                      STRINGS(start_strings),
                                      0};
static const subject refresh_session = {"kinpass_lootlocker_refresh_session",
                                        call_kinpass_lootlocker_refresh_session,
                                        sizeof(kinpass_lootlocker_refresh_session_options),
                                        fill_refresh,
                                        STRINGS(refresh_strings),
                                        0};
static const subject exchange_child_token = {"kinpass_discord_exchange_child_token",
                                             call_kinpass_discord_exchange_child_token,
                                             sizeof(kinpass_discord_exchange_child_token_options),
                                             fill_exchange,
                                             STRINGS(exchange_strings),
                                             0};
static const subject_string session_token[] = {{"session_token", 0, 1}};
static const subject_string a_refresh_token[] = {{"refresh_token", 0, 1}};
#define TEXT_SUBJECT(function, text) {#function, call_##function, 0, fill_text, STRINGS(text), 0}
static const subject end_session = TEXT_SUBJECT(kinpass_lootlocker_end_session, session_token);
static const subject ping = TEXT_SUBJECT(kinpass_lootlocker_ping, session_token);
static const subject refresh_token = TEXT_SUBJECT(kinpass_discord_refresh_token, a_refresh_token);
static const subject revoke_token = {"kinpass_discord_revoke_token",
                                     call_kinpass_discord_revoke_token,
                                     sizeof(kinpass_discord_revoke_token_options),
                                     fill_revoke,
                                     STRINGS(revoke_strings),
                                     0};

/* --- Handles ---------------------------------------------------------------------------------- */

/* A client whose operations stay open: its peer accepts and never answers. */
static kinpass_client silent_client(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  config.lootlocker_url = kinpass_str(getenv("SANDBOX_SILENT_URL"));
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  return client;
}

static kinpass_client destroyed_client(void) {
  kinpass_client client = new_client(PUMP);
  end_client(client);
  return client;
}

static kinpass_operation open_operation(kinpass_client client) {
  kinpass_operation operation = {0};
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session-token"), NULL, &operation));
  return operation;
}

static void attack_operation(const subject *it) {
  kinpass_client client = silent_client();
  uint64_t others[1];
  others[0] = open_operation(client).id;
  attack(it, client, client.id, destroyed_client().id, others, 1);
  end_client(client);
}

/* --- Operations ------------------------------------------------------------------------------- */

static void start_session_refuses(void) { attack_operation(&start_session); }
static void refresh_session_refuses(void) { attack_operation(&refresh_session); }
static void end_session_refuses(void) { attack_operation(&end_session); }
static void ping_refuses(void) { attack_operation(&ping); }
static void exchange_child_token_refuses(void) { attack_operation(&exchange_child_token); }
static void refresh_token_refuses(void) { attack_operation(&refresh_token); }
static void revoke_token_refuses(void) { attack_operation(&revoke_token); }

static void start_session_takes_exactly_one_token(void) {
  kinpass_client client = silent_client();
  kinpass_lootlocker_start_session_options options;
  kinpass_operation operation = {UNTOUCHED};
  kinpass_lootlocker_start_session_options_init(&options, sizeof options);
  options.access_token = kinpass_str("access-token");
  options.refresh_token = kinpass_str("refresh-token");
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "access_token",
                kinpass_lootlocker_start_session(client, &options, NULL, &operation));
  CHECK(operation.id == UNTOUCHED);
  options.access_token = kinpass_str(NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_start_session(client, &options, NULL, &operation));
  end_client(client);
}

static void values_without_sense_are_refused(void) {
  const char *const versions[] = {"1", "1.02", "one", "1.0.0.0.0", "1..0"};
  const char *const ids[] = {"alpha", "-1", "12 3", "99999999999999999999999999"};
  kinpass_client client = silent_client();
  size_t at;
  for (at = 0; at < sizeof versions / sizeof versions[0]; at++) {
    subject_options options = valid_options(&start_session);
    set_string(&start_session, &options, &start_strings[2], versions[at], strlen(versions[at]));
    refuse(&start_session, versions[at], client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "game_version");
  }
  for (at = 0; at < sizeof ids / sizeof ids[0]; at++) {
    subject_options options = valid_options(&exchange_child_token);
    set_string(&exchange_child_token, &options, &exchange_strings[1], ids[at], strlen(ids[at]));
    refuse(&exchange_child_token, ids[at], client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "child_application_id");
  }
  end_client(client);
}

static void operations_need_their_configuration(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  subject_options options = valid_options(&start_session), text = valid_options(&refresh_token);
  subject_options revoke = valid_options(&revoke_token);
  config.discord_application_id = kinpass_str(NULL);
  config.lootlocker_game_key = kinpass_str(NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  refuse(&start_session, "no game key", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "game_key");
  refuse(&refresh_token, "no application id", client.id, &text, KINPASS_ERROR_INVALID_ARGUMENT,
         "discord_application_id");
  refuse(&revoke_token, "no application id", client.id, &revoke, KINPASS_ERROR_INVALID_ARGUMENT,
         "discord_application_id");
  end_client(client);
}

static void open_operations_are_limited(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  subject_options text = valid_options(&ping);
  int count;
  config.lootlocker_url = kinpass_str(getenv("SANDBOX_SILENT_URL"));
  config.max_operations = 3;
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  for (count = 0; count < 3; count++) CHECK(open_operation(client).id != 0);
  refuse(&ping, "one too many", client.id, &text, KINPASS_ERROR_LIMIT, "max_operations");
  end_client(client);
}

/* --- kinpass_client_create -------------------------------------------------------------------- */

/* As CHECK_REFUSED, of what calls kinpass_client_create. */
#define CHECK_CREATE(expected, field, call) \
  harness_refused(__FILE__, __LINE__, "kinpass_client_create(" #call, 22, (field), (expected), (call))

static kinpass_status create(const kinpass_config *config, kinpass_client *client) {
  kinpass_status status = kinpass_client_create(config, client);
  if (status == KINPASS_OK) {
    CHECK(client->id != UNTOUCHED && client->id != 0);
    CHECK_STATUS(KINPASS_OK, kinpass_client_destroy(*client, 0));
    client->id = UNTOUCHED;
  }
  CHECK(client->id == UNTOUCHED);
  return status;
}

static const struct {
  const char *name;
  size_t offset;
} config_strings[] = {
#define CONFIG_STRING(field) {#field, offsetof(kinpass_config, field)}
    CONFIG_STRING(discord_application_id),
    CONFIG_STRING(discord_client_secret),
    CONFIG_STRING(discord_api_url),
    CONFIG_STRING(discord_authorize_url),
    CONFIG_STRING(child_token_url),
    CONFIG_STRING(child_token_authorization),
    CONFIG_STRING(lootlocker_game_key),
    CONFIG_STRING(lootlocker_game_version),
    CONFIG_STRING(lootlocker_domain_key),
    CONFIG_STRING(lootlocker_url),
    CONFIG_STRING(proxy_url),
    CONFIG_STRING(ca_certificates_pem),
    CONFIG_STRING(user_agent_suffix),
    CONFIG_STRING(store_service),
};

static kinpass_status create_with(size_t offset, const char *data, size_t size) {
  kinpass_client client = {UNTOUCHED};
  kinpass_config config = sandbox_config();
  kinpass_string value;
  value.data = data;
  value.size = size;
  memcpy((unsigned char *)&config + offset, &value, sizeof value);
  return create(&config, &client);
}

static void create_refuses_bad_strings(void) {
  const size_t huge = 10u * 1024u * 1024u;
  char *text = (char *)malloc(huge + 1);
  size_t at;
  REQUIRE(text != NULL);
  memset(text, '1', huge);
  text[huge] = '\0';
  for (at = 0; at < sizeof config_strings / sizeof config_strings[0]; at++) {
    const size_t offset = config_strings[at].offset;
    const char *const field = config_strings[at].name;
    int failed_before = harness_failed;
    CHECK_CREATE(KINPASS_ERROR_INVALID_STRING, field, create_with(offset, "\xFF\xFE", 2));
    CHECK_CREATE(KINPASS_ERROR_INVALID_STRING, field, create_with(offset, "a\0b", 3));
    CHECK_CREATE(KINPASS_ERROR_LIMIT, field, create_with(offset, text, huge));
    CHECK_CREATE(KINPASS_ERROR_LIMIT, field, create_with(offset, text, KINPASS_ZERO_TERMINATED));
    CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, field, create_with(offset, NULL, 1));
    CHECK_STATUS(KINPASS_OK, create_with(offset, NULL, 0));
    CHECK_STATUS(KINPASS_OK, create_with(offset, "", 0));
    if (harness_failed != failed_before) printf("  ... in %s\n", config_strings[at].name);
  }
  free(text);
}

#define CREATE_WITH(field, text) create_with(offsetof(kinpass_config, field), text, KINPASS_ZERO_TERMINATED)

static void create_refuses_insecure_addresses(void) {
  CHECK_CREATE(KINPASS_ERROR_INSECURE_URL, "lootlocker_url", CREATE_WITH(lootlocker_url, "http://api.example.com"));
  CHECK_CREATE(KINPASS_ERROR_INSECURE_URL, "discord_api_url",
               CREATE_WITH(discord_api_url, "http://127.0.0.1.example.com/api"));
  CHECK_CREATE(KINPASS_ERROR_INSECURE_URL, "discord_authorize_url",
               CREATE_WITH(discord_authorize_url, "http://localhost.example.com/"));
  CHECK_CREATE(KINPASS_ERROR_INSECURE_URL, "child_token_url", CREATE_WITH(child_token_url, "http://10.0.0.1/child"));
  CHECK_STATUS(KINPASS_OK, CREATE_WITH(lootlocker_url, "https://api.example.com"));
  CHECK_STATUS(KINPASS_OK, CREATE_WITH(lootlocker_url, "http://127.0.0.1:1"));
  CHECK_STATUS(KINPASS_OK, CREATE_WITH(lootlocker_url, "http://[::1]:1"));
  CHECK_STATUS(KINPASS_OK, CREATE_WITH(lootlocker_url, "http://localhost:1"));
}

static void create_refuses_values_without_sense(void) {
  kinpass_client client = {UNTOUCHED};
  kinpass_config config;
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "lootlocker_url", CREATE_WITH(lootlocker_url, "not an address"));
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "discord_application_id",
               CREATE_WITH(discord_application_id, "my game"));
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "lootlocker_game_version",
               CREATE_WITH(lootlocker_game_version, "1.0.0-beta"));
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "user_agent_suffix",
               CREATE_WITH(user_agent_suffix, "MyGame\r\nX-Evil: 1"));
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "child_token_authorization",
               CREATE_WITH(child_token_authorization, "Bearer a\nb"));
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "ca_certificates_pem",
               CREATE_WITH(ca_certificates_pem, "no certificate"));
  config = sandbox_config();
  config.store = 99;
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "store", create(&config, &client));
  config = sandbox_config();
  config.store = KINPASS_STORE_KIND_HOST;
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "store_functions", create(&config, &client));
  config = sandbox_config();
  config.lootlocker_game_key_field = -1;
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "lootlocker_game_key_field", create(&config, &client));
  config = sandbox_config();
  config.reserved[5] = 1;
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "reserved", create(&config, &client));
  config = sandbox_config();
  config.max_in_flight = 65;
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "max_in_flight", create(&config, &client));
  config = sandbox_config();
  config.log_level = 6;
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "log_level", create(&config, &client));
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "proxy_url", CREATE_WITH(proxy_url, "ftp://proxy.example"));
  CHECK_CREATE(KINPASS_ERROR_INVALID_ARGUMENT, "lootlocker_domain_key", CREATE_WITH(lootlocker_domain_key, "a.b"));
}

static void create_refuses_bad_structs(void) {
  kinpass_client client = {UNTOUCHED};
  kinpass_config config = sandbox_config();
  struct {
    kinpass_config config;
    unsigned char tail[64];
  } longer;
  size_t shortest = sizeof shortest;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "config", kinpass_client_create(NULL, &client));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "client", kinpass_client_create(&config, NULL));
  config.struct_size = 0;
  CHECK_CREATE(KINPASS_ERROR_INVALID_STRUCT_SIZE, "config.struct_size", create(&config, &client));
  config.struct_size = 7;
  CHECK_CREATE(KINPASS_ERROR_INVALID_STRUCT_SIZE, "config.struct_size", create(&config, &client));
  config.struct_size = SIZE_MAX;
  CHECK_CREATE(KINPASS_ERROR_INVALID_STRUCT_SIZE, "config.struct_size", create(&config, &client));
  memset(&longer, 0, sizeof longer);
  longer.config = sandbox_config();
  longer.config.struct_size = sizeof longer;
  CHECK_STATUS(KINPASS_OK, create(&longer.config, &client));
  longer.tail[63] = 1;
  CHECK_CREATE(KINPASS_ERROR_INVALID_STRUCT_SIZE, "config", create(&longer.config, &client));
  /* All defaults: a client that can do little, but a client. */
  CHECK_STATUS(KINPASS_OK, create((const kinpass_config *)(void *)&shortest, &client));
}

/* --- The other functions of a client ---------------------------------------------------------- */

static void ignore_line(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  (void)level, (void)target, (void)text, (void)user_data;
}

static void bad_client_handles_are_refused(void) {
  kinpass_client client = silent_client(), bad = {0};
  const uint64_t handles[] = {0, destroyed_client().id, UINT64_MAX, open_operation(client).id};
  const kinpass_event *event = NULL;
  const kinpass_log_line *line = NULL;
  uint32_t delivered = UNTOUCHED;
  size_t at;
  for (at = 0; at < sizeof handles / sizeof handles[0]; at++) {
    bad.id = handles[at];
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client",
                 kinpass_client_set_log(bad, KINPASS_LOG_LEVEL_TRACE, ignore_line, NULL));
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client", kinpass_client_keep_log(bad, KINPASS_LOG_LEVEL_TRACE, 1));
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client", kinpass_client_next_log_line(bad, &line));
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client", kinpass_client_poll(bad, &delivered));
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client", kinpass_client_next_event(bad, &event));
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client", kinpass_client_wait(bad, 0));
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client", kinpass_client_cancel_all(bad));
    CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "client", kinpass_client_destroy(bad, 0));
  }
  CHECK(delivered == UNTOUCHED);
  CHECK(event == NULL);
  CHECK(line == NULL);
  end_client(client);
}

static void bad_operation_handles_are_refused(void) {
  kinpass_client client = silent_client();
  kinpass_operation bad = {0};
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "operation", kinpass_operation_cancel(bad));
  bad.id = UINT64_MAX;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "operation", kinpass_operation_cancel(bad));
  bad.id = client.id;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "operation", kinpass_operation_cancel(bad));
  bad = open_operation(client);
  end_client(client);
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "operation", kinpass_operation_cancel(bad));
}

static void levels_of_the_log_are_checked(void) {
  kinpass_client client = new_client(PUMP);
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "level", kinpass_client_set_log(client, -1, ignore_line, NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "level", kinpass_client_set_log(client, 6, ignore_line, NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "level", kinpass_client_set_log(client, INT32_MIN, ignore_line, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_OFF, ignore_line, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_TRACE, NULL, NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "level", kinpass_client_keep_log(client, -1, 0));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "level", kinpass_client_keep_log(client, 6, 0));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "level", kinpass_client_keep_log(client, INT32_MIN, 0));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "max_lines",
                kinpass_client_keep_log(client, KINPASS_LOG_LEVEL_TRACE, 65537));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "max_lines",
                kinpass_client_keep_log(client, KINPASS_LOG_LEVEL_OFF, UINT32_MAX));
  CHECK_STATUS(KINPASS_OK, kinpass_client_keep_log(client, KINPASS_LOG_LEVEL_TRACE, 65536));
  CHECK_STATUS(KINPASS_OK, kinpass_client_keep_log(client, KINPASS_LOG_LEVEL_OFF, 0));
  end_client(client);
}

static void log_lines_are_asked_for_and_released_rightly(void) {
  kinpass_client client = new_client(PUMP);
  const kinpass_log_line *line = NULL;
  kinpass_log_line never_handed_out;
  memset(&never_handed_out, 0, sizeof never_handed_out);
  CHECK_STATUS(KINPASS_OK, kinpass_client_keep_log(client, KINPASS_LOG_LEVEL_ERROR, 0));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "session_token",
                kinpass_lootlocker_ping(client, kinpass_str(""), NULL, NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "line", kinpass_client_next_log_line(client, NULL));
  /* That took no line, but made one of its own. */
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &line));
  REQUIRE(line != NULL && strstr(line->text.data, "kinpass_lootlocker_ping: ") == line->text.data);
  CHECK_STATUS(KINPASS_OK, kinpass_log_line_release(line));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &line));
  REQUIRE(line != NULL);
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "line", kinpass_log_line_release(NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "line", kinpass_log_line_release(&never_handed_out));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "event",
                kinpass_event_release((const kinpass_event *)(const void *)line));
  CHECK_STATUS(KINPASS_OK, kinpass_log_line_release(line));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "line", kinpass_log_line_release(line));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &line));
  CHECK(line == NULL);
  end_client(client);
}

static void events_are_asked_for_rightly(void) {
  kinpass_client client = new_client(PUMP), worker = new_client(WORKER);
  const kinpass_event *event = NULL;
  uint32_t delivered = UNTOUCHED;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "event", kinpass_client_next_event(client, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(client, &event));
  CHECK(event == NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(client, &delivered));
  CHECK(delivered == 0);
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(client, NULL));
  CHECK_STATUS(KINPASS_ERROR_TIMEOUT, kinpass_client_wait(client, 0));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STATE, "callbacks_on_worker", kinpass_client_poll(worker, NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STATE, "callbacks_on_worker", kinpass_client_next_event(worker, &event));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STATE, "callbacks_on_worker", kinpass_client_wait(worker, 0));
  end_client(client);
  end_client(worker);
}

static void events_are_released_once(void) {
  kinpass_client client = silent_client();
  const kinpass_event *event = NULL;
  kinpass_event never_handed_out;
  memset(&never_handed_out, 0, sizeof never_handed_out);
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "event", kinpass_event_release(NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "event", kinpass_event_release(&never_handed_out));
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(open_operation(client)));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(client, &event));
  REQUIRE(event != NULL);
  /* An event outlives its client. */
  end_client(client);
  CHECK_STATUS(KINPASS_ERROR_CANCELLED, event->status);
  CHECK_STATUS(KINPASS_OK, kinpass_event_release(event));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "event", kinpass_event_release(event));
}

static const harness_test tests[] = {
    TEST(start_session_refuses),
    TEST(refresh_session_refuses),
    TEST(end_session_refuses),
    TEST(ping_refuses),
    TEST(exchange_child_token_refuses),
    TEST(refresh_token_refuses),
    TEST(revoke_token_refuses),
    TEST(start_session_takes_exactly_one_token),
    TEST(values_without_sense_are_refused),
    TEST(operations_need_their_configuration),
    TEST(open_operations_are_limited),
    TEST(create_refuses_bad_strings),
    TEST(create_refuses_insecure_addresses),
    TEST(create_refuses_values_without_sense),
    TEST(create_refuses_bad_structs),
    TEST(bad_client_handles_are_refused),
    TEST(bad_operation_handles_are_refused),
    TEST(levels_of_the_log_are_checked),
    TEST(log_lines_are_asked_for_and_released_rightly),
    TEST(events_are_asked_for_rightly),
    TEST(events_are_released_once),
};

HARNESS_MAIN(tests)
