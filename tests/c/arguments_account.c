/* The functions of an account, against wrong arguments. */
#include "subjects.h"

/* --- Subjects --------------------------------------------------------------------------------- */

CALL_WITH_OPTIONS(kinpass_account_adopt_tokens, kinpass_account, kinpass_account_adopt_tokens_options)
CALL_WITH_OPTIONS(kinpass_account_sign_in, kinpass_account, kinpass_account_sign_in_options)
CALL_WITH_OPTIONS(kinpass_account_get_child_token, kinpass_account, kinpass_account_get_child_token_options)
CALL_WITH_OPTIONS(kinpass_account_request, kinpass_account, kinpass_account_request_options)

/* Functions that take nothing but the account. */
#define CALL_WITHOUT_OPTIONS(function, ...)                                                                  \
  static kinpass_status call_##function(uint64_t id, const void *options, const kinpass_callback *callback, \
                                        kinpass_operation *operation) {                                   \
    kinpass_account account;                                                                              \
    (void)options;                                                                                        \
    account.id = id;                                                                                      \
    return function(account, __VA_ARGS__ operation);                                                      \
  }

CALL_WITHOUT_OPTIONS(kinpass_account_get_session, callback,)
CALL_WITHOUT_OPTIONS(kinpass_account_refresh_session, callback,)
CALL_WITHOUT_OPTIONS(kinpass_account_sign_out, 0, callback,)

static void fill_adopt(void *options) {
  ((kinpass_account_adopt_tokens_options *)options)->access_token = kinpass_str("access-token");
}

static void fill_sign_in(void *options) {
  ((kinpass_account_sign_in_options *)options)->method = KINPASS_SIGN_IN_METHOD_SILENT;
}

static void fill_child(void *options) {
  ((kinpass_account_get_child_token_options *)options)->application_id = kinpass_str(CHILD_BETA);
}

static void fill_request(void *options) {
  ((kinpass_account_request_options *)options)->path = kinpass_str("/game/player/name");
}

static const subject_string adopt_strings[] = {
    REQUIRED(kinpass_account_adopt_tokens_options, access_token),
    OPTIONAL(kinpass_account_adopt_tokens_options, refresh_token),
    OPTIONAL(kinpass_account_adopt_tokens_options, scope),
};
static const subject_string sign_in_strings[] = {
    OPTIONAL(kinpass_account_sign_in_options, scope),    OPTIONAL(kinpass_account_sign_in_options, prompt),
    OPTIONAL(kinpass_account_sign_in_options, nonce),    OPTIONAL(kinpass_account_sign_in_options, redirect),
    OPTIONAL(kinpass_account_sign_in_options, external_auth_token),
    OPTIONAL(kinpass_account_sign_in_options, page_title), OPTIONAL(kinpass_account_sign_in_options, page_accent),
    OPTIONAL(kinpass_account_sign_in_options, page_success_html),
    OPTIONAL(kinpass_account_sign_in_options, page_failure_html),
};
static const subject_string child_strings[] = {
    OPTIONAL(kinpass_account_get_child_token_options, application_id),
};
static const subject_string request_strings[] = {
    REQUIRED(kinpass_account_request_options, path),
    OPTIONAL(kinpass_account_request_options, method),
    OPTIONAL(kinpass_account_request_options, body_json),
    OPTIONAL(kinpass_account_request_options, application_id),
};

