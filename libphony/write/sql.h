/* What the SQL of PostgreSQL, MySQL (and MariaDB) and SQLite differs in. */
#ifndef PH_SQL_H
#define PH_SQL_H

#include "write/cells.h"

typedef enum ph_sql_dialect {
    PH_SQL_POSTGRES,
    PH_SQL_MYSQL,
    PH_SQL_SQLITE,
    PH_SQL_DIALECTS
} ph_sql_dialect;

/* "postgres" -> its dialect; -1: there is none. */
int ph_sql_dialect_find(const char *name, ph_sql_dialect *dialect);
const char *ph_sql_dialect_name(ph_sql_dialect dialect);
/* How it writes literals. */
const ph_style *ph_sql_style(ph_sql_dialect dialect);

/* Appends a name in quotes, which are doubled within. The one place that quotes names. */
void ph_sql_append_name(ph_sql_dialect dialect, const char *name, ph_buffer *out);
/* Appends a text as a literal. */
void ph_sql_append_text(ph_sql_dialect dialect, const char *text, ph_buffer *out);
/* Appends value `row` of a column as a literal. */
phony_status ph_sql_append_value(ph_sql_dialect dialect, const ph_values *values, size_t row,
                                 ph_buffer *out, phony_error *error);
#endif
