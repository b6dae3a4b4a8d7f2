/* The weighted graph: models small enough to smooth by hand, then what holds for every model. */
#include <stdlib.h>

#include "models.h"
#include "sample/graph.h"

#define BACK_OFF PH_NONE
#define END PH_NONE

typedef struct wanted_edge {
    uint32_t state, token;
    uint64_t weight;
    uint32_t next;
} wanted_edge;

static void open_graph(const phony_model *model, ph_graph *graph)
{
    const ph_training training = {model->values, model->weight, model->min_count, model->mode};
    phony_error error = {0};

    ASSERT_STATUS(ph_graph_init(graph, &model->ngrams, &training, &error), PHONY_OK, &error);
}

/* All edges of all states are as in the table. */
static void assert_edges(const ph_graph *graph, const wanted_edge *wanted, size_t count)
{
    ph_edge edges[16];
    size_t at = 0;

    for (uint32_t state = 0; state < graph->base[graph->ngrams->order]; state++) {
        uint32_t degree = ph_graph_edges(graph, state, edges);
        ck_assert_uint_eq(degree, ph_graph_degree(graph, state));
        ck_assert_uint_le(degree, graph->degree_max);
        for (uint32_t e = 0; e < degree; e++, at++) {
            ck_assert_uint_lt(at, count);
            ck_assert_msg(wanted[at].state == state && wanted[at].token == edges[e].token &&
                              wanted[at].weight == edges[e].weight &&
                              wanted[at].next == edges[e].next,
                          "edge %zu: state %u, token %u, weight %lu, next %u", at, state,
                          edges[e].token, (unsigned long)edges[e].weight, edges[e].next);
        }
    }
    ck_assert_uint_eq(at, count);
}

/* "ab" and "ac", order 2: a = 1, b = 2, c = 3. States: 0 empty, 1 start, 2 a, 3 b, 4 c.
 * Order 1 counts what stands before: the end stands behind b and c, all others behind one. Contexts
 * of one letter give 1/4 of a count of 1 away. */
START_TEST(a_bigram_model_is_smoothed_as_by_hand)
{
    static const char *const values[] = {"ab", "ac"};
    static const wanted_edge wanted[] = {
        {0, 0, 8, END}, {0, 1, 4, 2},        {0, 2, 4, 3},   {0, 3, 4, 4},
        {1, 1, 8, 2},   {2, 2, 3, 3},        {2, 3, 3, 4},   {2, BACK_OFF, 2, 0},
        {3, 0, 3, END}, {3, BACK_OFF, 1, 0}, {4, 0, 3, END}, {4, BACK_OFF, 1, 0},
    };
    phony_model *model = train_order(2, values, 2);
    ph_graph graph;

    open_graph(model, &graph);
    ck_assert_uint_eq(graph.start, 1);
    ck_assert_uint_eq(graph.unit, 1);
    assert_edges(&graph, wanted, COUNT_OF(wanted));
    ph_graph_fini(&graph);
    phony_model_unref(model);
}
END_TEST

/* "ab" three times and "b" once, by count: the average value weighs 2, so a count of 3 gives away
 * 1/4 of 2, as a count of 4 does. At the start nothing is given away. */
START_TEST(discounts_are_in_units_of_the_average_weight)
{
    static const weighted_value values[] = {{"ab", 3}, {"b", 1}};
    static const wanted_edge wanted[] = {
        {0, 0, 4, END}, {0, 1, 4, 2},        {0, 2, 8, 3},    {1, 1, 12, 2},       {1, 2, 4, 3},
        {2, 2, 10, 3},  {2, BACK_OFF, 2, 0}, {3, 0, 14, END}, {3, BACK_OFF, 2, 0},
    };
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_model *model;
    ph_graph graph;

    options.order = 2;
    options.weighting = PHONY_WEIGHT_COUNT;
    model = train_weighted(&options, values, COUNT_OF(values));
    open_graph(model, &graph);
    ck_assert_uint_eq(graph.unit, 2);
    assert_edges(&graph, wanted, COUNT_OF(wanted));
    ph_graph_fini(&graph);
    phony_model_unref(model);
}
END_TEST

/* "aab" and "ab" and "ab", order 3: a = 1, b = 2. States: 0 empty; 1 start, 2 a, 3 b; 4 start a,
 * 5 a a, 6 a b.
 * Contexts of order 2 count what stands before, but the start counts occurrences:
 *   a: "a a" stands behind the start; "a b" behind the start and a -> a 1, b 2
 *   b: "b end" behind a -> 1
 * Order 3: start a: a 1, b 2; a a: b 1; a b: end 3. */
