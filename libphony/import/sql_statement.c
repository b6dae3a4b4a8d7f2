/* Statements of SQL out of words (sql_lex.h): where they end, and what stands between them that is
 * no SQL: data of COPY, commands of psql, DELIMITER of MySQL's client. */
#include <string.h>

#include "base/alloc.h"
#include "import/sql_lex.h"

static uint32_t line_end(const ph_sql *sql)
{
    const char *found = memchr(sql->text + sql->at, '\n', sql->length - sql->at);

    return found ? (uint32_t)(found - sql->text) : sql->length;
}

static void skip_line(ph_sql *sql)
{
    sql->at = line_end(sql);
}

static int ends(const ph_sql_word *word)
{
    return word->kind == PH_SQL_END;
}

/* ---- What is passed over --------------------------------------------------------------------- */

/* Behind COPY ... FROM stdin; the data's lines, up to one that is "\.". */
static void skip_data(ph_sql *sql)
{
    skip_line(sql);
    while (sql->at < sql->length) {
        uint32_t begin;
        sql->at++;
        sql->line++;
        begin = sql->line_start = sql->at;
        skip_line(sql);
        if (sql->at - begin >= 2 && !memcmp(sql->text + begin, "\\.", 2) &&
            (sql->at - begin == 2 || sql->text[begin + 2] == '\r'))
            return;
    }
}

static void skip_statement(ph_sql *sql, int is_copy)
{
    int delimited = 0, from = 0, has_data = 0;

    for (;;) {
        ph_sql_word word = ph_sql_next(sql, &delimited);
        if (ends(&word))
            break;
        has_data |= is_copy && from && ph_sql_is(sql, &word, "STDIN");
        from = ph_sql_is(sql, &word, "FROM");
    }
    if (delimited && has_data)
        skip_data(sql);
}

/* How a word changes the depth in BEGIN ... END; `*after_end` says that END stood before. */
static int change_of(const ph_sql *sql, const ph_sql_word *word, int *after_end)
{
    static const char *const inner[] = {"IF", "LOOP", "WHILE", "REPEAT"};
    int was_end = *after_end;

    *after_end = ph_sql_is(sql, word, "END");
    if (was_end) {
        for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
            if (ph_sql_is(sql, word, inner[i]))
                return 1; /* END IF ends no BEGIN */
        }
    }
    if (*after_end)
        return -1;
    if (was_end && ph_sql_is(sql, word, "CASE"))
        return 0;
    return ph_sql_is(sql, word, "BEGIN") || ph_sql_is(sql, word, "CASE");
}

enum { BODIES = 256 /* a bit of gave_up */ };

/* A body whose BEGIN is never ended is read as a statement without one. */
static void skip_body(ph_sql *sql)
{
    ph_sql begin = *sql;
    int delimited = 0, depth = 0, after_end = 0;

    if (strcmp(sql->delimiter, ";") != 0 || sql->gave_up & BODIES) {
        skip_statement(sql, 0);
        return;
    }
    for (;;) {
        ph_sql_word word = ph_sql_next(sql, &delimited);
        if (ends(&word) && (!delimited || depth <= 0))
            break;
        depth += ends(&word) ? 0 : change_of(sql, &word, &after_end);
    }
    if (delimited || depth <= 0)
        return;
    ph_import_note_add(sql->import, sql->path, begin.last.line, begin.last.column,
                       "the body that begins here has no END");
    begin.gave_up = sql->gave_up | BODIES;
    *sql = begin;
    skip_statement(sql, 0);
}

static void take_delimiter(ph_sql *sql)
{
    uint32_t end = line_end(sql), begin = sql->at;

    while (begin < end && strchr(" \t", sql->text[begin]))
        begin++;
    sql->at = end;
    while (end > begin && strchr(" \t\r", sql->text[end - 1]))
        end--;
    if (end == begin || end - begin > PH_SQL_DELIMITER_MAX)
        return;
    memcpy(sql->delimiter, sql->text + begin, end - begin);
    sql->delimiter[end - begin] = '\0';
}

/* What stands between statements and is none. */
static int skip_between(ph_sql *sql, const ph_sql_word *word)
{
    if (ph_sql_is_symbol(sql, word, "\\"))
        skip_line(sql);
    else if (word->is_first && ph_sql_is(sql, word, "DELIMITER"))
        take_delimiter(sql);
    else
        return 0;
    return 1;
}

/* ---- Keeping --------------------------------------------------------------------------------- */

static int push(ph_sql *sql, const ph_sql_word *word)
{
    if (ph_grow((void **)&sql->words, &sql->capacity, sql->count + 1, sizeof *sql->words))
        return -1;
    sql->words[sql->count++] = *word;
    return 0;
}

/* A missing delimiter: CREATE, which no column can be called, begins a line. */
static int begins_another(const ph_sql *sql, const ph_sql_word *word)
{
    return word->is_first && sql->count > 1 && ph_sql_is(sql, word, "CREATE");
}

/* The rest of a statement whose first words are there. 0, -1 out of memory. */
static int keep_rest(ph_sql *sql)
{
    int delimited = 0;
    ph_sql_word word;

    for (;;) {
        word = ph_sql_next(sql, &delimited);
        if (ends(&word))
            break;
        if (begins_another(sql, &word)) {
            sql->at = word.from;
            word = (ph_sql_word){.from = word.from, .line = word.line, .column = word.column};
            break;
        }
        if (sql->count == PH_SQL_WORDS_MAX) {
            ph_import_note_add(sql->import, sql->path, sql->words[0].line, sql->words[0].column,
                               "the statement has more than %d words", PH_SQL_WORDS_MAX);
            skip_statement(sql, 0);
            break;
        }
        if (push(sql, &word))
            return -1;
    }
    word.kind = PH_SQL_END;
    return push(sql, &word);
}

/* 1: kept, 0: passed over, -1: out of memory. */
static int take(ph_sql *sql, ph_sql_word word, ph_sql_deciding *decide)
{
    ph_sql_use use = PH_SQL_UNDECIDED;
    int delimited = 0, is_copy = ph_sql_is(sql, &word, "COPY");

    for (sql->count = 0; use == PH_SQL_UNDECIDED; word = ph_sql_next(sql, &delimited)) {
        if (ends(&word))
            return 0;
        if (push(sql, &word))
            return -1;
        use = decide(sql, sql->words, sql->count);
        if (use != PH_SQL_UNDECIDED)
            break;
    }
    if (use == PH_SQL_KEEP)
        return keep_rest(sql) ? -1 : 1;
    if (use == PH_SQL_SKIP_BODY)
        skip_body(sql);
    else
        skip_statement(sql, is_copy);
    return 0;
}

int ph_sql_statement(ph_sql *sql, ph_sql_deciding *decide)
{
    int taken = 0;

    while (taken == 0) {
        int delimited;
        ph_sql_word word = ph_sql_next(sql, &delimited);
        if (ends(&word) && !delimited)
            return 0;
        if (!ends(&word) && !skip_between(sql, &word))
            taken = take(sql, word, decide);
    }
    return taken;
}
