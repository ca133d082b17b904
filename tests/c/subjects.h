/*
 * Every function that starts an operation, against every wrong argument. A subject describes one function: how to
 * call it, what it needs, where its strings are. The attacks are the same for all of them.
 */
#ifndef SUBJECTS_H
#define SUBJECTS_H

#include "client.h"

/* A string among the options. */
typedef struct {
  const char *name;
  size_t offset;
  int required;
} subject_string;

typedef struct {
  const char *name;
  /* The handle is a client's or an account's. */
  kinpass_status (*call)(uint64_t handle, const void *options, const kinpass_callback *, kinpass_operation *);
  /* Of its options struct; 0 if it takes a single kinpass_string, which is what `options` then points to. */
  size_t size;
  /* Sets valid options. NULL if it takes none. */
  void (*fill)(void *options);
  const subject_string *strings;
  size_t string_count;
  /* NULL in place of the options means the defaults. */
  int options_optional;
} subject;

/* Large enough for each options struct and for a tail behind it. */
typedef union {
  size_t struct_size;
  kinpass_string text;
  uint64_t align;
  unsigned char bytes[1024];
} subject_options;

#define STRINGS(list) list, sizeof(list) / sizeof((list)[0])
#define REQUIRED(type, field) {#field, offsetof(type, field), 1}
#define OPTIONAL(type, field) {#field, offsetof(type, field), 0}

/* Functions of one shape, called with options of any type. */
#define CALL_WITH_OPTIONS(function, handle_type, options_type)                                            \
  static kinpass_status call_##function(uint64_t id, const void *options, const kinpass_callback *callback, \
                                        kinpass_operation *operation) {                                   \
    handle_type handle;                                                                                   \
    handle.id = id;                                                                                       \
    return function(handle, (const options_type *)options, callback, operation);                          \
  }

#define CALL_WITH_TEXT(function, handle_type)                                                             \
  static kinpass_status call_##function(uint64_t id, const void *text, const kinpass_callback *callback,  \
                                        kinpass_operation *operation) {                                   \
    handle_type handle;                                                                                   \
    handle.id = id;                                                                                       \
    return function(handle, *(const kinpass_string *)text, callback, operation);                          \
  }

static inline void fill_text(void *options) { *(kinpass_string *)options = kinpass_str("some-token"); }

/* What an output holds before, and after a refusal. */
#define UNTOUCHED 0x5EEDu

static inline void subject_expect(const subject *it, const char *attack, int32_t expected, int32_t got) {
  if (expected == got) return;
  printf("  %s, %s: expected %s, got %s\n", it->name, attack, kinpass_status_name(expected), kinpass_status_name(got));
  harness_failed = 1;
}

static inline void subject_expect_reason(const subject *it, const char *attack, int32_t status, const char *field) {
  const refusal why = refusal_of(status);
  if (names(why.text, it->name, strlen(it->name), field)) return;
  printf("  %s, %s: a refusal for %s, and the reason is \"%s\"\n", it->name, attack, field, why.text);
  harness_failed = 1;
}

/* The call fails as expected, and says for which field: no output is written, the user_data stays the caller's. */
static inline void refuse(const subject *it, const char *attack, uint64_t handle, const void *options,
                          kinpass_status expected, const char *field) {
  /* Not on the stack: where the call starts something against all expectation, that arrives later. */
  static inbox box;
  kinpass_operation operation;
  kinpass_callback callback;
  inbox_init(&box, NULL);
  callback = into(&box);
  operation.id = UNTOUCHED;
  subject_expect(it, attack, expected, it->call(handle, options, &callback, &operation));
  subject_expect_reason(it, attack, expected, field);
  CHECK(operation.id == UNTOUCHED);
  CHECK(releases(&box) == 0);
}

/* The call starts an operation. It is cancelled, and completes once, and lets go of its user_data once. */
static inline void accept_it(const subject *it, const char *attack, kinpass_client client, uint64_t handle,
                             const void *options) {
  kinpass_operation operation;
  kinpass_callback callback;
  kinpass_status status;
  inbox box;
  inbox_init(&box, NULL);
  callback = into(&box);
  operation.id = UNTOUCHED;
  status = it->call(handle, options, &callback, &operation);
  subject_expect(it, attack, KINPASS_OK, status);
  if (status != KINPASS_OK) return;
  CHECK(operation.id != UNTOUCHED && operation.id != 0);
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(operation));
  finish(client, PUMP, &box);
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_operation_cancel(operation));
}

static inline subject_options valid_options(const subject *it) {
  subject_options options;
  memset(&options, 0, sizeof options);
  if (it->size != 0) options.struct_size = it->size;
  if (it->fill != NULL) it->fill(&options);
  return options;
}

static inline void set_string(const subject *it, subject_options *options, const subject_string *string,
                              const char *data, size_t size) {
  kinpass_string value;
  value.data = data;
  value.size = size;
  (void)it;
  memcpy(options->bytes + string->offset, &value, sizeof value);
}

