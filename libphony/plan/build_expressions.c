/* Expressions and templates: their names become columns of the row, of the parent's or of the
 * children's; then types are checked, and the program is made. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"
#include "text/nearest.h"

enum { NAME_TEXT = 160 };

/* A problem with an expression, at its place in the text. */
static phony_status problem_in_text(ph_builder *b, ph_site site, phony_status status)
{
    if (status == PHONY_OK || status == PHONY_ERROR_MEMORY)
        return status;
    if (b->error->column)
        ph_document_problem(ph_build_document(b), site, "%s, at character %llu of the text",
                            b->error->message, (unsigned long long)b->error->column);
    else
        ph_document_problem(ph_build_document(b), site, "%s", b->error->message);
    return PHONY_OK;
}

/* ---- Columns that have a name but are no fields ---------------------------------------------- */

/* Its place by name; *is_new where it has to be made. */
static phony_status hidden_column(ph_builder *b, uint32_t entity, const char *name,
                                  uint32_t *number, int *is_new)
{
    ph_build_hidden *hidden = &b->hidden[entity];
    const char *kept;

    *number = ph_names_find(&hidden->names, name);
    *is_new = *number == PH_NO_NAME;
    if (!*is_new)
        return PHONY_OK;
    kept = ph_schema_keep(&b->plan->schema, name);
    *number = kept ? ph_names_add(&hidden->names, kept) : PH_NO_NAME;
    if (*number == PH_NO_NAME || ph_grow((void **)&hidden->columns, &hidden->capacity,
                                         hidden->names.count, sizeof *hidden->columns) < 0)
        return ph_fail_memory(b->error);
    hidden->columns[*number] = PH_NO_COLUMN;
    return PHONY_OK;
}

phony_status ph_build_hidden_generator(ph_builder *b, const ph_build_for *for_what,
                                       const char *name, uint32_t *column)
{
    const char *entity = b->plan->entities[for_what->entity].schema->name;
    ph_build_for own = *for_what;
    char path[NAME_TEXT], known_as[NAME_TEXT];
    uint32_t number;
    int is_new;
    phony_status status;

    /* What a generator gives depends on the locale of the field that asks for it. */
    snprintf(known_as, sizeof known_as, "%s@%s", name, for_what->locale);
    status = hidden_column(b, for_what->entity, known_as, &number, &is_new);
    if (!status && is_new) {
        snprintf(path, sizeof path, "%s.%s", entity, name);
        own.path = path;
        own.type = (ph_type){.kind = PH_TYPE_NONE};
        own.unique = 0;
        status = ph_build_named(b, &own, name, column);
        b->hidden[for_what->entity].columns[number] = *column;
    }
    if (!status)
        *column = b->hidden[for_what->entity].columns[number];
    return status;
}

/* ---- Parents --------------------------------------------------------------------------------- */

static ph_edge edge_of(const ph_link *link)
{
    return link->kind == PH_LINK_LEVELS ? PH_EDGE_UP : PH_EDGE_PARENT;
}

static phony_status check_parents(ph_builder *b, const ph_build_for *for_what, const ph_link *link,
                                  const uint32_t *targets, int *good)
{
    ph_type first = {0};

    *good = 1;
    for (size_t i = 0; i < link->parent_count; i++) {
        ph_type type;
        if (targets[i] == PH_NO_COLUMN) {
            *good = 0;
            return PHONY_OK;
        }
        type = ph_build_column(b, link->parents[i].entity, targets[i])->type;
        if (i > 0 && (type.kind != first.kind || type.scale != first.scale)) {
            ph_document_problem(ph_build_document(b), for_what->site,
                                "the parents' fields are of different types");
            *good = 0;
            return PHONY_OK;
        }
        first = i == 0 ? type : first;
    }
    return PHONY_OK;
}

phony_status ph_build_parent(ph_builder *b, const ph_build_for *for_what, uint32_t link,
                             const uint32_t *fields, uint32_t *column)
{
    const ph_link *l = &b->plan->links[link];
    uint32_t *targets = ph_realloc_array(NULL, l->parent_count + 1, sizeof *targets);
    phony_status status = targets ? PHONY_OK : ph_fail_memory(b->error);
    ph_column *c;
    int good = 0;

    *column = PH_NO_COLUMN;
    for (size_t i = 0; !status && i < l->parent_count; i++)
        status = ph_build_field(b, l->parents[i].entity, fields[i], edge_of(l), &targets[i]);
    if (!status)
        status = check_parents(b, for_what, l, targets, &good);
    if (!status && good)
        status = ph_build_new(b, for_what->entity, for_what->name, column);
    if (status || !good) {
        ph_free(targets);
        return status;
    }
    if (for_what->unique && l->kind != PH_LINK_SAME)
        ph_document_problem(ph_build_document(b), for_what->site,
                            "a reference is unique only in a one-to-one relationship");
    c = ph_build_column(b, for_what->entity, *column);
    c->class = &ph_column_parent;
    c->link = link;
    c->targets = targets;
    for (size_t i = 0; i < l->parent_count; i++)
        ph_build_stands_on(b, for_what->entity, *column, l->parents[i].entity, targets[i]);
    if (l->parent_count)
        c->type = ph_build_column(b, l->parents[0].entity, targets[0])->type;
    return PHONY_OK;
}

