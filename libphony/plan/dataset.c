#include "plan/dataset.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/options.h"
#include "plan/cover.h"

#define DEFAULT_SEED "phony"

/* ---- Opening --------------------------------------------------------------------------------- */

static phony_status set_up(phony_dataset *dataset, const phony_dataset_options *options,
                           phony_error *error)
{
    ph_plan *plan = &dataset->plan;
    const char *seed = options->seed ? options->seed : DEFAULT_SEED;
    const char *locale = options->locale ? options->locale : plan->schema.locale;

    plan->now = plan->schema.now;
    if (options->now && ph_moment_parse(options->now, PH_SCHEMA_NOW, &plan->now) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "now: '%.40s' is not a date or a time such as 2025-01-01T00:00:00Z",
                       options->now);
    if (options->mode != PHONY_MODE_RANDOM && options->mode != PHONY_MODE_COVERAGE)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "unknown mode %d", options->mode);
    plan->seed_text = ph_strndup(seed, strlen(seed));
    plan->locale = ph_strndup(locale, strlen(locale));
    if (!plan->seed_text || !plan->locale)
        return ph_fail_memory(error);
    plan->cache = options->cache;
    if (plan->cache)
        return PHONY_OK;
    if (phony_cache_new(&plan->own_cache, error))
        return error ? error->status : PHONY_ERROR_MEMORY;
    plan->cache = plan->own_cache;
    return PHONY_OK;
}

static int is_before(const ph_problem *a, const ph_problem *b)
{
    if (a->file != b->file)
        return a->file < b->file;
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* In the order of the files and their lines; those of one place in the order they were found. */
static void sort_problems(ph_document *document)
{
    for (size_t i = 1; i < document->problem_count; i++) {
        ph_problem problem = document->problems[i];
        size_t at = i;
        for (; at > 0 && is_before(&problem, &document->problems[at - 1]); at--)
            document->problems[at] = document->problems[at - 1];
        document->problems[at] = problem;
    }
}

/* The first problem as the error. */
static phony_status fail_schema(phony_dataset *dataset, phony_error *error)
{
    ph_document *document = &dataset->plan.schema.document;
    const ph_problem *first;

    sort_problems(document);
    first = document->problems;
    return ph_fail_at(error, PHONY_ERROR_SCHEMA, first->line, first->column, "%.100s: %s",
                      first->path, first->message);
}

static phony_status compile(phony_dataset *dataset, const phony_dataset_options *options,
                            phony_error *error)
{
    ph_document *document = &dataset->plan.schema.document;
    phony_error own;
    phony_error *said = error ? error : &own;
    phony_status status = ph_schema_read(&dataset->plan.schema, said);

    if (!status)
        status = set_up(dataset, options, said);
    if (!status)
        status = options->mode == PHONY_MODE_COVERAGE
                     ? ph_cover_build(&dataset->plan, options, said)
                     : ph_plan_build(&dataset->plan, options, said);
    if (!status && !document->problem_count)
        status = ph_dataset_describe(dataset, said);
    if (!status && !document->problem_count)
        status = ph_dataset_make_ddl(dataset, said);
    if (!status && document->no_memory)
        return ph_fail_memory(error);
    return status || !document->problem_count ? status : fail_schema(dataset, error);
}

/* How a document is had. */
typedef struct source {
    const char *path, *text;
    size_t length;
} source;

static phony_status open_source(const source *from, const phony_dataset_options *given,
                                phony_dataset **dataset, phony_error *error)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_dataset *made;
    phony_status status;

    *dataset = NULL;
    ph_options_take(&options, sizeof options, given);
    made = ph_calloc(1, sizeof *made);
    if (!made)
        return ph_fail_memory(error);
    status = from->path
                 ? ph_document_open(&made->plan.schema.document, from->path, error)
                 : ph_document_parse(&made->plan.schema.document, from->text, from->length, error);
    if (!status)
        status = compile(made, &options, error);
    if (status && status != PHONY_ERROR_SCHEMA) {
        phony_dataset_free(made);
        return status;
    }
    *dataset = made;
    return status;
}

phony_status phony_dataset_open(const char *path, const phony_dataset_options *options,
                                phony_dataset **dataset, phony_error *error)
{
    source from = {.path = path};

    return open_source(&from, options, dataset, error);
}

phony_status phony_dataset_parse(const char *text, size_t length,
                                 const phony_dataset_options *options, phony_dataset **dataset,
                                 phony_error *error)
{
    source from = {.text = text, .length = length};

    return open_source(&from, options, dataset, error);
}

void phony_dataset_free(phony_dataset *dataset)
{
    if (!dataset)
        return;
    ph_dataset_free_ddl(dataset);
    ph_dataset_forget(dataset);
    ph_plan_fini(&dataset->plan);
    ph_free(dataset);
}
