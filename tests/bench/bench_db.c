/* What loading costs: rows {bigint, text, text, timestamp} that are in memory already, into a
 * database, in rows a second. bench-db URL [ROWS]; bench-db copy|load [ROWS] writes the same bytes
 * to the standard output, for what the databases' own programs make of them. */
#include <db.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/random.h"
#include "write/format.h"

enum { BATCH = 1024, COLUMNS = 4 };

static const char *const names[COLUMNS] = {"id", "name", "email", "at"};
static const ph_table_column table_columns[COLUMNS] = {
    {"id", {.kind = PH_TYPE_INT64}, 1},
    {"name", {.kind = PH_TYPE_TEXT}, 0},
    {"email", {.kind = PH_TYPE_TEXT}, 0},
    {"at", {.kind = PH_TYPE_TIMESTAMP}, 0},
};
static const ph_table table = {"bench_rows", table_columns, COLUMNS};

static struct {
    ph_values values[COLUMNS];
    const ph_values *columns[COLUMNS];
    const ph_format *format;
    ph_buffer out;
    uint64_t next, count;
} rows;

static void check(phony_status status, const phony_error *error)
{
    if (!status)
        return;
    fprintf(stderr, "bench-db: %s\n", error->message);
    exit(1);
}

static void fill(void)
{
    phony_error error;

    for (size_t c = 0; c < COLUMNS; c++) {
        rows.columns[c] = &rows.values[c];
        check(ph_values_begin(&rows.values[c], table_columns[c].type, BATCH, &error), &error);
    }
    for (size_t i = 0; i < BATCH; i++) {
        unsigned a = (unsigned)(ph_mix64(i) % 90000), b = (unsigned)(ph_mix64(i + BATCH) % 9000);
        char text[64];
        int length = snprintf(text, sizeof text, "Ayşe%u Yılmaz%u", a, b);
        check(ph_values_put(&rows.values[1], i, text, (size_t)length, &error), &error);
        length = snprintf(text, sizeof text, "ayse.%u.%u@example.com", a, b);
        check(ph_values_put(&rows.values[2], i, text, (size_t)length, &error), &error);
        rows.values[3].numbers[i] = INT64_C(1672531200000000) + (int64_t)a * 1000003;
    }
}

/* The same rows again and again but for their numbers. */
static size_t next_rows(void)
{
    size_t some = rows.count - rows.next < BATCH ? (size_t)(rows.count - rows.next) : BATCH;

    for (size_t i = 0; i < some; i++)
        rows.values[0].numbers[i] = (int64_t)(rows.next + i);
    rows.next += some;
    return some;
}

static phony_status next_bytes(void *user, const char **bytes, size_t *length, phony_error *error)
{
    uint64_t first = rows.next;
    size_t some = next_rows();
    phony_status status = PHONY_OK;

    (void)user;
    rows.out.length = 0;
    if (some)
        status = ph_format_rows(rows.format, &table, rows.columns, some, first, &rows.out, error);
    *bytes = rows.out.data;
    *length = rows.out.length;
    return status;
}

static phony_status next_cells(void *user, phony_cells *cells, size_t *count, phony_error *error)
{
    static const char *const types[COLUMNS] = {"int64", "text", "text", "timestamp"};

    (void)user, (void)error;
    *count = next_rows();
    for (size_t c = 0; c < COLUMNS; c++) {
        cells[c].name = names[c];
        cells[c].type = types[c];
        cells[c].kind = c == 1 || c == 2 ? PHONY_CELLS_TEXTS : PHONY_CELLS_NUMBERS;
        cells[c].numbers = rows.values[c].numbers;
        cells[c].offsets = rows.values[c].offsets;
        cells[c].bytes = rows.values[c].bytes;
    }
    return PHONY_OK;
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(const char *url)
{
    static const char create[] =
        "DROP TABLE IF EXISTS bench_rows; CREATE TABLE bench_rows (id "
        "BIGINT PRIMARY KEY, name TEXT, email TEXT, at TIMESTAMP NULL)";
    static const char utf8[] = "ALTER TABLE bench_rows CONVERT TO CHARACTER SET utf8mb4";
    db_source source = {.table = table.name,
                        .columns = names,
                        .column_count = COLUMNS,
                        .bytes = next_bytes,
                        .cells = next_cells};
    db_connection *connection;
    phony_error error;
    uint64_t loaded = 0;
    double begin;

    check(db_open(url, &connection, &error), &error);
    check(db_run(connection, create, strlen(create), &error), &error);
    if (strcmp(db_dialect(connection), "mysql") == 0)
        check(db_run(connection, utf8, strlen(utf8), &error), &error);
    rows.format = db_format(connection) ? ph_format_find(db_format(connection), NULL) : NULL;
    begin = seconds();
    check(db_load(connection, &source, &loaded, &error), &error);
    begin = seconds() - begin;
    printf("%-8s %8llu rows, %6.2f s, %9.0f rows/s\n", db_dialect(connection),
           (unsigned long long)loaded, begin, (double)loaded / begin);
    db_close(connection);
}

static void write_all(void)
{
    const char *bytes;
    size_t length;
    phony_error error;

    do {
        check(next_bytes(NULL, &bytes, &length, &error), &error);
        if (length)
            fwrite(bytes, 1, length, stdout);
    } while (length);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench-db URL|copy|load [ROWS]\n");
        return 2;
    }
    rows.count = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000;
    fill();
    rows.format = ph_format_find(argv[1], NULL);
    if (rows.format)
        write_all();
    else
        measure(argv[1]);
    for (size_t c = 0; c < COLUMNS; c++)
        ph_values_fini(&rows.values[c]);
    ph_buffer_fini(&rows.out);
    return 0;
}
