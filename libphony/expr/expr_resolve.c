/* Which operation a call is: the first row of its name that takes the arguments, each of which is
 * converted to what the row asks for. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "constraint/pattern.h"
#include "expr/expr_parts.h"
#include "value/pipe_parts.h"

/* What a letter of a row takes, of the letters of types. */
static const struct {
    char letter;
    const char *takes;
} parameters[] = {
    {'w', "w0"},    {'d', "dw0"},         {'f', "fdw0"},        {'b', "b0"},     {'t', "tu0"},
    {'D', "D0"},    {'M', "MD0"},         {'C', "C0"},          {'y', "y0"},     {'S', "t0"},
    {'P', "t"},     {'a', "wdfbtDMCuy0"}, {'x', "wdfbtDMCuy0"}, {'i', "wdfbt0"}, {'r', "wdf0"},
    {'e', "wdft0"}, {'q', "wdf0"},        {'g', "wdft0"},       {'h', "DMt0"},   {'N', "w"},
    {'L', "t"},     {'F', "t"},
};

static const char *taken_by(char letter)
{
    size_t i = 0;

    while (parameters[i].letter != letter)
        i++;
    return parameters[i].takes;
}

/* The letter of argument `i`; '\0' where the row has none. */
static char letter_at(const ph_operation *op, size_t i)
{
    size_t length = strlen(op->arguments);

    if (length && op->arguments[length - 1] == '+' && i >= length - 1)
        return op->arguments[length - 2];
    return i < length && op->arguments[i] != '+' ? op->arguments[i] : '\0';
}

/* ---- Literal texts that are times ---------------------------------------------------------- */

static const char *literal_text(const ph_binder *b, ph_bound value)
{
    const ph_literal *literal = ph_bound_literal(b, value);

    return literal && literal->type.kind == PH_TYPE_TEXT ? b->expr->texts.data + literal->offsets[0]
                                                         : NULL;
}

static int read_time(const ph_binder *b, const char *text, char letter, int64_t *number)
{
    if (letter == 'C')
        return ph_clock_parse(text, number) == 0;
    if (ph_moment_parse(text, b->expr->now, number) < 0)
        return 0;
    if (letter == 'M')
        return 1;
    if (*number % PH_MICROSECONDS_A_DAY)
        return 0;
    *number /= PH_MICROSECONDS_A_DAY;
    return 1;
}

static int is_time_literal(const ph_binder *b, ph_bound value, char letter)
{
    const char *text = literal_text(b, value);
    int64_t number;

    return text && strchr("DMC", letter) && read_time(b, text, letter, &number);
}

static phony_status time_literal(ph_binder *b, ph_bound *value, ph_type type)
{
    ph_literal literal = {.type = type};

    read_time(b, literal_text(b, *value), ph_type_letter(type), &literal.number);
    value->type = type;
    return ph_add_literal(b->expr, literal, &value->ref.index, b->error);
}

/* ---- Common types -------------------------------------------------------------------------- */

/* Of two letters; '\0' where there is none. */
static char join_letters(char a, char b)
{
    static const char *const ladders[] = {"wdf", "DM", "ut"};

    if (a == b || b == '0')
        return a;
    if (a == '0')
        return b;
    for (size_t i = 0; i < sizeof ladders / sizeof *ladders; i++) {
        const char *first = strchr(ladders[i], a), *second = strchr(ladders[i], b);
        if (first && second)
            return first > second ? a : b;
    }
    return '\0';
}

static ph_type join_types(char letter, ph_type a, ph_type b)
{
    switch (letter) {
    case 'w':
        return PH_TYPE(INT64);
    case 'd':
        return ph_decimal_type(a.scale > b.scale ? a.scale : b.scale);
    case 'f':
        return PH_TYPE(FLOAT);
    case 't':
        return a.kind == b.kind ? (ph_type){.kind = a.kind} : PH_TYPE(TEXT);
    case 'M':
        return a.kind == PH_TYPE_TIMESTAMPTZ || b.kind == PH_TYPE_TIMESTAMPTZ ? PH_TYPE(TIMESTAMPTZ)
                                                                              : PH_TYPE(TIMESTAMP);
    default:
        return ph_type_letter(a) == letter ? a : b;
    }
}

