/* Running programs: each step makes a column in a register, and the last one the caller's. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "constraint/pattern.h"
#include "expr/expr_parts.h"

/* What operands without anything of their own point at. */
static const struct {
    int64_t number;
    uint32_t offsets[2];
    uint8_t bytes[PH_VALUES_SLACK], null;
} nothing = {.null = 1};

/* ---- Rows that cannot be made ---------------------------------------------------------------- */

static int counts(const ph_eval *e, const ph_step *step, size_t i)
{
    if (!e->mask)
        return 1;
    return step->scalar ? memchr(e->mask, 1, e->rows->count) != NULL : e->mask[i];
}

phony_status ph_row_fails(ph_eval *e, const ph_step *step, ph_values *out, size_t i,
                          phony_status status, const char *format, ...)
{
    char message[200];
    va_list arguments;

    if (ph_out_is_null(out, i))
        return PHONY_OK;
    if (!counts(e, step, i)) {
        ph_values_put_null(out, i);
        return PHONY_OK;
    }
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ph_fail_at(e->error, status, 1, step->at + 1, "row %llu: %s",
                      (unsigned long long)ph_row(e->rows, i), message);
}

phony_status ph_row_no_number(ph_eval *e, const ph_step *step, ph_values *out, size_t i)
{
    if (step->type.kind == PH_TYPE_DECIMAL)
        return ph_row_fails(e, step, out, i, PHONY_ERROR_LIMIT,
                            "a decimal of more than %d digits, %d of them behind the point",
                            step->type.precision, step->type.scale);
    if (step->type.kind == PH_TYPE_FLOAT)
        return ph_row_fails(e, step, out, i, PHONY_ERROR_LIMIT, "a float that is not finite");
    return ph_row_fails(e, step, out, i, PHONY_ERROR_LIMIT, "a whole number beyond %s bits",
                        step->type.kind == PH_TYPE_INT16   ? "16"
                        : step->type.kind == PH_TYPE_INT32 ? "32"
                                                           : "64");
}

