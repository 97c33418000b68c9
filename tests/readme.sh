#!/bin/sh
# SPDX-License-Identifier: MIT
#
# readme.sh - what README.md shows is true: the quick start is two commands of
# one line each, the C it shows compiles (and runs, where it has a main), and
# the cxm commands it shows run and print what stands below them.
#
# The first quick-start command gets the packages and the second builds;
# .ci/run runs them.  Elsewhere a line of an sh block that begins with `cxm `
# or `build/cxm ` is run in the root of the tree; a block without language
# that follows directly is what it prints.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

if [ ! -f README.md ]; then
    echo "skip - there is no README.md"
    exit 0
fi

# Each fenced block goes to NUMBER.LANGUAGE; a block that directly follows the
# last one goes to NUMBER.LANGUAGE.out of that one.  Those of the quick start
# are named quick-NUMBER.
blocks() {
    awk -v dir="$2" '
    /^#+ / && !inside { quick = tolower($0) ~ /quick ?start/ }
    /^```/ && !inside {
        inside = 1
        language = substr($0, 4)
        if (language == "" && last != "" && blank_only)
            file = last ".out"
        else {
            number++
            file = dir "/" (quick ? "quick-" : "") number "." \
                (language == "" ? "none" : language)
            last = file
        }
        printf "" >file
        next
    }
    /^```/ { inside = 0; blank_only = 1; close(file); next }
    inside { print >file; next }
    /[^ ]/ { blank_only = 0 }' "$1"
}

mkdir "$scratch/blocks"
blocks README.md "$scratch/blocks"

ls "$scratch/blocks"/quick-*.sh >"$scratch/quick" 2>/dev/null
test "$(wc -l <"$scratch/quick")" -eq 2
verdict $? "the quick start has two sh blocks"
while read -r file; do
    test "$(wc -l <"$file")" -eq 1 || sed 1d "$file"
done <"$scratch/quick" >"$scratch/more"
empty "$scratch/more" "each of them is one line"

# The library's flags under the sanitizers that it was built with.
sanitize=${SAN:+-fsanitize=$SAN}

for file in "$scratch/blocks"/*.c; do
    test -f "$file" || continue
    place="C block $(basename "$file" .c)"
    if grep -q '^int main' "$file"; then
        $CC -std=c11 -Wall -Wextra -Werror $sanitize -Iinclude \
            -o "$scratch/run" "$file" "$B/libcxm.a" -lm
        verdict $? "$place compiles"
        "$scratch/run" </dev/null >"$scratch/out" 2>&1
        verdict $? "$place runs"
        if [ -f "$file.out" ]; then
            diff "$file.out" "$scratch/out" >"$scratch/differ"
            empty "$scratch/differ" "$place prints what is shown"
        fi
    else
        {
            printf '#include <cxm.h>\n#include <stdio.h>\n'
            grep '^#' "$file"
            printf 'void shown(void);\nvoid shown(void)\n{\n'
            grep -v '^#' "$file"
            printf '}\n'
        } >"$scratch/shown.c"
        $CC -std=c11 -Wall -Wextra -Wno-unused -Werror -Iinclude \
            -fsyntax-only "$scratch/shown.c"
        verdict $? "$place compiles"
    fi
done

mkdir "$scratch/bin"
ln -s "$(cd "$B" && pwd)/cxm" "$scratch/bin/cxm"
for file in "$scratch/blocks"/*.sh; do
    case $file in
    */quick-* | *\*.sh) continue ;;
    esac
    grep -qE '^(build/)?cxm ' "$file" || continue
    place="sh block $(basename "$file" .sh)"
    sed 's|^build/cxm |cxm |' "$file" >"$scratch/commands"
    PATH=$scratch/bin:$PATH sh -e "$scratch/commands" </dev/null \
        >"$scratch/out" 2>"$scratch/log"
    code=$?
    [ $code -eq 0 ] || sed 's/^/# /' "$scratch/log"
    verdict $code "$place runs: $(head -n 1 "$file")"
    if [ -f "$file.out" ]; then
        diff "$file.out" "$scratch/out" >"$scratch/differ"
        empty "$scratch/differ" "$place prints what is shown"
    fi
done
finish
