/* SPDX-License-Identifier: MIT */
/* reader_make: which columns the rows of a file need, and why. */
#include "rows.h"

#include "able.h"
#include "columns.h"
#include "fields.h"
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

/* A name in --where, --by ...; *unit is that of a duration there. */
static int named_slot(struct reader *reader, const char *name, int may_lack,
                      struct slot *slot, int *unit)
{
    struct cxm_error error;
    struct column_ref ref = {COLUMN_NONE, COLUMN_NONE, NULL, 0};
    const struct input *input = reader->input;
    const int status = columns_find(input, name, &ref, &error);
    if (status < 0 || (status == COLUMN_ABSENT && !may_lack)) {
        message_place("%s: %s", input->name, error.text);
        return EXIT_USAGE;
    }
    if (unit)
        *unit = columns_unit(input, &ref);
    *slot = slot_of(reader, &ref);
    return EXIT_DONE;
}

static int expr_slots(struct reader *reader, struct expr *exprs, size_t n,
                      struct slot **slots)
{
    *slots = message_alloc(NULL, n * sizeof **slots);
    for (size_t i = 0; i < n; i++) {
        const int end =
            named_slot(reader, exprs[i].name, 1, &(*slots)[i], &exprs[i].unit);
        if (end != EXIT_DONE)
            return end;
    }
    return EXIT_DONE;
}

/* The marks between the values of a column that holds several, or NULL. */
static const char *splits_of(const struct reader *reader, const char *name)
{
    const struct texts *split = &reader->settings->split;
    const char *marks = reader->input->layout->split;
    for (size_t i = 0; i < split->n; i++)
        if (strcmp(split->item[i], name) == 0)
            return marks ? marks : ",;|";
    return NULL;
}

