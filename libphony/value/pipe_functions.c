/* The functions of templates, one after another, and their table at the end. */
#include <string.h>

#include "text/character.h"
#include "text/normalize.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "value/pipe.h"
#include "value/pipe_parts.h"

static int done(const ph_buffer *out)
{
    return out->failed ? -1 : 0;
}

static int put(ph_buffer *out, const char *bytes, size_t length)
{
    ph_buffer_append(out, bytes, length);
    return done(out);
}

/* ---- White space and words ------------------------------------------------------------------- */

/* The end of a run of white space, or of anything else, that begins at `at`. */
static size_t run_end(const char *text, size_t length, size_t at, int space)
{
    while (at < length) {
        size_t size;
        if (ph_is_space(ph_utf8_decode(text + at, &size)) != space)
            break;
        at += size;
    }
    return at;
}

/* Where a text ends without the white space behind it. */
static size_t trimmed_end(const char *text, size_t length)
{
    while (length > 0) {
        size_t size, before = ph_utf8_before(text, length);
        if (!ph_is_space(ph_utf8_decode(text + before, &size)))
            break;
        length = before;
    }
    return length;
}

/* The next word from *at on: 0 at the end. */
static int next_word(const char *text, size_t length, size_t *at, size_t *begin)
{
    *begin = run_end(text, length, *at, 1);
    *at = run_end(text, length, *begin, 0);
    return *at > *begin;
}

static int apply_trim(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    size_t end = trimmed_end(text, length), begin = run_end(text, end, 0, 1);

    (void)step;
    return put(out, text + begin, end - begin);
}

static int apply_first(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    size_t at = 0, begin;

    (void)step;
    next_word(text, length, &at, &begin);
    return put(out, text + begin, at - begin);
}

static int apply_last(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    size_t end = trimmed_end(text, length), begin = end;

    (void)step;
    while (begin > 0) {
        size_t size, before = ph_utf8_before(text, begin);
        if (ph_is_space(ph_utf8_decode(text + before, &size)))
            break;
        begin = before;
    }
    return put(out, text + begin, end - begin);
}

static int apply_initial(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    size_t begin = run_end(text, length, 0, 1);

    (void)step;
    return begin < length ? put(out, text + begin, ph_grapheme_length(text + begin, length - begin))
                          : 0;
}

static int apply_initials(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    size_t at = 0, begin;

    (void)step;
    while (next_word(text, length, &at, &begin))
        ph_buffer_append(out, text + begin, ph_grapheme_length(text + begin, at - begin));
    return done(out);
}

/* ---- Case ------------------------------------------------------------------------------------ */

/* Changing the case normalises, which would tidy white space away: what is not plain is done word
 * by word. No rule of case looks past white space. */
static int change_case(const ph_pipe_step *step, const char *text, size_t length, int32_t to,
                       ph_buffer *out)
{
    size_t at = 0;

    if (ph_is_plainly_normal(text, length))
        return ph_change_case(text, length, to, step->locale, out);
    while (at < length) {
        size_t begin = run_end(text, length, at, 1);
        ph_buffer_append(out, text + at, begin - at);
        at = run_end(text, length, begin, 0);
        if (at > begin && ph_change_case(text + begin, at - begin, to, step->locale, out) < 0)
            return -1;
    }
    return done(out);
}

static int apply_lower(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    return change_case(step, text, length, PHONY_CASE_LOWER, out);
}

static int apply_upper(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    return change_case(step, text, length, PHONY_CASE_UPPER, out);
}

static int apply_title(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    return change_case(step, text, length, PHONY_CASE_TITLE, out);
}

/* The title of one character: Ǆ becomes ǅ, ß Ss. */
static int apply_capitalize(const ph_pipe_step *step, const char *text, size_t length,
                            ph_buffer *out)
{
    size_t begin = run_end(text, length, 0, 1);
    size_t size = begin < length ? ph_grapheme_length(text + begin, length - begin) : 0;

    ph_buffer_append(out, text, begin);
    if (size && change_case(step, text + begin, size, PHONY_CASE_TITLE, out) < 0)
        return -1;
    return put(out, text + begin + size, length - begin - size);
}

/* ---- ASCII ----------------------------------------------------------------------------------- */

