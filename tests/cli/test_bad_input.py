"""Bad input: each of it is named, and nothing half-written is left."""

import gzip
import hashlib
import json
import os
import zlib

import pytest

from conftest import NAMES, pack, unpack


def refuses(phony, name, content, *words):
    """The complaint about an input; no model may come of it."""
    if content is not None:
        phony.write(name, content)
    before = set(phony.folder.iterdir())
    line = phony.fails("train", name, "-o", "out.phony", *words)
    assert set(phony.folder.iterdir()) == before
    return line


def test_an_empty_file(phony):
    assert refuses(phony, "empty.txt", "").startswith("phony: empty.txt: ")


@pytest.mark.parametrize("content", ["\n\n\n", "   \n\t\n", "\ufeff\n"])
def test_no_usable_value(phony, content):
    assert "empty.txt" in refuses(phony, "empty.txt", content)


def test_everything_filtered(phony):
    assert "short.txt" in refuses(phony, "short.txt", "ab\ncd\n", "--min-length", "3")


def test_a_csv_of_nothing_but_a_header(phony):
    assert "head.csv" in refuses(phony, "head.csv", "name,count\n")


def test_a_missing_file(phony):
    line = refuses(phony, "none.txt", None)
    assert line == "phony: cannot open 'none.txt': No such file or directory"


def test_a_folder(phony):
    (phony.folder / "folder").mkdir()
    assert "'folder'" in refuses(phony, "folder", None)


@pytest.mark.parametrize(
    "bytes_, place",
    [
        (b"one\ntwo\xff\n", "2:4"),
        (b"one\nt\xc3\n", "2:2"),
        (b"\xed\xa0\x80\n", "1:1"),
        (b"a\nb\nab\xc0\xaf\n", "3:3"),
        (b"caf\xe9\n", "1:4"),
    ],
)
def test_bad_utf8_is_named_by_line_and_byte(phony, bytes_, place):
    line = refuses(phony, "bad.txt", bytes_)
    assert line.startswith(f"phony: bad.txt:{place}: ")
    assert "UTF-8" in line


def test_bad_utf8_in_csv_and_on_standard_input(phony):
    line = refuses(phony, "bad.csv", b"name\nanna\nbe\xffa\n")
    assert line.startswith("phony: bad.csv:3:3: ")
    line = phony.fails("train", "-", "-o", "out.phony", stdin=b"one\ntw\xffo\n")
    assert line.startswith("phony: standard input:2:3: ")


def test_nul_bytes(phony):
    assert refuses(phony, "nul.txt", b"one\nt\0wo\n").startswith("phony: nul.txt:2:2: ")
    assert "nul.json:1:" in refuses(phony, "nul.json", '["a\\u0000b"]')


def test_utf16(phony):
    assert refuses(phony, "wide.txt", "Anna\nBerta\n".encode("utf-16")).startswith("phony: wide.txt:1:")


def test_a_long_line(phony):
    phony.write("long.txt", "short\n" + "x" * 2000 + "\n")
    line = phony.fails("train", "long.txt", "-o", "out.phony", "--max-value-bytes", "1K")
    assert line.startswith("phony: long.txt:2:") and "1,024 bytes" in line
    phony.ok("train", "long.txt", "-o", "out.phony", "--max-value-bytes", "2000", "-q")


def test_one_line_of_a_gigabyte(phony):
    path = phony.write("huge.txt", b"x" * (2 << 20))
    os.truncate(path, 1 << 30)
    running = phony.start("train", "huge.txt", "-o", "out.phony", stderr=-1)
    said = running.stderr.read().decode()
    running.stderr.close()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 1
    assert said.startswith("phony: huge.txt:1:") and "1,048,576 bytes" in said
    assert usage.ru_maxrss < 300_000  # kilobytes
    assert not (phony.folder / "out.phony").exists()


def test_ragged_csv(phony):
    text = "name,count\nAnna,1\nBerta\nClara,3\n"
    line = refuses(phony, "ragged.csv", text, "--column", "count")
    assert line.startswith("phony: ragged.csv:3:")
    assert refuses(phony, "wide.csv", "a,b\n1,2\n1,2,3\n").startswith("phony: wide.csv:3:")


def test_an_unclosed_quote(phony):
    line = refuses(phony, "quote.csv", 'name\nAnna\n"Berta\nClara\n')
    assert line.startswith("phony: quote.csv:3:")
    assert "quot" in line


