/* Schemas for programs: as a graph, as JSON. */
#ifndef CLI_SCHEMA_SHOW_H
#define CLI_SCHEMA_SHOW_H

#include "dataset.h"
#include "terminal.h"

/* The language of Graphviz, on standard output: a node for each entity, an edge for each
 * relationship. */
void cli_show_dot(const phony_dataset *dataset);
void cli_show_json(const phony_dataset *dataset);

#endif
