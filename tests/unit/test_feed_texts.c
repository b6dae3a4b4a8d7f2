/* Feeds of short texts: their forms by regular expressions, check digits and digests by
 * recomputation, unique rows, options that make no sense. */
#include <regex.h>
#include <stdlib.h>

#include "feed/digests.h"
#include "feed_util.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
enum { ROWS = 3000 };

/* ---- Forms ----------------------------------------------------------------------------------- */

#define OCTET "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
#define HOST OCTET "\\." OCTET "\\." OCTET "\\." OCTET
#define PAIR "[a-z]+-[a-z]+"

static const struct {
    const char *card, *options, *form;
} forms[] = {
    {"bytes", "{\"encoding\": \"hex\", \"max_length\": 5}", "[0-9a-f]{10}"},
    {"bytes", "{\"encoding\": \"hex\", \"min_length\": 0, \"max_length\": 9}",
     "([0-9a-f]{2}){0,9}"},
    {"bytes", "{\"encoding\": \"base64\", \"max_length\": 20}", "[A-Za-z0-9+/]{27}="},
    {"bytes", "{\"encoding\": \"base64\", \"min_length\": 0, \"max_length\": 4}",
     "([A-Za-z0-9+/]{4})?([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?"},
    {"bytes", "{\"encoding\": \"hex\", \"min_length\": 40}", "[0-9a-f]{80}"},
    {"hash", NULL, "[0-9a-f]{64}"},
    {"hash", "{\"algorithm\": \"sha1\"}", "[0-9a-f]{40}"},
    {"hash", "{\"algorithm\": \"md5\"}", "[0-9a-f]{32}"},
    {"regex", "{\"pattern\": \"[A-Z]{2}-\\\\d{3,4}(x|yz)?\"}", "[A-Z]{2}-[0-9]{3,4}(x|yz)?"},
    {"regex", "{\"pattern\": \"\\\\w\\\\s\\\\p{Lu}[^a-zA-Z].\"}",
     "[A-Za-z0-9_] [A-Z][^a-zA-Z][ -~]"},
    {"regex", "{\"pattern\": \"a*b+c{2,}\"}", "a{0,8}b{1,8}c{2,8}"},
    {"regex", "{\"pattern\": \"(ab|[c-f]+)*\", \"max_repeat\": 2}", "(ab|[c-f]{1,2}){0,2}"},
    {"regex", "{\"pattern\": \"a{20,}\"}", "a{20}"},
    {"regex", "{\"pattern\": \"[ğş]{3}\"}", "(ğ|ş){3}"},
    {"regex", "{\"pattern\": \"\"}", ""},
    {"ip", NULL, "(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\." OCTET},
    {"ip", "{\"version\": 6}", "2001:db8:[0-9a-f:]+"},
    {"ip", "{\"network\": \"10.1.0.0/16\"}", "10\\.1\\." OCTET "\\." OCTET},
    {"ip", "{\"network\": \"0.0.0.0/0\"}", HOST},
    {"ip", "{\"network\": \"127.0.0.1\"}", "127\\.0\\.0\\.1"},
    {"ip", "{\"network\": \"2001:DB8:a::ffff/112\"}", "2001:db8:a::[0-9a-f]{0,4}"},
    {"ip", "{\"network\": \"::/127\"}", "::1?"},
    {"ip", "{\"network\": \"1:2:3:4:5:6:7:8/128\"}", "1:2:3:4:5:6:7:8"},
    {"mac", NULL, "[0-9a-f][26ae](:[0-9a-f]{2}){5}"},
    {"mac", "{\"oui\": \"00-1A-2B\"}", "00:1a:2b(:[0-9a-f]{2}){3}"},
    {"domain", NULL, PAIR "(\\.example(\\.com|\\.org|\\.net)?|\\.test)"},
    {"url", NULL, "https://(www\\.)?example\\.(com|org|net)/[a-z]+/" PAIR "-[0-9]{6}"},
    {"url", "{\"scheme\": \"ftp\", \"host\": \"x.test\", \"path\": false}", "ftp://x\\.test/"},
    {"user_agent", NULL, "Mozilla/5\\.0 \\([^()]+\\) [A-Z][^#]+/[0-9.]+"},
    {"colour", NULL, "#[0-9a-f]{6}"},
    {"colour", "{\"format\": \"rgb\"}", "rgb\\(" OCTET ", " OCTET ", " OCTET "\\)"},
    {"colour", "{\"format\": \"hsl\"}",
     "hsl\\(([12]?[0-9]{1,2}|3[0-5][0-9]), (100|[0-9]{1,2})%, (100|[0-9]{1,2})%\\)"},
    {"colour", "{\"format\": \"name\"}", "[a-z]{3,17}"},
    {"credit_card", NULL, "4[0-9]{15}|[25][0-9]{15}|3[0-9]{14}"},
    {"credit_card", "{\"brand\": \"amex\", \"formatted\": true}", "37[0-9]{2} [0-9]{6} [0-9]{5}"},
    {"credit_card", "{\"brand\": \"visa\", \"formatted\": true}", "4[0-9]{3}( [0-9]{4}){3}"},
    {"credit_card", "{\"brand\": \"diners\"}", "3[0-9]{13}"},
    {"iban", NULL, "GB[0-9]{2}[A-Z]{4}999999[0-9]{8}"},
    {"iban", "{\"country\": \"TR\", \"formatted\": true}",
     "TR[0-9]{2} 9999 90[0-9]{2} ([0-9]{4} ){3}[0-9]{2}"},
    {"iban", "{\"country\": \"BR\"}", "BR[0-9]{2}99999999[0-9]{15}[A-Z]1"},
};

