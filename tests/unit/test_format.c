/* Output formats: the bytes of all types and of nasty texts, and what must not change them: where
 * batches are cut, and how rows are cut into blocks. */
#include "base/alloc.h"
#include "base/random.h"
#include "format_util.h"
#include "write/rows.h"

/* ---- Golden outputs ----------------------------------------------------------------------------
 */

enum { TYPES = 17, ROWS = 4 };

static const struct {
    const char *name, *type, *values[ROWS];
} all_types[TYPES] = {
    {"small", "int16", {"1", "-32768", NULL, "0"}},
    {"whole", "int32", {"100000000", "-2147483648", NULL, "99999999"}},
    {"big", "int64", {"9223372036854775807", "-9223372036854775808", NULL, "10000000000000000"}},
    {"exact", "decimal(18,3)", {"12500", "-999999999999999999", NULL, "-5"}},
    {"float", "float", {"0.5", "-1e300", NULL, "123456.789"}},
    {"truth", "boolean", {"1", "0", NULL, "1"}},
    {"text", "text", {"O'Brien, \"Bob\"", "a\\b\nc\td\r", NULL, ""}},
    {"date", "date", {"19782", "-719162", NULL, "2932896"}},
    {"time", "time", {"43200000000", "86399999999", NULL, "500000"}},
    {"moment", "timestamp", {"1709208000000000", "-62135596800000000", NULL, "1"}},
    {"zoned", "timestamptz", {"1709208000000000", "253402300799999999", NULL, "-1"}},
    {"id",
     "uuid",
     {"00112233445566778899aabbccddeeff", "ffffffffffffffffffffffffffffffff", NULL,
      "00000000000000000000000000000000"}},
    {"tree", "json", {"{\"a\": [1,\n 2]}", "\"it's \\\\ \\n\"", NULL, "{}"}},
    {"raw", "bytea", {"\x01\xff\\'\"", "hello", NULL, ""}},
    {"kind", "enum", {"new", "o'ld", NULL, "new"}},
    {"net", "inet", {"192.0.2.1", "2001:db8::/32", NULL, "192.0.2.0"}},
    {"mac\"`n", "macaddr", {"02:00:00:00:00:01", "02:00:00:00:00:ff", NULL, "02:00:00:00:00:00"}},
};

typedef struct sample {
    ph_table table;
    ph_table_column names[TYPES];
    ph_values values[TYPES];
    const ph_values *columns[TYPES];
} sample;

static void sample_init(sample *s)
{
    memset(s, 0, sizeof *s);
    s->table = (ph_table){"T\"`", s->names, TYPES};
    for (size_t i = 0; i < TYPES; i++) {
        s->names[i].name = all_types[i].name;
        s->names[i].type = type_of(all_types[i].type);
        s->columns[i] = &s->values[i];
        fill_column(&s->values[i], all_types[i].type, all_types[i].values, ROWS);
    }
}

static void sample_fini(sample *s)
{
    for (size_t i = 0; i < TYPES; i++)
        ph_values_fini(&s->values[i]);
}

static phony_status write_sample(const sample *s, const ph_format *format, size_t rows,
                                 ph_buffer *out, phony_error *error)
{
    phony_status status = ph_format_begin(format, &s->table, out, error);

    if (!status)
        status = ph_format_rows(format, &s->table, s->columns, rows, 0, out, error);
    return status ? status : ph_format_end(format, rows, out, error);
}

static void assert_sample(const char *name, const char *dialect, size_t rows, const char *expected)
{
    ph_buffer out = PH_BUFFER_INIT;
    sample s;

    sample_init(&s);
    ck_assert_int_eq(write_sample(&s, format_of(name, dialect), rows, &out, NULL), PHONY_OK);
    assert_bytes(&out, expected, name);
    ph_buffer_fini(&out);
    sample_fini(&s);
}

