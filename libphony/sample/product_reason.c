/* Why no value complies: a character that the model has never seen, or else the fewest of the
 * constraints that are in conflict already. */
#include "sample/product.h"

#include <utf8proc.h>

#include "base/error.h"
#include "constraint/constraint_text.h"
#include "text/utf8.h"

typedef struct part_text {
    const char *name, *text;
} part_text;

/* Whether a character stands in some token (or between words). */
static int is_known(const phony_model *model, uint32_t point)
{
    const ph_tokens *tokens = &model->tokens;
    size_t size;

    if (model->mode == PHONY_MODE_WORD && point == ' ')
        return 1;
    for (size_t at = 0; at < tokens->offsets[tokens->count]; at += size) {
        if (ph_utf8_decode(tokens->text + at, &size) == point)
            return 1;
    }
    return 0;
}

/* The first character of a constraint's text, in NFC as it is looked for, that is not known: 0
 * where there is none. */
static phony_status find_unknown(const phony_model *model, const part_text *part, uint32_t *unknown,
                                 phony_error *error)
{
    ph_needle needle;
    phony_status status = ph_needle_init(&needle, part->name, part->text, error);

    *unknown = 0;
    for (uint32_t i = 0; !status && i < needle.length && !*unknown; i++)
        *unknown = is_known(model, needle.points[i]) ? 0 : needle.points[i];
    ph_needle_fini(&needle);
    return status;
}

static phony_status fail_unknown(const part_text *part, uint32_t unknown, phony_error *error)
{
    utf8proc_uint8_t bytes[4];
    int size = (int)utf8proc_encode_char((utf8proc_int32_t)unknown, bytes);
    ph_buffer text = PH_BUFFER_INIT;
    phony_status status;

    ph_constraint_quote(&text, part->text, '\'');
    if (text.failed)
        status = ph_fail_memory(error);
    else
        status = ph_fail(error, PHONY_ERROR_EMPTY,
                         "the %s %.*s has the character '%.*s', which the model has never seen",
                         part->name, (int)text.length, text.data, size, (const char *)bytes);
    ph_buffer_fini(&text);
    return status;
}

static phony_status explain_unknown(const phony_model *model, const phony_generator_options *o,
                                    phony_error *error)
{
    const part_text parts[] = {
        {"prefix", o->prefix}, {"suffix", o->suffix}, {"contained text", o->contains}};
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < sizeof parts / sizeof *parts; i++) {
        uint32_t unknown;
        status = find_unknown(model, &parts[i], &unknown, error);
        if (!status && unknown)
            status = fail_unknown(&parts[i], unknown, error);
    }
    return status;
}

phony_status ph_product_explain(phony_model *model, const phony_generator_options *options,
                                phony_error *error)
{
    unsigned parts = ph_constraint_parts(options);
    ph_buffer text = PH_BUFFER_INIT;
    phony_status status = explain_unknown(model, options, error);

    if (status)
        return status;
    for (unsigned part = 1; part < PH_PART_ALL; part <<= 1) {
        if (!(parts & part))
            continue;
        status = ph_product_try(model, options, parts & ~part, error);
        if (status == PHONY_ERROR_EMPTY)
            parts &= ~part;
        else if (status)
            return status;
    }
    ph_constraint_describe(options, parts, &text);
    if (text.failed)
        status = ph_fail_memory(error);
    else
        status = ph_fail(error, PHONY_ERROR_EMPTY, "no value %.*s", (int)text.length,
                         text.data ? text.data : "");
    ph_buffer_fini(&text);
    return status;
}
