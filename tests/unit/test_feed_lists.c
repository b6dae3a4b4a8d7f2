/* Lists, categories and linked columns: chances by weight, orders, unique rows, files with lines
 * that are wrong, lines that belong together, the bundled tables. */
#include <stdio.h>
#include <stdlib.h>

#include "feed/choice.h"
#include "feed_util.h"
#include "models.h"

/* ---- Chances --------------------------------------------------------------------------------- */

/* Chi-square at 0.1 %, by degrees of freedom from 1. */
static const double limits[] = {10.83, 13.82, 16.27, 18.47, 20.52, 22.46};

static const struct {
    const char *card, *options;
    size_t count;
    struct {
        const char *text;
        double chance;
    } of[6];
} chances[] = {
    {"list",
     "{\"values\": [\"a\", \"b\", \"c\"]}",
     3,
     {{"a", 1 / 3.}, {"b", 1 / 3.}, {"c", 1 / 3.}}},
    {"list",
     "{\"values\": [\"a\", {\"value\": \"b\", \"weight\": 2.5}, \"a\"]}",
     2,
     {{"a", 2 / 4.5}, {"b", 2.5 / 4.5}}},
    {"list",
     "{\"values\": [{\"value\": 7, \"weight\": 0}, 8, {\"value\": 9, \"weight\": 3}]}",
     2,
     {{"8", 0.25}, {"9", 0.75}}},
    {"list", "{\"values\": [true, false, true]}", 2, {{"1", 2 / 3.}, {"0", 1 / 3.}}},
    {"list",
     "{\"values\": [1, 2.50, -3]}",
     3,
     {{"1.00", 1 / 3.}, {"2.50", 1 / 3.}, {"-3.00", 1 / 3.}}},
    {"categorical",
     "{\"values\": {\"x\": 0.7, \"y\": 0.2, \"z\": 0.1}}",
     3,
     {{"x", 0.7}, {"y", 0.2}, {"z", 0.1}}},
    {"categorical",
     "{\"values\": {\"a\": 1, \"b\": 1000, \"c\": 20, \"d\": 5, \"e\": 300, \"f\": 674}}",
     6,
     {{"a", 0.0005}, {"b", 0.5}, {"c", 0.01}, {"d", 0.0025}, {"e", 0.15}, {"f", 0.337}}},
    {"categorical", "{\"values\": {\"only\": 3}}", 1, {{"only", 1}}},
};
enum { DRAWS = 200000 };

START_TEST(values_have_the_chances_of_their_weights)
{
    for (size_t i = 0; i < COUNT_OF(chances); i++) {
        double counts[6] = {0}, total = 0, chi = 0;
        ph_values out = {0};
        feed_test test;
        feed_open(&test, chances[i].card, chances[i].options, NULL);
        feed_run(&test, 0, DRAWS, &out);
        for (size_t row = 0; row < DRAWS; row++) {
            char text[64];
            feed_text(&out, row, text, sizeof text);
            for (size_t k = 0; k < chances[i].count; k++)
                counts[k] += strcmp(text, chances[i].of[k].text) == 0;
        }
        for (size_t k = 0; k < chances[i].count; k++) {
            double expected = chances[i].of[k].chance * DRAWS;
            chi += (counts[k] - expected) * (counts[k] - expected) / expected;
            total += counts[k];
        }
        ck_assert_msg(total == DRAWS, "%s: %g of %d", chances[i].options, total, DRAWS);
        ck_assert_msg(chances[i].count == 1 || chi < limits[chances[i].count - 2], "%s: %g",
                      chances[i].options, chi);
        feed_assert_row_addressable(&test, 1000, 500);
        ph_values_fini(&out);
        feed_fini(&test);
    }
}
END_TEST

