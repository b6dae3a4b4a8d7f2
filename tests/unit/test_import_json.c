/* JSON Schema and OpenAPI as tables: whole documents against what is expected of them, what each
 * keyword makes of a column, how definitions hang together, and what is wrong in all sorts of ways.
 * In tables ' stands for " in JSON. */
#include "base/alloc.h"
#include "import_util.h"

#define SCHEMA ph_import_json_schema
#define OPENAPI ph_import_openapi

static char *with_quotes(const char *text)
{
    char *copy = malloc(strlen(text) + 1);

    ck_assert_ptr_nonnull(copy);
    strcpy(copy, text);
    for (char *at = copy; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    return copy;
}

static phony_import *new_import(void)
{
    phony_import *import = ph_calloc(1, sizeof *import);

    ck_assert_ptr_nonnull(import);
    import->name = "shop";
    return import;
}

static void free_import(phony_import *import)
{
    ph_import_tables_fini(import);
    ph_free(import);
}

/* ---- Whole documents ------------------------------------------------------------------------- */

static const struct document {
    reading_function *reader;
    const char *path, *expected;
} documents[] = {
    {OPENAPI, IMPORTS "/petstore.openapi-3.0.json", IMPORTS "/petstore.openapi-3.0.tables"},
    {OPENAPI, IMPORTS "/staff.openapi-3.1.json", IMPORTS "/staff.openapi-3.1.tables"},
    {OPENAPI, IMPORTS "/library.swagger-2.0.json", IMPORTS "/library.swagger-2.0.tables"},
    {SCHEMA, IMPORTS "/invoice.draft-07.json", IMPORTS "/invoice.draft-07.tables"},
    {SCHEMA, IMPORTS "/tree.2020-12.json", IMPORTS "/tree.2020-12.tables"},
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

START_TEST(documents_become_tables)
{
    for (size_t i = 0; i < DOCUMENTS; i++) {
        phony_import *import = new_import();
        phony_error error = {0};
        size_t length;
        char *text = read_whole(documents[i].path, &length);
        phony_status status =
            read_bytes(import, documents[i].reader, documents[i].path, text, length, &error);
        ck_assert_msg(status == PHONY_OK, "%s: %s", documents[i].path, error.message);
        assert_described(import, documents[i].expected);
        free(text);
        free_import(import);
    }
}
END_TEST

START_TEST(any_allocation_may_fail)
{
    for (size_t i = 0; i < DOCUMENTS; i++) {
        size_t length, count = 0;
        char *text = read_whole(documents[i].path, &length);
        phony_status status = PHONY_ERROR_MEMORY;
        for (; status && count < 100000; count++) {
            phony_import *import = new_import();
            ph_alloc_fail_after(count);
            status = read_bytes(import, documents[i].reader, "x.json", text, length, NULL);
            if (!status && ph_alloc_has_failed())
                status = PHONY_ERROR_MEMORY;
            ph_alloc_fail_after(SIZE_MAX);
            free_import(import);
        }
        ck_assert_int_eq(status, PHONY_OK);
        ck_assert_uint_gt(count, 50);
        free(text);
    }
}
END_TEST

/* ---- Columns --------------------------------------------------------------------------------- */

/* The schema of the member "x", its column, and the first note ("" = there is none). */
static const struct snippet {
    const char *schema, *column, *note;
} snippets[] = {
    {"{'type': 'string'}", "x text", ""},
    {"{'type': 'string', 'maxLength': 5, 'minLength': 2}", "x text(5)", ""},
    {"{'type': 'string', 'format': 'email'}", "x text @email", ""},
    {"{'type': 'string', 'format': 'uri'}", "x text @uri", ""},
    {"{'type': 'string', 'format': 'hostname'}", "x text @hostname", ""},
    {"{'type': 'string', 'format': 'date-time'}", "x timestamptz", ""},
    {"{'type': 'string', 'format': 'date'}", "x date", ""},
    {"{'type': 'string', 'format': 'time'}", "x time", ""},
    {"{'type': 'string', 'format': 'uuid'}", "x uuid", ""},
    {"{'type': 'string', 'format': 'ipv4'}", "x inet", ""},
    {"{'type': 'string', 'format': 'ipv6'}", "x inet", ""},
    {"{'type': 'string', 'format': 'binary'}", "x bytea", ""},
    {"{'type': 'string', 'format': 'int64'}", "x int64", ""},
    {"{'type': 'string', 'contentEncoding': 'base64'}", "x text @byte", ""},
    {"{'type': 'string', 'contentMediaType': 'application/json'}", "x json", ""},
    {"{'type': 'string', 'pattern': '^[a-z]+$'}", "x text ~^[a-z]+$", ""},
    {"{'type': 'string', 'description': 'What'}", "x text -- What", ""},
    {"{'type': 'string', 'title': 'Which'}", "x text -- Which", ""},
    {"{'type': 'string', 'x-unique': true}", "x text unique", ""},
    {"{'type': 'integer'}", "x int64", ""},
    {"{'type': 'integer', 'format': 'int32'}", "x int32", ""},
    {"{'type': 'integer', 'minimum': 1, 'maximum': 5}", "x int64 >=1 <=5", ""},
    {"{'type': 'integer', 'minimum': 1, 'exclusiveMinimum': true}", "x int64 >=2", ""},
    {"{'type': 'integer', 'exclusiveMinimum': 1, 'exclusiveMaximum': 9}", "x int64 >=2 <=8", ""},
    {"{'type': 'integer', 'minimum': 5, 'exclusiveMinimum': 1}", "x int64 >=5", ""},
    {"{'type': 'integer', 'minimum': 0.5, 'maximum': 2.5}", "x int64 >=1 <=2", ""},
    {"{'type': 'integer', 'minimum': -0.5, 'exclusiveMaximum': -0.5}", "x int64",
     "no number lies between 0 and -1: the bounds are left out"},
    {"{'type': 'integer', 'multipleOf': 5, 'maximum': 20}",
     "x int64 <=20 {\"type\": \"integer\", \"min\": 0, \"max\": 20, \"step\": 5}", ""},
    {"{'type': 'integer', 'multipleOf': 4, 'minimum': -7, 'maximum': 7}",
     "x int64 >=-7 <=7 {\"type\": \"integer\", \"min\": -4, \"max\": 7, \"step\": 4}", ""},
    {"{'type': 'integer', 'multipleOf': 100, 'minimum': 1, 'maximum': 9}", "x int64 >=1 <=9", ""},
    {"{'type': 'integer', 'maximum': 9223372036854775807}", "x int64", ""},
    {"{'type': 'number'}", "x float", ""},
    {"{'type': 'number', 'multipleOf': 0.01}", "x decimal(18,2)", ""},
    {"{'type': 'number', 'multipleOf': 0.050}", "x decimal(18,2)", ""},
    {"{'type': 'number', 'multipleOf': 1}", "x int64", ""},
    {"{'type': 'number', 'multipleOf': 1e-2}", "x float", ""},
    {"{'type': 'number', 'format': 'decimal', 'exclusiveMinimum': 0}", "x decimal(18,2) >=0.01",
     ""},
    {"{'type': 'number', 'minimum': 0.25, 'exclusiveMinimum': true}", "x float >=0.25", ""},
    {"{'type': 'boolean', 'default': true}", "x boolean =true", ""},
    {"{'type': ['string', 'null'], 'maxLength': 3}", "x text(3)", ""},
    {"{'type': ['string', 'integer']}", "x text", ""},
    {"{'type': ['boolean', 'integer']}", "x text", ""},
    {"{'type': ['integer', 'number']}", "x float", ""},
    {"{'type': ['string', 'object']}", "x json", ""},
    {"{'type': 'null'}", "x text", ""},
    {"{'type': 'object'}", "x json", ""},
    {"{'type': 'object', 'additionalProperties': {'type': 'string'}}", "x json", ""},
    {"{'type': 'array', 'items': {'type': 'string'}}",
     "x json {\"type\": \"constant\", \"value\": \"[]\"}", ""},
    {"{}", "x ?", ""},
    {"true", "x ?", ""},
    {"{'pattern': 'a+'}", "x text ~a+", ""},
    {"{'minimum': 3}", "x float >=3", ""},
    {"{'format': 'date'}", "x date", ""},
    {"{'format': 'password'}", "x text @password", ""},
    {"{'enum': ['a', 'b', 'a', null]}", "x enum in(a|b)", ""},
    {"{'type': 'string', 'const': 'a'}", "x enum in(a)", ""},
    {"{'type': 'string', 'x-extensible-enum': ['a']}", "x enum in(a)", ""},
    {"{'type': 'integer', 'enum': [1, 2]}",
     "x int64 in(1|2) {\"type\": \"list\", \"values\": [1, 2]}", ""},
    {"{'enum': [1.5, 2]}", "x float in(1.5|2) {\"type\": \"list\", \"values\": [1.5, 2]}", ""},
    {"{'enum': ['a', 1]}", "x text in(a|1)", ""},
    {"{'enum': [true, false]}", "x boolean", ""},
    {"{'enum': [{'a': 1}]}", "x json", ""},
    {"{'type': 'string', 'default': 'a\\nb'}", "x text =\"a\\nb\"", ""},
    {"{'type': 'integer', 'default': 7}", "x int64 =7", ""},
    {"{'type': 'string', 'format': 'date', 'default': '2024-02-29'}", "x date =\"2024-02-29\"", ""},
    {"{'type': 'integer', 'default': null}", "x int64", ""},
    {"{'oneOf': [{'type': 'string', 'format': 'date'}, {'type': 'null'}]}", "x date", ""},
    {"{'anyOf': [{'enum': ['a']}, {'const': 'b'}, {'const': null}]}", "x enum in(a|b)", ""},
    {"{'oneOf': [{'type': 'integer', 'maximum': 5}, {'type': 'integer'}]}", "x int64", ""},
    {"{'allOf': [{'type': 'string', 'maxLength': 9}, {'maxLength': 5}, {'maxLength': 7}]}",
     "x text(5)", ""},
    {"{'allOf': [{'type': 'number', 'minimum': 1}, {'type': 'integer', 'minimum': 3}]}",
     "x int64 >=3", ""},
    {"{'type': 'string', '$ref': '#/$defs/short'}", "x text(3)", ""},
    {"{'$ref': '#short'}", "x text(3)", ""},
    {"{'$ref': '#/$defs/a~1b~0c%20d'}", "x text(4)", ""},
    {"{'$ref': '#/$defs/list/oneOf/1'}", "x int32", ""},
    {"{'$ref': 'https://x.org/s/mail.json'}", "x text @email", ""},
    {"{'$ref': './mail.json#/definitions/inner'}", "x uuid", ""},
    {"{'$ref': '/s/mail.json'}", "x text @email", ""},
};

#define FRAME                                                                                      \
    "{'$id': 'https://x.org/s/root.json', 'properties': {'id': {'type': 'integer'}, 'x': %s},"     \
    "'$defs': {'short': {'$anchor': 'short', 'type': 'string', 'maxLength': 3},"                   \
    "'a/b~c d': {'type': 'string', 'maxLength': 4},"                                               \
    "'circle': {'$ref': '#/$defs/circle'},"                                                        \
    "'list': {'oneOf': [{'type': 'null'}, {'type': 'integer', 'format': 'int32'}]},"               \
    "'mail': {'$id': 'mail.json', 'type': 'string', 'format': 'email',"                            \
    "'definitions': {'inner': {'type': 'string', 'format': 'uuid'}}}}}"

/* Checks column 1 of the only table. */
static void assert_column(const struct snippet *snippet)
{
    char frame[4096], *text;
    phony_import *import = new_import();
    phony_error error = {0};
    ph_buffer out = PH_BUFFER_INIT;
    phony_status status;

    snprintf(frame, sizeof frame, FRAME, snippet->schema);
    text = with_quotes(frame);
    status = read_bytes(import, SCHEMA, "x.json", text, strlen(text), &error);
    ck_assert_msg(status == PHONY_OK, "%s: %s", snippet->schema, error.message);
    ck_assert_uint_eq(import->table_count, 1);
    ck_assert_uint_eq(import->tables[0].column_count, 2);
    describe_column(&import->tables[0].columns[1], &out);
    out.data[out.length - 1] = '\0';
    ck_assert_msg(!strcmp(out.data + 2, snippet->column), "%s: %s instead of %s", snippet->schema,
                  out.data + 2, snippet->column);
    ck_assert_msg(import->note_count == (*snippet->note != 0), "%s: %s", snippet->schema,
                  import->note_count ? import->notes[0].message : "no note");
    if (import->note_count)
        ck_assert_str_eq(import->notes[0].message, snippet->note);
    ph_buffer_fini(&out);
    free_import(import);
    free(text);
}

START_TEST(keywords_become_columns)
{
    for (size_t i = 0; i < sizeof snippets / sizeof *snippets; i++)
        assert_column(&snippets[i]);
}
END_TEST

/* What is not what it should be: the rest counts. */
static const struct snippet wrong[] = {
    {"{'type': 'sting'}", "x ?",
     "'sting' is no type: it is null, boolean, integer, number, string, array or object"},
    {"{'type': 5, 'maxLength': 3}", "x text(3)",
     "'type' is not what it should be here: it is left out"},
    {"{'type': 'string', 'maxLength': 'long'}", "x text",
     "'maxLength' is not what it should be here: it is left out"},
    {"{'type': 'string', 'maxLength': -1}", "x text",
     "a length is a whole number from 0: this is left out"},
    {"{'type': 'string', 'maxLength': 99999999999}", "x text", ""},
    {"{'type': 'string', 'minLength': 9, 'maxLength': 5}", "x text(5)",
     "the least length is above the greatest: it is left out"},
    {"{'type': 'integer', 'minimum': 9, 'maximum': 5}", "x int64",
     "no number lies between 9 and 5: the bounds are left out"},
    {"{'type': 'integer', 'default': 'seven'}", "x int64",
     "the default is no value of its type: it is left out"},
    {"{'type': 'integer', 'default': 7.5}", "x int64",
     "the default is no value of its type: it is left out"},
    {"{'enum': ['a'], 'default': 'b'}", "x enum in(a)",
     "the default is no value of its type: it is left out"},
    {"{'type': 'string', 'maxLength': 2, 'default': 'long'}", "x text(2)",
     "the default is no value of its type: it is left out"},
    {"{'type': 'string', 'enum': 'a'}", "x text",
     "'enum' is not what it should be here: it is left out"},
    {"'text'", "x ?", "a schema is an object, true or false: this is left out"},
    {"[]", "x ?", "a schema is an object, true or false: this is left out"},
    {"{'type': 'string', 'allOf': [7]}", "x text",
     "a schema is an object, true or false: this is left out"},
    {"{'type': 'string', 'not': {}}", "x text", "'not' is not understood: it is left out"},
    {"{'$ref': '#/$defs/nowhere'}", "x ?", "'#/$defs/nowhere' refers to nothing in this document"},
    {"{'$ref': '#/$defs/list/oneOf/9'}", "x ?",
     "'#/$defs/list/oneOf/9' refers to nothing in this document"},
    {"{'$ref': '#/$defs/list/oneOf/-'}", "x ?",
     "'#/$defs/list/oneOf/-' refers to nothing in this document"},
    {"{'$ref': '#nowhere', 'type': 'string'}", "x text",
     "'#nowhere' refers to nothing in this document"},
    {"{'$ref': 'other.json#/a'}", "x ?",
     "'other.json#/a' is in another document: it is not "
     "followed"},
    {"{'$ref': 5}", "x ?", "'$ref' is not what it should be here: it is left out"},
    {"{'$ref': '#/properties/x'}", "x ?", "this refers to itself in a circle, which is left out"},
    {"{'oneOf': [{'$ref': '#/properties/x'}, {'type': 'string'}]}", "x ?",
     "this refers to itself in a circle, which is left out"},
    {"{'type': 'string', 'required': true}", "x text",
     "'required' is a list of the names of members"},
    {"{'type': 'string', 'pattern': '(?<=a)b'}", "x text",
     "the pattern is left out: look-behind (?< is not supported; groups are (...) and (?:...)"},
};

START_TEST(what_is_wrong_is_noted_and_the_rest_counts)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_column(&wrong[i]);
}
END_TEST

/* ---- Tables ---------------------------------------------------------------------------------- */

#define ID "  id int64 automatic not-null\n"
#define OBJECT(members) "{'type': 'object', 'properties': {" members "}}"
#define DEFS(members) "{'$defs': {" members "}}"

static const struct whole {
    const char *text, *expected;
} wholes[] = {
    /* Keys: what says so, "id", "uuid", the table's own, or a new one. */
    {DEFS("'Pet': " OBJECT(
         "'id': {'type': 'string'}, 'no': {'type': 'integer', 'x-primary': true}")),
     "Pet\n  id text\n  no int64 not-null\n  primary(no)\n"},
    {DEFS("'Pet': " OBJECT("'uuid': {'type': 'string'}, 'petId': {'type': 'integer'}")),
     "Pet\n  uuid text not-null\n  petId int64\n  primary(uuid)\n"},
    {DEFS("'Pet': " OBJECT("'pet_id': {'type': 'integer'}, 'a': {'type': 'integer'}")),
     "Pet\n  pet_id int64 not-null\n  a int64\n  primary(pet_id)\n"},
    {DEFS("'Pet': " OBJECT("'id': {'type': 'object'}, 'a': {'type': 'integer'}")),
     "Pet\n  row_id int64 automatic not-null\n  id json\n  a int64\n  primary(row_id)\n"},
    /* The document: an object, a list, or only definitions. */
    {"{'title': 'Pet', 'properties': {'a': {'type': 'integer'}}, 'required': ['a', 'b']}",
     "Pet\n" ID "  a int64 not-null\n  primary(id)\n"},
    {"{'$id': 'https://x.org/pet.schema.json', 'properties': {'a': {}}}",
     "pet\n" ID "  a ?\n  primary(id)\n"},
    {"{'type': 'array', 'items': " OBJECT("'a': {}") "}", "shop\n" ID "  a ?\n  primary(id)\n"},
    {"{'$ref': '#/$defs/A', '$defs': {'A': " OBJECT("'a': {}") "}}",
     "A\n" ID "  a ?\n  primary(id)\n"},
    {"{'definitions': {'A': " OBJECT("'a': {}") "}, '$defs': {'A': " OBJECT("'b': {}") "}}",
     "A\n" ID "  b ?\n  primary(id)\nA_2\n" ID "  a ?\n  primary(id)\n"},
    {DEFS("'A': {'$defs': {'B': " OBJECT("'b': {}") "}}"), "B\n" ID "  b ?\n  primary(id)\n"},
    /* What is no object is no table, and is looked through. */
    {DEFS("'A': " OBJECT(
         "'n': {'$ref': '#/$defs/N'}, 'm': {'$ref': '#/$defs/M'}") ", 'N': {'type': 'string', "
                                                                   "'maxLength': 5}, 'M': {'$ref': "
                                                                   "'#/$defs/N'}"),
     "A\n" ID "  n text(5)\n  m text(5)\n  primary(id)\n"},
    /* Objects within: columns down to two levels, no two with one name. */
    {DEFS("'A': " OBJECT(
         "'b_c': {'type': 'integer'}, 'b': " OBJECT("'c': {'type': 'boolean'}, 'd': " OBJECT(
             "'e': {'type': 'null'}, 'f': " OBJECT("'g': {}"))))),
     "A\n" ID "  b_c int64\n  b_c_2 boolean\n  b_d_e text\n  b_d_f json\n  primary(id)\n"},
    /* All of, one of. */
    {DEFS("'A': {'allOf': [" OBJECT(
         "'a': {'type': 'string'}") ", {'required': ['a'], 'properties': {'a': {'maxLength': 4}, "
                                    "'b': {}}}]}"),
     "A\n" ID "  a text(4) not-null\n  b ?\n  primary(id)\n"},
    {DEFS("'A': {'required': ['k'], 'oneOf': [{'required': ['a', 'k'], 'properties': {'a': "
          "{'type': 'integer'}, 'k': {'const': 'x'}}}, {'required': ['k'], 'properties': {'b': {}, "
          "'k': {'const': 'y'}}}]}"),
     "A\n" ID "  a int64\n  k enum not-null in(x|y)\n  b ?\n  primary(id)\n"},
    {DEFS("'A': {'properties': {'a': {}, 'n': false}, 'if': {}, 'then': {'required': ['b'], "
          "'properties': {'b': {'type': 'integer'}}}, 'dependentSchemas': {'a': {'properties': "
          "{'c': {'type': 'boolean'}}}}}"),
     "A\n" ID "  a ?\n  b int64\n  c boolean\n  primary(id)\n"},
};

/* B refers to A in some way. */
#define A_OBJECT "'A': " OBJECT("'id': {'type': 'string', 'format': 'uuid'}")
#define A_TABLE "A\n  id uuid not-null\n  primary(id)\n"
#define TO_A "{'$ref': '#/$defs/A'}"
#define LIST_OF(what) "{'type': 'array', 'items': " what "}"

static const struct whole links[] = {
    {DEFS(A_OBJECT ", 'B': {'required': ['a'], 'properties': {'a': " TO_A "}}"),
     A_TABLE "B\n" ID "  a_id uuid not-null\n  primary(id)\n  key(a_id)->A\n"},
    {DEFS(A_OBJECT ", 'B': {'required': ['a'], 'properties': {'a': {'oneOf': [" TO_A
                   ", {'type': 'null'}]}}}"),
     A_TABLE "B\n" ID "  a_id uuid\n  primary(id)\n  key(a_id)->A\n"},
    {DEFS(A_OBJECT ", 'B': " OBJECT("'a': " TO_A ", 'aId': {'type': 'string'}")),
     A_TABLE "B\n" ID "  aId uuid\n  primary(id)\n  key(aId)->A\n"},
    {DEFS(A_OBJECT ", 'B': " OBJECT("'a': " TO_A ", 'a_id': {'type': 'array'}")),
     A_TABLE "B\n" ID "  a_id uuid\n  a_id_2 json {\"type\": \"constant\", \"value\": \"[]\"}\n"
             "  primary(id)\n  key(a_id)->A\n"},
    {DEFS(A_OBJECT ", 'B': " OBJECT("'c': " OBJECT("'a': " TO_A))),
     A_TABLE "B\n" ID "  c_a_id uuid\n  primary(id)\n  key(c_a_id)->A\n"},
    /* An extension of another object is one of its own. */
    {DEFS(A_OBJECT ", 'B': " OBJECT("'a': {'allOf': [" TO_A ", " OBJECT("'n': {}") "]}")),
     A_TABLE "B\n" ID "  a_id uuid\n  a_n ?\n  primary(id)\n"},
    {DEFS(A_OBJECT ", 'B': " OBJECT("'x': {}, 'as': " LIST_OF(TO_A))),
     "A\n  id uuid not-null\n  b_id int64 not-null\n  primary(id)\n  key(b_id)->B\nB\n" ID
     "  x ?\n  primary(id)\n"},
    {DEFS(A_OBJECT ", 'L': " LIST_OF(TO_A) ", 'B': " OBJECT("'as': {'$ref': '#/$defs/L'}")),
     "A\n  id uuid not-null\n  b_id int64 not-null\n  primary(id)\n  key(b_id)->B\nB\n" ID
     "  primary(id)\n"},
    {DEFS(A_OBJECT ", 'B': " OBJECT("'as': " LIST_OF(TO_A)) ", 'C': " OBJECT("'a': " TO_A)),
     A_TABLE "B\n" ID "  primary(id)\nC\n" ID "  a_id uuid\n  primary(id)\n  key(a_id)->A\n"
             "B_as\n  b_id int64 not-null\n  a_id uuid not-null\n  primary(b_id,a_id)\n"
             "  key(b_id)->B\n  key(a_id)->A\n"},
    /* The child says itself whose it is. */
    {DEFS("'A': " OBJECT("'b': {'$ref': '#/$defs/B'}") ", 'B': " OBJECT("'as': " LIST_OF(TO_A))),
     "A\n" ID "  b_id int64\n  primary(id)\n  key(b_id)->B\nB\n" ID "  primary(id)\n"},
    {DEFS("'A': " OBJECT("'bs': " LIST_OF("{'$ref': '#/$defs/B'}")) ", 'B': " OBJECT(
         "'as': " LIST_OF(TO_A))),
     "A\n" ID "  primary(id)\nB\n" ID "  primary(id)\nA_bs\n  a_id int64 not-null\n"
     "  b_id int64 not-null\n  primary(a_id,b_id)\n  key(a_id)->A\n  key(b_id)->B\n"},
    /* A tree, and what is none. */
    {DEFS("'A': " OBJECT("'as': " LIST_OF(TO_A))),
     "A\n" ID "  a_id int64\n  primary(id)\n  key(a_id)->A\n"},
    {DEFS("'A': " OBJECT("'as': " LIST_OF(TO_A) ", 'friends': " LIST_OF(TO_A))),
     "A\n" ID "  primary(id)\nA_as\n" ID "  a_id int64 not-null\n  as_id int64 not-null\n"
     "  primary(id)\n  key(a_id)->A\n  key(as_id)->A\nA_friends\n" ID
     "  a_id int64 not-null\n  friends_id int64 not-null\n  primary(id)\n  key(a_id)->A\n"
     "  key(friends_id)->A\n"},
    {"{'properties': {'a': {}, 'next': {'$ref': '#'}}, 'title': 'L', 'required': ['next']}",
     "L\n" ID "  a ?\n  next_id int64\n  primary(id)\n  key(next_id)->L\n"},
    /* Two that need one another: one of them may be null. */
    {DEFS("'A': {'required': ['b'], 'properties': {'b': {'$ref': '#/$defs/B'}}}, 'B': {'required': "
          "['a'], 'properties': {'a': " TO_A "}}"),
     "A\n" ID "  b_id int64 not-null\n  primary(id)\n  key(b_id)->B\nB\n" ID
     "  a_id int64\n  primary(id)\n  key(a_id)->A\n"},
    /* Lists of objects without name are tables of their own. */
    {DEFS("'A': " OBJECT("'id': {'type': 'integer'}, 'ls': " LIST_OF(OBJECT("'n': {}")))),
     "A\n  id int64 not-null\n  primary(id)\nA_ls\n" ID
     "  n ?\n  a_id int64 not-null\n  primary(id)\n  key(a_id)->A\n"},
    {DEFS(A_OBJECT ", 'B': " OBJECT("'x': " LIST_OF(
         "{'oneOf': [" TO_A ", {'$ref': '#/$defs/C'}]}")) ", 'C': " OBJECT("'n': {}")),
     A_TABLE "B\n" ID "  x json {\"type\": \"constant\", \"value\": \"[]\"}\n  primary(id)\nC\n" ID
             "  n ?\n  primary(id)\n! 1:141 x lists 2 kinds of objects: it is taken as JSON\n"},
};

static void assert_whole(reading_function *reader, const struct whole *whole)
{
    char *text = with_quotes(whole->text), *got;
    phony_import *import = new_import();
    phony_error error = {0};
    phony_status status = read_bytes(import, reader, "x.json", text, strlen(text), &error);

    ck_assert_msg(status == PHONY_OK, "%s: %s", text, error.message);
    got = describe(import);
    ck_assert_msg(!strcmp(got, whole->expected), "%s:\n%s--- instead of\n%s", text, got,
                  whole->expected);
    free(got);
    free_import(import);
    free(text);
}

START_TEST(objects_become_tables)
{
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        assert_whole(SCHEMA, &wholes[i]);
}
END_TEST

START_TEST(references_become_keys)
{
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        assert_whole(SCHEMA, &links[i]);
}
END_TEST

/* ---- OpenAPI --------------------------------------------------------------------------------- */

#define V3(schemas) "{'openapi': '3.0.0', 'components': {'schemas': {" schemas "}}}"
#define V2(schemas) "{'swagger': '2.0', 'definitions': {" schemas "}}"

static const struct whole apis[] = {
    {V3("'A': {'required': ['a'], 'properties': {'a': {'type': 'string', 'nullable': true}}}"),
     "A\n" ID "  a text\n  primary(id)\n"},
    {V2("'A': {'required': ['a'], 'properties': {'a': {'type': 'string', 'x-nullable': true}}}"),
     "A\n" ID "  a text\n  primary(id)\n"},
    {V3("'A': {'discriminator': {'propertyName': 'k', 'mapping': {'b': 'B', 'c': 'C'}}, "
        "'properties': {'k': {'type': 'string'}}}"),
     "A\n" ID "  k enum in(b|c)\n  primary(id)\n"},
    {V2("'A': {'discriminator': 'k', 'properties': {'k': {'type': 'string'}}}"),
     "A\n" ID "  k text\n  primary(id)\n"},
    {"{'openapi': '3.0.0', 'components': {'schemas': []}}",
     "! 1:48 'schemas' is no object: it is "
     "left out\n"},
    {"{'openapi': '3.0.0', 'paths': []}", "! 1:1 there are no schemas in 'components.schemas'\n"},
    {"{'swagger': '1.2', 'definitions': {'A': {'properties': {'a': {}}}}}",
     "A\n" ID "  a ?\n  primary(id)\n! 1:13 'swagger' 1.2 is not known: it is read like 2.x\n"},
    {"{'openapi': 4, 'components': {'schemas': {'A': {'properties': {'a': {}}}}}}",
     "A\n" ID "  a ?\n  primary(id)\n"
     "! 1:13 'openapi' of this kind is not known: it is read like 3.x\n"},
    {"{'components': {'schemas': {'A': {'properties': {'a': {}}}}}}",
     "A\n" ID "  a ?\n  primary(id)\n"
     "! 1:1 the document has neither 'openapi' nor 'swagger': it is read like 3.x\n"},
    {"{'openapi': '3.1.0', 'components': {'schemas': {}}, 'paths': {'/a': {'get': {'responses': "
     "{'200': {'content': {'a/b': {'schema': {'properties': {'x': {}}}}}}, '201': 5}}, 'put': 7}, "
     "'/b': []}}",
     "! 1:130 the object of response '200' has no name: it is left out\n"},
};

START_TEST(apis_keep_their_schemas_in_their_own_places)
{
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        assert_whole(OPENAPI, &apis[i]);
}
END_TEST

/* ---- What is refused, and what is too much --------------------------------------------------- */

static const struct refusal {
    const char *path, *text;
    phony_status status;
    const char *message;
} refusals[] = {
    {"api.yaml", "info:\n", PHONY_ERROR_SYNTAX,
     "'api.yaml' is YAML, which is not read: convert it to JSON first"},
    {"api.yml", "a: b\n", PHONY_ERROR_SYNTAX,
     "'api.yml' is YAML, which is not read: convert it to JSON first"},
    {"api", "openapi: 3.0.0\n", PHONY_ERROR_SYNTAX,
     "'api' is YAML, which is not read: convert it to JSON first"},
    {"api", "# yes\nswagger: 2.0\n", PHONY_ERROR_SYNTAX,
     "'api' is YAML, which is not read: convert it to JSON first"},
    {"a.json", "", PHONY_ERROR_SYNTAX, NULL},
    {"a.json", "{\"properties\": ", PHONY_ERROR_SYNTAX, NULL},
    {"a.json", "{\"a\": 1, \"a\": 2}", PHONY_ERROR_SYNTAX, NULL},
    {"a.yaml", "{\"properties\": {}}", PHONY_OK, NULL},
    {"a.json", "\xEF\xBB\xBF{\"properties\": {}}", PHONY_OK, NULL},
    {"a.json", "[]", PHONY_OK, NULL},
    {"a.json", "7", PHONY_OK, NULL},
};

START_TEST(what_is_no_json_is_refused)
{
    for (size_t i = 0; i < 2 * sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *refusal = &refusals[i / 2];
        phony_import *import = new_import();
        phony_error error = {0};
        phony_status status = read_bytes(import, i % 2 ? SCHEMA : OPENAPI, refusal->path,
                                         refusal->text, strlen(refusal->text), &error);
        ck_assert_msg(status == refusal->status, "%s: %d", refusal->text, (int)status);
        if (refusal->message)
            ck_assert_str_eq(error.message, refusal->message);
        ck_assert_uint_eq(import->table_count, 0);
        free_import(import);
    }
}
END_TEST

static const struct whole extremes[] = {
    {"[{'properties': {'a': {}}}]", "! 1:1 a schema is an object: there is none here\n"},
    {"{'properties': [], 'definitions': 5, '$defs': {'A': 5, 'B': []}}",
     "! 1:35 'definitions' is no object: it is left out\n"
     "! 1:16 'properties' is not what it should be here: it is left out\n"
     "! 1:53 a schema is an object, true or false: this is left out\n"
     "! 1:61 a schema is an object, true or false: this is left out\n"},
    {"{'properties': {'a': {'properties': 1, 'items': 2, 'oneOf': {}, '$ref': [], 'format': {}}}, "
     "'required': [1]}",
     "shop\n" ID "  a ?\n  primary(id)\n"
     "! 1:106 'required' lists names: this is none\n"
     "! 1:37 'properties' is not what it should be here: it is left out\n"
     "! 1:49 'items' is not what it should be here: it is left out\n"
     "! 1:87 'format' is not what it should be here: it is left out\n"
     "! 1:61 'oneOf' is not what it should be here: it is left out\n"
     "! 1:73 '$ref' is not what it should be here: it is left out\n"},
    {"{'properties': {'a': {'items': []}, '': {'type': 'string'}}, 'allOf': {}, 'description': 7}",
     "shop\n" ID "  a json {\"type\": \"constant\", \"value\": \"[]\"}\n   text\n  primary(id)\n"
     "! 1:90 'description' is not what it should be here: it is left out\n"
     "! 1:71 'allOf' is not what it should be here: it is left out\n"},
    {"{'properties': {'a': {'type': 'array', 'items': {'$ref': '#/properties/a'}}}}",
     "shop\n" ID "  a json {\"type\": \"constant\", \"value\": \"[]\"}\n  primary(id)\n"},
    {"{'$defs': {'A': {'allOf': [{'$ref': '#/$defs/A'}, {'properties': {'a': {}}}]}, 'B': "
     "{'oneOf': [{'$ref': '#/$defs/C'}], 'properties': {'b': {}}}, 'C': {'allOf': [{'$ref': "
     "'#/$defs/B'}]}}}",
     "A\n" ID "  a ?\n  primary(id)\nB\n" ID "  b ?\n  primary(id)\nC\n" ID "  b ?\n  primary(id)\n"
     "! 1:17 this refers to itself in a circle, which is left out\n"
     "! 1:85 this refers to itself in a circle, which is left out\n"
     "! 1:151 this refers to itself in a circle, which is left out\n"},
};

/* Reads a text that is made, and gives how it ends. */
static phony_import *read_made(ph_buffer *text, phony_status expected)
{
    phony_import *import = new_import();
    phony_error error = {0};
    phony_status status = read_bytes(import, SCHEMA, "x.json", text->data, text->length, &error);

    ck_assert_msg(status == expected, "%d: %s", (int)status, error.message);
    ph_buffer_fini(text);
    return import;
}

/* Pieces with their number for @, and the next one's for %. */
static void append_times(ph_buffer *out, const char *piece, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        ph_buffer_append_text(out, i ? "," : "");
        for (const char *at = piece; *at; at++) {
            if (*at == '@' || *at == '%')
                ph_buffer_append_number(out, *at == '@' ? i : i + 1);
            else
                ph_buffer_append_byte(out, *at);
        }
    }
}

