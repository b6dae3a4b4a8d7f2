/* Small models out of arrays in memory, and what tests do with models, files and random numbers.
 * Everything here fails the test by itself where it does not succeed, but for what is named try_.
 */
#ifndef MODELS_H
#define MODELS_H

#include "base/buffer.h"
#include "base/random.h"
#include "model/model.h"
#include "phony.h"
#include "unit.h"

/* A real list: given names of several languages, ascending, each once. */
extern const char *const test_names[];
extern const size_t test_name_count;

/* A value of `weight` 1 in each case. */
phony_status try_train(const phony_train_options *options, const char *const *values, size_t count,
                       phony_model **model, phony_error *error);
phony_model *train(const phony_train_options *options, const char *const *values, size_t count);
/* Character mode, all else by default. */
phony_model *train_order(int32_t order, const char *const *values, size_t count);
phony_model *train_names(int32_t order);

/* As try_train, with weights. */
typedef struct weighted_value {
    const char *text;
    uint64_t weight;
} weighted_value;
phony_model *train_weighted(const phony_train_options *options, const weighted_value *values,
                            size_t count);

/* The model as JSON, NUL-terminated; free it with ph_buffer_fini. */
ph_buffer json_of(const phony_model *model);
void assert_same_model(const phony_model *a, const phony_model *b);
phony_status try_parse(const char *json, phony_model **model, phony_error *error);

/* The values of rows first ... first + count - 1, each with '\n' behind it, NUL-terminated. */
ph_buffer generate_rows(phony_model *model, const char *seed, uint64_t first, uint64_t count);

/* A new folder, and the whole of it gone again. */
typedef struct test_folder {
    char path[512];
    char file[640]; /* what folder_file gave last */
} test_folder;
void folder_init(test_folder *folder);
void folder_fini(test_folder *folder);
/* The path of a file in it, valid until the next call. */
const char *folder_file(test_folder *folder, const char *name);
void write_bytes(const char *path, const void *bytes, size_t length);
ph_buffer read_bytes(const char *path);

/* Random numbers, the same in every run. */
static inline uint64_t next_random(uint64_t *state)
{
    return ph_mix64(*state += PH_GOLDEN);
}
static inline uint64_t random_below(uint64_t *state, uint64_t limit)
{
    return next_random(state) % limit;
}

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
/* A status that is not what it should be shows the message. */
#define ASSERT_STATUS(status, wanted, error)                                                       \
    do {                                                                                           \
        phony_status status_is = (status);                                                         \
        ck_assert_msg(status_is == (wanted), "status is %d, not %d: %s", (int)status_is,           \
                      (int)(wanted), (error)->message);                                            \
    } while (0)
#define ASSERT_MESSAGE(error, part)                                                                \
    ck_assert_msg(strstr((error)->message, part) != NULL, "'%s' does not say '%s'",                \
                  (error)->message, part)
#endif
