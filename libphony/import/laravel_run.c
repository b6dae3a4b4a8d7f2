/* Statements of up(), walked along: conditions on tables and columns are answered by the tables
 * that there are at that moment; loops over lists that stand there are gone through; other loops
 * and helpers are noted. A new call on Schema is a row in the table. */
#include <string.h>

#include "import/laravel_parts.h"

enum { DEPTH_MAX = 32, STEPS_MAX = 100000 /* statements of a file, loops counted out */ };

typedef enum answer { NO, YES, PERHAPS } answer;

static const ph_php *php_of(const ph_laravel *laravel)
{
    return &laravel->php;
}

static ph_php_range inside(const ph_php *php, size_t bracket)
{
    size_t behind = ph_php_behind(php, bracket);
    int closed =
        php->words[behind - 1].kind == PH_PHP_SYMBOL && behind - 1 == php->words[bracket].partner;

    return (ph_php_range){bracket + 1, closed ? behind - 1 : behind};
}

/* ---- Closures -------------------------------------------------------------------------------- */

/* The end of an arrow function's expression: the end of the argument. */
static size_t end_of_argument(const ph_php *php, size_t at, size_t to)
{
    while (at < to && !ph_php_is(php, at, ","))
        at = ph_php_behind(php, at);
    return at < to ? at : to;
}

static int closure_at(const ph_php *php, size_t at, size_t to, ph_php_range *body,
                      size_t *parameter)
{
    int is_arrow = ph_php_is(php, at, "fn");
    size_t list = at + 1;

    if (!ph_php_is(php, list, "("))
        return 0;
    *parameter = 0;
    for (at = list + 1; at < php->words[list].partner && !*parameter; at++) {
        if (php->words[at].kind == PH_PHP_VARIABLE)
            *parameter = at;
    }
    for (at = ph_php_behind(php, list); at < to; at = ph_php_behind(php, at)) {
        if (is_arrow && ph_php_is(php, at, "=>")) {
            *body = (ph_php_range){at + 1, end_of_argument(php, at + 1, to)};
            return 1;
        }
        if (!is_arrow && ph_php_is(php, at, "{")) {
            *body = inside(php, at);
            return 1;
        }
    }
    return 0;
}

int ph_php_closure(const ph_php *php, ph_php_range in, ph_php_range *body, size_t *parameter)
{
    for (size_t at = in.from; at < in.to; at = ph_php_behind(php, at)) {
        if ((ph_php_is(php, at, "function") || ph_php_is(php, at, "fn")) &&
            closure_at(php, at, in.to, body, parameter))
            return 1;
    }
    return 0;
}

/* ---- Conditions ------------------------------------------------------------------------------ */

static answer has_column(ph_laravel *laravel, const ph_import_table *table, ph_php_value column)
{
    if (column.kind != PH_PHP_STRING_VALUE)
        return PERHAPS;
    (void)laravel;
    return table && ph_import_column_find(table, column.text) != UINT32_MAX ? YES : NO;
}

static answer has_columns(ph_laravel *laravel, const ph_import_table *table, ph_php_value list)
{
    size_t at = list.items.from;
    ph_php_range item;
    answer all = YES;

    if (list.kind != PH_PHP_LIST_VALUE)
        return has_column(laravel, table, list);
    while (ph_php_next_item(php_of(laravel), list.items, &at, &item)) {
        answer one = has_column(laravel, table, ph_laravel_value(laravel, item));
        if (one != YES)
            all = one == NO || all == NO ? NO : PERHAPS;
    }
    return all;
}

/* Schema::hasTable('x'), hasColumn('x', 'y'), hasColumns('x', [...]) */
static answer ask_schema(ph_laravel *laravel, ph_php_range of)
{
    const ph_php *php = php_of(laravel);
    size_t name = of.from + 2;
    ph_php_value table;
    const ph_import_table *found;
    ph_php_range arguments;

    if (of.to - of.from < 6 || php->words[of.from].kind != PH_PHP_NAME ||
        !ph_php_is(php, of.from + 1, "::") || !ph_php_is(php, name + 1, "(") ||
        ph_php_behind(php, name + 1) != of.to)
        return PERHAPS;
    arguments = inside(php, name + 1);
    table = ph_laravel_argument(laravel, arguments, 0, "table");
    if (table.kind != PH_PHP_STRING_VALUE)
        return PERHAPS;
    found = ph_import_find(laravel->import, table.text);
    if (ph_php_is(php, name, "hasTable"))
        return found ? YES : NO;
    if (ph_php_is(php, name, "hasColumn") || ph_php_is(php, name, "hasColumns"))
        return has_columns(laravel, found, ph_laravel_argument(laravel, arguments, 1, "columns"));
    return PERHAPS;
}