START_TEST(csv_of_all_types)
{
    assert_sample(
        "csv", NULL, ROWS,
        "small,whole,big,exact,float,truth,text,date,time,moment,zoned,id,tree,raw,kind,net,"
        "\"mac\"\"`n\"\n"
        "1,100000000,9223372036854775807,12.500,0.5,true,\"O'Brien, \"\"Bob\"\"\",2024-02-29,"
        "12:00:00,2024-02-29T12:00:00,2024-02-29T12:00:00Z,00112233-4455-6677-8899-aabbccddeeff,"
        "\"{\"\"a\"\": [1,\n 2]}\",\\x01ff5c2722,new,192.0.2.1,02:00:00:00:00:01\n"
        "-32768,-2147483648,-9223372036854775808,-999999999999999.999,-1e+300,false,"
        "\"a\\b\nc\td\r\",0001-01-01,23:59:59.999999,0001-01-01T00:00:00,"
        "9999-12-31T23:59:59.999999Z,ffffffff-ffff-ffff-ffff-ffffffffffff,"
        "\"\"\"it's \\\\ \\n\"\"\",\\x68656c6c6f,o'ld,2001:db8::/32,02:00:00:00:00:ff\n"
        ",,,,,,,,,,,,,,,,\n"
        "0,99999999,10000000000000000,-0.005,123456.789,true,\"\",9999-12-31,00:00:00.5,"
        "1970-01-01T00:00:00.000001,1969-12-31T23:59:59.999999Z,"
        "00000000-0000-0000-0000-000000000000,{},\\x,new,192.0.2.0,02:00:00:00:00:00\n");
}
END_TEST

#define JSON_ROW_0                                                                                 \
    "{\"small\":1,\"whole\":100000000,\"big\":9223372036854775807,\"exact\":12.500,\"float\":0.5," \
    "\"truth\":true,\"text\":\"O'Brien, \\\"Bob\\\"\",\"date\":\"2024-02-29\","                    \
    "\"time\":\"12:00:00\",\"moment\":\"2024-02-29T12:00:00\","                                    \
    "\"zoned\":\"2024-02-29T12:00:00Z\",\"id\":\"00112233-4455-6677-8899-aabbccddeeff\","          \
    "\"tree\":{\"a\": [1,  2]},\"raw\":\"\\\\x01ff5c2722\",\"kind\":\"new\","                      \
    "\"net\":\"192.0.2.1\",\"mac\\\"`n\":\"02:00:00:00:00:01\"}"
#define JSON_ROW_1                                                                                 \
    "{\"small\":-32768,\"whole\":-2147483648,\"big\":-9223372036854775808,"                        \
    "\"exact\":-999999999999999.999,\"float\":-1e+300,\"truth\":false,"                            \
    "\"text\":\"a\\\\b\\nc\\td\\r\",\"date\":\"0001-01-01\",\"time\":\"23:59:59.999999\","         \
    "\"moment\":\"0001-01-01T00:00:00\",\"zoned\":\"9999-12-31T23:59:59.999999Z\","                \
    "\"id\":\"ffffffff-ffff-ffff-ffff-ffffffffffff\",\"tree\":\"it's \\\\ \\n\","                  \
    "\"raw\":\"\\\\x68656c6c6f\",\"kind\":\"o'ld\",\"net\":\"2001:db8::/32\","                     \
    "\"mac\\\"`n\":\"02:00:00:00:00:ff\"}"

START_TEST(json_of_all_types)
{
    assert_sample("json", NULL, 2, "[\n" JSON_ROW_0 ",\n" JSON_ROW_1 "\n]\n");
    assert_sample("ndjson", NULL, 2, JSON_ROW_0 "\n" JSON_ROW_1 "\n");
}
END_TEST

START_TEST(copy_of_all_types)
{
    assert_sample(
        "copy", NULL, ROWS,
        "COPY \"T\"\"`\" (\"small\", \"whole\", \"big\", \"exact\", \"float\", \"truth\", "
        "\"text\", \"date\", \"time\", \"moment\", \"zoned\", \"id\", \"tree\", \"raw\", \"kind\", "
        "\"net\", \"mac\"\"`n\") FROM stdin;\n"
        "1\t100000000\t9223372036854775807\t12.500\t0.5\tt\tO'Brien, \"Bob\"\t2024-02-29\t"
        "12:00:00\t2024-02-29 12:00:00\t2024-02-29 12:00:00+00\t"
        "00112233-4455-6677-8899-aabbccddeeff\t{\"a\": [1,\\n 2]}\t\\\\x01ff5c2722\tnew\t"
        "192.0.2.1\t02:00:00:00:00:01\n"
        "-32768\t-2147483648\t-9223372036854775808\t-999999999999999.999\t-1e+300\tf\t"
        "a\\\\b\\nc\\td\\r\t0001-01-01\t23:59:59.999999\t0001-01-01 00:00:00\t"
        "9999-12-31 23:59:59.999999+00\tffffffff-ffff-ffff-ffff-ffffffffffff\t"
        "\"it's \\\\\\\\ \\\\n\"\t\\\\x68656c6c6f\to'ld\t2001:db8::/32\t02:00:00:00:00:ff\n"
        "\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\n"
        "0\t99999999\t10000000000000000\t-0.005\t123456.789\tt\t\t9999-12-31\t00:00:00.5\t"
        "1970-01-01 00:00:00.000001\t1969-12-31 23:59:59.999999+00\t"
        "00000000-0000-0000-0000-000000000000\t{}\t\\\\x\tnew\t192.0.2.0\t02:00:00:00:00:00\n"
        "\\.\n");
}
END_TEST

