# shellcheck shell=sh
# ./dev run: Phony's main job on real lists, for somebody who sees it for the first time; and
# ./dev bench.

propernames=/usr/share/dict/propernames.gz
words=/usr/share/dict/words
bundled_samples='tr_TR/person_names en_US/person_names de_DE/person_names fr_FR/person_names
    es_ES/person_names pt_BR/person_names de_DE/street_names tr_TR/company_names'
bulk_count=10000000

dev_run() {
    [ $# -eq 0 ] || fail 'run takes no arguments'
    # shellcheck disable=SC2086 # lists of words
    need_packages $build_packages $demo_packages
    for list in "$propernames" "$words"; do
        [ -r "$list" ] || fail "$list is missing though its package ($demo_packages) is installed;" \
            "does /etc/dpkg/dpkg.cfg.d exclude it?"
    done

    heading 'Build'
    began=$(milliseconds)
    build_release || fail 'the release build failed'
    note "build/release, in $(seconds_since "$began") s"
    phony=$(program release) || fail 'the build has no program phony'
    mkdir -p build/run

    train_and_show propernames "$propernames" 'English first names'
    train_and_show words "$words" 'English words'
    for model in $bundled_samples; do
        if "$phony" info "$model" >/dev/null 2>&1; then
            heading "$model (bundled)"
            samples "$model"
        fi
    done
    show_data_set spec/examples/shop.pdl.json
    show_rate build/run/words.phony
    show_farewell
}

# train_and_show NAME LIST TITLE [OPTION...]
train_and_show() {
    model=build/run/$1.phony list=$2 title=$3
    shift 3
    heading "$title: train on $list"
    show "$phony" train "$list" -o "$model" --name "$title" "$@"
    heading "$title: the model"
    show "$phony" info "$model"
    heading "$title: its figures"
    show "$phony" stats "$model"
    heading "$title: twenty that nobody wrote down"
    samples "$model"
}

# show COMMAND...: its output, indented.
show() {
    "$@" >build/run/output || fail "failed: $*"
    sed 's/^\(.\)/  \1/' build/run/output
}

samples() {
    "$phony" generate "$1" --count 20 --seed phony >build/run/samples || fail "no values of $1"
    in_columns <build/run/samples
}

# What a schema makes: the first rows of its tables, which belong together.
show_data_set() {
    heading "A data set: phony schema preview $1"
    show "$phony" schema check "$1"
    echo
    show env COLUMNS=94 "$phony" schema preview "$1" --rows 3 --seed phony
}

show_rate() {
    heading 'Ten million values'
    note "phony generate $1 --count $bulk_count > /dev/null"
    began=$(milliseconds)
    "$phony" generate "$1" --count "$bulk_count" --seed phony >/dev/null
    took=$(($(milliseconds) - began))
    [ "$took" -gt 0 ] || took=1
    awk -v count="$bulk_count" -v took="$took" 'BEGIN {
        printf "  %.2f s, %.1f million values a second\n", took / 1000, count / took / 1000
    }'
}

show_farewell() {
    heading 'Go on from here'
    cat <<'NEXT'
  build/release/phony-cli/phony models          the bundled models
  build/release/phony-cli/phony schema --help   data sets of schemas, and where schemas come from
  build/release/phony-cli/phony --help          everything it can do
  ./dev test                                    run the tests
NEXT
}

# ---- Presentation --------------------------------------------------------------------------------

milliseconds() {
    date +%s%3N
}

seconds_since() {
    took=$(($(milliseconds) - $1))
    echo "$((took / 1000)).$((took / 100 % 10))"
}

# Lines into up to four columns within 96 characters, read across. Characters are counted as UTF-8
# bytes that begin one, since Debian's default awk knows only bytes.
in_columns() {
    LC_ALL=C awk '
        function width(text) {
            gsub(/[\200-\277]/, "", text)
            return length(text)
        }
        {
            lines[NR] = $0
            if (width($0) > widest)
                widest = width($0)
        }
        END {
            columns = int(96 / (widest + 2))
            columns = columns < 1 ? 1 : columns > 4 ? 4 : columns
            for (i = 1; i <= NR; i++) {
                last = i % columns == 0 || i == NR
                pad = last ? 0 : widest + 2 - width(lines[i])
                printf "%s%s%*s%s", i % columns == 1 || columns == 1 ? "  " : "", lines[i], pad, "",
                    last ? "\n" : ""
            }
        }'
}

# ---- Measuring -----------------------------------------------------------------------------------

dev_bench() {
    # shellcheck disable=SC2086 # lists of words
    need_packages $build_packages $demo_packages check
    if ! configure_release true || ! compile release; then
        fail 'the release build failed'
    fi
    bench=build/release/tests/bench/phony-bench
    [ -x "$bench" ] || fail "there are no benchmarks here yet ($bench)"
    "$bench" "$@"
}
