/* Cells, each against a plain way of writing the same: all days, numbers about every power of ten,
 * escapes at every place of texts of every length. */
#include <stdio.h>

#include "base/random.h"
#include "format_util.h"
#include "write/cells.h"
#include "write/sql.h"

static const ph_style plain = {
    .null = "NULL", .quote = "", .yes = "yes", .no = "no", .separator = 'T', .utc = "Z"};

typedef struct column {
    ph_values values;
    ph_cells cells;
    uint32_t offsets[PH_BLOCK_ROWS + 1];
} column;

static void column_init(column *c, const char *type)
{
    memset(c, 0, sizeof *c);
    c->cells.own_offsets = c->offsets;
    ck_assert_int_eq(ph_values_begin(&c->values, type_of(type), PH_BLOCK_ROWS, NULL), PHONY_OK);
}

static void column_fini(column *c)
{
    ph_values_fini(&c->values);
    ph_buffer_fini(&c->cells.own);
}

static void render(column *c, const ph_style *style, size_t rows)
{
    phony_error error = {0};

    ck_assert_msg(ph_cells_render(style, &c->values, 0, rows, &c->cells, &error) == PHONY_OK, "%s",
                  error.message);
}

/* Millions of times, so that Check hears of failures alone. */
static void assert_cell(const column *c, size_t row, const char *expected, size_t length)
{
    uint32_t from = c->cells.offsets[row], to = c->cells.offsets[row + 1];

    if (to - from != length || memcmp(c->cells.bytes + from, expected, length) != 0)
        ck_abort_msg("expected %.*s, but it is %.*s", (int)length, expected, (int)(to - from),
                     c->cells.bytes + from);
}

/* ---- Numbers -----------------------------------------------------------------------------------
 */

/* Those about each power of ten and of two, and random ones of every length, both signs. */
static int64_t interesting(size_t i)
{
    uint64_t ten = 1, random = ph_mix64(i), number;

    for (size_t k = i / 3 % 20; k > 1; k--)
        ten *= 10;
    number = i % 4 == 3 ? random >> (i / 4 % 64) : ten + i % 3 - 1;
    return (int64_t)(i & 1 && number != (uint64_t)INT64_MAX + 1 ? 0 - number : number);
}

static size_t write_decimal(const column *c, size_t row, char *out)
{
    return ph_decimal_write(c->values.numbers[row], c->values.type.scale, out);
}

static void assert_numbers(const char *type)
{
    column c;
    char text[40];

    column_init(&c, type);
    for (size_t from = 0; from < 8192; from += PH_BLOCK_ROWS) {
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++)
            c.values.numbers[i] = interesting(from + i);
        render(&c, &plain, PH_BLOCK_ROWS);
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++)
            assert_cell(&c, i, text, write_decimal(&c, i, text));
    }
    column_fini(&c);
}

START_TEST(whole_numbers_and_decimals_of_all_scales)
{
    char type[40];

    assert_numbers("int64");
    for (int scale = 0; scale <= 18; scale++) {
        snprintf(type, sizeof type, "decimal(18,%d)", scale);
        assert_numbers(type);
    }
}
END_TEST

START_TEST(floats_are_the_shortest_that_read_back)
{
    static const double some[] = {
        0,         -0.0,     1,      -1,   0.1,  0.3,    1e-4,
        9.9e-5,    999999.9, 1e6,    1e15, 1e22, 5e-324, 1.7976931348623157e308,
        0.1 + 0.2, 2.5,      1.0 / 3};
    column c;
    char text[40];

    column_init(&c, "float");
    for (size_t from = 0; from < 4096; from += PH_BLOCK_ROWS) {
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++) {
            uint64_t random = ph_mix64(from + i);
            double number =
                (double)(int64_t)(random >> (8 + random % 50)) / (random & 64 ? 1e3 : 1048576.0);
            c.values.floats[i] = from == 0 && i < COUNT(some) ? some[i] : number;
        }
        render(&c, &plain, PH_BLOCK_ROWS);
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++)
            assert_cell(&c, i, text, ph_float_write(c.values.floats[i], text));
    }
    column_fini(&c);
}
END_TEST

/* ---- Times -------------------------------------------------------------------------------------
 */

START_TEST(all_days_of_the_years_1_to_9999)
{
    column c;
    char text[40];
    int64_t day = -719162;

    column_init(&c, "date");
    for (; day <= 2932896; day += PH_BLOCK_ROWS) {
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++)
            c.values.numbers[i] = day + (int64_t)i <= 2932896 ? day + (int64_t)i : 2932896;
        render(&c, &plain, PH_BLOCK_ROWS);
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++)
            assert_cell(&c, i, text, ph_date_write(c.values.numbers[i], text));
    }
    column_fini(&c);
}
END_TEST

