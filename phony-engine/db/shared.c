/* What the drivers share: statements that are put together, and loading that
 * leaves all or nothing. */
#include <stdlib.h>
#include <string.h>

#include "driver.h"

/* ---- Statements that are put together ----------------------------------------------------------
 */

static int make_room(db_text *to, size_t more)
{
    size_t capacity = to->capacity ? to->capacity : 256;
    char *text;

    if (to->failed || more >= SIZE_MAX / 4 - to->length) {
        to->failed = 1;
        return -1;
    }
    while (capacity <= to->length + more)
        capacity *= 2;
    if (capacity == to->capacity)
        return 0;
    text = realloc(to->text, capacity);
    if (!text) {
        to->failed = 1;
        return -1;
    }
    to->text = text;
    to->capacity = capacity;
    return 0;
}

void db_text_append(db_text *to, const char *text, size_t length)
{
    if (make_room(to, length) < 0)
        return;
    memcpy(to->text + to->length, text, length);
    to->length += length;
    to->text[to->length] = '\0';
}

void db_text_add(db_text *to, const char *text)
{
    db_text_append(to, text, strlen(text));
}

void db_text_add_name(db_text *to, const char *name, char quote)
{
    db_text_append(to, &quote, 1);
    for (; *name; name++) {
        if (*name == quote)
            db_text_append(to, &quote, 1);
        db_text_append(to, name, 1);
    }
    db_text_append(to, &quote, 1);
}

void db_text_fini(db_text *text)
{
    if (text->text)
        explicit_bzero(text->text, text->capacity);
    free(text->text);
    *text = (db_text){0};
}

uint64_t db_line_at(const char *sql, size_t offset)
{
    uint64_t line = 1;

    for (size_t i = 0; i < offset; i++)
        line += sql[i] == '\n';
    return line;
}

/* ---- Loads -------------------------------------------------------------------------------------
 */

static const struct {
    const char *begin, *commit, *rollback;
} enclosures[] = {
    {"BEGIN", "COMMIT", "ROLLBACK"},
    {"SAVEPOINT phony_load", "RELEASE SAVEPOINT phony_load", "ROLLBACK TO SAVEPOINT phony_load"},
};

phony_status db_load_whole(void *handle, int is_open, db_command *command, db_loader *load,
                           const db_source *source, uint64_t *rows, phony_error *error)
{
    phony_status status = command(handle, enclosures[is_open].begin, error);

    if (status)
        return status;
    status = load(handle, source, rows, error);
    if (!status)
        status = command(handle, enclosures[is_open].commit, error);
    /* Where this fails the connection is gone, and the server takes all back by itself. */
    if (status && command(handle, enclosures[is_open].rollback, NULL) == PHONY_OK && is_open)
        command(handle, enclosures[is_open].commit, NULL);
    return status;
}

phony_status db_fail_rows(phony_error *error, const db_source *source, uint64_t rows,
                          const char *words)
{
    if (!rows)
        return db_fail(error, PHONY_ERROR_IO, 0, "table '%s': %s", source->table, words);
    return db_fail(error, PHONY_ERROR_IO, 0, "table '%s', after the first %llu rows: %s",
                   source->table, (unsigned long long)rows, words);
}
