#!/bin/sh
# Compiles a file that includes phony.h alone and uses every PHONY_..._INIT, without a warning, in
# each language standard that the header promises: with gcc, and with clang where it is installed
# (./dev lint sees to that). Prints TAP.
set -u
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
number=0

{
    echo "#include \"$PHONY_HEADER\""
    sed -n 's/^#define PHONY_\([A-Z_]*\)_INIT\>.*/\1/p' "$PHONY_HEADER" | while read -r name; do
        lower=$(echo "$name" | tr '[:upper:]' '[:lower:]')
        echo "extern phony_$lower made_$lower;"
        echo "phony_$lower made_$lower = PHONY_${name}_INIT;"
    done
} >"$folder/use.c"

# check COMPILER LANGUAGE STANDARD. C89 has no long long, which <stdint.h> may need; and an
# initialiser may leave the rest to zero.
check() {
    number=$((number + 1))
    if "$1" -x "$2" -std="$3" -pedantic -Wall -Wextra -Werror -Wno-long-long \
        -Wno-missing-field-initializers -fsyntax-only "$folder/use.c" 2>"$folder/messages"; then
        echo "ok $number - $3 with $1"
    else
        sed 's/^/# /' "$folder/messages"
        echo "not ok $number - $3 with $1"
    fi
}

c_compilers=gcc cxx_compilers=g++
! command -v clang >/dev/null || c_compilers='gcc clang' cxx_compilers='g++ clang++'

for compiler in $c_compilers; do
    for standard in c89 c99 c11 c17; do
        check "$compiler" c $standard
    done
done
for compiler in $cxx_compilers; do
    for standard in c++98 c++11 c++20; do
        check "$compiler" c++ $standard
    done
done
echo "1..$number"
