/* The progress bar. It is drawn over itself on one line of standard error and wiped at the end. */
#include "terminal.h"

#include <string.h>

enum { BAR_WIDTH = 24 };
static const double REDRAW_SECONDS = 0.1;

cli_progress cli_progress_start(const char *label, int bytes, int quiet)
{
    cli_progress progress = {label, cli_now(), 0, bytes, 0};
    progress.enabled = !quiet && cli_is_terminal(stderr);
    return progress;
}

static cli_figure amount(const cli_progress *progress, uint64_t number)
{
    return progress->bytes ? cli_bytes(number) : cli_grouped(number);
}

static void draw_bar(double share)
{
    char bar[BAR_WIDTH + 1];
    size_t full = (size_t)(share * BAR_WIDTH);
    memset(bar, '-', BAR_WIDTH);
    memset(bar, '#', full > BAR_WIDTH ? BAR_WIDTH : full);
    bar[BAR_WIDTH] = 0;
    fprintf(stderr, "  [%s] %3.0f %%", bar, share * 100);
}

static void draw(const cli_progress *progress, uint64_t position, uint64_t total, double elapsed)
{
    double share = total ? (double)position / (double)total : 0;
    fputs("\r\033[K", stderr);
    cli_put_text(stderr, progress->label, 30);
    if (total)
        draw_bar(share > 1 ? 1 : share);
    fprintf(stderr, "  %s", amount(progress, position).text);
    if (elapsed > 0.5)
        fprintf(stderr, ", %s/s", amount(progress, (uint64_t)((double)position / elapsed)).text);
    if (total && share > 0.01 && share < 1)
        fprintf(stderr, ", %s left", cli_seconds(elapsed / share - elapsed).text);
    fflush(stderr);
}

void cli_progress_show(cli_progress *progress, uint64_t position, uint64_t total)
{
    if (!progress->enabled)
        return;
    double now = cli_now();
    if (now - progress->drawn < REDRAW_SECONDS)
        return;
    progress->drawn = now;
    draw(progress, position, total, now - progress->start);
}

void cli_progress_end(cli_progress *progress)
{
    if (progress->drawn > 0)
        fputs("\r\033[K", stderr);
    progress->drawn = 0;
}
