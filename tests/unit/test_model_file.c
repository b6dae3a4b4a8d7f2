/* The model file: what is written is read back, and whatever is broken is refused by name. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"
#include "models.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* The model of "ab" and "b" at order 3, by hand. */
static const char base[] =
    "{\"format\":\"phony\",\n\"version\":1,\n\"trainer\":\"phony 0.1.0\",\n\"digest\":\"" ZEROS
    "\",\n\"n\":3,\n\"mode\":\"char\",\n\"values\":2,\n\"weight\":2,\n\"min_count\":1,\n"
    "\"tokens\":[\"\",\"a\",\"b\"],\n\"ngrams\":{\n"
    "\"1\":{\n\"\":[[0,1,2],[2,3,5]]},\n"
    "\"2\":{\n\"0\":[[1,2],[1,2]],\n\"1\":[[2],[1]],\n\"2\":[[0],[2]]},\n"
    "\"3\":{\n\"0 1\":[[2],[1]],\n\"0 2\":[[0],[1]],\n\"1 2\":[[0],[1]]}}}\n";

/* `text` with `to` in the place of the first `from`. */
static ph_buffer replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    ph_buffer result = PH_BUFFER_INIT;

    ck_assert_msg(at != NULL, "'%s' is not there", from);
    ph_buffer_append(&result, text, (size_t)(at - text));
    ph_buffer_append_text(&result, to);
    ph_buffer_append_text(&result, at + strlen(from));
    ph_buffer_append_byte(&result, '\0');
    return result;
}

static ph_buffer gzip(const char *text, size_t length)
{
    ph_buffer out = PH_BUFFER_INIT;
    z_stream z = {0};

    ck_assert_int_eq(deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.avail_out = (uInt)deflateBound(&z, length);
    z.next_out = (Bytef *)ph_buffer_reserve(&out, z.avail_out);
    z.next_in = (z_const Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)length;
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    out.length = z.total_out;
    deflateEnd(&z);
    return out;
}

/* ---- Round trips ----------------------------------------------------------------------------- */

static void assert_round_trip(const phony_model *model)
{
    test_folder folder;
    phony_error error = {0};
    phony_model *read = NULL;
    ph_buffer first, second;

    folder_init(&folder);
    ASSERT_STATUS(phony_model_write(model, folder_file(&folder, "a.phony"), &error), PHONY_OK,
                  &error);
    first = read_bytes(folder.file);
    ASSERT_STATUS(phony_model_open(NULL, folder.file, NULL, &read, &error), PHONY_OK, &error);
    assert_same_model(model, read);
    ASSERT_STATUS(phony_model_write(read, folder.file, &error), PHONY_OK, &error);
    second = read_bytes(folder.file);
    ck_assert_uint_eq(first.length, second.length);
    ck_assert_mem_eq(first.data, second.data, first.length);
    ph_buffer_fini(&first);
    ph_buffer_fini(&second);
    phony_model_unref(read);
    folder_fini(&folder);
}

START_TEST(what_is_written_is_read_back_byte_for_byte)
{
    static const phony_train_options all[] = {
        OPTIONS(.order = 1),
        OPTIONS(.order = 4, .name = "a\"b\\c\x01\n日", .locale = "tr_TR", .license = "MIT"),
        OPTIONS(.order = 8, .min_count = 3, .timestamp = 1),
        OPTIONS(.order = 2, .timestamp = INT64_C(253402300799)),
        OPTIONS(.mode = PHONY_MODE_WORD, .exclude_originals = 1),
        OPTIONS(.mode = PHONY_MODE_HYBRID, .word_min_count = 1, .exclude_originals = 1, .salt = ""),
        OPTIONS(.order = 3, .exclude_originals = 1, .salt = "päpper\t"),
    };

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        phony_model *model = train(&all[i], test_names, test_name_count);
        assert_round_trip(model);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(the_model_by_hand_is_the_one_trained)
{
    static const char *const values[] = {"ab", "b"};
    phony_model *trained = train_order(3, values, 2), *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(base, &model, &error), PHONY_OK, &error);
    assert_same_model(trained, model);
    phony_model_unref(trained);
    phony_model_unref(model);
}
END_TEST

START_TEST(members_may_come_in_any_order)
{
    static const char text[] =
        "{\"ngrams\":{\"3\":{\"0 1\":[[2],[1]],\"0 2\":[[0],[1]],\"1 2\":[[0],[1]]},"
        "\"1\":{\"\":[[0,1,2],[2,3,5]]},\"2\":{\"0\":[[1,2],[1,2]],\"1\":[[2],[1]],\"2\":[[0],[2]]}"
        "},\"tokens\":[\"\",\"a\",\"b\"],\"weight\":2,\"values\":2,\"mode\":\"char\",\"n\":3,"
        "\"trainer\":\"phony 0.1.0\",\"digest\":\"" ZEROS "\",\"version\":1,\"format\":\"phony\"}";
    phony_model *a = NULL, *b = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(base, &a, &error), PHONY_OK, &error);
    ASSERT_STATUS(try_parse(text, &b, &error), PHONY_OK, &error);
    assert_same_model(a, b);
    phony_model_unref(a);
    phony_model_unref(b);
}
END_TEST

