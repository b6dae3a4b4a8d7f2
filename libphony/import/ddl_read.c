/* SQL's DDL as an import: dumps of PostgreSQL, MySQL/MariaDB and SQLite, read as one language (see
 * ddl_parts.h). A new statement is a row in the table here. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/ddl_parts.h"

/* ---- COMMENT, DROP --------------------------------------------------------------------------- */

/* What a comment says; NULL where it is taken away. */
static const char *take_comment(ph_ddl *ddl)
{
    if (!ph_ddl_accept(ddl, "IS") || ph_ddl_word(ddl)->kind != PH_SQL_STRING)
        return NULL;
    return ph_ddl_text(ddl, ph_ddl_word(ddl));
}

static void comment_table(ph_ddl *ddl)
{
    const char *schema, *name = ph_ddl_name(ddl, &schema);
    ph_import_table *table = name ? ph_ddl_find_table(ddl, schema, name) : NULL;

    if (table)
        table->comment = take_comment(ddl);
}

/* The names apart: [schema.]table, and the column. */
static void comment_column(ph_ddl *ddl)
{
    const char *names[3] = {NULL, NULL, NULL};
    ph_import_table *table;
    uint32_t column;

    do {
        if (!ph_ddl_is_name(ddl, ddl->at))
            return;
        names[0] = names[1];
        names[1] = names[2];
        names[2] = ph_ddl_text(ddl, ph_ddl_word(ddl));
        ddl->at++;
    } while (ph_ddl_accept(ddl, "."));
    table = names[1] ? ph_ddl_find_table(ddl, names[0], names[1]) : NULL;
    column = table ? ph_ddl_find_column(table, names[2]) : UINT32_MAX;
    if (column != UINT32_MAX)
        table->columns[column].comment = take_comment(ddl);
}

/* mysqldump makes tables in the place of views, and drops them again. */
static void drop_table(ph_ddl *ddl)
{
    const char *schema, *name;
    ph_import_table *table;

    ph_ddl_accept(ddl, "IF EXISTS");
    do {
        name = ph_ddl_name(ddl, &schema);
        table = name ? ph_ddl_find_table(ddl, schema, name) : NULL;
        if (table) {
            ph_ddl_names_add(ddl, &ddl->skipped, name);
            ph_import_table_drop(ddl->import, table->name);
        }
    } while (!ddl->failed && ph_ddl_accept(ddl, ","));
}

/* ---- Statements ------------------------------------------------------------------------------ */

static const struct statement {
    const char *words;
    void (*read)(ph_ddl *ddl);
} statements[] = {
    {"CREATE", ph_ddl_create_table},
    {"ALTER TABLE", ph_ddl_alter_table},
    {"COMMENT ON COLUMN", comment_column},
    {"COMMENT ON TABLE", comment_table},
    {"DROP TABLE", drop_table},
};

static const struct word_use {
    const char *word;
    ph_sql_use use;
} first_words[] = {{"CREATE", PH_SQL_UNDECIDED},
                   {"ALTER", PH_SQL_KEEP},
                   {"COMMENT", PH_SQL_KEEP},
                   {"DROP", PH_SQL_KEEP}},
  created[] = {{"TABLE", PH_SQL_KEEP},          {"INDEX", PH_SQL_KEEP},
               {"TYPE", PH_SQL_KEEP},           {"DOMAIN", PH_SQL_KEEP},
               {"FUNCTION", PH_SQL_SKIP_BODY},  {"PROCEDURE", PH_SQL_SKIP_BODY},
               {"TRIGGER", PH_SQL_SKIP_BODY},   {"EVENT", PH_SQL_SKIP_BODY},
               {"PACKAGE", PH_SQL_SKIP_BODY},   {"VIEW", PH_SQL_SKIP},
               {"SEQUENCE", PH_SQL_SKIP},       {"EXTENSION", PH_SQL_SKIP},
               {"SCHEMA", PH_SQL_SKIP},         {"DATABASE", PH_SQL_SKIP},
               {"AGGREGATE", PH_SQL_UNDECIDED}, {"VIRTUAL", PH_SQL_SKIP},
               {"RULE", PH_SQL_SKIP},           {"POLICY", PH_SQL_SKIP},
               {"CAST", PH_SQL_SKIP},           {"OPERATOR", PH_SQL_SKIP},
               {"COLLATION", PH_SQL_SKIP},      {"SERVER", PH_SQL_SKIP},
               {"USER", PH_SQL_SKIP},           {"ROLE", PH_SQL_SKIP},
               {"PUBLICATION", PH_SQL_SKIP},    {"STATISTICS", PH_SQL_SKIP},
               {"TEXT", PH_SQL_SKIP},           {"LANGUAGE", PH_SQL_SKIP}};

static ph_sql_use use_of(const ph_sql *sql, const ph_sql_word *word, const struct word_use *uses,
                         size_t count, ph_sql_use otherwise)
{
    for (size_t i = 0; i < count; i++) {
        if (ph_sql_is(sql, word, uses[i].word))
            return uses[i].use;
    }
    return otherwise;
}

/* CREATE is known by the thing that it makes, a few words on: CREATE OR REPLACE DEFINER=`a`@`b`
 * FUNCTION. */
static ph_sql_use decide(const ph_sql *sql, const ph_sql_word *words, size_t count)
{
    enum { LOOKED_AT = 16 };

    if (count == 1)
        return use_of(sql, words, first_words, sizeof first_words / sizeof *first_words,
                      PH_SQL_SKIP);
    return use_of(sql, &words[count - 1], created, sizeof created / sizeof *created,
                  count < LOOKED_AT ? PH_SQL_UNDECIDED : PH_SQL_SKIP);
}

static void read_statement(ph_ddl *ddl)
{
    ddl->at = 0;
    ddl->table = NULL;
    ddl->column = NULL;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (ph_ddl_accept(ddl, statements[i].words)) {
            statements[i].read(ddl);
            return;
        }
    }
}

static void ddl_fini(ph_ddl *ddl)
{
    for (size_t i = 0; i < ddl->custom_capacity; i++)
        ph_free(ddl->customs[i].column.members);
    ph_free(ddl->customs);
    ph_free(ddl->list);
    ph_ddl_names_fini(&ddl->tables);
    ph_ddl_names_fini(&ddl->skipped);
    ph_ddl_names_fini(&ddl->custom_names);
    ph_sql_fini(&ddl->sql);
}

phony_status ph_import_ddl(phony_import *import, const ph_import_source *source, phony_error *error)
{
    const char *path = ph_import_keep(import, source->path, strlen(source->path));
    ph_ddl ddl = {.import = import};
    int taken = 1;

    if (source->length > PH_IMPORT_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "'%s' is larger than 256 MiB", source->path);
    ph_sql_init(&ddl.sql, import, source);
    ddl.sql.path = path;
    ddl.failed = !path;
    while (!ddl.failed && (taken = ph_sql_statement(&ddl.sql, decide)) > 0)
        read_statement(&ddl);
    if (!ddl.failed && taken == 0)
        ph_ddl_finish_keys(&ddl);
    ddl_fini(&ddl);
    return ddl.failed || taken < 0 ? ph_fail_memory(error) : PHONY_OK;
}
