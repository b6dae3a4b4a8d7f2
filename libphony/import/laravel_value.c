/* What PHP's expressions say, where that stands in them: texts, numbers, lists, joined texts,
 * variables and constants whose value was such. Anything else is unknown. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "import/laravel_parts.h"

enum { DEPTH_MAX = 16 };

const char *ph_laravel_keep(ph_laravel *laravel, const char *text, size_t length)
{
    const char *kept = ph_import_keep(laravel->import, text, length);

    laravel->failed |= !kept;
    return kept ? kept : "";
}

const char *ph_laravel_text(ph_laravel *laravel, size_t at)
{
    const char *text = ph_php_text(&laravel->php, at);

    laravel->failed |= !text;
    return text ? text : "";
}

int ph_php_next_item(const ph_php *php, ph_php_range range, size_t *at, ph_php_range *item)
{
    if (*at >= range.to)
        return 0;
    item->from = *at;
    while (*at < range.to && !ph_php_is(php, *at, ","))
        *at = ph_php_behind(php, *at);
    item->to = *at < range.to ? *at : range.to;
    ++*at;
    return 1;
}

/* ---- Variables ------------------------------------------------------------------------------- */

static ph_php_binding *find_binding(const ph_laravel *laravel, char sigil, const char *name)
{
    for (size_t i = 0; i < laravel->binding_count; i++) {
        if (laravel->bindings[i].sigil == sigil && !strcmp(laravel->bindings[i].name, name))
            return &laravel->bindings[i];
    }
    return NULL;
}

void ph_laravel_bind(ph_laravel *laravel, char sigil, const char *name, ph_php_value value)
{
    enum { BINDINGS_MAX = 1000 };
    ph_php_binding *found = find_binding(laravel, sigil, name);

    if (!found) {
        if (laravel->binding_count >= BINDINGS_MAX)
            return;
        if (ph_grow((void **)&laravel->bindings, &laravel->binding_capacity,
                    laravel->binding_count + 1, sizeof *laravel->bindings)) {
            laravel->failed = 1;
            return;
        }
        found = &laravel->bindings[laravel->binding_count++];
    }
    *found = (ph_php_binding){name, sigil, value};
}

static ph_php_value value_of(ph_laravel *laravel, char sigil, size_t at)
{
    const ph_php_binding *found = find_binding(laravel, sigil, ph_laravel_text(laravel, at));

    return found ? found->value : (ph_php_value){PH_PHP_UNKNOWN, "", {0, 0}};
}

/* ---- Values ---------------------------------------------------------------------------------- */

static ph_php_value text_value(ph_php_value_kind kind, const char *text)
{
    return (ph_php_value){kind, text, {0, 0}};
}

/* One word. */
static ph_php_value word_value(ph_laravel *laravel, size_t at)
{
    const ph_php *php = &laravel->php;

    switch (php->words[at].kind) {
    case PH_PHP_STRING:
        return text_value(PH_PHP_STRING_VALUE, ph_laravel_text(laravel, at));
    case PH_PHP_NUMBER:
        return text_value(PH_PHP_NUMBER_VALUE, ph_laravel_text(laravel, at));
    case PH_PHP_VARIABLE:
        return value_of(laravel, '$', at);
    default:
        break;
    }
    if (ph_php_is(php, at, "true") || ph_php_is(php, at, "false"))
        return text_value(PH_PHP_BOOLEAN_VALUE, ph_php_is(php, at, "true") ? "true" : "false");
    return text_value(ph_php_is(php, at, "null") ? PH_PHP_NULL_VALUE : PH_PHP_UNKNOWN, "");
}

/* Three words: User::class, self::TABLE, $this->table. */
static ph_php_value member_value(ph_laravel *laravel, size_t at)
{
    const ph_php *php = &laravel->php;

    if (ph_php_is(php, at + 1, "::") && ph_php_is(php, at + 2, "class"))
        return text_value(PH_PHP_CLASS_VALUE, ph_laravel_text(laravel, at));
    if (ph_php_is(php, at + 1, "::") &&
        (ph_php_is(php, at, "self") || ph_php_is(php, at, "static")))
        return value_of(laravel, ':', at + 2);
    if (ph_php_is(php, at + 1, "->") && ph_php_is(php, at, "$this"))
        return value_of(laravel, '>', at + 2);
    return text_value(PH_PHP_UNKNOWN, "");
}

static ph_php_value list_value(size_t from, size_t to)
{
    return (ph_php_value){PH_PHP_LIST_VALUE, "", {from, to}};
}

