/* What the formats make of a text: values, and errors with their places. */
#include "base/alloc.h"
#include "input_util.h"

/* ---- Values -------------------------------------------------------------------------------- */

static const struct accepted {
    int format;
    const char *text, *values;
    const char *column, *weight_column;
    int no_header;
    int delimiter;
} accepted[] = {
    {TEXT, "", "", 0, 0, 0, 0},
    {TEXT, "\n\r\n\n", "", 0, 0, 0, 0},
    {TEXT, "a\nb\n", "a|b|", 0, 0, 0, 0},
    {TEXT, "a\r\n\r\nb", "a|b|", 0, 0, 0, 0},
    {TEXT, "a\rb\r\nc\r", "a\rb|c|", 0, 0, 0, 0},
    {TEXT, " a \n\t\n", " a |\t|", 0, 0, 0, 0},
    {TEXT, "\xEF\xBB\xBFş\nı", "ş|ı|", 0, 0, 0, 0},
    {TEXT, "\xEF\xBB\xBF", "", 0, 0, 0, 0},
    {TEXT, "a\n\xEF\xBB\xBF", "a|\xEF\xBB\xBF|", 0, 0, 0, 0},

    {CSV, "", "", 0, 0, 0, 0},
    {CSV, "", "", "x", 0, 0, 0},
    {CSV, "value,count\n", "", 0, 0, 0, 0},
    {CSV, "value,count", "", "count", 0, 0, 0},
    {CSV, "value\na\nb", "a|b|", 0, 0, 0, 0},
    {CSV, "v,c\r\na,2\r\nb,3\r\n", "a*2|b*3|", 0, "c", 0, 0},
    {CSV, "v,c\na,0\nb,007\nc,18446744073709551615\n", "b*7|c*18446744073709551615|", 0, "c", 0, 0},
    {CSV, "v,c\na,2\nb,3\n", "2|3|", "c", 0, 0, 0},
    {CSV, "v,c\na,2\nb,3\n", "2|3|", "2", 0, 0, 0},
    {CSV, "v,c\na,2\n", "2*2|", "c", "c", 0, 0},
    {CSV, "2,1\na,b\n", "a|", "2", 0, 0, 0},
    {CSV, "v,v\na,b\n", "b|", "2", 0, 0, 0},
    {CSV, "a,2\nb,3\n", "a*2|b*3|", "1", "2", 1, 0},
    {CSV, "a,2\nb,3\n", "a|b|", 0, 0, 1, 0},
    {CSV, "a;1,5\n", "1,5|", "2", 0, 1, ';'},
    {CSV, "a\t\"b\tc\"\n", "b\tc|", "2", 0, 1, '\t'},
    {CSV, "\"a\"\"b\",\"c\r\nd\"\n\"\"\"\",\n", "c\r\nd||", "2", 0, 1, 0},
    {CSV, "\"a\"\"b\",c\n\"\"\"\"\"\",d\n\"\",e", "a\"b|\"\"||", 0, 0, 1, 0},
    {CSV, "\"say \"\"v\"\"\"\nx\n", "x|", "say \"v\"", 0, 0, 0},
    {CSV, "5\" pipe,a\"\"b\n", "5\" pipe|", 0, 0, 1, 0},
    {CSV, "\n\r\nv,c\n\na,1\n\r\n\nb,2\n\n", "a|b|", 0, 0, 0, 0},
    {CSV, "v,c\n,1\na,\n", "|a|", 0, 0, 0, 0},
    {CSV, "\"v\"\r\n\"a\"\r\n\"b\"\r", "a|b|", 0, 0, 0, 0},
    {CSV, "a\rb,c\n", "a\rb|", 0, 0, 1, 0},
    {CSV, "\xEF\xBB\xBFv\nş", "ş|", "v", 0, 0, 0},

    {JSON, "[]", "", 0, 0, 0, 0},
    {JSON, "[\"a\",\"\",\"\\u015f\\n\",12,-1.50]", "a||ş\n|12|-1.50|", 0, 0, 0, 0},
    {JSON, "\xEF\xBB\xBF[\"a\"]", "a|", 0, 0, 0, 0},
    {JSON, "[{\"v\":\"a\"},{\"x\":{\"v\":1},\"v\":\"b\"},{\"v\":null}]", "a|b||", "v", 0, 0, 0},
    {JSON, "[{\"v\":\"a\",\"c\":2},{\"c\":0,\"v\":\"b\"},{\"c\":1,\"v\":7}]", "a*2|7|", "v", "c", 0,
     0},
    {JSON, "[{\"n\":{\"f\":\"a\",\"x\":[{\"f\":1}]},\"f\":2},{\"n\":{\"f\":\"b\"}}]", "a|b|",
     "/n/f", 0, 0, 0},
    {JSON, "[{\"n\":[[\"x\",\"a\"],[\"y\",{\"z\":1},\"b\"]]}]", "b|", "/n/1/2", 0, 0, 0},
    {JSON, "[{\"n\":[{\"q\":[0,0]},{\"q\":[1,2]}]}]", "1|", "/n/1/q/0", 0, 0, 0},
    {JSON, "[{\"a/b\":{\"~1\":\"x\"}}]", "x|", "/a~1b/~01", 0, 0, 0},
    {JSON, "[{\"\":\"x\"}]", "x|", "/", 0, 0, 0},
    {JSON, "[{\"\":\"x\"}]", "x|", "", 0, 0, 0},
    {JSON, "[{\"a\":{\"0\":\"x\"}}]", "x|", "/a/0", 0, 0, 0},
    {JSON, "[{\"a\":{\"b\":1},\"a\":{\"c\":2}}]", "2|", "/a/c", 0, 0, 0},
    {JSON, "[{\"v\":\"a\",\"v2\":\"b\",\"w\":{\"v\":\"c\"}}]", "a|", "v", 0, 0, 0},

    {NDJSON, "", "", 0, 0, 0, 0},
    {NDJSON, "\"a\"\n\n\"b\"\r\n3", "a|b|3|", 0, 0, 0, 0},
    {NDJSON, "{\"v\":\"a\"}\n{\"v\":\"b\"}", "a|b|", "v", 0, 0, 0},
    {NDJSON, "{\"v\":{\"x\":[\"a\"]},\"c\":5}\n", "a*5|", "/v/x/0", "/c", 0, 0},
};

