"""Pronouns and back references inside what is said: whom 他, 其, 该公司 and 对方 mean within a content."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..record import Attribution, Record
from .discourse import Mention, single_human
from .lexicon import Lexicon
from .parties import Party

_LOOK_BACK = 40
_COMPANY = ("公司", "该公司", "该企业", "该集团", "该平台", "该机构", "该品牌", "该校", "该店", "该局", "该党")


def pronoun_mentions(
    record: Record, speakers: Sequence[Party | None], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The mentions that pronouns make inside contents, where the referent can be told."""
    words = sorted((w for w, kind in lexicon.pronouns.items() if kind in _READERS), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, (*sorted(_COMPANY, key=len, reverse=True), *words))))
    starts = [mention.start for mention in mentions]
    taken = [(mention.start, mention.end) for mention in mentions]
    out = []
    for attribution, speaker in zip(record.attributions, speakers, strict=True):
        for span in attribution.content:
            low, high = span.clean
            for found in pattern.finditer(record.clean, low, high):
                at = bisect_left(starts, found.start())
                if any(a <= found.start() < b for a, b in taken[max(0, at - 2) : at + 1]):
                    continue
                before = mentions[max(0, at - _LOOK_BACK) : at]
                word = found.group()
                read = _company if word in _COMPANY else _READERS[lexicon.pronouns[word]]
                party = read(_Place(attribution=attribution, speaker=speaker, before=before, low=low))
                if party is not None:
                    out.append(Mention(start=found.start(), end=found.end(), party=party, level=1))
    return out


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a pronoun stands: in which attribution, whose speaker is known, after which mentions.

    `low` is where the piece of content begins.
    """

    attribution: Attribution
    speaker: Party | None
    before: Sequence[Mention]
    low: int

    def inside(self, fits: Callable[[Party], bool]) -> Party | None:
        """The party that fits and was mentioned last in the same content."""
        return _last([mention for mention in self.before if mention.start >= self.low], fits)


def _he(place: _Place) -> Party | None:
    """他: the person named last in the content; at its beginning the speaker, or who is spoken of in a quotation."""
    named = place.inside(single_human)
    if named is not None:
        return named
    if place.attribution.type != "direct" and place.speaker is not None and single_human(place.speaker):
        return place.speaker
    return _last(place.before, lambda p: single_human(p) and p is not place.speaker)


def _self(place: _Place) -> Party | None:
    """其: the party named last in the content, else the speaker."""
    named = place.inside(lambda p: p.kind != "place")
    return named or (place.speaker if place.attribution.type != "direct" else None)


def _company(place: _Place) -> Party | None:
    """该公司: the organisation named last in the content, else the speaker if it is one, else the last one before."""
    named = place.inside(_organization)
    if named is None and place.speaker is not None and place.speaker.kind == "organization":
        return place.speaker
    return named or _last(place.before, _organization)


def _other(place: _Place) -> Party | None:
    """对方: the last party that is not the speaker."""
    return _last(place.before, lambda p: p is not place.speaker and p.kind in ("organization", "person", "anonymous"))


def _organization(party: Party) -> bool:
    return party.kind == "organization"


def _last(mentions: Sequence[Mention], fits: Callable[[Party], bool]) -> Party | None:
    return next((mention.party for mention in reversed(mentions) if fits(mention.party)), None)


_READERS: dict[str, Callable[[_Place], Party | None]] = {"he": _he, "self": _self, "other": _other}
