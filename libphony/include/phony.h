/* phony.h: the public interface of libphony, and its manual.
 *
 * Phony learns what data looks like (n-gram models of names, streets, companies ... in any
 * language) and makes more of it that is nobody's data. The one idea to keep in mind:
 *
 *     value = generator(key, row)
 *
 * A key is derived from a seed, a row is a 64-bit number, and a value is a pure function of both:
 * any range of rows, in any order, on any thread or machine, gives the same bytes.
 *
 * Reading order: version, status and errors, the quick call, models, training, generating.
 *
 * Rules that hold for every function here:
 *  - Text is UTF-8. Strings that go in are NUL-terminated unless a length stands beside them.
 *  - A function that can fail returns a phony_status, 0 or negative. Outputs are written only on
 *    success. The last parameter, `phony_error *error`, may be NULL; the struct is the caller's.
 *  - Option structs begin with their size and are filled by `PHONY_..._INIT`; zero or NULL in a
 *    member means its default; members are only ever appended.
 *  - Models are immutable: any number of threads may use one at once. Every other handle belongs to
 *    one thread at a time.
 *  - The library prints nothing, never exits, starts no thread unless asked by an option, opens no
 *    network connection and has no mutable global state.
 *
 * Everything here is since 0.1.0 unless it says otherwise. */
#ifndef PHONY_H
#define PHONY_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PHONY_API __attribute__((visibility("default")))
#else
#define PHONY_API
#endif

/* ---- Version ------------------------------------------------------------------------------- */

#define PHONY_VERSION_MAJOR 0
#define PHONY_VERSION_MINOR 1
#define PHONY_VERSION_PATCH 0
#define PHONY_VERSION_STRING "0.1.0"

/* The version of the algorithm by which values follow from keys (spec/generation.md). Output for
 * the same input changes only when this number does. */
#define PHONY_ALGORITHM_VERSION 1

/* The version of the library that runs, as text ("0.1.0"). A constant; never freed. */
PHONY_API const char *phony_version(void);

/* ---- Status and errors --------------------------------------------------------------------- */

/* What came of a call. The numbers are pinned: they never change their meaning. */
typedef int32_t phony_status;
enum {
    PHONY_OK = 0,
    PHONY_ERROR_MEMORY = -1,   /* an allocation failed */
    PHONY_ERROR_ARGUMENT = -2, /* an argument or option outside of what is documented for it */
    PHONY_ERROR_IO = -3,       /* the system refused to open, read, write or rename; see `system` */
    PHONY_ERROR_NOT_FOUND = -4, /* no such file, model or column */
    PHONY_ERROR_ENCODING = -5,  /* not UTF-8, or a NUL byte, where text is expected */
    PHONY_ERROR_SYNTAX = -6,    /* malformed CSV or JSON, or JSON of another shape than asked for */
    PHONY_ERROR_EMPTY = -7,     /* nothing to learn from: no usable value in the input */
    PHONY_ERROR_MODEL = -8,     /* not a model, or a broken one; the message says what is wrong */
    PHONY_ERROR_VERSION = -9,   /* a file of a newer format version */
    PHONY_ERROR_LIMIT = -10,    /* a documented limit was exceeded; the message names it */
    PHONY_ERROR_MISMATCH = -11, /* models that cannot be merged; the message says what differs */
    PHONY_ERROR_SPACE = -12,    /* the caller's buffer cannot hold even one value */
    PHONY_ERROR_EXHAUSTED = -13, /* the model gives (almost) only values it was trained on */
    PHONY_ERROR_CANCELLED = -14, /* a progress callback asked to stop */
    PHONY_ERROR_SCHEMA = -15     /* a schema with problems: phony_dataset_get_problem */
};

/* The details of a failure. `message` is one line for people, naming the thing, the place and the
 * limit; it never holds a secret. `line` and `column` (bytes) count from 1 and are 0 where they
 * make no sense. `system` is an errno value or 0. */
typedef struct phony_error {
    phony_status status;
    int32_t system;
    uint64_t line;
    uint64_t column;
    char message[488];
} phony_error;

/* A short constant name of a status, such as "not found"; "unknown status" for other numbers. */
PHONY_API const char *phony_status_name(phony_status status);

/* ---- The quick call ------------------------------------------------------------------------ */

/* One value, for a first try: loads `model` (a path, or a name as phony_model_find takes it), and
 * writes the value of row `row` under `seed` to out, NUL-terminated. `length` (may be NULL) is
 * without the NUL. It loads the model anew each time, so for more than a handful of values use
 * phony_model_open and phony_generate. Returns PHONY_ERROR_SPACE where `capacity` is too small, and
 * what phony_model_open returns. Any thread. */
PHONY_API phony_status phony_value(const char *model, const char *seed, uint64_t row, char *out,
                                   size_t capacity, size_t *length, phony_error *error);

/* ---- Models -------------------------------------------------------------------------------- */

/* An n-gram model: tokens, counted n-grams and a description, as read from a `.phony` file
 * (spec/model-format.md) or trained. Immutable and reference counted. */
typedef struct phony_model phony_model;

/* Limits on what is read: the file is hostile until proven otherwise. 0 = the default given. */
typedef struct phony_model_limits {
    size_t size;
    uint64_t max_bytes;  /* uncompressed size of the file: 1.5 GiB */
    uint64_t max_tokens; /* distinct tokens: 4,194,304 (2^22); at most 2^24 - 1 */
    uint64_t max_ngrams; /* n-grams of all orders together: 67,108,864 (2^26); at most 2^32 - 2 */
} phony_model_limits;
#define PHONY_MODEL_LIMITS_INIT                                                                    \
    {                                                                                              \
        sizeof(phony_model_limits), 0, 0, 0                                                        \
    }

/* A cache of models: opening the same unchanged file twice shares one model, compiled once. Any
 * number of threads may use a cache. It holds a reference to each model until it is freed or the
 * model's file has changed. */
typedef struct phony_cache phony_cache;
PHONY_API phony_status phony_cache_new(phony_cache **cache, phony_error *error);
/* Frees the cache; the models opened through it live on. NULL is allowed. */
PHONY_API void phony_cache_free(phony_cache *cache);

/* Has the cache also keep compiled forms of models on disk, in `folder` (NULL:
 * $XDG_CACHE_HOME/phony, by default ~/.cache/phony; made, for its owner alone, when there is
 * something to keep). From then on phony_model_open maps the compiled form of a model where there
 * is one, in well under a millisecond, and one is written when a model opened through the cache is
 * first used. A form is used where it was made by this very build of the library, of this very file
 * with this digest, and lies in a folder and a file of the user that nobody else may write to; its
 * checksum and all its bounds are checked. Anything else is as if there were none, and so is a
 * failure to write one. Its files may be deleted at any time, but not written to: they are in use.
 * The n-grams are then read from the model's file when they are asked for (merging, writing,
 * scores, figures, constraints); such a call can return what phony_model_open returns, and
 * PHONY_ERROR_MODEL where the file has become another model meanwhile. Returns
 * PHONY_ERROR_NOT_FOUND where there is no HOME, _MEMORY. Any thread. */