#define OPTIONS_SUBJECT(function, fill, strings, optional) \
  {#function, call_##function, sizeof(function##_options), fill, STRINGS(strings), optional}
#define PLAIN_SUBJECT(function) {#function, call_##function, 0, NULL, NULL, 0, 0}

static const subject adopt_tokens = OPTIONS_SUBJECT(kinpass_account_adopt_tokens, fill_adopt, adopt_strings, 0);
static const subject sign_in = OPTIONS_SUBJECT(kinpass_account_sign_in, fill_sign_in, sign_in_strings, 0);
static const subject child_token = OPTIONS_SUBJECT(kinpass_account_get_child_token, fill_child, child_strings, 1);
static const subject request = OPTIONS_SUBJECT(kinpass_account_request, fill_request, request_strings, 0);
static const subject session = PLAIN_SUBJECT(kinpass_account_get_session);
static const subject refresh_session = PLAIN_SUBJECT(kinpass_account_refresh_session);
static const subject sign_out = PLAIN_SUBJECT(kinpass_account_sign_out);

/* --- Accounts --------------------------------------------------------------------------------- */

static kinpass_account_open_options open_options(const char *player) {
  kinpass_account_open_options options;
  CHECK_STATUS(KINPASS_OK, kinpass_account_open_options_init(&options, sizeof options));
  options.player_key = kinpass_str(player);
  options.application_id = kinpass_str(CHILD_ALPHA);
  return options;
}

static kinpass_account open_account(kinpass_client client, const char *player) {
  kinpass_account account = {0};
  kinpass_account_open_options options = open_options(player);
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  CHECK(account.id != 0);
  return account;
}

static kinpass_account closed_account(kinpass_client client) {
  kinpass_account account = open_account(client, "closed");
  CHECK_STATUS(KINPASS_OK, kinpass_account_close(account));
  return account;
}

static void attack_account(const subject *it) {
  kinpass_client client = new_client(PUMP);
  kinpass_account account = open_account(client, "ada");
  kinpass_operation operation = {0};
  subject_options options = valid_options(it);
  uint64_t others[2];
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), NULL, &operation));
  others[0] = client.id;
  others[1] = operation.id;
  attack(it, client, account.id, closed_account(client).id, others, 2);
  end_client(client);
  refuse(it, "account of a client that is gone", account.id, &options, KINPASS_ERROR_INVALID_HANDLE, "account");
}

static void adopt_tokens_refuses(void) { attack_account(&adopt_tokens); }
static void sign_in_refuses(void) { attack_account(&sign_in); }
static void child_token_refuses(void) { attack_account(&child_token); }
static void request_refuses(void) { attack_account(&request); }
static void session_refuses(void) { attack_account(&session); }
static void refresh_session_refuses(void) { attack_account(&refresh_session); }
static void sign_out_refuses(void) { attack_account(&sign_out); }

static void values_without_sense_are_refused(void) {
  const char *const paths[] = {"game/player/name", "https://elsewhere.example/", "//elsewhere.example/", "/a/../b",
                               "/a b", "/a\r\nHost: elsewhere.example"};
  kinpass_client client = new_client(PUMP);
  kinpass_account account = open_account(client, "ada");
  subject_options options;
  size_t at;
  for (at = 0; at < sizeof paths / sizeof paths[0]; at++) {
    options = valid_options(&request);
    ((kinpass_account_request_options *)(void *)&options)->path = kinpass_str(paths[at]);
    refuse(&request, paths[at], account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "path");
  }
  options = valid_options(&request);
  ((kinpass_account_request_options *)(void *)&options)->service = 2;
  refuse(&request, "unknown service", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "service");
  options = valid_options(&request);
  ((kinpass_account_request_options *)(void *)&options)->method = kinpass_str("BREW");
  refuse(&request, "unknown method", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "method");
  options = valid_options(&request);
  ((kinpass_account_request_options *)(void *)&options)->method = kinpass_str("POST");
  ((kinpass_account_request_options *)(void *)&options)->body_json = kinpass_str("{not json");
  refuse(&request, "not JSON", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "body_json");
  options = valid_options(&sign_in);
  ((kinpass_account_sign_in_options *)(void *)&options)->method = 5;
  refuse(&sign_in, "unknown method", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "method");
  options = valid_options(&sign_in);
  ((kinpass_account_sign_in_options *)(void *)&options)->redirect_port = 65536;
  refuse(&sign_in, "no such port", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "redirect_port");
  options = valid_options(&sign_in);
  ((kinpass_account_sign_in_options *)(void *)&options)->method = KINPASS_SIGN_IN_METHOD_BROWSER;
  ((kinpass_account_sign_in_options *)(void *)&options)->redirect = kinpass_str("callback");
  refuse(&sign_in, "no path", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "redirect");
  ((kinpass_account_sign_in_options *)(void *)&options)->method = KINPASS_SIGN_IN_METHOD_REDIRECT;
  refuse(&sign_in, "no URI", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "redirect");
  options = valid_options(&sign_in);
  ((kinpass_account_sign_in_options *)(void *)&options)->method = KINPASS_SIGN_IN_METHOD_PROVISIONAL;
  refuse(&sign_in, "nobody", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "external_auth_type");
  options = valid_options(&sign_in);
  ((kinpass_account_sign_in_options *)(void *)&options)->page_accent = kinpass_str("#12345");
  refuse(&sign_in, "no colour", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "page_accent");
  options = valid_options(&child_token);
  ((kinpass_account_get_child_token_options *)(void *)&options)->application_id = kinpass_str("alpha");
  refuse(&child_token, "no application id", account.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "application_id");
  end_client(client);
}

