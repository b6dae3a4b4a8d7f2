/* model.h: models, and their training. */
#ifndef PHONY_NODE_MODEL_H
#define PHONY_NODE_MODEL_H

#include "call.h"

extern const struct call_export model_exports[];
extern const struct call_export train_exports[];

#endif