static size_t find_operator(const ph_php *php, ph_php_range in, const char *text)
{
    size_t at = in.from;

    while (at < in.to && !ph_php_is(php, at, text))
        at = ph_php_behind(php, at);
    return at < in.to ? at : in.to;
}

static answer ask(ph_laravel *laravel, ph_php_range of, int depth);

static answer ask_both(ph_laravel *laravel, ph_php_range of, size_t at, answer decides, int depth)
{
    answer left = ask(laravel, (ph_php_range){of.from, at}, depth + 1), right;

    if (left == decides)
        return decides;
    right = ask(laravel, (ph_php_range){at + 1, of.to}, depth + 1);
    return right == decides || left == right ? right : PERHAPS;
}

static answer ask(ph_laravel *laravel, ph_php_range of, int depth)
{
    const ph_php *php = php_of(laravel);
    size_t at;
    answer inner;

    if (depth > DEPTH_MAX || of.from >= of.to)
        return PERHAPS;
    if (ph_php_is(php, of.from, "(") && ph_php_behind(php, of.from) == of.to)
        return ask(laravel, inside(php, of.from), depth + 1);
    if ((at = find_operator(php, of, "||")) < of.to)
        return ask_both(laravel, of, at, YES, depth);
    if ((at = find_operator(php, of, "&&")) < of.to)
        return ask_both(laravel, of, at, NO, depth);
    if (ph_php_is(php, of.from, "!")) {
        inner = ask(laravel, (ph_php_range){of.from + 1, of.to}, depth + 1);
        return inner == PERHAPS ? PERHAPS : inner == YES ? NO : YES;
    }
    if (of.to - of.from == 1 &&
        (ph_php_is(php, of.from, "true") || ph_php_is(php, of.from, "false")))
        return ph_php_is(php, of.from, "true") ? YES : NO;
    return ask_schema(laravel, of);
}

/* ---- Schema::... ----------------------------------------------------------------------------- */

/* The closure's body with its parameter as the blueprint of a table. */
static void run_blueprint(ph_laravel *laravel, const char *table, ph_php_range arguments)
{
    const char *outer_table = laravel->table, *outer_blueprint = laravel->blueprint;
    ph_php_range body;
    size_t parameter;

    if (!ph_php_closure(php_of(laravel), arguments, &body, &parameter) || !parameter)
        return;
    laravel->table = table;
    laravel->blueprint = ph_laravel_text(laravel, parameter);
    if (ph_import_find(laravel->import, table))
        ph_laravel_run(laravel, body);
    laravel->table = outer_table;
    laravel->blueprint = outer_blueprint;
}

static void schema_create(ph_laravel *laravel, const char *name, const ph_php_call *call)
{
    ph_import_table *table;

    if (ph_import_find(laravel->import, name)) {
        ph_laravel_note(laravel, call->name,
                        "table '%s' is there already: this one takes its place", name);
        ph_import_table_drop(laravel->import, name);
    }
    table = ph_import_table_add(laravel->import, name);
    if (!table) {
        laravel->failed = 1;
        return;
    }
    table->file = laravel->php.path;
    table->line = laravel->php.words[call->name].line;
    run_blueprint(laravel, name, call->arguments);
}

static void schema_table(ph_laravel *laravel, const char *name, const ph_php_call *call)
{
    if (!ph_import_find(laravel->import, name))
        ph_laravel_note(laravel, call->name, "table '%s' is not there: no migration made it", name);
    else
        run_blueprint(laravel, name, call->arguments);
}

static void schema_drop(ph_laravel *laravel, const char *name, const ph_php_call *call)
{
    (void)call;
    ph_import_table_drop(laravel->import, name);
}

