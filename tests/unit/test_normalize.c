#include "text/normalize.h"

#include <utf8proc.h>

#include "base/alloc.h"
#include "text/character.h"
#include "text_util.h"

static void assert_normal(const char *given, const char *expected)
{
    ph_buffer out = PH_BUFFER_INIT;
    char *copy = exact_copy(given, strlen(given));

    ck_assert_int_eq(ph_normalize(copy, strlen(given), &out), 0);
    assert_text(out.data, out.length, expected, given);
    free(copy);
    ph_buffer_fini(&out);
}

START_TEST(text_is_brought_to_nfc)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"e\u0301", "\u00E9"},
        {"\u00E9\u0323", "\u1EB9\u0301"}, /* marks below come first, and compose first */
        {"a\u0301\u0323\u0302", "\u1EA1\u0301\u0302"},
        {"\u212B\u2126\u037E", "\u00C5\u03A9;"}, /* singletons */
        {"\u0958", "\u0915\u093C"},              /* a composition exclusion */
        {"\u0344", "\u0308\u0301"},
        {"I\u0307", "\u0130"},
        {"\u304B\u3099", "\u304C"},
        {"\u1112\u1161\u11AB", "\uD55C"},
        {"\uD558\u11AB", "\uD55C"},
        {"\uD558\u11A7x", "\uD558\u11A7x"}, /* utf8proc drops the second */
        {"\u1112\u1161\u11A7\u11AB", "\uD558\u11A7\u11AB"},
        {"\uF900", "\u8C48"},
        {"\u0390\u1F82", "\u0390\u1F82"},
        {"\uFB01", "\uFB01"}, /* compatibility forms stay */
        {"\u0301a", "\u0301a"},
        {"q\u0307\u0323", "q\u0323\u0307"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_normal(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(white_space_becomes_single_spaces_between)
{
    static const char *const rows[][2] = {
        {" ", ""},
        {"\t\n\v\f\r", ""},
        {"  a", "a"},
        {"a  ", "a"},
        {"a b", "a b"},
        {"a  b", "a b"},
        {" a \t b ", "a b"},
        {"a\nb", "a b"},
        {"a\u00A0b", "a b"},
        {"\u3000\u5C71\u3000\u3000\u5DDD", "\u5C71 \u5DDD"},
        {"a \u0301", "a \u0301"},
        {"  \u0301", "\u0301"},
        {"a\x1F"
         "b",
         "a\x1F"
         "b"},
        {"\x7F", "\x7F"},
        {"a\u200Bb\uFEFF", "a\u200Bb\uFEFF"},
        {"e\u2001\u0301 ", "e \u0301"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_normal(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(every_white_space_of_unicode_is_one)
{
    static const uint32_t spaces[] = {9,      10,     11,     12,     13,     32,     0x85,
                                      0xA0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004,
                                      0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028,
                                      0x2029, 0x202F, 0x205F, 0x3000};
    size_t at = 0;

    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        int expected = at < sizeof spaces / sizeof *spaces && spaces[at] == c;
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
        int separates = category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
        at += expected;
        if (ph_is_space(c) != expected || (separates && !expected))
            ck_abort_msg("U+%04X", c);
    }
}
END_TEST

/* By utf8proc as a whole, then tidied. */
static void normalize_naively(const ph_buffer *text, ph_buffer *out)
{
    utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_int32_t points[512];
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)text->data, (utf8proc_ssize_t)text->length, points, 512, options);

    ck_assert(count >= 0 && count <= 512);
    count = utf8proc_normalize_utf32(points, count, options);
    out->length = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        int space = ph_is_space((uint32_t)points[i]);
        if (!space)
            append_point(out, (uint32_t)points[i]);
        else if (out->length && out->data[out->length - 1] != ' ')
            append_point(out, ' ');
    }
    while (out->length && out->data[out->length - 1] == ' ')
        out->length--;
}

static void drop_naive_error(ph_buffer *text)
{
    for (char *at = text->data; text->length && (size_t)(at - text->data) + 3 <= text->length;
         at++) {
        if (!memcmp(at, "\u11A7", 3))
            memcpy(at, "\u11A8", 3);
    }
}

static int same(const ph_buffer *a, const ph_buffer *b)
{
    return a->length == b->length && (!a->length || !memcmp(a->data, b->data, a->length));
}

START_TEST(random_text_is_normalised_as_by_utf8proc_and_once_for_all)
{
    ph_buffer text = PH_BUFFER_INIT, once = PH_BUFFER_INIT, twice = PH_BUFFER_INIT;
    ph_buffer expected = PH_BUFFER_INIT;
    uint64_t state = 2;

    for (int round = 0; round < 60000; round++) {
        draw_text(&state, round % 16 ? 8 : 100, &text);
        drop_naive_error(&text);
        once.length = twice.length = 0;
        normalize_naively(&text, &expected);
        ck_assert(!ph_normalize(text.data, text.length, &once));
        ck_assert(!ph_normalize(once.data, once.length, &twice));
        if (!same(&once, &expected) || !same(&once, &twice))
            fail_for(&text);
        if (ph_is_plainly_normal(text.data, text.length) && !same(&text, &once))
            fail_for(&text);
    }
    ph_buffer_fini(&text);
    ph_buffer_fini(&once);
    ph_buffer_fini(&twice);
    ph_buffer_fini(&expected);
}
END_TEST

/* The full decomposition of a code point. */
static size_t decompose_point(uint32_t c, utf8proc_int32_t *points)
{
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)c, points, 8, UTF8PROC_DECOMPOSE, NULL);

    if (count < 1 || count > 8)
        ck_abort_msg("U+%04X", c);
    return (size_t)count;
}