START_TEST(load_of_all_types)
{
    assert_sample(
        "load", NULL, ROWS,
        "1\t100000000\t9223372036854775807\t12.500\t0.5\t1\tO'Brien, \"Bob\"\t2024-02-29\t"
        "12:00:00\t2024-02-29 12:00:00\t2024-02-29 12:00:00\t"
        "00112233-4455-6677-8899-aabbccddeeff\t{\"a\": [1,\\n 2]}\t01ff5c2722\tnew\t"
        "192.0.2.1\t02:00:00:00:00:01\n"
        "-32768\t-2147483648\t-9223372036854775808\t-999999999999999.999\t-1e+300\t0\t"
        "a\\\\b\\nc\\td\\r\t0001-01-01\t23:59:59.999999\t0001-01-01 00:00:00\t"
        "9999-12-31 23:59:59.999999\tffffffff-ffff-ffff-ffff-ffffffffffff\t"
        "\"it's \\\\\\\\ \\\\n\"\t68656c6c6f\to'ld\t2001:db8::/32\t02:00:00:00:00:ff\n"
        "\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\n"
        "0\t99999999\t10000000000000000\t-0.005\t123456.789\t1\t\t9999-12-31\t00:00:00.5\t"
        "1970-01-01 00:00:00.000001\t1969-12-31 23:59:59.999999\t"
        "00000000-0000-0000-0000-000000000000\t{}\t\tnew\t192.0.2.0\t02:00:00:00:00:00\n");
}
END_TEST

#define SQL_NAMES                                                                                  \
    "(\"small\", \"whole\", \"big\", \"exact\", \"float\", \"truth\", \"text\", \"date\", "        \
    "\"time\", \"moment\", \"zoned\", \"id\", \"tree\", \"raw\", \"kind\", \"net\", "              \
    "\"mac\"\"`n\") VALUES\n"
#define SQL_NULLS                                                                                  \
    "(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "  \
    "NULL, NULL)"

START_TEST(sql_of_all_types_for_postgres)
{
    assert_sample(
        "sql", "postgres", 3,
        "INSERT INTO \"T\"\"`\" " SQL_NAMES
        "(1, 100000000, 9223372036854775807, 12.500, 0.5, TRUE, 'O''Brien, \"Bob\"', "
        "'2024-02-29', '12:00:00', '2024-02-29 12:00:00', '2024-02-29 12:00:00+00', "
        "'00112233-4455-6677-8899-aabbccddeeff', '{\"a\": [1,\n 2]}', '\\x01ff5c2722', 'new', "
        "'192.0.2.1', '02:00:00:00:00:01'),\n"
        "(-32768, -2147483648, -9223372036854775808, -999999999999999.999, -1e+300, FALSE, "
        "'a\\b\nc\td\r', '0001-01-01', '23:59:59.999999', '0001-01-01 00:00:00', "
        "'9999-12-31 23:59:59.999999+00', 'ffffffff-ffff-ffff-ffff-ffffffffffff', "
        "'\"it''s \\\\ \\n\"', '\\x68656c6c6f', 'o''ld', '2001:db8::/32', "
        "'02:00:00:00:00:ff'),\n" SQL_NULLS ";\n");
}
END_TEST

START_TEST(sql_of_all_types_for_sqlite)
{
    assert_sample("sql", "sqlite", 3,
                  "INSERT INTO \"T\"\"`\" " SQL_NAMES
                  "(1, 100000000, 9223372036854775807, 12.500, 0.5, 1, 'O''Brien, \"Bob\"', "
                  "'2024-02-29', '12:00:00', '2024-02-29 12:00:00', '2024-02-29 12:00:00', "
                  "'00112233-4455-6677-8899-aabbccddeeff', '{\"a\": [1,\n 2]}', x'01ff5c2722', "
                  "'new', '192.0.2.1', '02:00:00:00:00:01'),\n"
                  "(-32768, -2147483648, -9223372036854775808, -999999999999999.999, -1e+300, 0, "
                  "'a\\b\nc\td\r', '0001-01-01', '23:59:59.999999', '0001-01-01 00:00:00', "
                  "'9999-12-31 23:59:59.999999', 'ffffffff-ffff-ffff-ffff-ffffffffffff', "
                  "'\"it''s \\\\ \\n\"', x'68656c6c6f', 'o''ld', '2001:db8::/32', "
                  "'02:00:00:00:00:ff'),\n" SQL_NULLS ";\n");
}
END_TEST

