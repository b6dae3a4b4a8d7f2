/* What is asked of texts, and parts of them. Lengths and places are in characters. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "constraint/automaton.h"
#include "constraint/pattern.h"
#include "expr/expr_parts.h"
#include "text/segment.h"
#include "text/utf8.h"

PH_KERNEL(length)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++) {
        size_t length;
        const char *text = (const char *)ph_operand_text(a, i, &length);
        out->numbers[i] = (int64_t)ph_grapheme_count(text, length);
    }
    return PHONY_OK;
}

/* The offset of character `count` from `at` on, or the end. */
static size_t skip_characters(const char *text, size_t length, size_t at, int64_t count)
{
    for (; count > 0 && at < length; count--)
        at += ph_grapheme_length(text + at, length - at);
    return at;
}

/* Where characters from..from + count - 1 lie, of which those before the first are not there. */
static void find_piece(const char *text, size_t length, int64_t from, int64_t count, size_t *begin,
                       size_t *end)
{
    int64_t behind;

    if (__builtin_add_overflow(from, count, &behind))
        behind = INT64_MAX;
    *begin = skip_characters(text, length, 0, from < 1 ? 0 : from - 1);
    *end = *begin;
    if (count > 0 && behind > 1)
        *end = skip_characters(text, length, *begin, behind - (from < 1 ? 1 : from));
}

PH_KERNEL(substring)
{
    phony_status status = ph_values_room(out, ph_operand_bytes(e, a), e->error);

    for (size_t i = 0; !status && i < e->count; i++) {
        size_t length, begin = 0, end = 0;
        const uint8_t *text = ph_operand_text(a, i, &length);
        int64_t count = step->argument_count > 2 ? a[2].numbers[i * a[2].step] : INT64_MAX;
        uint8_t *to = out->bytes + out->offsets[i];
        if (!ph_out_is_null(out, i))
            find_piece((const char *)text, length, a[1].numbers[i * a[1].step], count, &begin,
                       &end);
        out->offsets[i + 1] = (uint32_t)(ph_copy_text(to, text + begin, end - begin) - out->bytes);
    }
    return status;
}

/* ---- Questions ----------------------------------------------------------------------------- */

PH_KERNEL(contains)
{
    (void)step;
    for (size_t i = 0; i < e->count; i++) {
        size_t length, part_length;
        const uint8_t *text = ph_operand_text(&a[0], i, &length);
        const uint8_t *part = ph_operand_text(&a[1], i, &part_length);
        out->numbers[i] = memmem(text, length, part, part_length) != NULL;
    }
    return PHONY_OK;
}

/* Whether a text has another at its beginning, or its end. */
static void look_at_ends(const ph_eval *e, const ph_operand *a, ph_values *out, int end)
{
    for (size_t i = 0; i < e->count; i++) {
        size_t length, part_length;
        const uint8_t *text = ph_operand_text(&a[0], i, &length);
        const uint8_t *part = ph_operand_text(&a[1], i, &part_length);
        out->numbers[i] = part_length <= length &&
                          memcmp(text + (end ? length - part_length : 0), part, part_length) == 0;
    }
}

PH_KERNEL(starts_with)
{
    (void)step;
    look_at_ends(e, a, out, 0);
    return PHONY_OK;
}

PH_KERNEL(ends_with)
{
    (void)step;
    look_at_ends(e, a, out, 1);
    return PHONY_OK;
}

/* ---- Patterns ------------------------------------------------------------------------------ */

/* Compiles a pattern in the place of the oldest one. */
static phony_status add_pattern(ph_expr_scratch *s, char *copy, ph_expr_pattern **place,
                                phony_error *error)
{
    ph_pattern *pattern = NULL;
    phony_status status = copy ? ph_pattern_new(copy, &pattern, error) : ph_fail_memory(error);

    if (status) {
        ph_free(copy);
        return status;
    }
    *place = &s->patterns[s->next_pattern++ % PH_EXPR_PATTERNS];
    ph_pattern_free((*place)->pattern);
    ph_free((*place)->text);
    **place = (ph_expr_pattern){copy, pattern};
    return PHONY_OK;
}

static phony_status find_pattern(ph_expr_scratch *s, const char *text, size_t length,
                                 ph_expr_pattern **place, phony_error *error)
{
    for (size_t i = 0; i < PH_EXPR_PATTERNS; i++) {
        *place = &s->patterns[i];
        if ((*place)->text && strlen((*place)->text) == length &&
            memcmp((*place)->text, text, length) == 0)
            return PHONY_OK;
    }
    return add_pattern(s, ph_strndup(text, length), place, error);
}

static phony_status match(ph_pattern *pattern, const char *text, size_t length, int64_t *matches,
                          phony_error *error)
{
    uint32_t state = 0;
    phony_status status = PHONY_OK;

    for (size_t at = 0, size; !status && at < length && state != PH_DEAD; at += size)
        status = ph_pattern_step(pattern, state, ph_utf8_decode(text + at, &size), &state, error);
    *matches = !status && state != PH_DEAD && ph_pattern_accepts(pattern, state);
    return status;
}

PH_KERNEL(matches)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < e->count; i++) {
        size_t length, pattern_length;
        const char *text = (const char *)ph_operand_text(&a[0], i, &length);
        const char *pattern = (const char *)ph_operand_text(&a[1], i, &pattern_length);
        phony_error failure = {0};
        ph_expr_pattern *place;
        out->numbers[i] = 0;
        if (ph_out_is_null(out, i))
            continue;
        status = find_pattern(e->scratch, pattern, pattern_length, &place, &failure);
        if (!status)
            status = match(place->pattern, text, length, &out->numbers[i], &failure);
        if (status == PHONY_ERROR_MEMORY)
            ph_fail_memory(e->error);
        else if (status)
            status = ph_row_fails(e, step, out, i, status, "%s", failure.message);
    }
    return status;
}
