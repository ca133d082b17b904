/* The functions by which a player links, against wrong arguments. */
#include "subjects.h"

CALL_WITH_OPTIONS(kinpass_discord_exchange_code, kinpass_client, kinpass_discord_exchange_code_options)
CALL_WITH_OPTIONS(kinpass_discord_authorize, kinpass_client, kinpass_discord_authorize_options)
CALL_WITH_OPTIONS(kinpass_discord_authorize_device, kinpass_client, kinpass_discord_authorize_device_options)
CALL_WITH_OPTIONS(kinpass_discord_get_provisional_token, kinpass_client, kinpass_discord_provisional_options)
CALL_WITH_OPTIONS(kinpass_discord_unmerge_provisional_account, kinpass_client, kinpass_discord_provisional_options)
CALL_WITH_TEXT(kinpass_discord_get_authorization, kinpass_client)

static void fill_code(void *options) {
  kinpass_discord_exchange_code_options *code = (kinpass_discord_exchange_code_options *)options;
  code->code = kinpass_str("code");
  code->redirect_uri = kinpass_str("http://127.0.0.1:1/callback");
  code->code_verifier = kinpass_str("a-verifier-that-is-long-enough-for-pkce-0123456789");
}

static void fill_authorize(void *options) {
  kinpass_discord_authorize_options *authorize = (kinpass_discord_authorize_options *)options;
  authorize->host_opens_browser = 1; /* no browser is to open here */
}

static void fill_device(void *options) { (void)options; }

static void fill_provisional(void *options) {
  kinpass_discord_provisional_options *provisional = (kinpass_discord_provisional_options *)options;
  provisional->external_auth_type = KINPASS_EXTERNAL_AUTH_TYPE_OIDC;
  provisional->external_auth_token = kinpass_str("valid:ada");
}

static const subject_string code_strings[] = {
    REQUIRED(kinpass_discord_exchange_code_options, code),
    REQUIRED(kinpass_discord_exchange_code_options, redirect_uri),
    OPTIONAL(kinpass_discord_exchange_code_options, code_verifier), /* Discord decides who needs one */
    OPTIONAL(kinpass_discord_exchange_code_options, external_auth_token),
};
static const subject_string authorize_strings[] = {
    OPTIONAL(kinpass_discord_authorize_options, scope),
    OPTIONAL(kinpass_discord_authorize_options, prompt),
    OPTIONAL(kinpass_discord_authorize_options, nonce),
    OPTIONAL(kinpass_discord_authorize_options, redirect_path),
    OPTIONAL(kinpass_discord_authorize_options, external_auth_token),
    OPTIONAL(kinpass_discord_authorize_options, page_title),
    OPTIONAL(kinpass_discord_authorize_options, page_accent),
    OPTIONAL(kinpass_discord_authorize_options, page_success_html),
    OPTIONAL(kinpass_discord_authorize_options, page_failure_html),
};
static const subject_string device_strings[] = {
    OPTIONAL(kinpass_discord_authorize_device_options, scope),
    OPTIONAL(kinpass_discord_authorize_device_options, external_auth_token),
};
static const subject_string provisional_strings[] = {
    REQUIRED(kinpass_discord_provisional_options, external_auth_token),
    OPTIONAL(kinpass_discord_provisional_options, bot_token),
    OPTIONAL(kinpass_discord_provisional_options, external_user_id),
    OPTIONAL(kinpass_discord_provisional_options, preferred_global_name),
    OPTIONAL(kinpass_discord_provisional_options, provisional_user_id),
};

static const subject_string access_token[] = {{"access_token", 0, 1}};

