/* What the tests of text share: random code points, with a leaning to those that rules are made of,
 * and texts of them. */
#ifndef TEXT_UTIL_H
#define TEXT_UTIL_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "unit.h"

/* splitmix64, so that every run draws the same. */
static inline uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline uint32_t draw_below(uint64_t *state, uint32_t bound)
{
    return (uint32_t)(draw(state) % bound);
}

static inline void append_point(ph_buffer *buffer, uint32_t c)
{
    if (c < 0x80)
        ph_buffer_append_byte(buffer, (char)c);
    else {
        if (c < 0x800)
            ph_buffer_append_byte(buffer, (char)(0xC0 | c >> 6));
        else {
            if (c < 0x10000)
                ph_buffer_append_byte(buffer, (char)(0xE0 | c >> 12));
            else {
                ph_buffer_append_byte(buffer, (char)(0xF0 | c >> 18));
                ph_buffer_append_byte(buffer, (char)(0x80 | (c >> 12 & 0x3F)));
            }
            ph_buffer_append_byte(buffer, (char)(0x80 | (c >> 6 & 0x3F)));
        }
        ph_buffer_append_byte(buffer, (char)(0x80 | (c & 0x3F)));
    }
}

static inline uint32_t draw_point(uint64_t *state)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {'A', 'z'},         {' ', '@'},         {'\t', '\r'},       {1, 0x1F},
        {0x7F, 0xFF},       {0x100, 0x2FF},     {0x2F0, 0x310},     {0x300, 0x36F},
        {0x370, 0x3FF},     {0x480, 0x48A},     {0x591, 0x5F4},     {0x600, 0x6DD},
        {0x900, 0x983},     {0x0DC0, 0x0DDF},   {0x0E30, 0x0E4E},   {0x0F40, 0x0FBC},
        {0x1100, 0x1112},   {0x115F, 0x1176},   {0x11A7, 0x11C3},   {0x1AB0, 0x1ACE},
        {0x1DC0, 0x1DFF},   {0x1E00, 0x1FFF},   {0x2000, 0x2029},   {0x202F, 0x2064},
        {0x20D0, 0x20F0},   {0x2126, 0x212B},   {0x2764, 0x2764},   {0x3000, 0x3003},
        {0x3029, 0x3031},   {0x3041, 0x30FF},   {0x3046, 0x304C},   {0x3099, 0x309A},
        {0x4DBE, 0x4E02},   {0xAC00, 0xAC39},   {0xD788, 0xD7FB},   {0xF900, 0xFA6D},
        {0xFB1D, 0xFB4E},   {0xFE00, 0xFE2F},   {0xFEFF, 0xFEFF},   {0xFF61, 0xFFA0},
        {0x11080, 0x110BD}, {0x11131, 0x11134}, {0x1D157, 0x1D1C0}, {0x1F1E6, 0x1F1FF},
        {0x1F3FB, 0x1F3FF}, {0x1F466, 0x1F469}, {0x2F800, 0x2FA1D}, {0xE0020, 0xE007F},
        {0x200C, 0x200D},   {0x110BD, 0x110BD}, {0xA9, 0xAE},       {0x1F600, 0x1F64F},
        {0x1, 0xD7FF},      {0xE000, 0x10FFFF},
    };
    uint32_t i = draw_below(state, sizeof ranges / sizeof *ranges);

    return ranges[i].first + draw_below(state, ranges[i].last - ranges[i].first + 1);
}

/* Makes `buffer` a text of up to `most` code points; marks and such come in runs. */
static inline void draw_text(uint64_t *state, uint32_t most, ph_buffer *buffer)
{
    uint32_t count = draw_below(state, most + 1), last = 'a';

    buffer->length = 0;
    while (count-- > 0) {
        if (draw_below(state, 4))
            last = draw_point(state);
        append_point(buffer, last);
    }
}

/* A copy of exactly its size, so that address sanitizers see every overrun; never NULL. */
static inline char *exact_copy(const void *bytes, size_t length)
{
    char *copy = malloc(length ? length : 1);

    if (!copy)
        abort();
    if (length)
        memcpy(copy, bytes, length);
    return copy;
}

/* Fails the test, showing the bytes it failed for. */
static inline void fail_for(const ph_buffer *text)
{
    for (size_t i = 0; i < text->length; i++)
        fprintf(stderr, "%02X ", (unsigned char)text->data[i]);
    ck_abort_msg("wrong for the bytes printed");
}

/* `unit` over and over, `bytes` bytes or a little less. */
static inline void append_repeated(ph_buffer *buffer, const char *unit, size_t bytes)
{
    for (size_t at = strlen(unit); at <= bytes; at += strlen(unit))
        ph_buffer_append_text(buffer, unit);
}

/* Fails the test unless two texts are the same. */
static inline void assert_text(const char *got, size_t length, const char *expected,
                               const char *given)
{
    if (length != strlen(expected) || (length && memcmp(got, expected, length) != 0))
        ck_abort_msg("'%s' gave '%.*s', not '%s'", given, (int)length, length ? got : "", expected);
}
#endif