/* Extreme weights: one of 2^40 in a million is drawn as good as always, and sums are exact. */
START_TEST(weights_may_lie_far_apart)
{
    uint64_t weights[1000], state = 1;
    size_t seen = 0;
    ph_choice choice;

    for (size_t i = 0; i < COUNT_OF(weights); i++)
        weights[i] = i == 500 ? UINT64_C(1) << 62 : i % 3;
    ck_assert_int_eq(ph_choice_init(&choice, weights, COUNT_OF(weights)), 0);
    for (size_t i = 0; i < 100000; i++)
        seen += ph_choose(&choice, next_random(&state)) == 500;
    ck_assert_uint_eq(seen, 100000);
    ck_assert_uint_lt(ph_choose(&choice, UINT64_MAX), COUNT_OF(weights));
    ph_choice_fini(&choice);
}
END_TEST

/* Counting all of the buckets' parts: the chance of each outcome is its share, but for rounding. */
START_TEST(choices_are_exact)
{
    enum { COUNT = 257 };
    uint64_t weights[COUNT], total = 0;
    ph_choice choice;

    for (size_t i = 0; i < COUNT; i++)
        total += weights[i] = i * i % 91;
    ck_assert_int_eq(ph_choice_init(&choice, weights, COUNT), 0);
    for (uint32_t i = 0; i < COUNT; i++) {
        unsigned __int128 part = 0, share = ((unsigned __int128)weights[i] << 64) / total * COUNT;
        for (uint32_t k = 0; k < COUNT; k++) {
            const ph_choice_bucket *bucket = &choice.buckets[k];
            part += bucket->own == i ? bucket->threshold : 0;
            part += bucket->other == i ? ((unsigned __int128)1 << 64) - bucket->threshold : 0;
        }
        ck_assert(part <= share + 2 * COUNT && share <= part + 2 * COUNT);
    }
    ph_choice_fini(&choice);
}
END_TEST

/* ---- Orders ---------------------------------------------------------------------------------- */

static size_t index_of(const ph_values *out, size_t row)
{
    char text[64];

    feed_text(out, row, text, sizeof text);
    ck_assert(text[0] >= 'a' && text[0] <= 'e' && !text[1]);
    return (size_t)(text[0] - 'a');
}

#define LETTERS "\"values\": [\"a\", \"b\", \"c\", \"d\", \"e\"]"

START_TEST(a_cycle_goes_on_in_turn)
{
    ph_values out = {0};
    feed_test test;

    feed_open(&test, "list", "{" LETTERS ", \"order\": \"cycle\"}", NULL);
    feed_run(&test, 7, 20, &out);
    for (size_t row = 0; row < 20; row++)
        ck_assert_uint_eq(index_of(&out, row), (row + 7) % 5);
    feed_assert_row_addressable(&test, 3, 40);
    ph_values_fini(&out);
    feed_fini(&test);
}
END_TEST

START_TEST(a_shuffle_has_each_once_a_time_around)
{
    size_t different = 0;
    ph_values out = {0};
    feed_test test;

    feed_open(&test, "list", "{" LETTERS ", \"order\": \"shuffle\"}", NULL);
    feed_run(&test, 0, 500, &out);
    for (size_t round = 0; round < 100; round++) {
        unsigned seen = 0;
        for (size_t k = 0; k < 5; k++) {
            seen |= 1u << index_of(&out, 5 * round + k);
            different += index_of(&out, 5 * round + k) != index_of(&out, k);
        }
        ck_assert_uint_eq(seen, 31);
    }
    ck_assert_uint_gt(different, 300);
    feed_assert_row_addressable(&test, 3, 400);
    ph_values_fini(&out);
    feed_fini(&test);
}
END_TEST

START_TEST(unique_rows_are_those_that_differ)
{
    static const char *const options[] = {
        "{\"values\": [\"a\", \"b\", \"a\", \"c\", \"d\", \"e\", \"e\"]}",
        "{\"values\": [\"a\", \"b\", \"a\", \"c\", \"d\", \"e\", \"e\"], \"order\": \"cycle\"}"};

    for (size_t i = 0; i < COUNT_OF(options); i++) {
        feed_setup setup = {.unique = 1, .rows = 5};
        phony_error error = {0};
        ph_rows past = {5, NULL, 1};
        ph_values out = {0};
        feed_test test;
        unsigned seen = 0;
        feed_open(&test, "list", options[i], &setup);
        feed_run(&test, 0, 5, &out);
        for (size_t row = 0; row < 5; row++)
            seen |= 1u << index_of(&out, row);
        ck_assert_uint_eq(seen, 31);
        ck_assert_int_eq(feed_run_rows(&test, &past, &out, &error), PHONY_ERROR_EMPTY);
        ck_assert_str_eq(error.message, "row 5: there are 5 different values");
        feed_fini(&test);
        setup.rows = 6;
        ck_assert_int_eq(feed_make(&test, "list", options[i], &setup, &error), PHONY_ERROR_EMPTY);
        ck_assert_str_eq(error.message, "6 rows must differ, and there are 5 values");
        feed_fini(&test);
        ph_values_fini(&out);
    }
}
END_TEST

