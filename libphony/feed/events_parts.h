/* What the files of events share: states, what follows them, and when. */
#ifndef PH_EVENTS_PARTS_H
#define PH_EVENTS_PARTS_H

#include "feed/distribution.h"

enum { PH_STATES_MAX = 256, PH_STATE_REPEAT_MAX = 1000 };
#define PH_NO_STATE UINT32_MAX

typedef struct ph_branch {
    uint32_t state;
    double chance;
} ph_branch;

typedef struct ph_state {
    char *name;
    ph_branch *branches;
    uint32_t count;
    double end;             /* the chance that nothing follows */
    ph_distribution *delay; /* until what follows, in microseconds; NULL: nothing does */
} ph_state;

typedef struct ph_events {
    ph_feed base;
    ph_state *states;
    uint32_t count, first;
    uint32_t visits; /* how often a state can come; 0 = the graph itself sees to it */
    int32_t start;   /* an input */
    ph_type start_type;
    ph_option until;
} ph_events;

/* events_read.c: the states out of JSON, checked: every name known, chances at most 1 in sum, each
 * state reachable from `first`, none again and again but with a limit (`visits`). Returns
 * PHONY_ERROR_ARGUMENT, _LIMIT, _MEMORY; what was read is the owner's in any case. */
phony_status ph_events_read(ph_events *events, const ph_option *states, const char *first,
                            phony_error *error);
void ph_events_free_states(ph_events *events);
/* The state's number, or PH_NO_STATE and an error that begins with `who`. */
uint32_t ph_events_find(const ph_events *events, const char *who, const char *name,
                        phony_error *error);
#endif
