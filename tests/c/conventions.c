/* What holds for the whole header: versions, names, sizes, defaults. */
#include "harness.h"

#include <limits.h>

static void versions_agree(void) {
  unsigned major = 0, minor = 0, patch = 0;
  const char *text = kinpass_version_string();
  REQUIRE(text != NULL);
  CHECK(sscanf(text, "%u.%u.%u", &major, &minor, &patch) == 3);
  CHECK(kinpass_version() == major * 1000000u + minor * 1000u + patch);
  CHECK(kinpass_abi_version() == KINPASS_ABI_VERSION);
}

static void known_statuses_have_their_own_name(void) {
  CHECK(strcmp(kinpass_status_name(KINPASS_OK), "KINPASS_OK") == 0);
  CHECK(strcmp(kinpass_status_name(KINPASS_ERROR_TIMEOUT), "KINPASS_ERROR_TIMEOUT") == 0);
  CHECK(strcmp(kinpass_status_name(KINPASS_ERROR_STORE_BUSY), "KINPASS_ERROR_STORE_BUSY") == 0);
}

static void every_number_has_a_name(void) {
  const int32_t odd[] = {INT32_MIN, INT32_MIN + 1, -1, 9, 99, 104, 424, 999, INT32_MAX - 1, INT32_MAX};
  int32_t status;
  size_t at;
  for (status = -2000; status <= 2000; status++) {
    const char *name = kinpass_status_name(status);
    REQUIRE(name != NULL);
    CHECK(strncmp(name, "KINPASS_", 8) == 0);
  }
  for (at = 0; at < sizeof odd / sizeof odd[0]; at++) {
    const char *name = kinpass_status_name(odd[at]);
    REQUIRE(name != NULL);
    CHECK(name[0] != '\0');
    CHECK(strcmp(name, "KINPASS_OK") != 0);
  }
}

static void every_number_has_a_category(void) {
  const int32_t none[] = {INT32_MIN, -1, KINPASS_OK, 900, 1000, INT32_MAX};
  const struct {
    int32_t status;
    kinpass_error_category category;
  } some[] = {
      {KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_CATEGORY_USAGE},
      {99, KINPASS_ERROR_CATEGORY_USAGE},
      {KINPASS_ERROR_CANCELLED, KINPASS_ERROR_CATEGORY_OPERATION},
      {KINPASS_ERROR_TLS, KINPASS_ERROR_CATEGORY_NETWORK},
      {KINPASS_ERROR_REDIRECTED, KINPASS_ERROR_CATEGORY_ANSWER},
      {KINPASS_ERROR_NOT_FOUND, KINPASS_ERROR_CATEGORY_SERVICE},
      {KINPASS_ERROR_SERVICE_UNAVAILABLE, KINPASS_ERROR_CATEGORY_SERVICE},
      {KINPASS_ERROR_INVALID_GRANT, KINPASS_ERROR_CATEGORY_AUTHORIZATION},
      {KINPASS_ERROR_NOT_LINKED, KINPASS_ERROR_CATEGORY_ACCOUNT},
      {KINPASS_ERROR_STORE_BUSY, KINPASS_ERROR_CATEGORY_STORE},
      {899, KINPASS_ERROR_CATEGORY_STORE},
  };
  size_t at;
  for (at = 0; at < sizeof none / sizeof none[0]; at++) {
    CHECK(kinpass_status_category(none[at]) == KINPASS_ERROR_CATEGORY_NONE);
  }
  for (at = 0; at < sizeof some / sizeof some[0]; at++) {
    CHECK(kinpass_status_category(some[at].status) == some[at].category);
  }
}

static void enums_are_as_large_as_the_library_thinks(void) {
  CHECK(sizeof(kinpass_status) == 4);
  CHECK(sizeof(kinpass_event_kind) == 4);
  CHECK(sizeof(kinpass_operation_kind) == 4);
  CHECK(sizeof(kinpass_error_category) == 4);
  CHECK(sizeof(kinpass_token_kind) == 4);
  CHECK(sizeof(kinpass_log_level) == 4);
  CHECK(sizeof(kinpass_account_state) == 4);
}

static void handles_are_one_number(void) {
  CHECK(sizeof(kinpass_client) == 8);
  CHECK(sizeof(kinpass_operation) == 8);
  CHECK(sizeof(kinpass_account) == 8);
}

