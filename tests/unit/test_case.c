#include "base/alloc.h"
#include "text/normalize.h"
#include "text_util.h"

enum { KEEP = PHONY_CASE_KEEP, LOWER, UPPER, TITLE };

struct row {
    const char *locale, *given;
    int32_t letter_case;
    const char *expected;
};

static void assert_case(const struct row *row)
{
    ph_buffer out = PH_BUFFER_INIT;
    size_t length = strlen(row->given);
    char *copy = exact_copy(row->given, length);

    ck_assert_int_eq(ph_change_case(copy, length, row->letter_case, row->locale, &out), 0);
    assert_text(out.data, out.length, row->expected, row->given);
    free(copy);
    ph_buffer_fini(&out);
}

#define ASSERT_CASES(rows)                                                                         \
    do {                                                                                           \
        for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                 \
            assert_case(&(rows)[i]);                                                               \
    } while (0)

START_TEST(letters_are_mapped_simply)
{
    static const struct row rows[] = {
        {NULL, "", UPPER, ""},
        {NULL, "Keep É ß İ", KEEP, "Keep É ß İ"},
        {NULL, "aZ 09 @[`{", UPPER, "AZ 09 @[`{"},
        {NULL, "aZ 09 @[`{", LOWER, "az 09 @[`{"},
        {"fr", "éàÿœ", UPPER, "ÉÀŸŒ"},
        {"ru", "Ёжик Привет", UPPER, "ЁЖИК ПРИВЕТ"},
        {"el", "Άγγελος", UPPER, "ΆΓΓΕΛΟΣ"},
        {"ka", "თბილისი", UPPER, "ᲗᲑᲘᲚᲘᲡᲘ"},
        {"ka", "თბილისი", TITLE, "თბილისი"},
        {"hr", "ǆ", UPPER, "Ǆ"},
        {"hr", "ǆǆ", TITLE, "ǅǆ"},
        {"vi", "nguyễn", UPPER, "NGUYỄN"},
        {NULL, "𐐨", UPPER, "𐐀"},
        {NULL, "\u212A \u212B", LOWER, "k å"}, /* given unnormalised */
        {NULL, "ıſ", UPPER, "IS"},
        {"ja", "山田 スズキ", TITLE, "山田 スズキ"},
    };

    ASSERT_CASES(rows);
}
END_TEST

START_TEST(sharp_s_is_two)
{
    static const struct row rows[] = {
        {"de", "Straße", UPPER, "STRASSE"},
        {"de", "straße", TITLE, "Straße"},
        {"de", "ßa", TITLE, "Ssa"},
        {"de", "ß'a", TITLE, "Ss'a"},
        {"de", "ẞ", LOWER, "ß"},
        {"de", "GROẞ", TITLE, "Groß"},
        {"de", "ẞ", UPPER, "ẞ"},
    };

    ASSERT_CASES(rows);
}
END_TEST

START_TEST(letters_without_a_capital_become_several)
{
    static const struct row rows[] = {
        {NULL, "ﬁx oﬃce ﬅ", UPPER, "FIX OFFICE ST"},
        {NULL, "ﬁx oﬃce ﬅ", TITLE, "Fix Oﬃce St"},
        {NULL, "ﬁx oﬃce ﬅ", LOWER, "ﬁx oﬃce ﬅ"},
        {"tr", "ﬁ oﬁ\u0307s", UPPER, "Fİ OFİS"},
        {"tr", "ﬁ\u0307s", TITLE, "Fis"},
        {"hy", "և", UPPER, "ԵՒ"},
        {"hy", "և ևև ﬓ", TITLE, "Եւ Եւև Մն"},
        {"hy", "ﬓ", UPPER, "ՄՆ"},
        {"af", "ŉ", UPPER, "ʼN"},
        {"af", "ŉ'ab ẚb", TITLE, "ʼN'Ab Aʾb"},
        {NULL, "ﬀ'ab", TITLE, "Ff'ab"}, /* two letters stand before the apostrophe */
        {NULL, "x'ﬁ x'ﬁn", TITLE, "X'ﬁ X'Fin"},
        {NULL, "ǰ ẖ ẗ", UPPER, "J\u030C H\u0331 T\u0308"},
        {NULL, "ǰǰ", TITLE, "J\u030Cǰ"},
        {NULL, "ẘ\u0307", UPPER, "W\u030A\u0307"}, /* no Ẇ */
        {"el", "ΐ ΰ ᾶ ὒ", UPPER, "Ϊ\u0301 Ϋ\u0301 Α\u0342 Υ\u0313\u0300"},
        {"el", "ΐΐ", TITLE, "Ϊ\u0301ΐ"},
        {"el", "ᾳ ᾼ ᾂ ᾷ ᾲ", UPPER, "ΑΙ ΑΙ ἊΙ Α\u0342Ι ᾺΙ"},
        {"el", "ᾳ ᾼ ᾂ ᾷ ᾲ", TITLE, "ᾼ ᾼ ᾊ ᾼ\u0342 Ὰ\u0345"},
        {"el", "ᾰ ῥ", UPPER, "Ᾰ Ῥ"},
        {"el", "ᾼ", LOWER, "ᾳ"},
    };

    ASSERT_CASES(rows);
}
END_TEST

