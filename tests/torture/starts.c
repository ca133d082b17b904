/* Every start function, with arguments that make sense often enough. */
#include <stdio.h>

#include "lives.h"
#include "weather.h"

/* All that a start function takes, but for its options. */
typedef struct {
  life *on;
  kinpass_client client;
  kinpass_account account;
  const kinpass_callback *callback;
  kinpass_operation *operation;
  tokens player;
} start;

/* Makes `options` with its defaults. */
#define OPTIONS(name)         \
  kinpass_##name##_options options; \
  kinpass_##name##_options_init(&options, sizeof options)

static kinpass_string some_child(void) { return kinpass_str(one_in(3) ? OTHER_CHILD_APP : CHILD_APP); }

/* --- Operations of the client --------------------------------------------------------------------- */

static kinpass_status ping(const start *it) {
  return kinpass_lootlocker_ping(it->client, kinpass_str("session"), it->callback, it->operation);
}

static kinpass_status end_session(const start *it) {
  return kinpass_lootlocker_end_session(it->client, kinpass_str("session"), it->callback, it->operation);
}

static kinpass_status start_session(const start *it) {
  OPTIONS(lootlocker_start_session);
  options.access_token = kinpass_str(it->player.access);
  options.player_name = kinpass_str("Ada");
  return kinpass_lootlocker_start_session(it->client, &options, it->callback, it->operation);
}

static kinpass_status refresh_session(const start *it) {
  OPTIONS(lootlocker_refresh_session);
  options.refresh_token = kinpass_str(it->player.refresh);
  return kinpass_lootlocker_refresh_session(it->client, &options, it->callback, it->operation);
}

static kinpass_status exchange_child_token(const start *it) {
  OPTIONS(discord_exchange_child_token);
  options.parent_access_token = kinpass_str(it->player.access);
  options.child_application_id = some_child();
  return kinpass_discord_exchange_child_token(it->client, &options, it->callback, it->operation);
}

static kinpass_status refresh_token(const start *it) {
  return kinpass_discord_refresh_token(it->client, kinpass_str(it->player.refresh), it->callback, it->operation);
}

static kinpass_status revoke_token(const start *it) {
  kinpass_string token = kinpass_str(one_in(4) ? it->player.access : "unknown");
  return kinpass_discord_revoke_token(it->client, token, it->callback, it->operation);
}

static kinpass_status get_authorization(const start *it) {
  return kinpass_discord_get_authorization(it->client, kinpass_str(it->player.access), it->callback, it->operation);
}

static kinpass_status exchange_code(const start *it) {
  OPTIONS(discord_exchange_code);
  options.code = kinpass_str("code");
  options.redirect_uri = kinpass_str("http://127.0.0.1/callback");
  options.code_verifier = kinpass_str("verifier");
  return kinpass_discord_exchange_code(it->client, &options, it->callback, it->operation);
}

/* Nobody opens the page: it ends by its time limit. */
static kinpass_status authorize(const start *it) {
  OPTIONS(discord_authorize);
  options.host_opens_browser = 1;
  options.timeout_ms = 1 + below(100);
  return kinpass_discord_authorize(it->client, &options, it->callback, it->operation);
}

static kinpass_status authorize_device(const start *it) {
  OPTIONS(discord_authorize_device);
  return kinpass_discord_authorize_device(it->client, &options, it->callback, it->operation);
}

static kinpass_discord_provisional_options identity(void) {
  OPTIONS(discord_provisional);
  options.external_auth_type = KINPASS_EXTERNAL_AUTH_TYPE_OIDC;
  options.external_auth_token = kinpass_str(one_in(4) ? "expired" : "valid:guest");
  return options;
}

static kinpass_status get_provisional_token(const start *it) {
  kinpass_discord_provisional_options options = identity();
  return kinpass_discord_get_provisional_token(it->client, &options, it->callback, it->operation);
}

static kinpass_status unmerge(const start *it) {
  kinpass_discord_provisional_options options = identity();
  return kinpass_discord_unmerge_provisional_account(it->client, &options, it->callback, it->operation);
}

/* --- Operations of an account --------------------------------------------------------------------- */

static kinpass_status adopt_tokens(const start *it) {
  OPTIONS(account_adopt_tokens);
  options.access_token = kinpass_str(it->player.access);
  options.refresh_token = kinpass_str(one_in(3) ? NULL : it->player.refresh);
  options.expires_in_s = one_in(3) ? 0 : below(604800);
  options.provisional = one_in(8);
  return kinpass_account_adopt_tokens(it->account, &options, it->callback, it->operation);
}

static kinpass_status sign_in(const start *it) {
  OPTIONS(account_sign_in);
  options.method = (int32_t)below(5);
  options.host_opens_browser = 1;
  options.timeout_ms = 1 + below(100);
  options.link_again = one_in(4);
  if (options.method == KINPASS_SIGN_IN_METHOD_PROVISIONAL) {
    options.external_auth_type = KINPASS_EXTERNAL_AUTH_TYPE_OIDC;
    options.external_auth_token = kinpass_str("valid:guest");
  }
  return kinpass_account_sign_in(it->account, &options, it->callback, it->operation);
}

static kinpass_status get_child_token(const start *it) {
  OPTIONS(account_get_child_token);
  options.application_id = some_child();
  options.force = one_in(4);
  return kinpass_account_get_child_token(it->account, &options, it->callback, it->operation);
}

