/* Streets with a house number, put together as the locale does it. A locale without a list of
 * streets names its streets after persons. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "value/builtin.h"
#include "value/generator.h"

enum { STREET, FIRST, LAST, COLUMNS };

typedef struct address {
    phony_generator base;
    const ph_locale_data *data;
    ph_part parts[COLUMNS]; /* those that the format asks for */
    phony_key number_path;
} address;

/* One batch. */
typedef struct batch {
    ph_cells cells[COLUMNS];
    ph_buffer line;
    size_t rows;
} batch;

/* ---- Pieces ---------------------------------------------------------------------------------- */

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

static void add_small(batch *b, const ph_cells *cells, size_t row)
{
    add_cased(b, cells, row, 0);
}

static void add_capital(batch *b, const ph_cells *cells, size_t row)
{
    add_cased(b, cells, row, 1);
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

/* The letters of formats: from which column, and how; and the parts of a Japanese number. */
static const struct {
    char letter;
    int column;
    void (*add)(batch *b, const ph_cells *cells, size_t row);
} from_columns[] = {
    {'s', STREET, add_cell}, {'S', STREET, add_small}, {'f', FIRST, add_cell},
    {'l', LAST, add_cell},   {'L', LAST, add_capital}, {'g', LAST, add_genitive},
};
static const struct {
    char letter;
    uint32_t most, word; /* the number is 1 to most, drawn from this word of the stream */
} from_draws[] = {{'a', 6, 0}, {'b', 30, 1}, {'c', 20, 2}};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void add_piece(const address *a, batch *b, char letter, size_t row, uint64_t stream)
{
    for (size_t i = 0; i < COUNT_OF(from_columns); i++) {
        if (from_columns[i].letter == letter) {
            from_columns[i].add(b, &b->cells[from_columns[i].column], row);
            return;
        }
    }
    for (size_t i = 0; i < COUNT_OF(from_draws); i++) {
        if (from_draws[i].letter == letter) {
            uint64_t draw = ph_stream_word(stream, from_draws[i].word) >> 32;
            ph_buffer_append_number(&b->line, 1 + (draw * from_draws[i].most >> 32));
            return;
        }
    }
    add_number(a, b, stream);
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

/* ---- Rows ------------------------------------------------------------------------------------ */

/* The columns that there are, for as many rows as all of them have. */
static phony_status fill_columns(const address *a, const phony_key *key, uint64_t row, size_t count,
                                 batch *b, phony_error *error)
{
    phony_status status = PHONY_OK;

    b->rows = count;
    for (int i = 0; !status && i < COLUMNS; i++) {
        if (!a->parts[i].models[0])
            continue;
        status = ph_part_fill(&a->parts[i], key, row, b->rows, -1, &b->cells[i], error);
        b->rows = b->cells[i].rows;
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
    for (int i = 0; i < COLUMNS; i++)
        ph_cells_fini(&b.cells[i]);
    ph_buffer_fini(&b.line);
    return status;
}

static void free_address(phony_generator *generator)
{
    address *a = (address *)generator;

    for (int i = 0; i < COLUMNS; i++)
        ph_part_fini(&a->parts[i]);
    ph_free(a);
}

static const ph_generator_class address_class = {"street_address", fill_address, free_address};

/* ---- Making ---------------------------------------------------------------------------------- */

static int asks_for(const char *format, int column)
{
    for (; (format = strchr(format, '%')) != NULL; format++) {
        for (size_t i = 0; i < COUNT_OF(from_columns); i++) {
            if (from_columns[i].letter == format[1] && from_columns[i].column == column)
                return 1;
        }
    }
    return 0;
}

static phony_status open_columns(address *a, const ph_builtin_request *request, phony_error *error)
{
    static const char *const kinds[COLUMNS][2] = {
        [STREET] = {"street_address.street", "street_names"},
        [FIRST] = {"street_address.first", "first_names"},
        [LAST] = {"street_address.last", "last_names"},
    };
    phony_status status = PHONY_OK;

    for (int i = 0; !status && i < COLUMNS; i++) {
        if (asks_for(a->data->address, i))
            status = ph_part_open(&a->parts[i], kinds[i][0], request->locale, kinds[i][1],
                                  request->options->cache, error);
    }
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
