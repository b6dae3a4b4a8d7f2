"""Phony's values in Faker: its seeds, its locales, its names."""

from __future__ import annotations

import copy
import pickle
import random
import subprocess
import sys

import pytest

faker = pytest.importorskip("faker", reason="needs Faker (Debian: python3-fake-factory)")

from phony import NotFoundError, Phony  # noqa: E402
from phony.integrations.faker_provider import (  # noqa: E402
    PhonyProvider,
    PhonyReplacement,
    phony_locale,
)

VALUES = [name for name in dir(PhonyProvider) if name.startswith("phony_")]
ARGUMENTS = {"phony_model": ("en_US/city_names",), "phony_template": ("{first} {last}, {city}",)}
REPLACED = [name for name in vars(PhonyReplacement) if not name.startswith("_")]


def fake_of(locale: str = "en_US", seed: object = 4):
    """A Faker with Phony's provider."""
    fake = faker.Faker(locale)
    fake.seed_instance(seed)
    return PhonyProvider.add_to(fake)


def some(fake, names=VALUES) -> list[str]:
    """A value of each kind."""
    return [getattr(fake, name)(*ARGUMENTS.get(name, ())) for name in names]


@pytest.mark.parametrize("name", VALUES)
def test_each_value_is_a_text(name: str) -> None:
    assert some(fake_of(), [name])[0].strip()


def test_values_are_those_of_phony_by_the_row_that_faker_draws() -> None:
    fake = fake_of("tr_TR", seed=12)
    rows = random.Random(12)
    phony = Phony(seed="phony", locale="tr_TR")
    values = {"person.full": fake.phony_name, "email": fake.phony_email, "city": fake.phony_city}
    for name, value in values.items():
        assert value() == phony.generator(name).at(rows.getrandbits(64))


def test_the_same_seed_gives_the_same_values() -> None:
    assert some(fake_of(seed=1)) == some(fake_of(seed=1))
    assert some(fake_of(seed=1)) != some(fake_of(seed=2))


def test_seeding_again_begins_again() -> None:
    fake = fake_of()
    first = some(fake)
    assert some(fake) != first
    fake.seed_instance(4)
    assert some(fake) == first


def test_the_seed_of_all_fakers_is_followed() -> None:
    seed = getattr(faker.Generator, "seed")
    fake = PhonyProvider.add_to(faker.Faker())
    seed(77)
    first = [fake.phony_name(), fake.name(), fake.phony_email()]
    assert fake.phony_name() != first[0]
    seed(77)
    assert [fake.phony_name(), fake.name(), fake.phony_email()] == first


def test_a_state_put_back_gives_the_same_value() -> None:
    fake = fake_of()
    state = fake.random.getstate()
    name = fake.phony_name()
    fake.random.setstate(state)
    assert fake.phony_name() == name


@pytest.mark.parametrize("name", VALUES)
def test_each_value_takes_the_same_of_fakers_randomness(name: str) -> None:
    fake, other = fake_of(), random.Random(4)
    some(fake, [name])
    other.getrandbits(64)
    assert fake.random.getstate() == other.getstate()


def test_values_hardly_repeat() -> None:
    fake = fake_of()
    assert len({fake.phony_name() for _ in range(1000)}) > 950


@pytest.mark.parametrize(
    ("of_faker", "of_phony"),
    [
        ("tr_TR", "tr_TR"),
        ("ja_JP", "ja_JP"),
        ("de_AT", "de_DE"),
        ("en_GB", "en_US"),
        ("pt_PT", "pt_BR"),
        ("sv_SE", "en_US"),
        ("es", "es_ES"),
        ("la", "en_US"),
    ],
)
def test_locales_without_models_are_those_of_their_language(of_faker: str, of_phony: str) -> None:
    assert phony_locale(of_faker) == of_phony


@pytest.mark.parametrize("locale", ["tr_TR", "de_AT", "sv_SE"])
def test_the_locale_is_that_of_the_faker(locale: str) -> None:
    expected = Phony(seed="phony", locale=phony_locale(locale)).generator("city")
    assert fake_of(locale, 9).phony_city() == expected.at(random.Random(9).getrandbits(64))


def test_genders_have_names_of_their_own() -> None:
    men = {fake.phony_first_name_male() for fake in [fake_of()] for _ in range(300)}
    women = {fake.phony_first_name_female() for fake in [fake_of()] for _ in range(300)}
    assert len(men & women) < 30


@pytest.mark.parametrize("most", [5, 6, 10, 24, 60, 200, 1000, 5000])
def test_texts_are_as_long_as_asked_for(most: int) -> None:
    fake = fake_of(seed=most)
    for _ in range(50):
        text = fake.phony_text(most)
        assert len(text) <= most
        assert most < 300 or len(text) > most - 150
        assert text[0].isupper() and text.endswith(".") and not text.endswith("..")


