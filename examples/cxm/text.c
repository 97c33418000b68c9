/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "text.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* The code points of the bytes 0x80..0x9f and 0x80..0xff. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static const uint16_t cp850[128] = {
    0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7, 0x00ea,
    0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5, 0x00c9, 0x00e6,
    0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9, 0x00ff, 0x00d6, 0x00dc,
    0x00f8, 0x00a3, 0x00d8, 0x00d7, 0x0192, 0x00e1, 0x00ed, 0x00f3, 0x00fa,
    0x00f1, 0x00d1, 0x00aa, 0x00ba, 0x00bf, 0x00ae, 0x00ac, 0x00bd, 0x00bc,
    0x00a1, 0x00ab, 0x00bb, 0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00c1,
    0x00c2, 0x00c0, 0x00a9, 0x2563, 0x2551, 0x2557, 0x255d, 0x00a2, 0x00a5,
    0x2510, 0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x00e3, 0x00c3,
    0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x00a4, 0x00f0,
    0x00d0, 0x00ca, 0x00cb, 0x00c8, 0x0131, 0x00cd, 0x00ce, 0x00cf, 0x2518,
    0x250c, 0x2588, 0x2584, 0x00a6, 0x00cc, 0x2580, 0x00d3, 0x00df, 0x00d4,
    0x00d2, 0x00f5, 0x00d5, 0x00b5, 0x00fe, 0x00de, 0x00da, 0x00db, 0x00d9,
    0x00fd, 0x00dd, 0x00af, 0x00b4, 0x00ad, 0x00b1, 0x2017, 0x00be, 0x00b6,
    0x00a7, 0x00f7, 0x00b8, 0x00b0, 0x00a8, 0x00b7, 0x00b9, 0x00b3, 0x00b2,
    0x25a0, 0x00a0,
};

static const struct {
    const char *name;
    int encoding;
} encodings[] = {
    {"auto", TEXT_AUTO},           {"utf-8", TEXT_UTF8},
    {"utf8", TEXT_UTF8},           {"windows-1252", TEXT_WINDOWS_1252},
    {"cp1252", TEXT_WINDOWS_1252}, {"latin-1", TEXT_LATIN_1},
    {"latin1", TEXT_LATIN_1},      {"iso-8859-1", TEXT_LATIN_1},
    {"cp850", TEXT_CP850},
};

int text_item(const char **list, const char **item, size_t *n)
{
    if (!*list || !**list) {
        return 0;
    }
    *item = *list;
    *n = strcspn(*list, "|");
    *list += *n + ((*list)[*n] == '|');
    return 1;
}

int text_encoding(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        if (text_same(name, strlen(name), encodings[i].name,
                      strlen(encodings[i].name))) {
            return encodings[i].encoding;
        }
    }
    return -1;
}

/* Bytes that a lead byte announces; 0: it is none. */
static size_t announced(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xc2 && lead <= 0xdf) {
        return 2;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
        return 3;
    }
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/* Decode one character; 0: no valid sequence begins here. */
static size_t decode(const char *bytes, size_t n, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const uint32_t mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    const unsigned char *const b = (const unsigned char *)bytes;
    const size_t length = announced(b[0]);
    size_t i;

    if (length == 0 || length > n) {
        return 0;
    }
    *code = b[0] & mask[length];
    for (i = 1; i < length; i++) {
        if ((b[i] & 0xc0) != 0x80) {
            return 0;
        }
        *code = *code << 6 | (b[i] & 0x3fU);
    }
    if (*code < least[length] || *code > 0x10ffff ||
        (*code >= 0xd800 && *code <= 0xdfff)) {
        return 0;
    }
    return length;
}

/* Encode a code point of the basic plane. */
static size_t encode(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3f));
    out[2] = (char)(0x80 | (code & 0x3f));
    return 3;
}

/* The length of the valid beginning. */
static size_t valid(const char *bytes, size_t n)
{
    uint32_t code;
    size_t at = 0;
    size_t length = 1;

    while (at < n && length != 0) {
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        length = decode(bytes + at, n - at, &code);
        at += length;
    }
    return at;
}

int text_is_utf8(const char *bytes, size_t n)
{
    return valid(bytes, n) == n;
}

static uint32_t from_byte(unsigned char byte, int encoding)
{
    if (byte < 0x80) {
        return byte;
    }
    if (encoding == TEXT_CP850) {
        return cp850[byte - 0x80];
    }
    return encoding == TEXT_LATIN_1 || byte >= 0xa0 ? byte
                                                    : windows_1252[byte - 0x80];
}

static size_t replace_invalid(const char *bytes, size_t n, char *out)
{
    size_t used = 0;
    size_t at = 0;

    while (at < n) {
        const size_t good = valid(bytes + at, n - at);

        if (good > 0) {
            memcpy(out + used, bytes + at, good);
        }
        used += good;
        at += good;
        if (at < n) {
            used += encode(REPLACEMENT, out + used);
            at++;
        }
    }
    return used;
}

