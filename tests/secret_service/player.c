/*
 * One run of a game whose player is kept by the operating system's credential store. `cargo xtask test` starts it once for
 * each step, on a session bus of its own: what one run saves, the next one has to find. No network is needed.
 */
#include "../c/harness.h"

#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PATIENCE_MS 60000
/* All tokens begin with it. */
#define SECRET "kinpass-test-token"
#define SMALL 40
/* Leaves room for the rest of the record, which may have 64 KiB. */
#define LARGE (60 * 1024)

static char token[LARGE + 1];

/* A token that the step before knows, too. */
static kinpass_string token_of(size_t size) {
  memset(token, 't', size);
  memcpy(token, SECRET "-", sizeof SECRET);
  token[size] = '\0';
  return kinpass_str(token);
}

static int tells_a_secret(const char *text) { return strstr(text, SECRET) != NULL; }

/* Log lines come on several threads; each of them is looked at. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int lines, lines_that_tell;

static void read_line(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  (void)level, (void)target, (void)user_data;
  pthread_mutex_lock(&lock);
  lines++;
  lines_that_tell += tells_a_secret(text);
  pthread_mutex_unlock(&lock);
}

static kinpass_client new_client(void) {
  kinpass_client client = {0};
  kinpass_config config;
  CHECK_STATUS(KINPASS_OK, kinpass_config_init(&config, sizeof config));
  config.discord_application_id = kinpass_str("1234567890");
  config.discord_api_url = kinpass_str("http://127.0.0.1:9");
  config.lootlocker_url = kinpass_str("http://127.0.0.1:9");
  config.proxy_url = kinpass_str("none");
  config.store = KINPASS_STORE_KIND_SYSTEM;
  config.store_service = kinpass_str("kinpass-test");
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_TRACE, read_line, NULL));
  /* A line for sure: why this call is refused. */
  lines = 0;
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_lootlocker_ping(client, kinpass_str(""), NULL, NULL));
  CHECK(lines > 0);
  return client;
}

/* No line told a secret, at the most verbose level. */
static void end(kinpass_client client) {
  CHECK_STATUS(KINPASS_OK, kinpass_client_destroy(client, 0));
  CHECK(lines_that_tell == 0);
}

static kinpass_account open_account(kinpass_client client) {
  kinpass_account account = {0};
  kinpass_account_open_options options;
  CHECK_STATUS(KINPASS_OK, kinpass_account_open_options_init(&options, sizeof options));
  options.player_key = kinpass_str("Player One");
  options.no_automatic_renewal = 1;
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  return account;
}

/* Waits for the completion. Its token, if it brought one, has to be `expected`. */
static kinpass_status finish(kinpass_client client, kinpass_operation operation, const char *expected) {
  int64_t end = now_ms() + PATIENCE_MS;
  while (now_ms() < end) {
    const kinpass_event *event = NULL;
    kinpass_status status;
    int done;
    if (kinpass_client_wait(client, 1000) != KINPASS_OK) continue;
    CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(client, &event));
    if (event == NULL) continue;
    status = event->status;
    done = event->kind == KINPASS_EVENT_KIND_COMPLETED && event->operation.id == operation.id;
    if (status != KINPASS_OK) {
      CHECK(event->error != NULL);
      if (event->error != NULL) CHECK(!tells_a_secret(event->error->message.data));
    }
    if (done && status == KINPASS_OK && expected != NULL) {
      CHECK(event->token != NULL);
      if (event->token != NULL) CHECK_TEXT(expected, event->token->access_token);
    }
    CHECK_STATUS(KINPASS_OK, kinpass_event_release(event));
    if (done) return status;
  }
  CHECK(!"a completion came");
  return KINPASS_ERROR_TIMEOUT;
}

