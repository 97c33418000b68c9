#!/bin/sh
# SPDX-License-Identifier: MIT
#
# names.sh - the program knows no KPI by name: what it offers and prints comes
# from the registry.  Only layouts, which are tables of other products' column
# names, may say one.
#
# Sought are strings that are a KPI's name or begin a definition ("nps",
# "nps scale=0:10") and, where a name is no English word, identifiers that
# contain it (cxm_nps_result).
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

# The KPIs of the registry; a name in C has _ where the text has -.
kpis() {
    sed -n 's/^const struct cxm__kpi cxm__kpi_\([a-z_]*\) =.*/\1/p' \
        lib/kpi/*.c
}

# mentions FILE...: each line of code that names a KPI.
mentions() {
    awk -v kpis="$(kpis | tr '\n' ' ')" '
    BEGIN {
        n = split(kpis, kpi, " ")
        for (i = 1; i <= n; i++) {
            words = words (i > 1 ? "|" : "") kpi[i]
            if (length(kpi[i]) <= 4 && kpi[i] !~ /^rate$/)
                signs = signs (signs ? "|" : "") kpi[i]
        }
        gsub(/_/, "[-_]", words)
        words = "^\"(" words ")[ \"]"
        signs = "(^|_)(" signs ")(_|$)"
    }
    FNR == 1 { comment = 0 }
    {
        text = $0
        found = ""
        while (text != "") {
            if (comment) {
                n = index(text, "*/")
                comment = !n
                n = n ? n + 1 : length(text)
            } else if (text ~ /^\/\*/) {
                comment = 1
                n = 2
            } else if (match(text, /^"([^"\\]|\\.)*"/)) {
                n = RLENGTH
                if (substr(text, 1, n) ~ words)
                    found = substr(text, 1, n)
            } else if (match(text, /^[A-Za-z_][A-Za-z_0-9]*/)) {
                n = RLENGTH
                if (tolower(substr(text, 1, n)) ~ signs)
                    found = substr(text, 1, n)
            } else {
                n = match(text, /^\047([^\047\\]|\\.)*\047/) ? RLENGTH : 1
            }
            text = substr(text, n + 1)
        }
        if (found != "")
            print FILENAME ":" FNR ": " found
    }' "$@"
}

# A library without KPIs would make this check say nothing.
test "$(kpis | wc -l)" -gt 2
verdict $? "the registry's KPIs are known to this check"
find examples/cxm -name '*.[ch]' ! -name 'layout*' | sort >"$scratch/files"
# shellcheck disable=SC2046
mentions $(cat "$scratch/files") /dev/null >"$scratch/mentions"
empty "$scratch/mentions" "the program names no KPI outside layouts"

# The check can fail.
kpi=$(kpis | grep -x nps)
cat >"$scratch/planted.c" <<END
/* cxm_${kpi}_init and "$kpi" in a comment are nothing. */
if (strcmp(name, "$kpi") == 0)
    cxm_${kpi}_init(&state);
puts("usage: cxm $kpi FILE");
cxm_def_new(&def, "$kpi scale=0:10", NULL, NULL);
END
mentions "$scratch/planted.c" | cut -d : -f 2 | tr '\n' ' ' >"$scratch/found"
test "$(cat "$scratch/found")" = "2 3 5 "
verdict $? "a planted name is found"
finish
