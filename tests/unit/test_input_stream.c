/* Inputs as streams: blocks, limits, files, gzip, batches. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "input_util.h"

static phony_status read_path(const char *path, const phony_input_options *options,
                              ph_buffer *values, phony_error *error)
{
    phony_input *input = NULL;
    phony_status status = phony_input_open(path, options, &input, error);

    if (status == PHONY_OK)
        status = read_all(input, values, error);
    phony_input_close(input);
    ph_buffer_append_byte(values, '\0');
    return status;
}

/* A file in a fresh temporary folder; remove_file frees both names. */
static char *write_file(const char *name, const void *bytes, size_t length)
{
    char folder[] = "/tmp/phony-test-XXXXXX", path[256];
    FILE *file;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
    return ph_strndup(path, strlen(path));
}

static void remove_file(char *path)
{
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    ph_free(path);
}

/* ---- Long inputs --------------------------------------------------------------------------- */

/* Lines of 0 to 299 bytes, some of them not ASCII, over several blocks. */
static void append_lines(ph_buffer *text, size_t count, const char *end)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i * 7 % 150; k++)
            ph_buffer_append_text(text, i % 3 ? "ab" : "ş");
        ph_buffer_append_text(text, "x");
        ph_buffer_append_text(text, end);
    }
}

START_TEST(blocks_may_end_anywhere)
{
    for (int format = TEXT; format <= CSV; format++) {
        phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
        ph_buffer text = PH_BUFFER_INIT, expected = PH_BUFFER_INIT, values = PH_BUFFER_INIT;
        phony_error error = {0};
        append_lines(&text, 10000, "\r\n");
        append_lines(&expected, 10000, "|");
        ph_buffer_append_byte(&expected, '\0');
        options.format = format;
        options.no_header = 1;
        ck_assert_int_eq(read_memory(text.data, text.length, &options, &values, &error), PHONY_OK);
        ck_assert_str_eq(values.data, expected.data);
        ph_buffer_fini(&text);
        ph_buffer_fini(&expected);
        ph_buffer_fini(&values);
    }
}
END_TEST

START_TEST(a_late_error_names_its_line)
{
    for (int format = TEXT; format <= CSV; format++) {
        phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
        ph_buffer text = PH_BUFFER_INIT, values = PH_BUFFER_INIT;
        phony_error error = {0};
        append_lines(&text, 10000, "\n");
        ph_buffer_append_text(&text, "ab\xff\n");
        options.format = format;
        ck_assert_int_eq(read_memory(text.data, text.length, &options, &values, &error),
                         PHONY_ERROR_ENCODING);
        ck_assert_uint_eq(error.line, 10001);
        ck_assert_uint_eq(error.column, 3);
        ph_buffer_fini(&text);
        ph_buffer_fini(&values);
    }
}
END_TEST

START_TEST(a_value_may_be_as_long_as_the_limit)
{
    enum { LIMIT = 1 << 20 };
    static char text[LIMIT + 8];

    for (size_t extra = 0; extra <= 1; extra++) {
        for (int format = TEXT; format <= NDJSON; format++) {
            phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
            size_t quotes = format >= JSON, length = 0;
            ph_buffer values = PH_BUFFER_INIT;
            phony_error error = {0};
            phony_status status;
            options.format = format;
            options.no_header = 1;
            if (format == JSON)
                text[length++] = '[';
            if (quotes)
                text[length++] = '"';
            memset(text + length, 'x', LIMIT + extra);
            length += LIMIT + extra;
            if (quotes)
                text[length++] = '"';
            text[length++] = format == JSON ? ']' : '\n';
            status = read_memory(text, length, &options, &values, &error);
            ck_assert_int_eq(status, extra ? PHONY_ERROR_LIMIT : PHONY_OK);
            ck_assert_uint_eq(values.length, extra ? 1 : LIMIT + 2);
            ck_assert_uint_eq(error.line, extra);
            ph_buffer_fini(&values);
        }
    }
}
END_TEST

START_TEST(an_endless_line_fails_early)
{
    enum { SIZE = 1 << 24 };
    char *text = malloc(SIZE);

    memset(text, 'x', SIZE);
    for (int format = TEXT; format <= CSV; format++) {
        for (char first = 'x'; first; first = format == CSV && first == 'x' ? '"' : '\0') {
            phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
            phony_input *input;
            const char *value;
            size_t length;
            uint64_t weight;
            phony_error error;
            text[0] = first;
            options.format = format;
            ck_assert_int_eq(ph_input_open_memory(text, SIZE, &options, &input, &error), PHONY_OK);
            ck_assert_int_eq(phony_input_next(input, &value, &length, &weight, &error),
                             PHONY_ERROR_LIMIT);
            ck_assert_str_eq(error.message,
                             format == TEXT ? "line 1 is longer than 1,048,576 bytes; one value a "
                                              "line is expected (the limit can be raised)"
                             : first == 'x' ? "the record on line 1 is longer than 1,048,576 bytes "
                                              "(the limit can be raised)"
                                            : "the quote that opens here is not closed within "
                                              "1,048,576 bytes (the limit can be raised)");
            ck_assert_uint_lt(phony_input_position(input), 1 << 22);
            phony_input_close(input);
        }
    }
    free(text);
}
END_TEST

