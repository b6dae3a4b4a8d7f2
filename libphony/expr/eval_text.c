/* Texts put together, and the functions of templates. Where the bytes are known beforehand they go
 * straight to the column; else through the scratch's text buffer, with the ends of the rows in the
 * column's offsets. */
#include <string.h>

#include "base/error.h"
#include "expr/expr_parts.h"

static phony_status too_long(ph_eval *e, const ph_step *step, ph_values *out, size_t i)
{
    return ph_row_fails(e, step, out, i, PHONY_ERROR_LIMIT, "a text of more than %d bytes",
                        PH_EXPR_VALUE_MAX);
}

/* One row's pieces behind one another; those that are null are empty. */
static inline uint8_t *join_row(const ph_operand *a, size_t operands, size_t i, uint8_t *to)
{
    for (size_t j = 0; j < operands; j++) {
        size_t length;
        const uint8_t *text = ph_operand_text(&a[j], i, &length);
        to = ph_copy_text(to, text, length);
    }
    return to;
}

/* A template keeps its own nulls, which is none. */
PH_KERNEL(join)
{
    const size_t operands = step->argument_count, count = e->count;
    size_t room = 0;
    phony_status status;

    for (size_t i = 0; i < operands; i++)
        room += ph_operand_bytes(e, &a[i]);
    status = ph_values_room(out, room, e->error);
    for (size_t i = 0; !status && i < count; i++) {
        uint8_t *begin = out->bytes + out->offsets[i], *end = begin;
        if (!ph_out_is_null(out, i))
            end = join_row(a, operands, i, begin);
        if (end - begin > PH_EXPR_VALUE_MAX) {
            status = too_long(e, step, out, i);
            end = begin;
        }
        out->offsets[i + 1] = (uint32_t)(end - out->bytes);
    }
    return status;
}

/* ---- Slugs --------------------------------------------------------------------------------- */

/* What a byte is in a slug: itself in small, SKIP (the apostrophe), 0 between words. */
enum { SKIP = 1 };
static const uint8_t slug_bytes[128] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
    ['7'] = '7', ['8'] = '8', ['9'] = '9', ['a'] = 'a', ['A'] = 'a', ['b'] = 'b', ['B'] = 'b',
    ['c'] = 'c', ['C'] = 'c', ['d'] = 'd', ['D'] = 'd', ['e'] = 'e', ['E'] = 'e', ['f'] = 'f',
    ['F'] = 'f', ['g'] = 'g', ['G'] = 'g', ['h'] = 'h', ['H'] = 'h', ['i'] = 'i', ['I'] = 'i',
    ['j'] = 'j', ['J'] = 'j', ['k'] = 'k', ['K'] = 'k', ['l'] = 'l', ['L'] = 'l', ['m'] = 'm',
    ['M'] = 'm', ['n'] = 'n', ['N'] = 'n', ['o'] = 'o', ['O'] = 'o', ['p'] = 'p', ['P'] = 'p',
    ['q'] = 'q', ['Q'] = 'q', ['r'] = 'r', ['R'] = 'r', ['s'] = 's', ['S'] = 's', ['t'] = 't',
    ['T'] = 't', ['u'] = 'u', ['U'] = 'u', ['v'] = 'v', ['V'] = 'v', ['w'] = 'w', ['W'] = 'w',
    ['x'] = 'x', ['X'] = 'x', ['y'] = 'y', ['Y'] = 'y', ['z'] = 'z', ['Z'] = 'z', ['\''] = SKIP,
};

/* The slug of a text in ASCII, as ph_to_slug_with makes it, to `to`, where there is room for the
 * text. NULL where it is not ASCII. */
static uint8_t *put_plain_slug(const uint8_t *text, size_t length, uint8_t separator, uint8_t *to)
{
    uint8_t *begin = to;
    int pending = 0;

    for (size_t i = 0; i < length; i++) {
        uint8_t byte;
        if (text[i] & 0x80)
            return NULL;
        byte = slug_bytes[text[i]];
        if (byte <= SKIP) {
            pending |= byte == 0;
            continue;
        }
        if (pending && to > begin)
            *to++ = separator;
        pending = 0;
        *to++ = byte;
    }
    return to;
}

static phony_status apply_pipe(ph_eval *e, const ph_step *step, const uint8_t *text, size_t length,
                               ph_values *out, size_t i)
{
    ph_expr_scratch *s = e->scratch;
    size_t begin = s->text.length;
    phony_error failure = {0};
    phony_status status =
        ph_pipe_apply(step->pipe, (const char *)text, length, &s->a, &s->b, &s->text, &failure);

    if (status == PHONY_ERROR_LIMIT) {
        s->text.length = begin;
        return ph_row_fails(e, step, out, i, status, "%s", failure.message);
    }
    s->a.failed = s->b.failed = 0;
    return status ? ph_fail_memory(e->error) : PHONY_OK;
}

static int is_too_much(const ph_buffer *text)
{
    return text->length > INT32_MAX;
}

static phony_status slug_row(ph_eval *e, const ph_step *step, const ph_operand *a, size_t i,
                             ph_values *out)
{
    ph_buffer *buffer = &e->scratch->text;
    size_t length;
    const uint8_t *text = ph_operand_text(a, i, &length);
    uint8_t *to = (uint8_t *)ph_buffer_reserve(buffer, length), *end;

    if (!to)
        return ph_fail_memory(e->error);
    end = put_plain_slug(text, length, (uint8_t)step->detail, to);
    if (!end)
        return apply_pipe(e, step, text, length, out, i);
    buffer->length += (size_t)(end - to);
    return PHONY_OK;
}

static phony_status pipe_row(ph_eval *e, const ph_step *step, const ph_operand *a, size_t i,
                             ph_values *out)
{
    size_t length;
    const uint8_t *text = ph_operand_text(a, i, &length);

    return apply_pipe(e, step, text, length, out, i);
}

typedef phony_status (*text_row)(ph_eval *e, const ph_step *step, const ph_operand *a, size_t i,
                                 ph_values *out);

/* Rows that are not null, each through `row`, which appends to the scratch's text buffer. */
static inline phony_status through_buffer(ph_eval *e, const ph_step *step, const ph_operand *a,
                                          ph_values *out, text_row row)
{
    ph_buffer *text = &e->scratch->text;
    phony_status status = PHONY_OK;

    text->length = 0;
    text->failed = 0;
    for (size_t i = 0; !status && i < e->count; i++) {
        if (!ph_out_is_null(out, i))
            status = row(e, step, a, i, out);
        if (!status && is_too_much(text))
            status = ph_fail(e->error, PHONY_ERROR_LIMIT, "a batch of more than 2 GiB of text");
        out->offsets[i + 1] = (uint32_t)text->length;
    }
    return status ? status : ph_take_texts(e, out);
}

PH_KERNEL(slug)
{
    return through_buffer(e, step, a, out, slug_row);
}

PH_KERNEL(pipe)
{
    return through_buffer(e, step, a, out, pipe_row);
}
