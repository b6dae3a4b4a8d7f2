/* `credit_card` and `iban`: numbers with valid check digits that are nobody's: cards of the ranges
 * that payment services publish for tests, accounts at banks that there are not. To add a brand or
 * a country: a row of the table. */
#include <string.h>

#include "base/error.h"
#include "feed/cards.h"
#include "feed/text_feed.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* ---- Cards ----------------------------------------------------------------------------------- */

enum { PREFIX_DIGITS = 6, PREFIXES_MAX = 4, ANY_BRAND = 0 };

/* In the order of the option's choices, which begin with "any". */
static const struct {
    int digits;
    const char *groups; /* how many digits stand together */
    const char *prefixes[PREFIXES_MAX];
} brands[] = {
    {16, "\4\4\4\4", {"411111", "424242", "400000", "401288"}}, /* visa */
    {16, "\4\4\4\4", {"555555", "510510", "222300", "542523"}}, /* mastercard */
    {15, "\4\6\5", {"378282", "371449", "378734", NULL}},       /* amex */
    {16, "\4\4\4\4", {"601111", "601100", NULL, NULL}},         /* discover */
    {14, "\4\6\4", {"305693", "385200", NULL, NULL}},           /* diners */
    {16, "\4\4\4\4", {"353011", "356600", NULL, NULL}},         /* jcb */
    {16, "\4\4\4\4", {"620000", "621094", NULL, NULL}},         /* unionpay */
    {16, "\4\4\4\4", {"979203", NULL, NULL, NULL}},             /* troy */
};
#define BRANDS "any|visa|mastercard|amex|discover|diners|jcb|unionpay|troy"

typedef struct card_feed {
    ph_text_feed text;
    int64_t brand; /* ANY_BRAND: one of the first three */
    int formatted;
} card_feed;

