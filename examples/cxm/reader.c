/* SPDX-License-Identifier: MIT */
/* reader_make: which columns the rows of a file need, and why. */
#include "rows.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>

#define RECORD_FIELDS (CXM_FIELD_COUNT | CXM_FIELD_SURVEY | CXM_FIELD_SENT)

/* The projected index of a column, added where it is new. */
static uint32_t project(struct reader *reader, uint32_t column)
{
    if (reader->slot_of[column] != COLUMN_NONE)
        return reader->slot_of[column];
    reader->slot_of[column] = (uint32_t)reader->n_columns;
    reader->column = message_alloc(reader->column, (reader->n_columns + 1) *
                                                       sizeof *reader->column);
    reader->column[reader->n_columns] = column;
    return (uint32_t)reader->n_columns++;
}

static struct slot slot_of(struct reader *reader, const struct column_ref *ref)
{
    struct slot slot = {COLUMN_NONE, COLUMN_NONE, COLUMN_NONE};
    if (ref->column == COLUMN_NONE)
        return slot;
    slot.index = project(reader, ref->column);
    slot.column = ref->column;
    if (ref->second != COLUMN_NONE)
        slot.second = project(reader, ref->second);
    return slot;
}

/* A name in --where, --by ...: a field that has a column, else a header. */
static int named_slot(struct reader *reader, const char *name,
                      struct slot *slot)
{
    struct cxm_error error;
    struct column_ref ref;
    const struct cxm_field *field;
    const struct input *input = reader->input;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (strcmp(field->name, name) == 0 &&
            input->binding.field[i].column != COLUMN_NONE) {
            *slot = slot_of(reader, &input->binding.field[i]);
            return EXIT_DONE;
        }
    }
    if (layout_column(&input->header, name, &ref, &error) < 0) {
        message_place("%s: %s", input->name, error.text);
        return EXIT_USAGE;
    }
    *slot = slot_of(reader, &ref);
    return EXIT_DONE;
}

static int expr_slots(struct reader *reader, const struct expr *exprs, size_t n,
                      struct slot **slots)
{
    *slots = message_alloc(NULL, n * sizeof **slots);
    for (size_t i = 0; i < n; i++) {
        const int end = named_slot(reader, exprs[i].name, &(*slots)[i]);
        if (end != EXIT_DONE)
            return end;
    }
    return EXIT_DONE;
}

