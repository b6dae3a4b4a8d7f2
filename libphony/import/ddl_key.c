/* Keys of tables: PRIMARY KEY, UNIQUE, KEY, FOREIGN KEY in CREATE TABLE and ALTER TABLE, and CREATE
 * INDEX. A foreign key's table may come later, so names are looked up when all is read; until then
 * a schema stands before the name with SCHEMA_ENDS between. */
#include <string.h>

#include "base/alloc.h"
#include "import/ddl_parts.h"

#define SCHEMA_ENDS '\x1F'

typedef enum columns_kind { PLAIN, COMPUTED, UNKNOWN } columns_kind;

void ph_ddl_list_one(ph_ddl *ddl, uint32_t column)
{
    if (ddl->list_count >= PH_IMPORT_COLUMNS_MAX)
        return;
    if (ph_grow((void **)&ddl->list, &ddl->list_capacity, ddl->list_count + 1, sizeof *ddl->list))
        ddl->failed = 1;
    else
        ddl->list[ddl->list_count++] = column;
}

/* One of an index's columns: a name, and behind it a length (MySQL), an order, a class. */
static columns_kind list_column(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    int is_call =
        ph_ddl_sees(ddl, ddl->at + 1, "(") && ddl->sql.words[ddl->at + 2].kind != PH_SQL_NUMBER;
    const char *schema, *name = is_call ? NULL : ph_ddl_name(ddl, &schema);
    uint32_t column = name ? ph_ddl_find_column(ddl->table, name) : UINT32_MAX;

    if (!name)
        ph_ddl_skip_expression(ddl);
    while (!ddl->failed && ph_ddl_word(ddl)->kind != PH_SQL_END &&
           !ph_ddl_sees(ddl, ddl->at, ",") && !ph_ddl_sees(ddl, ddl->at, ")")) {
        if (ph_ddl_word(ddl)->kind == PH_SQL_SYMBOL && !ph_ddl_sees(ddl, ddl->at, "(") &&
            !ph_ddl_sees(ddl, ddl->at, "."))
            name = NULL; /* a + b */
        if (ph_ddl_sees(ddl, ddl->at, "("))
            ph_ddl_skip_group(ddl);
        else
            ddl->at++;
    }
    if (!name)
        return COMPUTED;
    if (column == UINT32_MAX) {
        ph_ddl_note(ddl, word, "table '%s' has no column '%s'", ddl->table->name, name);
        return UNKNOWN;
    }
    ph_ddl_list_one(ddl, column);
    return PLAIN;
}

/* "(a, b)" into ddl->list. What is wrong has been noted but for COMPUTED. */
static columns_kind take_list(ph_ddl *ddl)
{
    columns_kind kind = PLAIN;

    ddl->list_count = 0;
    if (!ph_ddl_accept(ddl, "(")) {
        ph_ddl_note(ddl, ph_ddl_word(ddl), "a list of columns is expected");
        return UNKNOWN;
    }
    do {
        columns_kind one = list_column(ddl);
        kind = one > kind ? one : kind;
    } while (!ddl->failed && ph_ddl_accept(ddl, ","));
    ph_ddl_accept(ddl, ")");
    return ddl->failed || (kind == PLAIN && ddl->list_count == 0) ? UNKNOWN : kind;
}

/* ---- Primary and unique ---------------------------------------------------------------------- */

void ph_ddl_set_primary(ph_ddl *ddl)
{
    if (!ddl->table || ddl->failed || !ddl->list_count)
        return;
    if (ph_import_columns_set(&ddl->table->primary, ddl->list, ddl->list_count))
        ddl->failed = 1;
    for (size_t i = 0; i < ddl->list_count; i++)
        ddl->table->columns[ddl->list[i]].not_null = 1;
}

/* One column is unique itself; several are a list of the table's. */
void ph_ddl_add_unique(ph_ddl *ddl)
{
    if (ddl->list_count == 1)
        ddl->table->columns[ddl->list[0]].unique = 1;
    else if (ph_import_unique_add(ddl->table, ddl->list, ddl->list_count))
        ddl->failed = 1;
}

