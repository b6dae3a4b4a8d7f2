#!/usr/bin/env python3
"""Writes the generators' part of pdl-1.0.json, out of the cards that the program prints:

    phony schema generators --json | spec/schemas/pdl.py [FILE]

FILE is the JSON Schema to rewrite in place, else the one beside this script. Only `$defs.generator` is
written anew; all else is kept, and laid out again.
"""

import json
import pathlib
import sys

WIDTH = 100
SPAN = r"^[+-]?([0-9]+(y|mo|w|d|h|ms|m|s))+$"
KINDS = {
    "text": {"type": "string"},
    "whole": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "number": {"type": "number"},
    "decimal": {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "boolean": {"type": "boolean"},
    "time": {"type": "string", "minLength": 1},
    "clock": {"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?$"},
    "distance": {"type": "string", "pattern": SPAN},
    "expression": {"type": "string"},
    "json": {},
}
NUMBERS = {"type": "array", "items": {"type": "number"}}
WEIGHTS = {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}
STATE = {
    "type": "object",
    "properties": {"next": WEIGHTS, "delay": {"type": ["string", "object"]}},
    "additionalProperties": False,
}
# Options that are whatever their generator reads.
JSON_OPTIONS = {
    ("categorical", "values"): WEIGHTS,
    ("correlated", "marginal"): {"type": "object", "required": ["type"]},
    ("events", "states"): {"type": "object", "additionalProperties": STATE},
    ("histogram", "bounds"): NUMBERS,
    ("histogram", "weights"): NUMBERS,
    ("linked", "where"): {"type": "object"},
    ("list", "values"): {"type": "array", "minItems": 1},
    ("percentiles", "points"): {"type": "object", "additionalProperties": {"type": "number"}},
}
BY_ROW = {"$ref": "#/$defs/by_row"}


# ---- From cards to a JSON Schema ----


def choices_of(option):
    """A choice that is digits may be a number, too."""
    return [form for choice in option["choices"]
            for form in ([choice, int(choice)] if choice.isdigit() else [choice])]


def default_of(option):
    text = option["default"]
    if text is None:
        return {}
    if option["kind"] in ("whole", "number", "boolean"):
        return {"default": json.loads(text)}
    return {"default": text}


def option_schema(card, option):
    if option["kind"] == "choice":
        value = {"enum": choices_of(option)}
    else:
        value = JSON_OPTIONS.get((card["type"], option["name"]), KINDS[option["kind"]])
    if option["expression"]:
        value = {"anyOf": [value, BY_ROW]}
    return {"description": option["summary"], **value, **default_of(option)}


def card_schema(card):
    options = {option["name"]: option_schema(card, option) for option in card["options"]}
    needed = [option["name"] for option in card["options"] if option["required"]]
    return {
        "description": card["summary"],
        "required": ["type", *needed],
        "properties": {"type": True, **options},
        "patternProperties": {r"^(x-.*|\$comment|description|examples)$": True},
        "additionalProperties": False,
    }


def dispatch(name, condition):
    return {"if": {"properties": {"type": condition}},
            "then": {"$ref": f"#/$defs/generator/$defs/{name}"}}


def generator_schema(cards):
    names = [card["type"] for card in cards]
    return {
        "description": "A generator: a name, or an object with a type and options.",
        "anyOf": [
            {"description": "A type with its defaults.", "enum": names},
            {"description": "One of the document's generators, or a model.", "type": "string"},
            {
                "type": "object",
                "required": ["type"],
                "properties": {"type": {"anyOf": [{"enum": names}, {"type": "string", "pattern": "/"}]}},
                "allOf": [*(dispatch(name, {"const": name}) for name in names),
                          dispatch("model_by_name", {"pattern": "/"})],
            },
        ],
        "$defs": {**{card["type"]: card_schema(card) for card in cards},
                  "model_by_name": model_by_name(cards)},
    }


def model_by_name(cards):
    """A model's name as the type: the options are those of `model`, whose source it is."""
    schema = card_schema(next(card for card in cards if card["type"] == "model"))
    return {**schema, "required": ["type"]}


# ---- Layout ----


def layout(value, indent=0, used=0):
    """JSON with everything on one line that fits it."""
    line = json.dumps(value, ensure_ascii=False)
    if used + len(line) <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return line
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        heads = [f"{json.dumps(key, ensure_ascii=False)}: " for key in value]
        parts = [inner + head + layout(item, indent + 2, indent + 3 + len(head))
                 for head, item in zip(heads, value.values())]
    else:
        parts = [inner + layout(item, indent + 2, indent + 3) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return opening + "\n" + ",\n".join(parts) + "\n" + " " * indent + closing


def main():
    here = pathlib.Path(__file__).resolve().parent / "pdl-1.0.json"
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["$defs"]["generator"] = generator_schema(json.load(sys.stdin))
    path.write_text(layout(schema) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
