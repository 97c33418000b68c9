#!/bin/sh
# SPDX-License-Identifier: MIT
#
# layers.sh [ROOT] - no file includes upward.
#
# base < stat, time < record < kpi < flow < front ends.  stat and time do not
# know each other, no KPI includes another KPI's header, the library never
# includes the umbrella, and front ends see public headers only.
#
# A public header belongs to the layer that implements it, the lib/LAYER/ with
# a .c of its name.  Where none or more than one has, it is listed here.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

other_headers='
stat:rating stat:special
time:time
record:field record:response record:row
kpi:kpi
'

# The upward includes under the root $1, one a line.
faults() {
    (
        cd "$1" || exit
        for path in lib/*/*.c; do
            layer=${path#lib/}
            name=${path##*/}
            echo "layer ${layer%%/*} ${name%.c}"
        done
        for pair in $other_headers; do
            echo "other ${pair%:*} ${pair#*:}"
        done
        # A KPI is what has an entry of the registry.
        sed -n 's/^const struct cxm__kpi cxm__kpi_\([a-z_]*\) =.*/one \1/p' \
            lib/kpi/*.c
        find include lib examples bindings -name '*.[ch]' | sort |
            while read -r path; do
                echo "known $path"
                sed -n "s|^[ \t]*#[ \t]*include[ \t]*|include $path |p" "$path"
            done
    ) 2>/dev/null | awk '
    function fault(why) { print path " includes " what ": " why }

    # a/b/../c -> a/c
    function normal(p,    n, i, part, depth, kept, out) {
        n = split(p, part, "/")
        for (i = 1; i <= n; i++) {
            if (part[i] == ".." && depth > 0)
                depth--
            else if (part[i] != "." && part[i] != "")
                kept[++depth] = part[i]
        }
        for (i = 1; i <= depth; i++)
            out = out (i > 1 ? "/" : "") kept[i]
        return out
    }

    function header_layer(name) {
        if (name in other)
            return other[name]
        return (name in layer_of) ? layer_of[name] : "none"
    }

    # The layer of a path in this tree.
    function path_layer(p,    part) {
        split(p, part, "/")
        if (part[1] == "lib")
            return part[2]
        if (part[1] == "include" && part[2] == "cxm")
            return header_layer(stem(p))
        return part[1] == "include" ? "umbrella" : "front"
    }

    function stem(p) {
        sub(/.*\//, "", p)
        sub(/\.[ch]$/, "", p)
        return p
    }

    # What a quoted include names: beside the file, in lib, in the root.
    function resolve(    beside) {
        beside = path
        sub(/[^\/]*$/, "", beside)
        beside = normal(beside what)
        if (beside ~ /^(lib|include|examples|bindings)\// && beside in known)
            return beside
        if (("lib/" what) in known)
            return "lib/" what
        return (what in known) ? what : beside
    }

    function judge(    target, from, to) {
        from = path_layer(path)
        if (quoted && what !~ /^cxm[\/.]/)
            target = resolve()
        else if (what ~ /^cxm[\/.]/)
            target = "include/" what
        else
            return
        to = path_layer(target)
        if (from == "umbrella" || from == "none" || to == "none")
            return
        if (from == "front") {
            if (target ~ /^lib\//)
                fault("a private header")
            return
        }
        if (to == "front" || to == "umbrella")
            fault("above the library")
        else if (rank[to] > rank[from])
            fault("upward, " from " < " to)
        else if (rank[to] == rank[from] && to != from)
            fault(from " and " to " do not know each other")
        else if (to == "kpi" && (stem(path) in one) &&
                 (stem(target) in one) && stem(path) != stem(target))
            fault("the header of another KPI")
    }

    BEGIN {
        rank["base"] = 0
        rank["stat"] = rank["time"] = 1
        rank["record"] = 2
        rank["kpi"] = 3
        rank["flow"] = 4
    }
    $1 == "layer" && ($3 in layer_of) { $2 = "none" }
    $1 == "layer" { layer_of[$3] = $2 }
    $1 == "other" { other[$3] = $2 }
    $1 == "one"   { one[$2] = 1 }
    $1 == "known" { known[$2] = 1 }
    $1 == "include" { line[++lines] = $0 }
    END {
        for (path in known)
            if (path_layer(path) == "none")
                print path " has no layer: name it in tests/layers.sh"
        for (i = 1; i <= lines; i++) {
            split(line[i], word, " ")
            path = word[2]
            quoted = word[3] ~ /^"/
            what = substr(word[3], 2, length(word[3]) - 2)
            judge()
        }
    }'
}

faults "${1:-.}" >"$scratch/faults"
empty "$scratch/faults" "no file includes upward"
[ $# -eq 0 ] || finish

# The check can fail: plant one include at a time in a copy of the tree.
mkdir "$scratch/tree"
cp -R include lib examples "$scratch/tree"
mkdir -p "$scratch/tree/lib/stat" "$scratch/tree/lib/time" \
    "$scratch/tree/lib/record" "$scratch/tree/lib/kpi" "$scratch/tree/lib/flow"
for kpi in planted_one planted_two; do
    echo "const struct cxm__kpi cxm__kpi_$kpi = {0};" \
        >"$scratch/tree/lib/kpi/$kpi.c"
    echo >"$scratch/tree/include/cxm/$kpi.h"
done
for layer in base stat time record kpi flow; do
    echo >"$scratch/tree/lib/$layer/${layer}_private.h"
done

# planted FILE INCLUDE TEXT
planted() {
    test ! -f "$scratch/tree/$1" || cp "$scratch/tree/$1" "$scratch/saved"
    echo "#include $2" >>"$scratch/tree/$1"
    faults "$scratch/tree" | grep -qF "$1"
    verdict $? "a planted include is found: $3"
    rm "$scratch/tree/$1"
    test ! -f "$scratch/saved" || mv "$scratch/saved" "$scratch/tree/$1"
}

! faults "$scratch/tree" | grep -q .
verdict $? "the copy it is planted in has none"
planted lib/base/base.c '<cxm/planted_one.h>' 'public and upward'
planted lib/record/new.c '"../kpi/kpi_private.h"' 'private and upward'
planted lib/kpi/new.c '"lib/flow/flow_private.h"' 'upward, from the root'
planted lib/stat/new.c '"time/time_private.h"' 'stat, of time'
planted lib/time/new.c '"../stat/stat_private.h"' 'time, of stat'
planted lib/kpi/planted_one.c '<cxm/planted_two.h>' 'another KPI'
planted lib/flow/new.c '<cxm.h>' 'the umbrella in the library'
planted include/cxm/base.h '<cxm/planted_one.h>' 'upward in a public header'
planted include/cxm/new.h '<cxm/base.h>' 'a header without a layer'
planted examples/new.c '"../lib/base/base_private.h"' 'private, in an example'
planted lib/base/new.c '"../../examples/cxm/new.h"' 'the program'
finish
