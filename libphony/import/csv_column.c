/* Learning from one column of CSV, value by value. What a value may be is narrowed down; numbers
 * and times go into a sample (Vitter's algorithm R, with random numbers that are the same in every
 * run); different values are counted as long as they are few. */
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/random.h"
#include "import/csv_parts.h"
#include "text/utf8.h"

/* ---- What a value may be --------------------------------------------------------------------- */

static int is_word(const char *text, size_t length, const char *words)
{
    for (; *words; words += strcspn(words, "|") + (words[strcspn(words, "|")] == '|')) {
        size_t size = strcspn(words, "|"), i = 0;
        while (i < size && i < length &&
               (text[i] >= 'A' && text[i] <= 'Z' ? text[i] + ('a' - 'A') : text[i]) == words[i])
            i++;
        if (i == size && i == length)
            return 1;
    }
    return 0;
}

#define TRUE_WORDS "true|yes|t|y"
#define FALSE_WORDS "false|no|f|n"

/* 36 characters, four of them '-'. */
static int is_uuid(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        int dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !strchr("0123456789abcdefABCDEF", text[i]))
            return 0;
    }
    return length == 36;
}

static int is_email(const char *text, size_t length)
{
    const char *at = memchr(text, '@', length);

    return at && at > text && !memchr(text, ' ', length) &&
           memchr(at, '.', length - (size_t)(at - text));
}

/* 007 is a code, and no number. */
static int has_leading_zero(const char *text, size_t length)
{
    size_t sign = length && *text == '-';

    return length > sign + 1 && text[sign] == '0' && text[sign + 1] != '.';
}

static uint32_t number_kinds(ph_csv_column *c, const char *text, size_t length, double *number)
{
    int64_t digits;
    int32_t scale;

    if (has_leading_zero(text, length) || ph_decimal_parse(text, length, &digits, &scale))
        return 0;
    *number = (double)digits;
    for (int32_t i = 0; i < scale; i++)
        *number /= 10;
    c->scale = scale > c->scale ? scale : c->scale;
    return scale ? PH_CSV_DECIMAL : PH_CSV_DECIMAL | PH_CSV_WHOLE;
}

static uint32_t time_kinds(const char *text, size_t length, double *number)
{
    char copy[40];
    int64_t moment;

    if (length < 10 || length >= sizeof copy || text[4] != '-')
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (ph_moment_parse(copy, 0, &moment))
        return 0;
    *number = (double)moment;
    return length == 10 ? PH_CSV_DATE | PH_CSV_MOMENT : PH_CSV_MOMENT;
}

static uint32_t kinds_of(ph_csv_column *c, const char *text, size_t length, double *number)
{
    uint32_t kinds = 0;

    if (c->may_be & (PH_CSV_WHOLE | PH_CSV_DECIMAL))
        kinds |= number_kinds(c, text, length, number);
    if (!kinds && (c->may_be & (PH_CSV_DATE | PH_CSV_MOMENT)))
        kinds |= time_kinds(text, length, number);
    if ((c->may_be & PH_CSV_BOOLEAN) && is_word(text, length, TRUE_WORDS "|" FALSE_WORDS)) {
        kinds |= PH_CSV_BOOLEAN;
        c->trues += (uint64_t)is_word(text, length, TRUE_WORDS);
    }
    if ((c->may_be & PH_CSV_UUID) && is_uuid(text, length))
        kinds |= PH_CSV_UUID;
    if ((c->may_be & PH_CSV_EMAIL) && is_email(text, length))
        kinds |= PH_CSV_EMAIL;
    if ((c->may_be & PH_CSV_URL) && ((length > 7 && !memcmp(text, "http://", 7)) ||
                                     (length > 8 && !memcmp(text, "https://", 8))))
        kinds |= PH_CSV_URL;
    return kinds;
}

/* ---- Sequences, different values, doubles ---------------------------------------------------- */

static void follow_sequence(ph_csv_column *c, double number)
{
    int64_t now = (int64_t)number;
    uint64_t seen = c->rows - c->nulls; /* with this one */

    if (seen == 1) {
        c->first = now;
        c->is_sequence = c->nulls == 0;
    } else if (seen == 2) {
        c->step = now - c->last;
    }
    if (seen > 1 && (c->step == 0 || now - c->last != c->step))
        c->is_sequence = 0;
    c->last = now;
}

static uint64_t hash_value(const void *of, uint32_t number)
{
    const ph_csv_value *value = &((const ph_csv_column *)of)->values[number];

    return ph_hash_bytes(value->text, value->length);
}

static void drop_values(ph_csv_column *c)
{
    for (size_t i = 0; i < c->value_count; i++)
        ph_free(c->values[i].text);
    ph_free(c->values);
    ph_slots_fini(&c->slots);
    c->values = NULL;
    c->value_count = c->value_capacity = 0;
}

