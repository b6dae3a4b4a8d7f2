/* Which of a finite number of cells are kept, and the nth of these: strict rows of a model with few
 * values, of which some are originals. A bit a cell, and a sum for each word of them. */
#ifndef PH_KEPT_CELLS_H
#define PH_KEPT_CELLS_H

#include <stddef.h>
#include <stdint.h>

#define PH_KEPT_CELLS_FEW (UINT64_C(1) << 18) /* all are looked at once: a second or so */
#define PH_KEPT_CELLS_MAX (UINT64_C(1) << 22) /* half a minute */

typedef struct ph_kept_cells {
    uint64_t cells, kept;
    uint64_t *bits;   /* NULL: not in use */
    uint32_t *before; /* [word] kept ones in the words before */
} ph_kept_cells;

/* None is kept to begin with. 0 or -1 out of memory. */
int ph_kept_cells_init(ph_kept_cells *cells, uint64_t count);
void ph_kept_cells_fini(ph_kept_cells *cells);
/* Keeps a cell, each at most once. */
void ph_kept_cells_add(ph_kept_cells *cells, uint64_t cell);
/* Once all are kept that are to be. */
void ph_kept_cells_close(ph_kept_cells *cells);
/* The nth that is kept, from 0, below `kept`. */
uint64_t ph_kept_cells_get(const ph_kept_cells *cells, uint64_t nth);
#endif
