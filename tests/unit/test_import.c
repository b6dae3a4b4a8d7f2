/* Imports: tables as readers fill them, generators by column names in six languages, the document
 * that is written, CSV, and what goes wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/json_tree.h"
#include "import/import.h"
#include "models.h"

static phony_import *new_import(void)
{
    phony_import *import = ph_calloc(1, sizeof *import);

    ck_assert_ptr_nonnull(import);
    import->name = "test";
    return import;
}

static ph_import_column *add_column(ph_import_table *table, const char *name, const char *type)
{
    ph_import_column *column = ph_import_column_add(table, name);

    ck_assert_ptr_nonnull(column);
    if (*type)
        ck_assert_int_eq(ph_type_parse(type, &column->type), 0);
    return column;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

START_TEST(tables_are_found_by_name_and_keep_their_order)
{
    phony_import *import = new_import();
    char name[16];

    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "t%d", i);
        ck_assert_ptr_nonnull(ph_import_table_add(import, name));
    }
    ck_assert_ptr_eq(ph_import_table_add(import, "t7"), &import->tables[7]);
    for (int i = 0; i < 300; i += 2) {
        snprintf(name, sizeof name, "t%d", i);
        ph_import_table_drop(import, name);
    }
    ck_assert_uint_eq(import->table_count, 150);
    ck_assert_ptr_null(ph_import_find(import, "t6"));
    ck_assert_ptr_eq(ph_import_find(import, "t7"), &import->tables[3]);
    ph_import_table_drop(import, "nothing");
    ck_assert_uint_eq(import->table_count, 150);
    phony_import_free(import);
}
END_TEST

START_TEST(renamed_tables_take_their_foreign_keys_along)
{
    phony_import *import = new_import();
    ph_import_table *table;
    uint32_t at = 0;

    ph_import_table_add(import, "users");
    table = ph_import_table_add(import, "orders");
    add_column(table, "user_id", "int64");
    ph_import_key_add(table, &at, 1)->table = "users";
    ck_assert_int_eq(ph_import_table_rename(import, "users", "people"), 0);
    ck_assert_ptr_null(ph_import_find(import, "users"));
    ck_assert_ptr_eq(ph_import_find(import, "people"), &import->tables[0]);
    ck_assert_str_eq(import->tables[1].keys[0].table, "people");
    ck_assert_int_eq(ph_import_table_rename(import, "orders", "people"), 0);
    ck_assert_ptr_nonnull(ph_import_find(import, "orders"));
    phony_import_free(import);
}
END_TEST

START_TEST(dropped_columns_leave_keys_and_indexes)
{
    static const uint32_t ab[] = {0, 1}, b[] = {1}, bc[] = {1, 2}, c[] = {2};
    phony_import *import = new_import();
    ph_import_table *table = ph_import_table_add(import, "t");

    add_column(table, "a", "int64");
    ph_import_column_member(add_column(table, "b", "enum"), "x");
    add_column(table, "c", "int64");
    ph_import_columns_set(&table->primary, bc, 2);
    ph_import_unique_add(table, b, 1);
    ph_import_unique_add(table, ab, 2);
    ph_import_index_add(table, c, 1);
    ph_import_key_add(table, b, 1)->table = "gone";
    ph_import_key_add(table, c, 1)->type_column = 1;
    ph_import_key_add(table, c, 1)->table = "stays";
    ph_import_column_drop(table, 1);
    ck_assert_uint_eq(table->column_count, 2);
    ck_assert_str_eq(table->columns[1].name, "c");
    ck_assert_uint_eq(table->primary.count, 1);
    ck_assert_uint_eq(table->primary.at[0], 1);
    ck_assert_uint_eq(table->unique_count, 1);
    ck_assert_uint_eq(table->uniques[0].at[0], 0);
    ck_assert_uint_eq(table->indexes[0].at[0], 1);
    ck_assert_uint_eq(table->key_count, 1);
    ck_assert_str_eq(table->keys[0].table, "stays");
    ck_assert_uint_eq(ph_import_column_find(table, "b"), UINT32_MAX);
    phony_import_free(import);
}
END_TEST

START_TEST(notes_are_one_line_and_have_a_bound)
{
    phony_import *import = new_import();
    char longest[1200];

    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    memcpy(longest + 508, "\xC3\xA9\xC3\xA9", 4);
    ph_import_note_add(import, "f.sql", 3, 4, "two\nlines %d", 7);
    ph_import_note_add(import, "f.sql", 5, 6, "%s", longest);
    for (int i = 0; i < PH_IMPORT_NOTES_MAX; i++)
        ph_import_note_add(import, NULL, 1, 1, "more");
    ck_assert_str_eq(import->notes[0].message, "two lines 7");
    ck_assert_ptr_eq(import->notes[0].file, import->notes[1].file);
    ck_assert_uint_eq(strlen(import->notes[1].message), 510);
    ck_assert_uint_eq(import->note_count, PH_IMPORT_NOTES_MAX);
    ck_assert_uint_eq(import->notes_left_out, 2);
    phony_import_free(import);
}
END_TEST

/* ---- Generators ------------------------------------------------------------------------------ */

