/* The list of all models that can be found by name. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/model_find.h"

enum { DEPTH_MAX = 4 };

typedef struct entry {
    char *name, *path;
} entry;

struct phony_model_list {
    entry *entries;
    size_t count, capacity;
};

static int knows(const phony_model_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!strcmp(list->entries[i].name, name))
            return 1;
    }
    return 0;
}

static int add(phony_model_list *list, const char *name, size_t length, const char *path)
{
    entry new = {ph_strndup(name, length), ph_strndup(path, strlen(path))};
    int known = new.name &&knows(list, new.name);

    if (new.name &&new.path && !known &&
        ph_grow((void **)&list->entries, &list->capacity, list->count + 1, sizeof *list->entries) ==
            0) {
        list->entries[list->count++] = new;
        return 0;
    }
    ph_free(new.name);
    ph_free(new.path);
    return known ? 0 : -1;
}

static int scan(phony_model_list *list, const char *folder, size_t root, int depth);

/* One thing in a folder: a model, a folder to go into, or neither. */
static int visit_entry(phony_model_list *list, const char *path, size_t root, int depth)
{
    size_t length = strlen(path);
    struct stat there;

    if (stat(path, &there) < 0)
        return 0;
    if (S_ISDIR(there.st_mode))
        return depth < DEPTH_MAX ? scan(list, path, root, depth + 1) : 0;
    if (!S_ISREG(there.st_mode) || length < root + 7 || strcmp(path + length - 6, ".phony") != 0)
        return 0;
    return add(list, path + root, length - root - 6, path);
}

static int scan(phony_model_list *list, const char *folder, size_t root, int depth)
{
    DIR *directory = opendir(folder);
    ph_buffer path = PH_BUFFER_INIT;
    struct dirent *here;
    int result = 0;

    while (directory && result == 0 && (here = readdir(directory))) {
        if (here->d_name[0] == '.')
            continue;
        path.length = 0;
        ph_buffer_append_text(&path, folder);
        ph_buffer_append_byte(&path, '/');
        ph_buffer_append(&path, here->d_name, strlen(here->d_name) + 1);
        result = path.failed ? -1 : visit_entry(list, path.data, root, depth);
    }
    if (directory)
        closedir(directory);
    ph_buffer_fini(&path);
    return result;
}

static int scan_folder(void *user, const char *folder)
{
    return scan(user, folder, strlen(folder) + 1, 0);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}

phony_status phony_model_list_new(phony_model_list **list, phony_error *error)
{
    phony_model_list *made = list ? ph_calloc(1, sizeof *made) : NULL;

    if (!list)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a place for the list is needed");
    if (!made || ph_model_folders(scan_folder, made) < 0) {
        phony_model_list_free(made);
        return ph_fail_memory(error);
    }
    if (made->count)
        qsort(made->entries, made->count, sizeof *made->entries, by_name);
    *list = made;
    return PHONY_OK;
}

size_t phony_model_list_count(const phony_model_list *list)
{
    return list ? list->count : 0;
}

const char *phony_model_list_name(const phony_model_list *list, size_t index)
{
    return list && index < list->count ? list->entries[index].name : NULL;
}

const char *phony_model_list_path(const phony_model_list *list, size_t index)
{
    return list && index < list->count ? list->entries[index].path : NULL;
}

void phony_model_list_free(phony_model_list *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < list->count; i++) {
        ph_free(list->entries[i].name);
        ph_free(list->entries[i].path);
    }
    ph_free(list->entries);
    ph_free(list);
}
