/* The cards of all feeds, each with its feed in a file of its own idea. feed_cards.c has the table
 * of them. */
#ifndef PH_CARDS_H
#define PH_CARDS_H

#include "feed/feed.h"

/* Logic: numbers, times, identifiers. */
extern const ph_card ph_card_integer, ph_card_decimal, ph_card_port;
extern const ph_card ph_card_date, ph_card_datetime, ph_card_time;

/* Logic: texts. */

/* Lists. */

/* Models and built-ins. */

/* Statistical. */
extern const ph_card ph_card_normal, ph_card_lognormal, ph_card_exponential, ph_card_uniform;
extern const ph_card ph_card_poisson, ph_card_zipf, ph_card_histogram, ph_card_percentiles;
extern const ph_card ph_card_correlated;

/* Events. */
extern const ph_card ph_card_events, ph_card_event;

#endif