static const struct guess_row {
    const char *name, *type;
    const char *generator; /* a part of it as JSON */
} guesses[] = {
#include "import_guesses.h"
};

START_TEST(names_and_types_tell_generators)
{
    ck_assert_uint_ge(COUNT_OF(guesses), 120);
    for (size_t i = 0; i < COUNT_OF(guesses); i++) {
        phony_import *import = new_import();
        ph_import_table *table = ph_import_table_add(import, "t");
        add_column(table, guesses[i].name, guesses[i].type);
        ck_assert_int_eq(ph_import_infer(import, NULL), PHONY_OK);
        ck_assert_msg(strstr(table->columns[0].generator, guesses[i].generator) != NULL,
                      "%s %s: %s, not %s", guesses[i].name, guesses[i].type,
                      table->columns[0].generator, guesses[i].generator);
        ck_assert_int_eq(table->columns[0].sure > 30,
                         strcmp(table->columns[0].reason, "type") != 0);
        phony_import_free(import);
    }
}
END_TEST

static const struct named_row {
    const char *table, *column, *generator;
} named_tables[] = {
    {"users", "name", "\"person.full\""},
    {"app_users", "Name", "\"person.full\""},
    {"Customer", "name", "\"person.full\""},
    {"companies", "name", "\"company\""},
    {"cities", "name", "\"city\""},
    {"Städte", "name", "\"city\""},
    {"müşteriler", "name", "\"person.full\""},
    {"kunden", "name", "\"person.full\""},
    {"utilisateurs", "nom", "\"person.full\""},
    {"empresas", "name", "\"company\""},
    {"users", "file_name", ".(pdf|png|txt|csv)"},
    {"user_roles", "name", "product_names"},
    {"products", "name", "product_names"},
    {"s", "name", "product_names"},
    {"", "name", "product_names"},
};

START_TEST(a_bare_name_is_that_of_its_tables_rows)
{
    for (size_t i = 0; i < COUNT_OF(named_tables); i++) {
        phony_import *import = new_import();
        ph_import_table *table = ph_import_table_add(import, named_tables[i].table);
        add_column(table, named_tables[i].column, "text(255)");
        ck_assert_int_eq(ph_import_infer(import, NULL), PHONY_OK);
        ck_assert_msg(strstr(table->columns[0].generator, named_tables[i].generator) != NULL,
                      "%s.%s: %s", named_tables[i].table, named_tables[i].column,
                      table->columns[0].generator);
        phony_import_free(import);
    }
}
END_TEST

