/* 1_one_value.c: one value, in one call.
 *
 *     ./1_one_value [MODEL [SEED [ROW]]]
 *
 * A value is a function of a model, a seed and a row: the same three give the same value, on any
 * machine, today and next year. phony_value loads the model anew each time, so it is for a first
 * try; 2_many_values.c is for the rest. */
#include "example.h"

int main(int argc, char **argv)
{
    phony_error error;
    char value[1024];

    expect_arguments(argc, 0, 3, "1_one_value [MODEL [SEED [ROW]]]");
    check(phony_value(argument(argc, argv, 1, "en_US/person_names"), argument(argc, argv, 2, "42"),
                      number(argc, argv, 3, 0), value, sizeof value, NULL, &error),
          &error);
    puts(value);
    return finish_output();
}
