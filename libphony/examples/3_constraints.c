/* 3_constraints.c: values that must be like something, no two the same.
 *
 *     ./3_constraints [MODEL [PREFIX [SEED [COUNT]]]]
 *
 * Constraints are compiled into the model: nothing is tried and thrown away, and what no value can
 * be like is an error at once. Distinct rows need no memory either: row 999,999,999 differs from
 * all before it, and is had without them. Only their number must be known. */
#include "example_rows.h"

/* Names of 5 to 9 characters that begin with `prefix`. */
static phony_generator *constrain(phony_model *model, const char *prefix, uint64_t rows)
{
    phony_generator_options options = PHONY_GENERATOR_OPTIONS_INIT;
    phony_generator *generator;
    phony_error error;

    options.prefix = prefix;
    options.min_length = 5;
    options.max_length = 9;
    options.unique = PHONY_UNIQUE_STRICT;
    options.rows = rows;
    check(phony_generator_new(model, &options, &generator, &error), &error);
    return generator;
}

int main(int argc, char **argv)
{
    uint64_t count = number(argc, argv, 4, 10);
    phony_model *model;
    phony_generator *generator;
    phony_error error;

    expect_arguments(argc, 0, 4, "3_constraints [MODEL [PREFIX [SEED [COUNT]]]]");
    check(phony_model_open(NULL, argument(argc, argv, 1, "en_US/last_names"), NULL, &model, &error),
          &error);
    generator = constrain(model, argument(argc, argv, 2, "Mac"), count);
    phony_model_unref(model); /* the generator keeps it alive */
    write_rows(generator, argument(argc, argv, 3, "42"), count);
    phony_generator_unref(generator);
    return finish_output();
}
