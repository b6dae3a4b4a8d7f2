/* Places: cities and companies, which are one model's values, and streets with a house number, put
 * together as the locale does it. A locale without a list of streets names its streets after
 * persons. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "value/builtin.h"
#include "value/generator.h"

/* ---- Cities, companies ----------------------------------------------------------------------- */

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
    const char *kind = request->kind == PH_ADDRESS_CITY ? "city_names" : "company_names";
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

/* ---- Streets --------------------------------------------------------------------------------- */

typedef struct address {
    phony_generator base;
    const ph_locale_data *data;
    ph_part street, first, last; /* those that the format asks for */
    phony_key number_path;
} address;

/* One batch. */
typedef struct batch {
    ph_cells street, first, last;
    ph_buffer line;
    size_t rows;
} batch;

static void add_cell(batch *b, const ph_cells *cells, size_t row)
{
    ph_buffer_append(&b->line, cells->bytes + cells->offsets[row], ph_cells_length(cells, row));
}

/* With the first letter, if it is one of ASCII, in the case asked for. */
static void add_cased(batch *b, const ph_cells *cells, size_t row, int upper)
{
    size_t at = b->line.length;

    add_cell(b, cells, row);
    if (!b->line.failed && b->line.length > at) {
        char c = (char)(b->line.data[at] | 0x20);
        if (c >= 'a' && c <= 'z')
            b->line.data[at] = (char)(upper ? c & ~0x20 : c);
    }
}

/* Polish family names in the genitive, by their ends; the first that fits counts. What has none of
 * them ends in a consonant and takes an a. */
static void add_genitive(batch *b, const ph_cells *cells, size_t row)
{
    static const struct {
        const char *end, *genitive;
    } cases[] = {
        {"ki", "kiego"}, {"gi", "giego"}, {"i", "iego"}, {"y", "ego"},   {"ka", "ki"},
        {"ga", "gi"},    {"ia", "i"},     {"la", "li"},  {"a", "y"},     {"ko", "ki"},
        {"go", "gi"},    {"io", "ia"},    {"o", "y"},    {"e", "ego"},   {"iec", "ca"},
        {"ec", "ca"},    {"iek", "ka"},   {"ek", "ka"},  {"ień", "nia"}, {"eń", "nia"},
        {"ń", "nia"},    {"ś", "sia"},    {"ć", "cia"},  {"ź", "zia"},   {"", "a"},
    };
    size_t length;

    add_cell(b, cells, row);
    for (size_t i = 0; !b->line.failed && i < sizeof cases / sizeof *cases; i++) {
        length = strlen(cases[i].end);
        if (length <= ph_cells_length(cells, row) &&
            !memcmp(b->line.data + b->line.length - length, cases[i].end, length)) {
            b->line.length -= length;
            ph_buffer_append_text(&b->line, cases[i].genitive);
            return;
        }
    }
}

/* A house number up to the locale's greatest, low ones more often (the cube of an even draw), and
 * now and then what is behind it. */
static void add_number(const address *a, batch *b, uint64_t stream)
{
    uint64_t u = ph_stream_word(stream, 0) >> 43, more = ph_stream_word(stream, 1); /* 21 bits */
    uint64_t cube = u * u * u >> 31;                                                /* 32 bits */

    ph_buffer_append_number(&b->line, 1 + (cube * a->data->number_max >> 32));
    if ((more & 255) < a->data->letter_share)
        ph_buffer_append_text(&b->line, a->data->letters[more >> 62]);
}

static uint64_t one_to(uint64_t most, uint64_t word)
{
    return 1 + ((word >> 32) * most >> 32);
}

/* One letter of the format. */
static void add_piece(const address *a, batch *b, char piece, size_t row, uint64_t stream)
{
    switch (piece) {
    case 's':
        add_cell(b, &b->street, row);
        break;
    case 'S':
        add_cased(b, &b->street, row, 0);
        break;
    case 'f':
        add_cell(b, &b->first, row);
        break;
    case 'l':
        add_cell(b, &b->last, row);
        break;
    case 'L':
        add_cased(b, &b->last, row, 1);
        break;
    case 'g':
        add_genitive(b, &b->last, row);
        break;
    case 'a':
        ph_buffer_append_number(&b->line, one_to(6, ph_stream_word(stream, 0)));
        break;
    case 'b':
        ph_buffer_append_number(&b->line, one_to(30, ph_stream_word(stream, 1)));
        break;
    case 'c':
        ph_buffer_append_number(&b->line, one_to(20, ph_stream_word(stream, 2)));
        break;
    default:
        add_number(a, b, stream);
    }
}

