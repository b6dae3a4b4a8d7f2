/* dataset.c: data sets: opening, what is wrong with their schemas, what they are made of. */
#include "dataset.h"

#include "box.h"
#include "member.h"
#include "text.h"

struct source {
    struct box *cache;
    const char *text;
    size_t length;
    bool is_text; /* the schema itself, not its path */
    phony_dataset_options options;
};

/* [[entity, rows], ...] */
static bool read_counts(struct call *call, napi_value list, phony_dataset_options *options)
{
    uint32_t count;
    napi_value pair, name, rows;
    double number;
    if (napi_get_array_length(call->env, list, &count) != napi_ok)
        return call_fail(call, PHONY_ERROR_ARGUMENT, "counts must be a list");
    phony_count *counts = arena_take(&call->arena, count * sizeof *counts);
    if (!counts)
        return call_fail(call, PHONY_ERROR_MEMORY, "out of memory");
    for (uint32_t i = 0; i < count; i++) {
        if (napi_get_element(call->env, list, i, &pair) != napi_ok ||
            napi_get_element(call->env, pair, 0, &name) != napi_ok ||
            napi_get_element(call->env, pair, 1, &rows) != napi_ok)
            return false;
        counts[i].entity = call_text(call, name, "an entity's name", NULL);
        if (!counts[i].entity || !call_number(call, rows, "a number of rows", 0, 1e15, &number))
            return false;
        counts[i].rows = (uint64_t)number;
    }
    options->counts = counts;
    options->count_count = count;
    return true;
}

static bool read_source(struct call *call, struct source *source)
{
    struct member_target target = MEMBER_TARGET(&source->options, phony_dataset_options);
    *source = (struct source){.options = {.size = sizeof source->options}};
    source->cache = box_read(call, call->args[0], BOX_CACHE);
    if (!source->cache)
        return false;
    source->options.cache = box_handle(source->cache);
    source->text = call_text(call, call->args[1], "a schema", &source->length);
    return source->text &&
           napi_get_value_bool(call->env, call->args[2], &source->is_text) == napi_ok &&
           member_read(call, call->args[3], &target, 1) &&
           read_counts(call, call->args[4], &source->options);
}

/* A function that gives struct `index`, PHONY_ERROR_NOT_FOUND past the last. */
typedef phony_status (*get_struct)(const phony_api *api, const phony_dataset *dataset,
                                   size_t entity, size_t index, void *out);

static phony_status get_problem(const phony_api *api, const phony_dataset *dataset, size_t entity,
                                size_t index, void *out)
{
    (void)entity;
    *(phony_problem *)out = (phony_problem){.size = sizeof(phony_problem)};
    return api->dataset_get_problem(dataset, index, out, NULL);
}

static phony_status get_entity(const phony_api *api, const phony_dataset *dataset, size_t entity,
                               size_t index, void *out)
{
    (void)entity;
    *(phony_entity *)out = (phony_entity){.size = sizeof(phony_entity)};
    return api->dataset_get_entity(dataset, index, out, NULL);
}

static phony_status get_field(const phony_api *api, const phony_dataset *dataset, size_t entity,
                              size_t index, void *out)
{
    *(phony_field *)out = (phony_field){.size = sizeof(phony_field)};
    return api->dataset_get_field(dataset, entity, index, out, NULL);
}

static phony_status get_relationship(const phony_api *api, const phony_dataset *dataset,
                                     size_t entity, size_t index, void *out)
{
    (void)entity;
    *(phony_relationship *)out = (phony_relationship){.size = sizeof(phony_relationship)};
    return api->dataset_get_relationship(dataset, index, out, NULL);
}

static napi_value list_structs(struct call *call, const phony_dataset *dataset, size_t entity,
                               get_struct get, const struct phony_member *members)
{
    union {
        phony_problem problem;
        phony_entity entity;
        phony_field field;
        phony_relationship relationship;
    } out;
    napi_value list;
    if (napi_create_array(call->env, &list) != napi_ok)
        return NULL;
    for (uint32_t i = 0; !get(&call->addon->api, dataset, entity, i, &out); i++) {
        napi_value object = member_write(call->env, &out, members);
        if (!object || napi_set_element(call->env, list, i, object) != napi_ok)
            return NULL;
    }
    return list;
}

/* Throws what is wrong with a schema, all of it as `problems`, and frees the data set. */
static napi_value fail_schema(struct call *call, const phony_error *error, phony_dataset *dataset)
{
    napi_value object, problems;
    problems = list_structs(call, dataset, 0, get_problem, phony_problem_members);
    call->addon->api.dataset_free(dataset);
    if (problems && text_error(call->env, call->addon, error, &object) &&
        napi_set_named_property(call->env, object, "problems", problems) == napi_ok)
        napi_throw(call->env, object);
    return NULL;
}

/* dataset(cache, source, isText, options, counts) */
static napi_value dataset_open(struct call *call)
{
    struct source source;
    phony_dataset *dataset = NULL;
    phony_error error;
    const phony_api *api = &call->addon->api;
    if (!read_source(call, &source))
        return NULL;
    phony_status status =
        source.is_text
            ? api->dataset_parse(source.text, source.length, &source.options, &dataset, &error)
            : api->dataset_open(source.text, &source.options, &dataset, &error);
    if (status == PHONY_ERROR_SCHEMA)
        return fail_schema(call, &error, dataset);
    if (status)
        return call_fail_with(call, &error);
    return box_wrap(call, BOX_DATASET, dataset, source.cache, NULL);
}

/* entities(dataset), fields(dataset, entity), relationships(dataset) */
static napi_value dataset_entities(struct call *call)
{
    struct box *box = box_read(call, call->args[0], BOX_DATASET);
    return box ? list_structs(call, box_handle(box), 0, get_entity, phony_entity_members) : NULL;
}

static napi_value dataset_fields(struct call *call)
{
    size_t entity;
    struct box *box = box_read(call, call->args[0], BOX_DATASET);
    if (!box || !call_count(call, 1, "an entity's number", INT32_MAX, &entity))
        return NULL;
    return list_structs(call, box_handle(box), entity, get_field, phony_field_members);
}

static napi_value dataset_relationships(struct call *call)
{
    struct box *box = box_read(call, call->args[0], BOX_DATASET);
    return box ? list_structs(call, box_handle(box), 0, get_relationship,
                              phony_relationship_members)
               : NULL;
}

/* find(dataset, name): an entity's number. */
static napi_value dataset_find(struct call *call)
{
    size_t index;
    phony_error error;
    napi_value number = NULL;
    struct box *box = box_read(call, call->args[0], BOX_DATASET);
    const char *name = box ? call_text(call, call->args[1], "an entity's name", NULL) : NULL;
    if (!name)
        return NULL;
    if (call->addon->api.dataset_find(box_handle(box), name, &index, &error))
        return call_fail_with(call, &error);
    napi_create_double(call->env, (double)index, &number);
    return number;
}

const struct call_export dataset_exports[] = {
    {"dataset", dataset_open},  {"entities", dataset_entities},
    {"fields", dataset_fields}, {"relationships", dataset_relationships},
    {"find", dataset_find},     {NULL, NULL},
};