START_TEST(times_and_timestamps)
{
    static const uint64_t units[] = {1, 10, 1000, 100000, 1000000, 60000000};
    column clocks, moments;
    char text[40];
    uint64_t state = 9;

    column_init(&clocks, "time");
    column_init(&moments, "timestamptz");
    for (int round = 0; round < 40; round++) {
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++) {
            uint64_t random = ph_mix64(state += PH_GOLDEN), unit = units[random % COUNT(units)];
            uint64_t span = round % 2 ? UINT64_C(315537897600000000) : UINT64_C(400000000000);
            clocks.values.numbers[i] = (int64_t)(random % 86400000000 / unit * unit);
            moments.values.numbers[i] = (int64_t)(random % span / unit * unit) - 62135596800000000;
        }
        render(&clocks, &plain, PH_BLOCK_ROWS);
        render(&moments, &plain, PH_BLOCK_ROWS);
        for (size_t i = 0; i < PH_BLOCK_ROWS; i++) {
            size_t length = ph_clock_write(clocks.values.numbers[i], text);
            assert_cell(&clocks, i, text, length);
            length = ph_moment_write(moments.values.numbers[i], 'T', text);
            text[length] = 'Z';
            assert_cell(&moments, i, text, length + 1);
        }
    }
    column_fini(&clocks);
    column_fini(&moments);
}
END_TEST

/* ---- Texts -------------------------------------------------------------------------------------
 */

static const ph_escape *const escapes[] = {
    &ph_escape_csv, &ph_escape_json,  &ph_escape_one_line, &ph_escape_copy,
    &ph_escape_sql, &ph_escape_mysql, &ph_escape_name,     &ph_escape_tick,
};

static size_t escape_plainly(const ph_escape *escape, const char *text, size_t length, char *out)
{
    size_t written = 0;

    for (size_t i = 0; i < length; i++) {
        uint8_t which = escape->which[(uint8_t)text[i]];
        if (which)
            written += (size_t)sprintf(out + written, "%s", escape->instead[which]);
        else
            out[written++] = text[i];
    }
    return written;
}

START_TEST(the_two_tables_of_an_escape_agree)
{
    for (size_t e = 0; e < COUNT(escapes); e++)
        for (int byte = 0; byte < 256; byte++) {
            char text[PH_ESCAPE_CHUNK] = {(char)byte};
            int counted = (int)ph_escape_count(escapes[e], text, 1);
            memset(text, byte, sizeof text);
            ck_assert_int_eq(ph_escape_any(escapes[e], text, 1), counted);
            ck_assert_uint_eq(ph_escape_count(escapes[e], text, sizeof text),
                              (size_t)counted * sizeof text);
        }
}
END_TEST

START_TEST(escapes_at_every_place_of_texts_of_every_length)
{
    static const ph_style *styles[COUNT(escapes)];
    static ph_style made[COUNT(escapes)];
    char expected[600];

    for (size_t e = 0; e < COUNT(escapes); e++) {
        made[e] = plain;
        made[e].text = (ph_quotes){"<", ">", escapes[e], 0};
        styles[e] = &made[e];
        for (size_t length = 0; length < 70; length++) {
            column c;
            column_init(&c, "text");
            for (size_t i = 0; i < length + 1; i++) {
                char text[80];
                memset(text, 'x', sizeof text);
                text[i] = (char)escapes[e]->needles[i % PH_ESCAPE_NEEDLES];
                text[length / 2] = (char)0xc3; /* bytes above 127 are as they are */
                ck_assert_int_eq(ph_values_put(&c.values, i, text, length, NULL), PHONY_OK);
            }
            render(&c, styles[e], length + 1);
            for (size_t i = 0; i < length + 1; i++) {
                size_t from, written = 0;
                const char *text = ph_values_text(&c.values, i, &from);
                int own = c.cells.offsets == c.offsets;
                if (own)
                    expected[written++] = '<';
                written += escape_plainly(escapes[e], text, from, expected + written);
                if (own)
                    expected[written++] = '>';
                ck_assert_str_eq(c.cells.open, own ? "" : "<");
                assert_cell(&c, i, expected, written);
            }
            column_fini(&c);
        }
    }
}
END_TEST

START_TEST(many_escapes_are_all_counted)
{
    static char text[10000];

    memset(text, '\'', sizeof text);
    ck_assert_uint_eq(ph_escape_count(&ph_escape_sql, text, sizeof text), sizeof text);
    ck_assert_uint_eq(ph_escape_count(&ph_escape_sql, text + 1, 4097), 4097);
}
END_TEST

START_TEST(names_are_quoted)
{
    static const struct {
        ph_sql_dialect dialect;
        const char *name, *expected;
    } rows[] = {
        {PH_SQL_POSTGRES, "user", "\"user\""},   {PH_SQL_POSTGRES, "a\"b`c", "\"a\"\"b`c\""},
        {PH_SQL_MYSQL, "a\"b`c", "`a\"b``c`"},   {PH_SQL_SQLITE, "a\"b", "\"a\"\"b\""},
        {PH_SQL_SQLITE, "Straße", "\"Straße\""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        ph_buffer out = PH_BUFFER_INIT;
        ph_sql_append_name(rows[i].dialect, rows[i].name, &out);
        assert_bytes(&out, rows[i].expected, rows[i].name);
        ph_buffer_fini(&out);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("cells");

    UNIT_ADD(suite, whole_numbers_and_decimals_of_all_scales);
    UNIT_ADD(suite, floats_are_the_shortest_that_read_back);
    UNIT_ADD(suite, all_days_of_the_years_1_to_9999);
    UNIT_ADD(suite, times_and_timestamps);
    UNIT_ADD(suite, the_two_tables_of_an_escape_agree);
    UNIT_ADD(suite, escapes_at_every_place_of_texts_of_every_length);
    UNIT_ADD(suite, many_escapes_are_all_counted);
    UNIT_ADD(suite, names_are_quoted);
    return suite;
}
