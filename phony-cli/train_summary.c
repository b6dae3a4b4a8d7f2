/* The summary of a training, for people and for programs. */
#include "train_summary.h"

#include "jsonwrite.h"
#include "model_text.h"
#include "terminal.h"

#include <string.h>

static void print_skipped(const phony_train_report *report)
{
    uint64_t skipped = report->empty + report->too_short + report->filtered;
    if (skipped > 0)
        cli_row(stderr, "skipped", "%s: %s empty, %s too short, %s filtered",
                cli_count(skipped, "value").text, cli_grouped(report->empty).text,
                cli_grouped(report->too_short).text, cli_grouped(report->filtered).text);
}

static void print_file(const cli_train_summary *summary)
{
    const char *path = strcmp(summary->path, "-") == 0 ? "standard output" : summary->path;
    if (summary->file_bytes)
        cli_row(stderr, "written", "%s, %s", path, cli_bytes(summary->file_bytes).text);
    else
        cli_row(stderr, "written", "%s", path);
}

void cli_train_summary_print(const cli_train_summary *summary)
{
    const phony_train_report *report = &summary->report;
    const phony_model_info *info = &summary->info;
    cli_row(stderr, "learned", "%s, %s", cli_count(report->values, "value").text,
            cli_bytes(report->bytes).text);
    print_skipped(report);
    cli_row(stderr, "model", "%s, order %d: %s, %s", cli_mode_name(info->mode), info->order,
            cli_count(info->tokens, "token").text, cli_count(info->ngrams, "n-gram").text);
    print_file(summary);
    cli_row(stderr, "time", "%s, %s/s", cli_seconds(summary->seconds).text,
            cli_bytes((uint64_t)((double)report->bytes / (summary->seconds + 1e-9))).text);
}

void cli_train_summary_json(const cli_train_summary *summary)
{
    const phony_train_report *report = &summary->report;
    const phony_model_info *info = &summary->info;
    cli_json json = {0, 0};
    cli_json_open(&json, NULL, '{');
    cli_json_text(&json, "path", summary->path);
    cli_json_number(&json, "values", report->values);
    cli_json_number(&json, "weight", report->weight);
    cli_json_number(&json, "bytes", report->bytes);
    cli_json_open(&json, "skipped", '{');
    cli_json_number(&json, "empty", report->empty);
    cli_json_number(&json, "too_short", report->too_short);
    cli_json_number(&json, "filtered", report->filtered);
    cli_json_close(&json, '}');
    cli_json_text(&json, "mode", cli_mode_name(info->mode));
    cli_json_number(&json, "order", (uint64_t)info->order);
    cli_json_number(&json, "tokens", info->tokens);
    cli_json_number(&json, "ngrams", info->ngrams);
    cli_json_number(&json, "file_bytes", summary->file_bytes);
    cli_json_real(&json, "seconds", summary->seconds);
    cli_json_close(&json, '}');
}
