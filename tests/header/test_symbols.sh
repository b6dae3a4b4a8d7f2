#!/bin/sh
# test_symbols.sh LIBRARY: the library exports exactly the functions that phony.h declares as
# PHONY_API, and nothing but functions. Prints TAP.
set -u
library=$1
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

# -fpreprocessed only takes the comments out: a declaration is what stands from PHONY_API to '('.
gcc -w -fpreprocessed -dD -E -P "$PHONY_HEADER" | grep -v '^#' | tr '\n' ' ' |
    grep -o 'PHONY_API [^;(]*(' | sed 's/.*[ *]\(phony_[a-z0-9_]*\)($/\1/' |
    sort >"$folder/declared"
"$PHONY_NM" --dynamic --defined-only --format=posix "$library" >"$folder/symbols"
awk '$2 == "T" { print $1 }' "$folder/symbols" | sort >"$folder/exported"

number=0
# verdict NAME FILE: passes where the file is empty, else shows it.
verdict() {
    number=$((number + 1))
    if [ -s "$2" ]; then
        sed 's/^/# /' "$2"
        echo "not ok $number - $1"
    else
        echo "ok $number - $1"
    fi
}

[ -s "$folder/declared" ] || echo 'no declaration found in phony.h' >"$folder/none"
[ -f "$folder/none" ] || : >"$folder/none"
verdict 'phony.h declares functions' "$folder/none"
comm -23 "$folder/declared" "$folder/exported" >"$folder/missing"
verdict 'every declared function is exported' "$folder/missing"
comm -13 "$folder/declared" "$folder/exported" >"$folder/undeclared"
verdict 'every exported function is declared' "$folder/undeclared"
awk '$2 != "T"' "$folder/symbols" >"$folder/others"
verdict 'nothing but functions is exported' "$folder/others"
echo "1..$number"