def test_a_missing_column_lists_those_that_exist(phony):
    line = refuses(phony, "a.csv", "name,town\nAnna,Ulm\n", "--column", "city")
    assert "'city'" in line or '"city"' in line
    assert "name" in line and "town" in line
    assert "3" in refuses(phony, "a.csv", "name,town\nAnna,Ulm\n", "--column", "3")
    line = refuses(phony, "a.csv", "name,town\nAnna,Ulm\n", "--weight-column", "count")
    assert "count" in line and "town" in line


def test_bad_weights(phony):
    for weight in ("-1", "1.5", "many", "", "99999999999999999999"):
        text = f"name,count\nAnna,3\nBerta,{weight}\n"
        line = refuses(phony, "w.csv", text, "--weight-column", "count")
        assert line.startswith("phony: w.csv:3:"), weight


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.json", '{"names": ["a"]}'),
        ("a.json", '["a", true]'),
        ("a.json", '["a", ["b"]]'),
        ("a.json", '["a", '),
        ("a.json", '["a" "b"]'),
        ("a.json", '["a"] x'),
        ("a.json", "nonsense"),
        ("a.json", ""),
        ("a.json", "[" * 100000),
        ("a.json", '["\\ud800"]'),
        ("a.ndjson", '"a"\n{"b"\n'),
        ("a.ndjson", '"a"\nfalse\n'),
    ],
)
def test_json_of_the_wrong_shape(phony, name, content):
    assert refuses(phony, name, content).startswith(f"phony: {name}:")


def test_json_objects_need_a_column(phony):
    assert refuses(phony, "a.json", '[{"name": "x"}]').startswith("phony: a.json:1:")
    line = refuses(phony, "a.json", '[{"name": "x"}]', "--column", "nam")
    assert line.startswith("phony: a.json:1:") and "nam" in line


def test_broken_gzip(phony):
    whole = gzip.compress("\n".join(NAMES).encode())
    assert "cut.txt.gz" in refuses(phony, "cut.txt.gz", whole[:-20])
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0x10
    assert "flip.txt.gz" in refuses(phony, "flip.txt.gz", bytes(flipped))


def test_a_bomb_for_a_list(phony):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"x" * (1 << 20)) for _ in range(256)) + packer.flush()
    line = refuses(phony, "bomb.txt.gz", bomb)
    assert line.startswith("phony: bomb.txt.gz:1:") and "1,048,576 bytes" in line


# ---- Models ----


def broken(phony, path, *words):
    """The complaint about a model, which all commands share."""
    line = phony.fails("generate", path, "-q", *words)
    report = phony("validate", path, "--json", *words)
    assert report.code == 1 and report.json[0]["ok"] is False
    assert os.path.basename(path) in line
    return line, report.json[0]["status"]


def test_a_truncated_model(phony, model):
    whole = model.read_bytes()
    paths = [
        phony.write(f"cut{cut}.phony", whole[:cut])
        for cut in (0, 1, 9, 10, 20, len(whole) // 2, len(whole) - 9, len(whole) - 1)
    ]
    result = phony("validate", *paths, "--json")
    assert result.code == 1
    assert [entry["ok"] for entry in result.json] == [False] * len(paths)
    broken(phony, str(paths[5]))


def test_bits_flipped_in_a_model(phony, model):
    whole = model.read_bytes()
    paths = []
    for place in range(12, len(whole), max(1, len(whole) // 60)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        paths.append(phony.write(f"flip{place}.phony", bytes(flipped)))
    result = phony("validate", *paths, "--json")
    assert result.code == 1 and "Sanitizer" not in result.err
    assert not any(entry["ok"] for entry in result.json)


def test_a_changed_model(phony, model):
    content = unpack(model)
    content["ngrams"]["1"][""][1][-1] += 1
    line, status = broken(phony, str(pack(phony.folder / "changed.phony", content)))
    assert "digest" in line and status == "broken model" or "model" in status


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"n": 0},
        {"n": 9},
        {"n": "3"},
        {"mode": "chars"},
        {"tokens": []},
        {"tokens": {"a": 1}},
        {"ngrams": []},
        {"ngrams": {}},
        {"values": -1},
        {"digest": "0" * 64},
    ],
)
def test_a_model_of_the_wrong_shape(phony, model, change):
    broken(phony, str(pack(phony.folder / "shape.phony", unpack(model) | change)))


