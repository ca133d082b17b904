/* The smallest use of the installed C header: one request, one answer. The address of a server comes by argument. */
#include <kinpass.h>

#include <stdio.h>

static void on_ping(const kinpass_event *event, void *user_data) { *(kinpass_status *)user_data = event->status; }

int main(int count, char **arguments) {
  kinpass_config config;
  kinpass_client client;
  kinpass_callback callback = {on_ping, NULL, NULL};
  kinpass_status answer = KINPASS_OK;
  callback.user_data = &answer;
  if (count != 2 || kinpass_config_init(&config, sizeof config) != KINPASS_OK)
    return 1;
  config.lootlocker_url = kinpass_str(arguments[1]);
  config.lootlocker_game_key = kinpass_str("dev_sandbox_alpha");
  if (kinpass_client_create(&config, &client) != KINPASS_OK)
    return 1;
  if (kinpass_lootlocker_ping(client, kinpass_str("no-such-session"), &callback, NULL) != KINPASS_OK)
    return 1;
  if (kinpass_client_wait(client, 60000) != KINPASS_OK)
    return 1;
  if (kinpass_client_poll(client, NULL) != KINPASS_OK)
    return 1;
  if (kinpass_client_destroy(client, 0) != KINPASS_OK)
    return 1;
  if (answer != KINPASS_ERROR_UNAUTHORIZED)
    return 1;
  printf("kinpass %s works\n", kinpass_version_string());
  return 0;
}
