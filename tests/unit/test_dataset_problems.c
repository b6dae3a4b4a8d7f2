/* Problems of schemas: each schema, and the first that is said of it, with its path. */
#include "dataset_util.h"

#define ID "'id': {'generator': 'sequence', 'primary': true}"
#define A "'A': {'fields': {" ID ", 'x': {'type': 'int32'}}}"
#define B "'B': {'fields': {" ID "}}"
#define TO(more) "'relationships': [{'from': 'C.r', 'to': 'A.id'" more "}]"
#define NAME_63 "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJK"

/* What stands behind 'entities': { ... }, ready to be closed. */
static const struct {
    const char *text, *message; /* NULL: it is right */
} schemas[] = {
    /* Names. */
    {"'A': {'fields': {'a': {'type': 'date'}, 'b': {'type': 'date', 'column': 'a'}}}}",
     "entities.A.fields.b: there is another column \"a\""},
    {"'A': {'fields': {'a': {'type': 'date'}, 'b': {'type': 'date', 'column': 'a',"
     " 'hidden': true}}}}",
     NULL},
    {"'A': {'fields': {'a': {'type': 'date', 'column': ''}}}}",
     "entities.A.fields.a: the name of a column is empty"},
    {A ", 'B': {'table': 'A', 'fields': {" ID "}}}", "entities.B: there is another table \"A\""},
    {"'A': {'table': '', 'fields': {" ID "}}}", "entities.A: the name of a table is empty"},
    /* Keys. */
    {A ", 'C': {'fields': {'r': {}}}}, 'relationships': [{'from': 'C.r', 'to': 'A.x'}]",
     "relationships[0]: A.x is not unique: a reference is to a key, or to a field that is "
     "\"unique\""},
    {"'A': {'fields': {'a': {'generator': 'sequence', 'null': 0.5}}, 'primary': 'a'}}",
     "entities.A.fields.a.null: a key cannot be null"},
    {A ", 'C': {'fields': {'r': {'primary': true}}}}, " TO(
         ", 'cardinality': 'one-to-one', 'optional': 0.5"),
     "entities.C: a key cannot be null: \"r\" refers, and some rows have no parent"},
    /* References. */
    {A ", 'C': {'fields': {'r': {'null': 0.5}}}}, " TO(""),
     "entities.C.fields.r.null: the relationship with A gives the values: say there which share "
     "has none, by \"optional\""},
    {A ", 'C': {'fields': {'r': {'when': [{'if': 'true', 'generator': 'sequence'}]}}}}, " TO(""),
     "entities.C.fields.r.when: the relationship with A gives the values: take \"when\" away"},
    {A ", 'C': {'fields': {'r': {'type': 'text(20)'}}}}, " TO(""),
     "entities.C.fields.r: has another type than A.id: leave \"type\" out, it is the parent's"},
    {"'A': {'fields': {" ID ", 'p': {}}}}, 'relationships': [{'from': 'A.p', 'to': 'A.id',"
     " 'cardinality': 'one-to-one'}]",
     "relationships[0]: A with itself cannot be one-to-one: a self-reference is a tree"},
    {A ", " B ", 'C': {'fields': {'r': {}}}}, 'relationships': [{'from': 'C.r',"
       " 'to': [{'to': 'A.id'}, {'to': 'B.id'}], 'type_field': 'r'}]",
     "relationships[0]: \"type_field\" is a field of its own, beside the reference"},
    {A ", " B ", 'C': {'fields': {'r': {}, 'k': {}}}}, 'relationships': [{'from': 'C.r',"
       " 'to': [{'to': 'A.id'}, {'to': 'B.id'}], 'type_field': 'k', 'cardinality': 'one-to-one'}]",
     "relationships[0]: a relationship with several parents is many-to-one"},
    {A ", 'C': {'fields': {'r': {}, 's': {}, 'n': {'generator': {'type': 'template',"
       " 'pattern': '{{a.id}}'}}}}}, 'relationships': [{'from': 'C.r', 'to': 'A.id'},"
       " {'from': 'C.s', 'to': 'A.id'}]",
     "entities.C.fields.n.generator.pattern: C has 2 parents named \"a\": tell them apart by "
     "\"as\""},
    /* Many to many. */
    {A ", " B "}, 'relationships': [{'from': 'A.id', 'to': 'B.id', 'through': 'A',"
       " 'cardinality': 'many-to-many'}]",
     "relationships[0].through: the entity in between is another than the two it joins"},
    {A ", " B "}, 'relationships': [{'from': 'A.id', 'to': 'B.id', 'through': '../x',"
       " 'cardinality': 'many-to-many'}]",
     "relationships[0].through: the name of an entity is 1 to 63 letters, digits and '_', and "
     "begins with no digit"},
    {B ", '" NAME_63 "': {'fields': {" ID "}}}, 'relationships': [{'from': '" NAME_63 ".id',"
       " 'to': 'B.id', 'through': 'J', 'cardinality': 'many-to-many'}]",
     NULL},
};

