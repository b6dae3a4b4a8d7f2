/* CREATE: which thing it makes, and tables. Tables of the same name in several schemas are told
 * apart: the first has the name alone, others are schema_name. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "import/ddl_parts.h"

/* ---- Tables and columns by name -------------------------------------------------------------- */

static const char *name_with_schema(ph_ddl *ddl, const char *schema, const char *name)
{
    ph_buffer both = PH_BUFFER_INIT;
    const char *kept;

    ph_buffer_append_text(&both, schema);
    ph_buffer_append_byte(&both, '_');
    ph_buffer_append_text(&both, name);
    kept = both.failed ? NULL : ph_import_keep(ddl->import, both.data, both.length);
    ph_buffer_fini(&both);
    ddl->failed |= !kept;
    return kept ? kept : "";
}

static ph_import_table *find_named(ph_ddl *ddl, const char *name)
{
    ph_import_table *table = ph_import_find(ddl->import, name);
    uint32_t number = table ? UINT32_MAX : ph_ddl_names_find(&ddl->tables, name);

    return number == UINT32_MAX ? table : ph_import_find(ddl->import, ddl->tables.names[number]);
}

static int is_of(const ph_import_table *table, const char *schema)
{
    return !schema || !table->schema || ph_ddl_same(table->schema, schema);
}

ph_import_table *ph_ddl_find_table(ph_ddl *ddl, const char *schema, const char *name)
{
    ph_import_table *table = find_named(ddl, name);

    if (!table || is_of(table, schema))
        return table;
    table = find_named(ddl, name_with_schema(ddl, schema, name));
    return table && is_of(table, schema) ? table : NULL;
}

uint32_t ph_ddl_find_column(const ph_import_table *table, const char *name)
{
    uint32_t found = ph_import_column_find(table, name);

    for (uint32_t i = 0; found == UINT32_MAX && i < table->column_count; i++) {
        if (ph_ddl_same(table->columns[i].name, name))
            found = i;
    }
    return found;
}

ph_import_column *ph_ddl_add_column(ph_ddl *ddl, const char *name)
{
    uint32_t found = ph_ddl_find_column(ddl->table, name);
    ph_import_column *column;

    if (found == UINT32_MAX)
        return ph_import_column_add(ddl->table, name);
    column = &ddl->table->columns[found];
    ph_free(column->members);
    memset(column, 0, sizeof *column);
    column->name = name;
    return column;
}

void ph_ddl_copy_column(ph_ddl *ddl, ph_import_column *to, const ph_import_column *from)
{
    const char *name = to->name;

    ph_free(to->members);
    *to = *from;
    to->name = name;
    to->members = NULL;
    to->member_count = to->member_capacity = 0;
    for (size_t i = 0; i < from->member_count; i++) {
        if (ph_import_column_member(to, from->members[i]))
            ddl->failed = 1;
    }
}

/* ---- CREATE TABLE ---------------------------------------------------------------------------- */

/* The table, empty, in `ddl->table`; 0: it is there already, or memory ran out. */
static int begin_table(ph_ddl *ddl, const ph_sql_word *word, const char *schema, const char *name,
                       int if_not_exists)
{
    ph_import_table *there = ph_ddl_find_table(ddl, schema, name);

    if (there && if_not_exists)
        return 0;
    if (there) {
        ph_ddl_note(ddl, word, "table '%s' is there already: this one takes its place", name);
        ph_import_table_drop(ddl->import, there->name);
    } else if (schema && find_named(ddl, name)) {
        name = name_with_schema(ddl, schema, name);
        ph_ddl_note(ddl, word, "there are tables of one name in several schemas: this is '%s'",
                    name);
    }
    if (!ddl->failed)
        ph_ddl_names_add(ddl, &ddl->tables, name);
    ddl->table = ddl->failed ? NULL : ph_import_table_add(ddl->import, name);
    if (!ddl->table) {
        ddl->failed = 1;
        return 0;
    }
    ddl->table->schema = schema;
    ddl->table->file = ddl->sql.path;
    ddl->table->line = word->line;
    return 1;
}

/* Columns of another table that are not there yet: LIKE, INHERITS. */
static void take_columns_of(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    const char *schema, *name = ph_ddl_name(ddl, &schema);
    const ph_import_table *from = name ? ph_ddl_find_table(ddl, schema, name) : NULL;

    if (!from || from == ddl->table) {
        ph_ddl_note(ddl, word, "the columns of '%s' are not known", name ? name : "");
        return;
    }
    for (size_t i = 0; i < from->column_count && !ddl->failed; i++) {
        ph_import_column *column;
        if (ph_ddl_find_column(ddl->table, from->columns[i].name) != UINT32_MAX)
            continue;
        column = ph_import_column_add(ddl->table, from->columns[i].name);
        if (column)
            ph_ddl_copy_column(ddl, column, &from->columns[i]);
        ddl->failed |= !column;
    }
}

static void take_parents(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);

    ph_ddl_note(ddl, word, "table '%s' inherits: its rows are none of the other table",
                ddl->table->name);
    ph_ddl_accept(ddl, "(");
    do
        take_columns_of(ddl);
    while (!ddl->failed && ph_ddl_accept(ddl, ","));
    ph_ddl_accept(ddl, ")");
}

