/* Calls on a blueprint: $table->a()->b(). What makes one column is in laravel_column.c, what is
 * about keys in laravel_key.c; here is the rest, a row each. */
#include <string.h>

#include "base/alloc.h"
#include "import/laravel_parts.h"

size_t ph_php_chain(const ph_php *php, ph_php_range of, ph_php_call *calls)
{
    size_t count = 0, at = of.from;

    while (count < PH_PHP_CHAIN_MAX && at + 1 < of.to && php->words[at].kind == PH_PHP_NAME) {
        calls[count] = (ph_php_call){at, {at + 1, at + 1}};
        if (ph_php_is(php, at + 1, "(")) {
            size_t end = php->words[at + 1].partner;
            calls[count].arguments = (ph_php_range){at + 2, end < of.to ? end : of.to};
            at = ph_php_behind(php, at + 1);
            count++;
        } else {
            at++;
        }
        if (at >= of.to || !(ph_php_is(php, at, "->") || ph_php_is(php, at, "?->")))
            break;
        at++;
    }
    return count;
}

ph_import_table *ph_laravel_table(ph_laravel *laravel)
{
    return ph_import_find(laravel->import, laravel->table);
}

/* ---- Several columns at once ----------------------------------------------------------------- */

static void add_time(ph_laravel *laravel, const char *name, const ph_php_call *call)
{
    size_t length = laravel->php.words[call->name].length;
    const char *text = laravel->php.text + laravel->php.words[call->name].from;
    int zone = length > 2 && !memcmp(text + length - 2, "Tz", 2);

    ph_laravel_add(laravel, name, zone ? PH_TYPE_TIMESTAMPTZ : PH_TYPE_TIMESTAMP, 0, 0);
}

static void timestamps(ph_laravel *laravel, const ph_php_call *call)
{
    add_time(laravel, "created_at", call);
    add_time(laravel, "updated_at", call);
}

static void soft_deletes(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value name = ph_laravel_argument(laravel, call->arguments, 0, "column");

    add_time(laravel, name.kind == PH_PHP_STRING_VALUE ? name.text : "deleted_at", call);
}

static void remember_token(ph_laravel *laravel, const ph_php_call *call)
{
    (void)call;
    ph_laravel_add(laravel, "remember_token", PH_TYPE_TEXT, 100, 0);
}

/* x_type, x_id: a key without a table. */
static void morphs(ph_laravel *laravel, const ph_php_call *call, ph_type_kind kind, uint32_t length,
                   int not_null)
{
    ph_php_value name = ph_laravel_argument(laravel, call->arguments, 0, "name");
    ph_import_table *table;
    ph_import_key *key;
    uint32_t both[2];

    if (name.kind != PH_PHP_STRING_VALUE) {
        ph_laravel_note(laravel, call->name, "the column's name is not known");
        return;
    }
    ph_laravel_add(laravel, ph_laravel_join(laravel, name.text, "_type"), PH_TYPE_TEXT, 255,
                   not_null);
    ph_laravel_add(laravel, ph_laravel_join(laravel, name.text, "_id"), kind, length, not_null);
    table = ph_laravel_table(laravel);
    if (laravel->failed || !table)
        return;
    both[0] = ph_import_column_find(table, ph_laravel_join(laravel, name.text, "_type"));
    both[1] = ph_import_column_find(table, ph_laravel_join(laravel, name.text, "_id"));
    if (laravel->failed || both[0] == UINT32_MAX || both[1] == UINT32_MAX)
        return;
    key = ph_import_key_add(table, &both[1], 1);
    if (!key || ph_import_index_add(table, both, 2)) {
        laravel->failed = 1;
        return;
    }
    key->type_column = both[0];
    key->line = laravel->php.words[call->name].line;
}

static const struct morph {
    const char *name;
    ph_type_kind kind;
    uint32_t length;
    int not_null;
} morph_calls[] = {
    {"morphs", PH_TYPE_INT64, 0, 1},         {"numericMorphs", PH_TYPE_INT64, 0, 1},
    {"nullableMorphs", PH_TYPE_INT64, 0, 0}, {"nullableNumericMorphs", PH_TYPE_INT64, 0, 0},
    {"uuidMorphs", PH_TYPE_UUID, 0, 1},      {"nullableUuidMorphs", PH_TYPE_UUID, 0, 0},
    {"ulidMorphs", PH_TYPE_TEXT, 26, 1},     {"nullableUlidMorphs", PH_TYPE_TEXT, 26, 0},
};

/* ---- Taking away, renaming ------------------------------------------------------------------- */

static void drop_columns(ph_laravel *laravel, const ph_php_call *call)
{
    if (!ph_laravel_each(laravel, call->arguments, 0, 1, ph_laravel_drop_column, NULL))
        ph_laravel_note(laravel, call->name, "which columns are dropped is not known");
}

static void drop_timestamps(ph_laravel *laravel, const ph_php_call *call)
{
    (void)call;
    ph_laravel_drop_column(laravel, "created_at", NULL);
    ph_laravel_drop_column(laravel, "updated_at", NULL);
}

static void drop_soft_deletes(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value name = ph_laravel_argument(laravel, call->arguments, 0, "column");

    ph_laravel_drop_column(laravel, name.kind == PH_PHP_STRING_VALUE ? name.text : "deleted_at",
                           NULL);
}

static void drop_remember_token(ph_laravel *laravel, const ph_php_call *call)
{
    (void)call;
    ph_laravel_drop_column(laravel, "remember_token", NULL);
}