START_TEST(a_trigram_model_is_smoothed_as_by_hand)
{
    static const char *const values[] = {"aab", "ab", "ab"};
    static const wanted_edge wanted[] = {
        {0, 0, 4, END},      {0, 1, 8, 2},        {0, 2, 4, 3},        {1, 1, 12, 4},
        {2, 1, 3, 5},        {2, 2, 7, 6},        {2, BACK_OFF, 2, 0}, {3, 0, 3, END},
        {3, BACK_OFF, 1, 0}, {4, 1, 1, 5},        {4, 2, 5, 6},        {4, BACK_OFF, 6, 2},
        {5, 2, 1, 6},        {5, BACK_OFF, 3, 2}, {6, 0, 9, END},      {6, BACK_OFF, 3, 3},
    };
    phony_model *model = train_order(3, values, COUNT_OF(values));
    ph_graph graph;

    open_graph(model, &graph);
    ck_assert_uint_eq(graph.start, 1);
    assert_edges(&graph, wanted, COUNT_OF(wanted));
    ph_graph_fini(&graph);
    phony_model_unref(model);
}
END_TEST

/* The same without what was counted once: "start a a" and "a a b" are gone. Of the three
 * occurrences of "start a" one was pruned, whose weight goes to the back-off; what stands before "a
 * a" and "a b" is estimated as it was. "a a" has no context of its own any more, so behind it comes
 * a's. */
START_TEST(what_pruning_took_goes_to_the_back_off)
{
    static const char *const values[] = {"aab", "ab", "ab"};
    static const wanted_edge wanted[] = {
        {0, 0, 4, END},      {0, 1, 8, 2}, {0, 2, 4, 3},        {1, 1, 12, 4},
        {2, 1, 3, 2},        {2, 2, 7, 5}, {2, BACK_OFF, 2, 0}, {3, 0, 3, END},
        {3, BACK_OFF, 1, 0}, {4, 2, 5, 5}, {4, BACK_OFF, 7, 2}, {5, 0, 9, END},
        {5, BACK_OFF, 3, 3},
    };
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_model *model;
    ph_graph graph;

    options.order = 3;
    options.min_count = 2;
    model = train(&options, values, COUNT_OF(values));
    open_graph(model, &graph);
    assert_edges(&graph, wanted, COUNT_OF(wanted));
    ph_graph_fini(&graph);
    phony_model_unref(model);
}
END_TEST

START_TEST(order_1_draws_letters_by_their_counts)
{
    static const char *const values[] = {"ab", "b"};
    static const wanted_edge wanted[] = {{0, 0, 8, END}, {0, 1, 4, 0}, {0, 2, 8, 0}};
    phony_model *model = train_order(1, values, COUNT_OF(values));
    ph_graph graph;

    open_graph(model, &graph);
    ck_assert_uint_eq(graph.start, 0);
    assert_edges(&graph, wanted, COUNT_OF(wanted));
    ph_graph_fini(&graph);
    phony_model_unref(model);
}
END_TEST

/* The state that the tokens of a state and one more token lead to: the longest context that they
 * end with, found by its tokens. */
static uint32_t longest_context(const ph_graph *graph, const uint32_t *tokens, int32_t count)
{
    const ph_ngrams *ngrams = graph->ngrams;
    uint32_t other[PH_ORDER_MAX];

    for (int32_t k = count < ngrams->order - 1 ? count : ngrams->order - 1; k > 0; k--) {
        for (uint32_t c = 0; c < ngrams->of[k].contexts; c++) {
            ph_ngrams_context(ngrams, k + 1, c, other);
            if (!memcmp(other, tokens + count - k, (size_t)k * sizeof *tokens))
                return graph->base[k] + c;
        }
    }
    return 0;
}

static void assert_edge(const ph_graph *graph, const ph_edge *edge, const uint32_t *tokens,
                        int32_t count)
{
    uint32_t longer[PH_ORDER_MAX + 1], wanted;

    memcpy(longer, tokens, (size_t)count * sizeof *tokens);
    longer[count] = edge->token;
    if (edge->token == 0)
        wanted = END;
    else if (edge->token == BACK_OFF)
        wanted = longest_context(graph, tokens + 1, count - 1);
    else
        wanted = longest_context(graph, longer, count + 1);
    if (edge->weight < 1 || edge->next != wanted)
        ck_abort_msg("token %u leads to %u, not %u", edge->token, edge->next, wanted);
}