/* ---- Types and members ----------------------------------------------------------------------- */

static const struct {
    const char *card, *options, *wanted, *type, *members; /* each with a comma behind it */
} types[] = {
    {"list", "{\"values\": [1, 2, 1]}", NULL, "int64", ""},
    {"list", "{\"values\": [1, 2.5]}", NULL, "decimal(18,1)", ""},
    {"list", "{\"values\": [true]}", NULL, "boolean", ""},
    {"list", "{\"values\": [1, \"x\", true, 2.50]}", NULL, "text", "1,x,true,2.50,"},
    {"list", "{\"values\": [1, 2, 1]}", "text", "text", "1,2,"},
    {"list", "{\"values\": [1, 2, 1]}", "enum", "text", "1,2,"},
    {"list", "{\"values\": [\"7\", \"8\"]}", "int32", "int64", ""},
    {"list", "{\"values\": [\"é\", \"éé\"]}", "text(2)", "text(2)", "é,éé,"},
    {"list", "{\"values\": [\"é\", \"ééé\"]}", "text(2)", "text", "é,ééé,"},
    {"categorical", "{\"values\": {\"1\": 1, \"2\": 2}}", NULL, "text", "1,2,"},
    {"categorical", "{\"values\": {\"1\": 1, \"2\": 2}}", "int16", "int64", ""},
    {"categorical", "{\"values\": {\"n\": 0, \"y\": 2}}", "enum", "text", "n,y,"},
};

START_TEST(lists_have_the_type_of_their_values)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        feed_setup setup = {.type = types[i].wanted};
        ph_buffer text = PH_BUFFER_INIT, members = PH_BUFFER_INIT;
        feed_test test;
        feed_open(&test, types[i].card, types[i].options, &setup);
        ph_type_append(test.feed->type, &text);
        ph_buffer_append_byte(&text, '\0');
        ck_assert_str_eq(text.data, types[i].type);
        for (size_t k = 0; ph_feed_members(test.feed, k); k++) {
            ph_buffer_append_text(&members, ph_feed_members(test.feed, k));
            ph_buffer_append_byte(&members, ',');
        }
        ph_buffer_append_byte(&members, '\0');
        ck_assert_str_eq(members.data, types[i].members);
        ph_buffer_fini(&text);
        ph_buffer_fini(&members);
        feed_fini(&test);
    }
}
END_TEST

/* ---- Files ----------------------------------------------------------------------------------- */

static const struct {
    const char *name, *content;
} files[] = {
    {"words.txt", "one\ntwo\nthree\n"},
    {"weighted.csv", "name,count\n\"a, b\",3\nc,0\nd,1\n"},
    {"list.json", "[{\"v\": \"x\", \"n\": 2}, {\"v\": \"y\", \"n\": 1}]"},
    {"numbers.csv", "n\n1.5\n2\n"},
    {"empty.txt", ""},
    {"bad_weight.csv", "name,count\na,1\nb,-1\n"},
    {"bad_quote.csv", "name,count\n\"a\"x,1\n"},
    {"bad_bytes.txt", "a\n\xff\n"},
    {"cars.csv",
     "make,model,price,sold\nFiat,500,17000.50,5\nFiat,Panda,15000,3\n"
     "Seat,Ibiza,18000,2\nSeat,Leon,24000,0\n"},
};

typedef struct library {
    test_folder folder;
    feed_setup setup;
} library;

