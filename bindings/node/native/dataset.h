/* dataset.h: data sets of schemas, and their rows. */
#ifndef PHONY_NODE_DATASET_H
#define PHONY_NODE_DATASET_H

#include "call.h"

extern const struct call_export dataset_exports[];
extern const struct call_export cells_exports[];

#endif
