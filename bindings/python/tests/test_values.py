"""Cursors: which row an expression gives, and what moves on by it."""

from __future__ import annotations

import copy
import itertools
import json
import pickle

import pytest

import phony
from phony import Phony, _streams

_release = _streams.Streams._release


def test_calls_give_row_after_row(p: Phony) -> None:
    rows = Phony(seed=42).name().list(40)
    assert [p.name().full() for _ in range(40)] == rows
    assert p.name().at(3) == rows[3]


def test_generators_of_one_recipe_share_a_cursor(p: Phony) -> None:
    rows = Phony(seed=42).model("en_US/city_names").list(4)
    one, other = p.model("en_US/city_names"), p.model("en_US/city_names")
    assert [next(one), next(other), one.generate(), str(other)] == rows


def test_other_constraints_have_a_cursor_of_their_own(p: Phony) -> None:
    names = p.name()
    names.list(10)
    first = Phony(seed=42).name().min_length(12).full()
    assert names.min_length(12).full() == first
    assert names.min_length(12).full() != first
    assert len(first) >= 12


def test_blocks_made_ahead_are_not_lost_to_take(p: Phony) -> None:
    rows = Phony(seed=42).name().list(400)
    names = p.name()
    found = [names.full() for _ in range(3)]  # row 2 is of a block of 16
    found += names.take(2)
    found += [names.full() for _ in range(30)]
    found += names.batch(300)
    found += names.buffer(5)
    found += [names.full() for _ in range(60)]
    assert found == rows


def test_rows_are_taken_when_take_is_called(p: Phony) -> None:
    names, rows = p.name(), Phony(seed=42).name().list(4)
    later = names.take(2)
    assert [names.full(), names.full()] == rows[2:]
    assert list(later) == rows[:2]


def test_first_and_full_names_of_a_row_belong_together(p: Phony) -> None:
    name = p.name()
    for _ in range(50):
        assert name.full() == f"{name.first()} {name.last()}"


def test_a_value_is_a_str_and_knows_its_row(p: Phony) -> None:
    emails = Phony(seed=42).generator("email").list(3)
    found = [p.email() for _ in range(3)]
    assert found == emails
    assert [value.row for value in found] == [0, 1, 2]
    assert all(isinstance(value, str) and "@" in value for value in found)
    assert {emails[0]: 1}[found[0]] == 1


def test_a_value_gives_those_from_itself_on(p: Phony) -> None:
    emails = Phony(seed=42).generator("email").list(7)
    assert list(p.email().take(3)) == emails[:3]
    assert list(p.email().batch(2)) == emails[3:5]
    assert [p.email(), p.email()] == emails[5:]


def test_an_old_value_does_not_move_the_cursor_back(p: Phony) -> None:
    emails = Phony(seed=42).generator("email").list(31)
    first = p.email()
    for _ in range(29):
        p.email()
    assert list(first.take(4)) == emails[:4]
    assert p.email() == emails[30]


def test_a_value_of_another_seed_does_not_move_the_cursor(p: Phony) -> None:
    old = p.email()
    p.seed(43)
    assert list(old.take(2)) == Phony(seed=42).generator("email").list(2)
    assert p.email() == Phony(seed=43).email()


def test_first_name_and_name_first_are_of_one_cursor(p: Phony) -> None:
    rows = Phony(seed=42).generator("person.first").list(4)
    found = [p.name().first(), p.first_name(), p.name().first(), p.first_name()]
    assert found == rows
    assert found[3].row == 3  # type: ignore[attr-defined]


def test_a_value_is_copied_and_written_as_str(p: Phony) -> None:
    value = p.city()
    for copied in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value), copy.copy(value)):
        assert copied == value and type(copied) is str
    assert json.dumps([value]) == json.dumps([str(value)])


def test_constraints_may_stand_on_a_value(p: Phony) -> None:
    found = p.city().min_length(8).starts_with("B").list(20)
    assert found == Phony(seed=42).generator("city").min_length(8).starts_with("B").list(20)
    assert all(len(value) >= 8 and value.startswith("B") for value in found)


CONSTRAINTS = {
    "min_length": (9, lambda value: len(value) >= 9),
    "max_length": (6, lambda value: len(value) <= 6),
    "min_words": (2, lambda value: " " in value),
    "max_words": (1, lambda value: " " not in value),
    "starts_with": ("Ma", lambda value: value.startswith("Ma")),
    "ends_with": ("ton", lambda value: value.endswith("ton")),
    "contains": ("ou", lambda value: "ou" in value),
    "matches": ("[A-C][a-z]+", lambda value: value[0] in "ABC"),
}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_constraints_hold_on_generators_and_values(p: Phony, name: str) -> None:
    argument, complies = CONSTRAINTS[name]
    for asked in (p.model("en_US/city_names"), p.city()):
        values = getattr(asked, name)(argument).list(200)
        assert all(complies(value) for value in values)
    assert not all(complies(value) for value in p.model("en_US/city_names").list(200))


