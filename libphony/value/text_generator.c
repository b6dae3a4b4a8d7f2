/* Running text: sentences of a model put together to paragraphs. Sentence i of a row is the row's
 * value under a key of its own, so a sentence does not depend on how many stand around it. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/column.h"
#include "base/error.h"
#include "base/options.h"
#include "base/random.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "value/generator.h"
#include "value/text_ends.h"

enum { SENTENCES_MAX = 1000, PARAGRAPHS_MAX = 1000 };

typedef struct text_generator {
    phony_generator base;
    phony_generator **sources; /* of sentences: one, or one for each of the acrostic's characters */
    size_t source_count;
    int acrostic;
    uint64_t min_sentences, max_sentences, paragraphs;
} text_generator;

/* ---- Filling ------------------------------------------------------------------------------- */

/* Number i of things that a row has several of. */
static phony_key numbered_key(const phony_key *key, uint64_t i)
{
    return (phony_key){
        {ph_mix64(key->word[0] + (i + 1) * PH_GOLDEN), ph_mix64(key->word[1] ^ (i + 1))}};
}

typedef struct filling {
    const text_generator *g;
    phony_key sentences, counts;
    ph_scratch scratch;
    ph_buffer text; /* of the row */
} filling;

static phony_status add_sentence(filling *f, const phony_generator *source, uint64_t row,
                                 uint64_t number, phony_error *error)
{
    phony_key key = numbered_key(&f->sentences, number);
    phony_status status = ph_scratch_fill(&f->scratch, source, &key, row, 1, error);

    if (!status)
        ph_buffer_append(&f->text, f->scratch.column.bytes, f->scratch.column.offsets[1]);
    return status;
}

static phony_status add_acrostic(filling *f, uint64_t row, phony_error *error)
{
    phony_status status = PHONY_OK;

    for (size_t i = 0; !status && i < f->g->source_count; i++) {
        if (i > 0)
            ph_buffer_append_byte(&f->text, '\n');
        status = add_sentence(f, f->g->sources[i], row, i, error);
    }
    return status;
}

/* How many sentences a paragraph has: any number of the range, each as likely as the others. */
static uint64_t count_sentences(const filling *f, uint64_t row, uint64_t paragraph)
{
    const text_generator *g = f->g;
    phony_key key = numbered_key(&f->counts, paragraph);
    uint64_t random = ph_stream_word(ph_stream(&key, row), 0);

    return g->min_sentences +
           (uint64_t)((unsigned __int128)random * (g->max_sentences - g->min_sentences + 1) >> 64);
}

static phony_status add_paragraph(filling *f, uint64_t row, uint64_t paragraph, phony_error *error)
{
    uint64_t count = count_sentences(f, row, paragraph);
    phony_status status = PHONY_OK;

    for (uint64_t i = 0; !status && i < count; i++) {
        if (i > 0)
            ph_buffer_append_byte(&f->text, ' ');
        status = add_sentence(f, f->g->sources[0], row, paragraph * SENTENCES_MAX + i, error);
    }
    return status;
}

static phony_status make_row(filling *f, uint64_t row, phony_error *error)
{
    phony_status status = PHONY_OK;

    f->text.length = 0;
    if (f->g->acrostic)
        status = add_acrostic(f, row, error);
    for (uint64_t i = 0; !status && !f->g->acrostic && i < f->g->paragraphs; i++) {
        if (i > 0)
            ph_buffer_append_text(&f->text, "\n\n");
        status = add_paragraph(f, row, i, error);
    }
    if (!status && f->text.failed)
        status = ph_fail_memory(error);
    return status;
}

static phony_status fill(const phony_generator *generator, const phony_key *key, uint64_t first,
                         uint64_t count, phony_column *column, phony_error *error)
{
    const phony_key sentences = ph_path_key("sentences"), counts = ph_path_key("counts");
    filling f = {.g = (const text_generator *)generator};
    phony_status status = PHONY_OK;

    f.sentences = ph_key_part(key, &sentences);
    f.counts = ph_key_part(key, &counts);
    for (uint64_t i = 0; !status && i < count; i++) {
        status = make_row(&f, first + i, error);
        if (!status && !ph_column_put(column, f.text.data, f.text.length))
            break;
    }
    ph_scratch_fini(&f.scratch);
    ph_buffer_fini(&f.text);
    return status;
}

/* ---- Making one ---------------------------------------------------------------------------- */

static void free_text_generator(phony_generator *generator)
{
    text_generator *g = (text_generator *)generator;

    for (size_t i = 0; i < g->source_count; i++)
        phony_generator_unref(g->sources[i]);
    ph_free(g->sources);
    ph_free(g);
}

static const ph_generator_class text_class = {"text", fill, free_text_generator};

