/* Values as SQLite has them: it knows whole numbers, floats, texts and bytes, and of each type the
 * others have it keeps what libphony's SQL for it would have put there. */
#ifndef DB_SQLITE_VALUES_H
#define DB_SQLITE_VALUES_H

#include <phony.h>
#include <sqlite3.h>

struct db_sqlite_way;
typedef struct db_sqlite_column {
    const phony_cells *cells;
    const struct db_sqlite_way *way; /* how its values are bound */
    char text[48];                   /* of the value that is bound */
} db_sqlite_column;

void db_sqlite_column_init(db_sqlite_column *column, const phony_cells *cells);
/* Binds value `row` as parameter `at`; what it points to stays until the column's next value. An
 * SQLite code; *why is set where the value cannot be written. */
int db_sqlite_bind(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                   const char **why);
#endif
