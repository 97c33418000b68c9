#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh - the speed of the standard work, J1 to J4, against counting
# newlines, libcsv with empty callbacks and DuckDB on two threads.
#
#   make bench ROWS="100000 1000000 10000000" RUNS=5
#
# Every contender is a process of its own that reads a warm file.  In each of
# RUNS rounds each runs once, in turn, and ratios are taken round by round, so
# that what else the machine does meets all of them.  A round before these is
# not measured: its output is compared, and what it cannot do is left out.
#
# DuckDB is its newest release for Python, in an environment of its own.  Its
# time is that of the query alone, without the start of Python and of DuckDB;
# J1 and J2 are compared with the faster of two forms, one of which is told
# the columns' types.
#
# The inputs are made by bench/gen.c beside the tree (CXM_SHARED, by default
# ../shared), where the queries are, too, and kept in build/bench.  The status
# is 1 where a figure is wrong, whatever the speed.
set -u
export LC_ALL=C
cd "$(dirname "$0")/../.." || exit 1

B=${B:-build}
CC=${CC:-cc}
ROWS=${ROWS:-1000000}
RUNS=${RUNS:-5}
STARTS=20 # runs at 1e5 rows, where a whole process is measured
shared=${CXM_SHARED:-../shared}/bench
data=$B/bench
python=$data/duckdb/bin/python3
failed=0
. tests/bench/report.inc

# short N: 1000000 is 1e6.
short() {
    case ${1#1} in
    '' | *[!0]*) echo "$1" ;;
    *) zeros=${1#1} && echo "1e${#zeros}" ;;
    esac
}

# input KIND ROWS: set $file, make it if it is not there, and check its sum
# where there is one.
input() {
    name=$(echo "$1" | cut -c 1)$(short "$2").csv
    file=$data/$name
    if [ ! -s "$file" ]; then
        "$data/gen" "$1" "$2" >"$file.part" && mv "$file.part" "$file" ||
            return 1
    fi
    sum=$(sed -n "s/  $name\$//p" "$shared/SHA256")
    [ -z "$sum" ] || echo "$sum  $file" | sha256sum -c --quiet -
}

# get_duckdb: an environment with DuckDB, or say why there is none.
get_duckdb() {
    "$python" -c 'import duckdb' 2>/dev/null && return
    log=$data/duckdb.log
    if python3 -m venv "$data/duckdb" >"$log" 2>&1 &&
        "$python" -m pip install --quiet --disable-pip-version-check \
            --retries 1 --timeout 20 --only-binary :all: duckdb >"$log" 2>&1
    then
        return
    fi
    echo "DuckDB is left out: $(tail -n 1 "$log")"
    return 1
}

# contender NAME [ARGUMENT...]: run it on $file; print its line of times, as
# stopwatch.c does.
contender() {
    name=$1
    shift
    case $name in
    newlines | libcsv) set -- "$data/$name" "$file" ;;
    J1) set -- report "$file" --scale ces=1:7 $one "$@" ;;
    J1-two) set -- report "$file" --scale ces=1:7 -j 2 "$@" ;;
    J1-libcsv)
        set -- report "$file" --scale ces=1:7 --reader libcsv $one "$@"
        ;;
    J2)
        set -- report "$file" --scale ces=1:7 --map at=created_at \
            --by channel --every month $one "$@"
        ;;
    J3)
        set -- aht "$file" --layout events --where event=public_reply \
            --handle segments --by channel $one "$@"
        ;;
    J4)
        set -- fcr "$file" --layout events \
            --rule no-reopen,one-agent,window --window 7d --final $one "$@"
        ;;
    d*)
        set -- "$python" tests/bench/duck.py "$shared/sql/$name.sql" \
            "$file" 2
        ;;
    esac
    case $name in J*) set -- "$B/cxm" "$@" ;; esac
    "$data/stopwatch" "$work/$name.out" "$work/$name.err" "$@"
}