/* The type of all arguments of letter x; kind NONE where there is none. */
static ph_type common_type(const ph_binder *b, const ph_operation *op, const ph_bound *values,
                           size_t count)
{
    ph_type common = PH_TYPE(NONE);
    int texts = 0;

    for (int literals = 0; literals < 2; literals++) {
        for (size_t i = 0; i < count; i++) {
            char letter;
            if (letter_at(op, i) != 'x' || (literal_text(b, values[i]) != NULL) != literals)
                continue;
            texts |= literals;
            if (literals && is_time_literal(b, values[i], ph_type_letter(common)))
                continue;
            letter = join_letters(ph_type_letter(common), ph_type_letter(values[i].type));
            if (!letter)
                return PH_TYPE(NONE);
            if (common.kind == PH_TYPE_NONE)
                common = values[i].type;
            common = join_types(letter, common, values[i].type.kind ? values[i].type : common);
        }
    }
    return common.kind || texts ? common : PH_TYPE(TEXT);
}

/* ---- Which row ----------------------------------------------------------------------------- */

static int takes(const ph_binder *b, const ph_operation *op, size_t i, ph_bound value)
{
    char letter = letter_at(op, i);

    if (!letter)
        return 0;
    if (strchr("NLF", letter) && !ph_bound_literal(b, value))
        return 0;
    if (letter == 'N' && (uint64_t)ph_bound_literal(b, value)->number > PH_DECIMAL_DIGITS_MAX)
        return 0;
    return strchr(taken_by(letter), ph_type_letter(value.type)) != NULL ||
           is_time_literal(b, value, letter);
}

static int takes_all(const ph_binder *b, const ph_operation *op, const ph_bound *values,
                     size_t count, ph_type *common)
{
    size_t least = strcspn(op->arguments, "+");

    if (count < least)
        return 0;
    for (size_t i = 0; i < count; i++) {
        if (!takes(b, op, i, values[i]))
            return 0;
    }
    if (!strchr(op->arguments, 'x'))
        return 1;
    *common = common_type(b, op, values, count);
    return common->kind != PH_TYPE_NONE &&
           !(op->flags & PH_ORDERED && common->kind == PH_TYPE_BOOLEAN);
}

static const ph_operation *find_row(const ph_binder *b, uint32_t function, const ph_bound *values,
                                    size_t count, ph_type *common)
{
    for (uint32_t i = function;
         i < ph_operation_count && !strcmp(ph_operations[i].name, ph_operations[function].name);
         i++) {
        if (takes_all(b, &ph_operations[i], values, count, common))
            return &ph_operations[i];
    }
    return NULL;
}

/* "'+' of a whole number and a date" */
static phony_status no_row(ph_binder *b, const ph_node *node, const ph_bound *values, size_t count)
{
    const char *summary = ph_function_summary(node->value), *name = ph_function_name(node->value);
    char list[200] = "";
    size_t used = 0, shown = count < 5 ? count : 5;

    for (size_t i = 0; i < shown && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
                                 i == 0           ? ""
                                 : i + 1 == count ? " and "
                                                  : ", ",
                                 ph_type_words(values[i].type));
    return ph_fail_at(b->error, PHONY_ERROR_ARGUMENT, 1, node->at + 1, "'%s' of %s%s%s%s", name,
                      list, shown < count ? ", ..." : "", summary ? "; as in " : "",
                      summary ? summary : "");
}

/* ---- Places -------------------------------------------------------------------------------- */

static int32_t at_least(int32_t places, int32_t least)
{
    return places > least ? places : least;
}

/* The places of the result, and of the arguments where they are the same. */
static int32_t result_places(const ph_binder *b, const ph_operation *op, const ph_bound *values,
                             size_t count)
{
    int32_t most = 0, sum = 0;

    for (size_t i = 0; i < count; i++) {
        most = at_least(most, values[i].type.scale);
        sum += values[i].type.scale;
    }
    switch (op->places) {
    case PH_PLACES_KEPT:
        return count ? values[0].type.scale : 0;
    case PH_PLACES_PRODUCT:
        return sum < PH_EXPR_PLACES_MAX ? sum : at_least(most, PH_EXPR_PLACES_MAX);
    case PH_PLACES_QUOTIENT:
        most = at_least(most, 0);
        return most + PH_EXPR_QUOTIENT_PLACES < PH_EXPR_PLACES_MAX
                   ? most + PH_EXPR_QUOTIENT_PLACES
                   : at_least(most, PH_EXPR_PLACES_MAX);
    case PH_PLACES_ASKED:
        return (int32_t)ph_bound_literal(b, values[1])->number;
    default:
        return most;
    }
}

/* ---- Arguments ----------------------------------------------------------------------------- */

