/* SPDX-License-Identifier: MIT */
/*
 * Any cell in any style: the first byte chooses the style, the rest is read.
 * What is read is written and reads back; what is refused changes nothing.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cxm/decimal.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds)
{
    if (!holds)
        abort();
}

static void write_and_read_back(int64_t value)
{
    char text[24];
    int64_t back = 0;
    int rounded = 1;
    const size_t n = cxm_decimal_text(value, text, sizeof text);
    demand(n < sizeof text && strlen(text) == n);
    demand(cxm_decimal_parse(NULL, text, n, &back, &rounded, NULL) == CXM_OK);
    demand(back == value && rounded == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const struct cxm_decimal_style style = {
        data[0] & 1 ? ',' : '.', (data[0] >> 1) & 1, (data[0] >> 2) & 1, 0};
    const char *text = (const char *)data + 1;
    struct cxm_error error;
    int64_t value = -77;
    int rounded = -77;
    const int status =
        cxm_decimal_parse(&style, text, size - 1, &value, &rounded, &error);
    if (status == CXM_OK) {
        demand(value > INT64_MIN && (rounded == 0 || rounded == 1));
        write_and_read_back(value);
        return 0;
    }
    demand(status == CXM_ESYNTAX || status == CXM_ERANGE);
    demand(value == -77 && rounded == -77 && error.status == status);
    demand(strlen(error.text) > 0 && strlen(error.text) < 150);
    return 0;
}
