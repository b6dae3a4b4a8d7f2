/* Operators and functions: what each name can be called with, and its kernel. */
#include <string.h>

#include "expr/expr_parts.h"
#include "text/nearest.h"
#include "value/pipe_parts.h"

/* The names of aggregates are called by the parser; they are here to be near to what is meant. */
static const char *const aggregates[] = {"sum", "count", "avg"};

#define SAME PH_PLACES_SAME
#define KEPT PH_PLACES_KEPT
#define ASKED PH_PLACES_ASKED
#define OPERATOR NULL

const ph_operation ph_operations[] = {
    {"||", "bb", 'b', KEPT, PH_NULLS_OWN | PH_LAZY_OR, ph_eval_or, OPERATOR},
    {"&&", "bb", 'b', KEPT, PH_NULLS_OWN | PH_LAZY_AND, ph_eval_and, OPERATOR},
    {"!", "b", 'b', KEPT, 0, ph_eval_not, OPERATOR},
    {"==", "xx", 'b', SAME, 0, ph_eval_equal, OPERATOR},
    {"!=", "xx", 'b', SAME, 0, ph_eval_not_equal, OPERATOR},
    {"<", "xx", 'b', SAME, PH_ORDERED, ph_eval_less, OPERATOR},
    {"<=", "xx", 'b', SAME, PH_ORDERED, ph_eval_less_equal, OPERATOR},
    {">", "xx", 'b', SAME, PH_ORDERED, ph_eval_greater, OPERATOR},
    {">=", "xx", 'b', SAME, PH_ORDERED, ph_eval_greater_equal, OPERATOR},
    {"in", "xx+", 'b', SAME, PH_NULLS_OWN, ph_eval_in, OPERATOR},
    {"+", "ww", 'w', KEPT, 0, ph_eval_add_wholes, OPERATOR},
    {"+", "dd", 'd', SAME, 0, ph_eval_add_decimals, OPERATOR},
    {"+", "ff", 'f', KEPT, 0, ph_eval_add_floats, OPERATOR},
    {"+", "tt", 't', KEPT, 0, ph_eval_join, OPERATOR},
    {"+", "DS", 'D', KEPT, 0, ph_eval_date_plus, OPERATOR},
    {"+", "MS", 'M', KEPT, 0, ph_eval_moment_plus, OPERATOR},
    {"-", "ww", 'w', KEPT, 0, ph_eval_subtract_wholes, OPERATOR},
    {"-", "dd", 'd', SAME, 0, ph_eval_subtract_decimals, OPERATOR},
    {"-", "ff", 'f', KEPT, 0, ph_eval_subtract_floats, OPERATOR},
    {"-", "DS", 'D', KEPT, 0, ph_eval_date_minus, OPERATOR},
    {"-", "MS", 'M', KEPT, 0, ph_eval_moment_minus, OPERATOR},
    {"*", "ww", 'w', KEPT, 0, ph_eval_multiply_wholes, OPERATOR},
    {"*", "dd", 'd', PH_PLACES_PRODUCT, 0, ph_eval_multiply_decimals, OPERATOR},
    {"*", "ff", 'f', KEPT, 0, ph_eval_multiply_floats, OPERATOR},
    {"/", "dd", 'd', PH_PLACES_QUOTIENT, 0, ph_eval_divide_decimals, OPERATOR},
    {"/", "ff", 'f', KEPT, 0, ph_eval_divide_floats, OPERATOR},
    {"%", "ww", 'w', KEPT, 0, ph_eval_modulo, OPERATOR},
    {"%", "dd", 'd', SAME, 0, ph_eval_modulo, OPERATOR},
    {"negative", "w", 'w', KEPT, 0, ph_eval_negate_whole, OPERATOR},
    {"negative", "d", 'd', KEPT, 0, ph_eval_negate_whole, OPERATOR},
    {"negative", "f", 'f', KEPT, 0, ph_eval_negate_float, OPERATOR},
    {"template", "a+", 't', KEPT, PH_NULLS_OWN, ph_eval_join, OPERATOR},

    {"abs", "w", 'w', KEPT, 0, ph_eval_abs_whole, "abs(x), without its sign"},
    {"abs", "d", 'd', KEPT, 0, ph_eval_abs_whole, NULL},
    {"abs", "f", 'f', KEPT, 0, ph_eval_abs_float, NULL},
    {"ceil", "w", 'w', KEPT, 0, NULL, "ceil(x), the least whole number that is not below"},
    {"ceil", "d", 'w', KEPT, 0, ph_eval_ceil_decimal, NULL},
    {"ceil", "f", 'w', KEPT, 0, ph_eval_ceil_float, NULL},
    {"floor", "w", 'w', KEPT, 0, NULL, "floor(x), the greatest whole number that is not above"},
    {"floor", "d", 'w', KEPT, 0, ph_eval_floor_decimal, NULL},
    {"floor", "f", 'w', KEPT, 0, ph_eval_floor_float, NULL},
    {"round", "r", 'w', KEPT, 0, NULL, "round(x) or round(x, 2), to 0 to 18 places, half to even"},
    {"round", "qN", 'd', ASKED, 0, NULL, NULL},
    {"min", "xx+", 'x', SAME, PH_ORDERED, ph_eval_min, "min(a, b, ...), the least"},
    {"max", "xx+", 'x', SAME, PH_ORDERED, ph_eval_max, "max(a, b, ...), the greatest"},

    {"length", "t", 'w', KEPT, 0, ph_eval_length, "length(x), in characters"},
    {"concat", "a+", 't', KEPT, 0, ph_eval_join, "concat(a, b, ...), one behind the other"},
    {"substring", "tw", 't', KEPT, 0, ph_eval_substring,
     "substring(x, 2) or substring(x, 2, 3), from the 2nd character, 3 of them"},
    {"substring", "tww", 't', KEPT, 0, ph_eval_substring, NULL},
    {"contains", "tt", 'b', KEPT, 0, ph_eval_contains, "contains(x, 'ab'), whether it stands in x"},
    {"starts_with", "tt", 'b', KEPT, 0, ph_eval_starts_with, "starts_with(x, 'ab')"},
    {"ends_with", "tt", 'b', KEPT, 0, ph_eval_ends_with, "ends_with(x, 'ab')"},
    {"matches", "tP", 'b', KEPT, 0, ph_eval_matches,
     "matches(x, '[a-z]+'), whether the pattern matches all of x"},
    {"format", "qN", 't', ASKED, 0, ph_eval_format_number,
     "format(x, 2), format(x, 2, ',', '.') of numbers; format(x, '%d.%m.%Y %H:%M:%S') of times"},
    {"format", "qNL", 't', ASKED, 0, ph_eval_format_number, NULL},
    {"format", "qNLL", 't', ASKED, 0, ph_eval_format_number, NULL},
    {"format", "MF", 't', KEPT, 0, ph_eval_format_moment, NULL},

    {"date", "h", 'D', KEPT, 0, NULL, "date(x), of a timestamp or text"},
    {"year", "M", 'w', KEPT, 0, ph_eval_year, "year(x)"},
    {"month", "M", 'w', KEPT, 0, ph_eval_month, "month(x), 1 to 12"},
    {"day", "M", 'w', KEPT, 0, ph_eval_day, "day(x), of the month"},
    {"weekday", "M", 'w', KEPT, 0, ph_eval_weekday, "weekday(x), 1 (Monday) to 7"},
    {"hour", "C", 'w', KEPT, 0, ph_eval_hour, "hour(x), of a time or timestamp"},
    {"hour", "M", 'w', KEPT, 0, ph_eval_hour, NULL},
    {"minute", "C", 'w', KEPT, 0, ph_eval_minute, "minute(x), of a time or timestamp"},
    {"minute", "M", 'w', KEPT, 0, ph_eval_minute, NULL},
    {"second", "C", 'w', KEPT, 0, ph_eval_second, "second(x), whole, of a time or timestamp"},
    {"second", "M", 'w', KEPT, 0, ph_eval_second, NULL},
    {"add", "DS", 'D', KEPT, 0, ph_eval_date_plus, "add(x, '1mo2d'), a distance later"},
    {"add", "MS", 'M', KEPT, 0, ph_eval_moment_plus, NULL},
    {"days_between", "MM", 'w', KEPT, 0, ph_eval_days_between,
     "days_between(a, b), from a's day to b's"},

    {"if", "bxx", 'x', SAME, PH_NULLS_OWN | PH_LAZY_IF, ph_eval_if,
     "if(condition, a, b), b where the condition is false or null"},
    {"coalesce", "x+", 'x', SAME, PH_NULLS_OWN | PH_LAZY_COALESCE, ph_eval_coalesce,
     "coalesce(a, b, ...), the first that is not null"},
    {"int", "i", 'w', KEPT, 0, NULL, "int(x), as a whole number, half to even"},
    {"decimal", "eN", 'd', ASKED, 0, NULL, "decimal(x, 2), with 0 to 18 places, half to even"},
    {"text", "a", 't', KEPT, 0, NULL, "text(x)"},
    {"float", "g", 'f', KEPT, 0, NULL, "float(x)"},
    {"random", "", 'f', KEPT, PH_BY_ROW, ph_eval_random,
     "random(), from 0 to below 1, in each place and row another"},
};
const uint32_t ph_operation_count = sizeof ph_operations / sizeof *ph_operations;

