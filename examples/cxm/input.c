/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "input.h"

#include "look.h"
#include "message.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_ROWS 3

const char *input_column_name(const struct input *input, uint32_t column)
{
    return column < input->header.columns ? input->header.name[column] : "";
}

int input_problem(const struct input *input)
{
    const struct csv_problem *problem = csv_problem(input->csv);
    if (problem->status == CSV_OK)
        message_place("%s: the input stopped before its end", input->name);
    else if (problem->status == CSV_BAD_READ && *input->source.text)
        message_place("%s: %s", input->name, input->source.text);
    else if (problem->line)
        message_place("%s:%llu: %s", input->name,
                      (unsigned long long)problem->line, problem->text);
    else
        message_place("%s: %s", input->name, problem->text);
    if (problem->status == CSV_OK || problem->status == CSV_BAD_READ ||
        problem->status == CSV_BAD_MEMORY)
        return EXIT_IO;
    return EXIT_DATA;
}

/* Neither rows nor the end: what was read is not all. */
static int is_failure(int status)
{
    return status < 0 || status == CSV_AGAIN;
}

/* ---- Header rows ------------------------------------------------------- */

static char *cell_text(const struct csv_batch *batch, uint32_t i, int encoding)
{
    const struct csv_span span = batch->span[i];
    char *text = message_alloc(NULL, span.length * TEXT_UTF8_ROOM + 1);
    text[text_utf8(batch->bytes + span.at, span.length, encoding, text)] = '\0';
    return text;
}

static void read_header_row(const struct csv_batch *batch, int encoding,
                            struct header *row)
{
    memset(row, 0, sizeof *row);
    row->columns = batch->columns;
    row->name = message_alloc(NULL, batch->columns * sizeof *row->name);
    for (uint32_t i = 0; i < batch->columns; i++)
        row->name[i] = cell_text(batch, i, encoding);
}

static void free_row(char **cells, size_t n)
{
    for (size_t i = 0; cells && i < n; i++)
        free(cells[i]);
    free(cells);
}

/* Give each column a cell, though the rows of a header may differ in length. */
static char **pad_row(struct header *row, size_t columns)
{
    char **cells = message_alloc(row->name, (columns + 1) * sizeof *cells);
    for (size_t i = row->columns; i < columns; i++)
        cells[i] = message_copy("", 0);
    for (size_t i = columns; i < row->columns; i++)
        free(cells[i]);
    row->name = NULL;
    return cells;
}

/* The first row names the columns and becomes the header, the next labels. */
static void keep_header(struct input *input, struct header *row, size_t n)
{
    const struct layout *layout = input->layout;
    input->header.columns = row[0].columns;
    input->header.name = pad_row(&row[0], row[0].columns);
    if (layout->header_rows > 1 && n > 1)
        input->header.label = pad_row(&row[1], input->header.columns);
}

/* A cell of digits, signs, marks and blanks: a value, not a name. */
static int is_value(const char *text)
{
    return *text && text[strspn(text, " \t0123456789+-.,:/")] == '\0' &&
           strpbrk(text, "0123456789");
}

/*
 * A first row of values only is no header.  In a single column with blanks
 * inside it is fixed-width text, which has no delimiter to find.
 */
static int check_header(const struct input *input)
{
    const struct header *h = &input->header;
    size_t values = 0;
    for (size_t i = 0; i < h->columns; i++)
        values += is_value(h->name[i]) ? 1 : 0;
    if (h->columns == 1 && values == 1 && strpbrk(h->name[0], " \t")) {
        message_place("%s: one column without a name, \"%.40s\": this looks "
                      "like fixed-width text; convert it to CSV with a header",
                      input->name, h->name[0]);
        return EXIT_DATA;
    }
    if (values == h->columns)
        message_warning("%s: the first row looks like data; it was taken for "
                        "the names of the columns and is not counted",
                        input->name);
    return EXIT_DONE;
}

/* source_read, up to the bound. */
static ssize_t read_bounded(void *context, char *bytes, size_t n)
{
    struct input *input = context;
    const uint64_t left =
        input->read < input->bound ? input->bound - input->read : 0;
    const size_t most = left < n ? (size_t)left : n;
    const ssize_t got = most ? source_read(&input->source, bytes, most) : 0;
    input->read += got > 0 ? (uint64_t)got : 0;
    return got;
}

static int begin(struct input *input)
{
    const struct csv_source source = {read_bounded, input};
    input->read = 0;
    input->bound = UINT64_MAX;
    if (csv_open(&input->csv, &source, input->engine, 0) != CSV_OK) {
        message_error("out of memory");
        return EXIT_IO;
    }
    return EXIT_DONE;
}

static int find_dialect(struct input *input, const struct settings *settings)
{
    const char *bytes = NULL;
    size_t n = 0;
    const int status = csv_peek(input->csv, &bytes, &n);
    if (is_failure(status))
        return input_problem(input);
    if (n == 0) {
        message_place("%s: the file is empty: not even a header", input->name);
        return EXIT_DATA;
    }
    dialect_guess(bytes, n, n + 3 < CSV_PEEK, &input->dialect);
    if (settings->delimiter) {
        input->dialect.dialect.delimiter = (char)settings->delimiter;
        input->dialect.certain = 1;
    }
    return EXIT_DONE;
}

/*
 * The layout that was asked for.  One with several header rows must be
 * recognised, too: else it would take answers for names.
 */
static int force_layout(struct input *input, const struct layout *wanted,
                        const struct header *row, size_t n)
{
    const int other = strcmp(input->layout->name, wanted->name) != 0;
    input->layout = layout_variant(wanted, row, n);
    if (!other || input->layout->header_rows == 1)
        return EXIT_DONE;
    message_place("%s: this is no %s export, which is known by: %s; see `cxm "
                  "layouts`",
                  input->name, wanted->name, wanted->recognised);
    return EXIT_USAGE;
}

