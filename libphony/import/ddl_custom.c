/* Types that a dump defines: CREATE TYPE ... AS ENUM, CREATE DOMAIN. Columns of them take what is
 * known of the type: members, bounds, default. */
#include <string.h>

#include "base/alloc.h"
#include "import/ddl_parts.h"

/* A place for the type of this name, empty; NULL: out of memory. */
static ph_ddl_custom *add_custom(ph_ddl *ddl, const char *name)
{
    uint32_t number = ph_ddl_names_add(ddl, &ddl->custom_names, name);
    size_t had = ddl->custom_capacity;
    ph_ddl_custom *custom;

    if (ddl->failed ||
        ph_grow((void **)&ddl->customs, &ddl->custom_capacity, number + 1, sizeof *custom)) {
        ddl->failed = 1;
        return NULL;
    }
    memset(ddl->customs + had, 0, (ddl->custom_capacity - had) * sizeof *custom);
    custom = &ddl->customs[number];
    ph_free(custom->column.members);
    memset(custom, 0, sizeof *custom);
    custom->column.name = name;
    return custom;
}

static void take_labels(ph_ddl *ddl, ph_import_column *column)
{
    column->type.kind = PH_TYPE_ENUM;
    ph_ddl_accept(ddl, "(");
    while (!ddl->failed && ph_ddl_word(ddl)->kind == PH_SQL_STRING) {
        const char *label = ph_ddl_text(ddl, ph_ddl_word(ddl));
        ddl->at++;
        if (ddl->failed || ph_import_column_member(column, label))
            ddl->failed = 1;
        ph_ddl_accept(ddl, ",");
    }
}

/* Behind CREATE TYPE. Types without AS are announced, or of the database's own making. */
void ph_ddl_create_type(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    const char *schema, *name = ph_ddl_name(ddl, &schema);
    ph_ddl_custom *custom;

    if (!name || !ph_ddl_accept(ddl, "AS"))
        return;
    custom = add_custom(ddl, name);
    if (!custom)
        return;
    if (ph_ddl_accept(ddl, "ENUM")) {
        take_labels(ddl, &custom->column);
        return;
    }
    custom->is_composite = 1;
    ph_ddl_note(ddl, word, "the type '%s' is no enum: columns of it are left empty", name);
}

/* Behind CREATE DOMAIN: a column's type and constraints, where VALUE is the column. */
void ph_ddl_create_domain(ph_ddl *ddl)
{
    const char *schema, *name = ph_ddl_name(ddl, &schema);
    ph_ddl_custom *custom = name ? add_custom(ddl, name) : NULL;

    if (!custom)
        return;
    ph_ddl_accept(ddl, "AS");
    ddl->table = NULL;
    ddl->column = &custom->column;
    ph_ddl_type(ddl, ddl->column);
    ph_ddl_column_constraints(ddl);
}