/* ---- Functions by number ------------------------------------------------------------------- */

/* The first row of the next name. */
static uint32_t next_name(uint32_t row)
{
    const char *name = ph_operations[row].name;

    do
        row++;
    while (row < ph_operation_count && strcmp(ph_operations[row].name, name) == 0);
    return row;
}

static int is_called(const char *name, const char *word, size_t length)
{
    return strlen(name) == length && memcmp(name, word, length) == 0;
}

uint32_t ph_function_find(const char *name, size_t length)
{
    for (uint32_t i = 0; i < ph_operation_count; i = next_name(i)) {
        if (is_called(ph_operations[i].name, name, length))
            return i;
    }
    for (uint32_t i = 0; i < ph_pipe_function_count; i++) {
        if (is_called(ph_pipe_functions[i].name, name, length))
            return PH_FUNCTION_PIPES + i;
    }
    return PH_NO_FUNCTION;
}

const char *ph_function_name(uint32_t function)
{
    return function < PH_FUNCTION_PIPES ? ph_operations[function].name
                                        : ph_pipe_functions[function - PH_FUNCTION_PIPES].name;
}

const char *ph_function_summary(uint32_t function)
{
    return function < PH_FUNCTION_PIPES ? ph_operations[function].summary
                                        : ph_pipe_functions[function - PH_FUNCTION_PIPES].summary;
}