static int recognise(struct input *input, const struct settings *settings)
{
    struct header row[HEADER_ROWS];
    struct csv_batch batch;
    size_t n = 0;
    int status = CSV_ROWS;
    if (csv_begin(input->csv, &input->dialect.dialect) != CSV_OK)
        return input_problem(input);
    while (n < HEADER_ROWS &&
           (status = csv_next(input->csv, &batch)) == CSV_ROWS)
        read_header_row(&batch, settings->encoding, &row[n++]);
    int end = EXIT_DONE;
    if (n == 0) {
        if (is_failure(status)) {
            end = input_problem(input);
        } else {
            message_place("%s: the file holds no row", input->name);
            end = EXIT_DATA;
        }
    } else {
        input->layout = layout_recognise(row, n);
        if (settings->layout)
            end = force_layout(input, settings->layout, row, n);
        keep_header(input, row, n);
        header_index(&input->header);
        if (end == EXIT_DONE)
            end = check_header(input);
    }
    for (size_t i = 0; i < n; i++)
        free_row(row[i].name, row[i].columns);
    return end;
}

/* ---- Opening ----------------------------------------------------------- */

static int skip_header(struct input *input)
{
    struct csv_batch batch;
    if (csv_begin(input->csv, &input->dialect.dialect) != CSV_OK)
        return input_problem(input);
    for (uint32_t i = 0; i < input->layout->header_rows; i++)
        if (is_failure(csv_next(input->csv, &batch)))
            return input_problem(input);
    return EXIT_DONE;
}

static int rewind_input(struct input *input)
{
    csv_close(input->csv);
    input->csv = NULL;
    if (source_rewind(&input->source) != SOURCE_OK) {
        message_place("%s: %s", input->name, input->source.text);
        return EXIT_IO;
    }
    return begin(input);
}

/* Everything that is known before a cell is looked at. */
static int bind(struct input *input, const struct settings *settings,
                const struct texts *maps, uint64_t score_of)
{
    struct cxm_error error;
    const struct cxm_field *field;
    input->style = settings->style;
    if (!settings->decimal_given && input->dialect.dialect.delimiter == ';')
        input->style.decimal.strict = 1;
    if (!settings->layout)
        input->layout = layout_with_maps(input->layout, maps->item, maps->n);
    if (!settings->dates_given)
        input->style.time.dates = input->layout->dates;
    if (layout_bind(input->layout, &input->header, maps->item, maps->n,
                    &input->binding, &error) < 0) {
        message_place("%s: %s", input->name, error.text);
        return EXIT_USAGE;
    }
    /* Where each row says which survey it answers, one column may be read as
     * several KPIs. */
    layout_spread_score(&input->binding,
                        input->binding.mapped & CXM_FIELD_SURVEY ? UINT64_MAX
                                                                 : score_of);
    layout_units(input->layout, &input->header, settings->unit,
                 &input->binding);
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        const char *name =
            input_column_name(input, input->binding.field[i].column);
        if (field->type == CXM_TYPE_TIME &&
            (input->layout->utc || strstr(name, "(UTC)")))
            input->in_utc |= field->bit;
    }
    return EXIT_DONE;
}

int input_open(struct input *input, const char *path,
               const struct settings *settings, const struct texts *maps,
               uint64_t score_of, int want_states)
{
    memset(input, 0, sizeof *input);
    input->path = path;
    input->name = strcmp(path, "-") == 0 ? "stdin" : path;
    input->engine = settings->engine;
    if (source_open(&input->source, path) != SOURCE_OK) {
        message_place("%s: %s", input->name, input->source.text);
        return EXIT_IO;
    }
    input->opened = 1;
    int status = begin(input);
    if (status == EXIT_DONE)
        status = find_dialect(input, settings);
    if (status == EXIT_DONE)
        status = recognise(input, settings);
    if (status == EXIT_DONE)
        status = bind(input, settings, maps, score_of);
    /* A header of fewer rows than were looked at hides the first rows. */
    if (status == EXIT_DONE)
        status = rewind_input(input);
    if (status == EXIT_DONE &&
        is_failure(csv_peek(input->csv, &(const char *){NULL}, &(size_t){0})))
        status = input_problem(input);
    if (status == EXIT_DONE)
        status = skip_header(input);
    if (status == EXIT_DONE)
        status = look_ahead(input, want_states);
    return status;
}

int input_start(struct input *input, const uint32_t *column, size_t n)
{
    const char *bytes = NULL;
    size_t peeked = 0;
    int status = rewind_input(input);
    if (status != EXIT_DONE)
        return status;
    source_release(&input->source);
    if (is_failure(csv_peek(input->csv, &bytes, &peeked)))
        return input_problem(input);
    status = skip_header(input);
    if (status == EXIT_DONE && csv_project(input->csv, column, n) != CSV_OK)
        status = input_problem(input);
    return status;
}

int input_shrank(const struct input *input)
{
    const struct source *source = &input->source;
    if (!source->seekable || source->unpack ||
        input->read >= (uint64_t)source->size)
        return 0;
    message_place("%s: the file became shorter while it was read", input->name);
    return 1;
}

void input_close(struct input *input)
{
    csv_close(input->csv);
    header_index_free(&input->header);
    free_row(input->header.name, input->header.columns);
    free_row(input->header.label, input->header.columns);
    input->csv = NULL;
    input->header.name = input->header.label = NULL;
    if (input->opened)
        source_close(&input->source);
    input->opened = 0;
}
