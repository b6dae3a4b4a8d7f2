/* Reading spec/vectors. In these files all that is not an array is an object or a string, so one
 * small reader does: a file is a list of cases, a case a list of members, a member a list of texts.
 */
#ifndef VECTORS_UTIL_H
#define VECTORS_UTIL_H

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "unit.h"

enum { MEMBERS = 8 };

typedef struct member {
    char *key;
    char **texts;
    size_t count;
} member;

typedef struct vector {
    member members[MEMBERS];
    size_t count;
} vector;

typedef struct vectors {
    vector *cases;
    size_t count;
    int depth;
} vectors;

static inline char *copy(const char *text, size_t length)
{
    char *made = malloc(length + 1);

    ck_assert_ptr_nonnull(made);
    memcpy(made, text, length);
    made[length] = '\0';
    return made;
}

static inline void begin_case(vectors *v)
{
    v->cases = realloc(v->cases, (v->count + 1) * sizeof *v->cases);
    ck_assert_ptr_nonnull(v->cases);
    memset(&v->cases[v->count++], 0, sizeof *v->cases);
}

static inline void begin_member(vector *c, const char *text, size_t length)
{
    ck_assert_uint_lt(c->count, MEMBERS);
    c->members[c->count++].key = copy(text, length);
}

static inline void add_text(vector *c, const char *text, size_t length)
{
    member *m = &c->members[c->count - 1];

    m->texts = realloc(m->texts, (m->count + 1) * sizeof *m->texts);
    ck_assert_ptr_nonnull(m->texts);
    m->texts[m->count++] = copy(text, length);
}

/* Depth 1 is the file, 2 the array of cases, 3 a case, 4 an array in it. */
static inline phony_status on_event(void *user, ph_json_kind kind, const char *text, size_t length,
                                    phony_error *error)
{
    vectors *v = user;

    (void)error;
    v->depth += kind == PH_JSON_OBJECT || kind == PH_JSON_ARRAY;
    v->depth -= kind == PH_JSON_OBJECT_END || kind == PH_JSON_ARRAY_END;
    if (kind == PH_JSON_OBJECT && v->depth == 3)
        begin_case(v);
    else if (kind == PH_JSON_KEY && v->depth == 3)
        begin_member(&v->cases[v->count - 1], text, length);
    else if (kind == PH_JSON_STRING)
        add_text(&v->cases[v->count - 1], text, length);
    return PHONY_OK;
}

static inline vectors read_vectors(const char *name)
{
    vectors v = {0};
    char path[1024], block[4096];
    ph_json *json;
    size_t got;
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", SPEC_VECTORS, name);
    file = fopen(path, "rb");
    ck_assert_msg(file, "cannot open %s", path);
    ck_assert_int_eq(ph_json_new(NULL, on_event, &v, &json, NULL), PHONY_OK);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        ck_assert_int_eq(ph_json_feed(json, block, got, NULL), PHONY_OK);
    ck_assert_int_eq(ph_json_finish(json, NULL), PHONY_OK);
    ph_json_free(json);
    fclose(file);
    ck_assert_uint_gt(v.count, 0);
    return v;
}

static inline void free_vectors(vectors *v)
{
    for (size_t c = 0; c < v->count; c++) {
        for (size_t m = 0; m < v->cases[c].count; m++) {
            for (size_t i = 0; i < v->cases[c].members[m].count; i++)
                free(v->cases[c].members[m].texts[i]);
            free(v->cases[c].members[m].texts);
            free(v->cases[c].members[m].key);
        }
    }
    free(v->cases);
}

static inline const member *get(const vector *c, const char *key)
{
    for (size_t i = 0; i < c->count; i++) {
        if (!strcmp(c->members[i].key, key))
            return &c->members[i];
    }
    ck_abort_msg("a case without \"%s\"", key);
    return NULL;
}

static inline const char *get_text(const vector *c, const char *key)
{
    return get(c, key)->texts[0];
}

static inline uint64_t number_at(const member *m, size_t i, int base)
{
    return strtoull(m->texts[i], NULL, base);
}
#endif
