/* Runs one file's suite in this process (so that sanitizers see everything) and prints TAP. */
#include <stdlib.h>

#include "unit.h"

int main(void)
{
    SRunner *runner = srunner_create(unit_suite());
    int failed;

    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
