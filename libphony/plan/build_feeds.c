/* Columns by feeds: their options, their key, and what they share with other fields. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/build_source.h"

enum { GROUP_MAX = 64 };

static const ph_option *option_of(const ph_card *card, const ph_option *options, const char *name)
{
    for (size_t i = 0; i < card->option_count; i++) {
        if (strcmp(card->options[i].name, name) == 0)
            return &options[i];
    }
    return NULL;
}

/* A matrix of the entity's "correlations", of as many fields as it names. */
typedef struct group {
    uint32_t count, index;
    double *matrix;
    ph_site site;
} group;

static int read_matrix(ph_builder *b, ph_site matrix, group *g)
{
    ph_document *document = ph_build_document(b);
    ph_site row = ph_site_child(document, matrix);
    size_t at = 0;

    for (; ph_site_is(row); row = ph_site_next(document, row)) {
        ph_site cell;
        if (ph_site_kind(document, row) != PH_IS_ARRAY ||
            ph_site_node(document, row)->count != g->count || at / g->count >= g->count) {
            ph_document_problem(document, row, "the matrix must have %u rows of %u numbers",
                                g->count, g->count);
            return -1;
        }
        for (cell = ph_site_child(document, row); ph_site_is(cell);
             cell = ph_site_next(document, cell)) {
            ph_option value = {0};
            static const ph_option_card number = {.name = "matrix", .kind = PH_OPTION_REAL};
            if (ph_option_read(&number, &document->files[cell.file].tree, cell.node, 0, &value,
                               b->error)) {
                ph_document_problem(document, cell, "must be a number");
                return -1;
            }
            g->matrix[at++] = value.real;
        }
    }
    if (at == (size_t)g->count * g->count)
        return 0;
    ph_document_problem(document, matrix, "the matrix must have %u rows of %u numbers", g->count,
                        g->count);
    return -1;
}

static int find_in_group(ph_builder *b, const ph_build_for *for_what, ph_site fields, group *g)
{
    ph_document *document = ph_build_document(b);
    const char *point = strrchr(for_what->name, '.');
    uint32_t i = 0;

    g->index = UINT32_MAX;
    for (ph_site at = ph_site_child(document, fields); ph_site_is(at);
         at = ph_site_next(document, at), i++) {
        if (ph_site_kind(document, at) == PH_IS_TEXT && point &&
            strcmp(ph_site_text(document, at), point + 1) == 0)
            g->index = i;
    }
    g->count = i;
    if (g->index != UINT32_MAX && g->count <= GROUP_MAX)
        return 0;
    ph_document_problem(document, fields,
                        g->count > GROUP_MAX ? "at most 64 fields can be correlated"
                                             : "does not name the field %s",
                        for_what->name);
    return -1;
}

/* `g->matrix` is the caller's to free. */
static phony_status find_group(ph_builder *b, const ph_build_for *for_what, const char *name,
                               group *g, int *good)
{
    ph_document *document = ph_build_document(b);
    ph_site all = b->plan->entities[for_what->entity].schema->correlations;
    ph_site found = ph_site_is(all) ? ph_site_member(document, all, name) : PH_NO_SITE;
    ph_site fields, matrix;

    *good = 0;
    if (ph_site_kind(document, found) != PH_IS_OBJECT) {
        ph_document_problem(document, for_what->site,
                            "there is no \"%.60s\" in the entity's correlations", name);
        return PHONY_OK;
    }
    fields = ph_site_get(document, found, "fields", PH_IS_ARRAY);
    matrix = ph_site_get(document, found, "matrix", PH_IS_ARRAY);
    if (!ph_site_is(fields) || !ph_site_is(matrix)) {
        ph_document_problem(document, found, "needs \"fields\" and \"matrix\", which are lists");
        return PHONY_OK;
    }
    if (find_in_group(b, for_what, fields, g) < 0)
        return PHONY_OK;
    g->matrix = ph_calloc((size_t)g->count * g->count, sizeof *g->matrix);
    if (!g->matrix)
        return ph_fail_memory(b->error);
    *good = read_matrix(b, matrix, g) == 0;
    return PHONY_OK;
}

/* The feed whose key and inputs another shares. */
static phony_status find_of(ph_builder *b, const ph_build_for *for_what, const char *name,
                            const ph_column **found, ph_feed_inputs *inputs)
{
    ph_plan_entity *e = &b->plan->entities[for_what->entity];
    uint32_t field = ph_names_find(&e->schema->names, name), column;
    ph_feed_inputs own = *inputs;
    const ph_column *c;
    phony_status status;

    *found = NULL;
    inputs->broken = 1;
    if (field == PH_NO_NAME) {
        ph_build_unknown(b, for_what->site, "there is no field", name,
                         ph_names_nearest(&e->schema->names, name));
        return PHONY_OK;
    }
    status = ph_build_field(b, for_what->entity, field, PH_EDGE_ROW, &column);
    if (status || column == PH_NO_COLUMN)
        return status;
    c = &e->columns[e->sources[field]];
    if (!c->feed || c->input_count + own.count > PH_FEED_INPUTS_MAX) {
        ph_document_problem(ph_build_document(b), for_what->site, "%s is not of events", c->name);
        return PHONY_OK;
    }
    *found = c;
    *inputs = (ph_feed_inputs){.count = 0};
    for (size_t i = 0; i < c->input_count; i++) {
        inputs->types[i] = e->columns[c->inputs[i]].type;
        inputs->columns[i] = c->inputs[i];
    }
    for (size_t i = 0; i < own.count; i++) {
        inputs->types[c->input_count + i] = own.types[i];
        inputs->columns[c->input_count + i] = own.columns[i];
    }
    inputs->count = c->input_count + own.count;
    return PHONY_OK;
}

