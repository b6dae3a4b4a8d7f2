/* generator.h: generators and their values. */
#ifndef PHONY_NODE_GENERATOR_H
#define PHONY_NODE_GENERATOR_H

#include "call.h"

extern const struct call_export generator_exports[];
extern const struct call_export batch_exports[];

#endif