static void library_init(library *l)
{
    folder_init(&l->folder);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        write_bytes(folder_file(&l->folder, files[i].name), files[i].content,
                    strlen(files[i].content));
    l->setup = (feed_setup){.folder = l->folder.path, .rows = 10};
    setenv("PHONY_MODELS", MODELS, 1);
}

static void library_fini(library *l)
{
    folder_fini(&l->folder);
}

static size_t count_text(const ph_values *out, const char *wanted)
{
    size_t count = 0;

    for (size_t row = 0; row < out->rows; row++) {
        char text[512];
        count += strcmp(feed_text(out, row, text, sizeof text), wanted) == 0;
    }
    return count;
}

START_TEST(lists_come_from_files)
{
    static const struct {
        const char *options, *text;
        size_t least, most; /* of 1,000 */
    } cases[] = {
        {"{\"file\": \"words.txt\"}", "two", 280, 390},
        {"{\"file\": \"weighted.csv\", \"weight\": \"count\"}", "a, b", 700, 800},
        {"{\"file\": \"weighted.csv\", \"weight\": \"count\"}", "c", 0, 0},
        {"{\"file\": \"weighted.csv\", \"column\": \"count\"}", "0", 280, 390},
        {"{\"file\": \"list.json\", \"column\": \"v\", \"weight\": \"n\"}", "x", 610, 720},
        {"{\"file\": \"words.txt\", \"order\": \"cycle\"}", "three", 333, 333},
    };
    library l;

    library_init(&l);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_values out = {0};
        feed_test test;
        size_t count;
        feed_open(&test, "list", cases[i].options, &l.setup);
        feed_run(&test, 0, 1000, &out);
        count = count_text(&out, cases[i].text);
        ck_assert_msg(count >= cases[i].least && count <= cases[i].most, "%s: %zu",
                      cases[i].options, count);
        ph_values_fini(&out);
        feed_fini(&test);
    }
    library_fini(&l);
}
END_TEST

START_TEST(numbers_of_files_are_numbers_where_the_field_wants_them)
{
    library l;
    feed_test test;

    library_init(&l);
    l.setup.type = "decimal(10,2)";
    feed_open(&test, "list", "{\"file\": \"numbers.csv\"}", &l.setup);
    ck_assert_int_eq(test.feed->type.kind, PH_TYPE_DECIMAL);
    ck_assert_int_eq(test.feed->type.scale, 1);
    feed_fini(&test);
    library_fini(&l);
}
END_TEST

/* ---- Linked columns -------------------------------------------------------------------------- */

/* The line of each row by one column, with what another must have in it. */
START_TEST(columns_of_a_table_are_of_one_line)
{
    static const char *const lines[][3] = {
        {"500", "Fiat", "17000.50"}, {"Panda", "Fiat", "15000.00"}, {"Ibiza", "Seat", "18000.00"}};
    static const char *const columns[] = {
        "{\"table\": \"cars.csv\", \"weight\": \"sold\", \"column\": \"model\"}",
        "{\"table\": \"cars.csv\", \"weight\": \"sold\", \"column\": \"make\"}",
        "{\"table\": \"cars.csv\", \"weight\": \"sold\", \"column\": \"price\"}"};
    static const double shares[] = {500, 300, 200};
    size_t counts[3] = {0};
    feed_test tests[3];
    ph_values out[3] = {{.rows = 0}};
    library l;

    library_init(&l);
    for (size_t c = 0; c < 3; c++) {
        l.setup.type = c == 2 ? "decimal(9,2)" : NULL;
        feed_open(&tests[c], "linked", columns[c], &l.setup);
        feed_run(&tests[c], 0, 1000, &out[c]);
    }
    for (size_t row = 0; row < 1000; row++) {
        char text[64];
        size_t line = 0;
        feed_text(&out[0], row, text, sizeof text);
        while (line < 3 && strcmp(lines[line][0], text) != 0)
            line++;
        ck_assert_msg(line < 3, "'%s'", text);
        counts[line]++;
        for (size_t c = 1; c < 3; c++)
            ck_assert_str_eq(feed_text(&out[c], row, text, sizeof text), lines[line][c]);
    }
    for (size_t line = 0; line < 3; line++)
        ck_assert(abs((int)counts[line] - (int)shares[line]) < 60);
    for (size_t c = 0; c < 3; c++) {
        feed_assert_row_addressable(&tests[c], 77, 300);
        ph_values_fini(&out[c]);
        feed_fini(&tests[c]);
    }
    library_fini(&l);
}
END_TEST

