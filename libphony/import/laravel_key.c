/* Keys and indexes of blueprints: foreign(), constrained(), unique([...]), and taking them away by
 * their columns or by their names, which Laravel makes of the table, the columns and the kind. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "import/laravel_parts.h"

static const char UNNAMED[] = ""; /* a foreign key whose table is not said yet */

/* ---- Lists of columns ------------------------------------------------------------------------ */

static void take_column(ph_laravel *laravel, const char *name, void *user)
{
    const ph_import_table *table = ph_laravel_table(laravel);
    uint32_t column = table ? ph_import_column_find(table, name) : UINT32_MAX;

    *(int *)user |= column == UINT32_MAX;
    if (column == UINT32_MAX || laravel->list_count >= PH_IMPORT_COLUMNS_MAX)
        return;
    if (ph_grow((void **)&laravel->list, &laravel->list_capacity, laravel->list_count + 1,
                sizeof *laravel->list))
        laravel->failed = 1;
    else
        laravel->list[laravel->list_count++] = column;
}

/* The columns that the first argument names, in laravel->list. 0: some are not there (noted). */
static int take_columns(ph_laravel *laravel, const ph_php_call *call)
{
    int missing = 0;

    laravel->list_count = 0;
    ph_laravel_each(laravel, call->arguments, 0, 0, take_column, &missing);
    if (!laravel->failed && (missing || !laravel->list_count)) {
        ph_laravel_note(laravel, call->name, "not all columns of this are in table '%s'",
                        laravel->table);
        return 0;
    }
    return !laravel->failed;
}

/* "a_b", for names of indexes. */
static const char *join_columns(ph_laravel *laravel, const ph_import_table *table,
                                const uint32_t *columns, size_t count)
{
    const char *all = "";

    for (size_t i = 0; i < count; i++) {
        if (i)
            all = ph_laravel_join(laravel, all, "_");
        all = ph_laravel_join(laravel, all, table->columns[columns[i]].name);
    }
    return all;
}

static void keep_name(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value name = ph_laravel_argument(laravel, call->arguments, 1, "name");
    const char *columns;

    if (name.kind != PH_PHP_STRING_VALUE)
        return;
    columns = join_columns(laravel, ph_laravel_table(laravel), laravel->list, laravel->list_count);
    if (ph_grow((void **)&laravel->names, &laravel->name_capacity, laravel->name_count + 1,
                sizeof *laravel->names))
        laravel->failed = 1;
    else
        laravel->names[laravel->name_count++] = (ph_laravel_name){name.text, columns};
}

/* ---- Making ---------------------------------------------------------------------------------- */

void ph_laravel_unique(ph_laravel *laravel, const uint32_t *columns, size_t count)
{
    ph_import_table *table = ph_laravel_table(laravel);

    if (count == 1)
        table->columns[columns[0]].unique = 1;
    else if (ph_import_unique_add(table, columns, count))
        laravel->failed = 1;
}

static void make_unique(ph_laravel *laravel)
{
    ph_laravel_unique(laravel, laravel->list, laravel->list_count);
}

static void make_index(ph_laravel *laravel)
{
    laravel->failed |=
        ph_import_index_add(ph_laravel_table(laravel), laravel->list, laravel->list_count) != 0;
}

static void make_primary(ph_laravel *laravel)
{
    ph_import_table *table = ph_laravel_table(laravel);

    laravel->failed |=
        ph_import_columns_set(&table->primary, laravel->list, laravel->list_count) != 0;
    for (size_t i = 0; i < laravel->list_count; i++)
        table->columns[laravel->list[i]].not_null = 1;
}

/* ---- Foreign keys ---------------------------------------------------------------------------- */

static ph_import_key *key_of(ph_laravel *laravel, const ph_php_call *call,
                             ph_laravel_foreign *foreign)
{
    ph_import_table *table = ph_laravel_table(laravel);
    uint32_t column = (uint32_t)foreign->column;
    ph_import_key *key;

    if (foreign->key != SIZE_MAX)
        return &table->keys[foreign->key];
    key = ph_import_key_add(table, &column, 1);
    if (!key) {
        laravel->failed = 1;
        return NULL;
    }
    key->table = UNNAMED;
    key->line = laravel->php.words[call->name].line;
    foreign->key = (size_t)(key - table->keys);
    return key;
}

/* "user_id" -> "users": what constrained() takes. */
static const char *guess_table(ph_laravel *laravel, const char *column)
{
    size_t length = strlen(column);

    if (length > 3 && !strcmp(column + length - 3, "_id"))
        length -= 3;
    else if (length > 5 && !strcmp(column + length - 5, "_uuid"))
        length -= 5;
    return ph_laravel_plural(laravel, ph_laravel_keep(laravel, column, length));
}

typedef struct targets {
    const char **to;
    size_t count, capacity;
} targets;

