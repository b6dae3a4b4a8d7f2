/* Which build of the library this is: its version and the build ID that the linker gave the binary.
 * The sampler's layout belongs to the code that walks it; a number that somebody has to remember to
 * raise would be forgotten one day. */
#include <elf.h>
#include <link.h>
#include <string.h>

#include "model/compiled.h"

/* The build ID among an object's notes, as far as there is room. */
static void copy_id(const char *notes, size_t size, uint8_t *id, size_t room)
{
    ElfW(Nhdr) note;

    while (size >= sizeof note) {
        size_t name, text;
        memcpy(&note, notes, sizeof note);
        name = ((size_t)note.n_namesz + 3) & ~(size_t)3;
        text = ((size_t)note.n_descsz + 3) & ~(size_t)3;
        if (name > size - sizeof note || text > size - sizeof note - name)
            return;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
            !memcmp(notes + sizeof note, "GNU", 4)) {
            memcpy(id, notes + sizeof note + name, note.n_descsz < room ? note.n_descsz : room);
            return;
        }
        notes += sizeof note + name + text;
        size -= sizeof note + name + text;
    }
}

/* Whether an object holds this function's code. */
static int is_ours(const struct dl_phdr_info *object)
{
    uintptr_t here = (uintptr_t)&ph_compiled_build;

    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && here - object->dlpi_addr - part->p_vaddr < part->p_memsz)
            return 1;
    }
    return 0;
}

static int visit(struct dl_phdr_info *object, size_t size, void *build)
{
    enum { VERSION = 24 };

    (void)size;
    if (!is_ours(object))
        return 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_NOTE)
            copy_id((const char *)(uintptr_t)(object->dlpi_addr + part->p_vaddr), part->p_memsz,
                    (uint8_t *)build + VERSION, PH_BUILD_BYTES - VERSION);
    }
    return 1;
}

void ph_compiled_build(uint8_t build[PH_BUILD_BYTES])
{
    static const char version[24] = PHONY_VERSION_STRING;

    memset(build, 0, PH_BUILD_BYTES);
    memcpy(build, version, sizeof version - 1);
    build[sizeof version - 1] = PHONY_ALGORITHM_VERSION;
    dl_iterate_phdr(visit, build);
}
