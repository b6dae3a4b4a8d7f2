#include "text/segment.h"

#include <utf8proc.h>

#include "text/character.h"
#include "text/utf8.h"
#include "text_util.h"

/* `expected` without its bars must be cut where they stand. */
static void assert_clusters(const char *expected)
{
    ph_buffer text = PH_BUFFER_INIT, out = PH_BUFFER_INIT;
    size_t count = 0;
    char *copy;

    for (const char *at = expected; *at; at++) {
        if (*at != '|')
            ph_buffer_append_byte(&text, *at);
    }
    copy = exact_copy(text.data, text.length);
    for (size_t at = 0, size; at < text.length; at += size, count++) {
        size = ph_grapheme_length(copy + at, text.length - at);
        ck_assert(size > 0 && size <= text.length - at);
        if (at)
            ph_buffer_append_byte(&out, '|');
        ph_buffer_append(&out, copy + at, size);
    }
    assert_text(out.data, out.length, expected, expected);
    ck_assert_uint_eq(ph_grapheme_count(copy, text.length), count);
    free(copy);
    ph_buffer_fini(&text);
    ph_buffer_fini(&out);
}

START_TEST(clusters_are_extended_grapheme_clusters)
{
    static const char *const rows[] = {
        "a",
        "a|b|c",
        "é|e\u0301|e\u0301\u0302|x",
        "\r\n|\n|\r|\r\n|a",
        "\t|\u0301|\t",
        "a|\u00AD|\u0301",
        "가|각|ᄀ\u1161\u11A8|ᄀ",
        "가\u11A8|가",
        "👩\u200D👩\u200D👧|👍🏽|❤\uFE0F|👩",
        "©\u200D®|a\u200D|👩",
        "🇩🇪|🇫🇷|🇹",
        "🇩\u0301|🇪🇫|a",
        "か\u3099|ー|ス\u3099|山",
        "क\u094D|ष\u093F|नी",
        "\u0600\u0661|\u0661", /* a prepended mark */
        "น\u0E33|ก",
        "🏴\U000E0067\U000E007F|x",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_clusters(rows[i]);
}
END_TEST

/* Cuts a text by utf8proc, whose state runs on from cluster to cluster, and by us. */
static int agrees(const ph_buffer *text)
{
    utf8proc_int32_t state = 0, last = 0;
    size_t end = 0;

    for (size_t at = 0, size; at < text->length; at += size) {
        utf8proc_int32_t next = (utf8proc_int32_t)ph_utf8_decode(text->data + at, &size);
        int cut = at == 0 || utf8proc_grapheme_break_stateful(last, next, &state);
        if (cut != (at == end))
            return 0;
        if (cut)
            end = at + ph_grapheme_length(text->data + at, text->length - at);
        last = next;
    }
    return end == text->length;
}

START_TEST(random_text_is_cut_as_by_utf8proc)
{
    ph_buffer text = PH_BUFFER_INIT;
    uint64_t state = 4;

    for (int round = 0; round < 150000; round++) {
        draw_text(&state, 12, &text);
        if (!agrees(&text))
            fail_for(&text);
    }
    ph_buffer_fini(&text);
}
END_TEST

static int cuts(uint32_t before, uint32_t after)
{
    utf8proc_int32_t state = 0;

    return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
                                            &state);
}

START_TEST(every_pair_below_the_marks_is_cut_as_by_utf8proc)
{
    ph_buffer text = PH_BUFFER_INIT;

    for (uint32_t before = 1; before < 0x300; before++) {
        for (uint32_t after = 1; after < 0x300; after++) {
            size_t first;
            text.length = 0;
            append_point(&text, before);
            first = text.length;
            append_point(&text, after);
            if (ph_grapheme_length(text.data, text.length) !=
                (cuts(before, after) ? first : text.length))
                ck_abort_msg("U+%04X U+%04X", before, after);
        }
    }
    ph_buffer_fini(&text);
}
END_TEST

