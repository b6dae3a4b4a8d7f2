/* What phony train says at the end. */
#ifndef CLI_TRAIN_SUMMARY_H
#define CLI_TRAIN_SUMMARY_H

#include <phony.h>

typedef struct cli_train_summary {
    const char *path; /* of the model; "-" = standard output */
    phony_train_report report;
    phony_model_info info;
    uint64_t file_bytes; /* 0 = not a regular file */
    double seconds;
} cli_train_summary;

void cli_train_summary_print(const cli_train_summary *summary);
void cli_train_summary_json(const cli_train_summary *summary);

#endif