/* So nothing before a plain code point composes with it, and nothing trades places with it. */
START_TEST(no_composition_reaches_a_plain_code_point_from_before)
{
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        utf8proc_int32_t points[8];
        size_t count, bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        if (c >> 11 == 27)
            continue;
        count = decompose_point(c, points);
        for (size_t i = 1; i < count; i++) {
            if (ph_is_plain((uint32_t)points[i]))
                ck_abort_msg("U+%04X within U+%04X", points[i], c);
        }
        if (ph_is_plain(c) && utf8proc_get_property((utf8proc_int32_t)c)->combining_class)
            ck_abort_msg("U+%04X is a mark", c);
        if (2 * count > 3 * bytes && count > 1)
            ck_abort_msg("U+%04X outgrows the room for it", c);
    }
}
END_TEST

START_TEST(plain_code_points_are_nfc)
{
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        utf8proc_int32_t points[8];
        size_t count;
        if (!ph_is_plain(c))
            continue;
        count = decompose_point(c, points);
        if (utf8proc_normalize_utf32(points, (utf8proc_ssize_t)count,
                                     UTF8PROC_STABLE | UTF8PROC_COMPOSE) != 1 ||
            points[0] != (utf8proc_int32_t)c)
            ck_abort_msg("U+%04X", c);
    }
}
END_TEST

/* utf8proc's own ordering of these takes minutes. */
START_TEST(a_megabyte_of_marks_takes_linear_time)
{
    ph_buffer text = PH_BUFFER_INIT, out = PH_BUFFER_INIT;
    size_t half;

    ph_buffer_append_byte(&text, 'x');
    append_repeated(&text, "\u0301\u0323", 1 << 20);
    half = (text.length - 1) / 2;
    ck_assert_int_eq(ph_normalize(text.data, text.length, &out), 0);
    ck_assert_uint_eq(out.length, text.length);
    for (size_t i = 0; i < half; i++) {
        if (out.data[1 + i] != "\u0323"[i & 1] || out.data[1 + half + i] != "\u0301"[i & 1])
            ck_abort_msg("wrong at %zu", i);
    }
    ph_buffer_fini(&text);
    ph_buffer_fini(&out);
}
END_TEST

START_TEST(a_megabyte_of_one_thing_takes_linear_time)
{
    static const char *const rows[][2] = {{" ", ""},
                                          {"\u3000", ""},
                                          {"\u0301", "\u0301"},
                                          {"\u0344", "\u0308"},
                                          {"\u0315", "\u0315"},
                                          {"\u1112\u1161", "\uD558"},
                                          {"\u0915\u094D", "\u0915\u094D"},
                                          {"e\u0301", "\u00E9"},
                                          {"\u11A7", "\u11A7"},
                                          {"'", "'"}};
    ph_buffer text = PH_BUFFER_INIT, out = PH_BUFFER_INIT;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = strlen(rows[i][1]);
        text.length = out.length = 0;
        append_repeated(&text, rows[i][0], 1 << 20);
        ck_assert_int_eq(ph_normalize(text.data, text.length, &out), 0);
        ck_assert(size ? out.length >= size : out.length == 0);
        ck_assert(!size || !memcmp(out.data, rows[i][1], size));
    }
    ph_buffer_fini(&text);
    ph_buffer_fini(&out);
}
END_TEST

START_TEST(results_are_appended)
{
    ph_buffer out = PH_BUFFER_INIT;

    ph_buffer_append_text(&out, "before ");
    ck_assert_int_eq(ph_normalize(" e\u0301 ", 5, &out), 0);
    ck_assert_int_eq(ph_normalize("plain", 5, &out), 0);
    assert_text(out.data, out.length, "before \u00E9plain", "two texts");
    ph_buffer_fini(&out);
}
END_TEST

START_TEST(running_out_of_memory_is_told)
{
    ph_buffer text = PH_BUFFER_INIT;
    size_t allowed = 0;
    int result = -1;

    ph_buffer_append_byte(&text, 'x');
    append_repeated(&text, "\u0301\u0323", 200);
    ph_buffer_append_text(&text, " and a plain end");
    for (; result < 0; allowed++) {
        ph_buffer out = PH_BUFFER_INIT;
        ck_assert_uint_lt(allowed, 20);
        ph_alloc_fail_after(allowed);
        result = ph_normalize(text.data, text.length, &out);
        ck_assert_int_eq(result, ph_alloc_has_failed() ? -1 : 0);
        ph_alloc_fail_after(SIZE_MAX);
        ph_buffer_fini(&out);
    }
    ck_assert_uint_gt(allowed, 2);
    ph_buffer_fini(&text);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("normalize");

    UNIT_ADD(suite, text_is_brought_to_nfc);
    UNIT_ADD(suite, white_space_becomes_single_spaces_between);
    UNIT_ADD(suite, every_white_space_of_unicode_is_one);
    UNIT_ADD(suite, random_text_is_normalised_as_by_utf8proc_and_once_for_all);
    UNIT_ADD(suite, no_composition_reaches_a_plain_code_point_from_before);
    UNIT_ADD(suite, plain_code_points_are_nfc);
    UNIT_ADD(suite, a_megabyte_of_marks_takes_linear_time);
    UNIT_ADD(suite, a_megabyte_of_one_thing_takes_linear_time);
    UNIT_ADD(suite, results_are_appended);
    UNIT_ADD(suite, running_out_of_memory_is_told);
    return suite;
}
