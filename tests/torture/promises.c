#include "promises.h"

#include <pthread.h>
#include <string.h>

#include "lives.h"

enum { INDEX_BITS = 17, PROMISES = 1 << INDEX_BITS };

struct promise {
  /* Grows with each use of the place: user_data holds it, so that a use after the end is noticed, for ever. */
  atomic_uint generation;
  /* The start has to return, and user_data has to be released. */
  atomic_int left;
  atomic_int completions, in_use, released, told;
  promise_kind kind;
  /* The start function, for people. */
  const char *what;
  int unseen;
  life *of;
  owed *at;
  kinpass_operation operation;
  promise *next;
};

static promise places[PROMISES];
static promise *unused;
static int handed_out;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The promise whose start runs on this thread. */
static _Thread_local const promise *starting;

static void *user_data_of(const promise *it) {
  uintptr_t generation = atomic_load(&it->generation);
  return (void *)(generation << INDEX_BITS | (uintptr_t)(it - places));
}

/* Looks a user_data up; NULL, and a broken rule, if its promise is at its end. */
static promise *find(void *user_data) {
  promise *it = &places[(uintptr_t)user_data & (PROMISES - 1)];
  if (user_data_of(it) == user_data) return it;
  broken(USED_LATE, "promise %d", (int)(it - places));
  return NULL;
}

promise *promise_begin(life *of, owed *at, promise_kind kind, const char *what, int unseen,
                       kinpass_callback *callback) {
  promise *it = NULL;
  pthread_mutex_lock(&lock);
  if (unused != NULL) {
    it = unused;
    unused = it->next;
  } else if (handed_out < PROMISES) {
    it = &places[handed_out++];
  }
  pthread_mutex_unlock(&lock);
  if (it == NULL) return NULL;
  it->left = 2;
  it->completions = it->in_use = it->released = it->told = 0;
  it->kind = kind;
  it->what = what;
  it->unseen = unseen;
  it->of = of;
  it->at = at;
  it->operation.id = 0;
  at->operations += kind == OF_OPERATION;
  at->all++;
  callback->function = unseen ? NULL : on_event;
  callback->user_data = user_data_of(it);
  callback->release = promise_release;
  starting = it;
  return it;
}

kinpass_operation *promise_operation(promise *it) { return &it->operation; }

/* Its user_data is stale from here on. */
static void end(promise *it) {
  it->left = 0;
  it->at->operations -= it->kind == OF_OPERATION;
  it->at->all--;
  it->generation++;
  pthread_mutex_lock(&lock);
  it->next = unused;
  unused = it;
  pthread_mutex_unlock(&lock);
}

/* One of the two things that were left has happened. */
static void settle(promise *it) {
  if (--it->left > 0) return;
  int expected = it->kind == OF_OPERATION;
  if (it->completions < expected && !it->unseen) broken(RELEASED_UNCOMPLETED, "%s of %s", it->what, life_name(it->of));
  end(it);
}

void promise_returned(promise *it, kinpass_status status) {
  starting = NULL;
  if (status == KINPASS_OK) {
    count.started += it->kind == OF_OPERATION;
    count.accounts += it->kind == OF_ACCOUNT;
    settle(it);
    return;
  }
  count.refused++;
  if (it->completions > 0 || it->released > 0 || it->in_use > 0) broken(USED_REFUSED, "%s of %s", it->what, life_name(it->of));
  end(it);
}

static void check_form(const promise *it, const kinpass_event *event, void *user_data) {
  int completed = event->kind == KINPASS_EVENT_KIND_COMPLETED;
  int well = event->struct_size == sizeof *event && event->user_data == user_data && event->client.id == life_id(it->of);
  well = well && (completed ? (event->error != NULL) == (event->status != KINPASS_OK) : 1);
  well = well && (event->error == NULL || event->error->status == event->status);
  well = well && (it->kind == OF_OPERATION) == (event->operation.id != 0);
  if (!well) broken(WRONG_FORM, "kind %d of %s", (int)event->kind, it->what);
  if (it->kind == OF_OPERATION && event->operation.id != it->operation.id)
    broken(WRONG_HANDLE, "%s of %s", it->what, life_name(it->of));
}

void promise_arrives(const kinpass_event *event, void *user_data) {
  promise *it = find(user_data);
  if (it == NULL) return;
  it->in_use++;
  if (it->released > 0) broken(USED_LATE, "%s of %s", it->what, life_name(it->of));
  if (it == starting) broken(WITHIN_START, "%s of %s", it->what, life_name(it->of));
  check_form(it, event, user_data);
  if (event->status == KINPASS_ERROR_INTERNAL) broken(WRONG_STATUS, "%s: %s", it->what, event->error->message.data);
  if (event->kind != KINPASS_EVENT_KIND_COMPLETED || planted("lose")) return;
  it->completions += planted("twice");
  if (it->completions++ > 0) broken(COMPLETED_TWICE, "%s of %s", it->what, life_name(it->of));
  count.completed++;
  count.cancelled += event->status == KINPASS_ERROR_CANCELLED;
}

life *promise_life(void *user_data) {
  promise *it = find(user_data);
  return it == NULL ? NULL : it->of;
}

void promise_seen(void *user_data) {
  promise *it = find(user_data);
  if (it != NULL) it->in_use--;
}

void promise_release(void *user_data) {
  promise *it = find(user_data);
  if (it == NULL) return;
  if (it->in_use > 0) broken(RELEASED_EARLY, "%s of %s", it->what, life_name(it->of));
  if (it->released++ > 0) {
    broken(USED_LATE, "%s of %s: released twice", it->what, life_name(it->of));
    return;
  }
  count.released++;
  settle(it);
  if (planted("late")) promise_release(user_data);
}

void promises_tell_open(const life *of, promise_kind up_to) {
  for (int at = 0; at < handed_out; at++) {
    promise *it = &places[at];
    /* Each is told once. */
    if ((of != NULL && it->of != of) || it->kind > up_to || it->left == 0 || it->told++ > 0) continue;
    it->at->lost++;
    rule which = it->kind == OF_OPERATION && it->completions == 0 ? COMPLETED_NEVER : NEVER_RELEASED;
    broken(which, "%s of %s", it->what, life_name(it->of));
  }
}