START_TEST(where_chooses_lines)
{
    ph_values out = {0};
    feed_test test;
    library l;

    library_init(&l);
    feed_open(&test, "linked",
              "{\"table\": \"cars.csv\", \"column\": \"model\", \"where\": {\"make\": \"Seat\", "
              "\"price\": 24000}}",
              &l.setup);
    feed_run(&test, 0, 100, &out);
    ck_assert_uint_eq(count_text(&out, "Leon"), 100);
    feed_fini(&test);
    feed_open(&test, "linked",
              "{\"table\": \"places\", \"column\": \"country_code\", \"where\": {\"region\": "
              "\"Bayern\"}}",
              &l.setup);
    feed_run(&test, 0, 100, &out);
    ck_assert_uint_eq(count_text(&out, "DE"), 100);
    feed_fini(&test);
    ph_values_fini(&out);
    library_fini(&l);
}
END_TEST

/* ---- The bundled tables ---------------------------------------------------------------------- */

static const struct {
    const char *locale, *country, *currency, *city;
} locales[] = {
    {"tr_TR", "TR", "TRY", "İstanbul"}, {"en_US", "US", "USD", "New York"},
    {"de_DE", "DE", "EUR", "Berlin"},   {"fr_FR", "FR", "EUR", "Paris"},
    {"es_ES", "ES", "EUR", "Madrid"},   {"pt_BR", "BR", "BRL", "São Paulo"},
    {"it_IT", "IT", "EUR", "Roma"},     {"nl_NL", "NL", "EUR", "Amsterdam"},
    {"pl-PL", "PL", "PLN", "Warszawa"}, {"ja", "JP", "JPY", "横浜市"},
};

START_TEST(places_are_of_the_locale)
{
    ph_values out = {0};
    library l;

    library_init(&l);
    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        static const char *const cards[] = {"place.country_code", "place.currency", "place.city"};
        const char *const texts[] = {locales[i].country, locales[i].currency, locales[i].city};
        l.setup.locale = locales[i].locale;
        for (size_t c = 0; c < COUNT_OF(cards); c++) {
            feed_test test;
            size_t count;
            feed_open(&test, cards[c], NULL, &l.setup);
            feed_run(&test, 0, 1000, &out);
            count = count_text(&out, texts[c]);
            ck_assert_msg(c < 2 ? count == 1000 : count > 50, "%s %s: %zu times '%s'",
                          locales[i].locale, cards[c], count, texts[c]);
            feed_fini(&test);
        }
    }
    ph_values_fini(&out);
    library_fini(&l);
}
END_TEST

START_TEST(places_have_all_columns)
{
    static const struct {
        const char *card;
        ph_type_kind kind;
    } cards[] = {{"place.region", PH_TYPE_TEXT},      {"place.postal_code", PH_TYPE_TEXT},
                 {"place.country", PH_TYPE_TEXT},     {"place.dialling_code", PH_TYPE_TEXT},
                 {"place.latitude", PH_TYPE_DECIMAL}, {"place.longitude", PH_TYPE_DECIMAL},
                 {"place.timezone", PH_TYPE_TEXT}};
    ph_values out = {0};
    library l;

    library_init(&l);
    for (size_t i = 0; i < COUNT_OF(cards); i++) {
        feed_test test;
        feed_open(&test, cards[i].card, NULL, &l.setup);
        ck_assert_int_eq(test.feed->type.kind, cards[i].kind);
        feed_run(&test, 0, 1000, &out);
        ck_assert_uint_eq(count_text(&out, ""), 0);
        feed_assert_row_addressable(&test, 500, 100);
        feed_fini(&test);
    }
    ph_values_fini(&out);
    library_fini(&l);
}
END_TEST

