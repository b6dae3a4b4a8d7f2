/* Coverage: the fewest rows in which fields have each of their cases - the least and the greatest,
 * the shortest and the longest, each member of an enumeration, null and not null - and any two
 * fields each pair of theirs.
 *
 *     plan, built -- cover_cases.c: cases of each field -- cover_pairs.c: rows of cases
 *                 -- numbers of rows, in which relationships are possible -- the plan, built again
 */
#ifndef PH_COVER_H
#define PH_COVER_H

#include "plan/plan.h"

enum { PH_CASES_MAX = 4096 /* of a field; of an enumeration with more, the first */ };

/* What a field is to have in the rows that cover: case c of row r is at rows[r * fields + field].
 */
typedef struct ph_cover_field {
    ph_values values;   /* by case; none: whatever the row has by itself is the first case */
    uint32_t cases;     /* with null */
    uint32_t null_case; /* UINT32_MAX: never null */
} ph_cover_field;

struct ph_cover {
    ph_cover_field *fields;
    uint32_t field_count;
    uint16_t *rows;
    uint64_t row_count;
};

/* Cases of an entity's fields, out of its columns. Returns PHONY_ERROR_MEMORY, _LIMIT. */
phony_status ph_cover_find_cases(const ph_plan *plan, uint32_t entity, ph_cover *cover,
                                 phony_error *error);
/* The rows that have all pairs of cases (the in-parameter-order strategy: Lei and Tai 1998). */
phony_status ph_cover_find_rows(ph_cover *cover, phony_error *error);
void ph_cover_free(ph_cover *cover);

/* Builds the plan for coverage: numbers of rows are those that are needed, but for those that the
 * options give. */
phony_status ph_cover_build(ph_plan *plan, const phony_dataset_options *options,
                            phony_error *error);

/* In place of what a column's class gives. `out` of a field's own column has been made already. */
static inline uint32_t ph_cover_case(const ph_cover *cover, uint32_t field, uint64_t row)
{
    return row < cover->row_count ? cover->rows[row * cover->field_count + field] : UINT32_MAX;
}
#endif
