#!/bin/sh
# SPDX-License-Identifier: MIT
#
# exports.sh - the built library gives and takes what it promises: it exports
# exactly the CXM_API declarations, needs libc and libm only, has no global
# that changes, and calls nothing that prints, exits, allocates behind the
# caller's back, or reads the environment, the locale or the clock.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

if [ -n "${SAN:-}" ]; then
    echo "skip - exports: sanitizers add symbols of their own"
    exit 0
fi

# The names that CXM_API declares in the headers given, sorted.
declared() {
    awk '
    { text = text $0 "\n" }
    END {
        while (match(text, /\/\*/)) {
            rest = substr(text, RSTART)
            kept = kept substr(text, 1, RSTART - 1)
            text = substr(rest, index(rest, "*/") + 2)
        }
        n = split(kept text, statement, ";")
        for (i = 1; i <= n; i++) {
            s = statement[i]
            gsub(/#define[^\n]*/, "", s)
            if (!match(s, /CXM_API[ \n]/))
                continue
            s = substr(s, RSTART)
            sub(/[(\[].*/, "", s)
            sub(/[ \n]+$/, "", s)
            sub(/.*[ \n*]/, "", s)
            print s
        }
    }' "$@" | sort
}

# What the objects in the archive $1 call and do not define, that is not on
# the list.  Everything here works on the memory it is given.
foreign_calls() {
    nm "$1" | awk '
    $1 == "U" { used[$2] = 1 }
    NF == 3 { defined[$3] = 1 }
    END {
        n = split("bcmp memchr memcmp memcpy memmove memset stpcpy strcat " \
            "strchr strcmp strcpy strcspn strlen strncat strncmp strnlen " \
            "strpbrk strrchr strspn strstr " \
            "free realloc snprintf vsnprintf qsort bsearch " \
            "ceil copysign erf erfc exp expm1 fabs floor fma fmax fmin " \
            "fmod frexp ldexp lgamma log log1p llround lround modf " \
            "nearbyint pow rint round sqrt tgamma trunc", list, " ")
        for (i = 1; i <= n; i++)
            allowed[list[i]] = 1
        for (name in used) {
            plain = name
            if (plain ~ /^__.*_chk$/) # the same, fortified
                plain = substr(plain, 3, length(plain) - 6)
            if (!(name in defined) && !(plain in allowed) &&
                name !~ /^_GLOBAL_OFFSET_TABLE_$|^__stack_chk_fail/ &&
                name !~ /^__(u?div|u?mod|mul|u?float|fix(uns)?)[a-z]*ti[0-9]*$/)
                print name
        }
    }' | sort
}

# Data that can be written to, in the objects of the archive $1; constants
# that hold pointers (.data.rel.ro) are made read-only by the loader.
writable() {
    objdump -h "$1" | awk '
    /file format/ { file = $1; sub(/:$/, "", file) }
    $2 ~ /^\.(data|bss|tdata|tbss)/ && $2 !~ /^\.data\.rel\.ro/ &&
    $3 !~ /^0+$/ { print file " " $2 }'
    nm "$1" | awk '$2 == "C" { print $3 " is common" }'
}

# needed SO: the shared objects it asks for.
needed() {
    readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p'
}

declared include/cxm/*.h >"$scratch/declared"
nm -D --defined-only "$B/libcxm.so" | awk '$2 != "A" {
    sub(/@.*/, "", $3)
    print $3
}' | sort >"$scratch/exported"
diff "$scratch/declared" "$scratch/exported" >"$scratch/differ"
empty "$scratch/differ" "the exports are the CXM_API declarations"
test "$(wc -l <"$scratch/declared")" -gt 1
verdict $? "there are such declarations"
grep '^cxm__' "$scratch/exported" >"$scratch/private"
empty "$scratch/private" "no private name is exported"

needed "$B/libcxm.so" | grep -vE '^lib[cm]\.so\.' >"$scratch/needed"
empty "$scratch/needed" "libcxm needs libc and libm only"
readelf -d "$B/libcxm.so" | grep -qF 'soname: [libcxm.so.0]'
verdict $? "the soname is libcxm.so.0"

writable "$B/libcxm.a" >"$scratch/writable"
empty "$scratch/writable" "no global changes"
foreign_calls "$B/libcxm.a" >"$scratch/calls"
empty "$scratch/calls" "only calls that work on the memory they are given"

# The checks can fail: a library that does all that is forbidden.
cat >"$scratch/bad.h" <<'END'
CXM_API int cxm_bad_declared(int a,
                             int b);
/* CXM_API int cxm_bad_comment(void); */
CXM_API extern const char *const cxm_bad_names[3];
END
cat >"$scratch/bad.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
int cxm_bad_exported(void);
int cxm_bad_exported(void)
{
    static int calls;
    if (++calls > 1)
        puts(getenv("HOME"));
    return calls;
}
END
$CC -c -o "$scratch/bad.o" "$scratch/bad.c" &&
    ar rcs "$scratch/bad.a" "$scratch/bad.o" &&
    $CC -shared -fPIC -o "$scratch/bad.so" "$scratch/bad.c" -lcsv
test "$(declared "$scratch/bad.h" | tr '\n' ' ')" = \
    "cxm_bad_declared cxm_bad_names "
verdict $? "declarations are read from a header"
nm -D --defined-only "$scratch/bad.so" | grep -q cxm_bad_exported
verdict $? "an export without a declaration is found"
writable "$scratch/bad.a" | grep -q bss
verdict $? "a global that changes is found"
test "$(foreign_calls "$scratch/bad.a" | tr '\n' ' ')" = "getenv puts "
verdict $? "a call that prints or reads the environment is found"
finish
