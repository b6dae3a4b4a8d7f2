/* Events: a path of states with ascending times (spec/pdl.md, "Events"). The row's stream has two
 * words for each step: the first says which state follows, the second after how long. Nothing is
 * kept: `event`, which gives the time of a state, goes the path of its `events` again, with the
 * same key and inputs. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "data/real.h"
#include "feed/cards.h"
#include "feed/events_parts.h"

/* ---- The path ------------------------------------------------------------------------------ */

typedef struct path {
    const ph_events *events;
    uint64_t stream, step;
    uint32_t state;
    int64_t time, until;
    uint16_t visits[PH_STATES_MAX];
} path;

/* Longer than from year 1 to 9999: what takes that long is not reached. */
static const double delay_max = 4e17;

static int may_come(const path *p, uint32_t state)
{
    return !p->events->visits || p->visits[state] < p->events->visits;
}

/* States that have come as often as they may are left out, and the chances of the rest grow in
 * proportion. */
static uint32_t next_state(const path *p, double u)
{
    const ph_state *state = &p->events->states[p->state];
    uint32_t last = PH_NO_STATE;

    if (p->events->visits) {
        double left = state->end;
        for (uint32_t i = 0; i < state->count; i++)
            left += may_come(p, state->branches[i].state) ? state->branches[i].chance : 0;
        u *= left;
    }
    for (uint32_t i = 0; i < state->count; i++) {
        const ph_branch *branch = &state->branches[i];
        if (branch->chance <= 0 || !may_come(p, branch->state))
            continue;
        if (u < branch->chance)
            return branch->state;
        u -= branch->chance;
        last = branch->state;
    }
    return state->end > 0 ? PH_NO_STATE : last;
}

/* 0: the path has ended, or what follows is not reached in time. */
static int step(path *p)
{
    const ph_distribution *delay = p->events->states[p->state].delay;
    uint64_t word = 2 * p->step++;
    double u = ph_real_unit(ph_stream_word(p->stream, word)), wait;
    uint32_t next = delay ? next_state(p, u) : PH_NO_STATE;

    if (next == PH_NO_STATE)
        return 0;
    u = ph_real_unit(ph_stream_word(p->stream, word + 1));
    ph_distribution_quantiles(delay, &u, &wait, 1);
    p->time += (int64_t)ph_real_round(wait < delay_max ? wait : delay_max);
    p->state = next;
    p->visits[next]++;
    return p->time <= p->until;
}

/* 0: it does not begin, or not in time. */
static int begin(path *p, const ph_events *events, const ph_feed_frame *frame, size_t i)
{
    const ph_values *start = frame->inputs[events->start];
    int null = 0;

    if (ph_values_is_null(start, i))
        return 0;
    p->events = events;
    p->stream = ph_stream(frame->key, ph_row(frame->rows, i));
    p->step = 0;
    p->state = events->first;
    p->time = start->numbers[i];
    if (events->start_type.kind == PH_TYPE_DATE)
        p->time *= PH_MICROSECONDS_A_DAY;
    p->until = ph_option_number(&events->until, frame, i, &null);
    if (null)
        p->until = events->until.number; /* now */
    memset(p->visits, 0, events->count * sizeof *p->visits);
    p->visits[events->first] = 1;
    return p->time <= p->until;
}

/* ---- events: the state that was reached last ----------------------------------------------- */

static void free_events(ph_feed *feed)
{
    ph_events_free_states((ph_events *)feed);
    ph_free(feed);
}

static phony_status fill_events(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const ph_events *events = (const ph_events *)feed;
    size_t rows = frame->rows->count;
    phony_status status = ph_values_begin(out, feed->type, rows, error);

    for (size_t i = 0; !status && i < rows; i++) {
        path p;
        uint32_t state = events->first;
        if (!begin(&p, events, frame, i)) {
            ph_values_put_null(out, i);
            continue;
        }
        while (step(&p))
            state = p.state;
        status = ph_values_put(out, i, events->states[state].name,
                               strlen(events->states[state].name), error);
    }
    return status;
}

static const char *member_of_events(const ph_feed *feed, size_t index)
{
    const ph_events *events = (const ph_events *)feed;

    return index < events->count ? events->states[index].name : NULL;
}

static const ph_feed_class events_class = {
    .fill = fill_events, .free = free_events, .member = member_of_events};

static phony_status take_start(ph_events *events, const ph_feed_request *request,
                               phony_error *error)
{
    events->start = ph_feed_option(request, "start")->input;
    events->start_type = request->input_types[events->start];
    if (events->start_type.kind != PH_TYPE_DATE && events->start_type.kind != PH_TYPE_TIMESTAMP &&
        events->start_type.kind != PH_TYPE_TIMESTAMPTZ)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "events: \"start\" must be a date, a timestamp or a timestamptz");
    return PHONY_OK;
}