/* The relationship to the parent of this name; of several, which are a problem, the first. */
static uint32_t find_relationship(ph_builder *b, const ph_build_for *for_what, const char *name)
{
    const ph_schema *schema = &b->plan->schema;
    uint32_t found = PH_NO_NAME, count = 0;

    for (uint32_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        if (r->child.entity != for_what->entity || strcmp(r->name, name) != 0)
            continue;
        found = count++ == 0 ? i : found;
    }
    if (count > 1)
        ph_document_problem(ph_build_document(b), for_what->site,
                            "%s has %u parents named \"%.60s\": tell them apart by \"as\"",
                            schema->entities[for_what->entity].name, count, name);
    return found;
}

/* user.name: a field of the parent. */
static phony_status parent_member(ph_builder *b, const ph_build_for *for_what, uint32_t link,
                                  const ph_expr_name *name, uint32_t *column)
{
    const ph_schema_relationship *r = &b->plan->schema.relationships[link];
    const ph_schema_entity *parent = &b->plan->schema.entities[r->parents[0].entity];
    uint32_t field = ph_names_find(&parent->names, name->member), number;
    char text[NAME_TEXT];
    phony_status status;
    int is_new;

    if (r->parent_count > 1) {
        ph_document_problem(ph_build_document(b), for_what->site,
                            "\"%s\" may be a row of several entities: its fields are not known",
                            name->name);
        return PHONY_OK;
    }
    if (field == PH_NO_NAME) {
        char what[NAME_TEXT];
        snprintf(what, sizeof what, "%s has no field", parent->name);
        ph_build_unknown(b, for_what->site, what, name->member,
                         ph_names_nearest(&parent->names, name->member));
        return PHONY_OK;
    }
    snprintf(text, sizeof text, "%.64s.%.64s", name->name, name->member);
    status = hidden_column(b, for_what->entity, text, &number, &is_new);
    if (!status && is_new) {
        ph_build_for own = *for_what;
        own.unique = 0;
        status = ph_build_parent(b, &own, link, &field, column);
        b->hidden[for_what->entity].columns[number] = *column;
    }
    if (!status)
        *column = b->hidden[for_what->entity].columns[number];
    return status;
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* The first field whose generator is the document's one of this name. */
static uint32_t field_by_generator(const ph_builder *b, uint32_t entity, const char *name)
{
    const ph_schema_entity *schema = b->plan->entities[entity].schema;
    const ph_document *document = &b->plan->schema.document;

    if (ph_names_find(&b->plan->schema.generator_names, name) == PH_NO_NAME)
        return PH_NO_NAME;
    for (uint32_t i = 0; i < schema->field_count; i++) {
        ph_site site = schema->fields[i].generator;
        if (ph_site_kind(document, site) == PH_IS_TEXT &&
            strcmp(ph_site_text(document, site), name) == 0)
            return i;
    }
    return PH_NO_NAME;
}

static void unknown_name(ph_builder *b, const ph_build_for *for_what, const char *name)
{
    const ph_schema_entity *schema = b->plan->entities[for_what->entity].schema;
    ph_nearest nearest = {0};
    const char *generator = ph_build_nearest_generator(b, name);
    char what[NAME_TEXT];

    for (uint32_t i = 0; i < schema->names.count; i++)
        ph_nearest_try(&nearest, name, schema->names.names[i]);
    if (generator)
        ph_nearest_try(&nearest, name, generator);
    snprintf(what, sizeof what, "%s has no field, and there is no generator,", schema->name);
    ph_build_unknown(b, for_what->site, what, name, nearest.name);
}

static phony_status simple_name(ph_builder *b, const ph_build_for *for_what, const char *name,
                                uint32_t *column)
{
    uint32_t field = ph_names_find(&b->plan->entities[for_what->entity].schema->names, name);

    if (field == PH_NO_NAME)
        field = field_by_generator(b, for_what->entity, name);
    if (field != PH_NO_NAME)
        return ph_build_field(b, for_what->entity, field, for_what->edge, column);
    if (ph_build_is_generator(b, name))
        return ph_build_hidden_generator(b, for_what, name, column);
    unknown_name(b, for_what, name);
    return PHONY_OK;
}

static phony_status find_name(ph_builder *b, const ph_build_for *for_what, const ph_expr_name *name,
                              uint32_t *column)
{
    char text[NAME_TEXT];
    uint32_t link;

    *column = PH_NO_COLUMN;
    if (!name->member)
        return simple_name(b, for_what, name->name, column);
    link = find_relationship(b, for_what, name->name);
    if (link != PH_NO_NAME)
        return parent_member(b, for_what, link, name, column);
    snprintf(text, sizeof text, "%.64s.%.64s", name->name, name->member);
    if (ph_build_is_generator(b, text))
        return ph_build_hidden_generator(b, for_what, text, column);
    snprintf(text, sizeof text, "%s has no parent named",
             b->plan->entities[for_what->entity].schema->name);
    ph_build_unknown(b, for_what->site, text, name->name, NULL);
    return PHONY_OK;
}

/* ---- Aggregates ------------------------------------------------------------------------------ */

static const char *const folds[] = {[PH_FOLD_COUNT] = "count",
                                    [PH_FOLD_SUM] = "sum",
                                    [PH_FOLD_AVG] = "avg",
                                    [PH_FOLD_MIN] = "min",
                                    [PH_FOLD_MAX] = "max"};
enum { FOLDS = sizeof folds / sizeof *folds, AVG_PLACES = 6, PLACES_MAX = 9 };

/* The relationship from the entity that is summed over; PH_NO_NAME with a problem. */
static uint32_t find_children(ph_builder *b, const ph_build_for *for_what, const char *name)
{
    const ph_schema *schema = &b->plan->schema;
    uint32_t child = ph_names_find(&schema->entity_names, name), found = PH_NO_NAME;

    if (child == PH_NO_NAME) {
        ph_build_unknown(b, for_what->site, "there is no entity", name,
                         ph_names_nearest(&schema->entity_names, name));
        return PH_NO_NAME;
    }
    for (uint32_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        if (r->child.entity == child && r->parent_count == 1 &&
            r->parents[0].entity == for_what->entity && found == PH_NO_NAME)
            found = i;
    }
    if (found == PH_NO_NAME)
        ph_document_problem(ph_build_document(b), for_what->site, "%s is no child of %s",
                            schema->entities[child].name, schema->entities[for_what->entity].name);
    else if (!ph_link_has_children(&b->plan->links[found])) {
        ph_document_problem(ph_build_document(b), for_what->site,
                            "the children in %s can be told only where the relationship has "
                            "\"per_parent\"",
                            schema->entities[child].name);
        return PH_NO_NAME;
    }
    return found;
}

static phony_status bind(ph_builder *b, const ph_build_for *for_what, ph_expr *expr, int borrowed,
                         uint32_t *column);

static int has_sum(ph_type type)
{
    return type.kind == PH_TYPE_INT16 || type.kind == PH_TYPE_INT32 || type.kind == PH_TYPE_INT64 ||
           type.kind == PH_TYPE_DECIMAL || type.kind == PH_TYPE_FLOAT;
}

static int has_order(ph_type type)
{
    return has_sum(type) || type.kind == PH_TYPE_DATE || type.kind == PH_TYPE_TIME ||
           type.kind == PH_TYPE_TIMESTAMP || type.kind == PH_TYPE_TIMESTAMPTZ;
}

/* The type of the result; kind NONE: it has none. */
static ph_type type_of_fold(ph_fold_kind kind, ph_type what)
{
    static const ph_type none = {.kind = PH_TYPE_NONE};
    ph_type whole = {.kind = PH_TYPE_INT64};

    if (kind == PH_FOLD_COUNT)
        return whole;
    if (kind == PH_FOLD_MIN || kind == PH_FOLD_MAX)
        return has_order(what) ? what : none;
    if (!has_sum(what))
        return none;
    if (what.kind == PH_TYPE_FLOAT)
        return what;
    if (kind == PH_FOLD_AVG) {
        int32_t scale = (what.kind == PH_TYPE_DECIMAL ? what.scale : 0) + AVG_PLACES;
        int32_t most =
            what.kind == PH_TYPE_DECIMAL && what.scale > PLACES_MAX ? what.scale : PLACES_MAX;
        return (ph_type){PH_TYPE_DECIMAL, PH_DECIMAL_DIGITS_MAX, scale < most ? scale : most, 0};
    }
    if (what.kind == PH_TYPE_DECIMAL)
        return (ph_type){PH_TYPE_DECIMAL, PH_DECIMAL_DIGITS_MAX, what.scale, 0};
    return whole;
}

static phony_status make_fold(ph_builder *b, const ph_build_for *for_what, uint32_t link,
                              ph_fold_kind kind, uint32_t what, uint32_t condition,
                              uint32_t *column)
{
    uint32_t child = b->plan->links[link].child;
    ph_type none = {.kind = PH_TYPE_NONE};
    ph_type type =
        type_of_fold(kind, what == PH_NO_COLUMN ? none : ph_build_column(b, child, what)->type);
    phony_status status;
    ph_column *c;

    if (type.kind == PH_TYPE_NONE) {
        ph_document_problem(ph_build_document(b), for_what->site, "%s is of numbers%s", folds[kind],
                            kind == PH_FOLD_SUM || kind == PH_FOLD_AVG ? "" : ", dates or times");
        return PHONY_OK;
    }
    status = ph_build_new(b, for_what->entity, for_what->name, column);
    if (status)
        return status;
    c = ph_build_column(b, for_what->entity, *column);
    c->class = &ph_column_fold;
    c->link = link;
    c->fold = kind;
    c->what = what;
    c->condition = condition;
    c->type = type;
    ph_build_stands_on(b, for_what->entity, *column, child, what);
    ph_build_stands_on(b, for_what->entity, *column, child, condition);
    return PHONY_OK;
}

/* An expression over the children's rows. */
static phony_status over_children(ph_builder *b, const ph_build_for *for_what, uint32_t child,
                                  ph_expr *expr, ph_type_kind kind, uint32_t *column)
{
    ph_build_for own = *for_what;

    *column = PH_NO_COLUMN;
    if (!expr)
        return PHONY_OK;
    own.entity = child;
    own.path = own.name = b->plan->schema.entities[child].name;
    own.unique = 0;
    own.type = (ph_type){.kind = kind};
    own.edge = PH_EDGE_FOLD;
    return bind(b, &own, expr, 1, column);
}

static phony_status find_aggregate(ph_builder *b, const ph_build_for *for_what,
                                   const ph_expr_aggregate *aggregate, uint32_t *column)
{
    uint32_t link = find_children(b, for_what, aggregate->entity), kind = 0, what, condition;
    uint32_t child;
    phony_status status;

    *column = PH_NO_COLUMN;
    while (kind + 1 < FOLDS && strcmp(folds[kind], aggregate->function) != 0)
        kind++;
    if (link == PH_NO_NAME)
        return PHONY_OK;
    child = b->plan->links[link].child;
    status = over_children(b, for_what, child, aggregate->what, PH_TYPE_NONE, &what);
    if (!status)
        status =
            over_children(b, for_what, child, aggregate->condition, PH_TYPE_BOOLEAN, &condition);
    if (status || (aggregate->what && what == PH_NO_COLUMN) ||
        (aggregate->condition && condition == PH_NO_COLUMN))
        return status;
    return make_fold(b, for_what, link, (ph_fold_kind)kind, what, condition, column);
}

/* ---- Expressions ----------------------------------------------------------------------------- */

typedef struct parts {
    uint32_t *columns;
    ph_type *types;
    size_t count, columns_capacity, types_capacity;
    int broken;
} parts;

static phony_status add_part(ph_builder *b, uint32_t entity, parts *p, uint32_t column)
{
    if (ph_grow((void **)&p->columns, &p->columns_capacity, p->count + 1, sizeof *p->columns) < 0 ||
        ph_grow((void **)&p->types, &p->types_capacity, p->count + 1, sizeof *p->types) < 0)
        return ph_fail_memory(b->error);
    if (column == PH_NO_COLUMN) {
        p->broken = 1;
        return PHONY_OK;
    }
    p->types[p->count] = ph_build_column(b, entity, column)->type;
    p->columns[p->count++] = column;
    return PHONY_OK;
}

static phony_status collect(ph_builder *b, const ph_build_for *for_what, const ph_expr *expr,
                            parts *p)
{
    ph_expr_name name;
    ph_expr_aggregate aggregate;
    phony_status status = PHONY_OK;
    uint32_t column;

    for (size_t i = 0; !status && ph_expr_get_name(expr, i, &name); i++) {
        status = find_name(b, for_what, &name, &column);
        if (!status)
            status = add_part(b, for_what->entity, p, column);
    }
    for (size_t i = 0; !status && ph_expr_get_aggregate(expr, i, &aggregate); i++) {
        status = find_aggregate(b, for_what, &aggregate, &column);
        if (!status)
            status = add_part(b, for_what->entity, p, column);
    }
    return status;
}

static phony_status check_types(ph_builder *b, const ph_build_for *for_what, ph_expr *expr,
                                const parts *p, int *good)
{
    ph_expr_scope scope = {p->types, b->plan->now, for_what->locale};
    phony_status status = ph_expr_bind(expr, &scope, b->error);
    ph_buffer text = PH_BUFFER_INIT;

    *good = status == PHONY_OK;
    if (status)
        return problem_in_text(b, for_what->site, status);
    if (for_what->type.kind == PH_TYPE_NONE && ph_expr_type(expr).kind == PH_TYPE_NONE)
        *good = ph_expr_convert(expr, (ph_type){.kind = PH_TYPE_TEXT}) == 0;
    if (for_what->type.kind == PH_TYPE_NONE || ph_expr_convert(expr, for_what->type) == 0)
        return PHONY_OK;
    *good = 0;
    ph_type_append(ph_expr_type(expr), &text);
    ph_buffer_append_text(&text, ", where ");
    ph_type_append(for_what->type, &text);
    if (!text.failed)
        ph_document_problem(ph_build_document(b), for_what->site, "gives %.*s is asked for",
                            (int)text.length, text.data);
    status = text.failed ? ph_fail_memory(b->error) : PHONY_OK;
    ph_buffer_fini(&text);
    return status;
}

/* A checked expression to a column, which owns it from then on, unless it is borrowed; on failure
 * it does if `*taken`. */
static phony_status make_column(ph_builder *b, const ph_build_for *for_what, ph_expr *expr,
                                int borrowed, const uint32_t *inputs, size_t count,
                                uint32_t *column, int *taken)
{
    phony_status status = ph_build_new(b, for_what->entity, for_what->name, column);
    ph_column *c;

    if (status)
        return status;
    c = ph_build_column(b, for_what->entity, *column);
    c->class = &ph_column_expression;
    c->expr = expr;
    c->expr_is_borrowed = borrowed;
    c->type = ph_expr_type(expr);
    *taken = 1;
    status = ph_build_inputs(b, for_what->entity, *column, inputs, count);
    if (!status)
        status = ph_plan_key(b->plan, for_what->path,
                             &ph_build_column(b, for_what->entity, *column)->key, b->error);
    return status;
}

phony_status ph_build_given(ph_builder *b, const ph_build_for *for_what, const char *text,
                            int is_template, const uint32_t *inputs, size_t count, uint32_t *column)
{
    ph_type types[4];
    ph_expr_scope scope = {types, b->plan->now, for_what->locale};
    ph_expr *expr = NULL;
    int taken = 0;
    phony_status status = is_template ? ph_expr_parse_template(text, &expr, b->error)
                                      : ph_expr_parse(text, &expr, b->error);

    for (size_t i = 0; i < count; i++)
        types[i] = ph_build_column(b, for_what->entity, inputs[i])->type;
    if (!status)
        status = ph_expr_bind(expr, &scope, b->error);
    if (!status)
        status = make_column(b, for_what, expr, 0, inputs, count, column, &taken);
    if (!taken)
        ph_expr_free(expr);
    return status;
}

/* A parsed expression to a column; the column owns it from then on, unless it is borrowed; else it
 * is let go of. */
static phony_status bind(ph_builder *b, const ph_build_for *for_what, ph_expr *expr, int borrowed,
                         uint32_t *column)
{
    parts p = {0};
    int good = 0, taken = 0;
    phony_status status = collect(b, for_what, expr, &p);

    if (!status && !p.broken)
        status = check_types(b, for_what, expr, &p, &good);
    if (!status && good)
        status = make_column(b, for_what, expr, borrowed, p.columns, p.count, column, &taken);
    if (!taken && !borrowed)
        ph_expr_free(expr);
    ph_free(p.columns);
    ph_free(p.types);
    return status;
}

phony_status ph_build_expression(ph_builder *b, const ph_build_for *for_what, const char *text,
                                 int is_template, uint32_t *column)
{
    ph_expr *expr = NULL;
    phony_status status = is_template ? ph_expr_parse_template(text, &expr, b->error)
                                      : ph_expr_parse(text, &expr, b->error);

    *column = PH_NO_COLUMN;
    if (status)
        return problem_in_text(b, for_what->site, status);
    return bind(b, for_what, expr, 0, column);
}
