/* generator.c: generators out of recipes, and blocks of their values, made at once. */
#include "generator.h"

#include "box.h"
#include "member.h"
#include "text.h"

enum { LIST_BYTES = 1 << 20 };

/* What a generator is made of. */
struct recipe {
    phony_cache *cache;
    struct box *model; /* or NULL, and then */
    const char *text;  /* a name, or a template */
    bool is_template;
    phony_template_options options;
    phony_generator_options values;
    bool has_values; /* without, a built-in name is the composite, not its locale's model */
};

/* [name, text or generator] */
static bool read_binding(struct call *call, napi_value pair, phony_binding *binding)
{
    napi_value name, value;
    napi_valuetype type;
    if (napi_get_element(call->env, pair, 0, &name) != napi_ok ||
        napi_get_element(call->env, pair, 1, &value) != napi_ok ||
        napi_typeof(call->env, value, &type) != napi_ok)
        return false;
    binding->name = call_text(call, name, "the name of a binding", NULL);
    if (!binding->name)
        return false;
    if (type == napi_string)
        return (binding->text = call_text(call, value, binding->name, NULL)) != NULL;
    struct box *box = box_read(call, value, BOX_GENERATOR);
    binding->generator = box_handle(box);
    return box != NULL;
}

static bool read_bindings(struct call *call, napi_value list, phony_template_options *options)
{
    uint32_t count;
    napi_value pair;
    if (call_is_empty(call, list))
        return true;
    if (napi_get_array_length(call->env, list, &count) != napi_ok)
        return false;
    phony_binding *bindings = arena_take(&call->arena, count * sizeof *bindings);
    if (!bindings)
        return call_fail(call, PHONY_ERROR_MEMORY, "out of memory");
    for (uint32_t i = 0; i < count; i++)
        if (napi_get_element(call->env, list, i, &pair) != napi_ok ||
            !read_binding(call, pair, &bindings[i]))
            return false;
    options->bindings = bindings;
    options->binding_count = count;
    return true;
}

/* The source: a model's handle, or a text with "name" or "template" beside it. */
static bool read_source(struct call *call, struct recipe *recipe)
{
    napi_valuetype type;
    if (napi_typeof(call->env, call->args[2], &type) != napi_ok)
        return false;
    if (type == napi_object)
        return (recipe->model = box_read(call, call->args[2], BOX_MODEL)) != NULL;
    recipe->text = call_text(call, call->args[2], "a name or template", NULL);
    return recipe->text &&
           napi_get_value_bool(call->env, call->args[3], &recipe->is_template) == napi_ok;
}

static bool read_recipe(struct call *call, struct recipe *recipe)
{
    struct member_target options = MEMBER_TARGET(&recipe->options, phony_template_options);
    struct member_target values = MEMBER_TARGET(&recipe->values, phony_generator_options);
    *recipe = (struct recipe){.options = {.size = sizeof recipe->options},
                              .values = {.size = sizeof recipe->values}};
    if (!call_is_empty(call, call->args[0])) {
        recipe->cache = box_handle(box_read(call, call->args[0], BOX_CACHE));
        if (!recipe->cache)
            return false;
    }
    recipe->options.cache = recipe->cache;
    recipe->has_values = !call_is_empty(call, call->args[5]);
    return read_source(call, recipe) && member_read(call, call->args[4], &options, 1) &&
           (!recipe->has_values || member_read(call, call->args[5], &values, 1)) &&
           read_bindings(call, call->args[6], &recipe->options);
}

static phony_status make(const phony_api *api, struct recipe *recipe, phony_generator **generator,
                         phony_error *error)
{
    if (recipe->model)
        return api->generator_new(box_handle(recipe->model), &recipe->values, generator, error);
    if (recipe->is_template)
        return api->generator_from_template(recipe->text, &recipe->options, generator, error);
    recipe->options.values = recipe->has_values ? &recipe->values : NULL;
    return api->generator_from_name(recipe->text, &recipe->options, generator, error);
}

/* generator(cache, seed, source, isTemplate, options, values, bindings) */
static napi_value generator_make(struct call *call)
{
    struct recipe recipe;
    phony_generator *generator;
    phony_key key;
    phony_error error;
    size_t length;
    const phony_api *api = &call->addon->api;
    if (!call_ready(call))
        return NULL;
    const char *seed = call_text(call, call->args[1], "the seed", &length);
    if (!seed || !read_recipe(call, &recipe))
        return NULL;
    if (api->key_from_seed(seed, length, NULL, &key, &error) ||
        make(api, &recipe, &generator, &error))
        return call_fail_with(call, &error);
    return box_wrap(call, BOX_GENERATOR, generator, NULL, &key);
}

/* list(generator, first, count): an array of their values; of very long ones, fewer, but at least
 * one. */
static napi_value generator_list(struct call *call)
{
    phony_error error;
    struct collected *scratch = &call->addon->scratch;
    struct collect_range range = {.separator = -1, .enough = LIST_BYTES};
    struct box *box = box_read(call, call->args[0], BOX_GENERATOR);
    if (!box || !call_row(call, 1, &range.first) ||
        !call_count(call, 2, "a number of values", TEXT_LIST, &range.count))
        return NULL;
    if (collect(&call->addon->api, box_handle(box), box_key(box), &range, scratch, &error))
        return call_fail_with(call, &error);
    napi_value list =
        text_list(call->env, call->addon, scratch->bytes, scratch->offsets, scratch->rows);
    return list ? list : call_fail(call, PHONY_ERROR_LIMIT, "a value is too long for a string");
}

/* cache(folder): with a folder, compiled models are kept there; null: in the usual one, where there
 * is a HOME; undefined: nowhere. */
static napi_value generator_cache(struct call *call)
{
    phony_cache *cache;
    phony_error error;
    napi_valuetype type;
    const char *folder;
    const phony_api *api = &call->addon->api;
    if (!call_ready(call) ||
        !call_optional_text(call, call->args[0], "the cache's folder", &folder))
        return NULL;
    if (api->cache_new(&cache, &error))
        return call_fail_with(call, &error);
    if (napi_typeof(call->env, call->args[0], &type) == napi_ok && type != napi_undefined)
        (void)api->cache_keep(cache, folder, &error); /* without, all works but the first start */
    return box_wrap(call, BOX_CACHE, cache, NULL, NULL);
}

const struct call_export generator_exports[] = {
    {"generator", generator_make},
    {"list", generator_list},
    {"cache", generator_cache},
    {NULL, NULL},
};
