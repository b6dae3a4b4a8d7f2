/* "Did you mean ...?": the nearest name by optimal string alignment (insert, delete, replace, swap
 * neighbours: each costs one). */
#include "cli.h"

#include <string.h>

enum { LONGEST = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One row of the table of distances between beginnings, out of the two above it. */
static void next_row(size_t i, const char *word, const char *name, size_t width,
                     size_t rows[3][LONGEST + 1])
{
    size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3];
    const size_t *above2 = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= width; j++) {
        size_t replaced = above[j - 1] + (word[i - 1] != name[j - 1]);
        row[j] = least(least(above[j], row[j - 1]) + 1, replaced);
        if (i > 1 && j > 1 && word[i - 1] == name[j - 2] && word[i - 2] == name[j - 1])
            row[j] = least(row[j], above2[j - 2] + 1);
    }
}

static size_t distance(const char *word, size_t length, const char *name, size_t width)
{
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= width; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= length; i++)
        next_row(i, word, name, width, rows);
    return rows[length % 3][width];
}

void cli_nearest_try(cli_nearest *nearest, const char *word, size_t length, const char *name)
{
    size_t width = strlen(name);
    if (length == 0 || length > LONGEST || width > LONGEST)
        return;
    size_t steps = distance(word, length, name, width);
    int begins = length >= 2 && strncmp(name, word, length) == 0;
    size_t allowed = least(3, (length + 1) / 3);
    if (begins)
        steps = 1;
    else if (steps > allowed)
        return;
    if (!nearest->name || steps < nearest->distance)
        *nearest = (cli_nearest){name, steps};
}
