/* From generators as documents have them to columns: names are followed to the document's own
 * generators and to cards; options become values, or columns of the row. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "feed/cards.h"
#include "plan/build.h"
#include "text/nearest.h"

enum { NAMES_DEEP = 16, GROUP_MAX = 64 };

/* A generator, found: its card, and where its options stand (none: all at their defaults). */
typedef struct source {
    const ph_card *card;
    ph_site options;
    const char *model; /* a model's name stood for it */
} source;

/* ---- Names ----------------------------------------------------------------------------------- */

int ph_build_is_generator(const ph_builder *b, const char *name)
{
    return ph_names_find(&b->plan->schema.generator_names, name) != PH_NO_NAME ||
           ph_card_find(name) != NULL || strchr(name, '/') != NULL;
}

const char *ph_build_nearest_generator(const ph_builder *b, const char *name)
{
    const ph_names *names = &b->plan->schema.generator_names;
    ph_nearest nearest = {0};

    for (uint32_t i = 0; i < names->count; i++)
        ph_nearest_try(&nearest, name, names->names[i]);
    for (size_t i = 0; ph_card_at(i); i++)
        ph_nearest_try(&nearest, name, ph_card_at(i)->type);
    return nearest.name;
}

static int find_by_name(ph_builder *b, ph_site site, const char *name, source *found)
{
    found->card = ph_card_find(name);
    if (!found->card && strchr(name, '/')) {
        found->card = ph_card_find("model");
        found->model = name;
    }
    if (!found->card)
        ph_build_unknown(b, site, "there is no generator", name,
                         ph_build_nearest_generator(b, name));
    return found->card ? 0 : -1;
}

static int find_object(ph_builder *b, ph_site site, source *found)
{
    ph_document *document = ph_build_document(b);
    ph_site type = ph_site_get(document, site, "type", PH_IS_TEXT);

    found->options = site;
    if (!ph_site_is(type)) {
        ph_document_problem(document, site, "a generator needs a \"type\"");
        return -1;
    }
    return find_by_name(b, type, ph_site_text(document, type), found);
}

/* 0, or -1 with a problem. */
static int find_source(ph_builder *b, ph_site site, source *found)
{
    const ph_schema *schema = &b->plan->schema;
    ph_document *document = ph_build_document(b);
    ph_site at = site;

    *found = (source){.options = PH_NO_SITE};
    for (int i = 0; i < NAMES_DEEP; i++) {
        uint32_t own;
        if (ph_site_kind(document, at) == PH_IS_OBJECT)
            return find_object(b, at, found);
        if (ph_site_kind(document, at) != PH_IS_TEXT) {
            ph_document_problem(document, at, "a generator is a name or an object with a \"type\"");
            return -1;
        }
        own = ph_names_find(&schema->generator_names, ph_site_text(document, at));
        if (own == PH_NO_NAME || !ph_site_is(schema->generators[own]) ||
            (i > 0 && schema->generators[own].node == at.node))
            return find_by_name(b, at, ph_site_text(document, at), found);
        at = schema->generators[own];
    }
    ph_document_problem(document, site, "generators that stand for one another, more than %d deep",
                        NAMES_DEEP);
    return -1;
}

/* "unique": true, in the generator itself. */
static int says_unique(const ph_document *document, ph_site options)
{
    ph_site at =
        ph_site_is(options) ? ph_site_get(document, options, "unique", PH_IS_BOOLEAN) : PH_NO_SITE;

    return ph_site_is(at) && ph_site_node(document, at)->kind == PH_JSON_TRUE;
}

int ph_build_is_unique(const ph_builder *b, ph_site site)
{
    const ph_schema *schema = &b->plan->schema;

    for (int i = 0; i < NAMES_DEEP && ph_site_kind(&schema->document, site) == PH_IS_TEXT; i++) {
        uint32_t own =
            ph_names_find(&schema->generator_names, ph_site_text(&schema->document, site));
        if (own == PH_NO_NAME || !ph_site_is(schema->generators[own]))
            return 0;
        site = schema->generators[own];
    }
    return ph_site_kind(&schema->document, site) == PH_IS_OBJECT &&
           says_unique(&schema->document, site);
}