static phony_status key_of(ph_builder *b, const ph_build_for *for_what, const ph_card *card,
                           const ph_option *options, phony_key *key)
{
    const char *entity = b->plan->entities[for_what->entity].schema->name;
    const ph_option *as = option_of(card, options, card->key == PH_KEY_GROUP ? "group" : "as");
    char path[256];

    if (card->key == PH_KEY_FIELD)
        snprintf(path, sizeof path, "%s", for_what->path);
    else if (as && as->text && *as->text)
        snprintf(path, sizeof path, "%s#%.150s", entity, as->text);
    else
        snprintf(path, sizeof path, "%s", entity);
    return ph_plan_key(b->plan, path, key, b->error);
}

static ph_feed_request request_of(ph_builder *b, const ph_build_for *for_what,
                                  const ph_build_source *from, const ph_option *options,
                                  const ph_feed_inputs *inputs)
{
    const ph_document *document = ph_build_document(b);
    size_t file = ph_site_is(from->options) ? from->options.file : document->file_count - 1;

    return (ph_feed_request){.card = from->card,
                             .options = options,
                             .input_types = inputs->types,
                             .type = for_what->type,
                             .rows = b->plan->entities[for_what->entity].rows,
                             .unique = for_what->unique,
                             .now = b->plan->now,
                             .locale = for_what->locale,
                             .folder = document->files[file].folder,
                             .cache = b->plan->cache};
}

/* Makes the feed and its column; the options belong to the column from then on. */
static phony_status finish_feed(ph_builder *b, const ph_build_for *for_what,
                                const ph_build_source *from, ph_option *options,
                                const ph_feed_inputs *inputs, const ph_column *of,
                                const ph_correlation *correlation, uint32_t *column)
{
    ph_feed_request request = request_of(b, for_what, from, options, inputs);
    phony_key key = of ? of->key : (phony_key){{0, 0}};
    ph_feed *feed = NULL;
    phony_status status = PHONY_OK;
    ph_column *c;

    request.of = of ? of->feed : NULL;
    request.correlation = correlation;
    if (from->card->key != PH_KEY_OF)
        status = key_of(b, for_what, from->card, options, &key);
    if (!status)
        status = from->card->make(&request, &feed, b->error);
    if (status) {
        ph_free(options);
        return ph_build_problem(b, for_what->site, status);
    }
    status = ph_build_new(b, for_what->entity, for_what->name, column);
    if (status) {
        ph_free(options);
        ph_feed_free(feed);
        return status;
    }
    c = ph_build_column(b, for_what->entity, *column);
    c->class = &ph_column_feed;
    c->feed = feed;
    c->card = from->card;
    c->type = feed->type;
    c->options = options;
    c->key = key;
    return ph_build_inputs(b, for_what->entity, *column, inputs->columns, inputs->count);
}

phony_status ph_build_feed(ph_builder *b, const ph_build_for *for_what, const ph_build_source *from,
                           uint32_t *column)
{
    const ph_card *card = from->card;
    ph_option *options = ph_calloc(card->option_count + 1, sizeof *options);
    ph_feed_inputs inputs = {.count = 0};
    const ph_column *of = NULL;
    group g = {.matrix = NULL};
    ph_correlation correlation;
    phony_status status;
    int good = 1;

    if (!options)
        return ph_fail_memory(b->error);
    status = ph_build_options(b, for_what, from, options, &inputs);
    if (!status && !inputs.broken && for_what->unique && !(card->fit & PHONY_FIT_UNIQUE)) {
        ph_document_problem(ph_build_document(b), for_what->site,
                            "%s cannot give every row another value", card->type);
        inputs.broken = 1;
    }
    if (!status && !inputs.broken && card->key == PH_KEY_OF)
        status = find_of(b, for_what, option_of(card, options, "of")->text, &of, &inputs);
    if (!status && !inputs.broken && card->key == PH_KEY_GROUP)
        status = find_group(b, for_what, option_of(card, options, "group")->text, &g, &good);
    correlation = (ph_correlation){g.count, g.index, g.matrix};
    if (!status && !inputs.broken && good)
        status = finish_feed(b, for_what, from, options, &inputs, of,
                             g.matrix ? &correlation : NULL, column);
    else
        ph_free(options);
    ph_free(g.matrix);
    return status;
}

phony_status ph_build_constant(ph_builder *b, const ph_build_for *for_what, ph_site site,
                               uint32_t *column)
{
    const ph_card *card = ph_card_find("constant");
    ph_option *options = ph_calloc(card->option_count + 1, sizeof *options);
    ph_build_source from = {.card = card, .options = PH_NO_SITE};
    ph_feed_inputs inputs = {.count = 0};
    phony_status status;

    if (!options)
        return ph_fail_memory(b->error);
    status = ph_option_read(&card->options[0], &ph_build_document(b)->files[site.file].tree,
                            site.node, b->plan->now, &options[0], b->error);
    options[0].input = -1;
    if (status) {
        ph_free(options);
        return ph_build_problem(b, site, status);
    }
    return finish_feed(b, for_what, &from, options, &inputs, NULL, NULL, column);
}
