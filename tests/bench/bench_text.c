/* Running text: sentences of a model of words, trained on the sentences of a licence, beside
 * picking words from a list as makers of lorem ipsum do it, in C. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

#define PROSE "/usr/share/common-licenses/GPL-3"
enum { COUNT = 100000, WORDS_MAX = 8192, PICKED = 4000000, BYTES = 1 << 24 };

/* One sentence a line: spaces as one, a line feed behind a full stop. Returns how many. */
static int write_sentences(FILE *from, FILE *to)
{
    int last = ' ', count = 0;

    for (int c = getc(from); c != EOF; c = getc(from)) {
        c = isspace(c) ? ' ' : c;
        if (c == ' ' && last == ' ')
            continue;
        if (c == ' ' && last == '.') {
            count++;
            putc('\n', to);
        } else {
            putc(c, to);
        }
        last = c;
    }
    return count;
}

static phony_model *train_on(const char *path)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_error error;
    phony_trainer *trainer;
    phony_input *input;
    phony_model *model;

    options.mode = PHONY_MODE_WORD;
    bench_check(phony_input_open(path, NULL, &input, &error), &error);
    bench_check(phony_trainer_new(&options, &trainer, &error), &error);
    bench_check(phony_trainer_add_input(trainer, input, NULL, NULL, &error), &error);
    bench_check(phony_trainer_finish(trainer, &model, &error), &error);
    phony_trainer_free(trainer);
    phony_input_close(input);
    return model;
}

static phony_model *model_of_sentences(void)
{
    char path[] = "/tmp/phony-bench-XXXXXX.txt";
    FILE *from = fopen(PROSE, "r"), *to = fdopen(mkstemps(path, 4), "w");
    phony_model *model;

    if (!from || !to || write_sentences(from, to) == 0 || fclose(to) != 0)
        bench_fail(PROSE, "cannot be made sentences of");
    fclose(from);
    model = train_on(path);
    unlink(path);
    return model;
}

/* ---- The limit ------------------------------------------------------------------------------- */

typedef struct words {
    char text[1 << 16];
    uint32_t at[WORDS_MAX], length[WORDS_MAX];
    uint32_t count;
    uint8_t *bytes;
    size_t written;
} words;

static void read_words(words *list)
{
    FILE *file = fopen(PROSE, "r");
    size_t size = file ? fread(list->text, 1, sizeof list->text, file) : 0;

    for (size_t i = 0; i < size && list->count < WORDS_MAX; i++) {
        size_t from = i;
        while (i < size && !isspace((unsigned char)list->text[i]))
            i++;
        if (i > from) {
            list->at[list->count] = (uint32_t)from;
            list->length[list->count++] = (uint32_t)(i - from);
        }
    }
    if (!file || list->count == 0)
        bench_fail(PROSE, "cannot be read");
    fclose(file);
}

static void pick_words(void *user)
{
    words *list = user;
    uint64_t state = 1;
    size_t at = 0;

    list->written = 0;
    for (int i = 0; i < PICKED; i++) {
        uint32_t pick;
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
        pick = (uint32_t)((state >> 32) * list->count >> 32);
        memcpy(list->bytes + at, list->text + list->at[pick], list->length[pick]);
        at += list->length[pick];
        list->bytes[at++] = ' ';
        list->written += list->length[pick] + 1;
        at = at > BYTES - 256 ? 0 : at;
    }
}

static double picked(const bench_options *options)
{
    words *list = calloc(1, sizeof *list);
    double rate;

    if (!list || !(list->bytes = malloc(BYTES)))
        bench_fail(PROSE, "out of memory");
    read_words(list);
    rate = 1 / bench_median(options, pick_words, list);
    rate *= (double)list->written;
    free(list->bytes);
    free(list);
    return rate;
}

void bench_text(const bench_options *options)
{
    phony_text_options paragraph = PHONY_TEXT_OPTIONS_INIT;
    phony_generator *generator;
    phony_model *model;
    phony_error error;
    double limit, sentences, bytes;

    if (!bench_wanted(options, "text"))
        return;
    limit = picked(options);
    bench_report(&(bench_figure){"text: the limit, picking words from a list", "MB/s", limit / 1e6,
                                 0, 0, "", 0});
    model = model_of_sentences();
    paragraph.min_sentences = paragraph.max_sentences = 5;
    bench_check(phony_generator_text(model, &paragraph, &generator, &error), &error);
    sentences = 5 * bench_rate(options, generator, COUNT / 5, 1, &bytes);
    bench_report(&(bench_figure){"text: paragraphs of 5 sentences", "MB/s", bytes / 1e6, 0, 0,
                                 "picking words", bytes / limit});
    bench_report(&(bench_figure){"text: sentences", "M values/s", sentences / 1e6, 0, 0, "", 0});
    phony_generator_unref(generator);
    phony_model_unref(model);
}
