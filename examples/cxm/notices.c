/* SPDX-License-Identifier: MIT */
#include "notices.h"

#include "able.h"
#include "message.h"

#include <stdio.h>

static int has_created(const struct run *run)
{
    for (size_t i = 0; i < run->n_inputs; i++)
        if (run->inputs[i].binding.mapped & CXM_FIELD_CREATED)
            return 1;
    return 0;
}

/* What a KPI would count and cannot place may be what is bad. */
static void note_undated(const struct run *run, size_t k)
{
    char names[120];
    const struct undated *undated = &run->share.undated[k];
    const int one = undated->rows == 1;
    const int other = has_created(run) && !(undated->place & CXM_FIELD_CREATED);
    if (undated->rows == 0)
        return;
    able_names(undated->place, names, sizeof names);
    message_note("%s: %llu %s no date (%s) and %s in no period%s%s%s",
                 run->plan.kpi[k].kpi->name, (unsigned long long)undated->rows,
                 one ? "row has" : "rows have", names, one ? "stands" : "stand",
                 run->share.replaced ? ", duplicates included" : "",
                 other ? ": --date created would place " : "",
                 !other ? ""
                 : one  ? "it"
                        : "them");
}

/* Words for the status, where times tell what is solved. */
static void note_unknown(const struct input *input,
                         const struct remarks *remarks)
{
    const int one = remarks->unknown == 1;
    if (remarks->unknown == 0)
        return;
    message_note("%s: %llu %s of \"%s\" %s no status known here, %s \"%s\" "
                 "(line %llu); the time columns decide for %s; "
                 "--labels '%s=solved' would say what it is",
                 input->name, (unsigned long long)remarks->unknown,
                 one ? "cell" : "cells",
                 input_column_name(input, remarks->unknown_column),
                 one ? "is" : "are", one ? "it is" : "the first is",
                 remarks->unknown_text,
                 (unsigned long long)remarks->unknown_line, one ? "it" : "them",
                 remarks->unknown_text);
}

/* Columns of plain numbers: an error of their unit would be one of 60. */
static void note_units(const struct input *input, uint64_t bare)
{
    const struct cxm_field *field;
    const char *first = NULL;
    char columns[600] = "";
    size_t at = 0;
    size_t n = 0;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (!(field->bit & bare) || at >= sizeof columns)
            continue;
        at += (size_t)snprintf(
            columns + at, sizeof columns - at, "%s\"%s\"", n++ ? ", " : "",
            input_column_name(input, input->binding.field[i].column));
        if (!first)
            first = field->name;
    }
    if (n)
        message_note("%s: %s %s read in seconds; say --unit or --map "
                     "%s=COLUMN:UNIT if %s not",
                     input->name, columns, n == 1 ? "is" : "are", first,
                     n == 1 ? "it is" : "they are");
}

void notices(const struct run *run)
{
    for (size_t i = 0; i < run->n_inputs; i++) {
        note_unknown(&run->inputs[i], &run->remarks[i]);
        if (!run->settings.check)
            note_units(&run->inputs[i], run->remarks[i].bare);
    }
    for (size_t k = 0; k < run->plan.n; k++)
        note_undated(run, k);
}
