/* The functions of templates, one by one and in chains. */
#include <stdint.h>

#include "base/alloc.h"
#include "text_util.h"
#include "value/pipe.h"

struct row {
    const char *pipe, *given, *expected, *locale;
};

static phony_status try_parse(const char *text, const char *locale, ph_pipe **pipe,
                              phony_error *error)
{
    size_t length = strlen(text);
    char *copy = exact_copy(text, length);
    phony_status status = ph_pipe_parse(copy, length, 10, locale, pipe, error);

    free(copy);
    return status;
}

static phony_status try_apply(const ph_pipe *pipe, const char *given, size_t length, ph_buffer *out,
                              phony_error *error)
{
    ph_buffer a = PH_BUFFER_INIT, b = PH_BUFFER_INIT;
    char *copy = exact_copy(given, length);
    phony_status status = ph_pipe_apply(pipe, copy, length, &a, &b, out, error);

    free(copy);
    ph_buffer_fini(&a);
    ph_buffer_fini(&b);
    return status;
}

static void assert_row(const struct row *row)
{
    ph_buffer out = PH_BUFFER_INIT;
    phony_error error = {0};
    ph_pipe *pipe = NULL;

    ck_assert_msg(try_parse(row->pipe, row->locale, &pipe, &error) == PHONY_OK, "%s: %s", row->pipe,
                  error.message);
    ph_buffer_append_byte(&out, '<');
    ck_assert_msg(try_apply(pipe, row->given, strlen(row->given), &out, &error) == PHONY_OK,
                  "%s: %s", row->pipe, error.message);
    ck_assert_int_eq(out.data[0], '<');
    assert_text(out.data + 1, out.length - 1, row->expected, row->pipe);
    ph_buffer_fini(&out);
    ph_pipe_free(pipe);
}

#define ASSERT_ROWS(rows)                                                                          \
    do {                                                                                           \
        for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                 \
            assert_row(&(rows)[i]);                                                                \
    } while (0)

START_TEST(case_goes_by_the_locale)
{
    static const struct row rows[] = {
        {"lower", "IŞIK Ali", "işik ali", NULL},
        {"lower", "IŞIK Ali", "ışık ali", "tr_TR"},
        {"upper", "istanbul ß", "ISTANBUL SS", "de"},
        {"upper", "istanbul", "İSTANBUL", "tr"},
        {"title", "ayşe nur O'BRIEN", "Ayşe Nur O'Brien", NULL},
        {"capitalize", "lorem IPSUM", "Lorem IPSUM", NULL},
        {"capitalize", "istanbul", "İstanbul", "tr"},
        {"capitalize", " éa", " Éa", NULL},
        {"capitalize", "", "", NULL},
        {"upper", "", "", NULL},
    };

    ASSERT_ROWS(rows);
}
END_TEST

