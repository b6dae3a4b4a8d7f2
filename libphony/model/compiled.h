/* The compiled form of a model: its sampler and what else generating needs, as one file that is
 * mapped and used as it lies there. A cache, not an interchange format: it belongs to one build of
 * the library on one machine, and whatever does not fit is as if it were not there.
 *
 *   header   buckets   wide   texts   ...   strings        sections, each at a multiple of 256
 * bytes
 *
 * Three things keep a wrong file from doing harm. Its owner: only a file of our own, in a folder of
 * our own, that nobody else may write. Its checksum over all bytes, against accidents. And its
 * bounds: whatever a walk takes for a place in the file is looked at before the first walk
 * (compiled_check.h), so that the worst file gives odd values and no more. That it is the right
 * file is said by the build of the library, and by the source's identity and digest.
 *
 * Who does what: compiled_folder.c finds and writes files, compiled_write.c lays one out,
 * compiled_read.c believes one, model_file.c knows the `.phony` file it was made from. To change
 * anything in the layout, raise PH_COMPILED_FORM. */
#ifndef PH_COMPILED_H
#define PH_COMPILED_H

#include "model/model.h"
#include "model/model_file.h"

#define PH_COMPILED_FORM 2
#define PH_COMPILED_ALIGN 256 /* bytes: a block of the checksum */
#define PH_BUILD_BYTES 64

/* The sections, in the order of the file. */
enum {
    PH_SECTION_BUCKETS, /* filled up to whole blocks with ends */
    PH_SECTION_WIDE,
    PH_SECTION_TEXTS,
    PH_SECTION_LONG_OFFSETS,
    PH_SECTION_LONG_TEXT,
    PH_SECTION_TOKEN_OFFSETS,
    PH_SECTION_TOKEN_TEXT,
    PH_SECTION_HASHES,
    PH_SECTION_STRINGS, /* the texts of the model and the salt, each with a NUL behind it */
    PH_SECTIONS
};
#define PH_STRINGS (PH_TEXTS + 1)

typedef struct ph_compiled_header {
    char magic[8];
    uint32_t byte_order; /* PH_BYTE_ORDER as the machine writes it */
    uint32_t form;
    uint64_t checksum; /* over the whole file, this member being 0 */
    uint64_t size;     /* of the file */
    uint8_t build[PH_BUILD_BYTES];
    ph_identity source;
    uint8_t digest[PH_DIGEST_BYTES];
    char vocabulary[72];
    uint64_t values, weight, min_count;
    int64_t created;
    uint64_t section[PH_SECTIONS]; /* bytes of each */
    uint32_t string[PH_STRINGS];   /* bytes of each, with its NUL */
    uint32_t ngrams[PH_ORDER_MAX];
    int32_t order, mode;
    uint32_t has_originals;
    uint32_t text_count; /* tokens, the boundary included */
    uint32_t bucket_count, long_count, start;
    uint8_t originals_key[16];
} ph_compiled_header;

#define PH_COMPILED_MAGIC "phony-c\n"
#define PH_BYTE_ORDER UINT32_C(0x01020304)
#define PH_COMPILED_HEADER_BYTES ((size_t)1024) /* room for ph_compiled_header, then zeros */

/* Where each section begins, from the header's sizes; returns the size of the file, 0 where a
 * section is larger than `most`. */
uint64_t ph_compiled_layout(const ph_compiled_header *header, uint64_t most,
                            uint64_t offset[PH_SECTIONS]);

/* The program that compiles: the library's version and the build ID of its binary, so that no build
 * reads what another one made. */
void ph_compiled_build(uint8_t build[PH_BUILD_BYTES]);

/* Lays out a model and its sampler, for a source as it was when the model was read; the result is
 * the whole file. -1 out of memory. */
int ph_compiled_make(const phony_model *model, const struct ph_sampler *sampler,
                     const ph_identity *source, ph_buffer *file);

/* Believes a compiled form that lies at a page's beginning, or does not: NULL, as if it were not
 * there. The model owns the mapping, its n-grams are in its source. */
phony_model *ph_compiled_believe(void *mapping, size_t size, const ph_identity *source,
                                 const uint8_t digest[PH_DIGEST_BYTES],
                                 const phony_model_limits *limits);
/* Lets a model's mapping go, and whatever of the model lies in it. */
void ph_compiled_unmap(phony_model *model);

/* The folder to keep compiled forms in: `given`, or the user's own. The caller frees it. Returns
 * PHONY_ERROR_NOT_FOUND, _MEMORY. */
phony_status ph_compiled_folder(const char *given, char **folder, phony_error *error);
/* The model of an open source by its compiled form, NULL where there is none that fits. */
phony_model *ph_compiled_open(const ph_model_file *source, int fd,
                              const phony_model_limits *limits);
/* Writes a model's compiled form, and makes the folder where there is none. `path` says where, and
 * `bytes` its size; both may be NULL. Returns PHONY_ERROR_SPACE (path), _IO, _MEMORY. */
phony_status ph_compiled_save(const ph_model_file *source, const phony_model *model,
                              const struct ph_sampler *sampler, char *path, size_t capacity,
                              uint64_t *bytes, phony_error *error);
#endif