START_TEST(turkish_and_azeri_know_two_letters_i)
{
    static const struct row rows[] = {
        {"tr", "iıİI", UPPER, "İIİI"},
        {"tr", "iıİI", LOWER, "iıiı"},
        {"tr", "istanbul ısparta", TITLE, "İstanbul Isparta"},
        {"tr", "DİYARBAKIR", TITLE, "Diyarbakır"},
        {"tr-TR", "i", UPPER, "İ"},
        {"az_AZ", "i", UPPER, "İ"},
        {"az-Latn-AZ", "I", LOWER, "ı"},
        {"TR", "i", UPPER, "İ"},
        {"tr.UTF-8", "i", UPPER, "İ"},
        {"tr@euro", "i", UPPER, "İ"},
        {"tra", "i", UPPER, "I"},
        {"t", "i", UPPER, "I"},
        {"", "i", UPPER, "I"},
        {"at", "i", UPPER, "I"},
        {"de-tr", "i", UPPER, "I"},
        {"en", "İI", LOWER, "i\u0307i"},
        {NULL, "İzmir", TITLE, "İzmir"},
    };

    ASSERT_CASES(rows);
}
END_TEST

/* What others made of İ by lowering it. */
START_TEST(a_dot_above_belongs_to_the_i_before_it)
{
    static const struct row rows[] = {
        {"tr", "i\u0307\u0307x", LOWER, "ix"},
        {"tr", "İ\u0307", LOWER, "i"},
        {"tr", "İ\u0307x", UPPER, "İX"},
        {"tr", "ı\u0307\u0307x", UPPER, "İX"},
        {"tr", "i\u0307stanbul", UPPER, "İSTANBUL"},
        {"tr", "i\u0307stanbul", TITLE, "İstanbul"},
        {"tr", "i\u0307stanbul", LOWER, "istanbul"},
        {"tr", "aI\u0307", LOWER, "ai"},
        {"tr", "xi\u0307", TITLE, "Xi"},
        {"tr", "i\u0301", UPPER, "İ\u0301"},
        {"tr", "i\xCC", KEEP, "i\xCC"},
        {"en", "i\u0307", UPPER, "İ"},
        {"en", "i\u0307", LOWER, "i\u0307"},
        {"tr", "ai", UPPER, "Aİ"},
    };

    ASSERT_CASES(rows);
}
END_TEST

START_TEST(sigma_is_final_at_the_end_of_a_word)
{
    static const struct row rows[] = {
        {"el", "ΟΔΥΣΣΕΥΣ", LOWER, "οδυσσευς"},
        {"el", "ΟΔΟΣ ΟΔΟΣ", LOWER, "οδος οδος"},
        {"el", "Σ", LOWER, "σ"},
        {"el", "ΑΣ\u0301", LOWER, "ας\u0301"}, /* marks are looked through */
        {"el", "Α\u0301Σ", LOWER, "άς"},
        {"el", "ΑΣ\u0323Α", LOWER, "ασ\u0323α"},
        {"el", "ΑΣ'Α", LOWER, "ασ'α"}, /* and so are apostrophes, dots and the like */
        {"el", "ΑΣ.", LOWER, "ας."},
        {"el", "Α’Σ-Α", LOWER, "α’ς-α"},
        {"el", "1Σ", LOWER, "1σ"},
        {"el", "山Σ", LOWER, "山σ"}, /* a letter, but of no case */
        {"el", "ΑΣ山", LOWER, "ας山"},
        {"el", "ΙΗΣΟΥΣ ΠΑΠΑΣ", TITLE, "Ιησους Παπας"},
        {"el", "ΣΑΣ", TITLE, "Σας"},
        {"el", "ας", UPPER, "ΑΣ"},
    };

    ASSERT_CASES(rows);
}
END_TEST

