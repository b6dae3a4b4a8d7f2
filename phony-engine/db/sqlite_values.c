#include "sqlite_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DAY_MICROSECONDS INT64_C(86400000000)
#define DAY_FIRST INT64_C(-719162) /* 0001-01-01 */
#define DAY_LAST INT64_C(2932896)  /* 9999-12-31 */

typedef int bind_way(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                     const char **why);

static int bind_text(sqlite3_stmt *statement, int at, const char *text, size_t length)
{
    return sqlite3_bind_text64(statement, at, text, length, SQLITE_STATIC, SQLITE_UTF8);
}

/* ---- Numbers -----------------------------------------------------------------------------------
 */

static int bind_whole(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                      const char **why)
{
    (void)why;
    return sqlite3_bind_int64(statement, at, column->cells->numbers[row]);
}

/* As text: columns of numbers make a number of it, as they do of a literal, and columns of texts
 * keep all digits. */
static int bind_decimal(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                        const char **why)
{
    int64_t number = column->cells->numbers[row];
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    char *end = column->text + sizeof column->text, *out = end;

    (void)why;
    if (column->cells->scale <= 0)
        return sqlite3_bind_int64(statement, at, number);
    for (int32_t digits = 0; rest || digits <= column->cells->scale; digits++) {
        if (digits == column->cells->scale)
            *--out = '.';
        *--out = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (number < 0)
        *--out = '-';
    return bind_text(statement, at, out, (size_t)(end - out));
}

/* SQLite would make a null of what is no number. */
static int bind_float(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                      const char **why)
{
    double number = column->cells->floats[row];

    if (!isfinite(number))
        *why = "a float that is infinite or no number";
    return sqlite3_bind_double(statement, at, number);
}

/* ---- Times -------------------------------------------------------------------------------------
 */

static char *put_two(char *out, unsigned number)
{
    out[0] = (char)('0' + number / 10);
    out[1] = (char)('0' + number % 10);
    return out + 2;
}

/* The Gregorian calendar (Hinnant, chrono-compatible low-level date algorithms): eras of 400 years
 * from March on. */
static char *put_date(char *out, int64_t days)
{
    unsigned since = (unsigned)(days + 719468), era = since / 146097, of_era = since % 146097;
    unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned from_march = (5 * of_year + 2) / 153;
    unsigned month = from_march < 10 ? from_march + 3 : from_march - 9;
    unsigned year = year_of_era + era * 400 + (month <= 2);

    out = put_two(put_two(out, year / 100), year % 100);
    *out++ = '-';
    out = put_two(out, month);
    *out++ = '-';
    return put_two(out, of_year - (153 * from_march + 2) / 5 + 1);
}

/* 12:00:00.5: without zeros at the end of the fraction. */
static char *put_clock(char *out, uint64_t microseconds)
{
    unsigned seconds = (unsigned)(microseconds / 1000000);
    unsigned fraction = (unsigned)(microseconds % 1000000);

    out = put_two(out, seconds / 3600);
    *out++ = ':';
    out = put_two(out, seconds / 60 % 60);
    *out++ = ':';
    out = put_two(out, seconds % 60);
    if (!fraction)
        return out;
    *out++ = '.';
    for (unsigned digit = 100000; fraction; digit /= 10) {
        *out++ = (char)('0' + fraction / digit);
        fraction %= digit;
    }
    return out;
}

static int bind_date(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                     const char **why)
{
    int64_t days = column->cells->numbers[row];

    if (days < DAY_FIRST || days > DAY_LAST) {
        *why = "a date outside of the years 1 to 9999";
        return SQLITE_OK;
    }
    return bind_text(statement, at, column->text,
                     (size_t)(put_date(column->text, days) - column->text));
}

static int bind_time(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                     const char **why)
{
    int64_t time = column->cells->numbers[row];

    if (time < 0 || time >= DAY_MICROSECONDS) {
        *why = "a time of day outside of 00:00 to 24:00";
        return SQLITE_OK;
    }
    return bind_text(statement, at, column->text,
                     (size_t)(put_clock(column->text, (uint64_t)time) - column->text));
}

static int bind_moment(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                       const char **why)
{
    int64_t moment = column->cells->numbers[row];
    int64_t time = moment % DAY_MICROSECONDS, days = moment / DAY_MICROSECONDS;
    char *out;

    days -= time < 0;
    time += time < 0 ? DAY_MICROSECONDS : 0;
    if (days < DAY_FIRST || days > DAY_LAST) {
        *why = "a time outside of the years 1 to 9999";
        return SQLITE_OK;
    }
    out = put_date(column->text, days);
    *out++ = ' ';
    out = put_clock(out, (uint64_t)time);
    return bind_text(statement, at, column->text, (size_t)(out - column->text));
}

/* ---- Texts and bytes ---------------------------------------------------------------------------
 */

static int bind_uuid(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                     const char **why)
{
    static const char hex[] = "0123456789abcdef";
    const uint8_t *bytes = column->cells->bytes + 16 * row;
    char *out = column->text;

    (void)why;
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 15];
    }
    return bind_text(statement, at, column->text, 36);
}

/* Pointers that are not NULL, which would be a null, where there is no byte at all. */
static const char *bytes_of(const phony_cells *cells, size_t row, size_t *length)
{
    *length = cells->offsets[row + 1] - cells->offsets[row];
    return *length ? (const char *)cells->bytes + cells->offsets[row] : "";
}

static int bind_characters(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                           const char **why)
{
    size_t length;
    const char *text = bytes_of(column->cells, row, &length);

    (void)why;
    return bind_text(statement, at, text, length);
}

static int bind_bytes(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                      const char **why)
{
    size_t length;
    const char *bytes = bytes_of(column->cells, row, &length);

    (void)why;
    return sqlite3_bind_blob64(statement, at, bytes, length, SQLITE_STATIC);
}

/* ---- By their types ----------------------------------------------------------------------------
 */

/* The first that fits; "" fits all types of its kind. */
static const struct db_sqlite_way {
    int32_t kind;
    const char *type; /* what the type's name begins with */
    bind_way *bind;
} ways[] = {
    {PHONY_CELLS_NUMBERS, "decimal", bind_decimal},
    {PHONY_CELLS_NUMBERS, "date", bind_date},
    {PHONY_CELLS_NUMBERS, "timestamp", bind_moment},
    {PHONY_CELLS_NUMBERS, "time", bind_time},
    {PHONY_CELLS_NUMBERS, "", bind_whole},
    {PHONY_CELLS_FLOATS, "", bind_float},
    {PHONY_CELLS_UUIDS, "", bind_uuid},
    {PHONY_CELLS_TEXTS, "bytea", bind_bytes},
    {PHONY_CELLS_TEXTS, "", bind_characters},
};

void db_sqlite_column_init(db_sqlite_column *column, const phony_cells *cells)
{
    size_t last = sizeof ways / sizeof *ways - 1, i = 0;

    while (i < last && (ways[i].kind != cells->kind ||
                        strncmp(cells->type, ways[i].type, strlen(ways[i].type)) != 0))
        i++;
    column->cells = cells;
    column->way = &ways[i];
}

int db_sqlite_bind(sqlite3_stmt *statement, int at, db_sqlite_column *column, size_t row,
                   const char **why)
{
    if (column->cells->nulls && column->cells->nulls[row])
        return sqlite3_bind_null(statement, at);
    return column->way->bind(statement, at, column, row, why);
}
