/* What the files that compile generators share: build_generators.c finds them, build_options.c
 * reads their options, build_feeds.c makes feeds of them. */
#ifndef PH_BUILD_SOURCE_H
#define PH_BUILD_SOURCE_H

#include "feed/cards.h"
#include "plan/build.h"

/* A generator, found: its card, and where its options stand (none: all at their defaults). */
typedef struct ph_build_source {
    const ph_card *card;
    ph_site options;
    const char *model; /* a model's name stood for it */
} ph_build_source;

/* The columns that options are taken from, row by row. */
enum { PH_FEED_INPUTS_MAX = 64 };
typedef struct ph_feed_inputs {
    uint32_t columns[PH_FEED_INPUTS_MAX];
    ph_type types[PH_FEED_INPUTS_MAX];
    size_t count;
    int broken; /* one of them has a problem */
} ph_feed_inputs;

/* ---- build_options.c ------------------------------------------------------------------------- */

/* Whether all members of a generator are options of it; a problem for each that is not. */
void ph_build_check_options(ph_builder *b, const ph_build_source *from, ph_feed_inputs *inputs);
/* Reads one option, by its number on the card; or, having checked them, all of them. */
phony_status ph_build_option(ph_builder *b, const ph_build_for *for_what,
                             const ph_build_source *from, size_t number, ph_option *option,
                             ph_feed_inputs *inputs);
phony_status ph_build_options(ph_builder *b, const ph_build_for *for_what,
                              const ph_build_source *from, ph_option *options,
                              ph_feed_inputs *inputs);

/* ---- build_feeds.c --------------------------------------------------------------------------- */

phony_status ph_build_feed(ph_builder *b, const ph_build_for *for_what, const ph_build_source *from,
                           uint32_t *column);
/* A number or boolean in the place of a generator ("default"). */
phony_status ph_build_constant(ph_builder *b, const ph_build_for *for_what, ph_site site,
                               uint32_t *column);
#endif