static void add_index(ph_ddl *ddl)
{
    if (ph_import_index_add(ddl->table, ddl->list, ddl->list_count))
        ddl->failed = 1;
}

/* ---- Foreign keys ---------------------------------------------------------------------------- */

static const char *const actions[][2] = {{"CASCADE", "cascade"},
                                         {"RESTRICT", "restrict"},
                                         {"SET NULL", "set null"},
                                         {"SET DEFAULT", NULL},
                                         {"NO ACTION", "no action"}};

static const char *take_action(ph_ddl *ddl)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (ph_ddl_accept(ddl, actions[i][0])) {
            ph_ddl_skip_group(ddl); /* SET NULL (column) */
            return actions[i][1];
        }
    }
    return NULL;
}

static const char *take_options(ph_ddl *ddl)
{
    const char *on_delete = NULL;

    for (;;) {
        if (ph_ddl_accept(ddl, "ON DELETE"))
            on_delete = take_action(ddl);
        else if (ph_ddl_accept(ddl, "ON UPDATE"))
            take_action(ddl);
        else if (ph_ddl_accept(ddl, "MATCH"))
            ddl->at += ph_ddl_word(ddl)->kind == PH_SQL_WORD;
        else
            return on_delete;
    }
}

/* "schema\x1Ftable", looked up at the end. */
static const char *target_of(ph_ddl *ddl, const char *schema, const char *name)
{
    ph_buffer both = PH_BUFFER_INIT;
    const char *kept;

    if (!schema)
        return name;
    ph_buffer_append_text(&both, schema);
    ph_buffer_append_byte(&both, SCHEMA_ENDS);
    ph_buffer_append_text(&both, name);
    kept = both.failed ? NULL : ph_import_keep(ddl->import, both.data, both.length);
    ph_buffer_fini(&both);
    ddl->failed |= !kept;
    return kept ? kept : "";
}

/* "(id)" behind the table: as many names as the key has columns, or none. */
static const char **take_targets(ph_ddl *ddl, size_t count)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    const char **to, *schema;
    size_t found = 0;

    if (!ph_ddl_accept(ddl, "("))
        return NULL;
    to = ph_realloc_array(NULL, count, sizeof *to);
    ddl->failed |= !to;
    do {
        const char *name = ph_ddl_name(ddl, &schema);
        if (to && name && found < count)
            to[found] = name;
        found += name != NULL;
    } while (!ddl->failed && ph_ddl_accept(ddl, ","));
    ph_ddl_accept(ddl, ")");
    if (to && found == count)
        return to;
    if (to)
        ph_ddl_note(ddl, word, "the foreign key has %zu columns here and %zu there", count, found);
    ph_free(to);
    return NULL;
}

void ph_ddl_references(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    const char *schema, *name = ph_ddl_name(ddl, &schema), *target, *on_delete;
    const char **to;
    ph_import_key *key;

    if (!name || !ddl->table || !ddl->list_count) {
        ph_ddl_note(ddl, word, "a table that is referred to is expected");
        return;
    }
    target = target_of(ddl, schema, name);
    to = take_targets(ddl, ddl->list_count);
    on_delete = take_options(ddl);
    key = ddl->failed ? NULL : ph_import_key_add(ddl->table, ddl->list, ddl->list_count);
    if (!key) {
        ddl->failed = 1;
        ph_free(to);
        return;
    }
    key->table = target;
    key->to = to;
    key->on_delete = on_delete;
    key->line = word->line;
}

/* ---- Constraints of tables ------------------------------------------------------------------- */

/* The name of an index and USING btree, up to the bracket. */
static void skip_to_list(ph_ddl *ddl)
{
    while (ph_ddl_is_name(ddl, ddl->at) && !ph_ddl_sees(ddl, ddl->at, "("))
        ddl->at++;
}

static void take_primary(ph_ddl *ddl)
{
    skip_to_list(ddl);
    if (take_list(ddl) == PLAIN)
        ph_ddl_set_primary(ddl);
}

