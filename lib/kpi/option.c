/* SPDX-License-Identifier: MIT */
#include "option.h"

#include <cxm/duration.h>

#include "../base/base.h"
#include "kpi.h"
#include "pairs.h"

#include <stdio.h>
#include <string.h>

int cxm__option_find(const struct cxm_option *list, const char *name,
                     size_t length)
{
    for (int i = 0; list[i].name; i++)
        if (strlen(list[i].name) == length &&
            memcmp(list[i].name, name, length) == 0)
            return i;
    return -1;
}

static void append_names(const struct cxm_option *list, char *out, size_t size)
{
    for (; list && list->name; list++) {
        const size_t at = strlen(out);
        snprintf(out + at, size - at, "%s%s", at ? ", " : "", list->name);
    }
}

int cxm__option_unknown(const char *kpi, const struct cxm_option *define,
                        const struct cxm_option *read, const char *name,
                        size_t length, struct cxm_error *error)
{
    char names[200] = "";
    append_names(define, names, sizeof names);
    append_names(read, names, sizeof names);
    return cxm__fail(error, CXM_EOPTION, kpi, "unknown option %.*s; %s has %s",
                     cxm__clip(name, length, 40), name, kpi,
                     names[0] ? names : "none");
}

/* Visit the words of a domain: the next one after *at, or 0 at the end. */
static size_t next_word(const char **at, const char **word)
{
    if (**at == '\0')
        return 0;
    *word = *at;
    const size_t length = strcspn(*at, "|,");
    *at += length + ((*at)[length] != '\0');
    return length;
}

/* The index of a word of the domain, or -1. */
static int find_word(const struct cxm_option *option, const char *text,
                     size_t n)
{
    const char *at = option->domain;
    const char *word = NULL;
    size_t length;
    for (int i = 0; (length = next_word(&at, &word)) > 0; i++)
        if (n == length && memcmp(word, text, length) == 0)
            return i;
    return -1;
}

int cxm__option_choice(const struct cxm_option *option, const char *value,
                       int64_t *index, struct cxm_error *error)
{
    const int i = find_word(option, value, strlen(value));
    if (i >= 0) {
        *index = i;
        return CXM_OK;
    }
    return cxm__fail(error, CXM_EOPTION, option->name,
                     "%s is one of %s, not \"%.*s\"", option->name,
                     option->domain, cxm__clip(value, strlen(value), 40),
                     value);
}

size_t cxm__option_word(const struct cxm_option *option, int64_t index,
                        const char **word)
{
    const char *at = option->domain;
    size_t length = next_word(&at, word);
    while (length > 0 && index-- > 0)
        length = next_word(&at, word);
    return length;
}

/* At most 15 digits with a sign: no overflow to think of. */
static int read_int(const char *text, size_t length, int64_t *number)
{
    const int negative = length > 0 && *text == '-';
    int64_t sum = 0;
    if (length - (size_t)negative < 1 || length > 16)
        return CXM_ESYNTAX;
    for (size_t i = (size_t)negative; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return CXM_ESYNTAX;
        sum = sum * 10 + (text[i] - '0');
    }
    *number = negative ? -sum : sum;
    return CXM_OK;
}

/* The bounds of a domain "low..high". */
static void read_domain(const struct cxm_option *option, int64_t *low,
                        int64_t *high)
{
    const char *dots = strstr(option->domain, "..");
    read_int(option->domain, (size_t)(dots - option->domain), low);
    read_int(dots + 2, strlen(dots + 2), high);
}

int cxm__option_holds(const struct cxm_option *option, int64_t number)
{
    const char *word = NULL;
    int64_t low = 0;
    int64_t high = 0;
    if (strcmp(option->type, "choice") == 0)
        return number >= 0 && cxm__option_word(option, number, &word) > 0;
    read_domain(option, &low, &high);
    return number >= low && number <= high;
}

int cxm__option_int(const struct cxm_option *option, const char *value,
                    int64_t *number, struct cxm_error *error)
{
    int64_t read = 0;
    if (read_int(value, strlen(value), &read) < 0 ||
        !cxm__option_holds(option, read))
        return cxm__fail(error, CXM_EOPTION, option->name,
                         "%s is a whole number in %s, not \"%.*s\"",
                         option->name, option->domain,
                         cxm__clip(value, strlen(value), 40), value);
    *number = read;
    return CXM_OK;
}

