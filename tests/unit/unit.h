/* What every unit test shares: Check, and the one function a test file defines. */
#ifndef UNIT_H
#define UNIT_H

#include <check.h>
#include <string.h>

/* Makes the file's suite; unit_main.c runs it without forking and prints TAP. */
Suite *unit_suite(void);

/* Adds a test case of one function to a suite, under the function's name. */
#define UNIT_ADD(suite, function)                                                                  \
    do {                                                                                           \
        TCase *unit_case = tcase_create(#function);                                                \
        tcase_set_timeout(unit_case, 0);                                                           \
        tcase_add_test(unit_case, function);                                                       \
        suite_add_tcase(suite, unit_case);                                                         \
    } while (0)
#endif
