/* SPDX-License-Identifier: MIT */
/*
 * Any cell as a rating: a label has a kind and, if it is a rating, a scale;
 * the number before a label is one that can be read.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cxm/decimal.h>
#include <cxm/label.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct cxm_label label = {77, 0, 0, NULL};
    if (cxm_label_find(text, size, &label) == CXM_OK) {
        demand(label.kind >= CXM_LABEL_RATING &&
               label.kind <= CXM_LABEL_UNOFFERED);
        demand((label.kind == CXM_LABEL_RATING) == (label.scale != NULL));
        demand(label.millionths >= 0 && label.millionths <= 5000000);
    } else {
        demand(label.kind == 77);
    }

    const size_t length = cxm_label_strip(text, size);
    demand(length < size || size == 0);
    if (length > 0) {
        const char mark = memchr(text, ',', length) ? ',' : '.';
        const struct cxm_decimal_style style = {mark, 0, 0, 0};
        int64_t value = 0;
        const int status =
            cxm_decimal_parse(&style, text, length, &value, NULL, NULL);
        demand(status == CXM_OK || status == CXM_ERANGE);
    }
    return 0;
}
