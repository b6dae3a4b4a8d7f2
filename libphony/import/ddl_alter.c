/* ALTER TABLE: a row in the table for each thing that it can do to a schema; what it does otherwise
 * (owners, storage, row security) is passed over. */
#include <string.h>

#include "import/ddl_parts.h"

/* A column that is there; NULL is noted. */
static ph_import_column *take_column(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    const char *schema, *name = ph_ddl_name(ddl, &schema);
    uint32_t found = name ? ph_ddl_find_column(ddl->table, name) : UINT32_MAX;

    ddl->column = found == UINT32_MAX ? NULL : &ddl->table->columns[found];
    if (!ddl->column)
        ph_ddl_note(ddl, word, "table '%s' has no column '%s'", ddl->table->name, name ? name : "");
    return ddl->column;
}

/* ---- ADD, MODIFY, CHANGE --------------------------------------------------------------------- */

static void add(ph_ddl *ddl)
{
    int column = ph_ddl_accept(ddl, "COLUMN");

    column |= ph_ddl_accept(ddl, "IF NOT EXISTS");
    if (ph_ddl_accept(ddl, "(")) {
        do
            ph_ddl_element(ddl);
        while (!ddl->failed && ph_ddl_accept(ddl, ","));
        ph_ddl_accept(ddl, ")");
    } else if (column || !ph_ddl_constraint(ddl)) {
        if (!ph_ddl_accept(ddl, "PARTITION"))
            ph_ddl_column(ddl);
    }
}

/* The column anew, with what only other statements can say of it. */
static void redefine(ph_ddl *ddl, uint32_t number)
{
    ph_import_column *column = &ddl->table->columns[number];
    int unique = column->unique;
    const char *name = column->name, *schema;
    const char *given = ph_ddl_name(ddl, &schema);

    column->member_count = 0;
    *column = (ph_import_column){.name = given ? given : name,
                                 .unique = unique,
                                 .members = column->members,
                                 .member_capacity = column->member_capacity};
    ddl->column = column;
    ph_ddl_type(ddl, column);
    ph_ddl_column_constraints(ddl);
}

static void modify(ph_ddl *ddl)
{
    size_t begin;

    ph_ddl_accept(ddl, "COLUMN");
    begin = ddl->at;
    if (!take_column(ddl))
        return;
    ddl->at = begin;
    redefine(ddl, (uint32_t)(ddl->column - ddl->table->columns));
}

static void change(ph_ddl *ddl)
{
    ph_ddl_accept(ddl, "COLUMN");
    if (take_column(ddl))
        redefine(ddl, (uint32_t)(ddl->column - ddl->table->columns));
}

/* ---- ALTER COLUMN ---------------------------------------------------------------------------- */

static void set_default(ph_ddl *ddl)
{
    ph_ddl_default(ddl);
}

static void drop_default(ph_ddl *ddl)
{
    ddl->column->initial = NULL;
    ddl->column->automatic = 0;
}

static void set_not_null(ph_ddl *ddl)
{
    ddl->column->not_null = 1;
}

static void drop_not_null(ph_ddl *ddl)
{
    ddl->column->not_null = 0;
}

static void set_automatic(ph_ddl *ddl)
{
    ddl->column->automatic = 1;
}

static void set_type(ph_ddl *ddl)
{
    ph_import_column *column = ddl->column;

    column->member_count = 0;
    column->generator = column->pattern = column->least = column->most = NULL;
    column->type = (ph_type){.kind = PH_TYPE_NONE};
    ph_ddl_type(ddl, column);
}

static const struct alteration {
    const char *words;
    void (*do_it)(ph_ddl *ddl);
} of_columns[] = {
    {"SET DEFAULT", set_default},
    {"DROP DEFAULT", drop_default},
    {"SET NOT NULL", set_not_null},
    {"DROP NOT NULL", drop_not_null},
    {"ADD GENERATED", set_automatic},
    {"SET DATA TYPE", set_type},
    {"TYPE", set_type},
};