PHONY_API phony_status phony_cache_keep(phony_cache *cache, const char *folder, phony_error *error);

/* Opens a model: `name` is a path (it contains a '/' after which a file exists, or ends in
 * ".phony"), or a name such as "tr_TR/person_names", found as phony_model_find says. The file is
 * read and checked completely; the sampler is compiled at the first use. `cache` and `limits` may
 * be NULL; a model out of the cache was read under the limits of its first opening. The caller owns
 * one reference: phony_model_unref. Returns PHONY_ERROR_NOT_FOUND, _IO, _MODEL, _VERSION, _LIMIT,
 * _MEMORY. Any thread. */
PHONY_API phony_status phony_model_open(phony_cache *cache, const char *name,
                                        const phony_model_limits *limits, phony_model **model,
                                        phony_error *error);

/* Reads and compiles a model (`name` and `limits` as for phony_model_open) and keeps its compiled
 * form in the cache's folder, in place of one that is there. `path` (may be NULL) takes the form's
 * path, NUL-terminated, `bytes` (may be NULL) its size. Returns PHONY_ERROR_ARGUMENT where the
 * cache keeps nothing (phony_cache_keep), _IO where the form cannot be written, _SPACE, and what
 * phony_model_open returns. Any thread. */
PHONY_API phony_status phony_model_compile(phony_cache *cache, const char *name,
                                           const phony_model_limits *limits, char *path,
                                           size_t capacity, uint64_t *bytes, phony_error *error);

/* Reads a model from memory: the bytes of a `.phony` file, gzip'd or plain JSON. The bytes are not
 * kept. Otherwise as phony_model_open. */
PHONY_API phony_status phony_model_parse(const void *bytes, size_t length,
                                         const phony_model_limits *limits, phony_model **model,
                                         phony_error *error);

/* One more owner, and one fewer; the last one frees the model. NULL is allowed. Any thread. */
PHONY_API phony_model *phony_model_ref(phony_model *model);
PHONY_API void phony_model_unref(phony_model *model);

/* Writes the model as a `.phony` file: to a temporary name beside `path`, synced, then renamed, so
 * that `path` is never half-written. "-" is standard output. The same model gives the same bytes.
 * Returns PHONY_ERROR_IO or _MEMORY. */
PHONY_API phony_status phony_model_write(const phony_model *model, const char *path,
                                         phony_error *error);

/* How values are cut into tokens. */
enum {
    PHONY_MODE_CHAR = 0,  /* extended grapheme clusters (UAX #29) */
    PHONY_MODE_WORD = 1,  /* words between white space, joined by one space */
    PHONY_MODE_HYBRID = 2 /* frequent words are one token, the rest is spelled by characters */
};

/* What a model is. Sizes in bytes, counts as their names say. */
typedef struct phony_model_info {
    size_t size;
    int32_t format_version; /* of the file format: 1 */
    int32_t order;          /* n: an n-gram's length in tokens, 1 to 8 */
    int32_t mode;           /* PHONY_MODE_... */
    int32_t has_originals;  /* 1: holds the filter of its training values (exclude_originals) */
    uint64_t values;        /* training values, repetitions included */
    uint64_t weight;        /* sum of their weights as counted */
    uint64_t min_count;     /* pruning: n-grams counted less often were left out; 1 = none */
    uint64_t tokens;        /* distinct tokens, without the boundary */
    uint64_t ngrams;        /* of all orders together */
    uint64_t ngrams_of_order[8]; /* [0] = order 1 */
    uint64_t memory;             /* of the loaded model, with its sampler if compiled */
    uint64_t sampler_memory;     /* of the compiled sampler; 0 before the first use */
    int64_t created;             /* seconds since 1970, 0 = not recorded */
} phony_model_info;
#define PHONY_MODEL_INFO_INIT                                                                      \
    {                                                                                              \
        sizeof(phony_model_info), 0, 0, 0, 0, 0, 0, 0, 0, 0, {0, 0, 0, 0, 0, 0, 0, 0}, 0, 0, 0     \
    }
PHONY_API phony_status phony_model_get_info(const phony_model *model, phony_model_info *info,
                                            phony_error *error);

/* The model's texts. Borrowed: valid as long as the model. "" where there is none; NULL for an
 * unknown `which`. */
enum {
    PHONY_TEXT_NAME = 0,
    PHONY_TEXT_LOCALE = 1,
    PHONY_TEXT_SOURCE = 2,
    PHONY_TEXT_LICENSE = 3,
    PHONY_TEXT_TRAINER = 4, /* program and version that trained it */
    PHONY_TEXT_DIGEST = 5   /* 64 hexadecimal digits over all that generation depends on */
};
PHONY_API const char *phony_model_get_text(const phony_model *model, int32_t which);

/* The text of token `index`, 0 to info.tokens - 1, in code-point order: `*length` bytes, borrowed,
 * not NUL-terminated. NULL past the last one. */
PHONY_API const char *phony_model_get_token(const phony_model *model, uint64_t index,
                                            size_t *length);

/* How models are merged. */
typedef struct phony_merge_options {
    size_t size;
    uint64_t min_count; /* prune the sum: 0 or 1 = keep all */
    int64_t timestamp;  /* recorded as `created`; 0 = none */
    const char *name;   /* NULL: what the models agree on, else none; the next three likewise */
    const char *locale;
    const char *source;
    const char *license;
} phony_merge_options;
#define PHONY_MERGE_OPTIONS_INIT                                                                   \
    {                                                                                              \
        sizeof(phony_merge_options), 0, 0, 0, 0, 0, 0                                              \
    }

/* Adds up models trained on shards of a list: the result equals, byte for byte once written, the
 * model trained with the same options on the whole. They must agree in order, mode and algorithm,
 * be unpruned, and all or none carry originals with one salt; hybrid models, and word models that
 * were given one, must have one vocabulary. (Give hybrid shards a vocabulary: shards that chose the
 * same words by themselves are merged too, but the whole might have chosen others.) Returns
 * PHONY_ERROR_MISMATCH otherwise, naming what differs. The caller owns the result. `options` may be
 * NULL. */
PHONY_API phony_status phony_model_merge(phony_model *const *models, size_t count,
                                         const phony_merge_options *options, phony_model **merged,
                                         phony_error *error);