#define OPTIONS_SUBJECT(function, type, fill, strings) \
  {#function, call_##function, sizeof(type), fill, STRINGS(strings), 0}

static const subject subjects[] = {
    OPTIONS_SUBJECT(kinpass_discord_exchange_code, kinpass_discord_exchange_code_options, fill_code, code_strings),
    OPTIONS_SUBJECT(kinpass_discord_authorize, kinpass_discord_authorize_options, fill_authorize, authorize_strings),
    OPTIONS_SUBJECT(kinpass_discord_authorize_device, kinpass_discord_authorize_device_options, fill_device,
                    device_strings),
    OPTIONS_SUBJECT(kinpass_discord_get_provisional_token, kinpass_discord_provisional_options, fill_provisional,
                    provisional_strings),
    OPTIONS_SUBJECT(kinpass_discord_unmerge_provisional_account, kinpass_discord_provisional_options, fill_provisional,
                    provisional_strings),
    {"kinpass_discord_get_authorization", call_kinpass_discord_get_authorization, 0, fill_text, STRINGS(access_token),
     0},
};

static void attack_subject(const subject *it) {
  kinpass_client client = new_client(PUMP), stale = new_client(PUMP);
  kinpass_operation operation = {0};
  end_client(stale);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), NULL, &operation));
  attack(it, client, client.id, stale.id, &operation.id, 1);
  end_client(client);
}

static void exchange_code_refuses(void) { attack_subject(&subjects[0]); }
static void authorize_refuses(void) { attack_subject(&subjects[1]); }
static void authorize_device_refuses(void) { attack_subject(&subjects[2]); }
static void get_provisional_token_refuses(void) { attack_subject(&subjects[3]); }
static void unmerge_provisional_account_refuses(void) { attack_subject(&subjects[4]); }
static void get_authorization_refuses(void) { attack_subject(&subjects[5]); }

