/* What a column's name is about. The name is cut into words (at what is no letter or digit, and
 * where small letters meet capitals), folded, and runs of its words are looked up:
 *
 *     "BillingAddress2" -> billing address 2 -> "address" at the end: a street
 *
 * Runs are compared without the spaces in them, so first_name, firstName and firstname are one.
 * Sure is what is the whole name; then what stands where the language puts the head of a name, the
 * longest first; then the rest. */
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "import/import_parts.h"
#include "text/utf8.h"

enum { SURE_WHOLE = 95, SURE_HEAD = 80, SURE_ELSEWHERE = 45, SURE_FORMAT = 95 };

/* ---- Words ----------------------------------------------------------------------------------- */

/* Adds a character, small and without its accent; 0: there is no room left for it. */
static int add_folded(ph_name_words *words, size_t *length, uint32_t character)
{
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)character, parts, 8,
        UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, &boundary);

    for (utf8proc_ssize_t i = 0; i < count && i < 8; i++) {
        utf8proc_uint8_t bytes[4];
        utf8proc_int32_t part = parts[i] == 0x131 ? 'i' : parts[i]; /* the Turkish dotless i */
        size_t size = (size_t)utf8proc_encode_char(part, bytes);
        if (*length + size > PH_NAME_BYTES_MAX)
            return 0;
        memcpy(words->text + *length, bytes, size);
        *length += size;
    }
    return 1;
}

typedef enum letter { NO_LETTER, SMALL, CAPITAL, DIGIT } letter;

static letter letter_of(uint32_t character)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);

    if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT)
        return CAPITAL;
    if (category == UTF8PROC_CATEGORY_ND)
        return DIGIT;
    return category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LO ||
                   category == UTF8PROC_CATEGORY_LM || category == UTF8PROC_CATEGORY_MN
               ? SMALL
               : NO_LETTER;
}

/* "userId": at the I; "IDNumber": at the N. */
static int begins_word(letter before, letter now, letter next)
{
    return before == NO_LETTER || (now == CAPITAL && before != CAPITAL) ||
           (now == CAPITAL && before == CAPITAL && next == SMALL);
}

void ph_name_split(const char *name, ph_name_words *words)
{
    size_t left = strlen(name), length = 0;
    letter before = NO_LETTER;

    words->count = 0;
    if (ph_utf8_check(name, left) < left)
        left = 0;
    while (left) {
        size_t size, next_size;
        uint32_t character = ph_utf8_decode(name, &size);
        letter now = letter_of(character);
        letter next = left > size ? letter_of(ph_utf8_decode(name + size, &next_size)) : NO_LETTER;
        if (now != NO_LETTER && begins_word(before, now, next)) {
            if (words->count == PH_NAME_WORDS_MAX)
                break;
            words->begins[words->count++] = (uint8_t)length;
        }
        if (now != NO_LETTER && !add_folded(words, &length, character))
            break;
        before = now;
        name += size;
        left -= size;
    }
    words->begins[words->count] = (uint8_t)length;
}

/* ---- The index ------------------------------------------------------------------------------- */

/* FNV-1a, but spaces do not count. */
static uint64_t hash_words(const char *words, size_t length)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);

    for (size_t i = 0; i < length; i++) {
        if (words[i] != ' ')
            hash = (hash ^ (unsigned char)words[i]) * UINT64_C(0x100000001B3);
    }
    return ph_mix64(hash);
}

static uint64_t hash_entry(const void *of, uint32_t number)
{
    const ph_name_entry *entry = &((const ph_name_index *)of)->entries[number];

    return hash_words(entry->words, entry->length);
}

static int is_entry(const ph_name_entry *entry, const char *text, size_t length)
{
    size_t at = 0;

    for (uint32_t i = 0; i < entry->length; i++) {
        if (entry->words[i] == ' ')
            continue;
        if (at == length || entry->words[i] != text[at])
            return 0;
        at++;
    }
    return at == length;
}

/* The slot of the run, or the empty one where it belongs. */
static uint32_t *find_run(const ph_name_index *index, const char *text, size_t length)
{
    uint32_t *slot = ph_slots_first(&index->slots, hash_words(text, length));

    while (*slot != PH_SLOT_EMPTY && !is_entry(&index->entries[*slot], text, length))
        slot = ph_slots_next(&index->slots, slot);
    return slot;
}

/* Words that stand twice mean what they mean first. */
static int add_entry(ph_name_index *index, const char *words, size_t length, size_t row)
{
    char squeezed[PH_NAME_BYTES_MAX];
    size_t size = 0;
    uint32_t *slot;

    if (ph_slots_room(&index->slots, (uint32_t)index->count, hash_entry, index) ||
        ph_grow((void **)&index->entries, &index->capacity, index->count + 1,
                sizeof *index->entries))
        return -1;
    for (size_t i = 0; i < length && size < sizeof squeezed; i++) {
        if (words[i] != ' ')
            squeezed[size++] = words[i];
    }
    slot = find_run(index, squeezed, size);
    if (*slot == PH_SLOT_EMPTY) {
        *slot = (uint32_t)index->count;
        index->entries[index->count++] = (ph_name_entry){words, (uint32_t)length, (uint32_t)row};
    }
    return 0;
}

