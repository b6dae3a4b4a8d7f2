/* Templates: what they are read as, which keys their parts draw from, what their names mean, and
 * that no batch, buffer or failed allocation changes a value. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "models.h"
#include "value/generator.h"

#define OPTIONS(...) ((phony_template_options){.size = sizeof(phony_template_options), __VA_ARGS__})

/* ---- Generators made for tests --------------------------------------------------------------- */

/* Gives the text, with the row and the key behind it where asked. */
typedef struct teller {
    phony_generator base;
    const char *text;
    int row, key;
    size_t fills; /* calls: not for threads */
    size_t least; /* fills the text up to so many bytes */
} teller;

static size_t tell(const teller *t, const phony_key *key, uint64_t row, char out[65536])
{
    size_t length = (size_t)snprintf(out, 100, "%s", t->text);

    if (t->row)
        length += (size_t)sprintf(out + length, "%llu", (unsigned long long)row);
    if (t->key)
        length +=
            (size_t)sprintf(out + length, "[%016llx%016llx]", (unsigned long long)key->word[0],
                            (unsigned long long)key->word[1]);
    while (length < t->least)
        out[length++] = '.';
    return length;
}

static phony_status fill_told(const phony_generator *generator, const phony_key *key,
                              uint64_t first, uint64_t count, phony_column *column,
                              phony_error *error)
{
    const teller *t = (const teller *)generator;
    static char value[65536];
    size_t used = 0;

    (void)error;
    ((teller *)(uintptr_t)t)->fills++;
    for (column->rows = 0; column->rows < count; column->rows++) {
        size_t length = tell(t, key, first + column->rows, value);
        size_t separator = column->separator >= 0;
        if (length + separator > column->bytes_capacity - used)
            break;
        memcpy(column->bytes + used, value, length);
        if (separator)
            column->bytes[used + length] = (uint8_t)column->separator;
        used += length + separator;
        column->offsets[column->rows + 1] = (uint32_t)used;
    }
    return PHONY_OK;
}

static void free_nothing(phony_generator *generator)
{
    (void)generator;
}

static teller make_teller(const char *text, int row, int key)
{
    static const ph_generator_class class = {"test", fill_told, free_nothing};
    teller t = {.text = text, .row = row, .key = key};

    ph_generator_init(&t.base, &class);
    return t;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static const phony_key test_key = {{UINT64_C(0x0123456789ABCDEF), 42}};

static phony_generator *from_template(const char *text, const phony_template_options *options)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ck_assert_msg(phony_generator_from_template(text, options, &generator, &error) == PHONY_OK,
                  "'%s': %s", text, error.message);
    return generator;
}

/* The values of rows, each with '\n' behind it, in calls that have room for `room` bytes. */
static ph_buffer values_in(phony_generator *generator, uint64_t first, size_t count, size_t room)
{
    ph_buffer out = PH_BUFFER_INIT;
    uint8_t *bytes = malloc(room);
    uint32_t *offsets = malloc((count + 1) * sizeof *offsets);
    phony_column column = PHONY_COLUMN_INIT;

    ck_assert(bytes && offsets);
    column.bytes = bytes;
    column.bytes_capacity = room;
    column.offsets = offsets;
    column.separator = '\n';
    for (size_t done = 0; done < count; done += column.rows) {
        phony_error error = {0};
        column.rows_capacity = count - done;
        ASSERT_STATUS(
            phony_generator_fill(generator, &test_key, first + done, count - done, &column, &error),
            PHONY_OK, &error);
        ck_assert_uint_gt(column.rows, 0);
        ph_buffer_append(&out, bytes, offsets[column.rows]);
    }
    ph_buffer_append_byte(&out, '\0');
    free(bytes);
    free(offsets);
    return out;
}

static void assert_values(const char *template, const phony_template_options *options,
                          const char *expected, size_t count)
{
    phony_generator *generator = from_template(template, options);
    ph_buffer got = values_in(generator, 0, count, 4096);

    ck_assert_msg(!strcmp(got.data, expected), "'%s' gave '%s', not '%s'", template, got.data,
                  expected);
    ph_buffer_fini(&got);
    phony_generator_unref(generator);
}

/* ---- Reading --------------------------------------------------------------------------------- */

