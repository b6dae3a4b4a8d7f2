#include "schema/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "text/nearest.h"

enum { MESSAGE_MAX = 512, NAME_MAX_LENGTH = 63 };

/* ---- Problems ------------------------------------------------------------------------------ */

static char *path_of(const ph_document *document, ph_site site)
{
    ph_buffer path = PH_BUFFER_INIT;
    char *text;

    ph_json_path_of(&document->files[site.file].tree, site.node, &path);
    text = path.failed ? NULL : ph_strndup(path.data ? path.data : "", path.length);
    ph_buffer_fini(&path);
    return text;
}

void ph_document_problem(ph_document *document, ph_site site, const char *format, ...)
{
    char message[MESSAGE_MAX];
    ph_problem problem = {.file = site.file};
    va_list arguments;

    if (document->problem_count == PH_PROBLEMS_MAX) {
        document->left_out++;
        return;
    }
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    ph_json_place(&document->files[site.file].tree, site.node, &problem.line, &problem.column);
    problem.path = path_of(document, site);
    problem.message = ph_strndup(message, strlen(message));
    if (!problem.path || !problem.message ||
        ph_grow((void **)&document->problems, &document->problem_capacity,
                document->problem_count + 1, sizeof problem) < 0) {
        ph_free(problem.path);
        ph_free(problem.message);
        document->no_memory = 1;
        return;
    }
    document->problems[document->problem_count++] = problem;
}

void ph_document_fini(ph_document *document)
{
    for (size_t i = 0; i < document->file_count; i++) {
        ph_free(document->files[i].path);
        ph_free(document->files[i].folder);
        ph_json_tree_fini(&document->files[i].tree);
    }
    for (size_t i = 0; i < document->problem_count; i++) {
        ph_free(document->problems[i].path);
        ph_free(document->problems[i].message);
    }
    ph_free(document->files);
    ph_free(document->problems);
    memset(document, 0, sizeof *document);
}

/* ---- Looking at values --------------------------------------------------------------------- */

const ph_json_node *ph_site_node(const ph_document *document, ph_site site)
{
    return &document->files[site.file].tree.nodes[site.node];
}

const char *ph_site_key(const ph_document *document, ph_site site)
{
    return ph_json_key(&document->files[site.file].tree, site.node);
}

const char *ph_site_text(const ph_document *document, ph_site site)
{
    return ph_json_text(&document->files[site.file].tree, site.node);
}

ph_site ph_site_member(const ph_document *document, ph_site site, const char *key)
{
    if (!ph_site_is(site))
        return PH_NO_SITE;
    return (ph_site){site.file, ph_json_member(&document->files[site.file].tree, site.node, key)};
}

ph_site ph_site_child(const ph_document *document, ph_site site)
{
    return (ph_site){site.file, ph_site_node(document, site)->child};
}

ph_site ph_site_next(const ph_document *document, ph_site site)
{
    return (ph_site){site.file, ph_site_node(document, site)->next};
}

ph_site ph_site_root(size_t file)
{
    return (ph_site){(uint32_t)file, 0};
}

unsigned ph_site_kind(const ph_document *document, ph_site site)
{
    static const unsigned kinds[] = {
        [PH_JSON_NULL] = PH_IS_NULL,    [PH_JSON_FALSE] = PH_IS_BOOLEAN,
        [PH_JSON_TRUE] = PH_IS_BOOLEAN, [PH_JSON_NUMBER] = PH_IS_NUMBER,
        [PH_JSON_STRING] = PH_IS_TEXT,  [PH_JSON_ARRAY] = PH_IS_ARRAY,
        [PH_JSON_OBJECT] = PH_IS_OBJECT};

    return ph_site_is(site) ? kinds[ph_site_node(document, site)->kind] : 0;
}

ph_site ph_site_get(const ph_document *document, ph_site site, const char *key, unsigned kinds)
{
    ph_site member = ph_site_member(document, site, key);

    return ph_site_kind(document, member) & kinds ? member : PH_NO_SITE;
}

/* ---- Checking ------------------------------------------------------------------------------ */

static int is_comment(const char *name)
{
    static const char *const names[] = {"$schema", "$comment", "description", "examples"};

    if (strncmp(name, "x-", 2) == 0)
        return 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return 1;
    }
    return 0;
}

/* "a number, a text or an array" */
static const char *kinds_in_words(unsigned kinds, char *out, size_t size)
{
    static const char *const words[] = {"null",   "true or false", "a number",
                                        "a text", "an array",      "an object"};
    size_t length = 0, left = (size_t)__builtin_popcount(kinds);

    for (size_t i = 0; i < sizeof words / sizeof *words && length < size; i++) {
        if (!(kinds >> i & 1))
            continue;
        length += (size_t)snprintf(out + length, size - length, "%s%s", words[i],
                                   left > 2    ? ", "
                                   : left == 2 ? " or "
                                               : "");
        left--;
    }
    return out;
}

static void problem_kind(ph_document *document, ph_site site, unsigned kinds)
{
    char words[80];

    ph_document_problem(document, site, "must be %s", kinds_in_words(kinds, words, sizeof words));
}

static void problem_unknown(ph_document *document, ph_site site, const char *what,
                            const ph_member_rule *rules)
{
    const char *name = ph_site_key(document, site);
    ph_nearest nearest = {0};

    for (; rules->name; rules++)
        ph_nearest_try(&nearest, name, rules->name);
    if (nearest.name)
        ph_document_problem(document, site, "%s has no member \"%.60s\"; did you mean \"%s\"?",
                            what, name, nearest.name);
    else
        ph_document_problem(document, site, "%s has no member \"%.60s\"", what, name);
}

int ph_site_check(ph_document *document, ph_site site, const char *what,
                  const ph_member_rule *rules)
{
    if (ph_site_kind(document, site) != PH_IS_OBJECT) {
        problem_kind(document, site, PH_IS_OBJECT);
        return 0;
    }
    for (ph_site at = ph_site_child(document, site); ph_site_is(at);
         at = ph_site_next(document, at)) {
        const char *name = ph_site_key(document, at);
        const ph_member_rule *rule = rules;
        while (rule->name && strcmp(rule->name, name) != 0)
            rule++;
        if (rule->name && !(ph_site_kind(document, at) & rule->kinds))
            problem_kind(document, at, rule->kinds);
        else if (!rule->name && !is_comment(name))
            problem_unknown(document, at, what, rules);
    }
    return 1;
}

static int check_name(ph_document *document, ph_site site, const char *name, size_t length,
                      const char *what)
{
    size_t good = 0;

    while (good < length && ((unsigned)(name[good] | 32) - 'a' < 26 || name[good] == '_' ||
                             (good > 0 && (unsigned)name[good] - '0' < 10)))
        good++;
    if (length > 0 && good == length && length <= NAME_MAX_LENGTH)
        return 1;
    ph_document_problem(document, site,
                        "the name of %s is 1 to %d letters, digits and '_', and begins with no "
                        "digit",
                        what, NAME_MAX_LENGTH);
    return 0;
}

int ph_site_check_name(ph_document *document, ph_site site, const char *what)
{
    return check_name(document, site, ph_site_key(document, site),
                      ph_site_node(document, site)->key_length, what);
}

int ph_site_check_made_name(ph_document *document, ph_site site, const char *what)
{
    const char *name = ph_site_text(document, site);

    return check_name(document, site, name, strlen(name), what);
}