static void alter_column(ph_ddl *ddl)
{
    if (ph_ddl_sees(ddl, ddl->at, "INDEX") || ph_ddl_sees(ddl, ddl->at, "CONSTRAINT") ||
        ph_ddl_sees(ddl, ddl->at, "CHECK"))
        return;
    ph_ddl_accept(ddl, "COLUMN");
    if (!take_column(ddl))
        return;
    for (size_t i = 0; i < sizeof of_columns / sizeof *of_columns; i++) {
        if (ph_ddl_accept(ddl, of_columns[i].words)) {
            of_columns[i].do_it(ddl);
            return;
        }
    }
}

/* ---- DROP, RENAME ---------------------------------------------------------------------------- */

static void drop(ph_ddl *ddl)
{
    static const char *const others[] = {"CONSTRAINT",  "INDEX", "KEY",       "PRIMARY KEY",
                                         "FOREIGN KEY", "CHECK", "PARTITION", "EXPRESSION"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (ph_ddl_sees(ddl, ddl->at, others[i]))
            return;
    }
    ph_ddl_accept(ddl, "COLUMN");
    ph_ddl_accept(ddl, "IF EXISTS");
    if (take_column(ddl))
        ph_import_column_drop(ddl->table, (uint32_t)(ddl->column - ddl->table->columns));
}

static void rename_table(ph_ddl *ddl)
{
    const char *schema, *name = ph_ddl_name(ddl, &schema);
    const char *old = ddl->table->name;

    if (!name || !*name || ddl->failed)
        return;
    ph_ddl_names_add(ddl, &ddl->tables, name);
    if (ph_import_table_rename(ddl->import, old, name))
        ddl->failed = 1;
}

static void rename_column(ph_ddl *ddl)
{
    ph_import_column *column = take_column(ddl);
    const char *schema, *name;

    if (!column || !ph_ddl_accept(ddl, "TO"))
        return;
    name = ph_ddl_name(ddl, &schema);
    if (name && *name)
        column->name = name;
}

static void skip(ph_ddl *ddl)
{
    (void)ddl;
}

static const struct alteration alterations[] = {
    {"ADD", add},
    {"MODIFY", modify},
    {"CHANGE", change},
    {"ALTER", alter_column},
    {"DROP", drop},
    {"RENAME CONSTRAINT", skip},
    {"RENAME INDEX", skip},
    {"RENAME KEY", skip},
    {"RENAME TO", rename_table},
    {"RENAME AS", rename_table},
    {"RENAME COLUMN", rename_column},
    {"RENAME", rename_column},
};

static const struct alteration *find_alteration(ph_ddl *ddl)
{
    for (size_t i = 0; i < sizeof alterations / sizeof *alterations; i++) {
        if (ph_ddl_accept(ddl, alterations[i].words))
            return &alterations[i];
    }
    return NULL;
}

/* Behind ALTER TABLE. Views and partitions are altered, too: what is not known there is noted only
 * where it would have changed something. */
void ph_ddl_alter_table(ph_ddl *ddl)
{
    const ph_sql_word *word;
    const char *schema, *name;

    ph_ddl_accept(ddl, "IF EXISTS");
    ph_ddl_accept(ddl, "ONLY");
    word = ph_ddl_word(ddl);
    name = ph_ddl_name(ddl, &schema);
    if (!name || ddl->failed)
        return;
    ph_ddl_accept(ddl, "*");
    ddl->table = ph_ddl_find_table(ddl, schema, name);
    do {
        const struct alteration *found = find_alteration(ddl);
        if (found && ddl->table)
            found->do_it(ddl);
        else if (found && ph_ddl_names_find(&ddl->skipped, name) == UINT32_MAX) {
            ph_ddl_note(ddl, word, "table '%s' is not there", name);
            return;
        }
        ph_ddl_skip_element(ddl);
    } while (!ddl->failed && ph_ddl_accept(ddl, ","));
}
