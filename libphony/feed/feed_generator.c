#include "feed/feed_generator.h"

#include "base/alloc.h"
#include "base/error.h"

enum { BYTES_A_VALUE = 24, ROOM_MAX = 1 << 30 };

typedef struct generator_feed {
    ph_feed feed;
    phony_generator *generator;
} generator_feed;

static void free_feed(ph_feed *feed)
{
    phony_generator_unref(((generator_feed *)feed)->generator);
    ph_free(feed);
}

/* Rows first, first + 1, ... as rows `done`, done + 1, ... of the column. */
static phony_status fill_run(const generator_feed *f, const phony_key *key, uint64_t first,
                             size_t count, size_t done, ph_values *out, phony_error *error)
{
    while (count > 0) {
        uint32_t base = out->offsets[done];
        phony_column column = PHONY_COLUMN_INIT;
        phony_status status;
        column.bytes = out->bytes + base;
        column.bytes_capacity = out->bytes_capacity - base - PH_VALUES_SLACK;
        column.offsets = out->offsets + done;
        column.rows_capacity = count;
        status = phony_generator_fill(f->generator, key, first, count, &column, error);
        for (size_t i = 0; i <= (status ? 0 : column.rows); i++)
            out->offsets[done + i] = status ? base : out->offsets[done + i] + base;
        if (status && status != PHONY_ERROR_SPACE)
            return status;
        if (!status) {
            done += column.rows;
            first += column.rows;
            count -= column.rows;
        }
        if (count > 0 && out->bytes_capacity > ROOM_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT, "row %llu: texts of more than 1 GiB a batch",
                           (unsigned long long)first);
        if (count > 0)
            status = ph_values_room(out, 2 * out->bytes_capacity, error);
        if (status && status != PHONY_ERROR_SPACE)
            return status;
    }
    return PHONY_OK;
}

static phony_status fill(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                         phony_error *error)
{
    const generator_feed *f = (const generator_feed *)feed;
    const ph_rows *rows = frame->rows;
    phony_status status = ph_values_begin(out, feed->type, rows->count, error);

    if (!status)
        status = ph_values_room(out, rows->count * BYTES_A_VALUE + PH_VALUES_SLACK, error);
    if (!status && !rows->list)
        return fill_run(f, frame->key, rows->first, rows->count, 0, out, error);
    for (size_t i = 0, run; !status && i < rows->count; i += run) {
        for (run = 1; i + run < rows->count && rows->list[i + run] == rows->list[i] + run;)
            run++;
        status = fill_run(f, frame->key, rows->list[i], run, i, out, error);
    }
    return status;
}

static const ph_feed_class generator_class = {.fill = fill, .free = free_feed};

phony_status ph_feed_of_generator(phony_generator *generator, ph_feed **feed, phony_error *error)
{
    generator_feed *f = ph_calloc(1, sizeof *f);

    if (!f) {
        phony_generator_unref(generator);
        return ph_fail_memory(error);
    }
    f->feed.class = &generator_class;
    f->feed.type = (ph_type){.kind = PH_TYPE_TEXT};
    f->generator = generator;
    *feed = &f->feed;
    return PHONY_OK;
}