/* --- kinpass_account_open and kinpass_account_close ------------------------------------------- */

static void refuse_open(kinpass_client client, const kinpass_account_open_options *options, kinpass_status expected,
                        const char *field) {
  static inbox box;
  kinpass_callback callback;
  kinpass_account account = {UNTOUCHED};
  inbox_init(&box, NULL);
  callback = into(&box);
  CHECK_REFUSED(expected, field, kinpass_account_open(client, options, &callback, &account));
  CHECK(account.id == UNTOUCHED);
  CHECK(releases(&box) == 0);
}

static void open_refuses(void) {
  kinpass_client client = new_client(PUMP), bad = {0};
  kinpass_account account = open_account(client, "ada");
  kinpass_account_open_options options = open_options("grace");
  struct {
    kinpass_account_open_options options;
    unsigned char tail[32];
  } longer;
  refuse_open(bad, &options, KINPASS_ERROR_INVALID_HANDLE, "client");
  bad.id = account.id;
  refuse_open(bad, &options, KINPASS_ERROR_INVALID_HANDLE, "client");
  refuse_open(client, NULL, KINPASS_ERROR_INVALID_ARGUMENT, "options");
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "account", kinpass_account_open(client, &options, NULL, NULL));
  options.struct_size = 3;
  refuse_open(client, &options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options.struct_size");
  options.struct_size = SIZE_MAX;
  refuse_open(client, &options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options.struct_size");
  options.struct_size = sizeof(size_t);
  refuse_open(client, &options, KINPASS_ERROR_INVALID_ARGUMENT, "player_key");
  memset(&longer, 0, sizeof longer);
  longer.options = open_options("grace");
  longer.options.struct_size = sizeof longer;
  longer.tail[31] = 1;
  refuse_open(client, &longer.options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options");
  longer.tail[31] = 0;
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &longer.options, NULL, &account));
  options = open_options(NULL);
  refuse_open(client, &options, KINPASS_ERROR_INVALID_ARGUMENT, "player_key");
  options = open_options("");
  refuse_open(client, &options, KINPASS_ERROR_INVALID_ARGUMENT, "player_key");
  options = open_options("\xFF");
  refuse_open(client, &options, KINPASS_ERROR_INVALID_STRING, "player_key");
  options = open_options("ada");
  refuse_open(client, &options, KINPASS_ERROR_ACCOUNT_OPEN, "player_key");
  options = open_options("bob");
  options.application_id = kinpass_str("alpha");
  refuse_open(client, &options, KINPASS_ERROR_INVALID_ARGUMENT, "application_id");
  options = open_options("bob");
  options.game_version = kinpass_str("1.0-beta");
  refuse_open(client, &options, KINPASS_ERROR_INVALID_ARGUMENT, "game_version");
  options = open_options("bob");
  options.lootlocker_token_source = 2;
  refuse_open(client, &options, KINPASS_ERROR_INVALID_ARGUMENT, "lootlocker_token_source");
  end_client(client);
}

static void open_needs_an_application(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  kinpass_account_open_options options = open_options("ada");
  config.discord_application_id = kinpass_str(NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  refuse_open(client, &options, KINPASS_ERROR_INVALID_ARGUMENT, "discord_application_id");
  end_client(client);
}

static void close_refuses_and_releases_once(void) {
  kinpass_client client = new_client(PUMP);
  kinpass_account account = {0};
  kinpass_account_open_options options = open_options("ada");
  kinpass_callback callback;
  static inbox box; /* not on the stack: a late release would write there */
  inbox_init(&box, NULL);
  callback = into(&box);
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_close(account));
  account.id = client.id;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_close(account));
  account.id = UINT64_MAX;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_close(account));
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, &callback, &account));
  CHECK_STATUS(KINPASS_OK, kinpass_account_close(account));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_close(account));
  /* The same player may come again at once. */
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  end_client(client);
  CHECK(releases(&box) == 1);
}

