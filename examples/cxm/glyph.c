/* SPDX-License-Identifier: MIT */
#include "glyph.h"

#include "text.h"

static size_t announced(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xe0)
        return 2;
    return lead < 0xf0 ? 3 : 4;
}

size_t glyph_next(const char *bytes, size_t n, uint32_t *code)
{
    const unsigned char *const b = (const unsigned char *)bytes;
    const size_t length = announced(b[0]);
    if (length == 1) {
        *code = b[0];
        return 1;
    }
    if (length > n || !text_is_utf8(bytes, length)) {
        *code = GLYPH_BAD;
        return 1;
    }
    *code = b[0] & (0xffU >> (length + 1));
    for (size_t i = 1; i < length; i++)
        *code = *code << 6 | (b[i] & 0x3fU);
    return length;
}

int glyph_acts(uint32_t code)
{
    return (code >= 0x7f && code < 0xa0) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

struct range {
    uint32_t first;
    uint32_t last;
};

/* Marks that stand on the character before them, and joiners (the blocks of
   combining marks in use; enough for names of people, teams and channels). */
static const struct range zero[] = {
    {0x300, 0x36f},   {0x483, 0x489},     {0x591, 0x5bd},     {0x5bf, 0x5c2},
    {0x5c4, 0x5c5},   {0x610, 0x61a},     {0x64b, 0x65f},     {0x670, 0x670},
    {0x6d6, 0x6dc},   {0x93c, 0x93c},     {0x941, 0x948},     {0x94d, 0x94d},
    {0xe31, 0xe31},   {0xe34, 0xe3a},     {0xe47, 0xe4e},     {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff}, {0x200b, 0x200f},   {0x2060, 0x2064},   {0x20d0, 0x20ff},
    {0x302a, 0x302d}, {0x3099, 0x309a},   {0xfe00, 0xfe0f},   {0xfe20, 0xfe2f},
    {0xfeff, 0xfeff}, {0x1f3fb, 0x1f3ff}, {0xe0100, 0xe01ef},
};

/* East Asian Wide and Fullwidth by block, and emoji shown as pictures. */
static const struct range wide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x23e9, 0x23ec},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26bd, 0x26be},
    {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x2753, 0x2755},   {0x2757, 0x2757},
    {0x2795, 0x2797},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},
    {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xa960, 0xa97c},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x17000, 0x18cff},
    {0x1b000, 0x1b2ff}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f7e0, 0x1f7eb}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff},
    {0x20000, 0x3fffd},
};

static int among(const struct range *range, size_t n, uint32_t code)
{
    while (n > 0 && code < range[n - 1].first)
        n--;
    return n > 0 && code <= range[n - 1].last;
}

size_t glyph_width(const char *bytes, size_t n)
{
    size_t width = 0;
    for (size_t at = 0; at < n;) {
        uint32_t code;
        at += glyph_next(bytes + at, n - at, &code);
        if (code < 0x300 || code == GLYPH_BAD)
            width++;
        else if (!among(zero, sizeof zero / sizeof *zero, code))
            width += 1 + (size_t)among(wide, sizeof wide / sizeof *wide, code);
    }
    return width;
}
