/* SPDX-License-Identifier: MIT */
/* What a definition asks of its source: fields that must be there. */
#include "kpi.h"

#include "../base/base.h"

#include <stdio.h>

int cxm__lacks(struct cxm_error *error, const char *what)
{
    return cxm__fail(error, CXM_EFIELD, "", "needs %s", what);
}

/* "a, b or c" of the fields of these bits. */
static void write_names(uint64_t bits, char *out, size_t size)
{
    const struct cxm_field *field;
    size_t at = 0;
    for (size_t i = 0; bits && at < size; i++) {
        if ((field = cxm_field_at(i)) == NULL)
            break;
        if (!(bits & field->bit))
            continue;
        bits &= ~field->bit;
        at += (size_t)snprintf(out + at, size - at, "%s%s",
                               at == 0 ? "" : (bits ? ", " : " or "),
                               field->name);
    }
}

int cxm_def_can(const struct cxm_def *def, uint64_t fields,
                struct cxm_error *error)
{
    const uint64_t needs = def->kpi->info.needs;
    char names[200] = "";
    if (def->kpi->can)
        return def->kpi->can(def, fields, error);
    if (needs == 0 || fields & needs)
        return CXM_OK;
    write_names(needs, names, sizeof names);
    return cxm__lacks(error, names);
}

uint64_t cxm_def_fields(const struct cxm_def *def, uint64_t fields)
{
    return def->kpi->fields ? def->kpi->fields(def, fields)
                            : def->kpi->info.needs & fields;
}

uint64_t cxm_def_place(const struct cxm_def *def)
{
    return def->kpi->place ? def->kpi->place(def) : def->kpi->info.place;
}
