/* Data sets in one file or on standard output: one entity in any format, several as a script of SQL
 * or as an object of arrays. */
#include "dataset_run.h"

#include <string.h>

static int put_text(cli_dataset_run *run, cli_output *output, const char *text)
{
    return cli_run_put(run, output, text, strlen(text));
}

/* {"User": [...], "Order": [...]} */
static int write_object(cli_dataset_run *run, cli_output *output)
{
    char text[256];
    int status = CLI_OK;
    for (size_t i = 0; i < run->entities && status == CLI_OK; i++) {
        size_t entity = run->entity + i;
        snprintf(text, sizeof text, "%s\"%s\": ", i == 0 ? "{\n" : ",\n",
                 cli_dataset_entity(run, entity).name);
        status = put_text(run, output, text);
        if (status == CLI_OK)
            status = cli_run_write(run, output, entity);
    }
    return status == CLI_OK ? put_text(run, output, "}\n") : status;
}

static int write_rows(cli_dataset_run *run, cli_output *output)
{
    int status = CLI_OK;
    for (size_t i = 0; i < run->entities && status == CLI_OK; i++)
        status = cli_run_write(run, output, run->entity + i);
    return status;
}

/* Statements in the order that a database takes them. A part of one entity has what stands before
 * the whole if it is the first part, and what stands behind it if it is the last. */
static int write_script(cli_dataset_run *run, cli_output *output)
{
    static const int32_t before[] = {PHONY_DDL_OPEN, -1}, behind[] = {PHONY_DDL_CLOSE, -1},
                         create[] = {PHONY_DDL_OPEN, PHONY_DDL_DROP, PHONY_DDL_CREATE, -1},
                         finish[] = {PHONY_DDL_FINISH, PHONY_DDL_CLOSE, -1};
    int ddl = run->settings->dataset.ddl;
    int status = CLI_OK;
    if (run->form.part.index == 1)
        status = cli_run_write_ddl(run, output, ddl ? create : before);
    if (status == CLI_OK)
        status = write_rows(run, output);
    if (status == CLI_OK && run->form.part.index == run->form.part.count)
        status = cli_run_write_ddl(run, output, ddl ? finish : behind);
    return status;
}

static int write_all(cli_dataset_run *run, cli_output *output)
{
    if (run->form.dialect)
        return write_script(run, output);
    return run->entities > 1 ? write_object(run, output) : write_rows(run, output);
}

int cli_run_to_file(cli_dataset_run *run, const char *path)
{
    cli_output output;
    int status = cli_run_open(run, &output, path);
    if (status != CLI_OK)
        return status;
    int quiet = run->settings->quiet || !output.name;
    run->progress = cli_progress_start("generating", 0, quiet);
    status = write_all(run, &output);
    if (status == CLI_OK)
        status = cli_run_finish(run, &output);
    cli_progress_end(&run->progress);
    return cli_output_close(&output, status);
}
