/* The sandbox around the soak: its players, its faults and its clock. */
#ifndef WORLD_H
#define WORLD_H

/* Tokens live a minute, so that each account renews some thousand times in a day. */
void world_begin(void);
/* Links a player: an access token of the parent, and its refresh token. */
void world_link(const char *player, char access[256], char refresh[256]);
/* A fault, a move of the clock, a player who unlinks, or fair weather. */
void world_change(int player);

typedef struct {
  long faults, moves, revocations;
} world_figures;
extern world_figures world;

#endif
