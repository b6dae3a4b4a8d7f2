/* Chains of functions: parsed once, run for every value. What the functions do is in
 * pipe_functions.c. */
#include "value/pipe.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/nearest.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "value/pipe_parts.h"

struct ph_pipe {
    ph_pipe_step *steps;
    size_t step_count, step_capacity;
    char *locale;
    char *texts; /* the arguments, one after another */
};

typedef struct parser {
    const char *text;
    size_t length, at;
    uint64_t column; /* of text[0] */
    ph_pipe *pipe;
    char *put; /* where the next argument goes in pipe->texts */
    phony_error *error;
} parser;

const char *phony_function_name(size_t index)
{
    return index < ph_pipe_function_count ? ph_pipe_functions[index].name : NULL;
}

const char *phony_function_summary(size_t index)
{
    return index < ph_pipe_function_count ? ph_pipe_functions[index].summary : NULL;
}

/* ---- Parsing --------------------------------------------------------------------------------- */

static phony_status unknown_function(parser *p, size_t at, const char *name, size_t length)
{
    char word[65];
    ph_nearest near = {0};

    if (length < sizeof word) {
        memcpy(word, name, length);
        word[length] = '\0';
        for (size_t i = 0; i < ph_pipe_function_count; i++)
            ph_nearest_try(&near, word, ph_pipe_functions[i].name);
    }
    if (near.name)
        return ph_fail_at(p->error, PHONY_ERROR_NOT_FOUND, 1, p->column + at,
                          "unknown function '%.*s'; did you mean '%s'?", (int)length, name,
                          near.name);
    return ph_fail_at(p->error, PHONY_ERROR_NOT_FOUND, 1, p->column + at, "unknown function '%.*s'",
                      length < 100 ? (int)length : 100, name);
}

/* A function's name, with spaces around it. */
static phony_status parse_name(parser *p, const ph_pipe_function **function)
{
    size_t begin, end;

    while (p->at < p->length && p->text[p->at] == ' ')
        p->at++;
    begin = p->at;
    while (p->at < p->length && p->text[p->at] != ':' && p->text[p->at] != '|')
        p->at++;
    for (end = p->at; end > begin && p->text[end - 1] == ' ';)
        end--;
    if (begin == end)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, p->column + begin,
                          "a function is missing behind '|'");
    for (size_t i = 0; i < ph_pipe_function_count; i++) {
        *function = &ph_pipe_functions[i];
        if (strlen((*function)->name) == end - begin &&
            !memcmp((*function)->name, p->text + begin, end - begin))
            return PHONY_OK;
    }
    return unknown_function(p, begin, p->text + begin, end - begin);
}

/* One argument: up to ',' or '|'. */
static phony_status parse_text(parser *p, ph_pipe_text *argument)
{
    argument->bytes = p->put;
    for (; p->at < p->length && p->text[p->at] != ',' && p->text[p->at] != '|'; p->at++) {
        if (p->text[p->at] == '\\' && ++p->at == p->length)
            return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, p->column + p->at - 1,
                              "a character is missing behind '\\'");
        *p->put++ = p->text[p->at];
    }
    argument->length = (size_t)(p->put - argument->bytes);
    return PHONY_OK;
}

static int read_number(const ph_pipe_text *text, size_t *number)
{
    size_t value = 0, i = 0;

    for (; i < text->length && text->bytes[i] >= '0' && text->bytes[i] <= '9'; i++) {
        value = value * 10 + (size_t)(text->bytes[i] - '0');
        if (value > PH_PIPE_VALUE_MAX)
            return 0;
    }
    *number = value;
    return i > 0 && i == text->length;
}

