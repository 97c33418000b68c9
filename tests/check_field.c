/* SPDX-License-Identifier: MIT */
/* The list of fields is complete, unambiguous and fits the records. */
#include "run.h"

#include <string.h>

#include <cxm/response.h>
#include <cxm/row.h>

#define RESPONSE (1u << CXM_RECORD_RESPONSE)
#define ROW      (1u << CXM_RECORD_ROW)

/* Does the header `name` mean this field? */
static int is_called(const struct cxm_field *field, const char *name)
{
    const size_t n = strlen(name);
    const char *alias = field->aliases;
    if (strcmp(field->name, name) == 0)
        return 1;
    while (*alias) {
        const size_t length = strcspn(alias, "|");
        if (length == n && memcmp(alias, name, n) == 0)
            return 1;
        alias += length + (alias[length] == '|');
    }
    return 0;
}

/* The field a header of that kind of record means, or NULL. */
static const struct cxm_field *meant(const char *name, uint32_t record)
{
    const struct cxm_field *found = NULL;
    for (size_t i = 0; cxm_field_at(i); i++) {
        const struct cxm_field *field = cxm_field_at(i);
        if ((field->records & record) && is_called(field, name)) {
            ck_assert_msg(!found, "%s means two fields", name);
            found = field;
        }
    }
    return found;
}

START_TEST(the_fields_stand_in_the_order_of_their_bits)
{
    size_t n = 0;
    for (; cxm_field_at(n); n++) {
        const struct cxm_field *field = cxm_field_at(n);
        ck_assert_uint_eq(field->bit, UINT64_C(1) << n);
        ck_assert_ptr_eq(cxm_field_find(field->name), field);
        ck_assert(field->type >= CXM_TYPE_TEXT &&
                  field->type <= CXM_TYPE_STATE);
        ck_assert_uint_eq(field->records & ~(RESPONSE | ROW), 0);
    }
    ck_assert_uint_eq(n, 21);
    ck_assert_uint_eq(CXM_FIELD_TAGS, UINT64_C(1) << 20);
    ck_assert_ptr_null(cxm_field_at(SIZE_MAX));
}
END_TEST

static const struct {
    uint32_t record;
    const char *header;
    const char *field; /* NULL: none */
    const char *source;
} headers[] = {
    {RESPONSE, "id", "id", "cli.md, responses"},
    {RESPONSE, "at", "at", "cli.md, responses"},
    {RESPONSE, "score", "score", "cli.md, responses"},
    {RESPONSE, "csat", "csat", "cli.md, responses"},
    {RESPONSE, "ces", "ces", "cli.md, responses"},
    {RESPONSE, "nps", "nps", "cli.md, responses"},
    {RESPONSE, "sent_at", "sent_at", "cli.md, responses"},
    {RESPONSE, "customer", "customer", "cli.md, responses"},
    {RESPONSE, "weight", "weight", "cli.md, responses"},
    {RESPONSE, "count", "count", "cli.md, responses"},
    {RESPONSE, "comment", "comment", "cli.md, responses"},
    {RESPONSE, "ticket", "ticket", "cli.md, responses"},
    {RESPONSE, "status", "status", "cli.md, responses"},
    {RESPONSE, "response_id", "id", "cli.md, aliases"},
    {RESPONSE, "ticket_id", "ticket", "cli.md, aliases"},
    {RESPONSE, "created_at", "at", "cli.md, aliases"},
    {RESPONSE, "customer_id", "customer", "cli.md, aliases"},
    {RESPONSE, "agent_id", "agent", "cli.md, aliases"},
    {RESPONSE, "survey_type", "survey", "kpis.md, Delighted"},
    {RESPONSE, "call_id", NULL, "cli.md: call_id is no id"},
    {RESPONSE, "rating", NULL, "a matter of the layout"},
    {RESPONSE, "sent", NULL, "as often a date"},
    {RESPONSE, "amount", NULL, "cli.md: a row's"},
    {RESPONSE, "", NULL, "an empty header"},
    {ROW, "at", "at", "cli.md, rows"},
    {ROW, "created_at", "at", "cli.md, rows"},
    {ROW, "amount", "amount", "cli.md, rows"},
    {ROW, "count", "count", "cli.md, rows"},
    {ROW, "id", "id", "cli.md, rows"},
    {ROW, "customer_id", "customer", "cli.md, rows"},
    {ROW, "nps", NULL, "a row has no rating"},
    {ROW, "sent_at", NULL, "a response's"},
};