/* Changing the case tidies white space; a function that changes the case must not. */
START_TEST(case_leaves_white_space_alone)
{
    static const struct row rows[] = {
        {"upper", " a  b\n\nc ", " A  B\n\nC ", NULL},
        {"title", "\tél  ça\xC2\xA0x", "\tÉl  Ça\xC2\xA0X", NULL},
        {"lower", "ΟΔΟΣ  Σ", "οδος  σ", NULL},
    };

    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(ascii_and_slugs_go_by_the_locale)
{
    static const struct row rows[] = {
        {"ascii", "Jürgen Şen", "Jurgen Sen", NULL},
        {"ascii", "Jürgen", "Juergen", "de_DE"},
        {"slug", "Jürgen von Ä.", "juergen-von-ae", "de_DE"},
        {"slug:_", "A b", "a_b", NULL},
        {"slug:.", "A b", "a.b", NULL},
        {"slug:\\,", "A b", "a,b", NULL},
    };

    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(lengths_are_in_characters)
{
    static const struct row rows[] = {
        {"truncate:3", "Ayşe", "Ayş", NULL},
        {"truncate:4", "Ayşe", "Ayşe", NULL},
        {"truncate:0", "Ayşe", "", NULL},
        {"truncate:5", "Ayşe Nur", "Ayşe", NULL},
        {"truncate:9", "Ayşe ", "Ayşe ", NULL},
        {"truncate:1", "e\xCC\x81g", "e\xCC\x81", NULL},
        {"truncate:1", "👨‍👩‍👧!", "👨‍👩‍👧", NULL},
        {"pad:6", "Ayşe", "Ayşe  ", NULL},
        {"pad:6,ş", "a", "aşşşşş", NULL},
        {"padleft:6,0", "42", "000042", NULL},
        {"padleft:2,0", "421", "421", NULL},
        {"padleft:3,\\,", "", ",,,", NULL},
    };

    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(words_are_between_white_space)
{
    static const struct row rows[] = {
        {"first", "Ayşe Nur Yılmaz", "Ayşe", NULL},
        {"last", "Ayşe Nur Yılmaz", "Yılmaz", NULL},
        {"first", "  a\tb ", "a", NULL},
        {"last", "  a\tb \n", "b", NULL},
        {"first", " ", "", NULL},
        {"last", " ", "", NULL},
        {"last", "one", "one", NULL},
        {"initial", " Şule Ay", "Ş", NULL},
        {"initial", "", "", NULL},
        {"initials", "Ayşe Nur van Dam", "ANvD", NULL},
        {"initials", "", "", NULL},
        {"trim", " \xC2\xA0 a b\n", "a b", NULL},
        {"trim", "  ", "", NULL},
    };

    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(pieces_are_replaced_everywhere)
{
    static const struct row rows[] = {
        {"replace:a,b", "banana", "bbnbnb", NULL}, {"replace:an,", "banana", "ba", NULL},
        {"replace: ,_", "a b  c", "a_b__c", NULL}, {"replace:\\,,\\|", "1,2", "1|2", NULL},
        {"replace:\\\\,/", "a\\b", "a/b", NULL},   {"replace:a,aa", "aaa", "aaaaaa", NULL},
        {"replace:ş,s", "aşş", "ass", NULL},       {"remove:a", "banana", "bnn", NULL},
        {"remove:x", "banana", "banana", NULL},    {"default:none", "", "none", NULL},
        {"default:none", "x", "x", NULL},          {"default:", "", "", NULL},
        {"prefix:Dr. ", "No", "Dr. No", NULL},     {"prefix:Dr. ", "", "", NULL},
        {"suffix: Ltd", "Acme", "Acme Ltd", NULL}, {"suffix: Ltd", "", "", NULL},
    };

    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(functions_are_chained_from_left_to_right)
{
    static const struct row rows[] = {
        {"initial|upper", "şule", "Ş", NULL},
        {" initial | upper ", "şule", "Ş", NULL},
        {"slug|truncate:5|padleft:7,.", "Ayşe Nur", "..ayse-", NULL},
        {"remove:a|default:x|upper|suffix:!", "aaa", "X!", NULL},
        {"lower|upper|lower|upper|lower", "Ab", "ab", NULL},
    };

    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(what_is_wrong_is_named_with_its_column)
{
    static const struct {
        const char *pipe, *message;
        phony_status status;
        uint64_t column;
    } rows[] = {
        {"uper", "unknown function 'uper'; did you mean 'upper'?", PHONY_ERROR_NOT_FOUND, 10},
        {"lower|tittle", "'tittle'; did you mean 'title'?", PHONY_ERROR_NOT_FOUND, 16},
        {"wxyz", "unknown function 'wxyz'", PHONY_ERROR_NOT_FOUND, 10},
        {"Upper case", "unknown function 'Upper case'", PHONY_ERROR_NOT_FOUND, 10},
        {"", "a function is missing behind '|'", PHONY_ERROR_SYNTAX, 10},
        {"lower|", "a function is missing", PHONY_ERROR_SYNTAX, 16},
        {"lower||upper", "a function is missing", PHONY_ERROR_SYNTAX, 16},
        {"lower:1", "'lower' takes no argument", PHONY_ERROR_ARGUMENT, 16},
        {"truncate", "'truncate' needs 1 argument, as in: truncate:20", PHONY_ERROR_ARGUMENT, 10},
        {"truncate:", "argument 1 of 'truncate' must be a number", PHONY_ERROR_ARGUMENT, 19},
        {"truncate:-1", "must be a number", PHONY_ERROR_ARGUMENT, 19},
        {"truncate:1x", "must be a number", PHONY_ERROR_ARGUMENT, 19},
        {"truncate:1048577", "a number up to 1048576", PHONY_ERROR_ARGUMENT, 19},
        {"truncate:99999999999999999999", "a number up to", PHONY_ERROR_ARGUMENT, 19},
        {"truncate:1,2", "too many arguments for 'truncate'", PHONY_ERROR_ARGUMENT, 21},
        {"pad:3,ab", "argument 2 of 'pad' must be one character", PHONY_ERROR_ARGUMENT, 16},
        {"pad:3,", "must be one character", PHONY_ERROR_ARGUMENT, 16},
        {"replace:a", "'replace' needs 2 arguments", PHONY_ERROR_ARGUMENT, 10},
        {"replace:,b", "argument 1 of 'replace' must be a text", PHONY_ERROR_ARGUMENT, 18},
        {"slug:x", "one ASCII character that is no letter", PHONY_ERROR_ARGUMENT, 15},
        {"slug:", "one ASCII character", PHONY_ERROR_ARGUMENT, 15},
        {"prefix:a\\", "missing behind '\\'", PHONY_ERROR_SYNTAX, 18},
        {"prefix:\xC3", "not UTF-8", PHONY_ERROR_ENCODING, 17},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        phony_error error = {0};
        ph_pipe *pipe = NULL;
        ck_assert_msg(try_parse(rows[i].pipe, NULL, &pipe, &error) == rows[i].status,
                      "'%s': status %d: %s", rows[i].pipe, (int)error.status, error.message);
        ck_assert_ptr_null(pipe);
        ck_assert_msg(strstr(error.message, rows[i].message), "'%s': %s", rows[i].pipe,
                      error.message);
        ck_assert_msg(error.column == rows[i].column && error.line == 1, "'%s': column %u",
                      rows[i].pipe, (unsigned)error.column);
    }
}
END_TEST

START_TEST(values_over_a_mebibyte_are_refused)
{
    static const char *const pipes[] = {"replace:a,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                        "pad:1048576,é", "padleft:1048576,é"};
    size_t length = 1 << 18;
    char *text = malloc(length);

    ck_assert_ptr_nonnull(text);
    memset(text, 'a', length);
    for (size_t i = 0; i < sizeof pipes / sizeof *pipes; i++) {
        ph_buffer out = PH_BUFFER_INIT;
        phony_error error = {0};
        ph_pipe *pipe;
        ck_assert_int_eq(try_parse(pipes[i], NULL, &pipe, &error), PHONY_OK);
        ck_assert_int_eq(try_apply(pipe, text, length, &out, &error), PHONY_ERROR_LIMIT);
        ck_assert_ptr_nonnull(strstr(error.message, "makes a value of more than 1048576 bytes"));
        ck_assert_uint_lt(out.length, 4 << 20);
        ph_buffer_fini(&out);
        ph_pipe_free(pipe);
    }
    free(text);
}
END_TEST

START_TEST(a_chain_knows_whether_it_is_one_function)
{
    ph_pipe *pipe;

    ck_assert_int_eq(try_parse("slug", NULL, &pipe, NULL), PHONY_OK);
    ck_assert(ph_pipe_is(pipe, "slug") && !ph_pipe_is(pipe, "lower"));
    ph_pipe_free(pipe);
    ck_assert_int_eq(try_parse("slug:_", NULL, &pipe, NULL), PHONY_OK);
    ck_assert(!ph_pipe_is(pipe, "slug"));
    ph_pipe_free(pipe);
    ck_assert_int_eq(try_parse("slug|lower", NULL, &pipe, NULL), PHONY_OK);
    ck_assert(!ph_pipe_is(pipe, "slug"));
    ph_pipe_free(pipe);
    ph_pipe_free(NULL);
}
END_TEST

START_TEST(every_function_is_listed_with_a_summary)
{
    size_t count = 0;

    for (; phony_function_name(count); count++) {
        ck_assert_ptr_nonnull(phony_function_summary(count));
        for (size_t i = 0; i < count; i++)
            ck_assert_str_ne(phony_function_name(i), phony_function_name(count));
    }
    ck_assert_uint_ge(count, 15);
    ck_assert_ptr_null(phony_function_summary(count));
    ck_assert_ptr_null(phony_function_name(SIZE_MAX));
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
    static const char chain[] = "upper|lower|title|ascii|pad:9|replace:a,bc|initials|suffix:x";
    int failed = 1;

    for (size_t nth = 0; failed; nth++) {
        ph_buffer out = PH_BUFFER_INIT;
        phony_error error = {0};
        ph_pipe *pipe = NULL;
        phony_status status;
        ph_alloc_fail_after(nth);
        status = try_parse(chain, "tr", &pipe, &error);
        if (!status)
            status = try_apply(pipe, "e\xCC\x81 a", 5, &out, &error);
        failed = ph_alloc_has_failed();
        ph_alloc_fail_after(SIZE_MAX);
        ck_assert_int_eq(status, failed ? PHONY_ERROR_MEMORY : PHONY_OK);
        ph_buffer_fini(&out);
        ph_pipe_free(pipe);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("pipe");

    UNIT_ADD(suite, case_goes_by_the_locale);
    UNIT_ADD(suite, case_leaves_white_space_alone);
    UNIT_ADD(suite, ascii_and_slugs_go_by_the_locale);
    UNIT_ADD(suite, lengths_are_in_characters);
    UNIT_ADD(suite, words_are_between_white_space);
    UNIT_ADD(suite, pieces_are_replaced_everywhere);
    UNIT_ADD(suite, functions_are_chained_from_left_to_right);
    UNIT_ADD(suite, what_is_wrong_is_named_with_its_column);
    UNIT_ADD(suite, values_over_a_mebibyte_are_refused);
    UNIT_ADD(suite, a_chain_knows_whether_it_is_one_function);
    UNIT_ADD(suite, every_function_is_listed_with_a_summary);
    UNIT_ADD(suite, memory_may_run_out_anywhere);
    return suite;
}
