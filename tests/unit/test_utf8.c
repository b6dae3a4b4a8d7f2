#include "text/utf8.h"

#include "text_util.h"

static size_t check_exactly(const void *bytes, size_t length)
{
    char *copy = exact_copy(bytes, length);
    size_t good = ph_utf8_check(copy, length);

    free(copy);
    return good;
}

START_TEST(well_formed_text_passes)
{
    static const char *const texts[] = {"",
                                        "a",
                                        "plain ASCII, longer than a word",
                                        "Müller",
                                        "\xC2\x80\xDF\xBF",
                                        "\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF",
                                        "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
                                        "1234567ü",
                                        "12345678ü9",
                                        "\x7F"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_uint_eq(check_exactly(texts[i], strlen(texts[i])), strlen(texts[i]));
}
END_TEST

/* Every class of Table 3-7 of the Unicode Standard, missed by one. */
START_TEST(malformed_sequences_are_found_where_they_begin)
{
    static const char *const sequences[] = {
        "\x80", /* tails alone */
        "\xBF",
        "\xC0\x80", /* overlong */
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xED\xA0\x80", /* surrogates, alone and in pairs */
        "\xED\xBF\xBF",
        "\xED\xA0\xBD\xED\xB8\x80",
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFC\x84\x80\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xC2", /* cut off by the end */
        "\xE1",
        "\xE1\x80",
        "\xF1",
        "\xF1\x80",
        "\xF1\x80\x80",
        "\xC2g", /* cut off by something else */
        "\xE1\x80g",
        "\xF1\x80\x80g",
        "\xE1g\x80",
        "\xF1g\x80\x80",
        "\xC2\xC2\x80",
        "\xE1\x80\xC0",
        "\xF1\x80\x80\xC0",
    };
    static const char before[] = "twenty bytes, plain.";

    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        for (size_t lead = 0; lead <= 20; lead++) {
            char text[32];
            size_t size = strlen(sequences[i]);
            memcpy(text, before, lead);
            memcpy(text + lead, sequences[i], size);
            ck_assert_uint_eq(check_exactly(text, lead + size), lead);
            memset(text + lead + size, 'x', sizeof text - lead - size);
            ck_assert_uint_eq(check_exactly(text, sizeof text), lead);
        }
    }
}
END_TEST

START_TEST(a_nul_is_found_at_every_place_and_alignment)
{
    char bytes[48];

    for (size_t align = 0; align < 8; align++) {
        for (size_t length = 1; length <= 40; length++) {
            for (size_t at = 0; at < length; at++) {
                memset(bytes, 1, sizeof bytes);
                bytes[align + at] = '\0';
                if (ph_utf8_check(bytes + align, length) != at)
                    ck_abort_msg("NUL at %zu of %zu, alignment %zu", at, length, align);
            }
        }
    }
}
END_TEST

/* The bytes of the code point that a decoder without any subtlety reads, 0 where it finds none. */
static size_t naive_sequence(const unsigned char *t, size_t length)
{
    static const uint32_t lowest[] = {0, 1, 0x80, 0x800, 0x10000};
    size_t size = t[0] < 0x80       ? 1
                  : t[0] >> 5 == 6  ? 2
                  : t[0] >> 4 == 14 ? 3
                  : t[0] >> 3 == 30 ? 4
                                    : 0;
    uint32_t point;

    if (size == 0 || size > length)
        return 0;
    point = size == 1 ? t[0] : t[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if (t[i] >> 6 != 2)
            return 0;
        point = point << 6 | (t[i] & 0x3Fu);
    }
    return point >= lowest[size] && point <= 0x10FFFF && point >> 11 != 27 ? size : 0;
}

static size_t naive_check(const unsigned char *text, size_t length)
{
    size_t at = 0, size = 1;

    for (; at < length && size; at += size)
        size = naive_sequence(text + at, length - at);
    return at;
}

START_TEST(random_bytes_are_judged_as_by_a_naive_checker)
{
    uint64_t state = 1;
    unsigned char bytes[24];

    for (int round = 0; round < 400000; round++) {
        static const unsigned char edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                              0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4};
        size_t length = draw_below(&state, sizeof bytes + 1);
        for (size_t i = 0; i < length; i++) {
            uint64_t kind = draw(&state);
            bytes[i] = kind & 1   ? edges[kind >> 8 & 15]
                       : kind & 2 ? 0x80 | (kind >> 8 & 0x3F)
                                  : 'a';
        }
        if (round & 1 && length > 9)
            memset(bytes, 'a', 9);
        if (ph_utf8_check((char *)bytes, length) != naive_check(bytes, length))
            ck_abort_msg("round %d", round);
    }
}
END_TEST

START_TEST(every_code_point_is_checked_and_decoded)
{
    ph_buffer text = PH_BUFFER_INIT;

    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        size_t size;
        text.length = 0;
        append_point(&text, c);
        if (ph_utf8_check(text.data, text.length) != (c >> 11 == 27 ? 0 : text.length))
            ck_abort_msg("check of U+%04X", c);
        if (ph_utf8_decode(text.data, &size) != c || size != text.length)
            ck_abort_msg("decoding of U+%04X", c);
    }
    ph_buffer_fini(&text);
}
END_TEST

START_TEST(what_stands_before_a_place_is_found)
{
    static const char text[] = "aü€😀";

    ck_assert_uint_eq(ph_utf8_before(text, 10), 6);
    ck_assert_uint_eq(ph_utf8_before(text, 6), 3);
    ck_assert_uint_eq(ph_utf8_before(text, 3), 1);
    ck_assert_uint_eq(ph_utf8_before(text, 1), 0);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("utf8");

    UNIT_ADD(suite, well_formed_text_passes);
    UNIT_ADD(suite, malformed_sequences_are_found_where_they_begin);
    UNIT_ADD(suite, a_nul_is_found_at_every_place_and_alignment);
    UNIT_ADD(suite, random_bytes_are_judged_as_by_a_naive_checker);
    UNIT_ADD(suite, every_code_point_is_checked_and_decoded);
    UNIT_ADD(suite, what_stands_before_a_place_is_found);
    return suite;
}
