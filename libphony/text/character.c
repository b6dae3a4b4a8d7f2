/* Which code points past U+02FF are plain, but the ideographs and kana that character.h knows. Only
 * assigned ones whose neighbours are settled stand here: what a newer Unicode adds goes by
 * utf8proc's tables, and is slower, not wrong. */
#include "text/character.h"

#include <stddef.h>

static const struct range {
    uint16_t first, last;
} ranges[] = {
    {0x0391, 0x03A1}, /* Greek */
    {0x03A3, 0x0482}, /* Greek, Cyrillic */
    {0x048A, 0x052F}, /* Cyrillic */
    {0x0531, 0x0556}, /* Armenian */
    {0x0561, 0x0587}, /* Armenian */
    {0x05D0, 0x05EA}, /* Hebrew */
    {0x0620, 0x064A}, /* Arabic */
    {0x0671, 0x06D3}, /* Arabic */
    {0x0E01, 0x0E30}, /* Thai */
    {0x0E40, 0x0E46}, /* Thai */
    {0x10D0, 0x10FA}, /* Georgian */
    {0x1E00, 0x1EFF}, /* Latin, Vietnamese */
    {0x2010, 0x2027}, /* dashes, quotes */
    {0x3001, 0x3020}, /* CJK punctuation */
    {0x3400, 0x4DBF}, /* ideographs */
    {0xAC00, 0xD7A3}, /* Hangul syllables */
    {0xFF01, 0xFF9D}, /* wide and narrow forms */
};

int ph_is_plain_beyond(uint32_t c)
{
    size_t low = 0, high = sizeof ranges / sizeof *ranges;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else if (c < ranges[middle].first)
            high = middle;
        else
            return 1;
    }
    return 0;
}