START_TEST(sql_of_all_types_for_mysql)
{
    assert_sample(
        "sql", "mysql", 2,
        "INSERT INTO `T\"``` (`small`, `whole`, `big`, `exact`, `float`, `truth`, `text`, `date`, "
        "`time`, `moment`, `zoned`, `id`, `tree`, `raw`, `kind`, `net`, `mac\"``n`) VALUES\n"
        "(1, 100000000, 9223372036854775807, 12.500, 0.5, TRUE, 'O''Brien, \"Bob\"', "
        "'2024-02-29', '12:00:00', '2024-02-29 12:00:00', '2024-02-29 12:00:00', "
        "'00112233-4455-6677-8899-aabbccddeeff', '{\"a\": [1,\\n 2]}', x'01ff5c2722', 'new', "
        "'192.0.2.1', '02:00:00:00:00:01'),\n"
        "(-32768, -2147483648, -9223372036854775808, -999999999999999.999, -1e+300, FALSE, "
        "'a\\\\b\\nc\td\\r', '0001-01-01', '23:59:59.999999', '0001-01-01 00:00:00', "
        "'9999-12-31 23:59:59.999999', 'ffffffff-ffff-ffff-ffff-ffffffffffff', "
        "'\"it''s \\\\\\\\ \\\\n\"', x'68656c6c6f', 'o''ld', '2001:db8::/32', "
        "'02:00:00:00:00:ff');\n");
}
END_TEST

START_TEST(tables_without_rows)
{
    static const struct {
        const char *name, *dialect, *expected;
    } rows[] = {
        {"json", NULL, "[]\n"}, {"ndjson", NULL, ""}, {"load", NULL, ""}, {"sql", "mysql", ""}};

    for (size_t i = 0; i < COUNT(rows); i++)
        assert_sample(rows[i].name, rows[i].dialect, 0, rows[i].expected);
}
END_TEST

START_TEST(formats_are_found_by_name_and_dialect)
{
    ck_assert_ptr_eq(ph_format_find("xml", NULL), NULL);
    ck_assert_ptr_eq(ph_format_find("sql", NULL), NULL);
    ck_assert_ptr_eq(ph_format_find("sql", "oracle"), NULL);
    ck_assert_ptr_eq(ph_format_find("csv", "oracle"), format_of("csv", NULL));
    for (size_t i = 0; ph_format_at(i); i++)
        ck_assert_ptr_eq(ph_format_find(ph_format_at(i)->name, ph_format_at(i)->dialect),
                         ph_format_at(i));
    ck_assert_ptr_eq(ph_format_at(100), NULL);
}
END_TEST

/* ---- Cutting -----------------------------------------------------------------------------------
 */

enum { MANY = 1500 };

/* Rows in which escapes, nulls and long texts come and go. */
static void many_init(sample *s)
{
    static char texts[7][64] = {"plain", "", "it's, \"so\"", "a\\b", "\n", "Şeyma Yılmaz"};
    uint64_t state = 3;

    sample_init(s);
    for (size_t c = 0; c < TYPES; c++) {
        ck_assert_int_eq(ph_values_begin(&s->values[c], s->names[c].type, MANY, NULL), PHONY_OK);
        for (size_t i = 0; i < MANY; i++) {
            uint64_t random = ph_mix64(state += PH_GOLDEN);
            int text = ph_type_storage(s->names[c].type) == PH_STORED_TEXT;
            if (random % 11 == 0)
                put_value(&s->values[c], i, NULL);
            else
                put_value(&s->values[c], i,
                          text ? texts[random % 600 < 500 ? 0 : random % 6]
                               : all_types[c].values[random & 1]);
        }
    }
}

