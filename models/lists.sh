# shellcheck shell=sh
# What build.sh and measure.sh share: the table of models, the table of sources, and how a list
# becomes `values.csv`, one distinct value and its count a line, in the folder $work.
#
# A model is a line of models.tsv:
#   model    its name: LOCALE/KIND
#   lists    the lists it learns, by their names in the folder of lists, without .csv or .txt; what
#            stands on both sides of a '/' is paired to whole names (see pairs.awk); LIST:10 takes
#            only values counted at least 10
#   n        the order
#   min      n-grams counted less often are left out
#   weights  what a value's count becomes: once, log, sqrt or count
#   times    how often each value is learned: smoothing discounts a count of one most, so that
#            twice means fewer inventions (for kanji, where most inventions are wrong)
#   words    '-' = characters only; a number = words in so many values stay whole (hybrid mode);
#            for pairs the first parts are whole words, and this says which surnames are taken
# A list is a line of sources.tsv: its name, source, licence, and what to know about it.

# shellcheck disable=SC2154 # $here, $lists and $work are set by the script that reads this
models=$here/models.tsv
sources=$here/sources.tsv
tab=$(printf '\t')

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# The program: $PHONY, else the build tree's, else the installed one.
find_phony() {
    if [ -z "${PHONY:-}" ]; then
        PHONY=$here/../build/release/phony-cli/phony
        [ -x "$PHONY" ] || PHONY=$(command -v phony) || fail 'no phony to be found; set PHONY'
    fi
}

# The table's lines of the models named, or of all.
selected() {
    if [ $# -eq 0 ]; then
        grep -v '^#' "$models"
        return
    fi
    for model; do
        grep "^$model$tab" "$models" || fail "no model $model in models.tsv"
    done
}

# The values of one list, as value TAB count.
list_values() {
    case $1 in
        *:*) list_values "${1%:*}" | awk -F "$tab" -v least="${1##*:}" '$2 >= least' ;;
        *) read_list "$1" ;;
    esac
}

read_list() {
    if [ -f "$lists/$1.csv" ]; then
        # The lists have no quoted fields: a count follows the only comma.
        sed -e 1d -e "s/,\([0-9]*\)\$/$tab\1/" "$lists/$1.csv"
    elif [ -f "$lists/$1.txt" ]; then
        sed -e "s/\$/${tab}1/" "$lists/$1.txt"
    else
        fail "no list $lists/$1.csv or .txt"
    fi
}

# value TAB count to CSV, adding up the counts of a value that comes more than once.
to_csv() {
    awk -F "$tab" '
        !($1 in count) { value[++values] = $1 }
        { count[$1] += $2 }
        END {
            print "value,count"
            for (i = 1; i <= values; i++) {
                text = value[i]
                gsub(/"/, "\"\"", text)
                printf "\"%s\",%d\n", text, count[value[i]]
            }
        }'
}

# Pairs: the lists before the '/' lead, those after it follow; most frequent values first.
pair_values() {
    part=0
    before=0
    set -f
    for list in $model_lists; do
        if [ "$list" = / ]; then
            before=$part
        else
            part=$((part + 1))
            list_values "$list" >"$work/unsorted"
            LC_ALL=C sort -t "$tab" -k2,2nr -k1,1 "$work/unsorted" >"$work/part$part"
        fi
    done
    set +f
    set --
    i=0
    while [ "$i" -lt "$part" ]; do
        i=$((i + 1))
        set -- "$@" "$work/part$i"
    done
    LC_ALL=C awk -v before="$before" -v surnames="$model_words" -v vocabulary="$work/words" \
        -f "$here/pairs.awk" "$@"
}

# Sets model_* from a line of the table, and writes values.csv.
prepare() {
    IFS=$tab read -r model model_lists model_n model_min model_weights model_times model_words <<LINE
$1
LINE
    case $model_lists in
        */\ *) pair_values ;;
        *) for list in $model_lists; do list_values "$list"; done ;;
    esac >"$work/values"
    to_csv <"$work/values" >"$work/values.csv"
}

# A column of sources.tsv for the lists of the model: each text once.
about() {
    awk -F "$tab" -v wanted="$model_lists" -v column="$1" '
        BEGIN {
            count = split(wanted, names, " ")
            for (i = 1; i <= count; i++) {
                sub(/:.*/, "", names[i])
                is_wanted[names[i]] = 1
            }
        }
        $1 in is_wanted && !($column in seen) {
            seen[$column] = 1
            text = text (text == "" ? "" : "; ") $column
        }
        END { print text }' "$sources"
}

# train CSV MODEL: as the table says.
train() {
    input=$1
    output=$2
    set -- --column value --weight-column count --weights "$model_weights" \
        -n "$model_n" --min-count "$model_min" --name "$model" \
        --source "$(about 2)" --license "$(about 3)" --quiet -o "$output"
    case $model in
        generic/*) ;;
        *) set -- "$@" --locale "${model%%/*}" ;;
    esac
    case $model_lists:$model_words in
        *" / "*) set -- "$@" --mode hybrid --vocabulary "$work/words" ;;
        *:-) ;;
        *) set -- "$@" --mode hybrid --word-min-count "$model_words" ;;
    esac
    i=0
    while [ "$i" -lt "$model_times" ]; do
        i=$((i + 1))
        set -- "$@" "$input"
    done
    # No time stamp: the same lists give the same bytes.
    env -u SOURCE_DATE_EPOCH "$PHONY" train "$@"
}