static int matches(const char *form, const char *text)
{
    char whole[512];
    regex_t regex;
    int found;

    ck_assert_int_lt(snprintf(whole, sizeof whole, "^(%s)$", form), (int)sizeof whole);
    ck_assert_int_eq(regcomp(&regex, whole, REG_EXTENDED | REG_NOSUB), 0);
    found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return found;
}

START_TEST(texts_have_their_forms)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        ph_values out = {0};
        feed_test test;
        feed_open(&test, forms[i].card, forms[i].options, NULL);
        feed_run(&test, 0, 500, &out);
        for (size_t row = 0; row < 500; row++) {
            char text[512];
            feed_text(&out, row, text, sizeof text);
            ck_assert_msg(matches(forms[i].form, text), "%s %s: '%s'", forms[i].card,
                          forms[i].options ? forms[i].options : "", text);
        }
        ph_values_fini(&out);
        feed_fini(&test);
    }
}
END_TEST

START_TEST(rows_are_the_same_however_they_are_cut)
{
    feed_setup setup = {.unique = 1};

    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        feed_test test;
        feed_open(&test, forms[i].card, forms[i].options, NULL);
        feed_assert_row_addressable(&test, 12345, 300);
        feed_fini(&test);
    }
    for (size_t i = 0; i < COUNT_OF(forms); i += 5) {
        feed_test test;
        phony_error error = {0};
        phony_status status = feed_make(&test, forms[i].card, forms[i].options, &setup, &error);
        if (!status)
            feed_assert_row_addressable(&test, 0, 300);
        feed_fini(&test);
    }
}
END_TEST

/* ---- Check digits ---------------------------------------------------------------------------- */

static int is_luhn_valid(const char *number)
{
    int sum = 0, place = 0;

    for (size_t i = strlen(number); i-- > 0;) {
        int digit = number[i] - '0';
        if (number[i] == ' ')
            continue;
        sum += place++ % 2 ? digit * 2 / 10 + digit * 2 % 10 : digit;
    }
    return sum % 10 == 0;
}

/* The first four to the end, letters as numbers from 10: the remainder by 97 must be 1. */
static int is_iban_valid(const char *iban)
{
    unsigned remainder = 0;
    size_t length = strlen(iban);

    for (size_t i = 0; i < length; i++) {
        char c = iban[(i + 4) % length];
        if (c >= 'A')
            remainder = (remainder * 100 + (unsigned)(c - 'A') + 10) % 97;
        else
            remainder = (remainder * 10 + (unsigned)(c - '0')) % 97;
    }
    return remainder == 1;
}