START_TEST(batches_may_be_cut_anywhere)
{
    uint64_t state = 1;
    sample s;

    many_init(&s);
    for (size_t f = 0; ph_format_at(f); f++) {
        const ph_format *format = ph_format_at(f);
        ph_buffer whole = PH_BUFFER_INIT, parts = PH_BUFFER_INIT;
        ck_assert_int_eq(write_sample(&s, format, MANY, &whole, NULL), PHONY_OK);
        ck_assert_int_eq(ph_format_begin(format, &s.table, &parts, NULL), PHONY_OK);
        for (size_t from = 0, rows; from < MANY; from += rows) {
            sample part = s;
            uint32_t which[MANY];
            rows = 1 + ph_mix64(state++) % 300;
            rows = rows < MANY - from ? rows : MANY - from;
            for (size_t i = 0; i < rows; i++)
                which[i] = (uint32_t)(from + i);
            memset(part.values, 0, sizeof part.values);
            for (size_t c = 0; c < TYPES; c++) {
                ph_values_gather(&part.values[c], &s.values[c], which, rows, NULL);
                part.columns[c] = &part.values[c];
            }
            ck_assert_int_eq(
                ph_format_rows(format, &s.table, part.columns, rows, from, &parts, NULL), PHONY_OK);
            sample_fini(&part);
        }
        ck_assert_int_eq(ph_format_end(format, MANY, &parts, NULL), PHONY_OK);
        ck_assert_msg(whole.length == parts.length && !memcmp(whole.data, parts.data, whole.length),
                      "%s differs", format->name);
        ph_buffer_fini(&whole);
        ph_buffer_fini(&parts);
    }
    sample_fini(&s);
}
END_TEST

/* The length of the longest statement, and how many there are. */
static size_t statements(const ph_buffer *out, size_t *longest)
{
    size_t count = 0, begin = 0;

    *longest = 0;
    for (size_t i = 1; i < out->length; i++)
        if (out->data[i] == '\n' && out->data[i - 1] == ';') {
            *longest = i - begin > *longest ? i - begin : *longest;
            begin = i + 1;
            count++;
        }
    ck_assert_uint_eq(begin, out->length);
    return count;
}

START_TEST(statements_are_bounded)
{
    static const struct {
        size_t rows, length, count, longest;
    } cases[] = {
        {256, 10, 1, 256 * 20},
        {257, 10, 2, 256 * 20},
        {1100, 10, 5, 256 * 20},
        {100, PH_ROW_LONG, 100, PH_ROW_LONG + 100},
        {513, PH_ROW_LONG / 2, 3, 256 * (PH_ROW_LONG / 2 + 20)},
    };
    static char text[PH_ROW_LONG + 1];
    const ph_format *format = format_of("sql", "mysql");
    ph_table_column column = {"t", {.kind = PH_TYPE_TEXT}, 0};
    ph_table table = {"x", &column, 1};

    memset(text, 'a', PH_ROW_LONG);
    for (size_t c = 0; c < COUNT(cases); c++) {
        ph_values values = {0};
        const ph_values *columns[] = {&values};
        ph_buffer out = PH_BUFFER_INIT;
        size_t longest;
        ck_assert_int_eq(ph_values_begin(&values, column.type, cases[c].rows, NULL), PHONY_OK);
        for (size_t i = 0; i < cases[c].rows; i++)
            ph_values_put(&values, i, text, cases[c].length, NULL);
        ck_assert_int_eq(ph_format_rows(format, &table, columns, cases[c].rows, 0, &out, NULL),
                         PHONY_OK);
        ck_assert_int_eq(ph_format_end(format, cases[c].rows, &out, NULL), PHONY_OK);
        ck_assert_uint_eq(statements(&out, &longest), cases[c].count);
        ck_assert_uint_le(longest, cases[c].longest);
        ph_buffer_fini(&out);
        ph_values_fini(&values);
    }
}
END_TEST

/* ---- Failures ----------------------------------------------------------------------------------
 */

