"""The position map: how often each speaker takes sides for and against each target, with intervals, and over time."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..record import LABELS, Label
from .statements import Party, Statement

_Z = 1.959964  # standard normal quantile of a two-sided 95 % interval
PERIODS = {"all": 0, "year": 4, "month": 7, "day": 10}  # name → characters of the date that tell periods apart


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share between 0 and 1 with its 95 % interval; without any observation 0 with the interval [0, 1]."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where a speaker stands to a target in one period ("" for all of them, or where no date is known).

    `lean`, between -1 (against) and 1 (favor), is the balance of the statements that take a side; with `lean_low` and
    `lean_high` from the Wilson interval, and None where no statement takes one. `favor`, `against` and `neutral` count
    statements; `favor_share` and `against_share` are shares of all of them. `articles`: how many hold a statement.
    """

    speaker: Party
    target: Party
    period: str
    articles: int
    favor: int
    against: int
    neutral: int
    favor_share: Share
    against_share: Share
    lean: float | None
    lean_low: float | None
    lean_high: float | None


def wilson(hits: int, total: int) -> Share:
    """A share with its 95 % score interval (Wilson 1927), which stays within 0 and 1 for small counts.

    Raises ValueError where `hits` is not between 0 and `total`.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total}")
    if not total:
        return Share(value=0.0, low=0.0, high=1.0)
    share, spread = hits / total, _Z**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return Share(value=share, low=max(0.0, middle - half), high=min(1.0, middle + half))


def positions(found: Iterable[Statement], *, period: str = "all") -> list[Position]:
    """The position of every speaker toward every target in every period (a key of PERIODS) that has a statement.

    In the order of speaker, target and period; a party is shown by the longest name it has. Raises KeyError for an
    unknown period.
    """
    size = PERIODS[period]
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    parties: dict[str, Party] = {}
    for statement in found:
        for party in (statement.speaker, statement.target):
            known = parties.setdefault(party.key, party)
            parties[party.key] = max(known, party, key=lambda p: len(p.name))
        groups[statement.speaker.key, statement.target.key, statement.published[:size]].append(statement)
    return [
        _position(parties[speaker], parties[target], when, groups[speaker, target, when])
        for speaker, target, when in sorted(groups)
    ]


def _position(speaker: Party, target: Party, period: str, held: list[Statement]) -> Position:
    counts: Counter[Label] = Counter(statement.label for statement in held)
    favor, against, neutral = (counts[label] for label in LABELS)
    sided = wilson(favor, favor + against) if favor + against else None
    return Position(
        speaker=speaker,
        target=target,
        period=period,
        articles=len({statement.article for statement in held}),
        favor=favor,
        against=against,
        neutral=neutral,
        favor_share=wilson(favor, len(held)),
        against_share=wilson(against, len(held)),
        lean=2 * sided.value - 1 if sided else None,
        lean_low=2 * sided.low - 1 if sided else None,
        lean_high=2 * sided.high - 1 if sided else None,
    )
