/* SPDX-License-Identifier: MIT */
#include "value.h"

#include "message.h"
#include "text.h"

#include <string.h>

static const struct cxm_decimal_style plain = {'.', 0, 0, 0};

int value_refuse(int option, const char *value, const char *wanted)
{
    message_error("--%s %s: it should be %s", option_table[option].name, value,
                  wanted);
    return -1;
}

/* The index of the value among words separated by '|'; -1 after a message. */
int value_choose(const struct options *options, int option, const char *words)
{
    const char *value = options->value[option];
    const size_t length = strlen(value);
    const char *list = words;
    const char *word;
    size_t n;
    for (int i = 0; text_item(&list, &word, &n); i++)
        if (n == length && memcmp(word, value, n) == 0)
            return i;
    return value_refuse(option, value, words);
}

/* A decimal option, in millionths, within bounds; -1 after a message. */
int value_number(const struct options *options, int option, int64_t low,
                 int64_t high, const char *wanted, int64_t *millionths)
{
    const char *value = options->value[option];
    size_t length = strlen(value);
    int rounded = 0;
    if (option == OPTION_MAX_REJECTED && length > 1 && value[length - 1] == '%')
        length--;
    if (cxm_decimal_parse(&plain, value, length, millionths, &rounded, NULL) <
            0 ||
        rounded || *millionths < low || *millionths > high)
        return value_refuse(option, value, wanted);
    return 0;
}

int value_count(const struct options *options, int option, int64_t low,
                uint64_t *n)
{
    int64_t millionths = 0;
    if (!options_has(options, option))
        return 0;
    if (value_number(options, option, low * CXM_MILLION,
                     INT64_C(4000000000) * CXM_MILLION, "a whole number",
                     &millionths) < 0)
        return -1;
    if (millionths % CXM_MILLION != 0)
        return value_refuse(option, options->value[option], "a whole number");
    *n = (uint64_t)(millionths / CXM_MILLION);
    return 0;
}
