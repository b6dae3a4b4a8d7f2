/* Reading the files of a schema: each file behind those that it inherits, so that later ones lie
 * over earlier ones. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "schema/document.h"

enum { DEPTH_MAX = 16, FILES_MAX = 256 };

/* The files that are being read, innermost first. */
typedef struct frame {
    const char *path; /* canonical */
    int depth;
    const struct frame *outer;
} frame;

/* ---- Bytes --------------------------------------------------------------------------------- */

static phony_status read_all(FILE *file, const char *path, ph_buffer *bytes, phony_error *error)
{
    size_t count;

    do {
        char *room = ph_buffer_reserve(bytes, 65536);
        if (!room)
            return ph_fail_memory(error);
        count = fread(room, 1, 65536, file);
        bytes->length += count;
        if (bytes->length > PH_JSON_TREE_BYTES_MAX)
            return ph_fail(error, PHONY_ERROR_LIMIT, "'%s' is larger than %u MiB", path,
                           PH_JSON_TREE_BYTES_MAX >> 20);
    } while (count > 0);
    return ferror(file) ? ph_fail_errno(error, PHONY_ERROR_IO, errno, "cannot read '%s'", path)
                        : PHONY_OK;
}

static phony_status read_file(const char *path, ph_buffer *bytes, phony_error *error)
{
    FILE *file = fopen(path, "rb");
    phony_status status;

    if (!file)
        return ph_fail_errno(error, errno == ENOENT ? PHONY_ERROR_NOT_FOUND : PHONY_ERROR_IO, errno,
                             "cannot open '%s'", path);
    status = read_all(file, path, bytes, error);
    fclose(file);
    return status;
}

/* ---- Files --------------------------------------------------------------------------------- */

/* "a/b.json" -> "a/", "b.json" -> "" */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return ph_strndup(path, slash ? (size_t)(slash - path) + 1 : 0);
}

/* "a/b.json" -> "a", "b.json" -> ".": what the paths of lists and models are put behind, with a
 * "/". */
static char *folder_to_look_in(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ph_strndup(".", 1);
    return ph_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static phony_status add_file(ph_document *document, const char *path, ph_json_tree *tree,
                             phony_error *error)
{
    ph_source_file file = {.tree = *tree};

    if (path) {
        file.path = ph_strndup(path, strlen(path));
        file.folder = folder_to_look_in(path);
    }
    if ((path && (!file.path || !file.folder)) ||
        ph_grow((void **)&document->files, &document->file_capacity, document->file_count + 1,
                sizeof file) < 0) {
        ph_free(file.path);
        ph_free(file.folder);
        return ph_fail_memory(error);
    }
    document->files[document->file_count++] = file;
    memset(tree, 0, sizeof *tree);
    return PHONY_OK;
}

static phony_status open_file(ph_document *document, const char *path, const frame *outer,
                              phony_error *error);

static phony_status open_beside(ph_document *document, const char *path, const char *name,
                                const frame *outer, phony_error *error)
{
    char *folder = *name == '/' ? ph_strndup("", 0) : folder_of(path), *whole;
    size_t length = folder ? strlen(folder) : 0;
    phony_status status = PHONY_ERROR_MEMORY;

    whole = folder ? ph_malloc(length + strlen(name) + 1) : NULL;
    if (whole) {
        memcpy(whole, folder, length);
        memcpy(whole + length, name, strlen(name) + 1);
        status = open_file(document, whole, outer, error);
    } else {
        ph_fail_memory(error);
    }
    ph_free(whole);
    ph_free(folder);
    return status;
}

/* The files named by "inherits", a text or several; other kinds are found by the schema's check. */
static phony_status open_inherited(ph_document *document, const ph_json_tree *tree,
                                   const char *path, const frame *within, phony_error *error)
{
    uint32_t node = ph_json_member(tree, 0, "inherits");
    phony_status status = PHONY_OK;

    if (node == PH_JSON_NO_NODE)
        return PHONY_OK;
    if (tree->nodes[node].kind == PH_JSON_STRING)
        return open_beside(document, path, ph_json_text(tree, node), within, error);
    for (node = tree->nodes[node].child; !status && node != PH_JSON_NO_NODE;
         node = tree->nodes[node].next) {
        if (tree->nodes[node].kind == PH_JSON_STRING)
            status = open_beside(document, path, ph_json_text(tree, node), within, error);
    }
    return status;
}

static phony_status parse_file(ph_document *document, const char *path, const frame *within,
                               phony_error *error)
{
    ph_buffer bytes = PH_BUFFER_INIT;
    ph_json_tree tree = {0};
    phony_status status = read_file(path, &bytes, error);

    if (!status) {
        status = ph_json_tree_parse(&tree, bytes.data ? bytes.data : "", bytes.length, error);
        if (status)
            ph_error_prefix(error, "%s", path);
    }
    ph_buffer_fini(&bytes);
    if (!status)
        status = open_inherited(document, &tree, path, within, error);
    if (!status)
        status = add_file(document, path, &tree, error);
    ph_json_tree_fini(&tree);
    return status;
}

static phony_status open_file(ph_document *document, const char *path, const frame *outer,
                              phony_error *error)
{
    char *canonical = realpath(path, NULL);
    frame inner = {canonical, outer ? outer->depth + 1 : 1, outer};
    phony_status status = PHONY_OK;

    for (const frame *at = outer; canonical && at && !status; at = at->outer) {
        if (strcmp(at->path, canonical) == 0)
            status = ph_fail(error, PHONY_ERROR_LIMIT, "'%s' inherits itself", path);
    }
    if (!status && (inner.depth > DEPTH_MAX || document->file_count >= FILES_MAX))
        status =
            ph_fail(error, PHONY_ERROR_LIMIT, "'%s': schemas inherit at most %d deep, and %d files",
                    path, DEPTH_MAX, FILES_MAX);
    if (!status && !canonical)
        status = ph_fail_errno(error, errno == ENOENT ? PHONY_ERROR_NOT_FOUND : PHONY_ERROR_IO,
                               errno, "cannot open '%s'", path);
    if (!status)
        status = parse_file(document, path, &inner, error);
    free(canonical); /* realpath's own */
    return status;
}

phony_status ph_document_open(ph_document *document, const char *path, phony_error *error)
{
    memset(document, 0, sizeof *document);
    return open_file(document, path, NULL, error);
}

phony_status ph_document_parse(ph_document *document, const char *text, size_t length,
                               phony_error *error)
{
    ph_json_tree tree = {0};
    phony_status status;

    memset(document, 0, sizeof *document);
    status = ph_json_tree_parse(&tree, text, length, error);
    if (!status)
        status = add_file(document, NULL, &tree, error);
    ph_json_tree_fini(&tree);
    return status;
}