static void schema_rename(ph_laravel *laravel, const char *name, const ph_php_call *call)
{
    ph_php_value to = ph_laravel_argument(laravel, call->arguments, 1, "to");

    if (to.kind != PH_PHP_STRING_VALUE || !*to.text)
        ph_laravel_note(laravel, call->name, "the new name of table '%s' is not known", name);
    else if (!ph_import_find(laravel->import, name))
        ph_laravel_note(laravel, call->name, "table '%s' is not there: no migration made it", name);
    else if (ph_import_table_rename(laravel->import, name, to.text))
        laravel->failed = 1;
}

static void schema_drop_columns(ph_laravel *laravel, const char *name, const ph_php_call *call)
{
    const char *outer = laravel->table;

    laravel->table = name;
    ph_laravel_each(laravel, call->arguments, 1, 0, ph_laravel_drop_column, NULL);
    laravel->table = outer;
}

static void when_column(ph_laravel *laravel, const char *name, const ph_php_call *call)
{
    ph_php_value column = ph_laravel_argument(laravel, call->arguments, 1, "column");
    int wanted = ph_php_is(php_of(laravel), call->name, "whenTableHasColumn");
    const ph_import_table *table = ph_import_find(laravel->import, name);

    if (table && has_column(laravel, table, column) == (wanted ? YES : NO))
        run_blueprint(laravel, name, call->arguments);
}

static const struct schema_call {
    const char *name;
    void (*run)(ph_laravel *laravel, const char *name, const ph_php_call *call);
} schema_calls[] = {
    {"create", schema_create},
    {"table", schema_table},
    {"drop", schema_drop},
    {"dropIfExists", schema_drop},
    {"rename", schema_rename},
    {"dropColumns", schema_drop_columns},
    {"whenTableHasColumn", when_column},
    {"whenTableDoesntHaveColumn", when_column},
};

static void run_schema_call(ph_laravel *laravel, const ph_php_call *call)
{
    ph_php_range body;
    size_t parameter;

    for (size_t i = 0; i < sizeof schema_calls / sizeof *schema_calls; i++) {
        ph_php_value table;
        if (!ph_php_is(php_of(laravel), call->name, schema_calls[i].name))
            continue;
        table = ph_laravel_argument(laravel, call->arguments, 0, "table");
        if (table.kind == PH_PHP_STRING_VALUE && *table.text)
            schema_calls[i].run(laravel, table.text, call);
        else
            ph_laravel_note(laravel, call->name, "the table's name is not known");
        return;
    }
    if (ph_php_closure(php_of(laravel), call->arguments, &body, &parameter))
        ph_laravel_run(laravel, body); /* withoutForeignKeyConstraints */
}

/* Schema::create(...), Schema::connection('x')->create(...), $schema->create(...) */
static void run_schema(ph_laravel *laravel, ph_php_range of)
{
    ph_php_call calls[PH_PHP_CHAIN_MAX];
    size_t count = ph_php_chain(php_of(laravel), of, calls);

    for (size_t i = 0; i < count && !laravel->failed; i++)
        run_schema_call(laravel, &calls[i]);
}

/* ---- Statements ------------------------------------------------------------------------------ */

/* Whether the name is this class, in any namespace. */
static int is_class(const ph_php *php, size_t at, const char *name)
{
    const ph_php_word *word = &php->words[at];
    size_t size = strlen(name);

    return word->kind == PH_PHP_NAME && word->length >= size &&
           !memcmp(php->text + word->from + word->length - size, name, size) &&
           (word->length == size || php->text[word->from + word->length - size - 1] == '\\');
}

static void run_assignment(ph_laravel *laravel, ph_php_range of)
{
    ph_php_value value = ph_laravel_value(laravel, (ph_php_range){of.from + 2, of.to});

    ph_laravel_bind(laravel, '$', ph_laravel_text(laravel, of.from), value);
}

static void run_db(ph_laravel *laravel, ph_php_range of)
{
    const ph_php *php = php_of(laravel);
    ph_php_range body;
    size_t parameter;

    for (size_t at = of.from; at < of.to; at = ph_php_behind(php, at)) {
        if (ph_php_is(php, at, "statement") || ph_php_is(php, at, "unprepared")) {
            ph_laravel_note(laravel, of.from, "what SQL does here is not known");
            return;
        }
        if (ph_php_is(php, at, "transaction") && at + 1 < of.to && ph_php_is(php, at + 1, "(") &&
            ph_php_closure(php, inside(php, at + 1), &body, &parameter)) {
            ph_laravel_run(laravel, body);
            return;
        }
    }
}

