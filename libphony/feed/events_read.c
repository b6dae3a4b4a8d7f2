/* States of events: reading and checking them. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/events_parts.h"
#include "text/nearest.h"

/* What sums of chances like 0.7 + 0.2 + 0.1 may differ from 1. */
static const double slack = 1e-9;

void ph_events_free_states(ph_events *events)
{
    for (uint32_t i = 0; i < events->count; i++) {
        ph_free(events->states[i].name);
        ph_free(events->states[i].branches);
        ph_distribution_free(events->states[i].delay);
    }
    ph_free(events->states);
}

uint32_t ph_events_find(const ph_events *events, const char *who, const char *name,
                        phony_error *error)
{
    ph_nearest nearest = {0};

    for (uint32_t i = 0; i < events->count; i++) {
        if (strcmp(events->states[i].name, name) == 0)
            return i;
        ph_nearest_try(&nearest, name, events->states[i].name);
    }
    (void)ph_fail(error, PHONY_ERROR_ARGUMENT, "%s: \"%.60s\" is not among the states%s%s%s", who,
                  name, nearest.name ? "; did you mean \"" : "", nearest.name ? nearest.name : "",
                  nearest.name ? "\"?" : "");
    return PH_NO_STATE;
}

static phony_status refuse_state(const ph_state *state, const char *what, phony_error *error)
{
    return ph_fail(error, PHONY_ERROR_ARGUMENT, "events: the state \"%.60s\" %s", state->name,
                   what);
}

/* ---- Reading ------------------------------------------------------------------------------- */

static phony_status read_branch(const ph_events *events, const ph_json_tree *tree, uint32_t node,
                                const ph_state *state, ph_branch *branch, phony_error *error)
{
    static const ph_option_card chance = {"next", PH_OPTION_REAL, 0, NULL, NULL, NULL};
    ph_option option;

    branch->state = ph_events_find(events, "events", ph_json_key(tree, node), error);
    if (branch->state == PH_NO_STATE) {
        ph_error_prefix(error, "after \"%.60s\"", state->name);
        return PHONY_ERROR_ARGUMENT;
    }
    if (ph_option_read(&chance, tree, node, 0, &option, error) || option.real < 0 ||
        option.real > 1)
        return refuse_state(state, "has a \"next\" whose chance is no number from 0 to 1", error);
    branch->chance = option.real;
    return PHONY_OK;
}

static phony_status read_next(const ph_events *events, const ph_json_tree *tree, uint32_t node,
                              ph_state *state, phony_error *error)
{
    uint32_t child = tree->nodes[node].child;
    phony_status status = PHONY_OK;
    double sum = 0;

    if (tree->nodes[node].kind != PH_JSON_OBJECT)
        return refuse_state(state, "must have as \"next\" an object: {\"paid\": 0.9}", error);
    state->branches = ph_calloc(tree->nodes[node].count + (size_t)1, sizeof *state->branches);
    if (!state->branches)
        return ph_fail_memory(error);
    for (; !status && child != PH_JSON_NO_NODE; child = tree->nodes[child].next) {
        status = read_branch(events, tree, child, state, &state->branches[state->count], error);
        sum += state->branches[state->count++].chance;
    }
    if (!status && sum > 1 + slack)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "events: the chances of what follows \"%.60s\" come to %g, more than 1",
                       state->name, sum);
    state->end = sum > 1 - slack ? 0 : 1 - sum;
    return status;
}

static phony_status read_delay(const ph_json_tree *tree, uint32_t node, ph_state *state,
                               phony_error *error)
{
    static const ph_distribution_use times = {1, 1};
    phony_status status = ph_distribution_read(tree, node, &times, &state->delay, error);

    if (status == PHONY_ERROR_ARGUMENT || status == PHONY_ERROR_LIMIT)
        ph_error_prefix(error, "events: the delay of \"%.60s\"", state->name);
    return status;
}

static phony_status check_member(const ph_state *state, const char *name, phony_error *error)
{
    ph_nearest nearest = {0};

    if (strcmp(name, "next") == 0 || strcmp(name, "delay") == 0)
        return PHONY_OK;
    ph_nearest_try(&nearest, name, "next");
    ph_nearest_try(&nearest, name, "delay");
    return ph_fail(error, PHONY_ERROR_ARGUMENT,
                   "events: the state \"%.60s\" has no option \"%.60s\"; did you mean \"%s\"?",
                   state->name, name, nearest.name ? nearest.name : "next");
}