START_TEST(braces_hold_names_and_double_ones_are_braces)
{
    teller a = make_teller("Ayşe", 0, 0), b = make_teller("Kaya", 0, 0);
    const phony_binding bindings[] = {
        {"a", &a.base, NULL}, {"b.c/d-e_9", &b.base, NULL}, {"ş", &b.base, NULL}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 3);
    static const char *const rows[][2] = {
        {"", "\n"},
        {"plain", "plain\n"},
        {"{a}", "Ayşe\n"},
        {"{a} {b.c/d-e_9}", "Ayşe Kaya\n"},
        {"{a}{a}{a}", "AyşeAyşeAyşe\n"},
        {"{{a}}", "{a}\n"},
        {"{{{a}}}", "{Ayşe}\n"},
        {"{{}}{{", "{}{\n"},
        {"<{ a }>", "<Ayşe>\n"},

        {"{a|upper}", "AYŞE\n"},
        {"{ a | upper | truncate:2}", "AY\n"},
        {"{a|replace:ş,\\}}", "Ay}e\n"},
        {"{a|prefix:{}", "{Ayşe\n"},
        {"{a|slug}.{b.c/d-e_9|slug}@example.com", "ayse.kaya@example.com\n"},
        {"{a|remove:Ayşe|default:none}", "none\n"},
        {"{ş}", "Kaya\n"},
        {"a very long literal that takes more than one or two moves to copy, {a}, and one behind",
         "a very long literal that takes more than one or two moves to copy, Ayşe, and one "
         "behind\n"},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_values(rows[i][0], &options, rows[i][1], 1);
}
END_TEST

START_TEST(functions_go_by_the_locale)
{
    teller a = make_teller("izmir ü", 0, 0);
    const phony_binding bindings[] = {{"a", &a.base, NULL}};
    phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 1);

    assert_values("{a|upper|ascii}", &options, "IZMIR U\n", 1);
    options.locale = "tr_TR";
    assert_values("{a|upper}", &options, "İZMİR Ü\n", 1);
    options.locale = "de_DE";
    assert_values("{a|ascii}", &options, "izmir ue\n", 1);
}
END_TEST

struct mistake {
    const char *template, *message;
    phony_status status;
    uint64_t column;
};

static void assert_mistakes(const struct mistake *rows, size_t count,
                            const phony_template_options *options)
{
    for (size_t i = 0; i < count; i++) {
        phony_generator *generator = NULL;
        phony_error error = {0};
        phony_status status =
            phony_generator_from_template(rows[i].template, options, &generator, &error);
        ck_assert_msg(status == rows[i].status && error.status == status, "'%s': status %d: %s",
                      rows[i].template, (int)status, error.message);
        ck_assert_ptr_null(generator);
        ck_assert_msg(strstr(error.message, rows[i].message), "'%s': %s", rows[i].template,
                      error.message);
        ck_assert_msg(error.column == rows[i].column, "'%s': column %u", rows[i].template,
                      (unsigned)error.column);
        ck_assert_int_eq(phony_generator_from_template(rows[i].template, options, &generator, NULL),
                         rows[i].status);
    }
}

START_TEST(mistakes_are_named_with_their_column)
{
    teller a = make_teller("A", 0, 0);
    const phony_binding bindings[] = {{"alpha", &a.base, NULL}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 1);
    static const struct mistake rows[] = {
        {"ab {", "the '{' has no '}'", PHONY_ERROR_SYNTAX, 4},
        {"ab {alpha", "the '{' has no '}'", PHONY_ERROR_SYNTAX, 4},
        {"{alpha|upper", "the '{' has no '}'", PHONY_ERROR_SYNTAX, 1},
        {"{alpha|prefix:\\}", "the '{' has no '}'", PHONY_ERROR_SYNTAX, 1},
        {"{alpha|prefix:\\", "the '{' has no '}'", PHONY_ERROR_SYNTAX, 1},
        {"ab }", "the '}' has no '{'", PHONY_ERROR_SYNTAX, 4},
        {"{alpha}}", "the '}' has no '{'", PHONY_ERROR_SYNTAX, 8},
        {"x{}", "a name is missing", PHONY_ERROR_SYNTAX, 3},
        {"x{ |upper}", "a name is missing", PHONY_ERROR_SYNTAX, 4},
        {"{al pha}", "'p' in a name", PHONY_ERROR_SYNTAX, 5},
        {"{al{pha}}", "'{' in a name", PHONY_ERROR_SYNTAX, 4},
        {"{al–pha}", "'–' in a name", PHONY_ERROR_SYNTAX, 4},
        {"{al\tpha}", "a control character", PHONY_ERROR_SYNTAX, 4},
        {"{alpha|}", "a function is missing", PHONY_ERROR_SYNTAX, 8},
        {"{alpha| }", "a function is missing", PHONY_ERROR_SYNTAX, 9},
        {"{alpha|uper}", "unknown function 'uper'; did you mean 'upper'?", PHONY_ERROR_NOT_FOUND,
         8},
        {"{alpha|truncate:x}", "must be a number", PHONY_ERROR_ARGUMENT, 17},
        {"é {alpa}", "unknown name 'alpa'; did you mean 'alpha'?", PHONY_ERROR_NOT_FOUND, 5},
        {"{person.frist}", "did you mean 'person.first'?", PHONY_ERROR_NOT_FOUND, 2},
        {"{nothing_like_it_at_all}", "unknown name 'nothing_like_it_at_all': no binding",
         PHONY_ERROR_NOT_FOUND, 2},
        {"ab\xFF", "not UTF-8", PHONY_ERROR_ENCODING, 3},
    };
    char name[400];
    const struct mistake longest = {name, "a name of more than 255 bytes", PHONY_ERROR_LIMIT, 2};

    assert_mistakes(rows, COUNT_OF(rows), &options);
    memset(name, 'x', sizeof name);
    name[0] = '{';
    name[257] = '}';
    name[258] = '\0';
    assert_mistakes(&longest, 1, &options);
}
END_TEST

