#include "unit.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"

/* Writes events as text: "[n1 s:a ]". */
static phony_status log_event(void *user, ph_json_kind kind, const char *text, size_t length,
                              phony_error *error)
{
    static const char marks[] = "0ft#\"k[]{}";
    ph_buffer *log = user;

    if (kind == PH_JSON_STRING && length == 6 && !memcmp(text, "refuse", 6))
        return ph_fail(error, PHONY_ERROR_MISMATCH, "refused");
    ph_buffer_append_byte(log, marks[kind]);
    ph_buffer_append(log, text, length);
    if (length)
        ph_buffer_append_byte(log, ' ');
    return PHONY_OK;
}

/* Parses in pieces of `piece` bytes. The log is NUL-terminated. */
static phony_status parse(const char *text, size_t length, size_t piece,
                          const ph_json_limits *limits, ph_buffer *log, phony_error *error)
{
    ph_json *json = NULL;
    phony_status status = ph_json_new(limits, log_event, log, &json, error);

    for (size_t at = 0; at < length && status == PHONY_OK; at += piece)
        status = ph_json_feed(json, text + at, piece < length - at ? piece : length - at, error);
    if (status == PHONY_OK)
        status = ph_json_finish(json, error);
    ph_json_free(json);
    ph_buffer_append_byte(log, '\0');
    return log->failed ? ph_fail_memory(error) : status;
}

static const struct accepted {
    const char *text, *events;
    int many_values;
} accepted[] = {
    {"[]", "[]", 0},
    {" {} ", "{}", 0},
    {"[1,-2.5e3,true,false,null]", "[#1 #-2.5e3 tf0]", 0},
    {"{\"a\":[{\"b\":\"c\"}]}", "{ka [{kb \"c }]}", 0},
    {"12", "#12 ", 0},
    {"\"\"", "\"", 0},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\"\\/\b\f\n\r\t ", 0},
    {"\"\\u015f\\u0131k \\uD83D\\uDE00\"", "\"şık 😀 ", 0},
    {"{\"\\u0061b\":1}", "{kab #1 }", 0},
    {"\"şık 😀\"", "\"şık 😀 ", 0},
    {"{\"a\":1,\"a\":2}", "{ka #1 ka #2 }", 0},
    {"", "", 1},
    {"\n\n", "", 1},
    {"1\n2\n[3]", "#1 #2 [#3 ]", 1},
    {"\"a\"\r\n\n{\"b\":1}\r\n", "\"a {kb #1 }", 1},
};

START_TEST(events_do_not_depend_on_the_pieces)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        const struct accepted *row = &accepted[i];
        for (size_t piece = 1; piece <= strlen(row->text) + 1; piece++) {
            ph_json_limits limits = {0, 0, row->many_values};
            ph_buffer log = PH_BUFFER_INIT;
            phony_error error = {0};
            phony_status status = parse(row->text, strlen(row->text), piece, &limits, &log, &error);
            ck_assert_msg(status == PHONY_OK, "%s: %s", row->text, error.message);
            ck_assert_str_eq(log.data, row->events);
            ph_buffer_fini(&log);
        }
    }
}
END_TEST