START_TEST(unknown_members_are_kept)
{
    static const char extras[] =
        ",\n\"x\":{\"a\":[1,-2.5e+3,\"é\\n\\u0001\",null,true,false,[],{}],\"\":{\"b\":0}},\n"
        "\"y z\":-1,\n\"list\":[[[]],\"\"]";
    ph_buffer text = replaced(base, ",\n\"tokens\"", extras), json;
    ph_buffer whole = replaced(text.data, ":[\"\",\"a\"", ",\n\"tokens\":[\"\",\"a\"");
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(whole.data, &model, &error), PHONY_OK, &error);
    json = json_of(model);
    ck_assert_ptr_nonnull(strstr(json.data, extras));
    assert_round_trip(model);
    ph_buffer_fini(&json);
    ph_buffer_fini(&text);
    ph_buffer_fini(&whole);
    phony_model_unref(model);
}
END_TEST

START_TEST(gzip_and_plain_json_are_the_same_model)
{
    ph_buffer packed = gzip(base, sizeof base - 1);
    phony_model *a = NULL, *b = NULL;
    phony_error error = {0};

    ASSERT_STATUS(phony_model_parse(packed.data, packed.length, NULL, &a, &error), PHONY_OK,
                  &error);
    ASSERT_STATUS(try_parse(base, &b, &error), PHONY_OK, &error);
    assert_same_model(a, b);
    phony_model_unref(a);
    phony_model_unref(b);
    ph_buffer_fini(&packed);
}
END_TEST

/* ---- Broken files ---------------------------------------------------------------------------- */

typedef struct damage {
    const char *from, *to, *message;
} damage;

static void assert_refused(const char *text, phony_status status, const char *message)
{
    phony_model *model = NULL;
    phony_error error = {0};
    phony_status is = try_parse(text, &model, &error);

    ck_assert_msg(is == status && strstr(error.message, message) && !model,
                  "status %d, '%s', instead of %d, '%s', for %s", (int)is, error.message,
                  (int)status, message, text);
}

static void assert_damages(const damage *damages, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ph_buffer text = replaced(base, damages[i].from, damages[i].to);
        assert_refused(text.data, PHONY_ERROR_MODEL, damages[i].message);
        ph_buffer_fini(&text);
    }
}

START_TEST(broken_members_are_named)
{
    static const damage damages[] = {
        {"\"phony\"", "\"phone\"", "this is not a model"},
        {"\"phony\"", "1", "\"format\" must be a string"},
        {"\"version\":1", "\"version\":0", "\"version\" must be 1"},
        {"\"version\":1", "\"version\":\"1\"", "\"version\" must be a number"},
        {"\"version\":1", "\"version\":1.0", "whole number"},
        {"\"version\":1", "\"version\":-1", "whole number"},
        {"\"version\":1", "\"version\":1e0", "whole number"},
        {"\"digest\":\"00", "\"digest\":\"0", "64 hexadecimal"},
        {"\"digest\":\"00", "\"digest\":\"00000", "64 hexadecimal"},
        {"\"digest\":\"00", "\"digest\":\"A0", "64 hexadecimal"},
        {"\"digest\":\"00", "\"digest\":\"g0", "64 hexadecimal"},
        {"\"digest\":\"00", "\"digest\":\"f0", "the digest does not match"},
        {"\"digest\":\"" ZEROS "\"", "\"digest\":\"\"", "64 hexadecimal"},
        {"\"n\":3", "\"n\":0", "\"n\" must be 1 to 8"},
        {"\"n\":3", "\"n\":9", "\"n\" must be 1 to 8"},
        {"\"n\":3", "\"n\":18446744073709551617", "whole number"},
        {"\"n\":3", "\"n\":\"3\"", "\"n\" must be a number"},
        {"\"n\":3", "\"n\":2", "n-grams of order 3 in a model of order 2"},
        {"\"n\":3", "\"n\":4", "n-grams of order 4 are missing"},
        {"\"char\"", "\"chars\"", "\"mode\" must be"},
        {"\"char\"", "0", "\"mode\" must be a string"},
        {"\"values\":2", "\"values\":0", "\"values\" must be at least 1"},
        {"\"values\":2", "\"values\":9007199254740992", "below 2^53"},
        {"\"values\":2", "\"values\":[]", "\"values\" must be a number"},
        {"\"weight\":2", "\"weight\":0", "\"weight\" must be at least 1"},
        {"\"min_count\":1", "\"min_count\":0", "\"min_count\" must be at least 1"},
        {"\"min_count\":1", "\"min_count\":null", "\"min_count\" must be a number"},
        {"\"trainer\":\"phony 0.1.0\"", "\"trainer\":true", "\"trainer\" must be a string"},
        {"\"trainer\":\"phony 0.1.0\"", "\"created\":5", "\"created\" must be a string"},
        {"\"trainer\":\"phony 0.1.0\"", "\"created\":\"yesterday\"", "\"created\" is no time"},
        {"\"trainer\":\"phony 0.1.0\"", "\"created\":\"2026-01-31T12:00:00\"", "is no time"},
        {"\"trainer\":\"phony 0.1.0\"", "\"created\":\"2026-01-31T12:00:00Z+1\"", "is no time"},
        {"\"trainer\":\"phony 0.1.0\"", "\"created\":\"2026-01-31T12:00:00Z                \"",
         "is no time"},
        {"\"trainer\":\"phony 0.1.0\"", "\"vocabulary\":\"ab\"", "64 hexadecimal"},
    };

    assert_damages(damages, COUNT_OF(damages));
}
END_TEST