/* ISO/IEC 7812-1, annex B: every second digit from the last but one counts double. */
static char luhn_digit(const char *number, int digits)
{
    int sum = 0;

    for (int i = 0; i < digits; i++) {
        int digit = number[digits - 1 - i] - '0';
        digit = i % 2 ? digit : 2 * digit;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

static size_t write_grouped(const char *number, const char *groups, char *out)
{
    char *at = out;

    for (; *groups; groups++) {
        if (at > out)
            *at++ = ' ';
        memcpy(at, number, (size_t)*groups);
        at += *groups;
        number += *groups;
    }
    return (size_t)(at - out);
}

static unsigned prefix_count(int64_t brand)
{
    unsigned count = 0;

    while (count < PREFIXES_MAX && brands[brand].prefixes[count])
        count++;
    return count;
}

/* All but the prefix and the check digit. */
static int free_digits(int64_t brand)
{
    return brands[brand].digits - PREFIX_DIGITS - 1;
}

static size_t write_card(const ph_text_feed *text, uint64_t index, uint64_t stream, char *out)
{
    const card_feed *f = (const card_feed *)text;
    int64_t brand = f->brand == ANY_BRAND ? (int64_t)ph_take(&index, 3) : f->brand - 1;
    int digits = brands[brand].digits;
    char number[20];

    (void)stream;
    memcpy(number, brands[brand].prefixes[ph_take(&index, prefix_count(brand))], PREFIX_DIGITS);
    ph_put_digits(number + PREFIX_DIGITS, index, free_digits(brand));
    number[digits - 1] = luhn_digit(number, digits - 1);
    if (f->formatted)
        return write_grouped(number, brands[brand].groups, out);
    memcpy(out, number, (size_t)digits);
    return (size_t)digits;
}

static phony_status make_card(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    card_feed f = {.text.feed.type.kind = PH_TYPE_TEXT,
                   .text.write = write_card,
                   .text.room = 19,
                   .brand = ph_feed_option(request, "brand")->number,
                   .formatted = (int)ph_feed_option(request, "formatted")->number};

    /* Of any brand as many as of that with fewest, so that each has the same chances. */
    f.text.distinct = f.brand == ANY_BRAND
                          ? UINT64_C(3) * 3 * ph_power_of_ten(free_digits(2))
                          : prefix_count(f.brand - 1) * ph_power_of_ten(free_digits(f.brand - 1));
    if (!f.formatted)
        f.text.room = 16;
    return ph_text_feed_new(request, &f.text, sizeof f, feed, error);
}

static const ph_option_card card_options[] = {
    {"brand", PH_OPTION_CHOICE, 0, "any", BRANDS, "whose cards; any: visa, mastercard or amex"},
    {"formatted", PH_OPTION_BOOLEAN, 0, "false", NULL, "whether in groups, apart by spaces"},
};
const ph_card ph_card_credit_card = {.type = "credit_card",
                                     .summary = "card numbers of the ranges for tests, Luhn-valid",
                                     .options = card_options,
                                     .option_count = COUNT_OF(card_options),
                                     .gives = PH_TYPE_TEXT,
                                     .fit = PHONY_FIT_UNIQUE,
                                     .make = make_card};

/* ---- Accounts -------------------------------------------------------------------------------- */

/* A BBAN (ISO 13616, the registry of SWIFT) is `length` characters: those of `bank`, digits that
 * stand as they are, '@' a letter, '#' a digit; the rest digits. Where the banks of a country have
 * numbers that none has got (all 0 or all 9), they begin with one of these. */
static const struct {
    char country[3];
    uint8_t length;
    const char *bank;
} countries[] = {
    {"AD", 20, "9999"},       {"AE", 19, "999"},
    {"AL", 24, "999"},        {"AT", 16, "99999"},
    {"AZ", 24, "@@@@"},       {"BA", 16, "999"},
    {"BE", 12, ""},           {"BG", 18, "@@@@9999"},
    {"BH", 18, "@@@@"},       {"BR", 25, "99999999###############@1"},
    {"BY", 24, "@@@@"},       {"CH", 17, "00000"},
    {"CR", 18, "0999"},       {"CY", 24, "999"},
    {"CZ", 20, "9999"},       {"DE", 18, "99999999"},
    {"DK", 14, "0000"},       {"DO", 24, "@@@@"},
    {"EE", 16, "99"},         {"EG", 25, "9999"},
    {"ES", 20, "9999"},       {"FI", 14, "999"},
    {"FO", 14, "0000"},       {"FR", 23, "99999"},
    {"GB", 18, "@@@@999999"}, {"GE", 18, "@@"},
    {"GI", 19, "@@@@"},       {"GL", 14, "0000"},
    {"GR", 23, "999"},        {"GT", 24, "@@@@"},
    {"HR", 17, "9999999"},    {"HU", 24, "999"},
    {"IE", 18, "@@@@999999"}, {"IL", 19, "999"},
    {"IQ", 19, "@@@@"},       {"IS", 22, "9999"},
    {"IT", 23, "@99999"},     {"JO", 26, "@@@@"},
    {"KW", 26, "@@@@"},       {"KZ", 16, "999"},
    {"LB", 24, "9999"},       {"LC", 28, "@@@@"},
    {"LI", 17, "00000"},      {"LT", 16, "99999"},
    {"LU", 16, "999"},        {"LV", 17, "@@@@"},
    {"MC", 23, "99999"},      {"MD", 20, "@@"},
    {"ME", 18, "999"},        {"MK", 15, "999"},
    {"MR", 23, "99999"},      {"MT", 27, "@@@@99999"},
    {"NL", 14, "@@@@"},       {"NO", 11, "0000"},
    {"PK", 20, "@@@@"},       {"PL", 24, "999"},
    {"PS", 25, "@@@@"},       {"PT", 21, "9999"},
    {"QA", 25, "@@@@"},       {"RO", 20, "@@@@"},
    {"RS", 18, "999"},        {"SA", 20, "99"},
    {"SE", 20, "999"},        {"SI", 15, "99999"},
    {"SK", 20, "9999"},       {"SM", 23, "@99999"},
    {"TN", 20, "99"},         {"TR", 22, "999990"},
    {"UA", 25, "999999"},     {"VA", 18, "999"},
    {"VG", 20, "@@@@"},       {"XK", 16, "9999"},
};

enum { BBAN_MAX = 30, INDEX_DIGITS = 18 };

typedef struct iban_feed {
    ph_text_feed text;
    const char *country;
    int length, digits;      /* of the BBAN; of those, how many are the index's */
    char form[BBAN_MAX + 1]; /* digits as they stand, '@', '#', and '*' for the index's */
    int formatted;
} iban_feed;

/* Letters count as two digits, from A = 10. The remainder is taken where a digit pair more might
 * not fit. */
static inline uint64_t append(uint64_t sum, char c)
{
    if (sum >= UINT64_C(1) << 56)
        sum %= 97;
    return c >= 'A' ? sum * 100 + (uint64_t)(c - 'A') + 10 : sum * 10 + (uint64_t)(c - '0');
}

/* 98 less the remainder by 97 of BBAN, country and 00 (ISO/IEC 7064, MOD 97-10). */
static unsigned check_digits(const char *country, const char *bban, int length)
{
    uint64_t sum = 0;

    for (int i = 0; i < length; i++)
        sum = append(sum, bban[i]);
    sum = append(append(sum, country[0]), country[1]) % 97;
    return (unsigned)(98 - sum * 100 % 97);
}

/* In groups of four where they are formatted. */
static size_t write_iban(const ph_text_feed *text, uint64_t index, uint64_t stream, char *out)
{
    const iban_feed *f = (const iban_feed *)text;
    uint64_t digits = ph_stream_word(stream, 1), letters = ph_stream_word(stream, 2);
    char iban[4 + BBAN_MAX], *bban = iban + 4, *at = out;

    for (int i = f->length; i-- > 0;) {
        char c = f->form[i];
        bban[i] = c == '*'   ? (char)('0' + ph_take(&index, 10))
                  : c == '#' ? (char)('0' + ph_take(&digits, 10))
                  : c == '@' ? (char)('A' + ph_take(&letters, 26))
                             : c;
    }
    memcpy(iban, f->country, 2);
    ph_put_digits(iban + 2, check_digits(f->country, bban, f->length), 2);
    for (int i = 0; i < f->length + 4; i++) {
        if (f->formatted && i && i % 4 == 0)
            *at++ = ' ';
        *at++ = iban[i];
    }
    return (size_t)(at - out);
}

static int find_country(const char *name, size_t *found)
{
    for (size_t i = 0; i < COUNT_OF(countries); i++) {
        if (strcmp(countries[i].country, name) == 0) {
            *found = i;
            return 0;
        }
    }
    return -1;
}

/* The last digits that are free are the index's: all of them, or as many as a word has. */
static void take_country(iban_feed *f, size_t number)
{
    const char *bank = countries[number].bank;
    int given = (int)strlen(bank);

    f->country = countries[number].country;
    f->length = countries[number].length;
    for (int i = f->length; i-- > 0;) {
        f->form[i] = i < given ? bank[i] : '#';
        if (f->form[i] == '#' && f->digits < INDEX_DIGITS) {
            f->form[i] = '*';
            f->digits++;
        }
    }
    f->text.distinct = ph_power_of_ten(f->digits);
}

static phony_status make_iban(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *option = ph_feed_option(request, "country");
    const char *behind = request->locale ? strpbrk(request->locale, "_-") : NULL;
    iban_feed f = {.text.feed.type.kind = PH_TYPE_TEXT, .text.write = write_iban};
    size_t number = 0;

    f.formatted = (int)ph_feed_option(request, "formatted")->number;
    if (option->given) {
        if (find_country(option->text, &number) < 0)
            return ph_fail(error, PHONY_ERROR_ARGUMENT,
                           "'country': '%.20s' has no IBANs, or is no code of a country, as DE",
                           option->text);
    } else if (!behind || find_country(behind + 1, &number) < 0) {
        find_country("GB", &number);
    }
    take_country(&f, number);
    f.text.room = (size_t)f.length + 4 + (f.formatted ? ((size_t)f.length + 3) / 4 : 0);
    return ph_text_feed_new(request, &f.text, sizeof f, feed, error);
}

static const ph_option_card iban_options[] = {
    {"country", PH_OPTION_TEXT, 0, NULL, NULL, "its two letters; else the locale's, or GB"},
    {"formatted", PH_OPTION_BOOLEAN, 0, "false", NULL, "whether in groups of four"},
};
const ph_card ph_card_iban = {.type = "iban",
                              .summary = "account numbers with valid check digits",
                              .options = iban_options,
                              .option_count = COUNT_OF(iban_options),
                              .gives = PH_TYPE_TEXT,
                              .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY,
                              .make = make_iban};