static void assert_all(const char *card, const char *options, const char *locale,
                       int (*is_valid)(const char *text), size_t length)
{
    feed_setup setup = {.locale = locale};
    ph_values out = {0};
    feed_test test;

    feed_open(&test, card, options, &setup);
    feed_run(&test, 0, ROWS, &out);
    for (size_t row = 0; row < ROWS; row++) {
        char text[512];
        feed_text(&out, row, text, sizeof text);
        ck_assert_msg(is_valid(text), "%s %s: '%s'", card, options ? options : "", text);
        ck_assert_msg(!length || strlen(text) == length, "%s: '%s'", card, text);
    }
    ph_values_fini(&out);
    feed_fini(&test);
}

START_TEST(card_numbers_are_luhn_valid)
{
    static const char *const brands[] = {"any",    "visa", "mastercard", "amex", "discover",
                                         "diners", "jcb",  "unionpay",   "troy"};
    char options[80];

    ck_assert(is_luhn_valid("4111111111111111") && !is_luhn_valid("4111111111111112"));
    for (size_t i = 0; i < COUNT_OF(brands); i++) {
        snprintf(options, sizeof options, "{\"brand\": \"%s\"}", brands[i]);
        assert_all("credit_card", options, NULL, is_luhn_valid, 0);
        snprintf(options, sizeof options, "{\"brand\": \"%s\", \"formatted\": true}", brands[i]);
        assert_all("credit_card", options, NULL, is_luhn_valid, 0);
    }
}
END_TEST

/* Lengths as the registry of ISO 13616 has them. */
static const struct {
    const char *country;
    size_t length;
} ibans[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28},
    {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20},
    {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27}, {"MD", 24},
    {"ME", 22}, {"MK", 19}, {"MR", 27}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PK", 24}, {"PL", 28},
    {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"SA", 24}, {"SE", 24}, {"SI", 19},
    {"SK", 24}, {"SM", 27}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}};

START_TEST(account_numbers_are_valid_in_all_countries)
{
    char options[80];

    ck_assert(is_iban_valid("GB82WEST12345698765432") && !is_iban_valid("GB83WEST12345698765432"));
    for (size_t i = 0; i < COUNT_OF(ibans); i++) {
        snprintf(options, sizeof options, "{\"country\": \"%s\"}", ibans[i].country);
        assert_all("iban", options, NULL, is_iban_valid, ibans[i].length);
    }
    assert_all("iban", NULL, "nl_NL", is_iban_valid, 18);
    assert_all("iban", NULL, "ja_JP", is_iban_valid, 22); /* Japan has none: GB */
}
END_TEST

/* ---- Digests --------------------------------------------------------------------------------- */

#define DIGITS80                                                                                   \
    "1234567890123456789012345678901234567890"                                                     \
    "1234567890123456789012345678901234567890"
#define LONG56 "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"