static phony_input_options options_of(const struct accepted *row)
{
    phony_input_options options = PHONY_INPUT_OPTIONS_INIT;

    options.format = row->format;
    options.column = row->column;
    options.weight_column = row->weight_column;
    options.no_header = row->no_header;
    options.delimiter = row->delimiter;
    return options;
}

START_TEST(values_of_every_format)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        const struct accepted *row = &accepted[i];
        phony_input_options options = options_of(row);
        for (size_t k = 0; k < sizeof input_pieces / sizeof *input_pieces; k++) {
            ph_buffer values = PH_BUFFER_INIT;
            phony_error error = {0};
            phony_status status = read_pieces(row->text, strlen(row->text), input_pieces[k],
                                              &options, &values, &error);
            ck_assert_msg(status == PHONY_OK, "%s: %s", row->text, error.message);
            ck_assert_msg(!strcmp(values.data, row->values), "%s: %s", row->text, values.data);
            ph_buffer_fini(&values);
        }
    }
}
END_TEST

START_TEST(gzip_gives_the_same_values)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        const struct accepted *row = &accepted[i];
        phony_input_options options = options_of(row);
        size_t length = strlen(row->text), half = length / 2;
        ph_buffer values = PH_BUFFER_INIT, gzip = PH_BUFFER_INIT;
        phony_error error = {0};
        append_gzip(&gzip, row->text, half);
        append_gzip(&gzip, "", 0);
        append_gzip(&gzip, row->text + half, length - half);
        ph_buffer_append(&gzip, "\0\0\0", 3);
        ck_assert_int_eq(read_memory(gzip.data, gzip.length, &options, &values, &error), PHONY_OK);
        ck_assert_str_eq(values.data, row->values);
        ph_buffer_fini(&values);
        ph_buffer_fini(&gzip);
    }
}
END_TEST

