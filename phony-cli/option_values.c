/* What the texts of options mean: numbers, sizes, choices, times. A text that means nothing is a
 * usage error that names the option and what it accepts. */
#include "cli.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int cli_number_in(const char *text, size_t length, uint64_t minimum, uint64_t maximum,
                  uint64_t *number)
{
    uint64_t sum = 0;
    if (length == 0)
        return -1;
    for (const char *end = text + length; text < end; text++) {
        if (*text < '0' || *text > '9' || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, (uint64_t)(*text - '0'), &sum))
            return -1;
    }
    if (sum < minimum || sum > maximum)
        return -1;
    *number = sum;
    return 0;
}

int cli_number(const char *text, uint64_t minimum, uint64_t maximum, uint64_t *number)
{
    return cli_number_in(text, strlen(text), minimum, maximum, number);
}

static int set_number(const cli_command *command, const cli_option *option, uint64_t *member,
                      const char *text)
{
    if (cli_number(text, option->minimum, option->maximum, member) == 0)
        return CLI_OK;
    return cli_usage(command, "--%s: '%s' is not a whole number from %" PRIu64 " to %" PRIu64,
                     option->name, text, option->minimum, option->maximum);
}

/* How far a unit's letter shifts a number to the left. */
static int shift_of(char unit)
{
    switch (unit) {
    case 'K':
    case 'k':
        return 10;
    case 'M':
    case 'm':
        return 20;
    case 'G':
    case 'g':
        return 30;
    default:
        return 0;
    }
}

static int set_size(const cli_command *command, const cli_option *option, uint64_t *member,
                    const char *text)
{
    char digits[24];
    size_t length = strlen(text);
    int shift = length > 1 ? shift_of(text[length - 1]) : 0;
    uint64_t number;
    length -= shift != 0;
    snprintf(digits, sizeof digits, "%.*s", (int)length, text);
    if (length < sizeof digits && cli_number(digits, 0, option->maximum >> shift, &number) == 0 &&
        number << shift >= option->minimum) {
        *member = number << shift;
        return CLI_OK;
    }
    return cli_usage(command,
                     "--%s: '%s' is not a size in bytes from %" PRIu64 " to %" PRIu64
                     " (K, M and G may follow the number)",
                     option->name, text, option->minimum, option->maximum);
}

static int set_choice(const cli_command *command, const cli_option *option, int32_t *member,
                      const char *text)
{
    cli_nearest nearest = {NULL, 0};
    for (const cli_choice *choice = option->choices; choice->name; choice++) {
        if (strcmp(choice->name, text) == 0) {
            *member = choice->value;
            return CLI_OK;
        }
        cli_nearest_try(&nearest, text, strlen(text), choice->name);
    }
    return cli_usage(command, "--%s: '%s' is not one of %s%s%s%s", option->name, text,
                     option->argument, nearest.name ? " (did you mean " : "",
                     nearest.name ? nearest.name : "", nearest.name ? "?)" : "");
}

static int set_byte(const cli_command *command, const cli_option *option, int32_t *member,
                    const char *text)
{
    int is_tab = strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0;
    if (is_tab || (text[0] > 0 && text[1] == 0 && !strchr("\"\r\n", text[0]))) {
        *member = is_tab ? '\t' : text[0];
        return CLI_OK;
    }
    return cli_usage(command, "--%s: '%s' is not one ASCII character, or 'tab'", option->name,
                     text);
}

/* Seconds out of SOURCE_DATE_EPOCH, 0 where it is not set. */
static int read_epoch(const cli_command *command, int64_t *seconds)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    uint64_t number = 0;
    if (text && *text && cli_number(text, 0, INT64_MAX, &number) != 0)
        return cli_usage(command,
                         "the environment's SOURCE_DATE_EPOCH '%s' is not a whole number "
                         "of seconds from 0 to %" PRId64,
                         text, INT64_MAX);
    *seconds = (int64_t)number;
    return CLI_OK;
}

