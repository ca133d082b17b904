/* What the program can do; each returns when it is over and everything has been received. */
#ifndef MODES_H
#define MODES_H

#include "torture.h"

/* Everything at once, for as long as the settings say. */
void everything(void);
/* Starts against kinpass_account_close, as many as the settings say. */
void race_close(void);

#endif
