#include "text/nearest.h"

#include <string.h>

enum { LONGEST = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Row i of the table of distances between beginnings, out of the two above it. */
static void next_row(size_t i, const char *word, const char *name, size_t width,
                     size_t rows[3][LONGEST + 1])
{
    size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];

    row[0] = i;
    for (size_t j = 1; j <= width; j++) {
        size_t replaced = above[j - 1] + (word[i - 1] != name[j - 1]);
        row[j] = least(replaced, least(above[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && word[i - 1] == name[j - 2] && word[i - 2] == name[j - 1])
            row[j] = least(row[j], second[j - 2] + 1);
    }
}

void ph_nearest_try(ph_nearest *nearest, const char *word, const char *name)
{
    size_t rows[3][LONGEST + 1], length = strlen(word), width = strlen(name), far;

    if (length > LONGEST || width > LONGEST)
        return;
    for (size_t j = 0; j <= width; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= length; i++)
        next_row(i, word, name, width, rows);
    far = rows[length % 3][width];
    if (far <= length / 2 && (!nearest->name || far < nearest->distance))
        *nearest = (ph_nearest){name, far};
}
