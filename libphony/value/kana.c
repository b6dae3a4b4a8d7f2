/* Kana to Latin letters as Hepburn spells them, hiragana and katakana alike. Long marks are left
 * out, as in passports, and other long vowels stay as they are written (Satou): which of them are
 * long cannot be told from kana alone. */
#include <string.h>

#include "text/utf8.h"
#include "value/ascii_parts.h"

enum { FIRST = 0x3041, LAST = 0x3096, KATAKANA = 0x60, LONG_MARK = 0x30FC, SMALL_TSU = 0x3063 };

/* U+3041 to U+3096. Those in capitals are small: they change the vowel of what stands before. */
static const char syllables[][4] = {
    "A",  "a",  "I",   "i",  "U",  "u",   "E",  "e",   "O",  "o",  "ka", "ga", "ki", "gi", "ku",
    "gu", "ke", "ge",  "ko", "go", "sa",  "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo",
    "ta", "da", "chi", "ji", "",   "tsu", "zu", "te",  "de", "to", "do", "na", "ni", "nu", "ne",
    "no", "ha", "ba",  "pa", "hi", "bi",  "pi", "fu",  "bu", "pu", "he", "be", "pe", "ho", "bo",
    "po", "ma", "mi",  "mu", "me", "mo",  "YA", "ya",  "YU", "yu", "YO", "yo", "ra", "ri", "ru",
    "re", "ro", "WA",  "wa", "wi", "we",  "wo", "n",   "vu", "ka", "ke",
};
_Static_assert(sizeof syllables / sizeof *syllables == LAST - FIRST + 1, "a row each");

/* The hiragana at text[0], or 0. */
static uint32_t kana_at(const char *text, size_t length, size_t *size)
{
    uint32_t point = length ? ph_utf8_decode(text, size) : 0;

    if (!ph_is_kana(point) || point == LONG_MARK)
        return 0;
    if (point > LAST)
        point -= KATAKANA;
    return point <= LAST ? point : 0;
}

/* In capitals: a small one. */
static int is_small(const char *syllable)
{
    return syllable[0] >= 'A' && syllable[0] <= 'Y';
}

static const char *small_at(const char *text, size_t length, size_t *size)
{
    uint32_t point = kana_at(text, length, size);

    return point && is_small(syllables[point - FIRST]) ? syllables[point - FIRST] : NULL;
}

/* ki and YA are kya, shi and YA sha, fu and A fa, u and I wi. */
static void join(const char *syllable, const char *small, ph_buffer *out)
{
    size_t stem = strlen(syllable) - 1;
    int soft = (stem == 2 && syllable[1] == 'h') || syllable[0] == 'j';

    if (stem == 0 && syllable[0] == 'u' && !small[1])
        ph_buffer_append_byte(out, 'w');
    ph_buffer_append(out, syllable, stem);
    for (small += soft && small[1]; *small; small++)
        ph_buffer_append_byte(out, (char)(*small | 32));
}

static void put_syllable(const char *syllable, ph_buffer *out)
{
    for (; *syllable; syllable++)
        ph_buffer_append_byte(out, (char)(*syllable | 32));
}

/* A small tsu doubles the consonant behind it; Hepburn writes tch. */
static void put_doubled(const char *text, size_t length, ph_buffer *out)
{
    size_t size;
    uint32_t next = kana_at(text, length, &size);
    const char *syllable = next ? syllables[next - FIRST] : "";

    if (*syllable && !is_small(syllable) && !strchr("aiueon", *syllable))
        ph_buffer_append_byte(out, *syllable == 'c' ? 't' : *syllable);
}

size_t ph_kana_put(const char *text, size_t length, ph_buffer *out)
{
    size_t size = 0, more = 0;
    uint32_t point = kana_at(text, length, &size);
    const char *syllable = point ? syllables[point - FIRST] : "", *small;

    if (point == SMALL_TSU) {
        put_doubled(text + size, length - size, out);
        return size;
    }
    small = small_at(text + size, length - size, &more);
    if (!small || !*syllable || is_small(syllable) || !strcmp(syllable, "n")) {
        put_syllable(syllable, out);
        return size;
    }
    join(syllable, small, out);
    return size + more;
}
