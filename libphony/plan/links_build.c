/* What a relationship is made into, by its cardinality and the numbers of rows. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "plan/links.h"

enum { MANY = 1000000 };

void ph_link_fini(ph_link *link)
{
    for (uint32_t i = 0; link->levels && i + 1 < link->level_count; i++)
        ph_counts_fini(&link->levels[i]);
    ph_free(link->levels);
    ph_free(link->level_first);
    ph_free(link->parents);
    ph_counts_fini(&link->counts);
    memset(link, 0, sizeof *link);
}

/* `rows` times a chance, to the nearest. */
static uint64_t share_of(uint64_t rows, uint64_t chance)
{
    return (uint64_t)(((unsigned __int128)rows * chance + PH_CERTAIN / 2) >> 32);
}

/* Where nothing is said, children are drawn as if each chose a parent; of very many, the numbers
 * hardly differ. */
static ph_children distribution_of(const ph_link *link, uint64_t parents, uint64_t children)
{
    if (link->schema->has_counts)
        return link->schema->distribution;
    return parents && children != PH_COUNTS_FREE && children / parents > MANY ? PH_CHILDREN_FIXED
                                                                              : PH_CHILDREN_POISSON;
}

static ph_counts_request request_of(const ph_link *link, uint64_t parents, uint64_t children)
{
    const ph_schema_relationship *r = link->schema;

    return (ph_counts_request){.key = link->key,
                               .distribution = distribution_of(link, parents, children),
                               .parents = parents,
                               .min = r->min,
                               .max = link->most,
                               .mean = r->mean,
                               .children = children,
                               .sharers = link->sharers};
}

static phony_status make_counted(ph_link *link, phony_error *error)
{
    uint64_t optional = link->schema->optional;
    int is_free = link->rows == PH_COUNTS_FREE;
    uint64_t children = is_free ? PH_COUNTS_FREE : link->rows - share_of(link->rows, optional);
    ph_counts_request request = request_of(link, link->parents[0].rows, children);
    phony_status status;

    if (link->most && link->most < link->schema->min)
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "at least %llu different partners are asked for, and there are %llu",
                       (unsigned long long)link->schema->min, (unsigned long long)link->most);
    status = ph_counts_init(&link->counts, &request, error);
    link->linked = link->counts.children;
    if (!status && is_free && optional >= PH_CERTAIN)
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "without parents (optional 1) it does not say how many rows there are");
    if (!status && is_free) {
        unsigned __int128 rows = ((unsigned __int128)link->linked << 32) / (PH_CERTAIN - optional);
        link->rows = rows > INT64_MAX ? INT64_MAX : (uint64_t)rows; /* too many, as it is */
    }
    return status;
}

static phony_status make_same(ph_link *link, phony_error *error)
{
    uint64_t parents = link->parents[0].rows;

    if (link->rows == PH_COUNTS_FREE)
        link->rows = parents;
    link->linked = link->rows - share_of(link->rows, link->schema->optional);
    if (link->linked > parents)
        return ph_fail(error, PHONY_ERROR_EMPTY, "%llu rows for %llu parents, one for each",
                       (unsigned long long)link->linked, (unsigned long long)parents);
    link->shuffled = link->shuffled || link->linked != parents;
    return PHONY_OK;
}

/* Levels of equal size below the roots, as far as there are rows. */
static phony_status size_levels(ph_link *link, phony_error *error)
{
    const ph_schema_relationship *r = link->schema;
    uint64_t roots = share_of(link->rows, r->roots), rest;
    uint32_t below = r->depth;

    roots = roots ? roots : link->rows ? 1 : 0;
    rest = link->rows - roots;
    below = rest < below ? (uint32_t)rest : below;
    link->level_count = below + 1;
    link->level_first = ph_calloc((size_t)below + 2, sizeof *link->level_first);
    link->levels = ph_calloc(below ? below : 1, sizeof *link->levels);
    if (!link->level_first || !link->levels)
        return ph_fail_memory(error);
    link->level_first[1] = roots;
    for (uint32_t i = 0; i < below; i++)
        link->level_first[i + 2] = link->level_first[i + 1] + rest / below + (i < rest % below);
    return PHONY_OK;
}

