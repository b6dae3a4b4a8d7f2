/* What compiled forms are not believed for: the wrong file, a broken one, somebody else's, one that
 * would lead a walk astray. Each time the model is as without. */
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compiled_util.h"
#include "model/compiled_check.h"
#include "sample/sampler.h"

#define OPTIONS(...) ((phony_train_options){.size = sizeof(phony_train_options), __VA_ARGS__})

/* A model whose form has something in every section but `wide`. */
static phony_model *rich_model(void)
{
    static const phony_train_options options =
        OPTIONS(.order = 3, .mode = PHONY_MODE_HYBRID, .word_min_count = 1, .exclude_originals = 1,
                .name = "names", .source = "here");

    return train(&options, test_names, 60);
}

/* The form is not used, and nothing else is wrong; then the first use puts a good one there. */
static void assert_unused(const kept *k, phony_model *model, const char *why)
{
    phony_model *opened = open_kept(k);

    ck_assert_msg(!opened->mapping, "used: %s", why);
    assert_same_rows(model, opened, 20);
    phony_model_unref(opened);
}

/* ---- Files -------------------------------------------------------------------------------------
 */

START_TEST(a_form_of_any_other_length_is_not_used)
{
    phony_model *model = rich_model();
    ph_buffer form;
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    form = read_bytes(k.form);
    ph_buffer_append(&form, "more bytes", 10);
    form.length -= 10;
    for (size_t step = 0; step <= 20; step++) {
        size_t length = form.length * step / 20 + (step == 20 ? 10 : 0);
        write_bytes(k.form, form.data, length);
        assert_unused(&k, model, "truncated");
        ck_assert_int_eq(is_mapped(&k), 1); /* made anew */
    }
    write_bytes(k.form, form.data, form.length - 256);
    assert_unused(&k, model, "a block less");
    ph_buffer_fini(&form);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(a_form_with_one_flipped_bit_is_not_used)
{
    enum { FLIPS = 400 };
    phony_model *model = rich_model();
    ph_compiled_header h;
    uint64_t offset[PH_SECTIONS], state = 7;
    ph_buffer form;
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    form = read_bytes(k.form);
    memcpy(&h, form.data, sizeof h);
    ck_assert_uint_eq(ph_compiled_layout(&h, form.length, offset), form.length);
    for (int i = 0; i < FLIPS; i++) {
        int section = i % (PH_SECTIONS + 1);
        size_t begin = section < PH_SECTIONS ? offset[section] : 0;
        size_t size = section < PH_SECTIONS ? h.section[section] : sizeof h;
        size_t at = begin + (size ? random_below(&state, size) : 0);
        char was = form.data[at];
        form.data[at] = (char)(was ^ 1 << random_below(&state, 8));
        write_bytes(k.form, form.data, form.length);
        ck_assert_msg(!is_mapped(&k), "section %d, byte %zu", section, at - begin);
        form.data[at] = was;
    }
    write_bytes(k.form, form.data, form.length);
    ck_assert_int_eq(is_mapped(&k), 1);
    ph_buffer_fini(&form);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(a_source_that_is_another_by_now_is_read)
{
    static const struct timespec times[] = {{1000, 0}, {1000, 1}};
    phony_model *three = train_names(3), *four = train_names(4);
    char other[1024];
    kept k;

    kept_init(&k, three);
    compile_kept(&k);
    ck_assert_int_eq(utimensat(AT_FDCWD, k.path, times, 0), 0);
    assert_unused(&k, three, "the source was touched");
    ck_assert_int_eq(is_mapped(&k), 1);
    ck_assert_int_eq(phony_model_write(four, k.path, NULL), PHONY_OK);
    assert_unused(&k, four, "the source was replaced");
    compile_kept(&k);
    snprintf(other, sizeof other, "%s.phony", k.path);
    ck_assert_int_eq(rename(k.path, other), 0);
    ck_assert_int_eq(phony_model_write(four, k.path, NULL), PHONY_OK);
    assert_unused(&k, four, "the source is another file of the same content");
    phony_model_unref(three);
    phony_model_unref(four);
    kept_fini(&k);
}
END_TEST

START_TEST(what_others_may_write_to_is_not_used)
{
    phony_model *model = rich_model();
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    ck_assert_int_eq(chmod(k.form, 0620), 0);
    ck_assert_int_eq(is_mapped(&k), 0);
    ck_assert_int_eq(chmod(k.form, 0602), 0);
    ck_assert_int_eq(is_mapped(&k), 0);
    ck_assert_int_eq(chmod(k.form, 0644), 0);
    ck_assert_int_eq(is_mapped(&k), 1);
    ck_assert_int_eq(chmod(k.cache, 0770), 0);
    assert_unused(&k, model, "a folder for the group");
    ck_assert_int_eq(chmod(k.cache, 0777), 0);
    assert_unused(&k, model, "a folder for all");
    ck_assert_int_eq(chmod(k.cache, 0755), 0);
    ck_assert_int_eq(is_mapped(&k), 1);
    if (geteuid() == 0) { /* only root can give files away */
        ck_assert_int_eq(chown(k.form, 1, 1), 0);
        ck_assert_int_eq(is_mapped(&k), 0);
        ck_assert_int_eq(chown(k.form, 0, 0), 0);
        ck_assert_int_eq(chown(k.cache, 1, 1), 0);
        assert_unused(&k, model, "another's folder");
    }
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(a_link_is_followed_neither_to_a_form_nor_to_the_folder)
{
    phony_model *model = rich_model();
    char real[1100];
    phony_error error = {0};
    kept k;

    kept_init(&k, model);
    compile_kept(&k);
    snprintf(real, sizeof real, "%s.real", k.form);
    ck_assert_int_eq(rename(k.form, real), 0);
    ck_assert_int_eq(symlink(real, k.form), 0);
    assert_unused(&k, model, "a link to a form");
    ck_assert_int_eq(is_mapped(&k), 1); /* the link is replaced */
    snprintf(real, sizeof real, "%s.real", k.cache);
    ck_assert_int_eq(rename(k.cache, real), 0);
    ck_assert_int_eq(symlink(real, k.cache), 0);
    assert_unused(&k, model, "a link to the folder");
    ASSERT_STATUS(try_compile(&k, NULL, &error), PHONY_ERROR_IO, &error);
    ASSERT_MESSAGE(&error, "a folder of your own");
    ck_assert_int_eq(unlink(k.cache), 0);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(where_nothing_can_be_kept_all_else_works)
{
    phony_model *model = rich_model();
    phony_error error = {0};
    kept k;

    kept_init(&k, model);
    write_bytes(k.cache, "a file", 6);
    assert_unused(&k, model, "the folder is a file");
    ASSERT_STATUS(try_compile(&k, NULL, &error), PHONY_ERROR_IO, &error);
    ck_assert_int_eq(unlink(k.cache), 0);
    snprintf(k.cache, sizeof k.cache, "/proc/phony/none");
    assert_unused(&k, model, "the folder cannot be made");
    ASSERT_STATUS(try_compile(&k, NULL, &error), PHONY_ERROR_IO, &error);
    snprintf(k.cache, sizeof k.cache, "%s/cache", k.folder.path);
    ck_assert_int_eq(mkdir(k.cache, 0500), 0);
    if (geteuid() != 0) { /* nothing is read-only for root */
        assert_unused(&k, model, "a folder that is read-only");
        ASSERT_STATUS(try_compile(&k, NULL, &error), PHONY_ERROR_IO, &error);
        ck_assert_uint_eq(count_files(k.cache), 0);
    }
    ck_assert_int_eq(chmod(k.cache, 0700), 0);
    compile_kept(&k);
    ck_assert_int_eq(unlink(k.form), 0);
    ck_assert_int_eq(mkfifo(k.form, 0600), 0);
    assert_unused(&k, model, "a pipe in its place");
    ck_assert_int_eq(unlink(k.form), 0);
    ck_assert_int_eq(mkdir(k.form, 0700), 0);
    assert_unused(&k, model, "a folder in its place");
    ASSERT_STATUS(try_compile(&k, NULL, &error), PHONY_ERROR_IO, &error);
    ck_assert_uint_eq(count_files(k.cache), 1);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(a_file_that_does_not_begin_with_its_digest_is_read_each_time)
{
    phony_model *model = train_names(5);
    phony_error error = {0};
    ph_buffer json = json_of(model), moved = PH_BUFFER_INIT;
    char *digest = strstr(json.data, "\"digest\":"), *next = strchr(digest, '\n') + 1;
    char *end = strrchr(json.data, '}');
    kept k;

    kept_init(&k, model);
    ph_buffer_append(&moved, json.data, (size_t)(digest - json.data));
    ph_buffer_append(&moved, next, (size_t)(end - next));
    ph_buffer_append_text(&moved, ",");
    ph_buffer_append(&moved, digest, (size_t)(next - digest) - 2);
    ph_buffer_append_text(&moved, "}");
    write_bytes(k.path, moved.data, moved.length);
    assert_unused(&k, model, "no digest to compare with");
    assert_unused(&k, model, "no digest to compare with");
    ASSERT_STATUS(try_compile(&k, NULL, &error), PHONY_ERROR_MODEL, &error);
    ASSERT_MESSAGE(&error, "digest");
    write_bytes(k.path, json.data, json.length - 1); /* not packed, but in order */
    compile_kept(&k);
    ck_assert_int_eq(is_mapped(&k), 1);
    ph_buffer_fini(&json);
    ph_buffer_fini(&moved);
    phony_model_unref(model);
    kept_fini(&k);
}
END_TEST

START_TEST(a_digest_is_found_behind_texts_of_some_length)
{
    static const struct {
        size_t length;
        int found;
    } cases[] = {{10, 1}, {900, 1}, {1000, 1}, {3000, 1}, {7000, 1}, {9000, 0}, {60000, 0}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ph_buffer text = PH_BUFFER_INIT;
        phony_train_options options = OPTIONS(.order = 2);
        phony_model *model;
        phony_error error = {0};
        kept k;
        for (size_t at = 0; at < cases[i].length; at++) /* does not pack well */
            ph_buffer_append_byte(&text, (char)('a' + ph_mix64(at) % 26));
        ph_buffer_append_byte(&text, '\0');
        options.source = text.data;
        model = train(&options, test_names, 20);
        kept_init(&k, model);
        ASSERT_STATUS(try_compile(&k, NULL, &error), cases[i].found ? PHONY_OK : PHONY_ERROR_MODEL,
                      &error);
        ck_assert_int_eq(is_mapped(&k), cases[i].found);
        phony_model_unref(model);
        ph_buffer_fini(&text);
        kept_fini(&k);
    }
}
END_TEST

/* ---- Forgeries ----------------------------------------------------------------------------------
 */

/* A form in memory, to be changed and to be given a checksum that fits. */
typedef struct forgery {
    ph_buffer form;
    ph_compiled_header h;
    uint64_t offset[PH_SECTIONS];
    ph_identity file;
    uint8_t digest[PH_DIGEST_BYTES];
} forgery;

static void forgery_init(forgery *f, phony_model *model)
{
    const ph_sampler *sampler;

    memset(f, 0, sizeof *f);
    f->file = (ph_identity){1, 2, 3, {4, 5}, {6, 7}};
    memcpy(f->digest, model->digest, sizeof f->digest);
    ck_assert_int_eq(ph_model_get_sampler(model, &sampler, NULL), PHONY_OK);
    ck_assert_int_eq(ph_compiled_make(model, sampler, &f->file, &f->form), 0);
    ck_assert_ptr_nonnull(f->form.data);
    memcpy(&f->h, f->form.data, sizeof f->h);
    ck_assert_uint_eq(ph_compiled_layout(&f->h, f->form.length, f->offset), f->form.length);
}

/* Whether it is believed once its checksum fits. */
static int believed(const forgery *f)
{
    size_t size = f->form.length;
    void *copy = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ph_check check = {.lanes = {0}};
    uint64_t sum = 0;
    phony_model *model;

    ck_assert_ptr_ne(copy, MAP_FAILED);
    ck_assert_ptr_nonnull(f->form.data);
    memcpy(copy, f->form.data, size);
    memcpy((char *)copy + offsetof(ph_compiled_header, checksum), &sum, sizeof sum);
    ph_check_kernel_get(0)->run(&check, copy, size / PH_CHECK_BLOCK);
    sum = ph_check_sum(&check);
    memcpy((char *)copy + offsetof(ph_compiled_header, checksum), &sum, sizeof sum);
    model = ph_compiled_believe(copy, size, &f->file, f->digest, NULL);
    if (!model)
        munmap(copy, size);
    phony_model_unref(model);
    return model != NULL;
}

/* Writes a number over four bytes, asks, and puts them back. */
static int believed_with(forgery *f, size_t at, uint32_t number)
{
    uint32_t was;
    int result;

    memcpy(&was, f->form.data + at, sizeof was);
    memcpy(f->form.data + at, &number, sizeof number);
    result = believed(f);
    memcpy(f->form.data + at, &was, sizeof was);
    return result;
}

#define AT(member) offsetof(ph_compiled_header, member)

START_TEST(a_form_of_another_build_machine_or_model_is_not_believed)
{
    static const size_t places[] = {
        AT(magic),        AT(byte_order),      AT(form),         AT(size),
        AT(build),        AT(build) + 23,      AT(build) + 24,   AT(source),
        AT(digest),       AT(digest) + 28,     AT(section),      AT(section) + 8,
        AT(section) + 16, AT(section) + 24,    AT(section) + 40, AT(section) + 56,
        AT(section) + 64, AT(string),          AT(string) + 20,  AT(order),
        AT(mode),         AT(text_count),      AT(bucket_count), AT(long_count),
        AT(start),        AT(vocabulary) + 68,
    };
    phony_model *model = rich_model();
    forgery f;

    forgery_init(&f, model);
    ck_assert_int_eq(believed(&f), 1);
    for (size_t i = 0; i < COUNT_OF(places); i++)
        ck_assert_msg(!believed_with(&f, places[i], 0xFFFFFFF7), "place %zu", i);
    f.digest[31] ^= 1;
    ck_assert_int_eq(believed(&f), 0);
    f.digest[31] ^= 1;
    for (size_t i = 0; i < sizeof f.file; i += 8) {
        ((uint8_t *)&f.file)[i] ^= 1;
        ck_assert_msg(!believed(&f), "identity, byte %zu", i);
        ((uint8_t *)&f.file)[i] ^= 1;
    }
    ck_assert_int_eq(believed(&f), 1);
    ph_buffer_fini(&f.form);
    phony_model_unref(model);
}
END_TEST

START_TEST(a_bucket_that_leads_out_of_the_tables_is_not_believed)
{
    phony_model *model = rich_model();
    forgery f;
    size_t buckets, last;

    forgery_init(&f, model);
    buckets = f.offset[PH_SECTION_BUCKETS];
    last = buckets + (f.h.bucket_count - 1) * sizeof(ph_bucket);
    for (size_t at = buckets + 2 * sizeof(ph_bucket); at <= last; at += 7 * sizeof(ph_bucket)) {
        for (size_t which = 0; which < 2; which++) {
            size_t next = at + 4 + 4 * which, token = at + 12;
            ck_assert_int_eq(believed_with(&f, next, f.h.bucket_count << 5 | 31), 0);
            ck_assert_int_eq(believed_with(&f, next, (f.h.bucket_count - 1) << 5 | 30), 0);
            ck_assert_int_eq(believed_with(&f, next, (f.h.bucket_count - 1) << 5 | 31), 1);
            ck_assert_int_eq(believed_with(&f, next, 0), 0); /* a table of 2^31 */
            ck_assert_int_eq(believed_with(&f, next, UINT32_MAX), 0);
            ck_assert_int_eq(believed_with(&f, next, UINT32_C(0x7FFFFFF) << 5), 0);
            ck_assert_int_eq(believed_with(&f, token, f.h.text_count << 16 * which), 0);
            ck_assert_int_eq(believed_with(&f, token, (f.h.text_count - 1) << 16 * which), 1);
        }
        ck_assert_int_eq(believed_with(&f, at, UINT32_MAX), 1); /* any threshold will do */
    }
    for (size_t i = 0; i < 8; i++) /* the end and the idle state lead to themselves */
        ck_assert_int_eq(believed_with(&f, buckets + 4 * i, 95), 0);
    ck_assert_int_eq(believed_with(&f, AT(start), f.h.bucket_count << 5 | 31), 0);
    ck_assert_int_eq(believed_with(&f, AT(start), 0), 0);
    ph_buffer_fini(&f.form);
    phony_model_unref(model);
}
END_TEST

START_TEST(texts_that_are_not_there_are_not_believed)
{
    phony_model *model = rich_model();
    forgery f;
    size_t texts, longs, tokens, strings;

    forgery_init(&f, model);
    texts = f.offset[PH_SECTION_TEXTS] + 4;
    longs = f.offset[PH_SECTION_LONG_OFFSETS];
    tokens = f.offset[PH_SECTION_TOKEN_OFFSETS];
    strings = f.offset[PH_SECTION_STRINGS];
    ck_assert_uint_gt(f.h.long_count, 3);
    ck_assert_int_eq(believed_with(&f, texts, PH_TEXT_LONG << 24 | f.h.long_count), 0);
    ck_assert_int_eq(believed_with(&f, texts, PH_TEXT_LONG << 24 | (f.h.long_count - 1)), 1);
    ck_assert_int_eq(believed_with(&f, texts, UINT32_C(4) << 24), 0);
    ck_assert_int_eq(believed_with(&f, texts, UINT32_C(3) << 24), 1);
    ck_assert_int_eq(believed_with(&f, longs, 1), 0);
    ck_assert_int_eq(believed_with(&f, longs + 4, UINT32_MAX), 0);
    ck_assert_int_eq(believed_with(&f, longs + (size_t)4 * f.h.long_count, 0), 0);
    ck_assert_int_eq(believed_with(&f, tokens + 8, UINT32_MAX), 0);
    ck_assert_int_eq(believed_with(&f, tokens + (size_t)4 * f.h.text_count, UINT32_MAX), 0);
    ck_assert_int_eq(believed_with(&f, strings + f.h.string[0] - 1, 0x41414141), 0);
    ph_buffer_fini(&f.form);
    phony_model_unref(model);
}
END_TEST

START_TEST(wide_outcomes_are_bounded_too)
{
    enum { WORDS = 66000 };
    static const phony_train_options options = OPTIONS(.order = 1, .mode = PHONY_MODE_WORD);
    phony_trainer *trainer = NULL;
    phony_model *model = NULL;
    forgery f;
    size_t wide;

    ck_assert_int_eq(phony_trainer_new(&options, &trainer, NULL), PHONY_OK);
    for (int i = 0; i < WORDS; i++) {
        char text[16];
        ck_assert_int_eq(
            phony_trainer_add(trainer, text, (size_t)snprintf(text, sizeof text, "%d", i), 1, NULL),
            PHONY_OK);
    }
    ck_assert_int_eq(phony_trainer_finish(trainer, &model, NULL), PHONY_OK);
    phony_trainer_free(trainer);
    forgery_init(&f, model);
    wide = f.offset[PH_SECTION_WIDE];
    ck_assert_uint_gt(f.h.section[PH_SECTION_WIDE], 8 * WORDS);
    ck_assert_int_eq(believed_with(&f, wide + 800, f.h.text_count - 1), 1);
    ck_assert_int_eq(believed_with(&f, wide + 800, f.h.text_count), 0);
    ck_assert_int_eq(believed_with(&f, wide + 804, UINT32_MAX), 0);
    ph_buffer_fini(&f.form);
    phony_model_unref(model);
}
END_TEST

/* ---- The checksum -------------------------------------------------------------------------------
 */

enum { BLOCKS = 5, WORDS = BLOCKS * PH_CHECK_LANES };

/* The definition. */
static void check_plainly(ph_check *check, const uint32_t *words)
{
    for (int i = 0; i < WORDS; i++) {
        uint32_t lane = check->lanes[i % PH_CHECK_LANES], word = words[i];
        uint64_t end = (word >> 5) + (UINT64_C(1) << (31 - (word & 31)));
        check->lanes[i % PH_CHECK_LANES] = (lane ^ lane >> 15) * UINT32_C(0x9E3779B1) + word;
        if (i % 4 == 1 || i % 4 == 2)
            check->tables |= end > check->last_bucket + UINT64_C(1);
        if (i % 4 == 3)
            check->texts |= (word & 0xFFFF) > check->last_text || word >> 16 > check->last_text;
    }
}

START_TEST(all_kernels_check_as_it_is_written_down)
{
    uint32_t words[WORDS] __attribute__((aligned(64)));
    uint64_t state = 1;
    const ph_check_kernel *kernel;

    for (int round = 0; round < 3000; round++) {
        ph_check plain = {.last_bucket = 1000, .last_text = 50};
        int wrong = (int)random_below(&state, 4) - 1, place = (int)random_below(&state, WORDS);
        for (int i = 0; i < WORDS; i++) {
            uint32_t table = (uint32_t)random_below(&state, 985);
            words[i] = i % 4 == 0   ? (uint32_t)next_random(&state)
                       : i % 4 == 3 ? (uint32_t)(random_below(&state, 51) << 16 | table % 51)
                                    : table << 5 | (27 + table % 5);
        }
        if (wrong > 0)
            words[place] = wrong == 1 ? (uint32_t)next_random(&state)
                                      : words[place] ^ UINT32_C(1) << random_below(&state, 32);
        check_plainly(&plain, words);
        for (size_t i = 0; (kernel = ph_check_kernel_get(i)); i++) {
            ph_check check = {.last_bucket = 1000, .last_text = 50};
            kernel->run(&check, words, BLOCKS);
            ck_assert_mem_eq(check.lanes, plain.lanes, sizeof plain.lanes);
            ck_assert_msg(check.tables >> 31 == plain.tables && check.texts >> 31 == plain.texts,
                          "%s, round %d: word %08x at %d", kernel->name, round, words[place],
                          place);
        }
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("compiled_trust");

    UNIT_ADD(suite, a_form_of_any_other_length_is_not_used);
    UNIT_ADD(suite, a_form_with_one_flipped_bit_is_not_used);
    UNIT_ADD(suite, a_source_that_is_another_by_now_is_read);
    UNIT_ADD(suite, what_others_may_write_to_is_not_used);
    UNIT_ADD(suite, a_link_is_followed_neither_to_a_form_nor_to_the_folder);
    UNIT_ADD(suite, where_nothing_can_be_kept_all_else_works);
    UNIT_ADD(suite, a_file_that_does_not_begin_with_its_digest_is_read_each_time);
    UNIT_ADD(suite, a_digest_is_found_behind_texts_of_some_length);
    UNIT_ADD(suite, a_form_of_another_build_machine_or_model_is_not_believed);
    UNIT_ADD(suite, a_bucket_that_leads_out_of_the_tables_is_not_believed);
    UNIT_ADD(suite, texts_that_are_not_there_are_not_believed);
    UNIT_ADD(suite, wide_outcomes_are_bounded_too);
    UNIT_ADD(suite, all_kernels_check_as_it_is_written_down);
    return suite;
}
