/* Names of PDL for those of a schema: letters, digits and _, at most 63, no two the same. A name
 * that is one stays as it is. The two fields of a join table get the names by which many-to-many
 * relationships find them. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "import/import_parts.h"
#include "schema/names.h"

enum { NAME_MAX = 63 };

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_name(const char *text)
{
    size_t length = 0;

    while (is_letter(text[length]) || (length && text[length] >= '0' && text[length] <= '9'))
        length++;
    return length && !text[length] && length <= NAME_MAX;
}

/* The words of a name, joined: "Prénom du client" -> prenom_du_client. */
static void make_name(const char *text, char name[static NAME_MAX + 1])
{
    ph_name_words words;
    size_t length = 0;

    ph_name_split(text, &words);
    for (size_t i = 0; i < words.count; i++) {
        if (length && length < NAME_MAX)
            name[length++] = '_';
        for (size_t at = words.begins[i]; at < words.begins[i + 1] && length < NAME_MAX; at++) {
            char c = words.text[at];
            if (!length && c >= '0' && c <= '9')
                name[length++] = '_';
            if (is_letter(c) || (c >= '0' && c <= '9'))
                name[length++] = c;
        }
    }
    if (!length)
        name[length++] = 'x';
    name[length] = '\0';
}

/* The name, or the next one like it that is not taken: name_2. NULL out of memory. */
static const char *take_name(phony_import *import, ph_names *taken, const char *text)
{
    char name[NAME_MAX + 1], numbered[NAME_MAX + 16];
    const char *kept = is_name(text) ? text : NULL;

    if (!kept)
        make_name(text, name);
    else
        snprintf(name, sizeof name, "%s", text);
    if (ph_names_find(taken, name) != PH_NO_NAME)
        kept = NULL;
    snprintf(numbered, sizeof numbered, "%s", name);
    for (unsigned i = 2; ph_names_find(taken, numbered) != PH_NO_NAME; i++)
        snprintf(numbered, sizeof numbered, "%.*s_%u", NAME_MAX - 11, name, i);
    if (!kept)
        kept = ph_import_keep(import, numbered, strlen(numbered));
    return kept && ph_names_add(taken, kept) != PH_NO_NAME ? kept : NULL;
}

void ph_pdl_reference_name(const char *entity, char name[static 160])
{
    size_t length = 0;

    for (; *entity && length < 150; entity++) {
        int capital = *entity >= 'A' && *entity <= 'Z';
        if (capital && length)
            name[length++] = '_';
        name[length++] = (char)(capital ? *entity + ('a' - 'A') : *entity);
    }
    memcpy(name + length, "_id", 4);
}

static int name_entities(ph_pdl_names *names, phony_import *import)
{
    ph_names taken = {0};
    int failed = 0;

    for (size_t i = 0; i < import->table_count && !failed; i++) {
        if (import->tables[i].column_count)
            names->entities[i] = take_name(import, &taken, import->tables[i].name);
        failed = import->tables[i].column_count && !names->entities[i];
    }
    ph_names_fini(&taken);
    return failed;
}

/* What the field would best be called. */
static const char *wanted_name(const ph_pdl_names *names, phony_import *import,
                               const ph_import_table *table, uint32_t column, char text[static 160])
{
    size_t sides[2], count = ph_import_join(table, sides) ? 2 : 0;

    for (size_t i = 0; i < count; i++) {
        const ph_import_key *key = &table->keys[sides[i]];
        const ph_import_table *parent = ph_import_find(import, key->table);
        if (key->from.at[0] != column || !parent)
            continue;
        ph_pdl_reference_name(names->entities[parent - import->tables], text);
        return text;
    }
    return table->columns[column].name;
}

static int name_fields(ph_pdl_names *names, phony_import *import, size_t at)
{
    const ph_import_table *table = &import->tables[at];
    ph_names taken = {0};
    char text[160];
    int failed = 0;

    names->fields[at] = ph_calloc(table->column_count, sizeof **names->fields);
    failed = !names->fields[at];
    for (uint32_t i = 0; i < table->column_count && !failed; i++) {
        const char *wanted = wanted_name(names, import, table, i, text);
        if (wanted == text)
            wanted = ph_import_keep(import, text, strlen(text));
        if (wanted)
            names->fields[at][i] = take_name(import, &taken, wanted);
        failed = !names->fields[at][i];
    }
    ph_names_fini(&taken);
    return failed;
}

phony_status ph_pdl_names_init(ph_pdl_names *names, phony_import *import, phony_error *error)
{
    int failed;

    memset(names, 0, sizeof *names);
    names->count = import->table_count;
    names->entities = ph_calloc(names->count, sizeof *names->entities);
    names->fields = ph_calloc(names->count, sizeof *names->fields);
    failed = !names->entities || !names->fields || name_entities(names, import);
    for (size_t i = 0; i < names->count && !failed; i++)
        failed = name_fields(names, import, i);
    return failed ? ph_fail_memory(error) : PHONY_OK;
}

void ph_pdl_names_fini(ph_pdl_names *names)
{
    for (size_t i = 0; names->fields && i < names->count; i++)
        ph_free(names->fields[i]);
    ph_free(names->fields);
    ph_free(names->entities);
}
