/* The `.phony` file that a model was read from: reading it, telling whether it is still the same.
 */
#ifndef PH_MODEL_FILE_H
#define PH_MODEL_FILE_H

#include <sys/stat.h>

#include "model/model.h"

/* A file as it was. Two that are equal are the same file with the same content, but for changes
 * within one tick of the file system's clock; these the digest tells apart. Eight bytes each, so
 * that it can be written and compared as bytes. */
typedef struct ph_identity {
    uint64_t device, inode, size;
    int64_t modified[2], changed[2]; /* seconds, nanoseconds */
} ph_identity;

ph_identity ph_identity_of(const struct stat *there);
int ph_identity_same(const ph_identity *a, const ph_identity *b);

/* Where a model came from, and where its compiled form is kept. */
typedef struct ph_model_file {
    ph_identity file;
    const char *folder; /* of compiled forms */
    const char *path;   /* absolute, without links */
    char text[];
} ph_model_file;

/* NULL where there is no such path, or no memory. One block: ph_free. */
ph_model_file *ph_model_file_new(const char *folder, const char *path, const ph_identity *file);

/* Reads all of an open file, up to the limit, and parses it; `path` is for the message. Returns
 * PHONY_ERROR_IO and what phony_model_parse returns. */
phony_status ph_model_file_read(int fd, const char *path, const phony_model_limits *limits,
                                phony_model **model, phony_error *error);

/* The digest as the file claims it, from its beginning, where our writer puts it. -1 where it is
 * not among the first members. */
int ph_model_file_digest(int fd, uint8_t digest[PH_DIGEST_BYTES]);
#endif
