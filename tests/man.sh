#!/bin/sh
# SPDX-License-Identifier: MIT
#
# man.sh - the manual says what is there: every public function stands in
# section 3 with the prototype of its header, every struct shown is that of
# the header, every option and command of `cxm --help` is in cxm.1, the
# examples of cxm.1 run on examples/data, and mandoc finds no fault.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

set -- man/*.[1-9]
if [ ! -f "$1" ]; then
    echo "skip - there are no manual pages"
    exit 0
fi

# C without comments, preprocessor lines and superfluous blanks.
bare() {
    cat "$@" | sed '/^#/d; s/\\$//' | tr '\n' ' ' |
        sed 's|/\*[^*]*\*\**\([^/*][^*]*\*\**\)*/| |g' | tr -s ' \t' ' '
}

# "int cxm_rating_add(struct cxm_rating *r, int32_t score)", one a line.
header_functions() {
    bare include/cxm/*.h | tr ';' '\n' |
        sed -n 's/.*CXM_API \(.*)\) *$/\1/p' | sed 's/( /(/g; s/ )/)/g'
}

page_functions() {
    awk '
    function plain(text) { gsub(/"/, "", text); return text }
    /^\.Ft / { type = plain(substr($0, 5)) }
    /^\.Fo / { call = type (type ~ /\*$/ ? "" : " ") $2 "("; part = "" }
    /^\.Fa / && call != "" { call = call part plain(substr($0, 5)); part = ", " }
    /^\.Fc/ { print call ")"; call = "" }' "$@"
}

# The blocks "struct cxm_x { ... }" of C that went through bare.
blocks() {
    tr '}' '\n' | grep -oE '(struct|union) cxm_[a-z_]+ \{.*' | tr -s ' '
}

header_functions | sort >"$scratch/headers"
page_functions man/*.3 | sort >"$scratch/pages"
diff "$scratch/headers" "$scratch/pages" >"$scratch/differ"
empty "$scratch/differ" "section 3 has the prototypes of the headers"
test "$(wc -l <"$scratch/headers")" -gt 100
verdict $? "the headers' functions are known to this check"

bare include/cxm/*.h | blocks | sort >"$scratch/headers"
sed -n '/^\(struct\|union\) cxm_[a-z_]* {$/,/^}/p' man/*.3 >"$scratch/shown"
bare "$scratch/shown" | blocks | sort >"$scratch/pages"
diff "$scratch/headers" "$scratch/pages" >"$scratch/differ"
empty "$scratch/differ" "section 3 has the structs of the headers"

for header in include/cxm/*.h; do
    name=$(basename "$header" .h)
    [ -f "man/cxm_$name.3" ] || echo "cxm_$name.3"
done >"$scratch/lacking"
empty "$scratch/lacking" "each public header has its page"

if [ -x "$B/cxm" ]; then
    program=$(cd "$B" && pwd)/cxm
    {
        "$program" --help
        "$program" --help | sed -n '/^KPIs$/,/^$/p' |
            sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' |
            while read -r kpi; do "$program" "$kpi" --help; done
    } >"$scratch/help" 2>"$scratch/log"
    sed -n 's/^  \(-[a-z], \)*--\([a-z-]*\).*/\2/p' "$scratch/help" |
        sort -u >"$scratch/options"
    while read -r option; do
        grep -qE "Fl Fl $option( |\$)" man/cxm.1 || echo "--$option"
    done <"$scratch/options" >"$scratch/lacking"
    empty "$scratch/lacking" "cxm.1 has every option of --help"
    test "$(wc -l <"$scratch/options")" -gt 30
    verdict $? "the options are known to this check"
    grep -oE 'Fl Fl [a-z-]+' man/cxm.1 man/cxm-metrics.7 |
        sed 's/.* //' | sort -u |
        comm -23 - "$scratch/options" >"$scratch/more"
    empty "$scratch/more" "the pages name no other option"
    sed -n '/^KPIs$/,/^Input$/s/^  \([a-z][a-z-]*\) .*/\1/p' \
        "$scratch/help" |
        sort -u >"$scratch/commands"
    while read -r name; do
        grep -qE "^\.Cm $name( |\$)" man/cxm.1 || echo "$name"
    done <"$scratch/commands" >"$scratch/lacking"
    empty "$scratch/lacking" "cxm.1 has every command of --help"
    "$program" layouts | sed '/^Not built yet/,$d' |
        sed -n 's/^\([a-z][a-z-]*\)$/\1/p' >"$scratch/layouts"
    while read -r name; do
        grep -q "^\.It $name\$" man/cxm.1 || echo "$name"
    done <"$scratch/layouts" >"$scratch/lacking"
    empty "$scratch/lacking" "cxm.1 has every layout"

    mkdir "$scratch/bin"
    ln -s "$program" "$scratch/bin/cxm"
    sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' man/cxm.1 | sed 's/\\e$/\\/' |
        awk '/^\$ / { sub(/^\$ /, ""); text = $0
                      while (sub(/\\$/, "", text) && (getline more) > 0)
                          text = text more
                      print text }' >"$scratch/examples"
    while read -r line; do
        (cd examples/data && PATH=$scratch/bin:$PATH sh -c "$line") \
            </dev/null >"$scratch/out" 2>"$scratch/log"
        code=$?
        [ $code -eq 0 ] || sed 's/^/# /' "$scratch/log"
        test $code -eq 0 && test -s "$scratch/out"
        verdict $? "cxm.1: $line"
    done <"$scratch/examples"
    test -s "$scratch/examples"
    verdict $? "cxm.1 has examples"
else
    echo "skip - there is no program"
fi

if command -v mandoc >"$scratch/which"; then
    mandoc -Tlint -Wwarning man/*.[1-9] >"$scratch/faults" 2>&1
    empty "$scratch/faults" "mandoc finds no fault"
else
    echo "skip - there is no mandoc"
fi
finish
