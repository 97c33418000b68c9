/* SPDX-License-Identifier: MIT */
#include "time.h"

#include <string.h>

int cxm__accept_word(struct cxm__scan *scan, const char *word)
{
    const size_t n = strlen(word);
    if ((size_t)(scan->end - scan->p) < n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        const char c = scan->p[i];
        const char upper = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
        if (upper != word[i])
            return 0;
    }
    scan->p += n;
    return 1;
}

/* Of a UTF-8 character, a byte after the first. */
static int is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

void cxm__quote(const char *text, size_t n, char out[CXM__QUOTE])
{
    size_t length = n <= 40 ? n : 40;
    while (length > 0 && length < n && is_continuation(text[length]))
        length--;
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)text[i];
        out[i] = c < 32 || c == 127 ? '?' : text[i];
    }
    memcpy(out + length, length < n ? "..." : "", length < n ? 4 : 1);
}

char *cxm__put_digits(char *p, uint64_t value, int width)
{
    char reversed[20];
    int n = 0;
    do {
        reversed[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (width-- > n)
        *p++ = '0';
    while (n > 0)
        *p++ = reversed[--n];
    return p;
}

char *cxm__put_year(char *p, int32_t year)
{
    if (year < 0)
        *p++ = '-';
    else if (year > 9999)
        *p++ = '+';
    const int64_t size = year < 0 ? -(int64_t)year : year;
    return cxm__put_digits(p, (uint64_t)size, 4);
}

size_t cxm__give(const char *from, const char *to, char *out, size_t cap)
{
    const size_t n = (size_t)(to - from);
    if (cap == 0)
        return n;
    const size_t written = n < cap ? n : cap - 1;
    memcpy(out, from, written);
    out[written] = '\0';
    return n;
}