START_TEST(alternatives_that_multiply_end)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_import *import;

    ph_buffer_append_text(&text, "{\"$defs\": {");
    append_times(
        &text, "\"a@\": {\"oneOf\": [{\"$ref\": \"#/$defs/a%\"}, {\"$ref\": \"#/$defs/a%\"}]}", 60);
    ph_buffer_append_text(&text, ", \"a60\": {\"properties\": {\"x\": {}}}}}");
    import = read_made(&text, PHONY_OK);
    ck_assert_uint_gt(import->note_count, 0);
    free_import(import);
}
END_TEST

START_TEST(long_chains_of_references_end)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_import *import;

    ph_buffer_append_text(&text,
                          "{\"properties\": {\"x\": {\"$ref\": \"#/$defs/a0\"}}, \"$defs\": {");
    append_times(&text, "\"a@\": {\"$ref\": \"#/$defs/a%\"}", 200);
    ph_buffer_append_text(&text, ", \"a200\": {\"type\": \"string\"}}}");
    import = read_made(&text, PHONY_OK);
    ck_assert_uint_eq(import->note_count, 1);
    ck_assert_str_eq(import->notes[0].message,
                     "more than 100 schemas refer to one another: the rest is left out");
    free_import(import);
}
END_TEST

START_TEST(too_many_members_and_tables_are_left_out)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_import *import;

    ph_buffer_append_text(&text, "{\"properties\": {");
    append_times(&text, "\"m@\": {}", 3000);
    ph_buffer_append_text(&text, "}}");
    import = read_made(&text, PHONY_OK);
    ck_assert_uint_eq(import->tables[0].column_count, PH_IMPORT_COLUMNS_MAX - 1);
    ck_assert_uint_eq(import->note_count, 1);
    free_import(import);

    ph_buffer_append_text(&text, "{\"$defs\": {");
    append_times(&text, "\"t@\": {\"properties\": {\"a\": {}}}", 10100);
    ph_buffer_append_text(&text, "}}");
    import = read_made(&text, PHONY_OK);
    ck_assert_uint_eq(import->table_count, PH_IMPORT_TABLES_MAX - 1);
    ck_assert_uint_gt(import->note_count, 100);
    free_import(import);
}
END_TEST