static kinpass_status get_session(const start *it) {
  return kinpass_account_get_session(it->account, it->callback, it->operation);
}

static kinpass_status refresh_account_session(const start *it) {
  return kinpass_account_refresh_session(it->account, it->callback, it->operation);
}

static kinpass_status request(const start *it) {
  OPTIONS(account_request);
  options.service = (int32_t)below(2);
  options.path = kinpass_str(options.service == KINPASS_SERVICE_LOOTLOCKER ? "/game/echo/x" : "/echo/x");
  options.method = kinpass_str(one_in(2) ? "POST" : "GET");
  options.body_json = kinpass_str(one_in(2) ? "{\"a\":1}" : NULL);
  return kinpass_account_request(it->account, &options, it->callback, it->operation);
}

static kinpass_status sign_out(const start *it) {
  return kinpass_account_sign_out(it->account, one_in(2), it->callback, it->operation);
}

/* --- Which, and on what ---------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  kinpass_status (*function)(const start *it);
} named_start;

#define START(function) {#function, function}

/* What costs nothing comes often: the contract is at stake, not the services. */
static const named_start of_client[] = {
    START(ping), START(ping), START(ping), START(ping), START(ping), START(ping), START(ping), START(ping),
    START(ping), START(ping), START(ping), START(ping), START(end_session), START(start_session),
    START(refresh_session), START(exchange_child_token), START(refresh_token), START(revoke_token),
    START(get_authorization), START(exchange_code), START(authorize), START(authorize_device),
    START(get_provisional_token), START(unmerge),
};

static const named_start of_account[] = {
    START(adopt_tokens), START(adopt_tokens), START(adopt_tokens), START(sign_in), START(sign_in),
    START(get_child_token), START(get_child_token), START(get_session), START(get_session),
    START(refresh_account_session), START(request), START(request), START(sign_out),
};

#define ONE_OF(list) (list)[below(sizeof(list) / sizeof *(list))]

/* Some of the operations that were started lately, by any thread. */
enum { RECENT = 256 };
static atomic_uint_least64_t recent[RECENT];

static void run(life *on, const named_start *which, uint64_t account) {
  kinpass_callback callback;
  start it = {.on = on, .client = on->client, .account = {account}, .callback = &callback, .player = some_tokens()};
  promise *given = promise_begin(on, &on->owes, OF_OPERATION, which->name, one_in(16), &callback);
  if (given == NULL) {
    receive(on);
    return;
  }
  it.operation = promise_operation(given);
  kinpass_status status = CALL(which->function(&it));
  uint64_t operation = status == KINPASS_OK ? it.operation->id : 0;
  expect_status(which->name, status, KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_LIMIT, 0);
  promise_returned(given, status);
  if (operation == 0) return;
  recent[below(RECENT)] = operation;
  /* Half of them at once: before the worker has taken them, or just then. */
  if (one_in(2)) EXPECT(kinpass_operation_cancel((kinpass_operation){operation}), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
}

static void open_account(life *on, int place) {
  kinpass_callback callback;
  kinpass_account account = {0};
  char key[16];
  uint64_t none = 0;
  OPTIONS(account_open);
  snprintf(key, sizeof key, "player%d", place);
  options.player_key = kinpass_str(key);
  options.application_id = kinpass_str(CHILD_APP);
  options.lootlocker_token_source = (int32_t)below(2);
  options.no_automatic_renewal = one_in(4);
  promise *given = promise_begin(on, &on->owes, OF_ACCOUNT, "open", 0, &callback);
  if (given == NULL) return;
  kinpass_status status = CALL(kinpass_account_open(on->client, &options, &callback, &account));
  expect_status("kinpass_account_open", status, KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_ACCOUNT_OPEN, 0);
  promise_returned(given, status);
  if (status == KINPASS_OK && !atomic_compare_exchange_strong(&on->accounts[place], &none, account.id))
    EXPECT(kinpass_account_close(account), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
}

void close_account(life *on, int place) {
  kinpass_account account = {atomic_exchange(&on->accounts[place], 0)};
  if (account.id != 0) EXPECT(kinpass_account_close(account), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
}

static void look_at_account(uint64_t id) {
  char token[2048];
  kinpass_buffer buffer = {token, sizeof token, 0};
  kinpass_account account = {id};
  kinpass_account_info info = {.struct_size = sizeof info};
  EXPECT(kinpass_account_get_info(account, &info), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
  EXPECT(kinpass_account_peek_child_token(account, kinpass_str(CHILD_APP), 0, &buffer), KINPASS_ERROR_INVALID_HANDLE,
         KINPASS_ERROR_NO_TOKEN, 0);
  EXPECT(kinpass_account_handle_redirect(account, kinpass_str("http://127.0.0.1/callback?state=x&code=y")),
         KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_STATE, KINPASS_ERROR_STATE_MISMATCH);
}

static void start_on_account(life *on) {
  int place = (int)below(ACCOUNTS);
  uint64_t account = on->accounts[place];
  if (one_in(8)) look_at_account(account);
  if (account == 0) open_account(on, place);
  else if (one_in(12)) close_account(on, place);
  else run(on, &ONE_OF(of_account), account);
}

void start_something(life *on) {
  if (on->ending && !one_in(64)) return;
  if (one_in(3)) start_on_account(on);
  else run(on, &ONE_OF(of_client), 0);
}

void cancel_something(void) {
  kinpass_operation operation = {recent[below(RECENT)]};
  EXPECT(kinpass_operation_cancel(operation), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
}
