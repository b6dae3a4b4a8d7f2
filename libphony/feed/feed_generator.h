/* Feeds of texts out of a phony_generator: models, running text, built-in composites. */
#ifndef PH_FEED_GENERATOR_H
#define PH_FEED_GENERATOR_H

#include "feed/feed.h"

/* Takes the generator over, also on failure. Returns PHONY_ERROR_MEMORY. */
phony_status ph_feed_of_generator(phony_generator *generator, ph_feed **feed, phony_error *error);
#endif
