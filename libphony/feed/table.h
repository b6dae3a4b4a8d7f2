/* Tables of lines that belong together: the bundled ones (places, currencies), which lie where
 * models do, and CSV files beside a document. A column of them comes into a pool, of the lines that
 * fit, in their order: so line i of one column belongs to line i of any other. */
#ifndef PH_TABLE_H
#define PH_TABLE_H

#include "feed/pool.h"

enum { PH_TABLE_FITS_MAX = 16 };

/* A line fits where a column has a text. */
typedef struct ph_table_fit {
    const char *column, *text;
} ph_table_fit;

typedef struct ph_table_request {
    const char *folder; /* that files' names count from; NULL: none may be read */
    const char *table, *column;
    const char *weight; /* NULL: that of a bundled table, or all lines alike */
    ph_table_fit fits[PH_TABLE_FITS_MAX];
    size_t fit_count;
} ph_table_request;

int ph_table_is_bundled(const char *name);

/* Returns PHONY_ERROR_ARGUMENT, _NOT_FOUND (table or column), _EMPTY (no line fits), _SYNTAX,
 * _ENCODING, _LIMIT, _IO, _MEMORY. */
phony_status ph_table_read(const ph_table_request *request, ph_pool *pool, phony_error *error);
#endif