static phony_status read_state(ph_events *events, const ph_json_tree *tree, uint32_t node,
                               ph_state *state, phony_error *error)
{
    uint32_t next = ph_json_member(tree, node, "next"), delay, child = tree->nodes[node].child;
    phony_status status = PHONY_OK;

    if (tree->nodes[node].kind != PH_JSON_OBJECT)
        return refuse_state(state, "must be an object of \"next\" and \"delay\", or {}", error);
    for (; !status && child != PH_JSON_NO_NODE; child = tree->nodes[child].next)
        status = check_member(state, ph_json_key(tree, child), error);
    if (!status && next != PH_JSON_NO_NODE)
        status = read_next(events, tree, next, state, error);
    if (status)
        return status;
    delay = ph_json_member(tree, node, "delay");
    if ((state->count > 0) != (delay != PH_JSON_NO_NODE))
        return refuse_state(state,
                            state->count ? "needs a \"delay\" until what follows"
                                         : "has a \"delay\", but no \"next\" that follows",
                            error);
    return state->count ? read_delay(tree, delay, state, error) : PHONY_OK;
}

/* ---- The graph ----------------------------------------------------------------------------- */

/* Depth first. A state that is reached while it is being gone through can come again. */
enum { UNSEEN, OPEN, DONE };

static phony_status visit(const ph_events *events, uint32_t number, unsigned char *seen,
                          phony_error *error)
{
    const ph_state *state = &events->states[number];
    phony_status status = PHONY_OK;

    seen[number] = OPEN;
    for (uint32_t i = 0; !status && i < state->count; i++) {
        uint32_t to = state->branches[i].state;
        if (state->branches[i].chance <= 0)
            continue;
        if (seen[to] == OPEN && !events->visits)
            return refuse_state(&events->states[to],
                                "can come again and again; say with \"repeat\" how often", error);
        if (seen[to] == UNSEEN)
            status = visit(events, to, seen, error);
    }
    seen[number] = DONE;
    return status;
}

static phony_status check_graph(const ph_events *events, phony_error *error)
{
    unsigned char seen[PH_STATES_MAX] = {UNSEEN};
    phony_status status = visit(events, events->first, seen, error);

    for (uint32_t i = 0; !status && i < events->count; i++)
        if (seen[i] == UNSEEN)
            return ph_fail(error, PHONY_ERROR_ARGUMENT,
                           "events: the state \"%.60s\" is not reached from \"%.60s\"; name it in "
                           "a \"next\", or take it away",
                           events->states[i].name, events->states[events->first].name);
    return status;
}

/* Names first: what follows speaks of all of them. */
static phony_status read_names(ph_events *events, const ph_json_tree *tree, uint32_t node,
                               phony_error *error)
{
    events->states = ph_calloc(tree->nodes[node].count, sizeof *events->states);
    if (!events->states)
        return ph_fail_memory(error);
    node = tree->nodes[node].child;
    for (; node != PH_JSON_NO_NODE; node = tree->nodes[node].next) {
        const char *name = ph_json_key(tree, node);
        ph_state *state = &events->states[events->count++];
        state->name = ph_strndup(name, strlen(name));
        if (!state->name)
            return ph_fail_memory(error);
        state->end = 1;
    }
    return PHONY_OK;
}

phony_status ph_events_read(ph_events *events, const ph_option *states, const char *first,
                            phony_error *error)
{
    const ph_json_tree *tree = states->tree;
    const ph_json_node *object = &tree->nodes[states->node];
    uint32_t node = object->child;
    phony_status status;

    if (object->kind != PH_JSON_OBJECT || object->count == 0 || object->count > PH_STATES_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "events: \"states\" must be an object of 1 to %d states", PH_STATES_MAX);
    status = read_names(events, tree, states->node, error);
    for (uint32_t i = 0; !status && node != PH_JSON_NO_NODE; node = tree->nodes[node].next)
        status = read_state(events, tree, node, &events->states[i++], error);
    if (status)
        return status;
    events->first = ph_events_find(events, "events: \"first\"", first, error);
    return events->first == PH_NO_STATE ? PHONY_ERROR_ARGUMENT : check_graph(events, error);
}
