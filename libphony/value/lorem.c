/* Filler text: words of generic/lorem_words, alone or in sentences and paragraphs. A row's words
 * are values 0, 1, 2 ... of the model under a key of the row's own. */
#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "value/builtin.h"
#include "value/generator.h"

enum {
    WORDS_LEAST = 4, /* of a sentence */
    WORDS_MOST = 15,
    SENTENCES_LEAST = 3, /* of a paragraph */
    SENTENCES_MOST = 7
};

typedef struct lorem {
    phony_generator base;
    int kind;
    ph_part words;
    phony_key path;
} lorem;

/* A row in the making: draws are words 2, 3 ... of its stream; 0 and 1 are the key of its words. */
typedef struct text {
    uint64_t stream, draw, word;
    phony_key key;
    ph_cells cells;
    ph_buffer line;
} text;

static size_t between(text *t, size_t least, size_t most)
{
    uint64_t word = ph_stream_word(t->stream, t->draw++);

    return least + (size_t)((word >> 32) * (most - least + 1) >> 32);
}

/* Which word of a sentence has a comma behind it: the middle one of every third long sentence. */
static size_t comma(text *t, size_t count)
{
    size_t one_of_three = between(t, 0, 2);

    return count >= 8 && one_of_three == 0 ? count / 2 : SIZE_MAX;
}

static phony_status add_sentence(const lorem *l, text *t, phony_error *error)
{
    size_t count = between(t, WORDS_LEAST, WORDS_MOST), pause = comma(t, count);

    for (size_t i = 0; i < count; i++) {
        phony_status status = ph_part_fill(&l->words, &t->key, t->word++, 1, -1, &t->cells, error);
        size_t at = t->line.length;
        if (status)
            return status;
        assert(t->cells.offsets);
        ph_buffer_append(&t->line, t->cells.bytes, t->cells.offsets[1]);
        if (i == 0 && !t->line.failed && t->line.data[at] >= 'a' && t->line.data[at] <= 'z')
            t->line.data[at] = (char)(t->line.data[at] - 'a' + 'A');
        ph_buffer_append_text(&t->line, i + 1 == count ? "." : i == pause ? ", " : " ");
    }
    return PHONY_OK;
}

static phony_status make_line(const lorem *l, text *t, phony_error *error)
{
    size_t sentences = 1;
    phony_status status = PHONY_OK;

    t->line.length = 0;
    if (l->kind == PH_LOREM_PARAGRAPH)
        sentences = between(t, SENTENCES_LEAST, SENTENCES_MOST);
    for (size_t i = 0; !status && i < sentences; i++) {
        if (i > 0)
            ph_buffer_append_byte(&t->line, ' ');
        status = add_sentence(l, t, error);
    }
    if (!status && t->line.failed)
        status = ph_fail_memory(error);
    return status;
}

static phony_status fill_text(const lorem *l, const phony_key *key, uint64_t first, uint64_t count,
                              phony_column *column, phony_error *error)
{
    const phony_key own = ph_key_part(key, &l->path);
    phony_status status = PHONY_OK;
    text t = {.stream = 0};
    ph_output out;

    ph_output_init(&out, column);
    for (uint64_t i = 0; !status && i < count; i++) {
        t.stream = ph_stream(&own, first + i);
        t.key = (phony_key){{ph_stream_word(t.stream, 0), ph_stream_word(t.stream, 1)}};
        t.draw = 2;
        t.word = 0;
        status = make_line(l, &t, error);
        if (!status && !ph_output_put(&out, t.line.data, t.line.length))
            break;
    }
    ph_cells_fini(&t.cells);
    ph_buffer_fini(&t.line);
    return status;
}

static phony_status fill(const phony_generator *generator, const phony_key *key, uint64_t first,
                         uint64_t count, phony_column *column, phony_error *error)
{
    const lorem *l = (const lorem *)generator;

    if (l->kind == PH_LOREM_WORD)
        return ph_part_fill_column(&l->words, key, first, (size_t)count, column, error);
    return fill_text(l, key, first, count, column, error);
}

static void free_lorem(phony_generator *generator)
{
    lorem *l = (lorem *)generator;

    ph_part_fini(&l->words);
    ph_free(l);
}

static const ph_generator_class class = {"lorem", fill, free_lorem};

phony_status ph_lorem_new(const ph_builtin_request *request, phony_generator **generator,
                          phony_error *error)
{
    lorem *l = ph_calloc(1, sizeof *l);
    phony_status status;

    if (!l)
        return ph_fail_memory(error);
    ph_generator_init(&l->base, &class);
    l->kind = request->kind;
    l->path = ph_path_key(request->name);
    status = ph_part_open(&l->words, "lorem.word", "generic", "lorem_words",
                          request->options->cache, error);
    if (status) {
        free_lorem(&l->base);
        return status;
    }
    *generator = &l->base;
    return PHONY_OK;
}
