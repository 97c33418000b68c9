/* SPDX-License-Identifier: MIT */
#include "expr.h"

#include "message.h"
#include "refuse.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { EQUAL = 1, NOT_EQUAL, LESS, NOT_MORE, MORE, NOT_LESS, CONTAINS };

/* The longer before those they begin with. */
static const struct {
    const char *text;
    int op;
} operators[] = {
    {"!=", NOT_EQUAL}, {"<=", NOT_MORE}, {">=", NOT_LESS}, {"=", EQUAL},
    {"<", LESS},       {">", MORE},      {"~", CONTAINS},
};

static const struct cxm_decimal_style pointed = {'.', 0, 0, 0};

/* ---- Reading a condition ----------------------------------------------- */

static size_t find_operator(const char *text, int *op)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const size_t n = strlen(operators[i].text);
        if (strncmp(text, operators[i].text, n) == 0) {
            *op = operators[i].op;
            return n;
        }
    }
    return 0;
}

static const char *skip_blanks(const char *text)
{
    while (text_is_blank(*text))
        text++;
    return text;
}

/* The end of a quoted text, behind its quote; NULL where there is none. */
static const char *quoted_end(const char *text)
{
    const char *end =
        *text == '"' || *text == '\'' ? strchr(text + 1, *text) : NULL;
    return end ? end + 1 : NULL;
}

/* A copy without blanks around it, and without quotes around that. */
static char *bare_copy(const char *text, size_t n)
{
    while (n > 0 && text_is_blank(*text)) {
        text++;
        n--;
    }
    while (n > 0 && text_is_blank(text[n - 1]))
        n--;
    if (n >= 2 && (*text == '"' || *text == '\'') && text[n - 1] == *text)
        return message_copy(text + 1, n - 2);
    return message_copy(text, n);
}

/* Take name, operator and value apart; whether it is a condition. */
static int split(struct expr *expr, const char *text)
{
    const char *end = quoted_end(skip_blanks(text));
    const char *p = end ? skip_blanks(end) : text;
    size_t n = find_operator(p, &expr->op);
    while (n == 0 && !end && *p)
        n = find_operator(++p, &expr->op);
    if (n == 0)
        return 0;
    expr->name = bare_copy(text, (size_t)(p - text));
    p += n;
    if (*p && strchr("=<>~", *p))
        return 0;
    expr->value = bare_copy(p, strlen(p));
    expr->value_length = strlen(expr->value);
    return *expr->name != '\0';
}

static int is_ordering(const struct expr *expr)
{
    return expr->op >= LESS && expr->op <= NOT_LESS;
}

/*
 * An order among texts is hardly ever meant, so a value that an option would
 * make a number or a time is refused.
 */
static int read_value(struct expr *expr, const struct cell_style *style,
                      struct cxm_error *error)
{
    struct cxm_error why;
    const char *value = expr->value;
    const size_t n = expr->value_length;
    expr->value_missing = cell_is_missing(style, value, n);
    expr->value_number =
        cxm_decimal_parse(&style->decimal, value, n, &expr->millionths, NULL,
                          NULL) == CXM_OK ||
        cxm_decimal_parse(&pointed, value, n, &expr->millionths, NULL, NULL) ==
            CXM_OK;
    expr->value_time =
        cxm_time_parse(&style->time, value, n, &expr->ms, NULL) == CXM_OK;
    expr->value_duration =
        !expr->value_number &&
        cxm_duration_parse(value, n, &expr->length, NULL) == CXM_OK;
    if (!is_ordering(expr) || expr->value_number || expr->value_time ||
        expr->value_duration)
        return CXM_OK;
    int64_t result;
    int status = cell_decimal(style, value, n, &result, NULL, &why);
    if (status >= 0 || !cell_names_option(&why))
        status = cell_time(style, value, n, &result, &why);
    if (status >= 0 || !cell_names_option(&why))
        return CXM_OK;
    if (error)
        *error = why;
    return status;
}

