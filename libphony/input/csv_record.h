/* One record of CSV (RFC 4180) out of a window, as the places of its fields. A record must fit into
 * memory as a whole; it is at most as long as a value may be. */
#ifndef PH_CSV_RECORD_H
#define PH_CSV_RECORD_H

#include "input/window.h"

/* Offsets from the window's begin, without the quotes around. */
typedef struct ph_csv_field {
    uint32_t begin, end;
    int doubled; /* has doubled quotes, which stand for one */
} ph_csv_field;

typedef struct ph_csv {
    unsigned char ends_field[256]; /* of an unquoted field: the delimiter and LF */
    char delimiter;
    size_t max_record;
    size_t expected; /* fields of the first record, 0 before it */
    ph_csv_field *fields;
    size_t count, capacity;
    size_t length;  /* of the record, its line end included */
    uint64_t lines; /* line ends in it */
} ph_csv;

void ph_csv_init(ph_csv *csv, char delimiter, size_t max_record);
void ph_csv_fini(ph_csv *csv);

/* The next record: csv->count is its number of fields, 0 at the end. Empty lines are passed over.
 * It lies at the window's begin until ph_csv_skip passes over it. */
phony_status ph_csv_next(ph_csv *csv, ph_window *window, phony_error *error);
void ph_csv_skip(ph_csv *csv, ph_window *window);

/* The text of a field of the record; doubled quotes are undone in place, once. Borrowed until the
 * next call of ph_csv_next. */
const char *ph_csv_text(ph_csv *csv, ph_window *window, size_t index, size_t *length);
#endif
