#!/bin/sh
# SPDX-License-Identifier: MIT
#
# headers.sh - every public header compiles alone, as C99 and as C++, and the
# umbrella includes them all.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

strict='-Iinclude -Wall -Wextra -pedantic -Werror -fsyntax-only'

# c HEADER, cxx HEADER: does it compile alone?
c() {
    printf '#include <%s>\nextern int only_header;\n' "$1" |
        $CC -std=c99 $strict -Wshadow -Wstrict-prototypes -x c - 2>&1
}

cxx() {
    printf '#include <%s>\nextern int only_header;\n' "$1" |
        $CXX -std=c++11 $strict -x c++ - 2>&1
}

# alone LANGUAGE TEXT: all headers, in one check.
alone() {
    for header in cxm.h $(cd include && ls cxm/*.h); do
        $1 "$header"
    done >"$scratch/log"
    empty "$scratch/log" "every public header compiles alone as $2"
}

alone c C99
if $CXX --version >/dev/null 2>&1; then
    alone cxx C++
else
    echo "skip - public headers as C++: no C++ compiler"
fi

(cd include && ls cxm/*.h) | sort >"$scratch/there"
sed -n 's/^#include <\(.*\)>$/\1/p' include/cxm.h | sort >"$scratch/included"
diff "$scratch/there" "$scratch/included" >"$scratch/differ"
empty "$scratch/differ" "the umbrella includes every public header once"
grep -vE '^ ?\*|^/\*|^#(include|ifndef|define|endif)|^$' include/cxm.h \
    >"$scratch/more"
empty "$scratch/more" "the umbrella has only includes"

grep -L 'extern "C"' include/cxm/*.h >"$scratch/cxx"
empty "$scratch/cxx" "every public header is extern \"C\""
# What another compiler may lay out otherwise has no place in the ABI.
grep -nwE '_Bool|bool|enum|long|typedef|__int128|stdbool' include/cxm/*.h |
    grep -vE '^[^:]*:[0-9]*: ?(/?\*|.*/\*.*(long|bool))' >"$scratch/abi"
empty "$scratch/abi" "no bool, enum, long or typedef in a public header"

# The checks can fail.
mkdir -p "$scratch/include/cxm"
echo 'CXM_API uint64_t cxm_needs_more(void);' >"$scratch/include/cxm/bad.h"
echo 'int cxm_new(int new);' >"$scratch/include/cxm/words.h"
strict="$strict -I$scratch/include"
! c cxm/bad.h >/dev/null
verdict $? "a header that does not compile alone is found"
if $CXX --version >/dev/null 2>&1; then
    ! cxx cxm/words.h >/dev/null
    verdict $? "a header that is not C++ is found"
fi
finish
