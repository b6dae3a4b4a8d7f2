/* What may follow what in a `.phony` file: the parser's events drive a table of states. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "model/model_reader.h"

phony_status ph_malformed(phony_error *error, const char *what)
{
    return ph_fail(error, PHONY_ERROR_MODEL, "%s", what);
}

/* ---- Unknown members: written back as they come ---------------------------------------------- */

static void copy_extra(ph_model_reader *r, ph_json_kind kind, const char *text, size_t length)
{
    static const char *const fixed[] = {"null", "false", "true", NULL, NULL,
                                        NULL,   "[",     "]",    "{",  "}"};
    ph_buffer *out = &r->model->extras;
    int closes = kind == PH_JSON_ARRAY_END || kind == PH_JSON_OBJECT_END;

    if (r->extra_comma && !closes)
        ph_buffer_append_byte(out, ',');
    if (fixed[kind])
        ph_buffer_append_text(out, fixed[kind]);
    else if (kind == PH_JSON_NUMBER)
        ph_buffer_append(out, text, length);
    else
        ph_buffer_append_json(out, text, length);
    if (kind == PH_JSON_KEY)
        ph_buffer_append_byte(out, ':');
    r->extra_comma = kind != PH_JSON_KEY && kind != PH_JSON_ARRAY && kind != PH_JSON_OBJECT;
}

static phony_status in_extra(ph_model_reader *r, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    copy_extra(r, kind, text, length);
    r->extra_depth += kind == PH_JSON_ARRAY || kind == PH_JSON_OBJECT;
    r->extra_depth -= kind == PH_JSON_ARRAY_END || kind == PH_JSON_OBJECT_END;
    if (r->extra_depth == 0 && kind != PH_JSON_KEY)
        r->state = PH_READ_MEMBERS;
    if (r->model->extras.length > PH_EXTRAS_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than 16 MiB of unknown members");
    return r->model->extras.failed ? ph_fail_memory(error) : PHONY_OK;
}

static phony_status begin_extra(ph_model_reader *r, const char *name, size_t length,
                                phony_error *error)
{
    ph_buffer *out = &r->model->extras;

    ph_buffer_append_text(out, ",\n");
    ph_buffer_append_json(out, name, length);
    ph_buffer_append_byte(out, ':');
    r->extra_depth = r->extra_comma = 0;
    r->state = PH_READ_EXTRA;
    return out->failed ? ph_fail_memory(error) : PHONY_OK;
}

/* ---- States -----------------------------------------------------------------------------------
 */

static phony_status in_start(ph_model_reader *r, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    (void)text;
    (void)length;
    r->state = PH_READ_MEMBERS;
    return kind == PH_JSON_OBJECT ? PHONY_OK : ph_malformed(error, "a model is a JSON object");
}

static phony_status in_members(ph_model_reader *r, ph_json_kind kind, const char *text,
                               size_t length, phony_error *error)
{
    if (kind == PH_JSON_OBJECT_END) {
        r->state = PH_READ_DONE;
        return PHONY_OK;
    }
    r->member = ph_member_find(text, length);
    if (!r->member)
        return begin_extra(r, text, length, error);
    r->state = r->member->next;
    return ph_member_see(r, r->member, error);
}

static phony_status in_value(ph_model_reader *r, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    uint64_t number = 0;

    if (kind != r->member->type)
        return ph_fail(error, PHONY_ERROR_MODEL, "\"%s\" must be a %s", r->member->name,
                       r->member->type == PH_JSON_NUMBER ? "number" : "string");
    if (kind == PH_JSON_NUMBER &&
        (ph_json_number(text, length, &number) < 0 || number > PH_COUNT_MAX))
        return ph_fail(error, PHONY_ERROR_MODEL, "\"%s\" must be a whole number below 2^53",
                       r->member->name);
    r->state = r->state == PH_READ_ORIGINAL_VALUE ? PH_READ_ORIGINAL : PH_READ_MEMBERS;
    return r->member->take(r, text, length, number, error);
}

/* Before an array or object: which, and what follows. */
static phony_status opens(ph_model_reader *r, ph_json_kind kind, ph_json_kind wanted,
                          ph_read_state next, const char *what, phony_error *error)
{
    r->state = next;
    return kind == wanted ? PHONY_OK : ph_malformed(error, what);
}

static phony_status in_tokens(ph_model_reader *r, ph_json_kind kind, const char *text,
                              size_t length, phony_error *error)
{
    (void)text;
    (void)length;
    return opens(r, kind, PH_JSON_ARRAY, PH_READ_TOKEN, "\"tokens\" must be an array", error);
}

static phony_status check_token(const ph_model_reader *r, const char *text, size_t length,
                                phony_error *error)
{
    uint32_t count = r->token_count;
    const char *last;
    size_t last_length, shorter;
    int order;

    if (count > r->limits.max_tokens)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than %llu tokens (max_tokens)",
                       (unsigned long long)r->limits.max_tokens);
    if (count == 0)
        return length == 0 ? PHONY_OK : ph_malformed(error, "the first token must be \"\"");
    last = r->token_text.data + r->token_offsets[count - 1];
    last_length = r->token_offsets[count] - r->token_offsets[count - 1];
    shorter = last_length < length ? last_length : length;
    order = shorter ? memcmp(last, text, shorter) : 0;
    if (order > 0 || (order == 0 && last_length >= length))
        return ph_malformed(error, "tokens are not in ascending order of code points");
    return PHONY_OK;
}