static int is_separator(const ph_pipe_text *text)
{
    char c = text->length == 1 ? text->bytes[0] : 'a';

    return c >= ' ' && c <= '~' && !((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9');
}

/* What an argument of a kind must be, and NULL where it is. */
static const char *lacking(char kind, const ph_pipe_text *text, size_t *number)
{
    switch (kind) {
    case 'n':
        return read_number(text, number) ? NULL : "a number up to 1048576";
    case 'T':
        return text->length ? NULL : "a text";
    case 'c':
        return text->length && ph_grapheme_length(text->bytes, text->length) == text->length
                   ? NULL
                   : "one character";
    case 's':
        return is_separator(text) ? NULL : "one ASCII character that is no letter and no digit";
    default:
        return NULL;
    }
}

static phony_status parse_argument(parser *p, ph_pipe_step *step)
{
    const ph_pipe_function *f = step->function;
    size_t i = step->argument_count++, begin = ++p->at; /* behind ':' or ',' */
    const char *wanted;
    phony_status status;

    if (i >= strlen(f->arguments))
        return ph_fail_at(p->error, PHONY_ERROR_ARGUMENT, 1, p->column + begin,
                          i == 0 ? "'%s' takes no argument" : "too many arguments for '%s'",
                          f->name);
    status = parse_text(p, &step->arguments[i]);
    if (status)
        return status;
    wanted = lacking(f->arguments[i], &step->arguments[i], &step->number);
    if (wanted)
        return ph_fail_at(p->error, PHONY_ERROR_ARGUMENT, 1, p->column + begin,
                          "argument %zu of '%s' must be %s, as in: %s", i + 1, f->name, wanted,
                          f->summary);
    return PHONY_OK;
}

static phony_status parse_step(parser *p)
{
    ph_pipe *pipe = p->pipe;
    size_t begin = p->at;
    ph_pipe_step *step;
    phony_status status;

    if (ph_grow((void **)&pipe->steps, &pipe->step_capacity, pipe->step_count + 1,
                sizeof *pipe->steps) < 0)
        return ph_fail_memory(p->error);
    step = &pipe->steps[pipe->step_count++];
    *step = (ph_pipe_step){.locale = pipe->locale};
    status = parse_name(p, &step->function);
    while (!status && p->at < p->length && p->text[p->at] != '|')
        status = parse_argument(p, step);
    if (!status && step->argument_count < step->function->least)
        return ph_fail_at(p->error, PHONY_ERROR_ARGUMENT, 1, p->column + begin,
                          "'%s' needs %zu argument%s, as in: %s", step->function->name,
                          step->function->least, step->function->least == 1 ? "" : "s",
                          step->function->summary);
    return status;
}

static phony_status parse_steps(parser *p)
{
    phony_status status = parse_step(p);

    while (!status && p->at < p->length) {
        p->at++; /* the '|' */
        status = parse_step(p);
    }
    return status;
}

phony_status ph_pipe_parse(const char *text, size_t length, uint64_t column, const char *locale,
                           ph_pipe **pipe, phony_error *error)
{
    parser p = {.text = text, .length = length, .column = column, .error = error};
    size_t bad = ph_utf8_check(text, length);
    phony_status status;
    int failed = 0;

    if (bad < length)
        return ph_fail_at(error, PHONY_ERROR_ENCODING, 1, column + bad,
                          "the functions are not UTF-8");
    p.pipe = ph_calloc(1, sizeof *p.pipe);
    if (!p.pipe)
        return ph_fail_memory(error);
    p.pipe->locale = ph_strdup_or_null(locale, &failed);
    p.pipe->texts = p.put = ph_malloc(length);
    status = failed || !p.put ? ph_fail_memory(error) : parse_steps(&p);
    if (status)
        ph_pipe_free(p.pipe);
    else
        *pipe = p.pipe;
    return status;
}

void ph_pipe_free(ph_pipe *pipe)
{
    if (!pipe)
        return;
    ph_free(pipe->steps);
    ph_free(pipe->locale);
    ph_free(pipe->texts);
    ph_free(pipe);
}

/* ---- Running --------------------------------------------------------------------------------- */

phony_status ph_pipe_apply(const ph_pipe *pipe, const char *value, size_t length, ph_buffer *a,
                           ph_buffer *b, ph_buffer *out, phony_error *error)
{
    for (size_t i = 0; i < pipe->step_count; i++) {
        const ph_pipe_step *step = &pipe->steps[i];
        ph_buffer *to = i + 1 == pipe->step_count ? out : i & 1 ? b : a;
        size_t begin = to == out ? out->length : (to->length = 0);
        if (step->function->apply(step, value, length, to) < 0)
            return ph_fail_memory(error);
        length = to->length - begin;
        if (length > PH_PIPE_VALUE_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT, "'%s' makes a value of more than %d bytes",
                           step->function->name, PH_PIPE_VALUE_MAX);
        value = to->data ? to->data + begin : "";
    }
    return PHONY_OK;
}

int ph_pipe_is(const ph_pipe *pipe, const char *name)
{
    return pipe->step_count == 1 && !pipe->steps[0].argument_count &&
           !strcmp(pipe->steps[0].function->name, name);
}
