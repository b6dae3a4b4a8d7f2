#!/bin/sh
# Rebuilds the bundled models: all of models.tsv, or those named, from the lists in a folder
# (LISTS/tr_TR/last_names.csv, LISTS/generic/lorem_words.csv ...). See README.md.
# shellcheck disable=SC1091,SC2034,SC2154 # what lists.sh sets and uses
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)

case ${1:-} in
    '' | -*)
        echo 'usage: models/build.sh LISTS [MODEL...]' >&2
        echo '  PHONY=PROGRAM   the phony to train with (the release build, or that of PATH)' >&2
        echo '  OUT=FOLDER      where the models go (here)' >&2
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

out=${OUT:-$here}
selected "$@" >"$work/selected"
while read -r line <&3; do
    prepare "$line"
    mkdir -p "$out/${model%/*}"
    train "$work/values.csv" "$out/$model.phony"
    printf '%8d %s\n' "$(wc -c <"$out/$model.phony")" "$model"
done 3<"$work/selected"