/* The shorthand and the long form are one line, too. */
START_TEST(a_row_has_one_place)
{
    static const struct {
        const char *city, *zone;
    } zones[] = {{"Los Angeles", "America/Los_Angeles"},
                 {"Chicago", "America/Chicago"},
                 {"Honolulu", "Pacific/Honolulu"},
                 {"New York", "America/New_York"}};
    ph_values cities = {0}, times = {0};
    feed_test city, zone;
    size_t found = 0;
    library l;

    library_init(&l);
    feed_open(&city, "place.city", NULL, &l.setup);
    feed_open(&zone, "linked", "{\"table\": \"places\", \"column\": \"timezone\"}", &l.setup);
    feed_run(&city, 0, 5000, &cities);
    feed_run(&zone, 0, 5000, &times);
    for (size_t row = 0; row < 5000; row++) {
        char text[128], time[128];
        feed_text(&cities, row, text, sizeof text);
        feed_text(&times, row, time, sizeof time);
        for (size_t i = 0; i < COUNT_OF(zones); i++) {
            if (strcmp(text, zones[i].city) == 0) {
                ck_assert_str_eq(time, zones[i].zone);
                found++;
            }
        }
    }
    ck_assert_uint_gt(found, 1000);
    ph_values_fini(&cities);
    ph_values_fini(&times);
    feed_fini(&city);
    feed_fini(&zone);
    library_fini(&l);
}
END_TEST

/* Every line of the files: as many fields as the header, and coordinates of this world. */
START_TEST(the_tables_are_whole)
{
    static const struct {
        const char *table, *column;
        int64_t least, most;
        size_t members;
    } cases[] = {{"places", "latitude", -900000, 900000, 0},
                 {"places", "longitude", -1800000, 1800000, 0},
                 {"places", "weight", 10, 40000, 0},
                 {"currencies", "digits", 0, 3, 0},
                 {"places", "city", 0, 0, 300},
                 {"places", "locale", 0, 0, 10},
                 {"currencies", "code", 0, 0, 50}};
    library l;

    library_init(&l);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char options[128];
        ph_values out = {0};
        feed_test test;
        snprintf(options, sizeof options, "{\"table\": \"%s\", \"column\": \"%s\", \"where\": {}}",
                 cases[i].table, cases[i].column);
        feed_open(&test, "linked", options, &l.setup);
        feed_run(&test, 0, 20000, &out);
        for (size_t row = 0; !cases[i].members && row < out.rows; row++)
            ck_assert(out.numbers[row] >= cases[i].least && out.numbers[row] <= cases[i].most);
        ck_assert(!cases[i].members || ph_feed_members(test.feed, cases[i].members - 1));
        ph_values_fini(&out);
        feed_fini(&test);
    }
    library_fini(&l);
}
END_TEST

/* ---- What is refused ------------------------------------------------------------------------- */

