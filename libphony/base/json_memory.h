/* Memory for yajl that never fails during a parse.
 *
 * yajl 2.1 does not look at what its allocator returns, so a refused allocation inside a parse
 * would be a crash. What it asks for is known beforehand, though:
 *
 *   - a few structs, its stack of states (one byte a level, grown by 128) and the text of an error:
 *     these come out of `small`, which is big enough for the depth that was asked for;
 *   - two growing buffers (a token that continues in the next piece; a string with escapes
 * decoded): 2,048 bytes, doubled while they do not exceed what has to go in. A piece adds at most
 * its own length to what is left of the pieces before it.
 *
 * So ph_json_memory_reserve is called before each piece and sets aside a spare block for each
 * buffer that might have to grow. It fails cleanly, and yajl then never does. */
#ifndef PH_JSON_MEMORY_H
#define PH_JSON_MEMORY_H

#include <stddef.h>
#include <yajl/yajl_common.h>

typedef struct ph_json_block {
    char *data;
    size_t capacity;
} ph_json_block;

typedef struct ph_json_memory {
    char *small;
    size_t small_used, small_size, stack_size;
    ph_json_block buffers[2]; /* in use, in the order in which yajl first asked for them */
    ph_json_block spares[2];
} ph_json_memory;

/* 0, or -1 out of memory. */
int ph_json_memory_init(ph_json_memory *memory, size_t max_depth);
void ph_json_memory_fini(ph_json_memory *memory);
/* Makes sure that a token of up to `length` bytes can be kept and decoded. 0 or -1. */
int ph_json_memory_reserve(ph_json_memory *memory, size_t length);
/* For yajl_alloc; `memory` must outlive the parser. */
yajl_alloc_funcs ph_json_memory_funcs(ph_json_memory *memory);
#endif