static const struct refused {
    const char *text;
    int many_values;
    phony_status status;
    uint64_t line, column;
    const char *message;
} refused[] = {
    {"", 0, PHONY_ERROR_SYNTAX, 1, 0, "expected a JSON value, found the end of the text"},
    {"\n \n", 0, PHONY_ERROR_SYNTAX, 3, 0, "expected a JSON value, found the end of the text"},
    {"[1,,2]", 0, PHONY_ERROR_SYNTAX, 1, 4, "expected a value"},
    {"[1,\n ]", 0, PHONY_ERROR_SYNTAX, 2, 2, "expected a value"},
    {"[}", 0, PHONY_ERROR_SYNTAX, 1, 2, "expected a value"},
    {"{\"a\":}", 0, PHONY_ERROR_SYNTAX, 1, 6, "expected a value"},
    {"{\"a\" \"bcd\"}", 0, PHONY_ERROR_SYNTAX, 1, 6, "expected ':' after an object key"},
    {"{\"a\":1,}", 0, PHONY_ERROR_SYNTAX, 1, 8, "expected a string as object key"},
    {"{12:2}", 0, PHONY_ERROR_SYNTAX, 1, 2, "expected a string as object key"},
    {"{\"a\":1\n  \"bb\":2}", 0, PHONY_ERROR_SYNTAX, 2, 3,
     "expected ',' or '}' after an object member"},
    {"{\"v\":\"a\"\",\"}", 0, PHONY_ERROR_SYNTAX, 1, 9,
     "expected ',' or '}' after an object member"},
    {"{\"v\":1 :", 0, PHONY_ERROR_SYNTAX, 1, 8, "expected ',' or '}' after an object member"},
    {"[1 234]", 0, PHONY_ERROR_SYNTAX, 1, 4, "expected ',' or ']' after an array element"},
    {"[01]", 0, PHONY_ERROR_SYNTAX, 1, 3, "expected ',' or ']' after an array element"},
    {"[1]\n[2]", 0, PHONY_ERROR_SYNTAX, 2, 1, "nothing may follow the value"},
    {"1 \"abc\"", 0, PHONY_ERROR_SYNTAX, 1, 3, "nothing may follow the value"},
    {"[1]]", 0, PHONY_ERROR_SYNTAX, 1, 4, "nothing may follow the value"},
    {"[tru]", 0, PHONY_ERROR_SYNTAX, 1, 5, "expected true, false or null"},
    {"[nope]", 0, PHONY_ERROR_SYNTAX, 1, 3, "expected true, false or null"},
    {"[#]", 0, PHONY_ERROR_SYNTAX, 1, 2, "unexpected character"},
    {"[ \xff]", 0, PHONY_ERROR_SYNTAX, 1, 3, "unexpected character"},
    {"[1.]", 0, PHONY_ERROR_SYNTAX, 1, 4, "expected a digit after a number's decimal point"},
    {"[1e]", 0, PHONY_ERROR_SYNTAX, 1, 4, "expected a digit after a number's exponent"},
    {"[-]", 0, PHONY_ERROR_SYNTAX, 1, 3, "expected a digit after a minus sign"},
    {"// x\n1", 0, PHONY_ERROR_SYNTAX, 1, 1, "comments are not allowed"},
    {"[\"a\\x\"]", 0, PHONY_ERROR_SYNTAX, 1, 5, "unknown escape in a string"},
    {"[\"\\u12G4\"]", 0, PHONY_ERROR_SYNTAX, 1, 7, "expected four hexadecimal digits after \\u"},
    {"[\"a\nb\"]", 0, PHONY_ERROR_SYNTAX, 1, 4, "a control character or line end in a string"},
    {"[\n[1,2", 0, PHONY_ERROR_SYNTAX, 2, 5, "the text ends before the value does"},
    {"[\n \"ab", 0, PHONY_ERROR_SYNTAX, 2, 2, "the text ends before the value does"},
    {"[1,\n", 0, PHONY_ERROR_SYNTAX, 2, 1, "the text ends before the value does"},
    {"[\"\\ud83dx\"]", 0, PHONY_ERROR_ENCODING, 1, 9, "half of a surrogate pair in a string"},
    {"[\"\\ud83d\"]", 0, PHONY_ERROR_ENCODING, 1, 9, "half of a surrogate pair in a string"},
    {"[\"\\ud83d\\n\"]", 0, PHONY_ERROR_ENCODING, 1, 10, "half of a surrogate pair in a string"},
    {"[\"\\ud83d\\u0041\"]", 0, PHONY_ERROR_ENCODING, 1, 14,
     "half of a surrogate pair in a string"},
    {"[\"\\ude00\"]", 0, PHONY_ERROR_ENCODING, 1, 8, "half of a surrogate pair in a string"},
    {"[\"\\u0000\"]", 0, PHONY_ERROR_ENCODING, 1, 8, "a string holds a NUL character"},
    {"[\"ok\",\"\xc0\x80\"]", 0, PHONY_ERROR_ENCODING, 1, 7, "a string is not valid UTF-8"},
    {"{\"\xed\xa0\x80\":1}", 0, PHONY_ERROR_ENCODING, 1, 2, "a string is not valid UTF-8"},
    {"[[[[[1]]]]]", 0, PHONY_ERROR_LIMIT, 1, 5,
     "arrays and objects are nested deeper than 4 levels"},
    {"[\"12345678901\"]", 0, PHONY_ERROR_LIMIT, 1, 2, "a string is longer than 10 bytes"},
    {"[\"\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\"]", 0,
     PHONY_ERROR_LIMIT, 1, 2, "a string is longer than 10 bytes"},
    {"[12345678901]", 0, PHONY_ERROR_LIMIT, 1, 2, "a string is longer than 10 bytes"},
    {"[1,\n  \"refuse\"]", 0, PHONY_ERROR_MISMATCH, 2, 3, "refused"},
    {"1\n2 3", 1, PHONY_ERROR_SYNTAX, 2, 3, "more than one value on a line"},
    {"1\n\n[1\n]", 1, PHONY_ERROR_SYNTAX, 3, 0, "the value does not end on its line"},
    {"1\n\"ab", 1, PHONY_ERROR_SYNTAX, 2, 4, "a control character or line end in a string"},
    {"1\ntru\n", 1, PHONY_ERROR_SYNTAX, 2, 4, "expected true, false or null"},
    {"1\n[}\n", 1, PHONY_ERROR_SYNTAX, 2, 2, "expected a value"},
    {"\n\"a\"\n \"refuse\"", 1, PHONY_ERROR_MISMATCH, 3, 2, "refused"},
};

