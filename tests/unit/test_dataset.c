/* Data sets: rows do not depend on how they are cut; what fields, relationships and modifiers
 * promise holds for all rows. */
#include "base/alloc.h"
#include "dataset_util.h"

static const char shop[] =
    "{'version': '1.0', 'entities': {"
    "'User': {'fields': {'id': {'generator': 'sequence', 'primary': true},"
    "  'age': {'generator': {'type': 'integer', 'min': 18, 'max': 80}, 'null': 0.25},"
    "  'code': {'generator': {'type': 'template', 'pattern': 'u{{age}}@x'}, 'unique': true},"
    "  'orders': {'generator': {'type': 'computed', 'expression': 'count(Order)'}}}},"
    "'Order': {'fields': {'id': {'generator': 'uuid', 'primary': true}, 'user_id': {},"
    "  'rank': {'generator': 'ordinal'},"
    "  'total': {'generator': {'type': 'computed', 'expression': 'sum(Item.amount)'}},"
    "  'dear': {'generator': {'type': 'computed', 'expression': 'max(Item.amount, Item.n > 1)'}},"
    "  'mean': {'generator': {'type': 'computed', 'expression': 'avg(Item.n)'}},"
    "  'age': {'generator': {'type': 'computed', 'expression': 'user.age'}}}},"
    "'Item': {'fields': {'order_id': {}, 'line': {'generator': 'ordinal'},"
    "  'n': {'generator': {'type': 'integer', 'min': 1, 'max': 3}},"
    "  'price': {'generator': {'type': 'decimal', 'min': '0.50', 'max': '9.99'}},"
    "  'amount': {'generator': {'type': 'computed', 'expression': 'price * n'},"
    "             'type': 'decimal(10,2)'},"
    "  'product_id': {}}, 'primary': ['order_id', 'line']},"
    "'Product': {'fields': {'id': {'generator': {'type': 'sequence', 'start': 100, 'step': 10},"
    "  'primary': true}, 'sold': {'generator': {'type': 'computed',"
    "  'expression': 'sum(Item.n)'}}}, 'count': 30}},"
    "'relationships': ["
    " {'from': 'Order.user_id', 'to': 'User.id', 'per_parent': {'max': 8, 'mean': 2.5}},"
    " {'from': 'Item.order_id', 'to': 'Order.id', 'per_parent': {'min': 1, 'max': 6, 'mean': 2}},"
    " {'from': 'Item.product_id', 'to': 'Product.id', 'per_parent': {'mean': 200},"
    "  'order': 'shuffled'}],"
    "'scenarios': {'dev': {'User': 50}, 'load': {'User': 700}}}";

/* ---- Cutting --------------------------------------------------------------------------------- */

static const char *const names[] = {"User", "Order", "Item", "Product"};

START_TEST(partitions_add_up_to_the_whole)
{
    static const uint64_t parts[] = {1, 2, 7, 64};
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_dataset *dataset;

    options.scenario = "load";
    dataset = make_dataset(shop, &options);
    for (size_t e = 0; e < COUNT_OF(names); e++) {
        char *whole = csv_of(dataset, names[e]);
        uint64_t rows = rows_of(dataset, names[e]);
        for (size_t p = 0; p < COUNT_OF(parts); p++) {
            ph_buffer out = PH_BUFFER_INIT;
            for (uint64_t i = 0; i < parts[p]; i++)
                append_rows(dataset, names[e], rows * i / parts[p], rows * (i + 1) / parts[p],
                            1 + 37 * p, &out);
            ph_buffer_append_byte(&out, '\0');
            ck_assert_str_eq(out.data, whole);
            ph_buffer_fini(&out);
        }
        free(whole);
    }
    phony_dataset_free(dataset);
}

START_TEST(seeds_tell_data_sets_apart_and_nothing_else_does)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    char *first, *again, *other;
    phony_dataset *dataset;

    options.seed = "1";
    dataset = make_dataset(shop, &options);
    first = csv_of(dataset, "User");
    phony_dataset_free(dataset);
    dataset = make_dataset(shop, &options);
    again = csv_of(dataset, "User");
    phony_dataset_free(dataset);
    options.seed = "2";
    dataset = make_dataset(shop, &options);
    other = csv_of(dataset, "User");
    phony_dataset_free(dataset);
    ck_assert_str_eq(first, again);
    ck_assert_str_ne(first, other);
    free(first);
    free(again);
    free(other);
}