/* Where the model `name` ("tr_TR/person_names") lies: the first file NAME.phony found in
 *   1. each folder of PHONY_MODELS (separated by ':'),
 *   2. $XDG_DATA_HOME/phony/models, by default ~/.local/share/phony/models,
 *   3. DIR/phony/models for each DIR of $XDG_DATA_DIRS, and the installed data folder,
 *   4. the checkout's models/, when the library runs from its build tree.
 * Names with "..", empty parts or a leading '/' are refused. Writes the path, NUL-terminated.
 * Returns PHONY_ERROR_NOT_FOUND with the nearest names in the message. */
PHONY_API phony_status phony_model_find(const char *name, char *path, size_t capacity,
                                        phony_error *error);

/* The names of all models that phony_model_find finds, sorted, each once. The caller frees. */
typedef struct phony_model_list phony_model_list;
PHONY_API phony_status phony_model_list_new(phony_model_list **list, phony_error *error);
PHONY_API size_t phony_model_list_count(const phony_model_list *list);
/* Borrowed; NULL past the end. */
PHONY_API const char *phony_model_list_name(const phony_model_list *list, size_t index);
PHONY_API const char *phony_model_list_path(const phony_model_list *list, size_t index);
PHONY_API void phony_model_list_free(phony_model_list *list);

/* ---- What a model knows -------------------------------------------------------------------- */

/* How well a model foresees a value: `bits` is -log2 of the probability that the walk gives exactly
 * this value, `symbols` the number of characters (grapheme clusters) plus one for the end.
 * `possible` is 0, and bits 0, where the model cannot give it. In hybrid mode it is the probability
 * of the usual way: words that are tokens are taken whole. The value is normalised to NFC first.
 * Returns PHONY_ERROR_ENCODING for bad UTF-8. Any thread. */
typedef struct phony_score {
    size_t size;
    int32_t possible;
    int32_t reserved;
    uint64_t symbols;
    double bits;
} phony_score;
#define PHONY_SCORE_INIT                                                                           \
    {                                                                                              \
        sizeof(phony_score), 0, 0, 0, 0                                                            \
    }
PHONY_API phony_status phony_model_score(phony_model *model, const char *value, size_t length,
                                         phony_score *score, phony_error *error);

/* One counted n-gram, written out: its tokens joined, with U+2402 (start of text, as a picture) for
 * the start and U+2403 for the end; cut at 127 bytes. */
typedef struct phony_ngram {
    uint64_t count;
    char text[128];
} phony_ngram;
/* The most frequent n-grams of an order (1 to info.order), most frequent first, ties in code-point
 * order; at most `capacity`, `found` says how many. */
PHONY_API phony_status phony_model_top_ngrams(const phony_model *model, int32_t order,
                                              phony_ngram *ngrams, size_t capacity, size_t *found,
                                              phony_error *error);

/* Figures of the model as a process, exact from its probabilities (double arithmetic; for people,
 * not for decisions). */
typedef struct phony_model_figures {
    size_t size;
    uint64_t states;              /* contexts with successors */
    double branching;             /* mean number of successors of a context */
    double entropy_per_value;     /* bits; of the walk's choices, an upper bound of the values' */
    double entropy_per_character; /* the same over characters, the end counted as one */
    double mean_length;           /* tokens of a value */
} phony_model_figures;
#define PHONY_MODEL_FIGURES_INIT                                                                   \
    {                                                                                              \
        sizeof(phony_model_figures), 0, 0, 0, 0, 0                                                 \
    }
PHONY_API phony_status phony_model_get_figures(phony_model *model, phony_model_figures *figures,
                                               phony_error *error);

/* Whether `value`, normalised as generated values are, is one of those the model was trained on: 1,
 * 0, or -1 where the model holds no originals filter. A false 1 has a probability below values /
 * 2^40. Any thread. */
PHONY_API int32_t phony_model_is_original(const phony_model *model, const char *value,
                                          size_t length);

/* ---- Reading lists ------------------------------------------------------------------------- */

/* A stream of values out of a list; gzip'd files are read as they are, "-" is standard input. */
typedef struct phony_input phony_input;

enum {
    PHONY_FORMAT_AUTO =
        0, /* by the name's ending (.txt .csv .tsv .json .ndjson .jsonl, before .gz) */
    PHONY_FORMAT_TEXT = 1,  /* one value a line */
    PHONY_FORMAT_CSV = 2,   /* RFC 4180 */
    PHONY_FORMAT_JSON = 3,  /* an array of strings or of objects */
    PHONY_FORMAT_NDJSON = 4 /* a JSON string or object a line */
};

typedef struct phony_input_options {
    size_t size;
    int32_t format;
    int32_t delimiter; /* CSV: 0 = ',' (a tab for .tsv) */
    int32_t no_header; /* CSV: 1 = the first record is data, columns go by number */
    int32_t reserved;
    const char *column;        /* CSV: a header name or a number from 1; NULL = the first column.
                                  JSON objects: a key, or a JSON Pointer ("/name/first") */
    const char *weight_column; /* likewise, a whole number from 0; NULL = every value weighs 1.
                                  A value of weight 0 is passed over */
    uint64_t max_value_bytes;  /* 0 = 1 MiB; a longer value, line or field is an error */
} phony_input_options;
#define PHONY_INPUT_OPTIONS_INIT                                                                   \
    {                                                                                              \
        sizeof(phony_input_options), 0, 0, 0, 0, 0, 0, 0                                           \
    }

/* Opens a list. `options` may be NULL. Returns PHONY_ERROR_NOT_FOUND, _IO, _ARGUMENT, _MEMORY; a
 * missing CSV column is found at the first phony_input_next. */
PHONY_API phony_status phony_input_open(const char *path, const phony_input_options *options,
                                        phony_input **input, phony_error *error);
/* The next value: checked UTF-8, not yet normalised, borrowed until the next call. At the end
 * `*value` is NULL. Errors name line and column and end the stream. Empty lines of text are passed
 * over. Returns PHONY_ERROR_ENCODING, _SYNTAX, _NOT_FOUND (the column, listing those that exist),
 * _LIMIT, _IO, _MEMORY. */
PHONY_API phony_status phony_input_next(phony_input *input, const char **value, size_t *length,
                                        uint64_t *weight, phony_error *error);
/* Bytes read of the file so far (compressed ones where it is), and its size or 0: for progress. */
PHONY_API uint64_t phony_input_position(const phony_input *input);
PHONY_API uint64_t phony_input_size(const phony_input *input);
PHONY_API void phony_input_close(phony_input *input);

/* ---- Training ------------------------------------------------------------------------------ */

/* What a weight becomes before it is counted. Steep counts make dull models that mostly repeat the
 * famous values, so the default is PHONY_WEIGHT_ONCE; PHONY_WEIGHT_LOG leans towards what is
 * frequent. All are integers, so that shards add up exactly. */