START_TEST(nesting_ends_at_64_levels)
{
    for (unsigned deep = 0; deep < 2; deep++) {
        ph_buffer text = PH_BUFFER_INIT;
        unsigned levels = deep ? 40 : 30;
        phony_import *import;
        for (unsigned i = 0; i < levels; i++)
            ph_buffer_append_text(&text, "{\"properties\": {\"a\": ");
        ph_buffer_append_text(&text, "{}");
        for (unsigned i = 0; i < levels; i++)
            ph_buffer_append_text(&text, "}}");
        import = read_made(&text, deep ? PHONY_ERROR_LIMIT : PHONY_OK);
        ck_assert_uint_eq(import->table_count, deep ? 0 : 1);
        if (!deep)
            ck_assert_str_eq(import->tables[0].columns[1].name, "a_a_a");
        free_import(import);
    }
}
END_TEST

START_TEST(wrong_kinds_everywhere_are_survived)
{
    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++)
        assert_whole(SCHEMA, &extremes[i]);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("import_json");

    UNIT_ADD(suite, documents_become_tables);
    UNIT_ADD(suite, any_allocation_may_fail);
    UNIT_ADD(suite, keywords_become_columns);
    UNIT_ADD(suite, what_is_wrong_is_noted_and_the_rest_counts);
    UNIT_ADD(suite, objects_become_tables);
    UNIT_ADD(suite, references_become_keys);
    UNIT_ADD(suite, apis_keep_their_schemas_in_their_own_places);
    UNIT_ADD(suite, what_is_no_json_is_refused);
    UNIT_ADD(suite, alternatives_that_multiply_end);
    UNIT_ADD(suite, long_chains_of_references_end);
    UNIT_ADD(suite, too_many_members_and_tables_are_left_out);
    UNIT_ADD(suite, nesting_ends_at_64_levels);
    UNIT_ADD(suite, wrong_kinds_everywhere_are_survived);
    return suite;
}
