/* The command line: a hundred million values to /dev/null, beside the same into memory. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define COUNT "100000000"

typedef struct command {
    const char *const *arguments;
    const char *output;
} command;

static void run(void *user)
{
    const command *c = user;
    pid_t child = fork();
    int status;

    if (child == 0) {
        int fd = open(c->output, O_WRONLY);
        dup2(fd, STDOUT_FILENO);
        execv(c->arguments[0], (char *const *)(uintptr_t)c->arguments);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
        bench_fail(c->arguments[0], "failed");
}

/* Into memory, as the program does it: batches with a separator. */
static void in_memory(void *user)
{
    static uint8_t bytes[1 << 20];
    static uint32_t offsets[(1 << 16) + 1];
    phony_key key = {{1, 2}};
    phony_error error;

    for (uint64_t done = 0, count = strtoull(COUNT, NULL, 10); done < count;) {
        phony_column column = PHONY_COLUMN_INIT;
        column.bytes = bytes;
        column.bytes_capacity = sizeof bytes;
        column.offsets = offsets;
        column.rows_capacity = 1 << 16;
        column.separator = '\n';
        bench_check(phony_generate(user, &key, done, count - done, &column, &error), &error);
        done += column.rows;
    }
}

void bench_program(const bench_options *options)
{
    bench_options few = *options;
    char path[] = "/tmp/phony-bench-XXXXXX.phony";
    const char *arguments[] = {options->program, "generate", path,      "--count", COUNT,
                               "--seed",         "1",        "--quiet", NULL};
    phony_error error;
    phony_model *model;
    double memory, program;

    if (!bench_wanted(options, "program"))
        return;
    model = bench_train("/usr/share/dict/words", 3, 1, "");
    close(mkstemps(path, 6));
    bench_check(phony_model_write(model, path, &error), &error);
    few.runs = options->runs < 5 ? options->runs : 5;
    memory = bench_median(&few, in_memory, model);
    program = bench_median(&few, run, &(command){arguments, "/dev/null"});
    bench_report(&(bench_figure){"program: phony generate, 100 M values", "M values/s",
                                 strtod(COUNT, NULL) / program / 1e6, 0, 0, "", 0});
    bench_report(&(bench_figure){"program: of the in-memory rate", "%", memory / program * 100, 80,
                                 0, "", 0});
    unlink(path);
    phony_model_unref(model);
}