static phony_status make_levels(ph_link *link, phony_error *error)
{
    phony_status status;

    if (link->rows == PH_COUNTS_FREE)
        return ph_fail(error, PHONY_ERROR_EMPTY, "a tree does not say how many rows it has");
    status = size_levels(link, error);
    for (uint32_t i = 0; !status && i + 1 < link->level_count; i++) {
        uint64_t *first = link->level_first;
        ph_counts_request request =
            request_of(link, first[i + 1] - first[i], first[i + 2] - first[i + 1]);
        request.key.word[0] ^= ph_mix64(i + 1);
        request.mean = 0;
        request.sharers *= link->level_count;
        status = ph_counts_init(&link->levels[i], &request, error);
    }
    link->linked = link->rows;
    return status;
}

static phony_status make_any(ph_link *link, phony_error *error)
{
    uint64_t total = 0, sum = 0;

    if (link->rows == PH_COUNTS_FREE)
        return ph_fail(error, PHONY_ERROR_EMPTY,
                       "with several parents it does not say how many rows there are");
    for (size_t i = 0; i < link->parent_count; i++)
        total += link->schema->parents[i].weight;
    for (size_t i = 0; i < link->parent_count; i++) {
        sum += link->schema->parents[i].weight;
        link->parents[i].limit =
            sum == total ? UINT64_MAX : (uint64_t)(((unsigned __int128)sum << 64) / total) - 1;
        if (!link->parents[i].rows && link->rows)
            return ph_fail(error, PHONY_ERROR_EMPTY, "there is no row of a parent");
    }
    return PHONY_OK;
}

/* Partners are counted by the first side, which has no more children than there are of them. */
static phony_status make_partner(ph_link *link, phony_error *error)
{
    link->rows = link->linked = link->first->rows;
    if (link->rows && !link->parents[0].rows)
        return ph_fail(error, PHONY_ERROR_EMPTY, "there is no parent for %llu children",
                       (unsigned long long)link->rows);
    return PHONY_OK;
}

static phony_status make_drawn(ph_link *link, phony_error *error)
{
    if (link->rows == PH_COUNTS_FREE)
        return ph_fail(error, PHONY_ERROR_EMPTY, "it does not say how many rows there are");
    if (!link->parents[0].rows && link->rows && link->schema->optional < PH_CERTAIN)
        return ph_fail(error, PHONY_ERROR_EMPTY, "there is no parent for %llu children",
                       (unsigned long long)link->rows);
    return PHONY_OK;
}

static phony_status (*const makers[])(ph_link *link, phony_error *error) = {
    [PH_LINK_COUNTED] = make_counted, [PH_LINK_SAME] = make_same,
    [PH_LINK_LEVELS] = make_levels,   [PH_LINK_DRAWN] = make_drawn,
    [PH_LINK_PARTNER] = make_partner, [PH_LINK_ANY] = make_any};

static ph_link_kind kind_of(const ph_link_request *request)
{
    const ph_schema_relationship *r = request->schema;

    if (r->parent_count > 1)
        return PH_LINK_ANY;
    if (request->first)
        return PH_LINK_PARTNER;
    if (r->parents[0].entity == r->child.entity)
        return PH_LINK_LEVELS;
    if (r->cardinality == PH_ONE_TO_ONE)
        return PH_LINK_SAME;
    return request->counted ? PH_LINK_COUNTED : PH_LINK_DRAWN;
}

phony_status ph_link_init(ph_link *link, const ph_link_request *request, phony_error *error)
{
    const ph_schema_relationship *r = request->schema;

    memset(link, 0, sizeof *link);
    link->kind = kind_of(request);
    link->schema = r;
    link->child = r->child.entity;
    link->key = request->key;
    link->rows = request->rows[r->child.entity];
    link->shuffled = r->shuffled;
    link->first = request->first;
    link->sharers = request->sharers ? request->sharers : 1;
    link->most = request->most && (!r->max || request->most < r->max) ? request->most : r->max;
    link->parents = ph_calloc(r->parent_count, sizeof *link->parents);
    if (!link->parents)
        return ph_fail_memory(error);
    link->parent_count = r->parent_count;
    for (size_t i = 0; i < r->parent_count; i++) {
        link->parents[i].entity = r->parents[i].entity;
        link->parents[i].rows = request->rows[r->parents[i].entity];
    }
    return makers[link->kind](link, error);
}