START_TEST(other_entities_do_not_change_a_field)
{
    static const char one[] =
        "{'version': '1.0', 'entities': {'A': {'fields': {"
        "'x': {'generator': 'integer'}}}}}";
    static const char two[] =
        "{'version': '1.0', 'entities': {'B': {'fields': {"
        "'y': {'generator': 'uuid'}}}, 'A': {'fields': {"
        "'z': {'generator': 'boolean'}, 'x': {'generator': 'integer'}},"
        "'count': 20}}}";
    phony_dataset *small = make_dataset(one, NULL), *large = make_dataset(two, NULL);
    char *a = csv_of(small, "A"), *b = csv_of(large, "A");
    const char *at = b;

    ck_assert_uint_eq(rows_of(small, "A"), 10);
    for (char *line = strtok(a, "\n"); line; line = strtok(NULL, "\n")) {
        at = strchr(at, ',') + 1;
        ck_assert_int_eq(strncmp(at, line, strlen(line)), 0);
        at = strchr(at, '\n') + 1;
    }
    free(a);
    free(b);
    phony_dataset_free(small);
    phony_dataset_free(large);
}

/* ---- What holds ------------------------------------------------------------------------------ */

enum { MOST = 4000, CELLS = 8 };
typedef struct table {
    char *text;
    char *cells[MOST][CELLS];
    size_t rows;
} table;

static void read_table(table *t, const phony_dataset *dataset, const char *name)
{
    char *at = t->text = csv_of(dataset, name);

    for (t->rows = 0; *at; t->rows++) {
        ck_assert_uint_lt(t->rows, MOST);
        for (size_t c = 0; *at && c < CELLS; c++) {
            char *end = at + strcspn(at, ",\n"), last = *end;
            t->cells[t->rows][c] = at;
            *end = '\0';
            at = end + 1;
            if (last == '\n')
                break;
        }
    }
}

static table users, orders, items, products;

static void read_shop(void)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_dataset *dataset;

    options.scenario = "load";
    dataset = make_dataset(shop, &options);
    read_table(&users, dataset, "User");
    read_table(&orders, dataset, "Order");
    read_table(&items, dataset, "Item");
    read_table(&products, dataset, "Product");
    phony_dataset_free(dataset);
}

static void forget_shop(void)
{
    free(users.text);
    free(orders.text);
    free(items.text);
    free(products.text);
}

/* Whole numbers of hundredths. */
static long cents(const char *text)
{
    return (long)(strtod(text, NULL) * 100 + 0.5);
}

static size_t find_row(const table *t, const char *id)
{
    for (size_t i = 0; i < t->rows; i++) {
        if (strcmp(t->cells[i][0], id) == 0)
            return i;
    }
    ck_abort_msg("no row %s", id);
}

START_TEST(aggregates_are_those_of_the_children_that_are_written)
{
    static long sums[MOST], dearest[MOST], numbers[MOST], counts[MOST];

    read_shop();
    for (size_t i = 0; i < items.rows; i++) {
        size_t order = find_row(&orders, items.cells[i][0]);
        long amount = cents(items.cells[i][4]), n = strtol(items.cells[i][2], NULL, 10);
        ck_assert_int_eq(amount, cents(items.cells[i][3]) * n);
        sums[order] += amount;
        numbers[order] += n;
        ck_assert_int_eq(strtol(items.cells[i][1], NULL, 10), ++counts[order]);
        if (n > 1 && amount > dearest[order])
            dearest[order] = amount;
    }
    for (size_t i = 0; i < orders.rows; i++) {
        double mean = (double)numbers[i] / (double)counts[i];
        ck_assert_int_eq(cents(orders.cells[i][3]), sums[i]);
        ck_assert_int_eq(cents(orders.cells[i][4]), dearest[i]);
        ck_assert_double_eq_tol(strtod(orders.cells[i][5], NULL), mean, 1e-6);
        ck_assert_int_ge(counts[i], 1);
        ck_assert_int_le(counts[i], 6);
    }
    forget_shop();
}