static void linking_needs_an_application(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  size_t at;
  config.discord_application_id = kinpass_str(NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  for (at = 0; at < 4; at++) { /* all but unmerging by bot and @me */
    subject_options options = valid_options(&subjects[at]);
    refuse(&subjects[at], "no application id", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT,
           "discord_application_id");
  }
  end_client(client);
}

static void ports_and_paths_are_checked(void) {
  kinpass_client client = new_client(PUMP);
  subject_options options = valid_options(&subjects[1]);
  kinpass_discord_authorize_options *authorize = (kinpass_discord_authorize_options *)(void *)&options;
  authorize->redirect_port = 65536;
  refuse(&subjects[1], "no such port", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "redirect_port");
  authorize->redirect_port = 0;
  authorize->redirect_path = kinpass_str("callback");
  refuse(&subjects[1], "no slash", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "redirect_path");
  authorize->redirect_path = kinpass_str("/callback?game=1");
  refuse(&subjects[1], "a query", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "redirect_path");
  options = valid_options(&subjects[0]);
  ((kinpass_discord_exchange_code_options *)(void *)&options)->redirect_uri = kinpass_str("/callback");
  refuse(&subjects[0], "no URI", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "redirect_uri");
  end_client(client);
}

static void servers_name_their_player(void) {
  kinpass_client client = new_client(PUMP);
  static char long_text[1026];
  subject_options options = valid_options(&subjects[3]);
  kinpass_discord_provisional_options *provisional = (kinpass_discord_provisional_options *)(void *)&options;
  memset(long_text, 'x', sizeof long_text - 1);
  provisional->bot_token = kinpass_str("bot-token");
  refuse(&subjects[3], "both", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "bot_token");
  provisional->external_auth_type = KINPASS_EXTERNAL_AUTH_TYPE_NONE;
  provisional->external_auth_token = kinpass_str(NULL);
  refuse(&subjects[3], "no player", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "external_user_id");
  provisional->external_user_id = kinpass_str(long_text);
  refuse(&subjects[3], "1,025 bytes", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "external_user_id");
  provisional->external_user_id = kinpass_str("ada");
  provisional->preferred_global_name = kinpass_str(long_text);
  refuse(&subjects[3], "long name", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "preferred_global_name");
  provisional->preferred_global_name = kinpass_str(NULL);
  provisional->bot_token = kinpass_str("bot\ntoken");
  refuse(&subjects[3], "two lines", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "bot_token");
  end_client(client);
}

static void external_identities_are_checked(void) {
  kinpass_client client = new_client(PUMP);
  static char long_token[10242];
  subject_options options = valid_options(&subjects[3]);
  kinpass_discord_provisional_options *provisional = (kinpass_discord_provisional_options *)(void *)&options;
  provisional->external_auth_type = 9;
  refuse(&subjects[3], "unknown type", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "external_auth_type");
  provisional->external_auth_type = -1;
  refuse(&subjects[3], "negative type", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "external_auth_type");
  provisional->external_auth_type = KINPASS_EXTERNAL_AUTH_TYPE_NONE;
  refuse(&subjects[3], "token without type", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "external_auth_type");
  provisional->external_auth_type = KINPASS_EXTERNAL_AUTH_TYPE_OIDC;
  memset(long_token, 'x', sizeof long_token - 1);
  provisional->external_auth_token = kinpass_str(long_token);
  refuse(&subjects[3], "token of 10,241 bytes", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT,
         "external_auth_token");
  end_client(client);
}

static void pages_of_the_hosts_own_are_checked(void) {
  kinpass_client client = new_client(PUMP);
  static char long_html[65538];
  subject_options options = valid_options(&subjects[1]);
  kinpass_discord_authorize_options *authorize = (kinpass_discord_authorize_options *)(void *)&options;
  memset(long_html, 'x', sizeof long_html - 1);
  authorize->page_accent = kinpass_str("pink");
  refuse(&subjects[1], "no colour", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "page_accent");
  authorize->page_accent = kinpass_str("#e0457b");
  authorize->page_title = kinpass_str(long_html + sizeof long_html - 1 - 101);
  refuse(&subjects[1], "title of 101 characters", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "page_title");
  authorize->page_title = kinpass_str(NULL);
  authorize->page_success_html = kinpass_str(long_html);
  refuse(&subjects[1], "page of 65,537 bytes", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "page_success_html");
  authorize->page_success_html = kinpass_str(NULL);
  authorize->page_failure_html = kinpass_str(long_html);
  refuse(&subjects[1], "page of 65,537 bytes", client.id, &options, KINPASS_ERROR_INVALID_ARGUMENT, "page_failure_html");
  end_client(client);
}

/* --- kinpass_discord_create_authorization ------------------------------------------------------- */

typedef struct {
  char url[2048], verifier[129], state[65];
  kinpass_buffer url_buffer, verifier_buffer, state_buffer;
} page;

static void page_init(page *it) {
  memset(it, 'x', sizeof *it);
#define POINT(name)                            \
  it->name##_buffer.data = it->name;           \
  it->name##_buffer.capacity = sizeof it->name; \
  it->name##_buffer.size = UNTOUCHED
  POINT(url);
  POINT(verifier);
  POINT(state);
}

static kinpass_status create_page(kinpass_client client, const kinpass_discord_create_authorization_options *options,
                                  page *it) {
  return kinpass_discord_create_authorization(client, options, &it->url_buffer, &it->verifier_buffer,
                                              &it->state_buffer);
}

/* As CHECK_REFUSED, of create_page. */
#define CHECK_PAGE(expected, field, call)                                                                     \
  harness_refused(__FILE__, __LINE__, "kinpass_discord_create_authorization(" #call, 37, (field), (expected), \
                  (call))

static void untouched(const page *it) {
  CHECK(it->url[0] == 'x' && it->verifier[0] == 'x' && it->state[0] == 'x');
  CHECK(it->url_buffer.size == UNTOUCHED && it->state_buffer.size == UNTOUCHED);
}

static void create_authorization_makes_a_page(void) {
  kinpass_client client = new_client(PUMP);
  kinpass_discord_create_authorization_options options;
  page first, second;
  kinpass_discord_create_authorization_options_init(&options, sizeof options);
  options.redirect_uri = kinpass_str("http://127.0.0.1:5000/callback");
  page_init(&first);
  page_init(&second);
  CHECK_STATUS(KINPASS_OK, create_page(client, &options, &first));
  CHECK_STATUS(KINPASS_OK, create_page(client, &options, &second));
  REQUIRE(first.url_buffer.size < sizeof first.url && first.verifier_buffer.size < sizeof first.verifier);
  CHECK(first.url_buffer.size == strlen(first.url));
  CHECK(strstr(first.url, "client_id=" PUBLIC_APP) != NULL);
  CHECK(strstr(first.url, "code_challenge_method=S256") != NULL);
  CHECK(strstr(first.url, first.state) != NULL);
  CHECK(strstr(first.url, first.verifier) == NULL);
  CHECK(first.verifier_buffer.size >= 43 && first.verifier_buffer.size <= 128);
  CHECK(strcmp(first.verifier, second.verifier) != 0);
  CHECK(strcmp(first.state, second.state) != 0);
  end_client(client);
}

static void create_authorization_refuses(void) {
  kinpass_client client = new_client(PUMP), bad = {0};
  kinpass_discord_create_authorization_options options;
  page it;
  kinpass_discord_create_authorization_options_init(&options, sizeof options);
  options.redirect_uri = kinpass_str("http://127.0.0.1:5000/callback");
  page_init(&it);
  CHECK_PAGE(KINPASS_ERROR_INVALID_HANDLE, "client", create_page(bad, &options, &it));
  CHECK_PAGE(KINPASS_ERROR_INVALID_ARGUMENT, "options", create_page(client, NULL, &it));
  options.struct_size = 1;
  CHECK_PAGE(KINPASS_ERROR_INVALID_STRUCT_SIZE, "options.struct_size", create_page(client, &options, &it));
  options.struct_size = sizeof(size_t);
  CHECK_PAGE(KINPASS_ERROR_INVALID_ARGUMENT, "redirect_uri", create_page(client, &options, &it));
  options.struct_size = sizeof options;
  options.redirect_uri.size = 0;
  CHECK_PAGE(KINPASS_ERROR_INVALID_ARGUMENT, "redirect_uri", create_page(client, &options, &it));
  options.redirect_uri = kinpass_str("\xFF");
  CHECK_PAGE(KINPASS_ERROR_INVALID_STRING, "redirect_uri", create_page(client, &options, &it));
  options.redirect_uri = kinpass_str("http://127.0.0.1:5000/callback");
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "url",
               kinpass_discord_create_authorization(client, &options, NULL, &it.verifier_buffer, &it.state_buffer));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "code_verifier",
               kinpass_discord_create_authorization(client, &options, &it.url_buffer, NULL, &it.state_buffer));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "state",
               kinpass_discord_create_authorization(client, &options, &it.url_buffer, &it.verifier_buffer, NULL));
  untouched(&it);
  end_client(client);
}