static const struct {
    const char *card, *options, *type;
    phony_status status;
    const char *message;
} refused[] = {
    {"list", "{}", NULL, PHONY_ERROR_ARGUMENT, "'values' or 'file' is needed"},
    {"list", "{\"values\": [1], \"file\": \"x\"}", NULL, PHONY_ERROR_ARGUMENT,
     "either 'values' or 'file', not both"},
    {"list", "{\"values\": [1], \"column\": \"x\"}", NULL, PHONY_ERROR_ARGUMENT,
     "'column' and 'weight' are for a 'file'"},
    {"list", "{\"values\": []}", NULL, PHONY_ERROR_ARGUMENT, "there are no values"},
    {"list", "{\"values\": \"a\"}", NULL, PHONY_ERROR_ARGUMENT, "'values' must be a list"},
    {"list", "{\"values\": [1, null]}", NULL, PHONY_ERROR_ARGUMENT,
     "'values[1]' must be a text, a number, true or false, or an object of \"value\" and "
     "\"weight\""},
    {"list", "{\"values\": [{\"value\": 1, \"wieght\": 2}]}", NULL, PHONY_ERROR_ARGUMENT,
     "'values[0]' must have a \"value\", and nothing else but a \"weight\""},
    {"list", "{\"values\": [{\"value\": 1, \"weight\": -2}]}", NULL, PHONY_ERROR_ARGUMENT,
     "'values[0].weight' must be a number from 0 on, of at most 18 digits"},
    {"list", "{\"values\": [{\"value\": 1, \"weight\": 0}]}", NULL, PHONY_ERROR_ARGUMENT,
     "all weights are 0"},
    {"list", "{\"values\": [1, {\"value\": 2, \"weight\": 2}], \"order\": \"cycle\"}", NULL,
     PHONY_ERROR_ARGUMENT, "'order': with weights it can only be random"},
    {"list", "{\"values\": [1e5]}", NULL, PHONY_ERROR_ARGUMENT,
     "'1e5' is no number of at most 18 digits"},
    {"list", "{\"values\": [1, \"x\"]}", "int32", PHONY_ERROR_ARGUMENT,
     "'x' is no number of at most 18 digits"},
    {"list",
     "{\"values\": [{\"value\": 1, \"weight\": 900000000000000000}, {\"value\": 2, \"weight\": "
     "0.001}]}",
     NULL, PHONY_ERROR_ARGUMENT, "'values': weights with 3 places and more than 18 digits"},
    {"list", "{\"file\": \"none.csv\"}", NULL, PHONY_ERROR_NOT_FOUND,
     "cannot open 'none.csv': No such file or directory"},
    {"list", "{\"file\": \".\"}", NULL, PHONY_ERROR_ARGUMENT, "'.' is not a file"},
    {"list", "{\"file\": \"empty.txt\"}", NULL, PHONY_ERROR_ARGUMENT, "there are no values"},
    {"list", "{\"file\": \"bad_weight.csv\", \"weight\": \"count\"}", NULL, PHONY_ERROR_SYNTAX,
     "bad_weight.csv, line 3: the weight '-1' is not a whole number from 0"},
    {"list", "{\"file\": \"weighted.csv\", \"column\": \"x\"}", NULL, PHONY_ERROR_NOT_FOUND,
     "weighted.csv, line 1: no column 'x'; there are: name, count"},
    {"list", "{\"file\": \"bad_bytes.txt\"}", NULL, PHONY_ERROR_ENCODING, NULL},
    {"list", "{\"file\": \"bad_quote.csv\"}", NULL, PHONY_ERROR_SYNTAX, NULL},
    {"categorical", "{\"values\": [1]}", NULL, PHONY_ERROR_ARGUMENT,
     "'values' must be an object of names and weights"},
    {"categorical", "{\"values\": {\"a\": \"b\"}}", NULL, PHONY_ERROR_ARGUMENT,
     "'values': the weight of 'a' must be a number from 0 on, of at most 18 digits"},
    {"linked", "{\"table\": \"cars.csv\", \"column\": \"x\"}", NULL, PHONY_ERROR_NOT_FOUND,
     "cars.csv: no column 'x'; there are: make, model, price, sold"},
    {"linked", "{\"table\": \"cars.csv\", \"column\": \"make\", \"weight\": \"price\"}", NULL,
     PHONY_ERROR_SYNTAX, "cars.csv, line 2: the weight '17000.50' is not a whole number from 0"},
    {"linked", "{\"table\": \"cars.csv\", \"column\": \"make\", \"where\": {\"make\": \"x\"}}",
     NULL, PHONY_ERROR_EMPTY, "cars.csv: no line fits"},
    {"linked", "{\"table\": \"cars.csv\", \"column\": \"make\", \"where\": {\"make\": null}}", NULL,
     PHONY_ERROR_ARGUMENT,
     "'where.make' must be a text, a number, true or false: lines are chosen once, not row by row"},
    {"linked", "{\"table\": \"cars.csv\", \"column\": \"make\", \"where\": 1}", NULL,
     PHONY_ERROR_ARGUMENT, "'where' must be an object: column to value"},
    {"linked", "{\"table\": \"places\", \"column\": \"town\"}", NULL, PHONY_ERROR_NOT_FOUND,
     "places: no column 'town'; there are: locale, city, region, region_code, postal_code, "
     "country, country_code, currency, dialling_code, latitude, longitude, timezone, weight"},
};