START_TEST(options_are_checked)
{
    teller a = make_teller("A", 0, 0);
    const phony_binding bindings[] = {{NULL, &a.base, NULL},   {"", &a.base, NULL},
                                      {"a b", &a.base, NULL},  {"none", NULL, NULL},
                                      {"both", &a.base, "x"},  {"twice", &a.base, NULL},
                                      {"once", &a.base, NULL}, {"twice", NULL, "x"}};
    const struct {
        phony_template_options options;
        const char *message;
    } rows[] = {
        {OPTIONS(.bindings = bindings, .binding_count = 1), "a binding has no name"},
        {OPTIONS(.bindings = bindings + 1, .binding_count = 1), "a binding has no name"},
        {OPTIONS(.bindings = bindings + 2, .binding_count = 1), "'a b' cannot be bound"},
        {OPTIONS(.bindings = bindings + 3, .binding_count = 1), "'none' must be bound to either"},
        {OPTIONS(.bindings = bindings + 4, .binding_count = 1), "'both' must be bound to either"},
        {OPTIONS(.bindings = bindings + 5, .binding_count = 3), "'twice' is bound twice"},
        {OPTIONS(.binding_count = 2), "2 bindings are promised"},
        {OPTIONS(.gender = 3), "gender"},
        {OPTIONS(.unique = PHONY_UNIQUE_NUMBERED), "unique needs rows"},
        {OPTIONS(.unique = PHONY_UNIQUE_NAMED, .rows = 9), "only be kept unique by numbers"},
        {OPTIONS(.unique = PHONY_UNIQUE_STRICT, .rows = 9), "only be kept unique by numbers"},
    };
    phony_generator *generator = NULL;

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        phony_error error = {0};
        ASSERT_STATUS(phony_generator_from_template("x", &rows[i].options, &generator, &error),
                      PHONY_ERROR_ARGUMENT, &error);
        ASSERT_MESSAGE(&error, rows[i].message);
        ASSERT_STATUS(phony_generator_from_name("x", &rows[i].options, &generator, &error),
                      PHONY_ERROR_ARGUMENT, &error);
    }
    ck_assert_int_eq(phony_generator_from_template(NULL, NULL, &generator, NULL),
                     PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_generator_from_template("x", NULL, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_generator_from_name(NULL, NULL, &generator, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_ptr_null(generator);
}
END_TEST

/* ---- Keys ------------------------------------------------------------------------------------ */

static void append_key(ph_buffer *out, const phony_key *key)
{
    char text[40];

    sprintf(text, "[%016llx%016llx]", (unsigned long long)key->word[0],
            (unsigned long long)key->word[1]);
    ph_buffer_append_text(out, text);
}

START_TEST(a_name_draws_from_the_key_of_its_name)
{
    teller a = make_teller("", 0, 1);
    const phony_binding bindings[] = {{"first", &a.base, NULL}, {"last", &a.base, NULL}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 2);
    ph_buffer expected = PH_BUFFER_INIT;
    phony_key first, last;

    ck_assert_int_eq(phony_key_derive(&test_key, "first", &first, NULL), PHONY_OK);
    ck_assert_int_eq(phony_key_derive(&test_key, "last", &last, NULL), PHONY_OK);
    ck_assert_uint_ne(first.word[0], last.word[0]);
    append_key(&expected, &first);
    append_key(&expected, &last);
    ph_buffer_append(&expected, "\n", 2);
    assert_values("{first}{last}", &options, expected.data, 1);
    expected.length = 0;
    append_key(&expected, &first);
    ph_buffer_append(&expected, "\n", 2);
    assert_values("{first}", &options, expected.data, 1);
    ph_buffer_fini(&expected);
}
END_TEST

/* Names mean the same in the whole row, wherever they stand. */
START_TEST(a_name_is_the_same_within_a_bound_template)
{
    teller first = make_teller("f", 1, 1), last = make_teller("l", 1, 1);
    const phony_binding bindings[] = {{"first", &first.base, NULL},
                                      {"last", &last.base, NULL},
                                      {"full", NULL, "{first} {last}"},
                                      {"polite", NULL, "Dr. {full}"}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 4);
    static const char *const pairs[][2] = {
        {"{full}", "{first} {last}"},
        {"{polite}/{full}/{first}", "Dr. {first} {last}/{first} {last}/{first}"},
        {"{full|upper}{last|lower}", "{first|upper} {last|upper}{last|lower}"},
    };

    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        phony_generator *a = from_template(pairs[i][0], &options);
        phony_generator *b = from_template(pairs[i][1], &options);
        ph_buffer x = values_in(a, 5, 300, 4096), y = values_in(b, 5, 300, 4096);
        ck_assert_str_eq(x.data, y.data);
        ph_buffer_fini(&x);
        ph_buffer_fini(&y);
        phony_generator_unref(a);
        phony_generator_unref(b);
    }
}
END_TEST

START_TEST(a_name_is_generated_once_for_all_its_places)
{
    teller a = make_teller("a", 1, 0);
    const phony_binding bindings[] = {{"a", &a.base, NULL}, {"b", NULL, "{a}{a|upper}"}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 2);

    assert_values("{a}{a}{b}{a|upper}{b}", &options, "a0a0a0A0A0a0A0\n", 1);
    ck_assert_uint_eq(a.fills, 1);
}
END_TEST

START_TEST(keys_of_parts_are_as_specified)
{
    phony_key key, path = ph_path_key("");
    phony_error error = {0};

    ck_assert_int_eq(phony_key_derive(&test_key, "", &key, NULL), PHONY_OK);
    ck_assert(key.word[0] != test_key.word[0] && key.word[1] != test_key.word[1]);
    ck_assert_uint_eq(key.word[0],
                      ph_mix64(ph_mix64(test_key.word[0] ^ path.word[0]) ^ path.word[1]));
    ck_assert_uint_eq(key.word[1],
                      ph_mix64(ph_mix64(test_key.word[1] ^ path.word[1]) ^ path.word[0]));
    ASSERT_STATUS(phony_key_derive(NULL, "", &key, &error), PHONY_ERROR_ARGUMENT, &error);
    ASSERT_STATUS(phony_key_derive(&key, NULL, &key, &error), PHONY_ERROR_ARGUMENT, &error);
    ASSERT_STATUS(phony_key_derive(&key, "", NULL, &error), PHONY_ERROR_ARGUMENT, &error);
}
END_TEST

/* ---- Filling --------------------------------------------------------------------------------- */

/* Any cut into calls and batches gives the same bytes. */
START_TEST(values_do_not_depend_on_batches)
{
    teller a = make_teller("a", 1, 1), b = make_teller("Bé", 1, 0);
    const phony_binding bindings[] = {
        {"a", &a.base, NULL}, {"b", &b.base, NULL}, {"c", NULL, "{b|upper}-{a}"}};
    const phony_template_options options =
        OPTIONS(.bindings = bindings, .binding_count = 3, .rows = UINT64_C(1) << 40, .unique = 1);
    phony_generator *generator = from_template("x{c}, {b}@{a}", &options);
    ph_buffer all = values_in(generator, 1000000, 3000, 1 << 20);
    static const size_t rooms[] = {150, 161, 200, 999, 4096, 70000};

    for (size_t i = 0; i < COUNT_OF(rooms); i++) {
        ph_buffer some = values_in(generator, 1000000, 3000, rooms[i]);
        ck_assert_str_eq(some.data, all.data);
        ph_buffer_fini(&some);
    }
    ph_buffer_fini(&all);
    phony_generator_unref(generator);
}
END_TEST

/* Every size of buffer, to the byte: what fits is written, nothing behind it. */
START_TEST(a_value_is_written_whole_or_not_at_all)
{
    teller a = make_teller("seventeen letters", 0, 0);
    const phony_binding bindings[] = {{"a", &a.base, NULL}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 1);
    phony_generator *generator = from_template("<{a}>", &options);
    static const char whole[] = "<seventeen letters>";

    for (size_t room = 1; room < 70; room++) {
        phony_column column = PHONY_COLUMN_INIT;
        uint8_t *bytes = malloc(room); /* so that overruns are seen */
        uint32_t offsets[11];
        phony_error error = {0};
        phony_status status;
        ck_assert_ptr_nonnull(bytes);
        column.bytes = bytes;
        column.bytes_capacity = room;
        column.offsets = offsets;
        column.rows_capacity = 10;
        status = phony_generator_fill(generator, &test_key, 0, 10, &column, &error);
        ASSERT_STATUS(status, room < 19 ? PHONY_ERROR_SPACE : PHONY_OK, &error);
        ck_assert_uint_eq(column.rows, room / 19);
        for (size_t i = 0; i < column.rows; i++)
            ck_assert(offsets[i + 1] - offsets[i] == 19 && !memcmp(bytes + offsets[i], whole, 19));
        free(bytes);
    }
    phony_generator_unref(generator);
}
END_TEST

START_TEST(long_values_pass_through)
{
    teller a = make_teller("long", 1, 0);
    const phony_binding bindings[] = {{"a", &a.base, NULL}, {"b", NULL, "{a}{a}"}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 2);
    phony_generator *generator;
    ph_buffer got;

    a.least = 60000;
    generator = from_template("{b}{b|upper|truncate:3}", &options);
    got = values_in(generator, 0, 100, 1 << 20);
    ck_assert_uint_eq(got.length, 100 * (120000 + 3 + 1) + 1);
    ck_assert_int_eq(memcmp(got.data + got.length - 5, "LON\n", 5), 0);
    ph_buffer_fini(&got);
    phony_generator_unref(generator);
}
END_TEST

START_TEST(arguments_of_a_fill_are_checked)
{
    phony_generator *generator = from_template("x", NULL);
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    uint8_t bytes[4];
    uint32_t offsets[5];

    column.rows = 9;
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, 0, 1, &column, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 4;
    ASSERT_STATUS(phony_generator_fill(NULL, &test_key, 0, 1, &column, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    ASSERT_STATUS(phony_generator_fill(generator, NULL, 0, 1, &column, &error),
                  PHONY_ERROR_ARGUMENT, &error);
    ck_assert_uint_eq(column.rows, 9);
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, 0, 0, &column, &error), PHONY_OK,
                  &error);
    ck_assert_uint_eq(column.rows, 0);
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, UINT64_MAX, 9, &column, &error),
                  PHONY_OK, &error);
    ck_assert_uint_eq(column.rows, 4);
    phony_generator_unref(generator);
    phony_generator_unref(NULL);
    ck_assert_ptr_null(phony_generator_ref(NULL));
}
END_TEST