/* --- What answers at once --------------------------------------------------------------------- */

static void handle_redirect_refuses(void) {
  kinpass_client client = new_client(PUMP);
  kinpass_account account = open_account(client, "ada"), bad = {0};
  const kinpass_string url = kinpass_str("kinpass-sandbox://callback?code=a&state=b");
  kinpass_string text = {NULL, 5};
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_handle_redirect(bad, url));
  bad.id = client.id;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_handle_redirect(bad, url));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_handle_redirect(closed_account(client), url));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "url", kinpass_account_handle_redirect(account, kinpass_str(NULL)));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "url", kinpass_account_handle_redirect(account, kinpass_str("")));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "url", kinpass_account_handle_redirect(account, text));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STRING, "url", kinpass_account_handle_redirect(account, kinpass_str("\xC0\x80")));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STATE, "account", kinpass_account_handle_redirect(account, url));
  end_client(client);
}

static void peek_child_token_refuses(void) {
  kinpass_client client = new_client(PUMP);
  kinpass_account account = open_account(client, "ada"), bad = {0};
  const kinpass_string game = kinpass_str(CHILD_ALPHA);
  char memory[16] = "untouched";
  kinpass_buffer buffer = {NULL, sizeof memory, UNTOUCHED};
  buffer.data = memory;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_peek_child_token(bad, game, 0, &buffer));
  bad.id = client.id;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_peek_child_token(bad, game, 0, &buffer));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account",
               kinpass_account_peek_child_token(closed_account(client), game, 0, &buffer));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "token", kinpass_account_peek_child_token(account, game, 0, NULL));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STRING, "application_id",
               kinpass_account_peek_child_token(account, kinpass_str("\xFF"), 0, &buffer));
  CHECK_STATUS(KINPASS_ERROR_NO_TOKEN, kinpass_account_peek_child_token(account, game, 0, &buffer));
  CHECK_STATUS(KINPASS_ERROR_NO_TOKEN, kinpass_account_peek_child_token(account, kinpass_str(NULL), 0, &buffer));
  CHECK(buffer.size == UNTOUCHED);
  CHECK(strcmp(memory, "untouched") == 0);
  end_client(client);
}

static void state_refuses(void) {
  kinpass_client client = new_client(PUMP);
  kinpass_account account = open_account(client, "ada"), bad = {0};
  kinpass_account_info info;
  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_get_info(bad, &info));
  bad.id = client.id;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_get_info(bad, &info));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_get_info(closed_account(client), &info));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "info", kinpass_account_get_info(account, NULL));
  info.struct_size = 0;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STRUCT_SIZE, "info.struct_size", kinpass_account_get_info(account, &info));
  info.struct_size = SIZE_MAX;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STRUCT_SIZE, "info.struct_size", kinpass_account_get_info(account, &info));
  info.struct_size = sizeof info;
  CHECK_STATUS(KINPASS_OK, kinpass_account_get_info(account, &info));
  CHECK(info.struct_size == sizeof info);
  CHECK(info.state == KINPASS_ACCOUNT_STATE_LOADING || info.state == KINPASS_ACCOUNT_STATE_SIGNED_OUT);
  CHECK(info.has_session == 0 && info.can_renew == 0 && info.child_tokens == 0);
  /* An older header's struct: only so much of it is written. */
  memset(&info, 0xA5, sizeof info);
  info.struct_size = offsetof(kinpass_account_info, provisional);
  CHECK_STATUS(KINPASS_OK, kinpass_account_get_info(account, &info));
  CHECK(info.provisional == 0xA5 && info.has_session == 0xA5);
  end_client(client);
}

static const harness_test tests[] = {
    TEST(adopt_tokens_refuses),
    TEST(sign_in_refuses),
    TEST(child_token_refuses),
    TEST(request_refuses),
    TEST(session_refuses),
    TEST(refresh_session_refuses),
    TEST(sign_out_refuses),
    TEST(values_without_sense_are_refused),
    TEST(open_refuses),
    TEST(open_needs_an_application),
    TEST(close_refuses_and_releases_once),
    TEST(handle_redirect_refuses),
    TEST(peek_child_token_refuses),
    TEST(state_refuses),
};

HARNESS_MAIN(tests)
