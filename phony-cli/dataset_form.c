/* In which form a data set is written, by its options and the name of what it is written to; and
 * which forms go with which places. */
#include "dataset_form.h"

#include <string.h>
#include <sys/stat.h>

static const struct {
    const char *name;
    int is_script; /* several entities may stand one behind the other */
} formats[] = {
    [CLI_WRITE_JSON] = {"json", 1}, [CLI_WRITE_NDJSON] = {"ndjson", 0},
    [CLI_WRITE_CSV] = {"csv", 0},   [CLI_WRITE_SQL] = {"sql", 1},
    [CLI_WRITE_COPY] = {"copy", 1},
};

static const char *const dialects[] = {
    [CLI_POSTGRES] = "postgres", [CLI_MYSQL] = "mysql", [CLI_SQLITE] = "sqlite"};

/* Options that are refused, or wanted, where another one is given. */
typedef struct pair {
    const char *option, *other;
    int is_wanted;
} pair;

static const pair pairs[] = {
    {"drop", "ddl", 1},  {"into", "output", 0},  {"into", "format", 0},
    {"into", "gzip", 0}, {"into", "dialect", 0}, {"ddl", "entity", 0},
};

static int is_in(const cli_option *options, const void *base, const char *name)
{
    for (; options->name; options++)
        if (strcmp(options->name, name) == 0)
            return cli_option_is_given(options, (const char *)base + options->offset);
    return 0;
}

static int is_given(const cli_generate_settings *settings, const char *name)
{
    return is_in(cli_dataset_options, &settings->dataset, name) ||
           is_in(cli_output_options, settings, name);
}

static int check_pairs(const cli_command *command, const cli_generate_settings *settings)
{
    for (const pair *p = pairs; p < pairs + sizeof pairs / sizeof *pairs; p++) {
        if (!is_given(settings, p->option) || is_given(settings, p->other) == p->is_wanted)
            continue;
        return cli_usage(command, "--%s goes %s --%s", p->option,
                         p->is_wanted ? "with" : "not with", p->other);
    }
    return CLI_OK;
}

/* Whether a name of `length` bytes ends so; then that much less of it is left. */
static int take_ending(const char *name, size_t *length, const char *ending)
{
    size_t size = strlen(ending);
    if (*length <= size || memcmp(name + *length - size, ending, size) != 0)
        return 0;
    *length -= size;
    return 1;
}

static int32_t format_by_name(const char *name, size_t length)
{
    static const struct {
        const char *ending;
        int32_t format;
    } endings[] = {{".json", CLI_WRITE_JSON},
                   {".ndjson", CLI_WRITE_NDJSON},
                   {".jsonl", CLI_WRITE_NDJSON},
                   {".csv", CLI_WRITE_CSV},
                   {".sql", CLI_WRITE_SQL}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (take_ending(name, &length, endings[i].ending))
            return endings[i].format;
    return CLI_WRITE_FITTING;
}

static cli_place place_of(const cli_generate_settings *settings)
{
    const char *path = settings->output;
    struct stat status;
    if (settings->dataset.into)
        return CLI_TO_DATABASE;
    if (!path || strcmp(path, "-") == 0)
        return CLI_TO_FILE;
    if (path[strlen(path) - 1] == '/' || (stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
        return CLI_TO_FOLDER;
    return CLI_TO_FILE;
}

/* Of a file by the ending of its name; of anything else what there is most use for. */
static void choose(const cli_generate_settings *settings, cli_dataset_form *form)
{
    const char *path = settings->output ? settings->output : "";
    size_t length = strlen(path);
    int is_file = form->place == CLI_TO_FILE;
    form->gzip = settings->dataset.gzip || (is_file && take_ending(path, &length, ".gz"));
    form->kind = settings->format;
    if (form->kind == CLI_WRITE_FITTING && is_file)
        form->kind = format_by_name(path, length);
}

static int check_sql(const cli_command *command, const cli_generate_settings *settings,
                     const cli_dataset_form *form)
{
    const cli_dataset_settings *given = &settings->dataset;
    int is_copy = form->kind == CLI_WRITE_COPY;
    if (form->place == CLI_TO_DATABASE || form->kind == CLI_WRITE_SQL)
        return CLI_OK;
    if (given->ddl && !is_copy)
        return cli_usage(command, "--ddl goes with --format sql or copy, and with --into");
    if (given->dialect && !(is_copy && given->dialect == CLI_POSTGRES))
        return cli_usage(command, "--dialect goes with --format sql");
    return CLI_OK;
}

/* Parts of several entities in one file would not make the whole when put together. */
static int check_parts(const cli_command *command, const cli_generate_settings *settings,
                       const cli_dataset_form *form)
{
    if (form->part.count == 1)
        return CLI_OK;
    if (form->place == CLI_TO_DATABASE && settings->dataset.ddl)
        return cli_usage(command,
                         "--partition goes not with --ddl and --into: parts need tables "
                         "that are there");
    return CLI_OK;
}

int cli_form_choose(const cli_command *command, const cli_generate_settings *settings,
                    cli_dataset_form *form)
{
    *form = (cli_dataset_form){.place = place_of(settings)};
    int status = check_pairs(command, settings);
    if (status == CLI_OK)
        status = cli_part_read(command, settings->dataset.partition, &form->part);
    if (status != CLI_OK)
        return status;
    choose(settings, form);
    status = check_sql(command, settings, form);
    return status == CLI_OK ? check_parts(command, settings, form) : status;
}

int cli_form_fit(const cli_command *command, const cli_generate_settings *settings, size_t entities,
                 cli_dataset_form *form)
{
    int is_several = form->place == CLI_TO_FILE && entities > 1;
    if (form->kind == CLI_WRITE_FITTING)
        form->kind = is_several ? CLI_WRITE_JSON : CLI_WRITE_CSV;
    form->format = formats[form->kind].name;
    if (form->kind == CLI_WRITE_SQL)
        form->dialect =
            dialects[settings->dataset.dialect ? settings->dataset.dialect : CLI_POSTGRES];
    else if (form->kind == CLI_WRITE_COPY)
        form->dialect = dialects[CLI_POSTGRES];
    if (is_several && !formats[form->kind].is_script)
        return cli_usage(command,
                         "--format %s of %zu entities goes to a folder: --output DIR/ (or one of "
                         "them: --entity NAME)",
                         form->format, entities);
    if (is_several && form->part.count > 1)
        return cli_usage(command,
                         "--partition of %zu entities goes to a folder: --output DIR/ (or one of "
                         "them: --entity NAME)",
                         entities);
    return CLI_OK;
}
