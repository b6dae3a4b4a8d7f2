/* The table of all cards. Reading, checking, `phony schema generators` and the JSON Schema go by
 * it. To add one: its declaration in cards.h, a row here, and a file of its own idea with its feed.
 */
#include "feed/cards.h"

#include <string.h>

static const ph_card *const all[] = {
    /* Logic: numbers, times, identifiers. */
    &ph_card_integer,
    &ph_card_decimal,
    &ph_card_port,
    &ph_card_date,
    &ph_card_datetime,
    &ph_card_time,
    /* Logic: texts. */
    /* Lists. */
    /* Models and built-ins. */
    /* Statistical. */
    &ph_card_normal,
    &ph_card_lognormal,
    &ph_card_exponential,
    &ph_card_uniform,
    &ph_card_poisson,
    &ph_card_zipf,
    &ph_card_histogram,
    &ph_card_percentiles,
    &ph_card_correlated,
    /* Events. */
    &ph_card_events,
    &ph_card_event,
    NULL,
};

const ph_card *ph_card_at(size_t index)
{
    return index < sizeof all / sizeof *all ? all[index] : NULL;
}

const ph_card *ph_card_find(const char *type)
{
    for (size_t i = 0; all[i]; i++) {
        if (!strcmp(all[i]->type, type))
            return all[i];
    }
    return NULL;
}