static void take_unique(ph_ddl *ddl)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    columns_kind kind;

    skip_to_list(ddl);
    kind = take_list(ddl);
    if (kind == PLAIN)
        ph_ddl_add_unique(ddl);
    else if (kind == COMPUTED)
        ph_ddl_note(ddl, word, "unique by an expression: left out");
}

static void take_index(ph_ddl *ddl)
{
    skip_to_list(ddl);
    if (take_list(ddl) == PLAIN)
        add_index(ddl);
}

static void take_foreign(ph_ddl *ddl)
{
    skip_to_list(ddl);
    if (take_list(ddl) == PLAIN && ph_ddl_accept(ddl, "REFERENCES"))
        ph_ddl_references(ddl);
}

static void take_exclude(ph_ddl *ddl)
{
    ph_ddl_note(ddl, ph_ddl_word(ddl), "an EXCLUDE constraint is not kept to");
}

static void take_nothing(ph_ddl *ddl)
{
    (void)ddl;
}

/* UNIQUE and PRIMARY KEY USING INDEX name take what CREATE INDEX has read. */
static const struct constraint {
    const char *words;
    void (*take)(ph_ddl *ddl);
    int may_be_column; /* a name of a column as well: a list must follow */
} constraints[] = {
    {"PRIMARY KEY USING INDEX", take_nothing, 0},
    {"UNIQUE USING INDEX", take_nothing, 0},
    {"PRIMARY KEY", take_primary, 0},
    {"UNIQUE KEY", take_unique, 0},
    {"UNIQUE INDEX", take_unique, 0},
    {"UNIQUE", take_unique, 0},
    {"FOREIGN KEY", take_foreign, 0},
    {"CHECK", ph_ddl_check, 0},
    {"FULLTEXT KEY", take_nothing, 0},
    {"FULLTEXT INDEX", take_nothing, 0},
    {"FULLTEXT", take_nothing, 1},
    {"SPATIAL KEY", take_nothing, 0},
    {"SPATIAL INDEX", take_nothing, 0},
    {"VECTOR KEY", take_nothing, 0},
    {"VECTOR INDEX", take_nothing, 0},
    {"EXCLUDE", take_exclude, 1},
    {"KEY", take_index, 1},
    {"INDEX", take_index, 1},
    {"PERIOD FOR", take_nothing, 0},
    {"NOT NULL", take_nothing, 0},
};

/* Whether names of columns stand in brackets soon: `key varchar(10)` and `key enum('a')` are
 * columns. */
static int list_follows(const ph_ddl *ddl, size_t at)
{
    for (size_t i = 0; i < 4 && ph_ddl_is_name(ddl, at); i++)
        at++;
    return ph_ddl_sees(ddl, at, "(") && ddl->sql.words[at + 1].kind != PH_SQL_NUMBER &&
           (ddl->sql.words[at + 1].kind != PH_SQL_STRING || ddl->sql.words[at + 1].quote != '\'');
}

int ph_ddl_constraint(ph_ddl *ddl)
{
    size_t begin = ddl->at;
    const char *schema;

    if (ph_ddl_accept(ddl, "CONSTRAINT")) {
        for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++) {
            if (ph_ddl_sees(ddl, ddl->at, constraints[i].words))
                i = sizeof constraints; /* it has no name */
            else if (i + 1 == sizeof constraints / sizeof *constraints)
                ph_ddl_name(ddl, &schema);
        }
    }
    for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++) {
        size_t at = ddl->at;
        if (!ph_ddl_accept(ddl, constraints[i].words))
            continue;
        if (constraints[i].may_be_column && !list_follows(ddl, ddl->at)) {
            ddl->at = at;
            continue;
        }
        constraints[i].take(ddl);
        ph_ddl_skip_element(ddl);
        return 1;
    }
    ddl->at = begin;
    return 0;
}

/* ---- CREATE INDEX ---------------------------------------------------------------------------- */

/* USING btree, hash: 0 for kinds that no index of ours is. */
static int take_method(ph_ddl *ddl)
{
    if (!ph_ddl_accept(ddl, "USING"))
        return 1;
    ddl->at++;
    return ph_ddl_sees(ddl, ddl->at - 1, "BTREE") || ph_ddl_sees(ddl, ddl->at - 1, "HASH");
}

