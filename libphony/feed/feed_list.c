/* `list` and `categorical`: one of some values, by weight, in turn, or each once in an order of its
 * own. A list stands in the document or in a file beside it. */

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "feed/cards.h"
#include "feed/list_file.h"
#include "feed/pool.h"
#include "feed/text_feed.h"
#include "sample/permute.h"

enum { ORDER_RANDOM, ORDER_CYCLE, ORDER_SHUFFLE, ORDER_UNIQUE };

typedef struct list_feed {
    ph_feed feed;
    ph_pool pool;
    int in_turn; /* of unique ones */
} list_feed;

static void free_list(ph_feed *feed)
{
    ph_pool_fini(&((list_feed *)feed)->pool);
    ph_free(feed);
}

static const char *member_of(const ph_feed *feed, size_t index)
{
    return ph_pool_member(&((const list_feed *)feed)->pool, index);
}

/* ---- Values ---------------------------------------------------------------------------------- */

static phony_status fill_random(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const ph_pool *pool = &((const list_feed *)feed)->pool;
    const phony_key key = *frame->key;
    size_t count = frame->rows->count;
    phony_status status = ph_pool_begin(pool, out, count, error);

    for (size_t i = 0; !status && i < count; i++)
        status =
            ph_pool_give(pool, ph_choose(&pool->choice, ph_row_word(&key, ph_row(frame->rows, i))),
                         out, i, error);
    return status;
}

static phony_status fill_cycle(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                               phony_error *error)
{
    const ph_pool *pool = &((const list_feed *)feed)->pool;
    size_t count = frame->rows->count;
    phony_status status = ph_pool_begin(pool, out, count, error);

    for (size_t i = 0; !status && i < count; i++)
        status =
            ph_pool_give(pool, (uint32_t)(ph_row(frame->rows, i) % pool->count), out, i, error);
    return status;
}

/* Each time around the list has another order. */
static phony_status fill_shuffle(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                 phony_error *error)
{
    const ph_pool *pool = &((const list_feed *)feed)->pool;
    size_t count = frame->rows->count;
    phony_status status = ph_pool_begin(pool, out, count, error);

    for (size_t i = 0; !status && i < count; i++) {
        uint64_t row = ph_row(frame->rows, i), round = row / pool->count;
        phony_key key = *frame->key;
        key.word[1] ^= round ? ph_mix64(round) : 0;
        status = ph_pool_give(pool, (uint32_t)ph_permute(&key, pool->count, row % pool->count), out,
                              i, error);
    }
    return status;
}

/* Once around those that differ. */
static phony_status fill_unique(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                                phony_error *error)
{
    const list_feed *f = (const list_feed *)feed;
    const ph_pool *pool = &f->pool;
    size_t count = frame->rows->count;
    phony_status status = ph_pool_begin(pool, out, count, error);

    for (size_t i = 0; !status && i < count; i++) {
        uint64_t row = ph_row(frame->rows, i);
        if (row >= pool->member_count)
            return ph_fail(error, PHONY_ERROR_EMPTY, "row %llu: there are %u different values",
                           (unsigned long long)row, pool->member_count);
        if (!f->in_turn)
            row = ph_permute(frame->key, pool->member_count, row);
        status = ph_pool_give(pool, pool->members[row], out, i, error);
    }
    return status;
}

static const ph_feed_class classes[] = {
    [ORDER_RANDOM] = {.fill = fill_random, .free = free_list, .member = member_of},
    [ORDER_CYCLE] = {.fill = fill_cycle, .free = free_list, .member = member_of},
    [ORDER_SHUFFLE] = {.fill = fill_shuffle, .free = free_list, .member = member_of},
    [ORDER_UNIQUE] = {.fill = fill_unique, .free = free_list, .member = member_of}};

/* ---- Weights --------------------------------------------------------------------------------- */

/* Weights as they stand, and the most places behind their points. */
typedef struct weights {
    int64_t *digits;
    int32_t *scales;
    uint32_t count;
    int32_t scale;
} weights;

static int weights_init(weights *w, uint32_t count)
{
    *w = (weights){ph_calloc((size_t)count + 1, sizeof *w->digits),
                   ph_calloc((size_t)count + 1, sizeof *w->scales), 0, 0};
    return w->digits && w->scales ? 0 : -1;
}

static void weights_fini(weights *w)
{
    ph_free(w->digits);
    ph_free(w->scales);
}

