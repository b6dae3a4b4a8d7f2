/* arena.h: memory of many small pieces that is given back at once. */
#ifndef PHONY_NODE_ARENA_H
#define PHONY_NODE_ARENA_H

#include <stddef.h>
#include <stdlib.h>

struct arena_piece {
    struct arena_piece *next;
    max_align_t start[];
};

/* All zero is an empty arena. */
struct arena {
    struct arena_piece *pieces;
};

/* Zeroed memory, or NULL. */
static inline void *arena_take(struct arena *arena, size_t bytes)
{
    struct arena_piece *piece = calloc(1, sizeof *piece + bytes);
    if (!piece)
        return NULL;
    piece->next = arena->pieces;
    arena->pieces = piece;
    return piece->start;
}

static inline void arena_fini(struct arena *arena)
{
    while (arena->pieces) {
        struct arena_piece *piece = arena->pieces;
        arena->pieces = piece->next;
        free(piece);
    }
}

#endif
