/* 6_data_set.c: tables whose rows belong together.
 *
 *     ./6_data_set SCHEMA [SEED]            a script for psql: tables, COPY of all rows, keys
 *     ./6_data_set SCHEMA SEED ENTITY       the rows of one entity as CSV
 *
 * A schema names entities, their fields and how they relate. Rows are not kept: any rows of any
 * entity can be made alone, and foreign keys and sums over other tables are right nevertheless. */
#include "example.h"

static void put(phony_bytes bytes)
{
    fwrite(bytes.bytes, 1, bytes.length, stdout);
}

static void write_ddl(phony_maker *maker, int32_t part)
{
    phony_bytes bytes;
    phony_error error;

    check(phony_maker_write_ddl(maker, "postgres", part, &bytes, &error), &error);
    put(bytes);
}

/* An entity in a format: what stands before the rows, the rows, batch by batch, what is behind. */
static void write_entity(phony_maker *maker, size_t entity, uint64_t rows, const char *format)
{
    phony_bytes bytes;
    phony_error error;

    check(phony_maker_write(maker, entity, format, NULL, PHONY_PART_BEGIN, 0, 0, &bytes, &error),
          &error);
    put(bytes);
    for (uint64_t row = 0; row < rows; row += PHONY_BATCH_ROWS) {
        size_t count = rows - row < PHONY_BATCH_ROWS ? (size_t)(rows - row) : PHONY_BATCH_ROWS;
        check(phony_maker_write(maker, entity, format, NULL, PHONY_PART_ROWS, row, count, &bytes,
                                &error),
              &error);
        put(bytes);
    }
    check(phony_maker_write(maker, entity, format, NULL, PHONY_PART_END, 0, 0, &bytes, &error),
          &error);
    put(bytes);
}

/* All entities, parents before their children. */
static void write_script(const phony_dataset *dataset, phony_maker *maker)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_error error;
    phony_status status;

    write_ddl(maker, PHONY_DDL_OPEN);
    write_ddl(maker, PHONY_DDL_CREATE);
    for (size_t i = 0;; i++) {
        status = phony_dataset_get_entity(dataset, i, &entity, &error);
        if (status == PHONY_ERROR_NOT_FOUND)
            break;
        check(status, &error);
        write_entity(maker, i, entity.rows, "copy");
    }
    write_ddl(maker, PHONY_DDL_FINISH);
    write_ddl(maker, PHONY_DDL_CLOSE);
}

static void write_csv(const phony_dataset *dataset, phony_maker *maker, const char *name)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_error error;
    size_t index;

    check(phony_dataset_find(dataset, name, &index, &error), &error);
    check(phony_dataset_get_entity(dataset, index, &entity, &error), &error);
    write_entity(maker, index, entity.rows, "csv");
}

/* What is wrong with a schema is not one thing but a list of them, each with its place. */
static phony_dataset *open_schema(const char *path, const char *seed)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_problem problem = PHONY_PROBLEM_INIT;
    phony_dataset *dataset;
    phony_error error;

    options.seed = seed;
    phony_status status = phony_dataset_open(path, &options, &dataset, &error);
    if (status != PHONY_ERROR_SCHEMA) {
        check(status, &error);
        return dataset;
    }
    for (size_t i = 0; phony_dataset_get_problem(dataset, i, &problem, NULL) == PHONY_OK; i++)
        fprintf(stderr, "%s:%" PRIu64 ":%" PRIu64 ": %s\n", problem.file, problem.line,
                problem.column, problem.message);
    phony_dataset_free(dataset);
    exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
    phony_dataset *dataset;
    phony_maker *maker;
    phony_error error;

    expect_arguments(argc, 1, 3, "6_data_set SCHEMA [SEED [ENTITY]]");
    dataset = open_schema(argv[1], argument(argc, argv, 2, "42"));
    check(phony_maker_new(dataset, &maker, &error), &error);
    if (argc > 3)
        write_csv(dataset, maker, argv[3]);
    else
        write_script(dataset, maker);
    phony_maker_free(maker);
    phony_dataset_free(dataset);
    return finish_output();
}