/* What a column is told by besides its name. */
static const struct detail_row {
    const char *type, *least, *most, *pattern, *format, *initial;
    const char *members[3];
    int unique, automatic;
    const char *generator;
} details[] = {
    {"int32", "5", "9", 0, 0, 0, {0}, 0, 0, "{\"type\": \"integer\", \"min\": 5, \"max\": 9}"},
    {"int32", "5", 0, 0, 0, 0, {0}, 0, 0, "{\"type\": \"integer\", \"min\": 5, \"max\": 1050}"},
    {"int16", 0, "-5", 0, 0, 0, {0}, 0, 0, "{\"type\": \"integer\", \"min\": -1050, \"max\": -5}"},
    {"decimal(6,2)",
     "0.5",
     "2",
     0,
     0,
     0,
     {0},
     0,
     0,
     "{\"type\": \"decimal\", \"min\": \"0.5\", \"max\": \"2\"}"},
    {"date",
     "2020-01-01",
     "2021-01-01",
     0,
     0,
     0,
     {0},
     0,
     0,
     "{\"type\": \"date\", \"min\": \"2020-01-01\", \"max\": \"2021-01-01\"}"},
    {"int32", "many", 0, 0, 0, 0, {0}, 0, 0, "{\"type\": \"integer\", \"min\": 1000"},
    {"text",
     0,
     0,
     "^[A-Z]{3}$",
     0,
     0,
     {0},
     0,
     0,
     "{\"type\": \"regex\", \"pattern\": \"[A-Z]{3}\"}"},
    {"text", 0, 0, "(?=x)", 0, 0, {0}, 0, 0, "\"sentence\""},
    {"text", 0, 0, 0, "email", 0, {0}, 0, 0, "\"email\""},
    {"", 0, 0, 0, "date-time", 0, {0}, 0, 0, "\"datetime\""},
    {"text", 0, 0, 0, "unheard-of", 0, {0}, 0, 0, "\"sentence\""},
    {"text", 0, 0, 0, 0, "\"new\"", {0}, 0, 0, "{\"type\": \"constant\", \"value\": \"new\"}"},
    {"enum",
     0,
     0,
     0,
     0,
     0,
     {"a", "b\"c"},
     0,
     0,
     "{\"type\": \"list\", \"values\": [\"a\", \"b\\\"c\"]}"},
    {"int64", 0, 0, 0, 0, 0, {0}, 0, 1, "\"sequence\""},
    {"int64", 0, 0, 0, 0, 0, {0}, 1, 0, "\"sequence\""},
    {"text(4)", 0, 0, 0, 0, 0, {0}, 1, 0, "{\"type\": \"sequence\", \"prefix\": \"\", \"pad\": 4}"},
    {"uuid", 0, 0, 0, 0, 0, {0}, 1, 0, "\"uuid\""},
};

START_TEST(checks_formats_and_members_tell_generators)
{
    for (size_t i = 0; i < COUNT_OF(details); i++) {
        phony_import *import = new_import();
        ph_import_table *table = ph_import_table_add(import, "t");
        ph_import_column *column = add_column(table, "zzz", details[i].type);
        column->least = details[i].least;
        column->most = details[i].most;
        column->pattern = details[i].pattern;
        column->format = details[i].format;
        column->initial = details[i].initial;
        column->unique = details[i].unique;
        column->automatic = details[i].automatic;
        for (size_t m = 0; details[i].members[m]; m++)
            ph_import_column_member(column, details[i].members[m]);
        ck_assert_int_eq(ph_import_infer(import, NULL), PHONY_OK);
        ck_assert_msg(strstr(column->generator, details[i].generator) != NULL, "%zu: %s", i,
                      column->generator);
        phony_import_free(import);
    }
}
END_TEST

START_TEST(columns_of_one_place_belong_together)
{
    static const char *const cases[][3] = {
        {"city", "text", "\"place.city\""},
        {"plz", "text(10)", "\"place.postal_code\""},
        {"country", "text(2)", "\"list\""},
        {"billing_city", "text(80)", "{\"type\": \"place.city\", \"as\": \"billing\"}"},
        {"billing_zip", "text(10)", "{\"type\": \"place.postal_code\", \"as\": \"billing\"}"},
        {"shipping_city", "text", "\"city\""},
        {"lat", "decimal(9,6)", "\"place.latitude\""},
    };

    for (int known = 0; known < 2; known++) {
        phony_import *import = new_import();
        ph_import_table *table = ph_import_table_add(import, "t");
        import->locale = known ? "tr_TR" : "xx_XX";
        for (size_t i = 0; i < COUNT_OF(cases); i++)
            add_column(table, cases[i][0], cases[i][1]);
        ck_assert_int_eq(ph_import_infer(import, NULL), PHONY_OK);
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
            const char *generator = table->columns[i].generator;
            ck_assert_msg(known ? strstr(generator, cases[i][2]) != NULL
                                : !strstr(generator, "place."),
                          "%s: %s", cases[i][0], generator);
        }
        phony_import_free(import);
    }
}
END_TEST

/* What makes it follow that columns are unique together: a number among the parent's children, a
 * column that is unique by itself, one child a parent, or nothing. */