START_TEST(errors_name_the_same_place_in_any_pieces)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct refused *row = &refused[i];
        for (size_t piece = 1; piece <= strlen(row->text) + 1; piece++) {
            ph_json_limits limits = {4, 10, row->many_values};
            ph_buffer log = PH_BUFFER_INIT;
            phony_error error = {0};
            ck_assert_int_eq(parse(row->text, strlen(row->text), piece, &limits, &log, &error),
                             row->status);
            ck_assert_str_eq(error.message, row->message);
            ck_assert_msg(error.line == row->line && error.column == row->column,
                          "%s: %d:%d in pieces of %zu", row->text, (int)error.line,
                          (int)error.column, piece);
            ph_buffer_fini(&log);
        }
    }
}
END_TEST

START_TEST(a_failure_sticks)
{
    ph_buffer log = PH_BUFFER_INIT;
    ph_json *json;

    ck_assert_int_eq(ph_json_new(NULL, log_event, &log, &json, NULL), PHONY_OK);
    ck_assert_int_eq(ph_json_feed(json, "]", 1, NULL), PHONY_ERROR_SYNTAX);
    ck_assert_int_eq(ph_json_feed(json, "1", 1, NULL), PHONY_ERROR_SYNTAX);
    ck_assert_int_eq(ph_json_finish(json, NULL), PHONY_ERROR_SYNTAX);
    ph_json_free(json);
    ph_buffer_fini(&log);
}
END_TEST

/* A string of `size` bytes, the last ones written as escapes. */
static ph_buffer long_string(size_t size, size_t escapes)
{
    ph_buffer text = PH_BUFFER_INIT;

    ph_buffer_append_text(&text, "[\n\"");
    for (size_t i = 0; i < size; i++)
        ph_buffer_append_text(&text, i < size - escapes ? "x" : "\\u0079");
    ph_buffer_append_text(&text, "\"]");
    return text;
}

START_TEST(strings_may_span_many_pieces)
{
    static const size_t sizes[] = {2040, 16380, 16384, 40000, 100000};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ph_buffer text = long_string(sizes[i], sizes[i] / 2), log = PH_BUFFER_INIT;
        phony_error error;
        ck_assert_int_eq(parse(text.data, text.length, 5000, NULL, &log, &error), PHONY_OK);
        ck_assert_uint_eq(log.length, sizes[i] + 5);
        ck_assert_mem_eq(log.data + sizes[i] - 1, "yyy ]", 6);
        ph_buffer_fini(&log);
        ph_buffer_fini(&text);
    }
}
END_TEST