START_TEST(a_header_means_one_field)
{
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const struct cxm_field *field =
            meant(headers[i].header, headers[i].record);
        ck_assert_msg(headers[i].field
                          ? field && strcmp(field->name, headers[i].field) == 0
                          : !field,
                      "%s (%s): %s", headers[i].header, headers[i].source,
                      field ? field->name : "none");
    }
}
END_TEST

START_TEST(an_alias_or_another_case_is_no_name)
{
    static const char *const name[] = {"response_id", "NPS",  "",
                                       "np",          "npss", "call_id"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        ck_assert_ptr_null(cxm_field_find(name[i]));
}
END_TEST

static const struct {
    const char *name;
    size_t response;
    size_t row;
} places[] = {
    {"at", offsetof(struct cxm_response, at), offsetof(struct cxm_row, at)},
    {"sent_at", offsetof(struct cxm_response, sent_at), CXM_FIELD_NOWHERE},
    {"csat", offsetof(struct cxm_response, csat), CXM_FIELD_NOWHERE},
    {"ces", offsetof(struct cxm_response, ces), CXM_FIELD_NOWHERE},
    {"nps", offsetof(struct cxm_response, nps), CXM_FIELD_NOWHERE},
    {"sent", offsetof(struct cxm_response, sent), CXM_FIELD_NOWHERE},
    {"count", offsetof(struct cxm_response, count),
     offsetof(struct cxm_row, count)},
    {"weight", offsetof(struct cxm_response, weight), CXM_FIELD_NOWHERE},
    {"amount", CXM_FIELD_NOWHERE, offsetof(struct cxm_row, amount)},
};

/* The place that the list above gives a field. */
static size_t place(const char *name, int in_row)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i].name, name) == 0)
            return in_row ? places[i].row : places[i].response;
    }
    return CXM_FIELD_NOWHERE;
}

START_TEST(a_field_lies_where_its_record_has_it)
{
    for (size_t i = 0; cxm_field_at(i); i++) {
        const struct cxm_field *field = cxm_field_at(i);
        ck_assert_msg(field->response_offset == place(field->name, 0) &&
                          field->row_offset == place(field->name, 1),
                      "%s", field->name);
        /* Text has no int64 to lie in. */
        ck_assert(field->type != CXM_TYPE_TEXT ||
                  (field->response_offset == CXM_FIELD_NOWHERE &&
                   field->row_offset == CXM_FIELD_NOWHERE));
    }
}
END_TEST

START_TEST(a_record_starts_with_its_size_and_nothing_else)
{
    const struct cxm_response response = CXM_RESPONSE_INIT;
    const struct cxm_row row = CXM_ROW_INIT;
    ck_assert_uint_eq(response.size, sizeof response);
    ck_assert(response.have == 0 && response.mapped == 0 && !response.survey);
    ck_assert_uint_eq(row.size, sizeof row);
    ck_assert(row.have == 0 && row.mapped == 0 && row.n == 0 && !row.option);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_fields_stand_in_the_order_of_their_bits);
    tcase_add_test(tc, a_header_means_one_field);
    tcase_add_test(tc, an_alias_or_another_case_is_no_name);
    tcase_add_test(tc, a_field_lies_where_its_record_has_it);
    tcase_add_test(tc, a_record_starts_with_its_size_and_nothing_else);
}

TEST_MAIN(tests)