START_TEST(what_cannot_be_written_is_named)
{
    static const struct {
        const char *type, *value, *message;
    } cases[] = {
        {"float", "inf", "float"},
        {"float", "-inf", "float"},
        {"float", "nan", "float"},
        {"date", "2932897", "date"},
        {"date", "-719163", "date"},
        {"time", "-1", "time of day"},
        {"time", "86400000000", "time"},
        {"timestamp", "253402300800000000", "1 to 9999"},
        {"timestamptz", "-62135596800000001", "1 to 9999"},
        {"timestamp", "9223372036854775807", "1 to 9999"},
        {"timestamp", "-9223372036854775808", "1 to 9999"},
    };

    for (size_t f = 0; ph_format_at(f); f++)
        for (size_t i = 0; i < COUNT(cases); i++) {
            const char *texts[] = {NULL, cases[i].value};
            ph_table_column column = {"col", type_of(cases[i].type), 0};
            ph_table table = {"tab", &column, 1};
            ph_values values = {0};
            const ph_values *columns[] = {&values};
            ph_buffer out = PH_BUFFER_INIT;
            phony_error error = {0};
            ph_buffer_append_text(&out, "before");
            fill_column(&values, cases[i].type, texts, 2);
            ck_assert_int_eq(ph_format_rows(ph_format_at(f), &table, columns, 2, 40, &out, &error),
                             PHONY_ERROR_LIMIT);
            ck_assert_msg(strstr(error.message, "column 'col' of 'tab': row 41: a ") &&
                              strstr(error.message, cases[i].message),
                          "%s", error.message);
            assert_bytes(&out, "before", "nothing is written");
            ck_assert_int_eq(ph_format_rows(ph_format_at(f), &table, columns, 2, 40, &out, NULL),
                             PHONY_ERROR_LIMIT);
            ph_buffer_fini(&out);
            ph_values_fini(&values);
        }
}
END_TEST

START_TEST(a_late_failure_takes_back_what_was_written)
{
    ph_table_column column = {"d", {.kind = PH_TYPE_DATE}, 0};
    ph_table table = {"t", &column, 1};
    ph_values values = {0};
    const ph_values *columns[] = {&values};
    ph_buffer out = PH_BUFFER_INIT;

    ck_assert_int_eq(ph_values_begin(&values, column.type, MANY, NULL), PHONY_OK);
    for (size_t i = 0; i < MANY; i++)
        values.numbers[i] = i == MANY - 1 ? INT64_MAX : 0;
    ph_buffer_append_text(&out, "before");
    ck_assert_int_eq(ph_format_rows(format_of("csv", NULL), &table, columns, MANY, 0, &out, NULL),
                     PHONY_ERROR_LIMIT);
    assert_bytes(&out, "before", "nothing is written");
    ph_buffer_fini(&out);
    ph_values_fini(&values);
}
END_TEST

START_TEST(each_allocation_may_fail)
{
    sample s;

    many_init(&s);
    for (size_t f = 0; ph_format_at(f); f++) {
        size_t nth = 0;
        for (int failed = 1; failed; nth++) {
            ph_buffer out = PH_BUFFER_INIT;
            phony_error error = {0};
            phony_status status;
            ph_alloc_fail_after(nth);
            status = write_sample(&s, ph_format_at(f), MANY, &out, &error);
            failed = ph_alloc_has_failed();
            ph_alloc_fail_after(SIZE_MAX);
            ck_assert_int_eq(status, failed ? PHONY_ERROR_MEMORY : PHONY_OK);
            ck_assert_int_eq(error.status, status);
            ph_buffer_fini(&out);
        }
        ck_assert_uint_gt(nth, 5);
    }
    sample_fini(&s);
}
END_TEST

START_TEST(a_column_without_type_is_null)
{
    ph_table_column column = {"n", {.kind = PH_TYPE_NONE}, 0};
    ph_table table = {"t", &column, 1};
    ph_values values = {0};
    const ph_values *columns[] = {&values};
    ph_buffer out = PH_BUFFER_INIT;

    values.rows = 2;
    ck_assert_int_eq(ph_format_rows(format_of("ndjson", NULL), &table, columns, 2, 0, &out, NULL),
                     PHONY_OK);
    assert_bytes(&out, "{\"n\":null}\n{\"n\":null}\n", "ndjson");
    ph_buffer_fini(&out);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("format");

    UNIT_ADD(suite, csv_of_all_types);
    UNIT_ADD(suite, json_of_all_types);
    UNIT_ADD(suite, copy_of_all_types);
    UNIT_ADD(suite, load_of_all_types);
    UNIT_ADD(suite, sql_of_all_types_for_postgres);
    UNIT_ADD(suite, sql_of_all_types_for_sqlite);
    UNIT_ADD(suite, sql_of_all_types_for_mysql);
    UNIT_ADD(suite, tables_without_rows);
    UNIT_ADD(suite, formats_are_found_by_name_and_dialect);
    UNIT_ADD(suite, batches_may_be_cut_anywhere);
    UNIT_ADD(suite, statements_are_bounded);
    UNIT_ADD(suite, what_cannot_be_written_is_named);
    UNIT_ADD(suite, a_late_failure_takes_back_what_was_written);
    UNIT_ADD(suite, each_allocation_may_fail);
    UNIT_ADD(suite, a_column_without_type_is_null);
    return suite;
}
