/* SPDX-License-Identifier: MIT */
#include "text.h"

/* A byte, or the second one of a letter after `before`, in its small form. */
static char small_letter(char before, char c)
{
    const unsigned char byte = (unsigned char)c;
    if (c >= 'A' && c <= 'Z')
        return (char)(c + ('a' - 'A'));
    if (before == '\xc3' && byte >= 0x80 && byte <= 0x9e && byte != 0x97)
        return (char)(byte | 0x20);
    return c;
}

size_t cxm__small_letters(const char *text, size_t n, char *out)
{
    static const char *const pair[][2] = {{"\xc5\x92", "\xc5\x93"},
                                          {"\xc5\xb8", "\xc3\xbf"},
                                          {"\xe1\xba\x9e", "\xc3\x9f"}};
    struct cxm__scan scan = {text, text + n};
    size_t length = 0;
    while (scan.p < scan.end) {
        size_t i = 0;
        while (i < sizeof pair / sizeof *pair &&
               !cxm__accept_bytes(&scan, pair[i][0]))
            i++;
        if (i < sizeof pair / sizeof *pair) {
            memcpy(out + length, pair[i][1], 2);
            length += 2;
            continue;
        }
        const char before = length > 0 ? out[length - 1] : ' ';
        out[length++] = small_letter(before, *scan.p++);
    }
    return length;
}

/* Step over what may stand between words; whether it did. */
static int accept_gap(struct cxm__scan *scan)
{
    return cxm__accept_blank(scan) || cxm__accept(scan, '_') ||
           cxm__accept(scan, '\r') || cxm__accept(scan, '\n');
}

size_t cxm__words_fold(const char *text, size_t n, char out[CXM__WORDS])
{
    struct cxm__scan scan = {text, text + n};
    size_t length = 0;
    while (scan.p < scan.end) {
        const int blank = accept_gap(&scan);
        const char before = length > 0 ? out[length - 1] : ' ';
        if (blank && before == ' ')
            continue;
        if (length == CXM__WORDS)
            return 0;
        out[length++] = blank ? ' ' : small_letter(before, *scan.p++);
    }
    while (length > 0 && out[length - 1] == ' ')
        length--;
    if (length > 0 && out[length - 1] == '.')
        length--;
    while (length > 0 && out[length - 1] == ' ')
        length--;
    return length;
}

int cxm__words_in(const char *list, const char *text, size_t n)
{
    while (list) {
        if (strcspn(list, "|") == n && memcmp(list, text, n) == 0)
            return 1;
        list = strchr(list, '|');
        list = list ? list + 1 : NULL;
    }
    return 0;
}