def test_a_model_of_a_newer_version(phony, model):
    path = pack(phony.folder / "new.phony", unpack(model) | {"version": 2})
    line, status = broken(phony, str(path))
    assert "version 2" in line and "version" in status


def put(number):
    """LEB128, as the digest has its numbers."""
    out = b""
    while number >= 128:
        out += bytes([number % 128 + 128])
        number //= 128
    return out + bytes([number])


def endless_model():
    """A whole model, digest and all, of order 1 whose only token is never followed by the end."""
    texts = [b"", b"a"]
    sealed = put(13) + b"phony model 1" + put(1) + put(0) + put(5) + put(5) + put(1) + put(0)
    sealed += put(len(texts)) + b"".join(put(len(text)) + text for text in texts)
    sealed += put(1) + put(0) + put(1) + put(1) + put(5) + put(0)
    return {
        "format": "phony", "version": 1,
        "digest": hashlib.blake2b(sealed, digest_size=32).hexdigest(),
        "n": 1, "mode": "char", "values": 5, "weight": 5, "min_count": 1,
        "tokens": [text.decode() for text in texts], "ngrams": {"1": {"": [[1], [5]]}},
    }


def test_a_model_that_never_ends(phony):
    line, _ = broken(phony, str(pack(phony.folder / "endless.phony", endless_model())))
    assert "digest" not in line


def test_a_bomb_for_a_model(phony):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packer.compress(b'{"format":"phony"')
    bomb += b"".join(packer.compress(b" " * (1 << 20)) for _ in range(64)) + packer.flush()
    path = str(phony.write("bomb.phony", bomb))
    line, status = broken(phony, path, "--max-model-bytes", "16M")
    assert "16777216" in line and "limit" in status


def test_limits_of_models(phony, model):
    assert "tokens" in broken(phony, str(model), "--max-model-tokens", "3")[0]
    assert "n-grams" in broken(phony, str(model), "--max-model-ngrams", "10")[0]
    phony.ok("validate", model, "--max-model-tokens", "1000", "--max-model-ngrams", "100000")


def test_what_is_no_model(phony):
    for name, content in (("list.phony", "Anna\nBerta\n"), ("null.phony", ""), ("a.phony", "[]")):
        broken(phony, str(phony.write(name, content)))
    pack(phony.folder / "deep.phony", b'{"x":' + b"[" * 100000)
    broken(phony, str(phony.folder / "deep.phony"))
    assert "list.txt" in phony.fails("info", str(phony.write("list.txt", "Anna")))
    assert "folder.phony" in phony.fails("info", "folder.phony")
    (phony.folder / "folder.phony").mkdir()
    assert "folder.phony" in phony.fails("info", "folder.phony")


def test_places_in_models_are_named(phony):
    phony.write("bad.phony", '{"format":"phony",\n"version":1,\n"n":x}')
    assert phony.fails("info", "bad.phony").startswith("phony: bad.phony:3:")


# ---- Outputs ----


@pytest.mark.parametrize("target", ["none/out.phony", "names.txt/out.phony", ".", "/proc/no/out"])
def test_outputs_are_tried_before_training(phony, trained, model, target):
    phony.write("names.txt", "x\n")
    # The list is never opened: the output is what the complaint is about.
    assert f"'{target}'" in phony.fails("train", "none.txt", "-o", target)
    assert f"'{target}'" in phony.fails("merge", model, model, "-o", target)


def test_a_model_onto_a_full_disk(phony, trained):
    line = phony.fails("train", trained / "names.txt", "-o", "/dev/full", "-q")
    assert "/dev/full" in line and "No space left on device" in line
    with open("/dev/full", "wb") as full:
        line = phony.fails("train", trained / "names.txt", "-o", "-", "-q", stdout=full)
    assert "standard output" in line and "No space left on device" in line


def test_a_model_into_a_closed_pipe(phony, trained):
    read, write = os.pipe()
    os.close(read)
    result = phony("train", trained / "names.txt", "-o", "-", "-q", stdout=write)
    os.close(write)
    assert result.code == 0 and result.err == ""


def test_json_stays_json_when_names_are_not_utf8(phony):
    path = os.fsencode(phony.folder / "b") + b"\xff.phony"
    with open(path, "wb") as file:
        file.write(b"x")
    result = phony("validate", os.fsdecode(path), "--json")
    assert result.code == 1
    assert json.loads(result.raw)[0]["ok"] is False
