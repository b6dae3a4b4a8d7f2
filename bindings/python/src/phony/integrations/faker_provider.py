"""Phony's values in Faker: `fake.add_provider(PhonyProvider)`, then `fake.phony_name()`.

Each value is that of a row whose number is drawn from the generator's own `random`: 64 bits for a
value, whatever it is. So Faker.seed(), seed_instance() and a `random` put in its place mean what
they mean to the rest of Faker, Phony's values may stand in between Faker's own, and
`fake.unique.phony_email()` works.

The locale is that of the generator. Where Phony has no models of it, it is that of its language
(de_AT: de_DE), else en_US, as Faker itself falls back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from phony import Phony

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phony import Generator

try:
    from faker.providers import BaseProvider
except ImportError:

    class BaseProvider:  # type: ignore[no-redef]
        """Where there is no Faker: says so when it is asked for anything."""

        def __init__(self, generator: Any) -> None:
            raise _no_faker()


SEED = "phony"  # the same for all: what differs is the row
LOCALES = ("de_DE", "en_US", "es_ES", "fr_FR", "it_IT", "ja_JP", "nl_NL", "pl_PL", "pt_BR", "tr_TR")
BY_LANGUAGE = {locale[:2]: locale for locale in LOCALES}
MOST_GENERATORS = 1000  # that are kept: templates may be made up by the program
LEAST_TEXT = 5  # characters, as Faker has it


def _no_faker() -> ImportError:
    return ImportError(
        "PhonyProvider is for Faker, which is not installed:"
        " pip install Faker (Debian: apt install python3-fake-factory)"
    )


def phony_locale(locale: str) -> str:
    """The locale of Phony for one of Faker."""
    return locale if locale in LOCALES else BY_LANGUAGE.get(locale.split("_")[0], "en_US")


class _Values:
    """The values of all rows in a locale. Copied (Faker copies providers), it is made anew."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._start()

    def _start(self) -> None:
        self._phony = Phony(seed=SEED, locale=self.locale)
        self._generators: dict[tuple[str, str, str], Generator] = {}

    def __reduce__(self) -> tuple[type[_Values], tuple[str]]:
        return _Values, (self.locale,)

    def at(self, row: int, kind: str, subject: str, gender: str = "") -> str:
        """A value: `kind` is the method of Phony that makes a generator of `subject`."""
        key = (kind, subject, gender)
        generator = self._generators.get(key)
        if generator is None:
            generator = self._generator(*key)
        return generator.at(row)

    def _generator(self, kind: str, subject: str, gender: str) -> Generator:
        if len(self._generators) >= MOST_GENERATORS:
            self._start()
        generator: Generator = getattr(self._phony, kind)(subject)
        if gender:
            generator = getattr(generator, gender)()
        self._generators[kind, subject, gender] = generator
        return generator


class _OnFaker(type):
    """Puts a provider's class on a Faker.

    This is a metaclass's because Faker takes all that an instance has for values: a class method
    `replace` would be `fake.replace()`.
    """

    def add_to(cls, fake: Any) -> Any:
        """As fake.add_provider(cls), also for a Faker of several locales. Returns `fake`."""
        for generator in _generators_of(fake):
            generator.add_provider(cls)
        return fake

    def replace(cls, fake: Any) -> Any:
        """Has Phony answer to Faker's own names as well: name(), email(), city() ..."""
        return PhonyReplacement.add_to(cls.add_to(fake))


def _generators_of(fake: Any) -> Iterator[Any]:
    """The generators of a Faker: one for each locale, itself in Faker before 4.0."""
    factories = getattr(fake, "factories", None)
    if isinstance(factories, list):
        for factory in factories:
            yield from _generators_of(factory)
    elif hasattr(fake, "add_provider"):
        yield fake
    else:
        raise TypeError(f"a Faker is needed, not {type(fake).__name__}")


class _Provider(BaseProvider, metaclass=_OnFaker):  # type: ignore[misc]
    """What draws the rows."""

    def __init__(self, generator: Any) -> None:
        super().__init__(generator)
        config = getattr(generator, "_Generator__config", {})
        self._values = _Values(phony_locale(config.get("locale", "en_US")))

    def _row(self) -> int:
        row: int = self.generator.random.getrandbits(64)
        return row

    def _named(self, name: str, gender: str = "") -> str:
        return self._values.at(self._row(), "generator", name, gender)