def test_texts_too_short_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 5 characters"):
        fake_of().phony_text(4)


def test_unknown_models_are_errors_that_name_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="en_US/city_names"):
        fake_of().phony_model("en_US/city_name")


def test_templates_without_end_keep_memory_bounded() -> None:
    fake = fake_of()
    provider = fake.phony_template.__self__
    for number in range(2100):
        assert fake.phony_template("{{%d}}" % number) == "{%d}" % number
    assert len(provider._values._generators) <= 1000


def test_it_is_added_as_any_provider() -> None:
    fake = faker.Faker()
    fake.add_provider(PhonyProvider)
    fake.seed_instance(4)
    assert some(fake) == some(fake_of())


def test_what_it_adds_to_a_faker_are_values_alone() -> None:
    plain = set(dir(faker.Faker()))
    added = set(dir(fake_of())) - plain
    assert added - {"_is_seeded", "_Generator__random"} == set(VALUES)


def test_replaced_names_are_phonys_and_all_others_fakers() -> None:
    fake, plain = PhonyProvider.replace(fake_of("tr_TR", 5)), faker.Faker("tr_TR")
    plain.seed_instance(5)
    fake.seed_instance(5)
    name = fake.name()
    fake.seed_instance(5)
    assert name == fake.phony_name()
    for unchanged in ("job", "word", "text", "postcode", "country"):
        fake.seed_instance(5)
        plain.seed_instance(5)
        assert getattr(fake, unchanged)() == getattr(plain, unchanged)()


@pytest.mark.parametrize("name", REPLACED)
def test_each_replacement_is_one_of_fakers_names(name: str) -> None:
    plain = faker.Faker()
    assert callable(getattr(plain, name))
    fake = PhonyProvider.replace(plain)
    fake.seed_instance(3)
    first = getattr(fake, name)()
    fake.seed_instance(3)
    assert getattr(fake, name)() == first
    assert getattr(fake, name).__self__.__class__ is PhonyReplacement


def test_faker_s_own_templates_use_what_replaces_them() -> None:
    fake = PhonyProvider.replace(fake_of(seed=6))
    parsed = fake.parse("{{name}}")
    fake.seed_instance(6)
    assert parsed == fake.phony_name()


@pytest.mark.parametrize(
    ("arguments", "options", "domain"),
    [
        ((), {}, "example.com"),
        ((), {"safe": False}, "example.com"),
        ((), {"domain": "phony.test"}, "phony.test"),
        (("phony.test",), {}, "phony.test"),
        ((True, "phony.test"), {}, "phony.test"),
        ((False,), {}, "example.com"),
    ],
)
def test_addresses_have_the_domain_asked_for(arguments, options, domain: str) -> None:
    fake = PhonyProvider.replace(fake_of())
    assert fake.email(*arguments, **options).endswith("@" + domain)


class SeveralLocales:
    """As the Faker of several locales in Faker 4 and later: no generator, but several of them."""

    def __init__(self, *locales: str) -> None:
        self.factories = [faker.Faker(locale) for locale in locales]

    @property
    def add_provider(self) -> None:
        raise NotImplementedError("not in multiple locale mode")


def test_fakers_of_several_locales_have_it_in_each() -> None:
    fake = SeveralLocales("tr_TR", "ja_JP")
    assert PhonyProvider.replace(fake) is fake
    for one, locale in zip(fake.factories, ("tr_TR", "ja_JP")):
        one.seed_instance(4)
        expected = Phony(seed="phony", locale=locale).generator("person.full")
        assert one.name() == expected.at(random.Random(4).getrandbits(64))


def test_what_is_no_faker_is_refused() -> None:
    with pytest.raises(TypeError, match="a Faker is needed, not str"):
        PhonyProvider.replace("fake")


def test_copies_give_the_same_values() -> None:
    provider = fake_of().phony_name.__self__
    provider.phony_name()
    values = provider._values
    copies = (copy.deepcopy(values), pickle.loads(pickle.dumps(values)))
    expected = values.at(7, "generator", "city")
    assert [made.at(7, "generator", "city") for made in copies] == [expected] * 2


def test_without_faker_it_imports_and_says_what_is_missing_when_used() -> None:
    program = """if True:
        import sys
        sys.modules["faker"] = None
        from phony.integrations.faker_provider import PhonyProvider
        try:
            PhonyProvider(object())
        except ImportError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "Faker, which is not installed: pip install Faker" in done.stdout