int ph_name_index_init(ph_name_index *index)
{
    memset(index, 0, sizeof *index);
    for (size_t row = 0; row < ph_word_row_count; row++) {
        const char *words = ph_word_rows[row].words;
        for (size_t length; *words; words += length + (words[length] == '|')) {
            length = strcspn(words, "|");
            if (add_entry(index, words, length, row))
                return -1;
        }
    }
    return 0;
}

void ph_name_index_fini(ph_name_index *index)
{
    ph_slots_fini(&index->slots);
    ph_free(index->entries);
    memset(index, 0, sizeof *index);
}

/* ---- Meanings -------------------------------------------------------------------------------- */

typedef struct match {
    ph_meaning meaning;
    int sure;
    size_t length;
} match;

static int sure_of(const ph_word_row *row, const ph_name_words *words, size_t first, size_t last)
{
    if (first == 0 && last == words->count)
        return SURE_WHOLE;
    if (row->head == PH_HEAD_NONE)
        return 0;
    if (row->head == PH_HEAD_LAST ? last == words->count : first == 0)
        return SURE_HEAD;
    return SURE_ELSEWHERE;
}

/* Words without the digits at the end of each: address_line1, phone 2. */
static void drop_digits(ph_name_words *words)
{
    size_t length = 0, count = 0;

    for (size_t i = 0; i < words->count; i++) {
        size_t begin = words->begins[i], end = words->begins[i + 1];
        while (end > begin && words->text[end - 1] >= '0' && words->text[end - 1] <= '9')
            end--;
        if (end == begin)
            continue;
        memmove(words->text + length, words->text + begin, end - begin);
        words->begins[count++] = (uint8_t)length;
        length += end - begin;
    }
    words->begins[count] = (uint8_t)length;
    words->count = count;
}

static void look_up(const ph_name_index *index, const ph_name_words *words,
                    int (*fits)(const void *, ph_meaning), const void *user, match *best)
{
    for (size_t first = 0; first < words->count; first++) {
        for (size_t last = first + 1; last <= words->count; last++) {
            size_t length = (size_t)words->begins[last] - words->begins[first];
            uint32_t found = *find_run(index, words->text + words->begins[first], length);
            const ph_word_row *row;
            int sure;
            if (found == PH_SLOT_EMPTY)
                continue;
            row = &ph_word_rows[index->entries[found].row];
            sure = sure_of(row, words, first, last);
            /* The later one of two equals: nearer to the end. */
            if (sure && (sure > best->sure || (sure == best->sure && length >= best->length)) &&
                fits(user, row->meaning))
                *best = (match){row->meaning, sure, length};
        }
    }
}

ph_meaning ph_name_meaning(const ph_name_index *index, const char *name,
                           int (*fits)(const void *user, ph_meaning meaning), const void *user,
                           int *sure)
{
    ph_name_words words;
    match best = {PH_ABOUT_NOTHING, 0, 0};

    ph_name_split(name, &words);
    look_up(index, &words, fits, user, &best);
    if (best.sure < SURE_WHOLE) {
        drop_digits(&words);
        look_up(index, &words, fits, user, &best);
    }
    *sure = best.sure;
    return best.meaning;
}

/* ---- Formats --------------------------------------------------------------------------------- */

static const struct format {
    const char *name;
    ph_meaning meaning;
} formats[] = {
    {"email", PH_ABOUT_EMAIL},
    {"idn-email", PH_ABOUT_EMAIL},
    {"date-time", PH_ABOUT_HAPPENED},
    {"date", PH_ABOUT_HAPPENED},
    {"time", PH_ABOUT_CLOCK},
    {"uri", PH_ABOUT_URL},
    {"url", PH_ABOUT_URL},
    {"iri", PH_ABOUT_URL},
    {"uri-reference", PH_ABOUT_URL},
    {"iri-reference", PH_ABOUT_URL},
    {"uuid", PH_ABOUT_UUID},
    {"guid", PH_ABOUT_UUID},
    {"ulid", PH_ABOUT_ULID},
    {"ipv4", PH_ABOUT_IP},
    {"ipv6", PH_ABOUT_IP},
    {"ip", PH_ABOUT_IP},
    {"mac", PH_ABOUT_MAC},
    {"hostname", PH_ABOUT_DOMAIN},
    {"idn-hostname", PH_ABOUT_DOMAIN},
    {"phone", PH_ABOUT_PHONE},
    {"password", PH_ABOUT_PASSWORD},
    {"byte", PH_ABOUT_BYTES},
    {"color", PH_ABOUT_COLOUR},
    {"iban", PH_ABOUT_IBAN},
    {"credit-card", PH_ABOUT_CARD},
    {"currency", PH_ABOUT_CURRENCY},
};

ph_meaning ph_format_meaning(const char *format)
{
    for (size_t i = 0; format && i < sizeof formats / sizeof *formats; i++) {
        if (!strcmp(formats[i].name, format))
            return formats[i].meaning;
    }
    return PH_ABOUT_NOTHING;
}