START_TEST(columns_that_are_unique_together_are_made_so)
{
    static const uint32_t parent[] = {0}, numbered[] = {0, 1}, labelled[] = {0, 2},
                          flagged[] = {3, 4};
    phony_import *import = new_import();
    ph_import_table *t = ph_import_table_add(import, "parents");

    add_column(t, "id", "int32");
    ph_import_columns_set(&t->primary, parent, 1);
    t = ph_import_table_add(import, "children");
    add_column(t, "parent_id", "int32")->not_null = 1;
    add_column(t, "pos", "int32");
    add_column(t, "label", "text(30)");
    add_column(t, "is_a", "boolean");
    add_column(t, "is_b", "boolean");
    ph_import_key_add(t, parent, 1)->table = "parents";
    ph_import_columns_set(&t->primary, numbered, 2);
    ph_import_unique_add(t, flagged, 2);
    ph_import_unique_add(t, labelled, 2);
    ck_assert_int_eq(ph_import_infer(import, NULL), PHONY_OK);
    ck_assert_str_eq(t->columns[1].generator, "\"ordinal\"");
    ck_assert_int_eq(t->columns[2].unique, 1);
    ck_assert_uint_eq(t->unique_count, 1);
    ck_assert_uint_eq(t->uniques[0].at[1], 2);
    ck_assert_uint_eq(import->note_count, 2);
    phony_import_free(import);
}
END_TEST

/* ---- The document ---------------------------------------------------------------------------- */

/* Tables as a reader would fill them: users, tags, user_tag, profiles, comments (polymorphic), and
 * names that are none. */
static void fill_tables(phony_import *import)
{
    static const uint32_t first[] = {0}, second[] = {1}, both[] = {0, 1}, third[] = {2};
    ph_import_table *t = ph_import_table_add(import, "users");

    add_column(t, "id", "int64")->automatic = 1;
    add_column(t, "email", "text(255)")->not_null = 1;
    add_column(t, "boss_id", "int64");
    ph_import_columns_set(&t->primary, first, 1);
    ph_import_unique_add(t, second, 1);
    ph_import_key_add(t, third, 1)->table = "users";
    t = ph_import_table_add(import, "Étiquettes du jour");
    add_column(t, "id", "int32");
    add_column(t, "class", "text(3)")->comment = "a \"class\"\n";
    ph_import_columns_set(&t->primary, first, 1);
    ph_import_index_add(t, both, 2);
    t = ph_import_table_add(import, "user_tag");
    add_column(t, "user_id", "int64");
    add_column(t, "tag_id", "int32");
    ph_import_columns_set(&t->primary, both, 2);
    ph_import_key_add(t, first, 1)->table = "users";
    ph_import_key_add(t, second, 1)->table = "Étiquettes du jour";
    t = ph_import_table_add(import, "notes");
    add_column(t, "subject_type", "text(50)")->not_null = 1;
    add_column(t, "subject_id", "int64")->not_null = 1;
    add_column(t, "total", "int64")->computed = 1;
    ph_import_key_add(t, second, 1)->type_column = 0;
}

static const char document[] =
    "{\n  \"$schema\": \"https://phony.cloud/schemas/pdl-1.0.json\",\n  \"version\": \"1.0\",\n"
    "  \"name\": \"test\",\n  \"locale\": \"en_US\",\n  \"entities\": {\n"
    "    \"users\": {\n      \"fields\": {\n"
    "        \"id\": {\"type\": \"int64\", \"generator\": \"sequence\", \"primary\": true},\n"
    "        \"email\": {\"type\": \"text(255)\", \"generator\": \"email\", \"unique\": true},\n"
    "        \"boss_id\": {\"type\": \"int64\"}\n      }\n    },\n"
    "    \"etiquettes_du_jour\": {\n      \"table\": \"Étiquettes du jour\",\n"
    "      \"fields\": {\n"
    "        \"id\": {\"type\": \"int32\", \"generator\": \"sequence\", \"primary\": true},\n"
    "        \"class\": {\"type\": \"text(3)\", \"generator\": {\"type\": \"regex\", \"pattern\": "
    "\"[SBP]\"}, \"description\": \"a \\\"class\\\"\\n\", \"null\": 0.1}\n      },\n"
    "      \"indexes\": [[\"id\", \"class\"]]\n    },\n"
    "    \"user_tag\": {\n      \"fields\": {\n"
    "        \"users_id\": {\"column\": \"user_id\", \"type\": \"int64\"},\n"
    "        \"etiquettes_du_jour_id\": {\"column\": \"tag_id\", \"type\": \"int32\"}\n"
    "      },\n      \"primary\": [\"users_id\", \"etiquettes_du_jour_id\"]\n    },\n"
    "    \"notes\": {\n      \"fields\": {\n"
    "        \"subject_type\": {\"type\": \"text(50)\"},\n"
    "        \"subject_id\": {\"type\": \"int64\"}\n      }\n    }\n  },\n"
    "  \"relationships\": [\n"
    "    {\"from\": \"users.boss_id\", \"to\": \"users.id\", \"roots\": 0.1},\n"
    "    {\"from\": \"users.id\", \"to\": \"etiquettes_du_jour.id\", \"cardinality\": "
    "\"many-to-many\", \"through\": \"user_tag\"},\n"
    "    {\"from\": \"notes.subject_id\", \"to\": [{\"to\": \"users.id\"}, {\"to\": "
    "\"etiquettes_du_jour.id\"}], \"type_field\": \"subject_type\"}\n  ]\n}\n";

