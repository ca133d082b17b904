/* The sandbox's control plane, over a plain socket. Its address comes by environment variable. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "harness.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the sandbox knows from the start (sandbox/README.md). */
#define PUBLIC_APP "1100000000000000001"
#define CHILD_ALPHA "1100000000000000011"
#define CHILD_BETA "1100000000000000012"
#define CONFIDENTIAL_APP "1200000000000000001"
#define CONFIDENTIAL_SECRET "sandbox-client-secret"
#define CONFIDENTIAL_CHILD "1200000000000000011"
#define GAME_KEY_ALPHA "dev_sandbox_alpha"

static inline const char *sandbox_url(void) {
  const char *url = getenv("SANDBOX_URL");
  if (url == NULL) {
    puts("FAILED: SANDBOX_URL is not set; these tests are run by `cargo xtask test --only c`");
    exit(EXIT_FAILURE);
  }
  return url;
}

/* Sends one request and leaves the body of the answer, cut to `size`, in `answer`. Returns the HTTP status. */
static inline int sandbox_call(const char *method, const char *path, const char *json, char *answer, size_t size) {
  struct sockaddr_in address;
  char head[512], *body;
  size_t used = 0;
  ssize_t got;
  int status = 0, port = atoi(strrchr(sandbox_url(), ':') + 1);
  int peer = socket(AF_INET, SOCK_STREAM, 0);
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons((uint16_t)port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  snprintf(head, sizeof head,
           "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nContent-Type: application/json\r\n"
           "Content-Length: %lu\r\n\r\n",
           method, path, port, (unsigned long)strlen(json));
  answer[0] = '\0';
  if (connect(peer, (struct sockaddr *)&address, sizeof address) == 0 &&
      send(peer, head, strlen(head), 0) == (ssize_t)strlen(head) &&
      send(peer, json, strlen(json), 0) == (ssize_t)strlen(json)) {
    while (used + 1 < size && (got = recv(peer, answer + used, size - 1 - used, 0)) > 0) used += (size_t)got;
    answer[used] = '\0';
    if (sscanf(answer, "HTTP/1.1 %d", &status) != 1) status = 0;
    body = strstr(answer, "\r\n\r\n");
    if (body != NULL) memmove(answer, body + 4, strlen(body + 4) + 1);
  }
  close(peer);
  return status;
}

/* Changes the sandbox. A refusal is a mistake in the test. */
static inline void sandbox_post(const char *path, const char *json) {
  char answer[4096];
  if (sandbox_call("POST", path, json, answer, sizeof answer) == 200) return;
  printf("  sandbox %s: %s\n", path, answer);
  harness_failed = 1;
}

/* The text or number of a field. Tokens hold nothing that JSON would escape. Empty if it is not there. */
static inline void json_field(const char *json, const char *name, char *value, size_t size) {
  char key[64];
  const char *at;
  size_t length = 0;
  snprintf(key, sizeof key, "\"%s\":", name);
  at = strstr(json, key);
  if (at != NULL) {
    at += strlen(key);
    while (*at == ' ' || *at == '"') at++;
    length = strcspn(at, "\",}");
    if (length >= size) length = 0;
    memcpy(value, at, length);
  }
  value[length] = '\0';
}

/* Links a player to an application: an access token of the parent, and its refresh token if it is wanted. */
static inline void sandbox_link(const char *player, const char *application, char access[256], char refresh[256]) {
  char json[256], answer[4096];
  snprintf(json, sizeof json, "{\"player\":\"%s\",\"application_id\":\"%s\"}", player, application);
  CHECK(sandbox_call("POST", "/_sandbox/link", json, answer, sizeof answer) == 200);
  json_field(answer, "access_token", access, 256);
  if (refresh != NULL) json_field(answer, "refresh_token", refresh, 256);
  CHECK(access[0] != '\0');
}

/* How many requests came to a route, such as "POST /game/session/discord". */
static inline int sandbox_count(const char *route) {
  char answer[16384], value[32], key[128];
  CHECK(sandbox_call("GET", "/_sandbox/counts", "", answer, sizeof answer) == 200);
  snprintf(key, sizeof key, "%s", route);
  json_field(answer, key, value, sizeof value);
  return atoi(value);
}

/* The sandbox as it was at its start. */
static inline void sandbox_reset(void) { sandbox_post("/_sandbox/reset", "{}"); }

#endif
