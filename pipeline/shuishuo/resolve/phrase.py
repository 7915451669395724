"""What a noun phrase says of its referent."""

from dataclasses import dataclass
from typing import Literal

from ..record import Range

Way = Literal["pronoun", "name", "issuer", "title", "organization", "anonymous", "document", "text", "joint"]


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A noun phrase [start, end) of the clean text, read.

    way: how it refers: by `pronoun`, by its own `name`, as a text or organ of an `issuer`, by a person's `title`, by
    a head noun (`organization`, `anonymous`, `document`, `text` without an issuer) or as several together (`joint`).
    name: the range of the name referred to, or of the nearest name in it. sense: that name's kind. head: the head
    noun. back: whether it points back (该, 上述). some: whether it brings up somebody new (有网友). role: the words
    before a person's name. parts: the members of a joint phrase, or the issuer's own phrase.
    """

    start: int
    end: int
    way: Way
    head: str = ""
    name: Range | None = None
    sense: str = ""
    back: bool = False
    some: bool = False
    role: str = ""
    parts: tuple["Phrase", ...] = ()