START_TEST(the_limit_of_strings_is_exact)
{
    ph_json_limits limits = {0, 50000, 0};

    for (size_t size = 49999; size <= 50001; size++) {
        for (size_t escapes = 0; escapes <= size; escapes += size) {
            ph_buffer text = long_string(size, escapes), log = PH_BUFFER_INIT;
            phony_error error = {0};
            phony_status status = parse(text.data, text.length, 70000, &limits, &log, &error);
            ck_assert_int_eq(status, size > 50000 ? PHONY_ERROR_LIMIT : PHONY_OK);
            ck_assert_uint_eq(error.line, size > 50000 ? 2 : 0);
            ph_buffer_fini(&log);
            ph_buffer_fini(&text);
        }
    }
}
END_TEST

START_TEST(an_endless_string_fails_in_bounded_memory)
{
    ph_json_limits limits = {0, 1000, 0};
    ph_buffer log = PH_BUFFER_INIT;
    char block[4096];
    phony_error error;
    size_t blocks = 0;
    ph_json *json;

    memset(block, 'x', sizeof block);
    ck_assert_int_eq(ph_json_new(&limits, log_event, &log, &json, &error), PHONY_OK);
    ck_assert_int_eq(ph_json_feed(json, " \"", 2, &error), PHONY_OK);
    while (ph_json_feed(json, block, sizeof block, &error) == PHONY_OK)
        ck_assert_uint_lt(++blocks, 4);
    ck_assert_int_eq(error.status, PHONY_ERROR_LIMIT);
    ck_assert_uint_eq(error.column, 2);
    ph_json_free(json);
    ph_buffer_fini(&log);
}
END_TEST

START_TEST(depth_may_be_large)
{
    enum { DEPTH = 1000 };
    ph_json_limits limits = {DEPTH, 0, 0};
    ph_buffer log = PH_BUFFER_INIT;
    char text[2 * DEPTH];
    phony_error error;

    memset(text, '[', DEPTH);
    memset(text + DEPTH, ']', DEPTH);
    ck_assert_int_eq(parse(text, sizeof text, 7, &limits, &log, &error), PHONY_OK);
    ck_assert_uint_eq(log.length, sizeof text + 1);
    ph_buffer_fini(&log);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    ph_buffer text = long_string(100000, 50000);
    phony_status status = PHONY_ERROR_MEMORY;

    for (size_t n = 0; status != PHONY_OK; n++) {
        ph_buffer log = PH_BUFFER_INIT;
        phony_error error = {0};
        ph_alloc_fail_after(n);
        status = parse(text.data, text.length, 10000, NULL, &log, &error);
        ph_alloc_fail_after(SIZE_MAX);
        if (status != PHONY_OK)
            ck_assert_str_eq(error.message, "out of memory");
        ck_assert_int_eq(status, status ? PHONY_ERROR_MEMORY : PHONY_OK);
        ck_assert_uint_lt(n, 200);
        ph_buffer_fini(&log);
    }
    ph_buffer_fini(&text);
}
END_TEST

START_TEST(whole_numbers_only)
{
    static const struct {
        const char *text;
        int result;
        uint64_t number;
    } rows[] = {{"0", 0, 0},
                {"7", 0, 7},
                {"18446744073709551615", 0, UINT64_MAX},
                {"18446744073709551616", -1, 0},
                {"99999999999999999999", -1, 0},
                {"", -1, 0},
                {"-1", -1, 0},
                {"01", -1, 0},
                {"1.0", -1, 0},
                {"1e3", -1, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t number = 0;
        ck_assert_int_eq(ph_json_number(rows[i].text, strlen(rows[i].text), &number),
                         rows[i].result);
        ck_assert_uint_eq(number, rows[i].number);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("json");

    UNIT_ADD(suite, events_do_not_depend_on_the_pieces);
    UNIT_ADD(suite, errors_name_the_same_place_in_any_pieces);
    UNIT_ADD(suite, a_failure_sticks);
    UNIT_ADD(suite, strings_may_span_many_pieces);
    UNIT_ADD(suite, the_limit_of_strings_is_exact);
    UNIT_ADD(suite, an_endless_string_fails_in_bounded_memory);
    UNIT_ADD(suite, depth_may_be_large);
    UNIT_ADD(suite, every_allocation_may_fail);
    UNIT_ADD(suite, whole_numbers_only);
    return suite;
}
