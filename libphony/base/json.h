/* Streaming JSON (RFC 8259) out of yajl's event parser, with limits of our own around it: depth,
 * size of a string, UTF-8, no NUL in strings, one top-level value (or many, one a line, for
 * NDJSON). Numbers come as their text; duplicate keys are the handler's matter. */
#ifndef PH_JSON_H
#define PH_JSON_H

#include "phony.h"

typedef enum ph_json_kind {
    PH_JSON_NULL,
    PH_JSON_FALSE,
    PH_JSON_TRUE,
    PH_JSON_NUMBER, /* text, length: as written */
    PH_JSON_STRING, /* text, length: decoded */
    PH_JSON_KEY,    /* likewise */
    PH_JSON_ARRAY,
    PH_JSON_ARRAY_END,
    PH_JSON_OBJECT,
    PH_JSON_OBJECT_END
} ph_json_kind;

/* Called for each event; `text` is borrowed for the call. Anything but PHONY_OK (with `error`
 * filled through ph_fail) stops the parse and is returned from ph_json_feed; the parser then adds
 * line and column. */
typedef phony_status (*ph_json_handler)(void *user, ph_json_kind kind, const char *text,
                                        size_t length, phony_error *error);

typedef struct ph_json_limits {
    size_t max_depth;  /* 0 = 64 */
    size_t max_string; /* bytes of a string or number; 0 = 1 MiB */
    int many_values;   /* 1: any number of top-level values (NDJSON), else exactly one */
} ph_json_limits;

typedef struct ph_json ph_json;
phony_status ph_json_new(const ph_json_limits *limits, ph_json_handler handler, void *user,
                         ph_json **json, phony_error *error);
/* The next piece of the text, of any length. Errors name line and column. */
phony_status ph_json_feed(ph_json *json, const char *bytes, size_t length, phony_error *error);
/* The end: an unfinished or missing value is an error. */
phony_status ph_json_finish(ph_json *json, phony_error *error);
void ph_json_free(ph_json *json);
/* For the handler: where the event's token begins, in bytes from the beginning of the text. */
uint64_t ph_json_at(const ph_json *json);

/* A whole number of a PH_JSON_NUMBER's text: 0 and the number, or -1 (sign, fraction, exponent,
 * leading zeros, overflow). */
int ph_json_number(const char *text, size_t length, uint64_t *number);
#endif
