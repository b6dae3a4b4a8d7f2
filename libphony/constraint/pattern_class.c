/* What stands for one code point in a pattern: classes, escapes, dots and literals. */
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "constraint/pattern_parts.h"
#include "text/character.h"

#define LAST_POINT 0x10FFFF

/* ---- Sets ---------------------------------------------------------------------------------- */

static int new_set(ph_pattern_parser *p, uint32_t *set)
{
    ph_pattern_tree *tree = p->tree;

    if (ph_grow((void **)&tree->sets, &tree->set_capacity, tree->set_count + 1,
                sizeof *tree->sets) < 0)
        return ph_pattern_fail_memory(p);
    memset(&tree->sets[tree->set_count], 0, sizeof *tree->sets);
    tree->sets[tree->set_count].first_range = (uint32_t)tree->range_count;
    *set = (uint32_t)tree->set_count++;
    return 1;
}

/* To the newest set, whose ranges are the last. */
static int add_range(ph_pattern_parser *p, uint32_t first, uint32_t last)
{
    ph_pattern_tree *tree = p->tree;

    if (ph_grow((void **)&tree->ranges, &tree->range_capacity, tree->range_count + 1,
                sizeof *tree->ranges) < 0)
        return ph_pattern_fail_memory(p);
    tree->ranges[tree->range_count++] = (ph_point_range){first, last};
    tree->sets[tree->set_count - 1].ranges++;
    return 1;
}

int ph_point_set_has(const ph_point_set *set, const ph_point_range *ranges, uint32_t point)
{
    int has = 0;

    for (uint32_t i = 0; i < set->ranges && !has; i++) {
        const ph_point_range *range = &ranges[set->first_range + i];
        has = point >= range->first && point <= range->last;
    }
    if (!has && set->categories)
        has = (set->categories >> utf8proc_category((utf8proc_int32_t)point) & 1) != 0;
    if (!has && (set->spaces || set->no_spaces))
        has = ph_is_space(point) ? set->spaces : set->no_spaces;
    return has != set->negated;
}

/* ---- Members ------------------------------------------------------------------------------- */

/* One character, or an escape. */
static int read_member(ph_pattern_parser *p, uint32_t set, ph_pattern_atom *a)
{
    *a = (ph_pattern_atom){0, 0};
    if (p->text[p->at] == '\\') {
        p->at++;
        return ph_pattern_read_escape(p, &p->tree->sets[set], a);
    }
    *a = (ph_pattern_atom){1, ph_pattern_next_point(p)};
    return 1;
}

/* ---- Classes ------------------------------------------------------------------------------- */

/* What other dialects understand by what would be characters here. */
static int refuse_in_class(ph_pattern_parser *p)
{
    const char *text = p->text + p->at;

    if (*text == '[' && (text[1] == ':' || text[1] == '.' || text[1] == '='))
        return ph_pattern_fail(p, p->at,
                               "a POSIX class ([%c...%c]) is not supported; \\p{L}, \\p{Lu}, \\d, "
                               "\\s and the like are",
                               text[1], text[1]);
    if (*text == '[')
        return ph_pattern_fail(p, p->at, "a '[' in a class is written \\[");
    if (strncmp(text, "&&", 2) == 0 || strncmp(text, "--", 2) == 0 || strncmp(text, "~~", 2) == 0)
        return ph_pattern_fail(p, p->at, "a set operation (%.2s) in a class is not supported",
                               text);
    return 1;
}

/* Whether a '-' between two characters stands here. */
static int is_range(const ph_pattern_parser *p)
{
    return p->at + 1 < p->length && p->text[p->at] == '-' && p->text[p->at + 1] != ']';
}

static int read_item(ph_pattern_parser *p, uint32_t set)
{
    size_t begin = p->at;
    ph_pattern_atom first, last;

    if (!refuse_in_class(p) || !read_member(p, set, &first))
        return 0;
    if (!is_range(p))
        return !first.is_point || add_range(p, first.point, first.point);
    if (p->text[p->at + 1] == '-')
        return refuse_in_class(p);
    p->at++;
    if (!refuse_in_class(p) || !read_member(p, set, &last))
        return 0;
    if (!first.is_point || !last.is_point)
        return ph_pattern_fail(p, begin, "a range goes from one character to another");
    if (first.point > last.point)
        return ph_pattern_fail(p, begin, "a range goes from the lower to the higher code point");
    return add_range(p, first.point, last.point);
}

static int read_class(ph_pattern_parser *p, uint32_t *set)
{
    size_t begin = p->at++;

    if (!new_set(p, set))
        return 0;
    if (p->at < p->length && p->text[p->at] == '^') {
        p->tree->sets[*set].negated = 1;
        p->at++;
    }
    if (p->at < p->length && p->text[p->at] == ']')
        return ph_pattern_fail(p, begin, "an empty class; a ']' in a class is written \\]");
    while (p->at < p->length && p->text[p->at] != ']') {
        if (!read_item(p, *set))
            return 0;
    }
    if (p->at == p->length)
        return ph_pattern_fail(p, begin, "the class is not closed: ']' is missing");
    p->at++;
    return 1;
}

/* ---- One code point ------------------------------------------------------------------------ */

static int read_any(ph_pattern_parser *p, uint32_t *set)
{
    p->at++;
    return new_set(p, set) && add_range(p, 0, LAST_POINT);
}

static int read_one(ph_pattern_parser *p, uint32_t *set)
{
    ph_pattern_atom a = {0, 0};

    if (!new_set(p, set) || !read_member(p, *set, &a))
        return 0;
    return !a.is_point || add_range(p, a.point, a.point);
}

int ph_pattern_read_set(ph_pattern_parser *p, uint32_t *set)
{
    switch (p->text[p->at]) {
    case '[':
        return read_class(p, set);
    case '.':
        return read_any(p, set);
    default:
        return read_one(p, set);
    }
}
