/* SPDX-License-Identifier: MIT */
/*
 * fuzz_csv_both.c - both engines of the csv reader make the same of any
 * bytes.  The first six bytes choose dialect, sizes and projection; the text
 * is repeated behind some letters, so that a short one meets the borders of
 * blocks in many places.
 */
#define _POSIX_C_SOURCE 200809L

#include "csv_both.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct both both = {0};
    char *report;

    if (size < 6) {
        return 0;
    }
    both.text = (const char *)data + 6;
    both.n = size - 6;
    both.dialect.delimiter = ",,,;\t| a"[data[0] % 8];
    both.dialect.quote = "\"\"'b"[data[0] / 8 % 4];
    both.dialect.within = data[0] / 32 % 2;
    both.max_field = data[1] % 4 == 0 ? 1 + data[1] / 4 * 2 : 0;
    both.step = 1 + data[2] * (1 + (size_t)data[1] / 4 % 4 * 40);
    both.stutter = data[3] % 2;
    both.headers = data[3] / 2 % 3;
    both.columns = data[3] / 8 % 7;
    both.before = data[4] % 128;
    both.repeat = 1 + data[5] % 16;
    report = both_compare(&both);
    if (report != NULL) {
        fprintf(stderr, "%s\n", report);
        abort();
    }
    return 0;
}
