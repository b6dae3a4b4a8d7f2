/* Feeds: what fields get their values from (spec/pdl.md, "Generators"). A feed is a pure function
 * of key and row, and of the input columns that it has asked for; immutable, used by any number of
 * threads at once.
 *
 * A kind of feed is a card: its name, its options, what it is fit for, and how one is made. The
 * cards are the one table that reading, checking, `phony schema generators` and the JSON Schema go
 * by. To add one: a row in feed_cards.c and a file of its own idea. */
#ifndef PH_FEED_H
#define PH_FEED_H

#include "data/values.h"

/* ---- Feeds --------------------------------------------------------------------------------- */

typedef struct ph_feed ph_feed;

/* One batch. `inputs` are the columns that the feed asked for while it was made, in that order,
 * for the same rows. */
typedef struct ph_feed_frame {
    const phony_key *key;
    const ph_rows *rows;
    const ph_values *const *inputs;
} ph_feed_frame;

typedef struct ph_feed_class {
    /* Fills `out` (of the feed's type, as many rows as the frame; ph_values_begin is the feed's to
     * call). Errors name the row. */
    phony_status (*fill)(const ph_feed *feed, const ph_feed_frame *frame, ph_values *out,
                         phony_error *error);
    void (*free)(ph_feed *feed); /* the whole struct; may be given one that is half made */
    /* The texts that it can give, by index, NULL past the last, where they are few and known: the
     * members of an enumeration. May be NULL. */
    const char *(*member)(const ph_feed *feed, size_t index);
} ph_feed_class;

/* Every feed's struct begins with this. */
struct ph_feed {
    const ph_feed_class *class;
    ph_type type; /* of what it gives */
};

static inline void ph_feed_free(ph_feed *feed)
{
    if (feed)
        feed->class->free(feed);
}

/* The index-th of the texts that it can give; NULL past the last, or where they are not known. */
static inline const char *ph_feed_members(const ph_feed *feed, size_t index)
{
    return feed->class->member ? feed->class->member(feed, index) : NULL;
}

/* ---- Options ------------------------------------------------------------------------------- */

typedef enum ph_option_kind {
    PH_OPTION_TEXT,
    PH_OPTION_CHOICE,  /* one of `choices`, apart by '|': the value's `number` is its index */
    PH_OPTION_WHOLE,   /* a whole number within 64 bits */
    PH_OPTION_DECIMAL, /* a number, or a text that is one: digits and scale */
    PH_OPTION_REAL,    /* a number */
    PH_OPTION_BOOLEAN,
    PH_OPTION_MOMENT, /* a date, a time or a distance from now: microseconds */
    PH_OPTION_CLOCK,  /* a time of the day: microseconds */
    PH_OPTION_SPAN,   /* a distance */
    PH_OPTION_FIELD,  /* an expression over the row: always an input */
    PH_OPTION_JSON    /* anything: the feed reads it itself */
} ph_option_kind;

enum {
    PH_OPTION_NEEDED = 1, /* there is no default */
    PH_OPTION_BY_ROW = 2  /* {"expr": ...} may stand in its place: an input */
};

typedef struct ph_option_card {
    const char *name;
    ph_option_kind kind;
    unsigned flags;
    const char *initial; /* the default, as it would stand in a document; NULL = none */
    const char *choices;
    const char *summary; /* a line */
} ph_option_card;

struct ph_json_tree;

/* An option's value. Inputs are of the type that the kind says (WHOLE: int64, DECIMAL: decimal of
 * any scale, REAL: float, MOMENT: timestamp, CLOCK: time, TEXT: text, BOOLEAN), of FIELD of any
 * type: request->input_types. `given` is 0 where the default holds; without a default all is 0. */
typedef struct ph_option {
    int given;
    int32_t input; /* >= 0: comes row by row, as this input of the feed; else -1 */
    const char *text;
    int64_t number; /* WHOLE, CHOICE, BOOLEAN, MOMENT, CLOCK, DECIMAL's digits */
    double real;    /* REAL; DECIMAL and WHOLE too */
    ph_span span;
    const struct ph_json_tree *tree; /* JSON, and places for errors */
    uint32_t node;
    int32_t scale; /* of DECIMAL */
} ph_option;

/* A group of correlated fields: a matrix of count x count, row by row, checked to be symmetric and
 * of numbers; which of the fields the feed is for. */
typedef struct ph_correlation {
    uint32_t count, index;
    const double *matrix;
} ph_correlation;

/* ---- Cards --------------------------------------------------------------------------------- */

/* Beside phony.h's PHONY_FIT_...: its values may be null by themselves (not told to the outside).
 */
enum { PH_FIT_NULLS = 1 << 16 };

/* What the maker of a feed is told. */
typedef struct ph_feed_request {
    const struct ph_card *card;
    const ph_option *options;   /* in the order of the card's */
    const ph_type *input_types; /* by the number of the input */
    ph_type type;               /* what the field wants; kind NONE = whatever comes naturally */
    uint64_t rows;              /* of the entity; 0 = not known */
    int unique;                 /* all rows must differ */
    int64_t now;
    const char *locale;
    const char *folder; /* that relative paths count from; NULL = no files may be read */
    phony_cache *cache;
    const ph_feed *of;                 /* PH_KEY_OF: the feed of the field that "of" names */
    const ph_correlation *correlation; /* PH_KEY_GROUP */
} ph_feed_request;

/* Whose key a feed draws from. */
typedef enum ph_feed_key {
    PH_KEY_FIELD,  /* its own: the path Entity.field */
    PH_KEY_ENTITY, /* that of all that belongs together in a row: the path Entity, or, with an
                      option "as", Entity#as */
    PH_KEY_OF,     /* that of the field which its option "of" (a TEXT) names */
    PH_KEY_GROUP   /* that of a group of correlated fields, which its option "group" (a TEXT) names:
                      the path Entity#group */
} ph_feed_key;

typedef struct ph_card {
    const char *type, *summary;
    const ph_option_card *options;
    size_t option_count;
    ph_feed_key key;
    ph_type_kind gives; /* what comes naturally; NONE: it depends on the options */
    unsigned fit;
    const char *leaks;
    /* Makes a feed of the request's type, or of the nearest that it can give: what differs is
     * converted by the plan or refused. Returns PHONY_ERROR_ARGUMENT (options that contradict each
     * other; the message names the option), _EMPTY (unique, but fewer values than rows: says how
     * many there are), _NOT_FOUND, _LIMIT, _IO, _MEMORY. */
    phony_status (*make)(const ph_feed_request *request, ph_feed **feed, phony_error *error);
} ph_card;

/* feed_cards.c: the table. Each file of feeds has its cards as constants, declared in cards.h. */
const ph_card *ph_card_find(const char *type);
const ph_card *ph_card_at(size_t index); /* NULL past the last */

/* Reads an option out of a document; `node` = PH_JSON_NO_NODE: its default. ({"expr": ...} is not
 * for it: the plan makes an input of it.) Returns PHONY_ERROR_ARGUMENT: what it must be; _MEMORY.
 * feed_options.c. */
phony_status ph_option_read(const ph_option_card *card, const struct ph_json_tree *tree,
                            uint32_t node, int64_t now, ph_option *option, phony_error *error);

/* The option of a card by its name; the card must have it. */
const ph_option *ph_feed_option(const ph_feed_request *request, const char *name);

/* ---- For feeds ----------------------------------------------------------------------------- */

/* An option's number in a row: the constant or the input's; 0 where the input is null (*null = 1).
 */
int64_t ph_option_number(const ph_option *option, const ph_feed_frame *frame, size_t i, int *null);
#endif
