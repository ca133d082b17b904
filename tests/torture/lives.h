/* The clients that live, end and are made anew while threads call them. */
#ifndef LIVES_H
#define LIVES_H

#include "promises.h"

enum { ACCOUNTS = 4 };

/* How its host receives events. */
typedef enum { PUMP, PULL, WORKER } receiving;

struct life {
  kinpass_client client;
  receiving how;
  int number;
  /* Nobody starts anything any more: its end has begun. */
  atomic_int ending;
  /* kinpass_client_destroy has returned KINPASS_OK. */
  atomic_int ended;
  /* It has returned KINPASS_ERROR_TIMEOUT. */
  atomic_int ended_late;
  owed owes;
  /* Open accounts, by their place; 0: none. */
  atomic_uint_least64_t accounts[ACCOUNTS];
};

/* Makes the first ones. */
void lives_begin(void);
/* Ends all; each lets everything complete first. */
void lives_end(void);
/* One of those that live; it may end at any moment. */
life *any_life(void);
/* Ends one and makes another in its place. */
void renew_life(void);

/* A client of its own for a mode that needs one. */
life *life_make(receiving how);
/* Waits until everything has completed and been released, then destroys it. */
void life_end_quietly(life *it);

uint64_t life_id(const life *it);
const char *life_name(const life *it);

/* --- hosts.c --- */

/* Every callback of an operation or account. */
void on_event(const kinpass_event *event, void *user_data);
/* Takes in a few events of this client in its own way. */
void receive(life *from);
/* Takes in what is left of a client whose end has begun. */
void receive_all(life *from);
/* Lets go of the pulled events that still lie about. */
void release_pulled(void);

/* --- starts.c --- */

/* One call of one of the start functions, or an account opened or closed. */
void start_something(life *on);
void close_account(life *on, int place);
void cancel_something(void);

/* --- host_store.c --- */

/* A store in the host's memory that fails and dawdles now and then. */
const kinpass_store_functions *host_store(void);

#endif
