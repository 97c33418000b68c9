/* SPDX-License-Identifier: MIT */
/*
 * tests/json.h - json_valid: is a text one value of JSON (RFC 8259) in
 * UTF-8?  It shares no code with the writer.
 */
#ifndef CXM_TESTS_JSON_H
#define CXM_TESTS_JSON_H

#include <stddef.h>
#include <string.h>

#define JSON_DEPTH 64

struct json {
    const char *at;
    const char *end;
};

static int json_take(struct json *j, char c)
{
    if (j->at == j->end || *j->at != c)
        return 0;
    j->at++;
    return 1;
}

static void json_blanks(struct json *j)
{
    while (j->at < j->end && memchr(" \t\r\n", *j->at, 4))
        j->at++;
}

static int json_digits(struct json *j)
{
    const char *const from = j->at;
    while (j->at < j->end && *j->at >= '0' && *j->at <= '9')
        j->at++;
    return j->at > from;
}

static int json_number(struct json *j)
{
    json_take(j, '-');
    if (!json_take(j, '0') && !json_digits(j))
        return 0;
    if (json_take(j, '.') && !json_digits(j))
        return 0;
    if (json_take(j, 'e') || json_take(j, 'E')) {
        if (!json_take(j, '+'))
            json_take(j, '-');
        return json_digits(j);
    }
    return 1;
}

static int json_escape(struct json *j)
{
    if (j->at == j->end)
        return 0;
    const char c = *j->at++;
    if (c != 'u')
        return c != '\0' && strchr("\"\\/bfnrt", c) != NULL;
    for (int i = 0; i < 4; i++, j->at++)
        if (j->at == j->end || !memchr("0123456789abcdefABCDEF", *j->at, 22))
            return 0;
    return 1;
}

/* The continuation bytes a lead byte wants; -1: it is none. */
static int json_follow(unsigned char c)
{
    if (c < 0x80)
        return 0;
    if (c < 0xc2 || c > 0xf4)
        return -1;
    return c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
}

static int json_string(struct json *j)
{
    if (!json_take(j, '"'))
        return 0;
    while (j->at < j->end && *j->at != '"') {
        const unsigned char c = (unsigned char)*j->at++;
        int follow = json_follow(c);
        if (c < 0x20 || follow < 0 || (c == '\\' && !json_escape(j)))
            return 0;
        for (; follow > 0; follow--, j->at++)
            if (j->at == j->end || ((unsigned char)*j->at & 0xc0) != 0x80)
                return 0;
    }
    return json_take(j, '"');
}

static int json_word(struct json *j, const char *word)
{
    while (*word)
        if (!json_take(j, *word++))
            return 0;
    return 1;
}

static int json_scalar(struct json *j)
{
    switch (j->at < j->end ? *j->at : '\0') {
    case '"':
        return json_string(j);
    case 't':
        return json_word(j, "true");
    case 'f':
        return json_word(j, "false");
    case 'n':
        return json_word(j, "null");
    default:
        return json_number(j);
    }
}

static int json_key(struct json *j)
{
    json_blanks(j);
    if (!json_string(j))
        return 0;
    json_blanks(j);
    return json_take(j, ':');
}

static int json_valid(const char *text, size_t n)
{
    struct json j = {text, text + n};
    char open[JSON_DEPTH]; /* what closes each value that is open */
    int depth = 0;
    for (;;) {
        json_blanks(&j);
        const char c = j.at < j.end ? *j.at : '\0';
        if (c == '{' || c == '[') {
            j.at++;
            if (depth == JSON_DEPTH)
                return 0;
            open[depth++] = c == '{' ? '}' : ']';
            json_blanks(&j);
            if (!json_take(&j, open[depth - 1])) {
                if (c == '{' && !json_key(&j))
                    return 0;
                continue;
            }
            depth--;
        } else if (!json_scalar(&j)) {
            return 0;
        }
        /* A value has ended: close what ends with it. */
        json_blanks(&j);
        while (depth > 0 && json_take(&j, open[depth - 1])) {
            depth--;
            json_blanks(&j);
        }
        if (depth == 0)
            return j.at == j.end;
        if (!json_take(&j, ',') || (open[depth - 1] == '}' && !json_key(&j)))
            return 0;
    }
}

#endif
