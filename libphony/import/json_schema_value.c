/* What values of a plain column there are: those of "enum" and "const", texts of a pattern, and the
 * default, where it is one of them. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "constraint/pattern.h"
#include "import/json_schema_parts.h"

/* What a JSON value's kind is as a type. */
unsigned ph_js_type_of_value(const ph_js_reader *r, uint32_t node)
{
    static const uint8_t of[] = {
        [PH_JSON_FALSE] = PH_JS_BOOLEAN, [PH_JSON_TRUE] = PH_JS_BOOLEAN,
        [PH_JSON_STRING] = PH_JS_STRING, [PH_JSON_ARRAY] = PH_JS_ARRAY,
        [PH_JSON_OBJECT] = PH_JS_OBJECT,
    };

    if (!ph_js_is(r, node, PH_JSON_NUMBER))
        return r->tree.nodes[node].kind < sizeof of ? of[r->tree.nodes[node].kind] : 0;
    return ph_js_scale(r, node) == 0 ? PH_JS_INTEGER : PH_JS_INTEGER | PH_JS_REAL;
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* Numbers as a list of their own: members are texts. */
static void list_numbers(ph_js_reader *r, const ph_js_shape *shape, ph_import_column *column)
{
    r->text.length = 0;
    ph_buffer_append_text(&r->text, "{\"type\": \"list\", \"values\": [");
    for (size_t i = 0; i < shape->choice_count; i++) {
        ph_buffer_append_text(&r->text, i ? ", " : "");
        ph_buffer_append_text(&r->text, ph_json_text(&r->tree, shape->choice[i]));
    }
    ph_buffer_append(&r->text, "]}", 3);
    r->failed |= r->text.failed;
    if (!r->text.failed)
        column->generator = ph_js_keep(r, r->text.data);
    column->reason = "check";
    column->sure = 95;
}

void ph_js_fill_choice(ph_js_reader *r, const ph_js_shape *shape, unsigned types,
                       ph_import_column *column)
{
    unsigned all = 0;

    for (size_t i = 0; i < shape->choice_count; i++)
        all |= ph_js_type_of_value(r, shape->choice[i]);
    if (!all || types & (PH_JS_ARRAY | PH_JS_OBJECT | PH_JS_BOOLEAN) ||
        all & (PH_JS_ARRAY | PH_JS_OBJECT | PH_JS_BOOLEAN))
        return;
    if (all == PH_JS_STRING && column->type.kind == PH_TYPE_TEXT)
        column->type = (ph_type){.kind = PH_TYPE_ENUM};
    else if (all & PH_JS_STRING && column->type.kind != PH_TYPE_TEXT)
        return;
    for (size_t i = 0; i < shape->choice_count && !r->failed; i++) {
        const char *text = ph_js_keep(r, ph_json_text(&r->tree, shape->choice[i]));
        r->failed |= !text || ph_import_column_member(column, text);
    }
    if (!(all & PH_JS_STRING) && column->type.kind != PH_TYPE_TEXT)
        list_numbers(r, shape, column);
}

/* Patterns that are not ours would be passed over without a word. */
void ph_js_fill_pattern(ph_js_reader *r, uint32_t node, ph_import_column *column)
{
    size_t length = node == PH_JSON_NO_NODE ? 0 : r->tree.nodes[node].length;
    const char *text = length ? ph_json_text(&r->tree, node) : "";
    ph_pattern *pattern = NULL;
    phony_status status = PHONY_ERROR_LIMIT;
    phony_error error = {0};
    char *inner;

    if (!length || column->type.kind != PH_TYPE_TEXT)
        return;
    column->pattern = ph_js_keep(r, text);
    if (length > 1 && text[length - 1] == '$' && text[length - 2] != '\\')
        length--;
    inner = ph_strndup(text + (*text == '^'), length - (*text == '^'));
    r->failed |= !inner;
    snprintf(error.message, sizeof error.message, "it is too long");
    if (inner && length <= PH_PATTERN_BYTES_MAX)
        status = ph_pattern_new(inner, &pattern, &error);
    ph_pattern_free(pattern);
    ph_free(inner);
    r->failed |= status == PHONY_ERROR_MEMORY;
    if (!status || r->failed)
        return;
    ph_js_note(r, node, "the pattern is left out: %.200s", error.message);
    column->pattern = NULL;
}

/* ---- Defaults -------------------------------------------------------------------------------- */

static int is_member(const ph_import_column *column, const char *text)
{
    for (size_t i = 0; i < column->member_count; i++) {
        if (!strcmp(column->members[i], text))
            return 1;
    }
    return column->member_count == 0;
}

static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* Whether a value is one of the column. */
static int fits(const ph_js_reader *r, uint32_t node, const ph_import_column *column)
{
    const char *text = ph_json_text(&r->tree, node);
    unsigned type = ph_js_type_of_value(r, node);
    int64_t moment;

    switch (column->type.kind) {
    case PH_TYPE_INT16:
    case PH_TYPE_INT32:
    case PH_TYPE_INT64:
        return type == PH_JS_INTEGER && is_member(column, text);
    case PH_TYPE_DECIMAL:
        return (type & PH_JS_REAL || type == PH_JS_INTEGER) &&
               ph_js_scale(r, node) <= column->type.scale && ph_js_scale(r, node) >= 0;
    case PH_TYPE_FLOAT:
        return (type & PH_JS_INTEGER) != 0 && is_member(column, text);
    case PH_TYPE_BOOLEAN:
        return type == PH_JS_BOOLEAN;
    case PH_TYPE_DATE:
    case PH_TYPE_TIMESTAMPTZ:
        return type == PH_JS_STRING && *text >= '0' && *text <= '9' &&
               !ph_moment_parse(text, 0, &moment);
    case PH_TYPE_TEXT:
    case PH_TYPE_ENUM:
        return type == PH_JS_STRING && is_member(column, text) &&
               (!column->type.length || characters(text) <= column->type.length);
    default:
        return 0;
    }
}

/* Lists, objects and what only a program understands are no constants of a database. */
void ph_js_fill_default(ph_js_reader *r, uint32_t node, ph_import_column *column)
{
    static const char *const words[] = {[PH_JSON_FALSE] = "false", [PH_JSON_TRUE] = "true"};
    ph_json_kind kind;

    if (node == PH_JSON_NO_NODE || ph_js_is(r, node, PH_JSON_NULL))
        return;
    kind = r->tree.nodes[node].kind;
    if (!fits(r, node, column)) {
        if (column->type.kind == PH_TYPE_JSON || column->type.kind == PH_TYPE_NONE)
            return;
        ph_js_note(r, node, "the default is no value of its type: it is left out");
    } else if (kind == PH_JSON_STRING) {
        r->text.length = 0;
        ph_buffer_append_json(&r->text, ph_json_text(&r->tree, node), r->tree.nodes[node].length);
        ph_buffer_append_byte(&r->text, '\0');
        r->failed |= r->text.failed;
        column->initial = r->text.failed ? NULL : ph_js_keep(r, r->text.data);
    } else {
        column->initial =
            ph_js_keep(r, kind == PH_JSON_NUMBER ? ph_json_text(&r->tree, node) : words[kind]);
    }
}
