/* The bytes of a list: a file, standard input or memory, decompressed where they begin as gzip does
 * (RFC 1952, any number of members), without a byte order mark at their start. What the bytes mean
 * is the readers' matter. */
#ifndef PH_SOURCE_H
#define PH_SOURCE_H

#include "phony.h"

typedef struct ph_source ph_source;

/* "-" is standard input. PHONY_ERROR_NOT_FOUND, _IO (folders too), _MEMORY. Nothing is read yet. */
phony_status ph_source_open(const char *path, ph_source **source, phony_error *error);
/* The bytes are borrowed until ph_source_close. */
phony_status ph_source_open_memory(const void *bytes, size_t length, ph_source **source,
                                   phony_error *error);
/* From now on the source gives at most `most` stored bytes at a time: for tests of what happens
 * where blocks end. */
void ph_source_limit_reads(ph_source *source, size_t most);
/* Up to `capacity` (at least 3) bytes; *got is 0 at the end only. PHONY_ERROR_IO, _SYNTAX (gzip
 * that is corrupt or cut off), _MEMORY. */
phony_status ph_source_read(ph_source *source, char *into, size_t capacity, size_t *got,
                            phony_error *error);
/* Bytes read, before decompression, and the size of the whole, 0 where it is not known. */
uint64_t ph_source_position(const ph_source *source);
uint64_t ph_source_size(const ph_source *source);
void ph_source_close(ph_source *source);
#endif