/* RFC 1321, A.5; RFC 3174, 7.3; FIPS 180-4's examples. */
static const struct {
    const char *algorithm, *text, *digest;
} digests[] = {
    {"md5", "", "d41d8cd98f00b204e9800998ecf8427e"},
    {"md5", "abc", "900150983cd24fb0d6963f7d28e17f72"},
    {"md5", "message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
    {"md5", DIGITS80, "57edf4a22be3c955ac49da2e2107b67a"},
    {"sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {"sha1", LONG56, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
    {"sha1", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
    {"sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"sha256", LONG56, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void assert_digest(const char *algorithm, const ph_values *values, size_t row,
                          const char *digest)
{
    feed_column column = {"x", values};
    feed_setup setup = {.columns = &column, .column_count = 1};
    char options[80], text[512];
    ph_values out = {0};
    feed_test test;

    snprintf(options, sizeof options, "{\"algorithm\": \"%s\", \"of\": \"x\"}", algorithm);
    feed_open(&test, "hash", options, &setup);
    feed_run(&test, row, 1, &out);
    ck_assert_str_eq(feed_text(&out, 0, text, sizeof text), digest);
    ph_values_fini(&out);
    feed_fini(&test);
}

START_TEST(digests_are_those_of_the_standards)
{
    for (size_t i = 0; i < COUNT_OF(digests); i++) {
        ph_values values = {0};
        ck_assert_int_eq(ph_values_begin(&values, (ph_type){.kind = PH_TYPE_TEXT}, 1, NULL), 0);
        ck_assert_int_eq(ph_values_put(&values, 0, digests[i].text, strlen(digests[i].text), NULL),
                         0);
        assert_digest(digests[i].algorithm, &values, 0, digests[i].digest);
        ph_values_fini(&values);
    }
}
END_TEST

START_TEST(digests_of_a_message_are_those_of_its_blocks_at_every_length)
{
    /* One million times 'a': RFC 3174, TEST3; the MD5 is coreutils'. */
    char *text = malloc(1000000);
    uint8_t digest[PH_SHA1_BYTES];
    static const uint8_t sha1[] = {0x34, 0xaa, 0x97, 0x3c, 0xd4, 0xc4, 0xda, 0xa4, 0xf6, 0x1e,
                                   0xeb, 0x2b, 0xdb, 0xad, 0x27, 0x31, 0x65, 0x34, 0x01, 0x6f};
    static const uint8_t md5[] = {0x77, 0x07, 0xd6, 0xae, 0x4e, 0x02, 0x7c, 0x70,
                                  0xee, 0xa2, 0xa9, 0x35, 0xc2, 0x29, 0x6f, 0x21};

    ck_assert_ptr_nonnull(text);
    memset(text, 'a', 1000000);
    ph_sha1(text, 1000000, digest);
    ck_assert_mem_eq(digest, sha1, sizeof sha1);
    ph_md5(text, 1000000, digest);
    ck_assert_mem_eq(digest, md5, sizeof md5);
    free(text);
}
END_TEST

static const struct {
    ph_type type;
    int64_t number;
    const char *digest;
} digested[] = {
    {{.kind = PH_TYPE_DECIMAL, .precision = 9, .scale = 2},
     1250,
     "4bc129be882d904ee70110a444945e9a"},                                 /* 12.50 */
    {{.kind = PH_TYPE_INT32}, -7, "74687a12d3915d3c4d83f1af7b3683d5"},    /* -7 */
    {{.kind = PH_TYPE_BOOLEAN}, 1, "b326b5062b2f0e69046810717534cb09"},   /* true */
    {{.kind = PH_TYPE_DATE}, 0, "0c0fb6b2ee7dbb235035f7f6fdcfe8fb"},      /* 1970-01-01 */
    {{.kind = PH_TYPE_TIMESTAMP}, 0, "fe3f171f649be7d45d9d11d3f5d45695"}, /* 1970-01-01T00:00:00 */
    {{.kind = PH_TYPE_TIMESTAMPTZ}, 0, "53fc82859d19485cef7aa6dc9d2a52fe"}, /* the same with Z */
};

START_TEST(anything_is_digested_as_its_text)
{
    static const uint8_t uuid[16] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
                                     0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
    ph_values values = {0};

    for (size_t i = 0; i < COUNT_OF(digested); i++) {
        ck_assert_int_eq(ph_values_begin(&values, digested[i].type, 2, NULL), 0);
        values.numbers[0] = digested[i].number;
        ph_values_put_null(&values, 1);
        assert_digest("md5", &values, 0, digested[i].digest);
        assert_digest("md5", &values, 1, "null");
    }
    ck_assert_int_eq(ph_values_begin(&values, (ph_type){.kind = PH_TYPE_FLOAT}, 1, NULL), 0);
    values.floats[0] = 0.5;
    assert_digest("md5", &values, 0, "d310cb367d993fb6fb584b198a2fd72c");
    ck_assert_int_eq(ph_values_begin(&values, (ph_type){.kind = PH_TYPE_UUID}, 1, NULL), 0);
    memcpy(values.bytes, uuid, sizeof uuid);
    assert_digest("md5", &values, 0, "9dd8dddd0d58522bc513ba1f82a013a0");
    ph_values_fini(&values);
}
END_TEST

/* ---- Unique ---------------------------------------------------------------------------------- */

/* As many rows as there are values, where that is said. */
static const struct {
    const char *card, *options;
    size_t rows;
    int all;
} uniques[] = {
    {"bytes", "{\"encoding\": \"hex\", \"max_length\": 1}", 256, 1},
    {"bytes", "{\"encoding\": \"hex\", \"min_length\": 2, \"max_length\": 12}", ROWS, 0},
    {"hash", NULL, ROWS, 0},
    {"regex", "{\"pattern\": \"[A-D]x[0-9]{2}\"}", 400, 1},
    {"regex", "{\"pattern\": \"[ğş][a-c]\"}", 6, 1},
    {"regex", "{\"pattern\": \"[a-z]{30}\"}", ROWS, 0},
    {"ip", NULL, 762, 1},
    {"ip", "{\"network\": \"10.0.0.0/24\"}", 254, 1},
    {"ip", "{\"network\": \"10.0.0.0/31\"}", 2, 1},
    {"ip", "{\"version\": 6}", ROWS, 0},
    {"mac", NULL, ROWS, 0},
    {"mac", "{\"oui\": \"02005e\"}", ROWS, 0},
    {"domain", NULL, ROWS, 0},
    {"url", NULL, ROWS, 0},
    {"url", "{\"path\": false}", 6, 1},
    {"colour", "{\"format\": \"name\"}", 138, 1},
    {"credit_card", NULL, ROWS, 0},
    {"iban", "{\"country\": \"NO\"}", ROWS, 0},
};

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

START_TEST(unique_rows_differ)
{
    static char texts[ROWS][128];

    for (size_t i = 0; i < COUNT_OF(uniques); i++) {
        feed_setup setup = {.unique = 1, .rows = uniques[i].rows};
        phony_error error = {0};
        ph_values out = {0};
        feed_test test;
        feed_open(&test, uniques[i].card, uniques[i].options, &setup);
        feed_run(&test, 0, uniques[i].rows, &out);
        for (size_t row = 0; row < uniques[i].rows; row++)
            feed_text(&out, row, texts[row], sizeof texts[row]);
        qsort(texts, uniques[i].rows, sizeof *texts, compare);
        for (size_t row = 1; row < uniques[i].rows; row++)
            ck_assert_msg(strcmp(texts[row - 1], texts[row]) != 0, "%s: '%s' twice",
                          uniques[i].card, texts[row]);
        ph_values_fini(&out);
        feed_fini(&test);
        setup.rows++;
        if (uniques[i].all)
            ck_assert_int_eq(feed_make(&test, uniques[i].card, uniques[i].options, &setup, &error),
                             PHONY_ERROR_EMPTY);
        else
            test.feed = NULL;
        ph_json_tree_fini(&test.tree);
    }
}
END_TEST

START_TEST(rows_past_the_last_unique_one_are_an_error)
{
    feed_setup setup = {.unique = 1};
    phony_error error = {0};
    ph_rows rows = {762, NULL, 1};
    ph_values out = {0};
    feed_test test;

    feed_open(&test, "ip", NULL, &setup);
    ck_assert_int_eq(feed_run_rows(&test, &rows, &out, &error), PHONY_ERROR_EMPTY);
    ck_assert_str_eq(error.message, "row 762: there are 762 different values");
    ph_values_fini(&out);
    feed_fini(&test);
}
END_TEST

/* ---- Chances --------------------------------------------------------------------------------- */

/* Chi-square of six equal chances: above 20.5 in one of 1,000 cases. */
START_TEST(choices_of_a_pattern_have_equal_chances)
{
    static const struct {
        const char *pattern;
        const char *texts[6];
    } cases[] = {
        {"a|b|c|d|e|f", {"a", "b", "c", "d", "e", "f"}},
        {"[a-cx-z]", {"a", "b", "c", "x", "y", "z"}},
        {"[a-ca-bx-zy]", {"a", "b", "c", "x", "y", "z"}},
        {"x{0,5}", {"", "x", "xx", "xxx", "xxxx", "xxxxx"}},
        {"(ab|c)[0-2]", {"ab0", "ab1", "ab2", "c0", "c1", "c2"}},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t counts[6] = {0}, total = 0;
        double chi = 0;
        char options[80], text[128];
        ph_values out = {0};
        feed_test test;
        snprintf(options, sizeof options, "{\"pattern\": \"%s\"}", cases[i].pattern);
        feed_open(&test, "regex", options, NULL);
        feed_run(&test, 0, 60000, &out);
        for (size_t row = 0; row < out.rows; row++) {
            feed_text(&out, row, text, sizeof text);
            for (size_t k = 0; k < 6; k++)
                counts[k] += strcmp(text, cases[i].texts[k]) == 0;
        }
        for (size_t k = 0; k < 6; k++) {
            double apart = (double)counts[k] - 10000;
            chi += apart * apart / 10000;
            total += counts[k];
        }
        ck_assert_uint_eq(total, out.rows);
        ck_assert_msg(chi < 20.5, "%s: %g", cases[i].pattern, chi);
        ph_values_fini(&out);
        feed_fini(&test);
    }
}
END_TEST

/* ---- What is refused ------------------------------------------------------------------------- */

static const struct {
    const char *card, *options;
    int unique;
    phony_status status;
    const char *message;
} refused[] = {
    {"bytes", "{\"max_length\": 1048577}", 0, PHONY_ERROR_ARGUMENT,
     "'min_length' and 'max_length' must be from 0 to 1048576"},
    {"bytes", "{\"min_length\": -1}", 0, PHONY_ERROR_ARGUMENT,
     "'min_length' and 'max_length' must be from 0 to 1048576"},
    {"bytes", "{\"min_length\": 5, \"max_length\": 4}", 0, PHONY_ERROR_ARGUMENT,
     "'min_length' (5) must not be more than 'max_length' (4)"},
    {"bytes", "{\"encoding\": \"hexx\"}", 0, PHONY_ERROR_ARGUMENT,
     "encoding: must be one of raw, hex or base64"},
    {"regex", "{}", 0, PHONY_ERROR_ARGUMENT, "'pattern' is needed"},
    {"regex", "{\"pattern\": \"a(?=b)\"}", 0, PHONY_ERROR_ARGUMENT,
     "'pattern', column 2: look-ahead (?= is not supported; groups are (...) and (?:...)"},
    {"regex", "{\"pattern\": \"[^\\\\s\\\\S]\"}", 0, PHONY_ERROR_ARGUMENT,
     "'pattern': a class has no character"},
    {"regex", "{\"pattern\": \"a\", \"max_repeat\": 0}", 0, PHONY_ERROR_ARGUMENT,
     "'max_repeat' must be from 1 to 1000"},
    {"regex", "{\"pattern\": \"((a{1000}){1000}){2}\"}", 0, PHONY_ERROR_LIMIT,
     "'pattern': texts of more than 1048576 bytes"},
    {"regex", "{\"pattern\": \"a|b\"}", 1, PHONY_ERROR_ARGUMENT,
     "'pattern': unique texts need one of fixed length, without | * + ? and {m,n}"},
    {"ip", "{\"network\": \"10.0.0.256/8\"}", 0, PHONY_ERROR_ARGUMENT,
     "'network' must be a network of IPv4 as 10.1.0.0/16"},
    {"ip", "{\"network\": \"10.0.0.0/33\"}", 0, PHONY_ERROR_ARGUMENT,
     "'network' must be a network of IPv4 as 10.1.0.0/16"},
    {"ip", "{\"network\": \"10.0.0\"}", 0, PHONY_ERROR_ARGUMENT,
     "'network' must be a network of IPv4 as 10.1.0.0/16"},
    {"ip", "{\"version\": 4, \"network\": \"::/8\"}", 0, PHONY_ERROR_ARGUMENT,
     "'network' must be a network of IPv4 as 10.1.0.0/16"},
    {"ip", "{\"network\": \"1:2:3:4:5:6:7::8:9\"}", 0, PHONY_ERROR_ARGUMENT,
     "'network' must be a network of IPv6 as 2001:db8:1::/48"},
    {"ip", "{\"network\": \"1::2::3\"}", 0, PHONY_ERROR_ARGUMENT,
     "'network' must be a network of IPv6 as 2001:db8:1::/48"},
    {"mac", "{\"oui\": \"01:00:5e\"}", 0, PHONY_ERROR_ARGUMENT,
     "'oui' must be the three bytes of a manufacturer, as 02:00:5e, the first of them even"},
    {"mac", "{\"oui\": \"02:00\"}", 0, PHONY_ERROR_ARGUMENT,
     "'oui' must be the three bytes of a manufacturer, as 02:00:5e, the first of them even"},
    {"url", "{\"scheme\": \"HTTP\"}", 0, PHONY_ERROR_ARGUMENT,
     "'scheme' must be small letters, as https, at most 32"},
    {"url", "{\"host\": \"a/b\"}", 0, PHONY_ERROR_ARGUMENT,
     "'host' must be the name of a host, as shop.example.com"},
    {"colour", "{\"format\": \"name\"}", 1, PHONY_ERROR_EMPTY,
     "1000 rows must differ, and there are 138 values"},
    {"iban", "{\"country\": \"US\"}", 0, PHONY_ERROR_ARGUMENT,
     "'country': 'US' has no IBANs, or is no code of a country, as DE"},
};

START_TEST(options_that_make_no_sense_are_refused)
{
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        feed_setup setup = {.unique = refused[i].unique, .rows = 1000};
        phony_error error = {0};
        feed_test test;
        phony_status status = feed_make(&test, refused[i].card, refused[i].options, &setup, &error);
        ck_assert_msg(status == refused[i].status, "%s %s: status %d: %s", refused[i].card,
                      refused[i].options, (int)status, error.message);
        ck_assert_str_eq(error.message, refused[i].message);
        feed_fini(&test);
    }
}
END_TEST

START_TEST(digests_of_a_field_are_not_unique)
{
    ph_values values = {0};
    feed_column column = {"x", &values};
    feed_setup setup = {.unique = 1, .columns = &column, .column_count = 1};
    phony_error error = {0};
    feed_test test;

    ck_assert_int_eq(ph_values_begin(&values, (ph_type){.kind = PH_TYPE_TEXT}, 0, NULL), 0);
    ck_assert_int_eq(feed_make(&test, "hash", "{\"of\": \"x\"}", &setup, &error),
                     PHONY_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message,
                     "'of': digests repeat where what they are of does; without "
                     "'of' they can be unique");
    feed_fini(&test);
    ph_values_fini(&values);
}
END_TEST

START_TEST(texts_that_fit_the_field_say_so)
{
    static const struct {
        const char *card, *type;
        uint32_t length;
    } cases[] = {{"hash", "text(64)", 64},
                 {"hash", "text(63)", 0},
                 {"hash", NULL, 0},
                 {"credit_card", "text(30)", 30},
                 {"colour", "text(7)", 7}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        feed_setup setup = {.type = cases[i].type};
        feed_test test;
        feed_open(&test, cases[i].card, NULL, &setup);
        ck_assert_int_eq(test.feed->type.kind, PH_TYPE_TEXT);
        ck_assert_uint_eq(test.feed->type.length, cases[i].length);
        feed_fini(&test);
    }
}
END_TEST

START_TEST(memory_may_run_out)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        feed_assert_memory(forms[i].card, forms[i].options, NULL);
    feed_assert_memory("regex", "{\"pattern\": \"[A-D]x[0-9]{2}\"}", &(feed_setup){.unique = 1});
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("feed_texts");

    UNIT_ADD(suite, texts_have_their_forms);
    UNIT_ADD(suite, rows_are_the_same_however_they_are_cut);
    UNIT_ADD(suite, card_numbers_are_luhn_valid);
    UNIT_ADD(suite, account_numbers_are_valid_in_all_countries);
    UNIT_ADD(suite, digests_are_those_of_the_standards);
    UNIT_ADD(suite, digests_of_a_message_are_those_of_its_blocks_at_every_length);
    UNIT_ADD(suite, anything_is_digested_as_its_text);
    UNIT_ADD(suite, unique_rows_differ);
    UNIT_ADD(suite, rows_past_the_last_unique_one_are_an_error);
    UNIT_ADD(suite, choices_of_a_pattern_have_equal_chances);
    UNIT_ADD(suite, options_that_make_no_sense_are_refused);
    UNIT_ADD(suite, digests_of_a_field_are_not_unique);
    UNIT_ADD(suite, texts_that_fit_the_field_say_so);
    UNIT_ADD(suite, memory_may_run_out);
    return suite;
}