static int set_time(const cli_command *command, const cli_option *option, int64_t *member,
                    const char *text)
{
    uint64_t number;
    if (strcmp(text, "now") == 0) {
        int status = read_epoch(command, member);
        if (status == CLI_OK && *member == 0)
            *member = (int64_t)time(NULL);
        return status;
    }
    if (cli_number(text, 1, INT64_MAX, &number) != 0)
        return cli_usage(
            command, "--%s: '%s' is not a whole number of seconds from 1 to %" PRId64 ", nor 'now'",
            option->name, text, INT64_MAX);
    *member = (int64_t)number;
    return CLI_OK;
}

static int set_range(const cli_command *command, const cli_option *option, cli_range *member,
                     const char *text)
{
    const char *dash = strchr(text, '-');
    char least[24];
    cli_range range;
    size_t length = dash ? (size_t)(dash - text) : strlen(text);
    snprintf(least, sizeof least, "%.*s", (int)length, text);
    if (length < sizeof least &&
        cli_number(least, option->minimum, option->maximum, &range.least) == 0 &&
        cli_number(dash ? dash + 1 : text, range.least, option->maximum, &range.most) == 0) {
        *member = range;
        return CLI_OK;
    }
    return cli_usage(command,
                     "--%s: '%s' is not a whole number from %" PRIu64 " to %" PRIu64
                     ", nor two with '-' between them, the smaller one first",
                     option->name, text, option->minimum, option->maximum);
}

static int add_text(const cli_command *command, const cli_option *option, cli_list *member,
                    const char *text)
{
    if (member->count == CLI_LIST_MAX)
        return cli_usage(command, "--%s: given more than %d times", option->name, CLI_LIST_MAX);
    member->texts[member->count++] = text;
    return CLI_OK;
}

/* What is named is looked up where the names are known. */
static int set_counts(const cli_command *command, const cli_option *option, cli_counts *member,
                      const char *text)
{
    if (strchr(text, '='))
        return add_text(command, option, &member->named, text);
    member->has_number = 1;
    return set_number(command, option, &member->number, text);
}

int cli_option_set(const cli_command *command, const cli_option *option, void *member,
                   const char *text)
{
    switch (option->kind) {
    case CLI_FLAG:
        *(int32_t *)member = 1;
        return CLI_OK;
    case CLI_FILE:
        if (!*text)
            return cli_usage(command, "--%s: the name is empty", option->name);
        *(const char **)member = text;
        return CLI_OK;
    case CLI_TEXT:
        *(const char **)member = text;
        return CLI_OK;
    case CLI_NUMBER:
        return set_number(command, option, member, text);
    case CLI_SIZE:
        return set_size(command, option, member, text);
    case CLI_CHOICE:
        return set_choice(command, option, member, text);
    case CLI_BYTE:
        return set_byte(command, option, member, text);
    case CLI_TIME:
        return set_time(command, option, member, text);
    case CLI_RANGE:
        return set_range(command, option, member, text);
    case CLI_LIST:
        return add_text(command, option, member, text);
    case CLI_COUNTS:
        return set_counts(command, option, member, text);
    }
    return CLI_USAGE;
}

int cli_option_is_given(const cli_option *option, const void *member)
{
    static const size_t sizes[] = {[CLI_FLAG] = sizeof(int32_t),
                                   [CLI_TEXT] = sizeof(const char *),
                                   [CLI_FILE] = sizeof(char *),
                                   [CLI_NUMBER] = sizeof(uint64_t),
                                   [CLI_SIZE] = sizeof(uint64_t),
                                   [CLI_CHOICE] = sizeof(int32_t),
                                   [CLI_BYTE] = sizeof(int32_t),
                                   [CLI_TIME] = sizeof(int64_t),
                                   [CLI_RANGE] = sizeof(cli_range),
                                   [CLI_LIST] = sizeof(size_t),
                                   [CLI_COUNTS] = offsetof(cli_counts, named.texts)};
    static const char zeros[offsetof(cli_counts, named.texts)];
    return memcmp(member, zeros, sizes[option->kind]) != 0;
}

int cli_timestamp(const cli_command *command, int64_t given, int64_t *seconds)
{
    *seconds = given;
    return given ? CLI_OK : read_epoch(command, seconds);
}

int32_t cli_threads(uint64_t given)
{
    long processors = given ? (long)given : sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors > 256 ? 256 : (int32_t)processors;
}
