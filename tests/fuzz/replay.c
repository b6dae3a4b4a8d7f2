/* Runs a fuzz target over a folder of files, without libFuzzer, and prints TAP: a line per file. So
 * every compiler and sanitizer sees the corpus in every test run. */
#include <dirent.h>
#include <string.h>

#include "fuzz.h"

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && entry->d_type != DT_DIR;
}

/* 0, or -1 where the file cannot be read. */
static int replay(const char *folder, const char *name)
{
    char path[4096];
    long size = -1;
    uint8_t *bytes = NULL;
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (file && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (size >= 0) {
        rewind(file);
        bytes = malloc(size ? (size_t)size : 1); /* exactly as long: overruns are seen */
    }
    if (bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size)
        LLVMFuzzerTestOneInput(bytes, (size_t)size);
    else
        size = -1;
    free(bytes);
    if (file)
        fclose(file);
    return size < 0 ? -1 : 0;
}

int main(int count, char **arguments)
{
    struct dirent **entries = NULL;
    int files = count == 2 ? scandir(arguments[1], &entries, is_visible, alphasort) : -1;
    int failed = 0;

    if (files <= 0) {
        printf("Bail out! no corpus\n");
        return EXIT_FAILURE;
    }
    printf("1..%d\n", files);
    for (int i = 0; i < files; i++) {
        int result = replay(arguments[1], entries[i]->d_name);
        printf("%sok %d - %s\n", result < 0 ? "not " : "", i + 1, entries[i]->d_name);
        fflush(stdout);
        failed |= result < 0;
        free(entries[i]);
    }
    free(entries);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