/* ---- Templates within templates -------------------------------------------------------------- */

START_TEST(circles_are_found_and_shown)
{
    const phony_binding bindings[] = {{"a", NULL, "{b}"},   {"b", NULL, "x{a}"},
                                      {"c", NULL, "{c}"},   {"in", NULL, "{bad|uper}"},
                                      {"bad", NULL, "ok"},  {"deep", NULL, "{in}"},
                                      {"open", NULL, "ab{"}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 7);
    static const struct mistake rows[] = {
        {"{a}", "circular: a -> b -> a", PHONY_ERROR_LIMIT, 3},
        {"x {b}", "circular: b -> a -> b", PHONY_ERROR_LIMIT, 2},
        {"{c}", "circular: c -> c", PHONY_ERROR_LIMIT, 2},
        {"{deep}", "in 'in': unknown function 'uper'", PHONY_ERROR_NOT_FOUND, 6},
        {"{open}", "in 'open': the '{' has no '}'", PHONY_ERROR_SYNTAX, 3},
    };

    assert_mistakes(rows, COUNT_OF(rows), &options);
}
END_TEST

/* n0 = "{n1}", n1 = "{n2}" ... the last one is text. */
static phony_status try_depth(size_t depth, phony_error *error)
{
    phony_binding bindings[64];
    char names[64][8], texts[64][8];
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = depth);
    phony_generator *generator = NULL;
    phony_status status;

    for (size_t i = 0; i < depth; i++) {
        snprintf(names[i], sizeof names[i], "n%zu", i);
        snprintf(texts[i], sizeof texts[i], i + 1 < depth ? "{n%zu}" : "x%zu", i + 1);
        bindings[i] = (phony_binding){names[i], NULL, texts[i]};
    }
    status = phony_generator_from_template("{n0}", &options, &generator, error);
    phony_generator_unref(generator);
    return status;
}

