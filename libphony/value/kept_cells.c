#include "value/kept_cells.h"

#include "base/alloc.h"

enum { WORD = 64 };

int ph_kept_cells_init(ph_kept_cells *c, uint64_t count)
{
    size_t words = (size_t)(count / WORD) + 1;

    *c = (ph_kept_cells){count, 0, ph_calloc(words, sizeof *c->bits),
                         ph_calloc(words, sizeof *c->before)};
    if (c->bits && c->before)
        return 0;
    ph_kept_cells_fini(c);
    return -1;
}

void ph_kept_cells_fini(ph_kept_cells *c)
{
    ph_free(c->bits);
    ph_free(c->before);
    *c = (ph_kept_cells){0};
}

void ph_kept_cells_add(ph_kept_cells *c, uint64_t cell)
{
    c->bits[cell / WORD] |= UINT64_C(1) << cell % WORD;
    c->kept++;
}

void ph_kept_cells_close(ph_kept_cells *c)
{
    for (uint64_t word = 0; word < c->cells / WORD; word++)
        c->before[word + 1] = c->before[word] + (uint32_t)__builtin_popcountll(c->bits[word]);
}

uint64_t ph_kept_cells_get(const ph_kept_cells *c, uint64_t nth)
{
    uint64_t low = 0, high = c->cells / WORD + 1, bits;

    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (c->before[middle] <= nth)
            low = middle;
        else
            high = middle;
    }
    bits = c->bits[low];
    for (nth -= c->before[low]; nth > 0; nth--)
        bits &= bits - 1;
    return low * WORD + (uint64_t)__builtin_ctzll(bits);
}
