/* Cells of texts, bytes and UUIDs. Texts that a format writes as they are stay where they are: the
 * quotes around them are then a matter of rows.c. */
#include "write/cells.h"
#include "write/digits.h"

/* ---- Texts -------------------------------------------------------------------------------------
 */

static const ph_quotes *quotes_of(const ph_style *style, ph_type_kind kind)
{
    return kind == PH_TYPE_JSON ? &style->json : &style->text;
}

/* Whether a text of the block is empty and not null. */
static int some_empty(const ph_values *values, size_t from, size_t rows)
{
    for (size_t i = from; i < from + rows; i++)
        if (values->offsets[i] == values->offsets[i + 1] && !ph_values_is_null(values, i))
            return 1;
    return 0;
}

static int some_null(const ph_values *values, size_t from, size_t rows)
{
    return values->has_nulls && memchr(values->nulls + from, 1, rows) != NULL;
}

/* The texts as they are, nulls being empty where that is what nulls are. */
static phony_status borrow(const ph_quotes *quotes, const ph_values *values, size_t from,
                           ph_cells *cells)
{
    cells->bytes = (const char *)values->bytes;
    cells->offsets = values->offsets + from;
    cells->open = quotes->where_needed ? "" : quotes->open;
    cells->close = quotes->where_needed ? "" : quotes->close;
    return PHONY_OK;
}

static char *put_text(const ph_quotes *quotes, const char *text, size_t length, char *out)
{
    if (!quotes->escape)
        return ph_put(ph_put_bytes(ph_put(out, quotes->open), text, length), quotes->close);
    if (quotes->where_needed && length && !ph_escape_any(quotes->escape, text, length))
        return ph_put_bytes(out, text, length);
    out = ph_escape_write(quotes->escape, text, length, ph_put(out, quotes->open));
    return ph_put(out, quotes->close);
}

phony_status ph_render_texts(const ph_style *style, const ph_values *values, size_t from,
                             size_t rows, ph_cells *cells, phony_error *error)
{
    const ph_quotes *quotes = quotes_of(style, values->type.kind);
    size_t bytes = values->offsets[from + rows] - values->offsets[from];
    size_t around = strlen(quotes->open) + strlen(quotes->close) + strlen(style->null);
    size_t escapes =
        quotes->escape ? ph_escape_count(quotes->escape,
                                         (const char *)values->bytes + values->offsets[from], bytes)
                       : 0;
    char *out;
    phony_status status;

    if (!escapes && (!*style->null || !some_null(values, from, rows)) &&
        (!quotes->where_needed || !some_empty(values, from, rows)))
        return borrow(quotes, values, from, cells);
    status =
        ph_cells_begin(cells, bytes + escapes * PH_ESCAPE_LONGEST + rows * around, &out, error);
    for (size_t i = 0; !status && i < rows; i++) {
        size_t length;
        const char *text = ph_values_text(values, from + i, &length);
        ph_cells_mark(cells, i, out);
        out = ph_values_is_null(values, from + i) ? ph_put(out, style->null)
                                                  : put_text(quotes, text, length, out);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

/* ---- Hexadecimal -------------------------------------------------------------------------------
 */

/* Four bytes become eight digits, the nibbles spread over a word. */
static inline char *put_hex4(char *out, const uint8_t *bytes)
{
    uint64_t x = (uint64_t)bytes[0] | (uint64_t)bytes[1] << 16 | (uint64_t)bytes[2] << 32 |
                 (uint64_t)bytes[3] << 48;
    uint64_t nibbles = (x >> 4 & UINT64_C(0x000f000f000f000f)) | (x & UINT64_C(0x000f000f000f000f))
                                                                     << 8;
    /* 1 where a nibble is above 9; those digits are letters. */
    uint64_t letters = (nibbles + UINT64_C(0x0606060606060606)) >> 4 & UINT64_C(0x0101010101010101);

    ph_put_word(out, nibbles + PH_ZEROS + letters * ('a' - '9' - 1));
    return out + 8;
}

static char *put_hex(char *out, const uint8_t *bytes, size_t length)
{
    static const char hex[] = "0123456789abcdef";

    for (; length >= 4; length -= 4, bytes += 4)
        out = put_hex4(out, bytes);
    for (; length; length--, bytes++) {
        *out++ = hex[*bytes >> 4];
        *out++ = hex[*bytes & 15];
    }
    return out;
}

phony_status ph_render_bytes(const ph_style *style, const ph_values *values, size_t from,
                             size_t rows, ph_cells *cells, phony_error *error)
{
    const ph_quotes *quotes = &style->bytes;
    size_t bytes = values->offsets[from + rows] - values->offsets[from];
    size_t around = strlen(quotes->open) + strlen(quotes->close) + strlen(style->null);
    char *out;
    phony_status status = ph_cells_begin(cells, 2 * bytes + rows * around, &out, error);

    for (size_t i = 0; !status && i < rows; i++) {
        size_t length;
        const char *text = ph_values_text(values, from + i, &length);
        ph_cells_mark(cells, i, out);
        if (ph_values_is_null(values, from + i)) {
            out = ph_put(out, style->null);
            continue;
        }
        out = put_hex(ph_put(out, quotes->open), (const uint8_t *)text, length);
        out = ph_put(out, quotes->close);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}

/* 8-4-4-4-12 digits. */
static inline char *put_uuid(char *out, const uint8_t *bytes)
{
    put_hex4(out, bytes);
    put_hex4(out + 9, bytes + 4); /* and moved apart */
    memmove(out + 14, out + 13, 4);
    put_hex4(out + 19, bytes + 8);
    memmove(out + 24, out + 23, 4);
    put_hex4(out + 28, bytes + 12);
    out[8] = out[13] = out[18] = out[23] = '-';
    return out + 36;
}

phony_status ph_render_uuids(const ph_style *style, const ph_values *values, size_t from,
                             size_t rows, ph_cells *cells, phony_error *error)
{
    size_t around = 2 * strlen(style->quote) + strlen(style->null);
    char *out;
    phony_status status = ph_cells_begin(cells, rows * (36 + around), &out, error);

    for (size_t i = 0; !status && i < rows; i++) {
        ph_cells_mark(cells, i, out);
        if (ph_values_is_null(values, from + i))
            out = ph_put(out, style->null);
        else
            out = ph_put(put_uuid(ph_put(out, style->quote), values->bytes + 16 * (from + i)),
                         style->quote);
    }
    return status ? status : ph_cells_end(cells, rows, out);
}