START_TEST(templates_are_at_most_32_deep)
{
    phony_error error = {0};

    ASSERT_STATUS(try_depth(32, &error), PHONY_OK, &error);
    ASSERT_STATUS(try_depth(33, &error), PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "'n32' is a template within more than 32 others");
}
END_TEST

/* Ten times ten times ten ...: refused when the value is over 1 MiB, not when memory is gone. */
START_TEST(templates_that_explode_are_refused)
{
    phony_binding bindings[20];
    char names[20][8], texts[20][64];
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 20);
    phony_generator *generator;
    phony_column column = PHONY_COLUMN_INIT;
    uint8_t bytes[64];
    uint32_t offsets[2];
    phony_error error = {0};

    for (size_t i = 0; i < 20; i++) {
        snprintf(names[i], sizeof names[i], "n%zu", i);
        texts[i][0] = '\0';
        for (size_t j = 0; j < 10; j++)
            sprintf(texts[i] + strlen(texts[i]), i < 19 ? "{n%zu}" : "x", i + 1);
        bindings[i] = (phony_binding){names[i], NULL, texts[i]};
    }
    generator = from_template("{n0}", &options);
    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 1;
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, 0, 1, &column, &error),
                  PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "more than 1048576 bytes");
    phony_generator_unref(generator);
}
END_TEST

