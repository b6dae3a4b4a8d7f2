/* Names that Laravel makes of others: a model's column and table. */
#include <string.h>

#include "base/buffer.h"
#include "import/laravel_parts.h"

static const char *keep_buffer(ph_laravel *laravel, ph_buffer *text)
{
    const char *kept =
        ph_laravel_keep(laravel, text->failed || !text->length ? "" : text->data, text->length);

    laravel->failed |= text->failed;
    ph_buffer_fini(text);
    return kept;
}

const char *ph_laravel_join(ph_laravel *laravel, const char *a, const char *b)
{
    ph_buffer both = PH_BUFFER_INIT;

    ph_buffer_append_text(&both, a);
    ph_buffer_append_text(&both, b);
    return keep_buffer(laravel, &both);
}

const char *ph_laravel_snake(ph_laravel *laravel, const char *name)
{
    const char *last = strrchr(name, '\\');
    ph_buffer out = PH_BUFFER_INIT;

    name = last ? last + 1 : name;
    for (size_t i = 0; name[i]; i++) {
        int is_capital = name[i] >= 'A' && name[i] <= 'Z';
        if (is_capital && i && name[i - 1] != '_')
            ph_buffer_append_byte(&out, '_');
        ph_buffer_append_byte(&out, (char)(is_capital ? name[i] + ('a' - 'A') : name[i]));
    }
    return keep_buffer(laravel, &out);
}

/* Ends of words, the longest first where they overlap. Of irregular words the whole. */
static const struct rule {
    const char *end, *plural;
} irregular[] = {{"person", "people"},     {"child", "children"},  {"man", "men"},
                 {"woman", "women"},       {"mouse", "mice"},      {"goose", "geese"},
                 {"foot", "feet"},         {"tooth", "teeth"},     {"leaf", "leaves"},
                 {"life", "lives"},        {"knife", "knives"},    {"shelf", "shelves"},
                 {"datum", "data"},        {"medium", "media"},    {"criterion", "criteria"},
                 {"index", "indices"},     {"matrix", "matrices"}, {"vertex", "vertices"},
                 {"analysis", "analyses"}, {"quiz", "quizzes"},    {"hero", "heroes"},
                 {"potato", "potatoes"},   {"tomato", "tomatoes"}},
  ends[] = {{"ss", "sses"}, {"sis", "ses"}, {"us", "uses"}, {"sh", "shes"}, {"ch", "ches"},
            {"x", "xes"},   {"ay", "ays"},  {"ey", "eys"},  {"oy", "oys"},  {"uy", "uys"},
            {"y", "ies"},   {"z", "zes"},   {"s", "s"},     {"", "s"}};

/* The same in both numbers. */
static const char *const unchanged[] = {
    "equipment", "information", "news",   "series",   "species", "sheep",    "fish",    "data",
    "media",     "money",       "people", "children", "staff",   "feedback", "metadata"};

static int ends_with(const char *name, const char *end)
{
    size_t a = strlen(name), b = strlen(end);

    return a >= b && !memcmp(name + a - b, end, b);
}

static const struct rule *find_rule(const char *name)
{
    const char *last = strrchr(name, '_');

    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++) {
        if (!strcmp(last ? last + 1 : name, irregular[i].end))
            return &irregular[i];
    }
    for (size_t i = 0;; i++) {
        if (ends_with(name, ends[i].end))
            return &ends[i];
    }
}

const char *ph_laravel_plural(ph_laravel *laravel, const char *name)
{
    const struct rule *rule = find_rule(name);
    const char *last = strrchr(name, '_');
    ph_buffer out = PH_BUFFER_INIT;

    for (size_t i = 0; i < sizeof unchanged / sizeof *unchanged; i++) {
        if (!strcmp(last ? last + 1 : name, unchanged[i]))
            return name;
    }
    ph_buffer_append(&out, name, strlen(name) - strlen(rule->end));
    ph_buffer_append_text(&out, rule->plural);
    return keep_buffer(laravel, &out);
}
