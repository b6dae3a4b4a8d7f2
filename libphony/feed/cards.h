/* The cards of all feeds, each with its feed in a file of its own idea. feed_cards.c has the table
 * of them. */
#ifndef PH_CARDS_H
#define PH_CARDS_H

#include "feed/feed.h"

/* feed_numbers.c, feed_times.c, feed_ids.c, ... : `extern const ph_card ph_card_NAME;` */
#endif