/* ---- Options --------------------------------------------------------------------------------- */

typedef struct feed_inputs {
    uint32_t columns[64];
    ph_type types[64];
    size_t count;
    int broken; /* one of them has a problem */
} feed_inputs;
enum { INPUTS_MAX = 64 };

static const ph_type_kind kind_types[] = {
    [PH_OPTION_TEXT] = PH_TYPE_TEXT,        [PH_OPTION_CHOICE] = PH_TYPE_TEXT,
    [PH_OPTION_WHOLE] = PH_TYPE_INT64,      [PH_OPTION_DECIMAL] = PH_TYPE_NONE,
    [PH_OPTION_REAL] = PH_TYPE_FLOAT,       [PH_OPTION_BOOLEAN] = PH_TYPE_BOOLEAN,
    [PH_OPTION_MOMENT] = PH_TYPE_TIMESTAMP, [PH_OPTION_CLOCK] = PH_TYPE_TIME,
    [PH_OPTION_SPAN] = PH_TYPE_TEXT,        [PH_OPTION_FIELD] = PH_TYPE_NONE,
    [PH_OPTION_JSON] = PH_TYPE_NONE};

/* The expression that stands for an option's value, or none. */
static ph_site expression_of(const ph_document *document, const ph_option_card *card, ph_site site)
{
    ph_site inner;

    if (card->kind == PH_OPTION_FIELD && ph_site_kind(document, site) == PH_IS_TEXT)
        return site;
    if (!(card->flags & PH_OPTION_BY_ROW) && card->kind != PH_OPTION_FIELD)
        return PH_NO_SITE;
    if (ph_site_kind(document, site) != PH_IS_OBJECT)
        return PH_NO_SITE;
    inner = ph_site_get(document, site, "expr", PH_IS_TEXT);
    return inner;
}

/* An option of decimals takes whole numbers too, as such. */
static phony_status convert_input(ph_builder *b, const ph_build_for *for_what, ph_option_kind kind,
                                  uint32_t *column)
{
    ph_type type = ph_build_column(b, for_what->entity, *column)->type;

    if (kind != PH_OPTION_DECIMAL || type.kind == PH_TYPE_DECIMAL)
        return PHONY_OK;
    return ph_build_convert(
        b, for_what, *column,
        (ph_type){PH_TYPE_DECIMAL, PH_DECIMAL_DIGITS_MAX, type.kind == PH_TYPE_FLOAT ? 6 : 0, 0},
        column);
}

static phony_status add_input(ph_builder *b, const ph_build_for *for_what,
                              const ph_option_card *card, ph_site site, ph_option *option,
                              feed_inputs *inputs)
{
    ph_build_for value = *for_what;
    uint32_t column = PH_NO_COLUMN;
    phony_status status;

    value.site = site;
    value.unique = 0;
    value.type = (ph_type){.kind = kind_types[card->kind]};
    status = ph_build_expression(b, &value, ph_site_text(ph_build_document(b), site), 0, &column);
    if (!status && column != PH_NO_COLUMN)
        status = convert_input(b, &value, card->kind, &column);
    if (status)
        return status;
    if (column == PH_NO_COLUMN || inputs->count == INPUTS_MAX) {
        inputs->broken = 1;
        return PHONY_OK;
    }
    *option = (ph_option){.given = 1, .input = (int32_t)inputs->count};
    inputs->types[inputs->count] = ph_build_column(b, for_what->entity, column)->type;
    inputs->columns[inputs->count++] = column;
    return PHONY_OK;
}

/* Where an option's value stands. A boolean "unique" is the field's matter, not the card's. */
static ph_site option_site(const ph_document *document, const source *from, const char *name)
{
    ph_site site =
        ph_site_is(from->options) ? ph_site_member(document, from->options, name) : PH_NO_SITE;

    return strcmp(name, "unique") == 0 && ph_site_kind(document, site) == PH_IS_BOOLEAN ? PH_NO_SITE
                                                                                        : site;
}

