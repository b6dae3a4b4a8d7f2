/* Schemas: a document, read, checked and compiled; of those without problems the first rows of
 * every entity, in batches of two sizes that must give the same bytes. Documents with long numbers
 * are left out: a thousand million rows are no problem, but take their time. */
#include <ctype.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "fuzz.h"
#include "phony.h"

enum { ROWS = 60, DIGITS_MAX = 2 };

static int has_long_number(const uint8_t *data, size_t size)
{
    size_t digits = 0;

    for (size_t i = 0; i < size; i++) {
        digits = isdigit(data[i]) ? digits + 1 : 0;
        if (digits > DIGITS_MAX)
            return 1;
    }
    return 0;
}

static phony_status make_rows(phony_maker *maker, size_t entity, uint64_t rows, size_t piece,
                              ph_buffer *out)
{
    phony_status status = PHONY_OK;

    for (uint64_t at = 0; !status && at < rows; at += piece) {
        phony_bytes bytes;
        phony_error error = {0};
        status = phony_maker_write(maker, entity, "ndjson", NULL, PHONY_PART_ROWS, at,
                                   rows - at < piece ? rows - at : piece, &bytes, &error);
        if (!status)
            ph_buffer_append(out, bytes.bytes, bytes.length);
        else
            FUZZ_PROMISE(error.message[0]);
    }
    return status;
}

static void make_entity(phony_maker *maker, size_t entity, uint64_t rows)
{
    ph_buffer whole = PH_BUFFER_INIT, pieces = PH_BUFFER_INIT;
    uint64_t some = rows < ROWS ? rows : ROWS;
    phony_status a = make_rows(maker, entity, some, ROWS, &whole);
    phony_status b = make_rows(maker, entity, some, 7, &pieces);

    FUZZ_PROMISE((a == PHONY_OK) == (b == PHONY_OK));
    if (!a)
        FUZZ_PROMISE(whole.length == pieces.length &&
                     (!whole.length || memcmp(whole.data, pieces.data, whole.length) == 0));
    ph_buffer_fini(&whole);
    ph_buffer_fini(&pieces);
}

static void make_all(const phony_dataset *dataset)
{
    phony_entity entity = PHONY_ENTITY_INIT;
    phony_bytes bytes;
    phony_maker *maker;

    FUZZ_PROMISE(phony_maker_new(dataset, &maker, NULL) == PHONY_OK);
    for (size_t i = 0; phony_dataset_get_entity(dataset, i, &entity, NULL) == PHONY_OK; i++)
        make_entity(maker, i, entity.rows);
    FUZZ_PROMISE(phony_maker_write_ddl(maker, "postgres", PHONY_DDL_CREATE, &bytes, NULL) ==
                 PHONY_OK);
    phony_maker_free(maker);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    phony_dataset_options options = PHONY_DATASET_OPTIONS_INIT;
    phony_dataset *dataset;
    phony_error error = {0};
    phony_status status;

    if (size == 0 || has_long_number(data, size))
        return 0;
    options.mode = data[size - 1] == '!' ? PHONY_MODE_COVERAGE : PHONY_MODE_RANDOM;
    status = phony_dataset_parse((const char *)data, size - (data[size - 1] == '!'), &options,
                                 &dataset, &error);
    if (!status) {
        make_all(dataset);
    } else {
        phony_problem problem = PHONY_PROBLEM_INIT;
        FUZZ_PROMISE(error.message[0]);
        FUZZ_PROMISE((status == PHONY_ERROR_SCHEMA) == (dataset != NULL));
        for (size_t i = 0;
             dataset && phony_dataset_get_problem(dataset, i, &problem, NULL) == PHONY_OK; i++)
            FUZZ_PROMISE(problem.message[0] && problem.line);
    }
    phony_dataset_free(dataset);
    return 0;
}
