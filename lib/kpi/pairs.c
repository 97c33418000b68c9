/* SPDX-License-Identifier: MIT */
#include "pairs.h"

#include "../base/base.h"

#include <string.h>

static int is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

int cxm__list_next(const char **at, const char **part, size_t *n)
{
    if (!*at)
        return 0;
    *part = *at;
    *n = strcspn(*at, ",");
    *at = (*at)[*n] ? *at + *n + 1 : NULL;
    return 1;
}

/* A quoted value: `at` is behind the opening quote.  NULL: never closed. */
static const char *read_quoted(const char *at, char *value)
{
    for (; *at != '"'; at++) {
        if (*at == '\\')
            at++;
        if (*at == '\0')
            return NULL;
        *value++ = *at;
    }
    *value = '\0';
    return at + 1;
}

static const char *read_bare(const char *at, char *value)
{
    while (*at && !cxm__is_white(*at))
        *value++ = *at++;
    *value = '\0';
    return at;
}

int cxm__pairs_next(const char **text, const char **name, size_t *name_length,
                    char *value, struct cxm_error *error)
{
    const char *at = *text;
    while (cxm__is_white(*at))
        at++;
    *text = at;
    if (*at == '\0')
        return 0;
    *name = at;
    while (is_name(*at))
        at++;
    *name_length = (size_t)(at - *name);
    if (*name_length == 0 || *at != '=')
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "\"%.*s\" should begin with name=value",
                         cxm__clip(*text, strlen(*text), 60), *text);
    at++;
    at = *at == '"' ? read_quoted(at + 1, value) : read_bare(at, value);
    if (!at || (*at && !cxm__is_white(*at)))
        return cxm__fail(error, CXM_ESYNTAX, "",
                         "the quotes of \"%.*s\" do not close",
                         cxm__clip(*text, strlen(*text), 60), *text);
    *text = at;
    return 1;
}

static int needs_quotes(const char *value)
{
    return *value == '\0' || strpbrk(value, " \t\n\v\f\r\"") != NULL;
}

/* Write c if it fits and count it in any case. */
static size_t put(char c, char *out, size_t capacity, size_t at)
{
    if (at < capacity)
        out[at] = c;
    return at + 1;
}

size_t cxm__pairs_write(const char *name, const char *value, char *out,
                        size_t capacity)
{
    const int quoted = needs_quotes(value);
    size_t at = put(' ', out, capacity, 0);
    while (*name)
        at = put(*name++, out, capacity, at);
    at = put('=', out, capacity, at);
    if (quoted)
        at = put('"', out, capacity, at);
    for (; *value; value++) {
        if (quoted && (*value == '"' || *value == '\\'))
            at = put('\\', out, capacity, at);
        at = put(*value, out, capacity, at);
    }
    if (quoted)
        at = put('"', out, capacity, at);
    return at;
}
