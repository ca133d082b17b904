/* Nobody but its operation waits for a name that the system looks up. */
#include "in_place.h"

/*
 * A client whose one request asks for a name. The system answers only after destroy has returned: who waits for that never
 * returns.
 */
static void destroy_while_a_name_is_looked_up(receiving how, uint32_t request_timeout_ms, kinpass_status expected) {
  static int asked;
  inbox box;
  kinpass_callback callback = into(&box);
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  config.lootlocker_url = kinpass_str("https://game.invalid");
  config.callbacks_on_worker = how == WORKER;
  config.request_timeout_ms = request_timeout_ms;
  config.max_attempts = 1;
  inbox_init(&box, NULL);
  let_names_wait(1);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, NULL));
  await_names(++asked);
  if (request_timeout_ms > 0) finish(client, how, &box);
  end_client(client);
  CHECK(completions(&box) == 1);
  CHECK(releases(&box) == 1);
  CHECK_STATUS(expected, box.status);
  let_names_wait(0);
}

static void destroy_does_not_wait_for_a_name_that_is_asked_for(void) {
  receiving how;
  for (how = PUMP; how <= WORKER; how = (receiving)(how + 1)) {
    destroy_while_a_name_is_looked_up(how, 0, KINPASS_ERROR_CANCELLED);
  }
}

/* The request has ended by its time limit, the system's answer has not come yet. */
static void destroy_does_not_wait_for_a_name_that_nobody_needs_any_more(void) {
  receiving how;
  for (how = PUMP; how <= WORKER; how = (receiving)(how + 1)) {
    destroy_while_a_name_is_looked_up(how, 50, KINPASS_ERROR_TIMEOUT);
  }
}

static const harness_test tests[] = {
    TEST(destroy_does_not_wait_for_a_name_that_is_asked_for),
    TEST(destroy_does_not_wait_for_a_name_that_nobody_needs_any_more),
};

HARNESS_MAIN(tests)