/* $this->helper(...), but for what is no matter of the schema; $this->schema->create(...). */
static void run_member(ph_laravel *laravel, ph_php_range of)
{
    const ph_php *php = php_of(laravel);

    if (of.to - of.from < 4 || !ph_php_is(php, of.from + 1, "->"))
        return;
    if (ph_php_is(php, of.from + 3, "->") && ph_php_is(php, of.from + 2, "schema"))
        run_schema(laravel, (ph_php_range){of.from + 4, of.to});
    else if (ph_php_is(php, of.from + 3, "("))
        ph_laravel_note(laravel, of.from + 2, "what the method '%s' does is not known",
                        ph_laravel_text(laravel, of.from + 2));
}

static void run_expression(ph_laravel *laravel, ph_php_range of)
{
    const ph_php *php = php_of(laravel);

    if (of.to - of.from < 3)
        return;
    if (laravel->blueprint && ph_php_is(php, of.from, laravel->blueprint) &&
        ph_php_is(php, of.from + 1, "->"))
        ph_laravel_blueprint(laravel, (ph_php_range){of.from + 2, of.to});
    else if (is_class(php, of.from, "Schema") && ph_php_is(php, of.from + 1, "::"))
        run_schema(laravel, (ph_php_range){of.from + 2, of.to});
    else if (is_class(php, of.from, "DB") && ph_php_is(php, of.from + 1, "::"))
        run_db(laravel, of);
    else if (ph_php_is(php, of.from, "$this"))
        run_member(laravel, of);
    else if (ph_php_is(php, of.from, "$schema") && ph_php_is(php, of.from + 1, "->"))
        run_schema(laravel, (ph_php_range){of.from + 2, of.to});
    else if (php->words[of.from].kind == PH_PHP_VARIABLE && ph_php_is(php, of.from + 1, "="))
        run_assignment(laravel, of);
}

/* Behind the statement or block that begins at `at`; its words in `body`. */
static size_t take_body(const ph_php *php, size_t at, size_t to, ph_php_range *body)
{
    size_t begin = at;

    if (at < to && ph_php_is(php, at, "{")) {
        *body = inside(php, at);
        return ph_php_behind(php, at);
    }
    while (at < to && !ph_php_is(php, at, ";"))
        at = ph_php_behind(php, at);
    at = at < to ? at : to;
    *body = (ph_php_range){begin, at};
    return at < to ? at + 1 : to;
}

/* if (...) ... elseif (...) ... else ...: the place behind all. */
static size_t run_if(ph_laravel *laravel, size_t at, size_t to)
{
    const ph_php *php = php_of(laravel);
    int done = 0;

    for (;;) {
        int is_else = ph_php_is(php, at, "else") && !ph_php_is(php, at + 1, "if");
        answer says = YES;
        ph_php_range body;
        size_t begin = at;
        at += 1 + (size_t)(ph_php_is(php, at, "else") && !is_else);
        if (!is_else && ph_php_is(php, at, "(")) {
            says = done ? NO : ask(laravel, inside(php, at), 0);
            at = ph_php_behind(php, at);
        }
        at = take_body(php, at, to, &body);
        if (!done && says == PERHAPS) {
            if (ph_php_is(php, body.from, "return"))
                says = NO;
            else
                ph_laravel_note(laravel, begin,
                                "this condition is not known: what it guards is done");
        }
        if (!done && says != NO) {
            ph_laravel_run(laravel, body);
            done = 1;
        }
        if (at >= to || is_else || !(ph_php_is(php, at, "else") || ph_php_is(php, at, "elseif")))
            return at;
    }
}

