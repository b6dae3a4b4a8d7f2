/* From generators as documents have them to columns: names are followed to the document's own
 * generators and to cards. */
#include <stdio.h>
#include <string.h>

#include "plan/build_source.h"
#include "text/nearest.h"

enum { NAMES_DEEP = 16 };

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

static int find_by_name(ph_builder *b, ph_site site, const char *name, ph_build_source *found)
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

static int find_object(ph_builder *b, ph_site site, ph_build_source *found)
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
static int find_source(ph_builder *b, ph_site site, ph_build_source *found)
{
    const ph_schema *schema = &b->plan->schema;
    ph_document *document = ph_build_document(b);
    ph_site at = site;

    *found = (ph_build_source){.options = PH_NO_SITE};
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

/* ---- What the columns themselves make -------------------------------------------------------- */

/* The text of an option that must be there. */
static int text_of(ph_builder *b, const ph_build_for *for_what, const ph_build_source *from,
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

static phony_status make_template(ph_builder *b, const ph_build_for *for_what,
                                  const ph_build_source *from, uint32_t *column)
{
    ph_build_for text = *for_what;
    uint32_t base = PH_NO_COLUMN;
    phony_status status;
    ph_feed_inputs inputs = {.count = 0};
    ph_site site;

    ph_build_check_options(b, from, &inputs);
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

static phony_status make_computed(ph_builder *b, const ph_build_for *for_what,
                                  const ph_build_source *from, uint32_t *column)
{
    ph_build_for value = *for_what;
    ph_feed_inputs inputs = {.count = 0};
    ph_site site;

    ph_build_check_options(b, from, &inputs);
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

static phony_status make_ordinal(ph_builder *b, const ph_build_for *for_what,
                                 const ph_build_source *from, uint32_t *column)
{
    uint32_t link = owner_of(b->plan, for_what->entity);
    ph_feed_inputs inputs = {.count = 0};
    ph_option option = {0};
    phony_status status;

    ph_build_check_options(b, from, &inputs);
    status = ph_build_option(b, for_what, from, 0, &option, &inputs);
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

/* ---- All of them ----------------------------------------------------------------------------- */

/* What is no feed. */
static const struct {
    const char *type;
    phony_status (*make)(ph_builder *b, const ph_build_for *for_what, const ph_build_source *from,
                         uint32_t *column);
} makers[] = {{"template", make_template}, {"computed", make_computed}, {"ordinal", make_ordinal}};

static phony_status make(ph_builder *b, const ph_build_for *for_what, const ph_build_source *from,
                         uint32_t *column)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (strcmp(makers[i].type, from->card->type) == 0)
            return makers[i].make(b, for_what, from, column);
    }
    if (!ph_site_is(from->options) && ph_build_is_person(for_what, from->card->type))
        return ph_build_person(b, for_what, from->card->type, column);
    return ph_build_feed(b, for_what, from, column);
}

phony_status ph_build_generator(ph_builder *b, const ph_build_for *for_what, ph_site site,
                                uint32_t *column)
{
    const char *key = ph_site_key(ph_build_document(b), site);
    ph_build_source from;

    *column = PH_NO_COLUMN;
    if (key && strcmp(key, "default") == 0) {
        if (ph_site_kind(ph_build_document(b), site) == PH_IS_NULL)
            return ph_build_named(b, for_what, "null", column);
        return ph_build_constant(b, for_what, site, column);
    }
    return find_source(b, site, &from) < 0 ? PHONY_OK : make(b, for_what, &from, column);
}

phony_status ph_build_named(ph_builder *b, const ph_build_for *for_what, const char *name,
                            uint32_t *column)
{
    const ph_schema *schema = &b->plan->schema;
    uint32_t own = ph_names_find(&schema->generator_names, name);
    ph_build_source from = {.options = PH_NO_SITE};

    *column = PH_NO_COLUMN;
    if (own != PH_NO_NAME && ph_site_is(schema->generators[own]))
        return ph_build_generator(b, for_what, schema->generators[own], column);
    return find_by_name(b, for_what->site, name, &from) < 0 ? PHONY_OK
                                                            : make(b, for_what, &from, column);
}
