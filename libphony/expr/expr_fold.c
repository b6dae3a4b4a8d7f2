/* Aggregates over a row's children: sum(OrderItem.total * 2, OrderItem.returned == false). What is
 * summed and the condition are expressions of their own, over the entity's fields. */
#include <string.h>

#include "base/error.h"
#include "expr/expr_parser.h"

/* min and max are functions of the row, too: those with a condition, or of one argument, are not.
 */
static const struct {
    const char *name;
    int ambiguous;
} folds[] = {{"sum", 0}, {"count", 0}, {"avg", 0}, {"min", 1}, {"max", 1}};
enum { FOLDS = sizeof folds / sizeof *folds };

static size_t fold_of(const ph_parser *p, const ph_token *name)
{
    size_t i = 0;

    while (i < FOLDS && (strlen(folds[i].name) != name->length ||
                         memcmp(folds[i].name, p->text + name->at, name->length) != 0))
        i++;
    return i;
}

/* What the tokens between the brackets look like from outside. */
typedef struct outline {
    int nesting;
    size_t arguments;
    int condition; /* the second argument compares, or joins conditions, */
    int choice;    /* and goes on with '?' */
} outline;

static int is_one_of(const ph_parser *p, const char *const *symbols)
{
    while (*symbols && !ph_is_symbol(p, *symbols))
        symbols++;
    return *symbols != NULL;
}

static void see_token(const ph_parser *p, outline *o)
{
    static const char *const opening[] = {"(", "[", NULL}, *const closing[] = {")", "]", NULL};
    static const char *const logic[] = {"==", "!=", "<", "<=", ">", ">=", "&&", "||", "!", NULL};

    if (is_one_of(p, opening))
        o->nesting++;
    else if (is_one_of(p, closing))
        o->nesting--;
    else if (o->nesting == 1 && ph_is_symbol(p, ","))
        o->arguments++;
    else if (o->nesting == 1 && o->arguments == 2) {
        o->condition |= is_one_of(p, logic) || ph_is_word(p, "in");
        o->choice |= ph_is_symbol(p, "?");
    }
}

/* Looks at the tokens up to the closing bracket, and comes back. */
static outline see(ph_parser *p)
{
    ph_parser ahead = *p;
    outline o = {.arguments = 1};

    ahead.error = NULL;
    do
        see_token(&ahead, &o);
    while (o.nesting > 0 && ph_lex(&ahead) == PHONY_OK && ahead.token.kind != PH_TOKEN_END);
    return o;
}

int ph_is_fold(ph_parser *p, const ph_token *name)
{
    size_t fold = fold_of(p, name);
    outline o;

    if (fold == FOLDS || !folds[fold].ambiguous)
        return fold < FOLDS;
    o = see(p);
    return o.arguments == 1 || (o.arguments == 2 && o.condition && !o.choice);
}

/* An argument as an expression of its own. */
static phony_status parse_part(ph_parser *p, ph_expr **part)
{
    ph_expr *outer = p->expr;
    phony_status status;

    p->expr = *part = ph_expr_new(p->error);
    if (!*part) {
        p->expr = outer;
        return PHONY_ERROR_MEMORY;
    }
    status = ph_parse_choice(p, &p->expr->root);
    if (!status)
        status = ph_expr_seal(p->expr, p->error);
    p->expr = outer;
    return status;
}

/* count(OrderItem): the entity alone. */
static phony_status take_entity(ph_parser *p, int *alone)
{
    ph_token name = p->token;
    ph_parser ahead = *p;

    *alone = 0;
    ahead.error = NULL;
    if (strcmp(p->fold, "count") != 0 || name.kind != PH_TOKEN_NAME || ph_lex(&ahead))
        return PHONY_OK;
    if (!ph_is_symbol(&ahead, ",") && !ph_is_symbol(&ahead, ")"))
        return PHONY_OK;
    *alone = 1;
    p->entity = name.at;
    p->entity_length = name.length;
    return ph_lex(p);
}

static phony_status parse_parts(ph_parser *p, ph_expr_fold *fold)
{
    int alone;
    phony_status status = ph_lex(p); /* the '(' */

    if (!status)
        status = take_entity(p, &alone);
    if (!status && !alone)
        status = parse_part(p, &fold->what);
    if (!status && ph_is_symbol(p, ",")) {
        status = ph_lex(p);
        if (!status)
            status = parse_part(p, &fold->condition);
    }
    return status ? status : ph_take(p, ")");
}

static phony_status keep_entity(ph_parser *p, const ph_token *name, ph_expr_fold *fold)
{
    uint32_t offsets[2];
    phony_status status;

    if (!p->entity_length)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, name->at + 1,
                          "'%s' needs an entity, as in %s(Item.price)", p->fold, p->fold);
    status = ph_keep_text(p, p->text + p->entity, p->entity_length, offsets);
    fold->entity = offsets[0];
    return status;
}

phony_status ph_parse_fold(ph_parser *p, const ph_token *name, uint32_t *node)
{
    ph_expr_fold fold = {.function = folds[fold_of(p, name)].name, .at = name->at};
    phony_status status;

    if (p->fold)
        return ph_fail_at(p->error, PHONY_ERROR_SYNTAX, 1, name->at + 1,
                          "an aggregate stands within '%s'", p->fold);
    status = ph_enter(p);
    if (status)
        return status;
    p->fold = fold.function;
    p->entity_length = 0;
    status = parse_parts(p, &fold);
    if (!status)
        status = keep_entity(p, name, &fold);
    if (!status)
        status = ph_make_fold(p, name->at, fold, node);
    p->fold = NULL;
    p->depth--;
    if (status) {
        ph_expr_free(fold.what);
        ph_expr_free(fold.condition);
    }
    return status;
}