START_TEST(required_members_must_be_there)
{
    static const char *const required[] = {"format", "version", "digest", "n",     "mode",
                                           "values", "weight",  "tokens", "ngrams"};

    for (size_t i = 0; i < COUNT_OF(required); i++) {
        char from[32], to[32], message[64];
        ph_buffer text;
        snprintf(from, sizeof from, "\"%s\":", required[i]);
        snprintf(to, sizeof to, "\"other %s\":", required[i]);
        snprintf(message, sizeof message, "\"%s\" is missing", required[i]);
        text = replaced(base, from, to);
        assert_refused(text.data, PHONY_ERROR_MODEL, message);
        ph_buffer_fini(&text);
    }
    assert_refused("{}", PHONY_ERROR_MODEL, "this is not a model");
}
END_TEST

START_TEST(members_are_there_once)
{
    static const damage damages[] = {
        {"\"format\":\"phony\"", "\"format\":\"phony\",\"format\":\"phony\"", "\"format\""},
        {"\"version\":1", "\"version\":1,\"version\":1", "\"version\" is there twice"},
        {"\"n\":3", "\"n\":3,\"n\":3", "\"n\" is there twice"},
        {"\"mode\"", "\"name\":\"\",\"name\":\"\",\"mode\"", "\"name\" is there twice"},
        {"\"digest\"", "\"digest\":\"" ZEROS "\",\"digest\"", "\"digest\" is there twice"},
        {"\"tokens\"", "\"tokens\":[],\"tokens\"", "\"tokens\" is there twice"},
        {"\"ngrams\"", "\"ngrams\":{},\"ngrams\"", "\"ngrams\" is there twice"},
        {"\"2\":{", "\"1\":{},\"2\":{", "n-grams of order 1 are there twice"},
        {"\"3\":{", "\"2\":{},\"3\":{", "n-grams of order 2 are there twice"},
    };

    assert_damages(damages, COUNT_OF(damages));
}
END_TEST

START_TEST(tokens_ascend_from_the_boundary)
{
    static const damage damages[] = {
        {"[\"\",\"a\",\"b\"]", "{}", "\"tokens\" must be an array"},
        {"[\"\",\"a\",\"b\"]", "[\"a\",\"b\"]", "the first token must be \"\""},
        {"[\"\",\"a\",\"b\"]", "[\"\"]", "there are no tokens"},
        {"[\"\",\"a\",\"b\"]", "[]", "there are no tokens"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"b\",\"a\"]", "ascending order of code points"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"a\",\"a\"]", "ascending order of code points"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"\",\"a\"]", "ascending order of code points"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"ab\",\"a\"]", "ascending order of code points"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"日\",\"é\"]", "ascending order of code points"},
        {"[\"\",\"a\",\"b\"]", "[\"\",1,\"b\"]", "a token must be a string"},
        {"[\"\",\"a\",\"b\"]", "[\"\",[],\"b\"]", "a token must be a string"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"\\u0000\",\"b\"]", "NUL"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"\xFF\",\"b\"]", "UTF-8"},
        {"[\"\",\"a\",\"b\"]", "[\"\",\"b\"]", "token number 2, but there are only 2"},
    };

    assert_damages(damages, COUNT_OF(damages));
}
END_TEST

START_TEST(lists_of_ngrams_have_one_shape)
{
    static const damage damages[] = {
        {"\"ngrams\":{", "\"ngrams\":[],\"other\":{", "\"ngrams\" must be an object"},
        {"\"3\":{", "\"0\":{", "\"1\" to \"8\""},
        {"\"3\":{", "\"9\":{", "\"1\" to \"8\""},
        {"\"3\":{", "\"03\":{", "\"1\" to \"8\""},
        {"\"3\":{", "\"\":{", "\"1\" to \"8\""},
        {"\"1\":{\n\"\":[[0,1,2],[2,3,5]]}", "\"1\":[]", "must be an object"},
        {"\"1\":{\n\"\":[[0,1,2],[2,3,5]]}", "\"1\":{}", "n-grams of order 1 are missing"},
        {"[[0,1,2],[2,3,5]]", "{}", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[0,1,2]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2]]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[2,3,5],[]]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[[0,\"1\",2],[2,3,5]]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2.0],[2,3,5]]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[2,-3,5]]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[2,3,null]]", "[[elements],[cumulative weights]]"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[2,3]]", "fewer weights than elements"},
        {"[[0,1,2],[2,3,5]]", "[[0,1],[2,3,5]]", "more weights than elements"},
        {"[[0,1,2],[2,3,5]]", "[[],[]]", "an empty list"},
        {"[[0,1,2],[2,3,5]]", "[[0,2,1],[2,3,5]]", "elements are not in ascending order"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,1],[2,3,5]]", "elements are not in ascending order"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,4294967296],[2,3,5]]", "a token number is too large"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,3],[2,3,5]]", "token number 3, but there are only 3"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[2,2,5]]", "cumulative weights do not ascend"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[2,1,5]]", "cumulative weights do not ascend"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[0,3,5]]", "cumulative weights do not ascend"},
        {"[[0,1,2],[2,3,5]]", "[[0,1,2],[2,3,9007199254740992]]", "or exceed 2^53 - 1"},
    };

    assert_damages(damages, COUNT_OF(damages));
}
END_TEST

