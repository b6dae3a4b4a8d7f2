/* Data sets: people and orders to bytes, beside rows of nothing but counters in the same format,
 * which is what writing alone takes; two threads beside one; memory; a dump of 1,000 tables. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { PEOPLE = 2000000, USERS = 300000, TABLES = 1000, RUNS_MAX = 5 };
#define MANY "100000000"

static const char people[] =
    "{\"version\": \"1.0\", \"locale\": \"en_US\", \"entities\": {\"Person\": {\"fields\": {"
    "\"id\": {\"generator\": \"sequence\", \"primary\": true},"
    "\"name\": {\"generator\": \"person.full\"}, \"email\": {\"generator\": \"email\"},"
    "\"city\": {\"generator\": \"city\"}, \"created_at\": {\"generator\": \"datetime\"}}}}}";

static const char counters[] =
    "{\"version\": \"1.0\", \"entities\": {\"Person\": {\"fields\": {"
    "\"a\": {\"generator\": \"sequence\"}, \"b\": {\"generator\": \"sequence\"},"
    "\"c\": {\"generator\": \"sequence\"}, \"d\": {\"generator\": \"sequence\"},"
    "\"e\": {\"generator\": \"sequence\"}}}}}";

static const char orders[] =
    "{\"version\": \"1.0\", \"entities\": {"
    "\"User\": {\"fields\": {\"id\": {\"generator\": \"sequence\", \"primary\": true}}},"
    "\"Order\": {\"fields\": {\"id\": {\"generator\": \"sequence\", \"primary\": true},"
    "\"user_id\": {}, \"status\": {\"generator\": {\"type\": \"integer\", \"min\": 1, \"max\": 5}},"
    "\"total\": {\"generator\": {\"type\": \"computed\","
    "\"expression\": \"sum(OrderItem.amount)\"}}}},"
    "\"OrderItem\": {\"fields\": {\"id\": {\"generator\": \"sequence\", \"primary\": true},"
    "\"order_id\": {}, \"amount\": {\"generator\": {\"type\": \"decimal\", \"min\": \"1.00\","
    "\"max\": \"99.00\"}}}}},"
    "\"relationships\": [{\"from\": \"Order.user_id\", \"to\": \"User.id\","
    "\"per_parent\": {\"max\": 8, \"mean\": 2.5}},"
    "{\"from\": \"OrderItem.order_id\", \"to\": \"Order.id\","
    "\"per_parent\": {\"min\": 1, \"max\": 6, \"mean\": 2}}]}";

/* ---- Rows ------------------------------------------------------------------------------------ */

typedef struct job {
    phony_dataset *dataset;
    const char *format;
    uint64_t rows; /* made: of all entities but the first where there are several */
} job;

static phony_dataset *open_dataset(const char *text, const char *entity, uint64_t rows)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_count count = {entity, rows};
    phony_dataset *dataset;
    phony_error error;

    options.counts = &count;
    options.count_count = 1;
    bench_check(phony_dataset_parse(text, strlen(text), &options, &dataset, &error), &error);
    return dataset;
}

static void write_entity(phony_maker *maker, size_t entity, uint64_t rows, const char *format)
{
    phony_bytes bytes;
    phony_error error;

    for (uint64_t at = 0; at < rows; at += PHONY_BATCH_ROWS) {
        size_t count = rows - at < PHONY_BATCH_ROWS ? (size_t)(rows - at) : PHONY_BATCH_ROWS;
        bench_check(phony_maker_write(maker, entity, format, NULL, PHONY_PART_ROWS, at, count,
                                      &bytes, &error),
                    &error);
    }
}

static void write_all(void *user)
{
    job *j = user;
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_maker *maker;
    phony_error error;

    bench_check(phony_maker_new(j->dataset, &maker, &error), &error);
    j->rows = 0;
    for (size_t i = 0; phony_dataset_get_entity(j->dataset, i, &entity, NULL) == PHONY_OK; i++) {
        if (strcmp(entity.name, "User") == 0)
            continue;
        write_entity(maker, i, entity.rows, j->format);
        j->rows += entity.rows;
    }
    phony_maker_free(maker);
}

static double rate_of(const bench_options *options, const char *text, const char *entity,
                      uint64_t rows, const char *format)
{
    job j = {open_dataset(text, entity, rows), format, 0};
    double seconds = bench_median(options, write_all, &j);

    phony_dataset_free(j.dataset);
    return (double)j.rows / seconds / 1e6;
}

