#!/bin/sh
# SPDX-License-Identifier: MIT
#
# published.sh - the figures that others published of their data come out of
# one command each.  The data is not ours to keep: it lies in $CXM_SHARED/data
# (../shared/data); where it does not, nothing is tested.
#
#   s01   13,954 answers of a French retailer (BenaventC/NPSgame, CC0), in a
#         mix of Latin-1 and code page 850, with NA
#   s05   150 answers as numbers (TimTeaFan/dplyover, MIT)
#   s06   the same answers as words
#   s09   a Qualtrics export with three header rows (ropensci/qualtRics, MIT)
#   s10   one of the older form, with a byte order mark
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc
LC_ALL=C
export LC_ALL
data=${CXM_SHARED:-../shared}/data

# run ARGUMENT...: a run whose one result is a CSV row, read by `gives`.
run() {
    "$B/cxm" "$@" --format csv >"$scratch/out" 2>"$scratch/err" </dev/null
    code=$?
    [ $code -eq 0 ] || head -n 3 "$scratch/err" | sed 's/^/# /'
}

# gives TEXT NAME=VALUE...: the columns have these values; whole numbers and
# texts exactly, others to 1e-9.
gives() {
    text=$1
    shift
    printf '%s\n' "$@" >"$scratch/expected"
    test $code -eq 0 && awk -F, -v list="$scratch/expected" '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    NR == 2 {
        while ((getline line <list) > 0) {
            name = substr(line, 1, index(line, "=") - 1)
            want = substr(line, index(line, "=") + 1)
            got = $column[name]
            near = want ~ /^-?[0-9]+\.[0-9]+$/ &&
                got ~ /^-?[0-9.]+$/ && (got - want) ^ 2 < 1e-18
            if (got "" != want "" && !near) {
                print "# " name " is " got ", not " want
                bad = 1
            }
        }
    }
    END { exit bad || NR != 2 }' "$scratch/out"
    verdict $? "$text"
}

# counted TEXT COUNTED MISSING ARGUMENT...: the account of the last run.
counted() {
    text=$1
    want="\"counted\":$2,\"missing\":$3,\"rejected\":0"
    shift 3
    "$B/cxm" "$@" --format json >"$scratch/out" 2>"$scratch/err" </dev/null
    grep -q "$want" "$scratch/out"
    verdict $? "$text"
}

# have FILE: is it there?  Say so where it is not.
have() {
    test -f "$data/$1" && return 0
    echo "skip - there is no $1 in $data"
    return 1
}

s01=s01_nps_garden_retail_fr_latin1.csv
if have $s01; then
    s01=$data/$s01
    run nps "$s01"
    gives "s01: NPS" n=13612 promoters=8465 passives=3953 detractors=1194 \
        value=53.4161034381428 mean=8.70298266235674
    counted "s01: NPS misses 342 answers" 13612 342 nps "$s01"
    run csat --map csat=satisfaction --scale 0:10 --top 3 "$s01"
    gives "s01: satisfaction of 8 or more" n=13893 top=10807 \
        mean=8.34938458216368 value=77.787374937019
    run csat --map csat=satisfaction --scale 0:10 --figure mean "$s01"
    gives "s01: mean satisfaction" n=13893 value=8.34938458216368 unit=score
    run ces --map ces=intention --scale 0:10 "$s01"
    gives "s01: mean intention" n=13772 value=8.99738600058089
fi

items='n=150 top=57 value=38 mean=3.02 distribution=1:16;2:38;3:39;4:41;5:16'
s05=s05_csat_dplyover_raw_na.csv
if have $s05; then
    s05=$data/$s05
    run csat --map csat=item1 "$s05"
    # shellcheck disable=SC2086
    gives "s05: item 1 as numbers" $items
    run csat --map csat=item3b "$s05"
    gives "s05: item 3b" n=124 mean=3.13709677419355 value=43.5483870967742
    counted "s05: item 3b misses 26" 124 26 csat --map csat=item3b "$s05"
fi

s06=s06_csat_dplyover_textlabels.csv
if have $s06; then
    s06=$data/$s06
    run csat "$s06"
    # shellcheck disable=SC2086
    gives "s06: the same answers as words" $items
    run csat --map csat=phone_rating "$s06"
    gives "s06: the phone" n=124 mean=3.13709677419355 value=43.5483870967742
    counted "s06: the phone misses 26" 124 26 \
        csat --map csat=phone_rating "$s06"
fi

for file in s09_qualtrics_export_3header_de.csv s10_qualtrics_legacy_bom.csv; do
    have $file || continue
    "$B/cxm" check "$data/$file" >"$scratch/out" 2>"$scratch/err" </dev/null
    test $? -eq 0 && grep -q '^  layout  *qualtrics:' "$scratch/out" &&
        grep -q '^rows 1: 1 used,' "$scratch/out"
    verdict $? "$file: one answer of Qualtrics is read"
done

# Fixed columns are no CSV: a figure of them would be of nothing.
r02=r02_cdnow_sample_fixedwidth.txt
if have $r02; then
    "$B/cxm" amount "$data/$r02" >"$scratch/out" 2>"$scratch/err" </dev/null
    code=$?
    test $code -ge 2 && test -s "$scratch/err" && test ! -s "$scratch/out"
    verdict $? "$r02 is refused"
fi

r03=r03_repurchase_transactions.csv
if have $r03; then
    run volume "$data/$r03"
    gives "r03: purchases" n=15273
fi
finish
