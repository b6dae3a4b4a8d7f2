#include "feed/list_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "phony.h"

phony_status ph_list_path(const char *folder, const char *name, char path[static PH_LIST_PATH_MAX],
                          phony_error *error)
{
    struct stat there;
    int used;

    if (!folder)
        return ph_fail(error, PHONY_ERROR_ARGUMENT,
                       "'%.200s' is a file, and this document was not read from one", name);
    used = *name == '/' ? snprintf(path, PH_LIST_PATH_MAX, "%s", name)
                        : snprintf(path, PH_LIST_PATH_MAX, "%s/%s", folder, name);
    if (used >= PH_LIST_PATH_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "a path of more than %d bytes",
                       PH_LIST_PATH_MAX - 1);
    if (!*name || stat(path, &there) < 0)
        return ph_fail_errno(error, PHONY_ERROR_NOT_FOUND, *name ? errno : ENOENT,
                             "cannot open '%.200s'", name);
    if (!S_ISREG(there.st_mode))
        return ph_fail(error, PHONY_ERROR_ARGUMENT, "'%.200s' is not a file", name);
    if (there.st_size > PH_POOL_BYTES_MAX)
        return ph_fail(error, PHONY_ERROR_LIMIT, "'%.200s' has more than 64 MiB", name);
    return PHONY_OK;
}

void ph_list_prefix(const char *name, phony_error *error)
{
    if (error && error->line)
        ph_error_prefix(error, "%.200s, line %llu", name, (unsigned long long)error->line);
    else if (error)
        ph_error_prefix(error, "%.200s", name);
}

static phony_status read_all(phony_input *input, ph_pool *pool, phony_error *error)
{
    for (;;) {
        const char *text;
        size_t length;
        uint64_t weight;
        phony_status status = phony_input_next(input, &text, &length, &weight, error);
        if (status || !text)
            return status;
        status = ph_pool_add(pool, PH_POOL_TEXT, text, length, weight, error);
        if (status)
            return status;
    }
}

phony_status ph_list_read(const char *folder, const char *name, const char *column,
                          const char *weight, ph_pool *pool, phony_error *error)
{
    phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
    phony_input *input;
    char path[PH_LIST_PATH_MAX];
    phony_status status = ph_list_path(folder, name, path, error);

    if (status)
        return status;
    options.column = column;
    options.weight_column = weight;
    status = phony_input_open(path, &options, &input, error);
    if (!status) {
        status = read_all(input, pool, error);
        phony_input_close(input);
    }
    if (status && status != PHONY_ERROR_MEMORY)
        ph_list_prefix(name, error);
    return status;
}
