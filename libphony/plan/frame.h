/* Frames: some rows of an entity, and the columns of them that have been asked for so far. What a
 * column needs of the parents' or children's rows is another frame below. One thread's own. */
#ifndef PH_FRAME_H
#define PH_FRAME_H

#include "plan/plan.h"

typedef struct ph_frame ph_frame;

/* A frame's rows by one link: their parents, each distinct one once. */
typedef struct ph_frame_link {
    int ready;
    ph_link_rows rows;
    uint32_t which[PH_BATCH_ROWS]; /* where the parent is in `parents` */
    uint64_t list[PH_BATCH_ROWS];
    ph_rows parents;
    ph_frame **frames; /* of each of the link's parents */
} ph_frame_link;

/* What all frames of a maker share. There are no more of them than some thousand: where each entity
 * asks two parents, and each of these two more, they would be without end. */
enum { PH_FRAMES_MAX = 4096 };
typedef struct ph_frame_shared {
    ph_expr_scratch *scratch;
    size_t frames;
} ph_frame_shared;

struct ph_frame {
    const ph_plan *plan;
    ph_frame_shared *shared;
    uint32_t entity;
    ph_rows rows;
    ph_values *values; /* by column */
    uint8_t *done;
    ph_frame_link **links; /* by relationship */
    ph_frame **children;   /* by relationship */
    const ph_values **inputs;
    size_t input_capacity;
};

/* A frame without rows. `shared` outlives it. Returns PHONY_ERROR_LIMIT (PH_FRAMES_MAX), _MEMORY.
 */
phony_status ph_frame_new(const ph_plan *plan, uint32_t entity, ph_frame_shared *shared,
                          ph_frame **frame, phony_error *error);
void ph_frame_free(ph_frame *frame);
/* Other rows, at most PH_BATCH_ROWS; a list must stay where it is. */
void ph_frame_begin(ph_frame *frame, ph_rows rows);
/* A column, made when it is first asked for; valid until the frame begins anew. Errors name the
 * field. */
phony_status ph_frame_column(ph_frame *frame, uint32_t column, const ph_values **values,
                             phony_error *error);

/* ---- For the columns' classes ---------------------------------------------------------------- */

/* The inputs of a column, in order: valid until the next call for this frame. */
phony_status ph_frame_inputs(ph_frame *frame, const ph_column *column,
                             const ph_values *const **inputs, phony_error *error);
phony_status ph_frame_find_link(ph_frame *frame, uint32_t link, ph_frame_link **found,
                                phony_error *error);
/* The frame of the link's parent `number`. */
phony_status ph_frame_parent(ph_frame *frame, ph_frame_link *found, uint32_t link, size_t number,
                             ph_frame **parent, phony_error *error);
phony_status ph_frame_child(ph_frame *frame, uint32_t link, ph_frame **child, phony_error *error);
/* out = row at[i] of sources[from[i]]; from[i] = UINT32_MAX: null. */
phony_status ph_frame_pick(const ph_values *const *sources, const uint32_t *from,
                           const uint32_t *at, size_t rows, ph_type type, ph_values *out,
                           phony_error *error);
#endif