size_t text_utf8(const char *bytes, size_t n, int encoding, char *out)
{
    size_t used = 0;
    size_t i;

    if (encoding == TEXT_UTF8 ||
        (encoding == TEXT_AUTO && text_is_utf8(bytes, n))) {
        return replace_invalid(bytes, n, out);
    }
    for (i = 0; i < n; i++) {
        used +=
            encode(from_byte((unsigned char)bytes[i], encoding), out + used);
    }
    return used;
}

static size_t put_hex(uint32_t value, int digits, char *out)
{
    int i;

    for (i = 0; i < digits; i++) {
        out[i] = "0123456789abcdef"[value >> 4 * (digits - 1 - i) & 15];
    }
    return (size_t)digits;
}

static int acts(uint32_t code)
{
    return (code >= 0x80 && code < 0xa0) || code == 0x061c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

static int is_control(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7f;
}

size_t text_escape(const char *bytes, size_t n, char *out)
{
    uint32_t code = 0;
    size_t used = 0;
    size_t at;
    size_t length;

    for (at = 0; at < n; at += length) {
        length = decode(bytes + at, n - at, &code);
        if (length == 0 || is_control((unsigned char)bytes[at])) {
            memcpy(out + used, "\\x", 2);
            used += 2;
            used += put_hex((unsigned char)bytes[at], 2, out + used);
            length = 1;
        } else if (length > 1 && acts(code)) {
            memcpy(out + used, "\\u", 2);
            used += 2;
            used += put_hex(code, 4, out + used);
        } else {
            memcpy(out + used, bytes + at, length);
            used += length;
        }
    }
    return used;
}

static int is_white(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 ||
           code == 0xfeff;
}

static uint32_t lower(uint32_t code)
{
    if ((code >= 'A' && code <= 'Z') ||
        (code >= 0xc0 && code <= 0xde && code != 0xd7)) {
        return code + 0x20;
    }
    if (code == 0x152) {
        return 0x153;
    }
    if (code == 0x178) {
        return 0xff;
    }
    return code == 0x1e9e ? 0xdf : code;
}

size_t text_fold(const char *name, size_t n, char *out)
{
    uint32_t code = 0;
    size_t used = 0;
    size_t end = 0; /* behind the last character that is no white space */
    size_t at;
    size_t length;

    for (at = 0; at < n; at += length) {
        length = decode(name + at, n - at, &code);
        if (length == 0 || code > 0xffff) {
            length += length == 0;
            memcpy(out + used, name + at, length);
            used += length;
            end = used;
        } else if (!is_white(code) || end > 0) {
            used += encode(lower(code), out + used);
            end = is_white(code) ? end : used;
        }
    }
    return end;
}

/* The next character of a folded name; UINT32_MAX at its end. */
static uint32_t fold_next(const char *name, size_t n, size_t *at)
{
    uint32_t code = 0;
    size_t length;

    if (*at == n) {
        return UINT32_MAX;
    }
    length = decode(name + *at, n - *at, &code);
    if (length == 0) {
        code = 0x110000U + (unsigned char)name[*at];
        length = 1;
    }
    *at += length;
    return lower(code);
}

/* Move both ends over white space. */
static void trim(const char **name, size_t *n)
{
    uint32_t code = 0;
    size_t at;

    while (*n > 0 && (at = decode(*name, *n, &code)) > 0 && is_white(code)) {
        *name += at;
        *n -= at;
    }
    for (at = 1; at <= 3 && at <= *n; at++) {
        if (decode(*name + *n - at, at, &code) == at && is_white(code)) {
            *n -= at;
            at = 0;
        }
    }
}

int text_same(const char *a, size_t na, const char *b, size_t nb)
{
    size_t at_a = 0;
    size_t at_b = 0;
    uint32_t x;
    uint32_t y;

    trim(&a, &na);
    trim(&b, &nb);
    do {
        x = fold_next(a, na, &at_a);
        y = fold_next(b, nb, &at_b);
    } while (x == y && x != UINT32_MAX);
    return x == y;
}

static int is_formula(const char *bytes, size_t n)
{
    return n > 0 && bytes[0] != '\0' && strchr("=+-@\t\r", bytes[0]) != NULL;
}

static int needs_quotes(const char *bytes, size_t n)
{
    size_t i;

    if (n > 0 && (bytes[0] == ' ' || bytes[0] == '\t' || bytes[n - 1] == ' ' ||
                  bytes[n - 1] == '\t')) {
        return 1;
    }
    for (i = 0; i < n; i++) {
        if (bytes[i] == '"' || bytes[i] == ',' || bytes[i] == '\n' ||
            bytes[i] == '\r') {
            return 1;
        }
    }
    return 0;
}

size_t text_csv(const char *bytes, size_t n, int guard, char *out)
{
    const int quotes = needs_quotes(bytes, n);
    size_t used = 0;
    size_t i;

    if (quotes) {
        out[used++] = '"';
    }
    if (guard && is_formula(bytes, n)) {
        out[used++] = '\'';
    }
    for (i = 0; i < n; i++) {
        if (bytes[i] == '"') {
            out[used++] = '"';
        }
        out[used++] = bytes[i];
    }
    if (quotes) {
        out[used++] = '"';
    }
    return used;
}