/* ---- Unique ---------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void assert_all_differ(phony_generator *generator, size_t count)
{
    ph_buffer all = values_in(generator, 0, count, 1 << 16);
    char **lines = malloc(count * sizeof *lines), *at = all.data;

    ck_assert_ptr_nonnull(lines);
    for (size_t i = 0; i < count; i++) {
        lines[i] = at;
        at = strchr(at, '\n');
        *at++ = '\0';
    }
    qsort(lines, count, sizeof *lines, by_text);
    for (size_t i = 1; i < count; i++)
        ck_assert_str_ne(lines[i - 1], lines[i]);
    free(lines);
    ph_buffer_fini(&all);
}

/* Values that end in digits, or have an '@' in some rows, are the hard ones. */
START_TEST(numbered_values_all_differ)
{
    static const char *const templates[] = {"same", "{n}", "{n}@x", "{n}@x@1", "{m}", "@{n}", ""};
    teller n = make_teller("1", 1, 0), m = make_teller("@", 1, 0);
    const phony_binding bindings[] = {{"n", &n.base, NULL}, {"m", &m.base, NULL}};
    static const uint64_t rows[] = {1, 9, 10, 11, 5000};

    for (size_t i = 0; i < COUNT_OF(templates); i++) {
        for (size_t j = 0; j < COUNT_OF(rows); j++) {
            const phony_template_options options =
                OPTIONS(.bindings = bindings, .binding_count = 2, .rows = rows[j],
                        .unique = PHONY_UNIQUE_NUMBERED);
            phony_generator *generator = from_template(templates[i], &options);
            assert_all_differ(generator, rows[j]);
            phony_generator_unref(generator);
        }
    }
}
END_TEST

START_TEST(the_number_is_before_the_at_sign_and_of_one_width)
{
    teller n = make_teller("name@example.com", 0, 0);
    const phony_binding bindings[] = {{"n", &n.base, NULL}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 1,
                                                   .rows = 1001, .unique = PHONY_UNIQUE_NUMBERED);
    phony_generator *generator = from_template("{n}", &options);
    ph_buffer all = values_in(generator, 0, 1001, 1 << 16);

    for (const char *at = all.data; *at; at += 21) {
        char *end;
        ck_assert_int_eq(strncmp(at, "name", 4), 0);
        ck_assert_uint_lt(strtoul(at + 4, &end, 10), 1001);
        ck_assert_ptr_eq(end, at + 8);
        ck_assert_int_eq(strncmp(end, "@example.com\n", 13), 0);
    }
    ph_buffer_fini(&all);
    phony_generator_unref(generator);
}
END_TEST

START_TEST(rows_past_the_last_are_refused)
{
    const phony_template_options options = OPTIONS(.rows = 10, .unique = PHONY_UNIQUE_NUMBERED);
    phony_generator *generator = from_template("x", &options);
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    uint8_t bytes[100];
    uint32_t offsets[12];

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 11;
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, 0, 10, &column, &error), PHONY_OK,
                  &error);
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, 1, 10, &column, &error),
                  PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "row 10 is not one of the 10 rows");
    ASSERT_STATUS(phony_generator_fill(generator, &test_key, UINT64_MAX, 1, &column, &error),
                  PHONY_ERROR_LIMIT, &error);
    phony_generator_unref(generator);
}
END_TEST

/* ---- Names ----------------------------------------------------------------------------------- */

static void write_model_file(test_folder *folder, const char *name)
{
    phony_model *model = train_names(3);
    phony_error error = {0};

    ASSERT_STATUS(phony_model_write(model, folder_file(folder, name), &error), PHONY_OK, &error);
    phony_model_unref(model);
}

static void begin_folder(test_folder *folder)
{
    folder_init(folder);
    ck_assert_int_eq(mkdir(folder_file(folder, "xx_YY"), 0700), 0);
    write_model_file(folder, "xx_YY/words.phony");
    write_model_file(folder, "common.phony");
    setenv("PHONY_MODELS", folder->path, 1);
}

static void end_folder(test_folder *folder)
{
    unsetenv("PHONY_MODELS");
    folder_fini(folder);
}

