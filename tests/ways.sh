#!/bin/sh
# SPDX-License-Identifier: MIT
#
# ways.sh - there are two ways for rows, many at once and one after the other,
# and two engines for CSV; what is printed must not tell which it was.  A
# condition of --drop that no row meets takes the first way from a file.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc
. tests/program.inc

if [ ! -x "$cxm" ]; then
    echo "skip - there is no program"
    exit 0
fi

# run NAME ARGUMENT...: outputs and status to NAME.*.
run() {
    name=$1
    shift
    "$cxm" "$@" >"$scratch/$name.out" 2>"$scratch/$name.err" </dev/null
    echo $? >"$scratch/$name.status"
}

# same NAME NAME: the two runs said the same.
same() {
    for what in status out err; do
        cmp -s "$scratch/$1.$what" "$scratch/$2.$what" && continue
        diff "$scratch/$1.$what" "$scratch/$2.$what" | head -n 6 |
            sed "s/^/# $what: /"
        return 1
    done
}

# ways COLUMN ARGUMENT...: COLUMN is one of the file's.  A run that is refused
# before any row is read would compare nothing.
ways() {
    column=$1
    shift
    run plain "$@"
    run each "$@" --drop "$column=never-so"
    run libcsv "$@" --reader libcsv
    test "$(cat "$scratch/plain.status")" -ne 2 &&
        same plain each && same plain libcsv
    verdict $? "alike: $*"
}

# ---- The files of the tree --------------------------------------------------

cd "$root/examples/data" || exit 1
ways at report --scale ces=1:7 --format json survey-en.csv
ways at report --scale ces=1:7 --every week --by channel,agent survey-en.csv
ways at nps --tz Europe/Berlin --every month --where 'agent!=Dilek' \
    --where 'amount>50' --format csv survey-en.csv
ways at response --since 2026-07-10 --until 2026-08-10 --by channel \
    survey-en.csv
ways Kanal report @survey-de.cxm --by channel --every week survey-de.csv
ways status rate --hit status=returned --by country --every week orders.csv
ways status rate --numerator returned_items --denominator items \
    --by country orders.csv
ways status amount --by customer --max-groups 3 --min-n 3 orders.csv
ways Id report --duplicates all --by team,channel --every week \
    --format json tickets.csv
ways Id report --duplicates all --where 'priority!=Low' --date created \
    --every day --tz America/St_Johns tickets.csv
ways Id sla --duplicates all --target priority=urgent:1h,priority=high:4h \
    --every week tickets.csv
ways id aht --duplicates all --cap 5m --by team,agent -v calls.csv
ways id report --every 6h --quantiles aht=no --format csv calls.csv
ways id check calls.csv

# ---- The cases of the command line -------------------------------------------

# The name of the first column of a file, where it is a plain one.
first_column() {
    head -n 1 "$1" | tr -d '"\r' | sed 's/[,;|].*//' |
        grep -a -x '[A-Za-z_][A-Za-z_ ]*'
}

