/* The cards of what is no feed: the plan makes columns of these itself, out of other columns. */
#include "feed/cards.h"

static const ph_option_card template_options[] = {
    {"pattern", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL,
     "a text with {{expressions}} over the row: {{slug(first)}}@example.com"}};
static const ph_option_card computed_options[] = {
    {"expression", PH_OPTION_TEXT, PH_OPTION_NEEDED, NULL, NULL,
     "over the row, its parent's, or its children's: price * quantity, sum(OrderItem.total)"}};
static const ph_option_card ordinal_options[] = {
    {"start", PH_OPTION_WHOLE, 0, "1", NULL, "the number of the first child"}};

const ph_card ph_card_template = {.type = "template",
                                  .summary = "a text made of the row's fields and of generators",
                                  .options = template_options,
                                  .option_count = 1,
                                  .gives = PH_TYPE_TEXT,
                                  .fit = PHONY_FIT_UNIQUE | PHONY_FIT_LINKED | PHONY_FIT_BY_ROW};
const ph_card ph_card_computed = {.type = "computed",
                                  .summary = "an expression, or an aggregate of the row's children",
                                  .options = computed_options,
                                  .option_count = 1,
                                  .fit = PHONY_FIT_LINKED | PHONY_FIT_BY_ROW};
const ph_card ph_card_ordinal = {.type = "ordinal",
                                 .summary = "the row's number among the children of its parent",
                                 .options = ordinal_options,
                                 .option_count = 1,
                                 .gives = PH_TYPE_INT64,
                                 .fit = PHONY_FIT_LINKED};