START_TEST(references_are_rows_of_the_parents)
{
    static long held[MOST], sold[MOST];

    read_shop();
    for (size_t i = 0; i < orders.rows; i++) {
        size_t user = find_row(&users, orders.cells[i][1]);
        ck_assert_int_eq(strtol(orders.cells[i][2], NULL, 10), ++held[user]);
        ck_assert_str_eq(orders.cells[i][6], users.cells[user][1]);
    }
    for (size_t i = 0; i < users.rows; i++)
        ck_assert_int_eq(strtol(users.cells[i][3], NULL, 10), held[i]);
    for (size_t i = 0; i < items.rows; i++)
        sold[find_row(&products, items.cells[i][5])] += strtol(items.cells[i][2], NULL, 10);
    for (size_t i = 0; i < products.rows; i++)
        ck_assert_int_eq(strtol(products.cells[i][1], NULL, 10), sold[i]);
    forget_shop();
}

START_TEST(nulls_are_as_frequent_as_asked_and_unique_texts_are_unique)
{
    size_t nulls = 0;

    read_shop();
    ck_assert_uint_eq(users.rows, 700);
    for (size_t i = 0; i < users.rows; i++) {
        nulls += !*users.cells[i][1];
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(users.cells[i][2], users.cells[k][2]);
    }
    ck_assert_uint_ge(nulls, 130);
    ck_assert_uint_le(nulls, 220);
    forget_shop();
}

/* ---- Small ones, whole ----------------------------------------------------------------------- */

/* A schema of one entity or two, and the rows of A. */
typedef struct example {
    const char *text, *rows;
} example;

static const example examples[] = {
    {"{'version': '1.0', 'entities': {'A': {'count': 3, 'fields': {'x': {'generator': 'sequence'},"
     "'y': {'when': [{'if': 'x == 1', 'generator': {'type': 'constant', 'value': 'one'}},"
     "{'if': 'x > 2', 'generator': {'type': 'template', 'pattern': 'n{{x}}'}}]}}}}}",
     "1,one\n2,\n3,n3\n"},
    {"{'version': '1.0', 'entities': {'A': {'count': 3, 'fields': {'x': {'generator': 'sequence',"
     "'hidden': true}, 'y': {'type': 'text', 'generator': {'type': 'computed',"
     "'expression': 'x * 2'}, 'null': 'x == 2'}}}}}",
     "2\n\n6\n"},
    {"{'version': '1.0', 'entities': {'A': {'count': 2, 'fields': {'x': {'default': 7},"
     "'y': {'default': 'new', 'type': 'text'}, 'z': {'default': null, 'type': 'int32'}}}}}",
     "7,new,\n7,new,\n"},
    {"{'version': '1.0', 'generators': {'n': {'type': 'sequence', 'start': 5}, 'm': 'n'},"
     "'entities': {'A': {'count': 2, 'fields': {'x': {'generator': 'm'}, 'y': {'generator':"
     "{'type': 'template', 'pattern': '{{x}}-{{n}}'}}}}}}",
     "5,5-5\n6,6-6\n"},
    {"{'version': '1.0', 'entities': {'A': {'count': 4, 'fields': {'id': {'generator': 'sequence',"
     "'primary': true}, 'a_id': {}, 'path': {'type': 'text', 'generator': {'type': 'template',"
     "'pattern': '{{a.path}}/{{id}}'}}}}}, 'relationships': [{'from': 'A.a_id', 'to': 'A.id',"
     "'depth': 3, 'roots': 0.25}]}",
     "1,,/1\n2,1,/1/2\n3,2,/1/2/3\n4,3,/1/2/3/4\n"},
    {"{'version': '1.0', 'entities': {'A': {'fields': {'p': {}, 'kind': {}}, 'count': 3},"
     "'P': {'fields': {'id': {'generator': 'sequence', 'unique': true}}, 'count': 1},"
     "'Q': {'fields': {'id': {'generator': 'sequence', 'unique': true}}, 'count': 1}},"
     "'relationships': [{'from': 'A.p', 'to': [{'to':"
     "'P.id', 'weight': 1}, {'to': 'Q.id', 'weight': 0.001}], 'type_field': 'kind'}]}",
     "1,P\n1,P\n1,P\n"},
    {"{'version': '1.0', 'entities': {'P': {'count': 2, 'fields': {'id': {'generator': 'sequence',"
     "'primary': true}}}, 'A': {'fields': {'p_id': {}}}, 'B': {'fields': {'p_id': {}}}},"
     "'relationships': [{'from': 'P.id', 'to': 'A.p_id', 'cardinality': 'one-to-many',"
     "'per_parent': {'mean': 2, 'distribution': 'fixed'}}, {'from': 'P.id', 'to': 'B.p_id',"
     "'cardinality': 'one-to-many', 'per_parent': {'mean': 1, 'distribution': 'fixed'}}]}",
     "1\n1\n2\n2\n"},
    {"{'version': '1.0', 'entities': {'P': {'count': 2, 'fields': {'id': {'generator': 'sequence',"
     "'primary': true}}}, 'Q': {'count': 1, 'fields': {'id': {'generator': 'sequence', 'primary':"
     "true}}}}, 'relationships': [{'from': 'P.id', 'to': 'Q.id', 'cardinality': 'many-to-many',"
     "'through': 'A', 'per_parent': {'min': 1, 'max': 1}}, {'from': 'P.id', 'to':"
     "'Q.id', 'cardinality': 'many-to-many', 'through': 'B', 'per_parent': {'max': 1}}]}",
     "1,1\n2,1\n"},
    {"{'version': '1.0', 'entities': {'BigP': {'count': 1, 'fields': {'id': {'generator':"
     "'sequence', 'primary': true}}}, 'A': {'fields': {'other_big_p_id': {}, 'big_p_id': {},"
     "'same': {'generator': {'type': 'computed', 'expression': 'big_p.id == other_big_p.id'}}}}},"
     "'relationships': [{'from': 'BigP.id', 'to': 'BigP.id', 'cardinality': 'many-to-many',"
     "'through': 'A', 'per_parent': {'min': 1, 'max': 1}}]}",
     "1,1,true\n"},
    {"{'version': '1.0', 'entities': {'A': {'fields': {'x': {}, 'y': {}}, 'count': 2},"
     "'P': {'fields': {'i': {'generator': 'sequence'}, 'j': {'generator': {'type': 'sequence',"
     "'start': 10}}}, 'primary': ['i', 'j'], 'unique': [], 'count': 2}},"
     "'relationships': [{'from': ['A.x', 'A.y'], 'to': ['P.i', 'P.j'],"
     "'cardinality': 'one-to-one'}]}",
     NULL},
};

