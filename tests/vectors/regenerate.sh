#!/bin/sh
# regenerate.sh [FOLDER]: trains the models of spec/vectors from the lists there and writes the
# vectors of the reference implementation, into FOLDER or spec/vectors itself. PHONY names the
# program. To be run into spec/vectors only with a new algorithm or format version, or for more
# cases: files that are there already must not change.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
lists=$here/../../spec/vectors
folder=${1:-$lists}
phony=${PHONY:-$here/../../build/release/phony-cli/phony}

# train LIST MODEL OPTION...
train() {
    list=$lists/$1 model=$folder/$2.phony
    shift 2
    "$phony" train "$list" -o "$model" --quiet "$@"
}

train example.txt example -n 2
for order in 1 2 3 4 5; do
    train names.txt "char-$order" -n "$order" --name "first names, order $order"
done
train marks.txt marks -n 3
train companies.txt hybrid -n 5 --mode hybrid --word-min-count 3
train sentences.txt word -n 3 --mode word
# 257 n-grams of order 1; 256 without the last line.
train words.txt words -n 3 --mode word
sed '$d' "$lists/words.txt" | "$phony" train - -o "$folder/words-256.phony" --quiet -n 3 --mode word
train weighted.csv weighted -n 4 --weight-column count --weights count
train weighted.csv weighted-log -n 8 --weight-column count --weights log
train names.txt pruned -n 5 --min-count 2
train sentences.txt pruned-word -n 4 --mode word --min-count 2
train names.txt originals -n 4 --exclude-originals
train sentences.txt originals-word -n 2 --mode word --exclude-originals --salt 'sea salt'
train long.txt long -n 2
train short.txt short -n 5

python3 -B "$here/write_vectors.py" "$folder"
python3 -B "$here/write_template_vectors.py" "$folder"
python3 -B "$here/write_generator_vectors.py" "$folder"
