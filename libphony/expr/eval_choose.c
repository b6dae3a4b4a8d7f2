/* What takes its values from one operand or another: if, coalesce, min, max. A first loop finds the
 * operand for each row, a second one takes the values. */
#include <string.h>

#include "base/error.h"
#include "expr/expr_parts.h"

/* Room for the number of the operand of each row, in the scratch's text buffer. */
static phony_status room_for_choice(ph_eval *e, uint16_t **choice)
{
    ph_buffer *text = &e->scratch->text;

    text->length = 0;
    *choice = (uint16_t *)(void *)ph_buffer_reserve(text, e->count * sizeof **choice);
    text->failed = 0;
    return *choice ? PHONY_OK : ph_fail_memory(e->error);
}

static phony_status take_texts(ph_eval *e, const ph_operand *a, size_t operands,
                               const uint16_t *choice, ph_values *out)
{
    size_t room = 0, length;
    phony_status status;

    for (size_t i = 0; i < operands; i++)
        room += ph_operand_bytes(e, &a[i]);
    status = ph_values_room(out, room, e->error);
    for (size_t i = 0; !status && i < e->count; i++) {
        const uint8_t *text = ph_operand_text(&a[choice[i]], i, &length);
        uint8_t *to = out->bytes + out->offsets[i];
        if (ph_out_is_null(out, i))
            length = 0;
        out->offsets[i + 1] = (uint32_t)(ph_copy_text(to, text, length) - out->bytes);
    }
    return status;
}

static phony_status take_values(ph_eval *e, const ph_operand *a, size_t operands,
                                const uint16_t *choice, ph_values *out)
{
    ph_storage storage = ph_type_storage(out->type);

    if (storage == PH_STORED_TEXT)
        return take_texts(e, a, operands, choice, out);
    if (storage == PH_STORED_UUID) {
        for (size_t i = 0; i < e->count; i++) {
            const ph_operand *from = &a[choice[i]];
            if (from->type.kind != PH_TYPE_NONE)
                memcpy(out->bytes + 16 * i, from->bytes + 16 * i * from->step, 16);
        }
        return PHONY_OK;
    }
    for (size_t i = 0; i < e->count; i++) {
        const ph_operand *from = &a[choice[i]];
        out->numbers[i] = from->numbers[i * from->step];
    }
    return PHONY_OK;
}

static void take_nulls(ph_eval *e, const ph_operand *a, const uint16_t *choice, ph_values *out)
{
    for (size_t i = 0; i < e->count; i++) {
        out->nulls[i] = ph_operand_is_null(&a[choice[i]], i) != 0;
        out->has_nulls |= out->nulls[i];
    }
}

PH_KERNEL(if)
{
    uint16_t *choice;
    phony_status status = room_for_choice(e, &choice);

    if (status)
        return status;
    for (size_t i = 0; i < e->count; i++)
        choice[i] = !ph_operand_is_null(&a[0], i) && a[0].numbers[i * a[0].step] ? 0 : 1;
    take_nulls(e, a + 1, choice, out);
    (void)step;
    return take_values(e, a + 1, 2, choice, out);
}

PH_KERNEL(coalesce)
{
    uint16_t *choice;
    size_t last = step->argument_count - 1;
    phony_status status = room_for_choice(e, &choice);

    if (status)
        return status;
    for (size_t i = 0; i < e->count; i++) {
        choice[i] = 0;
        while (choice[i] < last && ph_operand_is_null(&a[choice[i]], i))
            choice[i]++;
    }
    take_nulls(e, a, choice, out);
    return take_values(e, a, step->argument_count, choice, out);
}

/* ---- The least and the greatest -------------------------------------------------------------- */

static phony_status take_extreme(ph_eval *e, const ph_step *step, const ph_operand *a,
                                 ph_values *out, int greatest)
{
    ph_order order = ph_order_of(ph_type_storage(step->type));
    uint16_t *choice;
    phony_status status = room_for_choice(e, &choice);

    if (status)
        return status;
    for (size_t i = 0; i < e->count; i++) {
        choice[i] = 0;
        for (uint16_t j = 1; !ph_out_is_null(out, i) && j < step->argument_count; j++) {
            int way = order(&a[j], &a[choice[i]], i);
            if (greatest ? way > 0 : way < 0)
                choice[i] = j;
        }
    }
    return take_values(e, a, step->argument_count, choice, out);
}

PH_KERNEL(min)
{
    return take_extreme(e, step, a, out, 0);
}

PH_KERNEL(max)
{
    return take_extreme(e, step, a, out, 1);
}