static void drop_morphs(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value name = ph_laravel_argument(laravel, call->arguments, 0, "name");

    if (name.kind != PH_PHP_STRING_VALUE)
        return;
    ph_laravel_drop_column(laravel, ph_laravel_join(laravel, name.text, "_type"), NULL);
    ph_laravel_drop_column(laravel, ph_laravel_join(laravel, name.text, "_id"), NULL);
}

/* Keys of other tables name columns, too. */
static void follow_column(ph_laravel *laravel, const char *from, const char *to)
{
    for (size_t i = 0; i < laravel->import->table_count; i++) {
        ph_import_table *table = &laravel->import->tables[i];
        for (size_t k = 0; k < table->key_count; k++) {
            ph_import_key *key = &table->keys[k];
            if (!key->to || !key->table || strcmp(key->table, laravel->table) != 0)
                continue;
            for (size_t c = 0; c < key->from.count; c++)
                key->to[c] = strcmp(key->to[c], from) ? key->to[c] : to;
        }
    }
}

static void rename_column(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value from = ph_laravel_argument(laravel, call->arguments, 0, "from");
    ph_php_value to = ph_laravel_argument(laravel, call->arguments, 1, "to");
    ph_import_table *table = ph_laravel_table(laravel);
    uint32_t column = table && from.kind == PH_PHP_STRING_VALUE
                          ? ph_import_column_find(table, from.text)
                          : UINT32_MAX;

    if (column == UINT32_MAX || to.kind != PH_PHP_STRING_VALUE) {
        ph_laravel_note(laravel, call->name, "table '%s' has no column '%s' to rename",
                        laravel->table, from.text);
        return;
    }
    table->columns[column].name = to.text;
    follow_column(laravel, from.text, to.text);
}

static void rename_table(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value to = ph_laravel_argument(laravel, call->arguments, 0, "to");

    if (to.kind != PH_PHP_STRING_VALUE)
        return;
    if (ph_import_table_rename(laravel->import, laravel->table, to.text))
        laravel->failed = 1;
    else
        laravel->table = to.text;
}

static void drop_table(ph_laravel *laravel, const ph_php_call *call)
{
    (void)call;
    ph_import_table_drop(laravel->import, laravel->table);
}

static void comment_table(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value text = ph_laravel_argument(laravel, call->arguments, 0, "comment");
    ph_import_table *table = ph_laravel_table(laravel);

    if (table && text.kind == PH_PHP_STRING_VALUE)
        table->comment = text.text;
}

static void nothing(ph_laravel *laravel, const ph_php_call *call)
{
    (void)laravel;
    (void)call;
}

static void timestamps_after(ph_laravel *laravel, const ph_php_call *call)
{
    const char *outer = laravel->blueprint; /* $table->after('x', function ($table) { ... }) */
    ph_php_range body;
    size_t parameter;

    if (!ph_php_closure(&laravel->php, call->arguments, &body, &parameter) || !parameter)
        return;
    laravel->blueprint = ph_laravel_text(laravel, parameter);
    ph_laravel_run(laravel, body);
    laravel->blueprint = outer;
}

static const struct command {
    const char *name;
    void (*run)(ph_laravel *laravel, const ph_php_call *call);
} commands[] = {
    {"timestamps", timestamps},
    {"timestampsTz", timestamps},
    {"nullableTimestamps", timestamps},
    {"nullableTimestampsTz", timestamps},
    {"datetimes", timestamps},
    {"softDeletes", soft_deletes},
    {"softDeletesTz", soft_deletes},
    {"softDeletesDatetime", soft_deletes},
    {"rememberToken", remember_token},
    {"dropColumn", drop_columns},
    {"dropColumns", drop_columns},
    {"removeColumn", drop_columns},
    {"dropTimestamps", drop_timestamps},
    {"dropTimestampsTz", drop_timestamps},
    {"dropSoftDeletes", drop_soft_deletes},
    {"dropSoftDeletesTz", drop_soft_deletes},
    {"dropRememberToken", drop_remember_token},
    {"dropMorphs", drop_morphs},
    {"renameColumn", rename_column},
    {"rename", rename_table},
    {"drop", drop_table},
    {"dropIfExists", drop_table},
    {"comment", comment_table},
    {"after", timestamps_after},
    {"engine", nothing},
    {"innoDb", nothing},
    {"charset", nothing},
    {"collation", nothing},
    {"temporary", nothing},
    {"create", nothing},
    {"fullText", nothing},
    {"spatialIndex", nothing},
    {"rawIndex", nothing},
    {"renameIndex", nothing},
    {"dropFullText", nothing},
    {"dropSpatialIndex", nothing},
    {"getTable", nothing},
};

static int run_command(ph_laravel *laravel, const ph_php_call *call)
{
    const ph_php *php = &laravel->php;

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (ph_php_is(php, call->name, commands[i].name)) {
            commands[i].run(laravel, call);
            return 1;
        }
    }
    for (size_t i = 0; i < sizeof morph_calls / sizeof *morph_calls; i++) {
        if (ph_php_is(php, call->name, morph_calls[i].name)) {
            morphs(laravel, call, morph_calls[i].kind, morph_calls[i].length,
                   morph_calls[i].not_null);
            return 1;
        }
    }
    return 0;
}

void ph_laravel_blueprint(ph_laravel *laravel, ph_php_range statement)
{
    ph_php_call calls[PH_PHP_CHAIN_MAX];
    size_t count = ph_php_chain(&laravel->php, statement, calls);

    if (!count || !ph_laravel_table(laravel))
        return;
    if (!ph_laravel_column(laravel, calls, count) &&
        !ph_laravel_key_command(laravel, calls, count) && !run_command(laravel, calls) &&
        !laravel->failed)
        ph_laravel_note(laravel, calls->name, "what '%s' does to table '%s' is not known",
                        ph_laravel_text(laravel, calls->name), laravel->table);
}