enum {
    PHONY_WEIGHT_DEFAULT = 0,
    PHONY_WEIGHT_COUNT = 1, /* the weight itself */
    PHONY_WEIGHT_SQRT = 2,  /* floor(sqrt(weight)) */
    PHONY_WEIGHT_LOG = 3,   /* floor(log2(weight)) + 1 */
    PHONY_WEIGHT_ONCE = 4   /* 1 */
};
enum { PHONY_CASE_KEEP = 0, PHONY_CASE_LOWER = 1, PHONY_CASE_UPPER = 2, PHONY_CASE_TITLE = 3 };
/* Filters: a value that does not pass is not learned (and counted as skipped). */
enum {
    PHONY_FILTER_LETTERS_ONLY = 1, /* only letters with their marks (and joiners), and spaces */
    PHONY_FILTER_NO_SYMBOLS = 2 /* no symbols, no punctuation but ' ’ - . , & / and no controls */
};

typedef struct phony_train_options {
    size_t size;
    int32_t order;             /* n: 1 to 8; 0 = 5, for words 3 */
    int32_t mode;              /* PHONY_MODE_... */
    int32_t weighting;         /* PHONY_WEIGHT_... */
    int32_t letter_case;       /* PHONY_CASE_..., by the rules of `locale` */
    uint32_t filters;          /* PHONY_FILTER_... added up */
    int32_t threads;           /* 0 = 1; at most 256. The result does not depend on it */
    int32_t exclude_originals; /* 1: keep salted hashes of the values, and never give one again */
    int32_t reserved;
    uint64_t min_count;      /* leave out n-grams of order 3 and more counted less often; 0 = 1 */
    uint64_t min_length;     /* skip values of fewer characters (grapheme clusters) */
    uint64_t word_min_count; /* hybrid: words in at least this many values are tokens; 0 = 20 */
    int64_t timestamp;       /* recorded as `created`, seconds since 1970; 0 = none */
    const char *name;        /* texts recorded in the model; NULL = none */
    const char *locale;
    const char *source;
    const char *license;
    const char *vocabulary; /* word, hybrid: a file of whole tokens, one a line, or a model */
    const char *sentences;  /* cut values into sentences after these characters: ".!?"; NULL = no */
    const char *salt;       /* of the originals' hashes; NULL = "phony" */
    uint64_t min_support;   /* keep only n-grams that at least so many different values hold; 0 =
                               all. Values wait in a temporary file, 8 bytes of each in memory */
    double epsilon;         /* > 0: differential privacy for every single value; 0 = off. Counts get
                               noise and small ones go (spec/privacy.md). Not with exclude_originals,
                               sentences, min_support, weights, or hybrid without a vocabulary */
    double delta;           /* 0 = 1e-6; choose it well below 1 / values */
    uint64_t max_tokens;    /* with epsilon: values of more tokens are skipped; 0 = 32. The noise
                               grows with its square root */
} phony_train_options;
#define PHONY_TRAIN_OPTIONS_INIT                                                                   \
    {                                                                                              \
        sizeof(phony_train_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,   \
            0, 0, 0                                                                                \
    }

typedef struct phony_trainer phony_trainer;

/* Begins a model. Returns PHONY_ERROR_ARGUMENT naming the option, _NOT_FOUND or others of the
 * vocabulary file, _MEMORY. */
PHONY_API phony_status phony_trainer_new(const phony_train_options *options,
                                         phony_trainer **trainer, phony_error *error);
/* Learns one value with a weight, which counts as options.weighting says (0 = not at all).
 * Normalised to NFC, runs of white space become one space, ends are trimmed, then case and filters
 * apply. Returns PHONY_ERROR_ENCODING for bad UTF-8 or a NUL, _LIMIT, _MEMORY. A failure leaves the
 * trainer fit only to be freed. */
PHONY_API phony_status phony_trainer_add(phony_trainer *trainer, const char *value, size_t length,
                                         uint64_t weight, phony_error *error);
/* Learns all that is left of an input, on options.threads threads (the calling one included).
 * `progress` may be NULL; it is called now and then from the calling thread with the input's
 * position; not 0 ends it with PHONY_ERROR_CANCELLED. */
typedef int32_t (*phony_progress)(void *user, uint64_t position, uint64_t size);
PHONY_API phony_status phony_trainer_add_input(phony_trainer *trainer, phony_input *input,
                                               phony_progress progress, void *user,
                                               phony_error *error);
/* What has been read so far. */
typedef struct phony_train_report {
    size_t size;
    uint64_t values;    /* learned */
    uint64_t weight;    /* their weights as counted */
    uint64_t bytes;     /* their bytes, as given */
    uint64_t empty;     /* skipped: nothing left after trimming */
    uint64_t too_short; /* skipped by min_length */
    uint64_t filtered; /* skipped by filters, for a word that is not in the vocabulary, or (epsilon)
                         for too many tokens */
} phony_train_report;
#define PHONY_TRAIN_REPORT_INIT                                                                    \
    {                                                                                              \
        sizeof(phony_train_report), 0, 0, 0, 0, 0, 0                                               \
    }
PHONY_API phony_status phony_trainer_get_report(const phony_trainer *trainer,
                                                phony_train_report *report, phony_error *error);
/* Ends the training. Returns PHONY_ERROR_EMPTY where nothing was learned, or min_support or epsilon
 * leave nothing, _LIMIT, _MEMORY, _IO (hybrid mode and private training keep values in a temporary
 * file). The caller owns the model; the trainer is
 * used up, and still to be freed. */
PHONY_API phony_status phony_trainer_finish(phony_trainer *trainer, phony_model **model,
                                            phony_error *error);
PHONY_API void phony_trainer_free(phony_trainer *trainer);

/* What a model could tell of single values (spec/privacy.md). An n-gram that few values hold is
 * rare; a fragment is a text, longer than an n-gram, that only one value holds, and that the model
 * knows as far as it goes. Without the values, counts stand in for them: an n-gram counted once is
 * held by one value; what weights hide is not seen, so all numbers are at least. */
typedef struct phony_privacy {
    size_t size;
    int32_t exact;       /* 1: of the values given */
    int32_t order;       /* the model's: the orders below that mean something */
    uint64_t values;     /* different ones looked at; 0 where none were given */
    uint64_t ngrams[8];  /* by order, from 1 */
    uint64_t rare[8];    /* of them held by fewer values than asked for */
    uint64_t fragments;  /* texts of more tokens than an n-gram that one value holds alone */
    uint64_t longest;    /* characters of the longest, 0 = none */
    uint64_t characters; /* of all */
} phony_privacy;
#define PHONY_PRIVACY_INIT                                                                         \
    {                                                                                              \
        sizeof(phony_privacy), 0, 0, 0, {0}, {0}, 0, 0, 0                                          \
    }
/* A fragment: a piece of an original value, to be handled as one. Cut at 255 bytes. */
typedef struct phony_fragment {
    uint64_t characters;
    char text[256];
} phony_fragment;
/* `values` may be NULL, or a trainer that was made with min_support of 2 or more (so that it keeps
 * values), has been given those that the model was trained on, and was not finished. `fragments`
 * (may be NULL) takes the longest ones, longest first, at most `capacity`. Returns
 * PHONY_ERROR_ARGUMENT, _IO, _MEMORY. */
PHONY_API phony_status phony_model_get_privacy(phony_model *model, phony_trainer *values,
                                               uint64_t support, phony_privacy *privacy,
                                               phony_fragment *fragments, size_t capacity,
                                               phony_error *error);

/* ---- Generating ---------------------------------------------------------------------------- */

/* 128 bits from which every value follows. */
typedef struct phony_key {
    uint64_t word[2];
} phony_key;

/* The key of a seed, which is any text ("12345" is the text of that number), and of the path of the
 * thing generated, so that no two fields share a stream ("User.email"; NULL = ""). BLAKE2b, see
 * spec/generation.md. */
PHONY_API phony_status phony_key_from_seed(const char *seed, size_t length, const char *path,
                                           phony_key *key, phony_error *error);

/* A fresh seed from the system's random source, as text of decimal digits. `capacity` at least 21.
 * Report it, so that the run can be repeated. Returns PHONY_ERROR_SPACE. */
PHONY_API phony_status phony_seed_random(char *seed, size_t capacity, phony_error *error);

/* The caller's memory for a batch of values, one after another as in Arrow:
 * value i is bytes[offsets[i] .. offsets[i + 1]). */
typedef struct phony_column {
    size_t size;
    uint8_t *bytes;
    size_t bytes_capacity; /* at most 2^31 - 1 are used */
    uint32_t *offsets;     /* room for rows_capacity + 1 */
    size_t rows_capacity;
    int32_t separator; /* a byte put behind every value, within its offsets ('\n'), or -1 */
    int32_t reserved;
    size_t rows; /* out: values written */
} phony_column;
#define PHONY_COLUMN_INIT                                                                          \
    {                                                                                              \
        sizeof(phony_column), 0, 0, 0, 0, -1, 0, 0                                                 \
    }

/* The values of rows first .. first + count - 1 (wrapping at 2^64), as many as fit: column->rows
 * says how many; go on from first + rows. Values depend on model, key and row alone, not on how
 * the rows are cut into calls. Nothing is allocated but the sampler, compiled at the model's first
 * use (and, with excluded originals, room for a value that does not fit and is over 4 KiB). A value
 * ends after 4,096 steps at the latest. Returns PHONY_ERROR_SPACE where not one value fits,
 * _EXHAUSTED (exclude_originals), _ARGUMENT, _MEMORY. Any thread. */
PHONY_API phony_status phony_generate(phony_model *model, const phony_key *key, uint64_t first,
                                      uint64_t count, phony_column *column, phony_error *error);

/* The code path that phony_generate takes for this model on this machine: "avx512", "avx2",
 * "portable", "rows" (tokens of more than three bytes, words) or "checked" (exclude_originals). The
 * environment variable PHONY_SIMD=off, or =avx2, read when a model is compiled, holds it back; the
 * bytes are the same. A constant. */
PHONY_API const char *phony_generate_path(phony_model *model);

/* ---- Generators ---------------------------------------------------------------------------- */

/* Anything that gives a value for a key and a row: a model, with or without constraints; a template
 * over other generators; one of the built-in composites ("person.full", "email"). Immutable,
 * reference counted, used by any number of threads at once. It keeps what it was made of alive. */
typedef struct phony_generator phony_generator;

/* One more owner, and one fewer; the last one frees the generator. NULL is allowed. Any thread. */
PHONY_API phony_generator *phony_generator_ref(phony_generator *generator);
PHONY_API void phony_generator_unref(phony_generator *generator);

/* As phony_generate, for any generator: the values of rows first .. first + count - 1, as many as
 * fit. A range that passes options.rows fails as a whole, with PHONY_ERROR_LIMIT: nothing of it is
 * given, not even the rows before. (Rows that the column has no place for do not count.) Returns
 * PHONY_ERROR_SPACE where not one value fits, _EXHAUSTED, _LIMIT, _ARGUMENT, _MEMORY. Any thread.
 */
PHONY_API phony_status phony_generator_fill(phony_generator *generator, const phony_key *key,
                                            uint64_t first, uint64_t count, phony_column *column,
                                            phony_error *error);

/* The key of a part: what `path` within the generator of `key` draws from. */
PHONY_API phony_status phony_key_derive(const phony_key *key, const char *path, phony_key *derived,
                                        phony_error *error);

/* How rows are kept apart (options.unique). */
enum {
    PHONY_UNIQUE_NONE = 0,     /* rows are independent; values repeat as they do in life */
    PHONY_UNIQUE_NUMBERED = 1, /* the second "ayse" is "ayse2" */
    PHONY_UNIQUE_NAMED = 2,    /* the second "Ayşe Kaya" is "Ayşe Fatma Kaya": of the first words
                                  that the model knows, whatever gender they may have */
    PHONY_UNIQUE_STRICT = 3,   /* nothing is added: only values of the model itself */
    PHONY_UNIQUE_USUAL = 4     /* the one that suits: STRICT where values are sorted, NAMED for a
                                  model whose name begins with "person_names", else NUMBERED */
};

/* What the values of a model must be like. Constraints are compiled, not retried: values follow the
 * model's distribution exactly, given that they comply. Lengths are in characters (grapheme
 * clusters); texts are normalised to NFC first. */
typedef struct phony_generator_options {
    size_t size;
    uint64_t min_length;  /* 0 = none */
    uint64_t max_length;  /* 0 = none */
    uint64_t min_words;   /* words between spaces; 0 = none */
    uint64_t max_words;   /* 0 = none */
    const char *prefix;   /* what values begin with; NULL or "" = anything; the next likewise */
    const char *suffix;   /* end in */
    const char *contains; /* have somewhere */
    const char *pattern;  /* a regular expression that matches the whole value (spec/patterns.md) */
    uint64_t rows;        /* how many rows there are: needed for unique and sorted */
    int32_t unique;       /* PHONY_UNIQUE_...: all of the rows differ, without memory */
    int32_t sorted; /* 1: row by row in code-point order; with unique only PHONY_UNIQUE_STRICT */
} phony_generator_options;
#define PHONY_GENERATOR_OPTIONS_INIT                                                               \
    {                                                                                              \
        sizeof(phony_generator_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0                           \
    }

/* A generator of a model's values; `options` may be NULL, and its values are then those of
 * phony_generate. The constraints are compiled here: the work is in proportion to the model times
 * the constraint (a range of lengths: times the greatest). Returns PHONY_ERROR_EMPTY where no value
 * complies, or fewer than `rows` do under PHONY_UNIQUE_STRICT, saying why and how many; _SYNTAX for
 * a pattern, naming the construct; _ARGUMENT, _ENCODING, _LIMIT, _MEMORY. (Strict rows of a model
 * with excluded originals that are nearly all of at most 2^22 values: these are all looked at here,
 * which takes up to half a minute. Of more values, a row may find none: PHONY_ERROR_EXHAUSTED.) */
PHONY_API phony_status phony_generator_new(phony_model *model,
                                           const phony_generator_options *options,
                                           phony_generator **generator, phony_error *error);

/* A name that templates may use: for a generator, or for another template. */
typedef struct phony_binding {
    const char *name;           /* letters, digits, '_', '.', '/', '-' */
    phony_generator *generator; /* or NULL, and then */
    const char *text;           /* a template, which may use all other bindings */
} phony_binding;

enum { PHONY_GENDER_ANY = 0, PHONY_GENDER_MALE = 1, PHONY_GENDER_FEMALE = 2 };

typedef struct phony_template_options {
    size_t size;
    const char *locale;            /* NULL = "en_US": of names without one, and of the functions */
    const phony_binding *bindings; /* looked at before the built-in names and the models */
    size_t binding_count;
    phony_cache *cache; /* for the models; may be NULL */
    uint64_t rows;      /* needed for unique */
    int32_t gender;     /* PHONY_GENDER_...: of persons */
    int32_t unique;     /* PHONY_UNIQUE_NUMBERED: the row's number, scrambled, is in each value */
    const phony_generator_options *values; /* phony_generator_from_name alone: what they must be
                                              like; NULL = anything */
} phony_template_options;
#define PHONY_TEMPLATE_OPTIONS_INIT                                                                \
    {                                                                                              \
        sizeof(phony_template_options), 0, 0, 0, 0, 0, 0, 0, 0                                     \
    }

/* A generator of texts such as "{person.first|upper} {person.last}": names in braces are bindings,
 * built-in generators, or models ("tr_TR/city_names"; "city_names" is looked for in the locale),
 * with functions behind them, chained by '|' (phony_function_name). "{{" and "}}" are braces. A
 * name gives the same value wherever it stands in a row, in this template and in others under the
 * same key, so that what belongs together fits together. Returns PHONY_ERROR_SYNTAX, naming the
 * column, _NOT_FOUND with the nearest name, _LIMIT (templates within templates more than 32 deep,
 * or within themselves), what phony_model_open returns, _ARGUMENT, _MEMORY. spec/templates.md. */
PHONY_API phony_status phony_generator_from_template(const char *text,
                                                     const phony_template_options *options,
                                                     phony_generator **generator,
                                                     phony_error *error);

/* A binding, a built-in generator ("person.full"), or a model by its name. Otherwise as above.
 * options.values are for models, and for built-in generators that stand for one: where anything is
 * asked for, person.first, person.last, person.full, company and city are the values of the
 * locale's first_names (of options.gender), last_names, person_names, company_names and city_names,
 * and do not follow the row's person any more. email and username can be kept unique by numbers,
 * and no others. What phony_generator_new returns, and PHONY_ERROR_ARGUMENT for values that do not
 * go with the name. */
PHONY_API phony_status phony_generator_from_name(const char *name,
                                                 const phony_template_options *options,
                                                 phony_generator **generator, phony_error *error);

/* The built-in generators and the functions of templates, by index; NULL past the last one.
 * Constants. */
PHONY_API const char *phony_builtin_name(size_t index);
PHONY_API const char *phony_builtin_summary(size_t index);
PHONY_API const char *phony_function_name(size_t index);
PHONY_API const char *phony_function_summary(size_t index);

/* Running text out of a model of sentences (mode word or hybrid). Sentences are as long, and begin
 * and end, as the model has learned; where nearly all that it learned end in marks (".", "?"), all
 * do. */
typedef struct phony_text_options {
    size_t size;
    uint64_t min_words; /* of a sentence; 0 = as learned */
    uint64_t max_words;
    uint64_t min_sentences; /* of a paragraph; both 0 = one sentence */
    uint64_t max_sentences;
    uint64_t paragraphs;  /* of a value, with an empty line between; 0 = 1 */
    const char *acrostic; /* sentence i of a value begins with its character i; then the sentences
                             are as many as it has characters, and none of the numbers above but
                             the words' may be given */
} phony_text_options;
#define PHONY_TEXT_OPTIONS_INIT                                                                    \
    {                                                                                              \
        sizeof(phony_text_options), 0, 0, 0, 0, 0, 0                                               \
    }
/* Returns what phony_generator_new returns. */
PHONY_API phony_status phony_generator_text(phony_model *model, const phony_text_options *options,
                                            phony_generator **generator, phony_error *error);

/* ---- Data sets ----------------------------------------------------------------------------- */

/* A relational data set: a schema (PDL, spec/pdl.md) with a seed and numbers of rows. All of its
 * rows follow from these; none is kept. Immutable, used by any number of threads at once. */
typedef struct phony_dataset phony_dataset;

/* How many rows an entity is to have: at most 10^18. */
typedef struct phony_count {
    const char *entity;
    uint64_t rows;
} phony_count;

enum { PHONY_MODE_RANDOM = 0, PHONY_MODE_COVERAGE = 1 };

typedef struct phony_dataset_options {
    size_t size;
    const char *seed;          /* NULL = "phony" */
    const char *scenario;      /* of the schema; NULL = none */
    const phony_count *counts; /* go before the scenario's, and those of coverage */
    size_t count_count;
    const char *locale; /* in place of the schema's; NULL = that */
    const char *now;    /* the reference time, RFC 3339, in place of the schema's; NULL = that */
    int32_t mode;       /* PHONY_MODE_RANDOM or PHONY_MODE_COVERAGE */
    int32_t reserved;
    phony_cache *cache; /* for the models; may be NULL */
} phony_dataset_options;
#define PHONY_DATASET_OPTIONS_INIT                                                                 \
    {                                                                                              \
        sizeof(phony_dataset_options), 0, 0, 0, 0, 0, 0, 0, 0, 0                                   \
    }

/* Reads and compiles a schema: a file with all that it inherits, or a text that inherits nothing
 * and whose lists and models are not in files beside it. `options` may be NULL; nothing of it is
 * kept but the cache, which must live as long as the data set. What is wrong with the schema is
 * found here: then PHONY_ERROR_SCHEMA is returned, `error` is the first problem, and *dataset is
 * not NULL, but good for phony_dataset_get_problem and phony_dataset_free alone. Else *dataset is
 * NULL, and PHONY_ERROR_IO, _NOT_FOUND (a file), _SYNTAX, _ENCODING, _LIMIT, _ARGUMENT (options: an
 * unknown entity, scenario or mode, a `now` that is no time) or _MEMORY is returned. */
PHONY_API phony_status phony_dataset_open(const char *path, const phony_dataset_options *options,
                                          phony_dataset **dataset, phony_error *error);
PHONY_API phony_status phony_dataset_parse(const char *text, size_t length,
                                           const phony_dataset_options *options,
                                           phony_dataset **dataset, phony_error *error);
PHONY_API void phony_dataset_free(phony_dataset *dataset);

/* Something wrong with a schema. All texts live as long as the data set. */
typedef struct phony_problem {
    size_t size;
    const char *file; /* as given, or beside that which inherits it; NULL = the text */
    uint64_t line, column;
    const char *path; /* "entities.User.fields.id" */
    const char *message;
} phony_problem;
#define PHONY_PROBLEM_INIT                                                                         \
    {                                                                                              \
        sizeof(phony_problem), 0, 0, 0, 0, 0                                                       \
    }
/* Problem `index` in the order of the files and their lines, of at most 1,000;
 * PHONY_ERROR_NOT_FOUND past the last. */
PHONY_API phony_status phony_dataset_get_problem(const phony_dataset *dataset, size_t index,
                                                 phony_problem *problem, phony_error *error);

/* What a schema is made of; texts live as long as the data set. Entities are in an order in which
 * parents come before their children, as far as there is one. */
typedef struct phony_entity {
    size_t size;
    const char *name, *table;
    uint64_t rows;
    size_t columns; /* that are written */
} phony_entity;
#define PHONY_ENTITY_INIT                                                                          \
    {                                                                                              \
        sizeof(phony_entity), 0, 0, 0, 0                                                           \
    }
typedef struct phony_field {
    size_t size;
    const char *name, *column;
    const char *type;      /* "decimal(10,2)" */
    const char *generator; /* its type or name; "" = that of a relationship, or cases alone */
    double null_share;     /* 0 where a condition says so */
    int32_t is_primary, is_unique, can_be_null, reserved;
    const char *references; /* "User.id", "User.id or Shop.id", or NULL */
} phony_field;
#define PHONY_FIELD_INIT                                                                           \
    {                                                                                              \
        sizeof(phony_field), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0                                          \
    }
typedef struct phony_relationship {
    size_t size;
    const char *child, *parent; /* entities; several parents: each is a relationship here */
    const char *child_fields, *parent_fields; /* "user_id"; "a, b" */
    const char *cardinality;                  /* "many-to-one", "one-to-one", "many-to-many" */
    uint64_t min, max;                        /* children of a parent; max 0 = any number */
    double mean;                              /* rows of the child, by those of the parent */
    double optional;                          /* the share of children without parent */
} phony_relationship;
#define PHONY_RELATIONSHIP_INIT                                                                    \
    {                                                                                              \
        sizeof(phony_relationship), 0, 0, 0, 0, 0, 0, 0, 0, 0                                      \
    }
/* By index; PHONY_ERROR_NOT_FOUND past the last, _SCHEMA where the schema has problems. Fields are
 * those that are written, in their order. */
PHONY_API phony_status phony_dataset_get_entity(const phony_dataset *dataset, size_t index,
                                                phony_entity *entity, phony_error *error);
PHONY_API phony_status phony_dataset_get_field(const phony_dataset *dataset, size_t entity,
                                               size_t index, phony_field *field,
                                               phony_error *error);
PHONY_API phony_status phony_dataset_get_relationship(const phony_dataset *dataset, size_t index,
                                                      phony_relationship *relationship,
                                                      phony_error *error);
/* The number of an entity, by its name: PHONY_ERROR_NOT_FOUND with the nearest. */
PHONY_API phony_status phony_dataset_find(const phony_dataset *dataset, const char *name,
                                          size_t *index, phony_error *error);

/* What makes rows: the memory of one thread, for a data set that must live longer. Returns
 * PHONY_ERROR_SCHEMA (the schema has problems), _MEMORY. */
typedef struct phony_maker phony_maker;
PHONY_API phony_status phony_maker_new(const phony_dataset *dataset, phony_maker **maker,
                                       phony_error *error);
PHONY_API void phony_maker_free(phony_maker *maker);

/* One column of a batch: as in Arrow, but a null is a byte of its own. */
enum {
    PHONY_CELLS_NUMBERS = 0, /* numbers[i]: whole numbers, decimals (times 10^scale), booleans, days
                                since 1970, microseconds since midnight or 1970 */
    PHONY_CELLS_FLOATS = 1,  /* floats[i] */
    PHONY_CELLS_TEXTS = 2,   /* bytes[offsets[i] .. offsets[i + 1]) */
    PHONY_CELLS_UUIDS = 3    /* bytes[16 i .. 16 i + 16) */
};
typedef struct phony_cells {
    size_t size;
    const char *name; /* of the column */
    const char *type; /* as phony_field.type */
    int32_t kind;     /* PHONY_CELLS_... */
    int32_t scale;
    const uint8_t *nulls; /* nulls[i] = 1: null; NULL = there is none */
    const int64_t *numbers;
    const double *floats;
    const uint32_t *offsets;
    const uint8_t *bytes;
} phony_cells;
#define PHONY_CELLS_INIT                                                                           \
    {                                                                                              \
        sizeof(phony_cells), 0, 0, 0, 0, 0, 0, 0, 0, 0                                             \
    }
/* At most as many rows at a time. */
enum { PHONY_BATCH_ROWS = 1024 };

/* Makes rows first .. first + count - 1 of an entity, count <= PHONY_BATCH_ROWS, for
 * phony_maker_get_cells. Returns PHONY_ERROR_ARGUMENT (no such entity, too many rows at a time),
 * _LIMIT (past the last row), _MEMORY; or what a row's values make impossible, with entity, field
 * and row. */
PHONY_API phony_status phony_maker_fill(phony_maker *maker, size_t entity, uint64_t first,
                                        size_t count, phony_error *error);
/* Column `index` of what was filled last, valid until the next call: PHONY_ERROR_NOT_FOUND past the
 * last. */
PHONY_API phony_status phony_maker_get_cells(const phony_maker *maker, size_t index,
                                             phony_cells *cells, phony_error *error);

/* Bytes of an output, in the maker's memory: valid until its next call. */
typedef struct phony_bytes {
    const char *bytes;
    size_t length;
} phony_bytes;

/* Output of an entity in a format: begin, rows in any pieces, end; put one behind the other, the
 * bytes are the same however the rows were cut, and on any thread. Formats: "csv", "json",
 * "ndjson", "copy" (PostgreSQL's COPY text), "load" (MySQL's LOAD DATA), "sql" with `dialect`
 * "postgres", "mysql" or "sqlite", else it may be NULL. Rows are at most PHONY_BATCH_ROWS at a
 * time; for begin and end, `first` and `count` mean nothing. Returns PHONY_ERROR_NOT_FOUND for
 * unknown formats; else as phony_maker_fill, and _LIMIT, naming the row, for what cannot be
 * written. */
enum { PHONY_PART_BEGIN = 0, PHONY_PART_ROWS = 1, PHONY_PART_END = 2 };
PHONY_API phony_status phony_maker_write(phony_maker *maker, size_t entity, const char *format,
                                         const char *dialect, int32_t part, uint64_t first,
                                         size_t count, phony_bytes *bytes, phony_error *error);
/* CREATE TABLE and the like, around the rows of all entities in their order. Returns
 * PHONY_ERROR_NOT_FOUND for unknown dialects, _ARGUMENT for unknown parts, _LIMIT, _MEMORY. */
enum {
    PHONY_DDL_OPEN = 0, /* settings, and the beginning of a transaction */
    PHONY_DDL_DROP = 1,
    PHONY_DDL_CREATE = 2,
    PHONY_DDL_FINISH = 3, /* behind the rows: indexes, foreign keys that look ahead */
    PHONY_DDL_CLOSE = 4
};
PHONY_API phony_status phony_maker_write_ddl(phony_maker *maker, const char *dialect, int32_t part,
                                             phony_bytes *bytes, phony_error *error);
/* The formats by index, NULL past the last ("sql" once for each dialect), and the file name's end
 * of each. Constants. */
PHONY_API const char *phony_format_name(size_t index);
PHONY_API const char *phony_format_extension(size_t index);

/* The types of generators that schemas know, by index: PHONY_ERROR_NOT_FOUND past the last. All
 * texts are constants. */
enum {
    PHONY_FIT_UNIQUE = 1,      /* can give every row another value */
    PHONY_FIT_KEY = 2,         /* can be a primary key */
    PHONY_FIT_LINKED = 4,      /* belongs together with other fields of the row */
    PHONY_FIT_BY_ROW = 8,      /* takes options from the row */
    PHONY_FIT_LEAKS = 16,      /* can give values that it was trained on or given */
    PHONY_FIT_CONSISTENT = 32, /* the same input gives the same value (masking) */
    PHONY_FIT_FORMAT = 64      /* keeps the format of its input (masking) */
};
typedef struct phony_card {
    size_t size;
    const char *type, *summary;
    const char *gives; /* the type of its values, "" = depends */
    const char *leaks; /* what can leak, or NULL */
    uint32_t fit;      /* PHONY_FIT_... */
    uint32_t options;
} phony_card;
#define PHONY_CARD_INIT                                                                            \
    {                                                                                              \
        sizeof(phony_card), 0, 0, 0, 0, 0, 0                                                       \
    }
typedef struct phony_card_option {
    size_t size;
    const char *name, *kind, *summary;
    const char *initial; /* the default as it would stand in a document, or NULL */
    const char *choices; /* apart by '|', or NULL */
    int32_t is_needed, takes_expression;
} phony_card_option;
#define PHONY_CARD_OPTION_INIT                                                                     \
    {                                                                                              \
        sizeof(phony_card_option), 0, 0, 0, 0, 0, 0, 0                                             \
    }
PHONY_API phony_status phony_card_get(size_t index, phony_card *card, phony_error *error);
PHONY_API phony_status phony_card_get_option(size_t card, size_t index, phony_card_option *option,
                                             phony_error *error);

/* ---- Other people's schemas ---------------------------------------------------------------- */

/* A PDL document made of SQL (pg_dump --schema-only, mysqldump --no-data, SQLite's .schema),
 * Laravel's migrations, JSON Schema, OpenAPI, or CSV data. */
typedef struct phony_import phony_import;

typedef struct phony_import_options {
    size_t size;
    const char *from;   /* "ddl", "json-schema", "openapi", "laravel", "csv"; NULL = found out */
    const char *name;   /* of the schema; NULL = of the file */
    const char *locale; /* of the schema; NULL = "en_US" */
    const char *models; /* CSV: a folder for the models of its texts; NULL = none are trained */
    uint64_t rows;      /* CSV: how many to look at; 0 = 1,000,000 */
} phony_import_options;
#define PHONY_IMPORT_OPTIONS_INIT                                                                  \
    {                                                                                              \
        sizeof(phony_import_options), 0, 0, 0, 0, 0                                                \
    }
/* Reads a file, also gzip'd, of at most 256 MiB (CSV: of any size), "-" for standard input, or a
 * folder of migrations. *import is written on success alone. Returns PHONY_ERROR_IO, _NOT_FOUND,
 * _EMPTY (no table with columns), _SYNTAX (JSON), _ENCODING, _LIMIT, _ARGUMENT (options; what kind
 * it is cannot be told), _MEMORY. */
PHONY_API phony_status phony_import_open(const char *path, const phony_import_options *options,
                                         phony_import **import, phony_error *error);
PHONY_API void phony_import_free(phony_import *import);
/* The document, indented, with a newline at its end. It lives as long as the import, as do all
 * texts below. */
PHONY_API phony_bytes phony_import_text(const phony_import *import);

/* What was not understood and was left out, with its place. By index; PHONY_ERROR_NOT_FOUND past
 * the last. */
typedef struct phony_note {
    size_t size;
    const char *file; /* NULL = none in particular */
    uint64_t line, column;
    const char *message;
} phony_note;
#define PHONY_NOTE_INIT                                                                            \
    {                                                                                              \
        sizeof(phony_note), 0, 0, 0, 0                                                             \
    }
PHONY_API phony_status phony_import_get_note(const phony_import *import, size_t index,
                                             phony_note *note, phony_error *error);
/* Which generator each column got, and how sure that is: 0 to 100. By index; PHONY_ERROR_NOT_FOUND
 * past the last. */
typedef struct phony_guess {
    size_t size;
    const char *entity, *field, *generator;
    const char *reason; /* "name", "type", "check", "values" */
    int32_t sure, reserved;
} phony_guess;
#define PHONY_GUESS_INIT                                                                           \
    {                                                                                              \
        sizeof(phony_guess), 0, 0, 0, 0, 0, 0                                                      \
    }
PHONY_API phony_status phony_import_get_guess(const phony_import *import, size_t index,
                                              phony_guess *guess, phony_error *error);

#ifdef __cplusplus
}
#endif
#endif
