/* The cursor over a statement's words, and names: see ddl_parts.h. */
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "import/ddl_parts.h"

const ph_sql_word *ph_ddl_word(const ph_ddl *ddl)
{
    return &ddl->sql.words[ddl->at];
}

static int is_end(const ph_ddl *ddl, size_t at)
{
    return ddl->sql.words[at].kind == PH_SQL_END;
}

static int sees_one(const ph_ddl *ddl, size_t at, const char *text, size_t length)
{
    const ph_sql_word *word = &ddl->sql.words[at];
    char copy[32];

    if (length != word->length || length >= sizeof copy)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return word->kind == PH_SQL_SYMBOL ? ph_sql_is_symbol(&ddl->sql, word, copy)
                                       : ph_sql_is(&ddl->sql, word, copy);
}

/* How many words of the statement these are, 0 where they do not stand there. */
static size_t count_seen(const ph_ddl *ddl, size_t at, const char *words)
{
    size_t seen = 0;

    while (*words) {
        size_t length = strcspn(words, " ");
        if (!sees_one(ddl, at + seen, words, length))
            return 0;
        seen++;
        words += length;
        words += *words == ' ';
    }
    return seen;
}

int ph_ddl_sees(const ph_ddl *ddl, size_t at, const char *words)
{
    return count_seen(ddl, at, words) > 0;
}

int ph_ddl_accept(ph_ddl *ddl, const char *words)
{
    size_t seen = count_seen(ddl, ddl->at, words);

    ddl->at += seen;
    return seen > 0;
}

/* ---- Passing over ---------------------------------------------------------------------------- */

static int opens(const ph_ddl *ddl, size_t at)
{
    return ph_ddl_sees(ddl, at, "(") || ph_ddl_sees(ddl, at, "[");
}

static int closes(const ph_ddl *ddl, size_t at)
{
    return ph_ddl_sees(ddl, at, ")") || ph_ddl_sees(ddl, at, "]");
}

size_t ph_ddl_behind(const ph_ddl *ddl, size_t at)
{
    size_t depth = 0;

    for (; !is_end(ddl, at); at++) {
        if (opens(ddl, at))
            depth++;
        else if (closes(ddl, at) && --depth == 0)
            return at + 1;
    }
    return at;
}

void ph_ddl_skip_group(ph_ddl *ddl)
{
    if (ph_ddl_sees(ddl, ddl->at, "("))
        ddl->at = ph_ddl_behind(ddl, ddl->at);
}

void ph_ddl_skip_element(ph_ddl *ddl)
{
    while (!is_end(ddl, ddl->at) && !ph_ddl_sees(ddl, ddl->at, ",") && !closes(ddl, ddl->at)) {
        if (opens(ddl, ddl->at))
            ddl->at = ph_ddl_behind(ddl, ddl->at);
        else
            ddl->at++;
    }
}

static int is_operator(const ph_ddl *ddl)
{
    return ph_ddl_word(ddl)->kind == PH_SQL_SYMBOL && !opens(ddl, ddl->at) &&
           !closes(ddl, ddl->at) && !ph_ddl_sees(ddl, ddl->at, ",");
}

/* A literal, a name, a call, a group. */
static void skip_operand(ph_ddl *ddl)
{
    int is_word;

    while (is_operator(ddl))
        ddl->at++;
    is_word = ph_ddl_word(ddl)->kind == PH_SQL_WORD;
    if (opens(ddl, ddl->at)) {
        ddl->at = ph_ddl_behind(ddl, ddl->at);
        return;
    }
    if (is_end(ddl, ddl->at) || closes(ddl, ddl->at) || ph_ddl_sees(ddl, ddl->at, ","))
        return;
    ddl->at++;
    while (ph_ddl_sees(ddl, ddl->at, ".") && ph_ddl_is_name(ddl, ddl->at + 1))
        ddl->at += 2;
    if (opens(ddl, ddl->at))
        ddl->at = ph_ddl_behind(ddl, ddl->at);
    else if (is_word && ph_ddl_word(ddl)->kind == PH_SQL_STRING)
        ddl->at++; /* interval '1 day', _utf8'x' */
}