START_TEST(contexts_ascend_and_are_ngrams_of_the_order_below)
{
    static const damage damages[] = {
        {"\"0\":[[1,2],[1,2]],\n\"1\":[[2],[1]]", "\"1\":[[2],[1]],\n\"0\":[[1,2],[1,2]]",
         "contexts of order 2 are not in ascending order"},
        {"\"1\":[[2],[1]]", "\"1\":[[2],[1]],\"1\":[[2],[1]]", "not in ascending order"},
        {"\"\":[[0,1,2]", "\"\":[[0],[2]],\"\":[[0,1,2]",
         "contexts of order 1 are not in ascending order"},
        {"\"\":[[0,1,2]", "\"0\":[[0,1,2]", "a context of order 1 is not 0 token"},
        {"\"2\":[[0],[2]]", "\"2 \":[[0],[2]]", "a context of order 2 is not 1 token"},
        {"\"2\":[[0],[2]]", "\" 2\":[[0],[2]]", "a context of order 2 is not 1 token"},
        {"\"2\":[[0],[2]]", "\"2 2\":[[0],[2]]", "a context of order 2 is not 1 token"},
        {"\"2\":[[0],[2]]", "\"02\":[[0],[2]]", "a context of order 2 is not 1 token"},
        {"\"2\":[[0],[2]]", "\"b\":[[0],[2]]", "a context of order 2 is not 1 token"},
        {"\"2\":[[0],[2]]", "\"4294967296\":[[0],[2]]", "a context of order 2 is not 1 token"},
        {"\"2\":[[0],[2]]", "\"3\":[[0],[2]]", "context 3 of order 2 is no n-gram of order 1"},
        {"\"1 2\"", "\"1  2\"", "a context of order 3 is not 2 token"},
        {"\"1 2\"", "\"1\"", "a context of order 3 is not 2 token"},
        {"\"1 2\"", "\"2 2\"", "context 3 of order 3 is no n-gram of order 2"},
        {"\"1 2\"", "\"4294967295 0\"", "context 3 of order 3 is no n-gram of order 2"},
    };

    assert_damages(damages, COUNT_OF(damages));
}
END_TEST

START_TEST(a_model_whose_values_never_end_is_refused)
{
    assert_refused("{\"format\":\"phony\",\"version\":1,\"digest\":\"" ZEROS
                   "\",\"n\":1,\"mode\":\"char\",\"values\":1,\"weight\":1,"
                   "\"tokens\":[\"\",\"a\"],\"ngrams\":{\"1\":{\"\":[[1],[3]]}}}",
                   PHONY_ERROR_MODEL, "no value ever ends");
}
END_TEST

START_TEST(ngrams_hang_together)
{
    static const damage damages[] = {
        {"\"0\":[[1,2],[1,2]]", "\"0\":[[1,2],[2,3]]", "(0 1) of order 2 is counted more often"},
        {"\"0 1\":[[2],[1]]", "\"0 1\":[[0],[1]]",
         "(0 1 0) of order 3 is not there without its first token"},
        {"\"1 2\":[[0],[1]]", "\"2 0\":[[1],[1]]", "continues past the end"},
        {"\"2\":[[0],[2]]},\n\"3\"", "\"2\":[[1],[1]]},\n\"3\"",
         "is not there without its first token"},
        {"\n\"1\":[[2],[1]],\n", "", "context 3 of order 3 is no n-gram of order 2"},
        {",\n\"2\":[[0],[2]]", "", "has a context that is not there without its first token"},
    };

    assert_damages(damages, COUNT_OF(damages));
}
END_TEST

START_TEST(broken_json_is_a_broken_model)
{
    static const damage damages[] = {
        {"{\"format\"", "\"format\"", ""},
        {"]]}}}\n", "]]}}", "ends before"},
        {"]]}}}\n", "]]}}}]", "nothing may follow"},
        {"]]}}}\n", "]]}}}{}", "nothing may follow"},
        {"\"n\":3", "\"n\" 3", "':'"},
        {"\"n\":3", "\"n\":03", ""},
        {"\"n\":3", "n:3", ""},
        {"\"n\":3", "/* */\"n\":3", ""},
        {"\"n\":3,", "\"n\":3", ""},
        {"\"n\":3", "\"x\":\"\\ud800\",\"n\":3", ""},
        {"\"n\":3", "\"x\":\"\xED\xA0\x80\",\"n\":3", "UTF-8"},
    };
    static const char *const others[] = {"",  " ",         "[]", "null",
                                         "1", "\"phony\"", "{",  "\xEF\xBB\xBF{"};

    assert_damages(damages, COUNT_OF(damages));
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_refused(others[i], PHONY_ERROR_MODEL, "");
}
END_TEST

