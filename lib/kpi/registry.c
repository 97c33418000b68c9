/* SPDX-License-Identifier: MIT */
#include "kpi.h"

#include <string.h>

const struct cxm_option cxm__no_options[] = {{NULL, NULL, NULL, NULL, NULL}};

/* Every KPI in the order of all output: a new one is one line here. */
#define KPIS(KPI)                                                              \
    KPI(csat)                                                                  \
    KPI(ces)                                                                   \
    KPI(nps)                                                                   \
    KPI(response)                                                              \
    KPI(fcr)                                                                   \
    KPI(aht)                                                                   \
    KPI(frt)                                                                   \
    KPI(asa)                                                                   \
    KPI(service_level)                                                         \
    KPI(abandonment)                                                           \
    KPI(resolution)                                                            \
    KPI(reopen)                                                                \
    KPI(sla)                                                                   \
    KPI(transfers)                                                             \
    KPI(handle_per_resolution)                                                 \
    KPI(rate)                                                                  \
    KPI(volume)                                                                \
    KPI(amount)

#define DECLARE(name) extern const struct cxm__kpi cxm__kpi_##name;
#define ENTRY(name)   &cxm__kpi_##name,

KPIS(DECLARE)

static const struct cxm__kpi *const registry[] = {KPIS(ENTRY) NULL};

const struct cxm__kpi *cxm__kpi_at(size_t i)
{
    const size_t n = sizeof registry / sizeof *registry - 1;
    return i < n ? registry[i] : NULL;
}

const struct cxm_kpi *cxm_kpi_at(size_t i)
{
    const struct cxm__kpi *kpi = cxm__kpi_at(i);
    return kpi ? &kpi->info : NULL;
}

const struct cxm_kpi *cxm_kpi_find(const char *name)
{
    const struct cxm_kpi *kpi;
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++)
        if (strcmp(kpi->name, name) == 0)
            return kpi;
    return NULL;
}
