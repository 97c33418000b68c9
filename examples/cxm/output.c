/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <string.h>

static const struct {
    const char *name;
    output_function *function;
} formats[] = {
    {"table", output_table},       {"json", output_json},
    {"jsonl", output_jsonl},       {"csv", output_csv},
    {"markdown", output_markdown},
};

output_function *output_find(const char *format)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, format) == 0)
            return formats[i].function;
    return NULL;
}

int output_shows_times(output_function *function)
{
    return function == output_json;
}

const char *output_formats(void)
{
    return "table, json, jsonl, csv, markdown";
}