START_TEST(places_of_errors_are_lines_and_columns)
{
    ph_buffer text = replaced(base, "\"values\":2", "\"values\":0");
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(text.data, &model, &error), PHONY_ERROR_MODEL, &error);
    ck_assert_uint_eq(error.line, 7);
    ck_assert_uint_eq(error.column, 10);
    ph_buffer_fini(&text);
}
END_TEST

START_TEST(members_that_nest_too_deep_are_refused)
{
    char deep[400] = "\"x\":";
    ph_buffer text;

    memset(deep + 4, '[', 150);
    memset(deep + 154, ']', 150);
    memcpy(deep + 304, ",\"n\":3", 7);
    text = replaced(base, "\"n\":3", deep);
    assert_refused(text.data, PHONY_ERROR_LIMIT, "64");
    ph_buffer_fini(&text);
}
END_TEST

START_TEST(a_newer_version_is_told_from_a_broken_file)
{
    ph_buffer text = replaced(base, "\"version\":1", "\"version\":2");

    assert_refused(text.data, PHONY_ERROR_VERSION,
                   "format version 2; this program reads version 1");
    ph_buffer_fini(&text);
}
END_TEST

/* ---- Originals ------------------------------------------------------------------------------- */

/* Three hashes: 1, 1 + 200 and 1 + 200 + 5: bytes 01, c8 01, 05. */
#define ORIGINALS(bits, count, hashes)                                                             \
    "\"originals\":{\"bits\":" bits ",\"count\":" count ",\"salt\":\"s\",\"hashes\":\"" hashes     \
    "\"},\"n\":3"

START_TEST(originals_are_read_and_written)
{
    ph_buffer text = replaced(base, "\"n\":3", ORIGINALS("40", "3", "AcgBBQ=="));
    phony_model *model = NULL;
    phony_error error = {0};

    ASSERT_STATUS(try_parse(text.data, &model, &error), PHONY_OK, &error);
    ck_assert_uint_eq(model->originals.count, 3);
    ck_assert_uint_eq(model->originals.hashes[2], 206);
    assert_round_trip(model);
    phony_model_unref(model);
    ph_buffer_fini(&text);
    text = replaced(base, "\"n\":3", ORIGINALS("40", "0", ""));
    ASSERT_STATUS(try_parse(text.data, &model, &error), PHONY_OK, &error);
    assert_round_trip(model);
    phony_model_unref(model);
    ph_buffer_fini(&text);
}
END_TEST

START_TEST(broken_originals_are_refused)
{
    static const damage damages[] = {
        {"\"n\":3", ORIGINALS("41", "3", "AcgBBQ=="), "\"bits\" must be 40"},
        {"\"n\":3", ORIGINALS("40", "2", "AcgBBQ=="), "the hashes of \"originals\" are broken"},
        {"\"n\":3", ORIGINALS("40", "4", "AcgBBQ=="), "the hashes of \"originals\" are broken"},
        {"\"n\":3", ORIGINALS("40", "9007199254740991", "AcgBBQ=="), "are broken"},
        {"\"n\":3", ORIGINALS("40", "3", "AcgBBQ"), "are broken"},    /* no padding */
        {"\"n\":3", ORIGINALS("40", "3", "AcgBBR=="), "are broken"},  /* bits left over */
        {"\"n\":3", ORIGINALS("40", "3", "AcgB BQ=="), "are broken"}, /* white space */
        {"\"n\":3", ORIGINALS("40", "3", "AcgBAA=="), "are broken"},  /* a difference of 0 */
        {"\"n\":3", ORIGINALS("40", "1", "gICAgIAg"), "are broken"},  /* 2^40 */
        {"\"n\":3", ORIGINALS("40", "1", "gICAgICA"), "are broken"},  /* without an end */
        {"\"n\":3", ORIGINALS("40", "2", "//////8fAQ=="),
         "are broken"}, /* 2^40 - 1, then one more */
        {"\"n\":3", ORIGINALS("\"40\"", "3", "AcgBBQ=="), "\"bits\" must be a number"},
        {"\"n\":3", "\"originals\":[],\"n\":3", "\"originals\" must be an object"},
        {"\"n\":3", "\"originals\":{},\"n\":3", "\"originals\" needs bits, count, salt and hashes"},
        {"\"n\":3", "\"originals\":{\"bits\":40},\"n\":3", "\"originals\" needs"},
        {"\"n\":3", "\"originals\":{\"bits\":40,\"bits\":40},\"n\":3", "\"bits\" is there twice"},
        {"\"n\":3", "\"originals\":{\"more\":40},\"n\":3", "an unknown member in \"originals\""},
        {"\"n\":3", "\"originals\":{\"salt\":{}},\"n\":3", "\"salt\" must be a string"},
    };

    assert_damages(damages, COUNT_OF(damages));
}
END_TEST