static int apply_ascii(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    return ph_to_ascii(text, length, step->locale, out);
}

static int apply_slug(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    char separator = step->argument_count ? step->arguments[0].bytes[0] : '-';

    return ph_to_slug_with(text, length, step->locale, separator, out);
}

/* ---- Lengths --------------------------------------------------------------------------------- */

static int apply_truncate(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    size_t end = 0;

    for (size_t left = step->number; left > 0 && end < length; left--)
        end += ph_grapheme_length(text + end, length - end);
    return put(out, text, end < length ? trimmed_end(text, end) : length);
}

static int put_padding(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    static const ph_pipe_text space = {" ", 1};
    const ph_pipe_text *with = step->argument_count > 1 ? &step->arguments[1] : &space;
    size_t has = ph_grapheme_count(text, length), begin = out->length;

    for (; has < step->number && out->length - begin <= PH_PIPE_VALUE_MAX; has++)
        ph_buffer_append(out, with->bytes, with->length);
    return done(out);
}

static int apply_pad(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    ph_buffer_append(out, text, length);
    return put_padding(step, text, length, out);
}

static int apply_padleft(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    if (put_padding(step, text, length, out) < 0)
        return -1;
    return put(out, text, length);
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

static int apply_replace(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    const ph_pipe_text *from = &step->arguments[0], *to = &step->arguments[1];
    const char *end = text + length, *found;
    size_t begin = out->length;

    while ((found = memmem(text, (size_t)(end - text), from->bytes, from->length))) {
        ph_buffer_append(out, text, (size_t)(found - text));
        ph_buffer_append(out, to->bytes, to->length);
        text = found + from->length;
        if (out->length - begin > PH_PIPE_VALUE_MAX || out->failed)
            return done(out);
    }
    return put(out, text, (size_t)(end - text));
}

static int apply_default(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    const ph_pipe_text *other = &step->arguments[0];

    return length ? put(out, text, length) : put(out, other->bytes, other->length);
}

static int apply_prefix(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    if (length)
        ph_buffer_append(out, step->arguments[0].bytes, step->arguments[0].length);
    return put(out, text, length);
}

static int apply_suffix(const ph_pipe_step *step, const char *text, size_t length, ph_buffer *out)
{
    ph_buffer_append(out, text, length);
    if (length)
        ph_buffer_append(out, step->arguments[0].bytes, step->arguments[0].length);
    return done(out);
}

const ph_pipe_function ph_pipe_functions[] = {
    {"lower", "", 0, apply_lower, "in small letters, by the locale"},
    {"upper", "", 0, apply_upper, "in capitals, by the locale"},
    {"title", "", 0, apply_title, "each word with a capital, the rest small, by the locale"},
    {"capitalize", "", 0, apply_capitalize, "the first letter a capital, the rest as it is"},
    {"ascii", "", 0, apply_ascii, "in ASCII: Müller as Muller, in German Mueller"},
    {"slug", "s", 0, apply_slug, "for addresses: small ASCII words with - between; slug:_ with _"},
    {"trim", "", 0, apply_trim, "without white space at its ends"},
    {"truncate", "n", 1, apply_truncate, "truncate:20, the first 20 characters"},
    {"pad", "nc", 1, apply_pad, "pad:8 or pad:8,*, filled up behind to 8 characters"},
    {"padleft", "nc", 1, apply_padleft, "padleft:8 or padleft:8,0, filled up before"},
    {"first", "", 0, apply_first, "the first word"},
    {"last", "", 0, apply_last, "the last word"},
    {"initial", "", 0, apply_initial, "the first character"},
    {"initials", "", 0, apply_initials, "the first character of every word"},
    {"replace", "Tt", 2, apply_replace, "replace:a,b, every a by b"},
    {"remove", "T", 1, apply_replace, "remove:a, without every a"},
    {"default", "t", 1, apply_default, "default:none, something else where it is empty"},
    {"prefix", "t", 1, apply_prefix, "prefix:Dr. , with that before it, unless it is empty"},
    {"suffix", "t", 1, apply_suffix, "suffix: Ltd, with that behind it, unless it is empty"},
};
const size_t ph_pipe_function_count = sizeof ph_pipe_functions / sizeof *ph_pipe_functions;
