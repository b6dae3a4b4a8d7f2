"""write_template_vectors.py FOLDER: the vectors of spec/templates.md, over the models in FOLDER.

What the reference cannot do, for it has no tables of letters, is written here by hand."""

import json
import pathlib
import sys

import reference
import reference_templates

# Function, locale, what it is given, what it gives.
FUNCTIONS = [
    ("lower", "en_US", "Ayşe NUR", "ayşe nur"),
    ("lower", "tr_TR", "IŞIK İz", "ışık iz"),
    ("upper", "de_DE", "straße", "STRASSE"),
    ("upper", "tr_TR", "izmir", "İZMİR"),
    ("title", "en_US", "ayşe o'BRIEN", "Ayşe O'Brien"),
    ("capitalize", "en_US", "lorem IPSUM", "Lorem IPSUM"),
    ("ascii", "en_US", "Ayşe Müller", "Ayse Muller"),
    ("ascii", "de_DE", "Jörg Müßig", "Joerg Muessig"),
    ("ascii", "da_DK", "Søren Ågård", "Soeren Aagaard"),
    ("ascii", "ru_RU", "Щука ЩУКА", "Shchuka SHCHUKA"),
    ("ascii", "uk_UA", "Григорій", "Hryhoriy"),
    ("ascii", "el_GR", "Ευθύμιος Άγγελος", "Efthymios Angelos"),
    ("ascii", "ja_JP", "しゃっちん ラーメン 漢", "shatchin ramen "),
    ("slug", "en_US", "Ayşe Nur Yılmaz", "ayse-nur-yilmaz"),
    ("slug:_", "en_US", "O'Brien & Söhne", "obrien_sohne"),
    ("trim", "en_US", " a b ", "a b"),
    ("truncate:5", "en_US", "Ayşe Nur", "Ayşe"),
    ("truncate:1", "en_US", "e\u0301a", "e\u0301"),
    ("pad:6,*", "en_US", "Ayşe", "Ayşe**"),
    ("padleft:6,0", "en_US", "42", "000042"),
    ("first", "en_US", "Ayşe Nur Kaya", "Ayşe"),
    ("last", "en_US", "Ayşe Nur Kaya", "Kaya"),
    ("initial", "en_US", "Şule", "Ş"),
    ("initials", "en_US", "Ayşe Nur Kaya", "ANK"),
    ("replace:an,o", "en_US", "banana", "booa"),
    ("remove:an", "en_US", "banana", "ba"),
    ("default:none", "en_US", "", "none"),
    ("prefix:Dr. ", "en_US", "No", "Dr. No"),
    ("suffix: Ltd", "en_US", "Acme", "Acme Ltd"),
    ("replace:\\,,\\||replace:\\\\,\\}", "en_US", "a,b\\c", "a|b}c"),
    (" first | initial|padleft:3", "en_US", "Ayşe Nur", "  A"),
]

# Template, bindings, rows to be kept apart (0: not).
TEMPLATES = [
    ("{char-3} {char-4}", {}, 0),
    ("{{{char-3}}} {char-3|truncate:2}{char-3}", {}, 0),
    ("{full}; {char-3}", {"full": "{char-3} {short|default:-}"}, 0),
    ("{a}{b}", {"a": "<{b}>", "b": "{char-5|initial}{char-4|last}"}, 0),
    ("{char-3|truncate:3}@example.com", {}, 5000),
    ("{char-3|truncate:1}", {}, 1000),
    ("same", {}, 1),
    ("@{char-3}@", {}, 101),
]
SEEDS = ["1", "İstanbul"]


def function_cases():
    for function, locale, given, expected in FUNCTIONS:
        yield {
            "template": "{x|" + function + "}",
            "bindings": ["x", given],
            "locale": locale,
            "seed": "",
            "rows": "0",
            "first": "0",
            "values": [expected],
        }


def values_of(case, models):
    """By the reference; KeyError where a function is missing."""
    bindings = dict(zip(case["bindings"][::2], case["bindings"][1::2]))
    template = reference_templates.Template(case["template"], bindings, models)
    key = reference.key_from_seed(case["seed"])
    first, rows = int(case["first"]), int(case["rows"])
    values = template.values(key, first, len(case["values"]))
    if rows:
        values = [
            reference_templates.numbered(key, rows, first + i, value)
            for i, value in enumerate(values)
        ]
    return values


def model_cases(models):
    for template, bindings, rows in TEMPLATES:
        for seed in SEEDS:
            case = {
                "template": template,
                "bindings": [text for pair in bindings.items() for text in pair],
                "locale": "en_US",
                "seed": seed,
                "rows": str(rows),
                "first": str(10**12 if rows == 0 else 0),
                "values": [""] * min(rows or 40, 40),
            }
            yield {**case, "values": values_of(case, models)}


def load_models(folder):
    names = ["char-3", "char-4", "char-5", "short"]
    return {name: reference.load(folder / f"{name}.phony") for name in names}


def main():
    folder = pathlib.Path(sys.argv[1])
    cases = [*function_cases(), *model_cases(load_models(folder))]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    text = '{"algorithm": 1, "cases": [\n' + lines + "\n]}\n"
    (folder / "templates.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