static kinpass_status adopt(size_t size) {
  kinpass_client client = new_client();
  kinpass_account account = open_account(client);
  kinpass_operation operation = {0};
  kinpass_account_adopt_tokens_options options;
  kinpass_status status;
  CHECK_STATUS(KINPASS_OK, kinpass_account_adopt_tokens_options_init(&options, sizeof options));
  options.access_token = token_of(size);
  options.refresh_token = kinpass_str(SECRET "-refresh");
  options.expires_in_s = 604800;
  CHECK_STATUS(KINPASS_OK, kinpass_account_adopt_tokens(account, &options, NULL, &operation));
  status = finish(client, operation, NULL);
  end(client);
  return status;
}

/* Signs in from the store alone. */
static kinpass_status sign_in(size_t size) {
  kinpass_client client = new_client();
  kinpass_account account = open_account(client);
  kinpass_operation operation = {0};
  kinpass_account_sign_in_options options;
  kinpass_status status;
  CHECK_STATUS(KINPASS_OK, kinpass_account_sign_in_options_init(&options, sizeof options));
  options.method = KINPASS_SIGN_IN_METHOD_SILENT;
  CHECK_STATUS(KINPASS_OK, kinpass_account_sign_in(account, &options, NULL, &operation));
  status = finish(client, operation, token_of(size).data);
  end(client);
  return status;
}

static void save(void) { CHECK_STATUS(KINPASS_OK, adopt(SMALL)); }

static void load(void) { CHECK_STATUS(KINPASS_OK, sign_in(SMALL)); }

static void save_60_kib(void) { CHECK_STATUS(KINPASS_OK, adopt(LARGE)); }

static void load_60_kib(void) { CHECK_STATUS(KINPASS_OK, sign_in(LARGE)); }

static void erase(void) {
  kinpass_client client = new_client();
  kinpass_account account = open_account(client);
  kinpass_operation operation = {0};
  CHECK_STATUS(KINPASS_OK, kinpass_account_sign_out(account, 0, NULL, &operation));
  CHECK_STATUS(KINPASS_OK, finish(client, operation, NULL));
  end(client);
}

static void find_nothing(void) { CHECK_STATUS(KINPASS_ERROR_NOT_LINKED, sign_in(SMALL)); }

/* There is no falling back: what can't be kept safely is not kept. */
static void unavailable(void) {
  CHECK_STATUS(KINPASS_ERROR_STORE_UNAVAILABLE, adopt(SMALL));
  CHECK_STATUS(KINPASS_ERROR_STORE_UNAVAILABLE, sign_in(SMALL));
}

/* A bus that accepts and then says nothing: libdbus alone would wait without end. */
static void bus_is_mute(void) {
  struct sockaddr_un address;
  char variable[sizeof address.sun_path + 16];
  int bus = socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(bus >= 0);
  memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  snprintf(address.sun_path, sizeof address.sun_path, "/tmp/kinpass-mute-%ld", (long)getpid());
  REQUIRE(bind(bus, (struct sockaddr *)&address, sizeof address) == 0 && listen(bus, 8) == 0);
  snprintf(variable, sizeof variable, "unix:path=%s", address.sun_path);
  CHECK(setenv("DBUS_SESSION_BUS_ADDRESS", variable, 1) == 0);
  unavailable();
  close(bus);
  unlink(address.sun_path);
}

/* libdbus would ignore SIGPIPE for the whole process. */
static void signals_are_the_hosts(void) {
  struct sigaction action;
  CHECK_STATUS(KINPASS_OK, adopt(SMALL));
  CHECK(sigaction(SIGPIPE, NULL, &action) == 0);
  CHECK(action.sa_handler == SIG_DFL);
}

/* The checks of log lines and messages can fail. */
static void secrets_are_found(void) {
  CHECK(tells_a_secret("bad token: " SECRET "-t"));
  CHECK(!tells_a_secret("bad token"));
}

int main(int arguments, char **names) {
  const harness_test tests[] = {
      TEST(save),         TEST(load),        TEST(save_60_kib), TEST(load_60_kib),          TEST(erase),
      TEST(find_nothing), TEST(unavailable), TEST(bus_is_mute), TEST(signals_are_the_hosts),
      TEST(secrets_are_found)};
  return harness_run(tests, sizeof tests / sizeof tests[0], arguments, names);
}