START_TEST(titles_begin_words)
{
    static const struct row rows[] = {
        {"en", "o'brien", TITLE, "O'Brien"},
        {"en", "O’BRIEN", TITLE, "O’Brien"},
        {"en", "o`brien o´neill", TITLE, "O`Brien O´Neill"},
        {"fr", "d'artagnan", TITLE, "D'Artagnan"},
        {"fr", "rue de l’évêché", TITLE, "Rue De L’Évêché"},
        {"fr", "JEAN-LUC", TITLE, "Jean-Luc"},
        {"en", "McDonald's", TITLE, "Mcdonald's"},
        {"en", "women's", TITLE, "Women's"},
        {"fr", "l'été j'ai l'œ", TITLE, "L'Été J'Ai L'œ"},
        {"en", "it's rock'n'roll 'tis 's", TITLE, "It's Rock'n'roll 'Tis 'S"},
        {"en", "i'm x’s A'B o'1bc o'b1c", TITLE, "I'm X’s A'b O'1bc O'b1c"},
        {"en", "d''xy d''x x'y'zz", TITLE, "D''Xy D''x X'y'zz"},
        {"en", "van der BERG", TITLE, "Van Der Berg"},
        {"en", "j.r.r. tolkien", TITLE, "J.R.R. Tolkien"},
        {"en", "3rd 12B b2b ²x", TITLE, "3rd 12b B2b ²x"},
        {"ar", "٣rd", TITLE, "٣rd"},
        {"sv", "s:t eriksgatan", TITLE, "S:t Eriksgatan"},
        {"ca", "paral·lel", TITLE, "Paral·lel"},
        {"uz", "o‘zbek g‘ulom", TITLE, "O‘zbek G‘ulom"},
        {"haw", "ʻiolani", TITLE, "ʻIolani"},
        {"en", "(smith & sons)/AT&T", TITLE, "(Smith & Sons)/At&T"},
        {"en", "x\u0302'ab x'a\u0323\u0306b", TITLE, "X\u0302'Ab X'Ặb"},
        {"en", "x'a\u0302\u0302 n\u0303o", TITLE, "X'â\u0302 Ño"}, /* marks are no letters */
        {"en", "\u0345a", TITLE, "\u0345A"},                       /* a mark is no first letter */
        {"de", "ludwig Ⅻ ⅻ ⓐ", TITLE, "Ludwig Ⅻ Ⅻ Ⓐ"},
        {"en", "co\u00ADop", TITLE, "Co\u00ADop"},
    };

    ASSERT_CASES(rows);
}
END_TEST

START_TEST(results_are_normalised_and_appended)
{
    ph_buffer out = PH_BUFFER_INIT;

    ph_buffer_append_text(&out, "e");
    ck_assert_int_eq(ph_change_case("\u1E98", 3, LOWER, NULL, &out), 0);
    ck_assert_int_eq(ph_change_case("i\u0307", 3, UPPER, NULL, &out), 0);
    ck_assert_int_eq(ph_change_case("\u0301", 2, LOWER, NULL, &out), 0);
    assert_text(out.data, out.length, "e\u1E98\u0130\u0301", "three texts");
    ph_buffer_fini(&out);
}
END_TEST

/* The room kept for results is an assertion of the code, and more than any code point takes. */
START_TEST(no_code_point_outgrows_the_room_kept_for_it)
{
    static const char *const locales[] = {NULL, "tr"};
    ph_buffer point = PH_BUFFER_INIT, text = PH_BUFFER_INIT, out = PH_BUFFER_INIT;

    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c >> 11 == 27 || (c > 0x20000 && c & 0xFF))
            continue;
        point.length = text.length = 0;
        append_point(&point, c);
        ck_assert(!ph_normalize(point.data, point.length, &text));
        for (int i = 0; i < 6; i++) {
            out.length = 0;
            if (ph_change_case(text.data, text.length, 1 + i / 2, locales[i & 1], &out) < 0 ||
                out.length > 3 * text.length)
                ck_abort_msg("U+%04X", c);
        }
    }
    ph_buffer_fini(&point);
    ph_buffer_fini(&text);
    ph_buffer_fini(&out);
}
END_TEST