static phony_status in_token(ph_model_reader *r, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    phony_status status;

    if (kind == PH_JSON_ARRAY_END) {
        r->state = PH_READ_MEMBERS;
        return PHONY_OK;
    }
    if (kind != PH_JSON_STRING)
        return ph_malformed(error, "a token must be a string");
    status = check_token(r, text, length, error);
    if (status)
        return status;
    if (ph_grow((void **)&r->token_offsets, &r->token_capacity, (size_t)r->token_count + 2,
                sizeof *r->token_offsets) < 0)
        return ph_fail_memory(error);
    ph_buffer_append(&r->token_text, text, length);
    if (r->token_text.failed)
        return ph_fail_memory(error);
    if (r->token_text.length > UINT32_MAX / 2)
        return ph_fail(error, PHONY_ERROR_LIMIT, "more than 2 GiB of tokens");
    r->token_offsets[0] = 0;
    r->token_offsets[++r->token_count] = (uint32_t)r->token_text.length;
    return PHONY_OK;
}

static phony_status in_originals(ph_model_reader *r, ph_json_kind kind, const char *text,
                                 size_t length, phony_error *error)
{
    (void)text;
    (void)length;
    r->has_originals = 1;
    return opens(r, kind, PH_JSON_OBJECT, PH_READ_ORIGINAL, "\"originals\" must be an object",
                 error);
}

static phony_status in_original(ph_model_reader *r, ph_json_kind kind, const char *text,
                                size_t length, phony_error *error)
{
    if (kind == PH_JSON_OBJECT_END) {
        r->state = PH_READ_MEMBERS;
        return PHONY_OK;
    }
    r->member = ph_original_member_find(text, length);
    if (!r->member)
        return ph_malformed(error, "an unknown member in \"originals\"");
    r->state = PH_READ_ORIGINAL_VALUE;
    return ph_original_member_see(r, r->member, error);
}

static phony_status in_ngrams(ph_model_reader *r, ph_json_kind kind, const char *text,
                              size_t length, phony_error *error)
{
    (void)text;
    (void)length;
    return opens(r, kind, PH_JSON_OBJECT, PH_READ_ORDER, "\"ngrams\" must be an object", error);
}

static phony_status in_order(ph_model_reader *r, ph_json_kind kind, const char *text, size_t length,
                             phony_error *error)
{
    if (kind == PH_JSON_OBJECT_END) {
        r->state = PH_READ_MEMBERS;
        return PHONY_OK;
    }
    if (length != 1 || text[0] < '1' || text[0] > '0' + PH_ORDER_MAX)
        return ph_malformed(error, "the keys of \"ngrams\" are orders, \"1\" to \"8\"");
    r->order = text[0] - '0';
    r->state = PH_READ_CONTEXTS;
    return ph_ngram_builder_order(&r->builder, r->order, error);
}