/* A distance that is a literal is checked before there is a row. */
static phony_status check_span(ph_binder *b, const ph_node *node, const ph_operation *op,
                               ph_bound value)
{
    const char *text = literal_text(b, value);
    ph_span span;

    if (!text)
        return PHONY_OK;
    if (ph_span_parse(text, &span) < 0)
        return ph_fail_at(b->error, PHONY_ERROR_ARGUMENT, 1, node->at + 1,
                          "'%.60s' is no distance in time, as in 1y6mo, 30d, -2h", text);
    if (op->result == 'D' && span.microseconds % PH_MICROSECONDS_A_DAY)
        return ph_fail_at(b->error, PHONY_ERROR_ARGUMENT, 1, node->at + 1,
                          "a date moves by whole days, and not by '%.60s'", text);
    return PHONY_OK;
}

static phony_status check_pattern(ph_binder *b, const ph_node *node, ph_bound value)
{
    const char *text = literal_text(b, value);
    ph_pattern *pattern = NULL;
    phony_status status = text ? ph_pattern_new(text, &pattern, b->error) : PHONY_OK;

    ph_pattern_free(pattern);
    if (status && b->error && status != PHONY_ERROR_MEMORY) {
        ph_error_prefix(b->error, "in the pattern, column %llu",
                        (unsigned long long)b->error->column);
        b->error->line = 1;
        b->error->column = node->at + 1;
    }
    return status;
}

static phony_status check_format(ph_binder *b, const ph_node *node, ph_bound value)
{
    if (ph_is_time_format(literal_text(b, value)))
        return PHONY_OK;
    return ph_fail_at(b->error, PHONY_ERROR_ARGUMENT, 1, node->at + 1,
                      "'%.60s' has other letters than %%Y %%y %%m %%d %%H %%M %%S and %%%%",
                      literal_text(b, value));
}

/* What a letter makes of an argument. */
static ph_type wanted_type(char letter, ph_type has, int32_t places, ph_type common)
{
    switch (letter) {
    case 'w':
    case 'i':
    case 'r':
    case 'N':
        return PH_TYPE(INT64);
    case 'd':
    case 'e':
    case 'q':
        return ph_decimal_type(places);
    case 'f':
    case 'g':
        return PH_TYPE(FLOAT);
    case 'b':
        return PH_TYPE(BOOLEAN);
    case 'D':
    case 'h':
        return PH_TYPE(DATE);
    case 'M':
        return ph_type_letter(has) == 'M' ? has : PH_TYPE(TIMESTAMP);
    case 'C':
        return PH_TYPE(TIME);
    case 'y':
        return PH_TYPE(BYTES);
    case 'x':
        return common;
    default:
        return PH_TYPE(TEXT);
    }
}

/* Converts argument `i`. A whole number is a decimal without places to * and / as it is. */
static phony_status convert_argument(ph_binder *b, const ph_node *node, const ph_operation *op,
                                     size_t i, ph_bound *value, ph_type common, int32_t places)
{
    char letter = letter_at(op, i);
    ph_type wanted = wanted_type(letter, value->type, places, common);
    phony_status status = PHONY_OK;

    if (letter == 'd' && op->places != PH_PLACES_SAME)
        return PHONY_OK;
    if (letter == 'S')
        status = check_span(b, node, op, *value);
    else if (letter == 'P')
        status = check_pattern(b, node, *value);
    else if (letter == 'F')
        status = check_format(b, node, *value);
    if (status)
        return status;
    if (literal_text(b, *value) && strchr("DMC", ph_type_letter(wanted)))
        return letter == 'h' ? ph_bind_convert(b, node->at, value, wanted)
                             : time_literal(b, value, wanted);
    return ph_bind_convert(b, node->at, value, wanted);
}

static ph_type result_type(const ph_operation *op, const ph_bound *values, ph_type common,
                           int32_t places)
{
    if (op->result == 'M')
        return values[0].type;
    return wanted_type(op->result, common, places, common);
}

static phony_status emit_operation(ph_binder *b, const ph_node *node, const ph_operation *op,
                                   const ph_bound *values, ph_bound *out)
{
    ph_step *step;
    phony_status status;

    if (!op->run) { /* the other arguments are literals */
        ph_type type = out->type;
        *out = values[0];
        out->type = type;
        return PHONY_OK;
    }
    status = ph_emit(b, node->at, values, node->count, out, &step);
    if (status)
        return status;
    step->run = op->run;
    step->own_nulls = (op->flags & PH_NULLS_OWN) != 0;
    if (op->flags & PH_BY_ROW) {
        step->detail = b->randoms++;
        step->scalar = out->scalar = 0;
    }
    return PHONY_OK;
}

