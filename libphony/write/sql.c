#include "write/sql.h"

#include "base/error.h"

static const struct dialect {
    const char *name, *quote; /* of names */
    const ph_escape *name_escape;
    ph_style style;
} dialects[PH_SQL_DIALECTS] = {
    [PH_SQL_POSTGRES] = {"postgres",
                         "\"",
                         &ph_escape_name,
                         {.null = "NULL",
                          .text = {"'", "'", &ph_escape_sql, 0},
                          .json = {"'", "'", &ph_escape_sql, 0},
                          .bytes = {"'\\x", "'", NULL, 0},
                          .quote = "'",
                          .yes = "TRUE",
                          .no = "FALSE",
                          .separator = ' ',
                          .utc = "+00"}},
    /* Times without zone: DATETIME has none, and TIMESTAMP ends in 2038. */
    [PH_SQL_MYSQL] = {"mysql",
                      "`",
                      &ph_escape_tick,
                      {.null = "NULL",
                       .text = {"'", "'", &ph_escape_mysql, 0},
                       .json = {"'", "'", &ph_escape_mysql, 0},
                       .bytes = {"x'", "'", NULL, 0},
                       .quote = "'",
                       .yes = "TRUE",
                       .no = "FALSE",
                       .separator = ' ',
                       .utc = ""}},
    [PH_SQL_SQLITE] = {"sqlite",
                       "\"",
                       &ph_escape_name,
                       {.null = "NULL",
                        .text = {"'", "'", &ph_escape_sql, 0},
                        .json = {"'", "'", &ph_escape_sql, 0},
                        .bytes = {"x'", "'", NULL, 0},
                        .quote = "'",
                        .yes = "1",
                        .no = "0",
                        .separator = ' ',
                        .utc = ""}},
};

int ph_sql_dialect_find(const char *name, ph_sql_dialect *dialect)
{
    for (int i = 0; i < PH_SQL_DIALECTS; i++)
        if (strcmp(dialects[i].name, name) == 0) {
            *dialect = (ph_sql_dialect)i;
            return 0;
        }
    return -1;
}

const char *ph_sql_dialect_name(ph_sql_dialect dialect)
{
    return dialects[dialect].name;
}

const ph_style *ph_sql_style(ph_sql_dialect dialect)
{
    return &dialects[dialect].style;
}

void ph_sql_append_name(ph_sql_dialect dialect, const char *name, ph_buffer *out)
{
    const struct dialect *d = &dialects[dialect];

    ph_buffer_append_text(out, d->quote);
    ph_escape_append(d->name_escape, name, strlen(name), out);
    ph_buffer_append_text(out, d->quote);
}

void ph_sql_append_text(ph_sql_dialect dialect, const char *text, ph_buffer *out)
{
    const ph_quotes *quotes = &dialects[dialect].style.text;

    ph_buffer_append_text(out, quotes->open);
    ph_escape_append(quotes->escape, text, strlen(text), out);
    ph_buffer_append_text(out, quotes->close);
}

phony_status ph_sql_append_value(ph_sql_dialect dialect, const ph_values *values, size_t row,
                                 ph_buffer *out, phony_error *error)
{
    uint32_t offsets[2];
    ph_cells cells = {.first = row, .own_offsets = offsets};
    phony_status status = ph_cells_render(&dialects[dialect].style, values, row, 1, &cells, error);

    if (!status) {
        ph_buffer_append_text(out, cells.open);
        ph_buffer_append(out, cells.bytes + cells.offsets[0], cells.offsets[1] - cells.offsets[0]);
        ph_buffer_append_text(out, cells.close);
    }
    ph_buffer_fini(&cells.own);
    return status;
}