/* PH_JSON_NO_NODE is 1. -1: it is no number from 0 on. */
static int weights_add(weights *w, const ph_json_tree *tree, uint32_t node)
{
    int64_t *digits = &w->digits[w->count];
    int32_t *scale = &w->scales[w->count];

    *digits = 1;
    *scale = 0;
    w->count++;
    if (node == PH_JSON_NO_NODE)
        return 0;
    if (tree->nodes[node].kind != PH_JSON_NUMBER ||
        ph_decimal_parse(ph_json_text(tree, node), tree->nodes[node].length, digits, scale) < 0 ||
        *digits < 0)
        return -1;
    w->scale = *scale > w->scale ? *scale : w->scale;
    return 0;
}

/* To the pool, in which they are 1 so far; whole, in the same unit. */
static phony_status weights_take(const weights *w, ph_pool *pool, phony_error *error)
{
    for (uint32_t i = 0; i < w->count; i++) {
        int64_t number;
        if (ph_decimal_rescale(w->digits[i], w->scales[i], w->scale, &number) < 0)
            return ph_fail(error, PHONY_ERROR_ARGUMENT,
                           "'values': weights with %d places and more than %d digits",
                           (int)w->scale, PH_DECIMAL_DIGITS_MAX);
        pool->weights[i] = (uint64_t)number;
        pool->weighted |= w->digits[i] != w->digits[0] || w->scales[i] != w->scales[0];
    }
    return PHONY_OK;
}

/* ---- In the document ------------------------------------------------------------------------- */

static unsigned kind_of_number(const char *text)
{
    return strpbrk(text, ".eE") ? PH_POOL_DECIMAL : PH_POOL_WHOLE;
}

static phony_status add_value(ph_pool *pool, const ph_json_tree *tree, uint32_t node,
                              uint32_t index, phony_error *error)
{
    const ph_json_node *value = &tree->nodes[node];

    switch (value->kind) {
    case PH_JSON_STRING:
        return ph_pool_add(pool, PH_POOL_TEXT, ph_json_text(tree, node), value->length, 1, error);
    case PH_JSON_NUMBER:
        return ph_pool_add(pool, kind_of_number(ph_json_text(tree, node)), ph_json_text(tree, node),
                           value->length, 1, error);
    case PH_JSON_TRUE:
        return ph_pool_add(pool, PH_POOL_BOOLEAN, "true", 4, 1, error);
    case PH_JSON_FALSE:
        return ph_pool_add(pool, PH_POOL_BOOLEAN, "false", 5, 1, error);
    default:
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'values[%u]' must be a text, a number, true or false, or an object of "
                       "\"value\" and \"weight\"",
                       index);
    }
}

static phony_status add_item(ph_pool *pool, weights *w, const ph_json_tree *tree, uint32_t node,
                             phony_error *error)
{
    uint32_t value = node, weight = PH_JSON_NO_NODE, index = tree->nodes[node].index;

    if (tree->nodes[node].kind == PH_JSON_OBJECT) {
        value = ph_json_member(tree, node, "value");
        weight = ph_json_member(tree, node, "weight");
        if (value == PH_JSON_NO_NODE || tree->nodes[node].count != 1u + (weight != PH_JSON_NO_NODE))
            return ph_fail(error, PHONY_ERROR_ARGUMENT,
                           "'values[%u]' must have a \"value\", and nothing else but a \"weight\"",
                           index);
    }
    if (weights_add(w, tree, weight) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'values[%u].weight' must be a number from 0 on, of at most 18 digits",
                       index);
    return add_value(pool, tree, value, index, error);
}

static phony_status add_name(ph_pool *pool, weights *w, const ph_json_tree *tree, uint32_t node,
                             phony_error *error)
{
    const char *name = ph_json_key(tree, node);

    if (weights_add(w, tree, node) < 0)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'values': the weight of '%.60s' must be a number from 0 on, of at most 18 "
                       "digits",
                       name);
    return ph_pool_add(pool, PH_POOL_TEXT, name, tree->nodes[node].key_length, 1, error);
}

typedef phony_status (*item_rule)(ph_pool *pool, weights *w, const ph_json_tree *tree,
                                  uint32_t node, phony_error *error);

static phony_status take_values(ph_pool *pool, const ph_option *values, item_rule add,
                                phony_error *error)
{
    const ph_json_tree *tree = values->tree;
    weights w;
    phony_status status = PHONY_OK;

    if (weights_init(&w, tree->nodes[values->node].count) < 0)
        status = ph_fail_memory(error);
    for (uint32_t item = tree->nodes[values->node].child; !status && item != PH_JSON_NO_NODE;
         item = tree->nodes[item].next)
        status = add(pool, &w, tree, item, error);
    if (!status)
        status = weights_take(&w, pool, error);
    weights_fini(&w);
    return status;
}