/* ---- Damaged bytes ----------------------------------------------------------------------------
 */

/* The model as it is really written, digest and all. */
static ph_buffer real_file(void)
{
    static const char *const values[] = {"ab", "bé", "cab"};
    phony_model *model =
        train(&OPTIONS(.order = 3, .exclude_originals = 1, .name = "n"), values, COUNT_OF(values));
    test_folder folder;
    phony_error error = {0};
    ph_buffer bytes;

    folder_init(&folder);
    ASSERT_STATUS(phony_model_write(model, folder_file(&folder, "a.phony"), &error), PHONY_OK,
                  &error);
    bytes = read_bytes(folder.file);
    phony_model_unref(model);
    folder_fini(&folder);
    return bytes;
}

static phony_status parse_bytes(const ph_buffer *bytes, size_t length, phony_model **model)
{
    char *exact = malloc(length ? length : 1); /* overruns are seen */
    phony_error error = {0};
    phony_status status;

    memcpy(exact, bytes->data, length);
    status = phony_model_parse(exact, length, NULL, model, &error);
    if (status && (!error.message[0] || error.status != status))
        ck_abort_msg("an error without a message");
    free(exact);
    return status;
}

START_TEST(files_cut_anywhere_are_refused)
{
    ph_buffer packed = real_file(), plain;
    phony_model *model = NULL;

    ck_assert_int_eq(parse_bytes(&packed, packed.length, &model), PHONY_OK);
    plain = json_of(model);
    phony_model_unref(model);
    for (size_t length = 0; length < packed.length; length++) {
        if (parse_bytes(&packed, length, &model) != PHONY_ERROR_MODEL)
            ck_abort_msg("gzip cut to %zu of %zu bytes is read", length, packed.length);
    }
    for (size_t length = 0; length + 2 < plain.length; length++) { /* but for the last "\n" */
        if (parse_bytes(&plain, length, &model) != PHONY_ERROR_MODEL)
            ck_abort_msg("JSON cut to %zu of %zu bytes is read", length, plain.length);
    }
    ph_buffer_fini(&packed);
    ph_buffer_fini(&plain);
}
END_TEST

/* What is accepted must be the same model; `descriptive` texts of plain JSON are guarded by
 * nothing. */
static void flip_bits(ph_buffer *bytes, size_t length, const phony_model *wanted, int descriptive)
{
    size_t accepted = 0;

    for (size_t bit = 0; bit < 8 * length; bit++) {
        phony_model *model = NULL;
        bytes->data[bit / 8] ^= (char)(1 << bit % 8);
        if (parse_bytes(bytes, length, &model) == PHONY_OK) {
            accepted++;
            ck_assert_str_eq(model->digest_text, wanted->digest_text);
            if (!descriptive)
                assert_same_model(model, wanted);
            phony_model_unref(model);
        }
        bytes->data[bit / 8] ^= (char)(1 << bit % 8);
    }
    ck_assert_uint_lt(accepted, length);
}

START_TEST(flipped_bits_are_refused_unless_nothing_changed)
{
    ph_buffer packed = real_file(), plain;
    phony_model *model = NULL;

    ck_assert_int_eq(parse_bytes(&packed, packed.length, &model), PHONY_OK);
    plain = json_of(model);
    flip_bits(&packed, packed.length, model, 0);
    flip_bits(&plain, plain.length - 1, model, 1);
    phony_model_unref(model);
    ph_buffer_fini(&packed);
    ph_buffer_fini(&plain);
}
END_TEST

START_TEST(bytes_replaced_at_random_do_no_harm)
{
    ph_buffer packed = real_file(), plain;
    phony_model *model = NULL;
    uint64_t state = 1;

    ck_assert_int_eq(parse_bytes(&packed, packed.length, &model), PHONY_OK);
    plain = json_of(model);
    phony_model_unref(model);
    for (int i = 0; i < 3000; i++) {
        ph_buffer *bytes = i % 2 ? &packed : &plain;
        ph_buffer copy = PH_BUFFER_INIT;
        ph_buffer_append(&copy, bytes->data, bytes->length);
        for (uint64_t n = 1 + random_below(&state, 4); n > 0; n--)
            copy.data[random_below(&state, copy.length)] = (char)next_random(&state);
        if (parse_bytes(&copy, copy.length, &model) == PHONY_OK)
            phony_model_unref(model);
        ph_buffer_fini(&copy);
    }
    ph_buffer_fini(&packed);
    ph_buffer_fini(&plain);
}
END_TEST