/* ---- Errors -------------------------------------------------------------------------------- */

#define TEN "0123456789"

static const struct refused {
    int format, no_header;
    const char *text, *values;
    phony_status status;
    uint64_t line, column;
    const char *message;
    const char *column_name, *weight_column;
} refused[] = {
    {TEXT, 0, "a\nb\xff", "a|", PHONY_ERROR_ENCODING, 2, 2, "not valid UTF-8", 0, 0},
    {TEXT, 0, "a\nb\xc3", "a|", PHONY_ERROR_ENCODING, 2, 2, "not valid UTF-8", 0, 0},
    {TEXT, 0, "a\n\n\xed\xa0\x80\n", "a|", PHONY_ERROR_ENCODING, 3, 1, "not valid UTF-8", 0, 0},
    {TEXT, 0, "a\nb\n" TEN TEN "x\n", "a|b|", PHONY_ERROR_LIMIT, 3, 1,
     "line 3 is longer than 20 bytes; one value a line is expected (the limit can be raised)", 0,
     0},
    {TEXT, 0, "a", "", PHONY_ERROR_ARGUMENT, 0, 0,
     "text has one value a line and no columns; for CSV or JSON name the format", "v", 0},

    {CSV, 0, "v,c\na,1\n", "", PHONY_ERROR_NOT_FOUND, 1, 0, "no column 'x'; there are: v, c", "x",
     0},
    {CSV, 0, "\n\n\"v\n\",c\na,1\n", "", PHONY_ERROR_NOT_FOUND, 3, 0,
     "no column '3'; there are: v?, c", "3", 0},
    {CSV, 0, "v,c\na,1\n", "", PHONY_ERROR_NOT_FOUND, 1, 0, "no column '0'; there are: v, c", 0,
     "0"},
    {CSV, 1, "a,1\n", "", PHONY_ERROR_NOT_FOUND, 1, 0, "no column '3'; the columns are 1 to 2", "3",
     0},
    {CSV, 1, "a,1\n", "", PHONY_ERROR_ARGUMENT, 0, 0,
     "column 'v': without a header columns go by number, from 1", "v", 0},
    {CSV, 0, "v,v\na,b\n", "", PHONY_ERROR_SYNTAX, 1, 0,
     "two columns are called 'v'; name one by its number", "v", 0},
    {CSV, 0, "v,c\na,1\n\nb\n", "a|", PHONY_ERROR_SYNTAX, 4, 2,
     "fields in this record: 1, in the first: 2", 0, 0},
    {CSV, 0, "v,c\n\"a\n\n\",1\nb,2,3,4\n", "a\n\n|", PHONY_ERROR_SYNTAX, 5, 5,
     "fields in this record: more than 2, in the first: 2", 0, 0},
    {CSV, 0, "v\na\n\"b\nc", "a|", PHONY_ERROR_SYNTAX, 3, 1,
     "the quote that opens here is not closed", 0, 0},
    {CSV, 0, "v,w\na,\"\nx\",\"y\nb,\"c\"", "", PHONY_ERROR_SYNTAX, 3, 4,
     "fields in this record: more than 2, in the first: 2", 0, 0},
    {CSV, 0, "v\n\"a\" \n", "", PHONY_ERROR_SYNTAX, 2, 4, "text after a closing quote", 0, 0},
    {CSV, 0, "v\n\"a\"\rx\n", "", PHONY_ERROR_SYNTAX, 2, 4, "text after a closing quote", 0, 0},
    {CSV, 0, "v,c\na,1\n\"b\nb\",x\n", "a|", PHONY_ERROR_SYNTAX, 4, 4,
     "the weight 'x' is not a whole number from 0", 0, "c"},
    {CSV, 0, "v,c\na,-1\n", "", PHONY_ERROR_SYNTAX, 2, 3,
     "the weight '-1' is not a whole number from 0", 0, "c"},
    {CSV, 0, "v,c\na,1.5\n", "", PHONY_ERROR_SYNTAX, 2, 3,
     "the weight '1.5' is not a whole number from 0", 0, "c"},
    {CSV, 0, "v,c\na,\n", "", PHONY_ERROR_SYNTAX, 2, 3,
     "the weight '' is not a whole number from 0", 0, "c"},
    {CSV, 0, "v,c\na,18446744073709551616\n", "", PHONY_ERROR_LIMIT, 2, 1,
     "the record on line 2 is longer than 20 bytes (the limit can be raised)", 0, "c"},
    {CSV, 0, "v\n" TEN TEN "\r\n\n" TEN TEN "x\r\n", TEN TEN "|", PHONY_ERROR_LIMIT, 4, 1,
     "the record on line 4 is longer than 20 bytes (the limit can be raised)", 0, 0},
    {CSV, 0, "v\na\n\"b\nc\xff", "a|", PHONY_ERROR_ENCODING, 4, 2, "not valid UTF-8", 0, 0},

    {JSON, 0, "{}", "", PHONY_ERROR_SYNTAX, 1, 1,
     "expected an array of strings or of objects, found an object", 0, 0},
    {JSON, 0, "\n\"a\"", "", PHONY_ERROR_SYNTAX, 2, 1,
     "expected an array of strings or of objects, found a string", 0, 0},
    {JSON, 0, "[\"a\",\n null]", "a|", PHONY_ERROR_SYNTAX, 2, 2,
     "expected a string or an object, found null", 0, 0},
    {JSON, 0, "[[\"a\"]]", "", PHONY_ERROR_SYNTAX, 1, 2,
     "expected a string or an object, found an array", 0, 0},
    {JSON, 0, "[true]", "", PHONY_ERROR_SYNTAX, 1, 2, "expected a string or an object, found true",
     0, 0},
    {JSON, 0, "[\"a\",{\"v\":1}]", "a|", PHONY_ERROR_SYNTAX, 1, 6,
     "expected a string, found an object; name the key of its value (column)", 0, 0},
    {JSON, 0, "[{\"v\":\"a\"},\n\"a\"]", "a|", PHONY_ERROR_SYNTAX, 2, 1,
     "expected an object with the key 'v', found a string", "v", 0},
    {JSON, 0, "[\"a\"]", "", PHONY_ERROR_SYNTAX, 1, 2,
     "expected an object with the key 'c', found a string", 0, "c"},
    {JSON, 0, "[{\"v\":\"a\"},\n{\"x\":1,\n\"y\":2}]", "a|", PHONY_ERROR_NOT_FOUND, 3, 6,
     "no 'v' in the object; there are: x, y", "v", 0},
    {JSON, 0, "[{\"n\":{\"g\":1}}]", "", PHONY_ERROR_NOT_FOUND, 1, 14,
     "no '/n/f' in the object; there are: n", "/n/f", 0},
    {JSON, 0, "[{\"v\":\"a\"}]", "", PHONY_ERROR_NOT_FOUND, 1, 10,
     "no 'c' in the object; there are: v", "v", "c"},
    {JSON, 0, "[{\"v\":true}]", "", PHONY_ERROR_SYNTAX, 1, 7,
     "expected a string at 'v', found true", "v", 0},
    {JSON, 0, "[{\"v\":{}}]", "", PHONY_ERROR_SYNTAX, 1, 7,
     "expected a string at 'v', found an object", "v", 0},
    {JSON, 0, "[{\"v\":\"a\",\n\"v\":\"b\"}]", "", PHONY_ERROR_SYNTAX, 2, 5,
     "'v' is twice in one object", "v", 0},
    {JSON, 0, "[{\"c\":1.5}]", "", PHONY_ERROR_SYNTAX, 1, 7,
     "the weight '1.5' is not a whole number from 0", "v", "c"},
    {JSON, 0, "[{\"c\":\"1\"}]", "", PHONY_ERROR_SYNTAX, 1, 7,
     "expected a whole number as weight at 'c', found a string", "v", "c"},
    {JSON, 0, "[\"a\",\"" TEN TEN "x\"]", "a|", PHONY_ERROR_LIMIT, 1, 6,
     "a string is longer than 20 bytes", 0, 0},
    {JSON, 0, "[\"a\",\"\xff\"]", "a|", PHONY_ERROR_ENCODING, 1, 6, "a string is not valid UTF-8",
     0, 0},
    {JSON, 0, "[\"a\"", "a|", PHONY_ERROR_SYNTAX, 1, 5, "the text ends before the value does", 0,
     0},
    {JSON, 0, "", "", PHONY_ERROR_SYNTAX, 1, 0, "expected a JSON value, found the end of the text",
     0, 0},
    {JSON, 0, "[]", "", PHONY_ERROR_ARGUMENT, 0, 0,
     "'/a~2' is no JSON Pointer: after '~' only 0 and 1 may follow", "/a~2", 0},
    {NDJSON, 0, "\"a\"\n[1]\n", "a|", PHONY_ERROR_SYNTAX, 2, 1,
     "expected a string or an object, found an array", 0, 0},
    {NDJSON, 0, "{\"v\":\"a\"}\n{\"w\":1}\n", "a|", PHONY_ERROR_NOT_FOUND, 2, 7,
     "no 'v' in the object; there are: w", "v", 0},
    {NDJSON, 0, "\"a\"\n\"b\" \"c\"\n", "a|b|", PHONY_ERROR_SYNTAX, 2, 5,
     "more than one value on a line", 0, 0},
    {NDJSON, 0, "\n{\"v\":\n\"a\"}", "", PHONY_ERROR_SYNTAX, 2, 0,
     "the value does not end on its line", "v", 0},
};

