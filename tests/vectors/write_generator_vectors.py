"""write_generator_vectors.py FOLDER: generators.json and text.json, of the models in FOLDER: constraints,
sorted and distinct rows; running text."""

import pathlib
import sys

import reference
import reference_generators
from write_vectors import FAR, write

NAMES = ["char-1", "char-2", "char-3", "hybrid", "originals", "marks", "word", "originals-word"]
CONSTRAINTS = [
    {"max_length": 5},
    {"min_length": 6},
    {"min_length": 3, "max_length": 8},
    {"prefix": "A"},
    {"suffix": "a"},
    {"contains": "an"},
    {"pattern": "[A-M].*(a|[e-i])"},
    {"min_words": 2},
    {"max_words": 2, "min_length": 3},
    {"prefix": "M", "contains": "a", "suffix": "e", "max_length": 9},
]
CELLS = [
    {"rows": 40, "sorted": 1},
    {"rows": 10**9, "sorted": 1},
    {"rows": 300, "unique": "numbered"},
    {"rows": 200, "unique": "named"},
    {"rows": 50, "unique": "strict"},
    {"rows": 10**12, "unique": "numbered"},
    {"rows": 10**12, "unique": "named"},
    {"rows": 100, "unique": "numbered", "suffix": "a"},
    {"rows": 30, "unique": "strict", "min_length": 2},
    {"rows": 25, "unique": "strict", "sorted": 1, "max_length": 4},
    {"rows": 60, "sorted": 1, "pattern": ".*a.?"},
]
# Of as many rows as there can be: looked at where numbers are the largest.
HUGE = [
    {"rows": 2**64 - 1, "sorted": 1},
    {"rows": 2**64 - 1, "unique": "numbered"},
    {"rows": 2**63 + 3, "unique": "named", "suffix": "e"},
    {"rows": 2**63 + 1, "unique": "strict", "sorted": 1},
    {"rows": 2**63 + 1, "unique": "strict", "min_length": 3},
]
TEXTS = [
    {},
    {"min_sentences": 2, "max_sentences": 4, "paragraphs": 2},
    {"min_words": 3, "max_words": 5, "max_sentences": 3},
    {"max_words": 6, "min_sentences": 3},
    {"acrostic": "t a"},
    {"acrostic": "at", "min_words": 4},
]


def texts(options):
    return [text for name, value in options.items() for text in (name, str(value))]


def make(model, options):
    """None where no value complies, or fewer than there are rows."""
    words = {"is_sorted" if name == "sorted" else name: value for name, value in options.items()}
    try:
        return reference_generators.Generator(model, **words)
    except reference_generators.Empty:
        return None


def case(path, generator, options, seed, first, count, field=""):
    return {"model": path.name, "digest": generator.model.digest.hex(), "seed": seed, "path": field,
            "first": str(first), "options": texts(options),
            "values": generator.values(seed, first, count, field)}


def is_ambiguous(model, options):
    """Strict rows of finitely many values are not for tokens that spell one value in several ways."""
    return model.mode == "hybrid" and options.get("unique") == "strict" and "max_length" in options


def cases_of(path, model):
    for number, options in enumerate(CONSTRAINTS):
        generator = make(model, options)
        if generator:
            yield case(path, generator, options, "1", 0, 8)
        if generator and number % 3 == 0:
            yield case(path, generator, options, "İstanbul", 2**64 - 3, 6, "User.name")
    for options in CELLS:
        generator = None if is_ambiguous(model, options) else make(model, options)
        if generator:
            far = max(0, options["rows"] - 4)
            yield case(path, generator, options, "1", 0, 5)
            yield case(path, generator, options, "phony", far, 4, "User.email" if far > FAR // 2 else "")


    for options in HUGE:
        generator = make(model, options)
        if generator:
            yield case(path, generator, options, "1", 2**63 - 2, 3)
            yield case(path, generator, options, "1", options["rows"] - 2, 2, "Log.id")


def make_text(model, options):
    given = {"min_words": 0, "max_words": 0, "min_sentences": 1, "paragraphs": 1, "acrostic": "", **options}
    least = given["min_sentences"]
    return reference_generators.Text(
        model, words=(given["min_words"], given["max_words"]),
        sentences=(least, given.get("max_sentences", least)), paragraphs=given["paragraphs"],
        acrostic=given["acrostic"])


def text_cases(folder):
    for name in ["word", "originals-word", "pruned-word", "hybrid"]:
        path = folder / f"{name}.phony"
        model = reference.load(path)
        for options in TEXTS[: 4 if name == "hybrid" else None]:
            text = make_text(model, options)
            for seed, field, first in [("1", "", 0), ("phony", "", FAR), ("", "Post.body", 2**63 - 1)]:
                key = reference.key_from_seed(seed, field)
                yield {"model": path.name, "digest": model.digest.hex(), "seed": seed, "path": field,
                       "first": str(first), "options": texts(options),
                       "values": [text.value(key, first + i).decode() for i in range(2)]}


def cases(folder):
    for name in NAMES:
        path = folder / f"{name}.phony"
        yield from cases_of(path, reference.load(path))


def main():
    folder = pathlib.Path(sys.argv[1])
    write(folder, "generators.json", cases(folder))
    write(folder, "text.json", text_cases(folder))


if __name__ == "__main__":
    main()