START_TEST(small_schemas_give_what_they_say)
{
    for (size_t i = 0; i < COUNT_OF(examples); i++) {
        phony_dataset *dataset;
        char *rows;
        if (!examples[i].rows)
            continue;
        dataset = make_dataset(examples[i].text, NULL);
        rows = csv_of(dataset, "A");
        ck_assert_str_eq(rows, examples[i].rows);
        free(rows);
        phony_dataset_free(dataset);
    }
}

/* ---- Refused --------------------------------------------------------------------------------- */

static const struct {
    const char *relationships, *says;
} refused[] = {
    {"{'from': 'A.p', 'to': 'P.id'}, {'from': 'A.p', 'to': 'P.id'}",
     "\"A.p\" has a relationship already"},
    {"{'from': 'P.id', 'to': 'A.p', 'cardinality': 'one-to-many'}, {'from': 'A.p', 'to': 'P.id'}",
     "\"A.p\" has a relationship already"},
    {"{'from': 'A.p', 'to': 'P.id', 'per_parent': {'max': 3, 'weight': 'id'}}",
     "has no member \"weight\""},
};

START_TEST(relationships_that_mean_nothing_are_refused)
{
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        char text[512];
        phony_dataset *dataset = NULL;
        phony_error error = {0};
        snprintf(
            text, sizeof text,
            "{'version': '1.0', 'entities': {'P': {'fields': {'id': {'generator':"
            "'sequence', 'primary': true}}}, 'A': {'fields': {'p': {}}}}, 'relationships': [%s]}",
            refused[i].relationships);
        ck_assert_int_ne(try_dataset(text, NULL, &dataset, &error), PHONY_OK);
        ck_assert_ptr_nonnull(strstr(error.message, refused[i].says));
        phony_dataset_free(dataset);
    }
}