START_TEST(errors_name_the_place_and_the_thing)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct refused *row = &refused[i];
        phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
        options.format = row->format;
        options.column = row->column_name;
        options.weight_column = row->weight_column;
        options.no_header = row->no_header;
        options.max_value_bytes = 20;
        for (size_t k = 0; k < sizeof input_pieces / sizeof *input_pieces; k++) {
            ph_buffer values = PH_BUFFER_INIT;
            phony_error error = {0};
            read_pieces(row->text, strlen(row->text), input_pieces[k], &options, &values, &error);
            ck_assert_str_eq(error.message, row->message);
            ck_assert_int_eq(error.status, row->status);
            ck_assert_msg(error.line == row->line && error.column == row->column, "%s: %d:%d",
                          row->text, (int)error.line, (int)error.column);
            ck_assert_str_eq(values.data, row->values);
            ph_buffer_fini(&values);
        }
    }
}
END_TEST

START_TEST(a_nul_byte_is_refused)
{
    static const struct {
        int format;
        const char *text;
        size_t length;
        const char *message;
    } rows[] = {{TEXT, "a\nb\0", 4, "a NUL byte"},
                {CSV, "a\n\"b\0\"", 6, "a NUL byte"},
                {JSON, "[\"a\0\"]", 6, "a control character or line end in a string"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
        ph_buffer values = PH_BUFFER_INIT;
        phony_error error = {0};
        options.format = rows[i].format;
        read_memory(rows[i].text, rows[i].length, &options, &values, &error);
        ck_assert_str_eq(error.message, rows[i].message);
        ph_buffer_fini(&values);
    }
}
END_TEST

START_TEST(a_failure_ends_the_stream)
{
    phony_input *input;
    const char *value;
    size_t length;
    uint64_t weight;

    ck_assert_int_eq(ph_input_open_memory("\xff", 1, NULL, &input, NULL), PHONY_OK);
    for (int i = 0; i < 3; i++) {
        phony_error error = {0};
        ck_assert_int_eq(phony_input_next(input, &value, &length, &weight, &error),
                         PHONY_ERROR_ENCODING);
        ck_assert_uint_eq(error.line, 1);
        ck_assert_str_eq(error.message, "not valid UTF-8");
    }
    ck_assert_int_eq(phony_input_next(input, &value, &length, &weight, NULL), PHONY_ERROR_ENCODING);
    phony_input_close(input);
}
END_TEST

static phony_status open_with(phony_input_options options, phony_error *error)
{
    phony_input *input = NULL;
    phony_status status = ph_input_open_memory("", 0, &options, &input, error);

    phony_input_close(input);
    return status;
}

START_TEST(options_are_checked)
{
    phony_input_options fine = PHONY_INPUT_OPTIONS_INIT, options;
    phony_error error;
    phony_input *input;

    options = fine, options.format = 5;
    ck_assert_int_eq(open_with(options, &error), PHONY_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "unknown format 5");
    options = fine, options.delimiter = '"';
    ck_assert_int_eq(open_with(options, &error), PHONY_ERROR_ARGUMENT);
    options = fine, options.delimiter = 0x2603;
    ck_assert_int_eq(open_with(options, &error), PHONY_ERROR_ARGUMENT);
    options = fine, options.max_value_bytes = ((uint64_t)1 << 30) + 1;
    ck_assert_int_eq(open_with(options, &error), PHONY_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "max_value_bytes is at most 1,073,741,824");
    options = fine, options.size = 0;
    ck_assert_int_eq(open_with(options, &error), PHONY_ERROR_ARGUMENT);
    options = fine, options.size = offsetof(phony_input_options, column), options.column = "x";
    ck_assert_int_eq(open_with(options, &error), PHONY_OK);
    ck_assert_int_eq(phony_input_open("", NULL, &input, &error), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_input_open(NULL, NULL, &input, &error), PHONY_ERROR_ARGUMENT);
    phony_input_close(NULL);
}
END_TEST

/* ---- Memory -------------------------------------------------------------------------------- */

/* Reads with the nth allocation failing, for every n, until it succeeds. */
static void fail_every_allocation(const char *text, size_t length,
                                  const phony_input_options *options)
{
    phony_status status = PHONY_ERROR_MEMORY;

    for (size_t n = 0; status != PHONY_OK; n++) {
        ph_batch batch = {0};
        phony_input *input = NULL;
        phony_error error = {0};
        ph_alloc_fail_after(n);
        status = ph_input_open_memory(text, length, options, &input, &error);
        if (status == PHONY_OK)
            status = ph_input_batch(input, &batch, &error);
        ph_alloc_fail_after(SIZE_MAX);
        if (status != PHONY_OK)
            ck_assert_str_eq(error.message, "out of memory");
        ck_assert_uint_lt(n, 500);
        phony_input_close(input);
        ph_batch_fini(&batch);
    }
}

START_TEST(every_allocation_may_fail)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        phony_input_options options = options_of(&accepted[i]);
        ph_buffer gzip = PH_BUFFER_INIT;
        append_gzip(&gzip, accepted[i].text, strlen(accepted[i].text));
        fail_every_allocation(accepted[i].text, strlen(accepted[i].text), &options);
        fail_every_allocation(gzip.data, gzip.length, &options);
        ph_buffer_fini(&gzip);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("input");

    UNIT_ADD(suite, values_of_every_format);
    UNIT_ADD(suite, gzip_gives_the_same_values);
    UNIT_ADD(suite, errors_name_the_place_and_the_thing);
    UNIT_ADD(suite, a_nul_byte_is_refused);
    UNIT_ADD(suite, a_failure_ends_the_stream);
    UNIT_ADD(suite, options_are_checked);
    UNIT_ADD(suite, every_allocation_may_fail);
    return suite;
}
