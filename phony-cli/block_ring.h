/* Work in numbered blocks that several threads do at once and one takes over in order: what is
 * written is the same on any number of threads, and memory is bounded by the ring. */
#ifndef CLI_BLOCK_RING_H
#define CLI_BLOCK_RING_H

#include <phony.h>

typedef struct cli_ring_work {
    void *job; /* shared by all threads */
    uint64_t blocks;
    int32_t threads;  /* 1: blocks are filled where they are taken over */
    size_t slot_size; /* of what a block is filled into: zeros at first, then as the last block left
                         it */
    /* `worker` is 0 to threads - 1: no two calls with the same one at once. */
    phony_status (*fill)(void *job, int32_t worker, void *slot, uint64_t block, phony_error *error);
    void (*clear)(void *slot); /* frees what a slot holds */
} cli_ring_work;

typedef struct cli_ring cli_ring;

/* Begins the work. NULL: no memory. */
cli_ring *cli_ring_start(const cli_ring_work *work);
/* The next block in *slot, for the caller until the next call; NULL past the last. Returns what
 * `fill` did. */
phony_status cli_ring_next(cli_ring *ring, void **slot, phony_error *error);
/* Ends the work, done or not. NULL is allowed. */
void cli_ring_stop(cli_ring *ring);

#endif
