/* Names of types and indexes, made of those of tables and columns. */
#include "base/hash.h"
#include "write/ddl.h"

enum { NAME_MAX_BYTES = 63 /* PostgreSQL's; MySQL: 64 characters */, HASH_DIGITS = 9 };

/* Its name without a limit: TABLE_COLUMN, TABLE_COLUMN_COLUMN_idx. */
static void append_full(const ph_ddl_table *table, ph_ddl_thing thing, size_t number,
                        ph_buffer *out)
{
    uint32_t own = (uint32_t)number;
    ph_ddl_columns columns =
        thing == PH_DDL_ENUM ? (ph_ddl_columns){&own, 1} : table->indexes[number];

    ph_buffer_append_text(out, table->name);
    for (size_t i = 0; i < columns.count; i++) {
        ph_buffer_append_byte(out, '_');
        ph_buffer_append_text(out, table->columns[columns.at[i]].name);
    }
    ph_buffer_append_text(out, thing == PH_DDL_INDEX ? "_idx" : "");
    ph_buffer_append(out, "", 1);
    out->length -= !out->failed;
}

static int is_thing(const ph_ddl_table *table, ph_ddl_thing thing, size_t number)
{
    return thing == PH_DDL_INDEX || (table->columns[number].type.kind == PH_TYPE_ENUM &&
                                     table->columns[number].member_count);
}

static int same(const ph_buffer *a, const ph_buffer *b)
{
    return !a->failed && !b->failed && a->length == b->length &&
           memcmp(a->data, b->data, a->length) == 0;
}

/* Whether something else in this table has the name. */
static int clashes_in(const ph_ddl_table *table, ph_ddl_thing thing, size_t but,
                      const ph_buffer *name)
{
    size_t count = thing == PH_DDL_ENUM ? table->column_count : table->index_count;
    ph_buffer other = PH_BUFFER_INIT;
    int found = 0;

    for (size_t i = 0; !found && i < count; i++) {
        if (i == but || !is_thing(table, thing, i))
            continue;
        other.length = 0;
        append_full(table, thing, i, &other);
        found = same(&other, name);
    }
    ph_buffer_fini(&other);
    return found;
}

/* Types and indexes have their names in common with tables; TABLE_COLUMN may be that of one, or
 * come from another cut of the same words. */
static int clashes(const ph_ddl *ddl, ph_ddl_thing thing, size_t table, size_t number,
                   const ph_buffer *name)
{
    for (size_t i = 0; i < ddl->count; i++) {
        size_t length = strlen(ddl->tables[i].name);
        if (length > name->length || memcmp(ddl->tables[i].name, name->data, length) != 0)
            continue;
        if (length == name->length ||
            clashes_in(&ddl->tables[i], thing, i == table ? number : SIZE_MAX, name))
            return 1;
    }
    return 0;
}

/* FNV-1a: the same on every machine, since it ends up in names. */
static uint64_t hash_of(const ph_buffer *name, uint64_t hash)
{
    for (size_t i = 0; i < name->length; i++)
        hash = (hash ^ (uint8_t)name->data[i]) * UINT64_C(0x100000001b3);
    return ph_mix64(hash);
}

/* Room is made at a whole character, and the hash of the full name and of where it stands goes
 * there. */
static void make_own(size_t table, size_t number, ph_buffer *name)
{
    static const char hex[] = "0123456789abcdef";
    uint64_t hash = hash_of(name, ph_mix64(table << 32 ^ number));
    size_t end = name->length;

    if (end > NAME_MAX_BYTES - HASH_DIGITS)
        for (end = NAME_MAX_BYTES - HASH_DIGITS; (name->data[end] & 0xc0) == 0x80;)
            end--;
    name->length = end;
    ph_buffer_append_byte(name, '_');
    for (int i = 1; i < HASH_DIGITS; i++, hash >>= 4)
        ph_buffer_append_byte(name, hex[hash & 15]);
    ph_buffer_append(name, "", 1);
}

void ph_ddl_append_thing(const ph_ddl *ddl, ph_sql_dialect dialect, ph_ddl_thing thing,
                         size_t table, size_t number, ph_buffer *out)
{
    ph_buffer name = PH_BUFFER_INIT;

    append_full(&ddl->tables[table], thing, number, &name);
    if (!name.failed && (name.length > NAME_MAX_BYTES || clashes(ddl, thing, table, number, &name)))
        make_own(table, number, &name);
    if (name.failed)
        out->failed = 1;
    else
        ph_sql_append_name(dialect, name.data, out);
    ph_buffer_fini(&name);
}
