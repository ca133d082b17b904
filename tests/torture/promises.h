/* The event contract, as a book of promises: what a start that returned KINPASS_OK still owes. */
#ifndef PROMISES_H
#define PROMISES_H

#include "torture.h"

/* A client from its creation to its end. Never freed while the program runs: who holds a stale one may look. */
typedef struct life life;

typedef enum { OF_OPERATION, OF_ACCOUNT } promise_kind;

typedef struct promise promise;

/* What the promises of one client come to. */
typedef struct {
  /* Operations, and all callbacks, that are not at their end yet. */
  atomic_long operations, all;
  /* Given up, and told: they are waited for once. */
  atomic_long lost;
} owed;

/* Takes a promise and makes the callback that keeps it; NULL when too many are open: receive some events first.
   `what` names the start function. `unseen`: nobody is called, and the completion may be dropped with the client. */
promise *promise_begin(life *of, owed *at, promise_kind kind, const char *what, int unseen,
                       kinpass_callback *callback);
/* Where a start writes its operation. */
kinpass_operation *promise_operation(promise *it);
/* The start has returned. */
void promise_returned(promise *it, kinpass_status status);

/* An event arrives, by callback or pulled, and may be looked at until promise_seen. */
void promise_arrives(const kinpass_event *event, void *user_data);
void promise_seen(void *user_data);
/* The client that a user_data belongs to; NULL if it is stale. */
life *promise_life(void *user_data);
/* The release function of every callback. */
void promise_release(void *user_data);

/* Tells which are open, of one client or (NULL) of all, operations only or accounts as well: whatever is still open when it
   may not be is broken. */
void promises_tell_open(const life *of, promise_kind up_to);

#endif