static phony_status write_tables(phony_import *import, phony_error *error)
{
    phony_status status = ph_import_infer(import, error);

    return status ? status : ph_import_write(import, error);
}

START_TEST(the_document_is_written_as_people_would)
{
    phony_import *import = new_import();
    phony_note note = PHONY_NOTE_INIT;
    phony_guess guess = PHONY_GUESS_INIT;
    phony_bytes text;
    phony_error error = {0};

    fill_tables(import);
    ASSERT_STATUS(write_tables(import, &error), PHONY_OK, &error);
    text = phony_import_text(import);
    ck_assert_msg(text.length == sizeof document - 1 && !memcmp(text.bytes, document, text.length),
                  "%.*s", (int)text.length, text.bytes);
    ck_assert_int_eq(phony_import_get_note(import, 0, &note, NULL), PHONY_OK);
    ck_assert_ptr_nonnull(strstr(note.message, "notes.total is computed"));
    ck_assert_int_eq(phony_import_get_note(import, 1, &note, NULL), PHONY_OK);
    ck_assert_ptr_nonnull(strstr(note.message, "2 were taken as its parents"));
    ck_assert_int_eq(phony_import_get_note(import, 2, &note, NULL), PHONY_ERROR_NOT_FOUND);
    ck_assert_int_eq(phony_import_get_guess(import, 1, &guess, NULL), PHONY_OK);
    ck_assert_str_eq(guess.entity, "users");
    ck_assert_str_eq(guess.generator, "email");
    ck_assert_str_eq(guess.reason, "name");
    ck_assert_int_eq(guess.sure, 95);
    phony_import_free(import);
}
END_TEST

START_TEST(the_document_is_json_whatever_names_and_generators_are)
{
    static const char *const strange[] = {"a\"b\\\n", "\xF0\x9F\x98\x80", "1st", "", "名前",
                                          "null"};
    phony_import *import = new_import();
    ph_import_table *table;
    ph_json_tree tree;

    for (size_t t = 0; t < COUNT_OF(strange); t++) {
        table = ph_import_table_add(import, strange[t]);
        for (size_t c = 0; c < COUNT_OF(strange); c++) {
            ph_import_column *column = add_column(table, strange[c], "text");
            column->generator = c == 1 ? "{\"type\"" : c == 2 ? "{}" : c == 3 ? "\"word\"" : NULL;
            column->initial = c == 4 ? "oops" : NULL;
        }
    }
    ck_assert_int_eq(write_tables(import, NULL), PHONY_OK);
    ck_assert_int_eq(ph_json_tree_parse(&tree, import->text.data, import->text.length, NULL),
                     PHONY_OK);
    ck_assert_uint_eq(tree.nodes[ph_json_member(&tree, 0, "entities")].count, COUNT_OF(strange));
    ph_json_tree_fini(&tree);
    phony_import_free(import);
}
END_TEST

