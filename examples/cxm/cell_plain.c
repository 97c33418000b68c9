/* SPDX-License-Identifier: MIT */
#include "cell_plain.h"

#include "refuse.h"

#include <string.h>

/* The length of the blank at `text`, or 0. */
static size_t blank(const char *text, size_t n)
{
    if (text_is_blank(*text))
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
    if ((unsigned char)*name < 0x80 &&
        text_small(*name) != text_small(*plain->text))
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
            word[length++] = text_small(plain->text[at]);
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

int plain_label(const struct cell_style *style, const struct plain *plain,
                int status, int64_t *value)
{
    for (size_t i = 0; style->label && style->label[i]; i++) {
        if (style->label_is_status[i] == status &&
            plain_is(plain, style->label[i])) {
            *value = style->label_value[i];
            return 1;
        }
    }
    return 0;
}

const char *plain_behind_quote(const char *text)
{
    const char *quote = strrchr(text, '"');
    return quote ? quote : text;
}

/* The library's name of an option and the program's. */
static const struct {
    const char *from;
    const char *to;
} option_names[] = {
    {"decimal=", "--decimal "},
    {"dates=", "--dates "},
    {"say thousands", "say --thousands"},
    {"and thousands", "and --thousands"},
};

/* Copy one piece of a message; how much of it was taken. */
static size_t translate_piece(const char *text, char *out, size_t *used)
{
    const char *to = NULL;
    size_t length = 1;
    for (size_t i = 0; i < sizeof option_names / sizeof *option_names; i++) {
        const size_t n = strlen(option_names[i].from);
        if (strncmp(text, option_names[i].from, n) == 0) {
            to = option_names[i].to;
            length = n;
        }
    }
    const size_t n = to ? strlen(to) : 1;
    if (*used + n < sizeof((struct cxm_error *)0)->text) {
        memcpy(out + *used, to ? to : text, n);
        *used += n;
    }
    return length;
}

int plain_translate(int status, struct cxm_error *error)
{
    if (!error)
        return status;
    char text[sizeof error->text];
    const char *from = plain_behind_quote(error->text);
    size_t used = (size_t)(from - error->text);
    memcpy(text, error->text, used);
    while (*from)
        from += translate_piece(from, text, &used);
    text[used] = '\0';
    memcpy(error->text, text, used + 1);
    refuse_escape(error);
    return status;
}
