#include "plan/links.h"

#include "sample/permute.h"

/* ---- From children to parents ---------------------------------------------------------------- */

static void miss(ph_link_rows *out, size_t i)
{
    out->parents[i] = out->ordinals[i] = 0;
    out->missing[i] = 1;
    out->has_missing = 1;
}

/* The children of counted parents by position; ascending ones walk on from parent to parent. */
static void find_counted(const ph_counts *counts, const ph_link *link, const ph_rows *rows,
                         ph_link_rows *out)
{
    ph_counts_cursor cursor = {0};
    int is_set = 0; /* rows without parent leave the cursor where it is */

    for (size_t i = 0; i < rows->count; i++) {
        uint64_t at = ph_row(rows, i);
        if (link->shuffled)
            at = ph_permute(&link->key, link->rows, at);
        if (at >= link->linked) {
            miss(out, i);
            continue;
        }
        if (link->shuffled || !is_set || at < cursor.start || at - cursor.start > PH_BATCH_ROWS)
            ph_counts_seek(counts, at, &cursor);
        is_set = 1;
        while (cursor.end <= at)
            ph_counts_next(counts, &cursor);
        out->parents[i] = cursor.parent;
        out->ordinals[i] = at - cursor.start;
        out->missing[i] = 0;
    }
}

static void find_by_counts(const ph_link *link, const ph_rows *rows, ph_link_rows *out)
{
    find_counted(&link->counts, link, rows, out);
}

static void find_same(const ph_link *link, const ph_rows *rows, ph_link_rows *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        uint64_t row = ph_row(rows, i);
        if (row >= link->linked) {
            miss(out, i);
            continue;
        }
        out->parents[i] = link->shuffled ? ph_permute(&link->key, link->parents[0].rows, row) : row;
        out->ordinals[i] = 0;
        out->missing[i] = 0;
    }
}

static uint32_t level_of(const ph_link *link, uint64_t row)
{
    uint32_t level = 0;

    while (level + 1 < link->level_count && row >= link->level_first[level + 1])
        level++;
    return level;
}

static void find_level(const ph_link *link, const ph_rows *rows, ph_link_rows *out)
{
    ph_counts_cursor cursor = {0};
    uint32_t before = 0;

    for (size_t i = 0; i < rows->count; i++) {
        uint64_t row = ph_row(rows, i);
        uint32_t level = level_of(link, row);
        uint64_t at = row - link->level_first[level];
        if (level == 0) {
            miss(out, i);
            continue;
        }
        if (level != before || at < cursor.start || at - cursor.start > PH_BATCH_ROWS)
            ph_counts_seek(&link->levels[level - 1], at, &cursor);
        before = level;
        while (cursor.end <= at)
            ph_counts_next(&link->levels[level - 1], &cursor);
        out->parents[i] = link->level_first[level - 1] + cursor.parent;
        out->ordinals[i] = at - cursor.start;
        out->missing[i] = 0;
    }
}

static int draws_none(const ph_link *link, uint64_t stream)
{
    return link->schema->optional && (ph_stream_word(stream, 1) >> 32) < link->schema->optional;
}

static uint64_t below(uint64_t draw, uint64_t count)
{
    return (uint64_t)(((unsigned __int128)draw * count) >> 64);
}

static void find_drawn(const ph_link *link, const ph_rows *rows, ph_link_rows *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        uint64_t stream = ph_stream(&link->key, ph_row(rows, i));
        if (draws_none(link, stream)) {
            miss(out, i);
            continue;
        }
        out->parents[i] = below(ph_stream_word(stream, 0), link->parents[0].rows);
        out->ordinals[i] = 0;
        out->missing[i] = 0;
    }
}

static void find_any(const ph_link *link, const ph_rows *rows, ph_link_rows *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        uint64_t stream = ph_stream(&link->key, ph_row(rows, i));
        uint64_t draw = ph_stream_word(stream, 2);
        uint16_t which = 0;
        if (draws_none(link, stream)) {
            miss(out, i);
            out->which[i] = 0;
            continue;
        }
        while (draw > link->parents[which].limit)
            which++;
        out->which[i] = which;
        out->parents[i] = below(ph_stream_word(stream, 0), link->parents[which].rows);
        out->ordinals[i] = 0;
        out->missing[i] = 0;
    }
}

