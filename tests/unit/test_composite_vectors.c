/* The library against spec/vectors/composites.json. The file is made anew, after a change of the
 * bundled models, by running this program with PHONY_WRITE_VECTORS=FILE; read what has changed. */
#include <stdio.h>

#include "base/json.h"
#include "builtin_util.h"

enum { ROWS = 4, VALUE_BYTES = 4096 };

static const char *const locales[] = LOCALES;

typedef struct vector {
    char generator[32], locale[16], seed[32], path[32];
    uint64_t gender, rows, first;
    char values[ROWS][VALUE_BYTES];
    size_t count;
} vector;

/* ---- Making values --------------------------------------------------------------------------- */

static values generate(const vector *v)
{
    phony_template_options options = options_for(v->locale);
    phony_generator *generator;
    phony_key key;
    phony_error error = {0};
    phony_column column = PHONY_COLUMN_INIT;
    values made = {malloc((size_t)ROWS * VALUE_BYTES), malloc((ROWS + 1) * sizeof(uint32_t)), ROWS};

    options.gender = (int32_t)v->gender;
    options.rows = v->rows;
    options.unique = v->rows ? PHONY_UNIQUE_NUMBERED : PHONY_UNIQUE_NONE;
    generator = make_builtin(v->generator, &options);
    ck_assert_int_eq(phony_key_from_seed(v->seed, strlen(v->seed), v->path, &key, NULL), PHONY_OK);
    column.bytes = made.bytes;
    column.bytes_capacity = ROWS * sizeof v->values[0];
    column.offsets = made.offsets;
    column.rows_capacity = ROWS;
    column.separator = '\0';
    ASSERT_STATUS(phony_generator_fill(generator, &key, v->first, ROWS, &column, &error), PHONY_OK,
                  &error);
    ck_assert_uint_eq(column.rows, ROWS);
    phony_generator_unref(generator);
    return made;
}

/* ---- Reading the file ------------------------------------------------------------------------ */

typedef struct reader {
    vector v;
    char key[32];
    int depth, cases;
} reader;

static void take(char *to, size_t capacity, const char *text, size_t length)
{
    ck_assert_uint_lt(length, capacity);
    memcpy(to, text, length);
    to[length] = '\0';
}

static void on_text(reader *r, const char *text, size_t length)
{
    vector *v = &r->v;
    const struct {
        const char *key;
        char *text;
        size_t capacity;
        uint64_t *number;
    } members[] = {
        {"generator", v->generator, sizeof v->generator, NULL},
        {"locale", v->locale, sizeof v->locale, NULL},
        {"seed", v->seed, sizeof v->seed, NULL},
        {"path", v->path, sizeof v->path, NULL},
        {"gender", NULL, 0, &v->gender},
        {"rows", NULL, 0, &v->rows},
        {"first", NULL, 0, &v->first},
        {"values", v->values[v->count % ROWS], sizeof v->values[0], NULL},
    };
    char digits[24];

    for (size_t i = 0; i < COUNT_OF(members); i++) {
        if (strcmp(members[i].key, r->key) != 0)
            continue;
        if (members[i].text)
            take(members[i].text, members[i].capacity, text, length);
        if (members[i].number) {
            take(digits, sizeof digits, text, length);
            *members[i].number = strtoull(digits, NULL, 10);
        }
        v->count += !strcmp(r->key, "values");
        return;
    }
    ck_abort_msg("an unknown member \"%s\"", r->key);
}

