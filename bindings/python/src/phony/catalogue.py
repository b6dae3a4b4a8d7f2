"""What a Phony gives by name: persons, places, texts. A new built-in gets a method here."""

from __future__ import annotations

from .generators import NameGenerator
from .values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._streams import Stream, Streams


class Catalogue:
    """The built-ins, over the streams of a Phony."""

    _streams: Streams

    def _forget_streams(self) -> None:
        self._values: dict[str, Stream] = {}
        self._names: NameGenerator | None = None

    def _stream(self, kind: str, subject: str) -> Stream:
        raise NotImplementedError

    def _value(self, name: str) -> Value:
        try:
            stream = self._values[name]
        except KeyError:
            stream = self._values[name] = self._stream("name", name)
        return self._streams.value(stream)

    # -- persons -----------------------------------------------------------------------------------

    def name(self) -> NameGenerator:
        """Names of persons: name().full(), name().first(), name().last()."""
        if self._names is None:
            self._names = NameGenerator(self._streams, self._stream("name", "person.full"))
        return self._names

    def first_name(self) -> Value:
        """The next first name."""
        return self._value("person.first")

    def last_name(self) -> Value:
        """The next family name."""
        return self._value("person.last")

    def gender(self) -> Value:
        """The next gender: "male" or "female"."""
        return self._value("person.gender")

    def email(self) -> Value:
        """The next e-mail address: that of the person of the same row."""
        return self._value("email")

    def username(self) -> Value:
        """The next user name: that of the person of the same row."""
        return self._value("username")

    def phone(self) -> Value:
        """The next telephone number; none that anybody has."""
        return self._value("phone")

    # -- places, companies, texts ------------------------------------------------------------------

    def company(self) -> Value:
        """The next name of a company."""
        return self._value("company")

    def city(self) -> Value:
        """The next name of a city."""
        return self._value("city")

    def street_address(self) -> Value:
        """The next street with a house number."""
        return self._value("street_address")

    def word(self) -> Value:
        """The next word of filler text."""
        return self._value("lorem.word")

    def sentence(self) -> Value:
        """The next sentence of filler text."""
        return self._value("lorem.sentence")

    def paragraph(self) -> Value:
        """The next paragraph of filler text."""
        return self._value("lorem.paragraph")