# Where the option is refused, or the case is one of refusing, there is nothing
# to compare.
compared=0
: >"$scratch/faults"
for folder in "$root"/tests/cli/*/; do
    cd "$folder" || exit 1
    words=$(tr '\n' ' ' <args)
    case $words in
    *--write-options* | *--output* | *" -o "* | *@* | *" -- "* | *-) continue ;;
    esac
    column=
    for file in *.csv; do
        [ -f "$file" ] && column=$(first_column "$file") && break
    done
    [ -n "$column" ] || continue
    eval "run plain $words"
    eval "run each $words --drop \"\$column=never-so\""
    # Of several files, not all have the column.
    grep -a -v '=never-so$' "$scratch/each.err" >"$scratch/err"
    mv "$scratch/err" "$scratch/each.err"
    grep -q 2 "$scratch/each.status" && continue
    compared=$((compared + 1))
    eval "run libcsv $words --reader libcsv"
    if ! same plain each || ! same plain libcsv; then
        basename "$folder"
    fi >>"$scratch/faults"
done
empty "$scratch/faults" "alike: $compared cases"
test $compared -ge 200
verdict $? "at least 200 cases were compared"

# ---- Files that are made -----------------------------------------------------

cd "$scratch" || exit 1

# Without sent_at all KPIs are placed by one date, and without count the words
# of a rating tell all.  Thousands of groups, long ones among them; words
# without end; all kinds of numbers; times with two tails, and a clock change.
awk 'BEGIN {
    srand(20261122)
    split("5 4 3 2 1 5 4 11 NA good - 4.5 4,5 3.333", score, " ")
    split("1 2 5 0 1 1 1 007 1e1 -1 12345678 99999999", count, " ")
    print "at,csat,nps,count,team,channel,amount,sent_at"
    for (i = 0; i < 20000; i++) {
        odd = rand() < 0.02
        at = sprintf("2026-%02d-%02d %02d:%02d:%02d%s", 3 + 7 * (i % 2),
                     25 + int(rand() * 7), int(rand() * 24),
                     int(rand() * 60), int(rand() * 60),
                     rand() < 0.01 ? "Z" : "")
        if (odd)
            at = substr(at, 1, int(rand() * 20))
        team = "team-" int(rand() * 5000)
        while (rand() < 0.002 && length(team) < 400)
            team = team team
        printf "%s,%s,%d,%s,%s,%s,%d%s,%s\n", at,
            score[1 + int(rand() * (odd ? 14 : 5))],
            int(rand() * (odd ? 13 : 11)),
            count[1 + int(rand() * (odd ? 12 : 7))], team,
            substr("chat  phone email ", 1 + 6 * int(rand() * 3), 6),
            rand() * 1000, odd ? "." int(rand() * 1e9) : "",
            rand() < 0.5 ? "2026-07-01T10:00:00Z" : ""
    }
}' >s.csv
cut -d, -f1-3,5-7 s.csv >one.csv
for file in s.csv one.csv; do
    ways at report "$file"
    ways at report --every day --tz Europe/Berlin --show-rejected 50 "$file"
    ways at report --every 6h --tz Australia/Lord_Howe --by channel \
        --max-rejected 100% --format csv "$file"
    ways at nps --by team --max-groups 40 --max-rejected 100% "$file"
    ways at csat --by team,channel --every month --format csv "$file"
    ways at report --where 'team~team-1' --where 'amount>=500' "$file"
    ways at report --null 5 --null '2026-03-29 02:00:00' --every week "$file"
    ways at report --zero-is-missing --since 2026-03-28 --until 2026-10-30 \
        --last 2 --every day "$file"
    ways at csat --labels 'good=5,11=1' --scale 1:5 --by channel "$file"
    ways at csat --strict "$file"
    ways at rate --numerator csat --denominator nps --show-rejected 3 "$file"
    ways at rate --numerator nps --denominator amount --max-rejected 100% \
        "$file"
    ways at rate --numerator csat --denominator amount --where 'nps>8' \
        --max-rejected 100% "$file"
done

# More than 128 different scores, so that some words are never remembered.
awk 'BEGIN {
    print "at,csat,amount"
    for (i = 0; i < 9000; i++)
        printf "2026-07-%02d,%d.%d,%d\n", 1 + i % 28, 1 + i % 5, i % 331, i
}' >words.csv
ways at csat --figure mean --max-rejected 100% --allow-off-scale words.csv
ways at report --every day --max-rejected 100% words.csv

# A row is rejected as a whole where a condition could be met or not: then its
# time is not one of the input.
printf 'at,csat,amount\n%s,5,10\n%s,4,"1.234,5"\n%s,3,"1,234"\n%s,4,7\n' \
    2026-07-01 2020-01-01 2030-01-01 2026-07-02 >doubt.csv
ways at report --where 'amount>5' --format json --max-rejected 100% doubt.csv
ways at csat --where 'amount>5' --every day --last 9 --max-rejected 100% \
    doubt.csv

# Labels of a second scale, where they are too late to be refused.
awk 'BEGIN {
    print "at,csat,comment"
    for (i = 0; i < 6000; i++)
        print "2026-07-01," (i % 2) ",a comment that takes up room"
    print "2026-07-01,Good,\n2026-07-01,happy,\n2026-07-01,Good,"
}' | sed '2s/,.,/,Good,/' >labels.csv
ways at csat labels.csv

# Tickets of which times, durations and states say what they say in turns.
awk 'BEGIN {
    srand(20261123)
    split("open solved closed pending merged banana", status, " ")
    split("60 1:30:00 PT5M 1h -5 1.5 0 99999999 x", length_, " ")
    print "created,replied,solved,closed,status,first_reply_time,handle," \
          "reopens,agents,channel,csat"
    for (i = 0; i < 6000; i++) {
        odd = rand() < 0.05
        day = 1 + int(rand() * 27)
        printf "2026-08-%02dT%02d:%02d:00Z,", day, rand() * 12, rand() * 60
        printf rand() < 0.7 ? "2026-08-%02dT%02d:%02d:30Z," : ",", day,
            12 + rand() * 12, rand() * 60
        printf rand() < 0.6 ? "2026-08-%02d 23:%02d:00," : ",", day, rand() * 60
        printf rand() < 0.2 ? "2026-08-%02dT23:59:%02dZ," : ",", day,
            rand() * 60
        print status[1 + int(rand() * (odd ? 6 : 4))] "," \
            length_[1 + int(rand() * (odd ? 9 : 1))] "," \
            length_[1 + int(rand() * (odd ? 9 : 1))] "," \
            int(rand() * 3) "," (odd ? "x" : 1 + int(rand() * 3)) "," \
            (rand() < 0.5 ? "email" : "chat") "," \
            (rand() < 0.5 ? "Good" : rand() < 0.5 ? "Bad" : "Offered")
    }
}' >t.csv
ways status report t.csv
ways status report --every day --by channel --tz America/St_Johns --format csv \
    t.csv
ways status report --date created --every week --where status=solved t.csv
ways status report --by channel,agents --quantiles frt=no --unit m t.csv
ways status sla --target channel=email:4h,channel=chat:30m --every day \
    --as-of 2026-08-20 t.csv
ways status frt --date created --every day --show-rejected 30 t.csv
finish