static phony_status read_option(ph_builder *b, const ph_build_for *for_what, const source *from,
                                size_t number, ph_option *option, feed_inputs *inputs)
{
    ph_document *document = ph_build_document(b);
    const ph_option_card *card = &from->card->options[number];
    ph_site site = option_site(document, from, card->name);
    ph_site expression = ph_site_is(site) ? expression_of(document, card, site) : PH_NO_SITE;
    phony_status status;

    option->input = -1;
    if (ph_site_is(expression))
        return add_input(b, for_what, card, expression, option, inputs);
    if (!ph_site_is(site) && from->model && strcmp(card->name, "source") == 0) {
        *option = (ph_option){.given = 1, .input = -1, .text = from->model};
        return PHONY_OK;
    }
    if (!ph_site_is(site) && (card->flags & PH_OPTION_NEEDED)) {
        ph_document_problem(document, ph_site_is(from->options) ? from->options : for_what->site,
                            "%s needs \"%s\": %s", from->card->type, card->name, card->summary);
        inputs->broken = 1;
        return PHONY_OK;
    }
    status = ph_option_read(card, &document->files[site.file].tree, site.node, b->plan->now, option,
                            b->error);
    option->input = -1;
    if (status && status != PHONY_ERROR_MEMORY)
        inputs->broken = 1;
    return status ? ph_build_problem(b, ph_site_is(site) ? site : for_what->site, status)
                  : PHONY_OK;
}

static int has_option(const ph_card *card, const char *name)
{
    for (size_t i = 0; i < card->option_count; i++) {
        if (strcmp(card->options[i].name, name) == 0)
            return 1;
    }
    return strcmp(name, "type") == 0 || strncmp(name, "x-", 2) == 0 ||
           strcmp(name, "$comment") == 0 || strcmp(name, "description") == 0 ||
           strcmp(name, "examples") == 0;
}

static void check_members(ph_builder *b, const source *from, feed_inputs *inputs)
{
    ph_document *document = ph_build_document(b);

    if (!ph_site_is(from->options))
        return;
    for (ph_site at = ph_site_child(document, from->options); ph_site_is(at);
         at = ph_site_next(document, at)) {
        const char *name = ph_site_key(document, at);
        ph_nearest nearest = {0};
        char what[96];
        if (has_option(from->card, name) ||
            (strcmp(name, "unique") == 0 && ph_site_kind(document, at) == PH_IS_BOOLEAN))
            continue;
        for (size_t i = 0; i < from->card->option_count; i++)
            ph_nearest_try(&nearest, name, from->card->options[i].name);
        snprintf(what, sizeof what, "%s has no option", from->card->type);
        ph_build_unknown(b, at, what, name, nearest.name);
        inputs->broken = 1;
    }
}

static phony_status read_options(ph_builder *b, const ph_build_for *for_what, const source *from,
                                 ph_option *options, feed_inputs *inputs)
{
    phony_status status = PHONY_OK;

    check_members(b, from, inputs);
    for (size_t i = 0; !status && i < from->card->option_count; i++)
        status = read_option(b, for_what, from, i, &options[i], inputs);
    return status;
}

static const ph_option *option_of(const ph_card *card, const ph_option *options, const char *name)
{
    for (size_t i = 0; i < card->option_count; i++) {
        if (strcmp(card->options[i].name, name) == 0)
            return &options[i];
    }
    return NULL;
}

/* ---- What the columns themselves make -------------------------------------------------------- */

/* The text of an option that must be there. */
static int text_of(ph_builder *b, const ph_build_for *for_what, const source *from,
                   const char *option, ph_site *site)
{
    ph_document *document = ph_build_document(b);

    *site = ph_site_is(from->options) ? ph_site_get(document, from->options, option, PH_IS_TEXT)
                                      : PH_NO_SITE;
    if (ph_site_is(*site))
        return 0;
    ph_document_problem(document, ph_site_is(from->options) ? from->options : for_what->site,
                        "%s needs \"%s\", a text", from->card->type, option);
    return -1;
}

