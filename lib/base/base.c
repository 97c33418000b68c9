/* SPDX-License-Identifier: MIT */
#include "base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *cxm_version(void)
{
    return CXM_VERSION;
}

const char *cxm_status_text(int status)
{
    switch (status) {
    case CXM_OK:
        return "ok";
    case CXM_EMPTY:
        return "nothing was counted";
    case CXM_EINVAL:
        return "an argument is outside its domain";
    case CXM_ENOMEM:
        return "out of memory";
    case CXM_EOVERFLOW:
        return "a count or sum would overflow";
    case CXM_EABSENT:
        return "what is to be removed was never added";
    case CXM_ERANGE:
        return "the value is outside its range or no point of the scale";
    case CXM_EMISMATCH:
        return "the definitions differ";
    case CXM_EOPTION:
        return "unknown option or refused value";
    case CXM_ESYNTAX:
        return "the text cannot be read";
    case CXM_EDUPLICATE:
        return "the id was seen before";
    case CXM_EOVERFLOWED:
        return "the table has lost groups to its limit";
    case CXM_ENOFIGURE:
        return "no figure may be shown";
    case CXM_EVERSION:
        return "the saved state is of a later version";
    case CXM_ECORRUPT:
        return "the bytes are no saved state";
    case CXM_EFIELD:
        return "the source lacks a field that is needed";
    default:
        return "unknown status";
    }
}

static void *standard_resize(void *p, size_t new_size)
{
    if (new_size == 0) {
        free(p);
        return NULL;
    }
    return realloc(p, new_size);
}

void *cxm__resize(const struct cxm_alloc *alloc, void *p, size_t old_size,
                  size_t new_size)
{
    if (!alloc)
        return standard_resize(p, new_size);
    return alloc->resize(alloc->context, p, old_size, new_size);
}

int cxm__grow(const struct cxm_alloc *alloc, void **items, size_t *capacity,
              size_t need, size_t size)
{
    if (need <= *capacity)
        return CXM_OK;
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2)
            return CXM_ENOMEM;
        wanted *= 2;
    }
    if (wanted > SIZE_MAX / size)
        return CXM_ENOMEM;
    void *grown = cxm__resize(alloc, *items, *capacity * size, wanted * size);
    if (!grown)
        return CXM_ENOMEM;
    *items = grown;
    *capacity = wanted;
    return CXM_OK;
}

/* The first n bytes without a last character in UTF-8 that is not complete. */
static size_t whole_characters(const char *text, size_t n)
{
    size_t tail = 0;
    while (tail < 3 && tail < n && (text[n - 1 - tail] & 0xc0) == 0x80)
        tail++;
    if (tail == n)
        return n;
    const unsigned char lead = (unsigned char)text[n - 1 - tail];
    const size_t more =
        lead < 0xc0 ? 0 : 1 + (size_t)(lead >= 0xe0) + (size_t)(lead >= 0xf0);
    return tail < more ? n - 1 - tail : n;
}

int cxm__clip(const char *text, size_t length, size_t most)
{
    return (int)(length <= most ? length : whole_characters(text, most));
}

int cxm__fail(struct cxm_error *error, int status, const char *field,
              const char *format, ...)
{
    if (!error)
        return status;
    memset(error, 0, sizeof *error);
    error->status = status;
    snprintf(error->field, sizeof error->field, "%s", field ? field : "");
    va_list arguments;
    va_start(arguments, format);
    const int length =
        vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof error->text)
        error->text[whole_characters(error->text, sizeof error->text - 1)] = 0;
    return status;
}
