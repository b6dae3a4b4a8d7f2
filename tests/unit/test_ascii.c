/* Text as ASCII and as slugs: what people write where they have no other keys. */
#include "base/alloc.h"
#include "text_util.h"
#include "value/ascii_parts.h"
#include "value/pipe.h"

struct row {
    const char *locale, *given, *expected;
};

typedef int (*writer)(const char *text, size_t length, const char *locale, ph_buffer *out);

static void assert_rows(writer write, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ph_buffer out = PH_BUFFER_INIT;
        size_t length = strlen(rows[i].given);
        char *copy = exact_copy(rows[i].given, length);
        ck_assert_int_eq(write(copy, length, rows[i].locale, &out), 0);
        assert_text(out.data, out.length, rows[i].expected, rows[i].given);
        free(copy);
        ph_buffer_fini(&out);
    }
}

#define ASSERT_ASCII(rows) assert_rows(ph_to_ascii, rows, sizeof(rows) / sizeof *(rows))
#define ASSERT_SLUGS(rows) assert_rows(ph_to_slug, rows, sizeof(rows) / sizeof *(rows))

START_TEST(latin_letters_lose_their_marks)
{
    static const struct row rows[] = {
        {NULL, "", ""},
        {NULL, "Plain ASCII, all of it: 09 ~\t", "Plain ASCII, all of it: 09 ~\t"},
        {NULL, "Müller", "Muller"},
        {"tr_TR", "Ayşe Çağlayangil İstanbul ısı Iğdır", "Ayse Caglayangil Istanbul isi Igdir"},
        {"pl_PL", "Łódź Święto żółw", "Lodz Swieto zolw"},
        {"vi", "Nguyễn Đức", "Nguyen Duc"},
        {"is", "Þór Æsir Guðrún Ð", "Thor Aesir Gudrun D"},
        {"fr", "Œuvre cœur Noël ça", "Oeuvre coeur Noel ca"},
        {"sv_SE", "Åsa Öberg Ängström", "Asa Oberg Angstrom"},
        {"nb_NO", "Øyvind Bjørnå", "Oyvind Bjorna"},
        {"hr", "Đurđević ǆ", "Durdevic dz"},
        {"az", "Əliyev Məmməd", "Eliyev Memmed"},
        {"ro", "Ștefan Țepeș", "Stefan Tepes"},
        {NULL, "ﬁn ² № ™ Ａ１", "fin 2 No TM A1"},
    };

    ASSERT_ASCII(rows);
}
END_TEST

START_TEST(german_and_danish_spell_their_letters)
{
    static const struct row rows[] = {
        {"de_DE", "Jürgen Müßig Ödön Äpfel", "Juergen Muessig Oedoen Aepfel"},
        {"de", "ä", "ae"},
        {"DE-at", "ä", "ae"},
        {"de.UTF-8", "ä", "ae"},
        {"del", "ä", "a"},
        {"en_DE", "ä", "a"},
        {"da_DK", "Søren Ågård Æbelø", "Soeren Aagaard Aebeloe"},
    };

    ASSERT_ASCII(rows);
}
END_TEST

/* A letter that becomes several is in capitals where its neighbours are. */
START_TEST(capitals_go_by_their_neighbours)
{
    static const struct row rows[] = {
        {"de", "ÖLE Öle Ö", "OELE Oele Oe"},
        {"de", "GROẞ FÜR MÜ", "GROSS FUER MUE"},
        {"de", "Aß", "Ass"},
        {NULL, "Æ ÆR Ær", "Ae AER Aer"},
        {"ru", "ЩУКА Щука БОРЩ Щ", "SHCHUKA Shchuka BORSHCH Shch"},
    };

    ASSERT_ASCII(rows);
}
END_TEST

START_TEST(other_alphabets_are_spelled)
{
    static const struct row rows[] = {
        {"ru", "Юрий Жуков, Ольга Хрущёва", "Yuriy Zhukov, Olga Khrushcheva"},
        {"uk_UA", "Григорій Київ Єва", "Hryhoriy Kyyiv Yeva"},
        {"bg", "Търново Щерев", "Tarnovo Shterev"},
        {"sr", "Ђорђе Живковић Љиљана", "Djordje Zivkovic Ljiljana"},
        {"el", "Γιώργος Ευθύμιος Παύλος", "Giorgos Efthymios Pavlos"},
        {"el", "Άγγελος Λευτέρης ΠΑΥΛΟΥ Ταύ", "Angelos Lefteris PAVLOU Taf"},
        {"el", "Ζωή Ξένια Ψαρά", "Zoi Xenia Psara"},
        {"ka", "თბილისი", "tbilisi"},
        {"hy", "Երևան Արու", "Erevan Aru"},
        {"ko", "김민준 박서연", "gimminjun bakseoyeon"},
    };

    ASSERT_ASCII(rows);
}
END_TEST

START_TEST(kana_are_spelled_as_hepburn_has_it)
{
    static const struct row rows[] = {
        {"ja", "さくら サクラ", "sakura sakura"},
        {"ja", "きょうと シャチョウ ジュン ちゃ", "kyouto shachou jun cha"},
        {"ja", "にっぽん マッチ ざっし いっしょ", "nippon matchi zasshi issho"},
        {"ja", "ラーメン スーパー", "ramen supa"},
        {"ja", "ファン ティー シェフ ウィ ヴァ クヮ トゥ", "fan ti shefu wi va kwa tu"},
        {"ja", "しんいち つづみ ゐゑを", "shinichi tsuzumi wiwewo"},
        {"ja", "っ ゃ ぁあ んっ ー ッア", " ya aa n  a"},
        {"ja", "ヵヶゔ", "kakevu"},
        {"ja", "山田さん", "san"},
    };

    ASSERT_ASCII(rows);
}
END_TEST

