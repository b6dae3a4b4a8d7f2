#include "phony.h"
#include "text/normalize.h"
#include "text_util.h"

struct row {
    const char *text;
    int letters, unsymbolic; /* whether it passes LETTERS_ONLY, NO_SYMBOLS */
};

static int passes(const char *text, uint32_t filters)
{
    char *copy = exact_copy(text, strlen(text));
    int result = ph_passes_filters(copy, strlen(text), filters);

    free(copy);
    return result;
}

START_TEST(values_pass_by_their_characters)
{
    static const struct row rows[] = {
        {"", 1, 1},
        {"Anna Schmidt", 1, 1},
        {"Łódź Ñandú", 1, 1},
        {"x\u0302 प्रिया", 1, 1}, /* marks go with letters */
        {"田中 スズキー", 1, 1},
        {"ªº ʻokina", 1, 1},
        {"می\u200Cخواهم", 1, 1}, /* joiners are spelling within words */
        {"ශ්\u200Dරී", 1, 1},
        {"\u200Dab", 0, 0},
        {"a\u200D\u200Db", 0, 0},
        {"a \u200Cb", 0, 0},
        {"র\u200D\u09CDযাব", 1, 1}, /* a joiner between letter and mark */
        {"\u0301", 0, 1},           /* no mark without a letter */
        {"\u0301a", 0, 1},
        {"a \u0301", 0, 1},
        {"a\u0302\u0301 b", 1, 1},
        {"1\u0301", 0, 1},
        {"❤\uFE0F", 0, 0},
        {"1st", 0, 1},
        {"Ⅷ ²", 0, 1},
        {"O'Brien", 0, 1},
        {"O’Brien", 0, 1},
        {"Jean-Luc", 0, 1},
        {"J. R., Smith & Sons/Co", 0, 1},
        {"a_b", 0, 0},
        {"(a)", 0, 0},
        {"a+b", 0, 0},
        {"a–b", 0, 0},
        {"‘a’", 0, 0},
        {"a@b.c", 0, 0},
        {"5 €", 0, 0},
        {"a^", 0, 0},
        {"I ❤", 0, 0},
        {"😀", 0, 0},
        {"a\x01", 0, 0},
        {"a\x7F", 0, 0},
        {"a\u00ADb", 0, 0},
        {"a\u200Bb", 0, 0},
        {"a\uFEFF", 0, 0},
        {"\uE000", 0, 0},
        {"\U0010FFFF", 0, 0},
        {"\u0378", 0, 0}, /* unassigned */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        int letters = passes(row->text, PHONY_FILTER_LETTERS_ONLY);
        int unsymbolic = passes(row->text, PHONY_FILTER_NO_SYMBOLS);
        int both = passes(row->text, PHONY_FILTER_LETTERS_ONLY | PHONY_FILTER_NO_SYMBOLS);
        if (letters != row->letters || unsymbolic != row->unsymbolic || both != row->letters)
            ck_abort_msg("'%s': %d %d %d", row->text, letters, unsymbolic, both);
        ck_assert_int_eq(passes(row->text, 0), 1);
    }
}
END_TEST

START_TEST(ascii_punctuation_passes_as_documented)
{
    for (char c = 33; c < 127; c++) {
        char text[] = {'a', c, '\0'};
        int letter = (c | 32) >= 'a' && (c | 32) <= 'z', digit = c >= '0' && c <= '9';
        int expected = letter || digit || strchr("'-.,&/", c) != NULL;
        ck_assert_int_eq(passes(text, PHONY_FILTER_NO_SYMBOLS), expected);
        ck_assert_int_eq(passes(text, PHONY_FILTER_LETTERS_ONLY), letter);
    }
}
END_TEST

START_TEST(what_is_made_of_letters_passes_all_filters)
{
    ph_buffer text = PH_BUFFER_INIT;
    uint64_t state = 5;

    for (int round = 0; round < 50000; round++) {
        draw_text(&state, 4, &text);
        if (ph_passes_filters(text.data, text.length, PHONY_FILTER_LETTERS_ONLY))
            ck_assert(ph_passes_filters(text.data, text.length, PHONY_FILTER_NO_SYMBOLS));
    }
    ph_buffer_fini(&text);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("filter");

    UNIT_ADD(suite, values_pass_by_their_characters);
    UNIT_ADD(suite, ascii_punctuation_passes_as_documented);
    UNIT_ADD(suite, what_is_made_of_letters_passes_all_filters);
    return suite;
}
