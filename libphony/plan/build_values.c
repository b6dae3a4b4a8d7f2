/* What a field's values come from: its relationship, its generator, its type, or cases of these. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build.h"

/* ---- Relationships, types -------------------------------------------------------------------- */

typedef struct place {
    const ph_schema_relationship *relationship;
    uint32_t number;
    size_t at; /* among the key's fields */
    int is_kind;
} place;

/* The relationship that a field belongs to. */
static int find_relationship(ph_builder *b, uint32_t entity, uint32_t field, place *found)
{
    const ph_schema *schema = &b->plan->schema;

    for (uint32_t i = 0; i < schema->relationship_count; i++) {
        const ph_schema_relationship *r = &schema->relationships[i];
        if (r->child.entity != entity)
            continue;
        *found = (place){r, i, 0, r->type_field == field};
        if (found->is_kind)
            return 1;
        for (; found->at < r->child.field_count; found->at++) {
            if (r->child.fields[found->at] == field)
                return 1;
        }
    }
    return 0;
}

static phony_status make_parent_kind(ph_builder *b, const ph_build_for *for_what, uint32_t link,
                                     uint32_t *column)
{
    phony_status status = ph_build_new(b, for_what->entity, for_what->name, column);

    if (status)
        return status;
    ph_build_column(b, for_what->entity, *column)->class = &ph_column_parent_kind;
    ph_build_column(b, for_what->entity, *column)->link = link;
    ph_build_column(b, for_what->entity, *column)->type = (ph_type){.kind = PH_TYPE_TEXT};
    return PHONY_OK;
}

static phony_status make_reference(ph_builder *b, const ph_build_for *for_what, const place *at,
                                   uint32_t *column)
{
    const ph_schema_relationship *r = at->relationship;
    uint32_t *fields;
    phony_status status;

    if (at->is_kind)
        return make_parent_kind(b, for_what, at->number, column);
    fields = ph_realloc_array(NULL, r->parent_count, sizeof *fields);
    if (!fields)
        return ph_fail_memory(b->error);
    for (size_t i = 0; i < r->parent_count; i++)
        fields[i] = r->parents[i].fields[at->at];
    status = ph_build_parent(b, for_what, at->number, fields, column);
    ph_free(fields);
    return status;
}

/* What a type gives where nothing is said of a generator. */
static const char *const by_type[] = {[PH_TYPE_INT16] = "integer",
                                      [PH_TYPE_INT32] = "integer",
                                      [PH_TYPE_INT64] = "integer",
                                      [PH_TYPE_DECIMAL] = "decimal",
                                      [PH_TYPE_FLOAT] = "float",
                                      [PH_TYPE_BOOLEAN] = "boolean",
                                      [PH_TYPE_TEXT] = "word",
                                      [PH_TYPE_DATE] = "date",
                                      [PH_TYPE_TIME] = "time",
                                      [PH_TYPE_TIMESTAMP] = "datetime",
                                      [PH_TYPE_TIMESTAMPTZ] = "datetime",
                                      [PH_TYPE_UUID] = "uuid",
                                      [PH_TYPE_BYTES] = "bytes",
                                      [PH_TYPE_INET] = "ip",
                                      [PH_TYPE_MACADDR] = "mac"};

static phony_status make_from_type(ph_builder *b, const ph_build_for *for_what, uint32_t *column)
{
    ph_type_kind kind = for_what->type.kind;
    const char *name = (size_t)kind < sizeof by_type / sizeof *by_type ? by_type[kind] : NULL;

    if (name)
        return ph_build_named(b, for_what, name, column);
    if (b->had_problems && kind == PH_TYPE_NONE)
        return PHONY_OK; /* its relationship may be among them */
    ph_document_problem(ph_build_document(b), for_what->site,
                        kind == PH_TYPE_NONE
                            ? "has neither a generator nor a type nor a relationship"
                            : "needs a generator: its type alone does not say what values it has");
    return PHONY_OK;
}

static phony_status make_plain(ph_builder *b, const ph_build_for *for_what,
                               const ph_schema_field *f, uint32_t field, uint32_t *column)
{
    place at;

    if (find_relationship(b, for_what->entity, field, &at)) {
        if (ph_site_is(f->generator))
            ph_document_problem(
                ph_build_document(b), f->generator,
                "the relationship with %s gives the values: take the generator away",
                b->plan->schema.entities[at.relationship->parents[0].entity].name);
        return make_reference(b, for_what, &at, column);
    }
    if (ph_site_is(f->generator))
        return ph_build_generator(b, for_what, f->generator, column);
    if (ph_site_is(f->initial))
        return ph_build_generator(b, for_what, f->initial, column);
    return make_from_type(b, for_what, column);
}