START_TEST(the_queue_of_json_keeps_an_element_that_goes_on)
{
    phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
    ph_buffer text = PH_BUFFER_INIT, values = PH_BUFFER_INIT;
    phony_error error = {0};

    ph_buffer_append_text(&text, "[{\"v\":\"first\",\"skip\":\"");
    for (int i = 0; i < 100000; i++)
        ph_buffer_append_byte(&text, 'x');
    ph_buffer_append_text(&text, "\",\"c\":3},{\"v\":\"last\",\"c\":1}]");
    options.format = PHONY_FORMAT_JSON;
    options.column = "v";
    options.weight_column = "c";
    ck_assert_int_eq(read_memory(text.data, text.length, &options, &values, &error), PHONY_OK);
    ck_assert_str_eq(values.data, "first*3|last|");
    ph_buffer_fini(&text);
    ph_buffer_fini(&values);
}
END_TEST

/* ---- Files --------------------------------------------------------------------------------- */

START_TEST(the_format_follows_the_ending)
{
    static const struct {
        const char *name, *text, *values;
    } rows[] = {{"a.csv", "v,w\na,b\n", "a|"},    {"a.CSV", "v,w\na,b\n", "a|"},
                {"a.tsv", "v\tw\na\tb\n", "a|"},  {"a.json", "[\"a\"]", "a|"},
                {"a.ndjson", "\"a\"\n", "a|"},    {"a.jsonl.gz", "\"a\"\n", "a|"},
                {"a.csv.gz", "v,w\na,b\n", "a|"}, {"a.txt", "v,w\n", "v,w|"},
                {"csv", "v,w\n", "v,w|"},         {"a.csv.bak", "v,w\n", "v,w|"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *path = write_file(rows[i].name, rows[i].text, strlen(rows[i].text));
        ph_buffer values = PH_BUFFER_INIT;
        phony_error error = {0};
        ck_assert_int_eq(read_path(path, NULL, &values, &error), PHONY_OK);
        ck_assert_str_eq(values.data, rows[i].values);
        ph_buffer_fini(&values);
        remove_file(path);
    }
}
END_TEST

START_TEST(gzip_is_known_by_its_bytes)
{
    ph_buffer gzip = PH_BUFFER_INIT, values = PH_BUFFER_INIT;
    phony_input *input;
    phony_error error = {0};
    char *path;

    append_gzip(&gzip, "a\nb\n", 4);
    path = write_file("a.txt", gzip.data, gzip.length);
    ck_assert_int_eq(phony_input_open(path, NULL, &input, &error), PHONY_OK);
    ck_assert_uint_eq(phony_input_position(input), 0);
    ck_assert_uint_eq(phony_input_size(input), gzip.length);
    ck_assert_int_eq(read_all(input, &values, &error), PHONY_OK);
    ck_assert_mem_eq(values.data, "a|b|", 4);
    ck_assert_uint_eq(phony_input_position(input), gzip.length);
    phony_input_close(input);
    remove_file(path);
    ph_buffer_fini(&values);
    ph_buffer_fini(&gzip);
}
END_TEST

/* gzip of many lines, in two members. */
static ph_buffer big_gzip(void)
{
    ph_buffer text = PH_BUFFER_INIT, gzip = PH_BUFFER_INIT;

    append_lines(&text, 300, "\n");
    append_gzip(&gzip, text.data, text.length);
    append_gzip(&gzip, text.data, text.length);
    ph_buffer_fini(&text);
    return gzip;
}

START_TEST(truncated_gzip_is_an_error_at_any_length)
{
    ph_buffer gzip = big_gzip();
    size_t step = 1, whole = 0;

    for (size_t length = 2; length < gzip.length; length += step) {
        ph_buffer values = PH_BUFFER_INIT;
        phony_error error = {0};
        phony_status status = read_memory(gzip.data, length, NULL, &values, &error);
        if (status == PHONY_OK)
            whole++; /* exactly the first member */
        else
            ck_assert_str_eq(error.message, "the gzip data of 'memory' is cut off");
        ph_buffer_fini(&values);
        step = length > 100 ? 13 : 1;
    }
    ck_assert_uint_le(whole, 1);
    ph_buffer_fini(&gzip);
}
END_TEST

START_TEST(corrupt_gzip_is_an_error)
{
    ph_buffer gzip = big_gzip();

    for (size_t at = 10; at < gzip.length; at += 37) {
        ph_buffer values = PH_BUFFER_INIT;
        phony_error error = {0};
        gzip.data[at] ^= 0x15;
        read_memory(gzip.data, gzip.length, NULL, &values, &error);
        /* Header fields such as the time are not protected. */
        if (error.status == PHONY_OK)
            ck_assert_uint_eq(values.length % 2, 1);
        gzip.data[at] ^= 0x15;
        ph_buffer_fini(&values);
    }
    gzip.data[gzip.length - 5] ^= 1; /* the check sum of the last member */
    {
        ph_buffer values = PH_BUFFER_INIT;
        phony_error error = {0};
        ck_assert_int_eq(read_memory(gzip.data, gzip.length, NULL, &values, &error),
                         PHONY_ERROR_SYNTAX);
        ck_assert_str_eq(error.message, "the gzip data of 'memory' is corrupt");
        ph_buffer_fini(&values);
    }
    ph_buffer_fini(&gzip);
}
END_TEST

START_TEST(nothing_may_follow_gzip)
{
    ph_buffer gzip = PH_BUFFER_INIT, values = PH_BUFFER_INIT;
    phony_error error = {0};

    append_gzip(&gzip, "a\n", 2);
    ph_buffer_append_text(&gzip, "b\n");
    ck_assert_int_eq(read_memory(gzip.data, gzip.length, NULL, &values, &error),
                     PHONY_ERROR_SYNTAX);
    ck_assert_str_eq(error.message, "'memory' goes on after its gzip data ends");
    ph_buffer_fini(&gzip);
    ph_buffer_fini(&values);
}
END_TEST

START_TEST(files_that_cannot_be_read_say_why)
{
    phony_input *input;
    phony_error error;

    ck_assert_int_eq(phony_input_open("/nowhere/a.txt", NULL, &input, &error),
                     PHONY_ERROR_NOT_FOUND);
    ck_assert_str_eq(error.message, "cannot open '/nowhere/a.txt': No such file or directory");
    ck_assert_int_eq(phony_input_open("/", NULL, &input, &error), PHONY_ERROR_IO);
    ck_assert_str_eq(error.message, "cannot read '/': Is a directory");
    ck_assert_int_eq(phony_input_open("/dev/null/a", NULL, &input, &error), PHONY_ERROR_IO);
    ck_assert_str_eq(error.message, "cannot open '/dev/null/a': Not a directory");
}
END_TEST

START_TEST(standard_input_is_a_dash)
{
    char *path = write_file("a", "a\nb\n", 4);
    ph_buffer values = PH_BUFFER_INIT;
    phony_error error = {0};
    int saved = dup(STDIN_FILENO);

    ck_assert_ptr_nonnull(freopen(path, "rb", stdin));
    ck_assert_int_eq(read_path("-", NULL, &values, &error), PHONY_OK);
    ck_assert_str_eq(values.data, "a|b|");
    dup2(saved, STDIN_FILENO);
    close(saved);
    ph_buffer_fini(&values);
    remove_file(path);
}
END_TEST

/* ---- Batches ------------------------------------------------------------------------------ */

START_TEST(batches_hold_all_values_in_order)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_input *input;
    phony_error error;
    ph_batch batch = {0};
    size_t at = 0, batches = 0;

    append_lines(&text, 10000, "\n");
    ck_assert_int_eq(ph_input_open_memory(text.data, text.length, NULL, &input, &error), PHONY_OK);
    for (;; batches++) {
        ck_assert_int_eq(ph_input_batch(input, &batch, &error), PHONY_OK);
        if (!batch.count)
            break;
        ck_assert_uint_le(batch.count, 4096);
        ck_assert_uint_lt(batch.used, 65536 + 300);
        for (size_t i = 0; i < batch.count; i++) {
            ck_assert_uint_eq(batch.values[i].weight, 1);
            ck_assert_mem_eq(batch.bytes + batch.values[i].offset, text.data + at,
                             batch.values[i].length);
            at += batch.values[i].length + 1;
        }
    }
    ck_assert_uint_eq(at, text.length);
    ck_assert_uint_gt(batches, 2);
    phony_input_close(input);
    ph_batch_fini(&batch);
    ph_buffer_fini(&text);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("input_stream");

    UNIT_ADD(suite, blocks_may_end_anywhere);
    UNIT_ADD(suite, a_late_error_names_its_line);
    UNIT_ADD(suite, a_value_may_be_as_long_as_the_limit);
    UNIT_ADD(suite, an_endless_line_fails_early);
    UNIT_ADD(suite, the_queue_of_json_keeps_an_element_that_goes_on);
    UNIT_ADD(suite, the_format_follows_the_ending);
    UNIT_ADD(suite, gzip_is_known_by_its_bytes);
    UNIT_ADD(suite, truncated_gzip_is_an_error_at_any_length);
    UNIT_ADD(suite, corrupt_gzip_is_an_error);
    UNIT_ADD(suite, nothing_may_follow_gzip);
    UNIT_ADD(suite, files_that_cannot_be_read_say_why);
    UNIT_ADD(suite, standard_input_is_a_dash);
    UNIT_ADD(suite, batches_hold_all_values_in_order);
    return suite;
}
