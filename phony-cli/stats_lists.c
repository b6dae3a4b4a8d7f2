/* Lists compared with a model: the one it was trained on, and one that was held out. */
#include "stats.h"

/* The trainer itself treats the list, so that values are compared as it compares them; what it
 * counts, of order 1, is of no interest. */
static int treat(const cli_list_settings *list, const char *path, const cli_treatment *treatment,
                 phony_train_options *options, phony_trainer **trainer)
{
    phony_input *input;
    phony_error error;
    int status = cli_open_list(list, path, &input);
    if (status != CLI_OK)
        return status;
    options->order = 1;
    options->letter_case = treatment->letter_case;
    options->locale = treatment->locale;
    options->sentences = treatment->sentences;
    if (phony_trainer_new(options, trainer, &error) != PHONY_OK ||
        phony_trainer_add_input(*trainer, input, NULL, NULL, &error) != PHONY_OK)
        status = cli_fail(path, &error);
    phony_input_close(input);
    return status;
}

int cli_learn_originals(const cli_list_settings *list, const char *path,
                        const cli_treatment *treatment, phony_model **originals)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_trainer *trainer = NULL;
    phony_error error;
    options.exclude_originals = 1;
    int status = treat(list, path, treatment, &options, &trainer);
    if (status == CLI_OK && phony_trainer_finish(trainer, originals, &error) != PHONY_OK)
        status = cli_fail(path, &error);
    phony_trainer_free(trainer);
    return status;
}

int cli_keep_values(const cli_list_settings *list, const char *path, const cli_treatment *treatment,
                    phony_trainer **values)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    options.min_support = 2;
    return treat(list, path, treatment, &options, values);
}

static phony_status score(phony_model *model, const char *value, size_t length, uint64_t weight,
                          cli_heldout *heldout, phony_error *error)
{
    phony_score score = PHONY_SCORE_INIT;
    phony_status status = phony_model_score(model, value, length, &score, error);
    if (status != PHONY_OK)
        return status;
    heldout->values += weight;
    if (!score.possible)
        return PHONY_OK;
    heldout->possible += weight;
    heldout->bits += score.bits * (double)weight;
    heldout->symbols += (double)score.symbols * (double)weight;
    return PHONY_OK;
}

static phony_status score_all(phony_model *model, phony_input *input, cli_heldout *heldout,
                              phony_error *error)
{
    for (;;) {
        const char *value;
        size_t length;
        uint64_t weight;
        phony_status status = phony_input_next(input, &value, &length, &weight, error);
        if (status != PHONY_OK || !value)
            return status;
        if (length == 0 || weight == 0)
            continue;
        status = score(model, value, length, weight, heldout, error);
        if (status != PHONY_OK)
            return status;
    }
}

int cli_score_heldout(phony_model *model, const cli_list_settings *list, const char *path,
                      cli_heldout *heldout)
{
    phony_input *input;
    phony_error error;
    int status = cli_open_list(list, path, &input);
    if (status != CLI_OK)
        return status;
    if (score_all(model, input, heldout, &error) != PHONY_OK)
        status = cli_fail(path, &error);
    else if (heldout->values == 0)
        status = cli_error("%s: no value to compare with", path);
    phony_input_close(input);
    return status;
}
