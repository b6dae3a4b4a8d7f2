/* The values of templates, which are made batch by batch: a column of every node in order, then the
 * rows out of the columns' values and the literals. A value depends on key and row alone, so how
 * batches are cut leaves no trace. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "value/cells.h"
#include "value/template_parts.h"

enum {
    BATCH_FIRST = 64,
    BATCH_MAX = 2048,
    BATCH_BYTES = 1 << 20 /* of all columns: with more, batches become smaller */
};

/* A part in a batch: row i is bytes[offsets[i & rows] .. offsets[(i & rows) + 1]); `rows` is 0 for
 * literals, which are one row, and all ones for columns. */
typedef struct view {
    const uint8_t *bytes;
    const uint32_t *offsets;
    size_t rows;
} view;

/* A node's values. */
typedef struct cells {
    ph_scratch scratch; /* GENERATOR, TEXT */
    ph_buffer text;     /* PIPE */
    uint32_t *offsets;
    const uint8_t *bytes; /* of either, set for each batch */
    const uint32_t *ends;
} cells;

typedef struct run {
    const ph_template *template;
    const phony_key *key;
    phony_error *error;
    cells *nodes;
    view *views; /* of one body at a time */
    ph_buffer a, b;
    uint64_t first; /* row of the batch */
    size_t rows;
} run;

/* ---- Rows ------------------------------------------------------------------------------------ */

static size_t make_views(const run *r, const ph_template_body *body)
{
    const ph_template *t = r->template;

    for (size_t i = 0; i < body->count; i++) {
        const ph_template_part *part = &body->parts[i];
        if (part->node == PH_TEMPLATE_LITERAL)
            r->views[i] = (view){(const uint8_t *)t->literals.data, part->run, 0};
        else
            r->views[i] = (view){r->nodes[part->node].bytes, r->nodes[part->node].ends, SIZE_MAX};
    }
    return body->count;
}

/* Puts a row together; returns its length, or SIZE_MAX where there is no room. */
static inline size_t put_row(const view *views, size_t count, size_t row, uint8_t *to, size_t room)
{
    uint8_t *at = to, *end = to + room;

    for (size_t i = 0; i < count; i++) {
        const uint32_t *at_row = views[i].offsets + (row & views[i].rows);
        size_t length = at_row[1] - at_row[0];
        if ((size_t)(end - at) >= length + PH_TEMPLATE_SLACK)
            at = ph_put(at, views[i].bytes + at_row[0], length);
        else if ((size_t)(end - at) >= length)
            at = (uint8_t *)mempcpy(at, views[i].bytes + at_row[0], length);
        else
            return SIZE_MAX;
    }
    return (size_t)(at - to);
}

/* Adds rows `from` on of the batch to a column, as many as fit. */
static void put_rows(const run *r, const ph_template_body *body, size_t from, phony_column *column)
{
    const size_t separator = column->separator >= 0;
    const size_t width = body == &r->template->root ? r->template->width : 0;
    const size_t count = make_views(r, body);
    size_t used = column->offsets[column->rows];

    for (size_t row = from; row < r->rows && column->rows < column->rows_capacity; row++) {
        uint8_t *to = column->bytes + used;
        size_t room = column->bytes_capacity - used, length;
        if (room < width + separator)
            break;
        length = put_row(r->views, count, row, to, room - width - separator);
        if (length == SIZE_MAX)
            break;
        if (width)
            length = ph_template_put_number(r->template, r->key, r->first + row, to, length);
        if (separator)
            to[length] = (uint8_t)column->separator;
        used += length + separator;
        column->offsets[++column->rows] = (uint32_t)used;
    }
}

/* ---- Columns of nodes ------------------------------------------------------------------------ */

/* A template within the template as a generator, for the time of a batch. */
typedef struct inner {
    phony_generator base;
    const run *run;
    const ph_template_body *body;
} inner;

static phony_status fill_inner(const phony_generator *generator, const phony_key *key,
                               uint64_t first, uint64_t count, phony_column *column,
                               phony_error *error)
{
    const inner *i = (const inner *)generator;

    (void)key;
    (void)count;
    column->rows = 0;
    put_rows(i->run, i->body, (size_t)(first - i->run->first), column);
    if (column->rows == 0 && column->bytes_capacity > PH_TEMPLATE_VALUE_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT,
                       "a template within the template makes a value of more than %d bytes",
                       PH_TEMPLATE_VALUE_MAX);
    return PHONY_OK;
}

static phony_status fill_scratch(run *r, const phony_generator *generator, const phony_key *key,
                                 cells *own)
{
    phony_status status =
        ph_scratch_fill(&own->scratch, generator, key, r->first, r->rows, r->error);

    own->bytes = own->scratch.column.bytes;
    own->ends = own->scratch.column.offsets;
    return status;
}

static phony_status make_generated(run *r, const ph_template_node *node, cells *own)
{
    phony_key part = node->outer ? *r->key : ph_key_part(r->key, &node->path);

    return fill_scratch(r, node->generator, &part, own);
}