/* ---- Coverage -------------------------------------------------------------------------------- */

START_TEST(coverage_has_all_pairs_of_cases)
{
    static const char text[] =
        "{'version': '1.0', 'entities': {'A': {'fields': {"
        "'a': {'generator': {'type': 'integer', 'min': 1, 'max': 3}},"
        "'b': {'generator': {'type': 'integer', 'min': -7, 'max': 1000000}},"
        "'c': {'generator': 'boolean', 'null': 0.1}, 'd': {'generator': 'boolean'}}}}}";
    static const char *const cases[4][4] = {
        {"1", "2", "3"}, {"-7", "1000000"}, {"true", "false", ""}, {"true", "false"}};
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_dataset *dataset;

    options.mode = PHONY_MODE_COVERAGE;
    dataset = make_dataset(text, &options);
    read_table(&users, dataset, "A");
    ck_assert_uint_eq(users.rows, 9);
    for (size_t f = 0; f < 4; f++) {
        for (size_t g = f + 1; g < 4; g++) {
            for (size_t x = 0; x < 4 && cases[f][x]; x++) {
                for (size_t y = 0; y < 4 && cases[g][y]; y++) {
                    size_t row = 0;
                    while (row < users.rows && (strcmp(users.cells[row][f], cases[f][x]) != 0 ||
                                                strcmp(users.cells[row][g], cases[g][y]) != 0))
                        row++;
                    ck_assert_msg(row < users.rows, "%s with %s", cases[f][x], cases[g][y]);
                }
            }
        }
    }
    free(users.text);
    phony_dataset_free(dataset);
}

START_TEST(coverage_keeps_relationships)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_dataset *dataset;

    options.mode = PHONY_MODE_COVERAGE;
    dataset = make_dataset(shop, &options);
    read_table(&users, dataset, "User");
    read_table(&orders, dataset, "Order");
    read_table(&items, dataset, "Item");
    ck_assert_uint_ge(items.rows, orders.rows);
    ck_assert_uint_le(items.rows, 60);
    for (size_t i = 0; i < orders.rows; i++)
        find_row(&users, orders.cells[i][1]);
    for (size_t i = 0; i < items.rows; i++)
        find_row(&orders, items.cells[i][0]);
    free(users.text);
    free(orders.text);
    free(items.text);
    phony_dataset_free(dataset);
}

/* ---- Failing --------------------------------------------------------------------------------- */

