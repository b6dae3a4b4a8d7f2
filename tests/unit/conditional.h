/* What a model's values are like under a constraint, by brute force: the enumeration's values that
 * comply, as another way of looking at them says; and Pearson's chi-square against counts. */
#ifndef CONDITIONAL_H
#define CONDITIONAL_H

#include <math.h>
#include <regex.h>

#include "enumerate.h"
#include "generator_util.h"

enum { EXPECTED_LEAST = 10 };

static inline uint64_t count_points(const char *text, size_t length)
{
    uint64_t points = 0;

    for (size_t i = 0; i < length; i++)
        points += ((unsigned char)text[i] & 0xC0) != 0x80;
    return points;
}

static inline uint64_t count_words(const char *text, size_t length)
{
    uint64_t words = 0;

    for (size_t i = 0; i < length; i++)
        words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
    return words;
}

static inline int is_given(const char *text)
{
    return text && *text;
}

/* The pattern by the C library's regular expressions. */
static inline int matches(const char *pattern, const char *text)
{
    char whole[256];
    regex_t regex;
    int result;

    snprintf(whole, sizeof whole, "^(%s)$", pattern);
    ck_assert_int_eq(regcomp(&regex, whole, REG_EXTENDED | REG_NOSUB), 0);
    result = regexec(&regex, text, 0, NULL, 0);
    regfree(&regex);
    return result == 0;
}

/* Letters are single code points here: characters are counted as such. */
static inline int complies(const phony_generator_options *o, const char *value, size_t length)
{
    char text[512];
    uint64_t points = count_points(value, length), words = count_words(value, length);
    size_t prefix = o->prefix ? strlen(o->prefix) : 0, suffix = o->suffix ? strlen(o->suffix) : 0;

    ck_assert_uint_lt(length, sizeof text);
    memcpy(text, value, length);
    text[length] = '\0';
    return points >= o->min_length && (!o->max_length || points <= o->max_length) &&
           words >= o->min_words && (!o->max_words || words <= o->max_words) && length >= prefix &&
           length >= suffix && (!prefix || memcmp(text, o->prefix, prefix) == 0) &&
           (!suffix || memcmp(text + length - suffix, o->suffix, suffix) == 0) &&
           (!is_given(o->contains) || strstr(text, o->contains)) &&
           (!is_given(o->pattern) || matches(o->pattern, text));
}

/* Probabilities given that a value complies and is listed, by the enumeration's numbers; [0] is
 * that of the empty value. Nothing need be known of what is not listed. */
typedef struct conditional {
    const enumeration *of;
    const phony_generator_options *options;
    double *probabilities;
    size_t count; /* values that have one */
} conditional;

static inline void conditional_init(conditional *c, const enumeration *e,
                                    const phony_generator_options *options)
{
    double all = 0;

    *c = (conditional){e, options, calloc(e->values.count, sizeof(double)), 0};
    for (size_t i = 0; i < e->values.count; i++) {
        const ph_token *t = &e->values.tokens[i];
        if (!complies(options, i ? e->values.text + t->offset : "", i ? t->length : 0))
            continue;
        c->probabilities[i] = i ? e->probabilities[i] : e->empty;
        all += c->probabilities[i];
        c->count += c->probabilities[i] > 0;
    }
    for (size_t i = 0; c->count && i < e->values.count; i++)
        c->probabilities[i] /= all;
}

/* How often each value came. What does not comply fails the test. */
typedef struct tally {
    const conditional *of;
    uint64_t *counts; /* by the enumeration's numbers; [0] is the empty one */
    uint64_t listed;
} tally;

static inline void tally_init(tally *t, const conditional *of)
{
    *t = (tally){of, calloc(of->of->values.count, sizeof *t->counts), 0};
}

static inline void tally_add(void *of, const char *value, size_t length)
{
    tally *t = of;
    uint32_t number = ph_vocabulary_find(&t->of->of->values, value, length);
    int listed = number > 0 || length == 0;

    if (listed ? t->of->probabilities[number] == 0 : !complies(t->of->options, value, length))
        ck_abort_msg("'%.*s' does not comply", (int)length, value);
    t->counts[number] += (uint64_t)listed;
    t->listed += (uint64_t)listed;
}

/* By how many standard deviations the chi-square of the listed values lies off (Wilson and Hilferty
 * 1931); 0 where there is one category. */
static inline double deviation_of(const tally *t)
{
    double chi_square = 0, pooled = 0, pooled_is = 0, freedom = -1, spread;
    size_t count = t->of->of->values.count;

    for (size_t i = 0; i <= count; i++) {
        double expected = i < count ? t->of->probabilities[i] * (double)t->listed : pooled;
        double is = i < count ? (double)t->counts[i] : pooled_is;
        if (expected < EXPECTED_LEAST) {
            pooled += expected;
            pooled_is += is;
            continue;
        }
        chi_square += (is - expected) * (is - expected) / expected;
        freedom++;
    }
    if (freedom < 1)
        return 0;
    spread = 2 / (9 * freedom);
    return (cbrt(chi_square / freedom) - (1 - spread)) / sqrt(spread);
}

/* Small models, that enumerations go far in. */
static const weighted_value some_letters[] = {
    {"ab", 3}, {"abc", 1}, {"ba", 2}, {"b", 9}, {"caab", 1}};
static const weighted_value some_names[] = {{"Anna", 50}, {"Anne", 9},  {"Hanna", 3}, {"Nina", 1},
                                            {"Ina", 7},   {"Inna", 20}, {"Ann", 4}};
static const weighted_value some_marks[] = {
    {"Éé日", 1}, {"日é", 2}, {"é", 1}, {"日日", 5}, {"Éx", 1}};
static const weighted_value some_words[] = {
    {"the cat", 2}, {"the old cat", 1}, {"an old man", 3}, {"the man", 1}, {"old", 1}};

typedef struct small_model {
    const char *name;
    phony_train_options options;
    const weighted_value *values;
    size_t count;
} small_model;

static const small_model small_models[] = {
    {"order 1", TRAIN(.order = 1), some_letters, 5},
    {"order 2", TRAIN(.order = 2), some_letters, 5},
    {"order 3, by count", TRAIN(.order = 3, .weighting = PHONY_WEIGHT_COUNT), some_names, 7},
    {"order 4, pruned", TRAIN(.order = 4, .min_count = 2), some_names, 7},
    {"order 5", TRAIN(.order = 5), some_names, 7},
    {"order 3, 2 and 3 bytes", TRAIN(.order = 3), some_marks, 5},
    {"words", TRAIN(.order = 2, .mode = PHONY_MODE_WORD), some_words, 5},
    {"words, order 3", TRAIN(.order = 3, .mode = PHONY_MODE_WORD), some_words, 5},
    {"hybrid", TRAIN(.order = 3, .mode = PHONY_MODE_HYBRID, .word_min_count = 2), some_words, 5},
};
#endif
