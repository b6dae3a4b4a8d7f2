/* Text: checked, normalised, in every case, cut into clusters, words and sentences, filtered. The
 * first byte chooses locale and separators, the rest is the text. */
#include <string.h>

#include "fuzz.h"
#include "text/normalize.h"
#include "text/segment.h"
#include "text/utf8.h"

static void normalize(const char *text, size_t length, ph_buffer *out)
{
    out->length = 0;
    FUZZ_PROMISE(ph_normalize(text, length, out) == 0);
    FUZZ_PROMISE(ph_utf8_check(out->data, out->length) == out->length);
}

/* Normalising again must change nothing. */
static void check_normal(const char *text, size_t length)
{
    ph_buffer again = PH_BUFFER_INIT;

    normalize(text, length, &again);
    FUZZ_PROMISE(again.length == length && (!length || !memcmp(again.data, text, length)));
    if (ph_is_plainly_normal(text, length))
        FUZZ_PROMISE(!memchr(text, '\t', length));
    ph_buffer_fini(&again);
}

static void check_clusters(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t at = 0, size; at < length; at += size, count++) {
        size = ph_grapheme_length(text + at, length - at);
        FUZZ_PROMISE(size > 0 && size <= length - at);
        FUZZ_PROMISE(ph_utf8_check(text + at, size) == size);
    }
    FUZZ_PROMISE(ph_grapheme_count(text, length) == count);
}

/* Between pieces there are spaces alone, and none begins or ends with one. */
static void check_piece(const char *text, size_t from, size_t begin, size_t size)
{
    for (; from < begin; from++)
        FUZZ_PROMISE(text[from] == ' ');
    FUZZ_PROMISE(size > 0 && text[begin] != ' ' && text[begin + size - 1] != ' ');
    FUZZ_PROMISE(ph_utf8_check(text + begin, size) == size);
    check_normal(text + begin, size);
}

static void check_words(const char *text, size_t length)
{
    size_t at = 0, end = 0, begin, size;

    while (ph_word_next(text, length, &at, &begin, &size)) {
        check_piece(text, end, begin, size);
        FUZZ_PROMISE(!memchr(text + begin, ' ', size) && at >= begin + size && at <= length);
        end = begin + size;
    }
    FUZZ_PROMISE(end == length && at == length);
}

static void check_sentences(const char *text, size_t length, const char *separators)
{
    size_t at = 0, end = 0, begin, size;

    while (ph_sentence_next(text, length, separators, &at, &begin, &size)) {
        check_piece(text, end, begin, size);
        FUZZ_PROMISE(at >= begin + size && at <= length);
        end = begin + size;
    }
    FUZZ_PROMISE(end == length && at == length);
}

static void check_filters(const char *text, size_t length)
{
    int letters = ph_passes_filters(text, length, PHONY_FILTER_LETTERS_ONLY);
    int unsymbolic = ph_passes_filters(text, length, PHONY_FILTER_NO_SYMBOLS);

    FUZZ_PROMISE(ph_passes_filters(text, length, 0) == 1);
    FUZZ_PROMISE(!letters || unsymbolic);
    FUZZ_PROMISE(ph_passes_filters(text, length, 3) == letters);
}

static void check_case(const char *text, size_t length, int32_t letter_case, const char *locale)
{
    ph_buffer once = PH_BUFFER_INIT, twice = PH_BUFFER_INIT;

    FUZZ_PROMISE(ph_change_case(text, length, letter_case, locale, &once) == 0);
    FUZZ_PROMISE(ph_utf8_check(once.data, once.length) == once.length);
    check_normal(once.data, once.length);
    FUZZ_PROMISE(ph_change_case(once.data, once.length, letter_case, locale, &twice) == 0);
    FUZZ_PROMISE(once.length == twice.length);
    FUZZ_PROMISE(!once.length || !memcmp(once.data, twice.data, once.length));
    ph_buffer_fini(&once);
    ph_buffer_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const locales[] = {NULL, "tr", "az-AZ", "el"};
    static const char *const separators[] = {".!?", "。！？", ". '", "\xE3"};
    const char *text = (const char *)bytes + 1;
    ph_buffer normal = PH_BUFFER_INIT;

    if (!length--)
        return 0;
    length = ph_utf8_check(text, length);
    check_clusters(text, length);
    normalize(text, length, &normal);
    if (normal.length) {
        check_normal(normal.data, normal.length);
        check_clusters(normal.data, normal.length);
        check_words(normal.data, normal.length);
        check_sentences(normal.data, normal.length, separators[*bytes >> 2 & 3]);
        check_filters(normal.data, normal.length);
        for (int32_t i = PHONY_CASE_KEEP; i <= PHONY_CASE_TITLE; i++)
            check_case(normal.data, normal.length, i, locales[*bytes & 3]);
    }
    ph_buffer_fini(&normal);
    return 0;
}