static ph_buffer values_under(phony_generator *generator, const phony_key *key)
{
    uint8_t bytes[4096];
    uint32_t offsets[51];
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error = {0};
    ph_buffer out = PH_BUFFER_INIT;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 50;
    column.separator = '\n';
    ASSERT_STATUS(phony_generator_fill(generator, key, 0, 50, &column, &error), PHONY_OK, &error);
    ck_assert_uint_eq(column.rows, 50);
    ph_buffer_append(&out, bytes, offsets[50]);
    ph_buffer_append_byte(&out, '\0');
    return out;
}

static void assert_same(phony_generator *a, const phony_key *a_key, phony_generator *b,
                        const phony_key *b_key)
{
    ph_buffer x = values_under(a, a_key), y = values_under(b, b_key);

    ck_assert_str_eq(x.data, y.data);
    ph_buffer_fini(&x);
    ph_buffer_fini(&y);
    phony_generator_unref(a);
    phony_generator_unref(b);
}

static phony_generator *from_name(const char *name, const phony_template_options *options)
{
    phony_generator *generator = NULL;
    phony_error error = {0};

    ck_assert_msg(phony_generator_from_name(name, options, &generator, &error) == PHONY_OK,
                  "'%s': %s", name, error.message);
    return generator;
}

START_TEST(models_are_found_in_the_locale_and_draw_by_their_full_name)
{
    const phony_template_options options = OPTIONS(.locale = "xx_YY");
    test_folder folder;
    phony_key words, common;

    begin_folder(&folder);
    ck_assert_int_eq(phony_key_derive(&test_key, "xx_YY/words", &words, NULL), PHONY_OK);
    ck_assert_int_eq(phony_key_derive(&test_key, "common", &common, NULL), PHONY_OK);
    assert_same(from_template("{words}", &options), &test_key, from_name("words", &options),
                &words);
    assert_same(from_template("{xx_YY/words}", NULL), &test_key, from_name("words", &options),
                &words);
    assert_same(from_template("{words} {xx_YY/words}", &options), &test_key,
                from_template("{xx_YY/words} {words}", &options), &test_key);
    assert_same(from_template("{common}", &options), &test_key, from_name("common", NULL), &common);
    end_folder(&folder);
}
END_TEST

START_TEST(names_mean_bindings_then_built_ins_then_models)
{
    teller a = make_teller("bound", 0, 0);
    const phony_binding bindings[] = {
        {"words", &a.base, NULL}, {"city", NULL, "<{words}>"}, {"plain", NULL, "text"}};
    const phony_template_options options =
        OPTIONS(.locale = "xx_YY", .bindings = bindings, .binding_count = 3);
    phony_generator *generator = NULL;
    phony_error error = {0};
    test_folder folder;

    begin_folder(&folder);
    assert_values("{words} {city}", &options, "bound <bound>\n", 1);
    assert_same(from_name("city", &options), &test_key, from_template("<{words}>", &options),
                &test_key);
    assert_same(from_name("plain", &options), &test_key, from_template("text", NULL), &test_key);
    assert_same(from_name("words", &options), &test_key, from_template("bound", NULL), &test_key);
    ASSERT_STATUS(phony_generator_from_name("wrods", &options, &generator, &error),
                  PHONY_ERROR_NOT_FOUND, &error);
    ASSERT_MESSAGE(&error, "unknown name 'wrods'; did you mean 'words'?");
    ASSERT_STATUS(phony_generator_from_template("{commno}", NULL, &generator, &error),
                  PHONY_ERROR_NOT_FOUND, &error);
    ASSERT_MESSAGE(&error, "did you mean 'common'?");
    write_bytes(folder_file(&folder, "broken.phony"), "{", 1);
    ASSERT_STATUS(phony_generator_from_template("ab {broken}", NULL, &generator, &error),
                  PHONY_ERROR_MODEL, &error);
    end_folder(&folder);
}
END_TEST

/* The built-ins draw from the template's own key, so that they fit together. */
START_TEST(built_ins_draw_from_the_row_s_own_key)
{
    static const char *const names[] = {"lorem.word", "person.full", "email"};

    setenv("PHONY_MODELS", MODELS, 1);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char text[64];
        snprintf(text, sizeof text, "{%s}", names[i]);
        assert_same(from_template(text, NULL), &test_key, from_name(names[i], NULL), &test_key);
        snprintf(text, sizeof text, "{%s}{%s|remove:@|truncate:0}", names[i], names[i]);
        assert_same(from_template(text, NULL), &test_key, from_name(names[i], NULL), &test_key);
    }
    unsetenv("PHONY_MODELS");
}
END_TEST

