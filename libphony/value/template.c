/* The making of templates. What they are compiled to is drawn in template_parts.h; they are read in
 * template_parse.c and template_names.c, and filled in template_fill.c. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "value/builtin.h"
#include "value/template_parts.h"

static void free_node(ph_template_node *node)
{
    ph_free(node->name);
    phony_generator_unref(node->generator);
    ph_free(node->body.parts);
    ph_pipe_free(node->pipe);
}

static void free_template(phony_generator *generator)
{
    ph_template *t = (ph_template *)generator;

    for (size_t i = 0; i < t->node_count; i++)
        free_node(&t->nodes[i]);
    ph_free(t->nodes);
    ph_free(t->root.parts);
    ph_buffer_fini(&t->literals);
    ph_free(t);
}

static const ph_generator_class template_class = {"template", ph_template_fill, free_template};

static phony_status check_binding(const phony_binding *binding, phony_error *error)
{
    const char *name = binding->name;

    if (!name || !*name)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a binding has no name");
    for (size_t size; *name; name += size) {
        size = ph_template_name_character(name, strlen(name));
        if (size == 0)
            return ph_fail(error, PHONY_ERROR_ARGUMENT,
                           "'%s' cannot be bound: names are letters, digits, '_', '.', '/' and '-'",
                           binding->name);
    }
    if (!binding->generator == !binding->text)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'%s' must be bound to either a generator or a template", binding->name);
    return PHONY_OK;
}

static int compare_bindings(const void *a, const void *b)
{
    return strcmp((*(const phony_binding *const *)a)->name,
                  (*(const phony_binding *const *)b)->name);
}

/* Of two bindings of a name only one would be found. */
static phony_status check_names(const phony_template_options *options, phony_error *error)
{
    const size_t count = options->binding_count;
    const phony_binding **sorted;
    phony_status status = PHONY_OK;

    if (count < 2)
        return PHONY_OK;
    sorted = ph_realloc_array(NULL, count, sizeof(const phony_binding *));
    if (!sorted)
        return ph_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &options->bindings[i];
    qsort(sorted, count, sizeof(const phony_binding *), compare_bindings);
    for (size_t i = 1; !status && i < count; i++) {
        if (!compare_bindings(&sorted[i - 1], &sorted[i]))
            status = ph_fail(error, PHONY_ERROR_ARGUMENT, "'%s' is bound twice", sorted[i]->name);
    }
    ph_free(sorted);
    return status;
}

/* What is left out gets its default. */
static phony_status take_options(phony_template_options *full, const phony_template_options *given,
                                 phony_error *error)
{
    ph_options_take(full, sizeof *full, given);
    if (!full->locale)
        full->locale = "en_US";
    if (full->binding_count && !full->bindings)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "%zu bindings are promised, but none given",
                       full->binding_count);
    if (full->gender < PHONY_GENDER_ANY || full->gender > PHONY_GENDER_FEMALE)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "gender must be one of PHONY_GENDER_...");
    if (full->unique != PHONY_UNIQUE_NONE && full->unique != PHONY_UNIQUE_NUMBERED)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "templates can only be kept unique by numbers (PHONY_UNIQUE_NUMBERED)");
    if (full->unique && full->rows == 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "unique needs rows: how many there are");
    for (size_t i = 0; i < full->binding_count; i++) {
        phony_status status = check_binding(&full->bindings[i], error);
        if (status)
            return status;
    }
    return check_names(full, error);
}

/* What values must be like means something for models, which built-in generators may stand for. */
static phony_status take_values(const char **name, phony_template_options *full,
                                phony_generator_options *values, phony_error *error)
{
    const char *model = NULL;
    phony_status status = PHONY_OK;

    if (ph_template_binding(full, *name))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'%s' is bound: constraints are for what it was made of", *name);
    ph_options_take(values, sizeof *values, full->values);
    full->values = values;
    full->unique = PHONY_UNIQUE_NONE;
    if (ph_builtin_known(*name)) {
        status = ph_builtin_values(*name, full, &model, error);
        if (model)
            *name = model;
    }
    return status;
}

static phony_status new_template(const phony_template_options *options, ph_template **made,
                                 phony_error *error)
{
    ph_template *t = ph_calloc(1, sizeof *t);

    if (!t)
        return ph_fail_memory(error);
    ph_generator_init(&t->base, &template_class);
    if (options->unique) {
        t->numbered = options->rows;
        for (uint64_t last = options->rows - 1; last || !t->width; last /= 10)
            t->width++;
    }
    *made = t;
    return PHONY_OK;
}

phony_status phony_generator_from_template(const char *text, const phony_template_options *options,
                                           phony_generator **generator, phony_error *error)
{
    phony_template_options full = PHONY_TEMPLATE_OPTIONS_INIT;
    ph_template_compiler c = {.options = &full, .error = error};
    phony_status status;

    if (!text || !generator)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "a template and a place for the generator are needed");
    status = take_options(&full, options, error);
    if (!status && full.values)
        status = ph_fail(error, PHONY_ERROR_ARGUMENT,
                         "a template takes no constraints: they are for what is bound in it");
    if (!status)
        status = new_template(&full, &c.made, error);
    if (status)
        return status;
    status = ph_template_parse(&c, text, NULL, &c.made->root);
    if (!status && !ph_buffer_reserve(&c.made->literals, PH_TEMPLATE_SLACK))
        status = ph_fail_memory(error);
    if (status)
        phony_generator_unref(&c.made->base);
    else
        *generator = &c.made->base;
    return status;
}

/* The generator of a name, as it is, or in a template that puts the rows' numbers into its values.
 * It draws from the key itself: the name is not a part of anything. */
static phony_status from_node(ph_template_compiler *c, const char *name,
                              phony_generator **generator)
{
    ph_template *made = c->made;
    phony_status status;
    size_t node;

    status = ph_template_find(c, name, 0, NULL, &node);
    if (!status && made->numbered) {
        made->nodes[node].outer = 1;
        made->root.parts = ph_calloc(1, sizeof *made->root.parts);
        if (!made->root.parts)
            return ph_fail_memory(c->error);
        made->root.parts[made->root.count++].node = node;
        phony_generator_ref(&made->base);
        *generator = &made->base;
    } else if (!status) {
        *generator = phony_generator_ref(made->nodes[node].generator);
    }
    return status;
}

phony_status phony_generator_from_name(const char *name, const phony_template_options *options,
                                       phony_generator **generator, phony_error *error)
{
    phony_template_options full = PHONY_TEMPLATE_OPTIONS_INIT;
    ph_template_compiler c = {.options = &full, .error = error};
    phony_generator_options values = PHONY_GENERATOR_OPTIONS_INIT;
    const phony_binding *binding;
    phony_status status;

    if (!name || !generator)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "a name and a place for the generator are needed");
    status = take_options(&full, options, error);
    if (!status && full.values)
        status = take_values(&name, &full, &values, error);
    if (status)
        return status;
    binding = ph_template_binding(&full, name);
    if (binding && binding->text)
        return phony_generator_from_template(binding->text, &full, generator, error);
    if (!binding && ph_builtin_known(name))
        return ph_builtin_new(name, &full, generator, error);
    status = new_template(&full, &c.made, error);
    if (status)
        return status;
    status = from_node(&c, name, generator);
    phony_generator_unref(&c.made->base);
    return status;
}