static phony_status in_contexts(ph_model_reader *r, ph_json_kind kind, const char *text,
                                size_t length, phony_error *error)
{
    (void)text;
    (void)length;
    return opens(r, kind, PH_JSON_OBJECT, PH_READ_CONTEXT,
                 "the n-grams of an order must be an object", error);
}

static phony_status in_context(ph_model_reader *r, ph_json_kind kind, const char *text,
                               size_t length, phony_error *error)
{
    if (kind == PH_JSON_OBJECT_END) {
        r->state = PH_READ_ORDER;
        return PHONY_OK;
    }
    r->state = PH_READ_LIST;
    return ph_ngram_builder_context(&r->builder, r->order, text, length, error);
}

static const char list_shape[] = "a context's list must be [[elements],[cumulative weights]]";

static phony_status in_list(ph_model_reader *r, ph_json_kind kind, const char *text, size_t length,
                            phony_error *error)
{
    (void)text;
    (void)length;
    return opens(r, kind, PH_JSON_ARRAY, r->state + 1, list_shape, error);
}

static phony_status in_element(ph_model_reader *r, ph_json_kind kind, const char *text,
                               size_t length, phony_error *error)
{
    uint64_t number;

    if (kind == PH_JSON_ARRAY_END) {
        r->state = PH_READ_WEIGHTS;
        return PHONY_OK;
    }
    if (kind != PH_JSON_NUMBER || ph_json_number(text, length, &number) < 0)
        return ph_malformed(error, list_shape);
    return ph_ngram_builder_element(&r->builder, r->order, number, error);
}

static phony_status in_weight(ph_model_reader *r, ph_json_kind kind, const char *text,
                              size_t length, phony_error *error)
{
    uint64_t number;

    if (kind == PH_JSON_ARRAY_END) {
        r->state = PH_READ_LIST_END;
        return ph_ngram_builder_context_end(&r->builder, r->order, error);
    }
    if (kind != PH_JSON_NUMBER || ph_json_number(text, length, &number) < 0)
        return ph_malformed(error, list_shape);
    return ph_ngram_builder_cumulative(&r->builder, r->order, number, error);
}

static phony_status in_list_end(ph_model_reader *r, ph_json_kind kind, const char *text,
                                size_t length, phony_error *error)
{
    (void)text;
    (void)length;
    return opens(r, kind, PH_JSON_ARRAY_END, PH_READ_CONTEXT, list_shape, error);
}

typedef phony_status (*state_function)(ph_model_reader *r, ph_json_kind kind, const char *text,
                                       size_t length, phony_error *error);
static const state_function states[] = {
    [PH_READ_START] = in_start,          [PH_READ_MEMBERS] = in_members,
    [PH_READ_VALUE] = in_value,          [PH_READ_EXTRA] = in_extra,
    [PH_READ_TOKENS] = in_tokens,        [PH_READ_TOKEN] = in_token,
    [PH_READ_ORIGINALS] = in_originals,  [PH_READ_ORIGINAL] = in_original,
    [PH_READ_ORIGINAL_VALUE] = in_value, [PH_READ_NGRAMS] = in_ngrams,
    [PH_READ_ORDER] = in_order,          [PH_READ_CONTEXTS] = in_contexts,
    [PH_READ_CONTEXT] = in_context,      [PH_READ_LIST] = in_list,
    [PH_READ_ELEMENTS] = in_list,        [PH_READ_ELEMENT] = in_element,
    [PH_READ_WEIGHTS] = in_list,         [PH_READ_WEIGHT] = in_weight,
    [PH_READ_LIST_END] = in_list_end,
};

phony_status ph_model_reader_event(void *user, ph_json_kind kind, const char *text, size_t length,
                                   phony_error *error)
{
    ph_model_reader *r = user;

    return states[r->state](r, kind, text, length, error);
}
