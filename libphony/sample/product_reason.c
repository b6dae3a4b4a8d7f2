/* Why no value complies: a character that the model has never seen, or else the fewest of the
 * constraints that are in conflict already. */
#include "sample/product.h"

#include "base/error.h"
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

static const char *find_unknown(const phony_model *model, const char *text, size_t *size)
{
    for (; *text; text += *size) {
        if (!is_known(model, ph_utf8_decode(text, size)))
            return text;
    }
    return NULL;
}

static phony_status explain_unknown(const phony_model *model, const phony_generator_options *o,
                                    phony_error *error)
{
    const part_text parts[] = {
        {"prefix", o->prefix}, {"suffix", o->suffix}, {"contained text", o->contains}};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t size = 0;
        const char *unknown = parts[i].text ? find_unknown(model, parts[i].text, &size) : NULL;
        if (unknown)
            return ph_fail(
                error, PHONY_ERROR_EMPTY,
                "the %s '%.100s' has the character '%.*s', which the model has never seen",
                parts[i].name, parts[i].text, (int)size, unknown);
    }
    return PHONY_OK;
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
