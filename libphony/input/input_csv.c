/* CSV: which columns hold the values and weights, and reading them. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "input/csv_record.h"
#include "input/input.h"

struct csv_state {
    ph_csv csv;
    int started; /* the columns are known */
    size_t value, weight;
    int has_weight;
};

enum { NO_COLUMN = -1, TWO_COLUMNS = -2 };

static int is_number(const char *text)
{
    return *text && !text[strspn(text, "0123456789")];
}

static phony_status check_column(const phony_input *input, const char *column, phony_error *error)
{
    if (input->no_header && column && !is_number(column))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "column '%s': without a header columns go by number, from 1", column);
    return PHONY_OK;
}

static phony_status open_csv(phony_input *input, phony_error *error)
{
    phony_status status = check_column(input, input->column, error);
    struct csv_state *state;

    if (status == PHONY_OK)
        status = check_column(input, input->weight_column, error);
    if (status == PHONY_OK)
        status = ph_window_init(&input->window, input->source, error);
    if (status != PHONY_OK)
        return status;
    state = input->state = ph_calloc(1, sizeof *state);
    if (!state)
        return ph_fail_memory(error);
    ph_csv_init(&state->csv, input->delimiter, input->max_value);
    return PHONY_OK;
}

static void close_csv(phony_input *input)
{
    struct csv_state *state = input->state;

    if (state)
        ph_csv_fini(&state->csv);
    ph_free(state);
}

/* ---- Columns ------------------------------------------------------------------------------- */

/* The index of the header's field of that name, or NO_COLUMN or TWO_COLUMNS. */
static int64_t find_name(phony_input *input, const char *name)
{
    struct csv_state *state = input->state;
    size_t size = strlen(name);
    int64_t found = NO_COLUMN;

    for (size_t i = 0; i < state->csv.count; i++) {
        size_t length;
        const char *text = ph_csv_text(&state->csv, &input->window, i, &length);
        if (length != size || memcmp(text, name, size) != 0)
            continue;
        if (found != NO_COLUMN)
            return TWO_COLUMNS;
        found = (int64_t)i;
    }
    return found;
}

/* "there are: value, count", or how many where they have no names. */
static void list_columns(phony_input *input, ph_buffer *list)
{
    struct csv_state *state = input->state;

    if (input->no_header) {
        ph_buffer_append_text(list, "the columns are 1 to ");
        ph_buffer_append_number(list, state->csv.count);
    } else {
        ph_buffer_append_text(list, "there are: ");
    }
    for (size_t i = 0; i < state->csv.count && !input->no_header && list->length < 400; i++) {
        size_t length;
        const char *text = ph_csv_text(&state->csv, &input->window, i, &length);
        if (i)
            ph_buffer_append_text(list, ", ");
        ph_buffer_append(list, text, length);
    }
    ph_buffer_append_byte(list, '\0');
}

static phony_status fail_column(phony_input *input, const char *column, phony_error *error)
{
    ph_buffer list = PH_BUFFER_INIT;
    phony_status status;

    list_columns(input, &list);
    if (list.failed)
        status = ph_fail_memory(error);
    else
        status = ph_fail_at(error, PHONY_ERROR_NOT_FOUND, input->window.line, 0,
                            "no column '%s'; %s", column, list.data);
    ph_buffer_fini(&list);
    return status;
}

/* By name, or else by number where it is one. */
static phony_status find_column(phony_input *input, const char *column, size_t *index,
                                phony_error *error)
{
    struct csv_state *state = input->state;
    int64_t found = input->no_header ? NO_COLUMN : find_name(input, column);
    uint64_t number;

    if (found == TWO_COLUMNS)
        return ph_fail_at(error, PHONY_ERROR_SYNTAX, input->window.line, 0,
                          "two columns are called '%s'; name one by its number", column);
    if (found == NO_COLUMN && ph_input_weight(column, strlen(column), &number) == 0 && number &&
        number <= state->csv.count)
        found = (int64_t)number - 1;
    if (found == NO_COLUMN)
        return fail_column(input, column, error);
    *index = (size_t)found;
    return PHONY_OK;
}

/* With the first record. */
static phony_status find_columns(phony_input *input, phony_error *error)
{
    struct csv_state *state = input->state;
    phony_status status = PHONY_OK;

    state->started = 1;
    if (!state->csv.count)
        return PHONY_OK;
    if (input->column)
        status = find_column(input, input->column, &state->value, error);
    if (status == PHONY_OK && input->weight_column) {
        status = find_column(input, input->weight_column, &state->weight, error);
        state->has_weight = 1;
    }
    if (status == PHONY_OK && !input->no_header) {
        ph_csv_skip(&state->csv, &input->window);
        status = ph_csv_next(&state->csv, &input->window, error);
    }
    return status;
}

/* ---- Values -------------------------------------------------------------------------------- */

static phony_status read_weight(phony_input *input, uint64_t *weight, phony_error *error)
{
    struct csv_state *state = input->state;
    size_t length;
    const char *text = ph_csv_text(&state->csv, &input->window, state->weight, &length);

    if (ph_input_weight(text, length, weight) == 0)
        return PHONY_OK;
    return ph_window_fail(&input->window, state->csv.fields[state->weight].begin, error,
                          PHONY_ERROR_SYNTAX, "the weight '%.*s' is not a whole number from 0",
                          length < 40 ? (int)length : 40, text);
}

static phony_status next_csv(phony_input *input, ph_value *value, phony_error *error)
{
    struct csv_state *state = input->state;
    phony_status status = ph_csv_next(&state->csv, &input->window, error);

    if (status == PHONY_OK && !state->started)
        status = find_columns(input, error);
    if (status != PHONY_OK || !state->csv.count)
        return status;
    if (state->has_weight) {
        status = read_weight(input, &value->weight, error);
        if (status != PHONY_OK)
            return status;
    }
    value->text = ph_csv_text(&state->csv, &input->window, state->value, &value->length);
    ph_csv_skip(&state->csv, &input->window);
    return PHONY_OK;
}

const ph_reader ph_reader_csv = {open_csv, next_csv, close_csv};