/* ---- Cases ----------------------------------------------------------------------------------- */

static phony_status make_case(ph_builder *b, const ph_build_for *for_what, ph_site site,
                              uint32_t number, uint32_t *inputs)
{
    ph_document *document = ph_build_document(b);
    ph_site condition = ph_site_get(document, site, "if", PH_IS_TEXT);
    ph_site generator = ph_site_get(document, site, "generator", PH_IS_TEXT | PH_IS_OBJECT);
    ph_build_for test = *for_what, value = *for_what;
    char path[192];
    phony_status status;

    if (!ph_site_is(condition) || !ph_site_is(generator))
        return PHONY_OK;
    test.site = condition;
    test.type = (ph_type){.kind = PH_TYPE_BOOLEAN};
    value.site = generator;
    snprintf(path, sizeof path, "%s#when%u", for_what->path, number);
    value.path = path;
    status = ph_build_expression(b, &test, ph_site_text(document, condition), 0, &inputs[0]);
    if (!status)
        status = ph_build_generator(b, &value, generator, &inputs[1]);
    return status;
}

/* All values as one type: the one asked for, or the first's. */
static phony_status convert_cases(ph_builder *b, const ph_build_for *for_what, uint32_t *inputs,
                                  size_t count, ph_type *type)
{
    phony_status status = PHONY_OK;

    *type = for_what->type;
    for (size_t i = 0; !status && i < count; i++) {
        int is_condition = i % 2 == 0 && i + 1 < count;
        if (inputs[i] == PH_NO_COLUMN || is_condition)
            continue;
        if (type->kind == PH_TYPE_NONE)
            *type = ph_build_column(b, for_what->entity, inputs[i])->type;
        status = ph_build_convert(b, for_what, inputs[i], *type, &inputs[i]);
    }
    return status;
}

/* Inputs: condition, value, condition, value, ..., what holds else. */
static phony_status fill_choice(ph_builder *b, const ph_build_for *for_what,
                                const ph_schema_field *f, uint32_t field, uint32_t *inputs,
                                size_t count)
{
    ph_document *document = ph_build_document(b);
    ph_site at = ph_site_child(document, f->when);
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i + 1 < count; i += 2, at = ph_site_next(document, at))
        status = make_case(b, for_what, at, (uint32_t)(i / 2), &inputs[i]);
    if (status)
        return status;
    if (ph_site_is(f->generator) || ph_site_is(f->initial) || f->type.kind != PH_TYPE_NONE)
        return make_plain(b, for_what, f, field, &inputs[count - 1]);
    return ph_build_named(b, for_what, "null", &inputs[count - 1]);
}

static phony_status make_choice(ph_builder *b, const ph_build_for *for_what,
                                const ph_schema_field *f, uint32_t field, uint32_t *column)
{
    size_t cases = ph_site_node(ph_build_document(b), f->when)->count, count = 2 * cases + 1;
    uint32_t *inputs = ph_realloc_array(NULL, count, sizeof *inputs);
    phony_status status;
    ph_type type = {.kind = PH_TYPE_NONE};
    int good = 1;

    if (!inputs)
        return ph_fail_memory(b->error);
    memset(inputs, 0xFF, count * sizeof *inputs);
    status = fill_choice(b, for_what, f, field, inputs, count);
    if (!status)
        status = convert_cases(b, for_what, inputs, count, &type);
    for (size_t i = 0; i < count; i++)
        good &= inputs[i] != PH_NO_COLUMN;
    if (!status && good) {
        status = ph_build_new(b, for_what->entity, for_what->name, column);
        if (!status)
            status = ph_build_inputs(b, for_what->entity, *column, inputs, count);
        if (!status) {
            ph_build_column(b, for_what->entity, *column)->class = &ph_column_choice;
            ph_build_column(b, for_what->entity, *column)->type = type;
        }
    }
    ph_free(inputs);
    return status;
}

phony_status ph_build_value(ph_builder *b, const ph_build_for *for_what, const ph_schema_field *f,
                            uint32_t field, uint32_t *column)
{
    return ph_site_is(f->when) ? make_choice(b, for_what, f, field, column)
                               : make_plain(b, for_what, f, field, column);
}