static int is_partial(const ph_ddl *ddl)
{
    for (size_t at = ddl->at; ddl->sql.words[at].kind != PH_SQL_END; at++) {
        if (ph_ddl_sees(ddl, at, "WHERE"))
            return 1;
    }
    return 0;
}

static void index_table(ph_ddl *ddl, int unique, int is_plain)
{
    const ph_sql_word *word = ph_ddl_word(ddl);
    columns_kind kind = take_list(ddl);
    int partial = is_partial(ddl);

    if (unique && (partial || kind == COMPUTED))
        ph_ddl_note(ddl, word, "unique %s: values of table '%s' may be alike",
                    partial ? "among some rows only" : "by an expression", ddl->table->name);
    if (kind != PLAIN || !is_plain)
        return;
    if (unique && !partial)
        ph_ddl_add_unique(ddl);
    else
        add_index(ddl);
}

/* Behind CREATE [UNIQUE] INDEX. */
void ph_ddl_create_index(ph_ddl *ddl, int unique)
{
    const char *schema, *name;
    const ph_sql_word *word;
    int is_plain;

    while (ddl->sql.words[ddl->at].kind != PH_SQL_END && !ph_ddl_accept(ddl, "ON"))
        ddl->at++;
    ph_ddl_accept(ddl, "ONLY");
    word = ph_ddl_word(ddl);
    name = ph_ddl_name(ddl, &schema);
    ddl->table = name ? ph_ddl_find_table(ddl, schema, name) : NULL;
    if (!ddl->table) {
        if (name && ph_ddl_names_find(&ddl->skipped, name) == UINT32_MAX)
            ph_ddl_note(ddl, word, "an index of table '%s', which is not there", name);
        return;
    }
    is_plain = take_method(ddl);
    index_table(ddl, unique, is_plain);
}

/* ---- At the end ------------------------------------------------------------------------------ */

static const ph_import_table *find_target(ph_ddl *ddl, const char *target)
{
    const char *end = strchr(target, SCHEMA_ENDS);
    const ph_import_table *table;
    char *schema;

    if (!end)
        return ph_ddl_find_table(ddl, NULL, target);
    schema = ph_strndup(target, (size_t)(end - target));
    ddl->failed |= !schema;
    table = schema ? ph_ddl_find_table(ddl, schema, end + 1) : NULL;
    ph_free(schema);
    return table;
}

/* Names of columns as the table has them: 0 where one is not there. */
static int find_targets(const ph_import_table *table, ph_import_key *key)
{
    for (size_t i = 0; key->to && i < key->from.count; i++) {
        uint32_t column = ph_ddl_find_column(table, key->to[i]);
        if (column == UINT32_MAX)
            return 0;
        key->to[i] = table->columns[column].name;
    }
    return 1;
}

static int finish_key(ph_ddl *ddl, const ph_import_table *from, ph_import_key *key)
{
    const ph_import_table *table = find_target(ddl, key->table);
    const char *end = strchr(key->table, SCHEMA_ENDS);

    if (!table)
        ph_import_note_add(ddl->import, ddl->sql.path, key->line, 1,
                           "table '%s' refers to '%s', which is not there", from->name,
                           end ? end + 1 : key->table);
    else if (!find_targets(table, key))
        ph_import_note_add(ddl->import, ddl->sql.path, key->line, 1,
                           "table '%s' refers to a column that '%s' has not", from->name,
                           table->name);
    else {
        key->table = table->name;
        return 1;
    }
    return 0;
}

void ph_ddl_finish_keys(ph_ddl *ddl)
{
    for (size_t i = 0; i < ddl->import->table_count; i++) {
        ph_import_table *table = &ddl->import->tables[i];
        size_t kept = 0;
        for (size_t k = 0; k < table->key_count; k++) {
            ph_import_key *key = &table->keys[k];
            if (finish_key(ddl, table, key)) {
                table->keys[kept++] = *key;
            } else {
                ph_free(key->from.at);
                ph_free(key->to);
            }
        }
        table->key_count = kept;
    }
}
