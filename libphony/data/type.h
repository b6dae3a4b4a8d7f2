/* The types of columns, and numbers and times as text. All arithmetic is in whole numbers; what
 * does not fit says so. */
#ifndef PH_TYPE_H
#define PH_TYPE_H

#include "base/buffer.h"
#include "phony.h"

typedef enum ph_type_kind {
    PH_TYPE_NONE, /* not known yet; of a value: null */
    PH_TYPE_INT16,
    PH_TYPE_INT32,
    PH_TYPE_INT64,
    PH_TYPE_DECIMAL,
    PH_TYPE_FLOAT,
    PH_TYPE_BOOLEAN,
    PH_TYPE_TEXT,
    PH_TYPE_DATE,        /* days since 1970-01-01 */
    PH_TYPE_TIME,        /* microseconds since midnight */
    PH_TYPE_TIMESTAMP,   /* microseconds since 1970-01-01T00:00:00 */
    PH_TYPE_TIMESTAMPTZ, /* likewise, UTC */
    PH_TYPE_UUID,        /* 16 bytes */
    PH_TYPE_JSON,        /* a text that is JSON */
    PH_TYPE_BYTES,
    PH_TYPE_ENUM, /* a text out of a list */
    PH_TYPE_INET, /* a text */
    PH_TYPE_MACADDR
} ph_type_kind;

typedef struct ph_type {
    ph_type_kind kind;
    int32_t precision, scale; /* DECIMAL: digits, and those of them behind the point */
    uint32_t length;          /* TEXT: the most characters, 0 = any */
} ph_type;

enum { PH_DECIMAL_DIGITS_MAX = 18 };
/* 10^0 to 10^18. */
extern const int64_t ph_powers_of_ten[PH_DECIMAL_DIGITS_MAX + 1];

/* How values of a type are kept (values.h). */
typedef enum ph_storage {
    PH_STORED_NUMBER,
    PH_STORED_FLOAT,
    PH_STORED_TEXT,
    PH_STORED_UUID
} ph_storage;
ph_storage ph_type_storage(ph_type type);

/* "decimal(10,2)", "text(80)", ...; 0, or -1 where it is no type. */
int ph_type_parse(const char *text, ph_type *type);
void ph_type_append(ph_type type, ph_buffer *out);
/* All names, for messages and the nearest; NULL past the last. */
const char *ph_type_name(size_t index);

/* ---- Decimals: a whole number and how many of its digits stand behind the point -------------- */

/* "12.50" -> 1250, 2; at most PH_DECIMAL_DIGITS_MAX digits, no exponent. 0 or -1. */
int ph_decimal_parse(const char *text, size_t length, int64_t *digits, int32_t *scale);
/* To another scale, half to even where digits go. -1: overflow. */
int ph_decimal_rescale(int64_t digits, int32_t from, int32_t to, int64_t *result);
/* At most 21 bytes to `out`, not terminated; their number. */
size_t ph_decimal_write(int64_t digits, int32_t scale, char *out);
size_t ph_whole_write(int64_t number, char *out);
/* The shortest text that reads back as the same double. At most 32 bytes. */
size_t ph_float_write(double number, char *out);

/* ---- Times ----------------------------------------------------------------------------------- */

#define PH_MICROSECONDS_A_DAY INT64_C(86400000000)

/* The Gregorian calendar, from year 1 to 9999 (days_from_civil, civil_from_days: Hinnant,
 * chrono-compatible low-level date algorithms). */
int64_t ph_days_of(int64_t year, unsigned month, unsigned day);
void ph_date_of(int64_t days, int64_t *year, unsigned *month, unsigned *day);
unsigned ph_month_days(int64_t year, unsigned month);

/* A distance in time: months (of unequal length) and microseconds. "-1y6mo", "+30d", "2h", "P30D"
 * is not one. 0 or -1. */
typedef struct ph_span {
    int64_t months, microseconds;
} ph_span;
int ph_span_parse(const char *text, ph_span *span);
/* Adds a distance; days beyond a month's end become its last. -1: outside years 1 to 9999. */
int ph_span_add(int64_t microseconds, ph_span span, int64_t *result);

/* "2024-02-29", "2024-02-29T12:00:00.5+01:00" (space for T; without offset UTC), "now" or a
 * distance from `now`: microseconds since 1970. 0 or -1. */
int ph_moment_parse(const char *text, int64_t now, int64_t *microseconds);
/* "12:30", "12:30:59.5": microseconds since midnight. 0 or -1. */
int ph_clock_parse(const char *text, int64_t *microseconds);

/* 10, at most 15 and at most 26 bytes; no fraction where it is 0. `separator` is 'T' or ' '. */
size_t ph_date_write(int64_t days, char *out);
size_t ph_clock_write(int64_t microseconds, char *out);
size_t ph_moment_write(int64_t microseconds, char separator, char *out);
#endif
