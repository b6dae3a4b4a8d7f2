/* Places that are one model's values as they are: cities and companies. */
#include "base/alloc.h"
#include "base/error.h"
#include "value/builtin.h"
#include "value/generator.h"

typedef struct place {
    phony_generator base;
    ph_part part;
} place;

static phony_status fill_place(const phony_generator *generator, const phony_key *key,
                               uint64_t first, uint64_t count, phony_column *column,
                               phony_error *error)
{
    const place *p = (const place *)generator;

    return ph_part_fill_column(&p->part, key, first, (size_t)count, column, error);
}

static void free_place(phony_generator *generator)
{
    place *p = (place *)generator;

    ph_part_fini(&p->part);
    ph_free(p);
}

static const ph_generator_class place_class = {"place", fill_place, free_place};

phony_status ph_place_new(const ph_builtin_request *request, phony_generator **generator,
                          phony_error *error)
{
    const char *kind = request->kind == PH_PLACE_CITY ? "city_names" : "company_names";
    place *p = ph_calloc(1, sizeof *p);
    phony_status status;

    if (!p)
        return ph_fail_memory(error);
    ph_generator_init(&p->base, &place_class);
    status = ph_part_open(&p->part, request->name, request->locale, kind, request->options->cache,
                          error);
    if (status) {
        free_place(&p->base);
        return status;
    }
    *generator = &p->base;
    return PHONY_OK;
}