def test_genders_are_those_asked_for(p: Phony) -> None:
    assert set(p.gender().female().take(20)) == {"female"}
    assert p.name().male().first() == p.first_name().male().at(0)
    assert set(p.template("{gender}").male().list(9)) == {"male"}


def test_unique_values_differ(p: Phony) -> None:
    for generator in (p.name().unique(), p.email().unique(), p.last_name().unique("strict", 5000)):
        values = generator.list(5000)
        assert len(set(values)) == len(values)


def test_a_unique_view_goes_on_where_it_was(p: Phony) -> None:
    found = [p.unique().email() for _ in range(3000)]
    assert len(set(found)) == len(found)
    assert found == list(Phony(seed=42).unique().email().take(3000))


def test_sorted_values_are_sorted(p: Phony) -> None:
    values = p.model("en_US/last_names").sorted(2000).list(2000)
    assert values == sorted(values)


def test_locales_are_views_with_cursors_of_their_own(p: Phony) -> None:
    turkish = Phony(seed=42, locale="tr_TR").name().list(2)
    assert [p.locale("tr_TR").name().full(), p.locale("tr_TR").name().full()] == turkish
    assert p.name().full() == Phony(seed=42).name().full()
    assert p.locale("tr_TR").current_locale == "tr_TR" and p.current_locale == "en_US"


def test_seeding_begins_anew_and_gives_itself(p: Phony) -> None:
    held, view = p.name(), p.unique()
    before = held.list(3), view.email(), p.city()
    assert p.seed(42) is p
    assert (held.list(3), view.email(), p.city()) == before
    assert p.seed("42").name().list(3) == before[0]
    assert p.seed(7).name().list(3) != before[0]
    assert p.current_seed == "7"


def test_a_seed_drawn_can_be_used_again() -> None:
    one, other = Phony(), Phony()
    assert one.current_seed != other.current_seed
    assert one.name().list(5) == Phony(seed=one.current_seed).name().list(5)


def test_rows_are_had_directly(p: Phony) -> None:
    names = p.name()
    rows = names.list(100)
    assert [names.at(row) for row in (0, 17, 99)] == [rows[0], rows[17], rows[99]]
    assert list(names.take(3, first=10)) == names.list(3, first=10) == rows[10:13]
    assert names.buffer(3, first=10).to_list() == rows[10:13]
    assert names.full() == names.at(100)
    assert p.city().generator.at(2**64 - 1)


def test_templates_bind_names_texts_and_generators(p: Phony) -> None:
    cities = p.city().starts_with("B")
    template = p.template("{who}: {town} {{x}}", who="{first|upper}", town=cities)
    first = p.name().first()
    value = next(template)
    assert value.startswith(f"{first.upper()}: B") and value.endswith(" {x}")
    assert p.template("{first} {last}").list(3) == Phony(seed=42).name().list(3)


def test_names_of_a_templates_parts_are_free(p: Phony) -> None:
    bound = {"self": "a", "template": "b", "cls": "c", "a.b/c-d": "d"}
    assert p.template("{self}{template}{cls}{a.b/c-d}", **bound).generate() == "abcd"


def test_iteration_goes_on_without_end(p: Phony) -> None:
    assert len(list(itertools.islice(p.model("en_US/city_names"), 3000))) == 3000
    assert [value for value, _ in zip(p.name(), range(2))] == Phony(seed=42).name().list(2)


def test_many_recipes_keep_their_cursors_but_not_their_memory(
    p: Phony, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_streams, "KEPT", 16)
    released = []
    monkeypatch.setattr(_streams.Streams, "_release", lambda self: released.append(_release(self)))
    first = p.template("0 {first}")
    rows = Phony(seed=42).template("0 {first}").list(4)
    found = [next(first), next(first)]
    for number in range(1, 50):
        next(p.template(f"{number} {{first}}"))
    assert [*found, next(first), next(first)] == rows
    assert len(released) == 3


def test_no_values_are_none(p: Phony) -> None:
    assert list(p.name().take(0)) == p.name().list(0) == p.name().buffer(0).to_list() == []
    assert p.name().full() == Phony(seed=42).name().full()


def test_a_model_of_a_file_is_that_of_its_name(p: Phony, checkout) -> None:  # type: ignore
    path = checkout / "models" / "en_US" / "city_names.phony"
    named = p.model("en_US/city_names").list(5)
    assert p.load_model(path).list(5) == p.seed(42).model(str(path)).list(5) == named


def test_what_there_is_can_be_listed() -> None:
    assert "tr_TR/city_names" in phony.models()
    assert phony.builtins()["email"] and phony.functions()["upper"]
    assert {"Phony", "Model", "train", "SchemaError"} <= set(dir(phony))
    with pytest.raises(AttributeError):
        getattr(phony, "nothing")


def test_what_things_are_is_told(p: Phony) -> None:
    assert repr(p) == "Phony(seed='42', locale='en_US')"
    assert "min_length=3" in repr(p.city().min_length(3))
    assert str(p.name()) == Phony(seed=42).name().full()