/* The j-th partner of a row of the first side: a permutation of its own of all partners. */
static void find_partner(const ph_link *link, const ph_rows *rows, ph_link_rows *out)
{
    find_by_counts(link->first, rows, out);
    for (size_t i = 0; i < rows->count; i++) {
        uint64_t stream = ph_stream(&link->key, out->parents[i]);
        phony_key key = {{ph_stream_word(stream, 0), ph_stream_word(stream, 1)}};
        if (!out->missing[i])
            out->parents[i] = ph_permute(&key, link->parents[0].rows, out->ordinals[i]);
    }
}

static void (*const finders[])(const ph_link *link, const ph_rows *rows, ph_link_rows *out) = {
    [PH_LINK_COUNTED] = find_by_counts, [PH_LINK_SAME] = find_same,
    [PH_LINK_LEVELS] = find_level,      [PH_LINK_DRAWN] = find_drawn,
    [PH_LINK_PARTNER] = find_partner,   [PH_LINK_ANY] = find_any};

void ph_link_find(const ph_link *link, const ph_rows *rows, ph_link_rows *out)
{
    out->has_missing = 0;
    finders[link->kind](link, rows, out);
}

/* ---- From parents to children ---------------------------------------------------------------- */

int ph_link_has_children(const ph_link *link)
{
    return link->kind == PH_LINK_COUNTED || link->kind == PH_LINK_SAME ||
           link->kind == PH_LINK_LEVELS;
}

static void count_run(const ph_counts *counts, uint64_t first, size_t count, uint64_t base,
                      uint64_t *starts, uint64_t *ends)
{
    uint64_t sums[PH_BATCH_ROWS + 1];

    ph_counts_starts(counts, first, count, sums);
    for (size_t i = 0; i < count; i++) {
        starts[i] = base + sums[i];
        ends[i] = base + sums[i + 1];
    }
}

static void children_counted(const ph_link *link, const ph_rows *parents, uint64_t *starts,
                             uint64_t *ends)
{
    if (!parents->list) {
        count_run(&link->counts, parents->first, parents->count, 0, starts, ends);
        return;
    }
    for (size_t i = 0; i < parents->count; i++)
        count_run(&link->counts, parents->list[i], 1, 0, &starts[i], &ends[i]);
}

static void children_same(const ph_link *link, const ph_rows *parents, uint64_t *starts,
                          uint64_t *ends)
{
    for (size_t i = 0; i < parents->count; i++) {
        uint64_t row = ph_row(parents, i);
        starts[i] = link->shuffled ? ph_permute_back(&link->key, link->parents[0].rows, row) : row;
        ends[i] = starts[i] + (starts[i] < link->linked);
    }
}

static void children_level(const ph_link *link, const ph_rows *parents, uint64_t *starts,
                           uint64_t *ends)
{
    for (size_t i = 0; i < parents->count; i++) {
        uint64_t row = ph_row(parents, i);
        uint32_t level = level_of(link, row);
        starts[i] = ends[i] = 0;
        if (level + 1 < link->level_count)
            count_run(&link->levels[level], row - link->level_first[level], 1,
                      link->level_first[level + 1], &starts[i], &ends[i]);
    }
}

void ph_link_children(const ph_link *link, const ph_rows *parents, uint64_t *starts, uint64_t *ends)
{
    if (link->kind == PH_LINK_COUNTED)
        children_counted(link, parents, starts, ends);
    else if (link->kind == PH_LINK_SAME)
        children_same(link, parents, starts, ends);
    else
        children_level(link, parents, starts, ends);
}

uint64_t ph_link_child(const ph_link *link, uint64_t position)
{
    return link->kind == PH_LINK_COUNTED && link->shuffled
               ? ph_permute_back(&link->key, link->rows, position)
               : position;
}