static ph_php_value single_value(ph_laravel *laravel, ph_php_range of)
{
    const ph_php *php = &laravel->php;
    size_t size = of.to - of.from;

    if (size == 2 && ph_php_is(php, of.from, "-") && php->words[of.from + 1].kind == PH_PHP_NUMBER)
        return text_value(PH_PHP_NUMBER_VALUE,
                          ph_laravel_join(laravel, "-", ph_laravel_text(laravel, of.from + 1)));
    if (size == 1)
        return word_value(laravel, of.from);
    if (size >= 2 && ph_php_is(php, of.from, "[") && ph_php_behind(php, of.from) == of.to)
        return list_value(of.from + 1, of.to - 1);
    if (size >= 3 && ph_php_is(php, of.from, "array") && ph_php_is(php, of.from + 1, "(") &&
        ph_php_behind(php, of.from + 1) == of.to)
        return list_value(of.from + 2, of.to - 1);
    return size == 3 ? member_value(laravel, of.from) : text_value(PH_PHP_UNKNOWN, "");
}

/* 'a' . 'b' . $c */
static ph_php_value joined_value(ph_laravel *laravel, ph_php_range of, size_t point)
{
    ph_php_value left = single_value(laravel, (ph_php_range){of.from, point});

    while (point < of.to && left.kind != PH_PHP_UNKNOWN && left.kind != PH_PHP_LIST_VALUE) {
        size_t next = point + 1;
        ph_php_value right;
        while (next < of.to && !ph_php_is(&laravel->php, next, "."))
            next = ph_php_behind(&laravel->php, next);
        right = single_value(laravel, (ph_php_range){point + 1, next < of.to ? next : of.to});
        if (right.kind == PH_PHP_UNKNOWN || right.kind == PH_PHP_LIST_VALUE)
            return text_value(PH_PHP_UNKNOWN, "");
        left = text_value(PH_PHP_STRING_VALUE, ph_laravel_join(laravel, left.text, right.text));
        point = next;
    }
    return left;
}

ph_php_value ph_laravel_value(ph_laravel *laravel, ph_php_range of)
{
    const ph_php *php = &laravel->php;
    size_t at;

    for (int i = 0; i < DEPTH_MAX && of.from < of.to && ph_php_is(php, of.from, "(") &&
                    ph_php_behind(php, of.from) == of.to;
         i++) {
        of.from++;
        of.to--;
    }
    if (of.from >= of.to)
        return text_value(PH_PHP_UNKNOWN, "");
    for (at = of.from; at < of.to && !ph_php_is(php, at, ".");)
        at = ph_php_behind(php, at);
    return at < of.to ? joined_value(laravel, of, at) : single_value(laravel, of);
}

/* ---- Arguments ------------------------------------------------------------------------------- */

/* Whether it is "name: value" or "key => value"; the value in `item` then. */
static int take_label(const ph_php *php, ph_php_range *item)
{
    int named = item->to - item->from >= 3 && ph_php_is(php, item->from + 1, ":") &&
                php->words[item->from].kind == PH_PHP_NAME;

    if (named)
        item->from += 2;
    return named;
}

static void take_key(const ph_php *php, ph_php_range *item)
{
    for (size_t at = item->from; at < item->to; at = ph_php_behind(php, at)) {
        if (ph_php_is(php, at, "=>")) {
            item->from = at + 1;
            return;
        }
    }
}

ph_php_value ph_laravel_argument(ph_laravel *laravel, ph_php_range arguments, size_t index,
                                 const char *name)
{
    const ph_php *php = &laravel->php;
    size_t at = arguments.from, count = 0;
    ph_php_range item;

    while (ph_php_next_item(php, arguments, &at, &item)) {
        size_t label = item.from;
        if (take_label(php, &item)) {
            if (name && ph_php_is(php, label, name))
                return ph_laravel_value(laravel, item);
        } else if (count++ == index) {
            return ph_laravel_value(laravel, item);
        }
    }
    return text_value(PH_PHP_UNKNOWN, "");
}

static size_t take_one(ph_laravel *laravel, ph_php_value value, ph_laravel_taking *take, void *user)
{
    if (value.kind != PH_PHP_STRING_VALUE && value.kind != PH_PHP_NUMBER_VALUE)
        return 0;
    take(laravel, value.text, user);
    return 1;
}

static size_t take_list(ph_laravel *laravel, ph_php_range list, ph_laravel_taking *take, void *user)
{
    size_t at = list.from, taken = 0;
    ph_php_range item;

    while (!laravel->failed && ph_php_next_item(&laravel->php, list, &at, &item)) {
        take_key(&laravel->php, &item);
        taken += take_one(laravel, ph_laravel_value(laravel, item), take, user);
    }
    return taken;
}

size_t ph_laravel_each(ph_laravel *laravel, ph_php_range arguments, size_t index, int rest,
                       ph_laravel_taking *take, void *user)
{
    size_t at = arguments.from, count = 0, taken = 0;
    ph_php_range item;

    while (!laravel->failed && ph_php_next_item(&laravel->php, arguments, &at, &item)) {
        ph_php_value value;
        take_label(&laravel->php, &item);
        if (count < index || (count > index && !rest)) {
            count++;
            continue;
        }
        count++;
        value = ph_laravel_value(laravel, item);
        taken += value.kind == PH_PHP_LIST_VALUE ? take_list(laravel, value.items, take, user)
                                                 : take_one(laravel, value, take, user);
    }
    return taken;
}
