#!/bin/sh
# Makes expected/ anew: of each example the rows of every table, as NDJSON, with the seed "spec" and
# the scenario "dev" where the example has one. `PHONY=PROGRAM spec/examples/regenerate.sh`, or the
# program of build/test. A change of what is made here changes everybody's data: say so in CHANGELOG.
set -eu

cd "$(dirname "$0")"
phony=${PHONY:-../../build/test/phony-cli/phony}
export PHONY_MODELS="${PHONY_MODELS:-$PWD/../../models}" LC_ALL=C.UTF-8

rm -rf expected
mkdir expected
for schema in *.pdl.json; do
    name=${schema%.pdl.json}
    scenario=
    grep -q '^ *"dev": ' "$schema" && scenario='--scenario dev'
    # shellcheck disable=SC2086 # none or two words
    "$phony" generate --quiet --schema "$schema" --seed spec $scenario --format ndjson \
        -o "expected/$name/"
done