/* A text that is unlike all others, by the row's number in it. */
static phony_status number_texts(ph_builder *b, const ph_build_for *for_what, uint32_t base,
                                 uint32_t *column)
{
    uint64_t rows = b->plan->entities[for_what->entity].rows;
    char path[192];
    phony_status status = ph_build_new(b, for_what->entity, for_what->name, column);
    ph_column *c;

    if (!status)
        status = ph_build_inputs(b, for_what->entity, *column, &base, 1);
    if (status)
        return status;
    snprintf(path, sizeof path, "%s#number", for_what->path);
    c = ph_build_column(b, for_what->entity, *column);
    c->class = &ph_column_numbered;
    c->type =
        for_what->type.kind == PH_TYPE_TEXT ? for_what->type : (ph_type){.kind = PH_TYPE_TEXT};
    c->rows = rows ? rows : 1;
    for (uint64_t most = c->rows - 1; most || !c->digits; most /= 10)
        c->digits++;
    if (c->type.length && c->type.length < c->digits)
        ph_document_problem(ph_build_document(b), for_what->site,
                            "%llu different texts do not fit %u characters",
                            (unsigned long long)c->rows, c->type.length);
    return ph_plan_key(b->plan, path, &c->key, b->error);
}

static phony_status make_template(ph_builder *b, const ph_build_for *for_what, const source *from,
                                  uint32_t *column)
{
    ph_build_for text = *for_what;
    uint32_t base = PH_NO_COLUMN;
    phony_status status;
    feed_inputs inputs = {.count = 0};
    ph_site site;

    check_members(b, from, &inputs);
    if (text_of(b, for_what, from, "pattern", &site) < 0)
        return PHONY_OK;
    text.site = site;
    text.type = (ph_type){.kind = PH_TYPE_TEXT};
    status = ph_build_expression(b, &text, ph_site_text(ph_build_document(b), site), 1, &base);
    *column = base;
    if (base != PH_NO_COLUMN)
        ph_build_column(b, for_what->entity, base)->is_template = 1;
    return status || base == PH_NO_COLUMN || !for_what->unique
               ? status
               : number_texts(b, for_what, base, column);
}

static phony_status make_computed(ph_builder *b, const ph_build_for *for_what, const source *from,
                                  uint32_t *column)
{
    ph_build_for value = *for_what;
    feed_inputs inputs = {.count = 0};
    ph_site site;

    check_members(b, from, &inputs);
    if (text_of(b, for_what, from, "expression", &site) < 0)
        return PHONY_OK;
    value.site = site;
    if (for_what->unique)
        ph_document_problem(ph_build_document(b), site,
                            "computed values cannot promise to be unique; a template can");
    return ph_build_expression(b, &value, ph_site_text(ph_build_document(b), site), 0, column);
}

/* The relationship whose order the rows stand in. */
static uint32_t owner_of(const ph_plan *plan, uint32_t entity)
{
    for (uint32_t i = 0; i < plan->schema.relationship_count; i++) {
        const ph_link *link = &plan->links[i];
        if (link->child == entity &&
            (link->kind == PH_LINK_COUNTED || link->kind == PH_LINK_LEVELS))
            return i;
    }
    return UINT32_MAX;
}

static phony_status make_ordinal(ph_builder *b, const ph_build_for *for_what, const source *from,
                                 uint32_t *column)
{
    uint32_t link = owner_of(b->plan, for_what->entity);
    feed_inputs inputs = {.count = 0};
    ph_option option = {0};
    phony_status status;

    check_members(b, from, &inputs);
    status = read_option(b, for_what, from, 0, &option, &inputs);
    if (status || inputs.broken)
        return status;
    if (link == UINT32_MAX) {
        ph_document_problem(ph_build_document(b), for_what->site,
                            "%s has no parent whose children could be numbered",
                            b->plan->entities[for_what->entity].schema->name);
        return PHONY_OK;
    }
    if (for_what->unique)
        ph_document_problem(ph_build_document(b), for_what->site,
                            "an ordinal begins anew with each parent: it is unique only together "
                            "with the reference to it");
    status = ph_build_new(b, for_what->entity, for_what->name, column);
    if (status)
        return status;
    ph_build_column(b, for_what->entity, *column)->class = &ph_column_ordinal;
    ph_build_column(b, for_what->entity, *column)->link = link;
    ph_build_column(b, for_what->entity, *column)->rows = (uint64_t)option.number;
    ph_build_column(b, for_what->entity, *column)->type = (ph_type){.kind = PH_TYPE_INT64};
    return PHONY_OK;
}

