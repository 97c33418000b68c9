#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh - the speed of the standard work: seconds (median of RUNS), time per
# row, the ratio to libcsv with empty callbacks on the same file, and whether
# the figures are right.  Only the ratios travel between machines.
#
#   make bench ROWS=1000000 RUNS=5
#
# The inputs are made by bench/gen.c beside the tree (CXM_SHARED, by default
# ../shared) and kept in build/bench.
set -u
cd "$(dirname "$0")/../.." || exit 1

B=${B:-build}
CC=${CC:-cc}
ROWS=${ROWS:-1000000}
RUNS=${RUNS:-5}
shared=${CXM_SHARED:-../shared}
data=$B/bench

"$data/bench_add" || exit 1
if [ ! -f "$shared/bench/gen.c" ]; then
    echo "$shared/bench/gen.c is not there: nothing to measure"
    exit 0
fi
mkdir -p "$data"
test -x "$data/gen" ||
    $CC -O2 -o "$data/gen" "$shared/bench/gen.c" -lm || exit 1

# input KIND: the path of that input, made if need be.
input() {
    file=$data/$1-$ROWS.csv
    test -s "$file" || "$data/gen" "$1" "$ROWS" >"$file"
    echo "$file"
}

# median COMMAND...: the median wall time of RUNS runs in milliseconds, after
# one that warms the cache and leaves its output in bench/out.
median() {
    "$@" >"$data/out" 2>"$data/log" || return 1
    run=0
    while [ $run -lt "$RUNS" ]; do
        start=$(date +%s%N)
        "$@" >/dev/null 2>&1
        end=$(date +%s%N)
        echo $(((end - start) / 1000))
        run=$((run + 1))
    done | sort -n | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] }'
}

# job NAME INPUT FIGURES COMMAND...: measure; FIGURES, separated by commas,
# must be in the output where the number of rows is the one they belong to.
job() {
    name=$1 bound=$2 figures=$3
    shift 3
    if ! us=$(median "$@"); then
        echo "$name  not measured: $(head -n 1 "$data/log")"
        return
    fi
    right=
    if [ "$ROWS" -eq 1000000 ] && [ -n "$figures" ]; then
        right=", figures right"
        for figure in $(echo "$figures" | tr , ' '); do
            grep -qF "$figure" "$data/out" || right=", WRONG: no $figure"
        done
    fi
    awk -v us="$us" -v rows="$ROWS" -v bound="$bound" -v name="$name" \
        -v right="$right" 'BEGIN {
        printf "%s  %.3f s, %.0f ns a row, %.2f of libcsv%s\n",
            name, us / 1e6, us * 1000 / rows, us / bound, right
    }'
}

survey=$(input survey)
events=$(input events)
survey_bound=$(median "$data/libcsv" "$survey")
events_bound=$(median "$data/libcsv" "$events")
echo "$ROWS rows, median of $RUNS runs, $(nproc) processors"
job "libcsv survey" "$survey_bound" "" "$data/libcsv" "$survey"
job "libcsv events" "$events_bound" "" "$data/libcsv" "$events"
echo "CSV reader   $("$data/bench_csv" "$survey" 1 2 4 | tail -n 1)"
job "nps          " "$survey_bound" 17.13460308 \
    "$B/cxm" nps "$survey" --format json
job "J1 report    " "$survey_bound" 75.000643377,5.097832264,17.13460308 \
    "$B/cxm" report "$survey" --scale ces=1:7 --format json
job "J2 by channel" "$survey_bound" "" \
    "$B/cxm" report "$survey" --scale ces=1:7 --map at=created_at \
    --by channel --every month --format json
job "J3 aht       " "$events_bound" "" \
    "$B/cxm" aht "$events" --layout events --where event=public_reply \
    --handle segments --by channel --format json
job "J4 fcr       " "$events_bound" 156085,132383 \
    "$B/cxm" fcr "$events" --layout events \
    --rule no-reopen,one-agent,window --window 7d --final --format json
