/* Data sets out of texts, and their rows as CSV. */
#ifndef DATASET_UTIL_H
#define DATASET_UTIL_H

#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "phony.h"
#include "unit.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Single quotes stand for double ones, which C would have to escape. */
static inline char *json_of(const char *text)
{
    char *json = strdup(text);

    ck_assert_ptr_nonnull(json);
    for (char *p = json; *p; p++)
        *p = *p == '\'' ? '"' : *p;
    return json;
}

static inline phony_status try_dataset(const char *text, const phony_dataset_options *options,
                                       phony_dataset **dataset, phony_error *error)
{
    char *json = json_of(text);
    phony_status status = phony_dataset_parse(json, strlen(json), options, dataset, error);

    free(json);
    return status;
}

static inline phony_dataset *make_dataset(const char *text, const phony_dataset_options *options)
{
    phony_error error = {0};
    phony_dataset *dataset;

    if (try_dataset(text, options, &dataset, &error))
        ck_abort_msg("%s", error.message);
    return dataset;
}

static inline uint64_t rows_of(const phony_dataset *dataset, const char *name)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    size_t number;

    ck_assert_int_eq(phony_dataset_find(dataset, name, &number, NULL), PHONY_OK);
    ck_assert_int_eq(phony_dataset_get_entity(dataset, number, &entity, NULL), PHONY_OK);
    return entity.rows;
}

static inline void append_part(phony_maker *maker, size_t entity, const char *format, int32_t part,
                               uint64_t first, size_t count, ph_buffer *out)
{
    phony_error error = {0};
    phony_bytes bytes;

    if (phony_maker_write(maker, entity, format, NULL, part, first, count, &bytes, &error))
        ck_abort_msg("%s", error.message);
    ph_buffer_append(out, bytes.bytes, bytes.length);
}

/* Rows from to to - 1 in pieces of `piece`, with a new maker. */
static inline void append_rows(const phony_dataset *dataset, const char *name, uint64_t from,
                               uint64_t to, size_t piece, ph_buffer *out)
{
    phony_maker *maker;
    size_t entity;

    ck_assert_int_eq(phony_dataset_find(dataset, name, &entity, NULL), PHONY_OK);
    ck_assert_int_eq(phony_maker_new(dataset, &maker, NULL), PHONY_OK);
    for (uint64_t at = from; at < to; at += piece)
        append_part(maker, entity, "csv", PHONY_PART_ROWS, at, to - at < piece ? to - at : piece,
                    out);
    phony_maker_free(maker);
}

/* All rows without the header; the caller frees the text. */
static inline char *csv_of(const phony_dataset *dataset, const char *name)
{
    ph_buffer out = PH_BUFFER_INIT;

    append_rows(dataset, name, 0, rows_of(dataset, name), PHONY_BATCH_ROWS, &out);
    ph_buffer_append_byte(&out, '\0');
    ck_assert_int_eq(out.failed, 0);
    return out.data;
}
#endif
