/* Imports: the first byte chooses the reader, the rest is the file. What comes out is JSON with
 * entities, or an error; an import that succeeds does so twice with the same text. */
#include <string.h>
#include <unistd.h>

#include "base/json_tree.h"
#include "fuzz.h"
#include "phony.h"

static const char *const kinds[] = {"ddl", "laravel", "json-schema", "openapi", "csv", NULL};

static const char *write_file(char *path, const uint8_t *bytes, size_t length)
{
    int file;

    strcpy(path, "/tmp/phony-fuzz-import-XXXXXX");
    file = mkstemp(path);
    FUZZ_PROMISE(file >= 0);
    FUZZ_PROMISE(length == 0 || write(file, bytes, length) == (ssize_t)length);
    close(file);
    return path;
}

static void check_text(const phony_import *import)
{
    phony_bytes text = phony_import_text(import);
    phony_note note = PHONY_NOTE_INIT;
    phony_guess guess = PHONY_GUESS_INIT;
    ph_json_tree tree;
    uint32_t entities;

    FUZZ_PROMISE(ph_json_tree_parse(&tree, text.bytes, text.length, NULL) == PHONY_OK);
    entities = ph_json_member(&tree, 0, "entities");
    FUZZ_PROMISE(entities != PH_JSON_NO_NODE);
    ph_json_tree_fini(&tree);
    for (size_t i = 0; phony_import_get_note(import, i, &note, NULL) == PHONY_OK; i++)
        FUZZ_PROMISE(note.message && !strpbrk(note.message, "\n\r"));
    for (size_t i = 0; phony_import_get_guess(import, i, &guess, NULL) == PHONY_OK; i++)
        FUZZ_PROMISE(guess.entity && guess.field && guess.generator && guess.reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    phony_import_options options = PHONY_IMPORT_OPTIONS_INIT;
    phony_import *imports[2] = {NULL, NULL};
    phony_error error = {0};
    char path[64];

    if (length == 0)
        return 0;
    options.from = kinds[bytes[0] % (sizeof kinds / sizeof *kinds)];
    options.name = "fuzz";
    write_file(path, bytes + 1, length - 1);
    for (int i = 0; i < 2; i++) {
        phony_status status = phony_import_open(path, &options, &imports[i], &error);
        FUZZ_PROMISE((status == PHONY_OK) == (imports[i] != NULL));
        FUZZ_PROMISE(status == PHONY_OK || (error.status == status && error.message[0]));
    }
    FUZZ_PROMISE((imports[0] != NULL) == (imports[1] != NULL));
    if (imports[0]) {
        phony_bytes a = phony_import_text(imports[0]), b = phony_import_text(imports[1]);
        check_text(imports[0]);
        FUZZ_PROMISE(a.length == b.length && !memcmp(a.bytes, b.bytes, a.length));
    }
    phony_import_free(imports[0]);
    phony_import_free(imports[1]);
    unlink(path);
    return 0;
}
