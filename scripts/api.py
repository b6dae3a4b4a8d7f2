#!/usr/bin/env python3
"""Holds spec/api.json to phony.h.

    scripts/api.py            says in which places the two disagree; exit status 1 where they do
    scripts/api.py --update   takes names, types and values over from the header

What the header says by itself (names, types, members, values of constants) is read from it. What it
says in words (the role of a parameter, who owns what, which may be NULL) is kept as it stands in the
file. A new parameter gets a first guess from its type and name, to be read before it is committed.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

from pycparser import c_ast, c_generator, c_parser

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = ROOT / "libphony/include/phony.h"
FILE = ROOT / "spec/api.json"
# Composer has no build step, and takes no links that lead out of a package.
COPY = ROOT / "bindings/php/src/api.json"
STANDARD = "typedef unsigned char uint8_t; typedef int int32_t; typedef unsigned uint32_t;" \
    "typedef long int64_t; typedef unsigned long uint64_t; typedef unsigned long size_t;\n"
WIDTH = 100


# ---- The header ----------------------------------------------------------------------------------

def preprocessed(header):
    """The header without the standard ones, whose types stand in for them."""
    text = re.sub(r"^#include <.*>$", "", header.read_text(), flags=re.M)
    ran = subprocess.run(["cc", "-E", "-P", "-U__GNUC__", "-D__extension__=", "-"], input=text,
                         capture_output=True, text=True, check=True)
    return STANDARD + ran.stdout


def type_text(node):
    """A type as it is written before a name: "const char *", "phony_model **"."""
    inner = node
    while not isinstance(inner, c_ast.TypeDecl):
        inner = inner.type
    inner.declname = None
    return c_generator.CGenerator().visit(c_ast.Typename(None, [], None, node))


def parameters(function):
    found = function.args.params if function.args else []
    return [{"name": p.name, "type": type_text(p.type)} for p in found if p.name]


def member(declaration):
    if isinstance(declaration.type, c_ast.ArrayDecl):
        return {"name": declaration.name, "type": type_text(declaration.type.type),
                "length": int(declaration.type.dim.value)}
    return {"name": declaration.name, "type": type_text(declaration.type)}


def number(node, values):
    if isinstance(node, c_ast.UnaryOp):
        return -number(node.expr, values)
    return int(node.value, 0)


def enum_constants(enum):
    """Its constants, in a set named by what their names have in common."""
    names = [e.name for e in enum.values.enumerators]
    words = [name.split("_")[1:] for name in names]
    common = []
    for parts in zip(*words):
        if len(set(parts)) > 1 or len(common) == len(min(words, key=len)) - 1:
            break
        common.append(parts[0].lower())
    value, constants = -1, []
    for enumerator in enum.values.enumerators:
        value = number(enumerator.value, constants) if enumerator.value else value + 1
        constants.append({"name": enumerator.name, "value": value,
                          "set": "_".join(common) or names[0].split("_")[1].lower()})
    return constants


def macro_constants(header):
    found = re.findall(r'^#define (PHONY_\w+) ("[^"]*"|-?\d+)$', header.read_text(), flags=re.M)
    return [{"name": name, "value": json.loads(value), "set": "version"} for name, value in found]


def read_typedef(node, api):
    of = node.type
    if isinstance(of, c_ast.PtrDecl) and isinstance(of.type, c_ast.FuncDecl):
        given = parameters(of.type)
        api["callbacks"].append({"name": node.name, "returns": {"type": type_text(of.type.type)},
                                 "parameters": given})
    elif not isinstance(of.type, c_ast.Struct):
        api["types"].append({"name": node.name, "type": type_text(of)})
    elif of.type.decls is None:
        api["handles"].append({"name": node.name})
    else:
        api["structs"].append({"name": node.name, "members": [member(d) for d in of.type.decls]})


def read_header(header):
    """What the header says by itself."""
    api = {"types": [], "callbacks": [], "handles": [], "constants": macro_constants(header),
           "structs": [], "functions": []}
    for node in c_parser.CParser().parse(preprocessed(header)).ext:
        if isinstance(node, c_ast.Typedef) and node.name.startswith("phony_"):
            read_typedef(node, api)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.Enum):
            api["constants"] += enum_constants(node.type)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.FuncDecl):
            api["functions"].append({"name": node.name,
                                     "returns": {"type": type_text(node.type.type)},
                                     "parameters": parameters(node.type)})
    values = {c["name"]: c["value"] for c in api["constants"]}
    library = {"name": "phony", "soname": "libphony.so.0", "version": values["PHONY_VERSION_STRING"]}
    return {"library": library, **api}


# ---- First guesses -------------------------------------------------------------------------------

# By name, where the type is a number.
NUMBERS = {"first": "row", "row": "row", "count": "count", "capacity": "capacity",
           "length": "length", "index": "index"}
ENDS = ("_free", "_unref", "_close")


def guess_pointer(function, p, follows, api):
    pointed = re.sub(r"^const | \*+$", "", p["type"])
    handles = {h["name"] for h in api["handles"]}
    given = p["type"].startswith("const ")
    if p["type"] == "phony_error *":
        return {"role": "error", "direction": "out", "ownership": "caller", "optional": True}
    if p["type"].endswith("* const *"):
        return {"role": "handles", "direction": "in", "ownership": "borrowed"}
    if pointed in handles and p["type"].endswith("**"):
        return {"role": "handle", "direction": "out", "ownership": "owned"}
    if pointed in handles:
        ends = function["name"].endswith(ENDS)
        guess = {"role": "handle", "direction": "in", "ownership": "taken" if ends else "borrowed"}
        return {**guess, "optional": True} if ends or pointed == "phony_cache" else guess
    if pointed == "char" and p["type"].endswith("**"):
        return {"role": "bytes", "direction": "out", "ownership": "borrowed"}
    if pointed in ("char", "void") and given:
        return {"role": "bytes" if follows == "length" else "text", "direction": "in",
                "ownership": "borrowed"}
    if pointed == "char":
        return {"role": "text", "direction": "out", "ownership": "caller"}
    if pointed == "void":
        return {"role": "user", "direction": "in", "ownership": "borrowed", "optional": True}
    if given:
        options = "options" in p["name"] or "limits" in p["name"]
        guess = {"role": "options" if options else "struct", "direction": "in",
                 "ownership": "borrowed"}
        return {**guess, "optional": True} if options else guess
    role = "struct" if pointed.startswith("phony_") else NUMBERS.get(p["name"], "number")
    return {"role": role, "direction": "out", "ownership": "caller"}


def guess_parameter(function, place, api):
    p = function["parameters"][place]
    rest = function["parameters"][place + 1:]
    if "*" in p["type"]:
        return guess_pointer(function, p, rest[0]["name"] if rest else "", api)
    if p["type"] in {c["name"] for c in api["callbacks"]}:
        return {"role": "callback", "direction": "in", "optional": True}
    return {"role": NUMBERS.get(p["name"], "number"), "direction": "in"}


def guess_result(function):
    kind = function["returns"]["type"]
    if kind == "phony_status":
        return {"role": "status"}
    if kind.endswith("char *"):
        return {"role": "text", "ownership": "borrowed"}
    if kind.endswith("*"):
        return {"role": "handle", "ownership": "owned"}
    return {"role": {"void": "nothing", "phony_bytes": "bytes"}.get(kind, "number")}


def guess_struct(struct):
    members = struct["members"]
    if members[0]["name"] != "size":
        return {"role": "value"}
    return {"role": "options" if struct["name"].endswith(("_options", "_limits")) else "sized"}


def guess_handle(handle, api):
    functions = {f["name"] for f in api["functions"]}
    ends = [handle["name"] + end for end in ENDS if handle["name"] + end in functions]
    refs = [handle["name"] + "_ref"] if handle["name"] + "_ref" in functions else []
    return {"free": ends[0], **({"ref": refs[0]} if refs else {})}


# ---- Both together -------------------------------------------------------------------------------

def kept(new, old, guess):
    """The header's facts, with the words that stand in the file, or else a guess."""
    words = {key: value for key, value in old.items() if key not in new} if old else guess
    return {**new, **words}


