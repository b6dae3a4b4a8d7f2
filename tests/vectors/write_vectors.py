"""write_vectors.py FOLDER: the vectors of spec/generation.md, of the models in FOLDER."""

import base64
import json
import pathlib
import sys

import reference

FAR = 10**12
LAST = 2**64 - 1
SEEDS = ["", "0", "1", "42", "18446744073709551615", "phony", "İstanbul", "a" * 300]
PATHS = ["", "User.email", "Sipariş.müşteri.ad"]
# One edge, powers of two, one short of them, equal ones, steep ones, and the widest sums.
WEIGHTS = [
    [1],
    [7, 7],
    [1, 2, 3],
    [5, 1, 1, 1, 9],
    [1] * 8,
    list(range(1, 18)),
    [2**60, 1, 1],
    [1, 2**61 - 4, 2**60, 3, 2**60 - 1],
    [3, 1000000007, 3, 3, 999999937, 1, 3, 3, 3],
    [(i * i * 7919) % 1009 + 1 for i in range(70)],
]
ORIGINALS = {
    "phony": ["", "a", "Ayşe", "1234567", "12345678", "the river runs past the old mill"],
    "": ["Ayşe"],
    "sea salt": ["Ayşe", "x" * 63, "x" * 64, "x" * 300],
}


def words(numbers):
    return [f"{number:016x}" for number in numbers]


def decimals(numbers):
    return [str(number) for number in numbers]


def key_cases():
    for seed in SEEDS:
        for path in PATHS:
            key = reference.key_from_seed(seed, path)
            yield {"seed": seed, "path": path, "key": words(key)}


def draw_cases():
    for key in [(0, 0), (1, 0), (0, 1), (LAST, LAST), reference.key_from_seed("phony")]:
        for row in [0, 1, 2, FAR, LAST]:
            stream = reference.stream_of(key, row)
            drawn = [reference.word_of(stream, i) for i in range(4)]
            yield {"key": words(key), "row": str(row), "stream": words([stream])[0],
                   "words": words(drawn)}


def table_cases():
    for weights in WEIGHTS:
        masses = reference.masses_of(weights)
        keep, other = reference.table_of(masses)
        yield {"weights": decimals(weights), "masses": decimals(masses),
               "keep": decimals(keep), "other": decimals(other)}


def original_cases():
    for salt, values in ORIGINALS.items():
        empty = {"salt": salt, "count": 0, "hashes": base64.b64encode(b"").decode()}
        originals = reference.Originals(empty)
        yield {"salt": salt, "key": originals.key.hex(), "values": values,
               "hashes": [f"{originals.hash(value.encode()):010x}" for value in values]}


def generation_case(path, model, seed, first, count, field=""):
    return {"model": path.name, "digest": model.digest.hex(), "seed": seed, "path": field,
            "first": str(first), "values": model.values(seed, first, count, field)}


def generation_cases(folder):
    for path in sorted(folder.glob("*.phony")):
        model = reference.load(path)
        if path.stem == "long":
            # Row 13 is cut after 4,096 steps.
            yield generation_case(path, model, "1", 12, 2)
            continue
        yield generation_case(path, model, "1", 0, 40)
        yield generation_case(path, model, "1", FAR, 20)
        yield generation_case(path, model, "1", LAST - 9, 20)
        yield generation_case(path, model, "İstanbul", 1000, 20)
        yield generation_case(path, model, "", 0, 3, "User.email")


def write(folder, name, cases):
    lines = [json.dumps(case, ensure_ascii=False) for case in cases]
    text = '{"algorithm": 1, "cases": [\n' + ",\n".join(lines) + "\n]}\n"
    (folder / name).write_text(text, encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1])
    write(folder, "keys.json", key_cases())
    write(folder, "draws.json", draw_cases())
    write(folder, "tables.json", table_cases())
    write(folder, "originals.json", original_cases())
    write(folder, "generation.json", generation_cases(folder))


if __name__ == "__main__":
    main()
