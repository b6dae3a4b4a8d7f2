/* The opening of data sets; see dataset.h. */
#include "dataset.h"
#include "inputs.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* More than the library takes, so that it is the one to say that a text is too long. */
enum { TEXT_MAX = 16 * 1024 * 1024 + 2 };

static phony_status fail_read(phony_status status, const char *why, phony_error *error)
{
    memset(error, 0, sizeof *error);
    error->status = status;
    snprintf(error->message, sizeof error->message, "cannot read standard input: %s", why);
    return status;
}

static phony_status parse_input(const phony_dataset_options *options, cli_dataset *dataset,
                                phony_error *error)
{
    char *text = malloc(TEXT_MAX);
    phony_status status;
    if (!text)
        return fail_read(PHONY_ERROR_MEMORY, "out of memory", error);
    size_t length = fread(text, 1, TEXT_MAX, stdin);
    if (ferror(stdin))
        status = fail_read(PHONY_ERROR_IO, strerror(errno), error);
    else
        status = phony_dataset_parse(text, length, options, &dataset->set, error);
    free(text);
    return status;
}

phony_status cli_dataset_try(const char *path, const phony_dataset_options *options,
                             cli_dataset *dataset, phony_error *error)
{
    phony_dataset_options with_cache = *options;
    *dataset = (cli_dataset){NULL, NULL, path};
    phony_status status = cli_cache_new(&dataset->cache, error);
    if (status != PHONY_OK)
        return status;
    with_cache.cache = dataset->cache;
    if (strcmp(path, "-") == 0)
        return parse_input(&with_cache, dataset, error);
    return phony_dataset_open(path, &with_cache, &dataset->set, error);
}

void cli_problem_describe(char *text, size_t capacity, const cli_dataset *dataset,
                          const phony_problem *problem)
{
    const char *file = problem->file ? problem->file : dataset->path;
    const char *path = problem->path ? problem->path : "";
    char place[64] = "";
    if (strcmp(file, "-") == 0)
        file = "standard input";
    if (problem->line)
        snprintf(place, sizeof place, ":%" PRIu64 ":%" PRIu64, problem->line, problem->column);
    snprintf(text, capacity, "%s%s: %s%s%s", file, place, path, *path ? ": " : "",
             problem->message);
}

size_t cli_problem_count(const cli_dataset *dataset)
{
    phony_problem problem = PHONY_PROBLEM_INIT;
    phony_error error;
    size_t count = 0;
    while (phony_dataset_get_problem(dataset->set, count, &problem, &error) == PHONY_OK)
        count++;
    return count;
}

static int fail(const cli_dataset *dataset, const phony_error *error)
{
    phony_problem problem = PHONY_PROBLEM_INIT;
    phony_error none;
    char text[1024];
    if (!dataset->set || phony_dataset_get_problem(dataset->set, 0, &problem, &none) != PHONY_OK)
        return cli_fail(dataset->path, error);
    size_t more = cli_problem_count(dataset) - 1;
    cli_problem_describe(text, sizeof text, dataset, &problem);
    if (more == 0)
        return cli_error("%s", text);
    return cli_error("%s (and %zu more: phony schema check %s)", text, more, dataset->path);
}

int cli_dataset_open(const char *path, const phony_dataset_options *options, cli_dataset *dataset)
{
    phony_error error;
    if (cli_dataset_try(path, options, dataset, &error) != PHONY_OK)
        return fail(dataset, &error);
    return CLI_OK;
}

void cli_dataset_close(cli_dataset *dataset)
{
    phony_dataset_free(dataset->set);
    phony_cache_free(dataset->cache);
}

static size_t count_entities(const cli_dataset *dataset)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_error error;
    size_t count = 0;
    while (phony_dataset_get_entity(dataset->set, count, &entity, &error) == PHONY_OK)
        count++;
    return count;
}

int cli_dataset_choose(const cli_dataset *dataset, const char *name, size_t *first, size_t *count)
{
    phony_error error;
    *first = 0;
    *count = name ? 1 : count_entities(dataset);
    if (!name || phony_dataset_find(dataset->set, name, first, &error) == PHONY_OK)
        return CLI_OK;
    (void)cli_fail(dataset->path, &error);
    return CLI_USAGE;
}
