/* Reading a `.phony` file: what its parts share. model_read.c feeds the parser and finishes,
 * model_states.c says what may follow what, model_members.c takes plain members. */
#ifndef PH_MODEL_READER_H
#define PH_MODEL_READER_H

#include "base/buffer.h"
#include "base/json.h"
#include "model/model.h"
#include "model/ngram_builder.h"

typedef enum ph_read_state {
    PH_READ_START,
    PH_READ_MEMBERS,        /* of the whole object */
    PH_READ_VALUE,          /* of a plain member */
    PH_READ_EXTRA,          /* inside an unknown member */
    PH_READ_TOKENS,         /* before [ */
    PH_READ_TOKEN,          /* inside */
    PH_READ_ORIGINALS,      /* before { */
    PH_READ_ORIGINAL,       /* inside */
    PH_READ_ORIGINAL_VALUE, /* of one of its members */
    PH_READ_NGRAMS,         /* before { */
    PH_READ_ORDER,          /* inside */
    PH_READ_CONTEXTS,       /* before { */
    PH_READ_CONTEXT,        /* inside */
    PH_READ_LIST,           /* before [[elements],[cumulative weights]] */
    PH_READ_ELEMENTS,
    PH_READ_ELEMENT,
    PH_READ_WEIGHTS,
    PH_READ_WEIGHT,
    PH_READ_LIST_END,
    PH_READ_DONE
} ph_read_state;

typedef struct ph_model_reader ph_model_reader;

/* A member: how its value is taken. `type` is what JSON must give. */
typedef struct ph_member {
    const char *name;
    ph_read_state next;
    ph_json_kind type;
    phony_status (*take)(ph_model_reader *r, const char *text, size_t length, uint64_t number,
                         phony_error *error);
} ph_member;

struct ph_model_reader {
    phony_model *model;
    phony_model_limits limits;
    uint64_t text_bytes; /* unpacked so far */
    ph_read_state state;
    const ph_member *member;
    uint32_t seen; /* members, by place in their table */
    uint32_t seen_originals;
    int has_originals;
    int extra_depth;
    int extra_comma; /* the next value or key needs a comma before it */
    int32_t order;   /* of the n-grams being read */
    int32_t n;
    char digest[PH_DIGEST_TEXT];
    ph_buffer token_text;
    uint32_t *token_offsets;
    size_t token_capacity;
    uint32_t token_count;
    uint64_t original_count;
    ph_buffer original_hashes;
    ph_buffer original_salt;
    ph_ngram_builder builder;
};

/* The members of the whole object, and of "originals"; NULL where there is no such member. */
const ph_member *ph_member_find(const char *name, size_t length);
const ph_member *ph_original_member_find(const char *name, size_t length);
/* Notes that a member is there; PHONY_ERROR_MODEL if it was before. */
phony_status ph_member_see(ph_model_reader *reader, const ph_member *member, phony_error *error);
phony_status ph_original_member_see(ph_model_reader *reader, const ph_member *member,
                                    phony_error *error);
/* The first required member that is not there, or NULL. */
const char *ph_member_missing(const ph_model_reader *reader);

/* The parser's handler; `user` is the ph_model_reader. */
phony_status ph_model_reader_event(void *user, ph_json_kind kind, const char *text, size_t length,
                                   phony_error *error);
phony_status ph_malformed(phony_error *error, const char *what);
#endif
