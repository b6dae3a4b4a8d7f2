/* Reading templates: literals, "{{", "}}", and references with their functions. */
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/utf8.h"
#include "value/template_parts.h"

enum { NAME_MAX_LENGTH = 255 };

typedef struct parser {
    ph_template_compiler *compiler;
    const ph_template_frame *frame;
    ph_template_body *body;
    const char *text;
    size_t length, at;
} parser;

#define fail_here(p, status, at, ...)                                                              \
    ph_fail_at((p)->compiler->error, (status), 1, (at) + 1, __VA_ARGS__)

size_t ph_template_name_character(const char *text, size_t length)
{
    size_t size;
    uint32_t point;
    utf8proc_category_t category;

    if (length == 0)
        return 0;
    point = ph_utf8_decode(text, &size);
    if (point < 0x80)
        return (point | 32) - 'a' < 26 || point - '0' < 10 || strchr("_./-", (int)point) != NULL;
    category = utf8proc_category((utf8proc_int32_t)point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME ? size : 0;
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static phony_status add_part(parser *p, ph_template_part part)
{
    ph_template_body *body = p->body;

    if (ph_grow((void **)&body->parts, &body->capacity, body->count + 1, sizeof *body->parts) < 0)
        return ph_fail_memory(p->compiler->error);
    body->parts[body->count++] = part;
    return PHONY_OK;
}

/* Adds to the literal before it where there is one that ends where all of them do. */
static phony_status add_literal(parser *p, const char *bytes, size_t length)
{
    ph_buffer *literals = &p->compiler->made->literals;
    ph_template_part *last = p->body->count ? &p->body->parts[p->body->count - 1] : NULL;
    size_t begin = literals->length;

    if (length == 0)
        return PHONY_OK;
    if (length > UINT32_MAX - begin)
        return ph_fail(p->compiler->error, PHONY_ERROR_LIMIT, "templates of more than 4 GiB");
    ph_buffer_append(literals, bytes, length);
    if (literals->failed)
        return ph_fail_memory(p->compiler->error);
    if (last && last->node == PH_TEMPLATE_LITERAL && last->run[1] == begin) {
        last->run[1] = (uint32_t)literals->length;
        return PHONY_OK;
    }
    return add_part(
        p, (ph_template_part){PH_TEMPLATE_LITERAL, {(uint32_t)begin, (uint32_t)literals->length}});
}

/* ---- References ------------------------------------------------------------------------------ */

static void skip_spaces(parser *p)
{
    while (p->at < p->length && p->text[p->at] == ' ')
        p->at++;
}

static phony_status unclosed(parser *p, size_t brace)
{
    return fail_here(p, PHONY_ERROR_SYNTAX, brace,
                     "the '{' has no '}' (write '{{' for the character)");
}

/* What stands behind a name and cannot. */
static phony_status bad_character(parser *p, size_t brace)
{
    size_t size;

    if (p->at == p->length)
        return unclosed(p, brace);
    ph_utf8_decode(p->text + p->at, &size);
    if (p->text[p->at] < ' ' && size == 1)
        return fail_here(p, PHONY_ERROR_SYNTAX, p->at, "a control character in a name");
    return fail_here(p, PHONY_ERROR_SYNTAX, p->at,
                     "'%.*s' in a name: names are letters, digits, '_', '.', '/' and '-'",
                     (int)size, p->text + p->at);
}

/* "name", with spaces around it, up to '|' or '}'. */
static phony_status parse_name(parser *p, size_t brace, char name[NAME_MAX_LENGTH + 1])
{
    size_t begin, length, size;

    skip_spaces(p);
    begin = p->at;
    while ((size = ph_template_name_character(p->text + p->at, p->length - p->at)) > 0)
        p->at += size;
    length = p->at - begin;
    skip_spaces(p);
    if (p->at == p->length || (p->text[p->at] != '|' && p->text[p->at] != '}'))
        return bad_character(p, brace);
    if (length == 0)
        return fail_here(p, PHONY_ERROR_SYNTAX, begin, "a name is missing behind '{'");
    if (length > NAME_MAX_LENGTH)
        return fail_here(p, PHONY_ERROR_LIMIT, begin, "a name of more than %d bytes",
                         NAME_MAX_LENGTH);
    memcpy(name, p->text + begin, length);
    name[length] = '\0';
    return PHONY_OK;
}

/* The end of the functions that begin at `at`: their '}', or the text's. '\\' takes what follows.
 */
static size_t functions_end(const parser *p, size_t at)
{
    while (at < p->length && p->text[at] != '}')
        at += p->text[at] == '\\' && at + 1 < p->length ? 2 : 1;
    return at;
}

/* The same functions on the same node are one node. */
static int find_pipe(const ph_template *made, size_t source, const char *text, size_t length,
                     size_t *node)
{
    for (size_t i = source + 1; i < made->node_count; i++) {
        const ph_template_node *n = &made->nodes[i];
        if (n->kind == PH_NODE_PIPE && n->source == source && strlen(n->name) == length &&
            !memcmp(n->name, text, length)) {
            *node = i;
            return 1;
        }
    }
    return 0;
}

static phony_status parse_functions(parser *p, size_t brace, size_t *node)
{
    ph_template_compiler *c = p->compiler;
    size_t begin = ++p->at, source = *node;
    ph_template_node *made;

    p->at = functions_end(p, begin);
    if (p->at >= p->length)
        return unclosed(p, brace);
    if (find_pipe(c->made, source, p->text + begin, p->at - begin, node))
        return PHONY_OK;
    made = ph_template_add(c, PH_NODE_PIPE, p->text + begin, p->at - begin);
    if (!made)
        return PHONY_ERROR_MEMORY;
    made->source = source;
    *node = c->made->node_count - 1;
    return ph_pipe_parse(p->text + begin, p->at - begin, begin + 1, c->options->locale, &made->pipe,
                         c->error);
}

static phony_status parse_reference(parser *p)
{
    size_t brace = p->at++, begin, node = 0;
    char name[NAME_MAX_LENGTH + 1];
    phony_status status;

    skip_spaces(p);
    begin = p->at;
    status = parse_name(p, brace, name);
    if (!status)
        status = ph_template_find(p->compiler, name, begin + 1, p->frame, &node);
    if (!status && p->text[p->at] == '|')
        status = parse_functions(p, brace, &node);
    if (status)
        return status;
    p->at++; /* the '}' */
    return add_part(p, (ph_template_part){.node = node});
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static phony_status parse_brace(parser *p)
{
    char brace = p->text[p->at];

    if (p->at + 1 < p->length && p->text[p->at + 1] == brace) {
        p->at += 2;
        return add_literal(p, &brace, 1);
    }
    if (brace == '{')
        return parse_reference(p);
    return fail_here(p, PHONY_ERROR_SYNTAX, p->at,
                     "the '}' has no '{' (write '}}' for the character)");
}

phony_status ph_template_parse(ph_template_compiler *compiler, const char *text,
                               const ph_template_frame *frame, ph_template_body *body)
{
    parser p = {.compiler = compiler, .frame = frame, .body = body, .text = text};
    phony_status status = PHONY_OK;
    size_t bad;

    p.length = strlen(text);
    bad = ph_utf8_check(text, p.length);
    if (bad < p.length)
        return fail_here(&p, PHONY_ERROR_ENCODING, bad, "the template is not UTF-8");
    while (!status && p.at < p.length) {
        size_t plain = strcspn(text + p.at, "{}");
        status = add_literal(&p, text + p.at, plain);
        p.at += plain;
        if (!status && p.at < p.length)
            status = parse_brace(&p);
    }
    return status;
}
