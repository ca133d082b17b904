/* What ../src/exports.rs offers. */
#ifndef RIVALS_H
#define RIVALS_H

#include <stddef.h>
#include <stdint.h>

/* reqwest's blocking client, with one request that it sends each time. */
typedef struct bare bare;
bare *bare_ping(const char *base, const char *session_token);
bare *bare_start_session(const char *base, const char *body);
int bare_send(const bare *bare); /* 1: the right answer came */
void bare_free(bare *bare);

/* 1 if `data` is a JSON object, with a text in `field` unless that is NULL. */
int is_good_json(const uint8_t *data, size_t size, const char *field);

/* A TCP proxy on 127.0.0.1 that delays everything; returns its port. */
uint16_t slow_network_start(uint16_t target_port, uint32_t round_trip_ms);

#endif