/* ---- Feeds ----------------------------------------------------------------------------------- */

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
                            const ph_column **found, feed_inputs *inputs)
{
    ph_plan_entity *e = &b->plan->entities[for_what->entity];
    uint32_t field = ph_names_find(&e->schema->names, name), column;
    feed_inputs own = *inputs;
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
    if (!c->feed || c->input_count + own.count > INPUTS_MAX) {
        ph_document_problem(ph_build_document(b), for_what->site, "%s is not of events", c->name);
        return PHONY_OK;
    }
    *found = c;
    *inputs = (feed_inputs){.count = 0};
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

static ph_feed_request request_of(ph_builder *b, const ph_build_for *for_what, const source *from,
                                  const ph_option *options, const feed_inputs *inputs)
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
static phony_status finish_feed(ph_builder *b, const ph_build_for *for_what, const source *from,
                                ph_option *options, const feed_inputs *inputs, const ph_column *of,
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

static phony_status make_feed(ph_builder *b, const ph_build_for *for_what, const source *from,
                              uint32_t *column)
{
    const ph_card *card = from->card;
    ph_option *options = ph_calloc(card->option_count + 1, sizeof *options);
    feed_inputs inputs = {.count = 0};
    const ph_column *of = NULL;
    group g = {.matrix = NULL};
    ph_correlation correlation;
    phony_status status;
    int good = 1;

    if (!options)
        return ph_fail_memory(b->error);
    status = read_options(b, for_what, from, options, &inputs);
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

/* ---- All of them ----------------------------------------------------------------------------- */

/* What is no feed. */
static const struct {
    const char *type;
    phony_status (*make)(ph_builder *b, const ph_build_for *for_what, const source *from,
                         uint32_t *column);
} makers[] = {{"template", make_template}, {"computed", make_computed}, {"ordinal", make_ordinal}};

static phony_status make(ph_builder *b, const ph_build_for *for_what, const source *from,
                         uint32_t *column)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (strcmp(makers[i].type, from->card->type) == 0)
            return makers[i].make(b, for_what, from, column);
    }
    if (!ph_site_is(from->options) && ph_build_is_person(for_what, from->card->type))
        return ph_build_person(b, for_what, from->card->type, column);
    return make_feed(b, for_what, from, column);
}

/* A number or boolean in the place of a generator ("default") is a constant. */
static phony_status make_constant(ph_builder *b, const ph_build_for *for_what, ph_site site,
                                  uint32_t *column)
{
    const ph_card *card = ph_card_find("constant");
    ph_option *options = ph_calloc(card->option_count + 1, sizeof *options);
    source from = {.card = card, .options = PH_NO_SITE};
    feed_inputs inputs = {.count = 0};
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

phony_status ph_build_generator(ph_builder *b, const ph_build_for *for_what, ph_site site,
                                uint32_t *column)
{
    const char *key = ph_site_key(ph_build_document(b), site);
    source from;

    *column = PH_NO_COLUMN;
    if (key && strcmp(key, "default") == 0) {
        if (ph_site_kind(ph_build_document(b), site) == PH_IS_NULL)
            return ph_build_named(b, for_what, "null", column);
        return make_constant(b, for_what, site, column);
    }
    return find_source(b, site, &from) < 0 ? PHONY_OK : make(b, for_what, &from, column);
}

phony_status ph_build_named(ph_builder *b, const ph_build_for *for_what, const char *name,
                            uint32_t *column)
{
    const ph_schema *schema = &b->plan->schema;
    uint32_t own = ph_names_find(&schema->generator_names, name);
    source from = {.options = PH_NO_SITE};

    *column = PH_NO_COLUMN;
    if (own != PH_NO_NAME && ph_site_is(schema->generators[own]))
        return ph_build_generator(b, for_what, schema->generators[own], column);
    return find_by_name(b, for_what->site, name, &from) < 0 ? PHONY_OK
                                                            : make(b, for_what, &from, column);
}
