/* SPDX-License-Identifier: MIT */
#include "ids.h"

#include "message.h"

#include <string.h>

int ids_apply(const struct run *run, const struct input *input)
{
    const uint32_t policy = run->settings.duplicates;
    const uint32_t record = input->layout->record;
    size_t answers = 0;
    if (policy == DUPLICATES_ALL || !(input->binding.mapped & CXM_FIELD_ID))
        return 0;
    for (size_t i = 0; i < run->n_inputs; i++)
        answers += run->inputs[i].layout->record == CXM_RECORD_RESPONSE;
    return policy != DUPLICATES_DEFAULT || record == CXM_RECORD_TICKET ||
           (record == CXM_RECORD_RESPONSE && answers > 1);
}

int ids_any(const struct run *run)
{
    int any = 0;
    for (size_t i = 0; i < run->n_inputs; i++)
        any |= ids_apply(run, &run->inputs[i]);
    return any;
}

int ids_check(const struct run *run)
{
    const uint32_t policy = run->settings.duplicates;
    if (policy == DUPLICATES_DEFAULT || policy == DUPLICATES_ALL ||
        ids_any(run))
        return EXIT_DONE;
    message_error("--duplicates: no column is id; use --map id=COLUMN");
    return EXIT_USAGE;
}

/* The fields that hold ratings. */
static uint64_t ratings_of(const struct input *input)
{
    const struct cxm_field *field;
    uint64_t ratings = 0;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
        if (field->type == CXM_TYPE_RATING)
            ratings |= field->bit & input->binding.mapped;
    return ratings;
}

/* Calls have numbers of their own, though they are tickets here. */
static int is_of_calls(const struct input *input)
{
    return (input->binding.mapped &
            (CXM_FIELD_OFFERED_AT | CXM_FIELD_ANSWERED_AT | CXM_FIELD_ANSWERED |
             CXM_FIELD_ABANDONED)) != 0;
}

/* Can an id of one file be that of the same thing in the other? */
static int same_kind(const struct input *a, const struct input *b)
{
    const uint64_t ratings = ratings_of(a);
    const uint64_t theirs = ratings_of(b);
    return strcmp(a->layout->name, b->layout->name) == 0 &&
           is_of_calls(a) == is_of_calls(b) &&
           (a->layout->record == CXM_RECORD_TICKET || (theirs & ratings) ||
            theirs == ratings);
}

size_t ids_kind(const struct run *run, const struct input *input)
{
    size_t i = 0;
    while (&run->inputs[i] != input && !same_kind(&run->inputs[i], input))
        i++;
    return i;
}

size_t ids_prefix(const struct run *run)
{
    size_t first = SIZE_MAX;
    int several = 0;
    for (size_t i = 0; i < run->n_inputs; i++) {
        if (!ids_apply(run, &run->inputs[i]))
            continue;
        const size_t kind = ids_kind(run, &run->inputs[i]);
        several |= first != SIZE_MAX && kind != first;
        first = kind;
    }
    return !several ? 0 : run->n_inputs <= 256 ? 1 : sizeof(size_t);
}

struct cxm_bytes ids_key(const struct run *run, const struct reader *reader,
                         struct cxm_bytes id, struct room *room)
{
    const size_t prefix = run->id_prefix;
    const unsigned char byte = (unsigned char)reader->kind;
    if (prefix == 0)
        return id;
    char *key = room_for(room, prefix + id.length);
    if (prefix == 1)
        memcpy(key, &byte, 1);
    else
        memcpy(key, &reader->kind, prefix);
    memcpy(key + prefix, id.bytes, id.length);
    return (struct cxm_bytes){key, prefix + id.length};
}
