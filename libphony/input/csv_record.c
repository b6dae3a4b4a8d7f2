/* A record is scanned from its first byte, again from there when more bytes had to be read: windows
 * at least double, so that costs little. A quote inside of an unquoted field is an ordinary
 * character, and so is a CR that no LF follows. */
#include "input/csv_record.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "input/input.h"

/* What a scan came to. */
enum scan {
    SCAN_FIELD, /* a delimiter follows */
    SCAN_RECORD,
    SCAN_MORE, /* the bytes that are ready do not tell */
    SCAN_FAILED
};

/* The scan of one record. */
struct scanner {
    ph_csv *csv;
    const ph_window *window;
    phony_error *error;
    phony_status status;
    const char *text;
    size_t at, ready;
    int is_last;   /* no bytes follow those that are ready */
    int quotes;    /* fields in quotes so far */
    size_t opened; /* where the last quote opened, plus 1; 0 = it is closed */
};

void ph_csv_init(ph_csv *csv, char delimiter, size_t max_record)
{
    *csv = (ph_csv){.delimiter = delimiter, .max_record = max_record};
    csv->ends_field[(unsigned char)delimiter] = 1;
    csv->ends_field['\n'] = 1;
}

void ph_csv_fini(ph_csv *csv)
{
    ph_free(csv->fields);
    csv->fields = NULL;
}

/* ---- Fields -------------------------------------------------------------------------------- */

static enum scan fail_at(struct scanner *scanner, size_t at, const char *message)
{
    scanner->status =
        ph_window_fail(scanner->window, at, scanner->error, PHONY_ERROR_SYNTAX, "%s", message);
    return SCAN_FAILED;
}

static enum scan scan_plain(struct scanner *scanner, ph_csv_field *field)
{
    const unsigned char *ends_field = scanner->csv->ends_field;
    const char *text = scanner->text;
    size_t at = scanner->at, ready = scanner->ready;

    field->begin = (uint32_t)at;
    field->doubled = 0;
    while (at < ready && !ends_field[(unsigned char)text[at]])
        at++;
    if (at == ready && !scanner->is_last)
        return SCAN_MORE;
    scanner->at = at;
    field->end = (uint32_t)at;
    if (at < ready && text[at] == scanner->csv->delimiter)
        return SCAN_FIELD;
    if (at > field->begin && text[at - 1] == '\r')
        field->end--;
    return SCAN_RECORD;
}

/* Behind a closing quote: only the end of the field may follow. */
static enum scan scan_after_quote(struct scanner *scanner)
{
    const char *rest = scanner->text + scanner->at;
    size_t left = scanner->ready - scanner->at;

    if (!left)
        return scanner->is_last ? SCAN_RECORD : SCAN_MORE;
    if (*rest == scanner->csv->delimiter)
        return SCAN_FIELD;
    if (*rest == '\n')
        return SCAN_RECORD;
    if (*rest != '\r' || (left > 1 && rest[1] != '\n'))
        return fail_at(scanner, scanner->at, "text after a closing quote");
    if (left == 1 && !scanner->is_last)
        return SCAN_MORE;
    scanner->at++;
    return SCAN_RECORD;
}

/* To the closing quote. */
static enum scan scan_quoted(struct scanner *scanner, ph_csv_field *field)
{
    const char *text = scanner->text;
    size_t ready = scanner->ready, at = scanner->at + 1;

    scanner->quotes++;
    scanner->opened = at;
    field->begin = (uint32_t)at;
    field->doubled = 0;
    for (;;) {
        const char *quote = memchr(text + at, '"', ready - at);
        if (!quote || (quote + 1 == text + ready && !scanner->is_last)) {
            if (!scanner->is_last)
                return SCAN_MORE;
            return fail_at(scanner, scanner->opened - 1, "the quote that opens here is not closed");
        }
        at = (size_t)(quote - text) + 1;
        if (at == ready || text[at] != '"')
            break;
        field->doubled = 1;
        at++;
    }
    scanner->opened = 0;
    scanner->at = at;
    field->end = (uint32_t)at - 1;
    return scan_after_quote(scanner);
}

/* ---- Records ------------------------------------------------------------------------------- */

/* `at` is where the record ends too early, or goes on too long. */
static enum scan fail_ragged(struct scanner *scanner, size_t at, const char *more)
{
    scanner->status = ph_window_fail(scanner->window, at, scanner->error, PHONY_ERROR_SYNTAX,
                                     "fields in this record: %s%zu, in the first: %zu", more,
                                     scanner->csv->count, scanner->csv->expected);
    return SCAN_FAILED;
}

static enum scan scan_field(struct scanner *scanner)
{
    ph_csv *csv = scanner->csv;
    ph_csv_field *field;