static inline void attack_strings(const subject *it, kinpass_client client, uint64_t handle) {
  const size_t huge = 10u * 1024u * 1024u;
  char *text = (char *)malloc(huge + 1);
  size_t at;
  REQUIRE(text != NULL);
  memset(text, 'x', huge);
  text[huge] = '\0';
  for (at = 0; at < it->string_count; at++) {
    const subject_string *string = &it->strings[at];
    const struct {
      const char *attack;
      const char *data;
      size_t size;
      kinpass_status expected;
    } attacks[] = {
        {"invalid UTF-8", "\xC3\x28", 2, KINPASS_ERROR_INVALID_STRING},
        {"cut-off UTF-8", "a\xE2\x82", KINPASS_ZERO_TERMINATED, KINPASS_ERROR_INVALID_STRING},
        {"interior zero", "a\0b", 3, KINPASS_ERROR_INVALID_STRING},
        {"10 MB", text, huge, KINPASS_ERROR_LIMIT},
        {"10 MB, zero-terminated", text, KINPASS_ZERO_TERMINATED, KINPASS_ERROR_LIMIT},
        {"NULL with a size", NULL, 5, KINPASS_ERROR_INVALID_ARGUMENT},
        {"NULL, zero-terminated", NULL, KINPASS_ZERO_TERMINATED, KINPASS_ERROR_INVALID_ARGUMENT},
        {"absent", NULL, 0, string->required ? KINPASS_ERROR_INVALID_ARGUMENT : KINPASS_OK},
        {"zero length", "x", 0, string->required ? KINPASS_ERROR_INVALID_ARGUMENT : KINPASS_OK},
    };
    size_t number;
    for (number = 0; number < sizeof attacks / sizeof attacks[0]; number++) {
      subject_options options = valid_options(it);
      char attack[96];
      snprintf(attack, sizeof attack, "%s: %s", string->name, attacks[number].attack);
      set_string(it, &options, string, attacks[number].data, attacks[number].size);
      if (attacks[number].expected == KINPASS_OK) {
        accept_it(it, attack, client, handle, &options);
      } else {
        refuse(it, attack, handle, &options, attacks[number].expected, string->name);
      }
    }
  }
  free(text);
}

/* What an older header's struct lacks: the fields behind its end are absent. NULL if it can do without. */
static inline const char *needed_string(const subject *it) {
  size_t at;
  for (at = 0; at < it->string_count; at++) {
    if (it->strings[at].required) return it->strings[at].name;
  }
  return NULL;
}

/* What the function calls its handle. */
static inline const char *handle_of(const subject *it) {
  return strncmp(it->name, "kinpass_account_", 16) == 0 ? "account" : "client";
}

static inline void attack_size(const subject *it, kinpass_client client, uint64_t handle) {
  subject_options options = valid_options(it);
  size_t *exact;
  REQUIRE(it->size + 64 <= sizeof options);
  options.struct_size = it->size + 64;
  accept_it(it, "longer, zero tail", client, handle, &options);
  options.bytes[it->size + 63] = 1;
  refuse(it, "longer, tail not zero", handle, &options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options");
  options = valid_options(it);
  options.struct_size = 0;
  refuse(it, "struct_size 0", handle, &options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options.struct_size");
  options.struct_size = sizeof(size_t) - 1;
  refuse(it, "struct_size 7", handle, &options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options.struct_size");
  options.struct_size = SIZE_MAX;
  refuse(it, "struct_size SIZE_MAX", handle, &options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options.struct_size");
  options.struct_size = it->size + (1u << 20);
  refuse(it, "struct_size 1 MB", handle, &options, KINPASS_ERROR_INVALID_STRUCT_SIZE, "options.struct_size");
  /* As small as can be, in memory of its own: a checker sees it if the library reads behind it. */
  exact = (size_t *)malloc(sizeof(size_t));
  REQUIRE(exact != NULL);
  *exact = sizeof(size_t);
  if (needed_string(it) != NULL) {
    refuse(it, "shortest", handle, exact, KINPASS_ERROR_INVALID_ARGUMENT, needed_string(it));
  }
  free(exact);
}

/* All attacks on one function. `stale` and `others` are handles that are not of its kind any more, or never were. */
static inline void attack(const subject *it, kinpass_client client, uint64_t handle, uint64_t stale,
                          const uint64_t *others, size_t other_count) {
  subject_options options = valid_options(it);
  size_t at;
  accept_it(it, "all as it should be", client, handle, &options);
  refuse(it, "zero handle", 0, &options, KINPASS_ERROR_INVALID_HANDLE, handle_of(it));
  refuse(it, "stale handle", stale, &options, KINPASS_ERROR_INVALID_HANDLE, handle_of(it));
  refuse(it, "no such handle", UINT64_MAX, &options, KINPASS_ERROR_INVALID_HANDLE, handle_of(it));
  for (at = 0; at < other_count; at++) {
    refuse(it, "handle of another kind", others[at], &options, KINPASS_ERROR_INVALID_HANDLE, handle_of(it));
  }
  if (it->size != 0) {
    if (it->options_optional) {
      accept_it(it, "NULL options", client, handle, NULL);
    } else {
      refuse(it, "NULL options", handle, NULL, KINPASS_ERROR_INVALID_ARGUMENT, "options");
    }
    attack_size(it, client, handle);
  }
  attack_strings(it, client, handle);
  /* Neither callback nor operation: the completion is dropped, unseen. */
  subject_expect(it, "no callback, no operation", KINPASS_OK, it->call(handle, &options, NULL, NULL));
}

#endif