static phony_status bind_operation(ph_binder *b, const ph_node *node, ph_bound *values,
                                   ph_bound *out)
{
    ph_type common = PH_TYPE(NONE);
    const ph_operation *op = find_row(b, node->value, values, node->count, &common);
    phony_status status = PHONY_OK;
    int32_t places;

    if (!op)
        return no_row(b, node, values, node->count);
    places = result_places(b, op, values, node->count);
    for (size_t i = 0; !status && i < node->count; i++)
        status = convert_argument(b, node, op, i, &values[i], common, places);
    if (status)
        return status;
    *out = (ph_bound){.type = result_type(op, values, common, places)};
    return emit_operation(b, node, op, values, out);
}

/* ---- Functions of templates ---------------------------------------------------------------- */

/* An argument as it stands behind a ':' there. */
static void append_argument(const ph_binder *b, const ph_literal *literal, ph_buffer *text)
{
    const char *bytes = b->expr->texts.data + literal->offsets[0];
    char digits[24];

    if (literal->type.kind != PH_TYPE_TEXT) {
        ph_buffer_append(text, digits, ph_whole_write(literal->number, digits));
        return;
    }
    for (uint32_t i = 0; i < literal->offsets[1] - literal->offsets[0]; i++) {
        if (strchr("\\,|", bytes[i]))
            ph_buffer_append_byte(text, '\\');
        ph_buffer_append_byte(text, bytes[i]);
    }
}

static phony_status make_pipe(ph_binder *b, const ph_node *node, const ph_buffer *text,
                              ph_pipe **pipe)
{
    ph_expr *expr = b->expr;
    phony_status status;

    if (text->failed || ph_grow((void **)&expr->pipes, &expr->pipe_capacity, expr->pipe_count + 1,
                                sizeof(void *)) < 0)
        return ph_fail_memory(b->error);
    status = ph_pipe_parse(text->data, text->length, 1, b->scope->locale, pipe, b->error);
    if (!status)
        expr->pipes[expr->pipe_count++] = *pipe;
    else if (b->error)
        b->error->column = node->at + 1;
    return status;
}

static phony_status parse_pipe(ph_binder *b, const ph_node *node, const ph_bound *values,
                               ph_pipe **pipe)
{
    ph_buffer text = PH_BUFFER_INIT;
    phony_status status = PHONY_OK;

    ph_buffer_append_text(&text, ph_function_name(node->value));
    for (size_t i = 1; !status && i < node->count; i++) {
        const ph_literal *literal = ph_bound_literal(b, values[i]);
        if (!literal || !strchr("wt", ph_type_letter(literal->type)))
            status =
                ph_fail_at(b->error, PHONY_ERROR_ARGUMENT, 1, node->at + 1,
                           "argument %zu of '%s' must be a number or text as it stands: %s", i + 1,
                           ph_function_name(node->value), ph_function_summary(node->value));
        else {
            ph_buffer_append_byte(&text, i == 1 ? ':' : ',');
            append_argument(b, literal, &text);
        }
    }
    if (!status)
        status = make_pipe(b, node, &text, pipe);
    ph_buffer_fini(&text);
    return status;
}

static phony_status bind_pipe(ph_binder *b, const ph_node *node, ph_bound *values, ph_bound *out)
{
    ph_pipe *pipe = NULL;
    ph_step *step;
    phony_status status = parse_pipe(b, node, values, &pipe);
    int slug = !strcmp(ph_function_name(node->value), "slug");

    if (!status)
        status = ph_bind_convert(b, node->at, &values[0], PH_TYPE(TEXT));
    *out = (ph_bound){.type = PH_TYPE(TEXT)};
    if (!status)
        status = ph_emit(b, node->at, values, 1, out, &step);
    if (status)
        return status;
    step->pipe = pipe;
    step->run = slug ? ph_eval_slug : ph_eval_pipe;
    step->detail = '-';
    if (slug && node->count > 1)
        step->detail =
            (unsigned char)b->expr->texts.data[ph_bound_literal(b, values[1])->offsets[0]];
    return PHONY_OK;
}

phony_status ph_bind_call(ph_binder *b, const ph_node *node, ph_bound *values, ph_bound *out)
{
    return node->value < PH_FUNCTION_PIPES ? bind_operation(b, node, values, out)
                                           : bind_pipe(b, node, values, out);
}