START_TEST(keys_that_are_no_relationships_are_noted)
{
    static const uint32_t first[] = {0}, both[] = {0, 1};
    phony_import *import = new_import();
    ph_import_table *parent = ph_import_table_add(import, "p"), *child;

    add_column(parent, "a", "int64");
    add_column(parent, "b", "int64");
    ph_import_columns_set(&parent->primary, both, 2);
    child = ph_import_table_add(import, "c");
    add_column(child, "a", "int64");
    add_column(child, "b", "int64");
    ph_import_key_add(child, first, 1)->table = "nowhere";
    ph_import_key_add(child, first, 1)->table = "p";
    ph_import_key_add(child, both, 2)->table = "p";
    ck_assert_int_eq(ph_import_infer(import, NULL), PHONY_OK);
    ck_assert_uint_eq(child->key_count, 1);
    ck_assert_uint_eq(child->keys[0].from.count, 2);
    ck_assert_str_eq(child->keys[0].to[1], "b");
    ck_assert_uint_eq(import->note_count, 3);
    ck_assert_ptr_nonnull(strstr(import->notes[0].message, "not here"));
    ck_assert_ptr_nonnull(strstr(import->notes[1].message, "parent's primary key"));
    ck_assert_ptr_nonnull(strstr(import->notes[2].message, "made unique by itself"));
    phony_import_free(import);
}
END_TEST

START_TEST(every_allocation_of_the_document_may_fail)
{
    int failed = 1;

    for (size_t nth = 0; failed; nth++) {
        phony_import *import = new_import();
        phony_error error = {0};
        phony_status status;
        fill_tables(import);
        ph_alloc_fail_after(nth);
        status = write_tables(import, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        /* A note that there is no memory for is counted, and no failure. */
        ck_assert_msg(status == (failed ? PHONY_ERROR_MEMORY : PHONY_OK) ||
                          (failed && !status && import->notes_left_out),
                      "allocation %zu: %d", nth, (int)status);
        phony_import_free(import);
    }
}
END_TEST

/* ---- Files ----------------------------------------------------------------------------------- */

static phony_status open_text(const char *name, const char *text, size_t length, const char *models,
                              phony_import **import, phony_error *error)
{
    phony_import_options options = PHONY_IMPORT_OPTIONS_INIT;
    test_folder folder;
    phony_status status;

    folder_init(&folder);
    write_bytes(folder_file(&folder, name), text, length);
    options.models = models;
    *import = NULL;
    status = phony_import_open(folder_file(&folder, name), &options, import, error);
    folder_fini(&folder);
    return status;
}

static const struct bad_row {
    const char *name, *text;
    size_t length; /* 0: of the text */
    phony_status status;
    const char *message;
} bad_files[] = {
    {"a.csv", "", 0, PHONY_ERROR_EMPTY, "empty"},
    {"a.csv", "a,b\n1\n", 0, PHONY_ERROR_SYNTAX, ""},
    {"a.csv", "a,b\n\xFF,1\n", 0, PHONY_ERROR_ENCODING, ""},
    {"a.csv", "a\0b\n1\n", 6, PHONY_ERROR_ENCODING, ""},
    {"a.sql", "CREATE TABLE\0", 13, PHONY_ERROR_ENCODING, "NUL"},
    {"a.sql", "CREATE TABLE \xC3(", 0, PHONY_ERROR_ENCODING, "not UTF-8"},
    {"a.sql", "", 0, PHONY_ERROR_EMPTY, "no table"},
    {"a.sql", "SELECT 1;", 0, PHONY_ERROR_EMPTY, "no table"},
    {"a.txt", "just some words\n", 0, PHONY_ERROR_ARGUMENT, "cannot tell"},
    {"a.txt", "", 0, PHONY_ERROR_ARGUMENT, "cannot tell"},
    {"a.json", "{\"some\": \"thing\"}", 0, PHONY_ERROR_ARGUMENT, "cannot tell"},
};

START_TEST(files_that_are_none_are_refused)
{
    phony_import *import;
    phony_error error;
    phony_import_options options = PHONY_IMPORT_OPTIONS_INIT;

    for (size_t i = 0; i < COUNT_OF(bad_files); i++) {
        const struct bad_row *bad = &bad_files[i];
        phony_status status;
        error = (phony_error){0};
        status = open_text(bad->name, bad->text, bad->length ? bad->length : strlen(bad->text),
                           NULL, &import, &error);
        ck_assert_msg(status == bad->status && error.status == status && !import, "%zu: %d %s", i,
                      (int)status, error.message);
        ASSERT_MESSAGE(&error, bad->message);
    }
    ck_assert_int_eq(phony_import_open("/no/such.sql", NULL, &import, NULL), PHONY_ERROR_NOT_FOUND);
    ck_assert_int_eq(phony_import_open("", NULL, &import, NULL), PHONY_ERROR_ARGUMENT);
    options.from = "excel";
    ck_assert_int_eq(phony_import_open("x", &options, &import, &error), PHONY_ERROR_ARGUMENT);
    ASSERT_MESSAGE(&error, "excel");
    options.from = "csv";
    ck_assert_int_eq(phony_import_open("/tmp", &options, &import, NULL), PHONY_ERROR_ARGUMENT);
    phony_import_free(NULL);
}
END_TEST

START_TEST(tables_with_too_many_columns_are_refused)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_import *import;
    phony_error error = {0};

    for (int i = 0; i <= PH_IMPORT_COLUMNS_MAX; i++) {
        ph_buffer_append_text(&text, i ? ",c" : "c");
        ph_buffer_append_number(&text, (uint64_t)i);
    }
    ck_assert_int_eq(open_text("wide.csv", text.data, text.length, NULL, &import, &error),
                     PHONY_ERROR_LIMIT);
    ASSERT_MESSAGE(&error, "2000 columns");
    ph_buffer_fini(&text);
}
END_TEST

