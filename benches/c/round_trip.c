/* One request from start to completion, beside its rivals, in turns: what disturbs one disturbs all. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benches.h"
#include "curl_queue.h"
#include "game.h"
#include "measure.h"
#include "rivals.h"

enum { WARM_UP = 200, BLOCKS = 5, ROUNDS = 1000, RIVALS = 3 };
enum { KINPASS, REQWEST, CURL_THREAD };

/* The three ways to send one and the same request. */
typedef struct {
  kinpass_client client;
  const char *session; /* NULL: the request starts a session */
  bare *bare;
  curl_queue *curl;
} contest;

static void round_trip(contest *of, int rival) {
  outcome out;
  kinpass_callback callback = into(&out);
  switch (rival) {
    case KINPASS:
      finish(of->client, of->session ? kinpass_lootlocker_ping(of->client, kinpass_str(of->session), &callback, NULL)
                                     : start_session(of->client, &callback), &out);
      break;
    case REQWEST: require(bare_send(of->bare), "reqwest's answer"); break;
    default: require(curl_queue_send(of->curl), "libcurl's answer");
  }
}

static void run(contest *of, const char *what) {
  static double took[RIVALS][BLOCKS * ROUNDS];
  double medians[RIVALS], lowest = 1e9, highest = 0;
  char line[96];
  for (int i = 0; i < WARM_UP * RIVALS; i++) round_trip(of, i % RIVALS);
  for (int block = 0; block < BLOCKS; block++) {
    for (int round = 0; round < ROUNDS; round++)
      for (int turn = 0; turn < RIVALS; turn++) {
        /* Who follows whom changes, too. */
        int rival = round % 2 ? RIVALS - 1 - turn : turn;
        uint64_t start = now_ns();
        round_trip(of, rival);
        took[rival][block * ROUNDS + round] = (double)(now_ns() - start) / 1e3;
      }
    static double part[2][ROUNDS];
    for (int rival = 0; rival < 2; rival++) memcpy(part[rival], &took[rival][block * ROUNDS], sizeof part[rival]);
    double ratio = median(part[KINPASS], ROUNDS) / median(part[REQWEST], ROUNDS);
    lowest = ratio < lowest ? ratio : lowest;
    highest = ratio > highest ? ratio : highest;
  }
  for (int rival = 0; rival < RIVALS; rival++) medians[rival] = median(took[rival], BLOCKS * ROUNDS);
  snprintf(line, sizeof line, "%s: Kinpass", what);
  report(line, medians[KINPASS], "us", -1);
  report("  bare reqwest blocking", medians[REQWEST], "us", -1);
  report("  libcurl on a thread with a queue", medians[CURL_THREAD], "us", -1);
  report("  Kinpass to reqwest", medians[KINPASS] / medians[REQWEST], "x", 1.3);
  note("  lowest and highest of %d blocks: %.2f, %.2f", BLOCKS, lowest, highest);
  report("  Kinpass to libcurl", medians[KINPASS] / medians[CURL_THREAD], "x", -1);
}

static const char *at(const char *path) {
  static char url[256];
  snprintf(url, sizeof url, "%s%s", setting("SANDBOX_URL"), path);
  return url;
}

void bench_round_trip(void) {
  contest of = {.client = game_client(0)};
  static outcome session;
  static char header[4096];
  kinpass_callback callback = into(&session);
  heading("Round trip, in turns, medians");
  finish(of.client, start_session(of.client, &callback), &session);

  snprintf(header, sizeof header, "x-session-token: %s", session.token);
  const char *ping_headers[] = {"LL-Version: 2021-03-01", "Accept: application/json", header, NULL};
  of.session = session.token;
  of.bare = bare_ping(setting("SANDBOX_URL"), session.token);
  of.curl = curl_queue_new(at("/game/ping"), ping_headers, NULL, NULL);
  run(&of, "ping");
  bare_free(of.bare);
  curl_queue_free(of.curl);

  const char *start_headers[] = {"LL-Version: 2021-03-01", "Accept: application/json", "Content-Type: application/json", NULL};
  of.session = NULL;
  of.bare = bare_start_session(setting("SANDBOX_URL"), start_session_json());
  of.curl = curl_queue_new(at("/game/session/discord"), start_headers, start_session_json(), "session_token");
  run(&of, "start a session");
  bare_free(of.bare);
  curl_queue_free(of.curl);
  kinpass_client_destroy(of.client, 0);
}
