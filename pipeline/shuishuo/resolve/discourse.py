"""The discourse so far: which parties were mentioned where, and which of them a back reference means."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..record import Record
from .lexicon import Lexicon
from .parties import Party

_LOOK_BACK = 60  # so many mentions before a back reference are looked at
# What makes a mention less salient, in sentences; `_NOUN` is of an unnamed party that has not spoken.
_NOT_SOURCE, _QUOTED, _OBJECT, _NOUN, _OLDER = 0.7, 0.9, 0.5, 1.5, 0.01
_OBJECT_MARK = re.compile(r"(?:对|向|给|与|和|跟|同|问|告诉|采访)$")
_MEDIUM = re.compile(r"[社报网台刊》]$|新闻|时报|日报|财经|媒|通讯|广播|周刊|杂志|视频|在线|^[A-Z]{2,5}$|^“")
_MANY = re.compile(r"们|多[名位]|不少|一些|部分|很多|网友$|人士们|大家|[两二三四五六七八九十几]\s*[名位]")
_ONE = re.compile(r"[一这那该某另本]|首[名位]")
_CLASS = re.compile(
    r"(?:支持|反对|抗议|示威|消费|投资)者$|(?:网[友民]|市民|群众|人士|业主|居民|家长|客户|选民|乘客|旅客|分析)$|^有人"
)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place where a party is named or spoken for.

    source: whether it is a source. level: the number of contents that it lies in. phrase: whether it is a noun phrase
    within a content (附近居民); no source refers back to such a one.
    """

    start: int
    end: int
    party: Party
    source: bool = False
    level: int = 0
    phrase: bool = False


class Discourse:
    """The mentions met so far, in the order of the text."""

    def __init__(self, record: Record) -> None:
        self.mentions: list[Mention] = []
        self._spoken: set[Party] = set()
        self._text = record.clean
        self._sentences = [start for start, _ in record.segmented.sentences]

    def add(self, mention: Mention) -> None:
        """Go past a mention."""
        self.mentions.append(mention)
        if mention.source:
            self._spoken.add(mention.party)

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
                if mention.party.kind == "anonymous" and mention.party not in self._spoken:
                    cost += _NOUN
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
    return party.kind == "anonymous" and party.name.endswith(head)


def gender(party: Party, lexicon: Lexicon) -> str:
    """`she` or `he` where the party's description or given name tells, else ""."""
    found = {
        lexicon.genders[word]
        for words in (*party.roles, *party.forms)
        for size in (2, 1)
        if (word := words[-size:]) in lexicon.genders
    }
    if len(found) == 1:
        return found.pop()
    if party.kind == "person" and len(party.name) in (2, 3) and party.name[-1] in lexicon.female:
        return "she"
    return ""


def single_human(party: Party) -> bool:
    """Whether 他 can mean this party."""
    return not party.members and (party.kind == "person" or (party.kind == "anonymous" and one(party.name)))


def one(name: str) -> bool:
    """Whether an unnamed party is one person (一位员工) rather than many (多名网友)."""
    return not _MANY.search(name) and (bool(_ONE.search(name)) or not _CLASS.search(name))
