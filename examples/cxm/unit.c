/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "text.h"

#include <string.h>

static const struct {
    const char *name;
    int64_t ms;
} units[] = {
    {"", 0},          {"ms", 1},          {"s", INT64_C(1000)},
    {"m", 60 * 1000}, {"h", 3600 * 1000}, {"d", INT64_C(86400) * 1000},
    {"mm:ss", 0},     {"hh:mm", 0},
};

#define UNITS ((int)(sizeof units / sizeof *units))

int unit_find(const char *name, size_t n)
{
    for (int i = UNIT_MS; i < UNITS; i++)
        if (strlen(units[i].name) == n && memcmp(units[i].name, name, n) == 0)
            return i;
    return UNIT_NONE;
}

const char *unit_name(int unit)
{
    return units[unit].name;
}

int64_t unit_ms(int unit)
{
    return units[unit].ms;
}

size_t unit_suffix(const char *text, size_t n)
{
    size_t longest = 0;
    for (int i = UNIT_MS; i < UNITS; i++) {
        const size_t length = strlen(units[i].name) + 1;
        if (length < n && length > longest && text[n - length] == ':' &&
            memcmp(text + n - length + 1, units[i].name, length - 1) == 0)
            longest = length;
    }
    return longest;
}

/* ---- Names of columns -------------------------------------------------- */

/*
 * Single letters count only in brackets or behind '_'.  Words that are also
 * something else ("second reply", "tag") are no last words.
 */
static const struct {
    int unit;
    const char *letter; /* in brackets, behind '_' */
    const char *sure;   /* and as a last word */
    const char *unsure; /* only in brackets and behind "in" */
} words[] = {
    {UNIT_MS, "ms", "msec|msecs|millis|milliseconds|millisekunden", ""},
    {UNIT_SEC, "s", "sec|secs|seconds|sek|sekunden", "second|sekunde"},
    {UNIT_MIN, "", "min|mins|minutes|minuten", "m|minute"},
    {UNIT_HOUR, "h", "hr|hrs|hours|std|stunden", "hour|stunde"},
    {UNIT_DAY, "", "days|tage|tagen", "d|day|tag"},
};

struct word {
    char text[16]; /* in small letters; longer words are no unit */
    size_t n;
    size_t at;   /* where it begins */
    char before; /* the byte before it, or 0 */
};

static int is_letter(char c)
{
    return (text_small(c) >= 'a' && text_small(c) <= 'z') ||
           (unsigned char)c >= 0x80;
}

/* Step to the next run of letters; 0 at the end. */
static int next_word(const char *name, size_t n, size_t *at, struct word *word)
{
    memset(word, 0, sizeof *word);
    while (*at < n && !is_letter(name[*at]))
        ++*at;
    if (*at == n)
        return 0;
    word->at = *at;
    word->before = (char)(*at ? name[*at - 1] : 0);
    for (; *at < n && is_letter(name[*at]); ++*at, word->n++)
        if (word->n < sizeof word->text - 1)
            word->text[word->n] = text_small(name[*at]);
    return 1;
}

static int in_list(const char *list, const struct word *word)
{
    const char *item;
    size_t n;
    while (text_item(&list, &item, &n)) {
        if (n == word->n && n < sizeof word->text &&
            memcmp(item, word->text, n) == 0)
            return 1;
    }
    return 0;
}

/* How sure a word must be: any of a place that is for units, or a last one. */
static int unit_of_word(const struct word *word, int in_its_place)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (in_list(words[i].sure, word) ||
            (in_list(words[i].letter, word) &&
             (in_its_place || word->before == '_')) ||
            (in_its_place && in_list(words[i].unsure, word)))
            return words[i].unit;
    }
    return UNIT_NONE;
}

/* Clocks as people write them: (mm:ss), [hh:mm]; -1 for h:mm:ss, which is
   none of two parts. */
static int unit_of_pattern(const char *name, size_t n)
{
    for (size_t i = 0; i + 5 <= n; i++) {
        const int first = i == 0 || name[i - 1] != ':';
        char text[5];
        for (size_t k = 0; k < sizeof text; k++)
            text[k] = text_small(name[i + k]);
        const int unit = unit_find(text, sizeof text);
        if (unit == UNIT_MM_SS && !first)
            return -1;
        if (unit && first && (i + 5 == n || name[i + 5] != ':'))
            return unit;
    }
    return UNIT_NONE;
}

/* The hours in which somebody is there. */
static int is_opening(const struct word *word)
{
    return in_list("business|calendar|working|work|office|opening|service",
                   word);
}

/* What follows are the hours that count, not those that are counted. */
static int is_within(const struct word *word)
{
    return in_list("within|during|outside|innerhalb|au\xc3\x9f"
                   "erhalb",
                   word);
}

/* Is that place of a name in brackets? */
static int in_brackets(const char *name, size_t at)
{
    while (at > 0 && !strchr("()[]", name[at - 1]))
        at--;
    return at > 0 && (name[at - 1] == '(' || name[at - 1] == '[');
}

int unit_of_header(const char *name, size_t n)
{
    struct word word;
    struct word before = {"", 0, 0, 0};
    int within = 0; /* these brackets */
    size_t at = 0;
    int last = UNIT_NONE;
    const int pattern = unit_of_pattern(name, n);
    if (pattern)
        return pattern > 0 ? pattern : UNIT_NONE;
    while (next_word(name, n, &at, &word)) {
        const int placed =
            in_list("in", &before) || word.before == '(' || word.before == '[';
        const int unit = unit_of_word(&word, placed);
        const int bracketed = in_brackets(name, word.at);
        within = bracketed && (within || is_within(&word));
        if (unit && (placed || (bracketed && !within)))
            return unit;
        last = within || is_opening(&before) ? UNIT_NONE : unit;
        before = word;
    }
    return last;
}
