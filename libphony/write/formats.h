/* The formats, each in a file of its own; format.c has the table of them. */
#ifndef PH_FORMATS_H
#define PH_FORMATS_H

#include "write/format.h"

extern const ph_format ph_format_csv, ph_format_json, ph_format_ndjson, ph_format_copy;
extern const ph_format ph_format_load;
extern const ph_format ph_format_sql_postgres, ph_format_sql_mysql, ph_format_sql_sqlite;

#endif
