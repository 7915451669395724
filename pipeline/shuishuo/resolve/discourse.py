"""The discourse so far: which parties were mentioned where, and which of them a back reference means."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..record import Record
from .parties import Party

_LOOK_BACK = 60  # so many mentions before a back reference are looked at
_NOT_SOURCE, _QUOTED, _OBJECT, _OLDER = 0.7, 0.9, 0.5, 0.01  # what makes a mention less salient, in sentences
_OBJECT_MARK = re.compile(r"(?:对|向|给|与|和|跟|同|问|告诉|采访)$")
_MEDIUM = re.compile(r"[社报网台刊》]$|新闻|时报|日报|财经|媒|通讯|广播|周刊|杂志|视频|在线|^[A-Z]{2,5}$|^“")
_MANY = re.compile(r"们|多[名位]|不少|一些|部分|很多|网友$|人士们|大家|[两二三四五六七八九十几]\s*[名位]")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place where a party is named or spoken for; `level` is the number of contents that it lies in."""

    start: int
    end: int
    party: Party
    source: bool = False
    level: int = 0


class Discourse:
    """The mentions met so far, in the order of the text."""

    def __init__(self, record: Record) -> None:
        self.mentions: list[Mention] = []
        self._text = record.clean
        self._sentences = [start for start, _ in record.segmented.sentences]

    def last(self, fits: Callable[[Party], bool]) -> Party | None:
        """The party mentioned last that fits."""
        return next((mention.party for mention in self._recent() if fits(mention.party)), None)

    def last_source(self) -> Party | None:
        """The party that spoke last."""
        return next((mention.party for mention in self._recent() if mention.source), None)

    def salient(self, fits: Callable[[Party], bool], *, before: int) -> Party | None:
        """The party that fits and is most on the reader's mind at clean offset `before`.

        The nearest in sentences; one that speaks before one that does not, a narrated before a quoted mention, a
        subject before an object.
        """
        here = bisect_right(self._sentences, before)
        best, lowest = None, float("inf")
        for rank, mention in enumerate(self._recent()):
            if fits(mention.party):
                cost = here - bisect_right(self._sentences, mention.start) + rank * _OLDER
                cost += (not mention.source) * _NOT_SOURCE + (mention.level > 0) * _QUOTED
                cost += bool(_OBJECT_MARK.search(self._text[max(0, mention.start - 2) : mention.start])) * _OBJECT
                if cost < lowest:
                    best, lowest = mention.party, cost
        return best

    def _recent(self) -> Sequence[Mention]:
        return self.mentions[: -_LOOK_BACK - 1 : -1]


def medium(party: Party) -> bool:
    """Whether a party is a newspaper, agency, station or site, by its name."""
    return party.kind == "organization" and any(_MEDIUM.search(form) for form in sorted(party.forms))


def acts(party: Party) -> bool:
    """Whether a party is a person or organisation of its own."""
    return party.kind in ("organization", "person") and not party.members


def described(party: Party, head: str) -> bool:
    """Whether a party was introduced by this head noun: in a person's title or in an unnamed party's description."""
    if party.kind == "person":
        return any(head in role for role in party.roles)
    return party.kind == "anonymous" and head in party.name


def single_human(party: Party) -> bool:
    """Whether 他 can mean this party."""
    return not party.members and (party.kind == "person" or (party.kind == "anonymous" and one(party.name)))


def one(name: str) -> bool:
    """Whether an unnamed party is one person (一位员工) rather than many (多名网友)."""
    return not _MANY.search(name)