static void take_comment(ph_ddl *ddl)
{
    ph_ddl_accept(ddl, "=");
    if (ph_ddl_word(ddl)->kind == PH_SQL_STRING)
        ddl->table->comment = ph_ddl_text(ddl, ph_ddl_word(ddl));
}

/* Behind the columns: ENGINE=..., PARTITION BY, WITH (...) and much else that says nothing. */
static void take_table_options(ph_ddl *ddl)
{
    while (!ddl->failed && ph_ddl_word(ddl)->kind != PH_SQL_END) {
        const ph_sql_word *word = ph_ddl_word(ddl);
        if (ph_ddl_accept(ddl, "INHERITS"))
            take_parents(ddl);
        else if (ph_ddl_accept(ddl, "COMMENT"))
            take_comment(ddl);
        else if (ph_ddl_accept(ddl, "AS SELECT"))
            ph_ddl_note(ddl, word, "columns that a query makes are not known");
        else if (ph_ddl_sees(ddl, ddl->at, "("))
            ph_ddl_skip_group(ddl);
        else
            ddl->at++;
    }
}

void ph_ddl_element(ph_ddl *ddl)
{
    if (ph_ddl_accept(ddl, "LIKE")) {
        take_columns_of(ddl);
        ph_ddl_skip_element(ddl);
    } else if (!ph_ddl_constraint(ddl)) {
        ph_ddl_column(ddl);
    }
}

static void take_elements(ph_ddl *ddl, const ph_sql_word *begin)
{
    while (!ddl->failed && ph_ddl_word(ddl)->kind != PH_SQL_END && !ph_ddl_accept(ddl, ")")) {
        size_t at = ddl->at;
        ph_ddl_element(ddl);
        ph_ddl_accept(ddl, ",");
        ddl->at += ddl->at == at; /* whatever stands there */
    }
    if (ph_ddl_word(ddl)->kind == PH_SQL_END && !ph_ddl_sees(ddl, ddl->at - 1, ")"))
        ph_ddl_note(ddl, begin, "the bracket is not closed");
}

/* Instead of columns. 1: there is no table to read. */
static int is_made_otherwise(ph_ddl *ddl, const ph_sql_word *word, const char *name)
{
    const char *schema, *whole;

    if (!memcmp(name, "sqlite_", strlen(name) < 7 ? strlen(name) + 1 : 7)) {
        ph_ddl_names_add(ddl, &ddl->skipped, name); /* SQLite's own */
    } else if (ph_ddl_accept(ddl, "PARTITION OF")) {
        whole = ph_ddl_name(ddl, &schema);
        ph_ddl_note(ddl, word, "'%s' is a partition: its rows are those of '%s'", name,
                    whole ? whole : "");
        ph_ddl_names_add(ddl, &ddl->skipped, name);
    } else if (ph_ddl_sees(ddl, ddl->at, "AS") || ph_ddl_sees(ddl, ddl->at, "SELECT")) {
        ph_ddl_note(ddl, word, "the columns of '%s' are made by a query: left out", name);
        ph_ddl_names_add(ddl, &ddl->skipped, name);
    } else if (ph_ddl_sees(ddl, ddl->at, "OF")) {
        ph_ddl_note(ddl, word, "the columns of '%s' are those of a type: left out", name);
        ph_ddl_names_add(ddl, &ddl->skipped, name);
    } else {
        return 0;
    }
    return 1;
}

static void create_table(ph_ddl *ddl)
{
    int if_not_exists = ph_ddl_accept(ddl, "IF NOT EXISTS");
    const ph_sql_word *word = ph_ddl_word(ddl), *begin;
    const char *schema, *name = ph_ddl_name(ddl, &schema);

    if (!name || !*name) {
        ph_ddl_note(ddl, word, "a table's name is expected");
        return;
    }
    if (is_made_otherwise(ddl, word, name) || !begin_table(ddl, word, schema, name, if_not_exists))
        return;
    begin = ph_ddl_word(ddl);
    if (ph_ddl_accept(ddl, "LIKE"))
        take_columns_of(ddl);
    else if (ph_ddl_accept(ddl, "("))
        take_elements(ddl, begin);
    else
        ph_ddl_note(ddl, begin, "the columns of '%s' are expected", name);
    take_table_options(ddl);
}

/* ---- CREATE ---------------------------------------------------------------------------------- */

static void create_index(ph_ddl *ddl)
{
    ph_ddl_create_index(ddl, 0);
}

static void create_unique_index(ph_ddl *ddl)
{
    ph_ddl_create_index(ddl, 1);
}

static void skip_full_text(ph_ddl *ddl)
{
    (void)ddl;
}

static const struct thing {
    const char *words;
    void (*create)(ph_ddl *ddl);
} things[] = {
    {"TABLE", create_table},          {"UNIQUE INDEX", create_unique_index},
    {"INDEX", create_index},          {"FULLTEXT", skip_full_text},
    {"SPATIAL", skip_full_text},      {"TYPE", ph_ddl_create_type},
    {"DOMAIN", ph_ddl_create_domain},
};

/* Behind CREATE; words like TEMPORARY and UNLOGGED come first. */
void ph_ddl_create_table(ph_ddl *ddl)
{
    for (; ph_ddl_word(ddl)->kind == PH_SQL_WORD; ddl->at++) {
        for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
            if (ph_ddl_accept(ddl, things[i].words)) {
                things[i].create(ddl);
                return;
            }
        }
    }
}
