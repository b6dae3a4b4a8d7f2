/* Dates and times in the Gregorian calendar, as text and in arithmetic. */
#include <string.h>

#include "data/type.h"

#define SECOND INT64_C(1000000)
enum { YEAR_MAX = 9999, FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* of years 1 to 9999 */

int64_t ph_days_of(int64_t year, unsigned month, unsigned day)
{
    int64_t era, y = year - (month <= 2);
    unsigned of_era, of_year;

    era = (y >= 0 ? y : y - 399) / 400;
    of_era = (unsigned)(y - era * 400);
    of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + (int64_t)(of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 719468;
}

void ph_date_of(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    unsigned of_era = (unsigned)(z - era * 146097);
    unsigned years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * years + years / 4 - years / 100);
    unsigned shifted = (5 * of_year + 2) / 153;

    *day = of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int64_t)years + era * 400 + (*month <= 2);
}

unsigned ph_month_days(int64_t year, unsigned month)
{
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 ? 28U + (unsigned)leap : 30U + ((month + month / 8) & 1);
}

static void split(int64_t microseconds, int64_t *days, int64_t *rest)
{
    *rest = microseconds % PH_MICROSECONDS_A_DAY;
    *rest += *rest < 0 ? PH_MICROSECONDS_A_DAY : 0;
    *days = (microseconds - *rest) / PH_MICROSECONDS_A_DAY;
}

/* ---- Reading ------------------------------------------------------------------------------- */

/* `count` digits at *at, which goes behind them. */
static int read_digits(const char **at, int count, unsigned *number)
{
    for (*number = 0; count > 0; count--, ++*at) {
        if (**at < '0' || **at > '9')
            return -1;
        *number = *number * 10 + (unsigned)(**at - '0');
    }
    return 0;
}

static int read_sign(const char **at, char sign)
{
    return *(*at)++ == sign ? 0 : -1;
}

static int read_date(const char **at, int64_t *days)
{
    unsigned year, month, day;

    if (read_digits(at, 4, &year) < 0 || read_sign(at, '-') < 0 || read_digits(at, 2, &month) < 0 ||
        read_sign(at, '-') < 0 || read_digits(at, 2, &day) < 0)
        return -1;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > ph_month_days(year, month))
        return -1;
    *days = ph_days_of(year, month, day);
    return 0;
}

/* ".5" to ".500000": microseconds. */
static int read_fraction(const char **at, int64_t *microseconds)
{
    int64_t unit = SECOND / 10;
    const char *begin = ++*at;

    for (*microseconds = 0; **at >= '0' && **at <= '9' && unit > 0; ++*at, unit /= 10)
        *microseconds += (**at - '0') * unit;
    return *at > begin && (**at < '0' || **at > '9') ? 0 : -1;
}

static int read_clock(const char **at, int64_t *microseconds)
{
    unsigned hour, minute, second = 0;
    int64_t fraction = 0;

    if (read_digits(at, 2, &hour) < 0 || read_sign(at, ':') < 0 || read_digits(at, 2, &minute) < 0)
        return -1;
    if (**at == ':') {
        ++*at;
        if (read_digits(at, 2, &second) < 0 || (**at == '.' && read_fraction(at, &fraction) < 0))
            return -1;
    }
    if (hour > 23 || minute > 59 || second > 59)
        return -1;
    *microseconds = (int64_t)(hour * 3600 + minute * 60 + second) * SECOND + fraction;
    return 0;
}

/* "Z", "+01:00", or nothing: what is to be subtracted. */
static int read_offset(const char **at, int64_t *microseconds)
{
    unsigned hour, minute;
    int sign = **at == '-' ? -1 : 1;

    *microseconds = 0;
    if (!**at)
        return 0;
    if (**at == 'Z') {
        ++*at;
        return 0;
    }
    if ((**at != '+' && **at != '-') || (++*at, read_digits(at, 2, &hour) < 0) ||
        read_sign(at, ':') < 0 || read_digits(at, 2, &minute) < 0 || hour > 23 || minute > 59)
        return -1;
    *microseconds = sign * (int64_t)(hour * 3600 + minute * 60) * SECOND;
    return 0;
}

int ph_clock_parse(const char *text, int64_t *microseconds)
{
    return read_clock(&text, microseconds) < 0 || *text ? -1 : 0;
}

