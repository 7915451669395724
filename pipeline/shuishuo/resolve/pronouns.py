"""Pronouns and back references inside what is said: whom 他, 其, 该公司 and 对方 mean within a content."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from ..record import Attribution, Record
from .lexicon import Lexicon
from .parties import Party
from .speakers import Mention, single_human

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
                party = read(attribution, speaker, before, low)
                if party is not None:
                    out.append(Mention(start=found.start(), end=found.end(), party=party, level=1))
    return out


Reader = Callable[[Attribution, Party | None, Sequence[Mention], int], Party | None]


def _he(attribution: Attribution, speaker: Party | None, before: Sequence[Mention], low: int) -> Party | None:
    """他: the person named last in the content; at its beginning the speaker, or who is spoken of in a quotation."""
    for mention in reversed(before):
        if mention.start >= low and single_human(mention.party):
            return mention.party
    if attribution.type != "direct" and speaker is not None and single_human(speaker):
        return speaker
    return _last(before, lambda p: single_human(p) and p is not speaker)


def _self(attribution: Attribution, speaker: Party | None, before: Sequence[Mention], low: int) -> Party | None:
    """其: the party named last in the content, else the speaker."""
    inside = [mention for mention in before if mention.start >= low and mention.party.kind != "place"]
    return inside[-1].party if inside else speaker if attribution.type != "direct" else None


def _company(attribution: Attribution, speaker: Party | None, before: Sequence[Mention], low: int) -> Party | None:
    """该公司: the organisation named last in the content, else the speaker if it is one, else the last one before."""
    for mention in reversed(before):
        if mention.start >= low and mention.party.kind == "organization":
            return mention.party
    if speaker is not None and speaker.kind == "organization":
        return speaker
    return _last(before, lambda p: p.kind == "organization")


def _other(attribution: Attribution, speaker: Party | None, before: Sequence[Mention], low: int) -> Party | None:
    """对方: the last party that is not the speaker."""
    return _last(before, lambda p: p is not speaker and p.kind in ("organization", "person", "anonymous"))


def _last(before: Sequence[Mention], fits: Callable[[Party], bool]) -> Party | None:
    return next((mention.party for mention in reversed(before) if fits(mention.party)), None)


_READERS: dict[str, Reader] = {"he": _he, "self": _self, "other": _other}
