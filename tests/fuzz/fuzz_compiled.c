/* Compiled forms of models (model/compiled.h), as if they lay in the user's own folder and their
 * checksum were right: whatever is believed can be walked, and tells no more than there is. What
 * says whose form it is, is put right first, so that inputs outlive builds. */
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "fuzz.h"
#include "model/compiled.h"
#include "model/compiled_check.h"
#include "sample/sampler.h"

enum { ROOM = 1 << 16, ROWS = 20, SIZE_MOST = 1 << 20 };

static void put_right(char *form, size_t size)
{
    ph_check check = {.lanes = {0}};
    ph_compiled_header h;

    memcpy(&h, form, sizeof h);
    ph_compiled_build(h.build);
    memset(&h.source, 0, sizeof h.source);
    memset(h.digest, 0, sizeof h.digest);
    h.checksum = 0;
    memcpy(form, &h, sizeof h);
    ph_check_kernel_get(0)->run(&check, form, size / PH_CHECK_BLOCK);
    h.checksum = ph_check_sum(&check);
    memcpy(form, &h, sizeof h);
}

static void generate(phony_model *model)
{
    static uint8_t bytes[ROOM];
    uint32_t offsets[ROWS + 1];
    phony_column column = PHONY_COLUMN_INIT;
    phony_key key = {{1, 2}};
    phony_error error = {0};
    phony_status status;

    column.bytes = bytes;
    column.bytes_capacity = sizeof bytes;
    column.offsets = offsets;
    column.rows_capacity = ROWS;
    status = phony_generate(model, &key, UINT64_MAX - 7, ROWS, &column, &error);
    FUZZ_PROMISE(status == error.status);
    if (status) {
        FUZZ_PROMISE(status == PHONY_ERROR_SPACE || status == PHONY_ERROR_EXHAUSTED ||
                     status == PHONY_ERROR_MEMORY);
        return;
    }
    FUZZ_PROMISE(column.rows > 0 && offsets[0] == 0);
    for (size_t i = 0; i < column.rows; i++)
        FUZZ_PROMISE(offsets[i] <= offsets[i + 1] && offsets[i + 1] <= ROOM);
}

static size_t sum_bytes(const char *text, size_t length)
{
    size_t sum = 0;

    for (size_t i = 0; i < length; i++)
        sum += (unsigned char)text[i];
    return sum;
}

/* Reads every text to its end: a sanitizer sees where one leaves the form. */
static void describe(phony_model *model)
{
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    const char *text;
    size_t length, sum = 0;

    FUZZ_PROMISE(phony_model_get_info(model, &info, NULL) == PHONY_OK);
    FUZZ_PROMISE(info.order >= 1 && info.order <= 8 && info.mode >= 0 && info.mode <= 2);
    for (int32_t i = 0; i <= PHONY_TEXT_DIGEST; i++) {
        text = phony_model_get_text(model, i);
        sum += sum_bytes(text, strlen(text));
    }
    for (uint64_t i = 0; (text = phony_model_get_token(model, i, &length)); i++)
        sum += sum_bytes(text, length);
    sum += strlen(model->vocabulary);
    FUZZ_PROMISE(phony_model_is_original(model, "Anna", 4) <= 1);
    FUZZ_PROMISE(sum < SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const ph_identity source;
    static const uint8_t digest[PH_DIGEST_BYTES];
    phony_model *model;
    char *form;

    if (length == 0 || length > SIZE_MOST)
        return 0;
    form = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    FUZZ_PROMISE(form != MAP_FAILED);
    memcpy(form, bytes, length);
    if (length >= PH_COMPILED_HEADER_BYTES)
        put_right(form, length);
    model = ph_compiled_believe(form, length, &source, digest, NULL);
    if (!model) {
        munmap(form, length);
        return 0;
    }
    generate(model);
    describe(model);
    phony_model_unref(model);
    return 0;
}