START_TEST(punctuation_is_that_of_a_typewriter)
{
    static const struct row rows[] = {
        {NULL, "O’Brien – “well” … «a» ¿b?", "O'Brien - \"well\" ... \"a\" ?b?"},
        {NULL,
         "a\xC2\xA0"
         "b\xE3\x80\x80"
         "c\xE2\x80\xAF"
         "d",
         "a b c d"},
        {NULL, "½ €", "1/2 EUR"},
        {NULL, "漢字 and 🙂 § are left out", " and   are left out"},
    };

    ASSERT_ASCII(rows);
}
END_TEST

START_TEST(slugs_are_words_with_a_dash_between)
{
    static const struct row rows[] = {
        {NULL, "", ""},
        {NULL, "Ayşe Nur Yılmaz", "ayse-nur-yilmaz"},
        {NULL, "  --A  &  b!! ", "a-b"},
        {NULL, "O’Brien & Sons, Ltd.", "obrien-sons-ltd"},
        {"de", "Äpfel & Öl", "aepfel-oel"},
        {NULL, "x_1/2", "x-1-2"},
        {NULL, "漢字", ""},
        {NULL, "漢字 abc", "abc"},
        {NULL, "'", ""},
    };

    ASSERT_SLUGS(rows);
}
END_TEST

START_TEST(text_is_put_behind_what_is_there)
{
    ph_buffer out = PH_BUFFER_INIT;

    ph_buffer_append_text(&out, "A!");
    ck_assert_int_eq(ph_to_slug("!É b", strlen("!É b"), NULL, &out), 0);
    ck_assert_int_eq(ph_to_ascii("É", 2, NULL, &out), 0);
    assert_text(out.data, out.length, "A!e-bE", "what was there");
    ph_buffer_fini(&out);
}
END_TEST

START_TEST(the_tables_are_in_order)
{
    for (size_t i = 0; i < ph_ascii_row_count; i++) {
        ck_assert_str_ne(ph_ascii_rows[i].text, "");
        for (const char *c = ph_ascii_rows[i].text; *c; c++)
            ck_assert_uint_lt((unsigned char)*c, 0x80);
        if (i > 0)
            ck_assert_uint_lt(ph_ascii_rows[i - 1].point, ph_ascii_rows[i].point);
    }
    for (size_t i = 1; i < ph_ascii_special_count; i++)
        ck_assert_int_le(strcmp(ph_ascii_specials[i - 1].language, ph_ascii_specials[i].language),
                         0);
}
END_TEST

/* Whatever comes in, ASCII comes out, and ASCII is left alone. */
START_TEST(any_text_becomes_ascii)
{
    ph_buffer text = PH_BUFFER_INIT, out = PH_BUFFER_INIT, again = PH_BUFFER_INIT;
    uint64_t state = 5;

    for (int i = 0; i < 20000; i++) {
        char *copy;
        draw_text(&state, 12, &text);
        copy = exact_copy(text.data, text.length);
        out.length = again.length = 0;
        ck_assert_int_eq(ph_to_ascii(copy, text.length, i & 1 ? "de" : "uk", &out), 0);
        for (size_t j = 0; j < out.length; j++) {
            if (out.data[j] & 0x80)
                fail_for(&text);
        }
        ck_assert_int_eq(ph_to_ascii(out.data, out.length, NULL, &again), 0);
        if (again.length != out.length ||
            (out.length && memcmp(again.data, out.data, out.length) != 0))
            fail_for(&text);
        free(copy);
    }
    ph_buffer_fini(&text);
    ph_buffer_fini(&out);
    ph_buffer_fini(&again);
}
END_TEST

START_TEST(memory_may_run_out)
{
    ph_buffer out = PH_BUFFER_INIT;

    ph_alloc_fail_after(0);
    ck_assert_int_eq(ph_to_ascii("abc", 3, NULL, &out), -1);
    ph_buffer_fini(&out);
    ck_assert_int_eq(ph_to_slug("é", 2, NULL, &out), -1);
    ph_buffer_fini(&out);
    ck_assert_int_eq(ph_to_ascii("か", 3, NULL, &out), -1);
    ph_alloc_fail_after(SIZE_MAX);
    ph_buffer_fini(&out);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("ascii");

    UNIT_ADD(suite, latin_letters_lose_their_marks);
    UNIT_ADD(suite, german_and_danish_spell_their_letters);
    UNIT_ADD(suite, capitals_go_by_their_neighbours);
    UNIT_ADD(suite, other_alphabets_are_spelled);
    UNIT_ADD(suite, kana_are_spelled_as_hepburn_has_it);
    UNIT_ADD(suite, punctuation_is_that_of_a_typewriter);
    UNIT_ADD(suite, slugs_are_words_with_a_dash_between);
    UNIT_ADD(suite, text_is_put_behind_what_is_there);
    UNIT_ADD(suite, the_tables_are_in_order);
    UNIT_ADD(suite, any_text_becomes_ascii);
    UNIT_ADD(suite, memory_may_run_out);
    return suite;
}