START_TEST(what_follows_gzip_is_refused)
{
    ph_buffer bytes = real_file();
    phony_model *model = NULL;
    phony_error error = {0};
    size_t length = bytes.length;

    ph_buffer_append_byte(&bytes, '\0');
    ASSERT_STATUS(phony_model_parse(bytes.data, bytes.length, NULL, &model, &error),
                  PHONY_ERROR_MODEL, &error);
    ASSERT_MESSAGE(&error, "something follows");
    bytes.length = length;
    ck_assert_ptr_nonnull(ph_buffer_reserve(&bytes, length));
    ph_buffer_append(&bytes, bytes.data, length);
    ck_assert_int_eq(parse_bytes(&bytes, bytes.length, &model), PHONY_ERROR_MODEL);
    ASSERT_STATUS(phony_model_parse(bytes.data, length - 4, NULL, &model, &error),
                  PHONY_ERROR_MODEL, &error);
    ASSERT_MESSAGE(&error, "truncated");
    ASSERT_STATUS(phony_model_parse("\x1f\x8b nonsense", 11, NULL, &model, &error),
                  PHONY_ERROR_MODEL, &error);
    ASSERT_MESSAGE(&error, "damaged");
    ph_buffer_fini(&bytes);
}
END_TEST

/* ---- Limits -----------------------------------------------------------------------------------
 */

START_TEST(gzip_bombs_end_at_max_bytes)
{
    enum { SIZE = 1 << 26 };
    phony_model_limits limits = PHONY_MODEL_LIMITS_INIT;
    phony_model *model = NULL;
    phony_error error = {0};
    char *spaces = malloc(SIZE);
    ph_buffer bomb;

    memset(spaces, ' ', SIZE);
    bomb = gzip(spaces, SIZE);
    ck_assert_uint_lt(bomb.length, 100000);
    limits.max_bytes = 1 << 20;
    ASSERT_STATUS(phony_model_parse(bomb.data, bomb.length, &limits, &model, &error),
                  PHONY_ERROR_LIMIT, &error);
    ASSERT_MESSAGE(&error, "1048576 bytes when unpacked (max_bytes)");
    ASSERT_STATUS(phony_model_parse(spaces, SIZE, &limits, &model, &error), PHONY_ERROR_LIMIT,
                  &error);
    free(spaces);
    ph_buffer_fini(&bomb);
}
END_TEST

typedef struct limit_case {
    phony_model_limits limits;
    phony_status status;
    const char *message;
} limit_case;

START_TEST(limits_are_kept_to_the_one)
{
#define LIMITS(...) .limits = {.size = sizeof(phony_model_limits), __VA_ARGS__ }
    static const limit_case cases[] = {
        {LIMITS(.max_bytes = sizeof base - 1), PHONY_OK, ""},
        {LIMITS(.max_bytes = sizeof base - 2), PHONY_ERROR_LIMIT, "max_bytes"},
        {LIMITS(.max_tokens = 2), PHONY_OK, ""},
        {LIMITS(.max_tokens = 1), PHONY_ERROR_LIMIT, "more than 1 tokens (max_tokens)"},
        {LIMITS(.max_ngrams = 10), PHONY_OK, ""},
        {LIMITS(.max_ngrams = 9), PHONY_ERROR_LIMIT, "more than 9 n-grams (max_ngrams)"},
        {LIMITS(.max_bytes = UINT64_MAX, .max_tokens = UINT64_MAX, .max_ngrams = UINT64_MAX),
         PHONY_OK, ""},
        {.limits = {.size = 0, .max_bytes = 1}, PHONY_OK, ""}, /* an older caller's struct */
    };
    ph_buffer packed = gzip(base, sizeof base - 1);

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *texts[] = {base, packed.data};
        size_t lengths[] = {sizeof base - 1, packed.length};
        for (size_t t = 0; t < 2; t++) {
            phony_model *model = NULL;
            phony_error error = {0};
            ASSERT_STATUS(phony_model_parse(texts[t], lengths[t], &cases[i].limits, &model, &error),
                          cases[i].status, &error);
            ASSERT_MESSAGE(&error, cases[i].message);
            phony_model_unref(model);
        }
    }
    ph_buffer_fini(&packed);
}
END_TEST

/* ---- Opening -----------------------------------------------------------------------------------
 */

