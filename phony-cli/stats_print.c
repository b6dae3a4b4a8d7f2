/* The figures of phony stats for people. */
#include "model_text.h"
#include "stats.h"
#include "terminal.h"

#include <string.h>

enum { HISTOGRAM_ROWS = 16, BAR_COLUMNS = 40 };

static void heading(const char *text)
{
    printf("\n%s%s%s\n", cli_style_text(stdout, CLI_BOLD), text, cli_style_text(stdout, CLI_PLAIN));
}

static double share_of(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

/* The most frequent n-grams of an order as "'an' 5,678, 'la' 4,321": what fits into `text`. */
static void list_top(const phony_ngram *ngrams, size_t count, char *text, size_t capacity)
{
    size_t used = 0;
    *text = 0;
    for (size_t i = 0; i < count && used + 200 < capacity; i++)
        used += (size_t)snprintf(text + used, capacity - used, "%s'%s' %s", i ? ", " : "",
                                 ngrams[i].text, cli_grouped(ngrams[i].count).text);
}

static void print_ngrams(const cli_stats *stats)
{
    char text[8192];
    heading("N-grams");
    for (int32_t order = 0; order < stats->info.order; order++) {
        char label[24];
        snprintf(label, sizeof label, "of order %d", order + 1);
        list_top(stats->top[order], stats->top_count[order], text, sizeof text);
        cli_row(stdout, label, "%s%s%s", cli_grouped(stats->info.ngrams_of_order[order]).text,
                *text ? ": " : "", text);
    }
}

static void print_process(const cli_stats *stats)
{
    const phony_model_figures *figures = &stats->figures;
    heading("Process");
    cli_row(stdout, "contexts", "%s, of %.2f successors in the mean",
            cli_grouped(figures->states).text, figures->branching);
    cli_row(stdout, "entropy", "%.2f bits a value, %.3f bits a character (at most)",
            figures->entropy_per_value, figures->entropy_per_character);
    cli_row(stdout, "mean length", "%.2f tokens", figures->mean_length);
    cli_row(stdout, "code path", "%s", stats->code_path);
    cli_row(stdout, "memory", "%s, of which the sampler %s", cli_bytes(stats->info.memory).text,
            cli_bytes(stats->info.sampler_memory).text);
}

static uint64_t count_lengths(const cli_sample *sample, size_t first, size_t end)
{
    uint64_t count = 0;
    for (size_t i = first; i < end && i <= CLI_LENGTHS; i++)
        count += sample->lengths[i];
    return count;
}

/* The shortest and longest length that occur. */
static void find_range(const cli_sample *sample, size_t *least, size_t *most)
{
    *least = 0;
    *most = CLI_LENGTHS;
    while (*least < CLI_LENGTHS && sample->lengths[*least] == 0)
        ++*least;
    while (*most > *least && sample->lengths[*most] == 0)
        --*most;
}

/* How many lengths go into a row, so that the rows show all but the longest thousandth, which the
 * last row takes. */
static size_t find_step(const cli_sample *sample, size_t least, size_t most)
{
    size_t last = least;
    while (last < most && count_lengths(sample, last + 1, SIZE_MAX) > sample->values / 1000)
        last++;
    return (last - least) / HISTOGRAM_ROWS + 1;
}

static void print_length_row(size_t first, size_t end, size_t most, uint64_t count, uint64_t all)
{
    char bar[BAR_COLUMNS + 1];
    char lengths[32];
    size_t columns = (size_t)(share_of(count, all) * BAR_COLUMNS + 0.5);
    if (end == SIZE_MAX && first < most)
        snprintf(lengths, sizeof lengths, "%zu +  ", first);
    else if (end == SIZE_MAX || end == first + 1)
        snprintf(lengths, sizeof lengths, "%zu", first);
    else
        snprintf(lengths, sizeof lengths, "%zu - %2zu", first, end - 1);
    memset(bar, '#', columns);
    bar[columns] = 0;
    printf("%17s %-*s %s\n", lengths, BAR_COLUMNS, bar, cli_grouped(count).text);
}

static void print_histogram(const cli_sample *sample, size_t least, size_t most)
{
    size_t step = find_step(sample, least, most);
    uint64_t highest = 1;
    for (int is_drawing = 0; is_drawing < 2; is_drawing++)
        for (size_t row = 0; row < HISTOGRAM_ROWS && least + row * step <= most; row++) {
            size_t first = least + row * step;
            size_t end = row + 1 < HISTOGRAM_ROWS ? first + step : SIZE_MAX;
            uint64_t count = count_lengths(sample, first, end);
            if (is_drawing)
                print_length_row(first, end, most, count, highest);
            else if (count > highest)
                highest = count;
        }
}

static void print_lengths(const cli_sample *sample)
{
    size_t least, most;
    find_range(sample, &least, &most);
    cli_row(stdout, "length", "%zu to %zu%s characters, %.2f in the mean", least, most,
            most == CLI_LENGTHS ? " or more" : "", share_of(sample->characters, sample->values));
    print_histogram(sample, least, most);
}

static void print_copies(const cli_sample *sample)
{
    if (sample->originals == CLI_UNKNOWN) {
        cli_row(stdout, "copies", "unknown, give --training FILE");
        return;
    }
    cli_row(stdout, "copies", "%s of the values are in the training list%s",
            cli_percent(share_of(sample->copies, sample->values)).text,
            sample->originals == CLI_FROM_MODEL ? " (by the model's hashes)" : "");
    cli_row(stdout, "novel", "%s of the distinct values are not",
            cli_percent(1 - share_of(sample->distinct_copies, sample->distinct)).text);
}

static void print_sample(const cli_sample *sample)
{
    char title[64];
    if (sample->values == 0)
        return;
    snprintf(title, sizeof title, "Sample of %s", cli_count(sample->values, "value").text);
    heading(title);
    cli_row(stdout, "seed", "%s", sample->seed);
    cli_row(stdout, "distinct", "%s", cli_percent(share_of(sample->distinct, sample->values)).text);
    print_copies(sample);
    print_lengths(sample);
}

static void print_heldout(const cli_heldout *heldout)
{
    heading("Held-out values");
    cli_row(stdout, "possible", "%s of %s",
            cli_percent(share_of(heldout->possible, heldout->values)).text,
            cli_grouped(heldout->values).text);
    if (heldout->possible)
        cli_row(stdout, "cross-entropy", "%.3f bits a character, over those",
                heldout->bits / heldout->symbols);
}

static void print_rare(const cli_stats *stats)
{
    const phony_privacy *privacy = &stats->privacy;
    cli_row(stdout, "rare n-grams", "held by fewer than %s",
            cli_count(stats->support, "value").text);
    for (int32_t k = 0; k < privacy->order; k++) {
        char label[24];
        snprintf(label, sizeof label, "of order %d", k + 1);
        cli_row(stdout, label, "%s of %s (%s)", cli_grouped(privacy->rare[k]).text,
                cli_grouped(privacy->ngrams[k]).text,
                cli_percent(share_of(privacy->rare[k], privacy->ngrams[k])).text);
    }
}

static void print_privacy(const cli_stats *stats)
{
    const phony_privacy *privacy = &stats->privacy;
    heading("Privacy");
    if (privacy->exact)
        cli_row(stdout, "looked at", "%s different values", cli_grouped(privacy->values).text);
    else
        cli_row(stdout, "looked at", "counts alone: these are the least; exact with --training");
    print_rare(stats);
    if (!privacy->fragments) {
        cli_row(stdout, "fragments", "none: no longer text is that of one value alone");
        return;
    }
    cli_row(stdout, "fragments", "%s of one value alone",
            cli_count(privacy->fragments, "text").text);
    cli_row(stdout, "their length", "%.1f characters in the mean, %s at most",
            share_of(privacy->characters, privacy->fragments), cli_grouped(privacy->longest).text);
    for (uint64_t i = 0; stats->show_fragments && i < privacy->fragments && i < CLI_FRAGMENTS; i++)
        cli_row(stdout, i == 0 ? "the longest" : "", "%s", stats->fragments[i].text);
}

void cli_stats_print(const cli_stats *stats)
{
    cli_row(stdout, "model", "%s", stats->name);
    cli_row(stdout, "kind", "%s, order %d, trained on %s", cli_mode_name(stats->info.mode),
            stats->info.order, cli_count(stats->info.values, "value").text);
    print_ngrams(stats);
    print_process(stats);
    print_sample(&stats->sample);
    if (stats->has_privacy)
        print_privacy(stats);
    if (stats->has_heldout)
        print_heldout(&stats->heldout);
}
