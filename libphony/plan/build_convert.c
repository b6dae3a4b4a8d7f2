/* Columns as another type. */
#include <string.h>

#include "base/error.h"
#include "plan/build.h"

static int is_same_type(ph_type a, ph_type b)
{
    return a.kind == b.kind &&
           (a.kind != PH_TYPE_DECIMAL || (a.scale == b.scale && a.precision <= b.precision)) &&
           (a.kind != PH_TYPE_TEXT || b.length == 0 || (a.length && a.length <= b.length));
}

/* Texts are texts, and times times, whatever they are called: a feed gives them under the name that
 * is asked for. */
static int is_other_name(ph_type from, ph_type to)
{
    if (ph_type_storage(from) == PH_STORED_TEXT && ph_type_storage(to) == PH_STORED_TEXT)
        return from.kind != PH_TYPE_BYTES && to.kind != PH_TYPE_BYTES &&
               !(to.kind == PH_TYPE_TEXT && to.length);
    return (from.kind == PH_TYPE_TIMESTAMP && to.kind == PH_TYPE_TIMESTAMPTZ) ||
           (from.kind == PH_TYPE_TIMESTAMPTZ && to.kind == PH_TYPE_TIMESTAMP);
}

static phony_status make_conversion(ph_builder *b, const ph_build_for *for_what, uint32_t column,
                                    ph_type type, uint32_t *converted)
{
    ph_type from = ph_build_column(b, for_what->entity, column)->type;
    ph_expr_scope scope = {&from, b->plan->now, for_what->locale};
    ph_buffer names = PH_BUFFER_INIT;
    ph_expr *expr = NULL;
    phony_status status = ph_expr_parse("value", &expr, b->error);

    if (!status)
        status = ph_expr_bind(expr, &scope, b->error);
    if (!status && ph_expr_convert(expr, type) < 0) {
        ph_type_append(from, &names);
        ph_buffer_append_text(&names, " to ");
        ph_type_append(type, &names);
        ph_document_problem(ph_build_document(b), for_what->site, "there is no way from %.*s",
                            (int)names.length, names.data ? names.data : "");
        status = names.failed ? ph_fail_memory(b->error) : PHONY_OK;
        ph_buffer_fini(&names);
        ph_expr_free(expr);
        *converted = PH_NO_COLUMN;
        return status;
    }
    if (!status)
        status = ph_build_new(b, for_what->entity, for_what->name, converted);
    if (!status)
        status = ph_build_inputs(b, for_what->entity, *converted, &column, 1);
    if (status) {
        ph_expr_free(expr);
        return status;
    }
    ph_build_column(b, for_what->entity, *converted)->class = &ph_column_expression;
    ph_build_column(b, for_what->entity, *converted)->expr = expr;
    ph_build_column(b, for_what->entity, *converted)->type = type;
    return PHONY_OK;
}

phony_status ph_build_convert(ph_builder *b, const ph_build_for *for_what, uint32_t column,
                              ph_type type, uint32_t *converted)
{
    ph_column *c = ph_build_column(b, for_what->entity, column);

    *converted = column;
    if (type.kind == PH_TYPE_NONE || is_same_type(c->type, type))
        return PHONY_OK;
    if (c->feed && is_other_name(c->type, type)) {
        c->type = c->feed->type = type;
        return PHONY_OK;
    }
    return make_conversion(b, for_what, column, type, converted);
}