/* foreach (['a', 'b'] as $table) */
static int run_items(ph_laravel *laravel, ph_php_range head, ph_php_range body)
{
    const ph_php *php = php_of(laravel);
    size_t as = find_operator(php, head, "as"), at, variable = head.to - 1;
    ph_php_value list = ph_laravel_value(laravel, (ph_php_range){head.from, as});
    ph_php_range item;

    if (list.kind != PH_PHP_LIST_VALUE || as >= head.to ||
        php->words[variable].kind != PH_PHP_VARIABLE)
        return 0;
    at = list.items.from;
    while (!laravel->failed && laravel->steps < STEPS_MAX &&
           ph_php_next_item(php, list.items, &at, &item)) {
        size_t arrow = find_operator(php, item, "=>");
        ph_php_range value = {arrow < item.to ? arrow + 1 : item.from, item.to};
        if (arrow < item.to && php->words[as + 1].kind == PH_PHP_VARIABLE)
            ph_laravel_bind(laravel, '$', ph_laravel_text(laravel, as + 1),
                            ph_laravel_value(laravel, (ph_php_range){item.from, arrow}));
        ph_laravel_bind(laravel, '$', ph_laravel_text(laravel, variable),
                        ph_laravel_value(laravel, value));
        ph_laravel_run(laravel, body);
    }
    return 1;
}

static size_t run_loop(ph_laravel *laravel, size_t at, size_t to)
{
    const ph_php *php = php_of(laravel);
    size_t begin = at++;
    ph_php_range head = {0, 0}, body;

    if (at < to && ph_php_is(php, at, "(")) {
        head = inside(php, at);
        at = ph_php_behind(php, at);
    }
    at = take_body(php, at, to, &body);
    if (!ph_php_is(php, begin, "foreach") || !run_items(laravel, head, body))
        ph_laravel_note(laravel, begin, "what this loop goes through is not known: left out");
    return at;
}

/* try { } catch () { } finally { } */
static size_t run_try(ph_laravel *laravel, size_t at, size_t to)
{
    const ph_php *php = php_of(laravel);
    ph_php_range body;

    at = take_body(php, at + 1, to, &body);
    ph_laravel_run(laravel, body);
    while (at < to && ph_php_is(php, at, "catch")) {
        at = ph_php_behind(php, at + 1);
        at = take_body(php, at, to, &body);
    }
    if (at < to && ph_php_is(php, at, "finally")) {
        at = take_body(php, at + 1, to, &body);
        ph_laravel_run(laravel, body);
    }
    return at;
}

static size_t run_switch(ph_laravel *laravel, size_t at, size_t to)
{
    ph_php_range body;

    ph_laravel_note(laravel, at, "which case holds here is not known: left out");
    at = ph_php_is(php_of(laravel), at + 1, "(") ? ph_php_behind(php_of(laravel), at + 1) : at + 1;
    return take_body(php_of(laravel), at, to, &body);
}

static const struct statement {
    const char *word;
    size_t (*run)(ph_laravel *laravel, size_t at, size_t to);
} statements[] = {
    {"if", run_if},      {"foreach", run_loop}, {"for", run_loop},
    {"while", run_loop}, {"try", run_try},      {"switch", run_switch},
};

static size_t run_statement(ph_laravel *laravel, size_t at, size_t to, int *returned)
{
    const ph_php *php = php_of(laravel);
    int is_block = ph_php_is(php, at, "{");
    ph_php_range body;

    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (ph_php_is(php, at, statements[i].word))
            return statements[i].run(laravel, at, to);
    }
    *returned = ph_php_is(php, at, "return");
    at = take_body(php, at + (size_t)*returned, to, &body);
    if (is_block)
        ph_laravel_run(laravel, body);
    else
        run_expression(laravel, body);
    return at;
}

void ph_laravel_run(ph_laravel *laravel, ph_php_range body)
{
    int returned = 0;

    if (laravel->depth >= DEPTH_MAX || body.from >= body.to) {
        if (body.from < body.to)
            ph_laravel_note(laravel, body.from, "nested more than %d deep", DEPTH_MAX);
        return;
    }
    laravel->depth++;
    for (size_t at = body.from; at < body.to && !returned && !laravel->failed;) {
        size_t begin = at;
        if (laravel->steps++ >= STEPS_MAX)
            break;
        if (laravel->steps == STEPS_MAX)
            ph_laravel_note(laravel, at, "more than %d steps: the rest is left out", STEPS_MAX);
        at = run_statement(laravel, at, body.to, &returned);
        at += at == begin;
    }
    laravel->depth--;
}