int expr_parse(struct expr *expr, const char *text,
               const struct cell_style *style, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    int status;
    memset(expr, 0, sizeof *expr);
    refuse_quote(text, strlen(text), quote);
    if (!split(expr, text))
        status = refuse(error, CXM_ESYNTAX, "",
                        "\"%s\" is no condition: NAME OP VALUE, where OP is "
                        "one of = != < <= > >= ~",
                        quote);
    else if (expr->value_length == 0 && expr->op > NOT_EQUAL)
        status = refuse(error, CXM_ESYNTAX, "",
                        "\"%s\" compares with nothing; only = and != can do "
                        "that",
                        quote);
    else
        status = read_value(expr, style, error);
    if (status < 0)
        expr_free(expr);
    return status;
}

void expr_free(struct expr *expr)
{
    free(expr->name);
    free(expr->value);
    expr->name = expr->value = NULL;
}

static const char *operator_text(int op)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].op == op)
            return operators[i].text;
    return "";
}

/* Would the text be read back as something else without quotes? */
static int needs_quotes(const char *text, int is_name)
{
    const size_t n = strlen(text);
    int op = 0;
    if (n > 0 && (text_is_blank(*text) || text_is_blank(text[n - 1]) ||
                  *text == '"' || *text == '\''))
        return 1;
    for (const char *p = text; *p; p++) {
        if (find_operator(p, &op) > 0)
            return 1;
        if (!is_name)
            break;
    }
    return 0;
}

static char *append(char *end, const char *text, int is_name)
{
    const size_t n = strlen(text);
    const char quote = strchr(text, '"') ? '\'' : '"';
    const int quoted = needs_quotes(text, is_name);
    if (quoted)
        *end++ = quote;
    memcpy(end, text, n);
    end += n;
    if (quoted)
        *end++ = quote;
    *end = '\0';
    return end;
}

char *expr_canonical(const struct expr *expr)
{
    const char *op = operator_text(expr->op);
    char *text = message_alloc(NULL, strlen(expr->name) + strlen(op) +
                                         strlen(expr->value) + 5);
    char *end = append(text, expr->name, 1);
    memcpy(end, op, strlen(op));
    append(end + strlen(op), expr->value, 0);
    return text;
}

/* ---- Testing a cell ---------------------------------------------------- */