/* Bindings in other languages build on these places. */
static void structs_begin_with_their_size(void) {
  CHECK(offsetof(kinpass_config, struct_size) == 0);
  CHECK(offsetof(kinpass_event, struct_size) == 0);
  CHECK(offsetof(kinpass_log_line, struct_size) == 0);
  CHECK(offsetof(kinpass_store_functions, struct_size) == 0);
  CHECK(offsetof(kinpass_account_info, struct_size) == 0);
  CHECK(offsetof(kinpass_event, kind) == sizeof(size_t));
  CHECK(offsetof(kinpass_string, data) == 0);
  CHECK(offsetof(kinpass_string, size) == sizeof(void *));
  CHECK(sizeof(kinpass_string) == sizeof(void *) + sizeof(size_t));
  CHECK(sizeof(kinpass_callback) == 3 * sizeof(void *));
  CHECK(sizeof(kinpass_config) % sizeof(void *) == 0);
}

/* Fills the struct with rubbish, sets the defaults, and looks whether the rest is zero. */
#define CHECK_INIT(type, argument)                                                                  \
  do {                                                                                              \
    type options;                                                                                   \
    unsigned char *bytes = (unsigned char *)&options;                                               \
    size_t at, rubbish = 0;                                                                         \
    memset(&options, 0xA5, sizeof options);                                                         \
    CHECK_STATUS(KINPASS_OK, type##_init(&options, sizeof options));                                \
    CHECK(options.struct_size == sizeof options);                                                   \
    for (at = sizeof(size_t); at < sizeof options; at++) rubbish += bytes[at] != 0;                 \
    CHECK(rubbish == 0);                                                                            \
    memset(&options, 0xA5, sizeof options);                                                         \
    CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, argument, type##_init(NULL, sizeof options));     \
    CHECK_REFUSED(KINPASS_ERROR_INVALID_STRUCT_SIZE, argument ".struct_size",                       \
                  type##_init(&options, 0));                                                        \
    CHECK_REFUSED(KINPASS_ERROR_INVALID_STRUCT_SIZE, argument ".struct_size",                       \
                  type##_init(&options, sizeof(size_t) - 1));                                       \
    CHECK_REFUSED(KINPASS_ERROR_INVALID_STRUCT_SIZE, argument ".struct_size",                       \
                  type##_init(&options, SIZE_MAX));                                                 \
    CHECK(bytes[0] == 0xA5 && bytes[sizeof options - 1] == 0xA5);                                   \
    /* An older header's struct: only so much of it is touched. */                                  \
    CHECK_STATUS(KINPASS_OK, type##_init(&options, sizeof(size_t)));                                \
    CHECK(options.struct_size == sizeof(size_t));                                                   \
    CHECK(bytes[sizeof(size_t)] == 0xA5);                                                           \
  } while (0)

static void init_sets_defaults_and_no_byte_more(void) {
  CHECK_INIT(kinpass_config, "config");
  CHECK_INIT(kinpass_lootlocker_start_session_options, "options");
  CHECK_INIT(kinpass_lootlocker_refresh_session_options, "options");
  CHECK_INIT(kinpass_discord_exchange_child_token_options, "options");
  CHECK_INIT(kinpass_discord_revoke_token_options, "options");
  CHECK_INIT(kinpass_discord_create_authorization_options, "options");
  CHECK_INIT(kinpass_discord_exchange_code_options, "options");
  CHECK_INIT(kinpass_discord_authorize_options, "options");
  CHECK_INIT(kinpass_discord_authorize_device_options, "options");
  CHECK_INIT(kinpass_discord_provisional_options, "options");
  CHECK_INIT(kinpass_account_open_options, "options");
  CHECK_INIT(kinpass_account_adopt_tokens_options, "options");
  CHECK_INIT(kinpass_account_sign_in_options, "options");
  CHECK_INIT(kinpass_account_get_child_token_options, "options");
  CHECK_INIT(kinpass_account_request_options, "options");
}

static void strings_of_the_header(void) {
  const kinpass_string text = kinpass_str("grün"), absent = kinpass_str(NULL);
  CHECK(text.data != NULL && text.size == KINPASS_ZERO_TERMINATED);
  CHECK(absent.data == NULL && absent.size == 0);
  CHECK(strcmp(KINPASS_SCOPES_PRESENCE, "openid sdk.social_layer_presence") == 0);
  CHECK(strcmp(KINPASS_SCOPES_COMMUNICATION, "openid sdk.social_layer") == 0);
}

static const harness_test tests[] = {
    TEST(versions_agree),
    TEST(known_statuses_have_their_own_name),
    TEST(every_number_has_a_name),
    TEST(every_number_has_a_category),
    TEST(enums_are_as_large_as_the_library_thinks),
    TEST(handles_are_one_number),
    TEST(structs_begin_with_their_size),
    TEST(init_sets_defaults_and_no_byte_more),
    TEST(strings_of_the_header),
};

HARNESS_MAIN(tests)
