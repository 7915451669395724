"""The timeline: how often sides are taken in each period, above the line for somebody, below it against somebody."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..positions import Statement
from ..record import Label

WIDTH, HEIGHT = 1160, 220  # of the picture, in its own units
_AXIS = 22.0  # left free below, for dates
_DAYS, _MONTHS = 62, 60  # as many periods as are shown at most before the next longer one is taken
_DATE, _MONTH, _YEAR = 10, 7, 4  # characters of YYYY-MM-DD that tell periods apart
_LABELS = 12  # dates written along the axis, at most


@dataclass(frozen=True, kw_only=True)
class Column:
    """A period: its date (YYYY, YYYY-MM or YYYY-MM-DD), the counts, and the two bars' place in the picture."""

    period: str
    counts: dict[Label, int]
    x: float
    width: float
    favor_y: float
    favor_height: float
    against_height: float
    labelled: bool


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The picture, `width` × `height`, with its zero line at `middle`; `undated` statements are not in it."""

    columns: tuple[Column, ...]
    width: int
    height: int
    middle: float
    most: int
    undated: int


def timeline(found: Sequence[Statement]) -> Timeline:
    """Statements by the day, month or year of their article, whichever gives a readable number of columns."""
    dated = [(when, statement) for statement in found if (when := _day(statement.published)) is not None]
    periods, size = _periods([when for when, _ in dated])
    counts: dict[str, Counter[Label]] = {period: Counter() for period in periods}
    for when, statement in dated:
        counts[when.isoformat()[:size]][statement.label] += 1
    favor, against = (max((count[label] for count in counts.values()), default=0) for label in _SIDES)
    unit = (HEIGHT - _AXIS) / max(favor + against, 1)
    step = WIDTH / max(len(periods), 1)
    every = -(-len(periods) // _LABELS)
    return Timeline(
        columns=tuple(
            Column(
                period=period,
                counts={label: counts[period][label] for label in ("favor", "against", "neutral")},
                x=round(place * step + step * 0.15, 1),
                width=round(min(step * 0.7, 60.0), 1),
                favor_y=round((favor - counts[period]["favor"]) * unit, 1),
                favor_height=round(counts[period]["favor"] * unit, 1),
                against_height=round(counts[period]["against"] * unit, 1),
                labelled=place % every == 0,
            )
            for place, period in enumerate(periods)
        ),
        width=WIDTH,
        height=HEIGHT,
        middle=round(favor * unit, 1),
        most=max(favor, against),
        undated=len(found) - len(dated),
    )


_SIDES: tuple[Label, Label] = ("favor", "against")


def _day(written: str) -> date | None:
    """The day that `published` names, the first of the month or year where it names no more, None where it is no date.

    Dates come from web pages and may be anything.
    """
    filled = f"{written}-01-01" if len(written) == _YEAR else f"{written}-01" if len(written) == _MONTH else written
    try:
        return date.fromisoformat(filled[:_DATE])
    except ValueError:
        return None


def _periods(days: Sequence[date]) -> tuple[list[str], int]:
    """Every period from the first to the last of `days`, empty ones too, and how many characters tell it apart."""
    for size, most in ((_DATE, _DAYS), (_MONTH, _MONTHS), (_YEAR, None)):
        periods = list(dict.fromkeys(day.isoformat()[:size] for day in _every_day(days)))
        if most is None or len(periods) <= most:
            return periods, size
    raise AssertionError("years have no limit")


def _every_day(days: Iterable[date]) -> Iterator[date]:
    known = sorted(set(days))
    if known:
        for number in range((known[-1] - known[0]).days + 1):
            yield known[0] + timedelta(days=number)