START_TEST(names_can_be_numbered_too)
{
    teller a = make_teller("same", 0, 0);
    const phony_binding bindings[] = {{"a", &a.base, NULL}, {"t", NULL, "{a}@"}};
    const phony_template_options options =
        OPTIONS(.locale = "xx_YY", .bindings = bindings, .binding_count = 2, .rows = 1500,
                .unique = PHONY_UNIQUE_NUMBERED);
    static const char *const names[] = {"a", "t", "words"};
    test_folder folder;

    begin_folder(&folder);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        phony_generator *generator = from_name(names[i], &options);
        assert_all_differ(generator, 1500);
        phony_generator_unref(generator);
    }
    end_folder(&folder);
}
END_TEST

/* ---- Memory ---------------------------------------------------------------------------------- */

static phony_status make_and_fill(const char *text, const phony_template_options *options,
                                  phony_error *error)
{
    phony_generator *generator = NULL;
    phony_column column = PHONY_COLUMN_INIT;
    static uint8_t bytes[1 << 16];
    uint32_t offsets[101];
    phony_status status = phony_generator_from_template(text, options, &generator, error);

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 100;
    if (!status)
        status = phony_generator_fill(generator, &test_key, 0, 100, &column, error);
    phony_generator_unref(generator);
    return status;
}

START_TEST(memory_may_run_out_anywhere)
{
    teller a = make_teller("a", 1, 1);
    const phony_binding bindings[] = {{"a", &a.base, NULL}, {"b", NULL, "{{{a|upper|lower}"}};
    const phony_template_options options =
        OPTIONS(.locale = "xx_YY", .bindings = bindings, .binding_count = 2, .rows = 100,
                .unique = PHONY_UNIQUE_NUMBERED);
    test_folder folder;
    int failed = 1;

    begin_folder(&folder);
    for (size_t nth = 0; failed; nth++) {
        phony_error error = {0};
        phony_status status;
        ph_alloc_fail_after(nth);
        status = make_and_fill("x{a}y{b|title}{words}", &options, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert_msg(status == (failed ? PHONY_ERROR_MEMORY : PHONY_OK), "allocation %zu: %d: %s",
                      nth, (int)status, error.message);
        ck_assert_int_eq(error.status, status);
    }
    end_folder(&folder);
    ck_assert_uint_eq(atomic_load(&a.base.references), 1);
}
END_TEST

START_TEST(a_template_keeps_its_generators_alive)
{
    teller a = make_teller("a", 0, 0);
    const phony_binding bindings[] = {{"a", &a.base, NULL}};
    const phony_template_options options = OPTIONS(.bindings = bindings, .binding_count = 1);
    phony_generator *generator = from_template("{a}{a}", &options);

    ck_assert_uint_eq(atomic_load(&a.base.references), 2);
    ck_assert_ptr_eq(phony_generator_ref(generator), generator);
    phony_generator_unref(generator);
    ck_assert_uint_eq(atomic_load(&a.base.references), 2);
    phony_generator_unref(generator);
    ck_assert_uint_eq(atomic_load(&a.base.references), 1);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("template");

    UNIT_ADD(suite, braces_hold_names_and_double_ones_are_braces);
    UNIT_ADD(suite, functions_go_by_the_locale);
    UNIT_ADD(suite, mistakes_are_named_with_their_column);
    UNIT_ADD(suite, options_are_checked);
    UNIT_ADD(suite, a_name_draws_from_the_key_of_its_name);
    UNIT_ADD(suite, a_name_is_the_same_within_a_bound_template);
    UNIT_ADD(suite, a_name_is_generated_once_for_all_its_places);
    UNIT_ADD(suite, keys_of_parts_are_as_specified);
    UNIT_ADD(suite, values_do_not_depend_on_batches);
    UNIT_ADD(suite, a_value_is_written_whole_or_not_at_all);
    UNIT_ADD(suite, long_values_pass_through);
    UNIT_ADD(suite, arguments_of_a_fill_are_checked);
    UNIT_ADD(suite, circles_are_found_and_shown);
    UNIT_ADD(suite, templates_are_at_most_32_deep);
    UNIT_ADD(suite, templates_that_explode_are_refused);
    UNIT_ADD(suite, numbered_values_all_differ);
    UNIT_ADD(suite, the_number_is_before_the_at_sign_and_of_one_width);
    UNIT_ADD(suite, rows_past_the_last_are_refused);
    UNIT_ADD(suite, models_are_found_in_the_locale_and_draw_by_their_full_name);
    UNIT_ADD(suite, names_mean_bindings_then_built_ins_then_models);
    UNIT_ADD(suite, built_ins_draw_from_the_row_s_own_key);
    UNIT_ADD(suite, names_can_be_numbered_too);
    UNIT_ADD(suite, memory_may_run_out_anywhere);
    UNIT_ADD(suite, a_template_keeps_its_generators_alive);
    return suite;
}
