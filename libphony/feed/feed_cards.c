/* The table of all cards. Reading, checking, `phony schema generators` and the JSON Schema go by
 * it. To add one: its declaration in cards.h, a row here, and a file of its own idea with its feed.
 */
#include "feed/cards.h"

#include <string.h>

static const ph_card *const all[] = {
    /* Logic: numbers, times, identifiers. */
    &ph_card_sequence,
    &ph_card_uuid,
    &ph_card_ulid,
    &ph_card_integer,
    &ph_card_decimal,
    &ph_card_float,
    &ph_card_boolean,
    &ph_card_date,
    &ph_card_datetime,
    &ph_card_time,
    &ph_card_port,
    &ph_card_latitude,
    &ph_card_longitude,
    &ph_card_constant,
    &ph_card_null,
    /* Logic: texts. */
    &ph_card_bytes,
    &ph_card_hash,
    &ph_card_regex,
    &ph_card_ip,
    &ph_card_mac,
    &ph_card_domain,
    &ph_card_url,
    &ph_card_user_agent,
    &ph_card_colour,
    &ph_card_credit_card,
    &ph_card_iban,
    /* Lists. */
    &ph_card_list,
    &ph_card_categorical,
    &ph_card_linked,
    &ph_card_place_city,
    &ph_card_place_region,
    &ph_card_place_postal_code,
    &ph_card_place_country,
    &ph_card_place_country_code,
    &ph_card_place_currency,
    &ph_card_place_dialling_code,
    &ph_card_place_latitude,
    &ph_card_place_longitude,
    &ph_card_place_timezone,
    /* Models and built-ins. */
    &ph_card_model,
    &ph_card_text,
    &ph_card_person_full,
    &ph_card_person_first,
    &ph_card_person_last,
    &ph_card_person_gender,
    &ph_card_email,
    &ph_card_username,
    &ph_card_company,
    &ph_card_street_address,
    &ph_card_city,
    &ph_card_phone,
    &ph_card_word,
    &ph_card_sentence,
    &ph_card_paragraph,
    &ph_card_template,
    &ph_card_computed,
    &ph_card_ordinal,
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
    return index < sizeof all / sizeof(const ph_card *) ? all[index] : NULL;
}

const ph_card *ph_card_find(const char *type)
{
    for (size_t i = 0; all[i]; i++) {
        if (!strcmp(all[i]->type, type))
            return all[i];
    }
    return NULL;
}
