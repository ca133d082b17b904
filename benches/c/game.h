/* A game that uses Kinpass: its settings from the environment, one operation at a time. */
#ifndef GAME_H
#define GAME_H

#include <kinpass.h>

/* What an operation came to. */
typedef struct {
  int done;
  kinpass_status status;
  char token[2048];
} outcome;

/* An environment variable that has to be there. */
const char *setting(const char *name);

/* The sandbox's addresses and applications, over plain HTTP. */
kinpass_config game_config(void);
kinpass_client game_client(uint32_t max_in_flight);

/* A callback that fills `out`. */
kinpass_callback into(outcome *out);
/* Waits for the completion; ends the program unless the operation was started and succeeded. */
void finish(kinpass_client client, kinpass_status started, outcome *out);

/* A session, of the token that the sandbox gave at the start. */
kinpass_status start_session(kinpass_client client, const kinpass_callback *callback);
/* An open account of the game's, and the token that the sandbox gave at the start as its parent token. */
kinpass_account open_account(kinpass_client client, const char *player_key);
kinpass_status adopt_token(kinpass_account account, const kinpass_callback *callback);
/* `start_session`'s request for the rivals. */
const char *start_session_json(void);

#endif