/* ---- CSV ------------------------------------------------------------------------------------- */

/* 200 rows: a sequence, texts of many kinds, numbers, nulls. */
static void make_rows(ph_buffer *text)
{
    static const char *const states[] = {"new", "paid", "sent", "paid"};
    uint64_t random = 1;
    char row[256];

    ph_buffer_append_text(text, "id;uid;amount;state;active;born;note;zip;gone;first_name\n");
    for (unsigned i = 0; i < 200; i++) {
        snprintf(
            row, sizeof row,
            "%u;%08x-0000-4000-8000-00000000000a;%u.%02u;%s;%s;%04u-%02u-15;\"%s, %s\";%05u;;%s\n",
            100 + 5 * i, i, (unsigned)random_below(&random, 900) + 50,
            (unsigned)random_below(&random, 100), i == 7 ? "secret" : states[i % 4],
            i % 10 == 0 ? ""
            : i % 4     ? "true"
                        : "false",
            1960 + (unsigned)random_below(&random, 40), 1 + (unsigned)random_below(&random, 12),
            test_names[i % test_name_count], test_names[(7 * i + 3) % test_name_count],
            (unsigned)random_below(&random, 100000), test_names[i % test_name_count]);
        ph_buffer_append_text(text, row);
    }
}

static const char *const csv_parts[] = {
    "\"id\": {\"type\": \"int32\", \"generator\": {\"type\": \"sequence\", \"start\": 100, "
    "\"step\": "
    "5}, \"primary\": true}",
    "\"uid\": {\"type\": \"uuid\", \"generator\": \"uuid\", \"unique\": true}",
    "\"amount\": {\"type\": \"decimal(6,2)\", \"generator\": {\"type\": \"percentiles\", "
    "\"points\": {\"0\": 50.00, \"1\": ",
    "\"100\": 950.00}}}",
    "\"state\": {\"type\": \"text(8)\", \"generator\": {\"type\": \"list\", \"values\": "
    "[{\"value\": \"paid\", \"weight\": 99}, {\"value\": \"new\", \"weight\": 50}, {\"value\": "
    "\"sent\", \"weight\": 50}]}}",
    "\"active\": {\"type\": \"boolean\", \"generator\": {\"type\": \"boolean\", \"true\": 0.78}, "
    "\"null\": 0.1}",
    "\"born\": {\"type\": \"date\", \"generator\": {\"type\": \"date\", \"min\": \"1960-",
    "\"zip\": {\"type\": \"text(5)\", \"generator\": {\"type\": \"regex\"",
    "\"gone\": {\"generator\": \"null\", \"null\": 1}",
    "\"count\": 200",
};

START_TEST(csv_columns_are_learned_from_their_values)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_import *import;
    phony_error error = {0};

    make_rows(&text);
    ASSERT_STATUS(open_text("people.csv", text.data, text.length, NULL, &import, &error), PHONY_OK,
                  &error);
    ph_buffer_append_byte(&import->text, '\0');
    for (size_t i = 0; i < COUNT_OF(csv_parts); i++)
        ck_assert_msg(strstr(import->text.data, csv_parts[i]) != NULL, "%s\nis not in\n%s",
                      csv_parts[i], import->text.data);
    ck_assert_ptr_null(strstr(import->text.data, "secret"));
    ph_buffer_fini(&text);
    phony_import_free(import);
}
END_TEST

