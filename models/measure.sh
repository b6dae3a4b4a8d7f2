#!/bin/sh
# Measures the bundled models, all or those named, with the lists they were trained on, and prints
# a Markdown table; without names it also renews the tables of README.md.
#
#   held out   bits per character of every tenth value of the list, by a model trained with the same
#              options on the others; in brackets the share of values it can give, if not all
#   copies     share of a sample of 100,000 values that stand in the list
#   novelty    share of the sample's different values that do not
# shellcheck disable=SC1091,SC2034,SC2154 # what lists.sh sets and uses
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)

case ${1:-} in
    '' | -*)
        echo 'usage: models/measure.sh LISTS [MODEL...]' >&2
        echo '  PHONY=PROGRAM   the phony to measure with (the release build, or that of PATH)' >&2
        exit 2
        ;;
esac
lists=$1
shift

. "$here/lists.sh"
find_phony
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# figure KEY: a number of the JSON on standard input.
figure() {
    sed -n "s/^ *\"$1\": \([0-9][^,]*\),*\$/\1/p" "$work/json" | head -n 1
}

# As a percentage.
share() {
    awk -v share="$(figure "$1")" '
        BEGIN {
            digits = share > 0.995 && share < 1 ? 2 : 1
            printf "%." digits "f %%", 100 * share
        }'
}

held_out() {
    awk 'NR == 1 || (NR - 1) % 10' "$work/values.csv" >"$work/rest.csv"
    awk 'NR == 1 || (NR - 1) % 10 == 0' "$work/values.csv" >"$work/held.csv"
    train "$work/rest.csv" "$work/rest.phony"
    "$PHONY" stats "$work/rest.phony" --heldout "$work/held.csv" --column value --sample 1000 \
        --json >"$work/json"
    printf '%.3f' "$(figure bits_per_character)"
    case $(figure possible_share) in
        1 | 1.0) ;;
        *) printf ' (%s)' "$(share possible_share)" ;;
    esac
}

row() {
    file=$here/$model.phony
    rows=$(($(wc -l <"$work/values.csv") - 1))
    bits=$(held_out)
    "$PHONY" stats "$file" --training "$work/values.csv" --column value --json >"$work/json"
    printf '| %s | %s | %s%s | %s | %s | %s | %s | %s | %s |\n' \
        "$model" "$rows" "$model_n" "$marks" \
        "$(wc -c <"$file" | awk '{ printf "%.0f", $1 / 1000 }')" \
        "$bits" "$(share copy_rate)" "$(share novelty)" "$model_min $model_weights" "$(about 3)"
}

figures() {
    echo '| model | rows | n | kB | held out | copies | novelty | min, weights | licence |'
    echo '|---|--:|--:|--:|--:|--:|--:|---|---|'
    while read -r line <&3; do
        prepare "$line"
        marks=''
        [ "$model_words" = - ] || marks=' h'
        [ "$model_times" -eq 1 ] || marks="$marks ×$model_times"
        row
    done 3<"$work/selected"
}

about_lists() {
    echo '| list | source | licence | to know |'
    echo '|---|---|---|---|'
    awk -F "$tab" '!/^#/ { printf "| %s | %s | %s | %s |\n", $1, $2, $3, $4 == "-" ? "" : $4 }' \
        "$sources"
}

# Puts a table between the lines <!-- NAME --> and <!-- end --> of README.md.
renew() {
    awk -v name="<!-- $1 -->" -v table="$2" '
        $0 == "<!-- end -->" { skipping = 0 }
        !skipping
        $0 == name {
            skipping = 1
            while ((getline line <table) > 0)
                print line
        }' "$here/README.md" >"$work/readme"
    cat "$work/readme" >"$here/README.md"
}

selected "$@" >"$work/selected"
figures | tee "$work/figures"
if [ $# -eq 0 ]; then
    about_lists >"$work/about"
    renew figures "$work/figures"
    renew lists "$work/about"
fi
