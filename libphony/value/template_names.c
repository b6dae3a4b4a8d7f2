/* What the names in templates mean: bindings, built-in generators, models, in this order. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/nearest.h"
#include "value/builtin.h"
#include "value/locale_data.h"
#include "value/template_parts.h"

enum { MODEL_NAME_MAX = 512 };

const phony_binding *ph_template_binding(const phony_template_options *options, const char *name)
{
    for (size_t i = 0; i < options->binding_count; i++) {
        if (!strcmp(options->bindings[i].name, name))
            return &options->bindings[i];
    }
    return NULL;
}

ph_template_node *ph_template_add(ph_template_compiler *compiler, int kind, const char *name,
                                  size_t length)
{
    ph_template *made = compiler->made;
    char *copy;

    if (ph_grow((void **)&made->nodes, &made->node_capacity, made->node_count + 1,
                sizeof *made->nodes) < 0 ||
        !(copy = ph_strndup(name, length))) {
        ph_fail_memory(compiler->error);
        return NULL;
    }
    made->nodes[made->node_count] = (ph_template_node){.kind = kind, .name = copy};
    return &made->nodes[made->node_count++];
}

static int find_node(const ph_template *made, const char *name, size_t *node)
{
    for (size_t i = 0; i < made->node_count; i++) {
        if (made->nodes[i].kind != PH_NODE_PIPE && !strcmp(made->nodes[i].name, name)) {
            *node = i;
            return 1;
        }
    }
    return 0;
}

/* Takes the generator over, also on failure. */
static phony_status add_generator(ph_template_compiler *c, const char *name, int outer,
                                  phony_generator *generator, size_t *node)
{
    ph_template_node *made = ph_template_add(c, PH_NODE_GENERATOR, name, strlen(name));

    if (!made) {
        phony_generator_unref(generator);
        return PHONY_ERROR_MEMORY;
    }
    made->generator = generator;
    made->outer = outer;
    made->path = ph_path_key(name);
    *node = c->made->node_count - 1;
    return PHONY_OK;
}

/* ---- Templates within templates -------------------------------------------------------------- */

/* "circular: a -> b -> a" */
static phony_status circular(ph_template_compiler *c, const ph_template_frame *frame,
                             const char *name)
{
    char way[sizeof((phony_error *)0)->message];
    size_t begin = sizeof way - 1;
    int ended = 0;

    way[begin] = '\0';
    for (; frame && !ended; frame = frame->outer) {
        char step[300];
        int length = snprintf(step, sizeof step, "%.255s -> ", frame->name);
        if ((size_t)length > begin)
            break;
        begin -= (size_t)length;
        memcpy(way + begin, step, (size_t)length);
        ended = !strcmp(frame->name, name);
    }
    c->told = 1;
    return ph_fail(c->error, PHONY_ERROR_LIMIT, "circular: %s%s%s", ended ? "" : "... -> ",
                   way + begin, name);
}

static phony_status check_depth(ph_template_compiler *c, const ph_template_frame *frame,
                                const char *name)
{
    for (const ph_template_frame *f = frame; f; f = f->outer) {
        if (!strcmp(f->name, name))
            return circular(c, frame, name);
    }
    if (frame && frame->depth >= PH_TEMPLATE_DEPTH_MAX)
        return ph_fail(c->error, PHONY_ERROR_LIMIT, "'%s' is a template within more than %d others",
                       name, PH_TEMPLATE_DEPTH_MAX);
    return PHONY_OK;
}

static phony_status add_text(ph_template_compiler *c, const phony_binding *binding,
                             const ph_template_frame *frame, size_t *node)
{
    const ph_template_frame own = {binding->name, frame ? frame->depth + 1 : 1, frame};
    ph_template_body body = {0};
    ph_template_node *made = NULL;
    phony_status status = check_depth(c, frame, binding->name);

    if (status)
        return status;
    status = ph_template_parse(c, binding->text, &own, &body);
    if (status && !c->told) {
        ph_error_prefix(c->error, "in '%s'", binding->name);
        c->told = 1;
    }
    if (!status)
        made = ph_template_add(c, PH_NODE_TEXT, binding->name, strlen(binding->name));
    if (!made) {
        ph_free(body.parts);
        return status ? status : PHONY_ERROR_MEMORY;
    }
    made->body = body;
    *node = c->made->node_count - 1;
    return PHONY_OK;
}

static phony_status add_binding(ph_template_compiler *c, const phony_binding *binding,
                                const ph_template_frame *frame, size_t *node)
{
    if (binding->text)
        return add_text(c, binding, frame, node);
    return add_generator(c, binding->name, 0, phony_generator_ref(binding->generator), node);
}

/* ---- Built-in generators and models ---------------------------------------------------------- */

/* What is wrong with a model's file begins with its path, and has its place, if any, in it. */
static void note_file(ph_template_compiler *c, phony_status status)
{
    if (status == PHONY_ERROR_MODEL || status == PHONY_ERROR_VERSION || status == PHONY_ERROR_IO)
        c->told = c->in_file = 1;
}