START_TEST(files_that_cannot_be_opened_say_why)
{
    test_folder folder;
    phony_model *model = NULL;
    phony_error error = {0};

    folder_init(&folder);
    ASSERT_STATUS(phony_model_open(NULL, folder_file(&folder, "none.phony"), NULL, &model, &error),
                  PHONY_ERROR_NOT_FOUND, &error);
    ASSERT_MESSAGE(&error, "none.phony': No such file");
    ck_assert_int_eq(mkdir(folder_file(&folder, "folder.phony"), 0700), 0);
    ASSERT_STATUS(phony_model_open(NULL, folder.file, NULL, &model, &error), PHONY_ERROR_IO,
                  &error);
    ASSERT_MESSAGE(&error, "directory");
    write_bytes(folder_file(&folder, "empty.phony"), "", 0);
    ASSERT_STATUS(phony_model_open(NULL, folder.file, NULL, &model, &error), PHONY_ERROR_MODEL,
                  &error);
    ASSERT_MESSAGE(&error, "empty.phony'");
    write_bytes(folder_file(&folder, "no-ending"), base, sizeof base - 1);
    ASSERT_STATUS(phony_model_open(NULL, folder.file, NULL, &model, &error), PHONY_OK, &error);
    phony_model_unref(model);
    ck_assert_int_eq(phony_model_open(NULL, NULL, NULL, &model, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_open(NULL, "", NULL, &model, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_open(NULL, "a.phony", NULL, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_parse(NULL, 1, NULL, &model, NULL), PHONY_ERROR_ARGUMENT);
    ck_assert_int_eq(phony_model_parse(base, 1, NULL, NULL, NULL), PHONY_ERROR_ARGUMENT);
    folder_fini(&folder);
}
END_TEST

/* What is no regular file is read to its end, or to max_bytes. */
START_TEST(a_pipe_is_read_like_a_file)
{
    for (int small = 0; small < 2; small++) {
        phony_model_limits limits = PHONY_MODEL_LIMITS_INIT;
        phony_model *model = NULL;
        phony_error error = {0};
        char path[64];
        int ends[2];
        limits.max_bytes = small ? 100 : 0;
        ck_assert_int_eq(pipe(ends), 0);
        ck_assert_int_eq(write(ends[1], base, sizeof base - 1), sizeof base - 1);
        close(ends[1]);
        snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
        ASSERT_STATUS(phony_model_open(NULL, path, &limits, &model, &error),
                      small ? PHONY_ERROR_LIMIT : PHONY_OK, &error);
        phony_model_unref(model);
        close(ends[0]);
    }
}
END_TEST

START_TEST(the_quick_call_gives_the_value_of_a_row)
{
    test_folder folder;
    phony_model *model = train_names(4);
    phony_error error = {0};
    ph_buffer rows = generate_rows(model, "seed", 41, 1);
    char out[64];
    size_t length = 0;

    folder_init(&folder);
    ASSERT_STATUS(phony_model_write(model, folder_file(&folder, "a.phony"), &error), PHONY_OK,
                  &error);
    ASSERT_STATUS(phony_value(folder.file, "seed", 41, out, sizeof out, &length, &error), PHONY_OK,
                  &error);
    ck_assert_uint_eq(length, strlen(out));
    rows.data[rows.length - 2] = '\0';
    ck_assert_str_eq(out, rows.data);
    ASSERT_STATUS(phony_value(folder.file, "seed", 41, out, length + 1, NULL, &error), PHONY_OK,
                  &error);
    ASSERT_STATUS(phony_value(folder.file, "seed", 41, out, length, NULL, &error),
                  PHONY_ERROR_SPACE, &error);
    ASSERT_STATUS(
        phony_value(folder_file(&folder, "b.phony"), "seed", 1, out, sizeof out, NULL, &error),
        PHONY_ERROR_NOT_FOUND, &error);
    ck_assert_int_eq(phony_value(NULL, "", 0, out, 9, NULL, NULL), PHONY_ERROR_ARGUMENT);
    ph_buffer_fini(&rows);
    phony_model_unref(model);
    folder_fini(&folder);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("model_file");

    UNIT_ADD(suite, what_is_written_is_read_back_byte_for_byte);
    UNIT_ADD(suite, the_model_by_hand_is_the_one_trained);
    UNIT_ADD(suite, members_may_come_in_any_order);
    UNIT_ADD(suite, unknown_members_are_kept);
    UNIT_ADD(suite, gzip_and_plain_json_are_the_same_model);
    UNIT_ADD(suite, broken_members_are_named);
    UNIT_ADD(suite, required_members_must_be_there);
    UNIT_ADD(suite, members_are_there_once);
    UNIT_ADD(suite, tokens_ascend_from_the_boundary);
    UNIT_ADD(suite, lists_of_ngrams_have_one_shape);
    UNIT_ADD(suite, contexts_ascend_and_are_ngrams_of_the_order_below);
    UNIT_ADD(suite, a_model_whose_values_never_end_is_refused);
    UNIT_ADD(suite, ngrams_hang_together);
    UNIT_ADD(suite, broken_json_is_a_broken_model);
    UNIT_ADD(suite, places_of_errors_are_lines_and_columns);
    UNIT_ADD(suite, members_that_nest_too_deep_are_refused);
    UNIT_ADD(suite, a_newer_version_is_told_from_a_broken_file);
    UNIT_ADD(suite, originals_are_read_and_written);
    UNIT_ADD(suite, broken_originals_are_refused);
    UNIT_ADD(suite, files_cut_anywhere_are_refused);
    UNIT_ADD(suite, flipped_bits_are_refused_unless_nothing_changed);
    UNIT_ADD(suite, bytes_replaced_at_random_do_no_harm);
    UNIT_ADD(suite, what_follows_gzip_is_refused);
    UNIT_ADD(suite, gzip_bombs_end_at_max_bytes);
    UNIT_ADD(suite, limits_are_kept_to_the_one);
    UNIT_ADD(suite, files_that_cannot_be_opened_say_why);
    UNIT_ADD(suite, a_pipe_is_read_like_a_file);
    UNIT_ADD(suite, the_quick_call_gives_the_value_of_a_row);
    return suite;
}