static phony_status make_events(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_option *repeat = ph_feed_option(request, "repeat");
    ph_events *events;
    phony_status status;

    if (repeat->number < 0 || repeat->number > PH_STATE_REPEAT_MAX)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "events: \"repeat\" must be from 0 to %d",
                       PH_STATE_REPEAT_MAX);
    events = ph_calloc(1, sizeof *events);
    if (!events)
        return ph_fail_memory(error);
    events->base.class = &events_class;
    events->base.type = request->type;
    if (request->type.kind != PH_TYPE_TEXT || request->type.length)
        events->base.type = (ph_type){.kind = PH_TYPE_ENUM};
    events->visits = repeat->number ? (uint32_t)repeat->number + 1 : 0;
    events->until = *ph_feed_option(request, "until");
    if (events->until.input >= 0)
        events->until.number = request->now;
    status = take_start(events, request, error);
    if (!status)
        status = ph_events_read(events, ph_feed_option(request, "states"),
                                ph_feed_option(request, "first")->text, error);
    if (status)
        free_events(&events->base);
    else
        *feed = &events->base;
    return status;
}

/* ---- event: when a state was reached ------------------------------------------------------- */

typedef struct event {
    ph_feed base;
    const ph_events *events; /* the feed that `of` names */
    uint32_t state;
} event;

static void free_event(ph_feed *feed)
{
    ph_free(feed);
}

/* The first time; 0: it was not. */
static int reach(path *p, uint32_t state)
{
    while (p->state != state)
        if (!step(p))
            return 0;
    return 1;
}

static int64_t days_of(int64_t time)
{
    int64_t days = time / PH_MICROSECONDS_A_DAY;

    return days - (time % PH_MICROSECONDS_A_DAY < 0);
}

static phony_status fill_event(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                               phony_error *error)
{
    const event *e = (const event *)feed;
    phony_status status = ph_values_begin(out, feed->type, frame->rows->count, error);

    for (size_t i = 0; !status && i < frame->rows->count; i++) {
        path p;
        if (!begin(&p, e->events, frame, i) || !reach(&p, e->state))
            ph_values_put_null(out, i);
        else
            out->numbers[i] = feed->type.kind == PH_TYPE_DATE ? days_of(p.time) : p.time;
    }
    return status;
}

static const ph_feed_class event_class = {.fill = fill_event, .free = free_event};

static ph_type type_of_event(ph_type wanted, ph_type start)
{
    if (wanted.kind == PH_TYPE_DATE || wanted.kind == PH_TYPE_TIMESTAMP ||
        wanted.kind == PH_TYPE_TIMESTAMPTZ)
        return wanted;
    return (ph_type){.kind = start.kind == PH_TYPE_TIMESTAMPTZ ? PH_TYPE_TIMESTAMPTZ
                                                               : PH_TYPE_TIMESTAMP};
}

static phony_status make_event(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    const ph_events *events = (const ph_events *)request->of;
    const char *of = ph_feed_option(request, "of")->text;
    uint32_t state;
    event *e;

    if (!events || events->base.class != &events_class)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "event: \"of\" must name a field of the type events; \"%.60s\" is none", of);
    state =
        ph_events_find(events, "event: \"state\"", ph_feed_option(request, "state")->text, error);
    if (state == PH_NO_STATE)
        return PHONY_ERROR_ARGUMENT;
    e = ph_calloc(1, sizeof *e);
    if (!e)
        return ph_fail_memory(error);
    e->base.class = &event_class;
    e->base.type = type_of_event(request->type, events->start_type);
    e->events = events;
    e->state = state;
    *feed = &e->base;
    return PHONY_OK;
}

/* ---- Cards --------------------------------------------------------------------------------- */

static const ph_option_card events_options[] = {
    {"states", PH_OPTION_JSON, PH_OPTION_NEEDED, NULL, NULL,
     "name to {\"next\": {name: chance}, \"delay\": a distribution of times}"},
    {"first", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL, "the state that a path begins with"},
    {"start", PH_OPTION_FIELD, PH_OPTION_NEEDED, NULL, NULL,
     "when it begins: a date, timestamp or timestamptz"},
    {"until", PH_OPTION_MOMENT, PH_OPTION_BY_ROW, "now", NULL,
     "what comes later has not happened; null is now"},
    {"repeat", PH_OPTION_WHOLE, 0, "0", NULL, "how often a state may come again, up to 1000"},
};
static const ph_option_card event_options[] = {
    {"of", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL, "a field of the type events"},
    {"state", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL, "one of its states"},
};

const ph_card ph_card_events = {.type = "events",
                                .summary = "the last state of a path of states, each at its time",
                                .options = events_options,
                                .option_count = sizeof events_options / sizeof *events_options,
                                .key = PH_KEY_FIELD,
                                .gives = PH_TYPE_ENUM,
                                .fit = PHONY_FIT_LINKED | PHONY_FIT_BY_ROW | PH_FIT_NULLS,
                                .make = make_events};

const ph_card ph_card_event = {.type = "event",
                               .summary = "when a state of a path was first reached",
                               .options = event_options,
                               .option_count = sizeof event_options / sizeof *event_options,
                               .key = PH_KEY_OF,
                               .gives = PH_TYPE_TIMESTAMP,
                               .fit = PHONY_FIT_LINKED | PH_FIT_NULLS,
                               .make = make_event};