static int count_value(ph_csv_column *c, const char *text, size_t length, uint64_t hash)
{
    ph_csv_value *value;
    uint32_t *slot;

    if (ph_slots_room(&c->slots, (uint32_t)c->value_count, hash_value, c))
        return -1;
    slot = ph_slots_first(&c->slots, hash);
    while (*slot != PH_SLOT_EMPTY &&
           (c->values[*slot].length != length || memcmp(c->values[*slot].text, text, length) != 0))
        slot = ph_slots_next(&c->slots, slot);
    if (*slot != PH_SLOT_EMPTY) {
        c->values[*slot].count++;
        return 0;
    }
    if (c->value_count == PH_CSV_VALUES_MAX || length > PH_CSV_TEXT_BYTES_MAX) {
        c->too_many = 1;
        drop_values(c);
        return 0;
    }
    if (ph_grow((void **)&c->values, &c->value_capacity, c->value_count + 1, sizeof *c->values))
        return -1;
    value = &c->values[c->value_count];
    *value = (ph_csv_value){ph_strndup(text, length), length, 1};
    if (!value->text)
        return -1;
    *slot = (uint32_t)c->value_count++;
    return 0;
}

static int grow_hashes(ph_csv_column *c)
{
    size_t room = c->hash_room ? c->hash_room * 4 : 1024;
    uint64_t *grown = ph_calloc(room, sizeof *grown);

    if (!grown)
        return -1;
    for (size_t i = 0; i < c->hash_room; i++) {
        size_t at = (size_t)c->hashes[i] & (room - 1);
        if (!c->hashes[i])
            continue;
        while (grown[at])
            at = (at + 1) & (room - 1);
        grown[at] = c->hashes[i];
    }
    ph_free(c->hashes);
    c->hashes = grown;
    c->hash_room = room;
    return 0;
}

/* Two values of one hash count as doubles: that is rare, and only makes a guess worse. */
static int look_for_doubles(ph_csv_column *c, uint64_t hash)
{
    size_t at;

    if (c->has_doubles || c->hash_count == PH_CSV_HASHES_MAX)
        return 0;
    if (2 * (c->hash_count + 1) > c->hash_room && grow_hashes(c))
        return -1;
    hash |= 1; /* 0 is an empty place */
    for (at = (size_t)hash & (c->hash_room - 1); c->hashes[at];
         at = (at + 1) & (c->hash_room - 1)) {
        if (c->hashes[at] == hash) {
            c->has_doubles = 1;
            return 0;
        }
    }
    c->hashes[at] = hash;
    c->hash_count++;
    return 0;
}

/* ---- Samples --------------------------------------------------------------------------------- */

/* Where in a sample of `size` value number `seen` (from 1) goes; `size`: nowhere. */
static size_t sample_place(ph_csv_column *c, uint64_t seen, size_t size)
{
    uint64_t place = seen - 1;

    if (seen > size)
        place = ph_mix64(++c->draws * PH_GOLDEN) % seen;
    return place < size ? (size_t)place : size;
}

static int sample_number(ph_csv_column *c, double number)
{
    uint64_t seen = c->rows - c->nulls;
    size_t place = sample_place(c, seen, PH_CSV_SAMPLE);

    if (!c->sample)
        c->sample = ph_calloc(PH_CSV_SAMPLE, sizeof *c->sample);
    if (!c->sample)
        return -1;
    if (place < PH_CSV_SAMPLE)
        c->sample[place] = number;
    c->sample_count = seen < PH_CSV_SAMPLE ? (size_t)seen : PH_CSV_SAMPLE;
    c->least = seen == 1 || number < c->least ? number : c->least;
    c->greatest = seen == 1 || number > c->greatest ? number : c->greatest;
    return 0;
}

static int sample_text(ph_csv_column *c, const char *text, size_t length)
{
    size_t place = sample_place(c, c->rows - c->nulls, PH_CSV_TEXTS);
    char *copy;

    if (place == PH_CSV_TEXTS || length > PH_CSV_TEXT_BYTES_MAX)
        return 0;
    if (!c->texts)
        c->texts = ph_calloc(PH_CSV_TEXTS, sizeof *c->texts);
    copy = c->texts ? ph_strndup(text, length) : NULL;
    if (!copy)
        return -1;
    ph_free(c->texts[place]);
    c->texts[place] = copy;
    c->text_count = place + 1 > c->text_count ? place + 1 : c->text_count;
    return 0;
}

static void measure(ph_csv_column *c, const char *text, size_t length)
{
    size_t characters = 0;

    for (size_t i = 0; i < length; i++) {
        characters += ((unsigned char)text[i] & 0xC0) != 0x80;
        c->words += text[i] == ' ';
    }
    c->longest = characters > c->longest ? characters : c->longest;
}

int ph_csv_column_add(ph_csv_column *c, const char *text, size_t length, int keep_texts)
{
    uint64_t hash;
    double number = 0;
    uint32_t kinds;

    if (!c->rows++)
        c->may_be = PH_CSV_ANYTHING;
    if (!length || is_word(text, length, "null|\\n")) {
        c->nulls++;
        return 0;
    }
    kinds = kinds_of(c, text, length, &number);
    c->may_be &= kinds;
    if (c->may_be & PH_CSV_WHOLE)
        follow_sequence(c, number);
    if ((c->may_be & (PH_CSV_DECIMAL | PH_CSV_MOMENT)) && sample_number(c, number))
        return -1;
    measure(c, text, length);
    hash = ph_hash_bytes(text, length);
    if (look_for_doubles(c, hash) || (!c->too_many && count_value(c, text, length, hash)))
        return -1;
    return keep_texts ? sample_text(c, text, length) : 0;
}

void ph_csv_column_fini(ph_csv_column *c)
{
    drop_values(c);
    for (size_t i = 0; i < c->text_count; i++)
        ph_free(c->texts[i]);
    ph_free(c->texts);
    ph_free(c->hashes);
    ph_free(c->sample);
}