/* ---- Making ---------------------------------------------------------------------------------- */

static int is_kind(const ph_option *option, ph_json_kind kind)
{
    return option->tree && option->tree->nodes[option->node].kind == kind;
}

static phony_status read_list(const ph_feed_request *request, ph_pool *pool, phony_error *error)
{
    const ph_option *values = ph_feed_option(request, "values"),
                    *file = ph_feed_option(request, "file"),
                    *column = ph_feed_option(request, "column"),
                    *weight = ph_feed_option(request, "weight");

    if (values->given == file->given)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       values->given ? "either 'values' or 'file', not both"
                                     : "'values' or 'file' is needed");
    if (file->given)
        return ph_list_read(request->folder, file->text, column->text, weight->text, pool, error);
    if (column->given || weight->given)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'column' and 'weight' are for a 'file'");
    if (!is_kind(values, PH_JSON_ARRAY))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'values' must be a list");
    return take_values(pool, values, add_item, error);
}

static phony_status read_categories(const ph_feed_request *request, ph_pool *pool,
                                    phony_error *error)
{
    const ph_option *values = ph_feed_option(request, "values");

    if (!is_kind(values, PH_JSON_OBJECT))
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'values' must be an object of names and weights");
    return take_values(pool, values, add_name, error);
}

/* Unique ones are a shuffle where they are not in turn; weights do not count then. */
static phony_status finish(const ph_feed_request *request, list_feed *f, int order,
                           phony_error *error)
{
    phony_status status;

    if (f->pool.weighted && order != ORDER_RANDOM)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'order': with weights it can only be random");
    status = ph_pool_finish(&f->pool, request->type,
                            request->unique ? UINT32_MAX : PH_POOL_MEMBERS_MAX, error);
    if (!status && request->unique)
        status = ph_feed_check_unique(request, f->pool.member_count, error);
    if (status)
        return status;
    f->in_turn = order == ORDER_CYCLE;
    f->feed.class = &classes[request->unique ? ORDER_UNIQUE : order];
    f->feed.type = f->pool.type;
    return PHONY_OK;
}

static phony_status make(const ph_feed_request *request, int order,
                         phony_status (*read)(const ph_feed_request *request, ph_pool *pool,
                                              phony_error *error),
                         ph_feed **feed, phony_error *error)
{
    list_feed *f = ph_calloc(1, sizeof *f);
    phony_status status = f ? PHONY_OK : ph_fail_memory(error);

    if (!status)
        status = read(request, &f->pool, error);
    if (!status)
        status = finish(request, f, order, error);
    if (!status)
        *feed = &f->feed;
    else if (f)
        free_list(&f->feed);
    return status;
}

static phony_status make_list(const ph_feed_request *request, ph_feed **feed, phony_error *error)
{
    return make(request, (int)ph_feed_option(request, "order")->number, read_list, feed, error);
}

static phony_status make_categorical(const ph_feed_request *request, ph_feed **feed,
                                     phony_error *error)
{
    return make(request, ORDER_RANDOM, read_categories, feed, error);
}

static const ph_option_card list_options[] = {
    {"values", PH_OPTION_JSON, 0, NULL, NULL,
     "texts, numbers or booleans, or objects of value and weight"},
    {"file", PH_OPTION_TEXT, 0, NULL, NULL, "or a file of them: text, CSV or JSON"},
    {"column", PH_OPTION_TEXT, 0, NULL, NULL, "of the file, the values; else the first"},
    {"weight", PH_OPTION_TEXT, 0, NULL, NULL, "of the file, the column of whole weights"},
    {"order", PH_OPTION_CHOICE, 0, "random", "random|cycle|shuffle",
     "by weight; in turn; or each once in an order of its own"},
};
const ph_card ph_card_list = {.type = "list",
                              .summary = "values of a list",
                              .options = list_options,
                              .option_count = sizeof list_options / sizeof *list_options,
                              .fit = PHONY_FIT_UNIQUE | PHONY_FIT_KEY | PHONY_FIT_LEAKS,
                              .leaks = "the values that it was given",
                              .make = make_list};

static const ph_option_card categorical_options[] = {
    {"values", PH_OPTION_JSON, PH_OPTION_NEEDED, NULL, NULL, "an object: name to weight"}};
const ph_card ph_card_categorical = {.type = "categorical",
                                     .summary = "names by weight",
                                     .options = categorical_options,
                                     .option_count = 1,
                                     .gives = PH_TYPE_TEXT,
                                     .fit = PHONY_FIT_UNIQUE,
                                     .make = make_categorical};
