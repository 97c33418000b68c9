/* SPDX-License-Identifier: MIT */
#include "cell_plain.h"

#include <string.h>

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The length of the blank at `text`, or 0. */
static size_t blank(const char *text, size_t n)
{
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        return 1;
    if (n >= 2 && memcmp(text, "\xc2\xa0", 2) == 0)
        return 2;
    if (n >= 3 && (memcmp(text, "\xe2\x80\xaf", 3) == 0 ||
                   memcmp(text, "\xef\xbb\xbf", 3) == 0))
        return 3;
    return 0;
}

/* The length of the blank that ends the text, or 0. */
static size_t blank_end(const char *text, size_t n)
{
    for (size_t length = 1; length <= 3 && length <= n; length++) {
        if (blank(text + n - length, length) == length)
            return length;
    }
    return 0;
}

static int is_ascii(const char *text, size_t n)
{
    unsigned char high = 0;
    for (size_t i = 0; i < n; i++)
        high |= (unsigned char)text[i];
    return high < 0x80;
}

static void trim(const char **text, size_t *n)
{
    size_t length;
    while (*n > 0 && (length = blank(*text, *n)) > 0) {
        *text += length;
        *n -= length;
    }
    while (*n > 0 && (length = blank_end(*text, *n)) > 0)
        *n -= length;
}

void plain_make(const struct cell_style *style, const char *text, size_t n,
                struct plain *plain)
{
    plain->text = text;
    plain->n = n;
    if (n <= PLAIN_LONGEST && !is_ascii(text, n)) {
        plain->n = text_utf8(text, n, style->encoding, plain->room);
        plain->text = plain->room;
    }
    trim(&plain->text, &plain->n);
}

int plain_is(const struct plain *plain, const char *name)
{
    size_t n = strlen(name);
    trim(&name, &n);
    if (n == 0 || plain->n == 0)
        return n == plain->n;
    if ((unsigned char)*name < 0x80 && small(*name) != small(*plain->text))
        return 0;
    return text_same(plain->text, plain->n, name, n);
}

/* The words for nothing, with one space between two, in small letters. */
static int is_nothing(const struct plain *plain)
{
    static const char *const words[] = {
        "na", "n/a", "null", "?", "-", "#nv", "k. a.", "k.a.", "keine angabe"};
    char word[16] = "";
    size_t length = 0;
    size_t at = 0;
    while (at < plain->n) {
        const size_t skipped = blank(plain->text + at, plain->n - at);
        if (length == sizeof word)
            return 0;
        if (skipped == 0)
            word[length++] = small(plain->text[at]);
        else if (word[length - 1] != ' ')
            word[length++] = ' ';
        at += skipped ? skipped : 1;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
            return 1;
    }
    return 0;
}

int plain_is_missing(const struct cell_style *style, const struct plain *plain)
{
    if (plain->n == 0 || is_nothing(plain))
        return 1;
    for (size_t i = 0; style->null && style->null[i]; i++) {
        if (plain_is(plain, style->null[i]))
            return 1;
    }
    return 0;
}
