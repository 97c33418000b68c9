/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "stretches.h"

#include "cut.h"
#include "message.h"
#include "run.h"

#include <string.h>

/*
 * Did each stretch end where the next begins?  One that ends within quotes, or
 * says that the run must stop, has a result of its own; a file that shrinks
 * ends too soon.
 */
static int has_ended(const struct stretches *file, size_t i)
{
    const struct stretch *s = &file->stretch[i];
    const uint64_t at = i ? s->at : file->input->read;
    if (s->result != EXIT_DONE)
        return 0;
    return i + 1 < file->n ? at == s->end
                           : at >= (uint64_t)file->input->source.size;
}

/* Marks that contradict each other may be in two stretches. */
static int is_right(const struct stretches *file)
{
    int point = 0;
    int comma = 0;
    uint64_t faults = file->run->share.faults;
    for (size_t i = 0; i < file->n; i++) {
        const struct stretch *s = &file->stretch[i];
        if (!has_ended(file, i) ||
            !share_remembers(&s->share, file->run, faults))
            return 0;
        point |= s->part.work.row.point_read;
        comma |= s->part.work.row.comma_refused;
        faults += s->share.faults;
    }
    return !point || !comma;
}

/* Of stretches that have something to show a line of. */
static int count_lines(struct stretches *file)
{
    const uint64_t most = file->run->settings.show_rejected;
    uint64_t faults = file->run->share.faults;
    uint64_t unknown = 0;
    uint64_t lines = 0;
    uint64_t at = 0;
    for (size_t i = 0; i < file->n; i++) {
        struct stretch *s = &file->stretch[i];
        const uint64_t words = s->part.work.row.remarks.unknown;
        if ((s->share.faults > 0 && faults < most) ||
            (words > 0 && unknown == 0)) {
            const int64_t more = cut_lines(&file->input->source, at, s->begin);
            if (more < 0)
                return 0;
            lines += (uint64_t)more;
            at = s->begin;
        }
        s->lines = lines;
        faults += s->share.faults;
        unknown += words;
    }
    return 1;
}

/* First with each other: what fails must not have changed the run's. */
static int merge_rows(struct stretches *file)
{
    struct share *first = &file->stretch[0].share;
    for (size_t i = 1; i < file->n; i++)
        if (share_merge_rows(first, &file->stretch[i].share) < 0)
            return 0;
    return share_merge_rows(&file->run->share, first) >= 0;
}

static void merge_remarks(struct remarks *into, const struct remarks *from,
                          uint64_t lines)
{
    const uint64_t unknown = into->unknown;
    const uint64_t bare = into->bare;
    if (unknown == 0) {
        *into = *from;
        into->unknown_line += lines;
    } else {
        into->unknown = unknown + from->unknown;
    }
    into->bare = bare | from->bare;
}

static void merge_notes(struct stretches *file)
{
    struct run *run = file->run;
    struct remarks *remarks = &run->remarks[file->input - run->inputs];
    memset(remarks, 0, sizeof *remarks);
    for (size_t i = 0; i < file->n; i++) {
        const struct stretch *s = &file->stretch[i];
        merge_remarks(remarks, &s->part.work.row.remarks, s->lines);
        share_merge_notes(&run->share, &s->share, run, file->input->name,
                          s->lines);
    }
}

int stretches_merge(struct stretches *file)
{
    if (!is_right(file) || !count_lines(file) || !merge_rows(file))
        return 0;
    merge_notes(file);
    return 1;
}