static void check(const vector *v)
{
    values made = generate(v);

    ck_assert_uint_eq(v->count, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        ck_assert_msg(!strcmp(value_at(&made, i), v->values[i]),
                      "%s of %s, row %zu: '%s' instead of '%s'", v->generator, v->locale, i,
                      value_at(&made, i), v->values[i]);
    free_values(&made);
}

static phony_status on_event(void *user, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    reader *r = user;

    (void)error;
    r->depth += kind == PH_JSON_OBJECT || kind == PH_JSON_ARRAY;
    if (kind == PH_JSON_OBJECT && r->depth == 3)
        r->v = (vector){.count = 0};
    if (kind == PH_JSON_KEY)
        take(r->key, sizeof r->key, text, length);
    else if (kind == PH_JSON_STRING)
        on_text(r, text, length);
    else if (kind == PH_JSON_OBJECT_END && r->depth == 3) {
        check(&r->v);
        r->cases++;
    }
    r->depth -= kind == PH_JSON_OBJECT_END || kind == PH_JSON_ARRAY_END;
    return PHONY_OK;
}

static void check_file(void)
{
    static reader r;
    ph_buffer bytes = read_bytes(SPEC_VECTORS "/composites.json");
    phony_error error = {0};
    ph_json *json;

    r.depth = r.cases = 0;
    ck_assert_int_eq(ph_json_new(NULL, on_event, &r, &json, NULL), PHONY_OK);
    ASSERT_STATUS(ph_json_feed(json, bytes.data, bytes.length, &error), PHONY_OK, &error);
    ASSERT_STATUS(ph_json_finish(json, &error), PHONY_OK, &error);
    ph_json_free(json);
    ph_buffer_fini(&bytes);
    ck_assert_int_gt(r.cases, 100);
}

START_TEST(composites_are_those_of_the_vectors)
{
    check_file();
}
END_TEST

START_TEST(composites_of_the_portable_kernel_are_those_of_the_vectors)
{
    setenv("PHONY_SIMD", "off", 1);
    check_file();
    unsetenv("PHONY_SIMD");
}
END_TEST

/* ---- Writing it ------------------------------------------------------------------------------ */

static void write_case(FILE *file, const vector *v)
{
    static int cases;
    values made = generate(v);
    ph_buffer texts = PH_BUFFER_INIT;

    for (size_t i = 0; i < ROWS; i++) {
        ph_buffer_append_text(&texts, i ? ", " : "");
        ph_buffer_append_json(&texts, value_at(&made, i), strlen(value_at(&made, i)));
    }
    ph_buffer_append_byte(&texts, '\0');
    fprintf(file,
            "%s\n{\"generator\": \"%s\", \"locale\": \"%s\", \"gender\": \"%llu\", "
            "\"rows\": \"%llu\", \"seed\": \"%s\", \"path\": \"%s\", \"first\": \"%llu\",\n"
            " \"values\": [%s]}",
            cases++ ? "," : "", v->generator, v->locale, (unsigned long long)v->gender,
            (unsigned long long)v->rows, v->seed, v->path, (unsigned long long)v->first,
            texts.data);
    ph_buffer_fini(&texts);
    free_values(&made);
}

static void write_file(const char *path)
{
    static vector v;
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fprintf(file, "{\"algorithm\": 1, \"cases\": [");
    for (size_t i = 0; phony_builtin_name(i); i++) {
        for (size_t k = 0; k < COUNT_OF(locales); k++) {
            if (k > 0 && !strncmp(phony_builtin_name(i), "lorem", 5))
                continue;
            v = (vector){.seed = "1", .first = k % 2 ? UINT64_MAX - 1 : 0};
            snprintf(v.generator, sizeof v.generator, "%s", phony_builtin_name(i));
            snprintf(v.locale, sizeof v.locale, "%s", locales[k]);
            snprintf(v.path, sizeof v.path, "%s", k % 3 ? "User" : "");
            write_case(file, &v);
            for (v.gender = 1; !strcmp(v.generator, "person.full") && v.gender < 3; v.gender++)
                write_case(file, &v);
            v.gender = 0;
            v.first = 7;
            v.rows = 1000 + k * k * 1000000;
            if (!strcmp(v.generator, "email") || !strcmp(v.generator, "username"))
                write_case(file, &v);
        }
    }
    fprintf(file, "\n]}\n");
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(the_file_is_written_anew)
{
    write_file(getenv("PHONY_WRITE_VECTORS"));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("composite_vectors");

    setenv("PHONY_MODELS", MODELS, 1);
    if (getenv("PHONY_WRITE_VECTORS"))
        UNIT_ADD(suite, the_file_is_written_anew);
    UNIT_ADD(suite, composites_are_those_of_the_vectors);
    UNIT_ADD(suite, composites_of_the_portable_kernel_are_those_of_the_vectors);
    return suite;
}