static int read_moment(const char *text, int64_t *microseconds)
{
    int64_t days, clock = 0, offset = 0;

    if (read_date(&text, &days) < 0)
        return -1;
    if (*text == 'T' || *text == ' ') {
        text++;
        if (read_clock(&text, &clock) < 0 || read_offset(&text, &offset) < 0)
            return -1;
    }
    *microseconds = days * PH_MICROSECONDS_A_DAY + clock - offset;
    split(*microseconds, &days, &clock);
    return *text || days < FIRST_DAY || days > LAST_DAY ? -1 : 0;
}

int ph_moment_parse(const char *text, int64_t now, int64_t *microseconds)
{
    ph_span span;

    if (strcmp(text, "now") == 0) {
        *microseconds = now;
        return 0;
    }
    if (read_moment(text, microseconds) == 0)
        return 0;
    return ph_span_parse(text, &span) < 0 ? -1 : ph_span_add(now, span, microseconds);
}

/* ---- Distances ----------------------------------------------------------------------------- */

/* The longer names first where one begins another. */
static const struct {
    const char *name;
    int64_t months, microseconds;
} units[] = {
    {"mo", 1, 0},
    {"ms", 0, SECOND / 1000},
    {"y", 12, 0},
    {"w", 0, 7 * PH_MICROSECONDS_A_DAY},
    {"d", 0, PH_MICROSECONDS_A_DAY},
    {"h", 0, 3600 * SECOND},
    {"m", 0, 60 * SECOND},
    {"s", 0, SECOND},
};

static int add_unit(ph_span *span, int64_t number, const char **at)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t length = strlen(units[i].name);
        if (strncmp(*at, units[i].name, length) != 0)
            continue;
        *at += length;
        span->months += number * units[i].months;
        span->microseconds += number * units[i].microseconds;
        return 0;
    }
    return -1;
}

int ph_span_parse(const char *text, ph_span *span)
{
    int64_t sign = *text == '-' ? -1 : 1;

    memset(span, 0, sizeof *span);
    text += *text == '-' || *text == '+';
    if (!*text)
        return -1;
    while (*text) {
        int64_t number = 0;
        const char *begin = text;
        for (; *text >= '0' && *text <= '9' && number < 1000000; text++)
            number = number * 10 + (*text - '0');
        if (text == begin || add_unit(span, sign * number, &text) < 0)
            return -1;
        if (span->microseconds / PH_MICROSECONDS_A_DAY > 4000000 ||
            span->microseconds / PH_MICROSECONDS_A_DAY < -4000000)
            return -1;
    }
    return 0;
}

int ph_span_add(int64_t microseconds, ph_span span, int64_t *result)
{
    int64_t days, rest, year, months;
    unsigned month, day, last;

    split(microseconds, &days, &rest);
    ph_date_of(days, &year, &month, &day);
    months = year * 12 + (int64_t)month - 1 + span.months;
    if (months < 12 || months / 12 > YEAR_MAX)
        return -1;
    year = months / 12;
    month = (unsigned)(months % 12) + 1;
    last = ph_month_days(year, month);
    *result = ph_days_of(year, month, day < last ? day : last) * PH_MICROSECONDS_A_DAY + rest +
              span.microseconds;
    split(*result, &days, &rest);
    return days >= FIRST_DAY && days <= LAST_DAY ? 0 : -1;
}

/* ---- Writing ------------------------------------------------------------------------------- */

static char *put_two(char *out, unsigned number)
{
    out[0] = (char)('0' + number / 10 % 10);
    out[1] = (char)('0' + number % 10);
    return out + 2;
}

size_t ph_date_write(int64_t days, char *out)
{
    int64_t year;
    unsigned month, day;

    ph_date_of(days, &year, &month, &day);
    put_two(put_two(out, (unsigned)(year / 100)), (unsigned)(year % 100));
    out[4] = out[7] = '-';
    put_two(out + 5, month);
    put_two(out + 8, day);
    return 10;
}

size_t ph_clock_write(int64_t microseconds, char *out)
{
    unsigned second = (unsigned)(microseconds / SECOND),
             fraction = (unsigned)(microseconds % SECOND);
    size_t length = 8;

    put_two(out, second / 3600);
    put_two(out + 3, second / 60 % 60);
    put_two(out + 6, second % 60);
    out[2] = out[5] = ':';
    if (!fraction)
        return length;
    out[length++] = '.';
    for (unsigned unit = 100000; fraction; unit /= 10) {
        out[length++] = (char)('0' + fraction / unit);
        fraction %= unit;
    }
    return length;
}

size_t ph_moment_write(int64_t microseconds, char separator, char *out)
{
    int64_t days, rest;

    split(microseconds, &days, &rest);
    ph_date_write(days, out);
    out[10] = separator;
    return 11 + ph_clock_write(rest, out + 11);
}