void ph_function_arity(uint32_t function, size_t *least, size_t *most)
{
    if (function >= PH_FUNCTION_PIPES) {
        const ph_pipe_function *pipe = &ph_pipe_functions[function - PH_FUNCTION_PIPES];
        *least = 1 + pipe->least;
        *most = 1 + strlen(pipe->arguments);
        return;
    }
    *least = SIZE_MAX;
    *most = 0;
    for (uint32_t i = function; i < next_name(function); i++) {
        const char *arguments = ph_operations[i].arguments;
        size_t length = strcspn(arguments, "+"), upto = arguments[length] ? SIZE_MAX : length;
        *least = length < *least ? length : *least;
        *most = upto > *most ? upto : *most;
    }
}

/* The functions that can be called by name, without operators, then those of templates. */
static uint32_t function_at(size_t index)
{
    uint32_t i = 0;

    for (; i < ph_operation_count; i = next_name(i)) {
        if (ph_operations[i].summary && index-- == 0)
            return i;
    }
    return index < ph_pipe_function_count ? PH_FUNCTION_PIPES + (uint32_t)index : PH_NO_FUNCTION;
}

const char *ph_expr_function(size_t index)
{
    uint32_t function = function_at(index);

    return function == PH_NO_FUNCTION ? NULL : ph_function_name(function);
}

const char *ph_expr_function_summary(size_t index)
{
    uint32_t function = function_at(index);

    return function == PH_NO_FUNCTION ? NULL : ph_function_summary(function);
}

const char *ph_function_nearest(const char *name, size_t length)
{
    char word[65];
    ph_nearest near = {0};
    const char *other;

    if (length >= sizeof word)
        return NULL;
    memcpy(word, name, length);
    word[length] = '\0';
    for (size_t i = 0; (other = ph_expr_function(i)); i++)
        ph_nearest_try(&near, word, other);
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
        ph_nearest_try(&near, word, aggregates[i]);
    return near.name;
}
