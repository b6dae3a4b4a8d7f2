/* Constraints in words, for messages. */
#include "constraint/automaton.h"

#include <string.h>

#include "base/buffer.h"
#include "text/utf8.h"

enum { SHOWN = 40 }; /* bytes of a text */

static int is_given(const char *text)
{
    return text && *text;
}

unsigned ph_constraint_parts(const phony_generator_options *o)
{
    return (o->min_length || o->max_length ? PH_PART_LENGTH : 0U) |
           (o->min_words || o->max_words ? PH_PART_WORDS : 0U) |
           (is_given(o->prefix) ? PH_PART_PREFIX : 0U) |
           (is_given(o->suffix) ? PH_PART_SUFFIX : 0U) |
           (is_given(o->contains) ? PH_PART_CONTAINS : 0U) |
           (is_given(o->pattern) ? PH_PART_PATTERN : 0U);
}

/* "at least 3 words", "1 character", "2 to 5 characters" */
static void append_range(ph_buffer *out, uint64_t least, uint64_t most, const char *noun)
{
    uint64_t last = most ? most : least;

    if (!most)
        ph_buffer_append_text(out, "at least ");
    else if (!least)
        ph_buffer_append_text(out, "at most ");
    if (least && most && least < most) {
        ph_buffer_append_number(out, least);
        ph_buffer_append_text(out, " to ");
    }
    ph_buffer_append_number(out, last);
    ph_buffer_append_byte(out, ' ');
    ph_buffer_append_text(out, noun);
    if (last != 1)
        ph_buffer_append_byte(out, 's');
}

void ph_constraint_quote(ph_buffer *out, const char *text, char quote)
{
    size_t length = strlen(text), shown = length;

    while (shown > SHOWN)
        shown = ph_utf8_before(text, shown);
    ph_buffer_append_byte(out, quote);
    ph_buffer_append(out, text, shown);
    if (shown < length)
        ph_buffer_append_text(out, "...");
    ph_buffer_append_byte(out, quote);
}

/* One verb of the sentence; what joins it depends on how many are left. */
typedef struct verb {
    const char *text, *object;
    unsigned part;
    char quote;
} verb;

static void append_verb(ph_buffer *out, const verb *v, const phony_generator_options *o)
{
    ph_buffer_append_text(out, v->text);
    if (v->part == PH_PART_WORDS)
        append_range(out, o->min_words, o->max_words, "word");
    else
        ph_constraint_quote(out, v->object, v->quote);
}

void ph_constraint_describe(const phony_generator_options *o, unsigned parts, ph_buffer *text)
{
    const verb verbs[] = {{"has ", NULL, PH_PART_WORDS, 0},
                          {"begins with ", o->prefix, PH_PART_PREFIX, '\''},
                          {"contains ", o->contains, PH_PART_CONTAINS, '\''},
                          {"ends in ", o->suffix, PH_PART_SUFFIX, '\''},
                          {"matches ", o->pattern, PH_PART_PATTERN, '/'}};
    size_t left = 0, written = 0;

    parts &= ph_constraint_parts(o);
    if (parts & PH_PART_LENGTH) {
        ph_buffer_append_text(text, "of ");
        append_range(text, o->min_length, o->max_length, "character");
    }
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        left += (parts & verbs[i].part) != 0;
    if (left && parts & PH_PART_LENGTH)
        ph_buffer_append_byte(text, ' ');
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (!(parts & verbs[i].part))
            continue;
        if (written++)
            ph_buffer_append_text(text, left == 1 ? " and " : ", ");
        append_verb(text, &verbs[i], o);
        left--;
    }
}