static phony_status add_builtin(ph_template_compiler *c, const char *name, size_t *node)
{
    phony_template_options options = *c->options;
    phony_generator *generator;
    phony_status status;

    options.unique = PHONY_UNIQUE_NONE; /* the number belongs to the whole */
    status = ph_builtin_new(name, &options, &generator, c->error);
    note_file(c, status);
    return status ? status : add_generator(c, name, 1, generator, node);
}

static phony_status open_model(const phony_template_options *options, const char *name,
                               phony_generator **generator, phony_error *error)
{
    phony_model *model;
    phony_status status = phony_model_open(options->cache, name, NULL, &model, error);

    if (status)
        return status;
    status = phony_generator_new(model, options->values, generator, error);
    phony_model_unref(model);
    return status;
}

/* The folder of the locale's models: "tr" and "tr-TR" are tr_TR. */
static const char *locale_folder(const char *locale)
{
    const ph_locale_data *data = ph_locale_find(locale);

    return data ? data->locale : locale;
}

/* As it is, or of the locale; `used` is the name it was found by. */
static phony_status open_named(const phony_template_options *options, const char *name, char *used,
                               size_t capacity, phony_generator **generator, phony_error *error)
{
    const char *folder = locale_folder(options->locale);
    phony_status status;

    if (!strchr(name, '/') && (size_t)snprintf(used, capacity, "%s/%s", folder, name) < capacity) {
        status = open_model(options, used, generator, error);
        if (status != PHONY_ERROR_NOT_FOUND)
            return status;
    }
    if ((size_t)snprintf(used, capacity, "%s", name) >= capacity)
        return ph_fail(error, PHONY_ERROR_LIMIT, "a name of more than %zu bytes", capacity - 1);
    return open_model(options, name, generator, error);
}

/* A model that is there already under its full name. */
static int find_model(ph_template_compiler *c, const char *name, size_t *node)
{
    char full[MODEL_NAME_MAX];

    return !strchr(name, '/') &&
           (size_t)snprintf(full, sizeof full, "%s/%s", locale_folder(c->options->locale), name) <
               sizeof full &&
           find_node(c->made, full, node);
}

/* Models as they would be named: those of the locale without it, too. */
static void try_models(const phony_template_options *options, const phony_model_list *list,
                       const char *name, ph_nearest *near)
{
    const char *folder = locale_folder(options->locale);
    size_t length = strlen(folder);

    for (size_t i = 0; i < phony_model_list_count(list); i++) {
        const char *model = phony_model_list_name(list, i);
        if (!strncmp(model, folder, length) && model[length] == '/')
            ph_nearest_try(near, name, model + length + 1);
        ph_nearest_try(near, name, model);
    }
}

static phony_status unknown_name(ph_template_compiler *c, const char *name)
{
    phony_model_list *list = NULL;
    ph_nearest near = {0};

    for (size_t i = 0; i < c->options->binding_count; i++)
        ph_nearest_try(&near, name, c->options->bindings[i].name);
    for (size_t i = 0; phony_builtin_name(i); i++)
        ph_nearest_try(&near, name, phony_builtin_name(i));
    if (phony_model_list_new(&list, NULL) == PHONY_OK)
        try_models(c->options, list, name, &near);
    ph_fail(c->error, PHONY_ERROR_NOT_FOUND,
            near.name ? "unknown name '%s'; did you mean '%s'?"
                      : "unknown name '%s': no binding, no built-in generator and no model%s",
            name, near.name ? near.name : "");
    phony_model_list_free(list);
    return PHONY_ERROR_NOT_FOUND;
}

static phony_status add_model(ph_template_compiler *c, const char *name, size_t *node)
{
    phony_generator *generator;
    char used[MODEL_NAME_MAX];
    phony_status status;

    if (find_model(c, name, node))
        return PHONY_OK;
    status = open_named(c->options, name, used, sizeof used, &generator, c->error);
    if (status == PHONY_ERROR_NOT_FOUND)
        return unknown_name(c, name);
    note_file(c, status);
    return status ? status : add_generator(c, used, 0, generator, node);
}

phony_status ph_template_find(ph_template_compiler *compiler, const char *name, uint64_t column,
                              const ph_template_frame *frame, size_t *node)
{
    const phony_binding *binding = ph_template_binding(compiler->options, name);
    phony_error *error = compiler->error;
    phony_status status;

    if (find_node(compiler->made, name, node))
        return PHONY_OK;
    if (error)
        error->column = 0;
    if (binding)
        status = add_binding(compiler, binding, frame, node);
    else if (ph_builtin_known(name))
        status = add_builtin(compiler, name, node);
    else
        status = add_model(compiler, name, node);
    if (status && status != PHONY_ERROR_MEMORY && !compiler->in_file && error &&
        error->column == 0 && column) {
        error->line = 1;
        error->column = column;
    }
    return status;
}