def merged(api, old):
    """The header's API with the annotations of the file."""
    known = {kind: {x["name"]: x for x in old.get(kind, [])} for kind in api if kind != "library"}
    for kind, guess in (("handles", lambda h: guess_handle(h, api)), ("structs", guess_struct)):
        api[kind] = [kept(x, known[kind].get(x["name"]), guess(x)) for x in api[kind]]
    for kind in ("callbacks", "functions"):
        for x in api[kind]:
            before = known[kind].get(x["name"], {"returns": None, "parameters": []})
            names = {p["name"]: p for p in before["parameters"]}
            x["parameters"] = [kept(p, names.get(p["name"]), guess_parameter(x, i, api))
                               for i, p in enumerate(x["parameters"])]
            x["returns"] = kept(x["returns"], before["returns"], guess_result(x))
    constants = known["constants"]
    for x in api["constants"]:
        x["set"] = constants.get(x["name"], x)["set"]
    return api


def layout(value, indent=0, before=0):
    """JSON with a line for what fits on one, and for each thing that holds nothing else."""
    flat = json.dumps(value, ensure_ascii=False)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    is_leaf = not any(isinstance(part, (dict, list)) for part in parts)
    if is_leaf or indent + before + len(flat) < WIDTH:
        return flat
    pad = " " * (indent + 2)
    pairs = value.items() if isinstance(value, dict) else [(None, v) for v in value]
    keys = [json.dumps(k) + ": " if k is not None else "" for k, _ in pairs]
    lines = [pad + key + layout(v, indent + 2, len(key)) for key, (_, v) in zip(keys, pairs)]
    ends = "{}" if isinstance(value, dict) else "[]"
    return ends[0] + "\n" + ",\n".join(lines) + "\n" + " " * indent + ends[1]


def differences(path, a, b):
    """The places in which two documents differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in [*a, *(k for k in b if k not in a)]:
            yield from differences(f"{path}.{key}", a.get(key), b.get(key))
    elif isinstance(a, list) and isinstance(b, list):
        named = [{x["name"]: x for x in part} for part in (a, b)]
        yield from differences(path, *named)
        if list(named[0]) != list(named[1]) and set(named[0]) == set(named[1]):
            yield f"{path.lstrip('.')}: in another order than in phony.h"
    elif a != b:
        yield f"{path.lstrip('.')}: {summary(a)} in phony.h, {summary(b)} in the file"


def summary(value):
    if value is None:
        return "nothing"
    return json.dumps(value) if not isinstance(value, (dict, list)) else "declared"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--header", type=pathlib.Path, default=HEADER)
    parser.add_argument("--file", type=pathlib.Path, default=FILE)
    given = parser.parse_args()
    old = json.loads(given.file.read_text()) if given.file.exists() else {}
    api = {"$schema": "schemas/api-1.json", **merged(read_header(given.header), old)}
    if given.update:
        given.file.write_text(layout(api) + "\n")
        if given.file == FILE:
            COPY.write_text(FILE.read_text())
        return 0
    found = list(differences("", api, old))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