static void assert_state(const ph_graph *graph, uint32_t state, ph_edge *edges)
{
    uint32_t tokens[PH_ORDER_MAX], context, degree = ph_graph_edges(graph, state, edges);
    uint64_t sum = 0;
    int32_t order;

    ph_graph_locate(graph, state, &order, &context);
    ck_assert_uint_eq(state, graph->base[order - 1] + context);
    ph_ngrams_context(graph->ngrams, order, context, tokens);
    for (uint32_t e = 0; e < degree; e++) {
        assert_edge(graph, &edges[e], tokens, order - 1);
        sum += edges[e].weight;
        if (e > 0)
            ck_assert_uint_lt(edges[e - 1].token, edges[e].token);
    }
    ck_assert_uint_lt(sum, UINT64_C(1) << 62);
    /* the empty context and the start have nowhere to go back to */
    ck_assert_int_eq(edges[degree - 1].token == BACK_OFF,
                     order > 2 || (order == 2 && tokens[0] != 0));
}

static void assert_graph(const phony_model *model)
{
    ph_graph graph;
    ph_edge *edges;

    open_graph(model, &graph);
    edges = calloc(graph.degree_max, sizeof *edges);
    for (uint32_t state = 0; state < graph.base[model->ngrams.order]; state++)
        assert_state(&graph, state, edges);
    free(edges);
    ph_graph_fini(&graph);
}

START_TEST(edges_lead_to_the_longest_context_there_is)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;

    for (options.order = 1; options.order <= PH_ORDER_MAX; options.order++) {
        for (options.min_count = 1; options.min_count < 5; options.min_count++) {
            phony_model *model = train(&options, test_names + 100, 40);
            assert_graph(model);
            phony_model_unref(model);
        }
    }
}
END_TEST

START_TEST(nothing_is_backed_off_at_the_start)
{
    phony_model *model = train_names(4);
    ph_graph graph;
    ph_edge *edges;
    uint32_t degree;

    open_graph(model, &graph);
    edges = calloc(graph.degree_max, sizeof *edges);
    degree = ph_graph_edges(&graph, graph.start, edges);
    for (uint32_t e = 0; e < degree; e++) {
        ck_assert_uint_ne(edges[e].token, BACK_OFF);
        ck_assert_uint_ne(edges[e].token, 0); /* no value is empty */
    }
    free(edges);
    ph_graph_fini(&graph);
    phony_model_unref(model);
}
END_TEST

START_TEST(the_largest_counts_stay_below_2_to_the_62)
{
    static const weighted_value values[] = {{"ab", (UINT64_C(1) << 51) - 3}, {"b", 1}, {"a", 1}};
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_model *model;

    options.weighting = PHONY_WEIGHT_COUNT;
    for (options.order = 1; options.order <= 3; options.order++) {
        model = train_weighted(&options, values, COUNT_OF(values));
        assert_graph(model);
        phony_model_unref(model);
    }
}
END_TEST

START_TEST(a_model_without_an_end_is_refused)
{
    static const char *const values[] = {"ab"};
    static const ph_training training = {1, 1, 1, PHONY_MODE_CHAR};
    phony_model *model = train_order(2, values, 1);
    phony_error error = {0};
    ph_graph graph;

    model->ngrams.of[0].token[0] = 1;
    ASSERT_STATUS(ph_graph_init(&graph, &model->ngrams, &training, &error), PHONY_ERROR_MODEL,
                  &error);
    ASSERT_MESSAGE(&error, "no value ever ends");
    phony_model_unref(model);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("graph");

    UNIT_ADD(suite, a_bigram_model_is_smoothed_as_by_hand);
    UNIT_ADD(suite, discounts_are_in_units_of_the_average_weight);
    UNIT_ADD(suite, a_trigram_model_is_smoothed_as_by_hand);
    UNIT_ADD(suite, what_pruning_took_goes_to_the_back_off);
    UNIT_ADD(suite, order_1_draws_letters_by_their_counts);
    UNIT_ADD(suite, edges_lead_to_the_longest_context_there_is);
    UNIT_ADD(suite, nothing_is_backed_off_at_the_start);
    UNIT_ADD(suite, the_largest_counts_stay_below_2_to_the_62);
    UNIT_ADD(suite, a_model_without_an_end_is_refused);
    return suite;
}
