/* PDL documents: the files of a schema, read and laid one over the other, and what is wrong with
 * them. Nothing of what members mean is known here.
 *
 *     base.pdl.json   generators a, b     entities User {id, name}
 *     shop.pdl.json   generators b        entities User {name, email}, Order
 *     together        a, shop's b         User {id, shop's name, email}, Order */
#ifndef PH_DOCUMENT_H
#define PH_DOCUMENT_H

#include "base/json_tree.h"
#include "phony.h"

/* A value in one of the files. */
typedef struct ph_site {
    uint32_t file, node;
} ph_site;
#define PH_NO_SITE                                                                                 \
    (ph_site)                                                                                      \
    {                                                                                              \
        0, PH_JSON_NO_NODE                                                                         \
    }
static inline int ph_site_is(ph_site site)
{
    return site.node != PH_JSON_NO_NODE;
}

/* Something wrong, with its place. */
typedef struct ph_problem {
    uint32_t file;
    uint64_t line, column;
    char *path; /* "entities.User.fields.id" */
    char *message;
} ph_problem;
#define PH_PROBLEMS_MAX 1000 /* what is more is left out, and said to be */

typedef struct ph_source_file {
    char *path;   /* as given; NULL: not from a file */
    char *folder; /* that its relative paths count from; NULL: it has no files */
    ph_json_tree tree;
} ph_source_file;

typedef struct ph_document {
    ph_source_file *files; /* those inherited before those that inherit them */
    size_t file_count, file_capacity;
    ph_problem *problems;
    size_t problem_count, problem_capacity, left_out;
    int no_memory; /* a problem could not be kept */
} ph_document;

/* Reads a file with all that it inherits, or a text that inherits nothing. What is wrong in a way
 * that leaves nothing to be read is returned; other problems are kept. Returns PHONY_ERROR_IO,
 * _NOT_FOUND, _SYNTAX, _ENCODING, _LIMIT, _MEMORY; `error` names file, line and column. A document
 * that is all zero or failed may be let go of. */
phony_status ph_document_open(ph_document *document, const char *path, phony_error *error);
phony_status ph_document_parse(ph_document *document, const char *text, size_t length,
                               phony_error *error);
void ph_document_fini(ph_document *document);

/* Keeps a problem with the value at `site`. */
void ph_document_problem(ph_document *document, ph_site site, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- Looking at values ----------------------------------------------------------------------- */

const ph_json_node *ph_site_node(const ph_document *document, ph_site site);
const char *ph_site_key(const ph_document *document, ph_site site);
const char *ph_site_text(const ph_document *document, ph_site site);
ph_site ph_site_member(const ph_document *document, ph_site site, const char *key);
ph_site ph_site_child(const ph_document *document, ph_site site); /* the first, or none */
ph_site ph_site_next(const ph_document *document, ph_site site);
/* The document of a file. */
ph_site ph_site_root(size_t file);

/* What may stand at a member: bits of these. */
enum {
    PH_IS_NULL = 1,
    PH_IS_BOOLEAN = 2,
    PH_IS_NUMBER = 4,
    PH_IS_TEXT = 8,
    PH_IS_ARRAY = 16,
    PH_IS_OBJECT = 32,
    PH_IS_ANY = 63
};

typedef struct ph_member_rule {
    const char *name;
    unsigned kinds;
} ph_member_rule;

/* Checks an object's members against the rules, of which the last has no name: unknown ones (but
 * x-..., $schema, $comment, description and examples) and those of the wrong kind become problems.
 * 0 where the value is no object at all, which is one too. */
int ph_site_check(ph_document *document, ph_site site, const char *what,
                  const ph_member_rule *rules);
/* A member if it is of one of these kinds, else none. */
ph_site ph_site_get(const ph_document *document, ph_site site, const char *key, unsigned kinds);
unsigned ph_site_kind(const ph_document *document, ph_site site);
/* Names of generators, entities and fields: letters, digits and '_', not beginning with a digit, at
 * most 63 bytes. Becomes a problem if not. */
int ph_site_check_name(ph_document *document, ph_site site, const char *what);
/* Likewise of a text that gives something its name. */
int ph_site_check_made_name(ph_document *document, ph_site site, const char *what);
#endif