static void create_authorization_tells_what_it_needs(void) {
  kinpass_client client = new_client(PUMP);
  kinpass_discord_create_authorization_options options;
  page it;
  kinpass_discord_create_authorization_options_init(&options, sizeof options);
  options.redirect_uri = kinpass_str("http://127.0.0.1:5000/callback");
  page_init(&it);
  it.url_buffer.capacity = 10;
  CHECK_STATUS(KINPASS_ERROR_BUFFER_TOO_SMALL, create_page(client, &options, &it));
  CHECK(it.url[0] == 'x' && it.verifier[0] == 'x' && it.state[0] == 'x');
  CHECK(it.url_buffer.size > 10 && it.url_buffer.size < sizeof it.url);
  CHECK(it.verifier_buffer.size < sizeof it.verifier);
  it.url_buffer.data = NULL;
  it.url_buffer.capacity = 0;
  CHECK_STATUS(KINPASS_ERROR_BUFFER_TOO_SMALL, create_page(client, &options, &it));
  /* Exactly as much as it said, and the zero byte. */
  it.url_buffer.data = it.url;
  it.url_buffer.capacity = it.url_buffer.size;
  CHECK_STATUS(KINPASS_ERROR_BUFFER_TOO_SMALL, create_page(client, &options, &it));
  it.url_buffer.capacity++;
  CHECK_STATUS(KINPASS_OK, create_page(client, &options, &it));
  end_client(client);
}

static const harness_test tests[] = {
    TEST(exchange_code_refuses),
    TEST(authorize_refuses),
    TEST(authorize_device_refuses),
    TEST(get_provisional_token_refuses),
    TEST(unmerge_provisional_account_refuses),
    TEST(get_authorization_refuses),
    TEST(linking_needs_an_application),
    TEST(ports_and_paths_are_checked),
    TEST(external_identities_are_checked),
    TEST(pages_of_the_hosts_own_are_checked),
    TEST(servers_name_their_player),
    TEST(create_authorization_makes_a_page),
    TEST(create_authorization_refuses),
    TEST(create_authorization_tells_what_it_needs),
};

HARNESS_MAIN(tests)