START_TEST(what_databases_would_refuse_is_told_with_its_place)
{
    for (size_t i = 0; i < COUNT_OF(schemas); i++) {
        char text[1024];
        phony_error error = {0};
        phony_dataset *dataset;
        phony_status status;

        snprintf(text, sizeof text, "{'version': '1.0', 'entities': {%s}", schemas[i].text);
        status = try_dataset(text, NULL, &dataset, &error);
        phony_dataset_free(dataset);
        if (!schemas[i].message) {
            ck_assert_msg(status == PHONY_OK, "%s: %s", text, error.message);
            continue;
        }
        ck_assert_msg(status == PHONY_ERROR_SCHEMA, "%s: status %d", text, status);
        ck_assert_str_eq(error.message, schemas[i].message);
    }
}

/* ---- Depth ----------------------------------------------------------------------------------- */

/* Fields of which each is made of the one before it, and a child that asks for the last. */
static char *chain_of(int fields)
{
    ph_buffer text = PH_BUFFER_INIT;
    char part[256];

    ph_buffer_append_text(&text, "{'version': '1.0', 'entities': {'A': {'fields': {" ID
                                 ", 'f0': {'type': 'int32'}");
    for (int i = 1; i < fields; i++) {
        snprintf(part, sizeof part,
                 ", 'f%d': {'type': 'int32', 'when': [{'if': 'true', 'generator':"
                 " {'type': 'computed', 'expression': 'f%d'}}]}",
                 i, i - 1);
        ph_buffer_append_text(&text, part);
    }
    snprintf(part, sizeof part,
             "}}, 'C': {'fields': {'r': {}, 'x': {'generator': {'type': 'computed',"
             " 'expression': 'a.f%d'}}}}}, " TO(", 'as': 'a'") "}",
             fields - 1);
    ph_buffer_append_text(&text, part);
    ph_buffer_append_byte(&text, '\0');
    ck_assert_int_eq(text.failed, 0);
    return text.data;
}

START_TEST(long_chains_of_fields_take_little_stack)
{
    char *chain = chain_of(1000);
    phony_dataset *dataset = make_dataset(chain, NULL);

    free(csv_of(dataset, "C"));
    phony_dataset_free(dataset);
    free(chain);
}

#define CASE(name, expression)                                                                     \
    "'" name                                                                                       \
    "': {'type': 'int32', 'when': [{'if': 'true', 'generator': {'type': 'computed',"               \
    " 'expression': '" expression "'}}]}"
#define TREE(fields)                                                                               \
    "{'version': '1.0', 'entities': {'A': {'count': 1001, 'fields': {" ID ", 'p': {}, " fields     \
    "}}}, 'relationships': [{'from': 'A.p', 'to': 'A.id', 'as': 'up', 'depth': 1000,"              \
    " 'roots': 0.000001}]}"

START_TEST(trees_go_down_a_thousand_levels_but_not_through_many_columns)
{
    phony_dataset *dataset = make_dataset(TREE(CASE("d", "coalesce(up.d, 0) + 1")), NULL);
    phony_error error = {0};
    char *csv = csv_of(dataset, "A");

    ck_assert_ptr_nonnull(strstr(csv, "1001,1000,1001\n"));
    free(csv);
    phony_dataset_free(dataset);
    ck_assert_int_eq(try_dataset(TREE(CASE("d", "e") ", " CASE("e", "f") ", " CASE("f", "up.d")),
                                 NULL, &dataset, &error),
                     PHONY_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "A.d is made of more than 5000 columns, one of another");
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* The parent of a parent is found from a list of rows in any order, some of them without one. */
START_TEST(a_parents_parent_is_the_same_from_everywhere)
{
    static const char text[] =
        "{'version': '1.0', 'entities': {" A ", 'O': {'count': 40, 'fields': {" ID
        ", 'a_id': {},"
        " 'x': {'generator': {'type': 'computed', 'expression': 'coalesce(a.x, 0)'}}}},"
        " 'I': {'count': 400, 'fields': {'o_id': {}, 'a_id': {'generator': {'type': 'computed',"
        " 'expression': 'o.a_id'}}, 'x': {'generator': {'type': 'computed', 'expression':"
        " 'o.x'}}}}}, 'relationships': [{'from': 'O.a_id', 'to': 'A.id', 'optional': 0.5},"
        " {'from': 'I.o_id', 'to': 'O.id', 'order': 'shuffled'}]}";

    for (int seed = 0; seed < 8; seed++) {
        phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
        char name[16], *orders, *items, *at = NULL;
        phony_dataset *dataset;

        snprintf(name, sizeof name, "%d", seed);
        options.seed = name;
        dataset = make_dataset(text, &options);
        orders = csv_of(dataset, "O");
        items = csv_of(dataset, "I");
        for (char *line = strtok_r(items, "\n", &at); line; line = strtok_r(NULL, "\n", &at)) {
            char wanted[80];
            snprintf(wanted, sizeof wanted, "\n%s\n", line);
            ck_assert_msg(strstr(orders, wanted) ||
                              strncmp(orders, wanted + 1, strlen(wanted) - 1) == 0,
                          "seed %d: %s is no order", seed, line);
        }
        free(orders);
        free(items);
        phony_dataset_free(dataset);
    }
}

Suite *unit_suite(void)
{
    Suite *suite = suite_create("dataset problems");

    UNIT_ADD(suite, what_databases_would_refuse_is_told_with_its_place);
    UNIT_ADD(suite, long_chains_of_fields_take_little_stack);
    UNIT_ADD(suite, trees_go_down_a_thousand_levels_but_not_through_many_columns);
    UNIT_ADD(suite, a_parents_parent_is_the_same_from_everywhere);
    return suite;
}