static int by_slots(struct reader *reader)
{
    const struct texts *by = &reader->settings->by;
    reader->by = message_alloc(NULL, by->n * sizeof *reader->by);
    for (size_t i = 0; i < by->n; i++) {
        struct by_slot *slot = &reader->by[i];
        slot->kind = BY_COLUMN;
        if (strcmp(by->item[i], "weekday") == 0)
            slot->kind = BY_WEEKDAY;
        else if (strcmp(by->item[i], "hour") == 0)
            slot->kind = BY_HOUR;
        else if (named_slot(reader, by->item[i], &slot->slot) != EXIT_DONE)
            return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static int option_slots(struct reader *reader)
{
    const struct plan *plan = reader->plan;
    reader->option = message_alloc(NULL, plan->n * sizeof *reader->option);
    memset(reader->option, 0, plan->n * sizeof *reader->option);
    for (size_t k = 0; k < plan->n; k++) {
        const struct planned *p = &plan->kpi[k];
        reader->option[k] =
            message_alloc(NULL, p->n_options * sizeof **reader->option);
        for (size_t i = 0; i < p->n_options; i++) {
            struct slot *slot = &reader->option[k][i];
            const char *value = cxm_def_option(p->def, p->kpi->define[i].name);
            const char *type = p->kpi->define[i].type;
            *slot = (struct slot){COLUMN_NONE, COLUMN_NONE, COLUMN_NONE};
            if (!value)
                continue;
            if (strcmp(type, "expr") == 0)
                value = p->expr[i].name;
            else if (strcmp(type, "column") != 0)
                continue;
            if (named_slot(reader, value, slot) != EXIT_DONE)
                return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

static int needs_times(const struct reader *reader)
{
    const struct settings *s = reader->settings;
    for (size_t i = 0; i < s->by.n; i++)
        if (reader->by[i].kind != BY_COLUMN)
            return 1;
    return s->has_period || s->has_since || s->has_until;
}

/* The date that places a KPI's rows: --date, else its first choice. */
static uint64_t place_of(const struct reader *reader, const struct cxm_kpi *kpi)
{
    const uint64_t mapped = reader->input->binding.mapped;
    if (reader->settings->date)
        return reader->settings->date->bit & mapped;
    const uint64_t there = kpi->place & mapped;
    return there & (~there + 1);
}

static int no_date(const struct reader *reader, const struct cxm_kpi *kpi)
{
    const struct cxm_field *date = reader->settings->date;
    message_place("%s: %s cannot be placed in time: no column is %s; use "
                  "--map %s=COLUMN",
                  reader->input->name, kpi->name, date ? date->name : "a date",
                  date ? date->name : "at");
    return EXIT_USAGE;
}

static int places(struct reader *reader)
{
    const struct plan *plan = reader->plan;
    reader->place = message_alloc(NULL, plan->n * sizeof *reader->place);
    reader->date = message_alloc(NULL, plan->n * sizeof *reader->date);
    reader->able = message_alloc(NULL, plan->n * sizeof *reader->able);
    for (size_t k = 0; k < plan->n; k++) {
        const struct cxm_kpi *kpi = plan->kpi[k].kpi;
        reader->able[k] = plan_can(kpi, reader->input);
        reader->place[k] = place_of(reader, kpi);
        reader->date[k] = bit_number(reader->place[k]);
        if (reader->able[k] && reader->place[k] == 0 && needs_times(reader))
            return no_date(reader, kpi);
    }
    return EXIT_DONE;
}

/* The rating definition that reads a field, for its scale. */
static const struct cxm_def *def_of(const struct plan *plan, uint64_t bit)
{
    for (size_t k = 0; k < plan->n; k++)
        if (plan->kpi[k].kpi->needs == bit && cxm_def_scale(plan->kpi[k].def))
            return plan->kpi[k].def;
    return NULL;
}

static void add_field(struct reader *reader, size_t index, int optional)
{
    const struct cxm_field *field = cxm_field_at(index);
    reader->field = message_alloc(reader->field, (reader->n_fields + 1) *
                                                     sizeof *reader->field);
    struct field_slot *slot = &reader->field[reader->n_fields++];
    memset(slot, 0, sizeof *slot);
    slot->field = field;
    slot->bit = bit_number(field->bit);
    slot->slot = slot_of(reader, &reader->input->binding.field[index]);
    slot->style = reader->input->style;
    slot->optional = optional;
    slot->def = def_of(reader->plan, field->bit);
    if (slot->def)
        slot->scale = cxm_def_option(slot->def, "scale");
    if (reader->input->in_utc & field->bit)
        slot->style.time.zone = NULL;
}

/* All that the KPIs use, and the dates that place them. */
static void fields(struct reader *reader)
{
    const struct plan *plan = reader->plan;
    const int times = needs_times(reader) || reader->settings->check;
    const struct cxm_field *field;
    uint64_t uses = RECORD_FIELDS;
    uint64_t needs = 0;
    uint64_t dates = 0;
    for (size_t k = 0; k < plan->n; k++) {
        uses |= reader->able[k] ? plan->kpi[k].kpi->uses : 0;
        needs |= reader->able[k] ? plan->kpi[k].kpi->needs : 0;
        dates |= reader->place[k];
    }
    reader->times = times;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (!(reader->input->binding.mapped & field->bit) ||
            reader->input->binding.field[i].column == COLUMN_NONE)
            continue;
        if (field->bit & (uses | dates))
            add_field(reader, i,
                      !times && field->type == CXM_TYPE_TIME &&
                          !(field->bit & needs));
    }
}

static void id_slot(struct reader *reader)
{
    const struct cxm_field *field;
    reader->id = (struct slot){COLUMN_NONE, COLUMN_NONE, COLUMN_NONE};
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
        if (field->bit == CXM_FIELD_ID &&
            reader->settings->duplicates != DUPLICATES_ALL)
            reader->id = slot_of(reader, &reader->input->binding.field[i]);
}

/* The first column of two scales that a KPI would read one of. */
static const struct cxm_kpi *in_doubt(const struct reader *reader,
                                      const struct options *options,
                                      size_t *index)
{
    const struct cxm_field *field;
    for (size_t k = 0; k < reader->plan->n; k++) {
        const struct cxm_kpi *kpi = reader->plan->kpi[k].kpi;
        if (options_setting(options, kpi, "scale"))
            continue;
        for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
            if (field->bit == kpi->needs && reader->input->other_scale[i]) {
                *index = i;
                return kpi;
            }
    }
    return NULL;
}

int reader_check_labels(const struct reader *reader,
                        const struct options *options)
{
    size_t i = 0;
    const struct input *input = reader->input;
    const struct cxm_kpi *kpi = in_doubt(reader, options, &i);
    if (!kpi)
        return EXIT_DONE;
    message_place("%s:%llu:%lu: %s: labels of the scale %s and, from here, of "
                  "%s: say which, with --scale %s, --scale %s or --labels",
                  input->name, (unsigned long long)input->other_line[i],
                  (unsigned long)input->binding.field[i].column + 1, kpi->name,
                  input->label_scale[i], input->other_scale[i],
                  input->label_scale[i], input->other_scale[i]);
    return EXIT_DATA;
}

static uint32_t *no_slots(size_t columns)
{
    uint32_t *slot = message_alloc(NULL, columns * sizeof *slot);
    for (size_t i = 0; i < columns; i++)
        slot[i] = COLUMN_NONE;
    return slot;
}

int reader_make(struct reader *reader, const struct input *input,
                const struct settings *settings, const struct plan *plan)
{
    memset(reader, 0, sizeof *reader);
    reader->input = input;
    reader->settings = settings;
    reader->plan = plan;
    reader->slot_of = no_slots(input->header.columns);
    reader->marks_open = !settings->decimal_given &&
                         input->style.decimal.mark == '.' &&
                         !input->style.decimal.strict;
    int end = by_slots(reader);
    if (end == EXIT_DONE)
        end = places(reader);
    if (end == EXIT_DONE)
        end = expr_slots(reader, settings->where, settings->n_where,
                         &reader->where);
    if (end == EXIT_DONE)
        end =
            expr_slots(reader, settings->drop, settings->n_drop, &reader->drop);
    if (end == EXIT_DONE)
        end = option_slots(reader);
    if (end == EXIT_DONE) {
        fields(reader);
        id_slot(reader);
    }
    return end;
}

void reader_free(struct reader *reader)
{
    for (size_t k = 0; reader->option && k < reader->plan->n; k++)
        free(reader->option[k]);
    free(reader->option);
    free(reader->column);
    free(reader->slot_of);
    free(reader->field);
    free(reader->where);
    free(reader->drop);
    free(reader->by);
    free(reader->place);
    free(reader->date);
    free(reader->able);
}
