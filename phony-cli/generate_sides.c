/* Which of phony generate's options are for single values and which for data sets: --schema
 * decides. A new option is for the side of its table, but for those that both sides take. */
#include "generate_options.h"

#include <string.h>

typedef enum side { VALUES, DATASET } side;

typedef struct sided_table {
    const cli_option *options;
    size_t offset; /* of the table's settings */
    side side;
} sided_table;

#define AT(member) offsetof(cli_generate_settings, member)
static const sided_table tables[] = {
    {cli_value_options, 0, VALUES},
    {cli_constraint_options, AT(source.constraints), VALUES},
    {cli_distinct_options, AT(source.rows), VALUES},
    {cli_text_options, AT(source.text), VALUES},
    {cli_template_options, AT(source.template), VALUES},
    {cli_limit_options, AT(source.limits), VALUES},
    {cli_output_options, 0, VALUES},
    {cli_dataset_options, AT(dataset), DATASET},
};
enum { TABLES = sizeof tables / sizeof *tables };

static const char *const of_both[] = {"count",  "seed",   "threads", "locale",
                                      "format", "output", "quiet",   NULL};

static int is_of_both(const char *name)
{
    for (const char *const *both = of_both; *both; both++)
        if (strcmp(*both, name) == 0)
            return 1;
    return 0;
}

/* The first option that is given and is for one side alone; NULL where there is none. */
static const char *find_given(const cli_generate_settings *settings, side wanted)
{
    for (const sided_table *table = tables; table < tables + TABLES; table++) {
        const char *base = (const char *)settings + table->offset;
        for (const cli_option *option = table->options; option->name; option++)
            if (table->side == wanted && !is_of_both(option->name) &&
                cli_option_is_given(option, base + option->offset))
                return option->name;
    }
    return NULL;
}

static int check_values(const cli_command *command, const cli_generate_settings *settings)
{
    const char *option = find_given(settings, DATASET);
    if (option)
        return cli_usage(command, "--%s goes with --schema", option);
    if (settings->source.rows.count.named.count > 0)
        return cli_usage(command, "--count: '%s' goes with --schema",
                         settings->source.rows.count.named.texts[0]);
    if (settings->format == CLI_WRITE_SQL || settings->format == CLI_WRITE_COPY)
        return cli_usage(command, "--format %s goes with --schema",
                         settings->format == CLI_WRITE_SQL ? "sql" : "copy");
    if (settings->header && settings->format != CLI_WRITE_CSV)
        return cli_usage(command, "--header is for --format csv");
    return CLI_OK;
}

static int check_dataset(const cli_command *command, const cli_generate_settings *settings,
                         const char *argument)
{
    const char *option = find_given(settings, VALUES);
    if (argument)
        return cli_usage(command, "--schema takes no MODEL: '%s' was given", argument);
    if (option)
        return cli_usage(command, "--%s goes with single values, not with --schema", option);
    if (settings->source.rows.count.has_number)
        return cli_usage(command, "--count goes with --schema as ENTITY=N, such as User=1000");
    if (settings->format == CLI_WRITE_TEXT)
        return cli_usage(command, "--format text goes with single values, not with --schema");
    return CLI_OK;
}

int cli_generate_check(const cli_command *command, const cli_generate_settings *settings,
                       const char *argument)
{
    if (settings->dataset.schema)
        return check_dataset(command, settings, argument);
    return check_values(command, settings);
}