START_TEST(csv_texts_become_models)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_import *import;
    phony_error error = {0};
    phony_model *model = NULL;
    test_folder folder;

    folder_init(&folder);
    make_rows(&text);
    ASSERT_STATUS(open_text("people.csv", text.data, text.length, folder.path, &import, &error),
                  PHONY_OK, &error);
    ASSERT_STATUS(
        phony_model_open(NULL, folder_file(&folder, "people.note.phony"), NULL, &model, &error),
        PHONY_OK, &error);
    ck_assert_str_eq(phony_model_get_text(model, PHONY_TEXT_NAME), "note");
    ph_buffer_append_byte(&import->text, '\0');
    ck_assert_ptr_nonnull(strstr(import->text.data, "people.note.phony\""));
    phony_model_unref(model);
    ph_buffer_fini(&text);
    phony_import_free(import);
    folder_fini(&folder);
}
END_TEST

START_TEST(csv_rows_before_a_broken_one_count)
{
    static const char text[] = "a,a,\n1,x,y\n2,x,y\n3,x\n4,x,y\n";
    phony_import *import;
    phony_note note = PHONY_NOTE_INIT;

    ck_assert_int_eq(open_text("t.csv", text, sizeof text - 1, NULL, &import, NULL), PHONY_OK);
    ck_assert_uint_eq(import->tables[0].rows, 2);
    ck_assert_str_eq(import->tables[0].columns[1].name, "a_column_2");
    ck_assert_str_eq(import->tables[0].columns[2].name, "column_3");
    ck_assert_int_eq(phony_import_get_note(import, 0, &note, NULL), PHONY_OK);
    ck_assert_uint_eq(note.line, 4);
    phony_import_free(import);
}
END_TEST

START_TEST(every_allocation_of_csv_may_fail)
{
    static const char text[] = "id,note,amount\n1,some words,1.5\n2,other words,2.5\n";
    phony_import_options options = PHONY_IMPORT_OPTIONS_INIT;
    test_folder folder;
    int failed = 1;

    folder_init(&folder);
    write_bytes(folder_file(&folder, "t.csv"), text, sizeof text - 1);
    options.models = folder.path;
    for (size_t nth = 0; failed; nth++) {
        phony_import *import = NULL;
        phony_error error = {0};
        phony_status status;
        ph_alloc_fail_after(nth);
        status = phony_import_open(folder_file(&folder, "t.csv"), &options, &import, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert_msg(status == (failed ? PHONY_ERROR_MEMORY : PHONY_OK) ||
                          (failed && !status && import->notes_left_out),
                      "allocation %zu: %d %s", nth, (int)status, error.message);
        ck_assert_int_eq(import == NULL, status != PHONY_OK);
        phony_import_free(import);
    }
    folder_fini(&folder);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("import");

    UNIT_ADD(suite, tables_are_found_by_name_and_keep_their_order);
    UNIT_ADD(suite, renamed_tables_take_their_foreign_keys_along);
    UNIT_ADD(suite, dropped_columns_leave_keys_and_indexes);
    UNIT_ADD(suite, notes_are_one_line_and_have_a_bound);
    UNIT_ADD(suite, names_and_types_tell_generators);
    UNIT_ADD(suite, a_bare_name_is_that_of_its_tables_rows);
    UNIT_ADD(suite, checks_formats_and_members_tell_generators);
    UNIT_ADD(suite, columns_of_one_place_belong_together);
    UNIT_ADD(suite, columns_that_are_unique_together_are_made_so);
    UNIT_ADD(suite, the_document_is_written_as_people_would);
    UNIT_ADD(suite, the_document_is_json_whatever_names_and_generators_are);
    UNIT_ADD(suite, keys_that_are_no_relationships_are_noted);
    UNIT_ADD(suite, every_allocation_of_the_document_may_fail);
    UNIT_ADD(suite, files_that_are_none_are_refused);
    UNIT_ADD(suite, tables_with_too_many_columns_are_refused);
    UNIT_ADD(suite, csv_columns_are_learned_from_their_values);
    UNIT_ADD(suite, csv_texts_become_models);
    UNIT_ADD(suite, csv_rows_before_a_broken_one_count);
    UNIT_ADD(suite, every_allocation_of_csv_may_fail);
    return suite;
}