static void measure_rows(const bench_options *options)
{
    static const struct {
        const char *name, *text, *entity, *format;
        uint64_t rows;
        double target;
    } figures[] = {
        {"data set: people, CSV", people, "Person", "csv", PEOPLE, 4},
        {"data set: people, NDJSON", people, "Person", "ndjson", PEOPLE, 3},
        {"data set: people, COPY", people, "Person", "copy", PEOPLE, 3},
        {"data set: orders with the sums of their items, CSV", orders, "User", "csv", USERS, 3},
    };

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        double beside = rate_of(options, counters, "Person", PEOPLE, figures[i].format);
        double rate = rate_of(options, figures[i].text, figures[i].entity, figures[i].rows,
                              figures[i].format);
        bench_report(&(bench_figure){figures[i].name, "M rows/s", rate, figures[i].target, 0,
                                     "rows of five counters", rate / beside});
    }
}

/* ---- The program ----------------------------------------------------------------------------- */

typedef struct command {
    const char *const *arguments;
    long peak; /* KiB */
} command;

static void run(void *user)
{
    command *c = user;
    struct rusage used;
    pid_t child = fork();
    int status;

    if (child == 0) {
        int fd = open("/dev/null", O_WRONLY);
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        execv(c->arguments[0], (char *const *)(uintptr_t)c->arguments);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0 || status != 0)
        bench_fail(c->arguments[0], "failed");
    c->peak = used.ru_maxrss;
}

static void measure_program(const bench_options *options, const char *schema)
{
    const char *arguments[] = {options->program, "generate", "--schema", schema,
                               "--seed",         "1",        "--count",  "Person=8000000",
                               "--threads",      "1",        NULL};
    bench_options few = *options;
    command c = {arguments, 0};
    double one, two;

    few.runs = options->runs < RUNS_MAX ? options->runs : RUNS_MAX;
    one = bench_median(&few, run, &c);
    arguments[9] = "2";
    two = bench_median(&few, run, &c);
    bench_report(
        &(bench_figure){"data set: two threads", "x", one / two, 1.8, 0, "one thread", one / two});
    arguments[7] = "Person=" MANY;
    run(&c);
    bench_report(&(bench_figure){"data set: peak memory of 100 M rows", "MiB",
                                 (double)c.peak / 1024, 64, 1, "", 0});
}

/* ---- Imports --------------------------------------------------------------------------------- */

static void write_dump(const char *path)
{
    FILE *file = fopen(path, "w");

    if (!file)
        bench_fail(path, "cannot be written");
    for (int i = 0; i < TABLES; i++) {
        fprintf(file,
                "CREATE TABLE public.table_%d (\n    id bigint NOT NULL,\n"
                "    parent_id bigint,\n    email character varying(120) NOT NULL,\n"
                "    first_name text,\n    price numeric(10,2) DEFAULT 0.00 NOT NULL,\n"
                "    status character varying(20) DEFAULT 'new'::character varying,\n"
                "    created_at timestamp with time zone DEFAULT now(),\n"
                "    CONSTRAINT status_%d CHECK (((status)::text = ANY (ARRAY['new'::text, "
                "'paid'::text])))\n);\n",
                i, i);
        fprintf(file, "ALTER TABLE ONLY public.table_%d ADD CONSTRAINT pk_%d PRIMARY KEY (id);\n",
                i, i);
        if (i)
            fprintf(file,
                    "ALTER TABLE ONLY public.table_%d ADD CONSTRAINT fk_%d FOREIGN KEY (parent_id) "
                    "REFERENCES public.table_%d(id);\n",
                    i, i, i / 2);
    }
    fclose(file);
}

static void import_dump(void *user)
{
    phony_import *import;
    phony_error error;

    bench_check(phony_import_open(user, NULL, &import, &error), &error);
    phony_import_free(import);
}

static void measure_import(const bench_options *options)
{
    char path[] = "/tmp/phony-bench-XXXXXX.sql";
    double seconds;

    close(mkstemps(path, 4));
    write_dump(path);
    seconds = bench_median(options, import_dump, path);
    unlink(path);
    bench_report(&(bench_figure){"import: a dump of 1,000 tables", "s", seconds, 1, 1, "", 0});
}

void bench_dataset(const bench_options *options)
{
    char path[] = "/tmp/phony-bench-XXXXXX.pdl.json";
    FILE *file;

    if (bench_wanted(options, "data set")) {
        setenv("PHONY_MODELS", options->models, 1);
        measure_rows(options);
        file = fdopen(mkstemps(path, 9), "w");
        fputs(people, file);
        fclose(file);
        measure_program(options, path);
        unlink(path);
    }
    if (bench_wanted(options, "import"))
        measure_import(options);
}
