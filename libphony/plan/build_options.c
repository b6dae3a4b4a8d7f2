/* The options of generators: values as their cards have them, or columns of the row. */
#include <stdio.h>
#include <string.h>

#include "plan/build_source.h"
#include "text/nearest.h"

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
                              ph_feed_inputs *inputs)
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
    if (column == PH_NO_COLUMN || inputs->count == PH_FEED_INPUTS_MAX) {
        inputs->broken = 1;
        return PHONY_OK;
    }
    *option = (ph_option){.given = 1, .input = (int32_t)inputs->count};
    inputs->types[inputs->count] = ph_build_column(b, for_what->entity, column)->type;
    inputs->columns[inputs->count++] = column;
    return PHONY_OK;
}

/* Where an option's value stands. A boolean "unique" is the field's matter, not the card's. */
static ph_site option_site(const ph_document *document, const ph_build_source *from,
                           const char *name)
{
    ph_site site =
        ph_site_is(from->options) ? ph_site_member(document, from->options, name) : PH_NO_SITE;

    return strcmp(name, "unique") == 0 && ph_site_kind(document, site) == PH_IS_BOOLEAN ? PH_NO_SITE
                                                                                        : site;
}

phony_status ph_build_option(ph_builder *b, const ph_build_for *for_what,
                             const ph_build_source *from, size_t number, ph_option *option,
                             ph_feed_inputs *inputs)
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

void ph_build_check_options(ph_builder *b, const ph_build_source *from, ph_feed_inputs *inputs)
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

phony_status ph_build_options(ph_builder *b, const ph_build_for *for_what,
                              const ph_build_source *from, ph_option *options,
                              ph_feed_inputs *inputs)
{
    phony_status status = PHONY_OK;

    ph_build_check_options(b, from, inputs);
    for (size_t i = 0; !status && i < from->card->option_count; i++)
        status = ph_build_option(b, for_what, from, i, &options[i], inputs);
    return status;
}