/* utf8proc's answer depends on the classes of both alone, so that one of each class will do. */
START_TEST(between_plain_code_points_there_is_always_a_cut)
{
    uint32_t of_class[64] = {0};
    size_t classes = 0;

    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        unsigned class = utf8proc_get_property((utf8proc_int32_t)c)->boundclass;
        if (class >= 64)
            ck_abort_msg("class %u", class);
        if (ph_is_plain(c) && !of_class[class]) {
            of_class[class] = c;
            classes++;
        }
    }
    ck_assert_uint_ge(classes, 3);
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        for (int i = 0; ph_is_plain(c) && i < 64; i++) {
            if (of_class[i] && (!cuts(c, of_class[i]) || !cuts(of_class[i], c)))
                ck_abort_msg("U+%04X and U+%04X", c, of_class[i]);
        }
    }
}
END_TEST

START_TEST(words_are_runs_between_spaces)
{
    static const char text[] = "  one\u00A0two  three-four ' ";
    static const char *const words[] = {"one\u00A0two", "three-four", "'"};
    size_t at = 0, begin, size;

    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(ph_word_next(text, sizeof text - 1, &at, &begin, &size), 1);
        assert_text(text + begin, size, words[i], text);
    }
    ck_assert_int_eq(ph_word_next(text, sizeof text - 1, &at, &begin, &size), 0);
    at = 0;
    ck_assert_int_eq(ph_word_next(text, 0, &at, &begin, &size), 0);
    ck_assert_int_eq(ph_word_next(text, 2, &at, &begin, &size), 0);
}
END_TEST

struct sentences {
    const char *separators, *text, *joined; /* by '|' */
};

static void assert_sentences(const struct sentences *row)
{
    ph_buffer out = PH_BUFFER_INIT;
    size_t at = 0, begin, size, length = strlen(row->text);
    char *copy = exact_copy(row->text, length);

    while (ph_sentence_next(copy, length, row->separators, &at, &begin, &size)) {
        ck_assert_uint_gt(size, 0);
        if (out.length)
            ph_buffer_append_byte(&out, '|');
        ph_buffer_append(&out, copy + begin, size);
    }
    assert_text(out.data, out.length, row->joined, row->text);
    free(copy);
    ph_buffer_fini(&out);
}

