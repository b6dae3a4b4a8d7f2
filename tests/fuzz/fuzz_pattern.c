/* Constraints: a line each of pattern, prefix, suffix and contained text, then texts that are
 * followed through the automaton. A failure has a message (of a pattern, with its place), dead
 * states stay dead however a text is cut, and what the pattern takes is what it takes code point by
 * code point. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "constraint/automaton.h"
#include "constraint/pattern.h"
#include "fuzz.h"
#include "text/utf8.h"

enum { FIELDS = 4, TEXT_MAX = 200 };

/* The automaton's state behind a text in pieces of `points` code points, PH_DEAD once dead. */
static phony_status follow(ph_automaton *automaton, const char *text, size_t points,
                           uint32_t *state)
{
    phony_status status = PHONY_OK;

    *state = 0;
    while (!status && *text && *state != PH_DEAD) {
        size_t length = 0, count = 0, size;
        for (; count < points && text[length]; count++, length += size)
            ph_utf8_decode(text + length, &size);
        status = ph_automaton_step(automaton, *state, text, length, count, state, NULL);
        text += length;
    }
    return status;
}

static void check_text(ph_automaton *automaton, const char *text)
{
    uint32_t one, three;

    if (!*text || strlen(text) > TEXT_MAX || ph_utf8_check(text, strlen(text)) < strlen(text))
        return;
    if (follow(automaton, text, 1, &one) || follow(automaton, text, 3, &three))
        return;
    FUZZ_PROMISE(one == three);
    FUZZ_PROMISE(one == PH_DEAD || one < ph_automaton_count(automaton));
    if (one != PH_DEAD)
        (void)ph_automaton_accepts(automaton, one);
}

static int is_utf8(const char *text)
{
    return ph_utf8_check(text, strlen(text)) == strlen(text);
}

/* A failure names what is wrong, in whole characters, and where it is in the pattern. */
static void check_error(const phony_error *error, const phony_generator_options *options)
{
    FUZZ_PROMISE(error->message[0] && is_utf8(error->message));
    FUZZ_PROMISE(
        error->status != PHONY_ERROR_SYNTAX ||
        (error->line == 1 && error->column >= 1 && error->column <= strlen(options->pattern) + 1));
}

static void check_words(const phony_generator_options *options)
{
    ph_buffer text = PH_BUFFER_INIT;

    ph_constraint_describe(options, PH_PART_ALL, &text);
    ph_buffer_append_byte(&text, '\0');
    FUZZ_PROMISE(text.failed || is_utf8(text.data));
    ph_buffer_fini(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = ph_strndup((const char *)bytes, length), *rest = text;
    const char *fields[FIELDS] = {"", "", "", ""};
    phony_generator_options options = PHONY_GENERATOR_OPTIONS_INIT;
    ph_automaton *automaton = NULL;
    phony_error error = {0};
    phony_status status;

    if (!text)
        return 0;
    for (size_t i = 0; i < FIELDS && rest; i++)
        fields[i] = strsep(&rest, "\n");
    options.pattern = fields[0];
    options.prefix = fields[1];
    options.suffix = fields[2];
    options.contains = fields[3];
    status = ph_automaton_new(&options, PH_PART_ALL, &automaton, &error);
    FUZZ_PROMISE(status == error.status && !automaton == (status != PHONY_OK));
    if (status)
        check_error(&error, &options);
    else
        check_words(&options);
    while (!status && rest)
        check_text(automaton, strsep(&rest, "\n"));
    ph_automaton_free(automaton);
    ph_free(text);
    return 0;
}