    if (csv->count == csv->capacity &&
        ph_grow((void **)&csv->fields, &csv->capacity, csv->count + 1, sizeof *csv->fields) < 0) {
        scanner->status = ph_fail_memory(scanner->error);
        return SCAN_FAILED;
    }
    field = &csv->fields[csv->count++];
    if (scanner->at < scanner->ready && scanner->text[scanner->at] == '"')
        return scan_quoted(scanner, field);
    return scan_plain(scanner, field);
}

static uint64_t count_lines(const char *text, size_t length)
{
    uint64_t lines = 0;

    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    return lines;
}

static enum scan end_record(struct scanner *scanner)
{
    ph_csv *csv = scanner->csv;

    if (csv->count < csv->expected)
        return fail_ragged(scanner, scanner->at, "");
    csv->expected = csv->count;
    csv->length = scanner->at + (scanner->at < scanner->ready);
    csv->lines = scanner->quotes ? count_lines(scanner->text, csv->length) : 1;
    return SCAN_RECORD;
}

static enum scan scan_record(struct scanner *scanner)
{
    ph_csv *csv = scanner->csv;
    enum scan scan;

    csv->count = 0;
    scanner->at = scanner->opened = 0;
    scanner->quotes = 0;
    while ((scan = scan_field(scanner)) == SCAN_FIELD) {
        scanner->at++;
        if (csv->count == csv->expected)
            return fail_ragged(scanner, scanner->at, "more than ");
    }
    return scan == SCAN_RECORD ? end_record(scanner) : scan;
}

/* Whether what was scanned, without its line end, is longer than allowed. */
static int is_long(const struct scanner *scanner, enum scan scan)
{
    size_t length = scanner->csv->length, limit = scanner->csv->max_record;

    if (scan != SCAN_RECORD)
        return scanner->ready > limit + 1;
    length -= length && scanner->text[length - 1] == '\n';
    length -= length && scanner->text[length - 1] == '\r';
    return length > limit;
}

static phony_status fail_long(const struct scanner *scanner)
{
    const ph_window *window = scanner->window;
    char limit[27];

    ph_input_grouped(scanner->csv->max_record, limit);
    if (scanner->opened)
        return ph_window_fail(window, scanner->opened - 1, scanner->error, PHONY_ERROR_LIMIT,
                              "the quote that opens here is not closed within %s bytes (the limit "
                              "can be raised)",
                              limit);
    return ph_window_fail(window, 0, scanner->error, PHONY_ERROR_LIMIT,
                          "the record on line %llu is longer than %s bytes (the limit can be "
                          "raised)",
                          (unsigned long long)window->line, limit);
}

static void skip_empty_lines(ph_window *window)
{
    const char *text = ph_window_text(window);
    size_t ready = ph_window_ready(window), at = 0;

    while (at < ready) {
        size_t end = at + (text[at] == '\r' && at + 1 < ready);
        if (text[end] != '\n')
            break;
        at = end + 1;
        window->line++;
    }
    window->begin += at;
}

phony_status ph_csv_next(ph_csv *csv, ph_window *window, phony_error *error)
{
    struct scanner scanner = {.csv = csv, .window = window, .error = error};

    for (;;) {
        enum scan scan = SCAN_MORE;
        skip_empty_lines(window);
        scanner.text = ph_window_text(window);
        scanner.ready = ph_window_ready(window);
        scanner.is_last = window->ended && !window->is_bad;
        if (scanner.ready > csv->max_record + 2) {
            scanner.ready = csv->max_record + 2; /* a record and its line end */
            scanner.is_last = 0;
        }
        csv->count = 0;
        if (scanner.is_last && !scanner.ready)
            return PHONY_OK;
        if (scanner.ready)
            scan = scan_record(&scanner);
        if (scan == SCAN_FAILED)
            return scanner.status;
        if (is_long(&scanner, scan))
            return fail_long(&scanner);
        if (scan == SCAN_RECORD)
            return PHONY_OK;
        scanner.status = ph_window_more(window, error);
        if (scanner.status != PHONY_OK)
            return scanner.status;
    }
}

void ph_csv_skip(ph_csv *csv, ph_window *window)
{
    window->begin += csv->length;
    window->line += csv->lines;
}

const char *ph_csv_text(ph_csv *csv, ph_window *window, size_t index, size_t *length)
{
    ph_csv_field *field = &csv->fields[index];
    char *text = window->data + window->begin + field->begin;
    size_t size = field->end - field->begin, to = 0;

    if (field->doubled) {
        for (size_t from = 0; from < size; from++, to++) {
            text[to] = text[from];
            from += text[from] == '"';
        }
        field->end = field->begin + (uint32_t)to;
        field->doubled = 0;
    }
    *length = field->end - field->begin;
    return text;
}
