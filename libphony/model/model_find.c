#include "model/model_find.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "text/nearest.h"

typedef int (*visit_folder)(void *user, const char *folder);

static const char *environment(const char *name)
{
    const char *value = secure_getenv(name);

    return value && *value ? value : NULL;
}

/* Visits each part of a list separated by ':', with `suffix` behind it. */
static int visit_list(const char *list, const char *suffix, visit_folder visit, void *user)
{
    ph_buffer path = PH_BUFFER_INIT;
    int result = 0;

    while (list && *list && result == 0) {
        size_t length = strcspn(list, ":");
        path.length = 0;
        ph_buffer_append(&path, list, length);
        ph_buffer_append_text(&path, suffix);
        ph_buffer_append_byte(&path, '\0');
        if (path.failed)
            result = -1;
        else if (length)
            result = visit(user, path.data);
        list += length + (list[length] == ':');
    }
    ph_buffer_fini(&path);
    return result;
}

/* The checkout's models/: the build leaves its path in a file beside the library, which no
 * installed library has. */
static int visit_checkout(visit_folder visit, void *user)
{
    char path[4096], folder[4096];
    const char *slash;
    Dl_info self;
    FILE *file;
    size_t length;

    if (!dladdr(phony_version(), &self) && !dladdr((void *)(uintptr_t)phony_version, &self))
        return 0;
    slash = strrchr(self.dli_fname, '/');
    if (!slash || snprintf(path, sizeof path, "%.*s/phony-models.path",
                           (int)(slash - self.dli_fname), self.dli_fname) >= (int)sizeof path)
        return 0;
    file = fopen(path, "re");
    if (!file)
        return 0;
    length = fread(folder, 1, sizeof folder - 1, file);
    fclose(file);
    folder[length] = '\0';
    folder[strcspn(folder, "\n")] = '\0';
    return *folder ? visit(user, folder) : 0;
}

int ph_model_folders(visit_folder visit, void *user)
{
    const char *home = environment("XDG_DATA_HOME"), *dirs = environment("XDG_DATA_DIRS");
    int result = visit_list(environment("PHONY_MODELS"), "", visit, user);

    if (result == 0 && home)
        result = visit_list(home, "/phony/models", visit, user);
    else if (result == 0)
        result = visit_list(environment("HOME"), "/.local/share/phony/models", visit, user);
    if (result == 0)
        result =
            visit_list(dirs ? dirs : "/usr/local/share:/usr/share", "/phony/models", visit, user);
    if (result == 0)
        result = visit_list(PHONY_DATADIR, "/phony/models", visit, user);
    return result ? result : visit_checkout(visit, user);
}

int ph_model_name_check(const char *name)
{
    if (!*name)
        return -1;
    for (;;) {
        size_t length = strcspn(name, "/");
        if (length == 0 || (length == 2 && !memcmp(name, "..", 2)))
            return -1;
        if (!name[length])
            return 0;
        name += length + 1;
    }
}

typedef struct search {
    const char *name;
    char *path;
    size_t capacity;
    int too_long;
} search;

static int look_in(void *user, const char *folder)
{
    search *s = user;
    struct stat there;
    ph_buffer path = PH_BUFFER_INIT;
    int result = 0;

    ph_buffer_append_text(&path, folder);
    ph_buffer_append_byte(&path, '/');
    ph_buffer_append_text(&path, s->name);
    ph_buffer_append(&path, ".phony", 7);
    if (path.failed)
        result = -1;
    else if (stat(path.data, &there) == 0 && S_ISREG(there.st_mode)) {
        result = 1;
        s->too_long = path.length > s->capacity;
        if (!s->too_long)
            memcpy(s->path, path.data, path.length);
    }
    ph_buffer_fini(&path);
    return result;
}

static phony_status not_found(const char *name, phony_error *error)
{
    phony_model_list *list;
    ph_nearest near = {0};

    if (phony_model_list_new(&list, NULL))
        return ph_fail(error, PHONY_ERROR_NOT_FOUND, "no model '%s'", name);
    for (size_t i = 0; i < phony_model_list_count(list); i++)
        ph_nearest_try(&near, name, phony_model_list_name(list, i));
    ph_fail(error, PHONY_ERROR_NOT_FOUND,
            near.name ? "no model '%s'; did you mean '%s'?" : "no model '%s'%s", name,
            near.name ? near.name : "");
    phony_model_list_free(list);
    return PHONY_ERROR_NOT_FOUND;
}

phony_status phony_model_find(const char *name, char *path, size_t capacity, phony_error *error)
{
    search s = {name, path, capacity, 0};
    int found;

    if (!name || !path)
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "a name and room for a path are needed");
    if (ph_model_name_check(name) < 0)
        return ph_fail(error, PHONY_ERROR_NOT_FOUND,
                       "'%s' is no model's name, such as tr_TR/person_names, and no file", name);
    found = ph_model_folders(look_in, &s);
    if (found < 0)
        return ph_fail_memory(error);
    if (found && s.too_long)
        return ph_fail(error, PHONY_ERROR_SPACE, "the path of '%s' is longer than %zu bytes", name,
                       capacity);
    return found ? PHONY_OK : not_found(name, error);
}
