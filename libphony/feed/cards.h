/* The cards of all feeds, each with its feed in a file of its own idea. feed_cards.c has the table
 * of them. */
#ifndef PH_CARDS_H
#define PH_CARDS_H

#include "feed/feed.h"

/* Logic: numbers, times, identifiers. */

/* Logic: texts. */

/* Lists. */

/* Models and built-ins. */

/* Statistical. */

/* Events. */

#endif
