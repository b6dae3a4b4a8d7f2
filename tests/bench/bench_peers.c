/* Other generators in the same run, where they are installed: `npm install` in tests/bench/peers.
 * Each line that peers.mjs prints is "NAME<tab>VALUES A SECOND". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

static double our_rate;

static void ours(void *user)
{
    static uint8_t bytes[1 << 20];
    static uint32_t offsets[65537];
    phony_key key = {{1, 2}};
    phony_column column = PHONY_COLUMN_INIT;
    phony_error error;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = 65536;
    for (uint64_t row = 0; row < 5000000; row += column.rows)
        bench_check(phony_generate(user, &key, row, UINT64_MAX, &column, &error), &error);
}

static void report(char *line)
{
    char *tab = strchr(line, '\t');
    double rate;

    if (!tab)
        return;
    *tab = '\0';
    rate = strtod(tab + 1, NULL);
    if (rate <= 0)
        return;
    bench_report(&(bench_figure){strdup(line), "M values/s", rate / 1e6, 0, 0,
                                 "phony, order 4, best path", rate / our_rate});
}

void bench_peers(const bench_options *options)
{
    char line[256];
    phony_model *model;
    FILE *peers;

    if (!bench_wanted(options, "peer") || access(BENCH_PEERS "/node_modules", R_OK) != 0)
        return;
    model = bench_train("/usr/share/dict/words", 4, 1, "");
    our_rate = 5000000 / bench_median(options, ours, model);
    phony_model_unref(model);
    /* A constant command. NOLINTNEXTLINE(cert-env33-c) */
    peers = popen("node " BENCH_PEERS "/peers.mjs", "r");
    while (peers && fgets(line, sizeof line, peers))
        report(line);
    if (peers)
        pclose(peers);
}