/* Rows can fail where a schema cannot tell: the entity, the field and the row are named. */
START_TEST(rows_that_cannot_be_made_are_named)
{
    phony_dataset *dataset = make_dataset(
        "{'version': '1.0', 'entities': {'A': {'count': 3, 'fields': {'x': {'generator':"
        "'sequence'}, 'y': {'type': 'int16', 'generator': {'type': 'computed', 'expression':"
        "'x * 16000'}}}}}}",
        NULL);
    phony_error error = {0};
    phony_maker *maker;

    ck_assert_int_eq(phony_maker_new(dataset, &maker, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_fill(maker, 0, 0, 2, &error), PHONY_OK);
    ck_assert_int_eq(phony_maker_fill(maker, 0, 0, 3, &error), PHONY_ERROR_LIMIT);
    ck_assert_ptr_nonnull(strstr(error.message, "A.y"));
    ck_assert_ptr_nonnull(strstr(error.message, "row 2"));
    ck_assert_int_eq(phony_maker_fill(maker, 0, 2, 2, &error), PHONY_ERROR_LIMIT);
    ck_assert_int_eq(phony_maker_fill(maker, 9, 0, 1, &error), PHONY_ERROR_ARGUMENT);
    phony_maker_free(maker);
    phony_dataset_free(dataset);
}

/* Each entity asks two parents, and each of these two more: 2^14 ways from the last to the first.
 */
START_TEST(ways_to_parents_without_end_are_refused)
{
    enum { LAST = 14 };
    ph_buffer text = PH_BUFFER_INIT;
    phony_error error = {0};
    phony_dataset *dataset;
    phony_maker *maker;
    char part[512];
    size_t entity;

    ph_buffer_append_text(&text,
                          "{'version': '1.0', 'entities': {'E0': {'count': 2, 'fields': {'id':"
                          "{'generator': 'sequence', 'primary': true},"
                          "'x': {'generator': 'sequence'}}}");
    for (int i = 1; i <= LAST; i++) {
        snprintf(part, sizeof part,
                 ",'E%d': {'count': 2, 'fields': {'id': {'generator': 'sequence', 'primary': true},"
                 "'p_id': {}, 'q_id': {}, 'x': {'generator': {'type': 'computed',"
                 "'expression': 'p.x + q.x'}}}}",
                 i);
        ph_buffer_append_text(&text, part);
    }
    ph_buffer_append_text(&text, "}, 'relationships': [");
    for (int i = 1; i <= LAST; i++) {
        snprintf(part, sizeof part,
                 "%s{'from': 'E%d.p_id', 'to': 'E%d.id'}, {'from': 'E%d.q_id', 'to': 'E%d.id'}",
                 i > 1 ? "," : "", i, i - 1, i, i - 1);
        ph_buffer_append_text(&text, part);
    }
    ph_buffer_append_text(&text, "]}");
    ph_buffer_append_byte(&text, '\0');
    dataset = make_dataset(text.data, NULL);
    ck_assert_int_eq(phony_maker_new(dataset, &maker, NULL), PHONY_OK);
    ck_assert_int_eq(phony_dataset_find(dataset, "E4", &entity, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_fill(maker, entity, 0, 2, NULL), PHONY_OK);
    ck_assert_int_eq(phony_dataset_find(dataset, "E14", &entity, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_fill(maker, entity, 0, 2, &error), PHONY_ERROR_LIMIT);
    ck_assert_ptr_nonnull(strstr(error.message, "in more than 4096 ways"));
    ck_assert_int_eq(phony_dataset_find(dataset, "E4", &entity, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_fill(maker, entity, 0, 2, NULL), PHONY_OK);
    phony_maker_free(maker);
    phony_dataset_free(dataset);
    ph_buffer_fini(&text);
}

static phony_status build_and_make(void)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_maker *maker = NULL;
    phony_dataset *dataset = NULL;
    phony_status status;

    options.scenario = "dev";
    status = try_dataset(shop, &options, &dataset, NULL);
    if (!status)
        status = phony_maker_new(dataset, &maker, NULL);
    for (size_t i = 0; !status && i < COUNT_OF(names); i++) {
        phony_bytes bytes;
        status = phony_maker_write(maker, i, "csv", NULL, PHONY_PART_ROWS, 0, 10, &bytes, NULL);
    }
    phony_maker_free(maker);
    phony_dataset_free(dataset);
    return status;
}

START_TEST(memory_that_runs_out_is_an_error_and_nothing_is_lost)
{
    phony_status status = PHONY_ERROR_MEMORY;

    for (size_t n = 0; status; n += n < 200 ? 1 : n / 20) {
        ck_assert_uint_lt(n, 1000000);
        ph_alloc_fail_after(n);
        status = build_and_make();
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert(status == PHONY_OK || status == PHONY_ERROR_MEMORY);
    }
}

Suite *unit_suite(void)
{
    Suite *suite = suite_create("dataset");

    UNIT_ADD(suite, partitions_add_up_to_the_whole);
    UNIT_ADD(suite, seeds_tell_data_sets_apart_and_nothing_else_does);
    UNIT_ADD(suite, other_entities_do_not_change_a_field);
    UNIT_ADD(suite, aggregates_are_those_of_the_children_that_are_written);
    UNIT_ADD(suite, references_are_rows_of_the_parents);
    UNIT_ADD(suite, nulls_are_as_frequent_as_asked_and_unique_texts_are_unique);
    UNIT_ADD(suite, small_schemas_give_what_they_say);
    UNIT_ADD(suite, relationships_that_mean_nothing_are_refused);
    UNIT_ADD(suite, coverage_has_all_pairs_of_cases);
    UNIT_ADD(suite, coverage_keeps_relationships);
    UNIT_ADD(suite, rows_that_cannot_be_made_are_named);
    UNIT_ADD(suite, ways_to_parents_without_end_are_refused);
    UNIT_ADD(suite, memory_that_runs_out_is_an_error_and_nothing_is_lost);
    return suite;
}