# rehearse NAME...: run each once; set $contenders to those that can.
rehearse() {
    contenders=
    for name; do
        csv=
        case $name in J*) csv='--format csv' ;; esac
        if contender "$name" $csv >"$work/$name.first"; then
            contenders="$contenders $name"
        else
            echo "$name is not measured: $(tail -n 1 "$work/$name.err")"
        fi
    done
}

# measure NAME RUNS: so many times in a row, each a line of NAME.times.
measure() {
    run=0
    while [ $run -lt "$2" ]; do
        if ! line=$(contender "$1"); then
            echo "$1 fails: $(tail -n 1 "$work/$1.err")"
            exit 1
        fi
        case $1 in d*) line="$(tail -n 1 "$work/$1.err") ${line#* }" ;; esac
        echo "$line" >>"$work/$1.times"
        run=$((run + 1))
    done
}

# takes_part NAME
takes_part() {
    case " $contenders " in *" $1 "*) ;; *) return 1 ;; esac
}

# check JOB: its figures against the known ones and each form of DuckDB's.
check() {
    takes_part "$1" || return
    number=${1#J}
    job=$1
    set --
    for form in dj dtj; do
        takes_part "$form$number" && set -- "$@" "$work/$form$number.out"
    done
    python3 tests/bench/compare.py "$job" "$rows" "$work/$job.out" "$@" ||
        failed=1
}

# same NAME: another way to do J1 prints what J1 does.
same() {
    takes_part "$1" || return
    cmp "$work/J1.out" "$work/$1.out" || failed=1
}

# rounds NAME...: rehearse, check, and measure them in turn.
rounds() {
    work=$data/runs/$(basename "$file" .csv)
    rm -rf "$work" && mkdir -p "$work" || exit 1
    rehearse "$@"
    if ! grep -qx "$((rows + 1)) rows" "$work/libcsv.out"; then
        echo "WRONG: libcsv reads $(cat "$work/libcsv.out")"
        failed=1
    fi
    for job in J1 J2 J3 J4; do
        check $job
    done
    same J1-two
    same J1-libcsv
    round=0
    while [ $round -lt "$RUNS" ]; do
        for name in $contenders; do
            measure "$name" 1
        done
        round=$((round + 1))
    done
}

# size: the work on both inputs of $rows rows.
size() {
    input survey "$rows" || exit 1
    rounds newlines libcsv J1 $duckdb_j1 J1-two J1-libcsv J2 $duckdb_j2
    show "$rows rows of surveys"
    if [ "$rows" -eq 100000 ] && takes_part J1; then
        work=$work-starts
        rm -rf "$work" && mkdir "$work" || exit 1
        measure J1 $STARTS
    fi
    input events "$rows" || exit 1
    rounds newlines libcsv J3 $duckdb_j3 J4 $duckdb_j4
    show "$rows rows of events"
}

"$data/bench_add" || exit 1
if [ ! -f "$shared/gen.c" ]; then
    echo "$shared/gen.c is not there: nothing else to measure"
    exit 0
fi
test -x "$data/gen" ||
    $CC -O2 -o "$data/gen" "$shared/gen.c" -lm || exit 1
rows=$(echo $ROWS | cut -d ' ' -f 1)
input survey "$rows" || exit 1
echo "CSV reader, $rows rows of surveys:"
"$data/bench_csv" "$file" 6 7 8 || exit 1

duckdb_j1='' duckdb_j2='' duckdb_j3='' duckdb_j4=''
if get_duckdb; then
    duckdb_j1='dj1 dtj1' duckdb_j2='dj2 dtj2' duckdb_j3=dj3 duckdb_j4=dj4
fi
one='-j 1'
"$B/cxm" nps $one examples/data/survey-en.csv >/dev/null 2>&1 || one=
machine
for rows in $ROWS; do
    size
done
show_goals
if [ $failed -ne 0 ]; then
    echo "SOME FIGURES ARE WRONG: see above"
    exit 1
fi
