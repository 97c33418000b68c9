/* SPDX-License-Identifier: MIT */
/*
 * fuzz_csv.c - any bytes, read in pieces of two sizes, are the same rows on
 * the same lines with the same end; and the guess of a dialect is one that
 * the reader takes.  The first four bytes choose the sizes, the dialect and
 * what is projected.
 */
#define _POSIX_C_SOURCE 200809L

#include "csv_feed.h"

#include "examples/cxm/dialect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void same_rows(struct feed f, size_t step)
{
    const struct feed_log a = feed_run(f);
    struct feed_log b;

    f.step = step;
    f.stutter = !f.stutter;
    f.engine = !f.engine;
    b = feed_run(f);
    if (a.used != b.used || memcmp(a.text, b.text, a.used) != 0) {
        fprintf(stderr, "--- a\n%s\n--- b\n%s\n", a.text, b.text);
        abort();
    }
    free(a.text);
    free(b.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint32_t column[] = {2, 0, 1, 1};
    struct dialect_guess guess;
    struct feed f = {0};
    size_t bom;

    if (size < 4) {
        return 0;
    }
    f.bytes = (const char *)data + 4;
    f.n = size - 4;
    f.step = 1 + data[0] % 32;
    f.peek = data[2] & 1;
    f.max_field = (data[2] & 2) != 0 ? 8 : 0;
    f.headers = data[3] % 4;
    f.column = column;
    f.columns = data[3] / 4 % 5;
    bom = f.n >= 3 && memcmp(f.bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    dialect_guess(f.bytes + bom, f.n - bom, (data[2] & 4) != 0, &guess);
    if (guess.dialect.skip > f.n - bom) {
        abort();
    }
    f.dialect = &guess.dialect;
    same_rows(f, 33 + data[1]);
    return 0;
}