class PhonyProvider(_Provider):
    """Values of Phony under names of their own."""

    def phony_name(self) -> str:
        """A full name."""
        return self._named("person.full")

    def phony_name_male(self) -> str:
        """A man's full name."""
        return self._named("person.full", "male")

    def phony_name_female(self) -> str:
        """A woman's full name."""
        return self._named("person.full", "female")

    def phony_first_name(self) -> str:
        """A first name."""
        return self._named("person.first")

    def phony_first_name_male(self) -> str:
        """A man's first name."""
        return self._named("person.first", "male")

    def phony_first_name_female(self) -> str:
        """A woman's first name."""
        return self._named("person.first", "female")

    def phony_last_name(self) -> str:
        """A family name."""
        return self._named("person.last")

    def phony_email(self) -> str:
        """An e-mail address, at example.com."""
        return self._named("email")

    def phony_user_name(self) -> str:
        """A user name."""
        return self._named("username")

    def phony_company(self) -> str:
        """A company's name."""
        return self._named("company")

    def phony_city(self) -> str:
        """A city's name."""
        return self._named("city")

    def phony_street_address(self) -> str:
        """A street with a house number."""
        return self._named("street_address")

    def phony_phone_number(self) -> str:
        """A telephone number that nobody has."""
        return self._named("phone")

    def phony_word(self) -> str:
        """A word of filler text."""
        return self._named("lorem.word")

    def phony_sentence(self) -> str:
        """A sentence of filler text."""
        return self._named("lorem.sentence")

    def phony_paragraph(self) -> str:
        """A paragraph of filler text."""
        return self._named("lorem.paragraph")

    def phony_text(self, max_nb_chars: int = 200) -> str:
        """Whole sentences of at most so many characters; whole words, where no sentence fits."""
        if max_nb_chars < LEAST_TEXT:
            raise ValueError(f"phony_text() gives at least {LEAST_TEXT} characters")
        row = self._row()
        text = ""
        while len(text) <= max_nb_chars:
            text += self._values.at(row, "generator", "lorem.paragraph") + " "
            row = (row + 1) % 2**64
        return _cut(text, max_nb_chars)

    def phony_model(self, name: str) -> str:
        """A value of a model: "tr_TR/city_names", or the path of a .phony file."""
        return self._values.at(self._row(), "model", name)

    def phony_template(self, template: str) -> str:
        """A text such as "{first} {last}, {city}"."""
        return self._values.at(self._row(), "template", template)


def _cut(text: str, most: int) -> str:
    """The sentences at the beginning of a longer text, else the words, else the characters."""
    sentences = text.rfind(". ", 0, most + 1)
    if sentences >= 0:
        return text[: sentences + 1]
    words = text.rfind(" ", 0, most)
    return text[: words if words > 0 else most - 1].rstrip(" ,") + "."


class PhonyReplacement(_Provider):
    """Values of Phony under Faker's names, in place of Faker's; see PhonyProvider.replace.

    Filler text stays Faker's, whose arguments are word lists and parts of speech of its own.
    """

    def name(self) -> str:
        """A full name."""
        return self._named("person.full")

    def name_male(self) -> str:
        """A man's full name."""
        return self._named("person.full", "male")

    def name_female(self) -> str:
        """A woman's full name."""
        return self._named("person.full", "female")

    def first_name(self) -> str:
        """A first name."""
        return self._named("person.first")

    def first_name_male(self) -> str:
        """A man's first name."""
        return self._named("person.first", "male")

    def first_name_female(self) -> str:
        """A woman's first name."""
        return self._named("person.first", "female")

    def last_name(self) -> str:
        """A family name."""
        return self._named("person.last")

    def email(self, *arguments: Any, domain: str | None = None, safe: bool = True) -> str:
        """An e-mail address at `domain`, else at example.com, whether `safe` or not.

        By position it takes what Faker takes: the domain (before 5.0), or safe and domain.
        """
        for argument in arguments:
            domain = argument if isinstance(argument, str) else domain
        address = self._named("email")
        return address if domain is None else f"{address.rpartition('@')[0]}@{domain}"

    def safe_email(self) -> str:
        """An e-mail address at example.com."""
        return self._named("email")

    def user_name(self) -> str:
        """A user name."""
        return self._named("username")

    def company(self) -> str:
        """A company's name."""
        return self._named("company")

    def city(self) -> str:
        """A city's name."""
        return self._named("city")

    def street_address(self) -> str:
        """A street with a house number."""
        return self._named("street_address")

    def phone_number(self) -> str:
        """A telephone number that nobody has."""
        return self._named("phone")
