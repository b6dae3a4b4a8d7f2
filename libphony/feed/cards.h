/* The cards of all feeds, each with its feed in a file of its own idea. feed_cards.c has the table
 * of them. */
#ifndef PH_CARDS_H
#define PH_CARDS_H

#include "feed/feed.h"

/* Logic: numbers, times, identifiers. */
extern const ph_card ph_card_integer, ph_card_decimal, ph_card_port;
extern const ph_card ph_card_float, ph_card_boolean, ph_card_latitude, ph_card_longitude;
extern const ph_card ph_card_date, ph_card_datetime, ph_card_time;
extern const ph_card ph_card_sequence, ph_card_uuid, ph_card_ulid;
extern const ph_card ph_card_constant, ph_card_null;

/* Logic: texts. */
extern const ph_card ph_card_bytes, ph_card_hash, ph_card_regex, ph_card_colour;
extern const ph_card ph_card_ip, ph_card_mac, ph_card_domain, ph_card_url, ph_card_user_agent;
extern const ph_card ph_card_credit_card, ph_card_iban;

/* Lists. */
extern const ph_card ph_card_list, ph_card_categorical, ph_card_linked;
extern const ph_card ph_card_place_city, ph_card_place_region, ph_card_place_postal_code;
extern const ph_card ph_card_place_country, ph_card_place_country_code, ph_card_place_currency;
extern const ph_card ph_card_place_dialling_code, ph_card_place_timezone;
extern const ph_card ph_card_place_latitude, ph_card_place_longitude;

/* Models and built-ins. */
extern const ph_card ph_card_model;
extern const ph_card ph_card_text;
extern const ph_card ph_card_person_full;
extern const ph_card ph_card_person_first;
extern const ph_card ph_card_person_last;
extern const ph_card ph_card_person_gender;
extern const ph_card ph_card_email;
extern const ph_card ph_card_username;
extern const ph_card ph_card_company;
extern const ph_card ph_card_street_address;
extern const ph_card ph_card_city;
extern const ph_card ph_card_phone;
extern const ph_card ph_card_word;
extern const ph_card ph_card_sentence;
extern const ph_card ph_card_paragraph;
extern const ph_card ph_card_template;
extern const ph_card ph_card_computed;
extern const ph_card ph_card_ordinal;

/* Statistical. */
extern const ph_card ph_card_normal, ph_card_lognormal, ph_card_exponential, ph_card_uniform;
extern const ph_card ph_card_poisson, ph_card_zipf, ph_card_histogram, ph_card_percentiles;
extern const ph_card ph_card_correlated;

/* Events. */
extern const ph_card ph_card_events, ph_card_event;

#endif