START_TEST(what_makes_no_sense_is_refused)
{
    library l;

    library_init(&l);
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        phony_error error = {0};
        feed_test test;
        phony_status status;
        l.setup.type = refused[i].type;
        status = feed_make(&test, refused[i].card, refused[i].options, &l.setup, &error);
        ck_assert_msg(status == refused[i].status, "%s %s: status %d: %s", refused[i].card,
                      refused[i].options, (int)status, error.message);
        if (refused[i].message)
            ck_assert_str_eq(error.message, refused[i].message);
        feed_fini(&test);
    }
    library_fini(&l);
}
END_TEST

START_TEST(no_files_without_a_folder)
{
    static const struct {
        const char *card, *options;
    } cases[] = {{"list", "{\"file\": \"/etc/passwd\"}"},
                 {"linked", "{\"table\": \"a.csv\", \"column\": \"x\"}"}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        phony_error error = {0};
        feed_test test;
        ck_assert_int_eq(feed_make(&test, cases[i].card, cases[i].options, NULL, &error),
                         PHONY_ERROR_ARGUMENT);
        ASSERT_MESSAGE(&error, "is a file, and this document was not read from one");
        feed_fini(&test);
    }
}
END_TEST

START_TEST(places_of_no_locale_are_refused)
{
    feed_setup setup = {.locale = "xx_XX"};
    phony_error error = {0};
    feed_test test;

    ck_assert_int_eq(feed_make(&test, "place.city", NULL, &setup, &error), PHONY_ERROR_NOT_FOUND);
    ck_assert_str_eq(error.message,
                     "there are no places of the locale 'xx_XX'; \"linked\" has a "
                     "'where' for those of others");
    feed_fini(&test);
}
END_TEST

START_TEST(memory_may_run_out)
{
    library l;

    library_init(&l);
    for (size_t i = 0; i < COUNT_OF(chances); i++)
        feed_assert_memory(chances[i].card, chances[i].options, &l.setup);
    feed_assert_memory("list", "{\"values\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]}",
                       &(feed_setup){.unique = 1, .rows = 10});
    feed_assert_memory("list", "{\"file\": \"weighted.csv\", \"weight\": \"count\"}", &l.setup);
    feed_assert_memory("list", "{\"file\": \"list.json\", \"column\": \"v\"}", &l.setup);
    feed_assert_memory("linked",
                       "{\"table\": \"cars.csv\", \"column\": \"make\", \"weight\": \"sold\", "
                       "\"where\": {\"make\": \"Fiat\"}}",
                       &l.setup);
    feed_assert_memory("place.latitude", NULL, &l.setup);
    library_fini(&l);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("feed_lists");

    UNIT_ADD(suite, values_have_the_chances_of_their_weights);
    UNIT_ADD(suite, weights_may_lie_far_apart);
    UNIT_ADD(suite, choices_are_exact);
    UNIT_ADD(suite, a_cycle_goes_on_in_turn);
    UNIT_ADD(suite, a_shuffle_has_each_once_a_time_around);
    UNIT_ADD(suite, unique_rows_are_those_that_differ);
    UNIT_ADD(suite, lists_have_the_type_of_their_values);
    UNIT_ADD(suite, lists_come_from_files);
    UNIT_ADD(suite, numbers_of_files_are_numbers_where_the_field_wants_them);
    UNIT_ADD(suite, columns_of_a_table_are_of_one_line);
    UNIT_ADD(suite, where_chooses_lines);
    UNIT_ADD(suite, places_are_of_the_locale);
    UNIT_ADD(suite, places_have_all_columns);
    UNIT_ADD(suite, a_row_has_one_place);
    UNIT_ADD(suite, the_tables_are_whole);
    UNIT_ADD(suite, what_makes_no_sense_is_refused);
    UNIT_ADD(suite, no_files_without_a_folder);
    UNIT_ADD(suite, places_of_no_locale_are_refused);
    UNIT_ADD(suite, memory_may_run_out);
    return suite;
}
