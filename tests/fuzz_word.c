/* SPDX-License-Identifier: MIT */
/*
 * Any cell as a status, a flag or a direction: what is known has a value of
 * its kind, what is not changes nothing, and case does not matter.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cxm/ticket.h>
#include <cxm/word.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds)
{
    if (!holds)
        abort();
}

static void demand_value(int status, int64_t value, int64_t most)
{
    demand(status == CXM_OK || status == CXM_ESYNTAX);
    demand(status == CXM_OK ? value >= 0 && value <= most : value == 77);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    char capitals[128];
    int64_t value = 77;
    const int status = cxm_status_find(text, size, &value);
    demand_value(status, value, CXM_STATUS_DELETED);
    if (status == CXM_OK && size <= sizeof capitals) {
        int64_t again = 77;
        for (size_t i = 0; i < size; i++)
            capitals[i] =
                (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - ('a' - 'A')
                                                        : text[i]);
        demand(cxm_status_find(capitals, size, &again) == CXM_OK);
        demand(again == value);
    }
    for (uint32_t i = 42; i <= 45; i++) {
        value = 77;
        const int found = cxm_flag_find(UINT64_C(1) << i, text, size, &value);
        demand_value(found, value, 1);
    }
    value = 77;
    const int found = cxm_direction_find(text, size, &value);
    demand_value(found, value, CXM_DIRECTION_OUT);
    return 0;
}