phony_status ph_row_is_not(ph_eval *e, const ph_step *step, ph_values *out, size_t i,
                           const char *what, const char *text, size_t length)
{
    size_t shown = length < 60 ? length : 60;

    while (shown < length && shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
        shown--;
    return ph_row_fails(e, step, out, i, PHONY_ERROR_ARGUMENT, "'%.*s' is not %s", (int)shown, text,
                        what);
}

/* ---- Operands ------------------------------------------------------------------------------ */

static ph_operand operand_of_values(const ph_values *values, int scalar)
{
    ph_operand a = {.numbers = values->numbers,
                    .offsets = values->offsets,
                    .bytes = values->bytes ? values->bytes : nothing.bytes,
                    .nulls = values->has_nulls ? values->nulls : NULL,
                    .step = !scalar,
                    .type = values->type};

    return a;
}

static ph_operand operand_of_literal(const ph_expr *expr, uint32_t index)
{
    const ph_literal *literal = &expr->literals[index];
    ph_operand a = {.numbers = &literal->number,
                    .offsets = literal->offsets,
                    .bytes = (const uint8_t *)expr->texts.data,
                    .type = literal->type};

    if (literal->type.kind == PH_TYPE_NONE) {
        a.nulls = &nothing.null;
        a.offsets = nothing.offsets;
    }
    return a;
}

static ph_operand operand_of(const ph_eval *e, ph_ref ref, const ph_values *const *inputs)
{
    if (ref.kind == PH_REF_LITERAL)
        return operand_of_literal(e->expr, ref.index);
    if (ref.kind == PH_REF_INPUT)
        return operand_of_values(inputs[ref.index], 0);
    return operand_of_values(&e->scratch->registers[ref.index],
                             e->scratch->registers[ref.index].rows == 1 && e->rows->count != 1);
}

size_t ph_operand_bytes(const ph_eval *e, const ph_operand *a)
{
    return a->step ? a->offsets[e->count] - a->offsets[0]
                   : (size_t)(a->offsets[1] - a->offsets[0]) * e->count;
}

phony_status ph_take_texts(ph_eval *e, ph_values *out)
{
    ph_buffer *text = &e->scratch->text;
    phony_status status =
        text->failed ? ph_fail_memory(e->error) : ph_values_room(out, text->length, e->error);

    if (!status && text->length)
        memcpy(out->bytes, text->data, text->length);
    text->failed = 0;
    return status;
}

/* A row is null where one of the operands is. */
static void merge_nulls(const ph_eval *e, const ph_operand *a, size_t operands, ph_values *out)
{
    for (size_t i = 0; i < operands; i++) {
        if (!a[i].nulls || (!a[i].step && !*a[i].nulls))
            continue;
        out->has_nulls = 1;
        if (!a[i].step)
            memset(out->nulls, 1, e->count);
        for (size_t row = 0; a[i].step && row < e->count; row++)
            out->nulls[row] |= a[i].nulls[row];
    }
}

/* ---- Masks --------------------------------------------------------------------------------- */

static uint8_t meets(ph_mask mask, int null, int64_t number)
{
    switch (mask) {
    case PH_MASK_TRUE:
        return !null && number;
    case PH_MASK_NOT_TRUE:
        return null || !number;
    case PH_MASK_NOT_FALSE:
        return null || number;
    default:
        return null != 0;
    }
}

/* Masks lie one behind the other, each within the one before. */
static void change_mask(ph_eval *e, const ph_step *step, const ph_operand *a)
{
    size_t rows = e->rows->count;
    const uint8_t *outer = e->mask;
    uint8_t *mask;

    if (step->mask == PH_MASK_END) {
        e->mask = outer == e->scratch->masks ? NULL : outer - rows;
        return;
    }
    mask = outer ? e->scratch->masks + (outer - e->scratch->masks) + rows : e->scratch->masks;
    for (size_t i = 0; i < rows; i++)
        mask[i] =
            (!outer || outer[i]) & meets(step->mask, ph_operand_is_null(a, i),
                                         step->mask == PH_MASK_NULL ? 0 : a->numbers[i * a->step]);
    e->mask = mask;
}

/* ---- The result ---------------------------------------------------------------------------- */

static phony_status copy_texts(ph_eval *e, const ph_operand *a, ph_values *out)
{
    phony_status status = ph_values_room(out, ph_operand_bytes(e, a), e->error);

    for (size_t i = 0; !status && i < e->count; i++) {
        size_t length;
        const uint8_t *text = ph_operand_text(a, i, &length);
        uint8_t *to = out->bytes + out->offsets[i];
        if (ph_out_is_null(out, i))
            length = 0;
        out->offsets[i + 1] = (uint32_t)(ph_copy_text(to, text, length) - out->bytes);
    }
    return status;
}

/* What is an input, a literal, or one value for all rows, or was made for something else. */
static phony_status copy_result(ph_eval *e, const ph_operand *a, ph_values *out)
{
    ph_storage storage = ph_type_storage(e->expr->type);
    phony_status status = ph_values_begin(out, e->expr->type, e->rows->count, e->error);

    e->count = e->rows->count;
    if (status)
        return status;
    merge_nulls(e, a, 1, out);
    if (storage == PH_STORED_TEXT)
        return copy_texts(e, a, out);
    if (storage == PH_STORED_UUID && a->type.kind == PH_TYPE_NONE)
        return PHONY_OK;
    for (size_t i = 0; storage == PH_STORED_UUID && i < e->count; i++)
        memcpy(out->bytes + 16 * i, a->bytes + 16 * i * a->step, 16);
    for (size_t i = 0; storage != PH_STORED_UUID && i < e->count; i++)
        out->numbers[i] = a->numbers[i * a->step];
    return PHONY_OK;
}

/* ---- Steps --------------------------------------------------------------------------------- */

/* Whether a step's column can be made in the caller's at once. */
static int is_last(const ph_expr *expr, size_t i)
{
    return i + 1 == expr->step_count && expr->result.kind == PH_REF_REGISTER && !expr->scalar;
}

static phony_status run_step(ph_eval *e, const ph_step *step, const ph_operand *a, ph_values *out)
{
    phony_status status;

    e->count = step->scalar ? 1 : e->rows->count;
    status = ph_values_begin(out, step->type, e->count, e->error);
    if (status)
        return status;
    if (!step->own_nulls)
        merge_nulls(e, a, step->argument_count, out);
    return step->run(e, step, a, out);
}

static phony_status run(ph_eval *e, const ph_values *const *inputs, ph_values *out)
{
    const ph_expr *expr = e->expr;
    ph_operand *operands = e->scratch->operands;
    phony_status status = PHONY_OK;
    int made = 0;

    for (size_t i = 0; !status && i < expr->step_count; i++) {
        const ph_step *step = &expr->steps[i];
        for (uint32_t j = 0; j < step->argument_count; j++)
            operands[j] = operand_of(e, expr->arguments[step->first + j], inputs);
        if (step->mask) {
            change_mask(e, step, operands);
            continue;
        }
        made = is_last(expr, i);
        status = run_step(e, step, operands, made ? out : &e->scratch->registers[step->to]);
    }
    if (status)
        return status;
    if (!made) {
        ph_operand a = operand_of(e, expr->result, inputs);
        status = copy_result(e, &a, out);
    }
    out->type = expr->type;
    return status;
}

/* ---- Scratch ------------------------------------------------------------------------------- */

static int grow_scratch(ph_expr_scratch *s, const ph_expr *expr, size_t rows)
{
    size_t had = s->register_capacity;

    if (ph_grow((void **)&s->registers, &s->register_capacity, expr->register_count + 1,
                sizeof *s->registers) < 0)
        return -1;
    memset(s->registers + had, 0, (s->register_capacity - had) * sizeof *s->registers);
    if (expr->mask_count && rows > SIZE_MAX / expr->mask_count)
        return -1;
    return ph_grow((void **)&s->operands, &s->operand_capacity, expr->most_arguments + 1,
                   sizeof *s->operands) < 0 ||
                   ph_grow((void **)&s->masks, &s->mask_capacity, expr->mask_count * rows + 1, 1) <
                       0
               ? -1
               : 0;
}

phony_status ph_expr_eval(const ph_expr *expr, const phony_key *key, const ph_rows *rows,
                          const ph_values *const *inputs, ph_expr_scratch **scratch, ph_values *out,
                          phony_error *error)
{
    ph_eval e = {.expr = expr, .key = key, .rows = rows, .error = error};

    if (!rows->count)
        return ph_values_begin(out, expr->type, 0, error);
    if (!*scratch)
        *scratch = ph_calloc(1, sizeof **scratch);
    if (!*scratch || grow_scratch(*scratch, expr, rows->count) < 0)
        return ph_fail_memory(error);
    e.scratch = *scratch;
    return run(&e, inputs, out);
}

void ph_expr_scratch_free(ph_expr_scratch *scratch)
{
    if (!scratch)
        return;
    for (size_t i = 0; i < scratch->register_capacity; i++)
        ph_values_fini(&scratch->registers[i]);
    for (size_t i = 0; i < PH_EXPR_PATTERNS; i++) {
        ph_free(scratch->patterns[i].text);
        ph_pattern_free(scratch->patterns[i].pattern);
    }
    ph_free(scratch->registers);
    ph_free(scratch->operands);
    ph_free(scratch->masks);
    ph_buffer_fini(&scratch->text);
    ph_buffer_fini(&scratch->a);
    ph_buffer_fini(&scratch->b);
    ph_free(scratch);
}