static void make_line(const address *a, batch *b, size_t row, uint64_t stream)
{
    const char *at = a->data->address;

    b->line.length = 0;
    while (*at) {
        size_t plain = strcspn(at, "%");
        ph_buffer_append(&b->line, at, plain);
        at += plain;
        if (*at == '%') {
            add_piece(a, b, at[1], row, stream);
            at += 2;
        }
    }
}

/* The columns that there are, for as many rows as all of them have. */
static phony_status fill_columns(const address *a, const phony_key *key, uint64_t row, size_t count,
                                 batch *b, phony_error *error)
{
    const ph_part *parts[] = {&a->street, &a->first, &a->last};
    ph_cells *cells[] = {&b->street, &b->first, &b->last};
    phony_status status = PHONY_OK;

    b->rows = count;
    for (int i = 0; !status && i < 3; i++) {
        if (!parts[i]->models[0])
            continue;
        status = ph_part_fill(parts[i], key, row, b->rows, -1, cells[i], error);
        b->rows = cells[i]->rows;
    }
    return status;
}

static phony_status fill_batch(const address *a, const phony_key *key, uint64_t row, size_t count,
                               batch *b, ph_output *out, phony_error *error)
{
    const phony_key number = ph_key_part(key, &a->number_path);
    phony_status status = fill_columns(a, key, row, count, b, error);

    for (size_t i = 0; !status && i < b->rows; i++) {
        make_line(a, b, i, ph_stream(&number, row + i));
        if (b->line.failed)
            return ph_fail_memory(error);
        if (!ph_output_put(out, b->line.data, b->line.length))
            break;
    }
    return status;
}

static phony_status fill_address(const phony_generator *generator, const phony_key *key,
                                 uint64_t first, uint64_t count, phony_column *column,
                                 phony_error *error)
{
    const address *a = (const address *)generator;
    phony_status status = PHONY_OK;
    batch b = {.rows = 0};
    ph_output out;

    ph_output_init(&out, column);
    while (!status && column->rows < count) {
        size_t before = column->rows;
        status = fill_batch(a, key, first + before, ph_output_batch(&out, count - before), &b, &out,
                            error);
        if (column->rows - before < b.rows)
            break;
    }
    ph_cells_fini(&b.street);
    ph_cells_fini(&b.first);
    ph_cells_fini(&b.last);
    ph_buffer_fini(&b.line);
    return status;
}

static void free_address(phony_generator *generator)
{
    address *a = (address *)generator;

    ph_part_fini(&a->street);
    ph_part_fini(&a->first);
    ph_part_fini(&a->last);
    ph_free(a);
}

static const ph_generator_class address_class = {"street_address", fill_address, free_address};

static int asks_for(const char *format, char a, char b)
{
    for (; *format; format++) {
        if (*format == '%' && (format[1] == a || format[1] == b))
            return 1;
    }
    return 0;
}

static phony_status open_columns(address *a, const ph_builtin_request *r, phony_error *error)
{
    const char *format = a->data->address;
    phony_cache *cache = r->options->cache;
    phony_status status = PHONY_OK;

    if (asks_for(format, 's', 'S'))
        status = ph_part_open(&a->street, "street_address.street", r->locale, "street_names", cache,
                              error);
    if (!status && asks_for(format, 'f', 'f'))
        status =
            ph_part_open(&a->first, "street_address.first", r->locale, "first_names", cache, error);
    if (!status && (asks_for(format, 'l', 'L') || asks_for(format, 'g', 'g')))
        status =
            ph_part_open(&a->last, "street_address.last", r->locale, "last_names", cache, error);
    return status;
}

phony_status ph_address_new(const ph_builtin_request *request, phony_generator **generator,
                            phony_error *error)
{
    address *a = ph_calloc(1, sizeof *a);
    phony_status status;

    if (!a)
        return ph_fail_memory(error);
    ph_generator_init(&a->base, &address_class);
    a->data = request->data;
    a->number_path = ph_path_key("street_address.number");
    status = open_columns(a, request, error);
    if (status) {
        free_address(&a->base);
        return status;
    }
    *generator = &a->base;
    return PHONY_OK;
}