static void take_target(ph_laravel *laravel, const char *name, void *user)
{
    targets *all = user;

    if (ph_grow((void **)&all->to, &all->capacity, all->count + 1, sizeof *all->to))
        laravel->failed = 1;
    else
        all->to[all->count++] = name;
}

static void set_targets(ph_laravel *laravel, ph_import_key *key, ph_php_range arguments,
                        size_t index)
{
    targets all = {NULL, 0, 0};

    ph_laravel_each(laravel, arguments, index, 0, take_target, &all);
    if (all.count == key->from.count && !laravel->failed) {
        ph_free(key->to);
        key->to = all.to;
    } else {
        ph_free(all.to);
    }
}

static void constrained(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    ph_php_value table = ph_laravel_argument(laravel, call->arguments, 0, "table");
    ph_php_value column = ph_laravel_argument(laravel, call->arguments, 1, "column");
    const ph_import_table *own = ph_laravel_table(laravel);

    key->table = table.kind == PH_PHP_STRING_VALUE
                     ? table.text
                     : guess_table(laravel, own->columns[key->from.at[0]].name);
    if (column.kind == PH_PHP_STRING_VALUE)
        set_targets(laravel, key, call->arguments, 1);
}

static void references(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    set_targets(laravel, key, call->arguments, 0);
}

static void on(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    ph_php_value table = ph_laravel_argument(laravel, call->arguments, 0, "table");

    if (table.kind == PH_PHP_STRING_VALUE)
        key->table = table.text;
    else
        ph_laravel_note(laravel, call->name, "which table is referred to is not known");
}

static const char *const deletions[] = {"cascade", "restrict", "set null", "no action"};

static void on_delete(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    const char *text = ph_laravel_argument(laravel, call->arguments, 0, "action").text;

    for (size_t i = 0; i < sizeof deletions / sizeof *deletions; i++) {
        const char *a = text, *b = deletions[i];
        while (*a && *b && (*a | 0x20) == *b) {
            a++;
            b++;
        }
        if (!*a && !*b)
            key->on_delete = deletions[i];
    }
}

static void cascade(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    (void)laravel;
    (void)call;
    key->on_delete = "cascade";
}

static void restrict_it(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    (void)laravel;
    (void)call;
    key->on_delete = "restrict";
}

static void set_null(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    (void)laravel;
    (void)call;
    key->on_delete = "set null";
}

static void nothing(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key)
{
    (void)laravel;
    (void)call;
    (void)key;
}

static const struct link {
    const char *name;
    void (*apply)(ph_laravel *laravel, const ph_php_call *call, ph_import_key *key);
    int begins; /* makes a key of a column */
} links[] = {
    {"constrained", constrained, 1},
    {"references", references, 1},
    {"on", on, 1},
    {"onDelete", on_delete, 0},
    {"cascadeOnDelete", cascade, 0},
    {"restrictOnDelete", restrict_it, 0},
    {"nullOnDelete", set_null, 0},
    {"noActionOnDelete", nothing, 0},
    {"cascadeOnUpdate", nothing, 0},
    {"restrictOnUpdate", nothing, 0},
    {"nullOnUpdate", nothing, 0},
    {"noActionOnUpdate", nothing, 0},
    {"onUpdate", nothing, 0},
    {"name", nothing, 0},
    {"deferrable", nothing, 0},
    {"initiallyImmediate", nothing, 0},
    {"notValid", nothing, 0},
};

int ph_laravel_chain_key(ph_laravel *laravel, const ph_php_call *call, ph_laravel_foreign *foreign)
{
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        ph_import_key *key;
        if (!ph_php_is(&laravel->php, call->name, links[i].name))
            continue;
        if (!links[i].begins && foreign->key == SIZE_MAX)
            return 1;
        key = key_of(laravel, call, foreign);
        if (key)
            links[i].apply(laravel, call, key);
        return 1;
    }
    return 0;
}

/* foreign('a')->references('id')->on('x') */
static void make_foreign(ph_laravel *laravel, const ph_php_call *calls, size_t count)
{
    ph_import_table *table = ph_laravel_table(laravel);
    ph_laravel_foreign foreign = {0, table->key_count};
    ph_import_key *key = ph_import_key_add(table, laravel->list, laravel->list_count);

    if (!key) {
        laravel->failed = 1;
        return;
    }
    key->table = UNNAMED;
    key->line = laravel->php.words[calls->name].line;
    for (size_t i = 1; i < count && !laravel->failed; i++)
        ph_laravel_chain_key(laravel, &calls[i], &foreign);
}

/* ---- Taking away ----------------------------------------------------------------------------- */

static void remove_key(ph_import_table *table, size_t at)
{
    ph_free(table->keys[at].from.at);
    ph_free(table->keys[at].to);
    table->key_count--;
    memmove(&table->keys[at], &table->keys[at + 1], (table->key_count - at) * sizeof *table->keys);
}

