/* What values must be like, as one deterministic automaton over code points: the product of a
 * counter of characters, one of words, a prefix, a suffix, a text contained (each by
 * Knuth-Morris-Pratt) and a pattern. States are made when they are first reached. */
#ifndef PH_AUTOMATON_H
#define PH_AUTOMATON_H

#include "phony.h"

#define PH_DEAD UINT32_MAX            /* no text leads from here to a value that complies */
#define PH_AUTOMATON_STATES_MAX 65536 /* more are refused (PHONY_ERROR_LIMIT) */

/* The parts of a constraint, for messages and for finding out which of them are in conflict. */
enum {
    PH_PART_LENGTH = 1,
    PH_PART_WORDS = 2,
    PH_PART_PREFIX = 4,
    PH_PART_SUFFIX = 8,
    PH_PART_CONTAINS = 16,
    PH_PART_PATTERN = 32,
    PH_PART_ALL = 63
};

struct ph_buffer;
typedef struct ph_automaton ph_automaton;

/* Checks the options' constraints (min over max, encoding, a prefix longer than the greatest length
 * need not be seen here) and compiles those among `parts`. Texts are brought to NFC. State 0 is the
 * start. Returns PHONY_ERROR_ARGUMENT, _ENCODING, _SYNTAX (naming construct and column of the
 * pattern), _LIMIT, _MEMORY. */
phony_status ph_automaton_new(const phony_generator_options *options, unsigned parts,
                              ph_automaton **automaton, phony_error *error);
void ph_automaton_free(ph_automaton *automaton);

/* The state after `text` (checked UTF-8, not empty; counted as `characters` graphemes), or PH_DEAD.
 * Not for several threads at once. Returns PHONY_ERROR_LIMIT or _MEMORY. */
phony_status ph_automaton_step(ph_automaton *automaton, uint32_t state, const char *text,
                               size_t length, uint64_t characters, uint32_t *next,
                               phony_error *error);
/* Whether a value may end in a state. */
int ph_automaton_accepts(const ph_automaton *automaton, uint32_t state);
/* States made so far; the numbers below it are in use. */
uint32_t ph_automaton_count(const ph_automaton *automaton);

/* Which parts the options have. */
unsigned ph_constraint_parts(const phony_generator_options *options);
/* Appends the constraint in words, to stand behind "no value": "of at most 2 characters begins with
 * 'x' and ends in 'ova'"; "has at least 3 words"; "matches /a+/". */
void ph_constraint_describe(const phony_generator_options *options, unsigned parts,
                            struct ph_buffer *text);
/* Appends a text in quotes, cut where it is long. */
void ph_constraint_quote(struct ph_buffer *out, const char *text, char quote);
#endif