static phony_status check_options(const phony_text_options *o, phony_error *error)
{
    if (o->min_words > o->max_words && o->max_words)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "min words %llu is greater than max words %llu",
                       (unsigned long long)o->min_words, (unsigned long long)o->max_words);
    if (o->acrostic && *o->acrostic && (o->min_sentences || o->max_sentences || o->paragraphs))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "an acrostic says how many sentences there are: no numbers of sentences or "
                       "paragraphs beside it");
    if (o->acrostic && ph_utf8_check(o->acrostic, strlen(o->acrostic)) < strlen(o->acrostic))
        return ph_fail(error, PHONY_ERROR_ENCODING, "the acrostic is not valid UTF-8");
    if (o->max_sentences && o->min_sentences > o->max_sentences)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "min sentences %llu is greater than max sentences %llu",
                       (unsigned long long)o->min_sentences, (unsigned long long)o->max_sentences);
    if (o->min_sentences > SENTENCES_MAX || o->max_sentences > SENTENCES_MAX ||
        o->paragraphs > PARAGRAPHS_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "at most %d sentences in a paragraph, and %d paragraphs", SENTENCES_MAX,
                       PARAGRAPHS_MAX);
    return PHONY_OK;
}

/* A source of sentences that begin with `size` bytes of `prefix`, and comply with `sentence`. */
static phony_status add_source(text_generator *g, phony_model *model,
                               const phony_generator_options *sentence, const char *prefix,
                               size_t size, phony_error *error)
{
    phony_generator_options options = *sentence;
    char *begin = ph_strndup(prefix, size);
    phony_status status = begin ? PHONY_OK : ph_fail_memory(error);

    options.prefix = begin;
    if (!status)
        status = phony_generator_new(model, &options, &g->sources[g->source_count], error);
    if (!status)
        g->source_count++;
    ph_free(begin);
    return status;
}

/* One source for each character of the acrostic but spaces. */
static phony_status add_acrostic_sources(text_generator *g, phony_model *model,
                                         const phony_generator_options *sentence,
                                         const char *acrostic, phony_error *error)
{
    size_t length = strlen(acrostic), size;
    phony_status status = PHONY_OK;

    for (size_t at = 0; !status && at < length; at += size) {
        size = ph_grapheme_length(acrostic + at, length - at);
        if (acrostic[at] != ' ')
            status = add_source(g, model, sentence, acrostic + at, size, error);
    }
    if (!status && !g->source_count)
        status = ph_fail(error, PHONY_ERROR_ARGUMENT, "the acrostic has no characters");
    return status;
}

static phony_status add_sources(text_generator *g, phony_model *model, const phony_text_options *o,
                                phony_error *error)
{
    phony_generator_options sentence = PHONY_GENERATOR_OPTIONS_INIT;
    ph_buffer ends = {0};
    phony_status status = ph_text_ends(model, &ends, error);

    sentence.min_words = o->min_words;
    sentence.max_words = o->max_words;
    ph_buffer_append_byte(&ends, '\0');
    sentence.pattern = ends.data;
    if (!status && ends.failed)
        status = ph_fail_memory(error);
    if (!status && g->acrostic)
        status = add_acrostic_sources(g, model, &sentence, o->acrostic, error);
    else if (!status)
        status = add_source(g, model, &sentence, "", 0, error);
    ph_buffer_fini(&ends);
    return status;
}

static phony_status make(text_generator *g, phony_model *model, const phony_text_options *o,
                         phony_error *error)
{
    phony_status status = check_options(o, error);
    size_t most = 1;

    g->acrostic = o->acrostic && *o->acrostic;
    g->min_sentences = o->min_sentences ? o->min_sentences : 1;
    g->max_sentences = o->max_sentences ? o->max_sentences : g->min_sentences;
    g->paragraphs = o->paragraphs ? o->paragraphs : 1;
    if (g->acrostic)
        most = strlen(o->acrostic);
    if (!status && most > SENTENCES_MAX)
        status = ph_fail(error, PHONY_ERROR_ARGUMENT, "the acrostic is longer than %d bytes",
                         SENTENCES_MAX);
    if (!status) {
        g->sources = ph_calloc(most, sizeof(phony_generator *));
        status = g->sources ? PHONY_OK : ph_fail_memory(error);
    }
    return status ? status : add_sources(g, model, o, error);
}

phony_status phony_generator_text(phony_model *model, const phony_text_options *options,
                                  phony_generator **generator, phony_error *error)
{
    phony_text_options full = PHONY_TEXT_OPTIONS_INIT;
    text_generator *g;
    phony_status status;

    if (!model || !generator)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a model and a place for the generator");
    ph_options_take(&full, sizeof full, options);
    g = ph_calloc(1, sizeof *g);
    if (!g)
        return ph_fail_memory(error);
    ph_generator_init(&g->base, &text_class);
    status = make(g, model, &full, error);
    if (status)
        free_text_generator(&g->base);
    else
        *generator = &g->base;
    return status;
}