static void remove_list(ph_import_columns *lists, size_t *count, size_t at)
{
    ph_free(lists[at].at);
    --*count;
    memmove(&lists[at], &lists[at + 1], (*count - at) * sizeof *lists);
}

void ph_laravel_drop_keys_of(ph_laravel *laravel, uint32_t column)
{
    ph_import_table *table = ph_laravel_table(laravel);

    for (size_t i = table->key_count; i-- > 0;) {
        const ph_import_columns *from = &table->keys[i].from;
        if (from->count == 1 && from->at[0] == column)
            remove_key(table, i);
    }
}

/* Of several columns a list without one of them is another list. */
static void forget_lists(ph_import_columns *lists, size_t *count, uint32_t column)
{
    for (size_t i = *count; i-- > 0;) {
        for (size_t c = 0; c < lists[i].count; c++) {
            if (lists[i].at[c] == column) {
                remove_list(lists, count, i);
                break;
            }
        }
    }
}

void ph_laravel_drop_column(ph_laravel *laravel, const char *name, void *user)
{
    ph_import_table *table = ph_laravel_table(laravel);
    uint32_t column = table ? ph_import_column_find(table, name) : UINT32_MAX;

    (void)user;
    if (column == UINT32_MAX)
        return;
    forget_lists(table->uniques, &table->unique_count, column);
    forget_lists(table->indexes, &table->index_count, column);
    for (size_t i = table->key_count; i-- > 0;) {
        for (size_t c = 0; c < table->keys[i].from.count; c++) {
            if (table->keys[i].from.at[c] == column) {
                remove_key(table, i);
                break;
            }
        }
    }
    ph_import_column_drop(table, column);
}

/* The columns that a name speaks of: "posts_user_id_foreign", or one that was given. `fit` is how
 * much of it they are. */
static size_t fits(ph_laravel *laravel, const char *name, const ph_import_columns *columns,
                   const char *kind)
{
    const char *joined =
        join_columns(laravel, ph_laravel_table(laravel), columns->at, columns->count);
    const char *end = ph_laravel_join(laravel, joined, kind);
    size_t length = strlen(name), size = strlen(end);

    for (size_t i = 0; i < laravel->name_count; i++) {
        if (!strcmp(laravel->names[i].name, name) && !strcmp(laravel->names[i].columns, joined))
            return SIZE_MAX;
    }
    return length >= size && !strcmp(name + length - size, end) ? size : 0;
}

/* The list that fits the name best, or `count`. */
static size_t best_fit(ph_laravel *laravel, const char *name, const ph_import_columns *lists,
                       size_t count, const char *kind)
{
    size_t best = count, most = 0;

    for (size_t i = 0; i < count && !laravel->failed; i++) {
        size_t fit = fits(laravel, name, &lists[i], kind);
        if (fit > most) {
            most = fit;
            best = i;
        }
    }
    return best;
}

static int same_list(const ph_laravel *laravel, const ph_import_columns *columns)
{
    return columns->count == laravel->list_count &&
           !memcmp(columns->at, laravel->list, columns->count * sizeof *columns->at);
}

static void drop_foreign(ph_laravel *laravel, const char *name)
{
    ph_import_table *table = ph_laravel_table(laravel);
    size_t best = table->key_count, most = 0;

    for (size_t i = 0; i < table->key_count && !laravel->failed; i++) {
        size_t fit = !table->keys[i].table ? 0
                     : name                ? fits(laravel, name, &table->keys[i].from, "_foreign")
                                           : (size_t)same_list(laravel, &table->keys[i].from);
        if (fit > most) {
            most = fit;
            best = i;
        }
    }
    if (best < table->key_count)
        remove_key(table, best);
}

static void drop_unique(ph_laravel *laravel, const char *name)
{
    ph_import_table *table = ph_laravel_table(laravel);
    size_t best = name ? best_fit(laravel, name, table->uniques, table->unique_count, "_unique")
                       : table->unique_count;

    for (size_t i = 0; !name && i < table->unique_count; i++)
        best = same_list(laravel, &table->uniques[i]) ? i : best;
    if (best < table->unique_count) {
        remove_list(table->uniques, &table->unique_count, best);
        return;
    }
    for (uint32_t i = 0; i < table->column_count && !laravel->failed; i++) {
        const ph_import_columns one = {&i, 1};
        if (table->columns[i].unique &&
            (name ? fits(laravel, name, &one, "_unique") > 0 : same_list(laravel, &one))) {
            table->columns[i].unique = 0;
            return;
        }
    }
}