size_t cxm__option_growth(const struct cxm_option *option)
{
    if (strcmp(option->type, "duration") == 0)
        return CXM_DURATION_TEXT;
    if (strcmp(option->type, "durations") == 0)
        return CXM__LIMITS_MAX * (CXM_DURATION_TEXT + 1);
    return 0;
}

/* The words are among those that were read: they fit where these stood. */
static void write_list(const struct cxm_option *option, int64_t bits,
                       char *value)
{
    const char *word = NULL;
    for (int i = 0; bits >> i; i++) {
        if (!(bits >> i & 1))
            continue;
        const size_t length = cxm__option_word(option, i, &word);
        memcpy(value, word, length);
        value += length;
        *value++ = ',';
    }
    value[-1] = '\0';
}

int cxm__option_list(const struct cxm_option *option, char *value,
                     int64_t *bits, struct cxm_error *error)
{
    const char *at = value;
    const char *part = NULL;
    size_t n = 0;
    int64_t read = 0;
    while (cxm__list_next(&at, &part, &n)) {
        const int i = find_word(option, part, n);
        if (i < 0)
            return cxm__fail(error, CXM_EOPTION, option->name,
                             "%s takes words of %s, not \"%.*s\"", option->name,
                             option->domain, cxm__clip(part, n, 40), part);
        read |= INT64_C(1) << i;
    }
    write_list(option, read, value);
    *bits = read;
    return CXM_OK;
}

/* What is above the longest duration of all has no text that reads back. */
static int read_duration(const struct cxm_option *option, const char *text,
                         size_t n, int64_t *ms, struct cxm_error *error)
{
    int64_t read = 0;
    if (cxm_duration_parse(text, n, &read, NULL) < 0 || read == 0 ||
        read > CXM__DURATION_MAX)
        return cxm__fail(error, CXM_EOPTION, option->name,
                         "%s is a length of time such as 20s, 15m or 4h, not "
                         "\"%.*s\"",
                         option->name, cxm__clip(text, n, 40), text);
    *ms = read;
    return CXM_OK;
}

int cxm__option_duration(const struct cxm_option *option, char *value,
                         int64_t *ms, struct cxm_error *error)
{
    const int status = read_duration(option, value, strlen(value), ms, error);
    if (status == CXM_OK)
        cxm_duration_format(*ms, value, CXM_DURATION_TEXT);
    return status;
}

/* Put ms where it belongs among n ascending ones, unless it is there. */
static uint32_t insert(int64_t *limit, uint32_t n, int64_t ms)
{
    uint32_t at = n;
    while (at > 0 && limit[at - 1] > ms)
        at--;
    if (at > 0 && limit[at - 1] == ms)
        return n;
    memmove(&limit[at + 1], &limit[at], (n - at) * sizeof *limit);
    limit[at] = ms;
    return n + 1;
}

int cxm__option_durations(const struct cxm_option *option, char *value,
                          int64_t *limit, uint32_t *n, struct cxm_error *error)
{
    int64_t read[CXM__LIMITS_MAX + 1];
    const char *at = value;
    const char *part = NULL;
    size_t length = 0;
    uint32_t count = 0;
    while (cxm__list_next(&at, &part, &length)) {
        int64_t ms = 0;
        const int status = read_duration(option, part, length, &ms, error);
        if (status < 0)
            return status;
        count = insert(read, count, ms);
        if (count > CXM__LIMITS_MAX)
            return cxm__fail(error, CXM_EOPTION, option->name,
                             "%s has at most %d lengths of time", option->name,
                             CXM__LIMITS_MAX);
    }
    for (uint32_t i = 0; i < count; i++) {
        value += cxm_duration_format(read[i], value, CXM_DURATION_TEXT);
        *value++ = ',';
        limit[i] = read[i];
    }
    value[-1] = '\0';
    *n = count;
    return CXM_OK;
}