void ph_ddl_skip_expression(ph_ddl *ddl)
{
    for (skip_operand(ddl);;) {
        if (ph_ddl_accept(ddl, "::"))
            ph_ddl_skip_type(ddl);
        else if (opens(ddl, ddl->at) && ph_ddl_sees(ddl, ddl->at, "["))
            ddl->at = ph_ddl_behind(ddl, ddl->at);
        else if (ph_ddl_accept(ddl, "AT TIME ZONE") || is_operator(ddl))
            skip_operand(ddl);
        else
            return;
    }
}

/* ---- Names ----------------------------------------------------------------------------------- */

const char *ph_ddl_text(ph_ddl *ddl, const ph_sql_word *word)
{
    const char *text = ph_sql_text(&ddl->sql, word);

    ddl->failed |= !text;
    return text ? text : "";
}

int ph_ddl_is_name(const ph_ddl *ddl, size_t at)
{
    const ph_sql_word *word = &ddl->sql.words[at];

    return word->kind == PH_SQL_WORD || word->kind == PH_SQL_QUOTED ||
           (word->kind == PH_SQL_STRING && (word->quote == '"' || word->quote == '\''));
}

const char *ph_ddl_name(ph_ddl *ddl, const char **schema)
{
    size_t last, before;

    *schema = NULL;
    if (!ph_ddl_is_name(ddl, ddl->at))
        return NULL;
    last = before = ddl->at++;
    while (ph_ddl_sees(ddl, ddl->at, ".") && ph_ddl_is_name(ddl, ddl->at + 1)) {
        before = last;
        last = ddl->at + 1;
        ddl->at += 2;
    }
    if (before != last)
        *schema = ph_ddl_text(ddl, &ddl->sql.words[before]);
    return ph_ddl_text(ddl, &ddl->sql.words[last]);
}

static char fold(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

int ph_ddl_same(const char *a, const char *b)
{
    for (; *a && fold(*a) == fold(*b); a++, b++)
        ;
    return fold(*a) == fold(*b);
}

/* FNV-1a over small letters, mixed. */
static uint64_t hash_of(const char *name)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *name; name++)
        hash = (hash ^ (unsigned char)fold(*name)) * UINT64_C(1099511628211);
    return ph_mix64(hash);
}

static uint64_t hash_number(const void *of, uint32_t number)
{
    return hash_of(((const ph_ddl_names *)of)->names[number]);
}

static uint32_t *slot_of(const ph_ddl_names *names, const char *name)
{
    uint32_t *slot = ph_slots_first(&names->slots, hash_of(name));

    while (*slot != PH_SLOT_EMPTY && !ph_ddl_same(names->names[*slot], name))
        slot = ph_slots_next(&names->slots, slot);
    return slot;
}

uint32_t ph_ddl_names_find(const ph_ddl_names *names, const char *name)
{
    return names->slots.count ? *slot_of(names, name) : UINT32_MAX;
}

uint32_t ph_ddl_names_add(ph_ddl *ddl, ph_ddl_names *names, const char *name)
{
    uint32_t *slot;

    if (ph_slots_room(&names->slots, (uint32_t)names->count, hash_number, names) ||
        ph_grow((void **)&names->names, &names->capacity, names->count + 1, sizeof *names->names)) {
        ddl->failed = 1;
        return UINT32_MAX;
    }
    slot = slot_of(names, name);
    if (*slot == PH_SLOT_EMPTY)
        *slot = (uint32_t)names->count++;
    names->names[*slot] = name;
    return *slot;
}

void ph_ddl_names_fini(ph_ddl_names *names)
{
    ph_slots_fini(&names->slots);
    ph_free(names->names);
}
