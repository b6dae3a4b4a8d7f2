/* The options of phony generate that go with --schema, and what the texts of some of them mean. */
#include "dataset_options.h"

#include <stdlib.h>
#include <string.h>

static const cli_choice modes[] = {{"random", CLI_RANDOM}, {"coverage", CLI_COVERAGE}, {NULL, 0}};
static const cli_choice dialects[] = {
    {"postgres", CLI_POSTGRES}, {"mysql", CLI_MYSQL}, {"sqlite", CLI_SQLITE}, {NULL, 0}};

#define AT(member) offsetof(cli_dataset_settings, member)
const cli_option cli_dataset_options[] = {
    CLI_TEXT_ROW(CLI_FILE, 0, "schema", "FILE", AT(schema),
                 "the rows of all entities of a schema (PDL); - is standard input"),
    CLI_TEXT_ROW(CLI_FILE, 0, "scenario", "NAME", AT(scenario),
                 "numbers of rows as the schema's scenario has them; --count goes before it"),
    CLI_TEXT_ROW(CLI_FILE, 0, "entity", "NAME", AT(entity), "only the rows of this entity"),
    CLI_TEXT_ROW(CLI_FILE, 0, "now", "TIME", AT(now),
                 "what relative dates count from, such as 2025-01-01T00:00:00Z (default: what the "
                 "schema says)"),
    CLI_CHOICE_ROW("mode", "random|coverage", modes, AT(mode),
                   "coverage: the fewest rows that have all boundary values, members, nulls, and "
                   "pairs of them"),
    CLI_TEXT_ROW(CLI_FILE, 0, "partition", "I/N", AT(partition),
                 "the I-th of N parts of each entity: put together, they are the whole"),
    CLI_CHOICE_ROW("dialect", "postgres|mysql|sqlite", dialects, AT(dialect),
                   "of --format sql (default postgres)"),
    CLI_FLAG_ROW(0, "ddl", AT(ddl), "SQL: create tables, keys and indexes too"),
    CLI_FLAG_ROW(0, "drop", AT(drop), "with --ddl: drop tables of these names before"),
    CLI_FLAG_ROW(0, "gzip", AT(gzip), "compress what is written"),
    CLI_TEXT_ROW(CLI_FILE, 0, "into", "URL", AT(into),
                 "load a database: postgres://USER@HOST/NAME, mysql://USER@HOST/NAME, "
                 "sqlite:FILE; passwords are taken from PGPASSWORD and MYSQL_PWD too"),
    CLI_LAST_ROW,
};
#undef AT

int cli_part_read(const cli_command *command, const char *text, cli_part *part)
{
    const char *slash = text ? strchr(text, '/') : NULL;
    *part = (cli_part){1, 1};
    if (!text)
        return CLI_OK;
    if (slash && cli_number(slash + 1, 1, UINT64_MAX, &part->count) == 0 &&
        cli_number_in(text, (size_t)(slash - text), 1, part->count, &part->index) == 0)
        return CLI_OK;
    return cli_usage(command, "--partition: '%s' is not I/N, with I from 1 to N", text);
}

/* rows * index / count: at most `rows`. */
static uint64_t boundary(uint64_t rows, uint64_t index, uint64_t count)
{
    return (uint64_t)((unsigned __int128)rows * index / count);
}

void cli_part_rows(const cli_part *part, uint64_t rows, uint64_t *first, uint64_t *count)
{
    *first = boundary(rows, part->index - 1, part->count);
    *count = boundary(rows, part->index, part->count) - *first;
}

static int is_counted(const cli_row_counts *counts, const char *entity)
{
    for (size_t i = 0; i < counts->count; i++)
        if (strcmp(counts->counts[i].entity, entity) == 0)
            return 1;
    return 0;
}

/* "User=1000", which is cut in two. */
static int add_count(const cli_command *command, char *text, cli_row_counts *counts)
{
    char *equals = strchr(text, '=');
    uint64_t rows;
    if (!equals || equals == text || cli_number(equals + 1, 0, UINT64_MAX, &rows) != 0)
        return cli_usage(command, "--count: '%s' is not ENTITY=ROWS, such as User=1000", text);
    *equals = 0;
    if (is_counted(counts, text))
        return cli_usage(command, "--count: '%s' is given twice", text);
    phony_count *grown = realloc(counts->counts, (counts->count + 1) * sizeof *counts->counts);
    if (!grown)
        return cli_error("out of memory");
    counts->counts = grown;
    counts->counts[counts->count++] = (phony_count){text, rows};
    return CLI_OK;
}

int cli_row_counts_read(const cli_command *command, const cli_list *texts, cli_row_counts *counts)
{
    int status = CLI_OK;
    *counts = (cli_row_counts){.counts = NULL};
    for (size_t i = 0; i < texts->count && status == CLI_OK; i++) {
        char *text = counts->texts[i] = strdup(texts->texts[i]);
        char *rest = text;
        if (!text)
            status = cli_error("out of memory");
        while (rest && status == CLI_OK)
            status = add_count(command, strsep(&rest, ","), counts);
    }
    return status;
}

void cli_row_counts_free(cli_row_counts *counts)
{
    for (size_t i = 0; i < CLI_LIST_MAX; i++)
        free(counts->texts[i]);
    free(counts->counts);
}