static void drop_index(ph_laravel *laravel, const char *name)
{
    ph_import_table *table = ph_laravel_table(laravel);
    size_t best = name ? best_fit(laravel, name, table->indexes, table->index_count, "_index")
                       : table->index_count;

    for (size_t i = 0; !name && i < table->index_count; i++)
        best = same_list(laravel, &table->indexes[i]) ? i : best;
    if (best < table->index_count)
        remove_list(table->indexes, &table->index_count, best);
}

static void drop_primary(ph_laravel *laravel, const char *name)
{
    (void)name;
    ph_laravel_table(laravel)->primary.count = 0;
}

/* ---- Commands -------------------------------------------------------------------------------- */

static const struct making {
    const char *name;
    void (*make)(ph_laravel *laravel);
} makings[] = {{"unique", make_unique}, {"index", make_index}, {"primary", make_primary}};

/* By columns in a list, or by a name: `drop` gets NULL, or the name. */
static const struct dropping {
    const char *name;
    void (*drop)(ph_laravel *laravel, const char *name);
} droppings[] = {{"dropForeign", drop_foreign},
                 {"dropUnique", drop_unique},
                 {"dropIndex", drop_index},
                 {"dropPrimary", drop_primary}};

static void run_drop(ph_laravel *laravel, const struct dropping *dropping, const ph_php_call *call)
{
    ph_php_value what = ph_laravel_argument(laravel, call->arguments, 0, "index");
    int missing = 0;

    laravel->list_count = 0;
    if (what.kind == PH_PHP_LIST_VALUE)
        ph_laravel_each(laravel, call->arguments, 0, 0, take_column, &missing);
    if (!laravel->failed)
        dropping->drop(laravel, what.kind == PH_PHP_STRING_VALUE ? what.text : NULL);
}

/* dropConstrainedForeignId('user_id'), dropForeignIdFor(User::class) */
static int drop_with_column(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_value name = ph_laravel_argument(laravel, call->arguments, 0, "column");

    if (!ph_php_is(&laravel->php, call->name, "dropConstrainedForeignId") &&
        !ph_php_is(&laravel->php, call->name, "dropConstrainedForeignIdFor") &&
        !ph_php_is(&laravel->php, call->name, "dropForeignIdFor"))
        return 0;
    if (name.kind == PH_PHP_CLASS_VALUE)
        name.text = ph_laravel_join(laravel, ph_laravel_snake(laravel, name.text), "_id");
    else if (name.kind != PH_PHP_STRING_VALUE)
        return 1;
    if (!laravel->failed && ph_php_is(&laravel->php, call->name, "dropForeignIdFor")) {
        uint32_t column = ph_import_column_find(ph_laravel_table(laravel), name.text);
        if (column != UINT32_MAX)
            ph_laravel_drop_keys_of(laravel, column);
    } else if (!laravel->failed) {
        ph_laravel_drop_column(laravel, name.text, NULL);
    }
    return 1;
}

int ph_laravel_key_command(ph_laravel *laravel, const ph_php_call *calls, size_t count)
{
    for (size_t i = 0; i < sizeof makings / sizeof *makings; i++) {
        if (!ph_php_is(&laravel->php, calls->name, makings[i].name))
            continue;
        if (take_columns(laravel, calls)) {
            makings[i].make(laravel);
            keep_name(laravel, calls);
        }
        return 1;
    }
    for (size_t i = 0; i < sizeof droppings / sizeof *droppings; i++) {
        if (ph_php_is(&laravel->php, calls->name, droppings[i].name)) {
            run_drop(laravel, &droppings[i], calls);
            return 1;
        }
    }
    if (ph_php_is(&laravel->php, calls->name, "foreign")) {
        if (take_columns(laravel, calls)) {
            keep_name(laravel, calls);
            make_foreign(laravel, calls, count);
        }
        return 1;
    }
    return drop_with_column(laravel, calls);
}

/* ---- At the end ------------------------------------------------------------------------------ */

static int targets_are_there(const ph_import_table *table, const ph_import_key *key)
{
    for (size_t i = 0; key->to && i < key->from.count; i++) {
        if (ph_import_column_find(table, key->to[i]) == UINT32_MAX)
            return 0;
    }
    return 1;
}

/* Foreign keys whose table is not there are noted and taken away; the last migration decides. */
void ph_laravel_finish_keys(ph_laravel *laravel)
{
    phony_import *import = laravel->import;

    for (size_t i = 0; i < import->table_count; i++) {
        ph_import_table *table = &import->tables[i];
        for (size_t k = 0; k < table->key_count;) {
            const ph_import_key *key = &table->keys[k];
            const ph_import_table *to = key->table ? ph_import_find(import, key->table) : NULL;
            if (!key->table || (to && targets_are_there(to, key))) {
                k++;
                continue;
            }
            ph_import_note_add(import, table->file, table->line, 1,
                               "column '%s' of table '%s' refers to '%s', which is not there",
                               table->columns[key->from.at[0]].name, table->name, key->table);
            remove_key(table, k);
        }
    }
}
