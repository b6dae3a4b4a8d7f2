/* 5_training.c: a model of your own list.
 *
 *     ./5_training LIST MODEL.phony [SEED [COUNT]]
 *
 * Reads a list (text, CSV, JSON; gzip'd or not), learns what its values look like, writes the
 * model, and prints values that are not in the list: with exclude_originals the model keeps salted
 * hashes of what it has learned, and never gives one of them again. */
#include "example_rows.h"

static phony_model *train(const char *list)
{
    phony_train_options options = PHONY_TRAIN_OPTIONS_INIT;
    phony_input *input;
    phony_trainer *trainer;
    phony_model *model;
    phony_error error;

    options.exclude_originals = 1;
    check(phony_input_open(list, NULL, &input, &error), &error);
    check(phony_trainer_new(&options, &trainer, &error), &error);
    check(phony_trainer_add_input(trainer, input, NULL, NULL, &error), &error);
    check(phony_trainer_finish(trainer, &model, &error), &error);
    phony_trainer_free(trainer);
    phony_input_close(input);
    return model;
}

static void save(const phony_model *model, const char *path)
{
    phony_model_info info = PHONY_MODEL_INFO_INIT;
    phony_error error;

    check(phony_model_write(model, path, &error), &error);
    check(phony_model_get_info(model, &info, &error), &error);
    fprintf(stderr, "%s: %" PRIu64 " values learned\n", path, info.values);
}

int main(int argc, char **argv)
{
    phony_model *model;
    phony_generator *generator;
    phony_error error;

    expect_arguments(argc, 2, 4, "5_training LIST MODEL.phony [SEED [COUNT]]");
    model = train(argv[1]);
    save(model, argv[2]);
    check(phony_generator_new(model, NULL, &generator, &error), &error);
    write_rows(generator, argument(argc, argv, 3, "42"), number(argc, argv, 4, 10));
    phony_generator_unref(generator);
    phony_model_unref(model);
    return finish_output();
}