/* Does the operator hold, where the cell is before (-1), at or behind (1)? */
static int holds(int op, int order)
{
    switch (op) {
    case EQUAL:
        return order == 0;
    case NOT_EQUAL:
        return order != 0;
    case LESS:
        return order < 0;
    case NOT_MORE:
        return order <= 0;
    case MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

static int order_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int contains(const char *cell, size_t n, const char *part, size_t m)
{
    const char *at = cell;
    while (m > 0 && (size_t)(cell + n - at) >= m) {
        at = memchr(at, *part, (size_t)(cell + n - at) - m + 1);
        if (!at)
            return 0;
        if (memcmp(at, part, m) == 0)
            return 1;
        at++;
    }
    return m == 0;
}

static int is_value(const struct expr *expr, const char *cell, size_t n)
{
    return n == expr->value_length && memcmp(cell, expr->value, n) == 0;
}

static int test_text(const struct expr *expr, const char *cell, size_t n)
{
    const size_t m = expr->value_length;
    if (expr->op == CONTAINS)
        return contains(cell, n, expr->value, m);
    const int order = memcmp(cell, expr->value, n < m ? n : m);
    return holds(expr->op, order ? order : (n > m) - (n < m));
}

#define NOT_BOTH 3 /* the cell is not what the value is */

/*
 * A cell that is no number in this style may be one in another.  It is taken
 * for that where it makes no difference which, and refused else.
 */
static int test_number(const struct expr *expr, const struct cell_style *style,
                       const char *cell, size_t n)
{
    static const struct cxm_decimal_style loose[] = {{'.', 1, 0, 0},
                                                     {',', 1, 0, 0}};
    int64_t number;
    int result = NOT_BOTH;
    if (cxm_decimal_parse(&style->decimal, cell, n, &number, NULL, NULL) ==
        CXM_OK)
        return holds(expr->op, order_of(number, expr->millionths));
    for (size_t i = 0; i < sizeof loose / sizeof *loose; i++) {
        if (cxm_decimal_parse(&loose[i], cell, n, &number, NULL, NULL) !=
            CXM_OK)
            continue;
        const int one = holds(expr->op, order_of(number, expr->millionths));
        if (result != NOT_BOTH && result != one)
            return CXM_ESYNTAX;
        result = one;
    }
    return result;
}

static int test_time(const struct expr *expr, const struct cell_style *style,
                     const char *cell, size_t n)
{
    struct cxm_error why;
    int64_t ms = 0;
    if (cxm_time_parse(&style->time, cell, n, &ms, NULL) == CXM_OK)
        return holds(expr->op, order_of(ms, expr->ms));
    why.text[0] = '\0';
    if (cell_time(style, cell, n, &ms, &why) < 0 && cell_names_option(&why))
        return CXM_ESYNTAX;
    return NOT_BOTH;
}

static int is_of_durations(const struct expr *expr)
{
    return expr->value_duration && expr->unit != UNIT_NONE;
}

/* A text among durations is never meant to be compared as one. */
static int test_duration(const struct expr *expr,
                         const struct cell_style *style, const char *cell,
                         size_t n)
{
    int64_t ms = 0;
    if (cell_duration(style, expr->unit, cell, n, &ms, NULL) != CELL_VALUE)
        return CXM_ESYNTAX;
    return holds(expr->op, order_of(ms, expr->length));
}

/* A cell in UTF-8 that is not missing. */
static int test_plain(const struct expr *expr, const struct cell_style *style,
                      const char *cell, size_t n)
{
    int result = NOT_BOTH;
    if (expr->op == CONTAINS)
        return test_text(expr, cell, n);
    /* So 1.234 is 1.234 whatever the point means. */
    if (is_value(expr, cell, n))
        return holds(expr->op, 0);
    if (is_of_durations(expr))
        return test_duration(expr, style, cell, n);
    if (expr->value_number)
        result = test_number(expr, style, cell, n);
    if (result == NOT_BOTH && expr->value_time)
        result = test_time(expr, style, cell, n);
    return result == NOT_BOTH ? test_text(expr, cell, n) : result;
}

static int needs_utf8(const struct expr *expr, const char *cell, size_t n)
{
    unsigned char high = 0;
    if (is_value(expr, cell, n))
        return 0;
    for (size_t i = 0; i < n; i++)
        high |= (unsigned char)cell[i];
    return high >= 0x80;
}

int expr_test(const struct expr *expr, const struct cell_style *style,
              const char *cell, size_t n)
{
    if (cell_is_missing(style, cell, n) &&
        !(expr->value_missing && is_value(expr, cell, n) && n > 0))
        return expr->value_length ? EXPR_MISSING : expr->op == EQUAL;
    if (expr->value_length == 0)
        return expr->op == NOT_EQUAL;
    if (!needs_utf8(expr, cell, n))
        return test_plain(expr, style, cell, n);
    char *text = message_alloc(NULL, n * TEXT_UTF8_ROOM);
    const int result = test_plain(expr, style, text,
                                  text_utf8(cell, n, style->encoding, text));
    free(text);
    return result;
}

int expr_holds(const struct expr *expr, const struct cell_style *style,
               const char *cell, size_t n)
{
    const int result = expr_test(expr, style, cell, n);
    return result == EXPR_MISSING ? expr->op == NOT_EQUAL : result;
}

void expr_doubt(const struct expr *expr, const struct cell_style *style,
                const char *cell, size_t n, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    int64_t value;
    if (is_of_durations(expr) &&
        cell_duration(style, expr->unit, cell, n, &value, error) < 0)
        return;
    if (expr->value_number &&
        cell_decimal(style, cell, n, &value, NULL, error) < 0 &&
        cell_names_option(error))
        return;
    if (expr->value_time && cell_time(style, cell, n, &value, error) < 0 &&
        cell_names_option(error))
        return;
    refuse(error, CXM_ESYNTAX, "",
           "\"%s\" could be read in two ways when it is compared with %s",
           refuse_quote(cell, n, quote), expr->name);
}