static phony_status make_text(run *r, const ph_template_node *node, cells *own)
{
    static const ph_generator_class class = {"part of a template", fill_inner, NULL};
    inner text = {.run = r, .body = &node->body};

    ph_generator_init(&text.base, &class);
    return fill_scratch(r, &text.base, r->key, own);
}

static phony_status make_piped(run *r, const ph_template_node *node, cells *own)
{
    const cells *from = &r->nodes[node->source];
    phony_status status = PHONY_OK;

    if (!own->offsets)
        own->offsets = ph_realloc_array(NULL, BATCH_MAX + 1, sizeof *own->offsets);
    if (!own->offsets)
        return ph_fail_memory(r->error);
    own->text.length = 0;
    own->offsets[0] = 0;
    for (size_t i = 0; i < r->rows && !status; i++) {
        status =
            ph_pipe_apply(node->pipe, (const char *)from->bytes + from->ends[i],
                          from->ends[i + 1] - from->ends[i], &r->a, &r->b, &own->text, r->error);
        own->offsets[i + 1] = (uint32_t)own->text.length;
    }
    if (!status && !ph_buffer_reserve(&own->text, PH_TEMPLATE_SLACK))
        status = ph_fail_memory(r->error);
    own->bytes = (const uint8_t *)own->text.data;
    own->ends = own->offsets;
    return status;
}

/* Makes the columns; returns their bytes in `size`. */
static phony_status make_nodes(run *r, size_t *size)
{
    static phony_status (*const make[])(run *, const ph_template_node *, cells *) = {
        [PH_NODE_GENERATOR] = make_generated,
        [PH_NODE_TEXT] = make_text,
        [PH_NODE_PIPE] = make_piped,
    };
    phony_status status = PHONY_OK;

    *size = 0;
    for (size_t i = 0; i < r->template->node_count && !status; i++) {
        const ph_template_node *node = &r->template->nodes[i];
        status = make[node->kind](r, node, &r->nodes[i]);
        if (!status)
            *size += r->nodes[i].ends[r->rows];
    }
    return status;
}

/* ---- Filling --------------------------------------------------------------------------------- */

static size_t widest(const ph_template *t)
{
    size_t parts = t->root.count;

    for (size_t i = 0; i < t->node_count; i++)
        parts = t->nodes[i].body.count > parts ? t->nodes[i].body.count : parts;
    return parts;
}

static phony_status begin(run *r)
{
    r->nodes = ph_calloc(r->template->node_count, sizeof *r->nodes);
    r->views = ph_realloc_array(NULL, widest(r->template), sizeof *r->views);
    return r->nodes && r->views ? PHONY_OK : ph_fail_memory(r->error);
}

static void end(run *r)
{
    for (size_t i = 0; r->nodes && i < r->template->node_count; i++) {
        ph_scratch_fini(&r->nodes[i].scratch);
        ph_buffer_fini(&r->nodes[i].text);
        ph_free(r->nodes[i].offsets);
    }
    ph_free(r->nodes);
    ph_free(r->views);
    ph_buffer_fini(&r->a);
    ph_buffer_fini(&r->b);
}

static phony_status fill_batches(run *r, uint64_t first, uint64_t count, phony_column *column)
{
    size_t batch = BATCH_FIRST, size;

    while (column->rows < count) {
        size_t before = column->rows;
        uint64_t left = count - before;
        phony_status status;
        r->first = first + before;
        r->rows = left < batch ? (size_t)left : batch;
        status = make_nodes(r, &size);
        if (status)
            return status;
        put_rows(r, &r->template->root, 0, column);
        if (column->rows - before < r->rows)
            break;
        if (size > BATCH_BYTES)
            batch = batch > 1 ? batch / 2 : 1;
        else
            batch = batch < BATCH_MAX / 4 ? batch * 4 : BATCH_MAX;
    }
    return PHONY_OK;
}

/* The one generator that a template is nothing but, or NULL. */
static const ph_template_node *only_node(const ph_template *t)
{
    if (t->numbered || t->root.count != 1 || t->root.parts[0].node == PH_TEMPLATE_LITERAL ||
        t->nodes[t->root.parts[0].node].kind != PH_NODE_GENERATOR)
        return NULL;
    return &t->nodes[t->root.parts[0].node];
}

phony_status ph_template_fill(const phony_generator *generator, const phony_key *key,
                              uint64_t first, uint64_t count, phony_column *column,
                              phony_error *error)
{
    const ph_template *t = (const ph_template *)generator;
    const ph_template_node *only = only_node(t);
    run r = {.template = t, .key = key, .error = error};
    phony_status status = PHONY_OK;

    if (t->numbered)
        status = ph_generator_check_rows(t->numbered, first, count, error);
    if (status)
        return status;
    if (only) {
        phony_key part = only->outer ? *key : ph_key_part(key, &only->path);
        return only->generator->class->fill(only->generator, &part, first, count, column, error);
    }
    column->rows = 0;
    status = begin(&r);
    if (!status)
        status = fill_batches(&r, first, count, column);
    end(&r);
    return status;
}
