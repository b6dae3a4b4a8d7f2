"""Schemas that are in no file: texts and dicts."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pytest

import phony
from phony import Phony

def test_a_document_is_as_good_as_a_file(p: Phony, tmp_path: Path, shop: Path) -> None:
    path = tmp_path / "shop.pdl.json"
    text = shop.read_text("utf-8")
    path.write_text(text, "utf-8")
    expected = list(p.schema(str(path)).entity("Order").rows())
    documents = [text, "\n  " + text, json.loads(text), MappingProxyType(json.loads(text))]
    for document in documents:
        schema = p.schema(document)
        assert list(schema.entity("Order").rows()) == expected
        assert repr(schema) == "<Schema of a document>"
        assert len(list(schema.entity("User").rows(17))) == 17  # it is read again, of more rows


def test_a_document_that_is_none_is_refused(p: Phony) -> None:
    around: dict[str, object] = {}
    around["self"] = around
    refused = {
        "{": phony.SyntaxError,
        "{}": phony.SchemaError,
        '{"a": "\ud800"}': phony.EncodingError,
        "{\0}": phony.EncodingError,
    }
    for text, kind in refused.items():
        with pytest.raises(kind):
            p.schema(text)
    for document in ({"a": {1, 2}}, around, {"a": float("nan")}, {(): 1}):
        with pytest.raises(phony.ArgumentError, match="JSON"):
            p.schema(document)
    with pytest.raises(phony.SchemaError) as caught:
        p.schema({"version": "1.0", "entities": {"A": {"fields": {"id": "nope"}}}})
    assert caught.value.problems[0].file is None


def test_a_document_holds_any_text(p: Phony) -> None:
    town = "Şişli \U0001f642"
    fields = {"town": {"generator": {"type": "constant", "value": town}}}
    schema = p.schema({"version": "1.0", "entities": {"Place": {"count": 3, "fields": fields}}})
    assert list(schema.entity("Place").rows()) == [{"town": town}] * 3