START_TEST(sentences_end_behind_separators)
{
    static const struct sentences rows[] = {
        {".!?", "", ""},
        {".!?", "No end", "No end"},
        {".!?", "One. Two! Three?", "One.|Two!|Three?"},
        {".!?", "What?! Oh... well. 3.14 is pi", "What?!|Oh...|well.|3.14 is pi"},
        {".!?", "e.g.this www.example.com. End", "e.g.this www.example.com.|End"},
        {".!?", "... so", "...|so"},
        {".!?", ".", "."},
        {".!?", "  a.  b.  ", "a.|b."},
        {"", "a. b. c", "a. b. c"},
        {";", "a. b; c", "a. b;|c"},
        {"।", "एक। दो।", "एक।|दो।"},
        {"é", "aé bè cé", "aé|bè cé"},
        {".", "a.\u0301 b", "a.\u0301|b"}, /* marks go with what bears them */
        {" ", "a b  c", "a|b|c"},
        {" ", "a “b \"c d", "a|“b|\"c|d"}, /* quotes behind a space open */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_sentences(&rows[i]);
}
END_TEST

START_TEST(closing_quotes_go_with_their_sentence)
{
    static const struct sentences rows[] = {
        {".!?", "He said \"Hi.\" Then left.", "He said \"Hi.\"|Then left."},
        {".!?", "‘Go!’ she said. (Why?) So.", "‘Go!’|she said.|(Why?)|So."},
        {".!?", "«Oui.» Non [sic.] {a.} b", "«Oui.»|Non [sic.]|{a.}|b"},
        {".!?", "\"What?\"! End", "\"What?\"!|End"},
        {".!?", "‹Oui.› Non", "‹Oui.›|Non"},
        {".!?", "„Ja.“ »Nein.« ›Gut.‹ ‚So.‘ x", "„Ja.“|»Nein.«|›Gut.‹|‚So.‘|x"},
        {".!?", "⟨a.⟩ b", "⟨a.⟩|b"},
        {".!?", "a. “b.” c", "a.|“b.”|c"},
        {".!?", "a. (b. „c. d", "a.|(b.|„c.|d"},
        {".!?", "a.\"b c", "a.\"b c"},
        {".!?", "a.“b c", "a.“b c"},
        {".!?", "\" ' a", "\" ' a"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_sentences(&rows[i]);
}
END_TEST

START_TEST(wide_separators_need_no_space)
{
    static const struct sentences rows[] = {
        {"。！？", "你好。再见！真的？！好", "你好。|再见！|真的？！|好"},
        {"。！？", "「はい。」と言った。終", "「はい。」|と言った。|終"},
        {"。！？", "他说：“你好。”“再见。”走", "他说：“你好。”|“再见。”|走"},
        {"。", "一。«二。»‹三。›四", "一。|«二。»|‹三。›|四"},
        {".。", "“a.“。“b", "“a.“。|“b"},
        {"。", "３．１４。a. b", "３．１４。|a. b"},
        {".!?", "你好。再见", "你好。再见"}, /* only where they are asked for */
        {"｡", "ｱ｡ｲ", "ｱ｡|ｲ"},
        {"。", "。\uFE00x", "。\uFE00|x"},
        {".。", "a.。b", "a.。|b"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_sentences(&rows[i]);
}
END_TEST

/* The option comes from outside; it once was read past its end. */
START_TEST(malformed_separators_match_nothing)
{
    static const struct sentences rows[] = {
        {"\xE3", "你。好 x", "你。好 x"},
        {".\xE3\x80", "a. 。b", "a.|。b"},
        {"\xF0", "😀 x", "😀 x"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sentences row = rows[i];
        char *separators = exact_copy(row.separators, strlen(row.separators) + 1);
        row.separators = separators;
        assert_sentences(&row);
        free(separators);
    }
}
END_TEST

START_TEST(a_megabyte_of_one_thing_takes_linear_time)
{
    static const char *const units[] = {"\u0301", " ", "'",       "\"",     ".",      ".'", "。",
                                        "\u200D", "🇩", "👩\u200D", "\u0600", "\u1161", ".a", "\r"};
    ph_buffer text = PH_BUFFER_INIT;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t at = 0, begin, size;
        text.length = 0;
        append_repeated(&text, units[i], 1 << 20);
        ck_assert_uint_gt(ph_grapheme_count(text.data, text.length), 0);
        while (ph_word_next(text.data, text.length, &at, &begin, &size))
            ;
        ck_assert_uint_eq(at, text.length);
        for (at = 0; ph_sentence_next(text.data, text.length, ".'。", &at, &begin, &size);)
            ;
        ck_assert_uint_eq(at, text.length);
    }
    ph_buffer_fini(&text);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("segment");

    UNIT_ADD(suite, clusters_are_extended_grapheme_clusters);
    UNIT_ADD(suite, random_text_is_cut_as_by_utf8proc);
    UNIT_ADD(suite, every_pair_below_the_marks_is_cut_as_by_utf8proc);
    UNIT_ADD(suite, between_plain_code_points_there_is_always_a_cut);
    UNIT_ADD(suite, words_are_runs_between_spaces);
    UNIT_ADD(suite, sentences_end_behind_separators);
    UNIT_ADD(suite, closing_quotes_go_with_their_sentence);
    UNIT_ADD(suite, wide_separators_need_no_space);
    UNIT_ADD(suite, malformed_separators_match_nothing);
    UNIT_ADD(suite, a_megabyte_of_one_thing_takes_linear_time);
    return suite;
}
