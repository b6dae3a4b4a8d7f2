/* What tests of patterns share. */
#ifndef PATTERN_UTIL_H
#define PATTERN_UTIL_H

#include "constraint/automaton.h"
#include "constraint/pattern.h"
#include "models.h"
#include "text/utf8.h"

static inline ph_pattern *compile(const char *text)
{
    ph_pattern *pattern = NULL;
    phony_error error = {0};

    ck_assert_msg(ph_pattern_new(text, &pattern, &error) == PHONY_OK, "%s: %s", text,
                  error.message);
    return pattern;
}

/* Whether the pattern matches the whole of a text. */
static inline int matches(ph_pattern *pattern, const char *text)
{
    uint32_t state = 0;
    phony_error error = {0};
    size_t size;

    for (; *text; text += size) {
        uint32_t point = ph_utf8_decode(text, &size);
        ASSERT_STATUS(ph_pattern_step(pattern, state, point, &state, &error), PHONY_OK, &error);
        if (state == PH_DEAD)
            return 0;
    }
    return ph_pattern_accepts(pattern, state);
}
#endif
