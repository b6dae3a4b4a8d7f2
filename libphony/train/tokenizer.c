#include "train/tokenizer.h"

#include "base/alloc.h"
#include "text/segment.h"

static int push(ph_vocabulary *vocabulary, const char *text, size_t length, ph_token_ids *ids)
{
    uint32_t id =
        length == 1 && (unsigned char)*text < 128 ? vocabulary->ascii[(unsigned char)*text] : 0;

    if (id == 0)
        id = ph_vocabulary_add(vocabulary, text, length);
    if (id == 0 || ph_grow((void **)&ids->ids, &ids->capacity, ids->count + 1, sizeof id) < 0)
        return -1;
    ids->ids[ids->count++] = id;
    return 0;
}

/* The usual case of char mode is a known ASCII letter before another ASCII letter: no look-up of
 * clusters, and room is made once. */
static ph_tokenized by_character(const char *text, size_t length, ph_vocabulary *vocabulary,
                                 ph_token_ids *ids)
{
    size_t at = 0;

    if (ph_grow((void **)&ids->ids, &ids->capacity, ids->count + length, sizeof *ids->ids) < 0)
        return PH_NO_ROOM;
    while (at < length) {
        unsigned char here = (unsigned char)text[at];
        size_t size;
        if (here < 128 && (at + 1 == length || (unsigned char)text[at + 1] < 128) &&
            vocabulary->ascii[here]) {
            ids->ids[ids->count++] = vocabulary->ascii[here];
            at++;
            continue;
        }
        size = ph_grapheme_length(text + at, length - at);
        if (push(vocabulary, text + at, size, ids) < 0)
            return PH_NO_ROOM;
        at += size;
    }
    return PH_TOKENIZED;
}

static ph_tokenized by_word(const ph_tokenizer *tokenizer, const char *text, size_t length,
                            ph_vocabulary *vocabulary, ph_token_ids *ids)
{
    size_t at = 0, begin, size;

    while (ph_word_next(text, length, &at, &begin, &size)) {
        if (tokenizer->whole && !ph_vocabulary_find(tokenizer->whole, text + begin, size))
            return PH_UNKNOWN_WORD;
        if (push(vocabulary, text + begin, size, ids) < 0)
            return PH_NO_ROOM;
    }
    return PH_TOKENIZED;
}

static ph_tokenized hybrid(const ph_tokenizer *tokenizer, const char *text, size_t length,
                           ph_vocabulary *vocabulary, ph_token_ids *ids)
{
    size_t at = 0, begin, size;
    ph_tokenized result = PH_TOKENIZED;

    while (result == PH_TOKENIZED && ph_word_next(text, length, &at, &begin, &size)) {
        if (begin > 0 && push(vocabulary, " ", 1, ids) < 0)
            return PH_NO_ROOM;
        if (!ph_vocabulary_find(tokenizer->whole, text + begin, size))
            result = by_character(text + begin, size, vocabulary, ids);
        else if (push(vocabulary, text + begin, size, ids) < 0)
            result = PH_NO_ROOM;
    }
    return result;
}

ph_tokenized ph_tokenize(const ph_tokenizer *tokenizer, const char *text, size_t length,
                         ph_vocabulary *vocabulary, ph_token_ids *ids)
{
    ids->count = 0;
    switch (tokenizer->mode) {
    case PHONY_MODE_WORD:
        return by_word(tokenizer, text, length, vocabulary, ids);
    case PHONY_MODE_HYBRID:
        return hybrid(tokenizer, text, length, vocabulary, ids);
    default:
        return by_character(text, length, vocabulary, ids);
    }
}
