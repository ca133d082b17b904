/* What the world does meanwhile: the sandbox's faults, clock and tokens, and signals. */
#ifndef WEATHER_H
#define WEATHER_H

#include "torture.h"

/* The sandbox's addresses, and its certificate authority. */
typedef struct {
  char url[64], https_url[64], api[80], https_api[80], authorize[96];
  char ca[8192];
} addresses;

extern addresses sandbox;

/* Reads the addresses from the environment, and sets the sandbox up. */
void weather_begin(void);
/* A thread that changes faults, moves the clock and links players, until the program ends. */
void *weather(void *unused);
/* No more faults: what is left can complete. */
void weather_clear(void);

/* A linked player's tokens; several threads may get the same, as several games may hold them. */
typedef struct {
  char access[256], refresh[256];
} tokens;
tokens some_tokens(void);

/* --- signals.c --- */

/* SIGUSR1 a thousand times a second, to whichever thread the system chooses; calls are not restarted after it. */
void signals_begin(void);
void signals_end(void);
/* The calling thread takes signals, or is left alone. */
void signals_take(int take);

#endif
