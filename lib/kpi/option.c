/* SPDX-License-Identifier: MIT */
#include "option.h"

#include "../base/base.h"

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
    const size_t length = strcspn(*at, "|");
    *at += length + ((*at)[length] == '|');
    return length;
}

int cxm__option_choice(const struct cxm_option *option, const char *value,
                       int64_t *index, struct cxm_error *error)
{
    const char *at = option->domain;
    const char *word = NULL;
    size_t length;
    for (int64_t i = 0; (length = next_word(&at, &word)) > 0; i++) {
        if (strlen(value) == length && memcmp(word, value, length) == 0) {
            *index = i;
            return CXM_OK;
        }
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