/* What rules of our own are for, close together. */
static void draw_tricky(uint64_t *state, uint32_t most, ph_buffer *buffer)
{
    static const char *const units[] = {
        "'", "’", " ", "-", "1", ":", "\u0307", "\u0345", "\u0323", "\u0301", "\u0308", "山",
        "i", "I", "İ", "ı", "x", "f", "Σ",      "σ",      "ß",      "ﬁ",      "ﬃ",      "ﬀ",
        "և", "ŉ", "ẚ", "ǰ", "ẘ", "ΐ", "ᾳ",      "ᾼ",      "ᾲ",      "ᾂ",      "ʼ",      "ǆ",
    };

    buffer->length = 0;
    for (uint32_t count = draw_below(state, most + 1); count > 0; count--)
        ph_buffer_append_text(buffer, units[draw_below(state, sizeof units / sizeof *units)]);
}

START_TEST(random_text_stays_normal_and_changes_once)
{
    ph_buffer text = PH_BUFFER_INIT, normal = PH_BUFFER_INIT, once = PH_BUFFER_INIT;
    ph_buffer twice = PH_BUFFER_INIT;
    uint64_t state = 3;

    for (int round = 0; round < 60000; round++) {
        int32_t letter_case = 1 + round % 3;
        const char *locale = round % 2 ? "tr" : NULL;
        if (round < 30000)
            draw_text(&state, 20, &text);
        else
            draw_tricky(&state, 10, &text);
        normal.length = once.length = twice.length = 0;
        ck_assert(!ph_normalize(text.data, text.length, &normal));
        ck_assert(!ph_change_case(normal.data, normal.length, letter_case, locale, &once));
        ck_assert(!ph_change_case(once.data, once.length, letter_case, locale, &twice));
        if (once.length != twice.length ||
            (once.length && memcmp(once.data, twice.data, once.length) != 0))
            fail_for(&text);
        twice.length = 0;
        ck_assert(!ph_normalize(once.data, once.length, &twice));
        ck_assert_uint_eq(once.length, twice.length);
        ck_assert(!once.length || !memcmp(once.data, twice.data, once.length));
    }
    ph_buffer_fini(&text);
    ph_buffer_fini(&normal);
    ph_buffer_fini(&once);
    ph_buffer_fini(&twice);
}
END_TEST

START_TEST(a_megabyte_of_one_thing_takes_linear_time)
{
    static const char *const units[] = {"'", "’", "a'", "Σ'", "\u0301", "Σ\u0301", " ",
                                        "İ", "ʻ", "ΐ",  "ᾂ",  "ŉ'",     "x'\u0301"};
    ph_buffer text = PH_BUFFER_INIT, out = PH_BUFFER_INIT;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        text.length = 0;
        ph_buffer_append_text(&text, "Σ");
        append_repeated(&text, units[i], 1 << 20);
        ph_buffer_append_text(&text, "Σ");
        for (int32_t letter_case = 1; letter_case <= TITLE; letter_case++) {
            out.length = 0;
            ck_assert_int_eq(ph_change_case(text.data, text.length, letter_case, "tr", &out), 0);
        }
    }
    ph_buffer_fini(&text);
    ph_buffer_fini(&out);
}
END_TEST

START_TEST(running_out_of_memory_is_told)
{
    static const char text[] = "i\u0307 and e\u0301, 40 bytes or so of them";
    size_t allowed = 0;
    int result = -1;

    for (; result < 0; allowed++) {
        ph_buffer out = PH_BUFFER_INIT;
        ck_assert_uint_lt(allowed, 10);
        ph_alloc_fail_after(allowed);
        result = ph_change_case(text, sizeof text - 1, UPPER, NULL, &out);
        ck_assert_int_eq(result, ph_alloc_has_failed() ? -1 : 0);
        ph_alloc_fail_after(SIZE_MAX);
        ph_buffer_fini(&out);
    }
    ck_assert_uint_eq(allowed, 3); /* the result and a copy to normalise it from */
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("case");

    UNIT_ADD(suite, letters_are_mapped_simply);
    UNIT_ADD(suite, sharp_s_is_two);
    UNIT_ADD(suite, letters_without_a_capital_become_several);
    UNIT_ADD(suite, turkish_and_azeri_know_two_letters_i);
    UNIT_ADD(suite, a_dot_above_belongs_to_the_i_before_it);
    UNIT_ADD(suite, sigma_is_final_at_the_end_of_a_word);
    UNIT_ADD(suite, titles_begin_words);
    UNIT_ADD(suite, results_are_normalised_and_appended);
    UNIT_ADD(suite, no_code_point_outgrows_the_room_kept_for_it);
    UNIT_ADD(suite, random_text_stays_normal_and_changes_once);
    UNIT_ADD(suite, a_megabyte_of_one_thing_takes_linear_time);
    UNIT_ADD(suite, running_out_of_memory_is_told);
    return suite;
}
