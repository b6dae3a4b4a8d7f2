/* A row's person, drawn once: where a locale writes names as first and last, the whole name and the
 * e-mail address are made of two columns that they share, instead of each drawing both names for
 * itself. The bytes are those of the composites (spec/composites.md). */
#include <string.h>

#include "plan/build.h"
#include "value/locale_data.h"

#define ADDRESS                                                                                    \
    "{{if a != '' && b != ''}}{{a}}.{{b}}{{elseif a == '' && b == ''}}user{{else}}{{a}}{{b}}"      \
    "{{end}}@example.com"

/* What is made of the first name, a, and the last, b, or of their slugs. */
static const struct {
    const char *type, *pattern;
    int of_slugs;
} whole[] = {{"person.full", "{{a}} {{b}}", 0}, {"email", ADDRESS, 1}};
enum { WHOLE = sizeof whole / sizeof *whole };

int ph_build_is_person(const ph_build_for *for_what, const char *type)
{
    const ph_locale_data *data = ph_locale_find(for_what->locale);

    if (!data || for_what->unique)
        return 0;
    for (size_t i = 0; i < WHOLE; i++) {
        if (strcmp(whole[i].type, type) == 0)
            return whole[i].of_slugs ? !*data->romaji : data->name == PH_NAME_FIRST_LAST;
    }
    return 0;
}

/* The name, or its slug. */
static phony_status make_part(ph_builder *b, const ph_build_for *for_what, const char *name,
                              int of_slugs, uint32_t *column)
{
    phony_status status = ph_build_hidden_generator(b, for_what, name, column);
    uint32_t text = *column;

    if (status || text == PH_NO_COLUMN || !of_slugs)
        return status;
    return ph_build_given(b, for_what, "slug(value)", 0, &text, 1, column);
}

phony_status ph_build_person(ph_builder *b, const ph_build_for *for_what, const char *type,
                             uint32_t *column)
{
    ph_build_for part = *for_what;
    uint32_t inputs[2] = {PH_NO_COLUMN, PH_NO_COLUMN};
    size_t i = 0;
    phony_status status;

    while (i + 1 < WHOLE && strcmp(whole[i].type, type) != 0)
        i++;
    part.type = (ph_type){.kind = PH_TYPE_TEXT};
    status = make_part(b, &part, "person.first", whole[i].of_slugs, &inputs[0]);
    if (!status)
        status = make_part(b, &part, "person.last", whole[i].of_slugs, &inputs[1]);
    if (status || inputs[0] == PH_NO_COLUMN || inputs[1] == PH_NO_COLUMN)
        return status;
    status = ph_build_given(b, &part, whole[i].pattern, 1, inputs, 2, column);
    if (!status)
        ph_build_column(b, for_what->entity, *column)->is_template = 1;
    return status;
}
