/* CSV and text. The first byte chooses the options, the rest is the list. */
#include "fuzz_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const columns[] = {NULL, "v", "2", ""};
    phony_input_options options = PHONY_INPUT_OPTIONS_INIT;
    unsigned choice;

    if (!length)
        return 0;
    choice = *bytes;
    options.format = choice & 1 ? PHONY_FORMAT_TEXT : PHONY_FORMAT_CSV;
    options.no_header = choice >> 1 & 1;
    options.delimiter = choice & 4 ? ';' : 0;
    options.max_value_bytes = choice & 8 ? 12 : 0;
    if (options.format == PHONY_FORMAT_CSV) {
        options.column = columns[choice >> 4 & 3];
        options.weight_column = choice & 64 ? "c" : choice & 128 ? "1" : NULL;
    }
    fuzz_compare((const char *)bytes + 1, length - 1, &options);
    return 0;
}