static int by_slots(struct reader *reader)
{
    const struct texts *by = &reader->settings->by;
    reader->by = message_alloc(NULL, by->n * sizeof *reader->by);
    for (size_t i = 0; i < by->n; i++) {
        struct by_slot *slot = &reader->by[i];
        slot->kind = BY_COLUMN;
        slot->split = splits_of(reader, by->item[i]);
        if (strcmp(by->item[i], "weekday") == 0)
            slot->kind = BY_WEEKDAY;
        else if (strcmp(by->item[i], "hour") == 0)
            slot->kind = BY_HOUR;
        else if (named_slot(reader, by->item[i], 1, &slot->slot, NULL) !=
                 EXIT_DONE)
            return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* The column that an option looks at; targets have several of their own. */
static int option_slot(struct reader *reader, const struct planned *p, size_t i,
                       struct slot *slot)
{
    const char *value = cxm_def_option(p->def, p->kpi->define[i].name);
    const char *type = p->kpi->define[i].type;
    *slot = (struct slot){COLUMN_NONE, COLUMN_NONE, COLUMN_NONE};
    if (value && strcmp(type, "expr") == 0)
        return named_slot(reader, p->expr[i].name, 0, slot, &p->expr[i].unit);
    if (value && strcmp(type, "column") == 0)
        return named_slot(reader, value, 0, slot, NULL);
    return EXIT_DONE;
}

/* The column of that name among those of the targets, added where it is new. */
static int target_column(struct reader *reader, struct kpi_slot *kpi,
                         const char *name, size_t *column)
{
    struct slot slot;
    if (named_slot(reader, name, 1, &slot, NULL) != EXIT_DONE)
        return EXIT_USAGE;
    for (*column = 0; *column < kpi->n_columns; ++*column) {
        const struct slot *known = &kpi->column[*column].slot;
        if (known->index == slot.index && known->second == slot.second)
            return EXIT_DONE;
    }
    kpi->column =
        message_alloc(kpi->column, (kpi->n_columns + 1) * sizeof *kpi->column);
    struct target_column *added = &kpi->column[kpi->n_columns++];
    memset(added, 0, sizeof *added);
    added->slot = slot;
    return EXIT_DONE;
}

static int target_slots(struct reader *reader, const struct planned *p,
                        struct kpi_slot *kpi)
{
    struct cxm_target target;
    for (size_t i = 0; cxm_def_target(p->def, i, &target) >= 0; i++) {
        kpi->target = message_alloc(kpi->target, (i + 1) * sizeof *kpi->target);
        struct target_slot *slot = &kpi->target[i];
        slot->value = target.value;
        slot->length = target.value_length;
        kpi->n_targets = i + 1;
        char *name = message_copy(target.name, target.name_length);
        const int end = target_column(reader, kpi, name, &slot->column);
        free(name);
        if (end != EXIT_DONE)
            return end;
    }
    return EXIT_DONE;
}

static int option_slots(struct reader *reader)
{
    int end = EXIT_DONE;
    for (size_t k = 0; k < reader->plan->n; k++) {
        const struct planned *p = &reader->plan->kpi[k];
        struct kpi_slot *kpi = &reader->kpi[k];
        if (!kpi->able)
            continue;
        kpi->option = message_alloc(NULL, p->n_options * sizeof *kpi->option);
        for (size_t i = 0; i < p->n_options && end == EXIT_DONE; i++) {
            end = option_slot(reader, p, i, &kpi->option[i]);
            kpi->looks |= kpi->option[i].index != COLUMN_NONE;
        }
        if (end == EXIT_DONE)
            end = target_slots(reader, p, kpi);
        kpi->looks |= kpi->n_targets != 0;
    }
    return end;
}

/*
 * A file without the date: an error where the KPI is all that was asked for.
 * A report has another file for it, or would not have planned it.
 */
static int no_date(const struct reader *reader, const struct cxm_def *def,
                   int alone)
{
    char why[300];
    able_no_place(def, reader->settings, reader->input, why, sizeof why);
    message_place("%s: %s %s: %s", reader->input->name, cxm_def_kpi(def)->name,
                  alone ? "cannot be placed in time" : "is not computed here",
                  why);
    return alone ? EXIT_USAGE : EXIT_DONE;
}

/* KPIs that share a date share the cells of a row. */
static size_t twin_of(const struct reader *reader, size_t k)
{
    size_t i = 0;
    while (i < k && reader->kpi[i].place != reader->kpi[k].place)
        i++;
    return i;
}

static int kpis(struct reader *reader)
{
    const struct plan *plan = reader->plan;
    const struct settings *s = reader->settings;
    reader->kpi = message_alloc(NULL, plan->n * sizeof *reader->kpi);
    memset(reader->kpi, 0, plan->n * sizeof *reader->kpi);
    for (size_t k = 0; k < plan->n; k++) {
        const struct cxm_def *def = plan->kpi[k].def;
        struct kpi_slot *kpi = &reader->kpi[k];
        kpi->able = able_measure(def, reader->input, NULL);
        kpi->place = able_place(def, s, reader->input);
        kpi->date = bit_number(kpi->place);
        kpi->twin = twin_of(reader, k);
        kpi->record = able_kind(def, reader->input);
        kpi->rests = cxm_def_fields(def, able_fields(reader->input));
        if (kpi->able && kpi->place == 0 && able_needs_times(s)) {
            if (no_date(reader, def, plan->single) != EXIT_DONE)
                return EXIT_USAGE;
            kpi->able = 0;
        }
        reader->tickets |= kpi->able && kpi->record == CXM_RECORD_TICKET;
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
    fields_slot(reader->input, index, slot);
    slot->def = def_of(reader->plan, field->bit);
    if (slot->def)
        slot->scale = cxm_def_option(slot->def, "scale");
    if (reader->input->in_utc & field->bit)
        slot->style.time.zone = NULL;
}

/* Do the faults of a field reject nothing? */
static int is_optional(const struct reader *reader,
                       const struct cxm_field *field, uint64_t needs)
{
    if (field->bit & needs)
        return 0;
    return field->type == CXM_TYPE_TIME ? !reader->times
                                        : !reader->settings->check;
}

/* Does it matter which times there are, though they place nothing? */
static int wants_times(const struct reader *reader)
{
    int due = 0;
    for (size_t k = 0; k < reader->plan->n; k++)
        due |= reader->plan->kpi[k].kpi->has_due != 0;
    return reader->times || due || output_shows_times(reader->settings->output);
}

/* All that the KPIs use, and the dates that place them. */
static void fields(struct reader *reader)
{
    const struct cxm_field *field;
    uint64_t uses = RECORD_FIELDS;
    uint64_t needs = RECORD_FIELDS;
    uint64_t dates = 0;
    reader->times =
        able_needs_times(reader->settings) || reader->settings->check;
    for (size_t k = 0; k < reader->plan->n; k++) {
        const struct cxm_kpi *info = reader->plan->kpi[k].kpi;
        const struct kpi_slot *kpi = &reader->kpi[k];
        uses |= kpi->able ? info->uses | kpi->rests : 0;
        needs |= kpi->able ? kpi->rests : 0;
        dates |= kpi->place;
    }
    uses |= wants_times(reader) ? dates : 0;
    /* What is merged or deleted is no ticket, whatever the KPI. */
    uses |= reader->tickets ? CXM_FIELD_STATUS : 0;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (!(reader->input->binding.mapped & field->bit & uses) ||
            reader->input->binding.field[i].column == COLUMN_NONE)
            continue;
        add_field(reader, i, is_optional(reader, field, needs));
    }
}

static void id_slot(struct reader *reader, int by_id)
{
    const struct cxm_field *field;
    reader->id = (struct slot){COLUMN_NONE, COLUMN_NONE, COLUMN_NONE};
    for (size_t i = 0; by_id && (field = cxm_field_at(i)) != NULL; i++)
        if (field->bit == CXM_FIELD_ID)
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
                const struct settings *settings, const struct plan *plan,
                int by_id)
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
        end = kpis(reader);
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
        id_slot(reader, by_id);
    }
    return end;
}

void reader_free(struct reader *reader)
{
    for (size_t k = 0; reader->kpi && k < reader->plan->n; k++) {
        free(reader->kpi[k].option);
        free(reader->kpi[k].target);
        free(reader->kpi[k].column);
    }
    for (size_t i = 0; i < reader->n_fields; i++)
        fields_slot_free(&reader->field[i]);
    free(reader->kpi);
    free(reader->column);
    free(reader->slot_of);
    free(reader->field);
    free(reader->where);
    free(reader->drop);
    free(reader->by);
}
