/* The options of phony train. */
#ifndef CLI_TRAIN_OPTIONS_H
#define CLI_TRAIN_OPTIONS_H

#include "inputs.h"

typedef struct cli_train_settings {
    cli_list_settings list;
    const char *output;
    const char *name;
    const char *locale;
    const char *source;
    const char *license;
    const char *vocabulary;
    const char *sentences;
    const char *salt;
    const char *epsilon; /* numbers with a point, read by cmd_train.c */
    const char *delta;
    uint64_t order;
    uint64_t min_count;
    uint64_t min_length;
    uint64_t word_min_count;
    uint64_t min_support;
    uint64_t max_tokens;
    uint64_t threads;
    int64_t timestamp;
    int32_t mode;
    int32_t weighting;
    int32_t letter_case;
    int32_t letters_only;
    int32_t no_symbols;
    int32_t exclude_originals;
    int32_t json;
    int32_t quiet;
} cli_train_settings;

extern const cli_group cli_train_groups[];

#endif
